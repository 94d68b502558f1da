"""A page that no author writes, as a value, and the macros of its template."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2
from msgspec import Struct

from generators.caching.templates import template_cache
from generators.markdown.dialect import Dialect, PageHtml, page_html
from generators.markup.element import Markup, markdown_text
from generators.model import NOWHERE, Line, Lines
from generators.model.replacing import replace
from generators.words.catalogue import ENGLISH
from generators.words.direction import direction
from generators.writers.site import downloads
from generators.writers.site.downloads import Download
from generators.writers.site.views import SiteContext


class GeneratedPage(Struct, frozen=True):
    """A page with a title and ``sections``: the heading of each as HTML, the first one's empty, and its HTML.

    ``language`` is empty when it is the site's own; ``template`` is one of the theme's own; ``audience`` says for whom
    the page is. ``shown`` is the title as HTML, where it is the kit's and no author's. A page that ``is_unlisted``
    stands in no list.
    """

    path: str
    title: str
    description: str
    sections: tuple[tuple[Markup, Markup], ...]
    shown: str = ""
    language: str = ""
    template: str = ""
    audience: tuple[str, ...] = ()
    is_unlisted: bool = False

    @property
    def meta(self) -> dict[str, object]:
        """What templates read of the page, as front matter would say it."""
        said: dict[str, object] = {"title": self.title, "description": self.description, **spoken(self.language)}
        said |= {"template": self.template, "audience": list(self.audience), "unlisted": self.is_unlisted}
        said["title_lang"] = ENGLISH if self.shown.startswith("<") else ""
        return {key: value for key, value in said.items() if value}

    def markdown(self, blocks: Sequence[str] = ()) -> str:
        """The page as Markdown, so that its headings have anchors and links as everywhere; HTML where ``blocks`` are.

        There is a block for each section; without any, their own HTML stands there.
        """
        parts = [f"# {self.shown or markdown_text(self.title)}"]
        for number, (heading, html) in enumerate(self.sections):
            parts += [f"## {heading}"] if heading else []
            parts.append(blocks[number] if blocks else html)
        return "\n\n".join(parts)

    def html(self, dialect: Dialect) -> PageHtml:
        """The page as the kit's Markdown makes it, which reads none of the sections' HTML: that is finished."""
        stand_ins = [f"KITBLOCK{number}" for number in range(len(self.sections))]
        made = page_html(_lines(self.markdown(stand_ins)), dialect)
        html = made.html
        for stand_in, (_, block) in zip(stand_ins, self.sections, strict=True):
            paragraph = str(macros().paragraph(stand_in))
            if paragraph not in html:  # an extension has changed it
                return page_html(_lines(self.markdown()), dialect)
            html = html.replace(paragraph, block)
        return replace(made, html=html)


def _lines(text: str) -> Lines:
    return tuple(Line(line, NOWHERE) for line in text.split("\n"))


class PageLink(Struct, frozen=True):
    label: str
    address: str


class FileLink(Struct, frozen=True):
    """A file to take along, its address on the page, and the page that shows the same, if there is one."""

    file: Download
    address: str
    label: str = ""
    page: PageLink | None = None


class Row(Struct, frozen=True):
    """What can be taken along under one title; ``readers`` are those whom it is for, or empty."""

    title: str
    address: str
    files: tuple[FileLink, ...]
    readers: str = ""


def spoken(language: str) -> dict[str, str]:
    """What a page in another language than the site's says of it; nothing for the site's own, which is empty."""
    return {"lang": language, "dir": direction(language)} if language else {}


def file_bar(
    facts: Iterable[str], files: Iterable[tuple[Download, str]], page: str, site: SiteContext, lead: str = ""
) -> Markup:
    """Facts in a few words, and a button for each of the ``files``; with a ``lead``, they are one row of links."""
    links = [FileLink(file, site.to_file(file.path, page), label) for file, label in files]
    return Markup(macros().bar([*filter(None, facts)], links, site.words.site.downloads, lead))


@lru_cache(1)
def macros() -> Any:
    """The macros of the template, each a function that gives escaped HTML."""
    loader = jinja2.FileSystemLoader(Path(__file__).parent)
    environment = jinja2.Environment(
        autoescape=True,
        loader=loader,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        bytecode_cache=template_cache(),
    )
    environment.globals["room_for_size"] = Markup(downloads.ROOM_FOR_SIZE)
    return environment.get_template("generated.html.jinja").module
