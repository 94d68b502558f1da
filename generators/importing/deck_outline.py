"""Writes an imported deck as an outline: its front matter, sections, slides, points, tables, pictures, and notes.

What letters of the deck would mean in Markdown is taken from them, and no more than that, so that people can go on
writing in the outline.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import PurePosixPath
from urllib.parse import quote

from msgspec import Struct, field

from generators.decks.slideshow.content import Paragraphs, Run, SlideParagraph
from generators.markup.element import Markup, element
from generators.model.replacing import replace
from generators.reading.links import LINK_SCHEMES, scheme_of


class ImportedText(Struct, frozen=True):
    """Paragraphs that stand together; ``quoted`` are somebody's words."""

    paragraphs: Paragraphs
    quoted: bool = False


class ImportedTable(Struct, frozen=True):
    """A table, its head row first; each cell is a few paragraphs."""

    rows: tuple[tuple[Paragraphs, ...], ...]


class ImportedPicture(Struct, frozen=True):
    """A picture by its ``source`` in the folder of the pages."""

    source: str
    alt: str
    decorative: bool = False


_BREAK = str(element("br"))

Block = ImportedText | ImportedTable | ImportedPicture


class ImportedSlide(Struct, frozen=True):
    """A slide as the outline will have it. ``second`` stands in a column beside ``blocks``, where there is one.

    ``section`` is the name of a section that begins here without a slide of its own; ``opens`` says that the slide
    itself begins one. ``layout`` and ``minutes`` are written behind its heading.
    """

    title: str
    blocks: tuple[Block, ...] = ()
    second: tuple[Block, ...] = ()
    notes: Paragraphs = ()
    layout: str = ""
    minutes: str = ""
    section: str = ""
    opens: bool = False


class ImportedDeck(Struct, frozen=True):
    """All of a deck. ``cover`` is its first slide, if that only names it; ``keys`` stand above the outline."""

    keys: Mapping[str, str]
    cover: ImportedSlide | None
    slides: Sequence[ImportedSlide] = field(default_factory=tuple)


def described(slide: ImportedSlide) -> ImportedSlide:
    """A picture without a description stands there with its slide's title, so that the deck can be built."""

    def worded(block: Block) -> Block:
        if not isinstance(block, ImportedPicture) or block.alt or block.decorative:
            return block
        return replace(block, alt=slide.title)

    return replace(slide, blocks=tuple(map(worded, slide.blocks)), second=tuple(map(worded, slide.second)))


def deck_stem(name: str) -> str:
    """The file's name as an address can hold it."""
    plain = re.sub(r"[\W_]+", "-", PurePosixPath(name.replace("\\", "/")).stem.casefold()).strip("-")
    return plain[:60].rstrip("-") or "deck"


def outline_of(deck: ImportedDeck) -> str:
    """The outline's Markdown."""
    parts = [_front_matter(deck.keys)]
    if deck.cover is not None:
        parts += _content(deck.cover)
    for slide in deck.slides:
        if slide.section:
            parts.append(f"# {title_in_markdown(slide.section)} {{slide=no}}")
        parts.append(_heading(slide))
        parts += _content(slide)
    return "\n\n".join(parts) + "\n"


def _front_matter(keys: Mapping[str, str]) -> str:
    said = [f"{key}: {_quoted(value)}" for key, value in keys.items() if value]
    hint = "# minutes: 60   (how long it takes: give each slide its own, as in {minutes=5}, and write their sum here)"
    return "\n".join(("---", *said, hint, "---"))


_PLAIN_VALUE = re.compile(r"[^\W\d_](?:[\w ,.()'?/-]*[\w.?)])?")


def _quoted(value: str) -> str:
    """``value`` as YAML reads it letter for letter."""
    if _PLAIN_VALUE.fullmatch(value) and value.lower() not in ("yes", "no", "true", "false", "null", "on", "off"):
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _heading(slide: ImportedSlide) -> str:
    options = [f"layout={slide.layout}"] if slide.layout else []
    options += [f"minutes={slide.minutes}"] if slide.minutes else []
    behind = f" {{{' '.join(options)}}}" if options else ""
    return f"{'#' if slide.opens else '##'} {title_in_markdown(slide.title)}{behind}"


def _content(slide: ImportedSlide) -> Iterator[str]:
    yield from filter(None, map(_block, _joined(slide.blocks)))
    if slide.second:
        if not any(_opens_with_heading(block) for block in slide.second):
            yield "---"
        yield from filter(None, map(_block, _joined(slide.second)))
    if slide.notes:
        yield "\n\n".join(("<!-- notes -->", markdown_of(slide.notes), "<!-- /notes -->"))


def _joined(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, texts that follow each other as one, so that their points are one list."""
    for is_plain, group in groupby(blocks, key=lambda block: isinstance(block, ImportedText) and not block.quoted):
        texts = list(group)
        if is_plain:
            yield ImportedText(
                tuple(line for text in texts if isinstance(text, ImportedText) for line in text.paragraphs)
            )
        else:
            yield from texts


def _opens_with_heading(block: Block) -> bool:
    return isinstance(block, ImportedText) and any(paragraph.heading for paragraph in block.paragraphs[:1])


def _block(block: Block) -> str:
    match block:
        case ImportedText(paragraphs, quoted):
            text = markdown_of(paragraphs)
            return "\n".join(f"> {line}".rstrip() for line in text.split("\n")) if quoted else text
        case ImportedTable(rows):
            return _table(rows)
        case ImportedPicture(source, alt, decorative):
            return f"![{_BRACKETS.sub(_BACKSLASHED, in_line(alt))}]({source}){'{.decorative}' if decorative else ''}"


def _table(rows: tuple[tuple[Paragraphs, ...], ...]) -> str:
    width = max(map(len, rows), default=0)
    written = [[_cell(cell) for cell in (*row, *([()] * (width - len(row))))] for row in rows]
    if not width:
        return ""
    head, *body = ("| " + " | ".join(row) + " |" for row in written)
    return "\n".join((head, "|" + " --- |" * width, *body))


def _cell(paragraphs: Paragraphs) -> str:
    marked = (
        ("• " if paragraph.marker == "bullet" else f"{paragraph.number}. " if paragraph.marker == "number" else "")
        + runs_in_markdown(paragraph.runs)
        for paragraph in paragraphs
    )
    return _BREAK.join(marked).replace("|", "&#124;")


def markdown_of(paragraphs: Paragraphs) -> str:
    """Paragraphs and lists, each point at its level."""
    lines: list[str] = []
    levels: list[int] = []
    for paragraph in paragraphs:
        text = runs_in_markdown(paragraph.runs)
        if not text:
            continue
        if paragraph.marker in ("bullet", "number"):
            levels = [*(level for level in levels if level < paragraph.level), paragraph.level]
            lines += [""] if lines and not _is_item(lines[-1]) else []
            sign = "-" if paragraph.marker == "bullet" else f"{paragraph.number}."
            lines.append(f"{'    ' * (len(levels) - 1)}{sign} {at_start(text)}")
        elif paragraph.level and levels:
            lines += ["", f"{'    ' * min(paragraph.level, len(levels))}{at_start(text)}"]
        else:
            levels = []
            lines += ["", f"### {title_in_markdown(paragraph.text)}" if paragraph.heading else at_start(text)]
    return "\n".join(lines).strip("\n")


_ITEM = re.compile(r" *(-|\d+\.) ")


def _is_item(line: str) -> bool:
    return _ITEM.match(line) is not None


_SPECIAL = re.compile(r"[\\`*{}<]|(?<!\w)_|_(?!\w)|&(?=#?\w+;)|\[(?=[^\]]*\]\s*[\[(:{])|\[(?=[ xX]\]|\^)|(?<=\])[(\[]")
_BACKSLASHED = r"\\\g<0>"
_BRACKETS = re.compile(r"(?<!\\)[\[\]]")
_REFERENCES = {"{": "&#123;", "}": "&#125;", "<": "&lt;", "&": "&amp;"}
_START = re.compile(r"(?P<number>\d{1,9})(?=[.)])|[-+>#=:|~!?•●∙·◦‣\u2043▪■\u2013]|[o§](?=  )")


def in_line(text: str) -> str:
    """``text`` so that no markup comes of it inside a line."""
    return _SPECIAL.sub(lambda found: _REFERENCES.get(found[0], f"\\{found[0]}"), re.sub(r"\s+", " ", text)).strip()


def at_start(text: str) -> str:
    """``text``, which is Markdown, so that its first letters begin no list, heading, or box."""
    found = _START.match(text)
    if found is None:
        return text
    if found["number"]:
        return f"{found[0]}\\{text[found.end() :]}"
    rest = text[found.end() :]
    return f"\\{found[0]}{rest}" if found[0] in "-+>#!" else f"&#{ord(found[0])};{rest}"


def title_in_markdown(text: str) -> str:
    return at_start(in_line(text))


def runs_in_markdown(runs: Iterable[Run]) -> str:
    """A line of runs. Emphasis begins and ends at letters, since Markdown has none round spaces."""
    merged = [
        (look, "".join(run.text for run in group))
        for look, group in groupby(runs, key=lambda run: (run.bold, run.italic, run.struck, run.href))
    ]
    written = ""
    for look, text in merged:
        written += _styled(text, look, touching=written[-1:] == "*")
    return re.sub(r"[ \t]+", " ", written).strip().removesuffix(_BREAK).removeprefix(_BREAK).strip()


def _styled(text: str, look: tuple[bool, bool, bool, str], *, touching: bool) -> str:
    bold, italic, struck, href = look
    inner = text.strip()
    if not inner:
        return _BREAK if "\n" in text else " "
    before, after = (" " if text[0].isspace() else ""), (" " if text[-1].isspace() else "")
    shown = _BREAK.join(filter(None, map(in_line, inner.split("\n"))))
    if bold or italic:
        shown = _emphasized(shown, bold=bold, italic=italic, touching=touching and not before)
    shown = str(element("del", {}, Markup(shown))) if struck else shown
    return f"{before}{_linked(shown, href)}{after}"


def _emphasized(shown: str, *, bold: bool, italic: bool, touching: bool) -> str:
    if touching:
        heavy = element("strong", {}, Markup(shown)) if bold else Markup(shown)
        return str(element("em", {}, heavy) if italic else heavy)
    stars = "*" * (2 * bold + italic)
    return f"{stars}{shown.replace(chr(92) + '*', '&#42;').replace(chr(92) + '_', '&#95;')}{stars}"


def _linked(shown: str, href: str) -> str:
    if scheme_of(href) not in LINK_SCHEMES:
        return shown
    address = quote(href, safe="%/:=&?~#+!$,;'@[]*-._")
    shown = _BRACKETS.sub(_BACKSLASHED, shown)
    return f"[{shown}]({address.replace('[', '%5B').replace(']', '%5D').replace('*', '%2A')})"


def plain_paragraph(text: str) -> SlideParagraph:
    return SlideParagraph((Run(text),))
