"""Reads runs of text and pictures out of the HTML of one block."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import cast

from lxml.html import HtmlElement

from generators.model import Image, Inline, Span
from generators.text.addresses import is_in_kit, is_safe_link

_STRONG = frozenset({"strong", "b"})
_EMPHASIS = frozenset({"em", "i", "cite"})
_CODE = frozenset({"code", "kbd", "samp"})
BLOCKS = frozenset(
    {"ul", "ol", "table", "div", "blockquote", "pre", "dl", "p", "figure", "details", "section", "hr"}
    | {f"h{level}" for level in range(1, 7)}
)
SILENT = frozenset({"script", "style", "template", "noscript", "svg", "math", "input", "textarea", "iframe", "object"})
"""Elements that hold no text to read, or text that is not the page's."""

_SPACES = re.compile(r"[ \t\r\f\v]*\n[ \t\r\f\v]*|[ \t\r\f\v]+")


@dataclass(frozen=True, slots=True)
class _Style:
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    href: str = ""

    def run(self, text: str) -> Span:
        return Span(_SPACES.sub(" ", text), self.strong, self.emphasis, self.code, self.href)


def plain(text: Inline) -> str:
    """The letters alone, forced line breaks as spaces."""
    return re.sub(r"\s+", " ", "".join(span.text for span in text)).strip()


def inline_of(element: HtmlElement, folder: str, *, itself: bool = False) -> Iterator[Span]:
    """The runs inside ``element``, blocks left out; with ``itself`` its own tag counts as a style."""
    style = _Style()
    yield from _runs(element, _styled(element, style, folder) if itself else style, folder)


def trimmed(spans: Iterable[Span]) -> Inline:
    """The runs without outer space or doubled spaces, neighbors of one style joined."""
    joined: list[Span] = []
    for span in spans:
        text = span.text
        if joined and (joined[-1].text.endswith((" ", "\n"))) and text.startswith(" "):
            text = text.lstrip(" ")
        if not text:
            continue
        if joined and replace(joined[-1], text="") == replace(span, text="") and "\n" not in (text, joined[-1].text):
            joined[-1] = replace(span, text=joined[-1].text + text)
        else:
            joined.append(replace(span, text=text))
    return _without_outer_space(joined)


def _without_outer_space(spans: list[Span]) -> Inline:
    while spans and not spans[0].text.strip():
        spans = spans[1:]
    while spans and not spans[-1].text.strip():
        spans = spans[:-1]
    if spans:
        spans = [replace(spans[0], text=spans[0].text.lstrip()), *spans[1:]]
        spans = [*spans[:-1], replace(spans[-1], text=spans[-1].text.rstrip())]
    return tuple(spans)


def pictures_in(element: HtmlElement, folder: str) -> Iterator[Image]:
    """The pictures in a run of text, which a tree without HTML sets behind it."""
    for picture in element.iter("img"):
        yield image_of(picture, folder)


def image_of(element: HtmlElement, folder: str) -> Image:
    """A picture: its title is the caption; the class ``decorative`` or the role ``presentation`` marks decoration."""
    caption = element.get("title") or ""
    return Image(
        source=resolved(element.get("src") or "", folder),
        alt=(element.get("alt") or "").strip(),
        caption=(Span(caption),) if caption else (),
        decorative="decorative" in (element.get("class") or "").split() or element.get("role") == "presentation",
    )


def resolved(target: str, folder: str) -> str:
    """A relative address as a path from the content folder; others as they are."""
    if not target or target.startswith(("#", "/")) or not is_in_kit(target):
        return target
    path, mark, fragment = target.partition("#")
    return posixpath.normpath(posixpath.join(folder, path)) + mark + fragment


def _link(target: str, folder: str) -> str:
    """Where a link leads, or an empty text for what no document should open (a script, a file of the reader's)."""
    return resolved(target.strip(), folder) if is_safe_link(target) else ""


def _styled(element: HtmlElement, style: _Style, folder: str) -> _Style:
    tag = cast(str, element.tag)
    if tag in _STRONG:
        return replace(style, strong=True)
    if tag in _EMPHASIS:
        return replace(style, emphasis=True)
    if tag in _CODE:
        return replace(style, code=True)
    if tag == "a" and element.get("href"):
        return replace(style, href=_link(element.get("href") or "", folder))
    return style


def _runs(element: HtmlElement, style: _Style, folder: str) -> Iterator[Span]:
    if element.text:
        yield style.run(element.text)
    for child in element:
        if isinstance(child.tag, str):
            if child.tag == "br":
                yield Span("\n")
            elif child.tag not in BLOCKS | SILENT and "footnote-backref" not in (child.get("class") or ""):
                yield from _runs(child, _styled(child, style, folder), folder)
        if child.tail:
            yield style.run(child.tail)
