"""Small kits, pages, and lines made by hand for the tests of the core."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from textwrap import dedent

from generators.markdown.dialect import Dialect, html_with_lines
from generators.markdown.placing import MARK
from generators.model import Extension, Handbook, Kit, Line, Lines, Local, Page, PageFrontMatter, Place
from generators.model.problems import Problem, Problems, rendered
from generators.reading.front_matter import Front, front_matter
from generators.reading.source import read_handbook, read_local
from generators.resolving.overrides import overrides_of
from generators.resolving.resolve import resolve

DIALECT = Dialect(
    (
        Extension("attr_list"),
        Extension("md_in_html"),
        Extension("tables", {"use_align_attribute": True}),
        Extension("def_list"),
        Extension("footnotes"),
        Extension("admonition"),
        Extension("pymdownx.details"),
        Extension("pymdownx.tasklist", {"clickable_checkbox": True}),
        Extension("kit_dialect"),
    )
)

MKDOCS = (
    "site_name: Sample\ndocs_dir: content\nmarkdown_extensions: [attr_list, md_in_html, admonition]\n"
    "theme: {name: material, kit: true}\nstrict: true\n"
)
"""The least that a kit says of itself."""


def lines(text: str, file: str = "x.md") -> Lines:
    """``text`` without the indentation of the test it stands in, each line with its address."""
    own = dedent(text).removeprefix("\n").removesuffix("\n")
    return tuple(Line(letters, Place(file, number)) for number, letters in enumerate(own.split("\n"), 1))


def html_of(shown: Lines, dialect: Dialect = DIALECT) -> str:
    """The HTML of ``shown``, without form fields and without the numbers of its lines."""
    return MARK.sub("", html_with_lines(shown, dialect))


def text_of(shown: Lines) -> str:
    return "\n".join(line.text for line in shown)


def above(
    kind: type[Front], keys: Mapping[str, object], file: str = "content/x.md", problems: Problems | None = None
) -> Front:
    """Front matter as reading gives it; each key stands on a line of its own."""
    places = {key: Place(file, number) for number, key in enumerate(keys, 2)}
    return front_matter(kind, keys, places, Problems() if problems is None else problems)


def page(text: str, path: str = "handbook/kinds.md", keys: Mapping[str, object] | None = None) -> Page:
    """A page of the base as reading gives it, with ``keys`` above its text."""
    file = f"content/{path}"
    return Page(path, "en", lines(text, file), above(PageFrontMatter, keys or {}, file), Place(file, 1))


def grows_in_step(work: Callable[[int], object], most: int) -> bool:
    """Whether eight times as much takes ``work`` less than 24 times as long: what grows by the square takes 64 times.

    It is a ratio within one run, as no number of seconds holds everywhere. Other sizes are tried before the answer is
    no: a computer has other things to do, and what was done once may be remembered.
    """
    return any(
        seconds_of(partial(work, size)) < 24 * max(_NO_TIME, seconds_of(partial(work, size // 8)))
        for size in (most, most - 8, most - 16)
    )


_NO_TIME = 0.002
"""Seconds below which a clock tells nothing: what grows faster, and ends within 24 times as long, does no harm."""


def seconds_of(work: Callable[[], object]) -> float:
    """What ``work`` takes of this process's own time, however busy the computer is with others."""
    started = time.process_time()
    work()
    return time.process_time() - started


def messages(problems: Iterable[Problem]) -> list[str]:
    """What the author reads of each problem, but for its code, which the cases below ``tests/broken`` hold."""
    return [re.sub(r" \[[a-z0-9-]+\]$", "", line) for line in rendered(problems)]


def complaints(problems: Problems) -> list[str]:
    """What the author reads."""
    return messages(problems.found)


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Writes ``files`` by path below ``folder``, texts without the indentation of the test."""
    for path, content in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else dedent(content).removeprefix("\n").encode())
    return folder


def write_kit(folder: Path, files: Mapping[str, str | bytes] | None = None) -> Path:
    """A kit that builds: settings, a home page, and ``files``, which may stand in their place."""
    base = {
        "mkdocs.yml": MKDOCS,
        "content/index.md": "# Welcome to {{ local.name }}\n",
        "overrides/local.yml": "name: Local 000\nunion: Your Union\n",
    }
    return write(folder, {**base, **(files or {})})


def copy_sample(root: Path, folder: Path) -> Path:
    """The sample kit as ``folder``, to be written in, with the theme of the repository ``root`` where it stands."""
    shutil.copytree(root / "tests" / "kit", folder)
    settings = folder / "mkdocs.yml"
    before, theme, after = settings.read_text(encoding="utf-8").partition("../../overrides/theme")
    assert theme
    settings.write_text(f"{before}{(root / 'overrides' / 'theme').as_posix()}{after}", encoding="utf-8")
    return folder


def with_own_theme(root: Path, kit: Path) -> Path:
    """Gives a copy of the sample kit a copy of its theme, for what changes a template; the folder of that."""
    theme = Path(shutil.copytree(root / "overrides" / "theme", kit / "overrides" / "theme"))
    settings = kit / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace((root / "overrides" / "theme").as_posix(), "overrides/theme"), encoding="utf-8")
    return theme


def write_pack(kit: Path, files: Mapping[str, str | bytes] | None = None, slug: str = "acme") -> Path:
    """A pack of ``kit``: a name, and ``files``."""
    folder = kit / "overrides" / "locals" / slug
    return write(folder, {"local.yml": "name: Local 104\n", **(files or {})})


def read(kit: Path, slug: str = "acme") -> tuple[Handbook, Local, Problems]:
    """The kit, its pack ``slug``, and what is wrong with the two."""
    problems = Problems()
    handbook = read_handbook(kit, problems)
    return handbook, read_local(handbook, kit / "overrides" / "locals" / slug, problems), problems


def resolved(handbook: Handbook, local: Local, problems: Problems) -> Kit:
    """The kit of ``local``, as the pipeline makes it."""
    return resolve(handbook, local, overrides_of(handbook, local), problems)
