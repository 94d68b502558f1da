"""Reads the form that a page holds, and says what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import PurePosixPath

from msgspec import Struct

from generators.brand.letters import is_ornament, is_word_letter, missing_letters
from generators.forms.grammar import Piece, Prose, Title, has_fields, is_heading, is_task, read_pieces
from generators.forms.look_alikes import may_hold_field, report_look_alikes
from generators.forms.names import controls, edition_of, fields_of, plain_text, slug
from generators.forms.questions import told_apart
from generators.forms.spellings import EMPTY_BOXES, is_label, without_drawings
from generators.markdown.definitions import with_definitions
from generators.markdown.dialect import Dialect, parse
from generators.markdown.lists import WORD_BULLETS
from generators.model import (
    Field,
    FieldRow,
    FieldTable,
    Form,
    FormItem,
    FormPage,
    FormProse,
    FormSection,
    Lines,
    Page,
    Place,
)
from generators.model.problems import Problem, Problems
from generators.model.remembered import remembered, remembered_by_items
from generators.model.replacing import replace
from generators.reading.front_matter import OF_FORMS, as_form_front_matter, is_no_form, may_be_form
from generators.reading.verbatim import from_heading_to_heading, outside_code


def with_form(page: Page, problems: Problems) -> Page:
    """``page``, as a form when it stands where forms do and has questions, or what looks like them."""
    says_who_reads = may_be_form(page) and "privacy" in page.front.written
    if isinstance(page, FormPage) or not (says_who_reads or _has_signs(page)):
        return page
    if may_be_form(page):
        if asks(page):
            front = as_form_front_matter(page.front, problems)
            return FormPage(page.path, page.lang, page.lines, front, page.place, over=page.over)
        if _has_questions(page):
            _warn_of_boxes(page, problems)
        if says_who_reads:
            _warn_of_no_fields(page, problems)
    elif is_no_form(page.front.written) or not _warn_of_questions(page, problems):
        _warn_of_drawn_boxes(page, problems)
    return page


def _warn_of_no_fields(page: Page, problems: Problems) -> None:
    """Of what looks like a question and is none the author hears at its line; where nothing does, at the front."""
    found = Problems()
    report_look_alikes(read_pieces(page.lines, Problems()), found)
    if not found.found:
        said = "nothing on this page can be filled in, so that it is no form"
        cure = "write 'Name: ____' for a question, or take 'privacy' out if nobody answers any"
        found.warn("form-without-fields", page.front.places["privacy"], said, cure)
    problems.extend(found.found)


def asks(page: Page) -> bool:
    """Whether ``page``, which stands where forms do, has questions, or what looks like them.

    A list of boxes, as every program shows it, is one of questions only on a page that says that it is a form.
    """
    says_so = (OF_FORMS | {"audience"}) & page.front.written.keys()
    return _has_questions(page if says_so else replace(page, lines=_without_tasks(page)))


def _without_tasks(page: Page) -> Lines:
    return tuple(replace(line, text="") if is_task(line) else line for line in page.lines)


def _has_questions(page: Page) -> bool:
    if not _has_signs(page):
        return False
    found = Problems()
    pieces = read_pieces(page.lines, found)
    return may_hold_field(pieces) or any(problem.code.startswith("form-") for problem in found.errors)


def _warn_of_boxes(page: Page, problems: Problems) -> None:
    first = next(line for line in page.lines if is_task(line))
    said = "these boxes are shown as a list, since nothing above the page says that it is a form"
    cure = "write 'form: true' above the page to have people tick them, or 'form: false' for a list of things to do"
    problems.warn("form-blank-without-field", first.place, said, cure)


def _has_signs(page: Page) -> bool:
    return has_fields("\n".join(line.text for line in page.lines))


_DRAWN_BOX = re.compile(rf"\s*(?:> ?)*(?P<box>[{EMPTY_BOXES}])[\ufe0e\ufe0f]?\s*\w")


def _warn_of_drawn_boxes(page: Page, problems: Problems) -> None:
    """Boxes drawn at the start of lines are no list, as programs have them, where no form has made choices of them."""
    is_nested = False
    for (_, line), (_, following) in pairwise(outside_code(page.lines)):
        is_nested = is_nested or line.text.lstrip().startswith(WORD_BULLETS)
        found = None if line.text.endswith(("  ", "\\")) else _DRAWN_BOX.match(line.text)
        if found and _DRAWN_BOX.match(following.text) and not (is_nested and found["box"] == "○"):
            said = f"these lines run together, since '{found['box']}' begins no list"
            problems.warn("list-of-letters", line.place, said, f"write '- [ ] ' in place of each '{found['box']}'")
            return


def _warn_of_questions(page: Page, problems: Problems) -> bool:
    """Elsewhere nobody could print, save, or collect the answers, so that the site shows such lines as text.

    Returns whether there is a question; what follows a bullet of a word processor is rather a list in its list.
    """
    asked = next(fields_of(read_pieces(_without_tasks(page), Problems())), None)
    if asked is None or (asked.label.startswith(WORD_BULLETS) and not is_label(asked.label)):
        return False
    is_index = page.path.endswith("index.md")
    forms = f"{PurePosixPath(page.place.file.removesuffix(page.path)).name}/forms/"
    cure = f"give it a name of its own in {forms}" if is_index else f"move the page into {forms}"
    own = f"{cure}, or write 'form: false' above the page to show such lines as text"
    problems.warn("form-in-wrong-place", asked.place, f"'{asked.label}' is no field: this page is no form", own)
    return True


def lines_of_prose(page: Page) -> Lines:
    """The lines of ``page``, empty where a form's field stands: a label's signs are shown as typed, never as HTML."""
    return _without_fields(page.lines) if isinstance(page, FormPage) else page.lines


@remembered
def _without_fields(lines: Lines) -> Lines:
    """The same of the lines of a form, which four checks ask for, and most forms are those of the locals before."""
    pieces = read_pieces(lines, Problems())
    shown = {line for piece in pieces if isinstance(piece, Prose) for line in piece.lines}
    shown |= {piece.line for piece in pieces if isinstance(piece, Title)}
    return tuple(line if line in shown else replace(line, text="") for line in lines)


def read_form(page: FormPage, dialect: Dialect, problems: Problems) -> Form:
    """The form that ``page`` holds; every mistake in it is a problem at its own line."""
    stem, front = PurePosixPath(page.path).stem, page.front
    body = _read_body(page.lines, dialect, str(PurePosixPath(page.path).parent))
    problems.extend(body.problems)
    above = {"title": front.title, "privacy": front.privacy}
    _check_letters([(front.places[key], text) for key, text in above.items() if text], problems)
    return Form(
        page=page,
        name=stem,
        title=plain_text(front.title) or body.title or stem.replace("-", " ").capitalize(),
        appendix=front.appendix,
        audience=", ".join(front.audience),
        privacy=front.privacy,
        sections=body.sections,
        edition=body.edition,
        minutes=front.minutes,
    )


class _Body(Struct, frozen=True):
    """What the lines of a form's page say, and what is wrong with them; ``title`` is that of its first heading."""

    title: str
    sections: tuple[FormSection, ...]
    edition: str
    problems: tuple[Problem, ...]


@remembered
def _read_body(lines: Lines, dialect: Dialect, folder: str) -> _Body:
    read = _read_parts(lines)
    pieces, problems = read.pieces, Problems([*read.problems])
    sections = tuple(_sections(pieces, lines, dialect, folder))
    problems.extend(read.slips)
    _check_names(sections, pieces, problems)
    edition = edition_of(field for section in sections for field in fields_of(section.items))
    return _Body(_first_title(pieces), sections, edition, tuple(problems.found))


class _Part(Struct, frozen=True):
    """The pieces of some lines, what is wrong with them, and what in them is printed or meant in another way."""

    pieces: tuple[Piece, ...]
    problems: tuple[Problem, ...]
    slips: tuple[Problem, ...]


def _read_parts(lines: Lines) -> _Part:
    """``lines`` as ``_read_part`` has them, read from heading to heading: most of a form is the same in each local.

    Where something is wrong, all is read in one go, so that it is told in the order of a form as a whole.
    """
    parts = from_heading_to_heading(lines, is_heading)
    read = [_read_part(part) for part in parts]
    if len(parts) == 1 or any(one.problems for one in read):
        return _read_part(lines)
    letters = (one for part in read for one in part.slips if one.code in _OF_LETTERS)
    others = (one for part in read for one in part.slips if one.code not in _OF_LETTERS)
    return _Part(tuple(piece for part in read for piece in part.pieces), (), (*letters, *others))


@remembered_by_items
def _read_part(lines: Lines) -> _Part:
    problems, slips = Problems(), Problems()
    pieces = read_pieces(lines, problems)
    _check_letters([(line.place, without_drawings(line.text)) for line in lines], slips)
    report_look_alikes(pieces, slips)
    return _Part(pieces, tuple(problems.found), tuple(slips.found))


_OF_LETTERS = frozenset({"form-letter-not-printable", "form-ornament-not-printable"})


def _sections(pieces: Iterable[Piece], lines: Lines, dialect: Dialect, folder: str) -> Iterator[FormSection]:
    title, level = "", 2
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
            nodes = parse(with_definitions(piece.lines, lines), dialect, folder)
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


def _check_letters(shown: Iterable[tuple[Place, str]], problems: Problems) -> None:
    """What is in no typeface of the kit cannot be printed; a text loses its words by it, or its ornaments."""
    for place, text in shown:
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


def _check_names(sections: Iterable[FormSection], pieces: Iterable[Piece], problems: Problems) -> None:
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
    _check_headings(pieces, first, problems)


def _check_headings(pieces: Iterable[Piece], first: Mapping[str, Field], problems: Problems) -> None:
    """A heading 'Field notes' would have the id of the control of 'Notes'."""
    for piece in pieces:
        if isinstance(piece, Title):
            name = _own_id(piece.heading.attributes) or slug(plain_text(piece.heading.text))
            if name.startswith("field-") and (field := first.get(name.removeprefix("field-"))):
                problems.error(
                    "form-duplicate-name",
                    piece.line.place,
                    f"this heading has the address of the question '{field.label}'",
                    "give the heading one of its own: {#another-name}",
                )


def _own_id(attributes: str) -> str:
    return next((part[1:] for part in attributes.split() if part.startswith("#")), "")


def _first_title(pieces: Iterable[Piece]) -> str:
    return next(
        (plain_text(piece.heading.text) for piece in pieces if isinstance(piece, Title) and piece.level == 1), ""
    )
