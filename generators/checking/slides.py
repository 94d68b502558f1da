"""What is wrong with a deck's pictures, its prose, and the template it is made on, before any slide is written."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from pathlib import Path, PurePosixPath

from generators.brand.metrics import deck_family
from generators.checking.link_hints import seen_from
from generators.decks.slideshow.arrange import arrange
from generators.decks.slideshow.compose import MOST_SLIDES, Setting, own_layouts, slides_of
from generators.decks.slideshow.content import objects
from generators.decks.slideshow.pictures import fault
from generators.decks.teaching.guide import cues, known_labels, unknown_labels
from generators.markdown.texts import texts_of
from generators.model import Deck, Image, Kit, Paragraph, Slide
from generators.model.current_work import working_on
from generators.model.problems import Problems, did_you_mean, nearest_file
from generators.reading.links import is_in_kit
from generators.reading.pack_files import PICTURES
from generators.words.catalogue import words_of
from generators.words.direction import direction


def check_pictures(
    deck: Deck, assets: Mapping[str, Path], problems: Problems, pages: Mapping[str, str] | None = None
) -> None:
    """Adds each picture that is not there or is no picture, where it is written.

    ``pages`` gives the path of the page that a file's lines stand on, from which its author names pictures.
    """
    for slide in deck.slides:
        for image in objects(slide.body):
            if isinstance(image, Image):
                base = (pages or {}).get(image.place.file, "")
                _check_picture(image, slide, assets, base, problems)


def _check_picture(image: Image, slide: Slide, assets: Mapping[str, Path], base: str, problems: Problems) -> None:
    shows = f"the slide '{slide.title}' shows '{image.source}', which"
    path = assets.get(image.source)
    if path is None and not is_in_kit(image.source):
        hint = "save it into the folder of the pages, and show that copy"
        problems.error("picture-missing", image.place, f"{shows} is on the web and no file of the kit", hint)
    elif path is None:
        pictures = (known for known in assets if PurePosixPath(known).suffix.lower() in PICTURES)
        hint = nearest_file(image.source, pictures, seen_from(base)) or "put it into content/assets/"
        problems.error("picture-missing", image.place, f"{shows} is not there", hint)
    elif wrong := fault(path):
        problems.error("picture-unusable", image.place, f"{shows} {wrong}", "export it again as SVG, PNG, or JPEG")


def check_prose(deck: Deck, kit: Kit, problems: Problems) -> None:
    """Warns of slides that are an essay: a long text, which goes on over more slides than its minutes allow."""
    setting = Setting(own_layouts(deck.lang), deck_family(kit.local.brand.font))
    for slide in deck.slides:
        if not _is_prose(slide):
            continue
        made = tuple(islice(slides_of(slide, setting, deck.lang), MOST_SLIDES))
        count = sum("body" in shown.fills for shown in made)
        if count <= (slide.minutes or WITHOUT_MINUTES) or count == 1:
            continue
        length = f"{slide.minutes:g} minute{'' if slide.minutes == 1 else 's'}" if slide.minutes else "one heading"
        problems.warn(
            "slide-full-of-prose",
            slide.place,
            f"'{slide.title}' is prose: {count} slides for {length}",
            "take a marked passage of the page, '<!-- slide: NAME -->' to '<!-- /slide -->'",
            "or let the notes have the prose and the slide its key points: '<!-- use: page.md#name notes -->'",
        )


def check_notes(deck: Deck, problems: Problems) -> None:
    """Warns of notes with a part that the guide does not know, and would print as the words of the part before it.

    On a page, and in notes without any part, bold words may be just that: there only what nearly is a part is named.
    """
    known = known_labels(deck.lang)
    for slide in deck.slides:
        for paragraph, label in unknown_labels(slide.notes):
            meant = did_you_mean(label.capitalize(), known)
            in_parts = any(cue.label for cue in cues(slide.notes))
            if not meant and not (in_parts and paragraph.place.file == deck.place.file):
                continue
            parts = ", ".join(f"**{part}:**" for part in known)
            hint = f"known are {parts}; other words may be bold without a colon"
            message = f"the notes of '{slide.title}' have a part '{label}', which the guide does not know"
            problems.warn("slide-notes-unknown-part", paragraph.place, message, meant or hint)


WITHOUT_MINUTES = 2
"""Slides that a text may go on over where nobody says how long it takes."""

_SENTENCE = 120
"""Letters; what is shorter is a point of a slide."""

_FULL = 900
"""Letters that fill a slide and more."""


def _is_prose(slide: Slide) -> bool:
    """Whether most of a long text is paragraphs, not points."""
    letters = sum(len(span.text) for text in texts_of(slide.body) for span in text)
    paragraphs = (_length(node) for node in slide.body if isinstance(node, Paragraph))
    return letters > _FULL and 2 * sum(length for length in paragraphs if length > _SENTENCE) > letters


def _length(paragraph: Paragraph) -> int:
    return sum(len(span.text) for span in paragraph.text)


def check_template(kit: Kit, problems: Problems) -> None:
    """Adds why a local's own template cannot be used, and what it lacks of what the decks show."""
    file = kit.local.brand.template
    if file is None:
        return
    # Packs without a template need not wait for the libraries that read one.
    from generators.decks.slideshow.templates import template_of
    from generators.packs.templates import UnusableTemplate

    place = kit.local.set_keys.get("brand.template", kit.local.place)
    rtl = any(direction(deck.lang) == "rtl" for deck in kit.decks)
    try:
        with working_on(_named(file, kit)):
            template = template_of(file, rtl=rtl)
    except UnusableTemplate as fault:
        message = f"'brand.template': '{file.name}' cannot be used: {fault.reason}"
        problems.error("template-unusable", place, message, fault.hint)
        return
    if template.left_out:
        message = f"left out of the template: {', '.join(template.left_out)}"
        problems.warn("template-picture-removed", place, message, "use PNG or JPEG pictures")
    shown = _arrangements(kit)
    for gap in template.gaps:
        if gap.layouts & shown:
            hint = "add such a layout in View > Slide Master, or leave it so"
            problems.warn("template-missing-layout", place, gap.message, hint)


def _named(template: Path, kit: Kit) -> str:
    """The template as messages name it: by the pack's folder, and its place in it."""
    return f"{PurePosixPath(kit.local.place.file).parent}/assets/{template.as_posix().rpartition('/assets/')[2]}"


def _arrangements(kit: Kit) -> frozenset[str]:
    """The layouts that the slides of all decks ask for."""
    return frozenset(
        item.layout for deck in kit.decks for slide in deck.slides for item in arrange(slide, words_of(deck.lang))
    )
