"""What a build is asked for, and what came of it for one local; both are small, and go from process to process."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Literal

from msgspec import Struct, field

from generators.caching.store import Store
from generators.decks.teaching.schedule import AS_PLANNED, Evening
from generators.model import Untouched
from generators.model.problems import Problem
from generators.writers import WRITERS

Made = Literal["pages", "decks", "forms", "guides"]


class BuildRequest(Struct, frozen=True):
    """What to build: the kit in ``root``, for each pack (none: the base kit), below ``out``, in ``formats``.

    ``strict`` takes warnings for errors; ``evening`` is for guides of one date; ``jobs`` is how many processes may be
    at work at once. ``date`` is what outputs bear as the time of their making, None for none. ``show_breakdowns`` lets
    the program end where it breaks down over a pack, in place of a message to the pack's author. ``store`` is where
    steps are remembered. Folders of the root that are no part of the base stand in ``unread``, as that of all packs.
    """

    root: Path
    out: Path
    packs: tuple[Path, ...] = ()
    formats: tuple[str, ...] = tuple(WRITERS)
    strict: bool = False
    evening: Evening = AS_PLANNED
    jobs: int = 1
    date: datetime | None = None
    show_breakdowns: bool = False
    store: Store = field(default_factory=Store)
    unread: frozenset[Path] = frozenset()

    @property
    def asked(self) -> Mapping[str, object]:
        """The request but for its packs, as plain values, of which keys are made (``caching.store.key_of``)."""
        return {
            "root": str(self.root),
            "out": str(self.out),
            "formats": self.formats,
            "strict": self.strict,
            "evening": self.evening,
            "date": self.date and self.date.isoformat(),
        }


class Outcome(Struct, frozen=True):
    """How it went for one local; ``folder`` holds what was written, or the last good output after an error.

    ``counts`` says how much there is of what a kit can be made into, and ``overrides`` how many the local has, by their
    labels; ``untouched`` is what still is the base's. All three are empty where its mistakes left no kit.

    ``written`` is a digest of what stands in the folder, and empty where another build might write something else;
    ``unchanged`` says that it stood there already, from a build that read the same.
    """

    slug: str
    folder: Path
    problems: tuple[Problem, ...]
    built: bool
    seconds: float = 0.0
    formats: tuple[str, ...] = ()
    counts: Mapping[Made, int] = field(default_factory=dict)
    overrides: Mapping[str, int] = field(default_factory=dict)
    untouched: Untouched = field(default_factory=Untouched)
    written: str = ""
    unchanged: bool = False

    @property
    def has_errors(self) -> bool:
        return any(problem.severity == "error" for problem in self.problems)
