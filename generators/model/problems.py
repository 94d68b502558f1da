"""Authors' mistakes as values: collected over a stage, then printed together, each on a line."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import force_setattr

from generators.model import Place
from generators.model.codes import Code
from generators.model.replacing import replace

LONGEST_MESSAGE = 400
"""Characters of a message after which it is cut off."""

MOST_OF_A_KIND = 50
"""Problems of one code and severity that are told one by one."""

_STASHED_START = "\x02"
_STASHED = re.compile(r"\x02[^\x03\s]*\x03?")
"""What Python-Markdown has put by while it works, as it stands in the text meanwhile: no author wrote that."""

Severity = Literal["error", "warning"]


class Problem(Struct, frozen=True):
    """What is wrong at a place: its kind, what happened there, and what the author can do about it."""

    code: Code
    place: Place
    message: str
    hints: tuple[str, ...] = ()
    severity: Severity = "error"

    def __post_init__(self) -> None:
        if _STASHED_START in self.message:
            force_setattr(self, "message", _STASHED.sub("…", self.message))

    @property
    def road(self) -> tuple[Place, ...]:
        """The places by which the line came to where it is shown, nearest first: a mark, or the ``use:`` of a deck."""
        return self.place.road[1:]


class Problems(Struct):
    """The open list of one stage. Writers never see it: a kit with errors is never written."""

    found: list[Problem] = field(default_factory=list)

    def error(self, code: Code, place: Place, message: str, *hints: str) -> None:
        """Adds what keeps the kit from being written; empty hints are left out."""
        self.found.append(Problem(code, place, message, tuple(filter(None, hints))))

    def warn(self, code: Code, place: Place, message: str, *hints: str) -> None:
        """Adds what the author should look at; empty hints are left out."""
        self.found.append(Problem(code, place, message, tuple(filter(None, hints)), "warning"))

    def extend(self, problems: Iterable[Problem]) -> None:
        self.found.extend(problems)

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.found if problem.severity == "error")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.found if problem.severity == "warning")


class RefusedInput(Exception):
    """Input so broken that a stage cannot go on (an unreadable file); carries the problems to show."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = problems

    def __reduce__(self) -> tuple[type[RefusedInput], tuple[Problem, ...]]:
        return RefusedInput, self.problems  # so that it can come back from another process


def printable(text: str) -> str:
    """``text`` with every control, format, and surrogate character spelled out, so that a terminal shows it safely."""
    return "".join(
        char if unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"} else f"\\x{ord(char):02x}"
        for char in text
    )


def did_you_mean(word: str, known: Iterable[str], prefix: str = "") -> str:
    """A hint with the likeliest known name, ``prefix`` before it, or an empty text."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    if not near or (len(word) <= _SHORT and slips_between(word, near[0]) > _MOST_SLIPS):
        return ""
    return f"did you mean '{prefix}{near[0]}'?"


_SHORT, _MOST_SLIPS = 6, 2
"""Letters of a word that has little but chance in common with another one: "date" is no "after"."""


def slips_between(written: str, meant: str) -> int:
    """How many letters are left out, added, wrong, or before their neighbor (optimal string alignment distance)."""
    if abs(len(written) - len(meant)) > 2:
        return len(meant)
    before: list[int] = []
    last = list(range(len(meant) + 1))
    for row, letter in enumerate(written):
        now = [row + 1]
        for column, other in enumerate(meant):
            least = min(last[column + 1] + 1, now[column] + 1, last[column] + (letter != other))
            if row and column and (letter, written[row - 1]) == (meant[column - 1], other):
                least = min(least, before[column - 1] + 1)
            now.append(least)
        before, last = last, now
    return last[-1]


def _is_like(name: str, path: str) -> bool:
    """Whether the file of ``path`` is called somewhat like ``name``: that both stand in one folder is no likeness."""
    one, other = (file.partition(".")[0] for file in (name, path.rpartition("/")[2].casefold()))
    return difflib.SequenceMatcher(None, one, other).ratio() >= 0.5


def nearest_file(written: str, known: Iterable[str], shown: Callable[[str], str] = str) -> str:
    """A hint with the path among ``known`` that ``written`` may mean, as ``shown``; files of one name come first."""
    paths = list(known)
    name = re.split(r"[/\\]", written)[-1].casefold()
    same = [path for path in paths if path.rpartition("/")[2].casefold() == name]
    near = difflib.get_close_matches(written, same or paths, n=1, cutoff=0 if same else 0.6)
    if near and len(paths) > 1 and not same and not _is_like(name, near[0]):
        return ""
    return f"did you mean '{shown(near[0])}'?" if near else ""


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Each problem once, sorted by place."""
    return sorted(dict.fromkeys(problems), key=lambda one: (one.place.file, one.place.line, one.message))


def at_most(problems: Iterable[Problem], most: int = MOST_OF_A_KIND) -> list[Problem]:
    """``in_order``, but of each kind no more than ``most``: the one after them says how many there are."""
    ordered = in_order(problems)
    left = Counter((one.code, one.severity) for one in ordered)
    told = Counter[tuple[Code, Severity]]()
    result: list[Problem] = []
    for problem in ordered:
        kind = (problem.code, problem.severity)
        told[kind] += 1
        if told[kind] <= most:
            result.append(problem)
        elif told[kind] == most + 1:
            result.append(replace(problem, message=f"and {left[kind] - most:,} more like it", hints=()))
    return result


def rendered(problems: Iterable[Problem]) -> Iterator[str]:
    """The lines to print, ``file:line: message (hint; hint) [code]``, sorted by place, each problem once.

    Of each kind they are ``at_most`` so many.
    """
    for problem in at_most(problems):
        kind = "" if problem.severity == "error" else "warning: "
        hints = f" ({'; '.join(problem.hints)})" if problem.hints else ""
        said = f"{kind}{shortened(problem.message)}{hints} [{problem.code}]"
        yield printable(f"{problem.place.file}:{problem.place.line}: {said}")


def shortened(message: str) -> str:
    """A message may quote what an author wrote, and that may be a megabyte."""
    return message if len(message) <= LONGEST_MESSAGE else f"{message[:LONGEST_MESSAGE]} …"
