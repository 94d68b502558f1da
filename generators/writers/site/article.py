"""What the site does to a page's HTML, on its tree: links, boxes to tick, pictures, and what is read out of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import cast
from urllib.parse import unquote, urlsplit, urlunsplit

from lxml import etree
from lxml import html as lxml_html
from lxml.html import HtmlElement
from msgspec import Struct

from generators.checking.built_links import ADDRESSES, AddressesAndIds, addresses, seen_in, with_addresses
from generators.forms.tools import MESSAGES
from generators.markdown.anchors import slug
from generators.markdown.tree import body_of
from generators.markup.element import escaped
from generators.writers.site.indexes import SectionText, chapter_of, section_texts
from generators.writers.site.paper import number_addresses
from generators.writers.site.running_text import NUMBER, isolate, keep_numbers_whole, link_mail
from generators.writers.site.tables import clear_corners, frame_tables
from generators.writers.site.views import relative

_ROOT = re.compile(r"""<(?:svg:)?svg\b(?:[^>"']|"[^"]*"|'[^']*')*>""")
_LENGTH = re.compile(
    r"""(?<![-\w:])(?P<name>width|height)\s*=\s*["']\s*(?P<value>[0-9.]+(?:e[-+]?\d+)?)\s*(?P<unit>[a-zQ]*)\s*["']"""
)
_NUMBER = r"[-+]?[0-9.]+(?:e[-+]?\d+)?"
_VIEW_BOX = re.compile(
    rf"""(?<![-\w:])viewBox\s*=\s*["']\s*{_NUMBER}[\s,]+{_NUMBER}[\s,]+(?P<width>{_NUMBER})[\s,]+(?P<height>{_NUMBER})"""
)
_PIXELS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4, "Q": 96 / 101.6}
"""In a unit (CSS Values, level 4, 6.2: absolute lengths)."""

_DIGITS = 5
"""The largest width that an author can mean for a picture, in pixels."""

_SVG_NAMES = {
    name.lower(): name
    for name in (
        *("attributeName", "attributeType", "baseFrequency", "calcMode", "clipPathUnits", "diffuseConstant"),
        *("edgeMode", "filterUnits", "gradientTransform", "gradientUnits", "kernelMatrix", "kernelUnitLength"),
        *("keyPoints", "keySplines", "keyTimes", "lengthAdjust", "limitingConeAngle", "markerHeight", "markerUnits"),
        *("markerWidth", "maskContentUnits", "maskUnits", "numOctaves", "pathLength", "patternContentUnits"),
        *("patternTransform", "patternUnits", "pointsAtX", "pointsAtY", "pointsAtZ", "preserveAlpha"),
        *("preserveAspectRatio", "primitiveUnits", "refX", "refY", "repeatCount", "repeatDur", "requiredExtensions"),
        *("requiredFeatures", "specularConstant", "specularExponent", "spreadMethod", "startOffset", "stdDeviation"),
        *("stitchTiles", "surfaceScale", "systemLanguage", "tableValues", "targetX", "targetY", "textLength"),
        *("viewBox", "viewTarget", "xChannelSelector", "yChannelSelector", "zoomAndPan"),
        *("altGlyph", "animateMotion", "animateTransform", "clipPath", "feBlend", "feColorMatrix", "feComposite"),
        *("feFlood", "feGaussianBlur", "feImage", "feMerge", "feMergeNode", "feMorphology", "feOffset", "feTile"),
        *("feTurbulence", "foreignObject", "linearGradient", "radialGradient", "textPath"),
    )
}
"""Names with capitals: HTML standard, "adjust SVG attributes", and the list of elements beside it."""


class Size(Struct, frozen=True):
    """How large a picture is, in CSS pixels."""

    width: int
    height: int


class SiteLink(Struct, frozen=True):
    """A link or picture within the kit: its ``address`` as written, and the ``target`` (a path) that it means.

    ``made`` is the address that the site has in its place. The target of an address that begins at the top of the
    host is unknown, and empty.
    """

    address: str
    target: str
    made: str


class Surroundings(Struct, frozen=True):
    """What a page's links can lead to.

    ``addresses`` are those below the site, by path of page and file; ``sizes`` those of the pictures; ``chapters`` are
    the pages of the book, the anchor of each by its address. ``from_root`` says that an address with a slash in front
    means a path of the handbook.
    """

    addresses: Mapping[str, str]
    sizes: Mapping[str, Size]
    chapters: Mapping[str, str]
    from_root: bool = False


class ConvertedPage(Struct, frozen=True):
    """A page as Markdown left it. ``url`` is its address below the site; ``bar`` is HTML to stand under its title.

    ``closing`` is HTML to stand last in its form; ``other_site`` is said behind a link that leads away, ``table`` of
    what scrolls by itself; ``rtl`` is for a page that is written from right to left.
    """

    html: str
    path: str
    url: str
    other_site: str
    table: str
    bar: str = ""
    rtl: bool = False
    closing: str = ""


class Article(Struct, frozen=True):
    """A finished page. ``title`` is its first heading as HTML, or empty; ``chapter`` its HTML for the book, if in it.

    ``texts`` is what search finds; ``seen`` what a quick look finds in the content.
    """

    content: str
    title: str
    texts: tuple[SectionText, ...]
    chapter: str
    links: tuple[SiteLink, ...]
    seen: AddressesAndIds


def article_of(source: ConvertedPage, around: Surroundings) -> Article:
    """The page as its site shows it."""
    body = body_of(source.html)
    if source.bar:
        _put_under_title(body, source.bar)
    if source.closing:
        _put_last(body, source.closing)
    links = tuple(_resolved_links(body, source, around))
    finish(body, source.html + source.bar + source.closing, source.other_site, source.table)
    if "<dt" in source.html:
        _name_terms(body)
    if MESSAGES in source.html:
        _leave_messages(body)
    if source.rtl:
        isolate(body)
    _size_pictures(body, source.url, around.sizes)
    number_addresses(body)
    first = next(iter(body.iterchildren(etree.Element)), None)
    content = inner_html(body)
    return Article(
        content=content,
        seen=seen_in(content.encode()),
        title=heading_text(first) if first is not None and first.tag == "h1" else "",
        texts=section_texts(body),
        links=links,
        chapter=inner_html(chapter_of(body, source.url, around.chapters)) if source.url in around.chapters else "",
    )


def finish(body: HtmlElement, source: str, other_site: str, table: str) -> None:
    """The last touches that Markdown cannot give. ``source`` is the HTML of ``body``: what it lacks is not sought."""
    if "task-list-item" in source:
        _label_tasks(body)
    if "http" in source:
        _mark_links(body, other_site)
    if "@" in source or "&#64;" in source:
        link_mail(body)
    if NUMBER.search(source):
        keep_numbers_whole(body)
    if "<svg" in source:
        _write_drawings(body)
    if "<th" in source:
        clear_corners(body)
    if "<table" in source.lower():
        frame_tables(body, table)


def inner_html(body: HtmlElement) -> str:
    """What stands in ``body``, an element without attributes, as HTML."""
    made = cast(str, lxml_html.tostring(body, encoding="unicode", with_tail=False))
    tag = f"<{body.tag}>"
    return made[len(tag) : -len(tag) - 1]


def add_text(into: HtmlElement, text: str, href: str, tags: Iterable[str]) -> None:
    """Adds words to ``into``, within a link if there is an ``href``, and the ``tags``; a line's end breaks the line."""
    if text == "\n":
        etree.SubElement(into, "br")
        return
    made = etree.SubElement(into, "a", {"href": href}) if href else into
    for tag in tags:
        made = etree.SubElement(made, tag)
    if made is not into:
        made.text = text
    elif len(into):
        into[-1].tail = (into[-1].tail or "") + text
    else:
        into.text = (into.text or "") + text


def heading_text(element: HtmlElement) -> str:
    """The words of a heading as HTML, without its link and its footnotes; it is no value, so quotation marks stay."""
    return " ".join(str(escaped("".join(_heading_words(element)))).replace("&quot;", '"').split())


def _heading_words(element: HtmlElement) -> Iterator[str]:
    if element.get("class") in ("headerlink", "footnote-ref"):
        return
    yield (element.get("alt") or "") if element.tag == "img" else element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            yield from _heading_words(child)
        yield child.tail or ""


def _put_under_title(body: HtmlElement, bar: str) -> None:
    title = body.find(".//h1")
    block = list(body_of(bar))
    form = title.getnext() if title is not None else None
    if form is not None and form.get("class") == "kit-form":
        form[0:0] = block
        _put_where_typing_begins(form)
        return
    place = body.index(title) + 1 if title is not None and title.getparent() is body else 0
    body[place:place] = block


def _put_where_typing_begins(form: HtmlElement) -> None:
    """Who sees the answers is told right before the first question."""
    start = next(iter(form.find_class("kit-form-start")), None)
    for note in form.find_class("kit-privacy"):
        if start is not None:
            start.addnext(note)


def _put_last(body: HtmlElement, closing: str) -> None:
    form = body.find(".//form")
    (form if form is not None else body).extend(list(body_of(closing)))


def _resolved_links(body: HtmlElement, source: ConvertedPage, around: Surroundings) -> Iterator[SiteLink]:
    """Turns addresses in the kit into those on the site, and gives what each means."""
    for element in body.iter(*ADDRESSES):
        for name in ADDRESSES[element.tag]:
            value = element.get(name)
            if not value or element.get("class") == "headerlink":
                continue
            links = tuple(filter(None, (_link_of(one, source, around) for one in addresses(value, name))))
            yield from links
            element.set(name, with_addresses(value, name, {link.address: link.made for link in links}))


def _link_of(address: str, source: ConvertedPage, around: Surroundings) -> SiteLink | None:
    """What an address means in the kit, and how it has to stand on the page; None if it leads away."""
    try:
        scheme, host, target, query, anchor = urlsplit(address)
    except ValueError:
        return None
    if scheme or host:
        return None
    if target.startswith(("/", "\\")) and not around.from_root:
        return SiteLink(address, "", address)
    if not target:
        return SiteLink(address, source.path, address)
    folder = "" if target.startswith("/") else dirname(source.path)
    full = normpath(join(folder, unquote(target).lstrip("/")))
    found = around.addresses.get(full)
    made = address if found is None else urlunsplit(("", "", relative(found, source.url), query, anchor))
    return SiteLink(address, full, made)


def _name_terms(body: HtmlElement) -> None:
    """Gives each term that is defined an anchor of its own, for the index."""
    taken = {element.get("id") for element in body.iter(etree.Element)}
    for term in body.iter("dt"):
        name = slug(" ".join(term.text_content().split()), "-")
        if name and not term.get("id") and name not in taken:
            term.set("id", name)
            taken.add(name)


def _leave_messages(body: HtmlElement) -> None:
    """Takes away what the script of the forms brings along on a site that is made here."""
    for tools in body.find_class("kit-form-tools"):
        tools.attrib.pop(MESSAGES, None)


def _label_tasks(body: HtmlElement) -> None:
    """Names each box to tick by the words beside it, but not by the steps below it."""
    for number, item in enumerate(body.iterfind(".//li[@class='task-list-item']"), start=1):
        holder = item[0] if len(item) and item[0].tag == "p" else item
        box = holder.find("input")
        if box is None or holder.index(box):
            continue
        box.set("name", f"step-{number}")
        label, words = lxml_html.Element("label"), lxml_html.Element("span")
        words.text, box.tail = box.tail, None
        for child in list(holder)[1:]:
            if child.tag in ("ul", "ol"):
                break
            words.append(child)
        holder.insert(0, label)
        label.append(box)
        label.append(words)


def _mark_links(body: HtmlElement, other_site: str) -> None:
    """Says of each link to another website that it leads there."""
    for link in body.iter("a"):
        if (link.get("href") or "").startswith(("http://", "https://")):
            link.set("class", " ".join(filter(None, ("kit-external", link.get("class")))))
            link.set("rel", "noopener noreferrer")
            mark = etree.SubElement(link, "span", {"class": "kit-visually-hidden"})
            mark.text = f" ({other_site})"


def _write_drawings(body: HtmlElement) -> None:
    """Gives the names in drawings their capitals back, which reading HTML takes away."""
    for drawing in body.iter("svg"):
        for element in drawing.iter(etree.Element):
            element.tag = _SVG_NAMES.get(element.tag, element.tag)
            if not any(name in _SVG_NAMES for name in element.keys()):  # noqa: SIM118 - an element is no mapping
                continue
            attributes = list(element.items())
            element.attrib.clear()
            for name, value in attributes:
                element.set(_SVG_NAMES.get(name, name), value)


def _size_pictures(body: HtmlElement, url: str, sizes: Mapping[str, Size]) -> None:
    """Leaves room for pictures before they arrive; all but the first wait to be scrolled to."""
    folder = dirname(url)
    shown = (image for image in body.iter("img") if image.get("src"))
    for number, image in enumerate(shown):
        size = sizes.get(normpath(join(folder, unquote(image.get("src").partition("?")[0]))))
        if size and not image.get("height"):
            wide = image.get("width") or str(size.width)
            if wide.isdecimal() and len(wide) <= _DIGITS:
                image.set("width", wide)
                image.set("height", str(max(1, round(int(wide) * size.height / size.width))))
        if number and not image.get("loading"):
            image.set("loading", "lazy")


def size_of(file: Path) -> Size | None:
    """The size of the picture in ``file``, or None if it does not say."""
    read: Callable[[Path], Size | None] = _of_drawing if file.suffix.lower() == ".svg" else _of_photo
    return read(file)


def _of_drawing(file: Path) -> Size | None:
    root = _ROOT.search(file.read_text(encoding="utf-8", errors="replace"))
    if root is None:
        return None
    lengths = _lengths(root[0])
    if lengths.keys() != {"width", "height"} or not all(1 <= length < 10**_DIGITS for length in lengths.values()):
        return None
    return Size(round(lengths["width"]), round(lengths["height"]))


def _lengths(root: str) -> Mapping[str, float]:
    """Width and height of a drawing in pixels as far as it says them: what it leaves out follows from its view box."""
    found = {match["name"]: match for match in _LENGTH.finditer(root) if match["unit"] in _PIXELS}
    box = _VIEW_BOX.search(root)
    try:
        lengths = {name: float(match["value"]) * _PIXELS[match["unit"]] for name, match in found.items()}
        sides = {name: float(box[name]) for name in ("width", "height")} if box else {}
    except ValueError:  # two points in a number
        return {}
    if len(lengths) == 2 or not sides or min(sides.values()) <= 0:
        return lengths
    scale = next((length / sides[name] for name, length in lengths.items()), 1)
    return {name: side * scale for name, side in sides.items()}


def _of_photo(file: Path) -> Size | None:
    from generators.decks.slideshow.pictures import pixels  # most kits hold drawings alone, and need not wait for it

    size = pixels(file)
    return Size(*size) if size else None
