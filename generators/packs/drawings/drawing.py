"""The way of a stranger's drawing: read, rebuilt, measured, framed, and looked at, so that nobody gets an empty one."""

from __future__ import annotations

import io
from collections.abc import Mapping
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import typst
from msgspec import Struct
from PIL import Image

from generators.brand.fonts import layout_fonts
from generators.packs.drawings.amounts import Amounts
from generators.packs.drawings.document import NAMESPACE, PLAIN_SVG, UnusableDrawing, document
from generators.packs.drawings.extent import check_extent
from generators.packs.drawings.framing import set_frame
from generators.packs.drawings.rebuilding import Rebuilding

_GLANCE = b"""#set page(width: auto, height: auto, margin: 0pt, fill: none)
#image(bytes(sys.inputs.svg), width: 100pt)"""
_AS_PICTURE = "use that picture itself: export the drawing as PNG, and put the PNG here"


class Drawing(Struct, frozen=True):
    """A clean copy, and what was left out of it: names of elements, attributes, and the like, each with its line."""

    data: bytes
    left_out: Mapping[str, int]


def rebuilt(data: bytes) -> Drawing:
    """A clean copy of the SVG ``data``.

    Raises:
        UnusableDrawing: it is no SVG, is too large or deep to be drawn safely, or shows nothing.
    """
    try:
        return _rebuilt(data)
    except RecursionError as error:
        raise UnusableDrawing("its parts are nested too deeply", PLAIN_SVG) from error


def _rebuilt(data: bytes) -> Drawing:
    rebuilding = Rebuilding.of(document(data))
    root = rebuilding.whole()
    lost = rebuilding.lost
    set_frame(root)
    check_extent(root)
    for part in Amounts(root).settle():
        lost.setdefault(part, 1)
    _declare(root)
    clean = ElementTree.tostring(root, encoding="utf-8") + b"\n"
    if not _shows(clean):
        only_pictures = "<image>" in lost
        reason = "all that it shows is a picture inside" if only_pictures else "no program would show anything of it"
        raise UnusableDrawing(f"nothing of it is left: {reason}", _AS_PICTURE if only_pictures else PLAIN_SVG)
    return Drawing(clean, lost)


def _declare(root: Element) -> None:
    root.set("xmlns", NAMESPACE)
    if any("xlink:href" in element.attrib for element in root.iter()):
        root.set("xmlns:xlink", "http://www.w3.org/1999/xlink")


def _shows(drawing: bytes) -> bool:
    """Whether anything is to be seen, by the program that draws it for print and slides."""
    fonts = layout_fonts(with_layouts_own=True)
    try:
        png = typst.compile(_GLANCE, sys_inputs={"svg": drawing.decode()}, font_paths=fonts, format="png", ppi=72.0)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a breakdown of Rust is no Exception (PyO3, "PanicException")
        raise UnusableDrawing("it cannot be drawn for print", PLAIN_SVG) from error
    with Image.open(io.BytesIO(png)) as shown:
        return shown.convert("RGBA").getchannel("A").getbbox() is not None
