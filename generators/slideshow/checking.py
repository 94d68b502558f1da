"""What is wrong with a deck's pictures before any slide is made of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from generators.model import Deck, Image
from generators.problems import Problems, did_you_mean
from generators.slideshow.paragraphs import objects
from generators.slideshow.pictures import proportions


def check_pictures(deck: Deck, assets: Mapping[str, Path], problems: Problems) -> None:
    """Adds each picture that is not there or is no picture, at the slide that shows it."""
    for slide in deck.slides:
        for image in objects(slide.body):
            if not isinstance(image, Image):
                continue
            path = assets.get(image.source)
            if path is None:
                hint = did_you_mean(image.source, assets) or "put it into content/assets/"
                problems.error(
                    slide.place, f"the slide '{slide.title}' shows '{image.source}', which is not there", hint
                )
            elif proportions(path) is None:
                hint = "export it again as SVG, PNG, or JPEG"
                problems.error(
                    slide.place, f"'{image.source}' on the slide '{slide.title}' is no readable picture", hint
                )
