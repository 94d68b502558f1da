"""Writes ``report.json`` and ``report.html``: what a kit was built from, what its local changed, and what was made."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, cast

import jinja2
from msgspec import Struct

from generators.brand.palette import Palette, palette
from generators.caching.templates import template_cache
from generators.caching.trees import FileDigests
from generators.model import Kit, Place
from generators.model.problems import Problem
from generators.model.program import COMMAND
from generators.resolving.drift import Drift, MadeFrom
from generators.resolving.overrides import Override
from generators.resolving.text_changes import Change, changes
from generators.words.catalogue import Words, words_of
from generators.words.direction import direction
from generators.words.formats import number
from generators.words.sections import ReportWords

TEMPLATE = "report.html.jinja"
LONGEST = 60
"""Lines of a local's own text beside what the base changed."""


def _states(words: ReportWords) -> Mapping[str, str]:
    return {"changed": words.state_changed, "gone": words.state_gone}


def _kinds(words: ReportWords) -> Mapping[str, str]:
    return {
        "page": words.kind_page,
        "outline": words.kind_outline,
        "new page": words.kind_new_page,
        "new outline": words.kind_new_outline,
        "example": words.kind_example,
        "slot": words.kind_slot,
        "asset": words.kind_asset,
        "setting": words.kind_setting,
    }


def _settings(words: ReportWords) -> Mapping[str, str]:
    """What people call the settings by which a local is told from the kit."""
    return {
        "name": words.name,
        "union": words.setting_union,
        "brand.primary": words.colors,
        "brand.logo": words.setting_logo,
        "contact": words.setting_contact,
        "conduct_contact": words.setting_conduct_contact,
        "url": words.setting_url,
    }


def _roles(words: ReportWords) -> Mapping[str, str]:
    """What people call the roles of a palette's colors."""
    return {
        "primary text": words.role_primary_text,
        "primary text, dark theme": words.role_primary_night,
        "primary ground under white text": words.role_primary_deep,
        "accent text": words.role_accent_text,
        "accent text, dark theme": words.role_accent_night,
        "accent shapes": words.role_accent_shape,
        "accent ground under white text": words.role_accent_deep,
        "primary bars and buttons": words.role_primary_mark,
        "primary bars and buttons, dark theme": words.role_primary_mark_night,
        "primary in drawings, dark theme": words.role_primary_drawn_night,
        "accent bars": words.role_accent_mark,
        "accent bars, dark theme": words.role_accent_mark_night,
        "accent in drawings, dark theme": words.role_accent_drawn_night,
    }


def _folders(words: Words) -> Mapping[str, str]:
    """What was made, by the beginning of its path."""
    return {
        "site/downloads/decks/": words.report.made_decks,
        "site/downloads/forms/": words.common.forms,
        "site/downloads/guides/": words.report.made_guides,
        "": words.report.made_site,
    }


class ReviewItem(Struct, frozen=True):
    """One override that needs a look, as the page shows it."""

    state: str
    title: str
    at: str
    over: str
    now: str
    changes: tuple[Change, ...]
    own: tuple[str, ...]
    left: int


class Group(Struct, frozen=True):
    """Files of one kind that were made, and how large they are together."""

    title: str
    files: tuple[tuple[str, str], ...]
    size: str


def report_page(kit: Kit, facts: Mapping[str, Any], drift: Sequence[Drift], sizes: Mapping[str, int]) -> str:
    """The page of ``facts``, which are those of ``report.json``; ``drift`` gives it the texts.

    ``sizes`` are those of the files that were made, in bytes, by path.
    """
    words = words_of(kit.local.language)
    folder = kit.local.place.file.rpartition("/")[0]
    return _template().render(
        facts=facts,
        command=COMMAND,
        in_pack=lambda place: place.removeprefix(f"{folder}/").removesuffix(":1"),
        words=words.report,
        edition=words.common.edition,
        direction=direction(words.report.language),
        decimal=lambda value: number(words.report.language, value, 1),
        kinds=_kinds(words.report),
        called=_settings(words.report),
        roles=_roles(words.report),
        colors=_colors(palette(kit.local.brand)),
        counts=_counts(kit, facts, words.report),
        looks=[_look(one, words.report) for one in drift if one.state != "unrecorded"],
        unrecorded=sum(one.state == "unrecorded" for one in drift),
        groups=list(_groups(sizes, words)),
        union=kit.local.variables.get("local", {}).get("union", ""),
    )


@cache
def _template() -> jinja2.Template:
    """The same for all kits of a process: to read it takes longer than to fill it in."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=template_cache(),
    )
    return environment.get_template(TEMPLATE)


def _colors(colors: Palette) -> Mapping[str, str]:
    names = ("primary", "accent", "primary_deep", "primary_text", "primary_night", "accent_shape", "tint", "ink")
    return {name: cast(str, getattr(colors, name)) for name in (*names, "night", "night_surface", "night_ink")}


def _counts(kit: Kit, facts: Mapping[str, Any], words: ReportWords) -> Sequence[tuple[int, str]]:
    counts = (
        (len(kit.pages), words.pages),
        (len(kit.decks), words.decks),
        (len(kit.forms), words.forms),
        (len(facts["overrides"]), words.overrides),
        (len(facts["added"]), words.additions),
        (len(facts["warnings"]), words.warnings),
    )
    return [(count, word.of(count)) for count, word in counts]


def _look(drift: Drift, words: ReportWords) -> ReviewItem:
    override = drift.override
    return ReviewItem(
        state=_states(words)[drift.state],
        title=words.named.format(kind=_kinds(words)[override.kind], name=override.name),
        at=_written(override.place),
        over=_written(override.target) if override.target else "",
        now=drift.now,
        changes=changes(drift.before, override.base) if drift.state == "changed" else (),
        own=override.own[:LONGEST],
        left=max(0, len(override.own) - LONGEST),
    )


def _groups(sizes: Mapping[str, int], words: Words) -> Iterator[Group]:
    """What was made, by kind; of the website's many files the pages alone are named."""
    left = dict(sizes)
    for folder, title in _folders(words).items():
        inside = {path: left.pop(path) for path in sorted(left) if path.startswith(folder)}
        if inside:
            named = [path for path in inside if folder or path.endswith(".html")]
            files = tuple((path, _size(inside[path], words.report)) for path in named)
            yield Group(title, files, _size(sum(inside.values()), words.report))


def _size(size: int, words: ReportWords) -> str:
    if size >= 1_000_000:
        return f"{number(words.language, size / 1_000_000, 1)} MB"
    return f"{max(1, round(size / 1000))} kB"


FILE_NAME = "report.json"
PAGE_NAME = "report.html"
Facts = dict[str, object]


def write_report(kit: Kit, made_from: MadeFrom, warnings: Sequence[Problem], into: Path, digests: FileDigests) -> None:
    """Writes both reports of the outputs that stand in ``into``; the same build gives the same bytes.

    The ``digests`` are told of what was read.
    """
    overrides, drift = made_from.overrides, made_from.drift
    outputs = {
        shown: (file, found) for shown, file, found in _files(str(into), "") if shown not in (FILE_NAME, PAGE_NAME)
    }
    facts = {
        "local": kit.local.slug,
        "name": kit.local.brand.name,
        "edition": kit.edition,
        **_changed(overrides),
        "untouched": {"settings": list(overrides.untouched.settings), "examples": list(overrides.untouched.examples)},
        "drift": [_drift(one) for one in drift],
        "contrast": list(_moved(palette(kit.local.brand))),
        "warnings": [_warning(problem) for problem in warnings],
        "sources": {shown: _digest(file) for shown, file in sorted(made_from.sources.items())},
        "outputs": {shown: digests.of(file, found) for shown, (file, found) in outputs.items()},
    }
    sizes = {shown: found.st_size for shown, (_, found) in outputs.items()}
    (into / FILE_NAME).write_text(json.dumps(facts, indent=2, ensure_ascii=False) + "\n", "utf-8", newline="\n")
    (into / PAGE_NAME).write_text(report_page(kit, facts, drift, sizes), "utf-8", newline="\n")


def _files(folder: str, prefix: str) -> Iterator[tuple[str, str, os.stat_result]]:
    """The files in ``folder`` in the order of their paths: each by its path after ``prefix``, with what it is."""
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        if entry.is_dir(follow_symlinks=False):
            yield from _files(entry.path, f"{prefix}{entry.name}/")
        elif entry.is_file():
            yield prefix + entry.name, entry.path, Path(entry.path).stat()


def _changed(overrides: Iterable[Override]) -> Facts:
    """What the local put over something of the base, what it added to it, and what it set."""
    files = [override for override in overrides if override.kind != "setting"]
    return {
        "overrides": [_override(override) for override in files if override.target],
        "added": [_override(override) for override in files if not override.target],
        "settings": [_override(override) for override in overrides if override.kind == "setting"],
    }


def _warning(problem: Problem) -> Facts:
    hint = "; ".join(problem.hints)
    return {"at": _written(problem.place), "code": problem.code, "message": problem.message, "hint": hint}


def _override(override: Override) -> Facts:
    over = _written(override.target) if override.target else None
    return {"kind": override.label, "name": override.name, "at": _written(override.place), "over": over}


def _drift(drift: Drift) -> Facts:
    one = drift.override
    over = _written(one.target) if one.target else None
    at = _written(one.place)
    return {"kind": one.kind, "name": one.name, "at": at, "over": over, "state": drift.state, "now": drift.now}


def _moved(colors: Palette) -> Iterator[Facts]:
    """The colors that were hard to read, and what was made of them."""
    for move in colors.moves:
        yield {
            "role": move.role,
            "given": move.given,
            "used": move.used,
            "ground": move.ground,
            "ratio_before": round(move.ratio_before, 2),
            "ratio_after": round(move.ratio_after, 2),
        }


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _written(place: Place) -> str:
    return f"{place.file}:{place.line}"
