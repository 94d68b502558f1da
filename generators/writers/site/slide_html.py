"""A composed slide as HTML: its words as real text, which ``slide_styles`` puts into the places of its layout."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import cast

from lxml import html as lxml_html
from lxml.etree import SubElement
from lxml.html import HtmlElement

from generators.decks.slideshow.content import (
    ComposedSlide,
    Fill,
    Paragraphs,
    PictureFill,
    PictureName,
    Run,
    SlideParagraph,
    TableFill,
    TextFill,
)
from generators.decks.slideshow.design import Box, Role
from generators.decks.slideshow.feet import Foot
from generators.markup.element import Attributes, Markup, element
from generators.model.remembered import remembered
from generators.writers.site.article import add_text, inner_html
from generators.writers.site.running_text import keep_numbers_whole

Address = Callable[[PictureName], str]
"""Where the page finds a picture; empty when it has none."""

_HEADINGS = ("heading", "second heading")
_WORDS_ALONE = ("badge", "number")
_WHOLE = 100


def slide_html(shown: ComposedSlide, number: int, name: str, foot: Foot, address: Address) -> Markup:
    """The slide as a section whose heading is ``name`` in the page, with its decoration behind its words."""
    has_pictures = any(isinstance(fill, PictureFill) for fill in shown.fills.values())
    inside = _inside(shown, number, name, address) if has_pictures else _words_alone(shown, number, name)
    picture = foot.picture(shown.layout)
    sign = address(picture[0]) if picture else ""
    return element(
        "section",
        {"class": f"kit-show {layout_class(shown)}", "aria-labelledby": name},
        inside,
        element("img", {"class": "kit-show__sign", "src": sign, "alt": ""}) if sign else Markup(),
        element("p", {"class": "kit-show__foot", "aria-hidden": "true"}, foot.text),
    )


@remembered
def _words_alone(shown: ComposedSlide, number: int, name: str) -> Markup:
    """The same on the page of every local."""
    return _inside(shown, number, name, lambda _path: "")


def _inside(shown: ComposedSlide, number: int, name: str, address: Address) -> Markup:
    drawing = {"class": "kit-show__art", "viewBox": "0 0 960 540", "aria-hidden": "true"}
    heading = {"id": name, "class": f"kit-show__title {_scale_class(shown.title_scale)}".rstrip()}
    return Markup("").join(
        (
            element("svg", drawing, element("use", {"href": f"#{art_name(shown)}"})),
            element("h3", heading, shown.title),
            *(_fill(role, fill, address) for role, fill in shown.fills.items()),
            element("p", {"class": "kit-show__count", "aria-hidden": "true"}, str(number)),
        )
    )


def layout_class(shown: ComposedSlide) -> str:
    """The class of all slides of a layout that are read in the same direction."""
    return f"kit-at-{shown.layout.name}{'-rtl' if shown.rtl else ''}"


def art_name(shown: ComposedSlide) -> str:
    """The id of the drawing of what the layout decorates its slides with."""
    return f"kit-art-{shown.layout.name}"


def role_class(role: Role) -> str:
    """The class of what stands in that place of a layout."""
    return f"kit-show__{role.replace(' ', '-')}"


def scale_of(scale: float) -> int:
    """A scale in whole percent, rounded down so that nothing gets larger than it fits."""
    return math.floor(scale * _WHOLE + 0.01)


def _scale_class(scale: float) -> str:
    return f"kit-scale-{scale_of(scale)}" if scale_of(scale) < _WHOLE else ""


def _fill(role: Role, fill: Fill, address: Address) -> Markup:
    match fill:
        case PictureFill():
            return _picture(role, fill, address)
        case TableFill():
            return _table(role, fill)
        case TextFill():
            return _text(role, fill)


@remembered
def _text(role: Role, fill: TextFill) -> Markup:
    """The same for every local whose slide says the same."""
    tag = "h4" if role in _HEADINGS else "p" if role in _WORDS_ALONE else "div"
    into = lxml_html.Element(tag)
    if tag == "div":
        _Blocks(into).add(fill.paragraphs)
    else:
        line = _new(into, "span")
        for paragraph in fill.paragraphs:
            _runs(line, paragraph.runs)
    keep_numbers_whole(into)
    names = f"{role_class(role)} {_scale_class(fill.scale)}".rstrip()
    return element(tag, {"class": names}, Markup(inner_html(into)))


class _Blocks:
    """Makes paragraphs and lists of the paragraphs of a slide, whose lists are flat and have levels."""

    def __init__(self, into: HtmlElement) -> None:
        self._into = into
        self._lists: list[tuple[int, HtmlElement]] = []
        """The lists that are open, from the outermost, each with its level."""

    def add(self, paragraphs: Paragraphs) -> None:
        for paragraph in paragraphs:
            _runs(self._place(paragraph), paragraph.runs)

    def _place(self, paragraph: SlideParagraph) -> HtmlElement:
        while self._lists and self._lists[-1][0] > paragraph.level:
            self._lists.pop()
        if paragraph.marker != "none":
            return self._item(paragraph)
        if paragraph.indented and self._lists:
            return _new(self._lists[-1][1][-1], "p")
        self._lists.clear()
        return _new(self._into, "p", {"class": "kit-show__heading-line"} if paragraph.heading else {})

    def _item(self, paragraph: SlideParagraph) -> HtmlElement:
        tag = "ol" if paragraph.marker == "number" else "ul"
        if not self._lists or self._lists[-1][0] < paragraph.level:
            parent = self._lists[-1][1][-1] if self._lists else self._into
            self._lists.append((paragraph.level, self._list(parent, paragraph, tag)))
        elif self._lists[-1][1].tag != tag:
            self._lists.pop()
            parent = self._lists[-1][1][-1] if self._lists else self._into
            self._lists.append((paragraph.level, self._list(parent, paragraph, tag)))
        boxes = {"open box": "kit-box", "ticked box": "kit-box kit-box--ticked"}
        box = boxes.get(paragraph.marker)
        return _new(self._lists[-1][1], "li", {"class": box} if box else {})

    @staticmethod
    def _list(parent: HtmlElement, first: SlideParagraph, tag: str) -> HtmlElement:
        starts = tag == "ol" and first.number != 1
        return _new(parent, tag, {"start": str(first.number)} if starts else {})


def _new(parent: HtmlElement, tag: str, attributes: dict[str, str] | None = None) -> HtmlElement:
    return cast(HtmlElement, SubElement(parent, tag, attributes or {}))


def _runs(into: HtmlElement, runs: tuple[Run, ...]) -> None:
    for run in runs:
        styles = (("strong", run.bold), ("em", run.italic), ("del", run.struck))
        add_text(into, run.text, run.href, (tag for tag, wanted in styles if wanted))


@remembered
def _table(role: Role, fill: TableFill) -> Markup:
    """Columns as wide as in the deck, by classes: a page's policy allows no style of an element's own."""
    whole = math.fsum(fill.widths) or 1.0
    columns = (element("col", {"class": share_class(width / whole)}) for width in fill.widths)
    head = (_cell("th", cell, index, fill, {"scope": "col"}) for index, cell in enumerate(fill.header))
    rows = (element("tr", None, *_row(row, fill)) for row in fill.rows)
    return element(
        "table",
        {"class": f"{role_class(role)} {size_class(fill.size)}", "aria-label": fill.alt},
        element("colgroup", None, *columns),
        element("thead", None, element("tr", None, *head)),
        element("tbody", None, *rows),
    )


def _row(row: tuple[SlideParagraph, ...], fill: TableFill) -> list[Markup]:
    first, *rest = (_cell("td", cell, index, fill, {}) for index, cell in enumerate(row)) if row else [Markup()]
    if row and row[0].text.strip():
        first = _cell("th", row[0], 0, fill, {"scope": "row"})
    return [first, *rest]


def _cell(tag: str, cell: SlideParagraph, index: int, fill: TableFill, attributes: Attributes) -> Markup:
    into = lxml_html.Element(tag)
    _runs(into, cell.runs)
    keep_numbers_whole(into)
    align = fill.alignments[index] if index < len(fill.alignments) else None
    column = fill.header[index].text.strip() if tag == "td" and index < len(fill.header) else ""
    look = {"class": f"kit-align-{align}" if align in ("center", "right") else None, "data-of": column or None}
    return element(tag, {**attributes, **look}, Markup(inner_html(into)))


def share_class(share: float) -> str:
    """The class of a column that takes this share of its table, in thousandths."""
    return f"kit-share-{share_of(share)}"


def share_of(share: float) -> int:
    return round(share * 10 * _WHOLE)


def size_class(size: float) -> str:
    """The class of a table whose text has so many points."""
    return f"kit-size-{math.floor(size * 10 + 0.01)}"


def _picture(role: Role, fill: PictureFill, address: Address) -> Markup:
    found = address(fill.path)
    if not found:
        return Markup()
    box: Box = fill.box
    size: Attributes = {"width": round(box.width), "height": round(box.height), "loading": "lazy"}
    alt = "" if fill.decorative else fill.alt
    return element("img", {"class": role_class(role), "src": found, "alt": alt, **size})
