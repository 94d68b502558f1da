"""Turns Markdown lines into HTML and the document tree, with the very extensions that the site uses."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from markdown.extensions.toc import slugify

from generators.markdown.placing import MARK, PlacingMarkdown
from generators.markdown.tree import nodes_of, plain
from generators.model import NOWHERE, Extension, Heading, Inline, Line, Lines, Nodes, Paragraph, Place, Span
from generators.model.problems import Problem, RefusedInput
from generators.reading.verbatim import outside_code

_PLAIN_HEADING = re.compile(r"#{1,6} (?P<text>[\w ,?]+)")
"""A heading of words alone, in which no extension can find anything to change."""

_PLAIN_WORDS = re.compile(r"[^\W_]+(,? [^\W_]+)*[?!]?")
"""The same for a line; most titles of slides are one."""

_OWN_ANCHORS = frozenset({"slugify", "separator"})
"""Options of the table of contents under which anchors are made in another way."""


def plain_anchors(lines: Lines, extensions: Sequence[Extension]) -> Iterator[str]:
    """The anchors that are certain; a page may have more."""
    if any(item.name.endswith("toc") and _OWN_ANCHORS & item.options.keys() for item in extensions):
        return
    for _, line in outside_code(lines):
        if heading := _PLAIN_HEADING.fullmatch(line.text):
            yield slugify(heading["text"].strip(), "-")


__all__ = ["Dialect", "dialect_of", "html_with_lines", "parse", "parse_inline", "plain", "to_html"]

ALWAYS = (Extension("toc"), Extension("tables"), Extension("fenced_code"))
"""What MkDocs adds to every list of extensions."""

SITE_ONLY = frozenset({"kit_fields", "kit_plain"})
"""Extensions whose work is done before the tree is made: forms are read from lines, variables filled by resolve."""

MOST_TEXTS = 20_000
"""How many texts a process remembers between kits; a preview, or a build of many locals, meets most of them again."""


@dataclass(frozen=True)
class Dialect:
    """The Markdown of one kit: the extensions of its ``mkdocs.yml``."""

    extensions: tuple[Extension, ...]

    @cached_property
    def markdown(self) -> PlacingMarkdown:
        """The converter, made once; callers reset it before each text.

        Raises:
            RefusedInput: an extension is not installed, or does not know one of its options.
        """
        options = {item.name: dict(item.options) for item in (*ALWAYS, *self.extensions) if item.name not in SITE_ONLY}
        options["toc"] = {**options["toc"], "permalink": False}
        try:
            return PlacingMarkdown(extensions=[*options], extension_configs=options)
        except Exception as error:  # an extension is anybody's code, and fails as it likes
            raise RefusedInput(_unusable(options)) from error

    @cached_property
    def known(self) -> dict[str, str]:
        """The HTML of texts converted before, in this kit or another with the same extensions, with its lines."""
        known = _known(repr(self.extensions))
        if len(known) > MOST_TEXTS:
            known.clear()
        return known


def dialect_of(extensions: tuple[Extension, ...]) -> Dialect:
    """The dialect with its converter made, so that an extension which cannot be used is told before any text is read.

    Raises:
        RefusedInput: an extension is not installed, or does not know one of its options.
    """
    dialect = Dialect(extensions)
    dialect.markdown.reset()
    return dialect


def parse(lines: Lines, dialect: Dialect, folder: str = "") -> Nodes:
    """The document tree of ``lines``; relative links and pictures are resolved against ``folder`` (posix).

    Raises:
        RefusedInput: lists or quotes are nested so deeply that they cannot be read.
    """
    try:
        return nodes_of(html_with_lines(lines, dialect), folder, tuple(line.place.road for line in lines))
    except RecursionError as error:
        raise RefusedInput(_too_deep(lines)) from error


def to_html(lines: Lines, dialect: Dialect) -> str:
    """The HTML that the site shows for ``lines``, without form fields.

    Raises:
        RefusedInput: lists or quotes are nested so deeply that they cannot be read.
    """
    return MARK.sub("", html_with_lines(lines, dialect))


def html_with_lines(lines: Lines, dialect: Dialect) -> str:
    """The same, each element with the number of its line (``placing.LINE``), which ``tree.Origin`` turns into a place.

    Raises:
        RefusedInput: lists or quotes are nested so deeply that they cannot be read.
    """
    text = "\n".join(line.text for line in lines)
    if text in dialect.known:
        return dialect.known[text]
    try:
        return dialect.known.setdefault(text, dialect.markdown.reset().convert(text))
    except RecursionError as error:
        vars(dialect).pop("markdown")  # it was left in the middle of its work, and is of no more use
        raise RefusedInput(_too_deep(lines)) from error


def parse_inline(text: str, dialect: Dialect) -> Inline:
    """The runs of one line of text, such as a label or a title."""
    if _PLAIN_WORDS.fullmatch(text):
        return (Span(text),)
    for node in parse((Line(text, NOWHERE),), dialect):
        if isinstance(node, Paragraph | Heading):
            return node.text
    return (Span(html.unescape(text)),) if text else ()


@lru_cache(maxsize=4)
def _known(_extensions: str) -> dict[str, str]:
    return {}


def _unusable(options: Mapping[str, dict[str, object]]) -> Problem:
    """Which extension is not installed, or does not know one of its options."""
    reason = "they do not go together"
    for name, chosen in options.items():
        try:
            PlacingMarkdown(extensions=[name], extension_configs={name: chosen})
        except Exception as error:  # as above
            reason = f"'{name}': {error}"
            break
    place = Place("mkdocs.yml", 1)
    return Problem(
        "extension-unusable", place, f"the Markdown extensions cannot be used: {reason}", ("see 'markdown_extensions'",)
    )


def _too_deep(lines: Lines) -> Problem:
    deepest = max(lines, key=lambda line: len(line.text) - len(line.text.lstrip(" \t>")), default=None)
    place = deepest.place if deepest else NOWHERE
    return Problem(
        "text-too-deep", place, "this text is nested too deeply to be read", ("use fewer levels of lists or quotes",)
    )
