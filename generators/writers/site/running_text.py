"""What the site does to running text: links for mail addresses, an order for numbers, a local's own first words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from lxml import etree
from lxml import html as lxml_html
from lxml.html import HtmlElement

from generators.markup.element import markdown_text
from generators.model import Kit, SiteChoices
from generators.words.isolation import parts

HOME_PAGE = "index.md"

NUMBER_STAND_IN = "1qztel[A-Za-z]*zq1"
"""What stands in the place of a local's telephone number until that is put in (``slots``)."""

_TITLE = re.compile(r"# +(?P<text>.*?)(?: *\{[^}]*\})?$")
_AFTER_LEAD = re.compile(r"!\[|#|<|---|\{")
MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
"""An address of which a link is made: no longer than one may be (RFC 5321, 4.5.3.1; RFC 1035, 2.3.4)."""

_GROUPS = r"(?:\+?\d{1,3}[ -])?(?:\(\d{2,5}\)[ -]?)?\d{2,5}(?:[ -]\d{2,5}){1,4}"
NUMBER = re.compile(
    rf"(?=[+(\d])(?<![\w+/.-])(?:(?=(?:[ ()+-]*\d){{7}}){_GROUPS}|{NUMBER_STAND_IN})(?![\w/-]|\.\d)",
)
"""A telephone number of seven digits or more, in groups; what only looks like one comes to no harm.

Most letters cannot begin one, which is asked first.
"""

_NO_MAIL = frozenset({"a", "button", "code", "label", "option", "pre", "script", "style", "svg", "textarea"})
_LEFT_TO_RIGHT = frozenset({"code", "kbd", "pre", "samp"})
_AS_TYPED = frozenset({"option", "script", "style", "textarea", "title"})
_NO_BIDI = _LEFT_TO_RIGHT | _AS_TYPED | {"bdi", "bdo", "svg"}
"""Elements whose text has its direction already, or is none."""


def link_mail(body: HtmlElement) -> None:
    """Makes a link of every mail address in running text, so that a phone can write to it."""
    _wrap(body, "@", MAIL, lambda mail: lxml_html.Element("a", {"href": f"mailto:{mail}"}))


def keep_numbers_whole(body: HtmlElement) -> None:
    """Keeps every telephone number in running text on one line."""
    _wrap(body, "", NUMBER, lambda _: lxml_html.Element("span", {"class": "kit-number"}))


def _wrap(body: HtmlElement, sign: str, pattern: re.Pattern[str], made: Callable[[str], HtmlElement]) -> None:
    """Puts an element around whatever matches in running text; text without the ``sign`` is passed over."""
    for element in list(body.iter(etree.Element)):
        if element.text and sign in element.text and pattern.search(element.text) and not _is_left(element):
            _split_at(element, element.text, 0, pattern, made)
        parent, tail = element.getparent(), element.tail
        if tail and sign in tail and element is not body and pattern.search(tail) and not _is_left(parent):
            _split_at(parent, tail, parent.index(element) + 1, pattern, made)


def _is_left(element: HtmlElement) -> bool:
    """Whether what stands in an element stays as it is."""
    return element.tag in _NO_MAIL or any(above.tag in _NO_MAIL for above in element.iterancestors())


def _split_at(
    parent: HtmlElement, text: str, at: int, pattern: re.Pattern[str], made: Callable[[str], HtmlElement]
) -> None:
    """Puts elements into ``text``, which stands in ``parent`` before its child number ``at``."""
    found = list(pattern.finditer(text))
    if at:
        parent[at - 1].tail = text[: found[0].start()]
    else:
        parent.text = text[: found[0].start()]
    ends = [*(match.start() for match in found[1:]), len(text)]
    for number, (match, end) in enumerate(zip(found, ends, strict=True)):
        element = made(match[0])
        element.text, element.tail = match[0], text[match.end() : end]
        parent.insert(at + number, element)


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


def with_own_words(text: Sequence[str], site: SiteChoices) -> list[str]:
    """The home page's lines with the headline and the lead of ``site`` in place of the kit's, where it has them."""
    title = next((index for index, line in enumerate(text) if _TITLE.match(line)), None)
    if title is None:
        return list(text)
    end = next((index for index in range(title + 1, len(text)) if _AFTER_LEAD.match(text[index])), len(text))
    headline = f"# {markdown_text(site.headline)}" if site.headline else text[title]
    lead = ["", markdown_text(site.lead), ""] if site.lead else text[title + 1 : end]
    return [*text[:title], headline, *lead, *text[end:]]


def headline(kit: Kit) -> str:
    """The first words of the home page."""
    home = next((page for page in kit.pages if page.path == HOME_PAGE), None)
    titles = (_TITLE.match(line.text) for line in (home.lines if home else ()))
    written = next((title["text"] for title in titles if title), "")
    return kit.local.site.headline or written or kit.site.name
