"""Which words of the kit's own are missing in the languages that a kit is written in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from babel import Locale

from generators.model import Kit, Place
from generators.model.problems import Problems
from generators.words.catalogue import english_word, missing_words

_EXAMPLES, _TOO_SHORT = 3, 3

FORM = (
    *("common.appendix", "common.edition", "common.large_print", "common.minutes_short", "common.page", "form."),
    *("web_form.", "site.for_readers", "site.readers_", "site.fillable_pdf", "site.form_privacy"),
)
"""Beginnings of the names of those words that stand on a form or its page."""

DECK = (
    *("common.", "outline.", "deck.", "guide.", "site.slides", "site.slide_count", "site.open_guide", "site.purpose"),
    *("site.at_a_glance", "site.what_you_need", "site.handouts_lead"),
)
"""Beginnings of the names of those words that stand in a deck, its guide, or on their pages."""

ALL = ("",)

_PRIVATE = ("i", "x")
"""Beginnings of tags that name a language in a way of their own (RFC 5646, 2.2.7 and 2.2.8)."""

_OF_COUNTRIES = {
    "sp": "es",
    "jp": "ja",
    "cn": "zh",
    "cz": "cs",
    "dk": "da",
    "gr": "el",
    "vn": "vi",
    "us": "en",
    "gb": "en",
}


def check_languages(kit: Kit, problems: Problems) -> None:
    """Warns of each language in which an output would say something in English, where the language is set."""
    told: set[str] = set()
    for language, place, needed in _spoken(kit):
        if language.partition("-")[0] not in {*Locale("en").languages, *_PRIVATE}:
            problems.error("language-malformed", place, f"no language is called '{language}'", _likelier(language))
            continue
        missing = [name for name in missing_words(language) if name.startswith(needed)]
        if missing and language not in told:
            told.add(language)
            problems.warn(
                "language-missing-words",
                place,
                f"{len(missing)} of the kit's own words, such as {_examples(missing)}, are said in English: they "
                f"are not there in '{language}' yet",
                "your own texts stay as they are",
                "'Add a language' in CONTRIBUTING.md says how to translate the kit's words",
            )


def _likelier(language: str) -> str:
    """The language that is spoken where a web address ends so; people mix up the two."""
    meant = _OF_COUNTRIES.get(language.partition("-")[0])
    return f"write '{meant}'" if meant else "a language is written like en, es, or fr-CA"


def _spoken(kit: Kit) -> Iterator[tuple[str, Place, tuple[str, ...]]]:
    """The kit's own language first, since it needs all words."""
    yield kit.local.language, kit.local.set_keys.get("language", kit.local.place), ALL
    for form in kit.forms:
        yield form.page.lang, form.page.front.places.get("lang", form.page.place), FORM
    for deck in kit.decks:
        yield deck.lang, deck.places.get("lang", deck.place), DECK


def _examples(missing: Sequence[str]) -> str:
    """The shortest of the words, in English: readers know them from their own site."""
    english = {word for name in missing if (word := english_word(name)) and len(word) > _TOO_SHORT and "{" not in word}
    return ", ".join(f"'{word}'" for word in sorted(english, key=lambda word: (len(word), word))[:_EXAMPLES])
