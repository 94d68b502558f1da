"""What is wrong with a deck's pictures before any slide is made of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from generators.model import Deck, Image
from generators.problems import Problems, did_you_mean
from generators.slideshow.paragraphs import objects
from generators.slideshow.pictures import fault


def check_pictures(deck: Deck, assets: Mapping[str, Path], problems: Problems) -> None:
    """Adds each picture that is not there or is no picture, at the slide that shows it."""
    for slide in deck.slides:
        for image in objects(slide.body):
            if isinstance(image, Image):
                message, hint = _complaint(image.source, assets)
                if message:
                    problems.error(slide.place, f"the slide '{slide.title}' shows '{image.source}', {message}", hint)


def _complaint(source: str, assets: Mapping[str, Path]) -> tuple[str, str]:
    path = assets.get(source)
    if path is None:
        return "which is not there", did_you_mean(source, assets) or "put it into content/assets/"
    wrong = fault(path)
    return f"which {wrong}" if wrong else "", "export it again as SVG, PNG, or JPEG"
