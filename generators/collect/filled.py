"""One filled form as its file holds it, before anybody knows the form's questions; and text made safe to show."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

TICKED = "yes"
"""What a ticked box holds; one that is not ticked holds nothing."""

LONGEST_ANSWER = 2_000_000
"""Characters; a longer answer is cut, with a mark."""

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_UNWANTED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ufff9-\ufffb]")
"""Controls, marks that turn the direction of other text around, and what no XML file can hold."""

_HALVES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Filled:
    """Answers by the name of their control, as in ``form_names.controls``; empty ones are left out.

    ``form`` and ``edition`` are what the file says of itself, empty where it says nothing. ``controls`` are the names
    of all its controls in order, answered or not. ``notes`` say what a reader of the table should know of this file.
    """

    form: str
    edition: str
    answers: Mapping[str, str]
    controls: tuple[str, ...]
    notes: tuple[str, ...] = field(default=())


class Unreadable(Exception):
    """A file that gives no answers; the text says why, in words for the person who collects."""


def safe_text(text: str) -> str:
    """``text`` without anything that a table or a page cannot hold; lines end in ``\\n``."""
    return _HALVES.sub("\ufffd", _UNWANTED.sub("", _LINE_ENDS.sub("\n", text)))


def cut(text: str, longest: int) -> str:
    """``text`` of at most ``longest`` characters; where some are missing, a mark says how many there were."""
    if len(text) <= longest:
        return text
    mark = f" [cut: {len(text):,} characters]"
    return text[: max(0, longest - len(mark))] + mark
