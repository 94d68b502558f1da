"""A page is looked at once for all kits, and nothing is missed by what spares it the slow look."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from made_up import Size, made_handbook, made_locals

import generators.checking.kit
import generators.checking.page_scan
from generators.checking import page_scan
from generators.checking.page_scan import destinations, is_harmless
from generators.checking.unsafe_html import report_unsafe, word_html
from generators.markdown.dialect import dialect_of, html_with_lines, page_html, plain_anchors
from generators.model import Extension, Line, Lines, Page, Place
from generators.model.problems import Problems
from generators.pipeline.kits import checked_kit, read_base
from generators.pipeline.request import BuildRequest
from generators.reading.links import Link, links_of

OWN = tuple(map(Extension, ("attr_list", "md_in_html", "def_list", "footnotes", "admonition", "abbr", "kit_dialect")))

PIECES = (
    *(
        "Some *plain* **words** here.",
        "",
        "- one",
        "    four spaces",
        "> quoted",
        "1. first",
        "# Title {#own}",
        "`code`",
    ),
    *("[page](other.md#part)", "[x](javascript:alert(1))", "![a](https://a.example/b.png)", "[n]: javascript:a", "[n]"),
    *("<iframe></iframe>", "<script>x</script>", "text\n{: onclick=x }", "{: hidden }", "[x](", "data:text)", "~~~"),
    *("![a](/b.png)", "<a href='vbscript:x'>x</a>", "[x](mailto:)", "<https://a.example>", "[x]:\n  javascript:a"),
    *(
        "!!! tip",
        "    [x](javascript:b)",
        "```",
        "*[AB]: name",
        "AB",
        "word[^1]",
        "[^1]: [x](http:)",
        "| a | b |\n| - | - |",
    ),
    *("<!-- a", "-->", "<p aria-hidden=true>x</p>", "[ ] box", "- [x] box", "class=MsoNormal", "&lt;b&gt;", "\\[x](y)"),
)


def lines_of(text: str) -> Lines:
    return tuple(
        Line(line, Place("overrides/locals/a/content/a.md", number)) for number, line in enumerate(text.split("\n"), 1)
    )


def test_nothing_is_taken_out_of_a_page_that_is_called_harmless() -> None:
    dialect, random = dialect_of(OWN), Random("pages")
    harmless = 0
    for _ in range(600):
        lines = lines_of("\n".join(random.choice(PIECES) for _ in range(random.randrange(1, 5))))
        page, problems = Page("a.md", "en", lines), Problems()
        if is_harmless(lines) and not word_html(page):
            harmless += 1
            report_unsafe(page, html_with_lines(lines, dialect), problems)
        assert not problems.found, [line.text for line in lines]
    assert harmless > 100


def test_what_a_page_leads_to_is_known_without_its_html() -> None:
    lines = lines_of("# A\n\n[x](../b.md?a=1#one) [y](#two) [z](https://a.example) ![words](c%20d.svg)")
    assert set(destinations("part/a.md", lines) or ()) == {
        ("b.md", "one"),
        ("part/a.md", "two"),
        ("part/c d.svg", ""),
    }


@pytest.mark.parametrize(
    "text", ["![](a.svg)", "[x](/a.md)", "<img src=a.svg>", "[x](ftp://a.example)", "[x](a.md#b%20c)", "[x](a\\b.md)"]
)
def test_an_unusual_link_takes_a_closer_look(text: str) -> None:
    assert destinations("a.md", lines_of(text)) is None


@pytest.mark.parametrize(
    "text",
    [
        *("# Two words", "## Two words {#own}", "### One, two ? { #own }", "# a_b {#own}", "## What to do when …"),
        *("## Step 2: Find out", "## At a meeting (one minute)", "## It: a (whole day) …", "## A) b (c d"),
    ],
)
def test_the_anchor_of_a_plain_heading_is_known_without_its_html(text: str) -> None:
    dialect = dialect_of(OWN)
    (anchor,) = plain_anchors(lines_of(text), dialect)
    assert f'id="{anchor}"' in page_html(lines_of(text), dialect).html


def test_no_name_of_a_heading_is_known_where_none_is_read() -> None:
    assert plain_anchors(lines_of("# Two words {#own}"), dialect_of((Extension("kit_dialect"),))) == frozenset()


def test_the_next_local_is_checked_without_html_and_its_unchanged_pages_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made_handbook(tmp_path, Size(30))
    made_locals(tmp_path, 2)
    first, second = sorted((tmp_path / "overrides" / "locals").iterdir())
    request = BuildRequest(tmp_path, tmp_path / "dist")
    base = read_base(request)
    for pack in (None, first):
        with checked_kit(request, base, pack) as checked:
            assert checked.problems == ()
    looked_at: list[Lines] = []

    def seen(lines: Lines) -> Iterator[Link]:
        looked_at.append(lines)
        return links_of(lines)

    monkeypatch.setattr(generators.checking.kit, "html_with_lines", lambda *_: pytest.fail("a page was converted"))
    monkeypatch.setattr(generators.checking.page_scan, "links_of", seen)
    with checked_kit(request, base, second) as checked:
        assert checked.problems == ()
    assert 0 < len(looked_at) < 20


SENTENCES = (
    *("Plain words, no more.", 'She said "no" - twice!', "x", "See [a](b.md).", "[a](b.md#c) and [d](../e.md 'Title')"),
    *("A [link over](", "lines.md)", "words) of (it", "[text", "over lines](f.md)", "![picture](g.png)", "![](h.png)"),
    *(
        "[name]: i.md",
        "[name]:",
        "j.md",
        "`[code](k.md)`",
        "```",
        "    [code](l.md)",
        "- item",
        "a. word",
        "<!--",
        "-->",
    ),
    *(
        "<a href='m.md'>",
        "href",
        "> [quoted](n.md)",
        "[o](p.md) [q](r.md",
        "",
        "",
        "[a](b (c",
        "d) e.md)",
        "\\[s](t.md)",
    ),
)


def test_pages_that_differ_in_words_alone_lead_to_what_each_leads_to_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = Random(15)
    pages = [lines_of("\n".join(chance.choices(SENTENCES, k=chance.randint(1, 9)))) for _ in range(3000)]
    found = [destinations("part/a.md", page) for page in pages]
    monkeypatch.setattr(page_scan, "_ends_its_links", lambda _: False)
    assert found == [destinations("part/a.md", page) for page in pages]


def test_a_page_with_other_words_is_not_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    found = destinations("part/a.md", lines_of("# Title\n\nWords of Ann.\n\n[a](b.md)"))
    monkeypatch.setattr(page_scan, "scan", None)
    assert destinations("part/a.md", lines_of("# Title\n\nOther words, by Bo.\n\n[a](b.md)")) == found is not None
