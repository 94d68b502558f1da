"""Remembers, within one process, what a pure step made of a value, for as long as kits ask for it.

Between two locals hardly anything differs, and one text is looked at by many: what stays the same object, from step to
step and from local to local, is not worked on again. However large a handbook is, the next kit finds all of it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Generic, ParamSpec, TypeVar
from weakref import WeakSet

Arguments = ParamSpec("Arguments")
Key = TypeVar("Key")
Result = TypeVar("Result")

MOST = 20_000
"""Results of a step after which those that nobody asks for are dropped, though no kit has ended."""


class Memory(Generic[Key, Result]):
    """Results by what they were made of; those that two kits in a row did not ask for are dropped.

    One kit that does not ask is no sign: a local that changes a page does not ask for the base's, and the next one
    does. To drop the oldest beyond some number would lose all of a handbook that is larger, since it is read in order.
    A kit that was not finished may have asked for next to nothing, so that nothing goes for it of what was there
    before; but of those in a row only the first and the last are kept: a mistake may stand through a thousand saves.
    """

    __slots__ = ("__weakref__", "_before", "_first_unfinished", "_last_unfinished", "_long_before", "_now")

    def __init__(self) -> None:
        self._now: dict[Key, Result] = {}
        self._before: dict[Key, Result] = {}
        self._long_before: dict[Key, Result] = {}
        self._first_unfinished: dict[Key, Result] = {}
        self._last_unfinished: dict[Key, Result] = {}
        MEMORIES.add(self)

    def __len__(self) -> int:
        return len(self._now.keys() | {key for kept in self._earlier for key in kept})

    def __contains__(self, key: Key) -> bool:
        return self.get(key) is not None

    def get(self, key: Key) -> Result | None:
        """What was kept under ``key``, or None; no result may be None."""
        found = self._now.get(key)
        if found is None:
            found = self._before.get(key)  # where most of them are
            if found is None:
                found = next((kept[key] for kept in self._earlier if key in kept), None)
            if found is not None:
                self._now[key] = found
        return found

    def keep(self, key: Key, result: Result) -> Result:
        """``result``, kept under ``key``."""
        if len(self._now) >= MOST:
            self._long_before, self._before, self._now = {}, self._now, {}
        self._now[key] = result
        return result

    def forget_unused(self) -> None:
        """A kit has ended: drops what neither it nor the one before it asked for."""
        self._long_before, self._before, self._now = self._before, {**self._first_unfinished, **self._now}, {}
        self._first_unfinished, self._last_unfinished = {}, {}

    def forget_unfinished(self) -> None:
        """A kit has ended in the midst: drops what it did not ask for of those that did so since the first in a row."""
        self._first_unfinished, self._last_unfinished = self._first_unfinished or self._now, self._now
        self._now = {}

    @property
    def _earlier(self) -> tuple[dict[Key, Result], ...]:
        return self._before, self._long_before, self._last_unfinished, self._first_unfinished


MEMORIES: WeakSet[Memory[Any, Any]] = WeakSet()
"""All memories of this process."""


def forget_unused() -> None:
    """Has each memory drop what two kits in a row did not ask for: a kit has ended."""
    for memory in tuple(MEMORIES):
        memory.forget_unused()


def forget_unfinished() -> None:
    """Has each memory drop what it keeps of kits that ended in the midst, but of the first in a row and of this one."""
    for memory in tuple(MEMORIES):
        memory.forget_unfinished()


def remembered(step: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """``step``, run once for the same arguments: texts, bytes, and numbers that are equal, or else the same object.

    The step has to be pure, its arguments and its result unchanging. What it raises is not remembered.
    """
    return _remembered(step, _key)


def remembered_by_contents(step: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """As ``remembered``, but tuples count as equal when all that they hold is: for small tuples that are made anew."""
    return _remembered(step, _key_of_contents)


def remembered_by_items(step: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """As ``remembered``, but tuples count as equal when they hold the very same objects: lines cut out of a page."""
    return _remembered(step, _key_of_items)


def remembered_by_value(step: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """As ``remembered``, but by the values of all arguments, named ones too, which have to be small or cheap to hash.

    For arguments that are made anew for each local: they are never the same object.
    """
    memory: Memory[tuple[object, ...], tuple[Result]] = Memory()

    @wraps(step)
    def ask(*arguments: Arguments.args, **named: Arguments.kwargs) -> Result:
        key = (arguments, tuple(named.items())) if named else arguments
        kept = memory.get(key) or memory.keep(key, (step(*arguments, **named),))
        return kept[0]

    return ask


def _remembered(step: Callable[Arguments, Result], key_of: Callable[[object], object]) -> Callable[Arguments, Result]:
    memory: Memory[tuple[object, ...], tuple[Result, tuple[object, ...]]] = Memory()

    @wraps(step)
    def ask(*arguments: Arguments.args, **named: Arguments.kwargs) -> Result:
        if named:
            return step(*arguments, **named)
        key = tuple(map(key_of, arguments))
        kept = memory.get(key) or memory.keep(key, (step(*arguments, **named), arguments))
        return kept[0]

    return ask


def _key(value: object) -> object:
    """A value as a key: to look through a long text for what equals it would take longer than many a step.

    Whoever keeps something under it holds the value, so that no other object can come to stand at the same address.
    """
    kind = type(value)
    if kind is str:
        return value
    return (kind, value) if isinstance(value, _BY_VALUE) else id(value)


_BY_VALUE = (str, bytes, int, float, type(None))
"""What is the same if it is equal. A key has its kind as well, so that no number is taken for an object's address."""


def _key_of_contents(value: object) -> object:
    return tuple([_key_of_contents(one) for one in value]) if isinstance(value, tuple) else _key(value)


def _key_of_items(value: object) -> object:
    return (tuple, tuple(map(id, value))) if isinstance(value, tuple) else _key(value)
