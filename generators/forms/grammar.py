"""Recognizes the fields of a form in its Markdown lines, one line or table at a time, and leaves all else as prose."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from msgspec import Struct

from generators.forms.attributes import BRACES
from generators.forms.field_tables import SEPARATOR, cells_of, is_table, read_table
from generators.forms.questions import (
    Heading,
    Question,
    kind_of_choices,
    kind_of_line,
    make_field,
    read_heading,
    read_option,
    read_question,
    report_label_behind,
)
from generators.forms.spellings import (
    LONGEST_LINE,
    NOT_A_LABEL,
    PAGE_BREAK,
    has_signs,
    is_label,
    report_ticked,
    respelled,
)
from generators.markdown.lists import WORD_BULLETS
from generators.model import Field, FieldKind, FieldRow, FieldTable, Line, Lines, Option, PageBreak
from generators.model.problems import Problems
from generators.model.replacing import replace
from generators.reading.verbatim import outside_code

_BLANK = r"_{4,}"
_INDENT = r" {0,3}"
LINE_FIELD = re.compile(
    rf"\s*+(?P<label>(?:[^_]|_{{1,3}}(?!_))+)(?P<blank>{_BLANK})(?:\s*(?P<braces>{BRACES}))?(?:\s{{2,}}|\s*$)"
)
"""One field of a line. A run of underscores is read in one way only, so nothing here needs a possessive group, which
Python 3.11.0 to 3.11.4 match wrongly (python/cpython, issue 101955)."""

_NO_LABEL = re.compile(rf"{_INDENT}[:\uff1a]\s*{_BLANK}")
_ROOM = re.compile(rf"{_INDENT}{_BLANK}\s*")
_OPTION = re.compile(rf"{_INDENT}(?P<mark>\( \)|\[ \])(\s|$)")
_BULLET = re.compile(rf"^{_INDENT}[-*+{''.join(WORD_BULLETS)}]\s+(?![-*+]\s|[\[(])")
_TASK = re.compile(rf"{_INDENT}(?:[-*+]|\d{{1,3}}[.)])\s+\[(?P<tick>[ xX✓✔])\](?=\s)")
_SCALE = re.compile(rf"{_INDENT}(\(\d{{1,2}}\)\s*){{2,}}$")
_HEADING = re.compile(r"(?P<marks>#{1,6})\s+(?P<text>.+?)\s*#*\s*$")
_BEGINS = re.compile(r"[_|(\[#]|<!--")
"""A sign without which a line is prose: no reader of pieces finds anything in it."""
_HINT = re.compile(rf"{_INDENT}(?:\*(?![\s*])(?P<star>.+?)(?<![\s*])\*|_(?![\s_])(?P<line>.+?)(?<![\s_])_)\s*")


_HOW_TO_CHOOSE = re.compile(
    rf"{_INDENT}\(?(?:please )?(?:choose|select|check|tick|mark|pick|circle|elija|marque|seleccione)"
    r" [^?:.]{1,60}[.:]?\)?\s*",
    re.IGNORECASE,
)
"""What a form says of how to answer, between a question and its choices."""


class Prose(Struct, frozen=True):
    """Lines that are no field."""

    lines: Lines


class Title(Struct, frozen=True):
    """A heading; its ``text`` is Markdown."""

    level: int
    heading: Heading
    line: Line


Piece = Field | FieldRow | FieldTable | PageBreak | Prose | Title


def is_task(line: Line) -> bool:
    """Whether a line is an item of a list of things to do, which is no option on a page that is no form."""
    return _TASK.match(line.text) is not None


def is_heading(text: str) -> bool:
    """Whether a line outside of code is a heading."""
    return _HEADING.match(text) is not None


def has_fields(text: str) -> bool:
    """Whether ``text`` may hold a field: a quick look before the slow one."""
    return has_signs(text)


def read_pieces(lines: Lines, problems: Problems) -> tuple[Piece, ...]:
    """The fields of ``lines`` and what stands between them, in order."""
    return _Reader(lines, problems).read()


class _Reader:
    """Goes down the lines once; ``waiting`` holds the prose that may turn out to be a label."""

    def __init__(self, lines: Lines, problems: Problems) -> None:
        self.problems = problems
        self.lines: list[Line] = []
        self.as_drawn: dict[Line, Line] = {}
        self.readable: set[int] = set()
        self._spell(lines)
        self.pieces: list[Piece] = []
        self.waiting: list[Line] = []
        self.at = 0

    def read(self) -> tuple[Piece, ...]:
        readers: Sequence[Callable[[Line], bool]] = (
            self._page_break, self._heading, self._table, self._line_fields, self._room, self._options, self._scale
        )  # fmt: skip
        while self.at < len(self.lines):
            line = self.lines[self.at]
            may_be_piece = self.at in self.readable and _BEGINS.search(line.text)
            if not may_be_piece or not any(reader(line) for reader in readers):
                self.waiting.append(line)
                self.at += 1
        self._add(None)
        return tuple(self.pieces)

    def _spell(self, lines: Lines) -> None:
        """Prose is handed on as it stands, for only fields may be drawn in another way than they were."""
        outside = {index for index, _ in outside_code(lines)}
        for index, line in enumerate(lines):
            for spelled in respelled(line, self.problems) if index in outside else (line,):
                if index in outside and len(line.text) <= LONGEST_LINE:
                    self.readable.add(len(self.lines))
                if spelled is not line:
                    self.as_drawn[spelled] = line
                self.lines.append(spelled)

    def _add(self, piece: Piece | None) -> None:
        if any(line.text.strip() for line in self.waiting):
            self.pieces.append(Prose(tuple(self.as_drawn.get(line, line) for line in self.waiting)))
        self.waiting = []
        if piece is not None:
            self.pieces.append(piece)

    def _page_break(self, line: Line) -> bool:
        found = PAGE_BREAK.fullmatch(line.text.strip())
        if found is None:
            return False
        self._add(PageBreak(part=found["what"].lower() == "part"))
        self.at += 1
        return True

    def _heading(self, line: Line) -> bool:
        found = _HEADING.match(line.text)
        if found is None:
            return False
        self._add(Title(len(found["marks"]), read_heading(found["text"], line, self.problems), line))
        self.at += 1
        return True

    def _table(self, line: Line) -> bool:
        if "|" not in line.text:
            return False
        end = self.at
        while end < len(self.lines) and "|" in self.lines[end].text:
            end += 1
        rows = tuple(self.lines[self.at : end])
        if not is_table(rows):
            self._check_empty_rows(rows)
            return False
        question = self._table_question(line)
        self._add(read_table(rows, question, self.problems))
        self.at = end
        return True

    def _check_empty_rows(self, rows: Lines) -> None:
        if len(rows) < 3 or not SEPARATOR.fullmatch(rows[1].text):
            return
        for row in rows[2:]:
            first, *others = cells_of(row)
            if not any(others) and (others or not first):
                hint = "write ____ into each cell that people fill in"
                what = "the empty cells of this row make no fields" if first else "this empty row makes no fields"
                self.problems.warn("form-blank-without-field", row.place, what, hint)
                return

    def _table_question(self, line: Line) -> Question | None:
        """The text right above a table; one further up belongs to it when it gives the table a name."""
        above = [index for index, before in enumerate(self.waiting) if before.text.strip()]
        if not above or NOT_A_LABEL.match(self.waiting[above[-1]].text):
            return None
        adjacent = above[-1] == len(self.waiting) - 1
        if not adjacent and not re.search(BRACES + r"\s*$", self.waiting[above[-1]].text):
            return None
        return self._question_above(line)

    def _line_fields(self, line: Line) -> bool:
        if "____" not in line.text or _ROOM.fullmatch(line.text):
            return False
        if _NO_LABEL.match(line.text):
            self.problems.error(
                "form-field-without-label", line.place, "a field without a label", "write the question before its blank"
            )
            return False
        found = _blanks(_BULLET.sub("", line.text))
        if not found:
            return False
        self.at += 1
        hint = self._hint_below() if len(found) == 1 else ""
        total = sum(len(one["blank"]) for one in found)
        fields = []
        for one in found:
            question = read_question(one["label"], one["braces"] or "", hint, line.place, self.problems)
            width = round(12 * len(one["blank"]) / total) if len(found) > 1 else 0
            kind = kind_of_line(question.attributes)
            fields.append(make_field(question, kind, self.problems, width=width))
        even = len({field.width for field in fields}) == 1
        row = tuple(replace(field, width=0) for field in fields) if even else tuple(fields)
        self._add(row[0] if len(row) == 1 else FieldRow(row))
        return True

    def _hint_below(self) -> str:
        if self.at < len(self.lines) and (found := _HINT.fullmatch(self.lines[self.at].text)):
            self.at += 1
            return found["star"] or found["line"]
        return ""

    def _room(self, line: Line) -> bool:
        if not _ROOM.fullmatch(line.text) or not self.waiting:
            return False
        above = next((before.text for before in reversed(self.waiting) if before.text.strip()), "")
        if not self.waiting[-1].text.strip() and not is_label(above):
            return False
        question = self._question_above(line, report=False)
        if question is None:
            return False
        count = 0
        while self.at < len(self.lines) and _ROOM.fullmatch(self.lines[self.at].text):
            count += 1
            self.at += 1
        kind: FieldKind = "area" if count > 1 else kind_of_line(question.attributes)
        self._add(make_field(question, kind, self.problems, lines=count))
        return True

    def _options(self, line: Line) -> bool:
        self._take_bullets_off()
        first = _OPTION.match(self.lines[self.at].text)
        if first is None:
            return False
        question = self._question_above(line)
        options: list[Option] = []
        while self.at < len(self.lines) and (found := _OPTION.match(self.lines[self.at].text)):
            if found["mark"] != first["mark"]:
                break
            current, count = self.lines[self.at], 0
            for written in re.split(rf"(?:^|\s)\s*{re.escape(first['mark'])}(?=\s|$)", current.text)[1:]:
                options.append(read_option(written, current.place, self.problems))
                count += 1
            if count > 1:
                report_label_behind(options[-1], current.place, self.problems)
            self.at = self._next(_OPTION, first["mark"])
        if question is not None:
            kind: FieldKind = "checks" if first["mark"] == "[ ]" else kind_of_choices(question.attributes, options)
            self._add(make_field(question, kind, self.problems, options=options))
        return True

    def _next(self, kind: re.Pattern[str], mark: str = "") -> int:
        """The line behind this one, or behind empty ones if another of the ``kind`` comes: a list may be loose.

        In one that stood close together so far, an empty line is its end: what follows may be of another question.
        """
        above = self.lines[self.at - 1].text if self.at else ""
        if _OPTION.match(above) or kind.match(above):
            return self.at + 1
        at = self.at + 1
        while at < len(self.lines) and not self.lines[at].text.strip():
            at += 1
        found = kind.match(self.lines[at].text) if at < len(self.lines) and at in self.readable else None
        return at if found and (not mark or found["mark"] == mark) else self.at + 1

    def _take_bullets_off(self) -> None:
        """A list of boxes right under a question holds its options; any other is a list of things to do."""
        above = [before.text for before in self.waiting if before.text.strip()]
        if above and _HINT.fullmatch(above[-1]):
            above.pop()
        if not above or NOT_A_LABEL.match(above[-1]) or not (is_label(above[-1]) or above[-1].rstrip().endswith("}")):
            return
        at, start = self.at, self.at
        while at < len(self.lines) and (bullet := _TASK.match(self.lines[at].text)):
            if bullet["tick"] != " ":
                report_ticked(self.lines[at], self.problems)
            self.lines[at] = replace(self.lines[at], text=f"[ ]{self.lines[at].text[bullet.end() :]}")
            self.at = at
            at = self._next(_TASK)
        self.at = start

    def _scale(self, line: Line) -> bool:
        if not _SCALE.match(line.text):
            return False
        question = self._question_above(line)
        self.at += 1
        if question is not None:
            numbers = re.findall(r"\d+", line.text)
            options = [Option(number, number) for number in numbers]
            self._add(make_field(question, "scale", self.problems, options=options))
        return True

    def _question_above(self, line: Line, *, report: bool = True) -> Question | None:
        """Takes the label, and the help under it, out of the prose that waits."""
        while self.waiting and not self.waiting[-1].text.strip():
            self.waiting.pop()
        hint = ""
        if len(self.waiting) > 1 and not NOT_A_LABEL.match(above := self.waiting[-2].text):
            found = _HINT.fullmatch(self.waiting[-1].text)
            if found or (is_label(above) and _HOW_TO_CHOOSE.fullmatch(self.waiting[-1].text)):
                hint = (found["star"] or found["line"]) if found else self.waiting[-1].text.strip()
                self.waiting.pop()
        if not self.waiting or NOT_A_LABEL.match(self.waiting[-1].text):
            if report:
                self.problems.error(
                    "form-field-without-label",
                    line.place,
                    "a field without a label",
                    "write the question on the line above",
                )
            return None
        label = self.waiting.pop()
        text = _BULLET.sub("", label.text) if is_label(label.text) else label.text
        found = re.match(rf"(?P<label>.*?)\s*(?P<braces>{BRACES})?\s*$", text)
        assert found is not None, "the pattern matches every line"
        return read_question(found["label"], found["braces"] or "", hint, label.place, self.problems)


def _blanks(text: str) -> list[re.Match[str]]:
    """The fields of a line whose every part is a label, a blank, and perhaps attributes; else none."""
    if NOT_A_LABEL.match(text):
        return []
    found: list[re.Match[str]] = []
    at = 0
    while at < len(text) and text[at:].strip():
        one = LINE_FIELD.match(text, at)
        if one is None or not is_label(one["label"]) or _OPTION.match(one["label"]):
            return []
        found.append(one)
        at = one.end()
    return found
