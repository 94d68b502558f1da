"""Letters that stand for what a document has and text has not, on their way through pandoc: blanks, boxes, headings.

They are for private use in Unicode, so that nobody types them; ``without_signs`` takes out what a file brings of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

BLANK = "\ue000"
DATE = "\ue001"
AREA = "\ue002"
"""Room for words, for a date, and for several lines."""

BOX = "\ue003"
"""A box to tick."""

CHOICES, CHOICE, CHOICES_END = "\ue004", "\ue005", "\ue006"
"""A list to choose from: between the first and the last, each choice behind its sign."""

HEADING = "\ue010"
"""Before a paragraph that is a heading by its looks; the digit of its level follows."""

CAPTION = "\ue012"
"""Before the words that belong to a picture or a table."""

GOES_ON = "\ue013"
"""Before a paragraph that belongs to the item of a list above it, since the list goes on behind it."""

BLANKS = f"{BLANK}{DATE}{AREA}"

_SIGNS = re.compile("\ue010\\d|[\ue000-\ue01f]")


def choices_of(entries: Iterable[tuple[str, str]]) -> str:
    """The sign of a list with these entries, each what it shows and its value; an empty text where none has one."""
    known = dict.fromkeys(shown.strip() for shown, value in entries if value and shown.strip())
    return f"{CHOICES}{''.join(CHOICE + label for label in known)}{CHOICES_END}" if known else ""


def without_signs(text: str) -> str:
    return _SIGNS.sub("", text)


def as_shown(text: str) -> str:
    """``text`` as people draw it, where it makes no form."""
    chosen = re.sub(f"{CHOICES}(.*?){CHOICES_END}", lambda found: " / ".join(found[1].split(CHOICE)[1:]), text)
    for sign in BLANKS:
        chosen = chosen.replace(sign, "____")
    return _SIGNS.sub("", chosen.replace(BOX, "☐"))
