"""What the layouts have in common: margins, text styles, the motif, and the usual placeholders."""

from __future__ import annotations

from dataclasses import replace

from generators.slideshow.design import Anchor, Box, Decoration, Footing, Placeholder, SchemeColor, TextStyle

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


def pill_shape(box: Box, color: SchemeColor) -> Decoration:
    return Decoration(box, color, "rounded", rounding=0.5)


def picture_place(box: Box) -> Placeholder:
    return Placeholder("picture", "Picture", "pic", 10, box, TextStyle((18,)), prompt="Picture")
