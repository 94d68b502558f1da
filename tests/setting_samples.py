"""Settings that are right and wrong, and how they are told: as our rules do, and as pydantic does."""

from __future__ import annotations

from generators.reading.setting_keys import LocalKeys
from generators.reading.setting_models import closely_checked
from generators.reading.setting_rules import NotPlainlyRight, plainly_right

TOLD = (
    "",
    " ",
    "Local 104",
    " Local 104 ",
    "#1f5a8c",
    "abc",
    "# 14535A",
    "#1f5a8c\n",
    "EN_us",
    "es",
    "A4 paper",
    "assets\\logo.svg",
    "./assets/logo.svg",
    "source sans 3",
    "Comic Sans",
    "office@local104.example",
    " a@b.example ",
    "a@b",
    "https://mentoring.local104.example/",
    "ftp://a.example",
    "handbook/our-year.md",
    "//a.example",
    "2027-06-30",
    "2027-02-30",
    "a\u00a0b",
    "a\u200bb",
    "\u2003a",
    "\x1fa",
    "two\nlines",
    "é" * 120,
    "x" * 121,
    "x" * 301,
)
"""Right and wrong values of every kind of setting, and letters that Python and pydantic may take differently."""


def compare(values: dict[str, object]) -> bool:
    """Whether ``values`` are plainly right; if so, that pydantic makes the same of them."""
    try:
        keys = plainly_right(values, LocalKeys)
    except NotPlainlyRight:
        return False
    assert (keys, ()) == closely_checked(values, LocalKeys)
    return True
