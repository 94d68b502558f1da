"""What no typeface of the kit has is known before anything is printed, and stops no document."""

from __future__ import annotations

import json

import pytest

from generators.brand import letters
from generators.brand.fonts import EAST_ASIAN
from generators.brand.letters import is_ornament, is_word_letter, missing_letters, printable_json


@pytest.mark.parametrize(
    "text",
    [
        *("Survey", "Żółć, größer, Nguyễn Thị Ánh", "Ελλάδα, Київ", "مرحبا", "\u201c\u2026\u2013\u2713", "🎉"),
        *("שלום", "สวัสดี", "नमस्ते", "வணக்கம்", "నమస్కారం", "សួស្តី", "ສະບາຍດີ", "မင်္ဂလာပါ", "ආයුබෝවන්", "አማርኛ"),
        *("ქართული", "Հայերեն", "বাংলা", "ગુજરાતી", "ਪੰਜਾਬੀ", "ಕನ್ನಡ", "മലയാളം", "ଓଡ଼ିଆ", "中文", "山田", "ひらがな", "한국어"),
    ],
)
def test_the_letters_of_the_kits_languages_and_of_members_names_are_there(text: str) -> None:
    assert missing_letters(text) == ""


def test_others_are_named_once_in_their_order() -> None:
    assert missing_letters("a Ꮳ 🮕 Ꮳ") == "Ꮳ🮕"


@pytest.mark.parametrize(("text", "asked"), [("Zoë", False), ("“Zoë”", False), ("Zoë 山田", True), ("🮕", True)])
def test_forty_thousand_signs_are_looked_up_only_for_what_no_family_has(
    monkeypatch: pytest.MonkeyPatch, text: str, *, asked: bool
) -> None:
    packages: list[str] = []
    letters_of = letters._letters_of

    def noted(package: str) -> frozenset[int]:
        packages.append(package)
        return letters_of(package)

    monkeypatch.setattr(letters, "_letters_of", noted)
    missing_letters(text)
    assert (EAST_ASIAN in packages) == asked


@pytest.mark.parametrize(
    ("letter", "word", "ornament"), [("Ꮳ", True, False), ("🮕", False, True), ("\ufe0f", False, False)]
)
def test_words_ornaments_and_invisible_marks_are_told_apart(letter: str, *, word: bool, ornament: bool) -> None:
    assert (is_word_letter(letter), is_ornament(letter)) == (word, ornament)


def test_a_layout_program_gets_only_what_it_can_set() -> None:
    data = {"title": "Many 🮕", "rows": [["Ꮳ \u2013 Zoë", 3, None]], "badge": "🮕", "empty": ""}
    expected = {"title": "Many ", "rows": [["? \u2013 Zoë", 3, None]], "badge": "?", "empty": ""}
    assert json.loads(printable_json(data)) == expected


def test_what_can_be_set_is_left_as_it_is() -> None:
    assert printable_json({"a": "Zoë"}) == '{"a": "Zoë"}'
