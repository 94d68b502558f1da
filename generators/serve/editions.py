"""The state that browsers follow: which edition is served, and what is wrong with the one that is not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from threading import Condition

from generators.problems import Problem


@dataclass(frozen=True, slots=True)
class Edition:
    """``number`` counts what is served and never goes back; ``news`` counts everything that browsers should hear of."""

    number: int = 0
    news: int = 0
    problems: tuple[Problem, ...] = ()


class Editions:
    """The latest edition; any thread may set it, and any number may wait for the next."""

    def __init__(self) -> None:
        self._latest = Edition()
        self._changed = Condition()
        self._closed = False

    @property
    def latest(self) -> Edition:
        return self._latest

    @property
    def closed(self) -> bool:
        return self._closed

    def publish(self, problems: Iterable[Problem] = ()) -> None:
        """A new edition is served; ``problems`` are its warnings."""
        with self._changed:
            self._latest = Edition(self._latest.number + 1, self._latest.news + 1, tuple(problems))
            self._changed.notify_all()

    def refuse(self, problems: Iterable[Problem]) -> None:
        """The edition that is served stays, since the next one has ``problems``."""
        with self._changed:
            self._latest = Edition(self._latest.number, self._latest.news + 1, tuple(problems))
            self._changed.notify_all()

    def close(self) -> None:
        """Nobody needs to wait any more."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def after(self, news: int, seconds: float) -> Edition | None:
        """The latest edition, as soon as it is news to somebody who heard of ``news``; None after ``seconds``."""
        with self._changed:
            heard = self._changed.wait_for(lambda: self._closed or self._latest.news != news, seconds)
            return self._latest if heard and not self._closed else None
