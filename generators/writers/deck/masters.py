"""The slide master, the layouts, and the notes master, drawn from the project's layouts as data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count

from generators.decks.slideshow.design import FOOTER_INDEX, Box, Decoration, Layout, Placeholder, SchemeColor, TextStyle
from generators.decks.slideshow.feet import is_dark
from generators.decks.slideshow.layouts import BODY_BOX, FOOTING, LOGO_BOX, MARK, POINTS, TITLE, TITLE_BOX
from generators.ooxml.xml import Element, hundredths, node, with_text
from generators.writers.deck.shapes import (
    fill,
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
from generators.writers.deck.text import BULLETS, NOTES, body_properties, level_styles

NUMBER_FIELD = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"
COLOR_MAP = {
    "bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2",
    **{name: name for name in ("accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink", "folHlink")},
}  # fmt: skip
FIRST_LAYOUT_ID = 2147483650

_PROMPTS = ("First level", "Second level", "Third level", "Fourth level", "Fifth level")


LOGO_ROOM, PLATE_ROOM, FOOTER_ROOM = (
    "\ue010\ue011\ue012\ue013",
    "\ue014\ue015\ue016\ue017",
    "\ue018\ue019\ue01a\ue01b",
)
"""Stand for the left and upper edge, the width, and the height of what depends on how wide a local's logo is."""

DARK_ROOM = "\ue01c\ue01d\ue01e\ue01f"
"""The same for a logo that is made for dark slides."""

LOGO_OF_LAYOUT = 2
"""The number of the logo's link on a layout: its master has the first id. On the master, the logo is the last."""


def layout_part(layout: Layout, *, rtl: bool, with_logo: bool, with_dark: bool = False) -> bytes:
    """One layout as PowerPoint's gallery shows it. ``with_logo``, the foot has room for one, to be filled in.

    ``with_dark``, there is one for dark slides, which needs no plate.
    """
    numbers = count(2)
    shapes = [_decoration(item, next(numbers)) for item in layout.decorations]
    if with_logo and is_dark(layout):
        plate = _decoration(Decoration(BODY_BOX, "bg1", "rounded", rounding=0.2), next(numbers))
        shapes += [] if with_dark else [_opened(plate, PLATE_ROOM)]
        shapes.append(_logo(LOGO_OF_LAYOUT, next(numbers), DARK_ROOM if with_dark else LOGO_ROOM))
    shapes += [_placeholder(item, next(numbers), rtl=rtl) for item in layout.placeholders]
    if layout.footing:
        color, rows = layout.footing.color, (layout.footing.footer, layout.footing.number)
        foot = _foot(rows, color, numbers, rtl=rtl)
        shapes += [_opened(foot[0], FOOTER_ROOM), *foot[1:]] if with_logo else foot
    attributes: dict[str, str | int] = {"preserve": 1, "userDrawn": 1}
    if layout.kind:
        attributes["type"] = layout.kind
    if not (layout.signed or (with_logo and layout.footing and not is_dark(layout))):
        attributes["showMasterSp"] = 0
    ground = (_ground(layout.ground),) if layout.ground != "bg1" else ()
    slide = node("p:cSld", {"name": layout.label}, *ground, _tree(shapes))
    return presentation_bytes(presentation_part("p:sldLayout", attributes, slide, inherited_colors()))


def master_part(layouts: int, *, rtl: bool, with_logo: bool) -> bytes:
    """The one master: what all layouts share, the local's logo or the motif, and the styles of titles and text."""
    numbers = count(2)
    shapes = [_decoration(item, next(numbers)) for item in _turned(() if with_logo else MARK, rtl=rtl)]
    if with_logo:
        shapes.append(_logo(layouts + LOGO_OF_LAYOUT, next(numbers)))
    shapes.append(_placeholder(_master_title(), next(numbers), rtl=rtl, inherits=False))
    shapes.append(_placeholder(_master_body(), next(numbers), rtl=rtl, inherits=False))
    boxes = (FOOTING.footer, FOOTING.number)
    foot = _foot([box.mirrored() for box in boxes] if rtl else boxes, FOOTING.color, numbers, rtl=rtl, index=3)
    shapes += [_opened(foot[0], FOOTER_ROOM), *foot[1:]] if with_logo else foot
    ids = [
        node("p:sldLayoutId", {"id": FIRST_LAYOUT_ID + number, "r:id": f"rId{number + 1}"}) for number in range(layouts)
    ]
    styles = node(
        "p:txStyles",
        {},
        node("p:titleStyle", {}, next(level_styles(TITLE, rtl=rtl))),
        node("p:bodyStyle", {}, *level_styles(POINTS, rtl=rtl)),
        node("p:otherStyle", {}, *level_styles(TextStyle((18,)), rtl=rtl)),
    )
    slide = node("p:cSld", {}, _ground("bg1"), _tree(shapes))
    parts = (slide, node("p:clrMap", COLOR_MAP), node("p:sldLayoutIdLst", {}, *ids), styles)
    return presentation_bytes(presentation_part("p:sldMaster", {"preserve": 1}, *parts))


def notes_master_part(*, rtl: bool) -> bytes:
    """The notes page: the slide's picture above what is said."""
    frame = node("a:ln", {"w": 9525}, fill("tx2"))
    picture = slide_image({"idx": 2}, transform(Box(54, 44, 432, 243)), geometry("rect"), fill(None), frame)
    said = Placeholder("body", "Notes", "body", 3, Box(54, 306, 432, 370), NOTES, prompt="Notes")
    number = _number_placeholder(Box(378, 682, 108, 24), 4, 5, _FOOT_NOTE, rtl=rtl)
    shapes = [picture, _placeholder(said, 3, rtl=rtl), number]
    slide = node("p:cSld", {}, _ground("bg1"), _tree(shapes))
    style = node("p:notesStyle", {}, *level_styles(NOTES, rtl=rtl))
    return presentation_bytes(presentation_part("p:notesMaster", {}, slide, node("p:clrMap", COLOR_MAP), style))


_FOOT_NOTE = TextStyle((10,), "tx2", align="end")


def _master_title() -> Placeholder:
    return Placeholder("title", "Title", "title", 0, TITLE_BOX, TITLE, "middle", "Title")


def _master_body() -> Placeholder:
    return Placeholder("body", "Text", "body", 1, BODY_BOX, POINTS, prompt="Text")


def _turned(items: Sequence[Decoration], *, rtl: bool) -> Iterator[Decoration]:
    for item in items:
        yield Decoration(item.box.mirrored(), item.color, item.geometry, item.opacity) if rtl else item


def _tree(shapes: Sequence[Element]) -> Element:
    return node("p:spTree", {}, *group_head(), *shapes)


def _ground(color: SchemeColor) -> Element:
    return node("p:bg", {}, node("p:bgPr", {}, fill(color), node("a:effectLst")))


def _decoration(item: Decoration, number: int) -> Element:
    head = node(
        "p:nvSpPr",
        {},
        identity(number, f"Decoration {number}", decorative=True),
        node("p:cNvSpPr"),
        node("p:nvPr", {"userDrawn": 1}),
    )
    color = None if item.glyph else item.color
    look = node(
        "p:spPr", {}, transform(item.box), _outline(item), fill(color, item.opacity), node("a:ln", {}, fill(None))
    )
    return node("p:sp", {}, head, look, _glyph(item))


def _logo(link: int, number: int, room: str = LOGO_ROOM) -> Element:
    """Nothing for the ear: the footer beside it names the local."""
    locks = node("a:picLocks", {"noChangeAspect": 1})
    head = node(
        "p:nvPicPr",
        {},
        identity(number, "Logo", decorative=True),
        node("p:cNvPicPr", {}, locks),
        node("p:nvPr", {"userDrawn": 1}),
    )
    image = node("p:blipFill", {}, node("a:blip", {"r:embed": f"rId{link}"}), node("a:stretch", {}, node("a:fillRect")))
    look = node("p:spPr", {}, transform(LOGO_BOX), geometry("rect"))
    return _opened(node("p:pic", {}, head, image, look), room)


def _opened(shape: Element, room: str) -> Element:
    """The shape at a place that is filled in later."""
    for edge, names in (("off", ("x", "y")), ("ext", ("cx", "cy"))):
        for found in shape.iter(f"{{*}}{edge}"):
            for name in names:
                if found.get(name) is not None:
                    found.set(name, room[("x", "y", "cx", "cy").index(name)])
    return shape


def _outline(item: Decoration) -> Element:
    match item.geometry:
        case "rounded":
            return geometry("roundRect", ("adj", round(item.rounding * 100000)))
        case "bubble":
            return geometry("wedgeRoundRectCallout", ("adj1", -38000), ("adj2", 64000), ("adj3", 8000))
    return geometry(item.geometry)


def _glyph(item: Decoration) -> Element:
    """A single large sign, such as a quotation mark, or no text."""
    size = hundredths(item.glyph_size)
    content = node("a:p", {}, node("a:endParaRPr", {"lang": "en-US"}))
    if item.glyph:
        look = node(
            "a:rPr", {"lang": "en-US", "sz": size, "b": 1}, fill(item.color), node("a:latin", {"typeface": "+mj-lt"})
        )
        content = node("a:p", {}, node("a:pPr", {"algn": "ctr"}), node("a:r", {}, look, with_text("a:t", item.glyph)))
    edges = {f"{side}Ins": 0 for side in ("l", "t", "r", "b")}
    place = node("a:bodyPr", {"wrap": "none", **edges, "anchor": "ctr"})
    return node("p:txBody", {}, place, node("a:lstStyle"), content)


def _placeholder(place: Placeholder, number: int, *, rtl: bool, inherits: bool = True) -> Element:
    """A placeholder; one that stands where the master's stands, in its style, takes both from there."""
    same = inherits and (place.box, place.style) in ((TITLE_BOX, TITLE), (BODY_BOX, POINTS)) and not rtl
    look = () if same else (transform(place.box), geometry("rect"))
    styles = () if same else tuple(level_styles(place.style, rtl=rtl))
    kind: dict[str, str | int] = {"type": place.kind} if place.kind else {}
    mark = kind if place.index == 0 else {**kind, "idx": place.index}
    text = node(
        "p:txBody",
        {},
        node("a:bodyPr") if same else body_properties(place, rtl=rtl),
        node("a:lstStyle", {}, *styles),
        *_prompt(place),
    )
    return node("p:sp", {}, placeholder_head(number, place.name, mark), node("p:spPr", {}, *look), text)


def _prompt(place: Placeholder) -> Iterator[Element]:
    prompts = _PROMPTS if place.style.bulleted and place.kind in ("", "body") else (place.prompt,)
    for level, prompt in enumerate(prompts[: len(BULLETS)]):
        run = node("a:r", {}, node("a:rPr", {"lang": "en-US"}), with_text("a:t", prompt))
        yield node("a:p", {}, node("a:pPr", {"lvl": level} if level else {}), run)


def _foot(
    boxes: Sequence[Box], color: SchemeColor, numbers: Iterator[int], *, rtl: bool, index: int = FOOTER_INDEX
) -> list[Element]:
    style = TextStyle((12,), color)
    footer = Placeholder("support", "Footer", "ftr", index, boxes[0], style, "middle", "Footer")
    number_style = TextStyle((12,), color, bold=True, align="end")
    number = _number_placeholder(boxes[1], next(numbers), index + 1, number_style, rtl=rtl)
    return [_small(_placeholder(footer, next(numbers), rtl=rtl, inherits=False)), number]


def _small(shape: Element) -> Element:
    for mark in shape.iter("{*}ph"):
        mark.set("sz", "quarter")
    return shape


def _number_placeholder(box: Box, number: int, index: int, style: TextStyle, *, rtl: bool) -> Element:
    place = Placeholder("support", "Slide Number", "sldNum", index, box, style, "middle")
    shape = _small(_placeholder(place, number, rtl=rtl, inherits=False))
    for paragraph in shape.iter("{*}p"):
        for child in list(paragraph):
            paragraph.remove(child)
        paragraph.append(number_field("en-US"))
    return shape


def number_field(lang: str) -> Element:
    """The number of the slide on which it stands."""
    attributes = {"id": NUMBER_FIELD, "type": "slidenum"}
    return node("a:fld", attributes, node("a:rPr", {"lang": lang}), with_text("a:t", "\u2039#\u203a"))
