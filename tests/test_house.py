"""The house: every module in a room, imports that only run downhill, sizes, and what no file may hold.

Each test looks at every file and lists those that break its rule.
"""

from __future__ import annotations

import ast
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LINES_OF_A_FILE = 400
LINES_OF_A_FUNCTION = 30
COMMAND_LINE = {"build", "generators.commands.command_line"}

ROOMS = (
    "model",
    "caching",
    "markup",
    "words",
    "brand",
    "ooxml",
    "reading",
    "markdown",
    "forms",
    "packs",
    "starting",
    "decks.slideshow",
    "decks.teaching",
    "resolving",
    "checking",
    "writers.site",
    "writers.deck",
    "writers.forms",
    "writers.guide",
    "writers",
    "pipeline",
    "collect",
    "serve",
    "dependencies",
    "importing",
    "commands",
)
"""From the ground up: a module may import from its own room and from those named before it."""

CHOSEN_LIBRARIES = {
    "writers.site": {"mkdocs", "jinja2"},
    "writers.deck": {"pptx"},
    "writers.forms": {"typst", "pikepdf"},
}
"""What each format is made with. DECISIONS.md, 6: a deck's package is python-pptx's (its base opened by
``Presentation``, each slide a ``SlidePart``, its pictures, notes, links, properties, and saving); our own XML is only
for what python-pptx has no call for."""

TAG = re.compile(r"<(?:[A-Za-z]|/)")
ESCAPES = frozenset({"html.escape", "markupsafe.escape", "xml.sax.saxutils.escape", "xml.sax.saxutils.quoteattr"})

POSSESSIVE_GROUP = re.compile(r"\)[+*?]\+|\)\{[^{}]*\}\+")
"""What Python 3.11.0 to 3.11.4 match wrongly (python/cpython, issue 101955)."""

CHARACTER_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]")

ENVIRONMENT = {"environ", "environb", "getenv", "getenvb", "putenv", "unsetenv"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def program_files() -> list[Path]:
    return [ROOT / "build.py", *sorted((ROOT / "generators").rglob("*.py"))]


def python_files() -> list[Path]:
    return [*program_files(), *sorted((ROOT / "tests").rglob("*.py"))]


def shown(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def module_name(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"), str(file))


@cache
def imports() -> dict[str, frozenset[str]]:
    """For each module of the program, the modules of the program that it imports, anywhere in its text."""
    known = {module_name(file): file for file in program_files()}
    return {name: frozenset(imported(file) & known.keys() - {name}) for name, file in known.items()}


def imported(file: Path) -> set[str]:
    named: set[str] = set()
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            named.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            inside = {f"{node.module}.{alias.name}" for alias in node.names}
            modules = {name for name in inside if is_module(name)}
            named.update(modules or {node.module})
    return named


def is_module(name: str) -> bool:
    path = ROOT.joinpath(*name.split("."))
    return path.is_dir() or path.with_suffix(".py").is_file()


def room(module: str) -> str:
    """The innermost room that a module stands in; empty for ``build.py`` and for what merely holds rooms."""
    inside = module.partition(".")[2] + "."
    return max((name for name in ROOMS if inside.startswith(f"{name}.")), key=len, default="")


def test_every_module_stands_in_a_room() -> None:
    hall = {"build", "generators", "generators.decks"}
    assert sorted(name for name in imports() if not room(name) and name not in hall) == []


def test_imports_run_downhill() -> None:
    floors = {name: floor for floor, name in enumerate(ROOMS)}
    uphill = [
        f"{module} imports {other}"
        for module, others in imports().items()
        for other in others
        if room(module) and floors.get(room(other), -1) > floors[room(module)]
    ]
    assert sorted(uphill) == []


def test_no_modules_and_no_rooms_import_in_a_circle() -> None:
    # A package that only gathers its own parts is one with them.
    modules = {
        module: {other for other in others if not other.startswith(f"{module}.")}
        for module, others in imports().items()
    }
    rooms: dict[str, set[str]] = {name: set() for name in ROOMS}
    for module, others in imports().items():
        rooms.setdefault(room(module), set()).update({room(other) for other in others} - {room(module)})
    for graph in (modules, rooms):
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as circle:
            pytest.fail(f"a circle: {' imports '.join(reversed(circle.args[1]))}")


def test_writers_never_import_one_another() -> None:
    crossing = [
        f"{module} imports {other}"
        for module, others in imports().items()
        for other in others
        if room(module).startswith("writers.") and room(other).startswith("writers.") and room(module) != room(other)
    ]
    assert sorted(crossing) == []


def test_a_file_is_short_and_says_what_it_is_for() -> None:
    long = [shown(file) for file in python_files() if len(file.read_text("utf-8").splitlines()) > LINES_OF_A_FILE]
    silent = [shown(file) for file in python_files() if not ast.get_docstring(tree(file))]
    assert (long, silent) == ([], [])


def test_a_struct_that_says_what_equals_it_says_what_does_not() -> None:
    """For ``!=``, msgspec asks no ``__eq__`` but its own."""
    odd = [
        f"{shown(file)}: {node.name}"
        for file in program_files()
        for node in ast.walk(tree(file))
        if isinstance(node, ast.ClassDef)
        and any(isinstance(one, ast.FunctionDef) and one.name == "__eq__" for one in node.body)
        and "Struct" in map(ast.unparse, node.bases)
    ]
    assert odd == []


def test_functions_are_short() -> None:
    long = [
        f"{shown(file)}: {node.name}"
        for file in python_files()
        for node in ast.walk(tree(file))
        if isinstance(node, Function) and length(node) > LINES_OF_A_FUNCTION
    ]
    assert long == []


def length(function: Function) -> int:
    """Lines without the docstring."""
    first = function.body[0]
    documented = isinstance(first, ast.Expr) and ast.get_docstring(function, clean=False) is not None
    docstring = (first.end_lineno or 0) - first.lineno + 1 if documented else 0
    return (function.end_lineno or 0) - function.lineno + 1 - docstring


def test_each_format_is_made_with_the_libraries_chosen_for_it() -> None:
    for package, chosen in CHOSEN_LIBRARIES.items():
        folder = ROOT / "generators" / Path(*package.split("."))
        assert {name.partition(".")[0] for file in folder.rglob("*.py") for name in imported(file)} >= chosen


def test_nothing_is_a_drawer_prints_or_has_a_pattern_that_an_older_python_reads_otherwise() -> None:
    drawers = {"utils", "util", "helpers", "misc", "common"}
    assert not [name for name in imports() if drawers & set(name.split("."))]
    quiet = [file for file in program_files() if module_name(file) not in COMMAND_LINE]
    calls = [(file, node.func) for file in quiet for node in ast.walk(tree(file)) if isinstance(node, ast.Call)]
    assert not [shown(file) for file, called in calls if isinstance(called, ast.Name) and called.id == "print"]
    texts = [(file, text) for file in program_files() for text in texts_of(file)]
    assert not [shown(file) for file, text in texts if POSSESSIVE_GROUP.search(CHARACTER_CLASS.sub("", text))]


def test_front_matter_is_handed_on_whole_and_asked_for_no_key() -> None:
    """What a key means is said once, where pages are read; ``written`` is for MkDocs, its themes, and its plugins."""
    asked = [
        f"{shown(file)}:{node.lineno}"
        for file in program_files()
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Subscript | ast.Attribute)
        and isinstance(node.value, ast.Attribute)
        and node.value.attr == "written"
        and (isinstance(node, ast.Subscript) or node.attr == "get")
    ]
    assert asked == []


def test_nothing_below_the_commands_asks_the_environment() -> None:
    """What a build needs of the world stands in its request. MkDocs takes its date from nowhere else."""
    allowed = {"generators.writers.site.mkdocs_route"}
    asking = [
        shown(file)
        for file in program_files()
        if room(module_name(file)) not in ("commands", "") and module_name(file) not in allowed
        for node in ast.walk(tree(file))
        if asks_the_environment(node)
    ]
    assert asking == []


def asks_the_environment(node: ast.AST) -> bool:
    if isinstance(node, ast.ImportFrom):
        return node.module == "os" and any(alias.name in ENVIRONMENT for alias in node.names)
    return isinstance(node, ast.Attribute) and node.attr in ENVIRONMENT


def texts_of(file: Path) -> Iterator[str]:
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_only_the_builder_writes_tags_and_escapes() -> None:
    """HTML, SVG, and XML come from the builders, from templates that escape, and from parsers' own trees."""
    files = [file for file in program_files() if room(module_name(file)) != "markup"]
    tags = [f"{shown(file)}:{line}" for file in files for line in tags_put_together(tree(file))]
    escapes = [shown(file) for file in files if ESCAPES & (called(tree(file)) | imported_names(tree(file)))]
    assert (tags, escapes) == ([], [])


@pytest.mark.parametrize(
    "written",
    [
        "f'<b>{a}'",
        "f'{a}</b>'",
        "'<b>' + a",
        "a + ('</b>' + c)",
        "a += '<b>'",
        "'<b>{}'.format(a)",
        "'<b>%s' % a",
        "''.join(['<b>', a])",
        "'<br>'.join(a)",
        "Markup(f'{a}')",
        "Markup(a + c)",
    ],
)
def test_a_tag_put_together_by_hand_is_seen(written: str) -> None:
    assert list(tags_put_together(ast.parse(written)))


@pytest.mark.parametrize("written", ["f'{a} < 3'", "re.compile(rf'<b>{a}')", "'<!doctype html>'", "f'<!-- {a} -->'"])
def test_what_is_no_tag_put_together_is_let_be(written: str) -> None:
    assert not list(tags_put_together(ast.parse(written)))


def test_the_namespaces_of_office_documents_stand_in_one_place() -> None:
    strangers = [file for file in program_files() if room(module_name(file)) != "ooxml"]
    assert [shown(file) for file in strangers if "schemas.openxmlformats.org" in file.read_text("utf-8")] == []


def tags_put_together(module: ast.AST) -> Iterator[int]:
    """The lines in which a text with a tag meets other text; patterns of ``re`` only look for tags."""
    patterns = {
        id(part)
        for node in ast.walk(module)
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re.")
        for given in node.args[:1]
        for part in ast.walk(given)
    }
    for node in ast.walk(module):
        if id(node) not in patterns and (any(TAG.search(text) for text in pieces_of(node)) or is_unescaped(node)):
            yield getattr(node, "lineno", 0)


def pieces_of(node: ast.AST) -> Iterator[str]:
    """The texts that ``node`` joins with something else, when it does."""
    joined: list[ast.expr] = []
    match node:
        case ast.JoinedStr():
            joined = node.values
        case ast.BinOp(op=ast.Add() | ast.Mod()):
            joined = [node.left, node.right]
        case ast.AugAssign():
            joined = [node.value]
        case ast.Call(func=ast.Attribute(value=ast.Constant() as text, attr="format" | "join")):
            joined = [text, *(part for given in node.args for part in getattr(given, "elts", ()))]
    for part in joined:
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def is_unescaped(node: ast.AST) -> bool:
    """Whether a text that was put together is said to be markup."""
    match node:
        case ast.Call(func=ast.Name("Markup"), args=[ast.JoinedStr() | ast.BinOp(), *_]):
            return True
    return False


def called(module: ast.Module) -> set[str]:
    return {ast.unparse(node.func) for node in ast.walk(module) if isinstance(node, ast.Call)}


def imported_names(module: ast.Module) -> set[str]:
    imports = [node for node in ast.walk(module) if isinstance(node, ast.ImportFrom)]
    return {f"{node.module}.{alias.name}" for node in imports for alias in node.names}


def test_no_two_files_of_tests_are_the_same_module() -> None:
    """Folders of tests are no packages, but for the browser's: with two files of one name, pytest collects nothing."""
    files = [file for file in (ROOT / "tests").rglob("test_*.py") if not (file.parent / "__init__.py").exists()]
    names = Counter(file.name for file in files)
    assert not [shown(file) for file in sorted(files) if names[file.name] > 1]


def test_the_top_level_is_the_one_that_was_promised() -> None:
    folders, files = ("content", "overrides", "generators", "slides", "tests"), ("mkdocs.yml", "build.py")
    assert not [name for name in folders if not (ROOT / name).is_dir()]
    assert not [name for name in files if not (ROOT / name).is_file()]


def tracked_files() -> Iterator[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("this copy is no git clone")
    return (ROOT / name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file())


def test_no_file_names_a_package_host() -> None:
    """What is installed comes from whatever index a computer is set up to use, and is known by its hash."""
    hosts = [
        ".".join(parts) for parts in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"))
    ]
    assert not [
        f"{shown(file)}: {host}" for file in tracked_files() for host in hosts if host.encode() in file.read_bytes()
    ]
