"""Letters that nobody sees: told wherever no writing needs them, and left to the writing that does."""

from __future__ import annotations

from pathlib import Path

import pytest
from sample import complaints, read, write_kit, write_pack

from generators.reading.files import forbidden_character, is_portable
from generators.reading.invisible import entities, invisible_letter, with_letters

MEANT = {
    "joiners in Persian": "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
    "a joiner at the end of an Arabic letter": "\u0633\u0646\u0629 1447\u0647\u200d.",
    "joiners in Sinhala and Hindi": "\u0dc1\u0dca\u200d\u0dbb\u0dd3 \u0915\u094d\u200c\u0937",
    "direction marks in Hebrew": "\u200f\u05e1\u05e0\u05d9\u05e3 104\u200e (A)",
    "a direction mark in Arabic": "\u061c\u0627\u0644\u0641\u0631\u0639 +1",
    "a family of emoji": "\U0001f468\u200d\U0001f469\u200d\U0001f467 Local",
    "an emoji with a skin and a tool": "\U0001f9d1\U0001f3fd\u200d\U0001f527",
    "a heart in color": "\u2764\ufe0f \u2764\ufe0f\u200d\U0001f525 1\ufe0f\u20e3",
    "the flag of Wales": "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f",
    "a form of an ideograph": "\u845b\U000e0100\u57ce",
    "a Mongolian form": "\u1820\u180b",
    "no-break spaces and dashes": "Local\u00a0104 \u2011 S\u00e3o",
}  # fmt: skip

UNSEEN = {
    "a soft hyphen": ("Lo\u00adcal", "U+00AD"),
    "a space of no width": ("Lo\u200bcal", "U+200B"),
    "a joiner in Latin": ("Lo\u200ccal", "U+200C"),
    "a joiner at the start": ("\u200d\u0645", "U+200D"),
    "a direction mark in Latin": ("Local\u200e", "U+200E"),
    "text turned round": ("\u202egpj.exe", "U+202E"),
    "an isolate": ("\u2066Local\u2069", "U+2066"),
    "a Hangul filler": ("Local\u3164", "U+3164"),
    "a half-width filler": ("\uffa0", "U+FFA0"),
    "Hangul fillers of old": ("\u115f\u1160", "U+115F"),
    "a Khmer vowel that is not written": ("\u17b4", "U+17B4"),
    "an empty Braille pattern": ("\u2800\u2800", "U+2800"),
    "a byte order mark": ("Local\ufeff", "U+FEFF"),
    "tags": ("Local\U000e0041\U000e0042", "U+E0041"),
    "a text in tags behind a flag": ("\U0001f3f4\U000e006f\U000e0062\U000e0020\U000e006d", "U+E006F"),
    "a form of a Latin letter": ("a\ufe00", "U+FE00"),
    "a form of an ideograph behind a letter": ("a\U000e0100", "U+E0100"),
    "an invisible sign of times": ("2\u2062x", "U+2062"),
    "a combining joiner": ("a\u034fb", "U+034F"),
    "a shorthand control": ("\U0001bca0", "U+1BCA0"),
    "an annotation": ("\ufff9a\ufffab\ufffb", "U+FFF9"),
    "a line break": ("a\nb", "U+000A"),
}  # fmt: skip


@pytest.mark.parametrize("text", MEANT.values(), ids=MEANT.keys())
def test_what_writing_needs_stays(text: str) -> None:
    assert invisible_letter(text) == "" and forbidden_character(text) == ""


@pytest.mark.parametrize("text,letter", UNSEEN.values(), ids=UNSEEN.keys())
def test_what_no_writing_needs_is_named(text: str, letter: str) -> None:
    assert invisible_letter(text) == letter


@pytest.mark.parametrize("text", [text for name, text in MEANT.items() if "no-break" not in name])
def test_an_address_needs_none_of_it(text: str) -> None:
    assert invisible_letter(text, plain=True) != ""


@pytest.mark.parametrize(
    "setting",
    [
        'name: "Local\\u3164 104"',
        'name: A\ncontact: {name: "Ana\\u00adLopez", email: a@b.example}',
        'name: A\ncontact: {name: Ana, email: "a\\u200c@b.example"}',
        'name: A\nconduct_contact: {name: Ana, phone: "555\\u20600100"}',
        'name: A\nurl: "https://fair\\u00ad.example/"',
        'name: A\nbrand: {logo_alt: "\\uffa0"}',
        'name: A\nvariables: {hall: "the \\u115f hall"}',
    ],
)
def test_a_setting_that_holds_one_is_refused_by_name(tmp_path: Path, setting: str) -> None:
    kit = write_kit(tmp_path)
    write_pack(kit, {"local.yml": f"{setting}\n"})
    _, _, problems = read(kit)
    (said,) = complaints(problems)
    assert "a line break or an invisible character, U+" in said and "local.yml:" in said


def test_a_name_in_persian_is_kept(tmp_path: Path) -> None:
    kit = write_kit(tmp_path)
    write_pack(kit, {"local.yml": f"name: {MEANT['joiners in Persian']}\nlanguage: fa\n"})
    _, local, problems = read(kit)
    assert not problems.found and local.profile.brand.name == MEANT["joiners in Persian"]


@pytest.mark.parametrize("text,letter", UNSEEN.values(), ids=UNSEEN.keys())
def test_no_file_of_a_pack_is_called_so(tmp_path: Path, text: str, letter: str) -> None:
    kit = write_kit(tmp_path)
    write_pack(kit, {f"content/{text}.md": "# Page\n"})
    _, _, problems = read(kit)
    assert [one.code for one in problems.errors] == ["file-name-control-character"]
    assert letter in problems.errors[0].message or "\\x" in complaints(problems)[0]


@pytest.mark.parametrize(
    "name", ["com\u00b9.md", "LPT\u00b3", "conin$.md", "CONOUT$", "aux", "nul.txt", "con .md", "a.", "a "]
)
def test_names_that_windows_keeps_for_itself_are_told(name: str) -> None:
    assert not is_portable(name)


@pytest.mark.parametrize(
    "name", ["common.md", "com.md", "com10.md", "conin.md", "auxiliary.md", "null.txt", ".a", "a.b"]
)
def test_names_like_them_are_not(name: str) -> None:
    assert is_portable(name)


def test_a_letter_may_be_named_or_numbered() -> None:
    assert dict(entities("a &#x202e; &#8238; &amp;#x202e; &#7; &copy;")) == {
        "&#x202e;": "\u202e", "&#8238;": "\u202e", "&amp;": "&", "&#7;": "\x07", "&copy;": "©",
    }  # fmt: skip
    assert invisible_letter(with_letters("Pay &#x202e;Ana")) == "U+202E"
    assert with_letters("R&D & more; &amp;") == "R&D & more; &"
