"""What the preview shows at the moment, and a way to wait for what it shows next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from threading import Condition

from generators.problems import Problem
from generators.serve.edition import Edition


@dataclass(frozen=True, slots=True)
class Shown:
    """The last good edition, and what is wrong with the sources as they are now. ``number`` counts the changes."""

    edition: Edition
    problems: tuple[Problem, ...] = ()
    number: int = 0


class Board:
    """Any thread may put something up, and any number may wait for it."""

    def __init__(self) -> None:
        self._shown = Shown(Edition())
        self._changed = Condition()
        self._closed = False

    @property
    def shown(self) -> Shown:
        return self._shown

    @property
    def closed(self) -> bool:
        return self._closed

    def put_up(self, edition: Edition, problems: Iterable[Problem] = ()) -> None:
        """Shows ``edition`` and ``problems`` in place of what was shown before."""
        with self._changed:
            self._shown = Shown(edition, tuple(problems), self._shown.number + 1)
            self._changed.notify_all()

    def close(self) -> None:
        """Lets all that wait go."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def after(self, number: int, seconds: float) -> Shown | None:
        """What is shown, as soon as it is not ``number`` any more; None after ``seconds``, or when there is no more."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._shown.number != number, seconds)
            return None if self._closed or self._shown.number == number else self._shown
