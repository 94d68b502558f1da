"""Reads the runs of text, the pictures, and the addresses out of an HTML element."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from typing import cast
from urllib.parse import unquote

from lxml.html import HtmlElement
from msgspec import Struct

from generators.markdown.origin import LINE, Origin, line_ends, line_of
from generators.model import Image, Inline, Place, Span
from generators.model.replacing import replace
from generators.reading.links import is_in_kit, is_safe_link

_STRONG = frozenset({"strong", "b", "mark"})
_EMPHASIS = frozenset({"em", "i", "cite", "u", "ins"})
_STRUCK = frozenset({"del", "s", "strike"})
_CODE = frozenset({"code", "kbd", "samp"})
BLOCKS = frozenset(
    {"ul", "ol", "table", "div", "blockquote", "pre", "dl", "p", "figure", "details", "section", "hr"}
    | {f"h{level}" for level in range(1, 7)}
)
SILENT = frozenset({"script", "style", "template", "noscript", "svg", "math", "input", "textarea", "iframe", "object"})
"""Elements that hold no text to read, or text that is not the page's."""

_EMOJI = frozenset({"emojione", "gemoji", "twemoji"})
"""Classes of the pictures that ``pymdownx.emoji`` takes from the web in place of letters, which are their words."""

_SPACES = re.compile(r"[ \t\r\f\v]*\n[ \t\r\f\v]*|[ \t\r\f\v]+")


class _Style(Struct, frozen=True):
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    href: str = ""
    struck: bool = False

    def run(self, text: str, place: Place) -> Span:
        return Span(_SPACES.sub(" ", text), self.strong, self.emphasis, self.code, self.href, place, self.struck)


def plain(text: Inline) -> str:
    """The letters alone, forced line breaks as spaces."""
    return re.sub(r"\s+", " ", "".join(span.text for span in text)).strip()


def inline_of(element: HtmlElement, origin: Origin, *, itself: bool = False) -> Iterator[Span]:
    """The runs inside ``element``, blocks left out; with ``itself`` its own tag counts as a style."""
    style = _styled(element, _Style(), origin) if itself else _Style()
    if itself and element.tag == "br":
        yield Span("\n", place=origin.place(element))
    yield from _runs(element, style, line_of(element), origin)


def spaced(text: str, place: Place) -> Span:
    """Plain text as a run, with one space for many."""
    return _Style().run(text, place)


def trimmed(spans: Iterable[Span]) -> Inline:
    """The runs without outer space or doubled spaces, neighbors of one style joined."""
    joined: list[Span] = []
    for span in spans:
        text = span.text
        if joined and (joined[-1].text.endswith((" ", "\n"))) and text.startswith(" "):
            text = text.lstrip(" ")
        if not text:
            continue
        if joined and _look(joined[-1]) == _look(span) and "\n" not in (text, joined[-1].text):
            first = joined[-1] if joined[-1].text.strip() else span
            joined[-1] = _saying(joined[-1].text + text, first)
        else:
            joined.append(_saying(text, span))
    return _without_outer_space(joined)


def _saying(text: str, span: Span) -> Span:
    """``text`` in the look of ``span``, and in its place."""
    return span if text == span.text else replace(span, text=text)


def _look(span: Span) -> tuple[bool, bool, bool, str, bool]:
    return span.strong, span.emphasis, span.code, span.href, span.struck


def _without_outer_space(spans: list[Span]) -> Inline:
    while spans and not spans[0].text.strip():
        spans = spans[1:]
    while spans and not spans[-1].text.strip():
        spans = spans[:-1]
    if spans:
        spans = [_saying(spans[0].text.lstrip(), spans[0]), *spans[1:]]
        spans = [*spans[:-1], _saying(spans[-1].text.rstrip(), spans[-1])]
    return tuple(spans)


def pictures_in(element: HtmlElement, origin: Origin) -> Iterator[Image]:
    """The pictures in a run of text, which a tree without HTML sets behind it."""
    for picture in element.iter("img"):
        if not is_letter(picture):
            yield image_of(picture, origin)


def is_letter(element: HtmlElement) -> bool:
    """Whether a picture is an emoji, which every typeface draws by itself."""
    return element.tag == "img" and not _EMOJI.isdisjoint((element.get("class") or "").split())


def formula(element: HtmlElement) -> str:
    """What ``pymdownx.arithmatex`` marks as mathematics, without the signs that say so to a page's script."""
    return re.sub(r"^\s*(?:\\[(\[]|\${1,2})\s*|\s*(?:\\[)\]]|\${1,2})\s*$", "", element.text_content())


def image_of(element: HtmlElement, origin: Origin) -> Image:
    """A picture: its title is the caption; the class ``decorative`` or the role ``presentation`` marks decoration."""
    caption = element.get("title") or ""
    return Image(
        source=resolved(element.get("src") or "", origin.folder),
        alt=(element.get("alt") or "").strip(),
        caption=(Span(caption),) if caption else (),
        decorative="decorative" in (element.get("class") or "").split() or element.get("role") == "presentation",
        place=origin.place(element),
    )


def resolved(target: str, folder: str) -> str:
    """A relative address as a path from the content folder, without escapes such as %20; others as they are."""
    if not target or target.startswith(("#", "/")) or not is_in_kit(target):
        return target
    address, mark, fragment = target.partition("#")
    path = unquote(address.partition("?")[0])
    return posixpath.normpath(posixpath.join(folder, path)) + mark + fragment


def _link(target: str, origin: Origin) -> str:
    """Where a link leads, or an empty text for what no document should open (a script, a file of the reader's)."""
    return resolved(target.strip(), origin.folder) if is_safe_link(target) else ""


def _styled(element: HtmlElement, style: _Style, origin: Origin) -> _Style:
    tag = cast(str, element.tag)
    if tag in _STRONG:
        return replace(style, strong=True)
    if tag in _EMPHASIS:
        return replace(style, emphasis=True)
    if tag in _CODE:
        return replace(style, code=True)
    if tag in _STRUCK:
        return replace(style, struck=True)
    if tag == "a" and element.get("href"):
        return replace(style, href=_link(element.get("href") or "", origin))
    return style


def _runs(element: HtmlElement, style: _Style, line: int, origin: Origin) -> Iterator[Span]:
    """The runs of ``element``, which begins on ``line``; a run has the place of its first word."""
    text = element.text
    for child in (*element, None):
        if text:
            yield style.run(text, origin.at(line, text))
            line += text.count("\n")
        if child is None:
            return
        if isinstance(child.tag, str):
            line = line_of(child) if child.get(LINE) else line
            if child.tag == "br":
                yield Span("\n", place=origin.at(line))
            elif is_letter(child):
                yield style.run(child.get("alt") or "", origin.at(line))
            elif "arithmatex" in (child.get("class") or "").split():
                yield replace(style, code=True).run(formula(child), origin.at(line))
            elif child.tag not in BLOCKS | SILENT and "footnote-backref" not in (child.get("class") or ""):
                runs = _runs(child, _styled(child, style, origin), line, origin)
                yield from map(_raised, runs) if child.tag == "sup" else runs
            line += line_ends(child)
        text = child.tail


_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def _raised(span: Span) -> Span:
    """A raised number, such as that of a footnote, in digits that are so by themselves."""
    return replace(span, text=span.text.translate(_RAISED), href="" if span.href.startswith("#") else span.href)
