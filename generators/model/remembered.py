"""Remembers, within one process, what a pure step made of a value, for as long as it is given the very same one.

Between two locals hardly anything differs, and one text is looked at by many: what stays the same object, from step to
step and from local to local, is not worked on again.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")

MOST = 1_024
"""Results that are kept of each step: a kit's texts several times over. The oldest goes first."""


def remembered(step: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """``step``, run once for the same arguments: texts and numbers that are equal, or else the same object.

    The step has to be pure, its arguments and its result unchanging. What it raises is not remembered.
    """

    @lru_cache(MOST)
    def run(*arguments: _Same) -> Result:
        return step(*(one.value for one in arguments))  # type: ignore[arg-type, call-arg]

    @wraps(step)
    def ask(*arguments: Arguments.args, **named: Arguments.kwargs) -> Result:
        if named:
            return step(*arguments, **named)
        return run(*map(_Same, arguments))

    return ask


class _Same:
    """An argument as a key: to look through a long text for what equals it would take longer than many a step.

    It holds its value, so that no other object can come to stand at the same address.
    """

    __slots__ = ("_key", "value")

    def __init__(self, value: object) -> None:
        self.value = value
        self._key = value if isinstance(value, str | int | float | None) else id(value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and type(self.value) is type(other.value) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)
