"""Every output is written the way its language is: one function says so, after CLDR."""

from __future__ import annotations

import pytest
from babel import Locale
from babel.localedata import locale_identifiers

from generators.words.direction import Tag, direction, script_of


@pytest.mark.parametrize(
    "language",
    [
        *("ar", "ar-EG", "fa", "he", "ur", "ps", "sd", "ks", "dv", "ug", "ckb", "yi", "syr", "nqo", "rhg"),
        *("az-Arab", "az-IR", "pa-Arab", "pa-PK", "uz-AF", "ms-Arab", "iw", "AR", "ar_EG"),
    ],
)
def test_languages_of_arabic_hebrew_and_kin_are_written_from_right_to_left(language: str) -> None:
    assert direction(language) == "rtl"


@pytest.mark.parametrize(
    "language",
    [
        *("en", "es", "zh-Hant", "hi", "ka", "am", "uz", "uz-Cyrl", "az", "pa", "pa-IN", "sd-IN", "sd-Deva", "ff"),
        *("ku", "tr", "yo", "xx", "ar-Latn", "he-Latn"),
    ],
)
def test_all_others_are_written_from_left_to_right(language: str) -> None:
    assert direction(language) == "ltr"


def test_the_script_that_a_tag_names_wins_over_the_likeliest() -> None:
    assert (script_of("uz"), script_of("uz-AF"), script_of("uz-Cyrl-AF")) == ("Latn", "Arab", "Cyrl")


def test_what_follows_an_extension_is_no_script() -> None:
    assert Tag.parsed("de-DE-u-co-phonebk-arab") == Tag("de", "", "DE")
    assert direction("de-x-arab") == "ltr"


def test_every_language_that_babel_knows_is_written_as_babel_says() -> None:
    said = {name: Locale.parse(name).text_direction for name in locale_identifiers()}
    down = {name for name, way in said.items() if way == "ttb"}  # Mongolian's own script, which no output sets
    wrong = {name: way for name, way in said.items() if name not in down and direction(name.replace("_", "-")) != way}
    assert wrong == {}
