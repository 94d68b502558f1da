"""Markdown for tests, and what is compared of the HTML that it becomes."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import html as lxml_html
from lxml.html import HtmlElement

from generators.model import Line, Place


def lines(text: str) -> tuple[Line, ...]:
    return tuple(Line(row, Place("page.md", number)) for number, row in enumerate(text.split("\n"), 1))


def outline(source: str) -> str:
    """The elements and words of HTML, whatever is between them."""
    return " ".join(_outline(lxml_html.fragment_fromstring(source, create_parent="div")))


def _outline(element: HtmlElement) -> Iterator[str]:
    yield from (element.text or "").split()
    for child in element:
        start = f" start={child.get('start')}" if child.get("start") else ""
        inner = child.text_content().split() if child.tag == "pre" else _outline(child)
        shown = child.tag not in ("thead", "tbody")
        yield from (f"<{child.tag}{start}>",) if shown else ()
        yield from inner
        yield from (f"</{child.tag}>",) if shown else ()
        yield from (child.tail or "").split()
