"""The words of a language: its own file, then those of its parents, and English for each word that they all lack."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from generators.markup.element import Markup, element, escaped
from generators.words.answer_sections import SummaryWords
from generators.words.direction import Tag, likely
from generators.words.form_sections import FormWords, WebFormWords
from generators.words.formats import Plural, categories
from generators.words.present_sections import PresentWords
from generators.words.sections import (
    SECTIONS,
    BoxWords,
    CommonWords,
    DeckWords,
    GuideWords,
    OutlineWords,
    RefusalWords,
    ReportWords,
    SiteWords,
)

FOLDER = Path(__file__).parent / "languages"
ENGLISH = "en"
ROOT = "root"
"""What CLDR calls the parent of a language that has no other."""

Word = str | Plural | tuple[str, ...]
Section = TypeVar("Section", bound=Struct)


class Words(Struct, frozen=True):
    """All words for ``language`` (BCP 47), by where readers meet them."""

    language: str
    common: CommonWords
    box: BoxWords
    form: FormWords
    web_form: WebFormWords
    outline: OutlineWords
    deck: DeckWords
    guide: GuideWords
    present: PresentWords
    site: SiteWords
    report: ReportWords
    summary: SummaryWords
    refusal: RefusalWords


@lru_cache
def words_of(language: str) -> Words:
    """The words for ``language`` (BCP 47)."""
    files = (*nearest(language), ENGLISH)
    return Words(
        language,
        _section(CommonWords, "common", files),
        _section(BoxWords, "box", files),
        _section(FormWords, "form", files),
        _section(WebFormWords, "web_form", files),
        _section(OutlineWords, "outline", files),
        _section(DeckWords, "deck", files),
        _section(GuideWords, "guide", files),
        _section(PresentWords, "present", files),
        _section(SiteWords, "site", files),
        _section(ReportWords, "report", files),
        _section(SummaryWords, "summary", files),
        _section(RefusalWords, "refusal", files),
    )


@cache
def languages() -> tuple[str, ...]:
    """The languages that have a file."""
    return tuple(sorted(file.stem for file in FOLDER.glob("*.toml")))


@cache
def outline_words() -> tuple[OutlineWords, ...]:
    """What authors may write in an outline, in every language: one outline may be in two."""
    return tuple(words_of(language).outline for language in languages())


@lru_cache(64)
def missing_words(language: str) -> tuple[str, ...]:
    """What is said in English for ``language``, as ``site.menu``; a form of a plural as ``site.slide_count (few)``."""
    files = nearest(language)
    return tuple(name for section, kind in SECTIONS.items() for name in _missing(section, kind, files))


def say(words: Words, name: str) -> Markup:
    """The word ``name`` (``site.purpose``) as HTML, which says that it is English where the language has none."""
    section, _, word = name.partition(".")
    return marked(words, name, getattr(getattr(words, section), word))


def marked(words: Words, name: str, text: str) -> Markup:
    """``text``, for which the word ``name`` was filled in, as HTML in the language that the word is in."""
    if name not in _english_for(words.language):
        return escaped(text)
    return element("span", {"lang": ENGLISH, "dir": "ltr"}, text) if text else Markup()


@lru_cache
def _english_for(language: str) -> frozenset[str]:
    return frozenset(missing_words(language))


def english_word(name: str) -> str:
    """What ``name`` (``site.menu``) is in English; empty for a word with plural forms, and for a list."""
    section, _, word = name.partition(".")
    value = _file(ENGLISH).get(section, {}).get(word, "")
    return value if isinstance(value, str) else ""


@lru_cache
def nearest(language: str) -> tuple[str, ...]:
    """The files that hold words for ``language``, its own one first; parents are those of CLDR (parentLocales)."""
    return tuple(tag for tag in _lineage(language) if tag in languages())


def _lineage(language: str) -> Iterator[str]:
    """A language and its parents: es-MX, es-419, es. One in another script than its parent's stands alone."""
    from babel.core import get_global

    parents = get_global("parent_exceptions")
    tag = str(_without_needless_script(Tag.parsed(language)))
    while tag and tag != ROOT:
        yield tag
        known = parents.get(tag.replace("-", "_"))
        tag = known.replace("_", "-") if known else _shortened(tag)


def _without_needless_script(tag: Tag) -> Tag:
    """zh-TW is zh-Hant-TW, since Chinese is written otherwise for the most part; en-US is en-US."""
    full = likely(tag)
    usual = likely(Tag(full.language)).script
    return Tag(full.language, full.script if full.script != usual else "", tag.region)


def _shortened(tag: str) -> str:
    parsed = Tag.parsed(tag)
    if parsed.region:
        return str(Tag(parsed.language, parsed.script))
    return "" if parsed.script else ROOT


def _section(kind: type[Section], name: str, files: tuple[str, ...]) -> Section:
    tables = {file: table for file in files if (table := _file(file).get(name))}
    made: Callable[..., Section] = kind
    return made(language=next(iter(tables)), **{word: _word(word, tables) for word in _names(kind)})


def _names(kind: type[Struct]) -> Iterator[str]:
    return (name for name in kind.__struct_fields__ if name != "language")


def _word(name: str, tables: Mapping[str, Mapping[str, object]]) -> Word:
    file, value = next((file, table[name]) for file, table in tables.items() if name in table)
    if isinstance(value, dict):
        return Plural(file, tuple(value.items()))
    return tuple(value) if isinstance(value, list) else str(value)


def _missing(section: str, kind: type[Struct], files: tuple[str, ...]) -> Iterator[str]:
    tables = {file: _file(file).get(section, {}) for file in files}
    for name in _names(kind):
        if not any(name in table for table in tables.values()):
            yield f"{section}.{name}"
        elif isinstance(word := _word(name, tables), Plural):
            lacking = categories(word.language) - dict(word.forms).keys()
            yield from (f"{section}.{name} ({form})" for form in sorted(lacking))


@cache
def _file(language: str) -> Mapping[str, Mapping[str, object]]:
    with (FOLDER / f"{language}.toml").open("rb") as file:
        return tomllib.load(file)
