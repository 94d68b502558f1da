"""What changed between two texts, paragraph by paragraph, so that lines broken elsewhere are no change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from generators.upstream.drift_lock import paragraphs_of

Sign = Literal[" ", "-", "+", "…"]


@dataclass(frozen=True, slots=True)
class Change:
    """A line that stayed (a blank sign), went, or came; the sign ``…`` stands for lines that are left out."""

    sign: Sign
    text: str


def changes(before: Sequence[str], after: Sequence[str]) -> tuple[Change, ...]:
    """The lines that went and came, each changed place with the paragraph around it; none when nothing changed."""
    old, new = list(paragraphs_of(before)), list(paragraphs_of(after))
    matcher = SequenceMatcher(None, [_words(lines) for lines in old], [_words(lines) for lines in new], autojunk=False)
    result: list[Change] = []
    for kind, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            result.extend(_context(new[new_start:new_end], is_first=old_start == 0, is_last=old_end == len(old)))
        else:
            result.extend(_replaced(old[old_start:old_end], new[new_start:new_end]))
    while result and not result[-1].text and result[-1].sign == " ":
        result.pop()
    return tuple(result) if any(change.sign in "-+" for change in result) else ()


def _words(lines: list[str]) -> str:
    return " ".join(word for line in lines for word in line.split())


def _context(paragraphs: list[list[str]], *, is_first: bool, is_last: bool) -> Iterator[Change]:
    """The one paragraph next to a change on either side."""
    shown_before = 0 if is_first else 1
    shown_after = 0 if is_last else 1
    for index, lines in enumerate(paragraphs):
        if index < shown_before or index >= len(paragraphs) - shown_after:
            yield from (Change(" ", line) for line in lines)
            yield Change(" ", "")
        elif index == shown_before:
            yield Change("…", "")


def _replaced(old: list[list[str]], new: list[list[str]]) -> Iterator[Change]:
    before, after = _joined(old), _joined(new)
    for kind, old_start, old_end, new_start, new_end in SequenceMatcher(None, before, after).get_opcodes():
        if kind == "equal":
            yield from (Change(" ", line) for line in after[new_start:new_end])
        else:
            yield from (Change("-" if line else " ", line) for line in before[old_start:old_end])
            yield from (Change("+" if line else " ", line) for line in after[new_start:new_end])


def _joined(paragraphs: list[list[str]]) -> list[str]:
    return [line for lines in paragraphs for line in (*lines, "")]
