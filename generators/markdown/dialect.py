"""Turns Markdown lines into HTML and the document tree, with the very extensions that the site uses."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any, TypeVar

import markdown
from markdown.extensions.toc import nest_toc_tokens, slugify
from msgspec import Struct, field

from generators.markdown.anchors import NamedHeading, distinct, slug
from generators.markdown.dialect_extension import NAME as OWN_DIALECT
from generators.markdown.failed_extension import failure_over
from generators.markdown.page_folders import follows_pages, placed_at
from generators.markdown.placing import PlacingMarkdown
from generators.markdown.runs import plain
from generators.markdown.sections import are_known, sections_of
from generators.markdown.sparing import spare
from generators.markdown.sparing_blocks import SparingMarkdown
from generators.markdown.tree import nodes_of
from generators.markup.element import markdown_text
from generators.model import NOWHERE, Extension, Heading, Inline, Line, Lines, Nodes, Paragraph, Place, Span
from generators.model.current_work import working_on
from generators.model.problems import Problem, RefusedInput
from generators.model.remembered import Memory, remembered
from generators.reading.verbatim import outside_code

__all__ = [
    "Anchor",
    "Dialect",
    "PageHtml",
    "dialect_of",
    "html_with_lines",
    "page_html",
    "parse",
    "parse_inline",
    "plain",
    "plain_anchor",
    "plain_anchors",
    "typographic",
]

_PLAIN_HEADING = re.compile(r"#{1,6} (?P<text>(?:[\w ,?…)]|:(?= )|\((?=\w+ ))+)(?: \{ ?#(?P<name>[A-Za-z][\w-]*) ?\})?")
"""A heading of words alone, which may have a name of its own; without one, "_" may be a mark of emphasis in it."""

_ATTRIBUTES = frozenset({"attr_list", "markdown.extensions.attr_list"})
"""The extension that reads such a name."""

_PLAIN_WORDS = re.compile(r"[^\W_]+(,? [^\W_]+)*[?!]?")
"""The same for a line; most titles of slides are one."""

_QUOTATION_MARKS = frozenset("'\"")

_ID = re.compile(r' id="([^"]+)"')

_HEADING_WORDS = re.compile(r'<h[1-6]\b[^>]*>(.*?)(?:<a class="headerlink"|</h[1-6]>)', re.DOTALL)

_OWN_ANCHORS = frozenset({"slugify", "separator"})
"""Options of the table of contents under which anchors are made in another way."""

Converter = TypeVar("Converter", bound=markdown.Markdown)

ALWAYS = (Extension("toc"), Extension("tables"), Extension("fenced_code"))
"""What MkDocs adds to every list of extensions."""

ONLY_PLAIN = frozenset({"kit_plain"})
"""Extensions whose work resolve has done: variables are filled in, notes and marks are gone."""

ONLY_PAGES = frozenset({"kit_fields"})
"""Extensions for whole pages: forms are read from lines, before a tree is made."""


class Anchor(Struct, frozen=True):
    """A heading as a list of contents names it; ``title`` is HTML."""

    title: str
    id: str
    level: int
    children: tuple[Anchor, ...] = ()

    @property
    def url(self) -> str:
        """The address of the heading on its page."""
        return f"#{self.id}"


class PageHtml(Struct, frozen=True):
    """A whole page as HTML, with what its list of contents holds."""

    html: str
    contents: tuple[Anchor, ...]


class Dialect(Struct, frozen=True, dict=True):
    """The Markdown of one kit: the extensions of its ``mkdocs.yml``."""

    extensions: tuple[Extension, ...]

    @cached_property
    def page_converter(self) -> markdown.Markdown:
        """The converter of whole pages, which knows forms and puts a link beside each heading; used as that of texts.

        Raises:
            RefusedInput: an extension is not installed, or does not know one of its options.
        """
        return _usable(SparingMarkdown, self._options(ONLY_PLAIN))

    @cached_property
    def markdown(self) -> PlacingMarkdown:
        """The converter of texts, made once; callers reset it before each text.

        Raises:
            RefusedInput: an extension is not installed, or does not know one of its options.
        """
        options = self._options(ONLY_PLAIN | ONLY_PAGES)
        options["toc"] = {**options["toc"], "permalink": False}
        return _usable(PlacingMarkdown, options)

    @cached_property
    def names(self) -> frozenset[str]:
        """The extensions that read a page."""
        return frozenset(item.name for item in (*ALWAYS, *self.extensions)) - ONLY_PLAIN

    @cached_property
    def is_own(self) -> bool:
        """Whether texts are read as the kit's own are, and not as another handbook's settings alone have it."""
        return OWN_DIALECT in self.names

    @cached_property
    def is_known(self) -> bool:
        """Whether no extension reads the page of which it is not known what it makes."""
        return are_known(self.names)

    @cached_property
    def reads_attributes(self) -> bool:
        """Whether a heading may have a name of its own in braces."""
        return not _ATTRIBUTES.isdisjoint(self.names)

    @cached_property
    def makes_usual_anchors(self) -> bool:
        """Whether the words of a heading alone make its anchor, and no option says in another way."""
        return not any(item.name.endswith("toc") and _OWN_ANCHORS & item.options.keys() for item in self.extensions)

    def of(self, lines: Lines) -> Dialect:
        """The dialect for a page of these lines: an extension may look into its folder."""
        if not self._follows_pages or not lines:
            return self
        file = lines[0].place.file
        if (folder := file.rpartition("/")[0]) not in self._placed:
            self._placed[folder] = Dialect(tuple(placed_at(file, one) for one in self.extensions))
        return self._placed[folder]

    @cached_property
    def _follows_pages(self) -> bool:
        return any(map(follows_pages, self.extensions))

    @cached_property
    def _placed(self) -> dict[str, Dialect]:
        return {}

    @property
    def has_fields(self) -> bool:
        """Whether a page's questions are read as a form's."""
        return not ONLY_PAGES.isdisjoint(self.names)

    def anchors(self, headings: Sequence[NamedHeading]) -> tuple[str, ...]:
        """The ids that the headings of one page have on its site; each has that of its own line alone."""
        if self.is_own:
            return tuple(distinct(headings))
        counts = Counter[str]()
        return tuple(_numbered(heading.own or heading.made, counts) for heading in headings)

    @cached_property
    def known(self) -> _Known:
        """What texts and pages became before, in this kit or another with the same extensions."""
        return _known(repr(self.extensions))

    def _options(self, without: Container[str]) -> dict[str, dict[str, object]]:
        return {item.name: dict(item.options) for item in (*ALWAYS, *self.extensions) if item.name not in without}


class _Known(Struct, frozen=True):
    """HTML by Markdown, for one list of extensions: a pure function's cache. Of a page, its sections are known, too.

    Trees are known by the very lines that they were made of, which they hold, so that no others can be taken for them.
    """

    texts: Memory[str, str] = field(default_factory=Memory)
    pages: Memory[str, PageHtml] = field(default_factory=Memory)
    sections: Memory[str, tuple[str, ...]] = field(default_factory=Memory)
    trees: Memory[tuple[str, tuple[int, ...]], tuple[Nodes, Lines]] = field(default_factory=Memory)
    dialects: list[Dialect] = field(default_factory=list)


def dialect_of(extensions: tuple[Extension, ...]) -> Dialect:
    """The dialect with its converter made, so that an extension which cannot be used is told before any text is read.

    Raises:
        RefusedInput: an extension is not installed, or does not know one of its options.
    """
    known = _known(repr(extensions)).dialects
    dialect = known[0] if known else Dialect(extensions)
    dialect.markdown.reset()
    known[:] = [dialect]
    return dialect


def parse(lines: Lines, dialect: Dialect, folder: str = "") -> Nodes:
    """The document tree of ``lines``; relative links and pictures are resolved against ``folder`` (posix).

    Raises:
        RefusedInput: lists or quotes are nested so deeply that they cannot be read.
    """
    trees, key = dialect.known.trees, (folder, tuple(map(id, lines)))
    if found := trees.get(key):
        return found[0]
    try:
        nodes = nodes_of(html_with_lines(lines, dialect), folder, tuple(line.place.road for line in lines))
    except RecursionError as error:
        raise RefusedInput(_too_deep(lines)) from error
    return trees.keep(key, (nodes, lines))[0]


def html_with_lines(lines: Lines, dialect: Dialect) -> str:
    """The HTML of ``lines``, without form fields; each element has the number of its line (``placing.LINE``).

    ``origin.Origin`` turns that into a place.

    Raises:
        RefusedInput: lists or quotes are nested so deeply that they cannot be read.
    """
    text = "\n".join(line.text for line in lines)
    dialect = dialect.of(lines)
    known = dialect.known.texts
    if (found := known.get(text)) is not None:
        return found
    try:
        with working_on(lines[0].place.file if lines else ""):
            return known.keep(text, dialect.markdown.reset().convert(text))
    except RecursionError as error:
        vars(dialect).pop("markdown", None)  # it was left in the middle of its work, and is of no more use
        raise RefusedInput(_too_deep(lines)) from error
    except Exception as error:
        vars(dialect).pop("markdown", None)
        raise _failed(lines, error, dialect) from error


def page_html(lines: Lines, dialect: Dialect) -> PageHtml:
    """The page of ``lines`` as its site shows it and as its check reads it: with fields, and links at its headings.

    Raises:
        RefusedInput: lists or quotes are nested so deeply that they cannot be read.
    """
    text = "\n".join(line.text for line in lines)
    dialect = dialect.of(lines)
    keep_sections(text, dialect)
    known = dialect.known.pages
    if found := known.get(text):
        return found
    parts = dialect.known.sections.keep(text, tuple(sections_of(text, dialect.names)))
    joined = _joined([_converted(part, lines, dialect) for part in parts]) if len(parts) > 1 else None
    return known.keep(text, joined or _converted(text, lines, dialect))


def keep_sections(text: str, dialect: Dialect) -> None:
    """Asks for what the sections of a page became: the next local may change one of them, and needs the others."""
    for part in dialect.known.sections.get(text) or ():
        dialect.known.pages.get(part)


def _converted(text: str, lines: Lines, dialect: Dialect) -> PageHtml:
    """A page, or a section of it: most of those of a local are the base's."""
    known = dialect.known.pages
    if found := known.get(text):
        return found
    converter = dialect.page_converter.reset()
    try:
        with working_on(lines[0].place.file if lines else ""):
            html_text = converter.convert(text)
    except RecursionError as error:
        vars(dialect).pop("page_converter")  # as above
        raise RefusedInput(_too_deep(lines)) from error
    except Exception as error:
        vars(dialect).pop("page_converter")
        raise _failed(lines, error, dialect) from error
    return known.keep(text, PageHtml(html_text, tuple(_anchors(getattr(converter, "toc_tokens", [])))))


def _joined(sections: Sequence[PageHtml]) -> PageHtml | None:
    """The page of these sections; None when headings have the same words or anchor, since a page tells them apart."""
    made = "\n".join(section.html for section in sections if section.html)
    for same in (_ID.findall(made), _HEADING_WORDS.findall(made.lower())):
        if len(same) != len(set(same)):
            return None
    tokens: list[Any] = [token for section in sections for token in _tokens(section.contents)]
    nested: list[Any] = nest_toc_tokens(tokens)
    return PageHtml(made, tuple(_anchors(nested)))


def typographic(text: str, dialect: Dialect) -> str:
    """Words without markup as the dialect sets them: with real quotation marks, where an extension makes these."""
    return plain(parse_inline(text, dialect)) if _QUOTATION_MARKS & set(text) else text


def typeset(text: str, dialect: Dialect) -> str:
    """A setting or a title, of which no letter is markup, with the quotation marks and apostrophes that pages have."""
    return plain(parse_inline(markdown_text(text), dialect)) if _QUOTATION_MARKS & set(text) else text


def parse_inline(text: str, dialect: Dialect) -> Inline:
    """The runs of one line of text, such as a label or a title."""
    if _PLAIN_WORDS.fullmatch(text):
        return (Span(text),)
    for node in parse((Line(text, NOWHERE),), dialect):
        if isinstance(node, Paragraph | Heading):
            return node.text
    return (Span(html.unescape(text)),) if text else ()


@remembered
def plain_anchors(lines: Lines, dialect: Dialect) -> frozenset[str]:
    """The anchors that are certain; a page may have more."""
    headings = (line.text for _, line in outside_code(lines) if line.text.startswith("#"))
    return frozenset(filter(None, (plain_anchor(heading, dialect) for heading in headings)))


def plain_anchor(heading: str, dialect: Dialect) -> str:
    """The anchor of the ``heading``, a line of Markdown, if it is certain without a look at its page; else nothing."""
    found = _PLAIN_HEADING.fullmatch(heading) if dialect.makes_usual_anchors else None
    if found is None or not (dialect.reads_attributes if found["name"] else "_" not in found["text"]):
        return ""
    made = slug if dialect.is_own else slugify
    return found["name"] or made(found["text"].strip(), "-")


def _numbered(anchor: str, counts: Counter[str]) -> str:
    """As the extension ``toc`` tells headings of one name apart."""
    counts[anchor] += 1
    return anchor if counts[anchor] == 1 else f"{anchor}_{counts[anchor] - 1}"


def _tokens(anchors: Iterable[Anchor]) -> Iterator[dict[str, Any]]:
    """Headings one after another, as the extension ``toc`` finds them."""
    for anchor in anchors:
        yield {"name": anchor.title, "id": anchor.id, "level": anchor.level}
        yield from _tokens(anchor.children)


def _anchors(tokens: list[dict[str, Any]]) -> Iterator[Anchor]:
    """What the extension ``toc`` gathered."""
    for token in tokens:
        yield Anchor(token["name"], token["id"], token["level"], tuple(_anchors(token["children"])))


@lru_cache(maxsize=4)
def _known(_extensions: str) -> _Known:
    return _Known()


def _usable(kind: type[Converter], options: dict[str, dict[str, object]]) -> Converter:
    try:
        made = kind(extensions=[*options], extension_configs=options)
    except Exception as error:  # an extension is anybody's code, and fails as it likes
        raise RefusedInput(_unusable(options)) from error
    spare(made)
    return made


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


def _failed(lines: Lines, error: Exception, dialect: Dialect) -> Exception:
    """What an extension raised, as a problem that names it; a failure of the kit's own stays what it is."""
    problem = failure_over(lines, error, dialect.names)
    return RefusedInput(problem) if problem else error


def _too_deep(lines: Lines) -> Problem:
    deepest = max(lines, key=lambda line: len(line.text) - len(line.text.lstrip(" \t>")), default=None)
    place = deepest.place if deepest else NOWHERE
    return Problem(
        "text-too-deep", place, "this text is nested too deeply to be read", ("use fewer levels of lists or quotes",)
    )
