"""What the base changed under the overrides of many locals: as a table for people, as a document for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from generators.commands.problem_formats import as_json, by_problem, problems_document
from generators.model import Place
from generators.model.problems import Problem, printable
from generators.pipeline.drift_tasks import LocalDrift
from generators.resolving.drift import Drift

_HEADINGS = {"changed": "changed", "gone": "gone", "unrecorded": "not recorded"}
"""What is said of each state of an override that needs a look."""


def drift_table(read: Sequence[LocalDrift]) -> Table:
    """One row for each local: how many of its overrides need a look, and why."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("local", no_wrap=True)
    for heading in _HEADINGS.values():
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("to do", no_wrap=True)
    for one in read:
        counts = _counts(one)
        cells = [printable(one.slug), *(str(counts[state] or "-") for state in _HEADINGS), _to_do(one)]
        table.add_row(*(Text(cell) for cell in cells))
    return table


def _counts(read: LocalDrift) -> Counter[str]:
    return Counter(drift.state for drift in read.found)


def _to_do(read: LocalDrift) -> str:
    if read.problems:
        return "mend it: it could not be read"
    return "look at it, then accept" if read.found else "nothing"


def drift_document(read: Sequence[LocalDrift], of_base: Iterable[Problem] = ()) -> str:
    """One object, as docs/many-locals.md says; for the problems ``of_base``, no local was read at all."""
    locals_ = [
        {
            "local": one.slug,
            **{state: _counts(one)[state] for state in _HEADINGS},
            "overrides": [_facts(drift) for drift in one.found],
        }
        for one in read
    ]
    found = by_problem({one.slug: one.problems for one in read}) | dict.fromkeys(of_base, ())
    return as_json({"locals": locals_, **problems_document(found)})


def _facts(drift: Drift) -> dict[str, object]:
    override = drift.override
    return {
        "state": drift.state,
        "kind": override.kind,
        "name": override.name,
        "at": _where(override.place),
        "over": _where(override.target) if override.target else None,
        "now": drift.now,
    }


def _where(place: Place) -> dict[str, object]:
    return {"file": place.file, "line": place.line}
