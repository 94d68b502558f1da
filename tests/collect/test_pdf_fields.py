"""Whatever program filled a form in, and however it left the file's dictionaries, the answers are read as meant."""

from __future__ import annotations

import zlib

import pytest
from pdf_samples import PUSH_BUTTON, RADIO, Sample
from pikepdf import Array, Name, String

from generators.collect.answers import Unreadable
from generators.collect.pdf import LARGEST_STREAM, read_pdf


def answers(sample: Sample) -> dict[str, str]:
    return dict(read_pdf(sample.data()).answers)


def notes(sample: Sample) -> tuple[str, ...]:
    return read_pdf(sample.data()).notes


@pytest.mark.parametrize(
    "written",
    [
        b"\xfe\xff" + "Zoë Nguyễn Ánh".encode("utf-16-be"),
        b"\xff\xfe" + "Zoë Nguyễn Ánh".encode("utf-16-le"),
        b"\xef\xbb\xbf" + "Zoë Nguyễn Ánh".encode(),
        b"\xfe\xff" + "\x1bviVN\x1bZoë Nguyễn Ánh".encode("utf-16-be"),
    ],
    ids=["UTF-16", "UTF-16 the other way round", "UTF-8", "with a language in it"],
)
def test_text_is_read_in_every_encoding(written: bytes) -> None:
    sample = Sample()
    sample.text("name", written)
    assert answers(sample) == {"name": "Zoë Nguyễn Ánh"}


def test_text_without_a_mark_is_pdfdoc_text() -> None:
    sample = Sample()
    sample.text("name", b"Zo\xeb \x80 \xa0")
    assert answers(sample) == {"name": "Zoë • €"}


def test_lines_end_alike_and_no_control_character_is_left() -> None:
    sample = Sample()
    sample.text("goals", "one\rtwo\r\nthree\nfour\x00\x07\x1b\u202e")
    assert answers(sample) == {"goals": "one\ntwo\nthree\nfour"}


def test_long_text_may_stand_in_a_stream() -> None:
    sample = Sample()
    words = "a long answer " * 1000
    sample.text("goals", sample.pdf.make_stream(zlib.compress(words.encode()), Filter=Name.FlateDecode))
    assert answers(sample) == {"goals": words}


def test_a_stream_that_unpacks_to_gigabytes_is_not_unpacked() -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    megabyte = packer.compress(b"x" * 1_000_000) + packer.flush(zlib.Z_FULL_FLUSH)
    sample = Sample()
    sample.text("goals", sample.pdf.make_stream(b"\x78\xda" + megabyte * 4_000, Filter=Name.FlateDecode))
    assert len(answers(sample)["goals"]) <= LARGEST_STREAM


def test_rich_text_is_read_where_there_is_no_other() -> None:
    sample = Sample()
    rich = '<?xml version="1.0"?><body xmlns="http://www.w3.org/1999/xhtml"><p>I <b>learned</b></p><p>much</p></body>'
    sample.add("goals", FT="/Tx", RV=rich)
    sample.text("both", "plain", RV=rich)
    assert answers(sample) == {"goals": "I learned\nmuch", "both": "plain"}


def test_broken_rich_text_gives_its_letters() -> None:
    sample = Sample()
    sample.add("goals", FT="/Tx", RV="<body><p>I learned<p>much")
    assert answers(sample) == {"goals": "I learnedmuch"}


def test_fields_inherit_from_the_fields_above_them() -> None:
    sample = Sample()
    first = sample.node({"T": "first", "Subtype": "/Widget"})
    second = sample.node({"T": "second", "Subtype": "/Widget", "V": "its own"})
    sample.add("group", [first, second], FT="/Tx", V="shared")
    assert answers(sample) == {"group.first": "shared", "group.second": "its own"}


def test_a_field_without_a_value_is_known_but_not_answered() -> None:
    sample = Sample()
    sample.text("name", "Zoë")
    sample.text("phone", " ")
    read = read_pdf(sample.data())
    assert (dict(read.answers), read.controls) == ({"name": "Zoë"}, ("name", "phone"))


@pytest.mark.parametrize(
    ("value", "states", "expected"),
    [
        ("/maybe", ("Off", "maybe"), "maybe"),
        ("/maybe", ("Off", "Off"), "maybe"),
        ("/Off", ("Off", "maybe"), "maybe"),
        ("maybe", ("Off", "maybe"), "maybe"),
        (b"/maybe", ("Off", "maybe"), "maybe"),
        ("/Off", ("Off", "Off"), None),
    ],
    ids=["both", "the value only", "the look only", "a string", "a string with a slash", "none"],
)
def test_of_radio_buttons_the_chosen_one_is_read(
    value: str | bytes, states: tuple[str, str], expected: str | None
) -> None:
    sample = Sample()
    sample.text("name", "Zoë")
    kids = [sample.box(states[0], on="no"), sample.box(states[1], on="maybe")]
    sample.add("recommend", kids, FT="/Btn", Ff=RADIO, V=value)
    assert answers(sample).get("recommend") == expected
    assert notes(sample) == ()


def test_a_radio_group_that_shows_another_choice_than_it_holds_is_noted() -> None:
    sample = Sample()
    kids = [sample.box("no", on="no"), sample.box("Off", on="maybe")]
    sample.add("recommend", kids, FT="/Btn", Ff=RADIO, V="/maybe")
    assert answers(sample) == {"recommend": "maybe"}
    assert notes(sample) == ("'recommend' shows another choice than it holds; what it holds was taken",)


def test_numbered_states_stand_for_the_words_that_the_field_lists() -> None:
    sample = Sample()
    kids = [sample.box("Off", on="0"), sample.box("1", on="1")]
    sample.add("recommend", kids, FT="/Btn", Ff=RADIO, V="/1", Opt=Array([String("no"), String("maybe")]))
    assert answers(sample) == {"recommend": "maybe"}


@pytest.mark.parametrize(
    ("value", "state", "ticked", "noted"),
    [
        ("/yes", "yes", True, False),
        ("/yes", "Off", True, True),
        ("/Off", "yes", True, True),
        ("/Off", "Off", False, False),
    ],
    ids=["both", "the value only", "the look only", "neither"],
)
def test_a_box_is_ticked_by_its_value_or_by_its_look(value: str, state: str, ticked: bool, noted: bool) -> None:  # noqa: FBT001
    sample = Sample()
    sample.text("name", "Zoë")
    sample.add("helped-other", [sample.box(state)], FT="/Btn", V=value)
    assert answers(sample).get("helped-other") == ("yes" if ticked else None)
    assert bool(notes(sample)) == noted


def test_a_tick_is_yes_whatever_its_state_is_called() -> None:
    sample = Sample()
    sample.add("agree", [sample.box("Choice3", on="Choice3")], FT="/Btn", V="/Choice3")
    assert answers(sample) == {"agree": "yes"}


def test_a_choice_may_be_called_off() -> None:
    sample = Sample()
    sample.add("radio", [sample.box("off", on="off"), sample.box("Off", on="on")], FT="/Btn", Ff=RADIO, V="/off")
    assert answers(sample) == {"radio": "off"}


def test_boxes_of_one_name_that_mean_different_things_keep_their_word() -> None:
    sample = Sample()
    kids = [sample.box("Off", on="red"), sample.box("blue", on="blue")]
    sample.add("color", kids, FT="/Btn", V="/blue")
    assert answers(sample) == {"color": "blue"}


def test_a_state_that_is_not_utf8_is_read_all_the_same() -> None:
    sample = Sample()
    sample.add("answer", [sample.box("Off")], FT="/Btn", Ff=RADIO, V=Name("/Jä"))
    data = sample.data().replace(b"/J#c3#a4", b"/J#e4   ")
    assert read_pdf(data).answers == {"answer": "Jä"}


def test_lists_buttons_and_signatures() -> None:
    sample = Sample()
    pairs = Array([Array([String("1"), String("one")]), Array([String("2"), String("two")])])
    sample.add("one", FT="/Ch", V="2", Opt=pairs)
    sample.add("many", FT="/Ch", V=Array([String("1"), String("2")]), Opt=pairs)
    sample.add("send", FT="/Btn", Ff=PUSH_BUTTON, V="/yes")
    sample.add("signature", FT="/Sig", V=sample.node({"Type": "/Sig"}))
    sample.text("count", 7)
    assert answers(sample) == {"one": "two", "many": "one; two", "signature": "signed", "count": "7"}


def test_a_field_that_only_the_page_knows_is_read() -> None:
    sample = Sample()
    sample.add("lost", FT="/Tx", V="found", listed=False)
    assert answers(sample) == {"lost": "found"}


def test_widgets_on_a_page_lead_to_the_field_above_them() -> None:
    sample = Sample()
    kid = sample.box("yes")
    sample.add("group", [kid], FT="/Btn", V="/yes", listed=False)
    sample.page.obj.Annots = Array([kid])
    assert answers(sample) == {"group": "yes"}


def test_filled_forms_that_were_put_into_one_file_are_not_taken_for_one() -> None:
    merged = Sample()
    merged.text("name", "Ana")
    merged.add("name", listed=False, FT="/Tx", V="Bo")
    with pytest.raises(Unreadable, match="several filled forms"):
        read_pdf(merged.data())
    copied = Sample()
    copied.text("name", "Ana")
    copied.add("name", listed=False, FT="/Tx", V="Ana ")
    copied.add("name", listed=False, FT="/Tx")
    assert answers(copied) == {"name": "Ana"}


def test_fields_that_contain_themselves_come_to_an_end() -> None:
    sample = Sample()
    sample.text("name", "Zoë")
    inner = sample.node({"T": "inner", "FT": "/Tx"})
    inner.Kids = Array([sample.add("outer", [inner])])
    inner.Parent = inner
    sample.page.obj.Annots = Array([inner])
    assert answers(sample) == {"name": "Zoë"}


def test_a_form_of_ten_thousand_fields_is_no_form_of_people() -> None:
    sample = Sample()
    for number in range(5_001):
        sample.text(f"field-{number}", "x")
    with pytest.raises(Unreadable, match="more than 5,000 fields"):
        answers(sample)
