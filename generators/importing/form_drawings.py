"""What people draw where something is to be filled in: blanks, boxes, rows of numbers, and the labels beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from generators.importing.signs import AREA, BLANK, BOX, CHOICES, CHOICES_END, DATE
from generators.importing.tree import Tree, content_of, inline_text

FIELD = "____"

DRAWN_BLANK = re.compile(
    rf"(?:[{BLANK}{DATE}{AREA}](?:[ \t\u00a0]*[{BLANK}{DATE}{AREA}])*|(?:\\?_){{3,}}(?:[ ]*(?:\\?_){{2,}})*"
    r"|\.{6,}|…{2,}\.*)"
)
_PIECE = rf"(?:[{BLANK}{DATE}{AREA}]|(?:\\?_){{2,}})"
_GAP = r"[ \u00a0]*"
_PIECES = re.compile(
    rf"(?:\({_GAP})?{_PIECE}(?:{_GAP}\))?"
    rf"(?:(?:{_GAP}[/\u2013\u2014-]{_GAP}|[.:]|(?<=\)){_GAP}){_PIECE}(?:{_GAP}\))?)+"
)
DRAWN_BOX = re.compile(rf"[{BOX}☐□◻❏❑▢\uf0a8\uf06f\uf071\uf0a3☑☒]\s*|\\?\[\s?\\?\]\s*|\(\s\)\s*|\\?\[[xX]\\?\](?=\s)")
DRAWN_CHOICES = re.compile(f"{CHOICES}(.*?){CHOICES_END}")
NUMBERS = r"\(?[01]\)?(?:[\s/\u2013-]+\(?\d{1,2}\)?){2,9}"
SCALE = re.compile(rf"(?P<label>.{{3,}}?[?:.]?)\s+(?P<numbers>{NUMBERS})\s*")
"""A question with a row of numbers to choose from."""

NAMED_SCALE = re.compile(
    rf"(?P<low>[^\W\d_][^\d:?]{{0,38}}?)[\s\u2013:-]+(?P<numbers>{NUMBERS})[\s\u2013:-]+(?P<high>[^\W\d_][^\d:?]{{0,38}})"
)
"""A row of numbers between the names of its ends, under its question."""

ENDS = (":", "?", "\uff1a", "\uff1f")
"""How a label ends."""

_ONE = re.compile(r"\b(choose|check|select|mark|tick|circle|elija|marque) (only )?(one|una?)\b", re.IGNORECASE)
_YES_NO = {"yes", "no", "maybe", "unsure", "not sure", "n/a", "not applicable", "sí", "si", "tal vez", "true", "false"}
_MOST_BELOW = 5
"""Words of what stands under a line to write on."""


def with_whole_blanks(text: str) -> str:
    """``text`` with one blank for each that is drawn in pieces: ``(___) ___-____``, ``__/__/____``, ``__:__``."""
    return _PIECES.sub(lambda found: DATE if found[0].count("/") == 2 else BLANK, text)


def without_blanks(text: str) -> str:
    return DRAWN_BLANK.sub("", text)


def asks_in(text: str) -> bool:
    """Whether something is to be filled in, ticked, or chosen in ``text``."""
    return bool(DRAWN_BLANK.search(text) or DRAWN_BOX.search(text) or CHOICES in text)


def can_label(label: str) -> bool:
    """Whether ``label`` may stand before a blank as the words by which it is known."""
    words = label.strip(" *").split()
    is_asked = label.rstrip("* ").endswith(ENDS)
    return (
        0 < len(words) <= (40 if is_asked else 8)
        and not (re.search(r"[.!]\s", label) and not is_asked)
        and label[:1] not in ",;."
        and says_something(label)
    )


def says_something(text: str) -> bool:
    """Whether there is a letter in ``text``."""
    return bool(re.search(r"[^\W\d_]", text))


_EMPHASIS = re.compile(r"(\\.)|\*+")
"""The stars of emphasis; those that people typed have a backslash, and one behind a question asks for an answer."""


def as_label(text: str) -> str:
    """``text`` as a label: with the sign at its end by which the grammar knows it."""
    plain = _EMPHASIS.sub(r"\1", text).strip().removesuffix("-").strip()
    plain = re.sub(r"^[-+•]\s+", "", plain)
    return plain if plain.endswith(ENDS) or not plain else f"{plain.rstrip('.,;')}:"


_TYPES = (
    (re.compile(r"\b(signature|signed|firma|sign here)\b", re.IGNORECASE), "signature"),
    (re.compile(r"\b(e-?mail|correo)\b", re.IGNORECASE), "email"),
    (re.compile(r"\b(phone|telephone|tel|cell|teléfono)\b", re.IGNORECASE), "tel"),
    (re.compile(r"\b(date|fecha)\b", re.IGNORECASE), "date"),
)


def field_attributes(label: str, sign: str) -> str:
    """What a field is, by its label or by how its blank is drawn."""
    if DATE in sign:
        return " {type=date}"
    if len(label.split()) > 5:
        return ""
    return next((f" {{type={kind}}}" for pattern, kind in _TYPES if pattern.search(label)), "")


def quotable(text: str) -> str:
    return text.replace('"', "'").replace("{", "(").replace("}", ")")


def as_option(text: str) -> str:
    """``text`` as an option; a blank at its end is room for other words."""
    shown = " ".join(DRAWN_BLANK.sub(FIELD, text).split())
    if shown.endswith(FIELD):
        label = shown.removesuffix(FIELD).rstrip(" :")
        return f"{label}: {FIELD}" if label else FIELD
    return shown.replace(FIELD, "…")


def chooses_one(question: str, options: Sequence[str]) -> bool:
    """Whether only one of ``options`` can be true."""
    plain = {option.lower().strip(" .:") for option in options}
    return len(options) > 1 and (bool(_ONE.search(question)) or plain <= _YES_NO)


def short_blanks_beside(text: str) -> list[str]:
    """The words beside blanks that stand for boxes: before each (``Yes ___ No ___``), or behind (``___ Mr. ___ Ms.``).

    Empty where the blanks are room to write.
    """
    parts = [part.strip(" \t,;") for part in DRAWN_BLANK.split(text)]
    if not parts[0] and len(parts) > 2:
        return parts[1:] if all(map(says_something, parts[1:])) else []
    return parts[:-1] if not parts[-1] and chooses_one("", parts[:-1]) else []


def following_is_prose(following: Sequence[Tree]) -> bool:
    """Whether what follows a label is no list, table, box, scale, or blank that would belong to it."""
    if not following or following[0]["t"] == "Header":
        return True
    text = line_of(following[0])
    return (
        bool(re.search(r"\w", text))
        and not DRAWN_BOX.match(text)
        and not DRAWN_BLANK.match(text)
        and CHOICES not in text
        and not NAMED_SCALE.fullmatch(text)
    )


def line_of(block: Tree) -> str:
    """The text of a paragraph; nothing of another block."""
    return inline_text(content_of(block)).strip() if block["t"] in ("Para", "Plain") else ""


def with_labels_above(blocks: Iterable[Tree]) -> Iterator[Tree]:
    """The same blocks; where a line to write on has its words below it, as for signatures, they come before it."""
    given = list(blocks)
    at = 0
    free = 0
    while at < len(given):
        if _is_room(line_of(given[at])) and _has_its_label_below(given, at, free):
            yield {"t": "Para", "c": [*content_of(given[at + 1]), {"t": "Str", "c": f": {BLANK}"}]}
            at = free = at + 2
            continue
        yield given[at]
        at += 1


def _is_room(line: str) -> bool:
    return bool(DRAWN_BLANK.search(line)) and not re.search(r"\w", without_blanks(line))


def _is_caption(line: str) -> bool:
    return 0 < len(line.split()) <= _MOST_BELOW and not re.search(r"[.:?]\s*$", line) and not asks_in(line)


def _has_its_label_below(given: Sequence[Tree], at: int, free: int) -> bool:
    """Whether the words of the line at ``at`` stand below it; those before ``free`` belong to lines above.

    A row of words and lines that begins with words, and ends with a line, has each above its line.
    """
    before = line_of(given[at - 1]) if at else ""
    if at + 1 == len(given) or not _is_caption(line_of(given[at + 1])):
        return False
    if before.rstrip().endswith(ENDS) or DRAWN_BLANK.search(before):
        return False
    end = at
    while end < len(given) and (_is_room(line_of(given[end])) or _is_caption(line_of(given[end]))):
        end += 1
    return at == free or not _is_caption(before) or not _is_room(line_of(given[end - 1]))
