"""The project's own layouts as data: two circles, a mentor's and a mentee's, on a light page with wide margins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from generators.slideshow.design import Anchor, Box, Decoration, Footing, Layout, Placeholder, SchemeColor, TextStyle

MARGIN = 56.0
TITLE_BOX = Box(MARGIN, 34, 764, 72)
BODY_BOX = Box(MARGIN, 130, 848, 354)

TITLE = TextStyle((30,), "tx2", bold=True, heading_font=True, spacing=0.95)
POINTS = TextStyle((24, 20, 18), gaps=(11, 5, 4), bulleted=True)
FEW_POINTS = replace(POINTS, sizes=(28, 24, 20), gaps=(18, 7, 5))
NARROW_POINTS = replace(POINTS, sizes=(20, 18, 18), gaps=(9, 4, 4))
STEPS = replace(POINTS, sizes=(22, 20, 18))
PROMPT = TextStyle((28, 24, 20), gaps=(16, 8, 6), bulleted=True)
STATEMENT = TextStyle((38, 30), "tx2", bold=True, heading_font=True, spacing=0.98, gaps=(14,))
QUOTATION = TextStyle((30, 26), "tx2", heading_font=True, spacing=1.05, gaps=(12,))
CARD_HEADING = TextStyle((20,), "accent1", bold=True)
SUPPORT = TextStyle((20, 18), gaps=(6, 4), bulleted=True)
KICKER = TextStyle((20,), "accent1", bold=True, heading_font=True)

FOOTER = Box(MARGIN + 36, 501, 620, 22)
NUMBER = Box(844, 501, 60, 22)
FOOTING = Footing(FOOTER, NUMBER)
LIGHT_FOOTING = Footing(Box(MARGIN, 501, 620, 22), NUMBER, "bg1")

HEADER = (
    Decoration(Box(0, 34, 14, 72), "accent5"),
    Decoration(Box(846, -78, 190, 190), "bg2", "ellipse"),
    Decoration(Box(838, 66, 46, 46), "accent6", "ellipse", opacity=0.9),
)
MARK = (
    Decoration(Box(MARGIN, 503, 18, 18), "accent5", "ellipse"),
    Decoration(Box(MARGIN + 11, 509, 14, 14), "accent6", "ellipse", opacity=0.9),
)
"""The motif at the foot of the page; it stands on the master."""


def _title(
    box: Box = TITLE_BOX, style: TextStyle = TITLE, anchor: Anchor = "middle", kind: str = "title"
) -> Placeholder:
    return Placeholder("title", "Title", kind, 0, box, style, anchor, "Title")


def _points(box: Box, style: TextStyle = POINTS, anchor: Anchor = "top") -> Placeholder:
    return Placeholder("body", "Content", "", 1, box, style, anchor, "Text")


def _text(box: Box, style: TextStyle, anchor: Anchor = "top", prompt: str = "Text") -> Placeholder:
    return Placeholder("body", "Text", "body", 1, box, style, anchor, prompt)


def _support(box: Box, style: TextStyle = SUPPORT, anchor: Anchor = "top", prompt: str = "Support") -> Placeholder:
    return Placeholder("support", prompt, "body", 2, box, style, anchor, prompt)


def _heading(box: Box, color: SchemeColor) -> Placeholder:
    return Placeholder("heading", "Heading", "body", 13, box, replace(CARD_HEADING, color=color), "middle", "Heading")


def _badge(box: Box, color: SchemeColor, pill: SchemeColor) -> Placeholder:
    style = TextStyle((22,), color, bold=True, align="center")
    return Placeholder("badge", "Minutes", "body", 14, box, style, "middle", "10 min", inset=4, pill=pill)


def _picture(box: Box) -> Placeholder:
    return Placeholder("picture", "Picture", "pic", 10, box, TextStyle((18,)), prompt="Picture")


def _cover() -> Layout:
    circles = (
        Decoration(Box(596, 34, 396, 396), "accent5", "ellipse"),
        Decoration(Box(764, 300, 268, 268), "accent6", "ellipse", opacity=0.9),
        Decoration(Box(566, 366, 74, 74), "tx2", "ellipse"),
    )
    title = _title(Box(MARGIN, 150, 500, 190), replace(TITLE, sizes=(44,)), "bottom", "ctrTitle")
    subtitle = Placeholder(
        "body", "Subtitle", "subTitle", 1, Box(MARGIN, 356, 500, 112), TextStyle((20, 18), gaps=(6,)), prompt="Subtitle"
    )
    logo = Placeholder("logo", "Logo", "pic", 15, Box(MARGIN, 40, 230, 76), TextStyle((12,)), prompt="Logo")
    return Layout("title", "Title", (title, subtitle, logo), circles, kind="title")


def _section() -> Layout:
    circles = (
        Decoration(Box(622, 58, 400, 400), "tx2", "ellipse", opacity=0.45),
        Decoration(Box(836, 352, 168, 168), "accent6", "ellipse", opacity=0.9),
    )
    white = TextStyle((22, 20), "bg1", gaps=(6,))
    number = Placeholder(
        "number",
        "Number",
        "body",
        16,
        Box(690, 158, 190, 190),
        TextStyle((120,), "bg1", bold=True, heading_font=True, align="center"),
        "middle",
        "1",
    )
    title = _title(Box(MARGIN, 110, 540, 190), replace(TITLE, sizes=(40,), color="bg1"), "bottom")
    text = _text(Box(MARGIN, 316, 540, 140), white)
    return Layout("section", "Section", (title, text, number), circles, LIGHT_FOOTING, ground="accent1", kind="secHead")


def _page(name: str, label: str, *places: Placeholder, kind: str = "", extra: tuple[Decoration, ...] = ()) -> Layout:
    """A white page with the usual header and foot."""
    return Layout(name, label, (_title(), *places), (*extra, *HEADER), FOOTING, kind=kind, signed=True)


def _two_columns() -> Layout:
    left, right = Box(MARGIN, 130, 408, 354), Box(496, 130, 408, 354)
    second = Placeholder("second", "Second Content", "", 2, right, NARROW_POINTS, prompt="Text")
    return _page("two-columns", "Two Columns", _points(left, NARROW_POINTS), second, kind="twoObj")


def _comparison() -> Layout:
    cards = (
        Decoration(Box(MARGIN, 126, 412, 360), "bg2"),
        Decoration(Box(MARGIN, 126, 412, 6), "accent1"),
        Decoration(Box(492, 126, 412, 360), "bg2"),
        Decoration(Box(492, 126, 412, 6), "accent2"),
    )
    places = (
        _heading(Box(78, 142, 368, 40), "accent1"),
        _points(Box(78, 186, 368, 290), NARROW_POINTS),
        Placeholder(
            "second heading",
            "Second Heading",
            "body",
            17,
            Box(514, 142, 368, 40),
            replace(CARD_HEADING, color="accent2"),
            "middle",
            "Heading",
        ),
        Placeholder("second", "Second Content", "", 2, Box(514, 186, 368, 290), NARROW_POINTS, prompt="Text"),
    )
    return _page("comparison", "Comparison", *places, kind="twoTxTwoObj", extra=cards)


def _quote() -> Layout:
    mark = (
        Decoration(Box(-90, -90, 330, 330), "bg1", "ellipse"),
        Decoration(Box(48, 92, 150, 150), "accent2", "ellipse"),
        Decoration(Box(48, 128, 150, 150), "bg1", glyph="“", glyph_size=150),
    )
    places = (
        _title(Box(236, 60, 640, 44), KICKER),
        _text(Box(236, 116, 640, 266), QUOTATION, "middle", "Quote"),
        _support(Box(236, 396, 640, 64), TextStyle((20, 18), "accent1", bold=True), prompt="Name, role"),
    )
    return Layout("quote", "Quote", places, mark, Footing(Box(236, 501, 560, 22), NUMBER), ground="bg2")


def _key_point() -> Layout:
    circles = (
        Decoration(Box(-230, 96, 372, 372), "accent5", "ellipse"),
        Decoration(Box(72, 330, 124, 124), "accent6", "ellipse", opacity=0.9),
    )
    places = (
        _title(Box(228, 60, 648, 44), KICKER),
        _text(Box(228, 112, 648, 250), STATEMENT, "middle", "One thing to remember"),
        _support(Box(228, 372, 648, 104)),
    )
    return Layout("key-point", "Key Point", places, circles, Footing(Box(228, 501, 560, 22), NUMBER))


def _statement() -> Layout:
    """As the key point, for a title that is the point and a text that explains it."""
    title = _title(Box(228, 92, 648, 150), replace(TITLE, sizes=(38,)), "bottom")
    text = _points(Box(228, 260, 648, 216), POINTS)
    return replace(_key_point(), name="statement", label="Statement", placeholders=(title, text))


def _activity(name: str, label: str, body: Box, *card: Placeholder) -> Layout:
    band = (Decoration(Box(0, 0, 960, 112), "accent2"),)
    ground = (Decoration(Box(612, 138, 292, 346), "bg2", "rounded", rounding=0.05),) if card else ()
    title = _title(Box(MARGIN, 20, 650, 72), replace(TITLE, color="bg1"))
    badge = _badge(Box(752, 32, 152, 48), "accent2", "bg1")
    return Layout(name, label, (title, badge, _points(body, STEPS), *card), band + ground, FOOTING, signed=True)


def _discussion() -> Layout:
    bubble = (
        Decoration(Box(MARGIN, 132, 848, 308), "bg2", "bubble"),
        Decoration(Box(0, 34, 14, 72), "accent5"),
    )
    badge = _badge(Box(752, 46, 152, 48), "bg1", "accent1")
    places = (_title(Box(MARGIN, 34, 670, 72)), badge, _points(Box(100, 150, 760, 272), PROMPT, "middle"))
    return Layout("discussion", "Discussion", places, bubble, FOOTING, signed=True)


def _table(name: str, label: str, box: Box, *lead: Placeholder) -> Layout:
    table = Placeholder("table", "Table", "tbl", 1, box, TextStyle((18,)), prompt="Table")
    return _page(name, label, *lead, table, kind="" if lead else "tbl")


def _closing() -> Layout:
    circles = (
        Decoration(Box(-52, 74, 372, 372), "accent5", "ellipse"),
        Decoration(Box(206, 300, 168, 168), "accent6", "ellipse", opacity=0.9),
        Decoration(Box(350, 92, 54, 54), "tx2", "ellipse"),
    )
    title = _title(Box(430, 96, 474, 170), replace(TITLE, sizes=(40,)), "bottom")
    text = _points(Box(430, 286, 474, 190), TextStyle((20, 18), gaps=(8, 4), bulleted=True))
    return Layout("closing", "Closing", (title, text), circles, Footing(Box(430, 501, 400, 22), NUMBER))


def _all() -> tuple[Layout, ...]:
    image_text = _points(Box(MARGIN, 130, 440, 354), NARROW_POINTS)
    card = (_heading(Box(634, 152, 248, 34), "accent2"), _support(Box(634, 192, 248, 280), prompt="You need"))
    caption = _support(Box(664, 126, 240, 360), replace(SUPPORT, bulleted=False), "middle", "Caption")
    lead = _support(Box(MARGIN, 122, 848, 56), replace(SUPPORT, bulleted=False), "middle", "Introduction")
    return (
        _cover(),
        _section(),
        _page("content", "Title and Content", _points(BODY_BOX), kind="obj"),
        _page("few-points", "Few Points", _points(BODY_BOX, FEW_POINTS)),
        _two_columns(),
        _comparison(),
        _quote(),
        _key_point(),
        _statement(),
        _activity("activity", "Activity", Box(MARGIN, 138, 848, 346)),
        _activity("activity-materials", "Activity with Materials", Box(MARGIN, 138, 528, 346), *card),
        _discussion(),
        _table("table", "Table", Box(MARGIN, 126, 848, 358)),
        _table("table-text", "Text and Table", Box(MARGIN, 188, 848, 296), lead),
        _page("image", "Image", _picture(Box(MARGIN, 126, 848, 360))),
        _page("image-caption", "Image with Caption", _picture(Box(MARGIN, 126, 580, 360)), caption, kind="picTx"),
        _page("content-image", "Content with Image", image_text, _picture(Box(528, 126, 376, 360))),
        _page("title-only", "Title Only", kind="titleOnly"),
        _closing(),
    )


LAYOUTS: Mapping[str, Layout] = {layout.name: layout for layout in _all()}
"""All layouts by name, in the order in which PowerPoint's gallery shows them."""
