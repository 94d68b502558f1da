"""What every generated page starts from: the kit, the finished files, and the way addresses are made."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from posixpath import dirname, relpath

from generators.model import Kit
from generators.words.catalogue import Words, words_of
from generators.words.direction import direction
from generators.writers.site.downloads import ROOM_FOR_SIZE, Download
from generators.writers.site.markup import html_text, markdown_text, relative_url


@dataclass(frozen=True, slots=True)
class Desk:
    """``directory_urls`` is MkDocs' setting; ``own_theme`` says whether the theme is the kit's own."""

    kit: Kit
    directory_urls: bool
    own_theme: bool

    @property
    def words(self) -> Words:
        """The words of the site's own language; a page in another language has that one's."""
        return words_of(self.kit.local.language)


def front_matter(title: str, description: str, language: str = "", **more: object) -> str:
    """A page's front matter, as JSON, which is YAML too; ``more`` is what the theme reads besides."""
    meta = {"title": title, "description": description, **spoken(language), **more}
    return f"---\n{json.dumps({key: value for key, value in meta.items() if value}, ensure_ascii=False)}\n---"


def spoken(language: str) -> dict[str, str]:
    """What a page in another language than the site's says of it; nothing for the site's own, which is empty."""
    return {"lang": language, "dir": direction(language)} if language else {}


def link(title: str, target: str, page: str) -> str:
    """A Markdown link on the page of path ``page`` to the page of path ``target``."""
    return f"[{markdown_text(title)}]({relpath(target, dirname(page) or '.')})"


def html_link(title: str, target: str, page: str, look: str, desk: Desk) -> str:
    """The same as HTML with the class ``look``, which not every kit's Markdown can give to a link."""
    stem = target.removesuffix(".md")
    address = relative_url(page, stem if desk.directory_urls else f"{stem}.html", directory_urls=desk.directory_urls)
    slash = "/" if desk.directory_urls else ""
    return f'<a class="{look}" href="{html_text(address)}{slash}">{html_text(title)}</a>'


def bar(facts: Iterable[str], files: Iterable[tuple[Download, str]], page: str, desk: Desk) -> str:
    """What stands under the title of ``page``: facts in a few words, and a button for each file."""
    shown = "".join(f"<li>{html_text(fact)}</li>" for fact in facts if fact)
    buttons = "".join(_button(file, label, page, desk) for file, label in files)
    lines = ['<div class="kit-bar">']
    if shown:
        lines.append(f'<ul class="kit-facts">{shown}</ul>')
    if buttons:
        label = html_text(desk.words.site.downloads)
        lines.append(f'<div class="kit-downloads" role="group" aria-label="{label}">{buttons}</div>')
    return "\n".join([*lines, "</div>"])


def file_link(file: Download, page: str, desk: Desk) -> str:
    """A short link to a file, with its type and size, as HTML."""
    address = relative_url(page, file.path, directory_urls=desk.directory_urls)
    return f'<a class="kit-file" href="{html_text(address)}" download>{_type_and_size(file)}</a>'


def _button(file: Download, label: str, page: str, desk: Desk) -> str:
    address = html_text(relative_url(page, file.path, directory_urls=desk.directory_urls))
    size = f"<small>{_type_and_size(file)}</small>"
    return f'<a class="kit-download" href="{address}" download><span>{html_text(label)}</span> {size}</a>'


def _type_and_size(file: Download) -> str:
    return html_text(file.kind) + ROOM_FOR_SIZE
