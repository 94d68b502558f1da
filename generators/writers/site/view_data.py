"""Writes down what a template reads, so that pages whose templates read the same are known to be the same.

The values come back with stand-ins in the place of what a local says of itself.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path, PurePath
from typing import Any, TypeVar, cast

from msgspec import Struct, field
from msgspec.structs import asdict

from generators.model import Place
from generators.model.remembered import remembered
from generators.model.replacing import replace

Value = TypeVar("Value")


def told(value: object) -> str:
    """All of a ``value`` as JSON but for places in sources; two that tell the same are the same to a template.

    Of a picture it is its path in the kit, and not where its file is.

    Raises:
        TypeError: something in it says nothing of itself, as a file, which may hold anything.
    """

    def plain(one: object) -> object:
        if isinstance(one, PurePath) and not isinstance(one, Path):
            return {"\0picture": str(one)}
        if isinstance(one, Place):
            return None
        if isinstance(one, Struct):
            return [f"\0{type(one).__qualname__}", *asdict(one).values()]
        if isinstance(one, Mapping):
            return {"\0mapping": [[str(key), item] for key, item in one.items()]}
        raise TypeError(f"{type(one).__name__} says nothing of what it is")

    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=plain)


told_once = remembered(told)
"""As ``told``, for the very same objects that most locals have."""


class Emptied(Struct, frozen=True):
    """Makes values with stand-ins: each text as ``empty`` gives it; what holds no such text stays the same object."""

    empty: Callable[[str], str]
    hole: Callable[[str], str]
    _made: dict[int, tuple[object, object]] = field(default_factory=dict)

    def of(self, value: Value) -> Value:
        """``value``, and whatever it holds, with stand-ins."""
        if isinstance(value, str):
            made = self.empty(value)
            return value if made == value else cast(Value, type(value)(made))
        if not isinstance(value, tuple | list | Mapping | Struct):
            return value
        if id(value) not in self._made:
            self._made[id(value)] = (value, self._of_many(value))
        return cast(Value, self._made[id(value)][1])

    def _of_many(self, value: Any) -> object:
        if isinstance(value, tuple | list):
            items = [self.of(item) for item in value]
            return value if all(map(_is, items, value)) else type(value)(items)
        if isinstance(value, Mapping):
            entries = {key: self.of(item) for key, item in value.items()}
            return value if all(map(_is, entries.values(), value.values())) else entries
        parts = asdict(value)
        changed = {name: made for name, part in parts.items() if (made := self.of(part)) is not part}
        return replace(value, **changed) if changed else value


def _is(one: object, other: object) -> bool:
    return one is other
