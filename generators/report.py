"""Writes ``report.json``: what a local's kit was built from, what it overrides, and what was made."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from generators.brand import palette
from generators.model import Handbook, Kit, Place
from generators.problems import Problem

FILE_NAME = "report.json"


def write_report(handbook: Handbook, kit: Kit, warnings: Sequence[Problem], into: Path) -> None:
    """Writes the report of the outputs that stand in ``into``; the same build gives the same bytes."""
    report = {
        "local": kit.local.slug,
        "name": kit.local.brand.name,
        "edition": kit.edition,
        "sources": {shown: _digest(file) for shown, file in sorted(_sources(handbook, kit))},
        "overrides": [
            {
                "kind": override.kind,
                "name": override.name,
                "at": _written(override.place),
                "over": _written(override.target) if override.target else None,
            }
            for override in kit.overrides
        ],
        "contrast": [
            {"role": move.role, "given": move.given, "used": move.used, "ground": move.ground}
            for move in palette(kit.local.brand).moves
        ],
        "warnings": [
            {"at": _written(problem.place), "message": problem.message, "hint": problem.hint} for problem in warnings
        ],
        "outputs": {
            path.relative_to(into).as_posix(): _digest(path)
            for path in sorted(into.rglob("*"))
            if path.is_file() and path != into / FILE_NAME
        },
    }
    (into / FILE_NAME).write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n", "utf-8", newline="\n")


def _sources(handbook: Handbook, kit: Kit) -> Iterator[tuple[str, Path]]:
    """Each source file with its name in messages."""
    written = [page.place for page in (*kit.pages, *handbook.outlines.values())]
    for place in (*written, *(override.place for override in kit.overrides)):
        folders = (handbook.root, kit.local.root.parent)
        file = next((folder / place.file for folder in folders if (folder / place.file).is_file()), None)
        if file is not None:
            yield place.file, file
    yield from kit.assets.items()


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _written(place: Place) -> str:
    return f"{place.file}:{place.line}"
