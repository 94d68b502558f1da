"""Counts words, so that nobody has to believe that a document came through whole."""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter

_WORD = re.compile(r"\w+")


def words_of(text: str) -> Counter[str]:
    """How often each word stands in ``text``: letters and digits between all else, capitals as small ones."""
    plain = unicodedata.normalize("NFKC", text).replace("\u00ad", "").replace("_", " ")
    return Counter(_WORD.findall(plain.casefold()))


def words_of_markdown(text: str) -> Counter[str]:
    """The same of Markdown: a mark in the midst of a word does not divide it."""
    plain = re.sub(r"<br>", " ", text)
    plain = re.sub(r"\\(?=[^\w\s])|\*+|~~|`", "", plain)
    return words_of(html.unescape(re.sub(r"</?(?:sup|sub|u|span)[^>]*>", "", plain)))


def kept(before: Counter[str], *after: Counter[str]) -> int:
    """How many of the words of ``before`` stand in ``after``, each as often as there."""
    have: Counter[str] = sum(after, Counter())
    return (before & have).total()
