"""The project's own layouts as data: two circles, a mentor's and a mentee's, on a light page with wide margins."""

from __future__ import annotations

from collections.abc import Mapping

from generators.decks.slideshow.design import (
    Anchor,
    Box,
    Decoration,
    Footing,
    Layout,
    Placeholder,
    SchemeColor,
    TextStyle,
)
from generators.model.replacing import replace

MARGIN = 56.0
TITLE_BOX = Box(MARGIN, 34, 764, 72)
BODY_BOX = Box(MARGIN, 130, 848, 354)

TITLE = TextStyle((30,), "tx2", bold=True, heading_font=True, spacing=0.95)
POINTS = TextStyle((24, 20, 18), gaps=(11, 5, 4), bulleted=True)
FEW_POINTS = replace(POINTS, sizes=(28, 24, 20), gaps=(20, 8, 6))
NARROW_POINTS = replace(POINTS, sizes=(22, 20, 18), gaps=(10, 5, 4))
LARGE_COLUMN = replace(POINTS, sizes=(26, 22, 20), gaps=(16, 7, 6))
STEPS = replace(POINTS, sizes=(24, 20, 18), gaps=(12, 5, 4))
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

LOGO_BOX = Box(MARGIN, 498, 112, 28)
"""Where a local's logo stands instead: as quiet as the footer, and in the same place on every slide but the cover."""


def title_place(
    box: Box = TITLE_BOX, style: TextStyle = TITLE, anchor: Anchor = "middle", kind: str = "title"
) -> Placeholder:
    return Placeholder("title", "Title", kind, 0, box, style, anchor, "Title")


def points_place(box: Box, style: TextStyle = POINTS, anchor: Anchor = "top") -> Placeholder:
    return Placeholder("body", "Content", "", 1, box, style, anchor, "Text")


def text_place(box: Box, style: TextStyle, anchor: Anchor = "top", prompt: str = "Text") -> Placeholder:
    return Placeholder("body", "Text", "body", 1, box, style, anchor, prompt)


def support_place(box: Box, style: TextStyle = SUPPORT, anchor: Anchor = "top", prompt: str = "Support") -> Placeholder:
    return Placeholder("support", prompt, "body", 2, box, style, anchor, prompt)


def heading_place(box: Box, color: SchemeColor, style: TextStyle = CARD_HEADING) -> Placeholder:
    return Placeholder("heading", "Heading", "body", 13, box, replace(style, color=color), "middle", "Heading")


def badge_place(box: Box, color: SchemeColor) -> Placeholder:
    style = TextStyle((22,), color, bold=True, align="center")
    return Placeholder("badge", "Minutes", "body", 14, box, style, "middle", "10 min", inset=4)


CARD_TOP = 138.0
"""Where the card of an activity begins."""


def pill_shape(box: Box, color: SchemeColor) -> Decoration:
    return Decoration(box, color, "rounded", rounding=0.5)


def picture_place(box: Box) -> Placeholder:
    return Placeholder("picture", "Picture", "pic", 10, box, TextStyle((18,)), prompt="Picture")


def _cover() -> Layout:
    circles = (
        Decoration(Box(596, 34, 396, 396), "accent5", "ellipse"),
        Decoration(Box(764, 300, 268, 268), "accent6", "ellipse", opacity=0.9),
        Decoration(Box(566, 366, 74, 74), "tx2", "ellipse"),
    )
    title = title_place(Box(MARGIN, 150, 500, 190), replace(TITLE, sizes=(44,)), "bottom", "ctrTitle")
    subtitle = Placeholder(
        "body", "Subtitle", "subTitle", 1, Box(MARGIN, 356, 500, 112), TextStyle((20, 18), gaps=(6,)), prompt="Subtitle"
    )
    logo = Placeholder("logo", "Logo", "pic", 15, Box(MARGIN, 40, 230, 76), TextStyle((12,)), prompt="Logo")
    return Layout("title", "Title", (title, subtitle, logo), circles, kind="title")


def _section() -> Layout:
    circles = (
        Decoration(Box(622, 58, 400, 400), "accent5", "ellipse"),
        Decoration(Box(646, 82, 352, 352), "tx2", "ellipse"),
        Decoration(Box(858, 322, 158, 158), "accent6", "ellipse", opacity=0.9),
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
    title = title_place(Box(MARGIN, 110, 540, 190), replace(TITLE, sizes=(40,), color="bg1"), "bottom")
    text = text_place(Box(MARGIN, 316, 540, 140), white)
    return Layout("section", "Section", (title, text, number), circles, LIGHT_FOOTING, ground="tx2", kind="secHead")


def _page(name: str, label: str, *places: Placeholder, kind: str = "", extra: tuple[Decoration, ...] = ()) -> Layout:
    """A white page with the usual header and foot."""
    return Layout(name, label, (title_place(), *places), (*extra, *HEADER), FOOTING, kind=kind, signed=True)


def _few_points() -> Layout:
    """Large type in a narrower column beside the two circles."""
    circles = (
        HEADER[0],
        Decoration(Box(716, 168, 320, 320), "bg2", "ellipse"),
        Decoration(Box(700, 386, 96, 96), "accent6", "ellipse", opacity=0.9),
    )
    points = points_place(Box(MARGIN, 136, 616, 348), FEW_POINTS)
    return Layout("few-points", "Few Points", (title_place(), points), circles, FOOTING, signed=True)


def _two_columns() -> Layout:
    left, right = Box(MARGIN, 130, 408, 354), Box(496, 130, 408, 354)
    second = Placeholder("second", "Second Content", "", 2, right, NARROW_POINTS, prompt="Text")
    rule = Decoration(Box(479, 136, 2, 342), "bg2")
    return _page("two-columns", "Two Columns", points_place(left, NARROW_POINTS), second, kind="twoObj", extra=(rule,))


def _comparison(name: str, label: str, style: TextStyle) -> Layout:
    heading = replace(CARD_HEADING, sizes=(style.size(0) - 2,))
    cards = (
        Decoration(Box(MARGIN, 126, 412, 360), "bg2"),
        Decoration(Box(MARGIN, 126, 412, 6), "accent1"),
        Decoration(Box(492, 126, 412, 360), "bg2"),
        Decoration(Box(492, 126, 412, 6), "accent2"),
    )
    places = (
        heading_place(Box(78, 142, 368, 40), "accent1", heading),
        points_place(Box(78, 186, 368, 290), style),
        Placeholder(
            "second heading",
            "Second Heading",
            "body",
            17,
            Box(514, 142, 368, 40),
            replace(heading, color="accent2"),
            "middle",
            "Heading",
        ),
        Placeholder("second", "Second Content", "", 2, Box(514, 186, 368, 290), style, prompt="Text"),
    )
    return _page(name, label, *places, kind="twoTxTwoObj" if style is NARROW_POINTS else "", extra=cards)


def _quote() -> Layout:
    mark = (
        Decoration(Box(-90, -90, 330, 330), "bg1", "ellipse"),
        Decoration(Box(48, 92, 150, 150), "accent2", "ellipse"),
        Decoration(Box(48, 128, 150, 150), "bg1", glyph="“", glyph_size=150),
    )
    places = (
        title_place(Box(236, 60, 640, 44), KICKER),
        text_place(Box(236, 116, 640, 266), QUOTATION, "middle", "Quote"),
        support_place(Box(236, 396, 640, 64), TextStyle((20, 18), "accent1", bold=True), prompt="Name, role"),
    )
    return Layout("quote", "Quote", places, mark, Footing(Box(236, 501, 560, 22), NUMBER), ground="bg2")


def _key_point() -> Layout:
    circles = (
        Decoration(Box(-230, 96, 372, 372), "accent5", "ellipse"),
        Decoration(Box(72, 330, 124, 124), "accent6", "ellipse", opacity=0.9),
    )
    places = (
        title_place(Box(228, 60, 648, 44), KICKER),
        text_place(Box(228, 112, 648, 250), STATEMENT, "middle", "One thing to remember"),
        support_place(Box(228, 372, 648, 104)),
    )
    return Layout("key-point", "Key Point", places, circles, Footing(Box(228, 501, 560, 22), NUMBER))


def _statement() -> Layout:
    """As the key point, for a title that is the point and a text that explains it."""
    title = title_place(Box(228, 92, 648, 150), replace(TITLE, sizes=(38,)), "bottom")
    text = points_place(Box(228, 260, 648, 216), POINTS)
    return replace(_key_point(), name="statement", label="Statement", placeholders=(title, text))


def _activity(name: str, label: str, body: Placeholder, *card: Placeholder) -> Layout:
    """Steps, and beside them what is needed, on a card that ends where its text may end."""
    pill = Box(744, 32, 160, 48)
    band = (Decoration(Box(0, 0, 960, 112), "accent2"), pill_shape(pill, "bg1"))
    high = card[-1].box.bottom + 12 - CARD_TOP if card else 0.0
    ground = (Decoration(Box(612, CARD_TOP, 292, high), "bg2", "rounded", rounding=0.05),) if card else ()
    title = title_place(Box(MARGIN, 20, 650, 72), replace(TITLE, color="bg1"))
    badge = badge_place(pill, "accent2")
    return Layout(name, label, (title, badge, body, *card), band + ground, FOOTING, signed=True)


def _discussion() -> Layout:
    pill = Box(744, 46, 160, 48)
    bubble = (
        Decoration(Box(MARGIN, 132, 848, 308), "bg2", "bubble"),
        pill_shape(pill, "accent1"),
        Decoration(Box(0, 34, 14, 72), "accent5"),
    )
    badge = badge_place(pill, "bg1")
    places = (title_place(Box(MARGIN, 34, 670, 72)), badge, points_place(Box(100, 150, 760, 272), PROMPT, "middle"))
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
    title = title_place(Box(430, 96, 474, 170), replace(TITLE, sizes=(40,)), "bottom")
    text = points_place(Box(430, 286, 474, 190), TextStyle((20, 18), gaps=(8, 4), bulleted=True))
    return Layout("closing", "Closing", (title, text), circles, Footing(Box(430, 501, 400, 22), NUMBER))


def _activities() -> tuple[Layout, ...]:
    wide, narrow = Box(MARGIN, 138, 848, 346), Box(MARGIN, 138, 528, 346)
    heading = heading_place(Box(634, 152, 248, 34), "accent2")
    much, little = (support_place(Box(634, 192, 248, high), prompt="You need") for high in (280, 148))
    large = "Activity with Materials in Large Type"
    return (
        _activity("activity", "Activity", points_place(wide, STEPS)),
        _activity("activity-large", "Activity in Large Type", points_place(wide, FEW_POINTS)),
        _activity("activity-materials", "Activity with Materials", points_place(narrow, STEPS), heading, much),
        _activity("activity-materials-large", large, points_place(narrow, FEW_POINTS), heading, little),
    )


def _tables() -> tuple[Layout, ...]:
    lead = support_place(Box(MARGIN, 122, 848, 56), replace(SUPPORT, bulleted=False), "middle", "Introduction")
    return (
        _table("table", "Table", Box(MARGIN, 126, 848, 358)),
        _table("table-text", "Text and Table", Box(MARGIN, 188, 848, 296), lead),
    )


def _images() -> tuple[Layout, ...]:
    words = replace(SUPPORT, bulleted=False)
    caption = support_place(Box(664, 126, 240, 360), words, "middle", "Caption")
    below = support_place(Box(MARGIN, 430, 848, 60), words, "middle", "Caption")
    beside, picture = Box(MARGIN, 130, 440, 354), picture_place(Box(528, 126, 376, 360))
    points = points_place(beside, NARROW_POINTS, "middle")
    over, under = picture_place(Box(528, 126, 376, 262)), replace(below, box=Box(528, 394, 376, 92), anchor="top")
    return (
        _page("image", "Image", picture_place(Box(MARGIN, 126, 848, 360))),
        _page("image-caption", "Image with Caption", picture_place(Box(MARGIN, 126, 580, 360)), caption, kind="picTx"),
        _page("image-below", "Image over Caption", picture_place(Box(MARGIN, 124, 848, 300)), below),
        _page("content-image", "Content with Image", points, picture),
        _page("content-image-large", "Large Type with Image", points_place(beside, LARGE_COLUMN, "middle"), picture),
        _page("content-image-caption", "Content with Image and Caption", points, over, under),
    )


def _all() -> tuple[Layout, ...]:
    return (
        _cover(),
        _section(),
        _page("content", "Title and Content", points_place(BODY_BOX), kind="obj"),
        _few_points(),
        _two_columns(),
        _comparison("comparison", "Comparison", NARROW_POINTS),
        _comparison("comparison-large", "Comparison in Large Type", LARGE_COLUMN),
        _quote(),
        _key_point(),
        _statement(),
        *_activities(),
        _discussion(),
        *_tables(),
        *_images(),
        _page("title-only", "Title Only", kind="titleOnly"),
        _closing(),
    )


LAYOUTS: Mapping[str, Layout] = {layout.name: layout for layout in _all()}
"""All layouts by name, in the order in which PowerPoint's gallery shows them."""

SILENT = frozenset({"title", "section", "closing"})
"""Layouts of slides that say all that has to be said."""
