"""One catalogue of words: a file for each language, whole where it must be, and English for what it lacks."""

from __future__ import annotations

import pickle
import tomllib
from collections.abc import Iterator, Mapping
from string import Formatter
from typing import get_type_hints

import pytest
from babel import Locale

from generators.words.catalogue import (
    FOLDER,
    Words,
    english_word,
    languages,
    missing_words,
    nearest,
    words_of,
)
from generators.words.formats import Plural
from generators.words.sections import SECTIONS

EXACT = frozenset({"zero", "one", "two"})
"""Plural categories whose words may say the number themselves."""

Value = str | Mapping[str, str] | list[str]


def entries(language: str) -> Iterator[tuple[str, str, Value]]:
    """Each entry of a language's file: section, name, value."""
    document = tomllib.loads((FOLDER / f"{language}.toml").read_text("utf-8"))
    for section, table in document.items():
        for name, value in table.items():
            yield section, name, value


def holes(text: str) -> frozenset[str]:
    """The names in braces."""
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)


ENGLISH = {(section, name): value for section, name, value in entries("en")}


def test_the_catalogue_has_the_languages_that_the_kit_began_with() -> None:
    assert {"en", "es", "fr", "de", "vi", "ar"} <= set(languages())


def test_the_sections_of_the_type_are_those_of_the_files() -> None:
    assert get_type_hints(Words) == {"language": str, **SECTIONS}


@pytest.mark.parametrize("language", languages())
def test_every_key_of_a_file_is_a_word_that_the_kit_has(language: str) -> None:
    known = {(section, name) for section, kind in SECTIONS.items() for name in kind.__struct_fields__}
    assert [key for *key, _ in entries(language) if tuple(key) not in known or key[1] == "language"] == []


@pytest.mark.parametrize("language", languages())
def test_every_word_is_of_the_kind_that_its_type_says(language: str) -> None:
    kinds = {str: str, Plural: dict, tuple[str, ...]: list}
    hints = {(section, name): hint for section, kind in SECTIONS.items() for name, hint in get_type_hints(kind).items()}
    assert [key for *key, value in entries(language) if type(value) is not kinds[hints[key[0], key[1]]]] == []


@pytest.mark.parametrize("language", ["en", "en-US", "es", "es-MX"])
def test_english_and_spanish_are_whole(language: str) -> None:
    assert missing_words(language) == ()


@pytest.mark.parametrize("language", languages())
def test_all_languages_fill_in_the_same_names(language: str) -> None:
    def texts(value: Value) -> Mapping[str, str]:
        return value if isinstance(value, Mapping) else {"": value} if isinstance(value, str) else {}

    wrong = []
    for section, name, value in entries(language):
        expected = holes(next(iter(reversed([*texts(ENGLISH[section, name]).values()])), ""))
        for form, text in texts(value).items():
            if holes(text) != expected and not (form in EXACT and holes(text) == expected - {"count"}):
                wrong.append(f"{section}.{name} {form}: {text}")
    assert wrong == []


@pytest.mark.parametrize("language", languages())
def test_plural_categories_are_those_of_cldr(language: str) -> None:
    known = {*Locale.parse(language, sep="-").plural_form.tags, "other"}
    for section, name, value in entries(language):
        if isinstance(value, Mapping):
            assert "other" in value, f"{section}.{name} has no form for all other numbers"
            assert value.keys() <= known, f"{section}.{name}"


@pytest.mark.parametrize("language", languages())
def test_no_word_is_empty_or_hangs_in_space(language: str) -> None:
    for section, name, value in entries(language):
        texts = value.values() if isinstance(value, Mapping) else [value] if isinstance(value, str) else value
        assert all(text and text == text.strip() for text in texts), f"{section}.{name}"


@pytest.mark.parametrize("language", languages())
def test_what_authors_write_is_compared_in_small_letters(language: str) -> None:
    outline = words_of(language).outline
    for name in ("say", "ask", "watch", "do", "materials"):
        assert all(text == text.lower() for text in getattr(outline, name)), name


def test_a_word_comes_from_the_language_its_parent_or_english() -> None:
    quebec = words_of("fr-CA")
    assert (quebec.language, quebec.form.language, quebec.site.language) == ("fr-CA", "fr", "en")
    assert (quebec.form.contents, quebec.common.forms, quebec.site.menu) == ("Sommaire", "Forms", "Menu")


def test_parents_are_those_of_cldr_and_of_the_same_script() -> None:
    assert [nearest(tag) for tag in ("es-MX", "iw", "ar-EG", "ar-Latn", "zh-TW")] == [("es",), (), ("ar",), (), ()]


def test_a_language_without_a_file_says_all_in_english() -> None:
    words = words_of("pt-AO")
    assert words.site == words_of("en").site
    assert len(missing_words("pt-AO")) == len(ENGLISH)


def test_what_is_missing_is_named_and_known_in_english() -> None:
    assert "site.menu" in missing_words("fr")
    assert "guide.run_sheet" not in missing_words("fr")
    assert [english_word(name) for name in ("site.menu", "site.slide_count")] == ["Menu", ""]


def test_words_can_go_to_another_process() -> None:
    assert pickle.loads(pickle.dumps(words_of("ar"))) == words_of("ar")
