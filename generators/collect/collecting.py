"""The one path of collecting: find, read, match, lay into tables, write."""

from __future__ import annotations

import hashlib
import os
import re
import time
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import IO

from msgspec import Struct, field
from xlsxwriter.exceptions import FileCreateError

from generators.brand.palette import palette
from generators.collect.answers import Refusal, Unreadable, cut
from generators.collect.duplicates import each_person_once
from generators.collect.finding import CollectLimits, Found, find_files
from generators.collect.known_forms import KnownForms, Response, fields_by_control, matched
from generators.collect.reading import SECONDS_A_FILE, reader
from generators.collect.responses import SelectedResponses, StoredResponses, stored_responses
from generators.collect.summary import summary_of, summary_page
from generators.collect.table import Headings, ResponseTable, changed_by_spreadsheets, tables, write_csv
from generators.collect.workbook import write_workbook
from generators.model import Place
from generators.model.problems import Problem, RefusedInput
from generators.words.catalogue import ENGLISH

Progress = Callable[[str], None]


class CollectRequest(Struct, frozen=True):
    """What to collect: ``files`` (also folders and archives) into ``out`` (.csv or .xlsx), and a ``summary`` page.

    ``seconds`` is the time that one file may take, and ``seconds_in_vain`` what all those may take together that give
    no answers; ``date`` is when a workbook is said to be made.
    """

    files: tuple[Path, ...]
    out: Path
    known: KnownForms
    summary: Path | None = None
    headings: Headings = "names"
    show_small_groups: bool = False
    limits: CollectLimits = field(default_factory=CollectLimits)
    seconds: float = SECONDS_A_FILE
    seconds_in_vain: float = 300.0
    date: datetime | None = None


class Remark(Struct, frozen=True):
    """What is to be said of a file that was counted."""

    path: str
    text: str


class Skipped(Struct, frozen=True):
    """A file that was not counted; ``twin`` is the one of the same content, for the person who collects only."""

    path: str
    refusal: Refusal
    twin: str = ""

    @property
    def text(self) -> str:
        """Why, to the person who collects."""
        return self.refusal.said(ENGLISH) + (f" ({self.twin})" if self.twin else "")


class Counted(Struct, frozen=True):
    """What is to be said of the table of a form."""

    form: str
    people: int
    editions: int
    known: bool


class Collected(Struct, frozen=True):
    """What came of it: counts by form, the files written, files that gave no answers, and notes on files that did.

    ``advice`` is what to know before the written files are opened; ``problems`` are what was asked for and not found.
    """

    counts: tuple[Counted, ...]
    written: tuple[Path, ...]
    skipped: tuple[Skipped, ...]
    notes: tuple[Remark, ...]
    advice: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


class Answers(Struct, frozen=True):
    """All that was read: a table for each form, each person once, and what is to be said of the files.

    The answers stand in a temporary file, and can be read for as long as the block goes on.
    """

    tables: tuple[ResponseTable, ...]
    skipped: tuple[Skipped, ...]
    notes: tuple[Remark, ...]


def collect(request: CollectRequest, progress: Progress) -> Collected:
    """Reads every file that can be read, and writes the tables; without any answers, nothing is written.

    Raises:
        RefusedInput: a table or the page cannot be written.
    """
    with read_answers(request, progress) as answers:
        progress("writing")
        written = tuple(_write(answers, request)) if answers.tables else ()
        advice = tuple(_advice(answers.tables)) if request.out.suffix.lower() == ".csv" else ()
        return Collected(counts_of(answers.tables), written, answers.skipped, answers.notes, advice)


@contextmanager
def read_answers(
    request: CollectRequest, progress: Progress, leave_out: frozenset[Path] = frozenset()
) -> Iterator[Answers]:
    """The answers in all files that can be read, for as long as the block goes on; ``leave_out`` are resolved paths."""
    outputs = frozenset(path.resolve() for path in (request.out, request.summary) if path)
    found = find_files(request.files, outputs | leave_out, request.limits)
    with stored_responses() as store:
        skipped, notes = _read(found, request, progress, store)
        told = each_person_once(store, request.known)
        twins = [Skipped(store[one.place].path, one.refusal, store[one.kept].path) for one in told.twins]
        made = tables(told.kept, request.known)
        notes += [Remark(*note) for note in told.notes]
        notes += [Remark(*note) for table in made for note in (*table.notes, *_foreign(table, request.known))]
        yield Answers(made, (*skipped, *twins), tuple(notes))


def _read(
    found: Sequence[Found], request: CollectRequest, progress: Progress, store: StoredResponses
) -> tuple[list[Skipped], list[Remark]]:
    skipped: list[Skipped] = []
    notes: list[Remark] = []
    in_vain = 0.0
    foreign: set[str] = set()
    with reader(request.seconds) as apart:
        for number, file in enumerate(found, start=1):
            if in_vain > request.seconds_in_vain:
                skipped.append(Skipped(file.path, Refusal("too_long_together", int(request.seconds_in_vain))))
                continue
            progress(f"{number} of {len(found)}: {file.path}")
            started = time.monotonic()
            try:
                data = file.read()
                filled = apart.read(data)
                response = matched(file.path, filled, request.known, hashlib.sha256(data).hexdigest())
                _check_foreign(response, request.known, foreign)
            except Unreadable as unreadable:
                in_vain += time.monotonic() - started
                skipped.append(Skipped(file.path, unreadable.refusal))
                continue
            store.add(response)
            notes += [Remark(file.path, note) for note in filled.notes]
    return skipped, notes


def _check_foreign(response: Response, known: KnownForms, foreign: set[str]) -> None:
    """Counts the forms that the kit does not have.

    Raises:
        Unreadable: they are too many.
    """
    if known.named(response.form) is None:
        if response.form not in foreign and len(foreign) >= MOST_FOREIGN:
            raise Unreadable("too_many_forms", MOST_FOREIGN)
        foreign.add(response.form)


NAMED = 3
"""Files, or questions, that are named where there are many of a kind."""

LONGEST_NAME = 80

MOST_FOREIGN = 50
"""Forms that the kit does not have, of which tables are made: each is a file, or a sheet."""


def _foreign(table: ResponseTable, known: KnownForms) -> Iterator[tuple[str, str]]:
    """A line for a form that the kit does not have, or for each edition that asks what the kit's form does not."""
    if table.form is None:
        if known.forms:
            name = cut(table.name, LONGEST_NAME)
            files = _named(table.responses)
            yield table.responses[0].path, f"is for a form that this kit does not have, '{name}'{files}"
        return
    asks = fields_by_control(table.form)
    editions: dict[str, dict[str, None]] = {}
    places: dict[str, array[int]] = {}
    for place, response in enumerate(table.responses):
        others = [name for name in response.answers if name not in asks]
        if others:
            places.setdefault(response.edition, array("L")).append(place)
            editions.setdefault(response.edition, {}).update(dict.fromkeys(others[:NAMED]))
    for edition, names in editions.items():
        responses = SelectedResponses(table.responses, places[edition])
        asked = ", ".join(cut(name, LONGEST_NAME) for name in [*names][:NAMED])
        why = "kept from an earlier edition" if edition == table.form.edition else "of an older or a newer edition"
        told = f"answers what the form of this kit does not ask ({asked}): it is {why}"
        yield responses[0].path, f"{told}{_named(responses)}"


def _named(responses: Sequence[Response]) -> str:
    """The second file and those after it, as far as they are to be named."""
    paths = [response.path for response in responses[1:NAMED]]
    more = [f"{len(responses) - NAMED:,} more"] if len(responses) > NAMED else []
    return f"; so do {', '.join([*paths, *more])}" if paths else ""


def counts_of(made: Sequence[ResponseTable]) -> tuple[Counted, ...]:
    """What is to be said of each table."""
    return tuple(
        Counted(
            table.name,
            len(table.responses),
            len({response.edition for response in table.responses}),
            known=table.form is not None,
        )
        for table in made
    )


def _advice(made: Sequence[ResponseTable]) -> Iterator[str]:
    count, example = changed_by_spreadsheets(made)
    if count:
        which = f"the answer {example}" if count == 1 else f"{count:,} answers, such as {example}"
        yield f"for a spreadsheet, take --out with .xlsx: opened from a CSV file, it would change {which}"


def _write(answers: Answers, request: CollectRequest) -> Iterator[Path]:
    made, known, language = answers.tables, request.known, request.known.language
    if request.out.suffix.lower() == ".xlsx":
        yield replaced(request.out, partial(_workbook, made, request))
    else:
        for table, file in zip(made, _csv_files(made, request.out), strict=True):
            yield replaced(file, partial(write_csv, table, request.headings))
    if request.summary:
        page = summary_page(
            [summary_of(table, language, show_small_groups=request.show_small_groups) for table in made],
            [file.refusal.said(language) for file in answers.skipped],
            known.brand.name,
            palette(known.brand),
            language,
            show_small_groups=request.show_small_groups,
        )
        yield replaced(request.summary, lambda file: file.write(page.encode()))


def _workbook(made: Sequence[ResponseTable], request: CollectRequest, file: IO[bytes]) -> None:
    write_workbook(made, request.known, request.headings, file, request.date)


def _csv_files(made: Sequence[ResponseTable], out: Path) -> list[Path]:
    """The plain name for one table, a name for each form where there are several."""
    if len(made) == 1:
        return [out]
    taken: list[str] = []
    for table in made:
        base = re.sub(r"[^\w.-]+", "-", table.name)[:80].strip("-.") or "form"
        names = (base, *(f"{base}-{number}" for number in range(2, len(made) + 2)))
        taken.append(next(name for name in names if name.casefold() not in {one.casefold() for one in taken}))
    return [out.with_name(f"{out.stem}-{name}{out.suffix}") for name in taken]


def replaced(file: Path, write: Callable[[IO[bytes]], object]) -> Path:
    """Has ``write`` fill ``file`` beside its place first, so that a half-written one is never found there.

    Raises:
        RefusedInput: it cannot be written.
    """
    part = file.with_name(f".{file.name}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as stream:
            write(stream)
        os.replace(part, file)  # noqa: PTH105 (the same, and says what it does)
    except (OSError, FileCreateError) as error:
        part.unlink(missing_ok=True)
        reason = error.strerror if isinstance(error, OSError) else str(error)
        hint = "close it if a program has it open"
        raise RefusedInput(
            Problem("output-unwritable", Place(str(file), 1), f"cannot be written: {reason}", (hint,))
        ) from error
    return file
