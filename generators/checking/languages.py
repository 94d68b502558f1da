"""Which words of the kit's own are missing in the languages that a kit is written in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from generators.model import Kit, Place
from generators.model.problems import Problems
from generators.words.catalogue import file_for, missing_words, words_in

MOST_NAMES = 12
"""Words that a message names; it says how many there are besides."""

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


def check_languages(kit: Kit, problems: Problems) -> None:
    """Warns of each language in which an output would say something in English, where the language is set."""
    told: set[str] = set()
    for language, place, needed in _spoken(kit):
        missing = [name for name in missing_words(language) if name.startswith(needed)]
        if missing and language not in told:
            told.add(language)
            problems.warn(
                "language-missing-words",
                place,
                f"the kit has no words in '{language}' for {_named(missing)}: these are said in English",
                f"add them to {file_for(language)}, under the names that they have in en.toml",
            )


def _spoken(kit: Kit) -> Iterator[tuple[str, Place, tuple[str, ...]]]:
    """The kit's own language first, since it needs all words."""
    yield kit.local.language, kit.local.set_keys.get("language", kit.local.place), ALL
    for form in kit.forms:
        yield form.page.lang, form.page.front.places.get("lang", form.page.place), FORM
    for deck in kit.decks:
        yield deck.lang, deck.places.get("lang", deck.place), DECK


def _named(missing: Sequence[str]) -> str:
    """Sections that lack everything by their names, other words one by one."""
    names: list[str] = []
    for section, group in groupby(missing, key=lambda name: name.partition(".")[0]):
        words = list(group)
        names += [f"all of [{section}]"] if len(words) == words_in(section) else words
    more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
    return ", ".join(names[:MOST_NAMES]) + more
