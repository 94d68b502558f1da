"""How wide text is, from real font widths, without a renderer and without the font's file."""

from __future__ import annotations

import json
import math
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from msgspec import Struct

from generators.model.remembered import remembered_by_value

DEFAULT_FAMILY = "Arial"
"""On every computer that shows slides; Liberation Sans, its double, has the same widths."""

PITCH = 1.2
"""Height of a line as a share of the font's size, as PowerPoint and LibreOffice set Arial and Calibri."""

ARABIC_PITCH = 1.38
SHAPED = 0.86
"""Joined Arabic letters are narrower than the isolated ones whose widths the table holds."""

_FULL = 1.0
_UNKNOWN = 0.62
_WIDTHS = Path(__file__).with_name("widths.json")


class FontWidths(Struct, frozen=True):
    """A family's widths in ems by letter."""

    family: str
    regular: Mapping[str, float]
    bold: Mapping[str, float]


def families() -> tuple[str, ...]:
    """The families whose widths are known: a deck uses no other, or its text could not be kept in its boxes."""
    return tuple(name for name in _tables() if name != "Arabic")


def deck_family(wanted: str) -> str:
    """``wanted`` when its widths are known, else the default: a font that a trainer lacks would move every line."""
    return wanted if wanted in families() else DEFAULT_FAMILY


@cache
def face(family: str) -> FontWidths:
    """The widths of a family out of ``families()``."""
    table, arabic = _tables()[family], _tables()["Arabic"]
    shaped = {letter: width * SHAPED for letter, width in _by_letter(arabic["regular"]).items()}
    shaped_bold = {letter: width * SHAPED for letter, width in _by_letter(arabic["bold"]).items()}
    return FontWidths(family, shaped | _by_letter(table["regular"]), shaped_bold | _by_letter(table["bold"]))


@remembered_by_value
def width(text: str, family: str, *, bold: bool) -> float:
    """The width of ``text`` in ems, on one line."""
    widths = face(family).bold if bold else face(family).regular
    return math.fsum(widths.get(letter) or _other(letter, widths) for letter in text)


def pitch(text: str) -> float:
    """The height of one line of ``text`` as a share of its size."""
    return ARABIC_PITCH if any("\u0600" <= letter <= "\u06ff" for letter in text) else PITCH


def _other(letter: str, widths: Mapping[str, float]) -> float:
    if unicodedata.category(letter) in {"Mn", "Cf", "Me"}:
        return 0.0
    if unicodedata.east_asian_width(letter) in {"W", "F"}:
        return _FULL
    base = unicodedata.normalize("NFD", letter)[0]
    return widths.get(base, _UNKNOWN) if base != letter else _UNKNOWN


def _by_letter(table: Mapping[str, str]) -> dict[str, float]:
    return {letter: int(width) / 1000 for width, letters in table.items() for letter in letters}


@cache
def _tables() -> dict[str, dict[str, Mapping[str, str]]]:
    tables: dict[str, dict[str, Mapping[str, str]]] = json.loads(_WIDTHS.read_text(encoding="utf-8"))
    return tables
