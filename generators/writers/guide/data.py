"""A teaching guide as plain data for the layout program, with its slides' drawings and the files of their pictures.

What is a local's own in it has room of its own, so that locals that teach the same share all the rest.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from msgspec import Struct, field, to_builtins
from PIL import Image

from generators.brand.palette import PAPER, mixed, palette
from generators.brand.pdf_language import layout_language
from generators.brand.pdf_layout import SITE
from generators.brand.pdf_parts import Part
from generators.brand.pdf_rooms import rooms, token_drawing
from generators.decks.slideshow.content import PictureName, Run, SlideParagraph, file_of, paragraphs
from generators.decks.slideshow.design import Box, slide_colors
from generators.decks.slideshow.links import KitLinks, site_of
from generators.decks.slideshow.miniature import Area, Corner, Mark, Picture, TextLine
from generators.decks.slideshow.pictures import VECTOR, pixels, proportions
from generators.decks.teaching.guide import Cue, Guide, GuidePart, GuideSlide, Handout, Miniature
from generators.model import Brand, Kit, Nodes, Paper
from generators.model.remembered import remembered, remembered_by_value
from generators.packs.photos import upright
from generators.words.as_typed import as_typed
from generators.words.direction import direction
from generators.words.isolation import isolated_texts

MOST = 560
"""The longer side, in pixels, of a photo in a guide."""


class Album(Struct, frozen=True):
    """The pictures of a guide by the name under which the layout program finds them.

    ``assets`` are their files; drawings of which it has the ``shares`` (``Kit.shares``) are in colors that stand for
    the local's.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    assets: Mapping[str, Path] = field(default_factory=dict)
    shares: Mapping[Path, str] = field(default_factory=dict)

    def name(self, picture: PictureName) -> str:
        """Puts the picture in, once, and gives its name."""
        path = file_of(picture, self.assets)
        is_drawing = path.suffix.lower() == VECTOR
        data = self._tokens(path) or (path.read_bytes() if is_drawing else _small(path.read_bytes()))
        name = f"{hashlib.sha256(data).hexdigest()[:12]}{VECTOR if is_drawing else '.png'}"
        self.files[name] = data
        return name

    def is_own(self, mark: Mark) -> bool:
        """Whether the mark is a drawing whose colors are the local's for good."""
        if not isinstance(mark, Picture):
            return False
        path = file_of(mark.path, self.assets)
        return path.suffix.lower() == VECTOR and not self._tokens(path)

    def _tokens(self, path: Path) -> bytes:
        return _token_drawing(self.shares.get(path, ""))

    def drawing(self, marks: tuple[Mark, ...]) -> tuple[dict[str, Any], ...]:
        """A slide's marks as data; lengths in points of the slide."""
        if any(isinstance(mark, Picture) for mark in marks):
            return tuple(self._mark(mark) for mark in marks)
        return _drawing(marks)

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


@lru_cache(maxsize=256)
def _token_drawing(in_shares: str) -> bytes:
    """A drawing for all locals, or nothing."""
    return token_drawing(in_shares).encode("utf-8")


@remembered
def _drawing(marks: tuple[Mark, ...]) -> tuple[dict[str, Any], ...]:
    """Marks without pictures, which are the same for the next local."""
    album = Album()
    return tuple(album._mark(mark) for mark in marks)


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


@remembered_by_value
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

_COLORS = (
    "primary_mark", "on_primary_mark", "primary_deep", "primary_text", "accent_text", "accent_mark", "tint", "ink",
)  # fmt: skip
_LIGHT = ("primary_text", "accent_text", "ink")
"""Colors that are used in a lighter shade as well."""

_SHADE = 0.25

HEAD, FOOT, SLIDE = "head", "foot", "slide"
"""Kinds of parts that are a local's own."""


def guide_colors(brand: Brand) -> Mapping[str, str]:
    """The colors of a guide and of the slides in it, by the names that the layout program asks for."""
    colors = palette(brand)
    own: dict[str, str] = {name: getattr(colors, name) for name in _COLORS}
    light = {f"{name}_light": mixed(own[name], PAPER, _SHADE) for name in _LIGHT}
    return {**own, **light, **{str(name): color for name, color in slide_colors(colors).items()}}


class Sheets(Struct, frozen=True):
    """All that the layout program needs: plain ``data``, ``parts`` of it that are a local's own, and pictures.

    ``language`` (BCP 47) is the guide's; ``files`` and ``own_files``, those of the parts, are by the name that the
    layout program uses.
    """

    language: str
    data: Data
    parts: tuple[Data, ...]
    files: Mapping[str, bytes]
    own_files: Mapping[str, bytes]


def sheets_of(guide: Guide, brand: Brand, paper: Paper, links: KitLinks) -> Sheets:
    """The guide, not yet laid out. Its own address on the web is ``SITE``."""
    name, kit = guide.deck.name, links.kit
    shared, own_album = Album({}, kit.assets, kit.shares), Album({}, kit.assets)
    words = {**to_builtins(guide.words.guide), "page": guide.words.common.page, "you_need": guide.words.common.you_need}
    spoken = {**layout_language(guide.deck.lang), "right_to_left": direction(guide.deck.lang) == "rtl", "words": words}
    own = _OwnSlides(name, _own_facts(kit), shared, own_album, [])
    site = _Site(links)
    data = {
        **spoken,
        **sender_data(guide.local, brand, paper, own_album),
        "name": name,
        "title": guide.deck.title,
        "facts": guide.facts,
        "purpose": guide.purpose,
        "room": guide.room,
        "materials": guide.materials,
        "handouts": [_handout(handout, site) for handout in guide.handouts],
        "parts": [_part(part, own, site) for part in guide.parts],
        "end": guide.ends,
    }
    drawn = [{"name": f"{kind}:{name}", "kind": kind, "marks": []} for kind in (HEAD, FOOT)]
    told = {**spoken, "words": {one: words[one] for one in ("title", "page")}, "title": guide.deck.title}
    parts = [{**told, **part} for part in (*drawn, *own.parts)]
    if data["right_to_left"]:
        data, *parts = (isolated_texts(one, _TEXTS) for one in (data, *parts))
    return Sheets(guide.deck.lang, data, tuple(parts), shared.files, own_album.files)


def sender_data(local: str, brand: Brand, paper: Paper, album: Album) -> Data:
    """Whose guides they are."""
    return {
        "paper": paper,
        "local": local,
        "logo": album.name(brand.logo) if brand.logo and proportions(brand.logo) else "",
        "logo_size": pixels(brand.logo) if brand.logo else None,
        "logo_alt": brand.logo_alt or brand.name,
    }


def with_rooms(data: Data, parts: Mapping[str, Part]) -> Data:
    """``data`` with room for ``parts``, in the place of what is a local's own."""
    logo = {"logo": BLANK, "logo_size": None} if data["logo"] else {}
    shown = [{**part, "slides": [_slide_with_rooms(slide) for slide in part["slides"]]} for part in data["parts"]]
    return {**data, "local": "x", **logo, "logo_alt": "x", "rooms": rooms(parts), "parts": shown}


def _slide_with_rooms(slide: Data) -> Data:
    return {**slide, "pictures": [{**picture, "own_marks": []} for picture in slide["pictures"]]}


BLANK = "blank.svg"
"""Stands in a layout for a logo."""


class _Site(Struct, frozen=True):
    """Addresses on the local's site, as they stand in a layout."""

    links: KitLinks

    def shared(self, address: str) -> str:
        site = site_of(self.links.kit)
        return SITE + address.removeprefix(site) if site and address.startswith(site) else address

    def shared_in(self, said: tuple[Data, ...]) -> tuple[Data, ...]:
        """The same in what is said."""
        if not site_of(self.links.kit):
            return said
        runs = ([{**run, "address": self.shared(run["address"])} for run in one["runs"]] for one in said)
        return tuple({**one, "runs": shown} for one, shown in zip(said, runs, strict=True))


_SHORTEST = 4
"""Letters of a fact that is looked for on slides: shorter ones are found in every other word."""


def _own_facts(kit: Kit) -> tuple[str, ...]:
    """What is said of this local alone."""
    groups = (kit.local.variables.get(name, {}) for name in ("local", "contact", "conduct_contact"))
    facts = (kit.local.brand.name, *(fact for group in groups for fact in group.values()))
    return tuple(" ".join(as_typed(fact).split()) for fact in facts if len(fact) >= _SHORTEST)


class _OwnSlides(Struct, frozen=True):
    """Parts the slides of one deck into what all locals share, and the ``parts`` that name this one or show its colors
    in drawings whose colors no layout can leave open."""

    deck: str
    facts: tuple[str, ...]
    shared: Album
    own: Album
    parts: list[Data]

    def picture(self, picture: Miniature) -> Data:
        """A slide for the layout: its marks, and what is a local's own of them with the name of its room."""
        if self._is_own(picture.marks):
            return self._with_part(picture, (), (*picture.marks, *picture.foot))
        return self._with_part(picture, picture.marks, picture.foot)

    def _with_part(self, picture: Miniature, shared: tuple[Mark, ...], own: tuple[Mark, ...]) -> Data:
        drawn = self.own.drawing(own)
        name = next((part["name"] for part in self.parts if part["marks"] == drawn), "") if drawn else ""
        if drawn and not name:
            name = f"{SLIDE}:{self.deck}:{len(self.parts)}"
            self.parts.append({"name": name, "kind": SLIDE, "marks": drawn, "is_whole": not shared})
        return {"alt": picture.alt, "marks": self.shared.drawing(shared), "own": name, "own_marks": drawn}

    def _is_own(self, marks: tuple[Mark, ...]) -> bool:
        if any(map(self.shared.is_own, marks)):
            return True
        runs = (run.text for mark in marks if isinstance(mark, TextLine) for run in (*mark.runs, _BETWEEN))
        text = " ".join(as_typed("".join(runs)).split())
        return any(fact in text for fact in self.facts)


_BETWEEN = Run(" ")


_TEXTS = frozenset({"text", "title", "purpose", "room", "materials", "facts"})
"""Where the data holds what authors wrote."""


def _handout(handout: Handout, site: _Site) -> Data:
    texts = {"title": handout.form.title, "appendix": handout.appendix, "copies": handout.copies}
    return {**texts, "address": site.shared(handout.address)}


def _part(part: GuidePart, own: _OwnSlides, site: _Site) -> Data:
    return {
        "title": part.title,
        "clock": part.clock,
        "length": part.length,
        "rows": [_row(slide) for slide in part.rows],
        "slides": [_slide(slide, own, site) for slide in part.slides],
    }


def _row(slide: GuideSlide) -> list[str]:
    return [slide.clock, slide.minutes, slide.number, slide.source.title, slide.how]


def _slide(slide: GuideSlide, own: _OwnSlides, site: _Site) -> Data:
    cues = [_cue(cue, site) for cue in slide.cues]
    letters = sum(len(run["text"]) for cue in cues for paragraph in cue["paragraphs"] for run in paragraph["runs"])
    return {
        "long": letters > MOST_LETTERS or len(slide.pictures) > MOST_PICTURES,
        "number": slide.number,
        "title": slide.source.title,
        "facts": [fact for fact in (slide.clock, slide.length, slide.how) if fact],
        "pictures": [own.picture(picture) for picture in slide.pictures],
        "cues": cues,
        "materials": slide.materials,
    }


def _cue(cue: Cue, site: _Site) -> Data:
    said = site.shared_in(_said(site.links.followed(cue.nodes)))
    return {"act": cue.act, "label": cue.label, "paragraphs": said}


@remembered
def _said(nodes: Nodes) -> tuple[Data, ...]:
    """What is said, which nobody changes: it is the same for the next local."""
    return tuple(map(_paragraph, paragraphs(nodes)))


def _paragraph(paragraph: SlideParagraph) -> Data:
    return {
        "runs": [{**run_data(run), "address": run.href} for run in paragraph.runs],
        "heading": paragraph.heading,
        "marker": paragraph.marker,
        "level": paragraph.level,
        "number": paragraph.number,
    }
