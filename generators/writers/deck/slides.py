"""Slides and their notes as parts: every text in its placeholder, the title first for those who listen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from xml.sax.saxutils import escape

from generators.slideshow.content import Fill, Paragraphs, PictureFill, Shown, TableFill, TextFill
from generators.slideshow.design import Layout, Placeholder, Role
from generators.writers.deck import text
from generators.writers.deck.markup import (
    Element,
    geometry,
    group_head,
    identity,
    node,
    presentation_part,
    root,
    serialized,
    transform,
    with_text,
)
from generators.writers.deck.masters import FOOTER_INDEX, NUMBER_INDEX, number_field
from generators.writers.deck.media import Media, media
from generators.writers.deck.package import Relationships
from generators.writers.deck.tables import table_frame
from generators.writers.deck.text import Voice

SVG_BLIP = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
"""The extension that holds an SVG beside its bitmap ([MS-ODRAWXML], svgBlip)."""


_FOOTER = "\ue000"
"""Stands for the footer in a slide that is kept: the next local's slide differs in nothing else."""


@dataclass(frozen=True, slots=True)
class SlideParts:
    """A slide, its links (those to its notes still to be added), its notes, and its pictures by file name."""

    slide: bytes
    links: Relationships
    notes: bytes
    media: Mapping[str, bytes]


def slide_parts(shown: Shown, layout_target: str, footer: str) -> SlideParts:
    """The parts of one slide; ``layout_target`` is its layout's name as seen from the slides' folder."""
    pictures = tuple(media(fill.path) for fill in shown.fills.values() if isinstance(fill, PictureFill))
    key = _Key(shown.layout, shown.title, shown.title_scale, tuple(shown.fills.items()), shown.lang, shown.rtl)
    drawn = _drawn(key, layout_target, pictures)
    slide = drawn.slide.replace(_FOOTER.encode(), escape(footer).encode())
    notes = notes_part(shown.notes, shown.lang, rtl=shown.rtl)
    return SlideParts(slide, Relationships(dict(drawn.links)), notes, drawn.media)


@dataclass(frozen=True, slots=True)
class _Key:
    """All that a slide's markup depends on."""

    layout: Layout
    title: str
    title_scale: float
    fills: tuple[tuple[Role, Fill], ...]
    lang: str
    rtl: bool


@dataclass(frozen=True, slots=True)
class _Drawn:
    slide: bytes
    links: tuple[tuple[tuple[str, str, bool], str], ...]
    media: Mapping[str, bytes]


@lru_cache(maxsize=2048)
def _drawn(key: _Key, layout_target: str, pictures: tuple[Media, ...]) -> _Drawn:
    links = Relationships()
    links.to("slideLayout", layout_target)
    voice = Voice(key.lang, key.rtl, lambda address: links.to("hyperlink", address, external=True))
    files: dict[str, bytes] = {}
    writer = _SlideWriter(key, voice, links, files, iter(pictures))
    tree = node("p:spTree", {}, *group_head(), *writer.shapes())
    slide = presentation_part("p:sld", {}, node("p:cSld", {}, tree), _inherited_colors())
    return _Drawn(serialized(slide), tuple(links.rows.items()), files)


@lru_cache(maxsize=2048)
def notes_part(notes: Paragraphs, lang: str, *, rtl: bool) -> bytes:
    """What is said, under the slide's picture; links stay words, since nobody clicks on them while speaking."""
    voice = Voice(lang, rtl, lambda _address: "")
    lock = node("a:spLocks", {"noGrp": 1, "noRot": 1, "noChangeAspect": 1})
    picture = node(
        "p:sp",
        {},
        node(
            "p:nvSpPr",
            {},
            identity(2, "Slide Image"),
            node("p:cNvSpPr", {}, lock),
            node("p:nvPr", {}, node("p:ph", {"type": "sldImg"})),
        ),
        node("p:spPr"),
    )
    unlinked = text.without_links(notes)
    said = node("p:txBody", {}, node("a:bodyPr"), node("a:lstStyle"), *text.paragraphs(unlinked, text.NOTES, voice))
    head = _placeholder_head(3, "Notes", {"type": "body", "idx": 1})
    shapes = (picture, node("p:sp", {}, head, node("p:spPr"), said))
    page = node("p:cSld", {}, node("p:spTree", {}, *group_head(), *shapes))
    return serialized(presentation_part("p:notes", {}, page, _inherited_colors()))


@dataclass(frozen=True, slots=True)
class _SlideWriter:
    shown: _Key
    voice: Voice
    links: Relationships
    files: dict[str, bytes]
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
                    yield table_frame(content, place, self.voice, next(numbers))
                case PictureFill():
                    yield self._picture(content, place, next(numbers))
        if layout.footing:
            yield self._footer(next(numbers))
            yield self._number(next(numbers))

    def _text(self, place: Placeholder, content: TextFill, number: int) -> Element:
        head = _placeholder_head(number, place.name, _mark(place))
        return node("p:sp", {}, head, node("p:spPr"), text.body(content, place.style, self.voice))

    def _picture(self, content: PictureFill, place: Placeholder, number: int) -> Element:
        head = node(
            "p:nvPicPr",
            {},
            identity(number, place.name, alt=content.alt, decorative=content.decorative),
            node("p:cNvPicPr", {}, node("a:picLocks", {"noGrp": 1, "noChangeAspect": 1})),
            node("p:nvPr", {}, node("p:ph", _mark(place))),
        )
        image = node("p:blipFill", {}, self._blip(next(self.pictures)), node("a:stretch", {}, node("a:fillRect")))
        return node("p:pic", {}, head, image, node("p:spPr", {}, transform(content.box), geometry("rect")))

    def _blip(self, picture: Media) -> Element:
        blip = node("a:blip", {"r:embed": self._file(f"{picture.name}.{picture.suffix}", picture.bitmap)})
        if picture.drawing is not None:
            drawing = root("asvg:svgBlip", ("asvg",), {"r:embed": self._file(f"{picture.name}.svg", picture.drawing)})
            blip.append(node("a:extLst", {}, node("a:ext", {"uri": SVG_BLIP}, drawing)))
        return blip

    def _file(self, name: str, data: bytes) -> str:
        self.files[name] = data
        return self.links.to("image", f"../media/{name}")

    def _footer(self, number: int) -> Element:
        head = _placeholder_head(number, "Footer", {"type": "ftr", "sz": "quarter", "idx": FOOTER_INDEX})
        run = node("a:r", {}, node("a:rPr", {"lang": self.voice.lang}), with_text("a:t", _FOOTER))
        return node("p:sp", {}, head, node("p:spPr"), self._line_of(run))

    def _number(self, number: int) -> Element:
        head = _placeholder_head(number, "Slide Number", {"type": "sldNum", "sz": "quarter", "idx": NUMBER_INDEX})
        return node("p:sp", {}, head, node("p:spPr"), self._line_of(number_field(self.voice.lang)))

    def _line_of(self, run: Element) -> Element:
        """One line; LibreOffice does not take the direction of a footer from the layout."""
        direction = (node("a:pPr", {"rtl": 1}),) if self.voice.rtl else ()
        return node("p:txBody", {}, node("a:bodyPr"), node("a:lstStyle"), node("a:p", {}, *direction, run))


def _mark(place: Placeholder) -> dict[str, str | int]:
    kind: dict[str, str | int] = {"type": place.kind} if place.kind else {}
    return kind if place.index == 0 else {**kind, "idx": place.index}


def _placeholder_head(number: int, name: str, mark: Mapping[str, str | int]) -> Element:
    lock = node("p:cNvSpPr", {}, node("a:spLocks", {"noGrp": 1}))
    return node("p:nvSpPr", {}, identity(number, name), lock, node("p:nvPr", {}, node("p:ph", mark)))


def _inherited_colors() -> Element:
    return node("p:clrMapOvr", {}, node("a:masterClrMapping"))
