"""What stands in braces after a label or a blank: ``{required type=email hint="…"}``, read and checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast, get_args

from generators.model import InputType, Place
from generators.problems import Problems, did_you_mean

BRACES = r"""\{(?:"[^"]*"|'[^']*'|“[^”]*”|[^{}"'“”])*\}"""
"""A regular expression of one pair of braces with what is in it; quoted texts may hold braces."""

KNOWN = ("autocomplete", "high", "hint", "lines", "low", "max", "optional", "required", "type")
TYPES = (*get_args(InputType), "signature")
_NUMBERS = {"lines": (1, 40), "max": (1, 10_000)}
_PART = re.compile(
    r"""\s*(?:\#(?P<name>[\w-]+)|(?P<key>[A-Za-z-]+)=(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|“(?P<curly>[^”]*)”|"""
    r"""(?P<bare>[^\s"'“”]+))|(?P<word>[A-Za-z-]+)(?=\s|$))"""
)


@dataclass(frozen=True, slots=True)
class Attributes:
    """The values by key; ``name`` is what ``#name`` gives, and a bare word has an empty value."""

    values: Mapping[str, str] = field(default_factory=dict)
    name: str = ""

    def text(self, key: str) -> str:
        return self.values.get(key, "").strip()

    def number(self, key: str) -> int:
        """The number of that key, 0 where there is none."""
        return int(self.values.get(key) or 0)

    def __contains__(self, key: str) -> bool:
        return key in self.values


def read_attributes(braces: str, place: Place, problems: Problems) -> Attributes:
    """The attributes in ``braces`` (``{…}`` or empty); what cannot be used is a problem and left out."""
    inside = braces.strip()[1:-1].removeprefix(":").strip()
    values: dict[str, str] = {}
    name, at = "", 0
    while at < len(inside):
        part = _PART.match(inside, at)
        if part is None or part.end() == at:
            hint = 'write attributes as in {required type=email hint="…"}'
            problems.error(place, f"cannot read the attribute '{inside[at:].strip()}'", hint)
            break
        at = part.end()
        if part["name"]:
            name = part["name"]
            continue
        key = part["key"] or part["word"]
        given = next((part[kind] for kind in ("double", "single", "curly", "bare") if part[kind] is not None), "")
        if _usable(key, given, place, problems, has_value=part["key"] is not None):
            values[key] = given
    _check_together(values, place, problems)
    return Attributes(values, name)


def _usable(key: str, given: str, place: Place, problems: Problems, *, has_value: bool) -> bool:
    if key not in KNOWN:
        problems.error(place, f"unknown attribute '{key}'", did_you_mean(key, KNOWN) or f"known are {', '.join(KNOWN)}")
        return False
    if key == "required":
        return True
    if not has_value or not given.strip():
        example = 'optional="why it may be skipped"' if key == "optional" else f'{key}="…"'
        problems.error(place, f"the attribute '{key}' has no value", f"write {example}")
        return False
    if key == "type" and given not in TYPES:
        problems.error(place, f"unknown type '{given}'", did_you_mean(given, TYPES) or f"known are {', '.join(TYPES)}")
        return False
    if key in _NUMBERS:
        least, most = _NUMBERS[key]
        if not given.isdecimal() or not least <= int(given) <= most:
            problems.error(place, f"'{key}' is a whole number from {least} to {most}, not '{given}'")
            return False
    return True


def _check_together(values: dict[str, str], place: Place, problems: Problems) -> None:
    if "required" in values and "optional" in values:
        problems.error(place, "a question cannot be required and optional at once", "take one of the two out")
        del values["required"]


def input_type(attributes: Attributes) -> InputType:
    """The input type that the attributes ask for, ``text`` where they ask for none."""
    given = attributes.text("type")
    return cast(InputType, given) if given in get_args(InputType) else "text"
