"""Keeps telephone numbers, addresses, and codes in their own order inside of text that runs from right to left."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from typing import Any

LEFT_TO_RIGHT, END = "\u2066", "\u2069"
"""LEFT-TO-RIGHT ISOLATE and POP DIRECTIONAL ISOLATE (Unicode Standard Annex 9, 2.4)."""

_DIGIT = "0-9\u0660-\u0669\u06f0-\u06f9"
_LETTER = "A-Za-z\u00c0-\u024f"
_RUN = re.compile(
    rf"[+(#]?[{_LETTER}{_DIGIT}](?:[{_LETTER}{_DIGIT} \u00a0.,'\u2019()/#&:@_+?=%~\u2010\u2011-]*[{_LETTER}{_DIGIT}/])?"
)
_SEPARATORS = frozenset("-+(\u2010\u2011")
_FEWEST_DIGITS = 7
"""Of a telephone number; fewer are a count, or a span such as 10-12, which is read with the text around it."""


def parts(text: str) -> Iterator[tuple[str, bool]]:
    """``text`` in pieces, each with whether it has an order of its own."""
    at = 0
    for found in _RUN.finditer(text):
        if _has_own_order(found[0]):
            if found.start() > at:
                yield text[at : found.start()], False
            yield found[0], True
            at = found.end()
    if at < len(text):
        yield text[at:], False


def isolated(text: str) -> str:
    """``text`` with isolates around what has an order of its own."""
    return "".join(f"{LEFT_TO_RIGHT}{part}{END}" if own else part for part, own in parts(text))


def isolated_texts(data: Any, names: Container[str], name: str = "") -> Any:
    """Plain data (tables, lists, values) with ``isolated`` texts under ``names``."""
    if isinstance(data, dict):
        return {key: isolated_texts(item, names, key) for key, item in data.items()}
    if isinstance(data, list | tuple):
        return [isolated_texts(item, names, name) for item in data]
    return isolated(data) if isinstance(data, str) and name in names else data


def _has_own_order(run: str) -> bool:
    """Whether the bidirectional algorithm might turn its pieces round: digits beside letters, or signs between both."""
    if "@" in run or "://" in run or run.startswith("www."):
        return True
    digits = sum(letter.isdigit() for letter in run)
    if any(letter.isalpha() for letter in run):
        return digits > 0
    return digits >= _FEWEST_DIGITS and not _SEPARATORS.isdisjoint(run)
