"""All parts of a deck: the base, its slides and notes, sections, and the document's properties."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from generators.archive import Parts
from generators.brand import Palette
from generators.model import Deck
from generators.slideshow.content import Shown
from generators.slideshow.layouts import LAYOUTS
from generators.slideshow.words import is_right_to_left
from generators.writers.deck.base import THEMES, base_parts, base_types, page_sizes
from generators.writers.deck.markup import Element, node, presentation_part, root, serialized, with_text
from generators.writers.deck.package import (
    PRESENTATION_TYPE,
    Relationships,
    content_types,
    relationships_name,
)
from generators.writers.deck.slides import SlideParts, slide_parts
from generators.writers.deck.theme import theme_part

MAIN = "ppt/presentation.xml"
CORE, APPLICATION = "docProps/core.xml", "docProps/app.xml"
FIRST_SLIDE_ID = 256
SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
"""The extension that groups slides into sections ([MS-PPTX], sectionLst)."""

CORE_LINK = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"


@dataclass(frozen=True, slots=True)
class Identity:
    """What a deck says of itself: ``author`` is the local; ``made`` a Unix time, or None for no time at all."""

    author: str
    footer: str
    palette: Palette
    family: str
    made: int | None = None


def presentation(deck: Deck, slides: Sequence[Shown], identity: Identity) -> Parts:
    """The parts of the whole file by name."""
    parts: dict[str, bytes] = dict(base_parts(deck.lang))
    parts |= dict.fromkeys(THEMES, theme_part(identity.palette, identity.author, identity.family))
    types = dict(base_types())
    positions = {name: position for position, name in enumerate(LAYOUTS)}
    for number, shown in enumerate(slides, 1):
        target = f"../slideLayouts/slideLayout{positions[shown.layout.name] + 1}.xml"
        _add_slide(parts, types, number, slide_parts(shown, target, identity.footer))
    _add_main(parts, types, deck, slides)
    _add_properties(parts, types, deck, identity)
    parts["[Content_Types].xml"] = content_types(types)
    return parts


def _add_slide(parts: dict[str, bytes], types: dict[str, str], number: int, made: SlideParts) -> None:
    slide, notes = f"ppt/slides/slide{number}.xml", f"ppt/notesSlides/notesSlide{number}.xml"
    made.links.to("notesSlide", f"../notesSlides/notesSlide{number}.xml")
    back = Relationships()
    back.to("notesMaster", "../notesMasters/notesMaster1.xml")
    back.to("slide", f"../slides/slide{number}.xml")
    parts |= {slide: made.slide, notes: made.notes}
    parts |= {relationships_name(slide): made.links.part(), relationships_name(notes): back.part()}
    parts |= {f"ppt/media/{name}": data for name, data in made.media.items()}
    types |= {slide: f"{PRESENTATION_TYPE}slide+xml", notes: f"{PRESENTATION_TYPE}notesSlide+xml"}


def _add_main(parts: dict[str, bytes], types: dict[str, str], deck: Deck, slides: Sequence[Shown]) -> None:
    links = Relationships()
    master = links.to("slideMaster", "slideMasters/slideMaster1.xml")
    notes_master = links.to("notesMaster", "notesMasters/notesMaster1.xml")
    for kind in ("presProps", "viewProps", "tableStyles"):
        links.to(kind, f"{kind}.xml")
    links.to("theme", "theme/theme1.xml")
    ids = [links.to("slide", f"slides/slide{number}.xml") for number in range(1, len(slides) + 1)]
    attributes: dict[str, str | int] = {"saveSubsetFonts": 1, "showSpecialPlsOnTitleSld": 0}
    if is_right_to_left(deck.lang):
        attributes["rtl"] = 1
    rows = [node("p:sldId", {"id": FIRST_SLIDE_ID + number, "r:id": name}) for number, name in enumerate(ids)]
    main = presentation_part(
        "p:presentation",
        attributes,
        node("p:sldMasterIdLst", {}, node("p:sldMasterId", {"id": 2147483648, "r:id": master})),
        node("p:notesMasterIdLst", {}, node("p:notesMasterId", {"r:id": notes_master})),
        node("p:sldIdLst", {}, *rows),
        *page_sizes(),
        _default_text(deck.lang),
        node("p:extLst", {}, node("p:ext", {"uri": SECTIONS}, _sections(deck, slides))),
    )
    parts |= {MAIN: serialized(main), relationships_name(MAIN): links.part()}
    types[MAIN] = f"{PRESENTATION_TYPE}presentation.main+xml"


def _default_text(lang: str) -> Element:
    return node("p:defaultTextStyle", {}, node("a:defPPr", {}, node("a:defRPr", {"lang": lang})))


def _sections(deck: Deck, slides: Sequence[Shown]) -> Element:
    """The sections of the slide sorter; slides before the first stand under the deck's title."""
    groups: list[tuple[str, list[Element]]] = []
    for number, shown in enumerate(slides):
        if shown.section or not groups:
            groups.append((shown.section or deck.title, []))
        groups[-1][1].append(node("p14:sldId", {"id": FIRST_SLIDE_ID + number}))
    result = root("p14:sectionLst", ("p14",))
    for position, (name, rows) in enumerate(groups):
        key = uuid.uuid5(uuid.NAMESPACE_URL, f"section:{deck.name}:{position}:{name}")
        attributes = {"name": name, "id": f"{{{str(key).upper()}}}"}
        result.append(node("p14:section", attributes, node("p14:sldIdLst", {}, *rows)))
    return result


def _add_properties(parts: dict[str, bytes], types: dict[str, str], deck: Deck, identity: Identity) -> None:
    links = Relationships()
    links.to("officeDocument", MAIN)
    links.to(CORE_LINK, CORE)
    links.to("extended-properties", APPLICATION)
    parts["_rels/.rels"] = links.part()
    fields: Mapping[str, str] = {
        "dc:title": deck.title,
        "dc:subject": deck.audience,
        "dc:creator": identity.author,
        "dc:language": deck.lang,
        "cp:lastModifiedBy": identity.author,
    }
    rows = [with_text(tag, value) for tag, value in fields.items() if value]
    rows += _times(identity.made)
    prefixes = ("cp", "dc", "dcterms", "xsi")
    parts[CORE] = serialized(root("cp:coreProperties", prefixes, {}, *rows))
    parts[APPLICATION] = serialized(
        root(
            "ep:Properties",
            (),
            {},
            with_text("ep:Application", "Mentoring Kit"),
            with_text("ep:Company", identity.author),
        )
    )
    types[CORE] = "application/vnd.openxmlformats-package.core-properties+xml"
    types[APPLICATION] = "application/vnd.openxmlformats-officedocument.extended-properties+xml"


def _times(made: int | None) -> list[Element]:
    if made is None:
        return []
    moment = datetime.fromtimestamp(made, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return [with_text(tag, moment, {"xsi:type": "dcterms:W3CDTF"}) for tag in ("dcterms:created", "dcterms:modified")]
