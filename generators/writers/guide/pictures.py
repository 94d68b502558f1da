"""Slides as drawing instructions for the layout program, and the files of the pictures in them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generators.slideshow.bitmaps import thumbnail
from generators.slideshow.content import Run
from generators.slideshow.design import Box
from generators.slideshow.miniature import Area, Corner, Line, Mark, Picture


@dataclass(frozen=True, slots=True)
class Album:
    """The pictures of a guide by the name under which the layout program finds them."""

    files: dict[str, bytes] = field(default_factory=dict)

    def name(self, path: Path) -> str:
        """Puts the picture in, once, and gives its name."""
        data = thumbnail(path)
        name = f"{hashlib.sha256(data).hexdigest()[:12]}.png"
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
        "runs": [_run(run) for run in line.runs],
    }


def _run(run: Run) -> dict[str, Any]:
    return {"text": run.text, "bold": run.bold, "italic": run.italic}


def _bounds(box: Box) -> dict[str, float]:
    return {"x": box.left, "y": box.top, "width": box.width, "height": box.height}
