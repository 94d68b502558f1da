"""The last box of a form: where it goes, until when, and how it stays without a name."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from form_samples import form, kit, spoken
from sample import read, resolved, write_kit, write_pack

from generators.forms.next_step import mail_address, next_step, next_step_html
from generators.model import Profile
from generators.model.problems import Problems
from generators.model.replacing import replace

SEND = {"send_to": "forms@local.example"}
HAND_IN = {"hand_in": "at the hall"}


def local(forms: Mapping[str, str] | None = None, mail: str = "") -> Profile:
    made = kit(form("Name: ____")).local
    return replace(made, variables={**made.variables, "contact": {"email": mail}, "forms": dict(forms or {})})


def said(keys: Mapping[str, object], forms: Mapping[str, str] | None = None) -> str:
    step = next_step(form("Name: ____", keys), local(forms))
    return step.text if step else ""


@pytest.mark.parametrize(
    ("forms", "expected"),
    [
        ({}, ""),
        (SEND, "Send this form to forms@local.example."),
        (HAND_IN, "Hand this form in at the hall."),
        (SEND | HAND_IN, "Send this form to forms@local.example, or hand it in at the hall."),
        (HAND_IN | {"by": "June 1"}, "Hand this form in at the hall. Please do so by June 1."),
    ],
)
def test_it_says_what_the_local_has_decided_and_nothing_else(forms: dict[str, str], expected: str) -> None:
    assert said({"audience": ["mentee", "coordinator"]}, forms) == expected


@pytest.mark.parametrize(
    ("keys", "is_handed_in"),
    [
        ({}, True),
        ({"audience": ["mentor", "coordinator"]}, True),
        ({"audience": ["mentor", "mentee"]}, False),
        ({"audience": ["mentor", "mentee"], "hand_in": True}, True),
        ({"audience": ["coordinator"], "hand_in": False}, False),
        ({"audience": ["coordinator"], "hand_in": "no"}, False),
    ],
)
def test_a_form_that_nobody_collects_is_not_asked_for(keys: dict[str, object], *, is_handed_in: bool) -> None:
    assert bool(said(keys, SEND)) == is_handed_in


def test_an_anonymous_form_says_how_it_stays_so() -> None:
    assert said({"anonymous": True}).startswith("To stay anonymous, leave your name off")
    assert said({"anonymous": True}, SEND).startswith("Send this form to forms@local.example. To stay anonymous")


def test_it_speaks_the_language_of_the_form_or_says_which_it_speaks() -> None:
    spanish = spoken(form("Nombre: ____", {"anonymous": True}), "es")
    assert "Qué hacer ahora" in next_step_html(spanish, local())
    finnish = spoken(form("Nimi: ____", {"anonymous": True}), "fi")
    assert (
        '<section class="kit-form-next" aria-labelledby="kit-form-next-title" lang="en" dir="ltr">'
        in next_step_html(finnish, local())
    )


def test_what_a_local_writes_is_text() -> None:
    made = next_step_html(form("Name: ____"), local({"hand_in": "<b>here</b> {by}"}))
    assert "&lt;b&gt;here&lt;/b&gt; {by}" in made


def test_mail_goes_to_whom_the_forms_go_to() -> None:
    assert mail_address(local(SEND, "ask@local.example")) == "forms@local.example"
    assert mail_address(local({"send_to": "Ana in the office"}, "ask@local.example")) == "ask@local.example"


@pytest.mark.parametrize("key", ["anonymous", "hand_in"])
def test_a_key_that_is_neither_true_nor_false_is_named(tmp_path: Path, key: str) -> None:
    text = f"---\nappendix: I\nprivacy: You.\n{key}: perhaps\n---\n# A form\n\nName: ____\n"
    write_kit(tmp_path, {})
    write_pack(tmp_path, {"local.yml": "name: Acme\n", "content/forms/a.md": text})
    handbook, pack, problems = read(tmp_path)
    resolved(handbook, pack, Problems())
    assert f"'{key}' must be true or false" in "\n".join(problem.message for problem in problems.found)
