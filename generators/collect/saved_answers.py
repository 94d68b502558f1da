"""Reads what "Save my answers" on a form's web page writes: a UTF-8 JSON file ``<form>-answers.json``.

The file is one object::

    {
      "format": "mentoring-kit-answers",
      "version": 1,
      "form": "mentee-survey",            the form's name (its file's stem)
      "edition": "1a2b3c4d",              the edition of the page that was filled in
      "local": "local-104",               the local's slug, for people who read the file; not used here
      "answers": {
        "name": "Zoë Ñandú",              one line or an area: the text
        "recommend": "maybe",             choose one, or a scale: the option's value
        "helped-learn-new-skills": "yes", choose any: each ticked box under its own name, <field>-<option>
        "helped-other": "yes",
        "helped-other-text": "a pen"      room to write beside an option: <field>-<option>-text
      }
    }

The names are those of the page's controls (``form_names.controls``). Unanswered questions are left out or empty. The
ticked boxes of a question may also be a list under the question's own name (``"helped": ["learn-new-skills"]``), and a
tick may be ``true``. A later version of the format has a higher number and is refused, not guessed at.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from generators.collect.filled import LONGEST_ANSWER, TICKED, Filled, Unreadable, cut, safe_text

FORMAT = "mentoring-kit-answers"
VERSION = 1
MOST_ANSWERS = 5_000


def read_saved_answers(data: bytes) -> Filled:
    """The answers in a file of saved answers.

    Raises:
        Unreadable: it is no such file, or it is damaged.
    """
    document = _object(data)
    if document.get("format") != FORMAT:
        raise Unreadable("is a data file, but not the saved answers of a form")
    version, answers = document.get("version"), document.get("answers")
    if not isinstance(version, int) or version != VERSION:
        raise Unreadable("has saved answers in a format that this version of the kit does not know; update the kit")
    if not isinstance(answers, dict) or len(answers) > MOST_ANSWERS:
        raise Unreadable("is damaged: it has no list of answers")
    notes: list[str] = []
    found = {name: text for name, text in _controls(answers, notes) if text.strip()}
    return Filled(_word(document.get("form")), _word(document.get("edition")), found, tuple(found), tuple(notes))


def _object(data: bytes) -> Mapping[str, object]:
    try:
        document = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):  # ValueError: no UTF-8, no JSON, or a number of thousands of digits
        raise Unreadable("is damaged: it cannot be read as saved answers") from None
    if not isinstance(document, dict):
        raise Unreadable("is a data file, but not the saved answers of a form")
    return document


def _controls(answers: Mapping[str, object], notes: list[str]) -> Iterator[tuple[str, str]]:
    for key, value in answers.items():
        name = safe_text(key)
        if isinstance(value, str):
            yield name, cut(safe_text(value), LONGEST_ANSWER)
        elif isinstance(value, list) and len(value) <= MOST_ANSWERS and all(isinstance(item, str) for item in value):
            yield from ((f"{name}-{safe_text(item)}", TICKED) for item in value)
        elif value is True:
            yield name, TICKED
        elif value is not False and value is not None:
            notes.append(f"the answer to '{cut(name, 80)}' is neither text nor a list of choices, and was left out")


def _word(value: object) -> str:
    return cut(safe_text(value), 300) if isinstance(value, str) else ""
