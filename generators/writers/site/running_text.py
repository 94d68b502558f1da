"""What the site does to running text: links for mail addresses, and an order of their own for numbers and codes."""

from __future__ import annotations

import re

from lxml import etree
from lxml import html as lxml_html
from lxml.html import HtmlElement

from generators.words.isolation import parts

_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_NO_MAIL = frozenset({"a", "button", "code", "label", "option", "pre", "script", "style", "svg", "textarea"})
_LEFT_TO_RIGHT = frozenset({"code", "kbd", "pre", "samp"})
_AS_TYPED = frozenset({"option", "script", "style", "textarea", "title"})
_NO_BIDI = _LEFT_TO_RIGHT | _AS_TYPED | {"bdi", "bdo", "svg"}
"""Elements whose text has its direction already, or is none."""


def link_mail(body: HtmlElement) -> None:
    """Makes a link of every mail address in running text, so that a phone can write to it."""
    for element in list(body.iter(etree.Element)):
        if element.text and "@" in element.text and not _is_mail_free(element):
            _split_mail(element, element.text, 0)
        parent = element.getparent()
        if element.tail and "@" in element.tail and element is not body and not _is_mail_free(parent):
            _split_mail(parent, element.tail, parent.index(element) + 1)


def _is_mail_free(element: HtmlElement) -> bool:
    return element.tag in _NO_MAIL or any(above.tag in _NO_MAIL for above in element.iterancestors())


def _split_mail(parent: HtmlElement, text: str, at: int) -> None:
    """Puts links into ``text``, which stands in ``parent`` before its child number ``at``."""
    found = list(_MAIL.finditer(text))
    if not found:
        return
    if at:
        parent[at - 1].tail = text[: found[0].start()]
    else:
        parent.text = text[: found[0].start()]
    ends = [*(match.start() for match in found[1:]), len(text)]
    for number, (match, end) in enumerate(zip(found, ends, strict=True)):
        link = lxml_html.Element("a", {"href": f"mailto:{match[0]}"})
        link.text, link.tail = match[0], text[match.end() : end]
        parent.insert(at + number, link)


def isolate(body: HtmlElement) -> None:
    """Keeps telephone numbers, addresses, and codes in their order on a page that is written from right to left."""
    for element in list(body.iter(etree.Element)):
        if element.tag in _LEFT_TO_RIGHT:
            element.set("dir", element.get("dir") or "ltr")
            continue
        if element.tag not in _AS_TYPED and not any(
            above.tag in _NO_BIDI for above in (element, *element.iterancestors())
        ):
            _split(element, element.text or "", 0)
        parent = element.getparent()
        if element is not body and not any(above.tag in _NO_BIDI for above in (parent, *parent.iterancestors())):
            _split(parent, element.tail or "", parent.index(element) + 1)


def _split(parent: HtmlElement, text: str, at: int) -> None:
    """Puts ``bdi`` around such parts of ``text``, which stands in ``parent`` before its child number ``at``."""
    found = list(parts(text)) if text.strip() else []
    if not any(own for _, own in found):
        return
    before = "" if found[0][1] else found.pop(0)[0]
    if at:
        parent[at - 1].tail = before
    else:
        parent.text = before
    for piece, own in found:
        if own:
            kept = lxml_html.Element("bdi", {"dir": "ltr"})
            kept.text = piece
            parent.insert(at, kept)
            at += 1
        else:
            parent[at - 1].tail = piece
