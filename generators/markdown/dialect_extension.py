"""The Markdown extension ``kit_dialect``: what people know from GitHub and from word processors means the same here.

It is for the kit's own pages. A kit whose ``mkdocs.yml`` does not name it is read by its own extensions alone.
"""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Extension, Markdown
from markdown.blockprocessors import BlockProcessor, BlockQuoteProcessor, HashHeaderProcessor
from markdown.extensions.admonition import AdmonitionProcessor
from markdown.extensions.fenced_code import FencedBlockPreprocessor
from markdown.inlinepatterns import InlineProcessor, SubstituteTagInlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.util import STX

from generators.markdown.anchors import AnchorTreeprocessor, slug
from generators.markdown.lists import ListProcessor, marker_of
from generators.markdown.preprocessed import placeholder_in
from generators.markdown.sparing_blocks import INDENTED

NAME = "kit_dialect"
"""How a list of Markdown extensions names this one."""


class DialectExtension(Extension):
    """Python-Markdown extension ``kit_dialect``: lists, alerts, tabs, line breaks, addresses, and headings' ids."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name that Python-Markdown calls
        """Takes the place of the library's lists, and of the way in which the extension ``toc`` makes ids."""
        md.preprocessors.register(_BlankMargins(md), "kit_blank_margins", 31)
        md.preprocessors.register(_InnerFences(md), "kit_inner_fences", 24.5)
        md.preprocessors.register(_InnerHtml(md), "kit_inner_html", 19)
        blocks = md.parser.blockprocessors
        for replaced in ("indent", "olist", "ulist"):
            blocks.deregister(replaced)
        blocks.register(_WholeBoxes(md.parser), "kit_boxes", 106)
        blocks.register(_TabProcessor(md.parser), "kit_tabs", 105.5)
        blocks.register(_PartedBlocks(md.parser), "kit_parted", 78)
        blocks.register(ListProcessor(md.parser), "kit_lists", 72)
        blocks.register(_HeadingProcessor(md.parser), "hashheader", 70)
        blocks.register(_AlertProcessor(md.parser), "kit_alerts", 21)
        md.inlinePatterns.register(SubstituteTagInlineProcessor(r"(?: {2}|\\)\n", "br"), "linebreak", 100)
        md.preprocessors.register(_SparingPatterns(md), "kit_sparing", 15)
        toc: Any = md.treeprocessors["toc"]  # MkDocs has it always, and first
        toc.slugify = slug
        md.treeprocessors.register(AnchorTreeprocessor(md), "kit_anchors", 5.5)


class _SparingPatterns(Preprocessor):
    """Has the library look for a pattern only in pages with a sign of it: it looks for each in every piece of text."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self._patterns = (
            (("<![", "<?"), _Order(_ORDER, md), "kit_orders", 95),
            (("://", "www."), _BareAddress(_ADDRESS, md), "kit_address", 85),
            (("~~", "==", "^^"), _Marked(_MARKED, md), "kit_marked", 65),
        )
        for _, pattern, name, priority in self._patterns:
            md.inlinePatterns.register(pattern, name, priority)

    def run(self, lines: list[str]) -> list[str]:
        """Adds what may be needed, takes away what may not, and leaves the lines as they are."""
        text = "\n".join(lines)
        for signs, pattern, name, priority in self._patterns:
            is_wanted = any(sign in text for sign in signs)
            if is_wanted == (name in self.md.inlinePatterns):
                continue
            if is_wanted:
                self.md.inlinePatterns.register(pattern, name, priority)
            else:
                self.md.inlinePatterns.deregister(name)
        return lines


_BLANKS = re.compile("[\u00a0\u2007\u202f\u3000]")
_BLANK_MARGIN = re.compile(
    r"^[ \t]*[\u00a0\u2007\u202f\u3000][\s\u00a0\u2007\u202f\u3000]*(?=(?:[-*+•]|\d{1,9}[.)])\s)"
)
_BLANK_BEHIND = re.compile("^([ \t]*(?:[-*+•]|[0-9]{1,9}[.)])| {0,3}#{1,6})[\u00a0\u2007\u202f\u3000]+")


class _BlankMargins(Preprocessor):
    """Takes blanks that never break for spaces before an item, and behind its mark or a heading's."""

    def run(self, lines: list[str]) -> list[str]:
        if not _BLANKS.search("\n".join(lines)):
            return lines
        return [_plain_margin(line) for line in lines]


def _plain_margin(line: str) -> str:
    found = _BLANK_MARGIN.match(line)
    shown = " " * len(found[0].expandtabs(4)) + line[found.end() :] if found else line
    return _BLANK_BEHIND.sub(r"\1 ", shown)


_FENCE = re.compile(
    r"(?P<margin>(?:[ ]*(?:(?:[-*+•]|[0-9]{1,9}[.)])[ ]|>))*[ ]*)(?P<fence>(?P<mark>`{3,}(?=[^`]*$)|~{3,})[^\n]*)"
)
_BOX = re.compile(r"(?:!!!|\?{3}\+?|={3}[+!]*) ?[\w\"]|\[\^[^\]]+\]:|:[ ]{1,3}\S")
"""What has its content behind four spaces: an admonition, a tab, a footnote, a definition."""


_FENCES = {"lang_prefix": "language-"}


class _InnerFences(Preprocessor):
    """Finds fenced code in lists, quotes, and admonitions, which the extension ``fenced_code`` does not look for."""

    def run(self, lines: list[str]) -> list[str]:
        if not any("```" in line or "~~~" in line for line in lines):
            return lines
        made: list[str] = []
        at = 0
        while at < len(lines):
            found = _FENCE.fullmatch(lines[at])
            end = _fence_end(lines, at, found) if found and _is_inner(lines, at, found["margin"]) else 0
            if found and end:
                made.append(found["margin"] + self._stashed(lines[at : end + 1], found))
            else:
                made.append(lines[at])
            at = max(at, end) + 1
        return made

    def _stashed(self, lines: list[str], found: re.Match[str]) -> str:
        """The placeholder of the code, made by ``fenced_code`` itself."""
        size = len(found["margin"])
        inner = [_without_margin(line, size) for line in lines[1:-1]]
        made = FencedBlockPreprocessor(self.md, _FENCES).run([found["fence"], *inner, found["mark"]])
        return "".join(made).strip()


def _is_inner(lines: list[str], at: int, margin: str) -> bool:
    """Whether a fence with this margin stands in something; four spaces under nothing are code already."""
    if not margin or margin.strip() or len(margin) < 4:
        return bool(margin)
    room = len(margin)
    for line in reversed(lines[:at]):
        own = len(line) - len(line.lstrip(" "))
        if not line.strip() or own >= room:
            continue
        marker = marker_of(line[own:])
        if (marker and own + min(marker.offset, 4) <= room) or (_BOX.match(line, own) and own + 4 <= room):
            return True
        room = own
        if not own:
            return False
    return False


def _fence_end(lines: list[str], start: int, found: re.Match[str]) -> int:
    """The line that closes the code, or 0."""
    size, mark = len(found["margin"]), found["mark"]
    for index in range(start + 1, len(lines)):
        text = _without_margin(lines[index], size).strip()
        if text.startswith(mark) and not text.strip(mark[0]):
            return index
    return 0


def _without_margin(line: str, size: int) -> str:
    margin = len(line) - len(line.lstrip(" >"))
    return line[min(margin, size) :]


class _InnerHtml(Preprocessor):
    """Gives the HTML of an item its margin back, which the library leaves on a line of its own."""

    def run(self, lines: list[str]) -> list[str]:
        if not any(STX in line for line in lines):
            return lines
        made: list[str] = []
        for line in lines:
            margin = made[-1] if made else ""
            if placeholder_in(line) is not None and margin and margin.isspace() and line.startswith(STX):
                made[-1] = margin + line
                made.insert(-1, "")
            else:
                made.append(line)
        return made


class _WholeBoxes(BlockProcessor):
    """Gives an admonition or a tab all that is in it at once, since a list may go on after an empty line."""

    SIGNS = ("!", "?", "=")
    RE = re.compile(r"(?:^|\n)(?:!!! ?\w|\?{3}\+? ?\w|={3}[+!]* ?\")")

    def test(self, parent: Element, block: str) -> bool:
        may_open = "!!!" in block or "???" in block or "===" in block
        return may_open and bool(self.RE.search(block))

    def run(self, parent: Element, blocks: list[str]) -> bool:
        """Joins the blocks, and leaves them to the next processor."""
        count = 1
        while count < len(blocks) and (blocks[count].startswith("    ") or not blocks[count].strip()):
            count += 1
        blocks[:count] = ["\n\n".join(blocks[:count])]
        return False


class _TabProcessor(AdmonitionProcessor):
    """Shows tabs as boxes, one under another, each with its name: paper and slides have nothing to click on."""

    SIGNS = ("=", INDENTED)
    RE = re.compile(r'(?:^|\n)={3}[+!]* ?(?P<kind>)"(.*?)" *(?:\n|$)')

    def get_class_and_title(self, match: re.Match[str]) -> tuple[str, str | None]:
        return "tab", match[2] or None


class _PartedBlocks(BlockProcessor):
    """Parts a table, and fenced code or HTML of an item, from the words right above and below."""

    SIGNS = (STX, "|")

    def test(self, parent: Element, block: str) -> bool:
        may_part = STX in block or ("|" in block and "-" in block)
        return may_part and self._start(block.split("\n")) > 0

    def run(self, parent: Element, blocks: list[str]) -> None:
        lines = blocks.pop(0).split("\n")
        start = self._start(lines)
        self.parser.parseBlocks(parent, ["\n".join(lines[:start])])
        blocks.insert(0, "\n".join(lines[start:]))

    def _start(self, lines: list[str]) -> int:
        """The line before which the block is parted, or 0."""
        for index, line in enumerate(lines):
            if placeholder_in(line) is not None and len(lines) > 1:
                return index or 1
            if index > 1 and _is_under_head(lines[index - 1], line) and _is_text(lines[index - 2]):
                return index - 1
            if marker_of(line):
                return 0
        return 0


_DASHES = re.compile(r"\|? *:?-+:? *(?:\| *:?-+:? *)*\|?")


def _is_under_head(head: str, line: str) -> bool:
    """Whether ``line`` has the dashes of a table for the cells of ``head``."""
    if "|" not in line or "|" not in head or not _DASHES.fullmatch(line.strip()):
        return False
    return len(head.strip(" |").replace(r"\|", "").split("|")) == len(line.strip(" |").split("|"))


def _is_text(line: str) -> bool:
    return bool(line.strip()) and not line.startswith("    ")


class _HeadingProcessor(HashHeaderProcessor):
    """Headings as CommonMark has them: up to three spaces in front of the signs, and one behind: "#5" is none."""

    SIGNS = ("#",)
    RE = re.compile(r"(?:^|\n) {0,3}(?P<level>#{1,6})(?=[ \t\n]|$)(?P<header>(?:\\.|[^\\#]|#+(?=[^#\n]))*?)#*(?:\n|$)")


class _AlertProcessor(BlockQuoteProcessor):
    """Quotes that begin with ``[!NOTE]`` are admonitions, as on GitHub; words behind it are the title."""

    SIGNS = ("[",)
    RE = re.compile(r"(^|\n) {0,3}> ?(.*)")
    ALERT = re.compile(r"(?:^|\n) {0,3}> ?\[!(?P<kind>[A-Za-z]+)\][+-]? *(?P<title>[^\n]*)(?:\n|$)")

    def test(self, parent: Element, block: str) -> bool:
        return "[!" in block and bool(self.ALERT.search(block))

    def run(self, parent: Element, blocks: list[str]) -> None:
        block = blocks.pop(0)
        found = self.ALERT.search(block)
        assert found is not None, "test asked for it"
        self.parser.parseBlocks(parent, [block[: found.start()]])
        kind = found["kind"].lower()
        made = SubElement(parent, "div", {"class": f"admonition {kind}"})
        title = SubElement(made, "p", {"class": "admonition-title"})
        title.text = found["title"].strip() or kind.capitalize()
        said = "\n".join(self.clean(line) for line in block[found.end() :].split("\n"))
        self.parser.state.set("blockquote")
        self.parser.parseChunk(made, said)
        self.parser.state.reset()


_ORDER = r"<!\[(?:if\b[^\[\]<>]{0,99}|endif)\]>|<\?(?:xml|mso)[^<>]{0,99}>"


class _Order(InlineProcessor):
    """What Word says to other programs of Microsoft's (``<![if !supportLists]>``) is nothing to read."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override] # noqa: N802
        return "", m.start(0), m.end(0)


_ADDRESS = r"(?<![\w/@.\"'=])((?:https?://|www\.)[^\s<>\x02\x03]*[^\s<>\x02\x03.,;:!?)\]'\"*_~])"


class _BareAddress(InlineProcessor):
    """Makes a link of a web address that stands in the text (GitHub Flavored Markdown, "autolinks")."""

    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override] # noqa: N802
        link = Element("a", {"href": m[1] if m[1].startswith("http") else f"http://{m[1]}"})
        link.text = m[1]
        return link, m.start(0), m.end(0)


_MARKED = r"(~~|==|\^\^)(?=[^\s~=^])(.{1,2000}?)(?<=[^\s\\])\1(?![~=^])"
_TAGS = {"~~": "del", "==": "mark", "^^": "ins"}


class _Marked(InlineProcessor):
    """Words struck out, marked, or put in. One mark of a kind means nothing: ``~5 minutes, ~10`` is no subscript."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override] # noqa: N802
        made = Element(_TAGS[m[1]])
        made.text = m[2]
        return made, m.start(0), m.end(0)
