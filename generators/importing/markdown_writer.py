"""Writes pandoc's document tree as the Markdown that the kit reads, with its own pictures, links, notes, and tables.

The tree is pandoc's JSON (pandoc-types 1.23): each element is ``{"t": kind, "c": content}``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import Any

from msgspec import Struct, field

from generators.importing.draft import RemarkKind
from generators.importing.signs import BOX, CAPTION, as_shown
from generators.importing.tables import Grid, grid_of, has_header
from generators.importing.tree import Tree, content_of, inline_text, plain_text
from generators.markup.element import Markup, element
from generators.reading.links import is_safe_link

LONGEST = 4000
"""Characters of a line; a longer paragraph goes on in the next one."""

INDENT = "    "
_SPECIAL = re.compile(r"[\\`*\[\]]|(?<![^\W_])_|_(?![^\W_])")
_REFERENCES = {"<": "&lt;", "{": "&#123;", "~~": "&#126;&#126;"}
_REFERENCE = re.compile(r"<|\{|~~|&(?=#?\w+;)")
_LINE_START = re.compile(r"(?P<sign>#{1,6}(?=\s)|>|\+(?=\s)|={2,}|-{3,}|!{3}|\?{3}|:{3,}|~{3,}|\||:(?=\s))")
_YEAR = re.compile(r"(\d{3,9})([.)])(?=\s)")
"""What would begin a list at that number."""

_BULLET = re.compile(r"[•·▪●◦‣\u2013\u2014-][ \t\u00a0]+|o[\t\u00a0]+")
_EDGES = re.compile(r"^(?:\s|<br>)+|(?:\s|<br>)+$")
_BOX = re.compile(rf"[{BOX}☐□◻❏❑▢]\s*")


class Surroundings(Struct, frozen=True):
    """What a page knows of the rest: ``address`` of a link within the document, ``picture`` of a file in it.

    Both give an empty text for what is not there; ``say`` takes a remark, as its kind and its message.
    """

    address: Callable[[str], str]
    picture: Callable[[str, str], str]
    say: Callable[[RemarkKind, str], None]


class MarkdownWriter(Struct):
    """Writes one page; footnotes are gathered, and stand at its end."""

    around: Surroundings
    notes: list[str] = field(default_factory=list)
    tables: int = 0
    in_table: bool = False
    anchors: frozenset[str] = frozenset()

    def page(self, blocks: Sequence[Tree]) -> str:
        """The text of a page."""
        lines = self.blocks(blocks)
        notes = [f"[^{number}]: {text}" for number, text in enumerate(self.notes, 1)]
        return (
            "\n".join([*lines, *([""] if notes else []), *chain.from_iterable((note, "") for note in notes)]).rstrip()
            + "\n"
        )

    def blocks(self, blocks: Iterable[Tree]) -> list[str]:
        """The lines of ``blocks``, an empty one between two of them."""
        lines: list[str] = []
        for block in _gathered(blocks):
            made = self.block(block)
            if made:
                lines.extend(["", *made] if lines else made)
        return lines

    def block(self, block: Tree) -> list[str]:
        content = content_of(block)
        match block["t"]:
            case "Para" | "Plain":
                text = self.inlines(content)
                return self.paragraph(
                    _marked("*", text) if CAPTION in inline_text(content) and "*" not in text else text
                )
            case "Header":
                return self.heading(content)
            case "BulletList":
                return self.listed(content, lambda _: "-")
            case "OrderedList":
                start = content[0][0]
                return self.listed(content[1], lambda at: f"{start + at}.")
            case "BlockQuote":
                return [f"> {line}".rstrip() for line in self.blocks(content)]
            case "CodeBlock":
                return ["```", *content[1].split("\n"), "```"]
            case "Table":
                return self.table(grid_of(content))
            case "Figure":
                return self.figure(content)
        return self.other(block["t"], content)

    def other(self, kind: str, content: Any) -> list[str]:
        match kind:
            case "HorizontalRule":
                return ["---"]
            case "Div":
                return self.blocks(content[1])
            case "LineBlock":
                return self.paragraph("  \n".join(self.inlines(line) for line in content))
            case "DefinitionList":
                return self.blocks(chain.from_iterable(_defined(term, told) for term, told in content))
            case "Tasks":
                return [f"- [ ] {self.inlines(item).lstrip()}".rstrip() for item in content]
            case "RawBlock":
                text = re.sub(r"<!--.*?-->|<[^>]*>", " ", content[1], flags=re.DOTALL).strip()
                return self.paragraph(escaped(" ".join(text.split())))
        return []

    def heading(self, content: Any) -> list[str]:
        level, (identity, _, _), inlines = content
        text = self.inlines(inlines).replace("\n", " ").replace("**", "").strip()
        own = f" {{#{identity}}}" if identity in self.anchors else ""
        return [f"{'#' * min(level, 6)} {' '.join(text.split())}{own}"] if text else []

    def paragraph(self, text: str) -> list[str]:
        """A paragraph as lines, none of which begins something else by chance."""
        lines = [part for line in text.strip().split("\n") for part in _cut(line)]
        lines = [_YEAR.sub(r"\1\\\2", line, count=1) if _YEAR.match(line) else line for line in lines]
        return [
            _LINE_START.sub(lambda found: f"\\{found['sign']}", line, count=1) if _LINE_START.match(line) else line
            for line in lines
            if line.strip()
        ]

    def listed(self, items: Sequence[Sequence[Tree]], mark: Callable[[int], str]) -> list[str]:
        lines: list[str] = []
        is_loose = any(sum(block["t"] in ("Para", "Plain") for block in item) > 1 for item in items)
        for at, item in enumerate(items):
            sign = mark(at)
            inside = self.blocks(item) or [""]
            if not is_loose:
                inside = _closed_up(inside) or [""]
            width = max(len(sign) + 1, len(INDENT))
            first = f"{sign} {inside[0]}"
            lines.extend([first, *(f"{' ' * width}{line}" if line else "" for line in inside[1:])])
            if is_loose and at + 1 < len(items):
                lines.append("")
        return lines

    def figure(self, content: Any) -> list[str]:
        _, (_, caption), blocks = content
        lines = self.blocks(blocks)
        said = self.blocks(caption)
        emphasized = [f"*{line.strip('*')}*" if line and "*" not in line.strip("*") else line for line in said]
        return [*lines, *([""] if lines and said else []), *emphasized]

    def table(self, grid: Grid) -> list[str]:
        """A table; one of a single cell or column is a box, and a row of long texts are columns of a page."""
        self.tables += 1
        if grid.nested:
            self.around.say("look", f"table {self.tables}: a table inside of it became lines of text")
        if grid.width == 1 or grid.is_layout:
            if grid.width > 1:
                self.around.say("changed", f"table {self.tables}: its columns of text stand one below the other")
            blocks = [block for row in grid.rows for cell in row for block in cell.blocks]
            lines = self.blocks(blocks)
            return lines if grid.is_layout else [f"> {line}".rstrip() for line in lines]
        if grid.merged:
            self.around.say(
                "changed",
                f"table {self.tables}: merged cells stand apart now, their words in each row that they were for",
            )
        caption = self.blocks(grid.caption)
        rows = [[self.cell(cell.blocks) for cell in row] for row in grid.rows]
        head = rows.pop(0) if has_header(grid) else [""] * grid.width
        lines = [_row(head), _row(["---"] * grid.width), *map(_row, rows)]
        return [*caption, *([""] if caption else []), *lines]

    def cell(self, blocks: Sequence[Tree]) -> str:
        """The blocks of a cell on one line."""
        before, self.in_table = self.in_table, True
        parts = [part for block in blocks for part in self._in_cell(block)]
        self.in_table = before
        return _EDGES.sub("", str(element("br")).join(part for part in parts if part))

    def _in_cell(self, block: Tree) -> list[str]:
        content = content_of(block)
        match block["t"]:
            case "BulletList":
                return [f"• {self.cell(item)}" for item in content]
            case "OrderedList":
                return [f"{content[0][0] + at}\\. {self.cell(item)}" for at, item in enumerate(content[1])]
            case "Table":
                return [" ".join(self.cell(cell.blocks) for cell in row) for row in grid_of(content).rows]
            case "BlockQuote" | "Div":
                return [self.cell(content if block["t"] == "BlockQuote" else content[1])]
        return [line.strip() for line in self.block(block)]

    def inlines(self, inlines: Iterable[Tree]) -> str:
        return "".join(map(self.inline, inlines))

    def inline(self, one: Tree) -> str:
        content = content_of(one)
        match one["t"]:
            case "Str":
                return self.text(content)
            case "Space" | "SoftBreak":
                return " "
            case "LineBreak":
                return str(element("br")) if self.in_table else "  \n"
            case "Emph":
                return _marked("*", self.inlines(content))
            case "Strong":
                return _marked("**", self.inlines(content))
            case "Strikeout":
                return _marked("~~", self.inlines(content))
            case "Superscript" | "Subscript":
                return str(element("sup" if one["t"] == "Superscript" else "sub", {}, Markup(self.inlines(content))))
            case "Code":
                return _code(content[1], in_table=self.in_table)
            case "Math":
                self.around.say("look", f"a formula stands as its TeX text: {content[1][:60]}")
                return _code(content[1], in_table=self.in_table)
        return self.rare_inline(one["t"], content)

    def rare_inline(self, kind: str, content: Any) -> str:
        match kind:
            case "Link":
                return self.link(content)
            case "Image":
                (_, _, _), words, (source, _) = content
                return self.around.picture(source, plain_text(words))
            case "Note":
                self.notes.append(" ".join(" ".join(self.blocks(content)).split()))
                return f"[^{len(self.notes)}]"
            case "Quoted":
                sign = {"SingleQuote": "\u2018\u2019", "DoubleQuote": "“”"}[content[0]["t"]]
                return f"{sign[0]}{self.inlines(content[1])}{sign[1]}"
            case "Span" | "Cite":
                return self.inlines(content[1])
            case "Underline" | "SmallCaps":
                return self.inlines(content)
            case "RawInline":
                return " " if re.fullmatch(r"<br\s*/?>", content[1]) else ""
        return ""

    def text(self, text: str) -> str:
        made = escaped(as_shown(text))
        return made.replace("|", "\\|") if self.in_table else made

    def link(self, content: Any) -> str:
        _, inlines, (target, _) = content
        words = self.inlines(inlines).strip()
        if target.startswith("#"):
            target = self.around.address(target[1:])
        elif not is_safe_link(target) or target.startswith("//"):
            self.around.say(
                "look", f'the link of "{plain_text(inlines)[:60]}" leads to a computer of its own: {target[:80]}'
            )
            target = ""
        if not target or not words:
            return words
        if target == inline_text(inlines) and re.match(r"https?://[^\s<>]+$", target):
            return f"<{target}>"
        address = target.replace(" ", "%20").replace("(", "%28").replace(")", "%29").replace("|", "%7C")
        return f"[{words}]({address})"


def _gathered(blocks: Iterable[Tree]) -> Iterable[Tree]:
    """The same blocks; lines with typed bullets are one list, and lines with boxes one of things to do."""
    row: list[Tree] = []
    kind = ""
    for block in [*blocks, None]:
        found = _typed(block) if block is not None else ""
        if row and found != kind:
            yield _list_of(kind, row)
            row = []
        kind = found
        if block is not None and found:
            row.append(block)
        elif block is not None:
            yield block


def _typed(block: Tree) -> str:
    if block["t"] not in ("Para", "Plain") or not block["c"]:
        return ""
    text = inline_text(block["c"])
    if _BULLET.match(text) and text[1:].strip():
        return "bullets"
    return "tasks" if _BOX.match(text) and text[1:].strip() and not _BOX.search(text, 1) else ""


def _list_of(kind: str, row: list[Tree]) -> Tree:
    pattern = _BULLET if kind == "bullets" else _BOX
    items = [_without_start(block["c"], pattern) for block in row]
    return (
        {"t": "Tasks", "c": items}
        if kind == "tasks"
        else {"t": "BulletList", "c": [[{"t": "Plain", "c": item}] for item in items]}
    )


def _without_start(inlines: Sequence[Tree], pattern: re.Pattern[str]) -> list[Tree]:
    """``inlines`` without what ``pattern`` finds at the beginning of their text."""
    found = pattern.match(inline_text(inlines))
    left = found.end() if found else 0
    rest: list[Tree] = []
    for one in inlines:
        text = inline_text([one])
        if left <= 0:
            rest.append(one)
        elif left < len(text) and one["t"] == "Str":
            rest.append({"t": "Str", "c": text[left:]})
        elif left < len(text) and one["t"] in ("Strong", "Emph", "Underline"):
            rest.append({"t": one["t"], "c": _without_start(one["c"], pattern)})
        left -= len(text)
    return rest


def _defined(term: Sequence[Tree], told: Sequence[Sequence[Tree]]) -> list[Tree]:
    return [{"t": "Para", "c": [{"t": "Strong", "c": term}]}, *chain.from_iterable(told)]


def _closed_up(lines: Sequence[str]) -> list[str]:
    return [line for line in lines if line]


def _cut(line: str) -> list[str]:
    """``line`` in several, at spaces, if it is longer than anybody can edit."""
    parts: list[str] = []
    while len(line) > LONGEST:
        at = line.rfind(" ", LONGEST // 2, LONGEST)
        if at < 0:
            break
        parts.append(line[:at])
        line = line[at + 1 :]
    return [*parts, line]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(' '.join(cell.split()) for cell in cells)} |"


def _marked(sign: str, text: str) -> str:
    """``text`` between two signs, which touch its words; each line has its own."""
    lines = []
    for line in text.split("  \n"):
        inside = line.strip()
        if not inside or not re.search(r"\w", inside):
            lines.append(line)
            continue
        start, end = line[: len(line) - len(line.lstrip())], line[len(line.rstrip()) :]
        lines.append(f"{start}{sign}{inside}{sign}{end}")
    return "  \n".join(lines)


def _code(text: str, *, in_table: bool) -> str:
    plain = " ".join(text.split())
    fence = "``" if "`" in plain else "`"
    padding = " " if fence == "``" else ""
    shown = plain.replace("|", "\\|") if in_table else plain
    return f"{fence}{padding}{shown}{padding}{fence}" if plain else ""


def escaped(text: str) -> str:
    """``text`` so that Markdown shows exactly these letters, and an editor can still read them."""
    shown = _SPECIAL.sub(lambda found: f"\\{found[0]}", text)
    return _REFERENCE.sub(lambda found: _REFERENCES.get(found[0], "&amp;"), shown)
