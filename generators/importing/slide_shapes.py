"""Reads the shapes of one slide in reading order, and says what of them has no place in an outline."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import cast

from msgspec import Struct, field
from pptx.shapes.base import BaseShape
from pptx.shapes.group import GroupShape
from pptx.slide import Slide as OpenedSlide

from generators.decks.slideshow.content import Run, SlideParagraph
from generators.importing.deck_outline import Block, ImportedPicture, ImportedTable, ImportedText
from generators.importing.draft import RemarkKind
from generators.importing.picture_files import Crop, digest
from generators.importing.reading_order import Area, in_reading_order
from generators.importing.slide_data import read_chart, read_diagram, read_table
from generators.importing.slide_elements import (
    FEET,
    TITLES,
    alternative_text,
    crop_of,
    held,
    is_hidden,
    largest_letters,
    link_of,
    placeholder_index,
    placeholder_kind,
)
from generators.importing.slide_pictures import SlidePictures, description
from generators.importing.slide_text import TextSource, plain_text, read_paragraphs
from generators.model.replacing import replace
from generators.ooxml.relationships import Relationship
from generators.ooxml.xml import NAMESPACES, Element, local_name, parsed, qualified
from generators.packs.photos import UnusablePicture
from generators.reading.links import LINK_SCHEMES, scheme_of

_ICON = 0.01
"""The part of a slide that a picture covers, if it is no more than a sign beside words."""

_DRAWN = 6
"""How many lines and shapes without words make a drawing."""

_SVG_BLIP = f"{{{NAMESPACES['asvg']}}}svgBlip"


class Piece(Struct, frozen=True):
    """What one shape says: its ``blocks``, where it stands, and its placeholder's index, if it is one.

    ``letters`` is the size of its largest letters, in hundredths of a point.
    """

    blocks: tuple[Block, ...]
    area: Area
    index: int | None = None
    letters: int = 0

    @property
    def is_text(self) -> bool:
        return all(isinstance(block, ImportedText) for block in self.blocks)


class Surroundings(Struct, frozen=True):
    """What holds for all slides of a deck: text styles of the file, its pictures' files, and pictures that are logos.

    ``unfollowed`` leads out of the deck, by part and relationship; ``size`` is a slide's, wide and high.
    """

    styles: Sequence[Element]
    pictures: SlidePictures
    logos: frozenset[str]
    unfollowed: Mapping[str, Mapping[str, Relationship]]
    size: tuple[int, int]
    rtl: bool = False


class ShapeReader(Struct):
    """Reads the shapes of the slide ``number``; ``left_out``, ``changed``, and ``look`` say what became of them."""

    slide: OpenedSlide
    number: int
    deck: Surroundings
    remark: Callable[[RemarkKind, str], None]
    drawn: int = 0
    feet: list[str] = field(default_factory=list)

    def pieces(self) -> list[Piece]:
        """All that is no title: what stands in placeholders, as the file orders it, and then the rest by its place.

        In the file's order, PowerPoint and screen readers read a slide aloud.
        """
        found = self._pieces(self.slide.shapes)
        placed = [piece for piece in found if piece.index is not None]
        free = in_reading_order([piece for piece in found if piece.index is None], _area, rtl=self.deck.rtl)
        if self.drawn >= _DRAWN:
            self.remark(
                "left-out", "a drawing of lines and shapes: its words are kept; make a picture of it to show it"
            )
        return [*placed, *free]

    def _pieces(self, shapes: Iterable[BaseShape]) -> list[Piece]:
        found = []
        for shape in shapes:
            kind = placeholder_kind(shape.element)
            if kind in FEET:
                said = " ".join(
                    node.text or "" for node in shape.element.iterfind(f".//{qualified('a:r')}/{qualified('a:t')}")
                )
                self.feet += [" ".join(said.split())] if kind != "sldNum" else []
            elif kind not in TITLES:
                blocks = self._seen(shape, tuple(self._blocks(shape)))
                index = placeholder_index(shape.element) if kind is not None else None
                found += [Piece(blocks, area_of(shape), index, largest_letters(shape.element))] if blocks else []
        return found

    def _seen(self, shape: BaseShape, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        """``blocks``, unless nobody who looks at the slide sees them; with the link that a click on them follows."""
        area, (wide, high) = area_of(shape), self.deck.size
        beside = area.width > 0 and (area.right <= 0 or area.bottom <= 0 or area.left >= wide or area.top >= high)
        if blocks and (is_hidden(shape.element) or (beside and placeholder_kind(shape.element) is None)):
            where = "beside the slide" if beside else "hidden on the slide"
            self.remark("left-out", f"what is {where}: “{text_of_blocks(blocks) or 'a picture'}”")
            return ()
        address = self.address(link_of(shape.element)) if link_of(shape.element) else ""
        if address and not all(isinstance(block, ImportedText) for block in blocks):
            self.remark("left-out", f"the link of a picture, '{address[:200]}'")
        return tuple(linked(block, address) for block in blocks) if address else blocks

    def _blocks(self, shape: BaseShape) -> Iterator[Block]:
        match local_name(shape.element):
            case "grpSp":
                together = cast(GroupShape, shape).shapes
                inner = in_reading_order(self._pieces(together), _area, rtl=self.deck.rtl)
                yield from (block for piece in inner for block in piece.blocks)
            case "pic":
                yield from self._picture(shape)
            case "graphicFrame":
                yield from self._graphic(shape)
            case "sp":
                yield from self._text(shape)
            case _:
                self.drawn += 1

    def _text(self, shape: BaseShape) -> Iterator[Block]:
        body = shape.element.find(qualified("p:txBody"))
        said = read_paragraphs(body, self.source(shape)) if body is not None else ()
        blip = shape.element.find(f"{qualified('p:spPr')}/{qualified('a:blipFill')}/{qualified('a:blip')}")
        if blip is not None:
            yield from self._shown(shape, blip)
        if said:
            yield ImportedText(said)
        elif blip is None and placeholder_kind(shape.element) is None:
            self.drawn += 1

    def source(self, shape: BaseShape) -> TextSource:
        """How the text of ``shape`` is read: its own styles, its layout's, its master's, and the file's."""
        kind, styles = placeholder_kind(shape.element), []
        own = shape.element.find(f"{qualified('p:txBody')}/{qualified('a:lstStyle')}")
        styles += [own] if own is not None else []
        if kind is not None:
            styles += self._inherited(shape, kind)
        else:
            styles += self._master_style("otherStyle")
        return TextSource((*styles, *self.deck.styles), self.address)

    def _inherited(self, shape: BaseShape, kind: str) -> Iterator[Element]:
        index = placeholder_index(shape.element)
        for place in held(self.slide.slide_layout.element):
            style = place.find(f"{qualified('p:txBody')}/{qualified('a:lstStyle')}")
            if placeholder_index(place) == index and style is not None:
                yield style
        yield from self._master_style("titleStyle" if kind in TITLES else "bodyStyle")

    def _master_style(self, name: str) -> list[Element]:
        master = self.slide.slide_layout.slide_master.element
        found = master.find(f"{qualified('p:txStyles')}/{qualified(f'p:{name}')}")
        return [found] if found is not None else []

    def address(self, relationship: str) -> str:
        """Where a link leads, if that is on the web, or to a mailbox or a telephone."""
        row = self._row(relationship)
        if row is None or not relationship:
            return ""
        if row.is_external and scheme_of(row.target) in LINK_SCHEMES:
            return row.target
        where = "another slide" if row.kind == "slide" else f"'{row.target[:80]}'"
        self.remark("left-out", f"a link to {where}; its words are kept")
        return ""

    def _row(self, relationship: str) -> Relationship | None:
        """What leads out of the deck under the name ``relationship``."""
        return self.deck.unfollowed.get(part_name(self.slide), {}).get(relationship)

    def _graphic(self, shape: BaseShape) -> Iterator[Block]:
        graphic = next(shape.element.iter(qualified("a:graphicData")), None)
        kind = graphic.get("uri", "").rpartition("/")[2] if graphic is not None else ""
        if graphic is None:
            return
        if kind == "table":
            yield from self._table(graphic)
        elif kind in ("chart", "chartex"):
            yield from self._chart(graphic, description(alternative_text(shape.element)).words)
        elif kind == "diagram":
            yield from self._diagram(graphic, shape)
        else:
            yield from self._embedded(graphic, shape)

    def _table(self, graphic: Element) -> Iterator[Block]:
        table, joined = read_table(graphic, TextSource((), self.address))
        if joined:
            self.remark("changed", "a table has joined cells: their text stands in the first of them")
        if table.rows:
            yield table

    def _chart(self, graphic: Element, described: str) -> Iterator[Block]:
        root = self._part(graphic, "r:id")
        chart = read_chart(root) if root is not None else None
        named = f" '{chart.title}'" if chart is not None and chart.title else ""
        if chart is None or not chart.table.rows:
            self.remark("left-out", f"a chart{named}: the file does not hold its figures")
            return
        message = f"the chart{named} became a table of its figures; save it as a picture to show it as it was"
        message += f". Its description was: “{described}”" if described else ""
        self.remark("changed", message if chart.whole else f"{message}. Only its first rows are kept")
        if chart.title and chart.title not in text_of_blocks((chart.table,)):
            yield ImportedText((SlideParagraph((Run(chart.title, bold=True),)),))
        yield chart.table

    def _diagram(self, graphic: Element, shape: BaseShape) -> Iterator[Block]:
        root = self._part(graphic, "r:dm")
        points = read_diagram(root, self.source(shape)) if root is not None else ()
        if points:
            self.remark("changed", "a diagram (SmartArt) became a list of its words")
            yield ImportedText(points)
        else:
            self.remark("left-out", "a diagram (SmartArt) without words")

    def _part(self, graphic: Element, key: str) -> Element | None:
        """The part that a graphic refers to."""
        found = next((node.get(qualified(key)) for node in graphic.iter("{*}*") if node.get(qualified(key))), "")
        data = self.bytes_of(found or "")
        return parsed(data) if data else None

    def bytes_of(self, relationship: str) -> bytes:
        """What the file holds under the name ``relationship``; empty when it was left behind."""
        rows = self.slide.part.rels
        return rows[relationship].target_part.blob if relationship in rows else b""

    def _embedded(self, graphic: Element, shape: BaseShape) -> Iterator[Block]:
        program = next((node.get("progId", "") for node in graphic.iter("{*}oleObj")), "")
        what = f"an embedded file ({program.partition('.')[0]})" if program else "an embedded object"
        blip = None if self._is_icon(shape) else next(graphic.iter(qualified("a:blip")), None)
        self.remark("left-out", f"{what}{': its picture stays, if it can be shown' if blip is not None else ''}")
        if blip is not None:
            yield from self._shown(shape, blip)

    def _picture(self, shape: BaseShape) -> Iterator[Block]:
        media = next((node for node in shape.element.iter("{*}videoFile", "{*}audioFile", "{*}quickTimeFile")), None)
        if media is not None:
            yield from self._media(shape, media)
            return
        blip = next(shape.element.iter(qualified("a:blip")), None)
        if blip is not None:
            yield from self._shown(shape, blip)

    def _media(self, shape: BaseShape, media: Element) -> Iterator[Block]:
        kind = "a sound" if local_name(media) == "audioFile" else "a film"
        row = self._row(media.get(qualified("r:link"), ""))
        is_on_web = row is not None and row.is_external and scheme_of(row.target) in LINK_SCHEMES
        if row is not None and is_on_web:
            self.remark("changed", f"{kind} on the web ('{row.target[:80]}') became a link to it")
            yield ImportedText((SlideParagraph((Run(shape.name, href=row.target),)),))
        else:
            self.remark("left-out", f"{kind} ('{shape.name[:80]}'): put it on the web, and link to it")

    def _shown(self, shape: BaseShape, blip: Element) -> Iterator[Block]:
        """The picture in ``blip``, unless it is a logo or a sign, or cannot be shown."""
        relationship = blip.get(qualified("r:embed"), "")
        data = self.bytes_of(relationship)
        said = description(alternative_text(shape.element))
        named = f" ('{said.words[:80]}')" if said.words else ""
        if not data:
            self._not_there(blip, named)
        elif digest(data) not in self.deck.logos:
            if self._is_icon(shape) and not said.words:
                self.remark("left-out", "a small picture beside the text, without a description")
                return
            yield from self._file(shape, blip, data, named)

    def _not_there(self, blip: Element, named: str) -> None:
        row = self._row(blip.get(qualified("r:link"), "") or blip.get(qualified("r:embed"), ""))
        if row is not None and row.is_external:
            message = f"a picture{named} that lies elsewhere ('{row.target[:80]}'): nothing was fetched"
            self.remark("left-out", f"{message}; save it, and put it in")
        elif row is not None:
            self.remark("left-out", f"a picture{named}: it is too large, or the file does not hold it")

    def _file(self, shape: BaseShape, blip: Element, data: bytes, named: str) -> Iterator[Block]:
        crop = crop_of(blip, float(getattr(shape, "rotation", 0.0)))
        drawing = next((self.bytes_of(node.get(qualified("r:embed"), "")) for node in blip.iter(_SVG_BLIP)), b"")
        choices = [drawing, data] if drawing and crop == Crop() else [data]
        for number, choice in enumerate(choices, 1):
            try:
                path, lost = self.deck.pictures.add(f"slide-{self.number}", choice, crop)
            except UnusablePicture as reason:
                if number == len(choices):
                    self.remark("left-out", f"a picture{named}: {reason}; {reason.hint}")
                continue
            shown = path.relative_to("content").as_posix()
            if lost:
                self.remark("look", f"the picture '{shown}': {lost}")
            yield self._described(shape, shown)
            return

    def _described(self, shape: BaseShape, source: str) -> ImportedPicture:
        said = description(alternative_text(shape.element))
        decorative = any(node.get("val") in ("1", "true") for node in shape.element.iter(qualified("adec:decorative")))
        if said.guessed and said.words:
            self.remark("look", f"a program described the picture '{source}': “{said.words[:200]}”. Is that right?")
        if not said.words and not decorative:
            self.remark("look", f"the picture '{source}' has no description: write what it shows")
        return ImportedPicture(source, said.words, decorative)

    def _is_icon(self, shape: BaseShape) -> bool:
        wide, high = self.deck.size
        area = area_of(shape)
        return area.width * area.height < _ICON * wide * high


def _area(piece: Piece) -> Area:
    return piece.area


def area_of(shape: BaseShape) -> Area:
    """Where the shape stands, as its layout says if it does not, in English Metric Units."""
    return Area(*(float(side or 0) for side in (shape.left, shape.top, shape.width, shape.height)))


def linked(block: Block, address: str) -> Block:
    """A text of which each run that leads nowhere leads to ``address``."""
    if not isinstance(block, ImportedText):
        return block
    lines = (
        replace(line, runs=tuple(replace(run, href=run.href or address) for run in line.runs))
        for line in block.paragraphs
    )
    return replace(block, paragraphs=tuple(lines))


def part_name(slide: OpenedSlide) -> str:
    return str(slide.part.partname).lstrip("/")


def text_of_blocks(blocks: Iterable[Block]) -> str:
    """All words of ``blocks`` in one line."""
    said = []
    for block in blocks:
        match block:
            case ImportedText(paragraphs):
                said.append(plain_text(paragraphs))
            case ImportedTable(rows):
                said += [plain_text(cell) for row in rows for cell in row]
            case ImportedPicture(_, alt):
                said.append(alt)
    return " ".join(filter(None, said))
