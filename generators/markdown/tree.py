"""Reads the document tree out of the HTML that Markdown became."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import cast

from lxml import html as lxml_html
from lxml.html import HtmlElement

from generators.markdown.origin import LINE, Origin, line_ends, line_of
from generators.markup.element import Markup, element
from generators.model import (
    Alignment,
    Callout,
    CodeBlock,
    Heading,
    Image,
    Inline,
    ListBlock,
    ListItem,
    Node,
    Nodes,
    Paragraph,
    Place,
    Quote,
    Span,
    Table,
    ThematicBreak,
)
from generators.reading.links import is_in_kit, is_safe_link

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

    def run(self, text: str, place: Place) -> Span:
        return Span(_SPACES.sub(" ", text), self.strong, self.emphasis, self.code, self.href, place)


def plain(text: Inline) -> str:
    """The letters alone, forced line breaks as spaces."""
    return re.sub(r"\s+", " ", "".join(span.text for span in text)).strip()


def inline_of(element: HtmlElement, origin: Origin, *, itself: bool = False) -> Iterator[Span]:
    """The runs inside ``element``, blocks left out; with ``itself`` its own tag counts as a style."""
    style = _styled(element, _Style(), origin) if itself else _Style()
    yield from _runs(element, style, line_of(element), origin)


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
    return span if text == span.text else Span(text, span.strong, span.emphasis, span.code, span.href, span.place)


def _look(span: Span) -> tuple[bool, bool, bool, str]:
    return span.strong, span.emphasis, span.code, span.href


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
        yield image_of(picture, origin)


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
    """A relative address as a path from the content folder; others as they are."""
    if not target or target.startswith(("#", "/")) or not is_in_kit(target):
        return target
    path, mark, fragment = target.partition("#")
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
            elif child.tag not in BLOCKS | SILENT and "footnote-backref" not in (child.get("class") or ""):
                yield from _runs(child, _styled(child, style, origin), line, origin)
            line += line_ends(child)
        text = child.tail


_DOCUMENT_TAG = re.compile(r"</?(?:html|head|body|frameset)\b[^<>]*>|<!doctype[^<>]*>", re.IGNORECASE)
_REFERENCE = re.compile(r"&#(?:[xX][0-9a-fA-F]{1,8}|[0-9]{1,8});")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_CONTAINERS = frozenset({"div", "section", "article", "figure", "details", "main", "aside", "center"})
_LANGUAGE = re.compile(r"\b(?:language|highlight)-([\w+#.-]+)")


MOST_TREES = 2_000
"""How many trees a process remembers: the next kit, or the same one after a change, has most of them again."""


@lru_cache(MOST_TREES)
def nodes_of(source: str, folder: str, roads: tuple[tuple[Place, ...], ...] = ()) -> Nodes:
    """The document tree of ``source``; relative addresses are resolved against ``folder`` (posix).

    ``roads`` are those of the lines that it was made of (``Place.road``), so that a tree is remembered with its places.

    Raises:
        RecursionError: elements are nested so deeply that some would be lost.
    """
    return tuple(_blocks(body_of(source), Origin(folder, tuple(road[0] for road in roads))))


def body_of(source: str) -> HtmlElement:
    """The parsed text; what a document may not hold (a second body, control characters) is left out.

    Raises:
        RecursionError: elements are nested so deeply that some would be lost.
    """
    shown = _REFERENCE.sub(_printable_reference, _DOCUMENT_TAG.sub("", source))
    parser = lxml_html.HTMLParser()
    whole = element("html", {}, element("body", {}, Markup(_UNPRINTABLE.sub("", shown))))
    document = lxml_html.document_fromstring(str(whole), parser=parser)
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise RecursionError(parser.error_log[0].message)
    return cast(HtmlElement, document.find("body"))


def _printable_reference(found: re.Match[str]) -> str:
    """Old references such as ``&#146;`` mean a quotation mark, as browsers read them; control characters mean none."""
    letters = html.unescape(found[0])
    return "" if _UNPRINTABLE.search(letters) else "".join(f"&#{ord(letter)};" for letter in letters)


def _blocks(parent: HtmlElement, origin: Origin) -> Iterator[Node]:
    """The children of ``parent`` as nodes; stray text between them becomes paragraphs."""
    run: list[Span] = []
    if parent.text and parent.text.strip():
        run.append(Span(parent.text, place=origin.at(line_of(parent), parent.text)))
    for child in parent:
        if isinstance(child.tag, str) and child.tag not in SILENT:
            nodes = tuple(_block(child, origin))
            if nodes or _is_container(child):
                yield from _paragraph_of(run)
                run = []
                yield from nodes
            else:
                run.extend(inline_of(child, origin, itself=True))
        if child.tail and child.tail.strip():
            run.append(Span(child.tail, place=origin.at(line_of(child) + line_ends(child), child.tail)))
    yield from _paragraph_of(run)


def _paragraph_of(run: list[Span]) -> Iterator[Node]:
    if text := trimmed(run):
        yield Paragraph(text, text[0].place)


def _block(element: HtmlElement, origin: Origin) -> Iterator[Node]:
    tag = cast(str, element.tag)
    classes = (element.get("class") or "").split()
    if "admonition" in classes or tag == "details":
        yield _callout(element, classes, origin)
    elif tag == "pre" or "highlight" in classes:
        yield _code(element, origin)
    elif tag in _READERS:
        yield from _READERS[tag](element, origin)
    elif _is_container(element):
        yield from _blocks(element, origin)
    elif any(True for _ in element.iter("img")):
        yield from _paragraph(element, origin)


def _is_container(element: HtmlElement) -> bool:
    return element.tag in _CONTAINERS or any(child.tag in BLOCKS for child in element)


def _heading(element: HtmlElement, origin: Origin) -> Iterator[Node]:
    level = int(cast(str, element.tag)[1])
    yield Heading(level, trimmed(inline_of(element, origin)), element.get("id") or "", origin.place(element))
    yield from pictures_in(element, origin)


def _list(element: HtmlElement, origin: Origin) -> Iterator[Node]:
    items = tuple(_item(child, origin) for child in element if child.tag == "li")
    start = element.get("start") or ""
    first = int(start) if re.fullmatch(r"[0-9]{1,9}", start) else 1
    yield ListBlock(element.tag == "ol", items, first, origin.place(element))


def _quote(element: HtmlElement, origin: Origin) -> Iterator[Node]:
    yield Quote(tuple(_blocks(element, origin)), origin.place(element))


def _picture(element: HtmlElement, origin: Origin) -> Iterator[Node]:
    yield image_of(element, origin)


def _break(element: HtmlElement, origin: Origin) -> Iterator[Node]:
    yield ThematicBreak(origin.place(element))


def _code(element: HtmlElement, origin: Origin) -> CodeBlock:
    classes = " ".join(inner.get("class") or "" for inner in element.iter("div", "pre", "code"))
    language = _LANGUAGE.search(classes)
    text = (element.text_content() or "").rstrip("\n")
    return CodeBlock(text, language[1] if language else "", origin.place(element))


def _paragraph(element: HtmlElement, origin: Origin) -> Iterator[Node]:
    yield from _paragraph_of(list(inline_of(element, origin, itself=True)))
    yield from pictures_in(element, origin)


def _figure(element: HtmlElement, origin: Origin) -> Iterator[Node]:
    caption_element = element.find(".//figcaption")
    caption = trimmed(inline_of(caption_element, origin)) if caption_element is not None else ()
    if caption_element is not None:
        caption_element.drop_tree()
    for node in _blocks(element, origin):
        yield replace(node, caption=caption or node.caption) if isinstance(node, Image | Table) else node


def _item(element: HtmlElement, origin: Origin) -> ListItem:
    box = element.find(".//input[@type='checkbox']")
    is_task = box is not None and "task-list-item" in (element.get("class") or "")
    checked = (box is not None and box.get("checked") is not None) if is_task else None
    return ListItem(tuple(_blocks(element, origin)), checked, origin.place(element))


def _definitions(element: HtmlElement, origin: Origin) -> Iterator[Node]:
    """A definition list as a list whose items open with the term in bold."""
    items: list[ListItem] = []
    for child in element:
        if child.tag == "dt":
            place = origin.place(child)
            term = tuple(Span(span.text, strong=True, place=span.place) for span in trimmed(inline_of(child, origin)))
            items.append(ListItem((Paragraph(term, place),), place=place))
        elif child.tag == "dd" and items:
            nodes = tuple(_blocks(child, origin))
            items[-1] = replace(items[-1], blocks=(*items[-1].blocks, *nodes))
    yield ListBlock(ordered=False, items=tuple(items), place=origin.place(element))


def _table(element: HtmlElement, origin: Origin) -> Iterator[Node]:
    rows = list(element.iter("tr"))
    cells = [tuple(trimmed(inline_of(cell, origin)) for cell in row if cell.tag in ("td", "th")) for row in rows]
    width = max(map(len, cells), default=0)
    header, *body = ((*row, *((),) * (width - len(row))) for row in cells) if width else ((),)
    caption = element.find("caption")
    yield Table(
        header=header,
        rows=tuple(body),
        alignments=tuple(_alignment(cell) for cell in rows[0] if cell.tag in ("td", "th")) if rows else (),
        caption=trimmed(inline_of(caption, origin)) if caption is not None else (),
        place=origin.place(element),
    )


def _alignment(cell: HtmlElement) -> Alignment:
    style = (cell.get("style") or "").replace(" ", "") + f";text-align:{cell.get('align') or ''};"
    names: tuple[Alignment, ...] = ("left", "center", "right")
    for name in names:
        if f"text-align:{name};" in style + ";":
            return name
    return ""


def _callout(element: HtmlElement, classes: list[str], origin: Origin) -> Callout:
    kinds = [name for name in classes if name not in ("admonition", "inline", "end", "open")]
    title_element = element.find("./p[@class='admonition-title']")
    if title_element is None:
        title_element = element.find("./summary")
    title: Inline = ()
    if title_element is not None:
        title = trimmed(inline_of(title_element, origin))
        title_element.drop_tree()  # keeps the text behind it, which belongs to the box
    return Callout(kinds[0] if kinds else "note", title, tuple(_blocks(element, origin)), origin.place(element))


_READERS: dict[str, Callable[[HtmlElement, Origin], Iterator[Node]]] = {
    **{f"h{level}": _heading for level in range(1, 7)},
    "p": _paragraph,
    "ul": _list,
    "ol": _list,
    "dl": _definitions,
    "table": _table,
    "blockquote": _quote,
    "hr": _break,
    "img": _picture,
    "figure": _figure,
}
