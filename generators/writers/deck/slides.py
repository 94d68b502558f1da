"""Slides, their notes, and their pictures as parts: every text in its placeholder, the title first in reading order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path

from msgspec import Struct

from generators.decks.slideshow.content import ComposedSlide, Fill, Paragraphs, PictureFill, TableFill, TextFill
from generators.decks.slideshow.design import NOWHERE, Footing, Layout, Placeholder, Role
from generators.model.remembered import remembered, remembered_by_value
from generators.model.replacing import replace
from generators.ooxml.xml import Element, node, root, with_text
from generators.writers.deck import text
from generators.writers.deck.assembly import FIRST_LINK, FIRST_NOTES_LINK
from generators.writers.deck.masters import number_field
from generators.writers.deck.pictures import Media, PictureMaker
from generators.writers.deck.shapes import (
    geometry,
    group_head,
    identity,
    inherited_colors,
    placeholder_head,
    presentation_bytes,
    presentation_part,
    slide_image,
    transform,
)
from generators.writers.deck.text import Voice, table_frame

SVG_BLIP = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
"""The extension that holds an SVG beside its bitmap ([MS-ODRAWXML], svgBlip)."""


_DRAWING = "svg"
_SOME_FILE = Path()
"""Stands for the file of a picture, of which a slide's markup says nothing."""

FOOTER = "\ue000"
"""Stands for the footer in a slide that is kept: the next local's slide differs in nothing else."""


class Reference(Struct, frozen=True):
    """What a slide's markup refers to: an ``address`` on the web, or a picture's ``data`` and its file's ``suffix``."""

    address: str = ""
    data: bytes = b""
    suffix: str = ""


class Drawn(Struct, frozen=True):
    """The markup of a slide, or of its notes, and what it refers to.

    The ids of ``links`` count from ``FIRST_LINK``, in notes from ``FIRST_NOTES_LINK``.
    """

    markup: bytes
    links: tuple[Reference, ...]


def drawn(shown: ComposedSlide, artist: PictureMaker) -> Drawn:
    """One slide; the same slide of the next local is not drawn again."""
    pictures = [fill for fill in shown.fills.values() if isinstance(fill, PictureFill)]
    if not pictures:
        return _without_pictures(shown)
    media = [artist.media(fill.path, fill.box.width) for fill in pictures]
    stand_ins = _stand_ins(media)
    shared = _drawn(_sheet(shown), stand_ins)
    files = {key: data for one, stands in zip(media, stand_ins, strict=True) for key, data in _files(one, stands)}
    links = (replace(link, data=files[link.data, link.suffix]) if link.data else link for link in shared.links)
    return Drawn(shared.markup, tuple(links))


def _stand_ins(media: Sequence[Media]) -> tuple[Media, ...]:
    """The same pictures with numbers for files: locals whose drawings differ in colors alone share a slide's markup."""
    bitmaps: dict[bytes, bytes] = {}
    drawings: dict[bytes, bytes] = {}

    def number(data: bytes, numbers: dict[bytes, bytes]) -> bytes:
        return numbers.setdefault(data, str(len(numbers)).encode())

    return tuple(
        Media(number(one.bitmap, bitmaps), one.suffix, None if one.drawing is None else number(one.drawing, drawings))
        for one in media
    )


def _files(picture: Media, stands: Media) -> Iterator[tuple[tuple[bytes, str], bytes]]:
    """The files of a picture by the numbers that stand for them, and their suffixes."""
    yield (stands.bitmap, picture.suffix), picture.bitmap
    if picture.drawing is not None and stands.drawing is not None:
        yield (stands.drawing, _DRAWING), picture.drawing


@remembered
def _without_pictures(shown: ComposedSlide) -> Drawn:
    return _drawn(_sheet(shown), ())


def _sheet(shown: ComposedSlide) -> _Sheet:
    fills = tuple(
        (role, replace(fill, path=_SOME_FILE) if isinstance(fill, PictureFill) else fill)
        for role, fill in shown.fills.items()
    )
    return _Sheet(shown.layout, shown.title, shown.title_scale, fills, shown.lang, shown.rtl)


class _Sheet(Struct, frozen=True):
    """All that a slide's markup depends on."""

    layout: Layout
    title: str
    title_scale: float
    fills: tuple[tuple[Role, Fill], ...]
    lang: str
    rtl: bool


@remembered_by_value
def _drawn(sheet: _Sheet, pictures: tuple[Media, ...]) -> Drawn:
    links: dict[Reference, str] = {}

    def link(target: Reference) -> str:
        return links.setdefault(target, f"rId{len(links) + FIRST_LINK}")

    voice = Voice(sheet.lang, sheet.rtl, lambda address: link(Reference(address)))
    writer = _SlideWriter(sheet, voice, link, iter(pictures))
    tree = node("p:spTree", {}, *group_head(), *writer.shapes())
    if sheet.rtl and sheet.layout.part:
        _turn(tree)
    slide = presentation_part("p:sld", {}, node("p:cSld", {}, tree), inherited_colors())
    return Drawn(presentation_bytes(slide), tuple(links))


def _turn(tree: Element) -> None:
    """Has each paragraph read from right to left, which a template's layouts do not say."""
    for paragraph in tree.iter("{*}p"):
        found = paragraph.find("{*}pPr")
        if found is None:
            found = node("a:pPr")
            paragraph.insert(0, found)
        found.set("rtl", "1")


@remembered_by_value
def drawn_notes(notes: Paragraphs, lang: str, *, rtl: bool) -> Drawn:
    """What is said, under the slide's picture."""
    links: dict[str, str] = {}
    voice = Voice(lang, rtl, lambda address: links.setdefault(address, f"rId{len(links) + FIRST_NOTES_LINK}"))
    said = node("p:txBody", {}, node("a:bodyPr"), node("a:lstStyle"), *text.paragraphs(notes, text.NOTES, voice))
    head = placeholder_head(3, "Notes", {"type": "body", "idx": 1})
    shapes = (slide_image({}), node("p:sp", {}, head, node("p:spPr"), said))
    page = node("p:cSld", {}, node("p:spTree", {}, *group_head(), *shapes))
    markup = presentation_bytes(presentation_part("p:notes", {}, page, inherited_colors()))
    return Drawn(markup, tuple(map(Reference, links)))


class _SlideWriter(Struct, frozen=True):
    shown: _Sheet
    voice: Voice
    link: Callable[[Reference], str]
    pictures: Iterator[Media]

    def shapes(self) -> Iterator[Element]:
        numbers = count(2)
        layout = self.shown.layout
        title = layout.place("title")
        if title:
            yield self._text(title, text.line(self.shown.title, self.shown.title_scale), next(numbers))
        for role, content in self.shown.fills:
            place = layout.place(role)
            if place is None:
                continue
            match content:
                case TextFill():
                    yield self._text(place, content, next(numbers))
                case TableFill():
                    yield table_frame(content, place, layout.table_style, self.voice, next(numbers))
                case PictureFill():
                    yield self._picture(content, place, next(numbers))
        if layout.footing and layout.footing.footer_index:
            yield self._footer(layout.footing, next(numbers))
        if layout.footing and layout.footing.number_index:
            yield self._number(layout.footing, next(numbers))

    def _text(self, place: Placeholder, content: TextFill, number: int) -> Element:
        head = placeholder_head(number, place.name, _mark(place))
        return node("p:sp", {}, head, node("p:spPr"), text.body(content, place.style, self.voice))

    def _picture(self, content: PictureFill, place: Placeholder, number: int) -> Element:
        head = node(
            "p:nvPicPr",
            {},
            identity(number, place.name, alt=content.alt, decorative=content.decorative),
            node("p:cNvPicPr", {}, node("a:picLocks", {"noGrp": 1, "noChangeAspect": 1})),
            node("p:nvPr", {}, *() if place.index == NOWHERE else (node("p:ph", _mark(place)),)),
        )
        image = node("p:blipFill", {}, self._blip(next(self.pictures)), node("a:stretch", {}, node("a:fillRect")))
        return node("p:pic", {}, head, image, node("p:spPr", {}, transform(content.box), geometry("rect")))

    def _blip(self, picture: Media) -> Element:
        blip = node("a:blip", {"r:embed": self.link(Reference(data=picture.bitmap, suffix=picture.suffix))})
        if picture.drawing is not None:
            drawing = root(
                "asvg:svgBlip", ("asvg",), {"r:embed": self.link(Reference(data=picture.drawing, suffix=_DRAWING))}
            )
            blip.append(node("a:extLst", {}, node("a:ext", {"uri": SVG_BLIP}, drawing)))
        return blip

    def _footer(self, footing: Footing, number: int) -> Element:
        head = placeholder_head(number, "Footer", {"type": "ftr", "sz": "quarter", "idx": footing.footer_index})
        run = node("a:r", {}, node("a:rPr", {"lang": self.voice.lang}), with_text("a:t", FOOTER))
        return node("p:sp", {}, head, node("p:spPr"), self._line_of(run))

    def _number(self, footing: Footing, number: int) -> Element:
        head = placeholder_head(
            number, "Slide Number", {"type": "sldNum", "sz": "quarter", "idx": footing.number_index}
        )
        return node("p:sp", {}, head, node("p:spPr"), self._line_of(number_field(self.voice.lang)))

    def _line_of(self, run: Element) -> Element:
        """One line; LibreOffice does not take the direction of a footer from the layout."""
        direction = (node("a:pPr", {"rtl": 1}),) if self.voice.rtl else ()
        return node("p:txBody", {}, node("a:bodyPr"), node("a:lstStyle"), node("a:p", {}, *direction, run))


def _mark(place: Placeholder) -> dict[str, str | int]:
    kind: dict[str, str | int] = {"type": place.kind} if place.kind else {}
    return kind if place.index == 0 else {**kind, "idx": place.index}
