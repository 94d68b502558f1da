"""A local's own parts of its forms: mastheads, feet, and sentences that name it, drawn once, and put into each form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generators.brand.pdf_language import layout_language
from generators.brand.pdf_parts import Part
from generators.brand.pdf_rooms import rooms
from generators.forms.next_step import next_step
from generators.model import Form, Kit
from generators.words.catalogue import words_of
from generators.words.direction import direction
from generators.words.isolation import isolated
from generators.writers.forms.layout_data import Data, Pictures, PrintStyle, frame_data, words_data

HEAD, FOOT, PRIVACY, NEXT = "head", "foot", "privacy", "next"

BLANK, BLANK_LOGO = (
    "blank.svg",
    b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"><path d="M0 0h1v1z"/></svg>',
)
"""Stands in a layout for a logo."""

_SHORTEST = 4
"""Letters of a fact that is looked for in a sentence: shorter ones are found in every other word."""


def parts_data(kit: Kit, pictures: Pictures, *, large: bool) -> Data:
    """What the layout program draws the parts of all forms of ``kit`` from; those of all of them have no name."""
    language = kit.local.language
    parts = [part for form in kit.forms for part in _parts_of(form, kit)]
    title = words_of(language).form.appendix_kit
    contents = [] if large else list(_frame("", title, language))
    return {
        **frame_data(kit, pictures, language, PrintStyle(large)),
        "title": title,
        "fillable": False,
        "rooms": {},
        "words": words_data(words_of(language)),
        "parts": [*contents, *parts],
    }


def _parts_of(form: Form, kit: Kit) -> Iterator[Data]:
    language = form.page.lang
    words = words_of(language).form
    yield from _frame(form.name, form.title, language, form.appendix, form.edition)
    if form.privacy and _names_local(form.privacy, kit):
        yield _part(PRIVACY, form.name, words.privacy, language, text=form.privacy)
    step = next_step(form, kit.local)
    if step is not None and _names_local(step.text, kit):
        text = isolated(step.text) if direction(language) == "rtl" else step.text
        yield _part(NEXT, form.name, step.title, language, text=text)


def _frame(name: str, title: str, language: str, appendix: str = "", edition: str = "") -> Iterator[Data]:
    yield _part(HEAD, name, title, language, appendix=appendix)
    yield _part(FOOT, name, title, language, edition=edition)


def _part(kind: str, name: str, title: str, language: str, **said: str) -> Data:
    return {
        "name": f"{kind}:{name}",
        "kind": kind,
        "title": title,
        **dict.fromkeys(("appendix", "edition", "text"), ""),
        **said,
        **layout_language(language),
        "right_to_left": direction(language) == "rtl",
        "words": words_data(words_of(language)),
    }


def _names_local(text: str, kit: Kit) -> bool:
    """Whether a sentence says what is said of this local alone."""
    facts = (fact for group in kit.local.variables.values() for fact in group.values())
    return any(len(fact) >= _SHORTEST and fact in text for fact in facts)


def with_rooms(data: Data, parts: Mapping[str, Part]) -> Data:
    """The data of a document with room for ``parts`` (see ``used_by``), in the place of what they say."""
    logo = {"logo": BLANK, "logo_size": None} if data["logo"] else {}
    return {**data, "name": "x", "names": ["x"], **logo, "logo_alt": "x", "rooms": rooms(parts)}


def used_by(data: Data, parts: Mapping[str, Part]) -> dict[str, Part]:
    """Those of ``parts`` that a document has; none where one is missing."""
    names = [form["name"] for form in data["forms"]] + ([] if data["fillable"] else [""])
    always = {f"{kind}:{name}" for name in names for kind in (HEAD, FOOT)}
    sometimes = {f"{kind}:{name}" for name in names for kind in (PRIVACY, NEXT)}
    used = {name: part for name, part in parts.items() if name in always | sometimes}
    return used if always <= used.keys() else {}


def form_with_rooms(form: Data, parts: Mapping[str, Part]) -> Data:
    """The data of a form without what ``parts`` say of it."""
    privacy = {"privacy": "x"} if f"{PRIVACY}:{form['name']}" in parts else {}
    step = {"next": {**form["next"], "text": "x"}} if f"{NEXT}:{form['name']}" in parts else {}
    return {**form, **privacy, **step}
