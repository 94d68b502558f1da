"""Templates made with python-pptx for the tests, as locals bring them, and kits that use them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from deck_samples import BRAND, kit, sample_assets
from pptx import Presentation
from pptx.presentation import Presentation as OpenedPresentation
from pptx.util import Length

from generators.checking.slides import check_template
from generators.model import Deck, Kit
from generators.model.problems import Problems
from generators.model.replacing import replace

GERMAN = {
    "Title Slide": "Titelfolie", "Title and Content": "Titel und Inhalt", "Section Header": "Abschnitt",
    "Two Content": "Zwei Inhalte", "Comparison": "Vergleich", "Title Only": "Nur Titel", "Blank": "Leer",
}  # fmt: skip


def saved(presentation: OpenedPresentation) -> bytes:
    target = io.BytesIO()
    presentation.save(target)
    return target.getvalue()


def template(keep: tuple[str, ...] = (), names: Mapping[str, str] | None = None, wide: float = 0) -> bytes:
    """PowerPoint's old 4:3 design with a slide of its own, some of its layouts, renamed, stretched to ``wide``."""
    made = Presentation()
    for layout in list(made.slide_layouts):
        if keep and layout.name not in keep:
            made.slide_layouts.remove(layout)
    if made.slide_layouts:
        slide = made.slides.add_slide(made.slide_layouts[0])
        slide.shapes.add_textbox(0, 0, 9, 9).text_frame.text = "OLD SLIDE"
        slide.notes_slide.notes_text_frame.text = "OLD NOTES"
    for layout in made.slide_layouts:
        layout.name = (names or {}).get(layout.name, f"Muster {layout.name[::-1]}")
    if wide:
        made.slide_width = Length((made.slide_height or 0) * 16 // 9)
        for owner in (made.slide_master, *made.slide_layouts):
            for shape in owner.placeholders:
                if shape._element.spPr.xfrm is not None:
                    shape.left, shape.width = round(shape.left * wide), round(shape.width * wide)
    return saved(made)


def repacked(data: bytes, changed: Mapping[str, bytes]) -> bytes:
    """The file with some parts added or replaced."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, changed.get(name, old.read(name)))
        for name in changed.keys() - set(old.namelist()):
            new.writestr(name, changed[name])
    return target.getvalue()


def kit_on(data: bytes, folder: Path, *shown: Deck) -> Kit:
    """A kit whose local brings the template."""
    pictures = folder / "pictures"
    pictures.mkdir(exist_ok=True)
    file = folder / "own.pptx"
    file.write_bytes(data)
    return kit(*shown, brand=replace(BRAND, template=file), assets=sample_assets(pictures))


def told(made: Kit) -> list[str]:
    """What is said of the kit's template."""
    problems = Problems()
    check_template(made, problems)
    return [problem.message for problem in problems.found]
