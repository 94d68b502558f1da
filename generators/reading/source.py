"""Reads a kit's folder as a Handbook and a pack's folder as a Local; reads nothing outside of the two."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from generators.model import (
    Asset,
    FormFrontMatter,
    FormPage,
    Handbook,
    Lines,
    Local,
    Outline,
    OutlineFrontMatter,
    Page,
    PageFrontMatter,
    PassageFile,
    Place,
)
from generators.model.problems import Problem, Problems, RefusedInput, did_you_mean
from generators.model.program import NAME
from generators.reading import files, marks, yaml_text
from generators.reading.front_matter import check_keys, front_matter, holds_form
from generators.reading.local_settings import TEMPLATE, merged, profile_of
from generators.reading.mkdocs_settings import read_site_settings

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
BASE = "base"
SETTINGS_FILE = "local.yml"
PACK_FOLDERS = ("content", "examples", "slots", "slides", "assets")
PACK_FILES = (SETTINGS_FILE, "README.md", "drift.lock")
PICTURES = frozenset({".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp"})
SETTINGS_SIZE = 64_000
_KEY = re.compile(r"[\w-]+:(\s|$)")


def read_handbook(root: Path, problems: Problems) -> Handbook:
    """The kit in ``root``: any folder with a ``mkdocs.yml``.

    Raises:
        RefusedInput: there is no readable ``mkdocs.yml``, so that there is nothing to build.
    """
    site = read_site_settings(root)
    settings = root / "overrides" / SETTINGS_FILE
    document = _base_settings(settings, site.name, problems)
    keys = merged({}, document, problems)
    content = _Folder(files.tree(site.docs_dir), shown_path(site.docs_dir, root), "", keys.language)
    slides = _Folder(_outlines(files.tree(root / "slides")), "slides", "", keys.language)
    pages, outlines = content.pages(problems), slides.outlines(problems)
    for page in (*pages.values(), *outlines.values()):
        check_keys(page, problems)
    assets = {path: content.asset(path) for path in content.found if not _is_page(path)}
    defaults = Local(profile_of(keys, BASE, document, _files(assets), problems), root)
    sources = {site.file.name: site.file, **content.sources(), **slides.sources()}
    if settings.is_file():
        sources[shown_path(settings, root)] = settings
    return Handbook(root, document.values, site, defaults, pages, outlines, assets, sources)


def read_local(handbook: Handbook, pack: Path, problems: Problems) -> Local:
    """The pack in ``pack``: a folder anywhere with a ``local.yml``; its settings stand over the kit's own.

    Raises:
        RefusedInput: there is no such pack, its name cannot be used, or it is too large to be read.
    """
    shown = shown_path(pack, handbook.root)
    _refuse_unusable(pack, shown)
    found = files.pack_tree(pack, shown, problems)
    _check_names(found, shown, problems)
    _check_capitals(found, handbook, shown, problems)
    if SETTINGS_FILE not in found:  # a link or another name for a file: what it leads to is nobody's business
        raise RefusedInput(*problems.errors)
    lines = files.read_lines(found[SETTINGS_FILE], f"{shown}/{SETTINGS_FILE}", problems, SETTINGS_SIZE)
    document = _document(lines, f"{shown}/{SETTINGS_FILE}", problems)
    keys = merged(handbook.settings, document, problems)
    whole = _Folder(found, shown, "", keys.language, files.PackLimits().text_size)
    _check_templates(found, keys.brand.template, shown, problems)
    assets = {path.removeprefix("content/"): whole.asset(path) for path in found if _is_picture(path)}
    templates = {path: file for path, file in found.items() if _is_template(path)}
    known = {**_files(handbook.assets), **_files(assets), **templates}
    return Local(
        profile_of(keys, pack.name, document, known, problems),
        pack,
        pages=whole.inner("content").pages(problems),
        outlines=whole.inner("slides").outlines(problems),
        examples=whole.inner("examples").passages(problems),
        slots=whole.inner("slots").passages(problems),
        assets=assets,
        sources=whole.sources(),
    )


def shown_path(path: Path, root: Path) -> str:
    """``path`` as its author knows it: below the kit's folder if it is there, else by its own name."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name


@dataclass(frozen=True, slots=True)
class _Folder:
    """Files below one folder: ``prefix`` is cut off their paths, ``shown`` put before them in messages."""

    found: Mapping[str, Path]
    shown: str
    prefix: str
    lang: str
    size_limit: int = 0

    def inner(self, name: str) -> _Folder:
        inside = {path: file for path, file in self.found.items() if path.startswith(f"{name}/")}
        return replace(self, found=inside, prefix=f"{name}/")

    def pages(self, problems: Problems) -> dict[str, Page]:
        """The Markdown pages by path below the folder."""
        return {path: self._written(path, lines, problems).page(problems) for path, lines in self._texts(problems)}

    def outlines(self, problems: Problems) -> dict[str, Outline]:
        """The outlines of decks by path below the folder."""
        return {path: self._written(path, lines, problems).outline(problems) for path, lines in self._texts(problems)}

    def passages(self, problems: Problems) -> dict[str, PassageFile]:
        """The texts that take the place of named passages, by name, without blank lines at their ends.

        Marks in them must be complete: one left open would swallow what follows in the page.
        """
        passages: dict[str, PassageFile] = {}
        for path, lines in self._texts(problems):
            text = _trimmed(marks.separated(lines))
            marks.find(text, problems)
            passages[path.removesuffix(".md")] = PassageFile(text, self._place(f"{self.prefix}{path}"))
        return passages

    def _texts(self, problems: Problems) -> Iterator[tuple[str, Lines]]:
        for path, file in self.found.items():
            if _is_page(path):
                lines = files.read_lines(file, self._place(path).file, problems, self.size_limit)
                yield path.removeprefix(self.prefix), lines

    def _written(self, path: str, lines: Lines, problems: Problems) -> _Written:
        start = self._place(f"{self.prefix}{path}")
        above, body = _divided(lines, problems)
        if len(above) > SETTINGS_SIZE:
            message = f"the front matter is larger than {SETTINGS_SIZE // 1000} kB"
            problems.error("front-matter-too-large", start, message, "make it shorter")
            above = ""
        keys = yaml_text.read(above, start.file, 2, problems, as_text=False) or yaml_text.Document({}, {})
        places = {str(key[0]): place for key, place in keys.places.items() if len(key) == 1}
        return _Written(path, self.lang, marks.separated(body), keys.values, places, start)

    def asset(self, path: str) -> Asset:
        return Asset(self.found[path], self._place(path))

    def sources(self) -> dict[str, Path]:
        """The files by their names in messages."""
        return {self._place(path).file: file for path, file in self.found.items()}

    def _place(self, path: str) -> Place:
        return Place(f"{self.shown}/{path}", 1)


@dataclass(frozen=True, slots=True)
class _Written:
    """A page as its author wrote it: the ``keys`` above its text, with their ``places``, and the ``lines`` below."""

    path: str
    lang: str
    lines: Lines
    keys: Mapping[str, object]
    places: Mapping[str, Place]
    place: Place

    def page(self, problems: Problems) -> Page:
        if holds_form(self.path, self.keys):
            form = front_matter(FormFrontMatter, self.keys, self.places, problems)
            return FormPage(self.path, form.lang or self.lang, self.lines, form, self.place)
        front = front_matter(PageFrontMatter, self.keys, self.places, problems)
        return Page(self.path, front.lang or self.lang, self.lines, front, self.place)

    def outline(self, problems: Problems) -> Outline:
        front = front_matter(OutlineFrontMatter, self.keys, self.places, problems)
        return Outline(self.path, front.lang or self.lang, self.lines, front, self.place)


def _divided(lines: Lines, problems: Problems) -> tuple[str, Lines]:
    """The YAML of the front matter, empty when there is none, and the lines under it."""
    if not lines or lines[0].text.rstrip() != "---":
        return "", lines
    end = next((index for index, line in enumerate(lines[1:], 1) if line.text.rstrip() in ("---", "...")), 0)
    if end:
        return "\n".join(line.text for line in lines[1:end]), lines[end + 1 :]
    if len(lines) > 1 and _KEY.match(lines[1].text):
        problems.error(
            "front-matter-unclosed",
            lines[0].place,
            "the front matter is never closed",
            "add a line '---' under its last key",
        )
    return "", lines


def _base_settings(file: Path, site_name: str, problems: Problems) -> yaml_text.Document:
    """The kit's own settings; a kit without any has the site's name and no brand of its own."""
    shown = f"overrides/{SETTINGS_FILE}"
    if not file.is_file():
        return yaml_text.Document({"name": site_name}, {(): Place("mkdocs.yml", 1)})
    return _document(files.read_lines(file, shown, problems), shown, problems)


def _document(lines: Lines, shown: str, problems: Problems) -> yaml_text.Document:
    text = "\n".join(line.text for line in lines)
    document = yaml_text.read(text, shown, 1, problems, as_text=True)
    return document or yaml_text.Document({"name": "unreadable"}, {(): Place(shown, 1)})


def _refuse_unusable(pack: Path, shown: str) -> None:
    if not (pack / SETTINGS_FILE).is_file():
        hint = f"check the name, or write a new pack with '{NAME} new'"
        raise RefusedInput(
            Problem("pack-missing", Place(shown, 1), f"there is no pack here (no {SETTINGS_FILE})", (hint,))
        )
    if not SLUG.fullmatch(pack.name) or pack.name == BASE:
        hint = "rename the folder: small letters, digits, and hyphens, as in local-104"
        raise RefusedInput(
            Problem("pack-name-not-allowed", Place(shown, 1), f"'{pack.name}' cannot be a pack's name", (hint,))
        )


def _check_names(found: Mapping[str, Path], shown: str, problems: Problems) -> None:
    """Every file of a pack must have a use: one that hits nothing would be an override that silently fails."""
    for path in found:
        top, _, rest = path.partition("/")
        place = Place(f"{shown}/{path}", 1)
        if not rest and path not in PACK_FILES:
            problems.error("pack-unknown-file", place, f"a pack has no file '{path}'", _name_hint(path))
        elif rest and top not in PACK_FOLDERS:
            problems.error("pack-unknown-folder", place, f"a pack has no folder '{top}'", _name_hint(top))
        elif rest and not (_is_page(path) or _is_picture(path) or _is_template(path)):
            problems.error(
                "pack-unknown-file-type",
                place,
                "this kind of file is not used",
                f"use .md or a picture ({', '.join(sorted(PICTURES))})",
            )
        elif top == "content" and rest in found and _is_picture(rest):
            problems.error(
                "picture-duplicate",
                place,
                f"the pack has this picture twice: '{rest}' is the other one",
                "keep one of the two",
            )


def _check_templates(found: Mapping[str, Path], used: str, shown: str, problems: Problems) -> None:
    for path in found:
        if _is_template(path) and path != used:
            hint = f"name it in {SETTINGS_FILE} as brand.template, or take it out"
            problems.error("template-unused", Place(f"{shown}/{path}", 1), "no deck is made with this file", hint)


def _check_capitals(found: Mapping[str, Path], handbook: Handbook, shown: str, problems: Problems) -> None:
    """On some computers two names that differ by capitals are one file, so one of the two would be lost."""
    base = [f"content/{path}" for path in (*handbook.pages, *handbook.assets)]
    known = {path.casefold(): path for path in (*base, *(f"slides/{path}" for path in handbook.outlines))}
    for path in found:
        meant = f"content/{path}" if path.startswith("assets/") else path
        other = known.get(meant.casefold(), meant)
        if other != meant:
            place = Place(f"{shown}/{path}", 1)
            problems.error(
                "file-name-differs-by-capitals",
                place,
                f"differs from the kit's '{other}' only by capital letters",
                "name it exactly so",
            )


def _name_hint(name: str) -> str:
    known = (*PACK_FOLDERS, *PACK_FILES)
    return did_you_mean(name, known) or f"a pack holds {', '.join(known)}"


def _outlines(found: Mapping[str, Path]) -> Mapping[str, Path]:
    """What the kit reads in ``slides/``; whatever else its authors keep there is no part of it."""
    return {path: file for path, file in found.items() if _is_page(path)}


def _files(assets: Mapping[str, Asset]) -> dict[str, Path]:
    return {path: asset.file for path, asset in assets.items()}


def _is_page(path: str) -> bool:
    return path.endswith(".md")


def _is_picture(path: str) -> bool:
    return PurePosixPath(path).suffix.lower() in PICTURES


def _is_template(path: str) -> bool:
    return path.startswith("assets/") and path.lower().endswith(TEMPLATE)


def _trimmed(lines: Lines) -> Lines:
    full = [index for index, line in enumerate(lines) if line.text.strip()]
    return lines[full[0] : full[-1] + 1] if full else ()
