"""Both surveys of a pair stand side by side, without what is personal; the list of pairs is as people write it."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from form_samples import fields, form
from lxml import html
from pairing_samples import ANA, BEN, DEE, ELI, PAIRED, answered
from pypdf import PdfReader
from spoken import english_on

from generators.collect.known_forms import Response
from generators.collect.pair_sheets import PairSheets, letters_without_typeface, pair_page, pair_pdf, pair_sheets
from generators.collect.pairing import PairsFile, participants
from generators.model.problems import RefusedInput
from generators.model.replacing import replace


def listed(folder: Path, text: str | bytes, *responses: Response) -> tuple[list[tuple[str, str]], list[str]]:
    """The names of the pairs that a list of pairs gives, and what is wrong with it."""
    file = folder / "pairs.csv"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    wanted = PairsFile(file, participants(answered(*(responses or (ANA, BEN, DEE, ELI))), PAIRED))
    return [(pair.mentor.name, pair.mentee.name) for pair in wanted.pairs()], wanted.problems


def sheets(folder: Path, *, with_personal: bool = False, mentee: Response = DEE, language: str = "en") -> PairSheets:
    file = folder / "pairs.csv"
    file.write_text(f"Ana Ruiz,{mentee.path}", encoding="utf-8")
    wanted = PairsFile(file, participants(answered(ANA, mentee), PAIRED))
    return pair_sheets(wanted.pairs(), replace(PAIRED, language=language), with_personal=with_personal)


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ruiz,Dee Jones",
        "mentor,mentee\nAna Ruiz,Dee Jones\n\n",
        "Mentee;Mentor\r\nDee Jones;Ana Ruiz\r\n",
        "\ufeffAna  ruiz\tDEE JONES\tthey both like fishing",
        "ana@example.org, dee.json",
        "in/ana.pdf,dee",
        "Ana,Jones",
        "Ana Ruiz,Dee Jones\nAna Ruiz,Dee Jones",
    ],
)
def test_a_list_of_pairs_may_name_people_in_many_ways(text: str, tmp_path: Path) -> None:
    assert listed(tmp_path, text) == ([("Ana Ruiz", "Dee Jones")], [])


def test_a_spreadsheets_old_encoding_is_read(tmp_path: Path) -> None:
    jose = replace(DEE, answers={**DEE.answers, "name": "José Peña"})
    assert listed(tmp_path, "Ana Ruiz;José Peña".encode("cp1252"), ANA, jose) == ([("Ana Ruiz", "José Peña")], [])


def test_a_mentor_may_have_two_mentees(tmp_path: Path) -> None:
    assert len(listed(tmp_path, "Ana,Dee\nAna,Eli")[0]) == 2


def test_who_is_not_found_or_not_one_is_told_with_the_line_and_the_rest_is_made(tmp_path: Path) -> None:
    other = replace(DEE, path="in/dee2.json", answers={"name": "Dee Park", "e-mail": "park@example.org"})
    pairs, problems = listed(tmp_path, "Ana Ruis,Dee Jones\nBen,Dee\nBen\nBen,Eli", ANA, BEN, DEE, other, ELI)
    assert pairs == [("Ben Okafor", "Eli Nguyễn")]
    assert problems == [
        "pairs.csv:1: no mentor's answers are from 'Ana Ruis' (did you mean 'ana ruiz'?)",
        "pairs.csv:2: 'Dee' could be Dee Jones (in/dee.json) or Dee Park (in/dee2.json): write the e-mail address, or"
        " the name of the file",
        "pairs.csv:3: needs two names, as in Ana Ruiz,Ben Okafor",
    ]


def test_a_spreadsheet_itself_is_refused_with_the_cure(tmp_path: Path) -> None:
    with pytest.raises(RefusedInput, match="save it as CSV"):
        listed(tmp_path, b"PK\x03\x04")


def test_headings_and_attributes_mark_what_is_personal() -> None:
    told = {one.name: one.personal for one in fields(
        "Local: ____ {personal}\n## A {personal}\nB: ____\n### C\nD: ____   E: ____\n## F\nG: ____\n"
        'H: ____ {optional="why"}'
    )}  # fmt: skip
    assert told == {"local": True, "b": True, "d": True, "e": True, "g": False, "h": True}
    assert form("## A {personal minutes=5}\nB: ____").sections[0].minutes == 5


@pytest.mark.parametrize("kind", ["html", "pdf"])
def test_personal_details_are_left_out_unless_they_are_asked_for(kind: str, tmp_path: Path) -> None:
    def text(*, with_personal: bool) -> str:
        made = sheets(tmp_path, with_personal=with_personal)
        if kind == "html":
            texts = html.document_fromstring(pair_page(made)).itertext()
            return " ".join(word for text in texts for word in str(text).split())
        pages = PdfReader(io.BytesIO(pair_pdf(made))).pages
        return " ".join(word for page in pages for word in page.extract_text().split())

    shown = text(with_personal=False)
    for there in ("Ana Ruiz and Dee Jones", "Organizing, and how to speak.", "Evenings", "Other: Sunday noon",
                  "3 (Very)", "To organize my crew"):  # fmt: skip
        assert there in shown
    for personal in ("ana@example.org", "1970", "Birthday", "dee@example.org"):
        assert personal not in shown
        assert personal in text(with_personal=True)


def test_a_page_runs_nothing_and_speaks_the_locals_language(tmp_path: Path) -> None:
    evil = replace(DEE, answers={**DEE.answers, "learn": "<script>alert(1)</script>\u202e"})
    page = pair_page(sheets(tmp_path, mentee=evil, language="es"))
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert english_on(page, "summary") == ["Mentor"], "the Spanish word begins like the English one"


def test_the_pdf_is_tagged_begins_a_page_for_each_pair_and_is_the_same_each_time(tmp_path: Path) -> None:
    made = sheets(tmp_path)
    data = pair_pdf(replace(made, sheets=made.sheets * 3))
    assert data == pair_pdf(replace(made, sheets=made.sheets * 3))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.pages) == 3
        assert "/StructTreeRoot" in pdf.Root


def test_letters_that_the_pdf_cannot_show_are_known(tmp_path: Path) -> None:
    assert letters_without_typeface(sheets(tmp_path)) == ""
    mei = replace(DEE, answers={**DEE.answers, "name": "𒀀"})
    assert letters_without_typeface(sheets(tmp_path, mentee=mei)) == "𒀀"
