"""What a build says at its end: what was made, how many problems there were, and what to open."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from generators.pipeline import Outcome
from generators.problems import Problem


def counted(problems: Iterable[Problem]) -> str:
    """How many errors and warnings there are, in words."""
    return ", ".join(counts_of(problems)) or "no problems"


def made_of(outcome: Outcome) -> str:
    """What was built for one local, and how long it took."""
    kit = outcome.kit
    assert kit is not None, "what was built has a kit"
    counts = {
        "site": (kit.pages, "page"),
        "decks": (kit.decks, "deck"),
        "forms": (kit.forms, "form"),
        "guides": (kit.decks, "guide"),
    }
    made = ", ".join(_number(len(items), word) for name, (items, word) in counts.items() if name in outcome.formats)
    return f"{outcome.slug}: {made} in {outcome.seconds:.1f} s"


def first_page(folder: Path) -> Path:
    """What to open: the site's first page, or the folder when no site was asked for."""
    index = folder / "site" / "index.html"
    return index if index.is_file() else folder / "site"


def counts_of(problems: Iterable[Problem]) -> list[str]:
    """Errors and warnings as one text each, where there are any; each problem counts once."""
    found = list(dict.fromkeys(problems))
    errors = sum(problem.severity == "error" for problem in found)
    return [_number(count, word) for count, word in ((errors, "problem"), (len(found) - errors, "warning")) if count]


def _number(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
