"""The paths from filled forms to the sheets that help to find pairs, and to bring them together."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import IO

from generators.collect.answers import cut
from generators.collect.collecting import (
    Answers,
    Collected,
    CollectRequest,
    Progress,
    counts_of,
    read_answers,
    replaced,
)
from generators.collect.known_forms import KnownForms
from generators.collect.matching_sheet import lonely_keys, matching_sheet, without_room, write_matching
from generators.collect.pair_sheets import PairSheets, letters_without_typeface, pair_page, pair_pdf, pair_sheets
from generators.collect.pairing import PairsFile, Participants, Side, matched_fields, participants, side_forms
from generators.model.problems import did_you_mean
from generators.model.replacing import replace

HOW_TO_MARK = "write {match=times} behind a question that both sides are asked, as docs/reading-the-answers.md tells"

MOST_LETTERS = 20


def collect_matching(request: CollectRequest, progress: Progress) -> Collected:
    """Writes the sheet for matching into ``request.out``; nothing where there is nothing to compare.

    Raises:
        RefusedInput: it cannot be written.
    """
    known = request.known
    marked = [form for side in ("mentor", "mentee") for form in side_forms(known, side) if matched_fields(form)]
    with read_answers(request, progress) as answers:
        people = participants(answers.tables, known)
        advice = (
            tuple(_advice(people, known)) if marked else (f"no form marks what matters for a match: {HOW_TO_MARK}",)
        )
        written: tuple[Path, ...] = ()
        if marked and people.mentors and people.mentees:
            sheet = matching_sheet(people, known)
            written = (replaced(request.out, lambda file: write_matching(sheet, file, request.date)),)
        return _collected(answers, written, advice)


def collect_pairs(request: CollectRequest, pairs: Path, progress: Progress, *, with_personal: bool) -> Collected:
    """Writes a sheet for each pair that the file ``pairs`` names into ``request.out``.

    Raises:
        RefusedInput: it cannot be written, or ``pairs`` cannot be read.
    """
    with read_answers(request, progress, frozenset({pairs.resolve()})) as answers:
        wanted = PairsFile(pairs, participants(answers.tables, request.known))
        made = pair_sheets(wanted.pairs(), request.known, with_personal=with_personal)
        problems = [*wanted.problems]
        if not made.sheets and answers.tables:
            problems.append(f"{pairs.name} names no pair whose answers are here")
        written = (replaced(request.out, partial(_write_pairs, made, request)),) if made.sheets else ()
        advice = tuple(_unprintable(made)) if request.out.suffix.lower() == ".pdf" else ()
        return replace(_collected(answers, written, advice), problems=tuple(problems))


def _unprintable(made: PairSheets) -> Iterator[str]:
    if missing := letters_without_typeface(made):
        shown = cut(missing, MOST_LETTERS)
        yield f"the PDF has a question mark for letters that the kit cannot print ({shown}): take --out with .html"


def _write_pairs(made: PairSheets, request: CollectRequest, file: IO[bytes]) -> None:
    pdf = request.out.suffix.lower() == ".pdf"
    file.write(pair_pdf(made, request.date) if pdf else pair_page(made).encode())


def _collected(answers: Answers, written: tuple[Path, ...], advice: tuple[str, ...]) -> Collected:
    return Collected(counts_of(answers.tables), written, answers.skipped, answers.notes, advice)


def _advice(people: Participants, known: KnownForms) -> Iterator[str]:
    keys = lonely_keys(known)
    for key in keys:
        hint = did_you_mean(key, [other for other in keys if other != key])
        yield f"{{match={key}}} stands in the forms of one side only, so that it is shown and not compared" + (
            f" ({hint})" if hint else ""
        )
    sides: dict[Side, int] = {"mentor": len(people.mentors), "mentee": len(people.mentees)}
    for side, number in sides.items():
        if not number:
            titles = ", ".join(form.title for form in side_forms(known, side))
            yield f"no answers of any {side} are among the files" + (f" ({titles})" if titles else "")
    if left_out := without_room(people):
        yield f"{left_out:,} people found no room on the sheet: match in groups"
