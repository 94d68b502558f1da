"""What a setting may hold, said with its type, and how settings that are right become values.

Of those that are wrong, ``setting_models`` tells what is. It needs pydantic, which takes longer to import than all else
of a small handbook to read, and nearly every file is right.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Annotated, Any, Literal, Self, TypeVar, get_args, get_origin

from msgspec import Struct
from msgspec.structs import fields


class Rule(Struct, frozen=True):
    """What a value has to be, beside its type.

    A text without outer space (``strips``) has ``least`` to ``most`` letters and matches the ``pattern``; a list has so
    many items. A function makes the value what it is meant to be, ``before`` its type is looked at or ``after`` all
    else, and raises a ValueError that says what is wrong.
    """

    strips: bool = False
    least: int = 0
    most: int | None = None
    pattern: str = ""
    before: Callable[[object], object] | None = None
    after: Callable[[str], str] | None = None


class Keys(Struct, frozen=True, kw_only=True):
    """A group of settings: each field a key, of which those without a default have to be set."""

    def check(self) -> None:
        """Whether the settings go together.

        Raises:
            ValueError: they do not; its text says why.
        """


Group = TypeVar("Group", bound=Keys)


class Kind(Struct, frozen=True):
    """The type of a setting, and the rules of it in their order."""

    bare: Any
    rules: tuple[Rule, ...]

    @classmethod
    def of(cls, annotation: Any) -> Self:
        """The rule of a field, as the class of settings writes it."""
        if get_origin(annotation) is not Annotated:
            return cls(annotation, ())
        bare, *also = get_args(annotation)
        return cls(bare, tuple(one for one in also if isinstance(one, Rule)))

    @property
    def group(self) -> type[Keys] | None:
        """The keys that a setting of this type has below it, or each item of its list."""
        types = (self.bare, *get_args(self.bare))
        return next((one for one in types if isinstance(one, type) and issubclass(one, Keys)), None)


@cache
def kinds(group: type[Keys]) -> Mapping[str, Kind]:
    """The kind of each key of a group."""
    return {field.name: Kind.of(field.type) for field in fields(group)}


class NotPlainlyRight(Exception):
    """Something is wrong, or so seldom that it takes a closer look to tell."""


def plainly_right(written: object, group: type[Group]) -> Group:
    """The settings ``written`` in a group.

    Raises:
        NotPlainlyRight: ``setting_models`` has to look.
    """
    if written == "":  # a group whose line was made a setting, and none of those in it, sets nothing
        written = {}
    if not isinstance(written, dict) or not written.keys() <= kinds(group).keys():
        raise NotPlainlyRight
    known = kinds(group)
    try:
        made = group(**{key: _value(value, known[key]) for key, value in written.items()})
        made.check()
    except (TypeError, ValueError) as reason:  # what has to be set is not, or a rule says no
        raise NotPlainlyRight from reason
    return made


def _value(written: object, kind: Kind) -> object:
    for rule in kind.rules:
        if rule.before:
            written = rule.before(written)
    if kind.bare is str:
        return _text(written, kind.rules)
    if isinstance(kind.bare, type) and issubclass(kind.bare, Keys):
        return plainly_right(written, kind.bare)
    return _of_several(written, kind)


def _of_several(written: object, kind: Kind) -> object:
    origin, inner = get_origin(kind.bare), get_args(kind.bare)
    if origin is Literal and isinstance(written, str) and written in inner:
        return written
    if origin is list and isinstance(written, list) and all(_has_room(written, rule) for rule in kind.rules):
        return [_value(item, Kind.of(inner[0])) for item in written]
    if origin is dict and isinstance(written, dict):
        names, values = map(Kind.of, inner)
        return {_value(key, names): _value(value, values) for key, value in written.items()}
    raise NotPlainlyRight


def _text(written: object, rules: tuple[Rule, ...]) -> str:
    """A text by its rules; what pydantic may take otherwise, as other kinds of space, is left to it."""
    if not (isinstance(written, str) and written.isprintable()):
        raise NotPlainlyRight
    for rule in rules:
        written = written.strip(" ") if rule.strips else written
        if not _has_room(written, rule) or (rule.pattern and not re.fullmatch(rule.pattern, written)):
            raise NotPlainlyRight
        written = rule.after(written) if rule.after else written
    return written


def _has_room(written: str | list[object], rule: Rule) -> bool:
    return rule.least <= len(written) and (rule.most is None or len(written) <= rule.most)
