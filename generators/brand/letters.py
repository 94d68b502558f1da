"""Which letters the kit's typefaces have: a layout program refuses a whole document for one that none of them has."""

from __future__ import annotations

import functools
import json
import unicodedata
from pathlib import Path
from typing import Any

from generators.brand.font_cutting import remembered
from generators.brand.fonts import FAMILIES, Family

_ALWAYS = frozenset(range(0x7F))
_STAND_IN = "?"


def missing_letters(text: str) -> str:
    """The different characters of ``text`` that no typeface of the kit has, in their order."""
    if text.isascii():
        return ""
    return "".join(letter for letter in dict.fromkeys(text) if ord(letter) not in _known_letters())


def is_word_letter(letter: str) -> bool:
    """Whether a text cannot be read without ``letter``, as it can without an ornament or an invisible mark."""
    return unicodedata.category(letter)[0] in "LN"


def is_ornament(letter: str) -> bool:
    """Whether ``letter`` is an emoji or another sign that is seen."""
    return unicodedata.category(letter)[0] in "SP"


def printable_json(data: object) -> str:
    """``data`` as JSON for a layout program: ornaments that cannot be set are left out, words show a stand-in."""
    text = json.dumps(data, ensure_ascii=False)
    missing = missing_letters(text)
    if not missing:
        return text
    return json.dumps(_without(data, {ord(one): _STAND_IN if is_word_letter(one) else None for one in missing}))


def _without(data: Any, replaced: dict[int, str | None]) -> Any:
    if isinstance(data, str):
        kept = data.translate(replaced)
        return kept if kept.strip() or not data.strip() else _STAND_IN  # a title must not be empty
    if isinstance(data, dict):
        return {key: _without(value, replaced) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_without(value, replaced) for value in data]
    return data


@functools.lru_cache(maxsize=1)
def _known_letters() -> frozenset[int]:
    return _ALWAYS.union(*(_letters_of(known) for known in FAMILIES.values()))


def _letters_of(known: Family) -> list[int]:
    file = known.folder / known.faces[0].file
    found: list[int] = json.loads(remembered(known.package, "letters", lambda: _read_letters(file)))
    return found


def _read_letters(file: Path) -> bytes:
    """Imported here, not above, as in ``font_cutting``: a warm build needs no font tools."""
    from fontTools import ttLib  # type: ignore[import-untyped]

    with ttLib.TTFont(file, lazy=True) as font:
        return json.dumps(sorted(font.getBestCmap())).encode("ascii")
