"""The Markdown extension ``kit_fields``: shows the fields of any page as controls of one form."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from generators.forms.grammar import Piece, Prose, Title, has_fields, read_pieces
from generators.forms.html import field_html, page_break_html, required_note_html, row_html, table_html
from generators.forms.names import edition_of, fields_of
from generators.forms.questions import told_apart
from generators.forms.tools import form_html, start_html
from generators.markdown.dialect import Dialect
from generators.markup.element import Markup
from generators.model import NOWHERE, Field, FieldRow, FieldTable, FormPage, Line, Lines, Page, PageBreak, Place
from generators.model.problems import Problems
from generators.model.remembered import remembered, remembered_by_value
from generators.words.catalogue import words_of
from generators.words.form_sections import FormWords

_LONG_NUMBER = re.compile(r"\d{3,}")
"""Of a telephone or a year: numbers to choose from are shorter."""

_LANGUAGE = re.compile(r"\s*<!-- form language: (?P<language>[A-Za-z0-9-]+) -->\s*")


def language_mark(language: str) -> str:
    """A line of Markdown that tells the extension the language (BCP 47) of its page."""
    return f"<!-- form language: {language} -->"


NO_FORM = "<!-- form: false -->"
"""A line of Markdown that tells the extension to leave its page as it is."""


@remembered
def marked_lines(page: Page, dialect: Dialect) -> Lines:
    """The lines of ``page``, with a mark for the extension: the language of a form, or that there is none."""
    if isinstance(page, FormPage):
        return (*page.lines, Line("", page.place), Line(language_mark(page.lang), page.place))
    if dialect.has_fields and holds_fields("\n".join(line.text for line in page.lines)):
        return (*page.lines, Line("", page.place), Line(NO_FORM, page.place))
    return page.lines


@remembered_by_value
def holds_fields(text: str) -> bool:
    """Whether a page that is no form has any fields, which it then shows as they were typed."""
    lines = text.split("\n")
    may = any(map(_may_hold, lines))
    return may and any(fields_of(read_pieces(tuple(Line(line, NOWHERE) for line in lines), Problems())))


@remembered_by_value
def _may_hold(line: str) -> bool:
    """Fields are found line by line; most lines are those of another local, or of the page before a change."""
    return has_fields(_LONG_NUMBER.sub("", line))


class FieldsExtension(Extension):
    """Python-Markdown extension ``kit_fields``: form syntax becomes controls; other text is left as it is."""

    def __init__(self, **options: object) -> None:
        self.config = {"language": ["en", "Language (BCP 47) of the words that are added"]}
        self._forms: list[_FormPostprocessor] = []
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the library's name)
        """Hooks in after code fences are out of the way and before raw HTML is looked for."""
        preprocessor = _FieldsPreprocessor(md, str(self.getConfig("language")))
        md.preprocessors.register(preprocessor, "kit_fields", 22)
        postprocessor = _FormPostprocessor(preprocessor)
        self._forms.append(postprocessor)
        md.registerExtension(self)
        md.treeprocessors.register(_LastTreeprocessor(postprocessor), "kit_fields", -10)
        md.postprocessors.register(postprocessor, "kit_fields", 1)

    def reset(self) -> None:
        """Forgets the page before, when a converter is used again."""
        for postprocessor in self._forms:
            postprocessor.due = False


class _FieldsPreprocessor(Preprocessor):
    def __init__(self, md: Markdown, language: str) -> None:
        super().__init__(md)
        self.usual_language = self.language = language
        self.edition = ""

    @property
    def spoken(self) -> FormWords:
        """The words of the page's language."""
        return words_of(self.language).form

    def run(self, lines: list[str]) -> list[str]:
        """``lines`` with each field's HTML stashed away; unchanged where there is no field."""
        self.edition, self.language = "", self.usual_language
        if not has_fields("\n".join(lines)):
            return lines
        if NO_FORM in lines:
            return [line for line in lines if line != NO_FORM]
        marks = [found["language"] for line in lines if (found := _LANGUAGE.fullmatch(line))]
        self.language = marks[0] if marks else self.usual_language
        kept = [line for line in lines if not _LANGUAGE.fullmatch(line)]
        numbered = tuple(Line(text, Place("", number)) for number, text in enumerate(kept, start=1))
        pieces = tuple(told_apart(read_pieces(numbered, Problems())))
        fields = tuple(fields_of(pieces))
        if not fields:
            return lines
        self.edition = edition_of(fields)
        start = next(index for index, piece in enumerate(pieces) if not _is_introduction(piece))
        shown = [[text for piece in part for text in self._shown(piece)] for part in (pieces[:start], pieces[start:])]
        note = self._stashed(required_note_html(fields, self.spoken))
        return [
            *shown[0],
            *self._stashed(start_html(self.language)),
            *note,
            *shown[1],
            "",
        ]  # without a blank line behind it, the library takes a last field for a paragraph

    def _shown(self, piece: Piece) -> Iterable[str]:
        if isinstance(piece, Prose):
            return [line.text for line in piece.lines]
        if isinstance(piece, Title):
            return [_title_line(piece)]
        return self._stashed(self._html(piece))

    def _stashed(self, html: Markup) -> list[str]:
        """``html`` kept out of Markdown's way, a block of its own."""
        return ["", self.md.htmlStash.store(str(html)), ""] if html else []

    def _html(self, piece: Field | FieldRow | FieldTable | PageBreak) -> Markup:
        if isinstance(piece, Field):
            return field_html(piece, self.spoken)
        if isinstance(piece, FieldRow):
            return row_html(piece, self.spoken)
        if isinstance(piece, FieldTable):
            return table_html(piece)
        return page_break_html(piece)


class _FormPostprocessor(Postprocessor):
    """Puts what follows the page's title into one form, so that phones offer to fill in names and addresses.

    ``method="dialog"`` outside a dialog sends nothing anywhere (HTML standard, form submission algorithm), also
    without scripts.
    """

    def __init__(self, preprocessor: _FieldsPreprocessor) -> None:
        super().__init__()
        self.preprocessor = preprocessor
        self.due = False

    def run(self, text: str) -> str:
        if not (self.due and self.preprocessor.edition) or "<form" in text:
            return text
        self.due = False
        title = re.match(r"\s*<h1\b.*?</h1>", text, re.DOTALL)
        start = title.end() if title else 0
        form = form_html(Markup(text[start:].strip()), self.preprocessor.edition, self.preprocessor.language)
        return f"{text[:start]}\n{form}"


class _LastTreeprocessor(Treeprocessor):
    """Tells the postprocessor that the page comes next: until then, it is asked about single headings."""

    def __init__(self, postprocessor: _FormPostprocessor) -> None:
        super().__init__()
        self.postprocessor = postprocessor

    def run(self, root: Element) -> None:
        self.postprocessor.due = True


def _is_introduction(piece: Piece) -> bool:
    """Whether a piece belongs to what stands before a form's first part."""
    return isinstance(piece, Prose) or (isinstance(piece, Title) and piece.level == 1)


def _title_line(title: Title) -> str:
    """The heading with its time as an attribute that styles can show, and without what is said to programs only."""
    heading = title.heading
    if heading.minutes is None and not heading.personal:
        return title.line.text
    minutes = "" if heading.minutes is None else f'data-minutes="{heading.minutes:g}"'
    attributes = " ".join(part for part in (heading.attributes, minutes) if part)
    return f"{'#' * title.level} {heading.text}" + (f" {{: {attributes} }}" if attributes else "")
