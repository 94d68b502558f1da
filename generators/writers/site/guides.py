"""What the template of a deck's teaching guide is filled with: to teach from, with a phone or tablet in hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from posixpath import dirname, relpath

from lxml import html as lxml_html
from lxml.etree import SubElement
from lxml.html import HtmlElement
from msgspec import Struct

from generators.decks.slideshow.content import PictureName
from generators.decks.slideshow.miniature import Mark
from generators.decks.slideshow.miniature_svg import as_group, as_svg
from generators.decks.teaching.guide import Guide, GuidePart, GuideSlide, Handout, Miniature
from generators.markdown.dialect import Anchor
from generators.markdown.texts import texts_of
from generators.markup.element import Markup, escaped
from generators.model import (
    Callout,
    CodeBlock,
    Deck,
    Heading,
    Image,
    Inline,
    ListBlock,
    Node,
    Nodes,
    Paragraph,
    Quote,
    Span,
    Table,
)
from generators.model.kit import published
from generators.model.remembered import remembered_by_items
from generators.reading.links import is_safe_link, scheme_of
from generators.words.catalogue import marked, say
from generators.words.direction import direction
from generators.words.sections import GuideWords
from generators.writers.site import downloads
from generators.writers.site.article import add_text, finish, inner_html
from generators.writers.site.generated import deck_bar, deck_path
from generators.writers.site.indexes import Entry, Kind, text_of
from generators.writers.site.running_text import isolate
from generators.writers.site.views import PageView, SiteContext, relative


class GuideView(Struct, frozen=True, dict=True):
    """A guide as its template sees it, on ``page``; ``addresses`` are those below the site, by path."""

    guide: Guide
    site: SiteContext
    page: PageView
    addresses: Mapping[str, str]

    @property
    def words(self) -> GuideWords:
        return self.guide.words.guide

    def say(self, name: str) -> Markup:
        """A word (of guides: ``run_sheet``) as HTML, marked where it is not in the deck's own language."""
        return say(self.guide.words, name if "." in name else f"guide.{name}")

    def label(self, text: str) -> Markup:
        """A label that was made of the words of guides."""
        return marked(self.guide.words, "guide.when", text)

    @property
    def deck(self) -> Deck:
        return self.guide.deck

    @property
    def deck_page(self) -> str:
        """The address of the deck's own page."""
        return self.to(deck_path(self.deck))

    @property
    def bar(self) -> Markup:
        """The files to take along."""
        files = downloads.of_deck(self.deck)
        taken = (files.guide, files.run_sheet, files.slides)
        return deck_bar(self.deck, (), self.page.src_uri, taken, self.site, is_row=True)

    def part_title(self, part: GuidePart) -> Markup:
        return escaped(part.title) if part.title else self.say("opening")

    def part_anchor(self, part: GuidePart) -> str:
        return f"part-{self.guide.parts.index(part) + 1}"

    def anchor(self, slide: GuideSlide) -> str:
        return f"slide-{slide.first}"

    def form(self, handout: Handout) -> str:
        """The address of the form's page."""
        return self.to(handout.form.page.path)

    def picture(self, picture: Miniature) -> Markup:
        ground, own, foot = picture.parts
        parts = (self._drawn.get(ground, ground), own, self._drawn.get(foot, foot))
        return as_svg(parts, picture.alt, self.asset, rtl=self._rtl)

    @cached_property
    def art(self) -> Markup:
        """What several slides show, each drawn once."""
        drawn = (as_group(marks, name, self.asset, rtl=self._rtl) for marks, name in self._drawn.items())
        return Markup("").join(drawn)

    @cached_property
    def _drawn(self) -> Mapping[tuple[Mark, ...], str]:
        """The grounds and feet that several slides have, by the names of their drawings."""
        slides = (slide for part in self.guide.parts for slide in part.slides)
        pictures = (picture.parts for slide in slides for picture in slide.pictures)
        counted = Counter(marks for ground, _, foot in pictures for marks in (ground, foot) if marks)
        shared = (marks for marks, count in counted.items() if count > 1)
        return {marks: f"kit-drawn-{number}" for number, marks in enumerate(shared, 1)}

    @property
    def _rtl(self) -> bool:
        return direction(self.deck.lang) == "rtl"

    def shown(self, nodes: Nodes) -> Markup:
        """Text of the author's, as HTML."""
        words, table = self.guide.words.site.other_site, self.site.words.site.table
        return _shown(nodes, self._leading(nodes), words, table, direction(self.deck.lang))

    def outline(self) -> Iterator[Anchor]:
        """What the page's contents list: what there is to prepare, the run sheet, and the parts."""
        guide = self.guide
        prepared = [
            ("purpose", "purpose", guide.purpose),
            ("room", "room", guide.room),
            ("materials", "materials", guide.materials),
            ("handouts", "handouts", guide.handouts),
            ("run_sheet", "run-sheet", guide.parts),
        ]
        for word, anchor, there in prepared:
            if there:
                yield Anchor(self.say(word), anchor, 2)
        for part in guide.parts:
            yield Anchor(self.part_title(part), self.part_anchor(part), 2)

    def entries(self) -> Iterator[Entry]:
        """What search finds: the page by its purpose, and each slide by what it shows and what is said to it."""
        url, title = self.page.url, str(self.page.meta["title"])
        yield Entry(url, title, title, self.guide.purpose, Kind.SLIDES)
        for slide in (slide for part in self.guide.parts for slide in part.slides):
            nodes = (*slide.source.body, *(node for cue in slide.cues for node in cue.nodes))
            text = _read_out(nodes, self._leading(nodes))
            yield Entry(f"{url}#{self.anchor(slide)}", title, slide.source.title, text, Kind.SLIDES)

    def _leading(self, nodes: Nodes) -> str:
        """Where the links in ``nodes`` lead from this page, with a NUL between them, which no address has."""
        return "\0".join(map(self.to, links_in(nodes)))

    def to(self, address: str) -> str:
        """Where a link of the kit's leads from this page; empty for what is on no page of the site."""
        if scheme_of(address):
            return address if is_safe_link(address) else ""
        path, mark, anchor = address.partition("#")
        target = self.addresses.get(path)
        return relative(target, self.page.url) + mark + anchor if target else ""

    @cached_property
    def _assets(self) -> Mapping[Path, str]:
        return {file: published(self.site.kit, path) for path, file in self.site.kit.assets.items()}

    def asset(self, name: PictureName) -> str:
        """Where the page finds a picture of the kit's; empty for one that the site does not have."""
        path = self._assets.get(name, "") if isinstance(name, Path) else published(self.site.kit, str(name))
        return relpath(path, dirname(self.page.dest_uri)) if path else ""


@remembered_by_items
def links_in(nodes: Nodes) -> tuple[str, ...]:
    """The links in ``nodes``, as an author wrote them."""
    return tuple(dict.fromkeys(span.href for text in texts_of(nodes) for span in text if span.href))


@remembered_by_items
def _shown(nodes: Nodes, leading: str, other_site: str, table: str, way: str) -> Markup:
    """``nodes`` as HTML, with links that lead to the addresses in ``leading``; most are those of the locals before."""
    body = _tree(nodes, leading)
    finish(body, inner_html(body), other_site, table)
    if way == "rtl":
        isolate(body)
    return Markup(inner_html(body))


@remembered_by_items
def _read_out(nodes: Nodes, leading: str) -> str:
    """The words of ``nodes``, by which search finds them."""
    return text_of(_tree(nodes, leading))


def _tree(nodes: Nodes, leading: str) -> HtmlElement:
    body = lxml_html.Element("div")
    names = links_in(nodes)
    _Tree(dict(zip(names, leading.split("\0"), strict=True)) if names else {}).blocks(body, nodes)
    return body


class _Tree(Struct, frozen=True):
    """Builds HTML of the document tree: headings become strong paragraphs, and pictures the words for them.

    ``links`` are the addresses to which links lead, by what the author wrote.
    """

    links: Mapping[str, str]

    def blocks(self, into: HtmlElement, nodes: Nodes) -> None:
        for node in nodes:
            self._block(into, node)

    def _block(self, into: HtmlElement, node: Node) -> None:
        match node:
            case Paragraph():
                self._inline(SubElement(into, "p"), node.text)
            case Heading():
                self._title(into, node.text)
            case ListBlock():
                self._list(into, node)
            case Quote():
                self.blocks(SubElement(into, "blockquote"), node.blocks)
            case Callout():
                self._title(into, node.title)
                self.blocks(into, node.blocks)
            case CodeBlock():
                SubElement(SubElement(into, "pre"), "code").text = node.text
            case Table():
                self._table(into, node)
            case Image():
                self._picture(into, node)

    def _title(self, into: HtmlElement, text: Inline) -> None:
        if text:
            self._inline(SubElement(SubElement(into, "p"), "strong"), text)

    def _picture(self, into: HtmlElement, picture: Image) -> None:
        if picture.alt and not picture.decorative:
            SubElement(SubElement(into, "p"), "em").text = picture.alt

    def _list(self, into: HtmlElement, block: ListBlock) -> None:
        start = {"start": str(block.start)} if block.ordered and block.start != 1 else {}
        made = SubElement(into, "ol" if block.ordered else "ul", start)
        for item in block.items:
            self._item(SubElement(made, "li"), item.blocks)

    def _item(self, into: HtmlElement, blocks: Nodes) -> None:
        """One paragraph needs no more than its words."""
        if blocks and isinstance(blocks[0], Paragraph):
            self._inline(into, blocks[0].text)
            blocks = blocks[1:]
        self.blocks(into, blocks)

    def _table(self, into: HtmlElement, table: Table) -> None:
        made = SubElement(into, "table")
        if table.caption:
            self._inline(SubElement(made, "caption"), table.caption)
        head = SubElement(SubElement(made, "thead"), "tr")
        for cell in table.header:
            self._inline(SubElement(head, "th", {"scope": "col"}), cell)
        body = SubElement(made, "tbody")
        for row in table.rows:
            line = SubElement(body, "tr")
            for cell in row:
                self._inline(SubElement(line, "td"), cell)

    def _inline(self, into: HtmlElement, text: Inline) -> None:
        for span in text:
            self._span(into, span)

    def _span(self, into: HtmlElement, span: Span) -> None:
        styles = (("strong", span.strong), ("em", span.emphasis), ("code", span.code), ("del", span.struck))
        found = self.links[span.href] if span.href else ""
        add_text(into, span.text, found, (tag for tag, wanted in styles if wanted))
