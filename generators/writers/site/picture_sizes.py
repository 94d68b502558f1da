"""How large pictures are, so that a page leaves room for them before they arrive."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from posixpath import dirname, join, normpath

_ROOT = re.compile(r"<svg\b[^>]*>")
_LENGTH = re.compile(r'\b(?P<name>width|height)="(?P<value>[0-9.]+)(?:px)?"')
_VIEW_BOX = re.compile(r'\bviewBox="[-0-9.]+[\s,]+[-0-9.]+[\s,]+(?P<width>[0-9.]+)[\s,]+(?P<height>[0-9.]+)"')
_IMAGE = re.compile(r'<img\b(?![^>]*\swidth=)(?P<before>[^>]*?\ssrc="(?P<source>[^"]+)")')


@dataclass(frozen=True, slots=True)
class Size:
    """In CSS pixels."""

    width: int
    height: int


def with_sizes(content: str, page_url: str, assets: Mapping[str, Path]) -> str:
    """The HTML of the page at ``page_url`` with each picture's size; all pictures but the first wait to be scrolled to.

    ``assets`` are the site's files by their paths below it.
    """
    seen = 0

    def sized(match: re.Match[str]) -> str:
        nonlocal seen
        seen += 1
        file = assets.get(normpath(join(dirname(page_url), match["source"])))
        size = size_of(file) if file else None
        room = f' width="{size.width}" height="{size.height}"' if size else ""
        wait = ' loading="lazy"' if seen > 1 else ""
        return f"<img{room}{wait}{match['before']}"

    return _IMAGE.sub(sized, content)


def size_of(file: Path) -> Size | None:
    """The size of the picture in ``file``, or None if it does not say."""
    read: Callable[[Path], Size | None] = _of_drawing if file.suffix.lower() == ".svg" else _of_photo
    return read(file)


def _of_drawing(file: Path) -> Size | None:
    root = _ROOT.search(file.read_text(encoding="utf-8", errors="replace"))
    if root is None:
        return None
    lengths = {match["name"]: float(match["value"]) for match in _LENGTH.finditer(root[0])}
    box = _VIEW_BOX.search(root[0])
    if lengths.keys() != {"width", "height"} and box:
        lengths = {"width": float(box["width"]), "height": float(box["height"])}
    if lengths.keys() != {"width", "height"} or min(lengths.values()) < 1:
        return None
    return Size(round(lengths["width"]), round(lengths["height"]))


def _of_photo(file: Path) -> Size | None:
    from PIL import Image  # most kits hold drawings alone, and need not wait for it

    try:
        with Image.open(file) as picture:
            return Size(*picture.size)
    except OSError:
        return None
