"""Writes the page of a form: blanks, boxes, and tables to fill in become fields in the kit's own spelling."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from generators.importing.form_drawings import (
    DRAWN_BLANK,
    DRAWN_BOX,
    DRAWN_CHOICES,
    ENDS,
    FIELD,
    NAMED_SCALE,
    SCALE,
    as_label,
    as_option,
    asks_in,
    can_label,
    chooses_one,
    field_attributes,
    following_is_prose,
    quotable,
    says_something,
    short_blanks_beside,
    with_labels_above,
    with_whole_blanks,
)
from generators.importing.form_tables import has_columns, in_grid, is_filled_in, is_head, is_rating, with_one_head
from generators.importing.markdown_writer import MarkdownWriter, escaped
from generators.importing.signs import AREA, BLANK, CAPTION, CHOICE, DATE
from generators.importing.tables import Grid, grid_of
from generators.importing.tree import Tree, content_of, inline_text
from generators.model.replacing import replace

MOST_WORDS = 12
"""Of a label that is put together from what stands before a blank."""


class FormWriter(MarkdownWriter):
    """Writes a page of which parts are fields; ``sentences`` counts those whose blanks are asked for below them."""

    sentences: int = 0
    heading_text: str = ""

    def blocks(self, blocks: Iterable[Tree]) -> list[str]:
        """The lines of ``blocks``; what belongs to one question stands without an empty line."""
        parts: list[list[str]] = []
        given = list(with_labels_above(blocks))
        for at, block in enumerate(given):
            made = self._bare_labels(block, given[at + 1 :]) or self.form_block(block)
            if not made:
                continue
            if parts and _goes_on(parts[-1], made):
                parts[-1].extend(made)
            elif made[0].startswith(ENDS_NAMED):
                parts.append(_asked_by(parts.pop() if parts else [], self.heading_text, made))
            else:
                parts.append(made)
        return [line for at, part in enumerate(parts) for line in (*([""] if at else []), *part)]

    def _bare_labels(self, block: Tree, following: Sequence[Tree]) -> list[str]:
        """The fields of a line that has labels alone, whose blanks were drawn in a way that is lost."""
        if block["t"] not in ("Para", "Plain") or not following_is_prose(following):
            return []
        labels = _BARE.findall(self.inlines(block["c"]).replace("\u00a0", " ").strip())
        return (
            self._labeled(labels, [BLANK] * len(labels), "")
            if labels and _BARE_LINE.fullmatch(inline_text(block["c"]).strip())
            else []
        )

    def form_block(self, block: Tree) -> list[str]:
        content = content_of(block)
        match block["t"]:
            case "Header":
                made = self.heading(content)
                self.heading_text = made[0].lstrip("# ") if made else ""
                return made
            case "Para" | "Plain":
                return self.asked(self.inlines(content))
            case "BulletList" | "OrderedList" if _asks(block):
                return self.items(block)
            case "Table":
                return self.form_table(grid_of(content))
        return self.block(block)

    def inlines(self, inlines: Iterable[Tree]) -> str:
        return with_whole_blanks(super().inlines(inlines))

    def text(self, text: str) -> str:
        made = escaped(text.replace(CAPTION, ""))
        return made.replace("|", "\\|") if self.in_table else made

    def items(self, block: Tree) -> list[str]:
        """The items of a list in which something is asked, as lines: a field is no part of a list."""
        ordered = block["t"] == "OrderedList"
        rows = block["c"][1] if ordered else block["c"]
        lines: list[str] = []
        for at, item in enumerate(rows):
            inside = self.blocks(item)
            number = f"{block['c'][0][0] + at}. " if ordered else ""
            if inside and number and not inside[0].startswith(("[ ]", "( )", FIELD)):
                inside[0] = number + inside[0]
            lines.extend(["", *inside] if lines and (ordered or len(inside) > 1) else inside)
        return lines

    def asked(self, text: str) -> list[str]:
        """The lines of a paragraph, fields among them."""
        lines: list[str] = []
        for line in re.split(r"(?: {2})?\n", _PROMPT.sub(_prompted, text)):
            shown = line.strip().replace("\u00a0", " ")
            if found := DRAWN_CHOICES.search(shown):
                lines.extend(self._choice(shown, found))
            elif DRAWN_BOX.search(shown):
                lines.extend(self._boxes(shown))
            elif DRAWN_BLANK.search(shown):
                lines.extend(self._blanks(shown))
            elif scale := NAMED_SCALE.fullmatch(shown):
                lines.extend(_named_scale(scale))
            elif scale := SCALE.fullmatch(shown):
                numbers = re.findall(r"\d+", scale["numbers"])
                lines.extend([as_label(scale["label"]), *(f"( ) {number}" for number in numbers)])
            else:
                lines.extend(self.paragraph(line))
        return lines

    def _choice(self, text: str, found: re.Match[str]) -> list[str]:
        label = as_label(text[: found.start()]) or self.heading_text or "Choose one"
        rest = text[found.end() :].strip()
        options = [f"( ) {option}" for option in found[1].split(CHOICE)[1:]]
        lines = [label, *(options if len(options) > 1 else [f"[ ] {options[0][4:]}"])]
        return [*lines, "", *self.asked(rest)] if rest else lines

    def _boxes(self, text: str) -> list[str]:
        """A label, if one stands before the first box, and an option for each box."""
        first = DRAWN_BOX.search(text)
        if re.search(r"[☑☒]|[\[(][xX]\\?[\])]", text):
            self.around.say("look", "a box that is ticked in the document is an empty one in the form")
        assert first is not None, "asked has found it"
        before = text[: first.start()].strip()
        options = [part.strip(" \t;,") for part in DRAWN_BOX.split(text[first.start() :])[1:]]
        if before and not any(options):  # the box stands behind its words
            return [f"[ ] {DRAWN_BLANK.sub(FIELD, before)}"]
        shown = [as_option(option) for option in options if option]
        if not shown:
            return []
        is_round = first[0].startswith("(") and len(shown) > 1
        sign = "( )" if is_round or chooses_one(before, shown) else "[ ]"
        if not before or re.fullmatch(r"[-*+]|\d+\\?[.)]", before):
            return [f"{sign} {option}" for option in shown]
        return [as_label(before), *(f"{sign} {option}" for option in shown)]

    def _blanks(self, text: str) -> list[str]:
        """The fields of a line: labels with blanks, room under a question, or a sentence with gaps."""
        parts = DRAWN_BLANK.split(text)
        signs = DRAWN_BLANK.findall(text)
        if not any(re.search(r"\w", part) for part in parts):
            return [FIELD] * (3 if AREA in text else 1)
        if options := short_blanks_beside(text):
            sign = "( )" if chooses_one("", options) else "[ ]"
            return [f"{sign} {option.rstrip(' :')}" for option in options]
        labels, after = [part.strip() for part in parts[:-1]], parts[-1].strip()
        if not labels[0] and len(signs) == 1:  # the words stand behind the blank
            labels, after = [after], ""
        hint = after.strip() if re.fullmatch(r"\([^()]{1,80}\)\.?", after) else ""
        goes_on = any(label[:1].islower() and not label.endswith(ENDS) for label in labels[1:])
        if (
            not goes_on
            and all(can_label(label) for label in labels)
            and (not after or hint or not re.search(r"\w", after))
        ):
            return self._labeled(labels, signs, hint)
        return self._sentence(parts, signs)

    def _labeled(self, labels: Sequence[str], signs: Sequence[str], hint: str) -> list[str]:
        if len(signs) == 1 and AREA in signs[0]:
            return [as_label(labels[0]), FIELD, FIELD, FIELD]
        said = f' {{hint="{quotable(hint)}"}}' if hint else ""
        made = [
            f"{as_label(label)} {FIELD}{field_attributes(label, sign)}"
            for label, sign in zip(labels, signs, strict=True)
        ]
        if said and made[-1].endswith(FIELD):
            made[-1] += said
        elif said:
            made[-1] = f"{made[-1][:-1]} {said.strip()[1:]}"
        return ["   ".join(made)]

    def _sentence(self, parts: Sequence[str], signs: Sequence[str]) -> list[str]:
        """A sentence with gaps stays one, and each gap is asked for below it, by the words before it."""
        self.sentences += 1
        sentence = "(…)".join(part if part.strip() else " " for part in parts).strip()
        lines = [sentence, ""]
        for at, sign in enumerate(signs):
            words = re.split(r"[.!?;]\s", parts[at].strip())[-1].split()[-MOST_WORDS:]
            if not says_something(" ".join(words)):
                words = parts[at + 1].split()[:6]
            label = " ".join(words).strip(" ,;:*\\")
            named = label if says_something(label) else self.heading_text or "…"
            lines.append(f"{as_label(named)} {FIELD}{field_attributes(named, sign)}")
        return lines

    def form_table(self, grid: Grid) -> list[str]:
        """A table to fill in; another one stays as it is."""
        if not is_filled_in(grid):
            return self.table(grid)
        self.tables += 1
        named = with_one_head(grid)
        if has_columns(named):
            return self._ratings(named) if is_rating(named) else self._grid(named)
        return self._layout(grid)

    def _ratings(self, grid: Grid) -> list[str]:
        """A row for each question and a column for each answer: each row asks to choose one."""
        options = [self.cell(cell.blocks) for cell in grid.rows[0][1:]]
        about = self.cell(grid.rows[0][0].blocks)
        lines = [about, ""] if about else []
        for row in grid.rows[1:]:
            if question := self.cell(row[0].blocks):
                lines.extend([as_label(question), *(f"( ) {option}" for option in options), ""])
        return lines[:-1]

    def _grid(self, grid: Grid) -> list[str]:
        head, *rows = grid.rows
        lines = [[self.cell(cell.blocks).replace("<br>", " ") for cell in head], ["---"] * len(head)]
        lines.extend([in_grid(self.cell(cell.blocks), cell, FIELD) for cell in row] for row in rows)
        return [f"| {' | '.join(row)} |" for row in lines]

    def _layout(self, grid: Grid) -> list[str]:
        """Words beside the room for the answer, as forms on paper have them."""
        lines: list[str] = []
        for at, row in enumerate(grid.rows):
            if at and is_head(grid, at):
                lines.extend(["", *self._grid(replace(grid, rows=grid.rows[at:]))])
                break
            label = ""
            for cell in (one for one in row if not one.goes_on):
                text = self.cell(cell.blocks)
                if not text or DRAWN_BLANK.fullmatch(text.strip()):
                    if label:
                        lines.extend([f"{as_label(label)} {FIELD}{field_attributes(label, text)}"])
                    label = ""
                    continue
                if label:
                    lines.extend(self._cell_lines(label, lines))
                label = text
            if label:
                lines.extend(self._cell_lines(label, lines))
        return lines

    def _cell_lines(self, text: str, before: Sequence[str]) -> list[str]:
        made = [line for part in text.split("<br>") for line in self.asked(part)]
        is_apart = not before or not before[-1] or (made and made[0].startswith(("[ ]", "( )", FIELD)))
        return [*([] if is_apart else [""]), *made, ""]


_PROMPT = re.compile(
    r"(?:click|tap|click or tap)(?: here)?(?: or tap)?(?: here)? to enter (?P<what>text|a date)\.?|choose an item\.?",
    re.IGNORECASE,
)
"""What Word shows in an empty field, where that is all that is left of it."""


def _prompted(found: re.Match[str]) -> str:
    return DATE if (found["what"] or "").lower() == "a date" else BLANK


_BARE = re.compile(r"[^:?]{1,40}[:]")
_BARE_LINE = re.compile(r"(?:\s*[^\s:.,?!](?:[^:.,?!]{0,38}[^\s:.,?!])?\s*:\s*){1,4}")
ENDS_NAMED = "{low="
"""How the line begins that names the ends of the scale below it, until it stands behind the scale's question."""


def _named_scale(found: re.Match[str]) -> list[str]:
    low, high = (quotable(found[name].strip(" \\()[]=")) for name in ("low", "high"))
    numbers = " ".join(f"({number})" for number in re.findall(r"\d+", found["numbers"]))
    return [f'{ENDS_NAMED}"{low}" high="{high}"}}', numbers]


def _asked_by(before: Sequence[str], heading: str, made: Sequence[str]) -> list[str]:
    """A scale under its question: the line right above it, or else the heading."""
    ends, *numbers = made
    if before and before[-1].rstrip().endswith(ENDS):
        return [*before[:-1], f"{before[-1]} {ends}", *numbers]
    return [*before, *([""] if before else []), f"{as_label(heading or 'How is it')} {ends}", *numbers]


def _goes_on(before: Sequence[str], made: Sequence[str]) -> bool:
    """Whether lines belong to the question right above them."""
    first, last = made[0], before[-1]
    if first.startswith(FIELD):
        return not last.startswith(("#", "|"))
    if first.startswith(("[ ]", "( )")):
        is_label = not last.startswith(("#", "|", "[ ]", "( )", FIELD)) and FIELD not in last
        several = len(made) > 1 and made[1].startswith(first[:3])
        return is_label or (last.startswith(first[:3]) and not several)
    return FIELD in first and FIELD in last and not last.startswith(FIELD) and "|" not in first + last


def _asks(block: Tree) -> bool:
    rows = block["c"][1] if block["t"] == "OrderedList" else block["c"]
    texts = ["\n".join(inline_text(one["c"]) for one in item if one["t"] in ("Para", "Plain")) for item in rows]
    tables = any(one["t"] == "Table" for item in rows for one in item)
    drawn = any(asks_in(text) for text in texts)
    return drawn or tables or (len(texts) == 1 and texts[0].rstrip().endswith("?"))
