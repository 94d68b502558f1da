"""Assembles a deck with python-pptx: slides on their layouts, notes, pictures, links, sections, properties."""

from __future__ import annotations

import io
import uuid
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache

from msgspec import Struct
from pptx import Presentation
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.parts.image import ImagePart
from pptx.parts.slide import NotesSlidePart, SlideLayoutPart, SlidePart
from pptx.presentation import Presentation as OpenedPresentation

from generators.model.remembered import remembered_by_value
from generators.ooxml.package import Parts
from generators.ooxml.xml import Element, node, root
from generators.writers.deck.base import AUTHOR, parts_of
from generators.writers.deck.shapes import group_head, presentation_bytes, presentation_part

LONGEST_PROPERTY = 255
"""As many letters as python-pptx takes for a document's property."""

SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
"""The extension that groups slides into sections ([MS-PPTX], sectionLst)."""

FIRST_LINK = 2
"""The number of a slide's first link: its layout has the first id."""

FIRST_NOTES_LINK = 3
"""The same of its notes, behind their master and the slide."""

PICTURES = {"png": "image/png", "jpg": "image/jpeg", "svg": "image/svg+xml"}


class SlideStub(Struct, frozen=True):
    """A slide without its words: its layout's part, and the slots that its markup and its notes refer to, in order.

    A slot is the name of a picture's file (``image1.png``), or else stands for an address on the web.
    """

    layout: str
    slots: tuple[str, ...]
    section: str
    notes_slots: tuple[str, ...] = ()


class Plan(Struct, frozen=True):
    """A deck without its words, pictures, and addresses; many locals share one.

    ``base`` is the file to build on; ``made`` the time of the build, or None for none.
    """

    base: bytes
    name: str
    title: str
    subject: str
    lang: str
    frames: tuple[SlideStub, ...]
    made: datetime | None


@remembered_by_value
def assembled(plan: Plan) -> Parts:
    """The parts of the package by name; slides, notes, pictures, and addresses are still to be filled in."""
    presentation = Presentation(io.BytesIO(plan.base))
    _clear(presentation)
    layouts = {part.partname: part for part in _layouts(presentation)}
    pictures: dict[str, Part] = {}
    for number, frame in enumerate(plan.frames, 1):
        _add_slide(presentation, number, frame, layouts[PackURI(f"/{frame.layout}")], pictures)
    _add_sections(presentation, plan)
    _describe(presentation, plan)
    return parts_of(presentation.part.package)


def slide_name(number: int) -> str:
    return f"ppt/slides/slide{number}.xml"


def picture_name(slot: str) -> str:
    return f"ppt/media/{slot}"


def slot_address(slot: str) -> str:
    """What stands in a slide's relationships until the address is filled in."""
    return f"slot:{slot}:"


def relationships_name(part: str) -> str:
    """Where the relationships of a slide or of its notes are kept."""
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels"


def notes_name(number: int) -> str:
    return f"ppt/notesSlides/notesSlide{number}.xml"


def _clear(presentation: OpenedPresentation) -> None:
    """Takes out the slides of a template."""
    slides = presentation.element.get_or_add_sldIdLst()
    for row in list(slides):
        presentation.part.drop_rel(row.rId)
        slides.remove(row)


def _add_slide(
    presentation: OpenedPresentation, number: int, frame: SlideStub, layout: SlideLayoutPart, pictures: dict[str, Part]
) -> None:
    package = presentation.part.package
    slide = SlidePart(PackURI(f"/{slide_name(number)}"), CONTENT_TYPE.PML_SLIDE, package, parse_xml(_empty("p:sld")))
    slide.relate_to(layout, RELATIONSHIP_TYPE.SLIDE_LAYOUT)
    _relate_all(slide, frame.slots, FIRST_LINK, pictures)
    presentation.element.get_or_add_sldIdLst().add_sldId(presentation.part.relate_to(slide, RELATIONSHIP_TYPE.SLIDE))
    partname = PackURI(f"/{notes_name(number)}")
    notes = NotesSlidePart(partname, CONTENT_TYPE.PML_NOTES_SLIDE, package, parse_xml(_empty("p:notes")))
    notes.relate_to(presentation.part.notes_master_part, RELATIONSHIP_TYPE.NOTES_MASTER)
    notes.relate_to(slide, RELATIONSHIP_TYPE.SLIDE)
    _relate_all(notes, frame.notes_slots, FIRST_NOTES_LINK, pictures)
    slide.relate_to(notes, RELATIONSHIP_TYPE.NOTES_SLIDE)


def _layouts(presentation: OpenedPresentation) -> Iterator[SlideLayoutPart]:
    """The layouts of all masters: a template may have several."""
    return (layout.part for master in presentation.slide_masters for layout in master.slide_layouts)


def _relate_all(part: Part, slots: tuple[str, ...], first: int, pictures: dict[str, Part]) -> None:
    for position, slot in enumerate(slots, first):
        given = _relate(part, slot, pictures)
        assert given == f"rId{position}", "the markup was written with this id"


def _relate(slide: Part, slot: str, pictures: dict[str, Part]) -> str:
    """The id by which the part's markup refers to the slot."""
    kind = PICTURES.get(slot.rpartition(".")[2])
    if kind is None:
        return slide.relate_to(slot_address(slot), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    if slot not in pictures:
        pictures[slot] = ImagePart(PackURI(f"/{picture_name(slot)}"), kind, slide.package, slot.encode())
    return slide.relate_to(pictures[slot], RELATIONSHIP_TYPE.IMAGE)


@lru_cache(maxsize=2)
def _empty(tag: str) -> bytes:
    tree = node("p:spTree", {}, *group_head())
    return presentation_bytes(presentation_part(tag, {}, node("p:cSld", {}, tree)))


def _add_sections(presentation: OpenedPresentation, plan: Plan) -> None:
    """The sections of the slide sorter; slides before the first stand under the deck's title."""
    ids = [row.id for row in presentation.element.get_or_add_sldIdLst()]
    groups: list[tuple[str, list[Element]]] = []
    for frame, number in zip(plan.frames, ids, strict=True):
        if frame.section or not groups:
            groups.append((frame.section or plan.title, []))
        groups[-1][1].append(node("p14:sldId", {"id": number}))
    listed = root("p14:sectionLst", ("p14",))
    for position, (name, rows) in enumerate(groups):
        key = uuid.uuid5(uuid.NAMESPACE_URL, f"section:{plan.name}:{position}:{name}")
        attributes = {"name": name, "id": f"{{{str(key).upper()}}}"}
        listed.append(node("p14:section", attributes, node("p14:sldIdLst", {}, *rows)))
    for old in presentation.element.findall("{*}extLst"):
        presentation.element.remove(old)
    presentation.element.append(node("p:extLst", {}, node("p:ext", {"uri": SECTIONS}, listed)))


def _describe(presentation: OpenedPresentation, plan: Plan) -> None:
    """The document's properties: the local as author, no person, and no time but the one that was given."""
    properties = presentation.core_properties
    properties.title, properties.language = plan.title[:LONGEST_PROPERTY], plan.lang
    properties.subject = plan.subject[:LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = AUTHOR
    if plan.made is not None:
        properties.created = properties.modified = plan.made
