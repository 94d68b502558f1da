"""Slides as drawing instructions for the layout program, and the files of the pictures in them."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps

from generators.slideshow.content import Run
from generators.slideshow.design import Box
from generators.slideshow.miniature import Area, Corner, Line, Mark, Picture
from generators.slideshow.pictures import VECTOR

MOST = 560
"""The longer side, in pixels, of a photo in a guide."""


@dataclass(frozen=True, slots=True)
class Album:
    """The pictures of a guide by the name under which the layout program finds them."""

    files: dict[str, bytes] = field(default_factory=dict)

    def name(self, path: Path) -> str:
        """Puts the picture in, once, and gives its name."""
        is_drawing = path.suffix.lower() == VECTOR
        data = path.read_bytes() if is_drawing else _small(path.read_bytes())
        name = f"{hashlib.sha256(data).hexdigest()[:12]}{VECTOR if is_drawing else '.png'}"
        self.files[name] = data
        return name

    def drawing(self, marks: Iterable[Mark]) -> list[dict[str, Any]]:
        """A slide's marks as data; lengths in points of the slide."""
        return [self._mark(mark) for mark in marks]

    def _mark(self, mark: Mark) -> dict[str, Any]:
        match mark:
            case Area(kind, box, color, radius, opacity):
                return {"kind": kind, **_bounds(box), "color": color, "radius": radius, "opacity": opacity}
            case Corner(points, color):
                return {"kind": "corner", "points": points, "color": color}
            case Picture(path, box):
                return {"kind": "picture", **_bounds(box), "file": self.name(path)}
            case Line():
                return _line(mark)


def _line(line: Line) -> dict[str, Any]:
    return {
        "kind": "line",
        "x": line.left,
        "y": line.top,
        "held": line.held,
        "size": line.size,
        "color": line.color,
        "runs": [run_data(run) for run in line.runs],
    }


def run_data(run: Run) -> dict[str, Any]:
    """A piece of text in one style."""
    return {"text": run.text, "bold": run.bold, "italic": run.italic}


def _bounds(box: Box) -> dict[str, float]:
    return {"x": box.left, "y": box.top, "width": box.width, "height": box.height}


@lru_cache(maxsize=64)
def _small(photo: bytes) -> bytes:
    """A photo as a PNG, as small as it is shown."""
    with Image.open(io.BytesIO(photo)) as picture:
        small = ImageOps.exif_transpose(picture).convert("RGBA")
        small.thumbnail((MOST, MOST))
        out = io.BytesIO()
        small.save(out, "PNG", optimize=True)
    return out.getvalue()
