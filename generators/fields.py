"""Reads a page's form, and shows the fields of any page as controls when Markdown becomes HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from generators.form_grammar import Piece, Prose, Title, has_fields, read_pieces
from generators.form_html import field_html, row_html, table_html
from generators.form_names import controls, edition_of, fields_of, plain_text
from generators.form_tools import tools_html
from generators.form_words import Words, words
from generators.model import (
    Field,
    FieldRow,
    FieldTable,
    Form,
    FormItem,
    FormProse,
    FormSection,
    Line,
    Page,
    PageBreak,
    Place,
)
from generators.problems import Problems
from generators.prose import Dialect, parse
from generators.verbatim import outside_code

_LEFT_OVER = re.compile(r"_{4,}|(^|\s)\( \)(\s|$)|^\s*\[ \](\s|$)")
_CODE = re.compile(r"(`+).+?\1")


def read_form(page: Page, dialect: Dialect, problems: Problems) -> Form:
    """The form that ``page`` holds; every mistake in it is a problem at its own line."""
    pieces = read_pieces(page.lines, problems)
    sections = tuple(_sections(pieces, dialect, str(PurePosixPath(page.path).parent)))
    _check_left_over(pieces, problems)
    _check_names(sections, problems)
    stem = PurePosixPath(page.path).stem
    return Form(
        page=page,
        name=stem,
        title=plain_text(_text(page, "title")) or _first_title(pieces) or stem.replace("-", " ").capitalize(),
        appendix=_text(page, "appendix"),
        audience=_text(page, "audience"),
        privacy=_text(page, "privacy"),
        sections=sections,
        edition=edition_of(field for section in sections for field in fields_of(section.items)),
        minutes=_minutes(page, problems),
    )


class FieldsExtension(Extension):
    """Python-Markdown extension ``kit_fields``: form syntax becomes controls; other text is left as it is."""

    def __init__(self, **options: object) -> None:
        self.config = {"language": ["en", "Language (BCP 47) of the words that are added"]}
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the library's name)
        """Hooks in after code fences are out of the way and before raw HTML is looked for."""
        language = str(self.getConfig("language"))
        preprocessor = _FieldsPreprocessor(md, words(language))
        md.preprocessors.register(preprocessor, "kit_fields", 22)
        postprocessor = _FormPostprocessor(preprocessor, language)
        md.treeprocessors.register(_LastTreeprocessor(postprocessor), "kit_fields", -10)
        md.postprocessors.register(postprocessor, "kit_fields", 1)


class _FieldsPreprocessor(Preprocessor):
    def __init__(self, md: Markdown, spoken: Words) -> None:
        super().__init__(md)
        self.spoken = spoken
        self.edition = ""

    def run(self, lines: list[str]) -> list[str]:
        """``lines`` with each field's HTML stashed away; unchanged where there is no field."""
        self.edition = ""
        if not has_fields("\n".join(lines)):
            return lines
        numbered = tuple(Line(text, Place("", number)) for number, text in enumerate(lines, start=1))
        pieces = tuple(_with_own_sections(read_pieces(numbered, Problems())))
        fields = tuple(fields_of(pieces))
        if not fields:
            return lines
        self.edition = edition_of(fields)
        return [text for piece in pieces for text in self._shown(piece)]

    def _shown(self, piece: Piece) -> Iterable[str]:
        if isinstance(piece, Prose):
            return [line.text for line in piece.lines]
        if isinstance(piece, Title):
            return [_title_line(piece)]
        return ["", self.md.htmlStash.store(self._html(piece)), ""]

    def _html(self, piece: Field | FieldRow | FieldTable | PageBreak) -> str:
        if isinstance(piece, Field):
            return field_html(piece, self.spoken)
        if isinstance(piece, FieldRow):
            return row_html(piece, self.spoken)
        if isinstance(piece, FieldTable):
            return table_html(piece)
        return '<div class="kit-page-break"></div>'


class _FormPostprocessor(Postprocessor):
    """Puts what follows the page's title into one form, so that phones offer to fill in names and addresses.

    ``method="dialog"`` outside a dialog sends nothing anywhere (HTML standard, form submission algorithm), also
    without scripts.
    """

    def __init__(self, preprocessor: _FieldsPreprocessor, language: str) -> None:
        super().__init__()
        self.preprocessor, self.language = preprocessor, language
        self.due = False

    def run(self, text: str) -> str:
        if not (self.due and self.preprocessor.edition) or "<form" in text:
            return text
        self.due = False
        title = re.match(r"\s*<h1\b.*?</h1>", text, re.DOTALL)
        start = title.end() if title else 0
        edition = self.preprocessor.edition
        opening = f'<form class="kit-form" method="dialog" novalidate autocomplete="on" data-edition="{edition}">'
        return f"{text[:start]}\n{opening}\n{text[start:].strip()}\n{tools_html(self.language)}\n</form>"


class _LastTreeprocessor(Treeprocessor):
    """Tells the postprocessor that the page comes next: until then, it is asked about single headings."""

    def __init__(self, postprocessor: _FormPostprocessor) -> None:
        super().__init__()
        self.postprocessor = postprocessor

    def run(self, root: Element) -> None:
        self.postprocessor.due = True


def makeExtension(**options: object) -> FieldsExtension:  # noqa: N802 (the name that the library looks for)
    """The extension by its module's name."""
    return FieldsExtension(**options)


def _title_line(title: Title) -> str:
    line = f"{'#' * title.level} {title.text}"
    if title.minutes is None:
        return title.line.text
    return f'{line} {{: data-minutes="{title.minutes:g}" }}'


def _sections(pieces: Iterable[Piece], dialect: Dialect, folder: str) -> Iterator[FormSection]:
    title, level = "", 2
    minutes: float | None = None
    items: list[FormItem] = []
    for piece in _with_own_sections(pieces):
        if isinstance(piece, Title):
            if piece.level > 1:
                if title or items:
                    yield FormSection(title, tuple(items), level, minutes)
                title, level, minutes, items = plain_text(piece.text), piece.level, piece.minutes, []
        elif isinstance(piece, Prose):
            nodes = parse(piece.lines, dialect, folder)
            items.extend([FormProse(nodes)] if nodes else [])
        else:
            items.append(piece)
    if title or items:
        yield FormSection(title, tuple(items), level, minutes)


def _with_own_sections(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The same pieces; a second field that a browser would fill in alike speaks of another person."""
    seen: set[str] = set()

    def told_apart(field: Field) -> Field:
        token = field.autocomplete
        if not token or token == "off" or token.startswith("section-"):
            return field
        if token in seen:
            return replace(field, autocomplete=f"section-{field.name} {token}")
        seen.add(token)
        return field

    for piece in pieces:
        if isinstance(piece, Field):
            yield told_apart(piece)
        elif isinstance(piece, FieldRow):
            yield FieldRow(tuple(told_apart(field) for field in piece.fields))
        else:
            yield piece


def _check_left_over(pieces: Iterable[Piece], problems: Problems) -> None:
    """A blank that is no field would be paper only: its author meant a field."""
    for piece in pieces:
        if isinstance(piece, Prose):
            for _, line in outside_code(piece.lines):
                if _LEFT_OVER.search(_CODE.sub("", line.text)):
                    hint = "write 'Label: ____', or the question on the line right above; for a rule write ---"
                    problems.error(line.place, "this blank makes no field", hint)


def _check_names(sections: Iterable[FormSection], problems: Problems) -> None:
    first: dict[str, Field] = {}
    for section in sections:
        for field in fields_of(section.items):
            for name in controls(field):
                if name in first:
                    other = first[name].place
                    where = f"line {other.line}" if other.file == field.place.file else f"{other.file}:{other.line}"
                    hint = f"the first stands on {where}; give one of them a name of its own: {{#another-name}}"
                    problems.error(field.place, f"two fields have the name '{name}'", hint)
                    break
                first[name] = field


def _first_title(pieces: Iterable[Piece]) -> str:
    return next((plain_text(piece.text) for piece in pieces if isinstance(piece, Title) and piece.level == 1), "")


def _text(page: Page, key: str) -> str:
    value = page.meta.get(key)
    parts = value if isinstance(value, list) else [value]
    return ", ".join(str(part).strip() for part in parts if isinstance(part, str | int | float))


def _minutes(page: Page, problems: Problems) -> float | None:
    given = page.meta.get("minutes")
    if given is None:
        return None
    if isinstance(given, bool) or not isinstance(given, int | float) or given <= 0:
        problems.error(page.meta_places.get("minutes", page.place), f"'{given}' is no number of minutes")
        return None
    return float(given)
