"""A page for each deck's teaching guide, to teach from with a phone or tablet in hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from posixpath import dirname, relpath

from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils.templates import TemplateContext

from generators.decks.slideshow.miniature import as_svg
from generators.decks.teaching.guide import Guide, GuidePart, GuideSlide, Handout, Miniature, guide_of
from generators.model import Deck, Nodes
from generators.reading.links import is_safe_link, scheme_of
from generators.words.catalogue import words_of
from generators.words.direction import direction
from generators.writers.site import downloads
from generators.writers.site.desk import Desk, bar, front_matter
from generators.writers.site.finishing import finished
from generators.writers.site.markup import html_text, markdown_text
from generators.writers.site.search import Entry, text_of
from generators.writers.site.tree_html import tree_html

TEMPLATE = "guide.html"
READERS = ("trainer",)
"""Whose page it is; for other readers its link steps back."""


def guide_path(deck: Deck) -> str:
    """The path of the guide's page, below the docs folder."""
    return f"guides/{deck.name}.md"


def guide_title(deck: Deck) -> str:
    """What the page is called in lists, where the deck's own page stands beside it."""
    return f"{words_of(deck.lang).guide.title}: {deck.title}"


def guide_pages(desk: Desk) -> Mapping[str, str]:
    """The Markdown of all guides, by path: little more than a title, since the template fills them.

    Only the kit's own theme has that template; other themes offer the printed guide.
    """
    return {guide_path(deck): _page(deck, desk) for deck in desk.kit.decks} if desk.own_theme else {}


def _page(deck: Deck, desk: Desk) -> str:
    description = deck.purpose or deck.description
    language = deck.lang if deck.lang != desk.kit.local.language else ""
    head = front_matter(guide_title(deck), description, language, template=TEMPLATE, audience=READERS)
    return f"{head}\n\n# {markdown_text(guide_title(deck))}\n"


class GuidePlugin(BasePlugin):  # type: ignore[no-untyped-call, type-arg]
    """Gives the template its guide, the page its outline, and search what is said to each slide."""

    def __init__(self, desk: Desk, found: list[Entry]) -> None:
        super().__init__()
        self.desk = desk
        self.found = found
        self.files = Files([])
        self.decks = {guide_path(deck): deck for deck in desk.kit.decks}

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Remembers where the pages are that a trainer's notes link to."""
        self.files = files
        return files

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Fills a guide's page, once all other pages are known."""
        deck = self.decks.get(page.file.src_uri)
        if deck and page.meta.get("template") == TEMPLATE:
            view = GuideView(guide_of(deck, self.desk.kit), self.desk, page.file, self.files)
            page.toc = TableOfContents(list(view.outline()))
            self.found.extend(view.entries(page.url, guide_title(deck)))
            context["guide"] = view  # type: ignore[typeddict-unknown-key]
        return context


class GuideView:
    """A guide as the template shows it on the page of ``file``."""

    def __init__(self, guide: Guide, desk: Desk, file: File, files: Files) -> None:
        self.guide = guide
        self.words, self.common = guide.words.guide, guide.words.common
        self.deck = guide.deck
        self._desk = desk
        self._file = file
        self._files = files
        self._assets: Mapping[Path, str] = {file: path for path, file in desk.kit.assets.items()}

    @property
    def deck_page(self) -> str:
        """The address of the deck's own page."""
        return self._to(f"decks/{self.deck.name}.md")

    @property
    def bar(self) -> Markup:
        """The files to take along."""
        files, words, site = downloads.of_deck(self.deck), self.words, self.guide.words.site
        buttons = [(files.guide, words.title), (files.run_sheet, words.run_sheet), (files.slides, site.slides)]
        return Markup(bar([], buttons, self._file.src_uri, self._desk))

    def part_title(self, part: GuidePart) -> str:
        return part.title or self.words.opening

    def part_anchor(self, part: GuidePart) -> str:
        return f"part-{self.guide.parts.index(part) + 1}"

    def anchor(self, slide: GuideSlide) -> str:
        return f"slide-{slide.first}"

    def form(self, handout: Handout) -> str:
        """The address of the form's page."""
        return self._to(handout.form.page.path)

    def picture(self, picture: Miniature) -> Markup:
        rtl = direction(self.deck.lang) == "rtl"
        return Markup(as_svg(picture.marks, picture.alt, self._asset, rtl=rtl))

    def shown(self, nodes: Nodes) -> Markup:
        """Text of the author's, as HTML."""
        return Markup(finished(tree_html(nodes, self._to), self.guide.words.site))

    def outline(self) -> Iterator[AnchorLink]:
        """What the page's contents list: what there is to prepare, the run sheet, and the parts."""
        guide, words = self.guide, self.words
        prepared = [
            (words.purpose, "purpose", guide.purpose),
            (words.room, "room", guide.room),
            (words.materials, "materials", guide.materials),
            (words.handouts, "handouts", guide.handouts),
            (words.run_sheet, "run-sheet", guide.parts),
        ]
        for title, anchor, there in prepared:
            if there:
                yield AnchorLink(html_text(title), anchor, 2)
        for part in guide.parts:
            yield AnchorLink(html_text(self.part_title(part)), self.part_anchor(part), 2)

    def entries(self, url: str, page: str) -> Iterator[Entry]:
        """What search finds: the page by its purpose, and each slide by what it shows and what is said to it."""
        yield Entry(url, page, page, self.guide.purpose, last=True)
        for slide in (slide for part in self.guide.parts for slide in part.slides):
            nodes = (*slide.source.body, *(node for cue in slide.cues for node in cue.nodes))
            yield Entry(
                f"{url}#{self.anchor(slide)}", page, slide.source.title, text_of(tree_html(nodes, str)), last=True
            )

    def _to(self, address: str) -> str:
        """Where a link of the kit's leads from this page; empty for what is on no page of the site."""
        if scheme_of(address):
            return address if is_safe_link(address) else ""
        path, mark, anchor = address.partition("#")
        target = self._files.get_file_from_path(path)
        return target.url_relative_to(self._file) + mark + anchor if target else ""

    def _asset(self, file: Path) -> str:
        path = self._assets.get(file, "")
        return relpath(path, dirname(self._file.dest_uri)) if path else ""
