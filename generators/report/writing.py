"""Writes ``report.json`` and ``report.html``: what a kit was built from, what its local changed, and what was made."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from generators.brand.palette import palette
from generators.drift import Drift, find_drift
from generators.model import Handbook, Kit, Override, Place
from generators.problems import Problem
from generators.report.page import report_page
from generators.source import BASE, PACK_FILES, PACK_FOLDERS, SETTINGS_FILE, shown_path
from generators.text import files

FILE_NAME = "report.json"
PAGE_NAME = "report.html"
Facts = dict[str, object]


def write_report(handbook: Handbook, kit: Kit, warnings: Sequence[Problem], into: Path) -> None:
    """Writes both reports of the outputs that stand in ``into``; the same build gives the same bytes."""
    drift = find_drift(handbook, kit.local) if kit.local.slug != BASE else ()
    outputs = {
        path.relative_to(into).as_posix(): path
        for path in sorted(into.rglob("*"))
        if path.is_file() and path not in (into / FILE_NAME, into / PAGE_NAME)
    }
    facts = _facts(handbook, kit, drift, warnings, outputs)
    sizes = {shown: path.stat().st_size for shown, path in outputs.items()}
    (into / FILE_NAME).write_text(json.dumps(facts, indent=2, ensure_ascii=False) + "\n", "utf-8", newline="\n")
    (into / PAGE_NAME).write_text(report_page(kit, facts, drift, sizes), "utf-8", newline="\n")


def _facts(
    handbook: Handbook, kit: Kit, drift: Sequence[Drift], warnings: Sequence[Problem], outputs: Mapping[str, Path]
) -> Facts:
    own = [override for override in kit.overrides if override.kind != "setting"]
    return {
        "local": kit.local.slug,
        "name": kit.local.brand.name,
        "edition": kit.edition,
        "overrides": [_override(override) for override in own if override.target],
        "added": [_override(override) for override in own if not override.target],
        "settings": [_override(override) for override in kit.overrides if override.kind == "setting"],
        "drift": [_drift(one) for one in drift],
        "contrast": [
            {
                "role": move.role,
                "given": move.given,
                "used": move.used,
                "ground": move.ground,
                "ratio_before": round(move.ratio_before, 2),
                "ratio_after": round(move.ratio_after, 2),
            }
            for move in palette(kit.local.brand).moves
        ],
        "warnings": [
            {"at": _written(problem.place), "message": problem.message, "hint": problem.hint} for problem in warnings
        ],
        "sources": {shown: _digest(file) for shown, file in sorted(_sources(handbook, kit))},
        "outputs": {shown: _digest(path) for shown, path in outputs.items()},
    }


def _override(override: Override) -> Facts:
    over = _written(override.target) if override.target else None
    return {"kind": override.kind, "name": override.name, "at": _written(override.place), "over": over}


def _drift(drift: Drift) -> Facts:
    over = _written(drift.base) if drift.base else None
    at = _written(drift.place)
    return {"kind": drift.kind, "name": drift.name, "at": at, "over": over, "state": drift.state, "now": drift.now}


def _sources(handbook: Handbook, kit: Kit) -> Iterator[tuple[str, Path]]:
    """Each file that the kit was made from, with its name in messages: the base's that it took, all of the pack's."""
    root = handbook.root
    replaced = {override.name for override in kit.overrides if override.target}
    yield handbook.site.file.name, handbook.site.file
    settings = root / "overrides" / SETTINGS_FILE
    if settings.is_file():
        yield shown_path(settings, root), settings
    for path, page in (*handbook.pages.items(), *handbook.outlines.items()):
        if path not in replaced:
            yield page.place.file, root / page.place.file
    for path, file in handbook.assets.items():
        if path not in replaced:
            yield shown_path(file, root), file
    if kit.local.slug != BASE:
        folder = shown_path(kit.local.root, root)
        for path, file in files.tree(kit.local.root).items():
            if path in PACK_FILES or path.partition("/")[0] in PACK_FOLDERS:
                yield f"{folder}/{path}", file


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _written(place: Place) -> str:
    return f"{place.file}:{place.line}"
