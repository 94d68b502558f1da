"""Writes the page of a form: blanks, boxes, and tables to fill in become fields in the kit's own spelling."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from generators.importing.markdown_writer import MarkdownWriter, escaped
from generators.importing.signs import AREA, BLANK, BOX, CAPTION, CHOICE, CHOICES, CHOICES_END, DATE
from generators.importing.tables import Grid, grid_of, has_header
from generators.importing.tree import Tree, content_of, inline_text
from generators.model.replacing import replace

FIELD = "____"

_BLANK = re.compile(
    rf"(?:[{BLANK}{DATE}{AREA}](?:[ \t\u00a0]*[{BLANK}{DATE}{AREA}])*|(?:\\?_){{3,}}(?:[ ]*(?:\\?_){{2,}})*"
    r"|\.{6,}|…{2,}\.*)"
)
_BOX = re.compile(rf"[{BOX}☐□◻❏❑▢\uf0a8\uf06f\uf071\uf0a3☑☒]\s*|\\?\[\s?\\?\]\s*|\(\s\)\s*|\\?\[[xX]\\?\](?=\s)")
_CHOICES = re.compile(f"{CHOICES}(.*?){CHOICES_END}")
_ONE = re.compile(r"\b(choose|check|select|mark|tick|circle|elija|marque) (only )?(one|una?)\b", re.IGNORECASE)
_YES_NO = {"yes", "no", "maybe", "unsure", "not sure", "n/a", "not applicable", "sí", "si", "tal vez", "true", "false"}
_ENDS = (":", "?", "\uff1a", "\uff1f")
_RATING = re.compile(r"\d{1,2}|(strongly )?(dis)?agree|neutral|never|rarely|sometimes|often|always|poor|fair|good"
    r"|excellent|yes|no|n/?a|"
                     r"not at all|somewhat|very|nunca|siempre|sí|bueno|malo", re.IGNORECASE)  # fmt: skip
MOST_WORDS = 12
"""Of a label that is put together from what stands before a blank."""


class FormWriter(MarkdownWriter):
    """Writes a page of which parts are fields; ``sentences`` counts those whose blanks are asked for below them."""

    sentences: int = 0
    heading_text: str = ""

    def blocks(self, blocks: Iterable[Tree]) -> list[str]:
        """The lines of ``blocks``; what belongs to one question stands without an empty line."""
        parts: list[list[str]] = []
        given = list(_with_labels_above(blocks))
        for at, block in enumerate(given):
            made = self._bare_labels(block, given[at + 1 :]) or self.form_block(block)
            if not made:
                continue
            if parts and _goes_on(parts[-1], made):
                parts[-1].extend(made)
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
            if found := _CHOICES.search(shown):
                lines.extend(self._choice(shown, found))
            elif _BOX.search(shown):
                lines.extend(self._boxes(shown))
            elif _BLANK.search(shown):
                lines.extend(self._blanks(shown))
            elif scale := _SCALE.fullmatch(shown):
                numbers = re.findall(r"\d+", scale["numbers"])
                lines.extend([_label(scale["label"]), *(f"( ) {number}" for number in numbers)])
            else:
                lines.extend(self.paragraph(line))
        return lines

    def _choice(self, text: str, found: re.Match[str]) -> list[str]:
        label = _label(text[: found.start()]) or self.heading_text or "Choose one"
        rest = text[found.end() :].strip()
        options = [f"( ) {option}" for option in found[1].split(CHOICE)[1:]]
        lines = [label, *(options if len(options) > 1 else [f"[ ] {options[0][4:]}"])]
        return [*lines, "", *self.asked(rest)] if rest else lines

    def _boxes(self, text: str) -> list[str]:
        """A label, if one stands before the first box, and an option for each box."""
        first = _BOX.search(text)
        if re.search(r"[☑☒]|[\[(][xX]\\?[\])]", text):
            self.around.say("look", "a box that is ticked in the document is an empty one in the form")
        assert first is not None, "asked has found it"
        before = text[: first.start()].strip()
        options = [part.strip(" \t;,") for part in _BOX.split(text[first.start() :])[1:]]
        if before and not any(options):  # the box stands behind its words
            return [f"[ ] {_BLANK.sub(FIELD, before)}"]
        shown = [_option(option) for option in options if option]
        if not shown:
            return []
        is_round = first[0].startswith("(") and len(shown) > 1
        sign = "( )" if is_round or _chooses_one(before, shown) else "[ ]"
        if not before or re.fullmatch(r"[-*+]|\d+\\?[.)]", before):
            return [f"{sign} {option}" for option in shown]
        return [_label(before), *(f"{sign} {option}" for option in shown)]

    def _blanks(self, text: str) -> list[str]:
        """The fields of a line: labels with blanks, room under a question, or a sentence with gaps."""
        parts = _BLANK.split(text)
        signs = _BLANK.findall(text)
        if not any(re.search(r"\w", part) for part in parts):
            return [FIELD] * (3 if AREA in text else 1)
        labels, after = [part.strip() for part in parts[:-1]], parts[-1].strip()
        if not labels[0] and len(signs) == 1:  # the words stand behind the blank
            labels, after = [after], ""
        hint = after.strip() if re.fullmatch(r"\([^()]{1,80}\)\.?", after) else ""
        goes_on = any(label[:1].islower() and not label.endswith(_ENDS) for label in labels[1:])
        if (
            not goes_on
            and all(_can_label(label) for label in labels)
            and (not after or hint or not re.search(r"\w", after))
        ):
            return self._labeled(labels, signs, hint)
        return self._sentence(parts, signs)

    def _labeled(self, labels: Sequence[str], signs: Sequence[str], hint: str) -> list[str]:
        if len(signs) == 1 and AREA in signs[0]:
            return [_label(labels[0]), FIELD, FIELD, FIELD]
        said = f' {{hint="{_quotable(hint)}"}}' if hint else ""
        made = [f"{_label(label)} {FIELD}{_attributes(label, sign)}" for label, sign in zip(labels, signs, strict=True)]
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
            words = re.split(r"[.!?;]\s", parts[at].strip())[-1].split()[-MOST_WORDS:] or parts[at + 1].split()[:6]
            label = " ".join(words).strip(" ,;:*\\") or self.heading_text or "…"
            lines.append(f"{_label(label)} {FIELD}{_attributes(label, sign)}")
        return lines

    def form_table(self, grid: Grid) -> list[str]:
        """A table to fill in; another one stays as it is."""
        cells = [cell for row in grid.rows for cell in row]
        marked = any(_BLANK.search(cell.text) or _BOX.search(cell.text) or CHOICES in cell.text for cell in cells)
        empty = sum(1 for cell in cells if not cell.text)
        if not marked and (not empty or empty * 5 < len(cells)):
            return self.table(grid)
        self.tables += 1
        if (has_header(grid) or _has_corner(grid)) and grid.width > 1:
            return self._ratings(grid) if _is_rating(grid) else self._grid(grid)
        return self._layout(grid)

    def _ratings(self, grid: Grid) -> list[str]:
        """A row for each question and a column for each answer: each row asks to choose one."""
        options = [self.cell(cell.blocks) for cell in grid.rows[0][1:]]
        about = self.cell(grid.rows[0][0].blocks)
        lines = [about, ""] if about else []
        for row in grid.rows[1:]:
            if question := self.cell(row[0].blocks):
                lines.extend([_label(question), *(f"( ) {option}" for option in options), ""])
        return lines[:-1]

    def _grid(self, grid: Grid) -> list[str]:
        head, *rows = [[self.cell(cell.blocks) for cell in row] for row in grid.rows]
        filled = [[cell if re.search(r"\w", _BLANK.sub("", cell)) else FIELD for cell in row] for row in rows]
        plain = [
            [" ".join(_BLANK.sub("…", _BOX.sub("", cell)).split()) if cell != FIELD else cell for cell in row]
            for row in filled
        ]
        lines = [head, ["---"] * len(head), *plain]
        return [f"| {' | '.join(row)} |" for row in lines]

    def _layout(self, grid: Grid) -> list[str]:
        """Words beside the room for the answer, as forms on paper have them."""
        lines: list[str] = []
        for at, row in enumerate(grid.rows):
            if at and _is_head(grid, at):
                lines.extend(["", *self._grid(replace(grid, rows=grid.rows[at:]))])
                break
            label = ""
            for cell in row:
                text = self.cell(cell.blocks)
                if not text or _BLANK.fullmatch(text.strip()):
                    if label:
                        lines.extend([f"{_label(label)} {FIELD}{_attributes(label, text)}"])
                    label = ""
                    continue
                if label:
                    lines.extend(self._cell_lines(label))
                label = text
            if label:
                lines.extend(self._cell_lines(label))
        return lines

    def _cell_lines(self, text: str) -> list[str]:
        return [line for part in text.split("<br>") for line in self.asked(part)] + [""]


_PROMPT = re.compile(
    r"(?:click|tap|click or tap)(?: here)?(?: or tap)?(?: here)? to enter (?P<what>text|a date)\.?|choose an item\.?",
    re.IGNORECASE,
)
"""What Word shows in an empty field, where that is all that is left of it."""

_BARE = re.compile(r"[^:?]{1,40}[:]")
_BARE_LINE = re.compile(r"(?:\s*[^\s:.,?!](?:[^:.,?!]{0,38}[^\s:.,?!])?\s*:\s*){1,4}")


def _prompted(found: re.Match[str]) -> str:
    return DATE if (found["what"] or "").lower() == "a date" else BLANK


def following_is_prose(following: Sequence[Tree]) -> bool:
    """Whether what follows a label is no list, table, box, or blank that would belong to it."""
    if not following:
        return True
    if following[0]["t"] == "Header":
        return True
    if following[0]["t"] not in ("Para", "Plain"):
        return False
    text = inline_text(following[0]["c"]).strip()
    return bool(re.search(r"\w", text)) and not _BOX.match(text) and not _BLANK.match(text) and CHOICES not in text


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


_SCALE = re.compile(r"(?P<label>.{3,}?[?:.]?)\s+(?P<numbers>\(?[01]\)?(?:[\s/\u2013-]+\(?\d{1,2}\)?){2,9})\s*")
"""A question with a row of numbers to choose from."""


def _with_labels_above(blocks: Iterable[Tree]) -> Iterable[Tree]:
    """The same blocks; where a line to write on has its words below it, as for signatures, they come before it."""
    given = list(blocks)
    at = 0
    while at < len(given):
        before, line, below = (_line(given[one]) if 0 <= one < len(given) else "" for one in (at - 1, at, at + 1))
        is_room = bool(_BLANK.search(line)) and not re.search(r"\w", _BLANK.sub("", line))
        is_label = 0 < len(below.split()) <= _MOST_BELOW and not re.search(r"[.:?]\s*$", below)
        asked_above = before.rstrip().endswith(_ENDS) or _BLANK.search(before)
        if is_room and is_label and not asked_above and not _BLANK.search(below) and not _BOX.search(below):
            yield {"t": "Para", "c": [*content_of(given[at + 1]), {"t": "Str", "c": f": {BLANK}"}]}
            at += 2
            continue
        yield given[at]
        at += 1


_MOST_BELOW = 5
"""Words of what stands under a line to write on."""


def _line(block: Tree) -> str:
    return inline_text(content_of(block)).strip() if block["t"] in ("Para", "Plain") else ""


def _asks(block: Tree) -> bool:
    rows = block["c"][1] if block["t"] == "OrderedList" else block["c"]
    texts = ["\n".join(inline_text(one["c"]) for one in item if one["t"] in ("Para", "Plain")) for item in rows]
    tables = any(one["t"] == "Table" for item in rows for one in item)
    drawn = any(_BLANK.search(text) or _BOX.search(text) or CHOICES in text for text in texts)
    return drawn or tables or (len(texts) == 1 and texts[0].rstrip().endswith("?"))


def _option(text: str) -> str:
    shown = " ".join(_BLANK.sub(FIELD, text).split())
    if shown.endswith(FIELD):
        label = shown.removesuffix(FIELD).rstrip(" :")
        return f"{label}: {FIELD}" if label else FIELD
    return shown.replace(FIELD, "…")


def _chooses_one(question: str, options: Sequence[str]) -> bool:
    plain = {option.lower().strip(" .") for option in options}
    return len(options) > 1 and (bool(_ONE.search(question)) or plain <= _YES_NO)


def _can_label(label: str) -> bool:
    words = label.strip(" *").split()
    is_asked = label.rstrip("* ").endswith(_ENDS)
    return (
        0 < len(words) <= (40 if is_asked else 8)
        and not (re.search(r"[.!]\s", label) and not is_asked)
        and label[:1] not in ",;."
    )


_EMPHASIS = re.compile(r"(\\.)|\*+")
"""The stars of emphasis; those that people typed have a backslash, and one behind a question asks for an answer."""


def _label(text: str) -> str:
    """``text`` as a label: with the sign at its end by which the grammar knows it."""
    plain = _EMPHASIS.sub(r"\1", text).strip().removesuffix("-").strip()
    plain = re.sub(r"^[-+•]\s+", "", plain)
    return plain if plain.endswith(_ENDS) or not plain else f"{plain.rstrip('.,;')}:"


_TYPES = (
    (re.compile(r"\b(signature|signed|firma|sign here)\b", re.IGNORECASE), "signature"),
    (re.compile(r"\b(e-?mail|correo)\b", re.IGNORECASE), "email"),
    (re.compile(r"\b(phone|telephone|tel|cell|teléfono)\b", re.IGNORECASE), "tel"),
    (re.compile(r"\b(date|fecha)\b", re.IGNORECASE), "date"),
)


def _attributes(label: str, sign: str) -> str:
    if DATE in sign:
        return " {type=date}"
    if len(label.split()) > 5:
        return ""
    return next((f" {{type={kind}}}" for pattern, kind in _TYPES if pattern.search(label)), "")


def _quotable(text: str) -> str:
    return text.replace('"', "'").replace("{", "(").replace("}", ")")


def _is_head(grid: Grid, at: int) -> bool:
    """Whether a row names the columns of the empty rows that follow it, to the end."""
    below = [cell.text for row in grid.rows[at + 1 :] for cell in row]
    return len(grid.rows) > at + 2 and all(cell.text for cell in grid.rows[at]) and not any(below) and grid.width > 1


def _has_corner(grid: Grid) -> bool:
    """Whether the first row names columns and the first column rows, with nothing where they meet, or within."""
    names = [*(cell.text for cell in grid.rows[0][1:]), *(row[0].text for row in grid.rows[1:])]
    within = [cell.text for row in grid.rows[1:] for cell in row[1:]]
    is_open = not any(re.search(r"\w", _BLANK.sub("", text)) for text in within)
    return len(grid.rows) > 2 and not grid.rows[0][0].text and all(names) and is_open


def _is_rating(grid: Grid) -> bool:
    heads = [cell.text for cell in grid.rows[0][1:]]
    below = [cell.text for row in grid.rows[1:] for cell in row[1:]]
    boxes = all(not text or _BOX.fullmatch(f"{text} ") for text in below)
    asked = all(row[0].text for row in grid.rows[1:])
    return len(heads) > 1 and boxes and asked and (any(below) or all(_RATING.fullmatch(head.strip()) for head in heads))
