"""The table at the end of a build of all locals: what each of them changed, and how its build ended."""

from __future__ import annotations

from collections.abc import Sequence

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from generators.commands.summary import counts_of
from generators.pipeline import Outcome
from generators.problems import printable

_KINDS = {
    "pages": ("page", "outline"),
    "added": ("new page", "new outline"),
    "examples": ("example",),
    "slots": ("slot",),
    "files": ("asset",),
    "settings": ("setting",),
}
"""Columns of the table of changes: the kinds of override that each counts."""


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
        ended = ", ".join(["built" if outcome.built else "not built", *counts_of(outcome.problems)])
        cells = [printable(outcome.slug), *(str(count or "-") for count in counts), ended]
        table.add_row(*(Text(cell) for cell in cells))
    return table
