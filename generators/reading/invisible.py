"""Letters that nobody sees, by which one name can pass for another; and where writing needs them (Unicode 16)."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator

_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ud800-\udfff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""Control characters, ``Default_Ignorable_Code_Point`` (DerivedCoreProperties.txt), annotations, and the empty Braille
pattern."""

_JOINERS = frozenset("\u200c\u200d")
_DIRECTION_MARKS = frozenset("\u200e\u200f\u061c")
_FLAG = re.compile("\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{1,6}\U000e007f")
"""A flag of a part of a country (Unicode Technical Standard 51, ED-14a)."""

_JOINING = re.compile("[\u0620-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u17d3\u1820-\u18aa\u1b00-\u1b7f]")
"""Letters and marks of scripts whose letters join or stack, so that two joiners are part of their spelling."""

_MONGOLIAN = re.compile("[\u1820-\u18aa]")
_IDEOGRAPH = re.compile("[\u2e80-\u2fdf\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


_ENTITY = re.compile(r"&(?:#(?:[xX](?P<hex>[0-9a-fA-F]{1,8})|(?P<decimal>[0-9]{1,8}));?|[A-Za-z][A-Za-z0-9]{1,40};)")
_LAST_LETTER = 0x10FFFF


def entities(text: str) -> Iterator[tuple[str, str]]:
    """Each letter of ``text`` that is named or numbered, as ``&#x202e;``, and the letter itself.

    The HTML standard calls them character references; a browser shows some that Python's own reading leaves out.
    """
    for found in _ENTITY.finditer(text):
        yield found[0], _letter_of(found)


def _letter_of(found: re.Match[str]) -> str:
    number = int(found["hex"], 16) if found["hex"] else int(found["decimal"] or 0)
    return html.unescape(found[0]) or chr(min(number, _LAST_LETTER))


def with_letters(text: str) -> str:
    """``text`` with each letter itself in place of its name or number."""
    return _ENTITY.sub(_letter_of, text) if "&" in text else text


def invisible_letter(text: str, *, plain: bool = False) -> str:
    """The first letter of ``text`` that nobody sees and no writing needs there, as ``U+00AD``, or an empty text.

    Joiners within Arabic and Indic words, direction marks in a text that is written from right to left, and what gives
    a symbol or an ideograph its form are meant (Unicode Standard Annex 31, 2.3), but not in a ``plain`` address.
    """
    flags = set() if plain else {at for flag in _FLAG.finditer(text) for at in range(*flag.span())}
    for found in _UNSEEN.finditer(text):
        at = found.start()
        if plain or not (at in flags or _is_meant(text, at)):
            return f"U+{ord(found[0]):04X}"
    return ""


def _is_meant(text: str, at: int) -> bool:
    letter, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if letter in _DIRECTION_MARKS:
        return any(unicodedata.bidirectional(other) in ("R", "AL") for other in text)
    if letter in _JOINERS:
        return _joins(letter, before, after)
    if letter == "\u034f":  # keeps two marks in their order
        return bool(before and after) and unicodedata.category(after) == "Mn"
    if "\u180b" <= letter <= "\u180f":
        return _MONGOLIAN.match(before) is not None
    if "\ufe00" <= letter <= "\ufe0f" or "\U000e0100" <= letter <= "\U000e01ef":
        is_symbol = letter in "\ufe00\ufe0e\ufe0f" and bool(before) and (_is_symbol(before) or before in "#*0123456789")
        return is_symbol or _IDEOGRAPH.match(before) is not None
    return False


def _joins(joiner: str, before: str, after: str) -> bool:
    if _JOINING.match(before):
        return joiner == "\u200d" or _JOINING.match(after) is not None
    return joiner == "\u200d" and bool(before) and (before == "\ufe0f" or _is_symbol(before)) and _is_symbol(after)


def _is_symbol(letter: str) -> bool:
    return letter != "\u2800" and letter != "" and unicodedata.category(letter) in ("So", "Sk", "Sm", "Po")
