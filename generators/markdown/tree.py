"""Reads the document tree out of the HTML that Markdown became."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from typing import cast

from lxml import html as lxml_html
from lxml.etree import iterwalk
from lxml.html import HtmlElement

from generators.markdown.origin import Origin, line_ends, line_of
from generators.markdown.runs import (
    BLOCKS,
    SILENT,
    formula,
    image_of,
    inline_of,
    is_letter,
    pictures_in,
    spaced,
    trimmed,
)
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
from generators.model.remembered import remembered_by_value
from generators.model.replacing import replace

_DOCUMENT_TAG = re.compile(r"</?(?:html|head|body|frameset)\b[^<>]*>|<!doctype[^<>]*>", re.IGNORECASE)
_REFERENCE = re.compile(r"&#(?:[xX][0-9a-fA-F]{1,8}|[0-9]{1,8});")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_CONTAINERS = frozenset({"div", "section", "article", "figure", "details", "main", "aside", "center"})
_LANGUAGE = re.compile(r"\b(?:language|highlight)-([\w+#.-]+)")


@remembered_by_value
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
        run.append(spaced(parent.text, origin.at(line_of(parent), parent.text)))
    for child in parent:
        if isinstance(child.tag, str) and child.tag not in SILENT:
            nodes = tuple(_block(child, origin))
            if nodes or _is_container(child):
                yield from _paragraph_of(run)
                run = []
                yield from nodes
            else:
                run.extend(inline_of(child, origin, itself=True))
        if child.tail and (run or child.tail.strip()):
            run.append(spaced(child.tail, origin.at(line_of(child) + line_ends(child), child.tail)))
    yield from _paragraph_of(run)


def _paragraph_of(run: list[Span]) -> Iterator[Node]:
    if text := trimmed(run):
        yield Paragraph(text, text[0].place)


def _block(element: HtmlElement, origin: Origin) -> Iterator[Node]:
    tag = cast(str, element.tag)
    classes = (element.get("class") or "").split()
    if "admonition" in classes or tag == "details":
        yield _callout(element, classes, origin)
    elif "tabbed-set" in classes:
        yield from _tabs(element, origin)
    elif "footnote" in classes:
        for node in _blocks_but(element, "hr", origin):
            yield replace(node, footnotes=True) if isinstance(node, ListBlock) else node
    elif tag == "pre" or "highlight" in classes:
        yield from _code(element, origin)
    elif "arithmatex" in classes:
        yield Paragraph((Span(formula(element), code=True),), origin.place(element))
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
    if is_letter(element):
        yield Paragraph((Span(element.get("alt") or ""),), origin.place(element))
    else:
        yield image_of(element, origin)


def _break(element: HtmlElement, origin: Origin) -> Iterator[Node]:
    yield ThematicBreak(origin.place(element))


def _code(element: HtmlElement, origin: Origin) -> Iterator[Node]:
    """Code without the numbers of its lines, below its title."""
    classes = " ".join(inner.get("class") or "" for inner in element.iter("div", "pre", "code"))
    language = _LANGUAGE.search(classes)
    title = element.find(".//span[@class='filename']")
    if title is not None:
        yield Paragraph((Span(title.text_content().strip(), strong=True),), origin.place(element))
    written = [] if element.tag == "pre" else list(element.iter("pre"))
    text = (written[-1] if written else element).text_content() or ""
    yield CodeBlock(text.rstrip("\n"), language[1] if language else "", origin.place(element))


def _paragraph(element: HtmlElement, origin: Origin) -> Iterator[Node]:
    """A paragraph, and behind it the pictures in it but for those that it opens with."""
    pictures = list(pictures_in(element, origin))
    first = pictures[: _opening_pictures(element)]
    yield from first
    yield from _paragraph_of(list(inline_of(element, origin, itself=True)))
    yield from pictures[len(first) :]


def _opening_pictures(element: HtmlElement) -> int:
    """How many pictures stand before the first word."""
    count = 0
    for event, inner in iterwalk(element, events=("start", "end")):
        if inner is element and event == "end":
            break
        text = inner.text if event == "start" else inner.tail
        count += event == "start" and inner.tag == "img" and not is_letter(inner)
        if (text and text.strip()) or is_letter(inner):
            break
    return count


def _figure(element: HtmlElement, origin: Origin) -> Iterator[Node]:
    """What a figure shows, with its caption; one that shows neither picture nor table has it below."""
    caption_element = element.find(".//figcaption")
    caption = _caption(caption_element, origin) if caption_element is not None else ()
    if caption_element is not None:
        caption_element.drop_tree()
    nodes = tuple(_blocks(element, origin))
    shown = next((node for node in nodes if isinstance(node, Image | Table)), None)
    for node in nodes:
        yield replace(node, caption=caption or shown.caption) if shown is not None and node is shown else node
    if shown is None:
        yield from _paragraph_of(list(caption))


def _caption(element: HtmlElement, origin: Origin) -> Inline:
    """The words of a caption, which may be paragraphs."""
    parts = [trimmed(inline_of(part, origin)) for part in (element, *element.iter("p"))]
    return trimmed(span for part in parts if part for span in (*part, Span(" ")))


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


def _tabs(element: HtmlElement, origin: Origin) -> Iterator[Node]:
    """The tabs of ``pymdownx.tabbed``, old or new, as boxes with their labels."""
    labels = list(element.iter("label"))
    contents = element.xpath("./div[@class='tabbed-content']/div[@class='tabbed-block']")
    contents = contents or element.xpath("./div[@class='tabbed-content']")
    for label, content in zip(labels, contents, strict=False):
        yield Callout("tab", trimmed(inline_of(label, origin)), tuple(_blocks(content, origin)), origin.place(content))


def _blocks_but(element: HtmlElement, tag: str, origin: Origin) -> Iterator[Node]:
    for child in element.findall(tag):
        child.drop_tree()
    yield from _blocks(element, origin)


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
