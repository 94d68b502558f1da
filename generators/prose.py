"""Turns Markdown lines into the document tree, with the very extensions that the site uses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import cast

import markdown
from lxml import html as lxml_html
from lxml.html import HtmlElement

from generators.inline import image_of, inline_of, plain, trimmed
from generators.model import (
    Alignment,
    Callout,
    CodeBlock,
    Extension,
    Heading,
    Image,
    Inline,
    Lines,
    ListBlock,
    ListItem,
    Node,
    Nodes,
    Paragraph,
    Quote,
    Span,
    Table,
    ThematicBreak,
)

__all__ = ["Dialect", "parse", "parse_inline", "plain"]

ALWAYS = (Extension("toc"), Extension("tables"), Extension("fenced_code"))
"""What MkDocs adds to every list of extensions."""

SITE_ONLY = frozenset({"kit_fields", "kit_plain"})
"""Extensions whose work is done before the tree is made: forms are read from lines, variables filled by resolve."""

_CONTAINERS = frozenset({"div", "section", "article", "figure", "details", "main", "aside", "center"})


@dataclass(frozen=True)
class Dialect:
    """The Markdown of one kit: the extensions of its ``mkdocs.yml``."""

    extensions: tuple[Extension, ...]

    @cached_property
    def markdown(self) -> markdown.Markdown:
        """The converter, made once; callers reset it before each text."""
        options: dict[str, dict[str, object]] = {}
        for extension in (*ALWAYS, *self.extensions):
            if extension.name not in SITE_ONLY:
                options[extension.name] = dict(extension.options)
        options["toc"] = {**options["toc"], "permalink": False}
        return markdown.Markdown(extensions=list(options), extension_configs=options)


def parse(lines: Lines, dialect: Dialect, folder: str = "") -> Nodes:
    """The document tree of ``lines``; relative links and pictures are resolved against ``folder`` (posix)."""
    return tuple(_blocks(_root(to_html(lines, dialect)), folder))


def to_html(lines: Lines, dialect: Dialect) -> str:
    """The HTML that the site shows for ``lines``, without form fields."""
    return dialect.markdown.reset().convert("\n".join(line.text for line in lines))


def parse_inline(text: str, dialect: Dialect) -> Inline:
    """The runs of one line of text, such as a label or a title."""
    for node in _blocks(_root(dialect.markdown.reset().convert(text)), ""):
        if isinstance(node, Paragraph | Heading):
            return node.text
    return (Span(text),) if text else ()


def _root(source: str) -> HtmlElement:
    return cast(HtmlElement, lxml_html.fragment_fromstring(source, create_parent="div"))


def _blocks(parent: HtmlElement, folder: str) -> Iterator[Node]:
    """The children of ``parent`` as nodes; stray text between them becomes paragraphs."""
    run: list[Span] = [Span(parent.text)] if parent.text and parent.text.strip() else []
    for child in parent:
        nodes = tuple(_block(child, folder)) if isinstance(child.tag, str) else ()
        if nodes or not isinstance(child.tag, str) or child.tag in _CONTAINERS:
            if text := trimmed(run):
                yield Paragraph(text)
            run = []
            yield from nodes
        else:
            run.extend(inline_of(child, folder, itself=True))
        if child.tail and child.tail.strip():
            run.append(Span(child.tail))
    if text := trimmed(run):
        yield Paragraph(text)


def _block(element: HtmlElement, folder: str) -> Iterator[Node]:
    tag = cast(str, element.tag)
    classes = (element.get("class") or "").split()
    if "admonition" in classes or tag == "details":
        yield _callout(element, classes, folder)
    elif tag == "pre" or "highlight" in classes:
        yield CodeBlock((element.text_content() or "").rstrip("\n"))
    elif tag in _READERS:
        yield from _READERS[tag](element, folder)
    elif tag in _CONTAINERS:
        yield from _blocks(element, folder)


def _heading(element: HtmlElement, folder: str) -> Iterator[Node]:
    level = int(cast(str, element.tag)[1])
    yield Heading(level, trimmed(inline_of(element, folder)), element.get("id") or "")


def _list(element: HtmlElement, folder: str) -> Iterator[Node]:
    items = tuple(_item(child, folder) for child in element if child.tag == "li")
    yield ListBlock(element.tag == "ol", items, int(element.get("start") or 1))


def _quote(element: HtmlElement, folder: str) -> Iterator[Node]:
    yield Quote(tuple(_blocks(element, folder)))


def _picture(element: HtmlElement, folder: str) -> Iterator[Node]:
    yield image_of(element, folder)


def _break(_element: HtmlElement, _folder: str) -> Iterator[Node]:
    yield ThematicBreak()


def _paragraph(element: HtmlElement, folder: str) -> Iterator[Node]:
    if text := trimmed(inline_of(element, folder)):
        yield Paragraph(text)
    for picture in element.iter("img"):
        yield image_of(picture, folder)


def _figure(element: HtmlElement, folder: str) -> Iterator[Node]:
    caption_element = element.find(".//figcaption")
    caption = trimmed(inline_of(caption_element, folder)) if caption_element is not None else ()
    if caption_element is not None and (parent := caption_element.getparent()) is not None:
        parent.remove(caption_element)
    for node in _blocks(element, folder):
        if isinstance(node, Image):
            yield Image(node.source, node.alt, caption or node.caption, node.decorative)
        elif isinstance(node, Table):
            yield Table(node.header, node.rows, node.alignments, caption)
        else:
            yield node


def _item(element: HtmlElement, folder: str) -> ListItem:
    box = element.find(".//input[@type='checkbox']")
    is_task = box is not None and "task-list-item" in (element.get("class") or "")
    checked = (box is not None and box.get("checked") is not None) if is_task else None
    return ListItem(tuple(_blocks(element, folder)), checked)


def _definitions(element: HtmlElement, folder: str) -> Iterator[Node]:
    """A definition list as a list whose items open with the term in bold."""
    items: list[ListItem] = []
    for child in element:
        if child.tag == "dt":
            term = tuple(Span(span.text, strong=True) for span in trimmed(inline_of(child, folder)))
            items.append(ListItem((Paragraph(term),)))
        elif child.tag == "dd" and items:
            nodes = tuple(_blocks(child, folder))
            items[-1] = ListItem((*items[-1].blocks, *nodes))
    yield ListBlock(ordered=False, items=tuple(items))


def _table(element: HtmlElement, folder: str) -> Iterator[Node]:
    rows = list(element.iter("tr"))
    cells = [tuple(trimmed(inline_of(cell, folder)) for cell in row if cell.tag in ("td", "th")) for row in rows]
    caption = element.find("caption")
    yield Table(
        header=cells[0] if cells else (),
        rows=tuple(cells[1:]),
        alignments=tuple(_alignment(cell) for cell in rows[0]) if rows else (),
        caption=trimmed(inline_of(caption, folder)) if caption is not None else (),
    )


def _alignment(cell: HtmlElement) -> Alignment:
    style = (cell.get("style") or "").replace(" ", "") + f";text-align:{cell.get('align') or ''};"
    names: tuple[Alignment, ...] = ("left", "center", "right")
    for name in names:
        if f"text-align:{name};" in style + ";":
            return name
    return ""


def _callout(element: HtmlElement, classes: list[str], folder: str) -> Callout:
    kinds = [name for name in classes if name not in ("admonition", "inline", "end", "open")]
    title_element = element.find("./p[@class='admonition-title']")
    if title_element is None:
        title_element = element.find("./summary")
    title: Inline = ()
    if title_element is not None:
        title = trimmed(inline_of(title_element, folder))
        element.remove(title_element)
    return Callout(kinds[0] if kinds else "note", title, tuple(_blocks(element, folder)))


_READERS: dict[str, Callable[[HtmlElement, str], Iterator[Node]]] = {
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
