"""Makes Python-Markdown faster and changes nothing that it writes.

An inline pattern is looked for only in texts that hold a sign of it, and no list of contents is made that no page
shows. A pattern that is not known here is looked for always.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown, inlinepatterns
from markdown.extensions import Extension, smarty
from markdown.extensions.toc import TocTreeprocessor
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
        self._known: dict[tuple[Any, ...], dict[frozenset[str], tuple[int, ...]]] = {}

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """As the library's; patterns may have come and gone since the last page."""
        if self._patterns != (patterns := list(self.inlinePatterns)):
            self._patterns, self._wanted = patterns, self._known.setdefault(tuple(patterns), {})
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
        needed = [_SIGNS.get(pattern.pattern) if _is_plain(pattern) else None for pattern in self._patterns]
        return [index for index, one in enumerate(needed) if one is None or one & signs]


class SparingToc(TocTreeprocessor):
    """The library's, which makes a list of contents as HTML for each page, and here only for one that shows it."""

    def __init__(self, found: TocTreeprocessor) -> None:
        vars(self).update(vars(found))
        self._is_shown = True

    def run(self, doc: Element) -> None:
        """As the library's, but for ``toc`` of the converter where the page has no mark for it."""
        self._is_shown = bool(self.marker) and any(self.marker in text for text in doc.itertext())
        super().run(doc)

    def build_toc_div(self, toc_list: list[Any]) -> Element:
        """The list of contents; an empty one where nobody sees it."""
        return super().build_toc_div(toc_list) if self._is_shown else Element("div")

    def replace_marker(self, root: Element, elem: Element) -> None:
        """Shows the list in place of the mark."""
        if self._is_shown:
            super().replace_marker(root, elem)


def _is_plain(pattern: Any) -> bool:
    """Whether it is looked for as it is written: somebody's own kind may make another expression of it."""
    asked = type(pattern).getCompiledRegExp
    return asked in (inlinepatterns.Pattern.getCompiledRegExp, inlinepatterns.InlineProcessor.getCompiledRegExp)


class SparingExtension(Extension):
    """Python-Markdown extension for sites that MkDocs builds, which has text searched sparingly; it comes last."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name that Python-Markdown calls
        """As ``spare``, but for lists of contents: a plugin may ask the converter for one."""
        _search_sparingly(md)


NAME = f"{SparingExtension.__module__}:{SparingExtension.__qualname__}"
"""How a list of Markdown extensions names this one."""


def spare(md: Markdown) -> None:
    """Has ``md`` do sparingly, wherever the library's own is at work, what the kit needs of it."""
    if "toc" in md.treeprocessors and type(toc := md.treeprocessors["toc"]) is TocTreeprocessor:
        md.treeprocessors.register(SparingToc(toc), "toc", 5)
    _search_sparingly(md)


def _search_sparingly(md: Markdown) -> None:
    for name, priority in _PRIORITIES.items():
        if name in md.treeprocessors and type(found := md.treeprocessors[name]) is InlineProcessor:
            md.treeprocessors.register(SparingInlineProcessor(md, found.inlinePatterns), name, priority)
