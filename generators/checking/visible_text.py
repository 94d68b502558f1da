"""Tells the words of a page that readers see from those that something on it hides, and says what that is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import cast

from lxml.html import HtmlElement
from msgspec import Struct

from generators.model.replacing import replace

_NO_WORDS = frozenset({"headerlink", "footnote-ref", "footnote-backref"})
"""Classes of links that stand beside words and are none."""

_UNSHOWN = frozenset(
    {"audio", "button", "canvas", "datalist", "dialog", "embed", "iframe", "map", "math", "meter", "noembed"}
    | {"noframes", "noscript", "object", "optgroup", "option", "progress", "rp", "script", "select", "style", "svg"}
    | {"template", "textarea", "title", "video"}
)
_HIDING = {
    **{tag: f"<{tag}>" for tag in _UNSHOWN},
    **dict.fromkeys(("del", "s", "strike"), "text that is crossed out"),
    "bdo": "text that is turned round",
    "pre": "a block of code",
}
"""Elements whose text is shown to nobody, not at first, not to all, or not to be read, with what they are called."""

_SMALL = frozenset({"code", "figcaption", "kbd", "samp", "small", "sub", "sup"})
"""Elements in smaller letters; what stands in many of them cannot be read."""

_INSET = frozenset({"blockquote", "dd", "details", "fieldset", "ol", "ul"})
"""Elements that leave less room; what stands in many of them has none on a telephone."""

_LEAF_ROLES = frozenset(
    {"button", "checkbox", "img", "image", "math", "menuitemcheckbox", "menuitemradio", "meter", "option", "radio"}
    | {"progressbar", "scrollbar", "separator", "slider", "switch", "tab"}
)
"""Roles whose text is not read out (WAI-ARIA 1.2, "Children Presentational")."""

_NAMED = frozenset({"a", "h1", "h2", "h3", "h4", "h5", "h6"})
"""Elements whose label is read out in place of their text (WAI-ARIA 1.2, 5.2.8)."""

_UNDONE = {
    **dict.fromkeys(("caption", "td", "th"), "a table"),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "summary"), "a heading"),
}
"""Elements that undo the lists and paragraphs of a text that is put into them, and push it aside or make it small."""

_FOR_SOME = re.compile(r"(?:^|\s)for-\w+")
_PLAIN = frozenset(
    {"admonition", "admonition-title", "card", "cards", "footnote", "grid", "highlight", "key", "kit-form", "tab"}
    | {"abstract", "bug", "caution", "danger", "error", "example", "failure", "important", "info", "note", "question"}
    | {"quote", "success", "task-list", "task-list-item", "tip", "warning"}
)
"""Classes that hide nothing in any theme; of others nobody knows."""

_SMALLEST, _NARROWEST = 2, 8


class Run(Struct, frozen=True):
    """Words in a row; ``hidden_by`` says in what they stand, so that readers do not see them, or is empty."""

    text: str
    hidden_by: str = ""


class _Around(Struct, frozen=True):
    known: frozenset[str]
    hidden_by: str = ""
    small: int = 0
    inset: int = 0


def runs_of(element: HtmlElement, known: frozenset[str] = frozenset()) -> Iterator[Run]:
    """The text in ``element`` of a page's HTML, in its order.

    Classes hide it that are neither common nor ``known``, and so do tables and headings whose tag is not ``known``.
    """
    yield from _inside(element, _Around(_PLAIN | known))


def letters(texts: Iterable[str]) -> str:
    """The letters and digits alone, by which words are compared wherever lines and elements end."""
    return "".join(filter(str.isalnum, "".join(texts)))


def _inside(parent: HtmlElement, around: _Around) -> Iterator[Run]:
    is_closed = parent.tag == "details" and parent.get("open") is None
    title = next((child for child in parent if child.tag == "summary"), None) if is_closed else None
    closed = replace(around, hidden_by=around.hidden_by or "a box that is closed at first") if is_closed else around
    yield from _text(parent.text, closed)
    folded = 0  # the level of a heading under which all is for some readers alone
    for child in parent:
        if isinstance(child.tag, str):
            level = _level(child)
            if level and level <= folded:
                folded = 0
            if level and _FOR_SOME.search(child.get("class") or ""):
                folded = level
            outer = around if child is title else closed
            yield from _element(child, replace(outer, hidden_by=outer.hidden_by or (_FOLDED if folded else "")))
        yield from _text(child.tail, closed)


_FOLDED = "a part that is folded for other readers"


def _element(element: HtmlElement, around: _Around) -> Iterator[Run]:
    tag, classes = cast(str, element.tag), (element.get("class") or "").split()
    if not _NO_WORDS.isdisjoint(classes):
        return
    inner = replace(
        around,
        hidden_by=around.hidden_by or _hides(element, around.known),
        small=around.small + (tag in _SMALL),
        inset=around.inset + (tag in _INSET or "admonition" in classes),
    )
    if inner.small > _SMALLEST:
        inner = replace(inner, hidden_by=inner.hidden_by or "letters that are made smaller again and again")
    if inner.inset > _NARROWEST:
        inner = replace(inner, hidden_by=inner.hidden_by or f"more than {_NARROWEST} lists, quotes, or boxes")
    yield from _inside(element, inner)


def _hides(element: HtmlElement, known: frozenset[str]) -> str:
    """What hides the text of ``element``; a closed box and a heading hide more than themselves, or less."""
    tag, classes = cast(str, element.tag), element.get("class") or ""
    if tag in _HIDING:
        return _HIDING[tag]
    if tag in _UNDONE and tag not in known:
        return _UNDONE[tag]
    if element.get("hidden") is not None or element.get("inert") is not None:
        return "an element that is hidden"
    role, label = (element.get("role") or "").split(), element.get("aria-label") or element.get("aria-labelledby")
    if element.get("aria-hidden", "false") != "false" or not _LEAF_ROLES.isdisjoint(role) or (label and tag in _NAMED):
        return "an element that is not read out"
    if _FOR_SOME.search(classes):
        return _FOLDED
    strange = next((name for name in classes.split() if name not in known), "")
    return f"an element of the class '{strange}', which may hide it" if strange else ""


def _level(element: HtmlElement) -> int:
    found = re.fullmatch(r"h([1-6])", cast(str, element.tag))
    return int(found[1]) if found else 0


def _text(text: str | None, around: _Around) -> Iterator[Run]:
    if text and text.strip():
        yield Run(text, around.hidden_by)
