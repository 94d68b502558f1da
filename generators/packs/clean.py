"""Cleans the HTML that a pack's Markdown becomes: what Material and the kit's forms need stays, all else goes."""

from __future__ import annotations

import re

import nh3
from markdown import Extension, Markdown
from markdown.postprocessors import Postprocessor

from generators.reading.links import LINK_SCHEMES, is_in_kit, is_safe_link

NAME = "generators.packs.clean"
"""How a list of Markdown extensions names this one."""

AFTER_ALL_OTHERS = -1000
"""Priority: no other postprocessor may add to what was cleaned."""

_TEXT = """a abbr b bdi bdo br cite code del dfn em i ins kbd mark q s samp small span strong sub sup time u var wbr"""
_BLOCKS = """address article aside blockquote center dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p
    pre section summary ul caption col colgroup table tbody td tfoot th thead tr"""
_CONTROLS = "button fieldset form input label legend textarea"
_PICTURES = "img audio video source circle ellipse g line path polygon polyline rect svg"

TAGS = frozenset(f"{_TEXT} {_BLOCKS} {_CONTROLS} {_PICTURES}".split())

_DATA = "column edition language minutes search-exclude tabs tool words"
"""What scripts of the kit and of Material read of a page; more could be an order to them."""

_EVERYWHERE = "class dir id lang role tabindex title"
_SHAPE = "cx cy d fill height points r rx ry stroke stroke-width transform viewBox width x x1 x2 y y1 y2"
_SHAPES = ("circle", "ellipse", "g", "line", "path", "polygon", "polyline", "rect", "svg")
_CELL = {"align", "colspan", "headers", "rowspan", "scope", "style"}

ATTRIBUTES: dict[str, set[str]] = {
    "*": {*_EVERYWHERE.split(), *(f"data-{name}" for name in _DATA.split())},
    "a": {"download", "href", "name", "target"},
    "audio": {"controls", "src"},
    "col": {"span"},
    "colgroup": {"span"},
    "del": {"datetime"},
    "details": {"open"},
    "form": {"autocomplete", "novalidate"},
    "img": {"align", "alt", "decoding", "height", "loading", "src", "width"},
    "input": {
        *("autocomplete", "checked", "data-kind", "disabled", "inputmode", "maxlength", "name", "required", "value"),
    },
    "ins": {"datetime"},
    "label": {"for"},
    "li": {"value"},
    "ol": {"reversed", "start", "type"},
    "section": {"hidden"},  # the tools of a form, until its script shows them
    "source": {"src", "type"},
    "td": _CELL,
    "textarea": {"autocomplete", "maxlength", "name", "required", "rows"},
    "th": _CELL,
    "time": {"datetime"},
    "video": {"controls", "height", "poster", "src", "width"},
    **{shape: set(_SHAPE.split()) for shape in _SHAPES},
}

INPUT_TYPES = {"checkbox", "date", "email", "number", "radio", "tel", "text"}
_FILES = frozenset({"src", "poster"})
_OF_FRAME = re.compile(r"(?:kit|md)-(?!(?:button|form|field|width)\b)", re.IGNORECASE)
_OF_FORM = frozenset(
    {"kit-hint", "kit-input", "kit-label", "kit-option", "kit-options", "kit-options--inline", "kit-page-break"}
    | {"kit-page-part"}
    | {"kit-required", "kit-required-note", "kit-row", "kit-scale-end", "kit-screen-only", "kit-spoken", "kit-switch"}
    | {"kit-table", "kit-write-in"}
)
"""Classes by which the frame of a page hides, moves, or finds its own parts, and those that a form's fields need."""

_WITH_CONTENT = {"embed", "iframe", "math", "noscript", "object", "script", "style", "template", "title"}
_OWN_IDS = ("__codelineno", "__tabbed")


def cleaned(html: str) -> str:
    """``html`` without anything that runs, sends, or asks another host; links to web pages stay links."""
    return _CLEANER.clean(html)


def allowed_value(tag: str, attribute: str, value: str) -> str | None:
    """The value that an allowed attribute keeps, or None when it has to go."""
    if attribute in _FILES:
        return value if is_in_kit(value) else None
    if attribute == "href":
        return value if is_safe_link(value) else None
    if attribute == "id" and value.startswith("__"):  # names that themes give to their own parts
        return value if value.startswith(_OWN_IDS) else None
    if attribute == "class":
        return " ".join(name for name in value.split() if name in _OF_FORM or not _OF_FRAME.match(name)) or None
    if attribute == "aria-hidden":  # what a form says in other words beside it
        return value if tag == "span" else None
    if attribute in ("fill", "stroke"):  # a paint may stand in another host's file
        return None if "url" in value.lower() or "\\" in value else value
    if attribute == "tabindex":
        return value if value in ("0", "-1") else None
    if attribute == "target":
        return value if value == "_blank" else None
    return value


_CLEANER = nh3.Cleaner(
    tags=set(TAGS),
    clean_content_tags=_WITH_CONTENT,
    attributes=ATTRIBUTES,
    attribute_filter=allowed_value,
    generic_attribute_prefixes={"aria-"},
    tag_attribute_values={"input": {"type": INPUT_TYPES}},
    # Neither sends anything, also when scripts are off.
    set_tag_attribute_values={"form": {"method": "dialog"}, "button": {"type": "button"}},
    filter_style_properties={"text-align"},
    url_schemes=set(LINK_SCHEMES),
    link_rel=None,  # browsers need none for a link that opens a window (HTML standard, "noopener" is implied)
)


class CleaningExtension(Extension):
    """Python-Markdown extension ``generators.packs.clean``: the page's HTML is cleaned when all others are done."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name that Python-Markdown calls
        md.postprocessors.register(_Cleaning(md), "kit_clean", AFTER_ALL_OTHERS)


class _Cleaning(Postprocessor):
    def run(self, text: str) -> str:
        return cleaned(text)


def makeExtension(**options: object) -> CleaningExtension:  # noqa: N802 - the name that Python-Markdown looks for
    """The extension by its module's name."""
    return CleaningExtension(**options)
