"""A teaching guide as plain data for the layout program, with its slides' drawings and the files of their pictures."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from PIL import Image

from generators.brand.palette import palette
from generators.brand.pdf_language import layout_language
from generators.decks.slideshow.content import Run, SlideParagraph, paragraphs
from generators.decks.slideshow.design import Box
from generators.decks.slideshow.links import KitLinks
from generators.decks.slideshow.miniature import Area, Corner, Mark, Picture, TextLine
from generators.decks.slideshow.pictures import VECTOR, pixels, proportions
from generators.decks.teaching.guide import Cue, Guide, GuidePart, GuideSlide, Handout, Miniature
from generators.model import Brand, Paper
from generators.packs.photos import upright
from generators.words.catalogue import Words
from generators.words.direction import direction
from generators.words.isolation import isolated_texts

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
            case TextLine():
                return _line(mark)


def _line(line: TextLine) -> dict[str, Any]:
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
    return {"text": run.text, "bold": run.bold, "italic": run.italic, "struck": run.struck}


def _bounds(box: Box) -> dict[str, float]:
    return {"x": box.left, "y": box.top, "width": box.width, "height": box.height}


@lru_cache(maxsize=64)
def _small(photo: bytes) -> bytes:
    """A photo as a PNG, as small as it is shown."""
    with Image.open(io.BytesIO(photo)) as picture:
        small = upright(picture, MOST).convert("RGBA")
        out = io.BytesIO()
        small.save(out, "PNG", optimize=True)
    return out.getvalue()


Data = dict[str, Any]

MOST_PICTURES = 4
MOST_LETTERS = 2000
"""What stands on one page beside each other; anything longer is set so that it can go on on the next."""

_COLORS = ("primary", "primary_deep", "primary_text", "accent_text", "accent_shape", "tint", "ink")


@dataclass(frozen=True, slots=True)
class Sheets:
    """All that the layout program needs: plain ``data``, and pictures as ``files`` by the name that it uses.

    ``language`` (BCP 47) is the guide's.
    """

    language: str
    data: Data
    files: Mapping[str, bytes]


def sheets_of(guide: Guide, brand: Brand, paper: Paper, links: KitLinks) -> Sheets:
    """The guide in the local's colors, not yet laid out."""
    album, colors = Album(), palette(brand)
    data = {
        **layout_language(guide.deck.lang),
        "right_to_left": direction(guide.deck.lang) == "rtl",
        "paper": paper,
        "colors": {name: getattr(colors, name) for name in _COLORS},
        "words": _words_data(guide.words),
        "title": guide.deck.title,
        "local": guide.local,
        "logo": album.name(brand.logo) if brand.logo and proportions(brand.logo) else "",
        "logo_size": pixels(brand.logo) if brand.logo else None,
        "logo_alt": brand.logo_alt or brand.name,
        "facts": guide.facts,
        "purpose": guide.purpose,
        "room": guide.room,
        "materials": guide.materials,
        "handouts": [_handout(handout) for handout in guide.handouts],
        "parts": [_part(part, album, links) for part in guide.parts],
        "end": guide.ends,
    }
    shown = isolated_texts(data, _TEXTS) if data["right_to_left"] else data
    return Sheets(guide.deck.lang, shown, album.files)


_TEXTS = frozenset({"text", "title", "purpose", "room", "materials", "facts"})
"""Where the data holds what authors wrote."""


def _words_data(words: Words) -> Data:
    return {**asdict(words.guide), "page": words.common.page, "you_need": words.common.you_need}


def _handout(handout: Handout) -> Data:
    texts = {"title": handout.form.title, "appendix": handout.appendix, "copies": handout.copies}
    return {**texts, "address": handout.address}


def _part(part: GuidePart, album: Album, links: KitLinks) -> Data:
    return {
        "title": part.title,
        "clock": part.clock,
        "length": part.length,
        "rows": [_row(slide) for slide in part.rows],
        "slides": [_slide(slide, album, links) for slide in part.slides],
    }


def _row(slide: GuideSlide) -> list[str]:
    return [slide.clock, slide.minutes, slide.number, slide.source.title, slide.how]


def _slide(slide: GuideSlide, album: Album, links: KitLinks) -> Data:
    cues = [_cue(cue, links) for cue in slide.cues]
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


def _cue(cue: Cue, links: KitLinks) -> Data:
    said = [_paragraph(item) for item in paragraphs(links.followed(cue.nodes))]
    return {"act": cue.act, "label": cue.label, "paragraphs": said}


def _paragraph(paragraph: SlideParagraph) -> Data:
    return {
        "runs": [{**run_data(run), "address": run.href} for run in paragraph.runs],
        "heading": paragraph.heading,
        "marker": paragraph.marker,
        "level": paragraph.level,
        "number": paragraph.number,
    }
