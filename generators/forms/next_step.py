"""What somebody does with a form once it is filled in: where it goes, until when, and how it stays without a name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from generators.markup.element import Markup, element
from generators.model import Form, Profile
from generators.words.catalogue import nearest, words_of
from generators.words.direction import direction
from generators.words.form_sections import FormWords

_ADDRESS = re.compile(r"[^\s@<>]+@[^\s@<>]+")

SETTINGS = "forms"
"""The group of settings in ``local.yml`` that says where forms go."""


class NextStep(Struct, frozen=True):
    """The last box of a form."""

    title: str
    text: str


def next_step(form: Form, local: Profile) -> NextStep | None:
    """What ``local`` and the form's own page say; None where neither says anything."""
    words = words_of(form.page.lang).form
    text = " ".join(_sentences(form, local, words))
    return NextStep(words.next, text) if text else None


def next_step_html(form: Form, local: Profile) -> Markup:
    """The box on the form's page, for screen and paper; empty where there is nothing to say."""
    step = next_step(form, local)
    if step is None:
        return Markup("")
    words = words_of(form.page.lang).form
    is_own = words.language in nearest(form.page.lang)
    return element(
        "section",
        {
            "class": "kit-form-next",
            "aria-labelledby": "kit-form-next-title",
            "lang": None if is_own else words.language,
            "dir": None if is_own else direction(words.language),
        },
        element("p", {"class": "kit-form-next__title", "id": "kit-form-next-title"}, step.title),
        element("p", {}, step.text),
    )


def _sentences(form: Form, local: Profile, words: FormWords) -> Iterator[str]:
    said = local.variables.get(SETTINGS, {})
    send_to, place, by = (said.get(key, "") for key in ("send_to", "hand_in", "by"))
    if is_handed_in(form):
        if send_to and place:
            yield words.next_send_or_hand_in.format(send_to=send_to, hand_in=place)
        elif send_to:
            yield words.next_send.format(send_to=send_to)
        elif place:
            yield words.next_hand_in.format(hand_in=place)
        if by:
            yield words.next_by.format(by=by)
    if form.page.front.anonymous:
        yield words.next_anonymous


def is_handed_in(form: Form) -> bool:
    """Whether somebody collects the form: as its page says, or else if it names coordinators or nobody as readers."""
    front = form.page.front
    return front.hand_in if front.hand_in is not None else not front.audience or "coordinator" in front.audience


def mail_address(local: Profile) -> str:
    """To whom a form goes by mail: the address that the settings name for forms, else the contact's; may be empty."""
    named = local.variables.get(SETTINGS, {}).get("send_to", "")
    return named if _ADDRESS.fullmatch(named) else local.variables.get("contact", {}).get("email", "")
