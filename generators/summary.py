"""What a build says at its end: what was made, what to open, and what each local changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from generators.pipeline import Outcome
from generators.problems import Problem, printable

_KINDS = {
    "pages": ("page", "outline"),
    "added": ("new page", "new outline"),
    "examples": ("example",),
    "slots": ("slot",),
    "files": ("asset",),
    "settings": ("setting",),
}
"""Columns of the table of changes: the kinds of override that each counts."""


def counted(problems: Iterable[Problem]) -> str:
    """How many errors and warnings there are, in words."""
    return ", ".join(_counts(problems)) or "no problems"


def made_of(outcome: Outcome) -> str:
    """What was built for one local, and how long it took."""
    kit = outcome.kit
    assert kit is not None, "what was built has a kit"
    counts = {"site": (kit.pages, "page"), "decks": (kit.decks, "deck"), "forms": (kit.forms, "form")}
    made = ", ".join(_number(len(items), word) for name, (items, word) in counts.items() if name in outcome.formats)
    return f"{outcome.slug}: {made} in {outcome.seconds:.1f} s"


def changes_of(outcomes: Sequence[Outcome]) -> Table:
    """One row for each local: how much of each kind it overrides or adds, and how its build ended."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("local", no_wrap=True)
    for heading in _KINDS:
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("ended", no_wrap=True)
    for outcome in outcomes:
        kinds = [override.kind for override in outcome.kit.overrides] if outcome.kit else []
        counts = [sum(kind in counted_kinds for kind in kinds) for counted_kinds in _KINDS.values()]
        ended = ", ".join(["built" if outcome.built else "not built", *_counts(outcome.problems)])
        cells = [printable(outcome.slug), *(str(count or "-") for count in counts), ended]
        table.add_row(*(Text(cell) for cell in cells))
    return table


def first_page(folder: Path) -> Path:
    """What to open: the site's first page, or the folder when no site was asked for."""
    index = folder / "site" / "index.html"
    return index if index.is_file() else folder / "site"


def _counts(problems: Iterable[Problem]) -> list[str]:
    found = list(dict.fromkeys(problems))
    errors = sum(problem.severity == "error" for problem in found)
    return [_number(count, word) for count, word in ((errors, "problem"), (len(found) - errors, "warning")) if count]


def _number(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
