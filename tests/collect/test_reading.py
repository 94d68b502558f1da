"""A file that gives no answers gets a reason that the person who collects can act on; and no file does harm."""

from __future__ import annotations

import io
import random
import zipfile

import pytest
from pdf_samples import STAMP, Sample, filled
from pikepdf import Dictionary, Encryption, Name, ObjectStreamMode, Pdf, String

from generators.collect.answers import Unreadable
from generators.collect.reading import read_filled


def reason(data: bytes) -> str:
    with pytest.raises(Unreadable) as refusal:
        read_filled(data)
    return str(refusal.value)


def office_document() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b"\xff\xd8\xff\xe0JFIF", "is a picture: type it in by hand"),
        (b"\x00\x00\x00\x18ftypheic", "is a picture: type it in by hand"),
        (office_document(), "is an office document, not a form of the kit"),
        (b"%FDF-1.2 ", "holds answers without their form (FDF); ask for the PDF itself"),
        (b"<!doctype html>", "is a web page, which holds no answers; ask for what 'Save my answers' writes"),
        (b"Dear coordinator,", "is neither a PDF nor saved answers"),
        (b"%PDF-1.7\nnothing else", "is damaged: it cannot be read as a PDF"),
        (filled({"name": "Zoë"})[:300], "is damaged: it cannot be read as a PDF"),
    ],
)
def test_what_is_no_filled_form_is_called_what_it_is(data: bytes, expected: str) -> None:
    assert reason(data) == expected


def test_a_pdf_says_which_form_and_edition_it_is() -> None:
    read = read_filled(filled({"name": "Zoë"}, f"union, {STAMP}, other"))
    assert (read.form, read.edition) == ("survey", "1a2b3c4d")


def test_the_form_is_found_in_the_other_metadata_when_the_information_is_lost() -> None:
    sample = Sample()
    sample.text("name", "Zoë")
    with sample.pdf.open_metadata(update_docinfo=False, set_pikepdf_as_editor=False) as packet:
        packet["pdf:Keywords"] = f"union, {STAMP}"
    assert read_filled(sample.data()).form == "survey"


def test_text_before_the_header_is_passed_over() -> None:
    assert read_filled(b"Content-Type: x\r\n\r\n" + filled({"name": "Zoë"})).answers == {"name": "Zoë"}


def test_a_locked_pdf_is_named_and_one_that_only_forbids_changes_is_read() -> None:
    sample = Sample()
    sample.text("name", "Zoë")
    assert "locked with a password" in reason(sample.data(Encryption(owner="o", user="u")))
    assert read_filled(sample.data(Encryption(owner="o", user=""))).answers == {"name": "Zoë"}


def test_a_flattened_form_is_told_from_a_foreign_pdf() -> None:
    flat = Sample(STAMP)
    del flat.pdf.Root.AcroForm
    assert reason(flat.data()).startswith("has no fields any more")
    assert reason(Sample().data()) == "has no form fields: it was printed, scanned, or is no form"


def test_a_form_of_another_kind_is_named_and_broken_xfa_beside_real_fields_is_ignored() -> None:
    sample = Sample()
    sample.pdf.Root.AcroForm.XFA = sample.pdf.make_stream(b"<xdp:xdp <<<< &broken;")
    assert "XFA" in reason(sample.data())
    sample.text("name", "Zoë")
    assert read_filled(sample.data()).answers == {"name": "Zoë"}


def test_a_blank_form_is_not_an_answer() -> None:
    sample = Sample(STAMP)
    sample.text("name", "")
    assert reason(sample.data()) == "is not filled in"
    sample.page.obj.Annots.append(Dictionary(Subtype=Name.FreeText, Contents=String("Zoë")))
    assert "something was written on top of its pages" in reason(sample.data())


def test_a_document_of_another_maker_gives_its_own_fields() -> None:
    read = read_filled(filled({"Form1[0].Name": "Zoë", "\u00e9": "x"}, keywords=""))
    assert (read.form, dict(read.answers)) == ("", {"Form1[0].Name": "Zoë", "\u00e9": "x"})


def test_an_answer_of_a_megabyte_is_read_whole() -> None:
    long = "Zoë " * 250_000
    assert read_filled(filled({"goals": long})).answers == {"goals": long}


def test_damage_anywhere_in_a_file_gives_answers_or_a_reason() -> None:
    """Changes bytes at random, always the same ones: whatever else were raised would stop the rest."""
    sample = Sample(STAMP)
    sample.text("name", "Zoë")
    kids = [sample.box("Off", on="no"), sample.box("yes", on="yes")]
    sample.add("recommend", kids, FT="/Btn", Ff=1 << 15, V="/yes")
    file = io.BytesIO()
    sample.pdf.save(file, object_stream_mode=ObjectStreamMode.disable, compress_streams=False, static_id=True)
    whole, chance = file.getvalue(), random.Random(7)
    pieces = (b"(x)", b"[", b">>", b"<<", b"null", b" 4 0 R ", b"/", b"9" * 20, b"true", b"-1")
    for _ in range(400):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            at = chance.randrange(len(data))
            data[at : at + chance.choice((0, 1, 9))] = chance.choice(pieces)
        try:
            read_filled(bytes(data))
        except Unreadable as refusal:
            assert str(refusal)


def test_pdf_objects_of_the_wrong_kind_are_no_answers() -> None:
    pdf = Pdf.new()
    pdf.add_blank_page()
    pdf.Root.AcroForm = Dictionary(Fields=Dictionary(A=1))
    file = io.BytesIO()
    pdf.save(file)
    assert reason(file.getvalue()) == "has no form fields: it was printed, scanned, or is no form"
