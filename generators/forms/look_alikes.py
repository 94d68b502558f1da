"""Names what looks like a field of a form and is none: its author meant one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from generators.forms.attributes import ATTRIBUTES, BRACES, KNOWN
from generators.forms.grammar import Piece, Prose, Title
from generators.forms.names import plain_text
from generators.forms.questions import YES_OR_NO, autocomplete_of
from generators.forms.spellings import LONGEST_LINE, NOT_A_LABEL, is_label, signs_left
from generators.markdown.lists import WORD_BULLETS
from generators.markdown.unfinished import blocks
from generators.model import FieldTable, Line, Lines, PageBreak
from generators.model.problems import Problems
from generators.reading.verbatim import masked, outside_code

_UNDER_A_QUESTION = re.compile(r" {0,3}([-=*])(?:\s*\1){2,}\s*")
_SHOWN = 60
_MOST_WORDS = 6
"""Of a line that ends with a colon and is a label, not a sentence."""


def report_look_alikes(pieces: Sequence[Piece], problems: Problems) -> None:
    """A problem for each blank, box, and row of numbers outside of a field, and for each label without room."""
    for at, piece in enumerate(pieces):
        if isinstance(piece, Title):
            _check_line(piece.line, problems)
        elif isinstance(piece, Prose):
            following = pieces[at + 1] if at + 1 < len(pieces) else None
            lines = tuple(line for _, line in outside_code(piece.lines))
            for line in _told_once(lines):
                _check_line(line, problems)
            _check_rules(lines, problems)
            _check_tasks(lines, problems)
            _check_heading(pieces[at - 1] if at else None, lines, problems)
            _check_questions(lines, problems)
            _check_labels(lines, following, problems)
            if following is None or isinstance(following, Title | PageBreak):
                _check_ranges(lines, problems)


def _told_once(lines: Lines) -> Iterator[Line]:
    """``lines`` but for what looks like a field below another one in the same quote, box, or HTML."""
    is_told = False
    for line in lines:
        is_inside = _CONTAINER.match(line.text) is not None
        has_sign = is_inside and bool(signs_left(line.text))
        if not (is_told and has_sign):
            yield line
        is_told = has_sign or (is_told and (is_inside or not line.text.strip()))


def may_hold_field(pieces: Sequence[Piece]) -> bool:
    """Whether anything of a page is a field, or looks like one."""
    for piece in pieces:
        if isinstance(piece, Prose):
            if any(signs_left(line.text) in ("blank", "box") for _, line in outside_code(piece.lines)):
                return True
        elif not isinstance(piece, Title | PageBreak):
            return True
    return False


def _check_line(line: Line, problems: Problems) -> None:
    sign = signs_left(line.text)
    if fault := _fault_of_braces(line.text):
        problems.error("form-attribute-malformed", line.place, *fault)
    elif sign:
        said, *hints = _SAID[sign]
        problems.error("form-blank-without-field", line.place, said, *(_cures_of_sign(line.text, sign) or hints))
    elif len(line.text) <= LONGEST_LINE and _AT_END.fullmatch(line.text) and not NOT_A_LABEL.match(line.text):
        said = "nothing below this question answers it"
        problems.error("form-attribute-malformed", line.place, said, _ANSWERS)
    elif len(line.text) <= LONGEST_LINE and (found := _OTHER_BREAK.search(masked(line.text))):
        problems.warn(
            "mark-unknown", line.place, f"'{found[0][:_SHOWN]}' begins no new page", "write <!-- page break -->"
        )
    elif _asks_to_choose(line.text):
        said = "these choices make no field, so that nobody can choose one"
        problems.warn("form-blank-without-field", line.place, said, *_SAID["box"][1:])


_OTHER_BREAK = re.compile(
    r"\\(?:new|clear)page\b|\\pagebreak\b|<!--\s*(?:new page|break|page ?break here)\s*-->"
    r"|<[a-z]+ [^<>]*(?:page-break-(?:after|before)|break-(?:after|before): ?page|class=[\"']?page-?break)[^<>]*>",
    re.IGNORECASE,
)
_ALONE = re.compile(r"\s*\{:?\s*(?:" + "|".join(KNOWN) + r")(?:=[^{}]*|\s[^{}]*)?\}\s*")
_OPEN = re.compile(r"(?<!_)_{4,}\s*\{[^{}]*$")
_BEFORE = re.compile(rf"{ATTRIBUTES.pattern}[^{{}}]*\}}\s*_{{4,}}")
_CONTAINER = re.compile(r"\s*(?:(?P<quote>>)|<(?P<tag>/?\w+)[^<>]*>)|(?P<margin> {4}|\t)")
"""How a line begins that stands in something, where no field can be: a quote, HTML, a box, a tab, or an item."""

_AT_END = re.compile(r"(?:(?!____)[^{}|`])+" + _ALONE.pattern)
_TWICE = re.compile(rf"(?<!_)_{{4,}}\s*{BRACES}\s*{BRACES}\s*$")


def _fault_of_braces(text: str) -> tuple[str, str] | None:
    """What is wrong with the braces of a line that is no field, and the cure."""
    if "{" not in text or len(text) > LONGEST_LINE:
        return None
    if _ALONE.fullmatch(text):
        return "these attributes belong to no question", "write them at the end of its line: Name: ____ {required}"
    if _BEFORE.search(text):
        return "these attributes stand before a blank", "write them behind it: Name: ____ {required}"
    if _OPEN.search(text):
        return "these attributes are not closed", "write '}' behind them"
    if _TWICE.search(text):
        return "a question has its attributes in one pair of braces", "write Name: ____ {required type=email}"
    return None


_ANSWERS = "write a blank ____ behind it, or in the next line choices ( ) or [ ], or a scale's numbers: (1) (2) (3)"
_UNIT = re.compile(
    r"(?P<label>[^_|]*[^_|\s:\uff1a])[:\uff1a]?\s*(?<!_)_{4,}\s*(?P<unit>[%€$£°/\w][^_{}|]{0,30})(?<!\s)\s*"
)


def _cures_of_sign(text: str, sign: str) -> tuple[str, ...]:
    """What to do with what stands in a quote or a box, in a table with its label, or with a blank before words."""
    if found := _CONTAINER.match(text):
        place = "the quote: take '> ' away" if found["quote"] else ""
        place = place or (
            f"'<{found['tag']}>': take it away" if found["tag"] else "the box or list: put it at the margin"
        )
        return (f"a question cannot stand in {place}",)
    if sign != "blank" or len(text) > LONGEST_LINE:
        return ()
    if "|" in text:
        return ("take the bars out, and leave two spaces between fields: Name: ____   City: ____",)
    found = _UNIT.fullmatch(text)
    if not found or NOT_A_LABEL.match(text):
        return ()
    return (f"put what stands behind the blank into its question: {found['label'].strip()} ({found['unit']}): ____",)


_YES_OR_NO = re.compile(
    r"[^:?]*[:?\uff1a\uff1f\u061f]\s*\(?(?P<first>[^\W\d_]{1,5})(?:\s*(?:/|\bor\b)\s*|\s+)(?P<other>[^\W\d_]{1,5})\)?\s*"
)
_SLASHED = re.compile(r"[^:?]*[?\uff1f\u061f]\s+[^\W\d_][^/:?.!]*(?:\s/\s[^/:?.!]+)+")
_BRACKETED = re.compile(
    r"[^:?]*[:?\uff1a\uff1f\u061f]\s*"
    r"(?:\[[^\W\d_][^][/|]*(?:[/|][^][/|]+)+\]|(?:\[\w[^][]{0,30}\]\s+){1,9}\[\w[^][]{0,30}\]|(?:\(\w+\)\s*){2,9})\s*$"
)
_CIRCLE = re.compile(
    r"\((?:please )?(?:circle|check|tick|mark|choose|underline) (?:one|all|any)\b[^()]*\)", re.IGNORECASE
)
_DRAWN_CIRCLE = re.compile(
    r"(?:(?:^|.*[:?]\s+|.*\s{2})[oO] \w[^:?]*?\s{2,}|.*[:?]\s+[oO] \w+(?: \w+)?\s)[oO] \w.*"
    r"|(?:.*\s)?(?:\{ ?\}|< >) \w.*|.*\|\s*[oO]\s*\|\s*[oO]\s*\|.*|.*\(1\)\s*\|\s*\(2\)\s*\|.*"
)


def _asks_to_choose(text: str) -> bool:
    """Whether a line has choices to circle with a pen, as "Yes / No", which are nothing to click on."""
    shown = masked(text).strip()[:LONGEST_LINE]
    found = _YES_OR_NO.fullmatch(shown)
    if found and {found["first"].lower(), found["other"].lower()} <= YES_OR_NO:
        return True
    return (
        any(pattern.match(shown) for pattern in (_SLASHED, _DRAWN_CIRCLE, _BRACKETED))
        or _CIRCLE.search(shown) is not None
    )


_SAID = {
    "blank": (
        "this blank makes no field",
        "write 'Label: ____', or the question on the line right above",
        "for a rule write ---",
    ),
    "box": (
        "this box makes no field",
        "write the question on a line of its own, and under it each choice behind its box: ( ) Yes   ( ) No",
        "[ ] is for those of which people choose any",
    ),
    "scale": (
        "these numbers make no field",
        "write the question on a line of its own, and under it (1) (2) (3) (4) (5)",
        'name both ends behind the question: {low="Poor" high="Great"}',
    ),
}


def _check_rules(lines: Lines, problems: Problems) -> None:
    """Under a line of text, dashes make a heading of it, and stars a rule: neither is room for an answer."""
    for above, line in pairwise(lines):
        if _UNDER_A_QUESTION.fullmatch(line.text) and is_label(above.text) and not NOT_A_LABEL.match(above.text):
            problems.error(
                "form-blank-without-field",
                line.place,
                "this line is no room for an answer",
                "write ____ for each line to write on",
                "for a rule leave an empty line above it",
            )


_RANGE = re.compile(
    r"(?=.*\b(?:rate|rating|score|scale|how)\b)(?:.*\W)?"
    r"[01] ?(?:[-\u2013]|to|through) ?(?:[3-7]|10)\b(?:[^.!]*[?:\uff1f])?[\s)]*",
    re.IGNORECASE,
)


def _check_ranges(lines: Lines, problems: Problems) -> None:
    """'How was it? 1-5' asks for a number, and what follows is no field; above fields it is said of these."""
    for line in lines:
        if len(line.text) <= LONGEST_LINE and _RANGE.fullmatch(masked(line.text)) and not _LIST.match(line.text):
            problems.warn("form-blank-without-field", line.place, *_SAID["scale"])


_IN_QUOTE = re.compile(r" {0,3}(?:> ?)+")
_BOXES = re.compile(r" {0,3}(?:[-*+]|[0-9]{1,3}[.)])\s+\[[ xX]\]\s")


def _check_tasks(lines: Lines, problems: Problems) -> None:
    """Boxes right under a line that does not end as a question does: what nobody can answer is to be done."""
    for above, line in pairwise(lines):
        if (quoted := _IN_QUOTE.match(line.text)) and _BOXES.match(line.text, quoted.end()):
            if is_label(above.text) and not _LIST.match(above.text, quoted.end()):
                problems.error("form-blank-without-field", line.place, _SAID["box"][0], *_cures_of_sign(line.text, ""))
        elif _BOXES.match(line.text) and not NOT_A_LABEL.match(above.text) and not _LIST.match(above.text):
            said = "these boxes make no field, since the line above does not end as a question does"
            cure = f"write '{above.text.strip()[:_SHOWN]}:'"
            apart = "for a list of things to do, leave a line empty above it"
            problems.warn("form-blank-without-field", line.place, said, cure, apart)


def _check_heading(above: Piece | None, lines: Lines, problems: Problems) -> None:
    """Boxes right under a heading that ends as a question does."""
    if isinstance(above, Title) and is_label(above.line.text) and lines and _BOXES.match(lines[0].text):
        said = "these boxes make no field, since a heading is no question"
        apart = "for a list of things to do, leave a line empty above it"
        problems.warn("form-blank-without-field", lines[0].place, said, "take the signs '#' away", apart)


_LIST = re.compile(r"\s*(?:[-*+•]|[0-9]{1,3}[.)])\s")
_HOW_TO_ANSWER = re.compile(
    r"[*_]*(?:please )?(?:choose|select|check|tick|mark|pick|circle) (?:one|all|any|as many)\b.{0,60}:", re.IGNORECASE
)
_ITEM = re.compile(
    rf" {{0,3}}(?:[-*+{''.join(WORD_BULLETS)}]|(?:[0-9]{{1,2}}|[a-zA-Z])[.)])\s+(?P<words>.*[^\s.;,:?!])\s*"
)


def _check_questions(lines: Lines, problems: Problems) -> None:
    """A list of a few words each right under a question is rather what people may answer than what is said of it."""
    for number, line in enumerate(lines[:-2]):
        is_question = line.text.rstrip("*_ ").endswith(("?", "\uff1f", "\u061f")) or _HOW_TO_ANSWER.match(line.text)
        if not is_question or NOT_A_LABEL.match(line.text):
            continue
        items = [_ITEM.fullmatch(item.text) for item in lines[number + 1 : number + 3]]
        if all(item and len(item["words"].split()) <= _MOST_WORDS for item in items):
            said = "these choices make no field, so that nobody can choose one"
            problems.warn("form-blank-without-field", lines[number + 1].place, said, *_SAID["box"][1:])


def _check_labels(lines: Lines, following: Piece | None, problems: Problems) -> None:
    """A label such as 'Name:' with nothing to write on, unless it stands above what it may well introduce."""
    ends = following is None or isinstance(following, Title | PageBreak)
    lacking: list[Line] = []
    for labels in reversed(tuple(blocks(lines))):
        if not all(_is_lone_label(line.text) for line in labels):
            break
        *others, last = labels
        known = autocomplete_of(plain_text(last.text).rstrip(":\uff1a ")) and not isinstance(following, FieldTable)
        lacking[:0] = labels if ends or known else [*others, *([last] if _DRAWN.search(last.text) else [])]
    for line in lacking:
        label = plain_text(_DRAWN.sub(":", line.text))
        hint = f"write '{label} ____', or take the colon away where nobody is to write"
        problems.warn("form-label-without-blank", line.place, f"'{label}' has no room for an answer", hint)


_DRAWN = re.compile(r"[:\uff1a]\s*(?:(?:[=~¯._|/\\-]\s?){3,}|_|\{[^{}]*\})\s*$")
"""What stands behind a label for people to write on, and is no blank; or what is said of a blank that is not there."""


def _is_lone_label(text: str) -> bool:
    words = plain_text(masked(_DRAWN.sub(":", text))).split()
    is_short = 0 < len(words) <= _MOST_WORDS and words[-1].endswith((":", "\uff1a")) and words != [":"]
    return is_short and not NOT_A_LABEL.match(text) and not signs_left(text)
