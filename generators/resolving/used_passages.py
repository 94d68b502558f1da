"""Puts a passage of one page into another where ``<!-- use: handbook/page.md#name -->`` asks for it, as in outlines."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from itertools import dropwhile

from msgspec import Struct

from generators.decks.teaching.passages import excerpt, report_missing
from generators.decks.teaching.sources import Use, is_use, use_of
from generators.markdown.dialect import Dialect
from generators.model import Line, Lines, Page
from generators.model.current_work import working_on
from generators.model.problems import Problems, nearest_file
from generators.model.remembered import remembered
from generators.model.replacing import replace
from generators.reading import marks
from generators.reading.expansion import Expansion
from generators.reading.links import scheme_of
from generators.reading.verbatim import outside_code, readable
from generators.resolving.readings import Held

DEPTH_LIMIT = 12

_HEADING = re.compile(r"(?P<marks>#{1,6})\s+\S")
_TARGET = re.compile(
    r"""(?:\]\(\s*<?|^[ >]*\[(?!\^)[^\]]+\]:\s*<?|\b(?:href|src)=["'])(?P<target>[^\s()<>"'{}]+)""", re.IGNORECASE
)
"""An address in a link or a picture, in the definition of one, or in HTML."""

Name = tuple[str, str]
"""A page's path, and the name of a passage or a section of it."""


def with_uses(pages: Mapping[str, Page], dialect: Dialect, problems: Problems, expansion: Expansion) -> dict[str, Page]:
    """``pages`` by path, each with the passages of the others that it asks for, as these pages have them.

    Raises:
        RefusedInput: what they take from each other is more than ``expansion`` allows.
    """

    def filled(page: Page) -> Page:
        def read(asked: Mapping[str, Page], found: Problems, noted: Expansion) -> Page:
            lines = _Filling(asked, dialect, found, noted).filled(page.lines, page.path, ())
            return replace(page, lines=lines)

        with working_on(page.place.file):
            return _held(page, dialect).read(pages, problems, expansion, read)

    return {path: filled(page) if _asks(page.lines) else page for path, page in pages.items()}


@remembered
def _held(_page: Page, _dialect: Dialect) -> Held[Page]:
    return Held()


@remembered
def _asks(lines: Lines) -> bool:
    return any(is_use(line) for line in lines if "<!--" in line.text)


class _Filling(Struct, frozen=True):
    pages: Mapping[str, Page]
    dialect: Dialect
    problems: Problems
    expansion: Expansion

    def filled(self, lines: Lines, path: str, trail: tuple[Name, ...]) -> Lines:
        """``lines`` of the page at ``path`` with all passages put in; ``trail`` names those in which they stand."""
        uses = {index: line for index, line in outside_code(lines) if "<!--" in line.text and is_use(line)}
        return tuple(
            one
            for index, line in enumerate(lines)
            for one in (self._put_in(line, path, trail, lines[:index]) if index in uses else (line,))
        )

    def _put_in(self, line: Line, path: str, trail: tuple[Name, ...], above: Lines) -> Iterator[Line]:
        """The passage that ``line`` asks for, as far indented as it is, and with headings that go on from ``above``."""
        return marks.indented(_fitted(self._passage(line, path, trail), above), line)

    def _passage(self, line: Line, path: str, trail: tuple[Name, ...]) -> Lines:
        use = use_of(line, self.problems)
        if use is None or self._is_circle(use, trail):
            return ()
        page = self.pages.get(use.page)
        if page is None:
            near = nearest_file(use.page, self.pages)
            self.problems.error("use-missing-page", use.place, f"there is no page '{use.page}'", near)
            return ()
        found = excerpt(page, use.name, self.dialect)
        if found is None:
            report_missing(page, use.name, self.dialect, self.problems, use.place, on="a page")
            return ()
        self.expansion.add_lines(found.shown, use.place)
        inner = self.filled(_without_heading(found.shown), use.page, (*trail, (use.page, use.name)))
        return tuple(_moved(inner, use.page, path)) if use.page != path else inner

    def _is_circle(self, use: Use, trail: tuple[Name, ...]) -> bool:
        if (use.page, use.name) not in trail and len(trail) < DEPTH_LIMIT:
            return False
        road = " > ".join(f"{page}#{name}" for page, name in (*trail, (use.page, use.name)))
        hint = "write the words out here, or take this line out"
        self.problems.error("use-circle", use.place, f"this passage would stand in itself: {road}", hint)
        return True


def _without_heading(lines: Lines) -> Lines:
    """A passage without the heading that it begins with: where it is put in, there is one."""
    written = tuple(dropwhile(lambda line: not line.text.strip(), lines))
    return written[1:] if written and _HEADING.match(written[0].text) else lines


def _levels(lines: Lines) -> dict[int, int]:
    """The level of each heading among ``lines``, by its index."""
    headings = {index: _HEADING.match(line.text) for index, line in outside_code(lines) if line.text.startswith("#")}
    return {index: len(found["marks"]) for index, found in headings.items() if found}


def _fitted(passage: Lines, above: Lines) -> Lines:
    """``passage`` with headings no deeper than one level below the last one ``above`` it, or the page's title."""
    levels = _levels(passage)
    if not levels:
        return passage
    _, allowed = max(_levels(above).items(), default=(0, 1))
    spare = max(min(levels.values()) - allowed - 1, 0)
    return tuple(
        replace(line, text=line.text[spare:]) if index in levels else line for index, line in enumerate(passage)
    )


def _moved(lines: Lines, source: str, to: str) -> Iterator[Line]:
    """``lines`` of the page ``source`` as they stand on the page ``to``, with links and pictures found from there."""
    there = {index for index, _ in outside_code(lines)}
    for index, line in enumerate(lines):
        yield _with_targets(line, source, to) if index in there and _may_link(line.text) else line


def _may_link(text: str) -> bool:
    return "](" in text or "]:" in text or "=" in text


def _with_targets(line: Line, source: str, to: str) -> Line:
    text = line.text
    for found in reversed(tuple(_TARGET.finditer(readable(text)))):
        start, end = found.span("target")
        text = text[:start] + _from_there(text[start:end], source, to) + text[end:]
    return line if text == line.text else replace(line, text=text)


def _from_there(target: str, source: str, to: str) -> str:
    """The address ``target`` of a link on the page ``source``, for the page ``to``."""
    if scheme_of(target) or target.startswith("/"):
        return target
    path, sign, anchor = target.partition("#")
    whole = posixpath.normpath(posixpath.join(posixpath.dirname(source), path)) if path else source
    return posixpath.relpath(whole, posixpath.dirname(to) or ".") + sign + anchor
