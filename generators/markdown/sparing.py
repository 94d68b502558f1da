"""Looks for an inline pattern only in texts that hold a sign of it: Python-Markdown looks for each in every text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown, inlinepatterns
from markdown.extensions import smarty
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString, Registry

_SIGNS: Mapping[str, frozenset[str]] = {
    pattern: frozenset(signs)
    for pattern, signs in (
        (inlinepatterns.BACKTICK_RE, ["`"]),
        (inlinepatterns.ESCAPE_RE, ["\\"]),
        (inlinepatterns.LINK_RE, ["["]),
        (inlinepatterns.IMAGE_LINK_RE, ["["]),
        (inlinepatterns.AUTOLINK_RE, ["<"]),
        (inlinepatterns.AUTOMAIL_RE, ["<"]),
        (inlinepatterns.HTML_RE, ["<"]),
        (smarty.HTML_STRICT_RE, ["<"]),
        (inlinepatterns.ENTITY_RE, ["&"]),
        (inlinepatterns.LINE_BREAK_RE, ["\n"]),
        (r"(?: {2}|\\)\n", ["\n"]),
        (r"\*|_", ["*", "_"]),
        (r"\[\^([^\]]*)\]", ["["]),
        (r"(?<!-)---(?!-)", ["--"]),
        (r"(?<!-)--(?!-)", ["--"]),
        (r"(?<!\.)\.{3}(?!\.)", ["..."]),
        (smarty.singleQuoteStartRe, ["'"]),
        (smarty.doubleQuoteStartRe, ['"']),
        (smarty.doubleQuoteSetsRe, ['"']),
        (smarty.singleQuoteSetsRe, ["'"]),
        (smarty.doubleQuoteSetsRe2, ['"']),
        (smarty.singleQuoteSetsRe2, ["'"]),
        (smarty.decadeAbbrRe, ["'"]),
        (smarty.openingSingleQuotesRegex, ["'"]),
        (smarty.closingSingleQuotesRegex, ["'"]),
        (smarty.closingSingleQuotesRegex2, ["'"]),
        (smarty.remainingSingleQuotesRegex, ["'"]),
        (smarty.openingDoubleQuotesRegex, ['"']),
        (smarty.closingDoubleQuotesRegex, ['"']),
        (smarty.closingDoubleQuotesRegex2, ['"']),
        (smarty.remainingDoubleQuotesRegex, ['"']),
    )
}
"""For each pattern as the library writes it, of which every match holds one of these; any other is looked for."""

_SIGN = re.compile(r"--|\.\.\.|[`\\\[<&\n*_'\"]")

_PRIORITIES = {"inline": 20, "smarty": 6}
"""Those with which the library registers its searches for inline patterns."""


class SparingInlineProcessor(InlineProcessor):
    """The library's search, which finds the same.

    What stands in a text never gains a sign while it is searched: matches give way to placeholders, which hold none.
    """

    _InlineProcessor__applyPattern: Callable[..., tuple[str, bool, int]]

    def __init__(self, md: Markdown, patterns: Registry[Any]) -> None:
        super().__init__(md)
        self.inlinePatterns = patterns
        self._patterns: list[Any] = []
        self._wanted: dict[frozenset[str], tuple[int, ...]] = {}

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """As the library's; patterns may have come and gone since the last page."""
        if self._patterns != (patterns := list(self.inlinePatterns)):
            self._patterns, self._wanted = patterns, {}
        return super().run(tree, ancestors)

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        """Overrides what the library calls for each text; under another name of its own, it looks for all patterns."""
        if isinstance(data, AtomicString):
            return data
        signs = frozenset(_SIGN.findall(data))
        wanted = self._wanted.get(signs)
        if wanted is None:
            wanted = self._wanted[signs] = tuple(self._that_may_match(signs))
        for index in wanted:
            matched, start = index >= patternIndex, 0
            while matched:
                data, matched, start = self._InlineProcessor__applyPattern(self._patterns[index], data, index, start)
        return data

    def _that_may_match(self, signs: frozenset[str]) -> list[int]:
        needed = [_SIGNS.get(pattern.pattern) for pattern in self._patterns]
        return [index for index, one in enumerate(needed) if one is None or one & signs]


def spare(md: Markdown) -> None:
    """Has ``md`` search sparingly wherever the library's own search is at work."""
    for name, priority in _PRIORITIES.items():
        if name in md.treeprocessors and type(found := md.treeprocessors[name]) is InlineProcessor:
            md.treeprocessors.register(SparingInlineProcessor(md, found.inlinePatterns), name, priority)
