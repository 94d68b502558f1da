"""Looking only for patterns of which a text holds a sign finds the same as looking for each."""

from __future__ import annotations

import random
import re

import markdown
import pytest
from markdown import inlinepatterns
from markdown.inlinepatterns import InlineProcessor

from generators.markdown.dialect import Dialect
from generators.markdown.sparing import NAME, SparingInlineProcessor, SparingToc, spare
from generators.model import Extension

EXTENSIONS = (
    "toc",
    "abbr",
    "attr_list",
    "footnotes",
    "md_in_html",
    "tables",
    "kit_dialect",
    "legacy_em",
    "nl2br",
    "wikilinks",
)

PIECES = (
    *("word", " ", "  \n", "\n", "\n\n", "`", "``", "\\", "\\*", "[", "]", "(", ")", "![a](b.png)", "[a](b.md)"),
    *("<", ">", "<b>", "</b>", "&", "&amp;", "*", "**", "_", "__", "~~", "==", "--", "---", "...", "'", '"', "'80s"),
    *("<<", ">>", "[^1]", "\n\n[^1]: Note *it*", "\n\n[a]: b.md", "[[wiki]]", "www.a.example", "{ .it }", "- ", "# "),
    *("<m@a.example>", "<https://a.example/>", "http://a.example/x_y_z", "s", "2", "!", "?"),
    *("\n\n[TOC]\n\n", "\n\n## ", "\n\n# ", "[TOC]"),
)


def converter(*, is_sparing: bool, angled: bool = False) -> markdown.Markdown:
    made = markdown.Markdown(
        extensions=[*EXTENSIONS, "fenced_code", "smarty"],
        extension_configs={"smarty": {"smart_angled_quotes": angled}},
    )
    if is_sparing:
        spare(made)
        assert isinstance(made.treeprocessors["smarty"], SparingInlineProcessor)
    return made


@pytest.mark.parametrize("quotes", ["straight", "angled"])
def test_the_same_is_found_as_when_each_pattern_is_looked_for(quotes: str) -> None:
    each = converter(is_sparing=False, angled=quotes == "angled")
    sparing = converter(is_sparing=True, angled=quotes == "angled")
    chance = random.Random(quotes)
    for _ in range(400):
        text = "".join(chance.choices(PIECES, k=chance.randint(1, 14)))
        assert sparing.reset().convert(text) == each.reset().convert(text), text
        assert vars(sparing)["toc_tokens"] == vars(each)["toc_tokens"], text


def test_a_pattern_is_looked_for_only_where_a_text_has_a_sign_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    sparing = converter(is_sparing=True)
    tried: list[str] = []
    asked = InlineProcessor.getCompiledRegExp

    def noted(pattern: InlineProcessor) -> re.Pattern[str]:
        tried.append(type(pattern).__name__)
        return asked(pattern)

    monkeypatch.setattr(InlineProcessor, "getCompiledRegExp", noted)
    sparing.convert("Words of a mentor, and no more")
    assert set(tried) <= {"WikiLinksInlineProcessor", "SubstituteTagInlineProcessor"}  # those that are not known


def test_a_pattern_that_comes_later_is_found() -> None:
    sparing = converter(is_sparing=True)
    assert sparing.convert("a @b@ c") == "<p>a @b@ c</p>"

    class Bold(InlineProcessor):
        def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override] # noqa: N802
            return "found", m.start(0), m.end(0)

    sparing.inlinePatterns.register(Bold("@b@"), "bold", 10)
    assert sparing.reset().convert("a @b@ c") == "<p>a found c</p>"


def test_a_list_of_contents_is_made_for_a_page_that_shows_it() -> None:
    sparing, each = converter(is_sparing=True), converter(is_sparing=False)
    page = "# One\n\n## Two\n\n"
    for text in (page, f"[TOC]\n\n{page}", f"{page}- [TOC]\n", f"{page}## [TOC]\n"):
        assert sparing.reset().convert(text) == each.reset().convert(text)
    assert "toc" in sparing.reset().convert(f"[TOC]\n\n{page}")


def test_pages_and_texts_of_a_kit_are_searched_sparingly() -> None:
    dialect = Dialect((Extension("smarty"),))
    for made in (dialect.page_converter, dialect.markdown):
        assert isinstance(made.treeprocessors["inline"], SparingInlineProcessor)
        assert isinstance(made.treeprocessors["smarty"], SparingInlineProcessor)
        assert isinstance(made.treeprocessors["toc"], SparingToc)


def test_a_pattern_that_makes_an_expression_of_its_own_is_always_looked_for() -> None:
    class Percent(InlineProcessor):
        def getCompiledRegExp(self) -> re.Pattern[str]:  # noqa: N802
            return re.compile("%")

        def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override] # noqa: N802
            return "percent", m.start(0), m.end(0)

    sparing = markdown.Markdown(extensions=[NAME])
    sparing.inlinePatterns.register(Percent(inlinepatterns.BACKTICK_RE), "percent", 200)
    assert sparing.convert("ten %") == "<p>ten percent</p>"


def test_as_the_last_extension_it_reaches_the_searches_of_all_others() -> None:
    made = markdown.Markdown(extensions=["smarty", "tables", NAME])
    for name in ("inline", "smarty"):
        assert isinstance(made.treeprocessors[name], SparingInlineProcessor)
