"""Finds telephone numbers in text, and keeps each on one line."""

from __future__ import annotations

import re

GROUPS = r"(?:\+?\d{1,3}[ -])?(?:\(\d{2,5}\)[ -]?)?\d{2,5}(?:[ -]\d{2,5}){1,4}"
"""A telephone number's digits, in the groups in which people write them."""

IS_LONG = r"(?=(?:[ ()+-]*\d){7})"
"""Ahead stand seven digits or more; what has fewer is a span, or a count."""

BEFORE, AFTER = r"(?<![\w+/.-])", r"(?![\w/-]|\.\d)"
"""What does not stand beside a telephone number, but in addresses, amounts, and codes."""

_NUMBER = re.compile(f"{BEFORE}{IS_LONG}{GROUPS}{AFTER}")
_UNBROKEN = str.maketrans({" ": "\u00a0", "-": "\u2011"})
"""NO-BREAK SPACE and NON-BREAKING HYPHEN (Unicode Standard Annex 14, class GL)."""


def unbroken(text: str) -> str:
    """``text`` whose telephone numbers hold no place for a line to end, for files that know no other way to say so."""
    return _NUMBER.sub(lambda found: found[0].translate(_UNBROKEN), text)
