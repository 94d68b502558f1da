"""Draws what a field shows: nothing but ruled lines when empty, a dot or a tick when chosen."""

from __future__ import annotations

RULE_GRAY = 0.6
RULE_WIDTH = 0.5
_CIRCLE = 0.5523
"""How far the handles of four Bézier curves stand out to make a circle of radius 1."""


def ruled(width: float, height: float, lines: int) -> bytes:
    """The inner rules of an empty writing area (points): they print, and go once a viewer writes an answer there."""
    steps = (height * line / lines for line in range(1, lines))
    return b"".join(
        f"{RULE_GRAY} G {RULE_WIDTH} w 0 {step:.2f} m {width:.2f} {step:.2f} l S ".encode() for step in steps
    )


def dot(width: float, height: float) -> bytes:
    """A chosen radio button's dot, without a color: a glyph that names one is not drawn by every viewer."""
    radius, middle, center = width * 0.3, width / 2, height / 2
    handle = _CIRCLE * radius
    curves = (
        (radius, handle, handle, radius, 0.0, radius),
        (-handle, radius, -radius, handle, -radius, 0.0),
        (-radius, -handle, -handle, -radius, 0.0, -radius),
        (handle, -radius, radius, -handle, radius, 0.0),
    )
    drawn = [f"{middle + radius:.3f} {center:.3f} m"]
    for curve in curves:
        points = (value + (middle if index % 2 == 0 else center) for index, value in enumerate(curve))
        drawn.append(" ".join(f"{point:.3f}" for point in points) + " c")
    return (" ".join(drawn) + " f").encode()


def tick(width: float, height: float) -> bytes:
    """A checked box's tick, without a color."""
    points = ((0.2, 0.5), (0.42, 0.26), (0.82, 0.78))
    placed = [f"{x * width:.3f} {y * height:.3f}" for x, y in points]
    return f"q {width * 0.13:.2f} w 1 J 1 j {placed[0]} m {placed[1]} l {placed[2]} l S Q".encode()
