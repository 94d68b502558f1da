"""Reads a question as one that needs an answer where a star or a word says so, as on most forms on paper."""

from __future__ import annotations

import re

_STARS = "*\uff0a\u2217\ufe61\u2731"
_WORDS = (
    "required", "mandatory", "compulsory", "obligatori[oa]", "requerid[oa]", "obligatoire", "requise?", "erforderlich",
    "pflichtfeld", "pflicht", "obrigatóri[oa]", "obbligatori[oa]", "verplicht", "wymagane", "обязательно", "必填",
    "必須", "필수", "مطلوب", "إلزامي", "bắt buộc", "kailangan", "obligatwa",
)  # fmt: skip
_WORD = f"(?:{'|'.join(_WORDS)})"
_IN_BRACKETS = rf"[(\[\uff08]\s*(?:[{_STARS}]\s*)?{_WORD}(?:\s*[{_STARS}])?\s*[)\]\uff09]"
_BEHIND = re.compile(
    rf"\s*(?:[{_STARS}]+(?=\s*(?:\([^()]*\))?$)|{_IN_BRACKETS}$|\s[-\u2013\u2014]+\s+{_WORD}$|,\s+{_WORD}$)",
    re.IGNORECASE,
)
_COLON = re.compile(r"\s*[:\uff1a]\s*$")
_BEFORE = re.compile(rf"(?:[{_STARS}]+(?=\w)|{_IN_BRACKETS})\s*", re.IGNORECASE)
_BEHIND_BLANK = re.compile(
    rf"(?P<blank>(?<!_)_{{4,}})\s*(?P<braces>\{{[^{{}}]*\}})?\s*(?P<mark>[{_STARS}]|{_IN_BRACKETS}|{_WORD})"
    r"(?=\s{2,}|\s*$)",
    re.IGNORECASE,
)
_ENDS_EMPHASIS = re.compile(r"(?<![\w\\])\*\S")


def without_required_mark(label: str) -> tuple[str, bool]:
    """``label`` without what says that its question needs an answer, and whether it said so.

    A label is left alone of which nothing would remain.
    """
    left = label
    while found := _BEHIND.search(left) or _BEFORE.match(left):
        left = _COLON.sub("", left[: found.start()] + left[found.end() :])
    return (left, left != label) if any(char.isalnum() for char in left) else (label, False)


def required_in_braces(text: str) -> str:
    """``text`` with the attribute for what stands behind a blank, where it is no part of a label."""
    return _BEHIND_BLANK.sub(_attribute, text) if _BEHIND_BLANK.search(text) else text


def _attribute(found: re.Match[str]) -> str:
    if found["mark"] == "*" and _ENDS_EMPHASIS.search(found.string[: found.start()]):
        return found[0]
    given = (found["braces"] or "{}")[1:-1].strip()
    return f"{found['blank']} {{{f'{given} required'.strip()}}}"
