"""Writes the beginning of a page, a form, a story, or a workshop into a pack, in the pack's language."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from posixpath import relpath
from string import Template
from typing import Literal, get_args

from generators.model import Handbook, Lines, Local, Place
from generators.model.problems import Problem, RefusedInput, did_you_mean
from generators.reading.source import shown_path

TextKind = Literal["page", "form", "story", "workshop"]
KINDS: tuple[TextKind, ...] = get_args(TextKind)

_FOLDERS = {"page": "content/handbook", "form": "content/forms", "workshop": "slides"}
_SKELETONS = Path(__file__).with_name("skeletons")
_LONGEST = 60
_OF_MARKDOWN = re.compile(r"[<>{}\[\]`*_#|\\]")


def new_text(handbook: Handbook, local: Local, kind: TextKind, name: str) -> Path:
    """Write the file that ``name`` stands for in people's words ("Our year"). Returns it.

    Raises:
        RefusedInput: no file can be called so, one is there already, or the kit has no such place for a story.
    """
    slug = slug_of(name)
    if not slug:
        place = Place(shown_path(local.root, handbook.root), 1)
        hint = "use letters from a to z, digits, and hyphens, as in our-year"
        raise RefusedInput(Problem("new-name-not-allowed", place, f"'{name}' cannot be a file's name", (hint,)))
    folder, skeleton = _story(handbook, local, slug) if kind == "story" else (_FOLDERS[kind], kind)
    if kind == "page" and not any(path.startswith("handbook/") for path in handbook.pages):
        folder = "content"
    path = f"{folder}/{slug}.md"
    _refuse_taken(handbook, local, path)
    file = local.root / path
    home = relpath("content/index.md", folder) if "index.md" in handbook.pages else f"{slug}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(_filled(skeleton, local.profile.language, name, home), encoding="utf-8", newline="\n")
    return file


def slug_of(name: str) -> str:
    """``name`` in small letters without accents, with hyphens between its words."""
    plain = unicodedata.normalize("NFKD", name.removesuffix(".md").replace("ß", "ss")).lower()
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    return re.sub(r"[^a-z0-9]+", "-", letters.replace("'", "").replace("\u2019", ""))[:_LONGEST].strip("-")


def stories(handbook: Handbook) -> dict[str, tuple[str, Place]]:
    """The examples and slots of the kit by name: the pack's folder for their texts, and where they stand."""
    found: dict[str, tuple[str, Place]] = {}
    for page in (*handbook.pages.values(), *handbook.outlines.values()):
        for kind, name, place in _passages(page.lines):
            found.setdefault(name, (f"{kind}s", place))
    return dict(sorted(found.items()))


def _passages(lines: Lines) -> Iterator[tuple[str, str, Place]]:
    for line in lines:
        if found := re.fullmatch(r"\s*<!--\s*(example|slot):\s*(\S+)\s*-->(\s*<!--\s*/slot\s*-->)?\s*", line.text):
            yield found[1], found[2], line.place


def _story(handbook: Handbook, local: Local, name: str) -> tuple[str, str]:
    """The folder for the story, and its skeleton."""
    known = stories(handbook)
    if name not in known:
        place = Place(f"{shown_path(local.root, handbook.root)}/examples/{name}.md", 1)
        hint = did_you_mean(name, known) or f"known are {', '.join(known)}"
        message = f"the kit has no example and no slot '{name}'"
        raise RefusedInput(Problem("override-missing-passage", place, message, (hint,)))
    folder = known[name][0]
    return folder, "story" if folder == "examples" else "slot"


def _refuse_taken(handbook: Handbook, local: Local, path: str) -> None:
    place = Place(f"{shown_path(local.root, handbook.root)}/{path}", 1)
    if (local.root / path).exists():
        hint = "edit it, or choose another name"
        raise RefusedInput(Problem("new-file-exists", place, "this file is already there", (hint,)))
    folder, _, rest = path.partition("/")
    known = {"content": handbook.pages, "slides": handbook.outlines}.get(folder, {})
    if rest in known:
        message = "the kit has a page of this name, and yours would take its place"
        hint = f"choose another name; or copy the kit's own {known[rest].place.file} here, and change that"
        raise RefusedInput(Problem("new-file-exists", place, message, (hint,)))


def _filled(skeleton: str, language: str, name: str, home: str) -> str:
    """The text of a skeleton, with the title that ``name`` gives, and a link to the first page."""
    folder = _SKELETONS / language.partition("-")[0]
    text = ((folder if folder.is_dir() else _SKELETONS / "en") / f"{skeleton}.md").read_text(encoding="utf-8")
    slug = slug_of(name)
    words = " ".join(_OF_MARKDOWN.sub(" ", name.removesuffix(".md")).split())
    heading = words if words not in ("", slug) else slug.replace("-", " ").capitalize()
    return Template(text).substitute(title=json.dumps(heading, ensure_ascii=False), heading=heading, home=home)
