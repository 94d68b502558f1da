"""Puts a web page's controls into one form, with what stands above and below them: keeping, saving, and handing over.

The script of the forms shows these tools and works them; without it they stay hidden, and the form can be printed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from msgspec.structs import asdict

from generators.markup.element import Attributes, Markup, element
from generators.words.catalogue import nearest, words_of
from generators.words.direction import direction
from generators.words.form_sections import WebFormWords
from generators.words.formats import Plural

MESSAGES = "data-words"
"""Where a page has what the script says. It is a sixth of a form's page, so that the kit's sites have it once."""

_ABOVE = ("save", "open")
_BELOW = ("pdf", "print", "save", "open", "delete")
_SHOWN = frozenset({"language", "title", "start", "promise", "stays", "keep", "keep_hint", *_BELOW})
"""Words that stand on the page from the beginning; all others are the script's, to say in time."""


def form_html(content: Markup, edition: str, language: str) -> Markup:
    """``content``, a page's text with its controls, as one form in ``language`` (BCP 47), with the tools below it."""
    attributes: Attributes = {"class": "kit-form", "method": "dialog", "novalidate": True, "autocomplete": "on"}
    edges = Markup("\n")
    inside = edges.join(("", content, _tools(language), ""))
    return element("form", {**attributes, "data-edition": edition}, inside)


def start_html(language: str) -> Markup:
    """What to know before one begins to type, and the way to answers from an earlier day."""
    words = words_of(language).web_form
    return element(
        "section",
        _section("start", language),
        element("p", {"class": "kit-form-start__title", "id": "kit-form-start-title"}, words.start),
        element("p", {}, words.stays),
        _switch(words, "start"),
        element("p", {"class": "kit-hint", "id": "kit-keep-start--hint"}, words.keep_hint),
        element("div", {"class": "kit-form-tools__buttons"}, *_buttons(_ABOVE, words)),
        element("p", {"class": "kit-form-status", "role": "status"}),
        element("div", {"class": "kit-form-progress"}),
    )


def _tools(language: str) -> Markup:
    words = words_of(language).web_form
    return element(
        "section",
        {**_section("tools", language), "data-language": language, MESSAGES: _written(_messages(words))},
        element("p", {"class": "kit-form-tools__title", "id": "kit-form-tools-title"}, words.title),
        element("p", {}, words.promise),
        element("p", {"class": "kit-form-progress"}),
        element("div", {"class": "kit-form-tools__buttons"}, *_buttons(_BELOW, words)),
        _switch(words, "tools"),
        element("p", {"class": "kit-hint", "id": "kit-keep-tools--hint"}, words.keep_hint),
        element("p", {"class": "kit-form-status", "role": "status"}),
    )


def messages_script(languages: Iterable[str]) -> str:
    """What the script of the forms says in each of ``languages``, for a site whose pages do not bring it along."""
    said = {language: _messages(words_of(language).web_form) for language in sorted(set(languages))}
    return f"window.kitFormWords = {_written(said)};\n"


def _written(said: object) -> str:
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def _section(name: str, language: str) -> Attributes:
    """Where the words are in another language than ``language``, the section says so."""
    words = words_of(language).web_form
    is_own = words.language in nearest(language)
    return {
        "class": f"kit-form-{name} kit-screen-only",
        "aria-labelledby": f"kit-form-{name}-title",
        "data-search-exclude": True,
        "lang": None if is_own else words.language,
        "dir": None if is_own else direction(words.language),
        "hidden": True,
    }


def _messages(words: WebFormWords) -> Mapping[str, str | Mapping[str, str]]:
    """What the script says, by name; it knows numbers only later, so that a plural is handed over by category."""
    said = {name: word for name, word in asdict(words).items() if name not in _SHOWN}
    return {name: dict(word.forms) if isinstance(word, Plural) else word for name, word in said.items()}


def _buttons(names: tuple[str, ...], words: WebFormWords) -> tuple[Markup, ...]:
    return tuple(_button(name, words) for name in names)


def _button(key: str, words: WebFormWords) -> Markup:
    look = "kit-button" if key == "pdf" else "kit-button kit-button--quiet"
    return element("button", {"type": "button", "class": look, "data-tool": key}, getattr(words, key))


def _switch(words: WebFormWords, section: str) -> Markup:
    return element(
        "button",
        {
            "type": "button",
            "role": "switch",
            "aria-checked": "false",
            "class": "kit-switch",
            "data-tool": "keep",
            "aria-describedby": f"kit-keep-{section}--hint",
        },
        words.keep,
    )
