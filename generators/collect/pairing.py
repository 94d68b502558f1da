"""Who mentors and who is mentored among the people who answered, and which of them a coordinator wants side by side."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Literal

from msgspec import Struct, field

from generators.collect.answers import cut, safe_text
from generators.collect.duplicates import Person, person_of, plain
from generators.collect.known_forms import KnownForms, Response, fields_by_control
from generators.collect.table import ResponseTable
from generators.model import Field, Form, Place
from generators.model.problems import Problem, RefusedInput, did_you_mean
from generators.words.catalogue import languages, words_of

Side = Literal["mentor", "mentee"]
SIDES: tuple[Side, Side] = ("mentor", "mentee")

LARGEST_PAIRS_FILE = 1_000_000
"""Bytes."""

_CONTACT = ("name", "email", "tel")


class Participant(Struct, frozen=True):
    """One person: what to call them, how they may be named in a list of pairs, and the ``path`` of their first file.

    ``places`` are those of their answers, each in the table of a form: they are read when they are needed.
    """

    name: str
    person: Person
    path: str
    places: tuple[tuple[ResponseTable, int], ...]

    @property
    def responses(self) -> Iterator[tuple[Form, Response]]:
        """The forms that they answered, each with the answers."""
        for table, place in self.places:
            assert table.form is not None, "only forms that the kit knows have a side"
            yield table.form, table.responses[place]


class Participants(Struct, frozen=True):
    """Who answered on each side, in the order of their files."""

    mentors: tuple[Participant, ...]
    mentees: tuple[Participant, ...]


class Pair(Struct, frozen=True):
    mentor: Participant
    mentee: Participant


def matched_fields(form: Form) -> Mapping[str, Field]:
    """The fields of ``form`` that are marked to be compared, by the names of their controls."""
    return {name: one for name, one in fields_by_control(form).items() if one.match}


def side_forms(known: KnownForms, side: Side) -> tuple[Form, ...]:
    """The forms that only people of that side fill in, and say who they are on; if some are marked, only those."""
    other = "mentee" if side == "mentor" else "mentor"
    forms = [
        form
        for form in known.forms
        if side in form.page.front.audience
        and other not in form.page.front.audience
        and any(one.autocomplete in _CONTACT for one in fields_by_control(form).values())
    ]
    marked = tuple(form for form in forms if matched_fields(form))
    return marked or tuple(forms)


def participants(tables: Sequence[ResponseTable], known: KnownForms) -> Participants:
    """The people of both sides."""
    return Participants(*(tuple(_people(tables, side_forms(known, side), known)) for side in SIDES))


def _people(tables: Sequence[ResponseTable], forms: Sequence[Form], known: KnownForms) -> Iterator[Participant]:
    """Those who answered any of ``forms``; answers of one person to two of them come together."""
    found: list[tuple[str, Person, str, list[tuple[ResponseTable, int]]]] = []
    by_key: dict[str, list[int]] = defaultdict(list)
    wanted = {form.name for form in forms}
    for table in tables:
        for place, response in enumerate(table.responses if table.form and table.name in wanted else ()):
            person = person_of(response, known)
            keys = sorted(person.reached) or [key for key in (person.name,) if key]
            at = next((at for key in keys for at in by_key[key] if found[at][3][-1][0] is not table), len(found))
            if at == len(found):
                assert table.form is not None, "the kit knows the forms of both sides"
                found.append((_called(response, table.form), person, response.path, []))
                for key in keys:
                    by_key[key].append(at)
            found[at][3].append((table, place))
    for name, person, path, places in found:
        yield Participant(name, person, path, tuple(places))


def _called(response: Response, form: Form) -> str:
    """A person's name as they wrote it, else an address, else the name of their file."""
    fields = fields_by_control(form)
    given = {fields[name].autocomplete: text for name, text in response.answers.items() if name in fields}
    name = given.get("name") or given.get("email") or PurePosixPath(response.path).stem
    return cut(" ".join(name.split()), 80)


class PairsFile(Struct):
    """A coordinator's list of pairs, one a line; ``problems`` are lines that could not be made out."""

    path: Path
    everybody: Participants
    problems: list[str] = field(default_factory=list)

    def pairs(self) -> tuple[Pair, ...]:
        """The pairs whose people were both found.

        Raises:
            RefusedInput: the file cannot be read.
        """
        rows = list(_rows(_text_of(self.path)))
        heads = _heads(rows[0][1]) if rows else ()
        swapped = heads[:2] == ("mentee", "mentor")
        made = []
        for line, cells in rows[1:] if any(heads) else rows:
            if len(cells) < 2 or not cells[0] or not cells[1]:
                self._tell(line, "needs two names, as in Ana Ruiz,Ben Okafor")
                continue
            mentor, mentee = (cells[1], cells[0]) if swapped else (cells[0], cells[1])
            found = self._found(line, mentor, "mentor"), self._found(line, mentee, "mentee")
            if found[0] and found[1]:
                made.append(Pair(found[0], found[1]))
        return tuple({(pair.mentor.path, pair.mentee.path): pair for pair in made}.values())

    def _found(self, line: int, written: str, side: Side) -> Participant | None:
        people = self.everybody.mentors if side == "mentor" else self.everybody.mentees
        found = _named(written, people)
        if len(found) == 1:
            return found[0]
        if found:
            which = " or ".join(f"{one.name} ({one.path})" for one in found[:3])
            self._tell(line, f"'{written}' could be {which}: write the e-mail address, or the name of the file")
        else:
            hint = did_you_mean(plain(written), [plain(one.name) for one in people])
            what = "mentor's" if side == "mentor" else "mentee's"
            self._tell(line, f"no {what} answers are from '{written}'" + (f" ({hint})" if hint else ""))
        return None

    def _tell(self, line: int, what: str) -> None:
        self.problems.append(f"{self.path.name}:{line}: {what}")


def _named(written: str, people: Iterable[Participant]) -> list[Participant]:
    """The people whom ``written`` may mean: by address, number, or file, else by the whole name, else by a part."""
    name, digits = plain(written), re.sub(r"\D", "", written)
    words = set(name.split())
    found: list[list[Participant]] = [[], [], []]
    for one in people:
        file = PurePosixPath(one.path)
        if {written.casefold(), digits} & one.person.reached or written in (one.path, file.name, file.stem):
            found[0].append(one)
        elif plain(one.name) == name:
            found[1].append(one)
        elif words and words <= set(plain(one.name).split()):
            found[2].append(one)
    return next((step for step in found if step), [])


def _heads(cells: Sequence[str]) -> tuple[str, ...]:
    """Which sides the cells of a first line name: it is a line of headings, and not of people, if any does."""
    heads: dict[str, str] = {"mentor": "mentor", "mentors": "mentor", "mentee": "mentee", "mentees": "mentee"}
    for language in languages():
        spoken = words_of(language).summary
        heads |= {plain(spoken.mentor): "mentor", plain(spoken.mentee): "mentee"}
    return tuple(heads.get(plain(cell), "") for cell in cells)


def _text_of(path: Path) -> str:
    """The text of a file that a spreadsheet wrote, in whichever of the usual encodings."""
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST_PAIRS_FILE + 1)
    except OSError as error:
        raise _refused(path, f"cannot be read: {error.strerror}") from error
    if data.startswith((b"PK", b"\xd0\xcf")):
        raise _refused(path, "is a spreadsheet; save it as CSV, with two columns, mentor and mentee")
    if len(data) > LARGEST_PAIRS_FILE:
        raise _refused(path, "is too large for a list of pairs")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _refused(path: Path, message: str) -> RefusedInput:
    return RefusedInput(Problem("file-unreadable", Place(str(path), 1), message))


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """The lines that are not empty, with their numbers, and their cells."""
    first = text.partition("\n")[0]
    delimiter = max((",", ";", "\t"), key=first.count)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    try:
        for cells in reader:
            cleaned = [" ".join(safe_text(cell).split()) for cell in cells]
            if any(cleaned):
                yield reader.line_num, cleaned
    except csv.Error:
        return
