"""The one path of collecting: find, read, match, lay into tables, write."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from generators.brand.palette import palette
from generators.collect.answers import Refusal, Unreadable
from generators.collect.finding import CollectLimits, Found, find_files
from generators.collect.known_forms import KnownForms, Response, matched
from generators.collect.reading import SECONDS_A_FILE, reader
from generators.collect.summary import summary_of, summary_page
from generators.collect.table import Headings, ResponseTable, csv_bytes, tables, xlsx_bytes
from generators.model import Place
from generators.model.problems import Problem, RefusedInput
from generators.words.catalogue import ENGLISH

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class CollectRequest:
    """What to collect: ``files`` (also folders and archives) into ``out`` (.csv or .xlsx), and a ``summary`` page.

    ``seconds`` is the time that one file may take; ``date`` is when a workbook is said to be made.
    """

    files: tuple[Path, ...]
    out: Path
    known: KnownForms
    summary: Path | None = None
    headings: Headings = "names"
    show_small_groups: bool = False
    limits: CollectLimits = field(default_factory=CollectLimits)
    seconds: float = SECONDS_A_FILE
    date: datetime | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """What is to be said of a file that was counted."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was not counted; ``twin`` is the one of the same content, for the person who collects only."""

    path: str
    refusal: Refusal
    twin: str = ""

    @property
    def text(self) -> str:
        """Why, to the person who collects."""
        return self.refusal.said(ENGLISH) + (f" ({self.twin})" if self.twin else "")


@dataclass(frozen=True, slots=True)
class Collected:
    """What came of it: the tables, the files written, files that gave no answers, and notes on files that did."""

    tables: tuple[ResponseTable, ...]
    written: tuple[Path, ...]
    skipped: tuple[Skipped, ...]
    notes: tuple[Remark, ...]


def collect(request: CollectRequest, progress: Progress) -> Collected:
    """Reads every file that can be read, and writes the tables; without any answers, nothing is written.

    Raises:
        RefusedInput: a table or the page cannot be written.
    """
    outputs = frozenset(path.resolve() for path in (request.out, request.summary) if path)
    found = find_files(request.files, outputs, request.limits)
    responses, skipped, notes = _read(found, request, progress)
    made = tables(responses, request.known)
    written = tuple(_write(made, skipped, request)) if made else ()
    return Collected(made, written, skipped, (*notes, *(Remark(*note) for table in made for note in table.notes)))


def _read(
    found: Sequence[Found], request: CollectRequest, progress: Progress
) -> tuple[tuple[Response, ...], tuple[Skipped, ...], tuple[Remark, ...]]:
    responses: list[Response] = []
    skipped: list[Skipped] = []
    notes: list[Remark] = []
    first: dict[bytes, str] = {}
    with reader(request.seconds) as apart:
        for number, file in enumerate(found, start=1):
            progress(f"{number} of {len(found)}: {file.path}")
            try:
                data = file.read()
                twin = first.setdefault(hashlib.sha256(data).digest(), file.path)
                if data and twin != file.path:
                    skipped.append(Skipped(file.path, Refusal("same_file"), twin))
                    continue
                filled = apart.read(data)
            except Unreadable as unreadable:
                skipped.append(Skipped(file.path, unreadable.refusal))
                continue
            responses.append(matched(file.path, filled, request.known))
            notes += [Remark(file.path, note) for note in filled.notes]
    return tuple(responses), tuple(skipped), tuple(notes)


def _write(made: Sequence[ResponseTable], skipped: Sequence[Skipped], request: CollectRequest) -> Iterator[Path]:
    colors, language = palette(request.known.brand), request.known.language
    if request.out.suffix.lower() == ".xlsx":
        yield _replaced(request.out, xlsx_bytes(made, colors, request.headings, request.date))
    else:
        for table, file in zip(made, _csv_files(made, request.out), strict=True):
            yield _replaced(file, csv_bytes(table, request.headings))
    if request.summary:
        page = summary_page(
            [summary_of(table, language, show_small_groups=request.show_small_groups) for table in made],
            [file.refusal.said(language) for file in skipped],
            request.known.brand.name,
            colors,
            language,
            show_small_groups=request.show_small_groups,
        )
        yield _replaced(request.summary, page.encode())


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


def _replaced(file: Path, data: bytes) -> Path:
    """Writes ``file`` beside its place first, so that a half-written one is never found there."""
    part = file.with_name(f".{file.name}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(data)
        os.replace(part, file)  # noqa: PTH105 (the same, and says what it does)
    except OSError as error:
        part.unlink(missing_ok=True)
        hint = "close it if a program has it open"
        raise RefusedInput(
            Problem("output-unwritable", Place(str(file), 1), f"cannot be written: {error.strerror}", (hint,))
        ) from error
    return file
