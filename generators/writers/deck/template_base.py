"""A local's own template as the file to build on, with all that a deck needs beside masters and layouts."""

from __future__ import annotations

import io
from functools import lru_cache

from pptx import Presentation
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.presentation import Presentation as OpenedPresentation

from generators.packs.archive import Parts, zipped
from generators.slideshow.words import is_right_to_left
from generators.writers.deck.base import add_properties, add_views
from generators.writers.deck.markup import node
from generators.writers.deck.masters import notes_master_part

NOTES_THEME = "/ppt/theme/notesTheme1.xml"


def template_base(parts: Parts, lang: str) -> bytes:
    """The rebuilt template in ``parts`` as a file without slides: with properties of ours, and a notes master."""
    return _completed(zipped(parts), lang)


@lru_cache(maxsize=8)
def _completed(template: bytes, lang: str) -> bytes:
    presentation = Presentation(io.BytesIO(template))
    add_properties(presentation.part.package, lang)
    add_views(presentation.part)
    if not any(row.reltype == RELATIONSHIP_TYPE.NOTES_MASTER for row in presentation.part.rels.values()):
        _add_notes_master(presentation, rtl=is_right_to_left(lang))
    saved = io.BytesIO()
    presentation.save(saved)
    return saved.getvalue()


def _add_notes_master(presentation: OpenedPresentation, *, rtl: bool) -> None:
    """Notes pages of ours, in the template's own colors and fonts."""
    package = presentation.part.package
    theme = presentation.slide_masters[0].part.part_related_by(RELATIONSHIP_TYPE.THEME)
    data = notes_master_part(rtl=rtl)
    name = PackURI("/ppt/notesMasters/notesMaster1.xml")
    notes = Part(name, CONTENT_TYPE.PML_NOTES_MASTER, package, data)
    notes.relate_to(Part(PackURI(NOTES_THEME), CONTENT_TYPE.OFC_THEME, package, theme.blob), RELATIONSHIP_TYPE.THEME)
    key = presentation.part.relate_to(notes, RELATIONSHIP_TYPE.NOTES_MASTER)
    listed = node("p:notesMasterIdLst", {}, node("p:notesMasterId", {"r:id": key}))
    presentation.element.find("{*}sldMasterIdLst").addnext(listed)
