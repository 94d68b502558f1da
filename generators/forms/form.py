"""Reads the form that a page holds, and says what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from generators.brand.letters import is_ornament, is_word_letter, missing_letters
from generators.forms.grammar import Piece, Prose, Title, read_pieces
from generators.forms.names import controls, edition_of, fields_of, plain_text
from generators.forms.questions import told_apart
from generators.markdown.definitions import with_definitions
from generators.markdown.dialect import Dialect, parse
from generators.model import Field, FieldRow, FieldTable, Form, FormItem, FormPage, FormProse, FormSection
from generators.model.problems import Problems
from generators.reading.verbatim import outside_code

_LEFT_OVER = re.compile(r"_{4,}|(^|\s)\( \)(\s|$)|^\s*\[ \](\s|$)")
_CODE = re.compile(r"(`{1,3}).+?\1")


def read_form(page: FormPage, dialect: Dialect, problems: Problems) -> Form:
    """The form that ``page`` holds; every mistake in it is a problem at its own line."""
    pieces = read_pieces(page.lines, problems)
    sections = tuple(_sections(pieces, page, dialect))
    _check_letters(page, problems)
    _check_left_over(pieces, problems)
    _check_names(sections, problems)
    stem, front = PurePosixPath(page.path).stem, page.front
    return Form(
        page=page,
        name=stem,
        title=plain_text(front.title) or _first_title(pieces) or stem.replace("-", " ").capitalize(),
        appendix=front.appendix,
        audience=", ".join(front.audience),
        privacy=front.privacy,
        sections=sections,
        edition=edition_of(field for section in sections for field in fields_of(section.items)),
        minutes=front.minutes,
    )


def _sections(pieces: Iterable[Piece], page: FormPage, dialect: Dialect) -> Iterator[FormSection]:
    title, level, folder = "", 2, str(PurePosixPath(page.path).parent)
    minutes: float | None = None
    items: list[FormItem] = []
    for piece in told_apart(_personal_below_headings(pieces)):
        if isinstance(piece, Title):
            if piece.level > 1:
                if title or items:
                    yield FormSection(title, tuple(items), level, minutes)
                title, level, items = plain_text(piece.heading.text), piece.level, []
                minutes = piece.heading.minutes
        elif isinstance(piece, Prose):
            nodes = parse(with_definitions(piece.lines, page.lines), dialect, folder)
            items.extend([FormProse(nodes)] if nodes else [])
        else:
            items.append(piece)
    if title or items:
        yield FormSection(title, tuple(items), level, minutes)


def _personal_below_headings(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The same pieces; what a heading marks as personal holds for all below it, smaller headings as well."""
    marked = 0
    for piece in pieces:
        if isinstance(piece, Title) and (not marked or piece.level <= marked):
            marked = piece.level if piece.heading.personal else 0
        yield _personal(piece) if marked else piece


def _personal(piece: Piece) -> Piece:
    if isinstance(piece, Field):
        return replace(piece, personal=True)
    if isinstance(piece, FieldRow):
        return FieldRow(tuple(replace(field, personal=True) for field in piece.fields))
    if isinstance(piece, FieldTable):
        rows = tuple(
            tuple(replace(cell, personal=True) if isinstance(cell, Field) else cell for cell in row)
            for row in piece.rows
        )
        return replace(piece, rows=rows)
    return piece


def _check_letters(page: FormPage, problems: Problems) -> None:
    """What is in no typeface of the kit cannot be printed; a text loses its words by it, or its ornaments."""
    above = {"title": page.front.title, "privacy": page.front.privacy}
    shown = [(page.front.places[key], text) for key, text in above.items() if text]
    for place, text in (*shown, *((line.place, line.text) for line in page.lines)):
        missing = missing_letters(text)
        words = [letter for letter in missing if is_word_letter(letter)]
        if words:
            hint = "write it in another script: the kit has typefaces for most of them, and none for this one"
            problems.error(
                "form-letter-not-printable", place, f"no typeface of the kit has the letter '{words[0]}'", hint
            )
        elif ornaments := "".join(letter for letter in missing if is_ornament(letter)):
            problems.warn(
                "form-ornament-not-printable",
                place,
                f"'{ornaments}' is on the form's web page only: no typeface of the kit has it",
            )


def _check_left_over(pieces: Iterable[Piece], problems: Problems) -> None:
    """A blank that is no field would be paper only: its author meant a field."""
    for piece in pieces:
        if isinstance(piece, Prose):
            for _, line in outside_code(piece.lines):
                if _LEFT_OVER.search(line.text) and _LEFT_OVER.search(_CODE.sub("", line.text)):
                    hint = "write 'Label: ____', or the question on the line right above"
                    problems.error(
                        "form-blank-without-field",
                        line.place,
                        "this blank makes no field",
                        hint,
                        "for a rule write ---",
                    )


def _check_names(sections: Iterable[FormSection], problems: Problems) -> None:
    first: dict[str, Field] = {}
    for section in sections:
        for field in fields_of(section.items):
            for name in controls(field):
                if name in first:
                    other = first[name].place
                    where = f"line {other.line}" if other.file == field.place.file else f"{other.file}:{other.line}"
                    own = "give one of them a name of its own: {#another-name}"
                    problems.error(
                        "form-duplicate-name",
                        field.place,
                        f"two fields have the name '{name}'",
                        f"the first stands on {where}",
                        own,
                    )
                    break
                first[name] = field


def _first_title(pieces: Iterable[Piece]) -> str:
    return next(
        (plain_text(piece.heading.text) for piece in pieces if isinstance(piece, Title) and piece.level == 1), ""
    )
