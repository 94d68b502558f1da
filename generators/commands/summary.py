"""How the builds of many locals ended, all together: as a table for people, as a document for programs."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct, field

from generators.commands.problem_formats import as_json, by_problem, problems_document
from generators.commands.progress import result_of
from generators.model.problems import Problem, printable
from generators.model.replacing import replace
from generators.pipeline.request import BuildRequest, Outcome

if TYPE_CHECKING:
    from rich.table import Table


class Summary(Struct, frozen=True):
    """The outcomes of ``request`` so far; a problem that many locals share is kept once."""

    request: BuildRequest
    outcomes: list[Outcome] = field(default_factory=list)
    begun: float = field(default_factory=time.perf_counter)
    _known: dict[Problem, Problem] = field(default_factory=dict)

    def add(self, outcome: Outcome) -> None:
        problems = tuple(self._known.setdefault(problem, problem) for problem in outcome.problems)
        self.outcomes.append(replace(outcome, problems=problems))

    @property
    def is_good(self) -> bool:
        return all(outcome.built for outcome in self.outcomes)

    @property
    def not_built(self) -> list[str]:
        """The locals of which no kit was made, by their names."""
        return [outcome.slug for outcome in self.in_order() if not outcome.built]

    def in_order(self) -> list[Outcome]:
        """The outcomes in the order in which the locals were asked for."""
        places = {pack.name: place for place, pack in enumerate(self.request.packs)}
        return sorted(self.outcomes, key=lambda outcome: places.get(outcome.slug, 0))

    def line(self) -> str:
        """All of it in one line."""
        counts = ", ".join(f"{count} {result}" for result, count in self._results().items() if count)
        return f"{number_of(len(self.outcomes), 'local')}: {counts or 'none'} in {self._seconds():.1f} s"

    def json_document(self, of_base: Iterable[Problem] = ()) -> str:
        """One object, as docs/many-locals.md says; for the problems ``of_base``, no kit was made at all."""
        outcomes = self.in_order()
        found = by_problem({outcome.slug: outcome.problems for outcome in outcomes}) | dict.fromkeys(of_base, ())
        facts = {
            "outcomes": [_facts(outcome) for outcome in outcomes],
            **self._results(),
            "seconds": round(self._seconds(), 3),
        }
        return as_json({**facts, **problems_document(found)})

    def _results(self) -> dict[str, int]:
        counts = Counter(map(result_of, self.outcomes))
        return {result: counts[result] for result in ("built", "unchanged", "failed")}

    def _seconds(self) -> float:
        return time.perf_counter() - self.begun


def _facts(outcome: Outcome) -> dict[str, object]:
    severities = Counter(problem.severity for problem in dict.fromkeys(outcome.problems))
    return {
        "local": outcome.slug,
        "folder": str(outcome.folder),
        "result": result_of(outcome),
        "seconds": 0.0 if outcome.unchanged else round(outcome.seconds, 3),
        "formats": list(outcome.formats),
        "made": dict(outcome.counts),
        "overrides": dict(outcome.overrides),
        "errors": severities["error"],
        "warnings": severities["warning"],
    }


def counts_of(problems: Iterable[Problem]) -> list[str]:
    """Errors and warnings as one text each, where there are any; each problem counts once."""
    found = list(dict.fromkeys(problems))
    errors = sum(problem.severity == "error" for problem in found)
    return [number_of(count, word) for count, word in ((errors, "problem"), (len(found) - errors, "warning")) if count]


def number_of(count: int, word: str) -> str:
    """``count`` and the ``word`` for one or for many."""
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


KINDS = {
    "pages": ("page", "outline"),
    "added": ("new page", "new outline"),
    "examples": ("example",),
    "slots": ("slot",),
    "files": ("asset",),
    "settings": ("setting",),
}
"""Columns of the table of changes: the labels of overrides that each counts."""


def changes_of(outcomes: Sequence[Outcome]) -> Table:
    """One row for each local: how much of each kind it overrides or adds, and how its build ended."""
    from rich.box import SIMPLE_HEAD  # here and not above: a single kit has no table, and need not wait for it
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("local", no_wrap=True)
    for heading in KINDS:
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("ended", no_wrap=True)
    for outcome in outcomes:
        counts = [sum(outcome.overrides.get(label, 0) for label in labels) for labels in KINDS.values()]
        ended = ", ".join([_ended(outcome), *counts_of(outcome.problems)])
        cells = [printable(outcome.slug), *(str(count or "-") for count in counts), ended]
        table.add_row(*(Text(cell) for cell in cells))
    return table


def _ended(outcome: Outcome) -> str:
    return "not built" if not outcome.built else "unchanged" if outcome.unchanged else "built"
