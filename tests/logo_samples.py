"""Logos as drawing programs write them: ``logos.txt``, made by the rules of each program's files, of our own shapes."""

from __future__ import annotations

import base64
import io
from collections.abc import Mapping
from pathlib import Path
from string import Template

from PIL import Image, ImageDraw

SHAPES = {
    "DISC": "M60 10a50 50 0 1 0 .1 0z",
    "STAR": "M60 20l12 26 28 3-21 19 6 28-25-14-25 14 6-28-21-19 28-3z",
    "WAVE": "M10 90c20-20 30-20 50 0s30 20 50 0v20H10z",
}
COLORS = {"BLUE": "#1F5A8C", "RED": "#C8502B", "GOLD": "#E8B23A"}
SPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
ADOBE = """<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd" [
	<!ENTITY ns_extend "http://ns.adobe.com/Extensibility/1.0/">
	<!ENTITY ns_ai "http://ns.adobe.com/AdobeIllustrator/10.0/">
	<!ENTITY ns_graphs "http://ns.adobe.com/Graphs/1.0/">
	<!ENTITY st0 "fill:#1F5A8C;">
]>"""


def picture(kind: str) -> str:
    """A small picture as the address that holds it."""
    sheet = Image.new("RGB", (60, 40), COLORS["RED"])
    ImageDraw.Draw(sheet).ellipse((10, 5, 40, 35), fill=COLORS["BLUE"])
    target = io.BytesIO()
    sheet.save(target, kind)
    return f"data:image/{kind.lower()};base64,{base64.b64encode(target.getvalue()).decode()}"


def logos() -> Mapping[str, bytes]:
    """The files of all kinds, by what they are called."""
    pictures = {kind: picture(kind) for kind in ("PNG", "JPEG", "GIF", "WEBP")}
    text = (Path(__file__).parent / "logos.txt").read_text("utf-8").removeprefix("== ")
    filled = Template(text).substitute(**SHAPES, **COLORS, **pictures, SVG=SPACES, ADOBE=ADOBE)
    parts = (part.partition("\n") for part in filled.split("\n== "))
    return {name: drawing.encode("utf-16" if name == "utf-16" else "utf-8") for name, _, drawing in parts}
