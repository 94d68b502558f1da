"""The floors of the house: sizes, the direction of imports, and what no file of the repository may hold."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LINES_OF_A_FILE = 250
LINES_OF_A_FUNCTION = 30
COMMAND_LINE = {"build", "generators.command_line"}

TIERS = (
    "model",
    "problems brand.palette",
    "marks settings variables fields prose brand.fonts",
    "source teaching.outline",
    "resolve",
    "check drift",
    "writers",
    "publish report side_by_side pipeline",
    "jobs packs.new_pack serve bench collect",
    "commands command_line",
)
"""From the top of the hill to its foot. A module may import its own tier and those above it, never one below."""

CHOSEN_LIBRARIES = {
    "writers.site": {"mkdocs", "jinja2"},
    "writers.deck": {"pptx"},
    "writers.forms": {"typst", "pikepdf"},
}
"""What each format is made with. DECISIONS.md, 6: a deck's package is python-pptx's (its base opened by
``Presentation``, each slide a ``SlidePart``, its pictures, notes, links, properties, and saving); our own XML is only
for what python-pptx has no call for."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


def program_files() -> list[Path]:
    return [ROOT / "build.py", *sorted((ROOT / "generators").rglob("*.py"))]


def python_files() -> list[Path]:
    return [*program_files(), *sorted((ROOT / "tests").rglob("*.py"))]


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
    return {name: frozenset(_imported(file) & known.keys() - {name}) for name, file in known.items()}


def _imported(file: Path) -> set[str]:
    named: set[str] = set()
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            named.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            inside = {f"{node.module}.{alias.name}" for alias in node.names}
            modules = {name for name in inside if _is_module(name)}
            named.update(modules or {node.module})
    return named


def _is_module(name: str) -> bool:
    path = ROOT.joinpath(*name.split("."))
    return path.is_dir() or path.with_suffix(".py").is_file()


def reach(start: str) -> set[str]:
    """All modules that ``start`` imports, by whatever way round."""
    reached: set[str] = set()
    waiting = list(imports()[start])
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting.extend(imports()[name])
    return reached


def tier(module: str) -> int | None:
    """The tier that a module stands in, or None for a helper, which stands where those that use it allow."""
    dotted = "command_line" if module == "build" else module.partition(".")[2]
    words = {dotted, dotted.partition(".")[0]}
    return next((index for index, names in enumerate(TIERS) if words & set(names.split())), None)


@pytest.mark.parametrize("file", python_files(), ids=module_name)
def test_a_file_is_short_and_says_what_it_is_for(file: Path) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) <= LINES_OF_A_FILE
    assert ast.get_docstring(tree(file)), "the first thing in a module is a sentence that says what it is for"


@pytest.mark.parametrize("file", python_files(), ids=module_name)
def test_functions_are_short(file: Path) -> None:
    functions = [node for node in ast.walk(tree(file)) if isinstance(node, Function)]
    long = {function.name: _length(function) for function in functions if _length(function) > LINES_OF_A_FUNCTION}
    assert not long


def _length(function: Function) -> int:
    first = function.body[0]
    documented = isinstance(first, ast.Expr) and ast.get_docstring(function, clean=False) is not None
    docstring = (first.end_lineno or 0) - first.lineno + 1 if documented else 0
    return (function.end_lineno or 0) - function.lineno + 1 - docstring


@pytest.mark.parametrize("module", sorted(imports()))
def test_imports_run_downhill(module: str) -> None:
    own = tier(module)
    if own is None:
        return
    below = {name for name in reach(module) if (tier(name) or 0) > own}
    assert not below, f"{module} stands above what it imports"


@pytest.mark.parametrize("module", sorted(imports()))
def test_imports_have_no_circle(module: str) -> None:
    package = {name for name in imports() if module.startswith(f"{name}.")}  # a package may gather its own parts
    assert module not in reach(module) - package


def test_writers_never_import_one_another() -> None:
    writers = {name: name.split(".")[2] for name in imports() if name.count(".") >= 2 and ".writers." in name}
    crossing = {
        (name, other)
        for name, writer in writers.items()
        for other in reach(name)
        if writers.get(other, writer) != writer
    }
    assert not crossing


@pytest.mark.parametrize("package", CHOSEN_LIBRARIES)
def test_each_format_is_made_with_the_libraries_chosen_for_it(package: str) -> None:
    folder = ROOT / "generators" / Path(*package.split("."))
    used = {name.partition(".")[0] for file in folder.rglob("*.py") for name in _imported(file)}
    assert used >= CHOSEN_LIBRARIES[package]


def test_there_is_no_drawer_for_everything() -> None:
    drawers = {"utils", "util", "helpers", "misc", "common"}
    assert not [name for name in imports() if drawers & set(name.split("."))]


@pytest.mark.parametrize("file", program_files(), ids=module_name)
def test_only_the_command_line_prints(file: Path) -> None:
    if module_name(file) in COMMAND_LINE:
        return
    calls = [node.func for node in ast.walk(tree(file)) if isinstance(node, ast.Call)]
    assert "print" not in {called.id for called in calls if isinstance(called, ast.Name)}


def test_the_top_level_is_the_one_that_was_promised() -> None:
    assert not [
        name for name in ("content", "overrides", "generators", "slides", "tests") if not (ROOT / name).is_dir()
    ]
    assert not [name for name in ("mkdocs.yml", "build.py") if not (ROOT / name).is_file()]


def tracked_files() -> Iterator[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("this copy is no git clone")
    return (ROOT / name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file())


def test_no_file_names_a_machine_or_a_package_host() -> None:
    """Private addresses go stale, and tell about people who never asked for it."""
    folders = ["/".join(("", "work", "")), "/".join(("", "tmp", "team")), "/".join(("..", "shared"))]
    hosts = [
        ".".join(parts) for parts in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"))
    ]
    unwanted = [name.encode() for name in (*folders, *hosts)]
    found = {file: name for file in tracked_files() for name in unwanted if name in file.read_bytes()}
    assert not found
