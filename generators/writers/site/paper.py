"""What paper needs of a page that leads elsewhere: addresses of other websites at its end, and numbers of chapters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import overload

from lxml import etree
from lxml.html import HtmlElement

from generators.markup.element import element
from generators.model.replacing import replace
from generators.writers.site.indexes import PRINTED_ADDRESSES, Chapter

_WRITTEN_OUT = ("http://", "https://", "www.")
"""How the words of a link begin that are its address themselves."""

_LINK = re.compile(r'<a (?P<more>[^>]*?)href="#(?P<chapter>[^"]+?)(?P<place>--[^"]*)?"')


def number_addresses(body: HtmlElement) -> None:
    """Gives each link to another website a number, and the address behind it at the end of the page.

    Two links to one address have two numbers: which addresses are the same is not known before a local's own words are
    put in (``slots``).
    """
    links = [link for link in body.iter("a") if (link.get("href") or "").startswith(_WRITTEN_OUT[:2])]
    spelled = [link for link in links if "".join(link.itertext()).lstrip().startswith(_WRITTEN_OUT)]
    for link in spelled:
        link.set("data-address", "")
    numbered = [link for link in links if link not in spelled]
    if not numbered:
        return
    listed = etree.SubElement(body, "ol", {"class": PRINTED_ADDRESSES, "type": "1"})
    for number, link in enumerate(numbered, start=1):
        link.set("data-address", str(number))
        etree.SubElement(listed, "li").text = link.get("href")


class Book(Sequence[Chapter]):
    """The ``chapters``, in which each link to another one says its number by the word ``named`` ("chapter {number}").

    That is made when they are read: most pages ask only whether there are any.
    """

    def __init__(self, chapters: Sequence[Chapter], named: str) -> None:
        self._plain, self._named = chapters, named

    def __len__(self) -> int:
        return len(self._plain)

    @overload
    def __getitem__(self, index: int) -> Chapter: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Chapter]: ...

    def __getitem__(self, index: int | slice) -> Chapter | Sequence[Chapter]:
        return self._chapters[index]

    @cached_property
    def _chapters(self) -> tuple[Chapter, ...]:
        return tuple(_with_references(self._plain, self._named))


def _with_references(chapters: Sequence[Chapter], named: str) -> Iterator[Chapter]:
    numbers = {chapter.anchor: number for number, chapter in enumerate(chapters, start=1)}
    for chapter in chapters:

        def referring(link: re.Match[str], own: str = chapter.anchor) -> str:
            number = numbers.get(link["chapter"])
            if number is None or link["chapter"] == own:
                return link[0]
            opening = str(element("a", {"data-chapter": named.replace("{number}", str(number))})).partition(">")[0]
            return opening + link[0][len("<a") :]

        yield replace(chapter, content=_LINK.sub(referring, chapter.content))
