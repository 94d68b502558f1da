"""The report as a page for people: one file that needs nothing, runs nothing, and asks nobody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import jinja2

from generators.brand.palette import Palette, palette
from generators.drift import Drift, word_for
from generators.model import Kit
from generators.text.text_changes import Change, changes

TEMPLATE = "report.html.jinja"
LONGEST = 60
"""Lines of a local's own text beside what the base changed."""

STATES = {
    "changed": "The base has changed",
    "gone": "The base no longer has it",
}
KINDS = {
    "page": "Page",
    "outline": "Deck outline",
    "new page": "New page",
    "new outline": "New deck",
    "example": "Example",
    "slot": "Slot",
    "asset": "Picture",
    "setting": "Setting",
}
FOLDERS = (
    ("site/downloads/decks/", "Decks"),
    ("site/downloads/forms/", "Forms"),
    ("site/downloads/guides/", "Teaching guides"),
    ("", "Website"),
)


@dataclass(frozen=True, slots=True)
class Look:
    """One override that needs a look, as the page shows it."""

    state: str
    title: str
    at: str
    over: str
    now: str
    changes: tuple[Change, ...]
    own: tuple[str, ...]
    left: int


@dataclass(frozen=True, slots=True)
class Group:
    """Files of one kind that were made, and how large they are together."""

    title: str
    files: tuple[tuple[str, str], ...]
    size: str


def report_page(kit: Kit, facts: Mapping[str, Any], drift: Sequence[Drift], sizes: Mapping[str, int]) -> str:
    """The page of ``facts``, which are those of ``report.json``; ``drift`` gives it the texts.

    ``sizes`` are those of the files that were made, in bytes, by path.
    """
    folder = kit.local.place.file.rpartition("/")[0]
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template(TEMPLATE).render(
        facts=facts,
        in_pack=lambda place: place.removeprefix(f"{folder}/").removesuffix(":1"),
        kinds=KINDS,
        colors=_colors(palette(kit.local.brand)),
        counts=_counts(kit, facts),
        looks=[_look(one) for one in drift if one.state != "unrecorded"],
        unrecorded=sum(one.state == "unrecorded" for one in drift),
        groups=list(_groups(sizes)),
        union=kit.local.variables.get("local", {}).get("union", ""),
    )


def _colors(colors: Palette) -> Mapping[str, str]:
    names = ("primary", "accent", "primary_deep", "primary_text", "primary_night", "accent_shape", "tint", "ink")
    return {name: cast(str, getattr(colors, name)) for name in (*names, "night", "night_surface", "night_ink")}


def _counts(kit: Kit, facts: Mapping[str, Any]) -> Sequence[tuple[int, str]]:
    words = (
        (len(kit.pages), "page", "pages"),
        (len(kit.decks), "deck", "decks"),
        (len(kit.forms), "form", "forms"),
        (len(facts["overrides"]), "override", "overrides"),
        (len(facts["added"]), "addition", "additions"),
        (len(facts["warnings"]), "warning", "warnings"),
    )
    return [(number, one if number == 1 else many) for number, one, many in words]


def _look(drift: Drift) -> Look:
    return Look(
        state=STATES[drift.state],
        title=f"{word_for(drift.kind).capitalize()} “{drift.name}”",
        at=f"{drift.place.file}:{drift.place.line}",
        over=f"{drift.base.file}:{drift.base.line}" if drift.base else "",
        now=drift.now,
        changes=changes(drift.before, drift.after) if drift.state == "changed" else (),
        own=drift.own[:LONGEST],
        left=max(0, len(drift.own) - LONGEST),
    )


def _groups(sizes: Mapping[str, int]) -> Iterator[Group]:
    """What was made, by kind; of the website's many files the pages alone are named."""
    left = dict(sizes)
    for folder, title in FOLDERS:
        inside = {path: left.pop(path) for path in sorted(left) if path.startswith(folder)}
        if inside:
            named = [path for path in inside if folder or path.endswith(".html")]
            yield Group(title, tuple((path, _size(inside[path])) for path in named), _size(sum(inside.values())))


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1000))} kB"
