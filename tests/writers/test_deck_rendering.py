"""What LibreOffice draws is what was measured: no text leaves its box, and lines break where they were said to."""

from __future__ import annotations

import random
import shutil
import subprocess

import pypdfium2
import pytest
from deck_samples import WORDS, deck, kit

from generators.decks.slideshow.compose import Setting, compose, own_layouts
from generators.decks.slideshow.content import ComposedSlide, TextFill
from generators.decks.slideshow.fit import TextBox, height
from generators.writers.deck.writer import deck_file

OFFICE = shutil.which("soffice") or shutil.which("libreoffice") or ""
SLIDES = 24
TOLERANCE = 0.03
"""By how much of its height a text may differ between the measure and the drawing."""

pytestmark = pytest.mark.skipif(not OFFICE, reason="needs LibreOffice to draw slides with")


@pytest.fixture(scope="module")
def outline() -> str:
    """Slides of random length, some of them too long for one slide."""
    chance = random.Random(7)
    words = [*WORDS.split(), "responsibility", "follow-up", "re-election", "confidentiality"]

    def sentence(most: int) -> str:
        return " ".join(chance.choice(words) for _ in range(chance.randint(3, most))).capitalize()

    slides: list[str] = []
    for number in range(SLIDES):
        points = [f"- {sentence(18)} **{sentence(4)}**" for _ in range(chance.randint(3, 8))]
        nested = [f"{point}\n    - {sentence(14)}" if chance.random() < 0.4 else point for point in points]
        slides.append(f"## Slide {number}\n\n" + "\n".join(nested))
    return "\n\n".join(slides)


@pytest.fixture(scope="module")
def drawn(outline: str, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[ComposedSlide, float]]:
    """Each slide as composed, and the height in points that its text takes when LibreOffice draws it."""
    folder = tmp_path_factory.mktemp("drawn")
    made = deck(outline)
    file = folder / "deck.pptx"
    file.write_bytes(deck_file(made, kit(made)))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [OFFICE, "--headless", profile, "--convert-to", "pdf", "--outdir", str(folder), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    slides = compose(made, Setting(own_layouts("en")))
    document = pypdfium2.PdfDocument(folder / "deck.pdf")
    pairs = [(shown, _text_height(page, shown)) for shown, page in zip(slides, document, strict=True)]
    document.close()
    return pairs[1:]


def _text_height(page: pypdfium2.PdfPage, shown: ComposedSlide) -> float:
    """From the top of the body's box to the foot of the lowest letter above the footer."""
    text = page.get_textpage()
    scale = 540 / page.get_height()
    feet = [(page.get_height() - text.get_charbox(index, loose=True)[1]) * scale for index in range(text.count_chars())]
    body = next(place.box for place in shown.layout.placeholders if place.role == "body")
    return float(max(foot for foot in feet if foot < 500) - body.top)


def _measured(shown: ComposedSlide) -> float:
    place = next(place for place in shown.layout.placeholders if place.role == "body")
    fill = shown.fills["body"]
    assert isinstance(fill, TextFill)
    return height(fill.paragraphs, TextBox.of(place.box, place.style, "Arial"), fill.scale)


def test_no_text_leaves_its_box(drawn: list[tuple[ComposedSlide, float]]) -> None:
    for shown, high in drawn:
        box = next(place.box for place in shown.layout.placeholders if place.role == "body")
        assert high <= box.height + 2, shown.title


def test_the_measure_agrees_with_the_drawing(drawn: list[tuple[ComposedSlide, float]]) -> None:
    """Shrunk text is left out: LibreOffice shrinks by a factor of its own."""
    whole = [(shown, high) for shown, high in drawn if _scale(shown) == 1.0]
    assert len(whole) >= SLIDES // 2
    for shown, high in whole:
        assert _measured(shown) == pytest.approx(high, rel=TOLERANCE), shown.title


def _scale(shown: ComposedSlide) -> float:
    fill = shown.fills["body"]
    return fill.scale if isinstance(fill, TextFill) else 0.0
