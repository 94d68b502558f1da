"""Which letters the kit's typefaces have, and what becomes of the others in print."""

from __future__ import annotations

import json
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

from generators.brand.fonts import EAST_ASIAN, FAMILIES, SCRIPTS, cached_cut, script_fonts

_ALWAYS = frozenset(range(0x7F))
_STAND_IN = "?"


def missing_letters(text: str) -> str:
    """The different characters of ``text`` that no typeface of the kit has, in their order."""
    if text.isascii():
        return ""
    missing = [letter for letter in dict.fromkeys(text) if ord(letter) not in _ALWAYS]
    for package in (*(known.package for known in FAMILIES.values()), SCRIPTS, EAST_ASIAN):
        if not missing:
            break
        known = _letters_of(package)
        missing = [letter for letter in missing if ord(letter) not in known]
    return "".join(missing)


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


@cache
def _letters_of(package: str) -> frozenset[int]:
    """What a package has; that of the many scripts is asked only for what no family has."""
    found: list[int] = json.loads(cached_cut(package, "letters", lambda: _read_letters(_files_of(package))))
    return frozenset(found)


def _files_of(package: str) -> tuple[Path, ...]:
    families = {known.package: (known.folder / known.faces[0].file,) for known in FAMILIES.values()}
    return families[package] if package in families else script_fonts(package)


def _read_letters(files: tuple[Path, ...]) -> bytes:
    """Imported here, not above, as above: a warm build needs no font tools."""
    from fontTools import ttLib

    letters: set[int] = set()
    for file in files:
        with ttLib.TTFont(file, lazy=True, fontNumber=0) as font:
            letters.update(font.getBestCmap())
    return json.dumps(sorted(letters)).encode("ascii")
