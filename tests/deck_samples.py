"""Decks and kits made by hand for the tests: outlines as an author types them, read as the kit reads them."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

from PIL import Image
from pptx import Presentation
from pptx.presentation import Presentation as OpenedPresentation
from sample import DIALECT, above, lines

from generators.decks.slideshow.compose import Setting, compose, own_layouts
from generators.decks.slideshow.content import ComposedSlide
from generators.decks.teaching.outline import read_deck
from generators.model import Brand, Deck, Kit, Outline, OutlineFrontMatter, Page, Place, Profile, SiteSettings
from generators.model.problems import Problems
from generators.writers.deck.writer import deck_file

BRAND = Brand("Local 104", "#1f5a8c", "#c8502b")
EVERY_LAYOUT = Path(__file__).parent / "writers" / "every-layout.md"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 100"><rect width="400" height="100"/></svg>'
WORDS = "mentor mentee union local member steward question promise meeting listening courage work"


def deck(outline: str, lang: str = "en", name: str = "talk", **keys: object) -> Deck:
    """The deck of an outline, whatever its problems."""
    file = f"slides/{name}.md"
    front = above(OutlineFrontMatter, {"title": "A talk", **keys}, file)
    return read_deck(Outline(f"{name}.md", lang, lines(outline, file), front, Place(file, 1)), {}, DIALECT, Problems())


def deck_of_pages(outline: str, *pages: Page) -> Deck:
    """The deck of an outline that uses ``pages``, whatever its problems."""
    front = above(OutlineFrontMatter, {"title": "A talk"}, "slides/talk.md")
    read = Outline("talk.md", "en", lines(outline, "slides/talk.md"), front, Place("slides/talk.md", 1))
    return read_deck(read, {page.path: page for page in pages}, DIALECT, Problems())


def every_layout() -> Deck:
    """A deck that shows each layout once."""
    return deck(
        EVERY_LAYOUT.read_text(encoding="utf-8"), name="every-layout", title="Every layout", audience="trainers"
    )


def kit(*decks: Deck, brand: Brand = BRAND, assets: Mapping[str, Path] | None = None) -> Kit:
    """A kit that holds no more than decks."""
    empty = Path()
    local = Profile("local-104", brand, {}, "en", "letter", "")
    return Kit(local, SiteSettings(empty, "", empty, (), None), (), (), decks, assets or {}, None, "")


def shown(outline: str, lang: str = "en", assets: Mapping[str, Path] | None = None) -> tuple[ComposedSlide, ...]:
    """The slides as composed, without the title slide that every deck has."""
    setting = Setting(own_layouts(lang), assets=assets, cover=("Local 104",))
    return tuple(slide for slide in compose(deck(outline, lang), setting) if slide.title != "A talk")


def opened(made: Deck, brand: Brand = BRAND, assets: Mapping[str, Path] | None = None) -> OpenedPresentation:
    """The deck as another program reads it."""
    data = deck_file(made, kit(made, brand=brand, assets=assets))
    return Presentation(io.BytesIO(data))


def prose(count: int) -> str:
    """A text of ``count`` words."""
    words = WORDS.split()
    return " ".join(words[number % len(words)] for number in range(count)).capitalize() + "."


def sample_assets(folder: Path) -> dict[str, Path]:
    """A bitmap and a drawing for the deck of all layouts."""
    Image.new("RGB", (400, 400), "#1f5a8c").save(folder / "square.png")
    (folder / "bar.svg").write_text(SVG, encoding="utf-8")
    return {file.name: file for file in folder.iterdir()}
