"""Reads what a question is told of itself in braces, as in ``{required type=email}``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import cast, get_args

from msgspec import Struct, field

from generators.forms.names import slug
from generators.model import InputType, Place
from generators.model.problems import Problems, did_you_mean

BRACES = r"""\{(?:"[^"]*"|'[^']*'|“[^”]*”|[^{}"'“”])*\}"""
"""A regular expression of one pair of braces with what is in it; quoted texts may hold braces."""

ATTRIBUTES = re.compile(r"\{:?\s*(?:[#.][\w-]|[A-Za-z-]+=|(?:required|optional|personal)\b)")
"""How braces begin in which an author gives attributes, and not words."""

KNOWN = ("autocomplete", "high", "hint", "lines", "low", "match", "max", "optional", "personal", "required", "type")
TYPES = (*get_args(InputType), "signature")
_OTHER_NAMES = {"phone": "tel", "telephone": "tel", "mobile": "tel", "sig": "signature", "int": "number"}
_OF_WORDS = frozenset({"hint", "high", "low", "optional"})
_NO = frozenset({"no", "false", "off", "0", "never", "none"})
_NUMBERS = {"lines": (1, 40), "max": (1, 10_000)}
_PART = re.compile(
    r"""[\s,;]*(?:\#(?P<name>[^\s!-,./:-@[-^`{-~“”]+)|(?P<key>[A-Za-z-]+)\s*[=:]\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|"""
    r"""“(?P<curly>[^”]*)”|(?P<bare>[^\s"'“”]+?(?=[,;]?(?:\s|$))))|(?P<word>[A-Za-z-]+)(?=[,;]?(?:\s|$)))[,;]?"""
)


class Attributes(Struct, frozen=True):
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
    name, at, before = "", 0, ""
    while at < len(inside):
        part = _PART.match(inside, at)
        if part is None or part.end() == at:
            said, hint = f"cannot read the attribute '{inside[at:].strip()}'", "write attributes as in {}"
            problems.error("form-attribute-malformed", place, said, hint.format('{required type=email hint="…"}'))
            break
        at = part.end()
        if part["name"]:
            name = part["name"]
            continue
        written = part["key"] or part["word"]
        key = written.lower() if written.lower() in KNOWN else written
        given = next((part[kind] for kind in ("double", "single", "curly", "bare") if part[kind] is not None), "")
        if _known(key, "" if part["key"] else before, place, problems) and _usable(
            key, given, place, problems, has_value=bool(part["key"])
        ):
            values[key] = given.lower() if key == "type" else given
        before = key if part["bare"] and key in _OF_WORDS else ""
    _check_together(values, place, problems)
    return Attributes(values, name)


def _known(key: str, before: str, place: Place, problems: Problems) -> bool:
    """Whether there is an attribute ``key``; behind that of ``before`` it is rather a word of it, without quotes."""
    if key in KNOWN:
        return True
    quotes = f'put quotes round several words: {before}="… {key} …"'
    hint = (before and quotes) or did_you_mean(key.lower(), KNOWN) or f"known are {', '.join(KNOWN)}"
    problems.error("form-unknown-attribute", place, f"unknown attribute '{key}'", hint)
    return False


def _usable(key: str, given: str, place: Place, problems: Problems, *, has_value: bool) -> bool:
    if key in ("required", "personal"):
        return given.strip().lower() not in _NO
    if not has_value or not given.strip():
        example = 'optional="why it may be skipped"' if key == "optional" else f'{key}="…"'
        message = f"the attribute '{key}' has no value"
        problems.error("form-attribute-without-value", place, message, f"write {example}")
        return False
    if key == "type" and given.lower() not in TYPES:
        hint = did_you_mean(_OTHER_NAMES.get(given.lower(), given), TYPES) or f"known are {', '.join(TYPES)}"
        problems.error("form-unknown-type", place, f"unknown type '{given}'", hint)
        return False
    if key == "match" and slug(given) != given:
        message = f"'{key}' is one word of small letters, such as times, not '{given}'"
        problems.error(
            "form-attribute-malformed", place, message, "questions of two forms with the same word are compared"
        )
        return False
    if key in _NUMBERS:
        least, most = _NUMBERS[key]
        if not given.isdecimal() or not least <= int(given) <= most:
            message = f"'{key}' is a whole number from {least} to {most}, not '{given}'"
            problems.error("form-number-out-of-range", place, message)
            return False
    return True


def _check_together(values: dict[str, str], place: Place, problems: Problems) -> None:
    if "required" in values and "optional" in values:
        problems.error(
            "form-required-and-optional",
            place,
            "a question cannot be required and optional at once",
            "take one of the two out",
        )
        del values["required"]


def input_type(attributes: Attributes) -> InputType:
    """The input type that the attributes ask for, ``text`` where they ask for none."""
    given = attributes.text("type")
    return cast(InputType, given) if given in get_args(InputType) else "text"
