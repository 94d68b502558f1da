"""Words as somebody types them, to be found in text that has been set: with real quotation marks, dashes, and dots."""

from __future__ import annotations

_TYPED = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u2039\u203a", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb", '"'),
        **dict.fromkeys("\u2013\u2014", "-"),
        **dict.fromkeys("\u00a0\u202f", " "),
        **dict.fromkeys("\u2060\u2066\u2067\u2068\u2069", ""),
        "\u2026": "...",
    }
)
"""Signs that typesetting puts in the place of others, or adds to keep a number whole, and in its order."""


def as_typed(text: str) -> str:
    """``text`` without what typesetting did to it: two that are equal then say the same."""
    return text if text.isascii() else text.translate(_TYPED)
