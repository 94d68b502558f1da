"""What a page says by itself, looked at once for all kits that publish the very same page."""

from __future__ import annotations

import re
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from msgspec import Struct

from generators.checking.built_links import ADDRESSES
from generators.checking.unsafe_html import report_address
from generators.model import NOWHERE, Line, Lines, Place
from generators.model.problems import Problems
from generators.model.remembered import remembered, remembered_by_value
from generators.reading.links import Link, is_in_kit, links_of
from generators.reading.verbatim import outside_code

_TAG = re.compile(rf"<(?:{'|'.join(ADDRESSES)})\b", re.IGNORECASE)
_HEADING = re.compile(r" {0,3}#{1,6}\s|.*<h1| {0,3}=+\s*$")
_BRACES = re.compile(r"\{[^{}]*\}?")
_PLAIN_ATTRIBUTES = re.compile(r"\{:?\s*(?:[#.][\w-]+\s*)*\}")
"""``{#name .class}``, which gives an element nothing that could be unsafe."""

_GOES_ON = re.compile(r"\]\([^()]*$|\]:\s*$")
"""An address that stands on the next line."""


class Scan(Struct, frozen=True):
    """What stands on a page, whatever kit it is in.

    ``has_addresses`` says that HTML of its author's may lead somewhere, and ``is_plain`` that its Markdown makes
    nothing but what any page may hold. ``links`` are those written in Markdown.
    """

    has_addresses: bool
    is_plain: bool
    links: tuple[Link, ...]


@remembered
def scan(lines: Lines) -> Scan:
    """What the ``lines`` of a page say by themselves."""
    return Scan(
        has_addresses=any("<" in line.text and _TAG.search(line.text) for _, line in outside_code(lines)),
        is_plain=all(_is_plain(line.text) for line in lines) and not _hides_links(lines),
        links=tuple(links_of(lines)),
    )


@remembered
def has_heading(lines: Lines) -> bool:
    """Whether a reader sees a heading."""
    return any(_HEADING.match(line.text) for _, line in outside_code(lines))


def _is_plain(text: str) -> bool:
    if "<" in text or _GOES_ON.search(text):
        return False
    return "{" not in text or all(map(_PLAIN_ATTRIBUTES.fullmatch, _BRACES.findall(text)))


def _hides_links(lines: Lines) -> bool:
    """Whether what is taken for code might lead somewhere if it were none."""
    shown = {index for index, _ in outside_code(lines)}
    return any("](" in line.text or "]:" in line.text for index, line in enumerate(lines) if index not in shown)


@remembered
def is_harmless(lines: Lines) -> bool:
    """Whether nothing of a page would be taken out of it, whoever wrote it, and none of its links needs a look."""
    found = scan(lines)
    return found.is_plain and all(_is_safe(link) for link in found.links)


def _is_safe(link: Link) -> bool:
    """Whether the address may stand anywhere: what a pack may write, others may, too."""
    problems = Problems()
    report_address(link, problems, is_own=True)
    return not problems.found


def destinations(path: str, lines: Lines) -> frozenset[tuple[str, str]] | None:
    """The pages or files, by path, that the links of the page of ``path`` lead to, each with the anchor or "".

    None where that takes a closer look: at HTML, at an unusual address, or at a picture without words. Lines of words
    alone lead nowhere, so that pages which differ in them are looked at once.
    """
    texts = tuple(line.text for line in lines)
    shown = tuple(map(_without_words, texts)) if all(map(_ends_its_links, texts)) else texts
    return _destinations(path, shown)


_WORDS_ALONE = re.compile(r"(?![A-Za-z]{1,9}[.)]\s)[^\W\d_](?:[^\W_]|[ ,.;!?'\"\u2019\u201c\u201d*-])*")
_LINK = re.compile(r"\[|\]|\(|\)")


def _without_words(text: str) -> str:
    """A line with a word in place of its words, where it has nothing else: neither a sign of a link nor of code."""
    return "x" if _WORDS_ALONE.fullmatch(text) else text


def _ends_its_links(text: str) -> bool:
    """Whether no address goes on below the line: each bracket has its partner on it."""
    open_now: list[str] = []
    for found in _LINK.finditer(text):
        if found[0] in "[(":
            open_now.append(found[0])
        elif not open_now or open_now.pop() + found[0] not in ("[]", "()"):
            return False
    return not open_now


@remembered_by_value
def _destinations(path: str, texts: tuple[str, ...]) -> frozenset[tuple[str, str]] | None:
    found = scan(tuple(Line(text, NOWHERE) for text in texts))
    if found.has_addresses or any(link.is_picture and not link.text.strip() for link in found.links):
        return None
    inside = [link.target for link in found.links if is_in_kit(link.target)]
    if not all(map(_is_safe, found.links)) or any(_is_unusual(target) for target in inside):
        return None
    return frozenset(_destination(path, target) for target in inside if target)


def _is_unusual(target: str) -> bool:
    return target.startswith("/") or ":~:" in target or "\\" in target or "%" in target.partition("#")[2]


def _destination(path: str, target: str) -> tuple[str, str]:
    address, _, anchor = target.partition("#")
    written = unquote(address.partition("?")[0])
    return (normpath(join(dirname(path), written)) if written else path), anchor


@remembered
def places_of(lines: Lines) -> frozenset[Place]:
    """The places of ``lines``."""
    return frozenset(line.place for line in lines)
