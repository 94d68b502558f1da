"""What may stand above a page: known keys with short plain values, each mistake at its own line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generators.model import Page
from generators.model.codes import Code
from generators.model.problems import Problems, did_you_mean

TEXTS = frozenset({"after", "agenda", "appendix", "description", "lang", "minutes", "nav_title", "people", "privacy",
                   "purpose", "room", "start", "title"})  # fmt: skip
LISTS = frozenset({"audience", "handouts", "hide", "materials", "tags"})
KNOWN = TEXTS | LISTS | {"form"}

LONGEST = 1000
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*")


def check_front_matter(page: Page, problems: Problems) -> None:
    """Problems for what ``page`` of a pack says above its text, and the kit does not know or cannot use.

    A theme may take any other key as an order: to use another template, or to load a file.
    """
    for key, value in page.meta.items():
        place = page.meta_places.get(key, page.place)
        if key not in KNOWN:
            hint = did_you_mean(key, KNOWN) or f"known are {', '.join(sorted(KNOWN))}"
            problems.error("front-matter-unknown-key", place, f"front matter has no key '{key}'", hint)
        elif fault := _fault(key, value):
            code, message = fault
            problems.error(code, place, f"'{key}' {message}")


def _fault(key: str, value: object) -> tuple[Code, str] | None:
    if key in TEXTS and isinstance(value, list | dict):
        return "front-matter-wrong-kind", "must be one line of text"
    if key in LISTS and isinstance(value, dict):
        return "front-matter-wrong-kind", "must be a text, or a list of texts"
    for text in _texts(value):
        if text is None:
            return "front-matter-wrong-kind", "must be a text, or a list of texts"
        if len(text) > LONGEST:
            return "front-matter-too-long", f"has more than {LONGEST} characters"
        if _UNPRINTABLE.search(text):
            return "text-control-character", "holds a control character"
    if key in ("title", "nav_title") and "<" in str(value):
        return "front-matter-title-markup", "holds '<'; a title is plain text"
    if key == "lang" and not _LANGUAGE.fullmatch(str(value)):
        return "language-malformed", "must be a language as in en, es, or fr-CA"
    return None


def _texts(value: object) -> Iterator[str | None]:
    """``value`` and what it lists as text; None for what is neither."""
    for item in value if isinstance(value, list) else [value]:
        yield None if isinstance(item, list | dict | bytes | set) else str(item)
