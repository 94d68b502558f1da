"""A teaching guide as plain data for the layout program, and the files of the pictures in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from generators.brand.palette import palette
from generators.model import Brand, Paper
from generators.slideshow.content import Paragraph
from generators.slideshow.paragraphs import paragraphs
from generators.slideshow.pictures import proportions
from generators.slideshow.words import is_right_to_left
from generators.teaching.guide import Guide, GuidePart, GuideSlide, Handout, Miniature
from generators.teaching.script import Cue
from generators.writers.guide.pictures import Album, run_data

Data = dict[str, Any]

MOST_PICTURES = 4
MOST_LETTERS = 2000
"""What stands on one page beside each other; anything longer is set so that it can go on on the next."""

_COLORS = ("primary", "primary_deep", "primary_text", "accent_text", "accent_shape", "tint", "ink")


@dataclass(frozen=True, slots=True)
class Sheets:
    """All that the layout program needs: plain ``data``, and pictures as ``files`` by the name that it uses."""

    data: Data
    files: Mapping[str, bytes]


def sheets_of(guide: Guide, brand: Brand, paper: Paper) -> Sheets:
    """The guide in the local's colors, not yet laid out."""
    album, colors = Album(), palette(brand)
    data = {
        "lang": guide.deck.lang,
        "right_to_left": is_right_to_left(guide.deck.lang),
        "paper": paper,
        "colors": {name: getattr(colors, name) for name in _COLORS},
        "words": asdict(guide.words),
        "title": guide.deck.title,
        "local": guide.local,
        "logo": album.name(brand.logo) if brand.logo and proportions(brand.logo) else "",
        "logo_alt": brand.logo_alt or brand.name,
        "facts": guide.facts,
        "purpose": guide.purpose,
        "room": guide.room,
        "materials": guide.materials,
        "handouts": [_handout(handout) for handout in guide.handouts],
        "parts": [_part(part, album) for part in guide.parts],
        "end": guide.ends,
    }
    return Sheets(data, album.files)


def _handout(handout: Handout) -> Data:
    return {"title": handout.form.title, "appendix": handout.appendix, "copies": handout.copies}


def _part(part: GuidePart, album: Album) -> Data:
    return {
        "title": part.title,
        "clock": part.clock,
        "length": part.length,
        "rows": [_row(slide) for slide in part.rows],
        "slides": [_slide(slide, album) for slide in part.slides],
    }


def _row(slide: GuideSlide) -> list[str]:
    return [slide.clock, slide.minutes, slide.number, slide.source.title, slide.how]


def _slide(slide: GuideSlide, album: Album) -> Data:
    cues = [_cue(cue) for cue in slide.cues]
    letters = sum(len(run["text"]) for cue in cues for paragraph in cue["paragraphs"] for run in paragraph["runs"])
    return {
        "long": letters > MOST_LETTERS or len(slide.pictures) > MOST_PICTURES,
        "number": slide.number,
        "title": slide.source.title,
        "facts": [fact for fact in (slide.clock, slide.length, slide.how) if fact],
        "pictures": [_picture(picture, album) for picture in slide.pictures],
        "cues": cues,
        "materials": slide.materials,
    }


def _picture(picture: Miniature, album: Album) -> Data:
    return {"alt": picture.alt, "marks": album.drawing(picture.marks)}


def _cue(cue: Cue) -> Data:
    return {"act": cue.act, "label": cue.label, "paragraphs": [_paragraph(item) for item in paragraphs(cue.nodes)]}


def _paragraph(paragraph: Paragraph) -> Data:
    return {
        "runs": [run_data(run) for run in paragraph.runs],
        "marker": paragraph.marker,
        "level": paragraph.level,
        "number": paragraph.number,
    }
