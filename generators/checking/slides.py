"""What is wrong with a deck's pictures, and with the template it is made on, before any slide is made."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from generators.decks.slideshow.arrange import arrange
from generators.decks.slideshow.content import objects
from generators.decks.slideshow.pictures import fault
from generators.decks.slideshow.words import is_right_to_left, words
from generators.model import Deck, Image, Kit
from generators.model.problems import Problems, did_you_mean


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


def check_template(kit: Kit, problems: Problems) -> None:
    """Adds why a local's own template cannot be used, and what it lacks of what the decks show."""
    file = kit.local.brand.template
    if file is None:
        return
    # Packs without a template need not wait for the libraries that read one.
    from generators.decks.slideshow.templates import template_of
    from generators.packs.templates import UnusableTemplate

    place = kit.local.set_keys.get("brand.template", kit.local.place)
    rtl = any(is_right_to_left(deck.lang) for deck in kit.decks)
    try:
        template = template_of(file, rtl=rtl)
    except UnusableTemplate as fault:
        problems.error(place, f"'brand.template': '{file.name}' cannot be used: {fault.reason}", fault.hint)
        return
    if template.left_out:
        kinds = ", ".join(template.left_out)
        problems.warn(place, f"left out of the template: pictures of the kind {kinds}", "use PNG or JPEG pictures")
    shown = _arrangements(kit)
    for gap in template.gaps:
        if gap.layouts & shown:
            problems.warn(place, gap.message, "add such a layout in View > Slide Master, or leave it so")


def _arrangements(kit: Kit) -> frozenset[str]:
    """The layouts that the slides of all decks ask for."""
    return frozenset(
        item.layout for deck in kit.decks for slide in deck.slides for item in arrange(slide, words(deck.lang))
    )
