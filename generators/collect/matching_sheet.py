"""A workbook to find pairs with: mentors as rows, mentees as columns, and in each cell what the two have in common."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import IO

from msgspec import Struct
from xlsxwriter.worksheet import Worksheet

from generators.brand.palette import palette
from generators.collect.answers import cut
from generators.collect.known_forms import KnownForms
from generators.collect.matching import SAY, Said, in_common, keys_of, marked_questions, said_by, say_over
from generators.collect.pairing import SIDES, Participant, Participants, matched_fields, side_forms
from generators.collect.workbook import Looks, lay_out_page, looks_of, opened_workbook, row_height, sheet_name
from generators.words.answer_sections import SummaryWords
from generators.words.catalogue import words_of
from generators.words.formats import listed

MOST_PEOPLE = 500
"""People on one side: nobody looks through a larger sheet, and each has a column."""

LONGEST_SAID = 300
"""Characters of one answer beside a name; the surveys hold the rest."""

NAME_WIDTH, SAID_WIDTH, CELL_WIDTH = 18, 38, 26
"""Characters."""

PRINTED_SIZE = 75
NOTHING = "\u2013"


class MatchingSheet(Struct, frozen=True):
    """``people`` as they answered, compared under ``keys``, in the words of the kit's language."""

    people: Participants
    keys: tuple[str, ...]
    known: KnownForms

    @property
    def words(self) -> SummaryWords:
        return words_of(self.known.language).summary


def matching_sheet(people: Participants, known: KnownForms) -> MatchingSheet:
    """The sheet of ``people``, as far as there is room for them."""
    shown = Participants(people.mentors[:MOST_PEOPLE], people.mentees[:MOST_PEOPLE])
    return MatchingSheet(shown, keys_of(known), known)


def without_room(people: Participants) -> int:
    """How many people are not on the sheet."""
    return sum(max(0, len(side) - MOST_PEOPLE) for side in (people.mentors, people.mentees))


def lonely_keys(known: KnownForms) -> tuple[str, ...]:
    """Keys that only one side's forms have, so that there is nothing to compare with; a say needs no other side."""
    found = [{one.match for form in side_forms(known, side) for one in matched_fields(form).values()} for side in SIDES]
    return tuple(sorted((found[0] ^ found[1]) - {SAY}))


def write_matching(sheet: MatchingSheet, file: IO[bytes], date: datetime.datetime | None = None) -> None:
    """Writes the workbook, made on ``date`` (UTC): the sheet itself, and how to read it."""
    words, known = sheet.words, sheet.known
    with opened_workbook(file, words.matching_title, date, in_memory=False) as book:
        looks = looks_of(book, palette(known.brand))
        title = f"{known.brand.name} · {words.matching_title}"
        page = book.add_worksheet(sheet_name(words.matching_title, ()))
        lay_out_page(page, title, known)
        _write_people(page, sheet, looks)
        how = book.add_worksheet(sheet_name(words.how_to_read, (page.name,)))
        lay_out_page(how, title, known)
        how.set_column(0, 0, 100)
        for row, text in enumerate(_how_to_read(sheet)):
            how.write_string(row, 0, text, looks.heading if not row else looks.cell)


def _write_people(page: Worksheet, sheet: MatchingSheet, looks: Looks) -> None:
    words, language = sheet.words, sheet.known.language
    mentees = [(one, said_by(one, language)) for one in sheet.people.mentees]
    page.set_column(0, 0, NAME_WIDTH)
    page.set_column(1, 1, SAID_WIDTH)
    page.set_column(2, 1 + max(1, len(mentees)), CELL_WIDTH)
    needs = [_told(said) for _, said in mentees]
    heads = [f"{words.mentor} ↓", f"{words.mentee} →", *(one.name for one, _ in mentees)]
    for column, head in enumerate(heads):
        page.write_string(0, column, head, looks.heading)
    page.set_row(1, row_height((text, CELL_WIDTH) for text in needs))
    for column, need in enumerate(["", "", *needs]):
        page.write_string(1, column, need, looks.side)
    for row, mentor in enumerate(sheet.people.mentors, start=2):
        _write_mentor(page, row, mentor, mentees, sheet, looks)
    page.freeze_panes(2, 2)
    page.repeat_rows(0, 1)
    page.repeat_columns(0, 1)
    page.set_print_scale(PRINTED_SIZE)
    page.print_across()


def _write_mentor(
    page: Worksheet,
    row: int,
    mentor: Participant,
    mentees: Sequence[tuple[Participant, Mapping[str, Said]]],
    sheet: MatchingSheet,
    looks: Looks,
) -> None:
    said = said_by(mentor, sheet.known.language)
    cells = [_cell((mentor, said), mentee, sheet) for mentee in mentees]
    offers = _told(said)
    page.set_row(row, row_height([(offers, SAID_WIDTH), *((text, CELL_WIDTH) for text, _ in cells)]))
    page.write_string(row, 0, mentor.name, looks.heading)
    page.write_string(row, 1, offers, looks.side)
    for column, (text, forbidden) in enumerate(cells, start=2):
        page.write_string(row, column, text, looks.warning if forbidden else looks.cell)


def _cell(
    mentor: tuple[Participant, Mapping[str, Said]],
    mentee: tuple[Participant, Mapping[str, Said]],
    sheet: MatchingSheet,
) -> tuple[str, bool]:
    """What stands where two people meet, and whether one of them may have a say over the other's job."""
    words, language = sheet.words, sheet.known.language
    reasons = say_over((mentor[0].name, mentor[1].get(SAY)), (mentee[0].name, mentee[1].get(SAY)), language)
    lines = [words.not_these_two.format(shared=listed(language, reasons))] if reasons else []
    for common in in_common(mentor[1], mentee[1], sheet.keys):
        shared = words.nothing_shared if common.apart else listed(language, common.shared)
        lines.append(words.both.format(topic=_topic(common.key), shared=shared))
    return "\n".join(lines) or NOTHING, bool(reasons)


def _told(said: Mapping[str, Said]) -> str:
    """What one person says, a line for each key."""
    return "\n".join(f"{_topic(key)}: {cut(' · '.join(one.shown), LONGEST_SAID)}" for key, one in said.items())


def _topic(key: str) -> str:
    return key.replace("-", " ").capitalize()


def _how_to_read(sheet: MatchingSheet) -> Iterator[str]:
    words = sheet.words
    yield words.how_to_read
    yield words.how_rows
    yield words.how_cells
    yield words.how_say if SAY in sheet.keys else words.no_say
    yield words.how_keep
    for key in sheet.keys:
        asked = (
            f"{form.title}: {one.label}"
            for side in SIDES
            for form in side_forms(sheet.known, side)
            for one in marked_questions(form)
            if one.match == key
        )
        yield f"{_topic(key)}: {' / '.join(asked)}"
