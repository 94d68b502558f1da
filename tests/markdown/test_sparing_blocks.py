"""Asking only those processors that may want a block finds the same as asking each."""

from __future__ import annotations

import random
from xml.etree.ElementTree import Element, SubElement

import markdown
import pytest
from markdown.blockprocessors import BlockProcessor

from generators.markdown.dialect import Dialect
from generators.markdown.sparing_blocks import SparingBlockParser, SparingMarkdown
from generators.model import Extension

EXTENSIONS = ("toc", "tables", "fenced_code", "abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html")

LINES = (
    *("Words of a mentor", "And more: words", "", "", "", "- item", "1. item", "* * *", "---", "===", "- - -", "___"),
    *("> quoted", "> [!NOTE]", "# Heading", "## Heading #", "#none", "!!! note", '!!! note "Title"', "??? note"),
    *('???+ note "Title"', '=== "Tab"', "    indented", "    - indented", "        twice", "\tcode", ": meaning"),
    *("| A | B |", "|---|---|", "| 1 | 2 |", "A | B", "--- | ---", "[^1]: a note", "Said[^1]", "*[LU]: Local Union"),
    *("[a]: b.md", "[a]", "<div markdown>", "</div>", "<p>raw</p>", "```", "LU", "Term", "word !!! word", "a ? b"),
)


def converter(kind: type[markdown.Markdown], *names: str) -> markdown.Markdown:
    return kind(extensions=[*EXTENSIONS, "pymdownx.details", *names])


@pytest.mark.parametrize("names", [(), ("kit_dialect",), ("sane_lists",), ("kit_dialect", "kit_fields")])
def test_the_same_is_found_as_when_each_processor_is_asked(names: tuple[str, ...]) -> None:
    each, sparing = converter(markdown.Markdown, *names), converter(SparingMarkdown, *names)
    chance = random.Random(repr(names))
    for _ in range(500):
        text = "\n".join(chance.choices(LINES, k=chance.randint(1, 12)))
        assert sparing.reset().convert(text) == each.reset().convert(text), text


class _Shouted(BlockProcessor):
    """A processor that nobody knows."""

    asked = 0

    def test(self, parent: Element, block: str) -> bool:
        self.asked += 1
        return block.isupper()

    def run(self, parent: Element, blocks: list[str]) -> None:
        SubElement(parent, "div").text = blocks.pop(0)


def test_a_processor_that_is_not_known_is_always_asked_also_if_it_comes_later() -> None:
    sparing = converter(SparingMarkdown)
    assert sparing.convert("LOUD\n\nand calm") == "<p>LOUD</p>\n<p>and calm</p>"
    sparing.parser.blockprocessors.register(shouted := _Shouted(sparing.parser), "shouted", 1000)
    assert sparing.reset().convert("LOUD\n\nand calm") == "<div>LOUD</div>\n<p>and calm</p>"
    assert shouted.asked > 1


def test_of_plain_words_few_are_asked() -> None:
    sparing = converter(SparingMarkdown, "kit_dialect")
    sparing.convert("First words")
    assert isinstance(sparing.parser, SparingBlockParser)
    asked = [type(one).__name__ for one in sparing.parser.processors_for(["Words of a mentor"])]
    assert asked == ["ListProcessor", "HRProcessor", "ParagraphProcessor"]


def test_texts_are_nested_as_deeply_as_without() -> None:
    def deepest(made: markdown.Markdown) -> int:
        depth = 10
        while True:
            try:
                assert made.reset().convert("> " * depth + "deep").count("<blockquote>") == depth
            except (AssertionError, RecursionError):
                return depth
            depth += 10

    assert deepest(converter(SparingMarkdown)) == deepest(converter(markdown.Markdown))


def test_pages_and_texts_of_a_kit_are_read_sparingly() -> None:
    dialect = Dialect((Extension("def_list"),))
    for made in (dialect.page_converter, dialect.markdown):
        assert isinstance(made.parser, SparingBlockParser)
