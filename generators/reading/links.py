"""The links and pictures of a page as they are written, each with its line, and which addresses they may have."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from msgspec import Struct

from generators.model import Line, Lines, Place
from generators.reading.verbatim import is_escaped, paragraphs, readable

LINK_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
"""What a link may lead to outside the kit; anything else could run or open something on the reader's computer."""

_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_OUTER = re.compile(r"^[\x00-\x20]+|[\x00-\x20]+$")
_INNER = re.compile(r"[\t\n\r]")


def scheme_of(address: str) -> str:
    """The scheme of ``address`` as a browser sees it, in small letters, or an empty text for an address in the kit.

    Spaces around it and line breaks within are dropped first, and an address that begins with two slashes belongs to
    another host (URL standard, "basic URL parser").
    """
    seen = _seen(address)
    if seen.replace("\\", "/").startswith("//"):
        return "https"
    found = _SCHEME.match(seen)
    return found[1].lower() if found else ""


def _seen(address: str) -> str:
    """``address`` as a browser takes it; most hold nothing that is dropped but spaces at their ends."""
    return address.strip(" ") if address.isprintable() else _INNER.sub("", _OUTER.sub("", address))


def is_safe_link(address: str) -> bool:
    """Whether a reader may be led to ``address``."""
    scheme = scheme_of(address)
    return not scheme or scheme in LINK_SCHEMES


def is_in_kit(address: str) -> bool:
    """Whether ``address`` is a file of the kit, so that nobody else is asked for it."""
    return not scheme_of(address)


class SiteAddress(Struct, frozen=True):
    """What a link asks for: a ``path`` below the site, and an ``anchor`` on it; both are decoded.

    A ``path`` that ends with a slash is a folder, the empty one is the site's top. One that ``leaves`` the site is
    above its top, where a site with a host of its own has nothing, so that browsers stay there.
    """

    path: str
    anchor: str
    leaves: bool = False


_DIRECTIVE = re.compile(r":~:.*", re.DOTALL)
"""What a browser is to point out, which is no part of the anchor (URL Fragment Text Directives, 3.1)."""


def followed(address: str, url: str) -> SiteAddress | None:
    """Where ``address`` leads from the page at ``url`` below the site, as a browser follows it (URL standard, 4.4).

    None if that is nowhere below the site: at another host, or from the top of this one, below which a site may stand
    in any folder. ``url`` ends with a slash, or with the name of a file, or is empty at the top.
    """
    seen = _seen(address)
    if scheme_of(seen) or seen[:1] in ("/", "\\"):
        return None
    rest, _, anchor = seen.partition("#")
    path, _, _ = rest.partition("?")
    anchor = unquote(_DIRECTIVE.sub("", anchor))
    if not path:
        return SiteAddress(unquote(url), anchor)
    path = unquote(path.replace("\\", "/"))
    folder = unquote(url if url.endswith("/") else dirname(url))
    there = normpath(join(folder, path))
    is_folder = path.endswith("/") or path.rpartition("/")[2] in (".", "..")
    leaves = there.startswith("..")
    there = "" if there == "." else re.sub(r"^(?:\.\./)*(?:\.\.$)?", "", there)
    return SiteAddress(f"{there}/" if is_folder and there else there, anchor, leaves)


_DEFINITION = re.compile(r"[ >]*(?:(?:[-*+]|\d{1,9}[.)])\s+)?\[(?!\^)[^\]]+\]:\s*<?(?P<target>[^\s>]+)")
_ATTRIBUTES = re.compile(r"\s?\{[^{}]*\}")
_TITLE = re.compile(r"\s[\"']")
_TOKEN = re.compile(r"\\.|[\[\]()]", re.DOTALL)


class Link(Struct, frozen=True):
    """``target`` and ``text`` as written; ``attributes`` is what stands in braces behind, as ``{.decorative}``.

    ``is_raw`` is for one that is written as HTML.
    """

    target: str
    text: str
    is_picture: bool
    attributes: str
    place: Place
    is_raw: bool = False


def links_of(lines: Lines) -> Iterator[Link]:
    """All links and pictures of ``lines``, inner ones first; addresses have their character references read."""
    for numbered in paragraphs(lines):
        if any("](" in text for _, _, text in numbered):  # on one line, as most paragraphs have none
            yield from _inline_links(numbered)
        for _, line, text in numbered:
            found = _DEFINITION.match(readable(text)) if "]:" in text else None
            if found:
                yield Link(html.unescape(found["target"]), "", is_picture=False, attributes="", place=line.place)


def _inline_links(paragraph: list[tuple[int, Line, str]]) -> Iterator[Link]:
    text = "\n".join(shown for _, _, shown in paragraph)
    starts = list(accumulate((len(shown) + 1 for _, _, shown in paragraph), initial=0))
    shown = readable(text)
    openings, closings = _pairs(shown)
    for at, opened in openings.items():
        closed = closings.get(at + 1, -1)
        if closed >= 0:
            behind = _ATTRIBUTES.match(shown, closed + 1)
            yield Link(
                target=_target(text[at + 2 : closed]),
                text=text[opened + 1 : at],
                is_picture=shown[opened - 1 : opened] == "!" and not is_escaped(shown, opened - 1),
                attributes=behind[0].strip() if behind else "",
                place=paragraph[bisect_right(starts, at) - 1][1].place,
            )


def _pairs(text: str) -> tuple[dict[int, int], dict[int, int]]:
    """The opening of each closing bracket, and the closing of each opening parenthesis, in one pass."""
    openings: dict[int, int] = {}
    closings: dict[int, int] = {}
    brackets: list[int] = []
    parentheses: list[int] = []
    for found in _TOKEN.finditer(text):
        at = found.start()
        if found[0] == "[":
            brackets.append(at)
        elif found[0] == "(":
            parentheses.append(at)
        elif found[0] == "]" and brackets:
            openings[at] = brackets.pop()
        elif found[0] == ")" and parentheses:
            closings[parentheses.pop()] = at
    return openings, closings


def _target(written: str) -> str:
    title = _TITLE.search(written)
    address = (written[: title.start()] if title else written).strip()
    return html.unescape(address[1:].partition(">")[0] if address.startswith("<") else address)
