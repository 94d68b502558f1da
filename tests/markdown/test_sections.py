"""A page whose sections are read each by itself is the page that would be read as a whole."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from sample import resolved

from generators.markdown import dialect as dialects
from generators.markdown.dialect import Dialect, PageHtml, page_html
from generators.markdown.known_extensions import READ_BY_SECTIONS
from generators.markdown.sections import sections_of
from generators.model import NOWHERE, Extension, Line
from generators.model.problems import Problems
from generators.reading.mkdocs_settings import read_site_settings
from generators.reading.source import read_handbook

FIRST_WHOLE = "<div markdown>\n\n## Inside\n\n</div>"
"""From here on, the pieces reach beyond their section."""

PIECES = (
    "Words, and *more* of **them**. \"Quotes\" -- 'here' ...",
    "See <https://a.example>. A line  \nbroken, with `code` and a [link](a.md#b) and ![picture](c.svg){.d}",
    "- one\n- two\n    - three\n\n    more\n- [ ] tick\n- [x] ticked",
    "1. first\n2. second\n\n3. third",
    "> quoted\n> # Heading within\n\n> again",
    "| a | b |\n|---|--:|\n| 1 | `2|3` |",
    "Term\n:   Meaning\n\n:   Another",
    '!!! tip "Title"\n    Inside.\n\n    ## Within',
    "???+ note\n    Folded.",
    "    code\n\n    # no heading",
    "Setext\n======",
    "***",
    "text\n# Heading without a blank line",
    "# Title",
    "## A part {#own .kind}",
    "## A part",
    "### Deeper *marked* & more",
    "####### Seven",
    "#Close",
    FIRST_WHOLE,
    "<!-- said -->",
    "a <b>bold</b> word",
    "[name]: a.md\n\nsee [name]",
    "a note[^1]\n\n[^1]: what it says",
    "```\n\n# no heading\n\n```",
    "Name: ____ {required}",
    "( ) No   ( ) Yes",
    "[TOC]",
    "",
)


@pytest.fixture(scope="module")
def dialect(root: Path) -> Dialect:
    return Dialect(read_site_settings(root).extensions)


def read(text: str, dialect: Dialect) -> PageHtml:
    dialects._known.cache_clear()
    return page_html(tuple(Line(line, NOWHERE) for line in text.split("\n")), Dialect(dialect.extensions))


def whole(text: str, dialect: Dialect, monkeypatch: pytest.MonkeyPatch) -> PageHtml:
    with monkeypatch.context() as patch:
        patch.setattr(dialects, "sections_of", lambda text, _extensions: (text,))
        return read(text, dialect)


@pytest.mark.parametrize("seed", range(150))
def test_any_page_is_the_same_in_sections(dialect: Dialect, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    dice = random.Random(seed)
    plain = PIECES[: PIECES.index(FIRST_WHOLE)]
    pieces = dice.choices(plain if seed % 3 else PIECES, k=dice.randint(2, 9))
    text = dice.choice(("\n\n", "\n\n\n", "\n")).join(pieces)
    assert read(text, dialect) == whole(text, dialect, monkeypatch), text


def test_every_page_of_the_base_is_the_same_in_sections(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    handbook = read_handbook(root, Problems())
    kit = resolved(handbook, handbook.defaults, Problems())
    dialect, cut = Dialect(kit.site.extensions), 0
    for page in kit.pages:
        text = "\n".join(line.text for line in page.lines)
        cut += len(sections_of(text, dialect.names)) > 1
        assert read(text, dialect) == whole(text, dialect, monkeypatch), page.path
    assert cut > len(kit.pages) / 3


@pytest.mark.parametrize("piece", PIECES[PIECES.index(FIRST_WHOLE) : -1])
def test_what_reaches_beyond_a_section_has_the_page_read_whole(piece: str) -> None:
    text = f"# A\n\n{piece}\n\n## B"
    assert sections_of(text, READ_BY_SECTIONS) == (text,)


def test_an_unknown_extension_has_every_page_read_whole() -> None:
    assert sections_of("# A\n\n## B", ["toc", "pymdownx.snippets"]) == ("# A\n\n## B",)
    assert sections_of("# A\n\n## B", ["markdown.extensions.toc"]) == ("# A", "## B")


def test_headings_of_one_name_have_two_anchors(dialect: Dialect) -> None:
    assert [anchor.id for anchor in read("# A\n\n## B\n\n## B", dialect).contents] == ["b", "a-b"]


def test_the_contents_of_sections_are_nested_as_those_of_a_page() -> None:
    made = read("# A\n\n## B\n\n### C\n\n## D", Dialect((Extension("toc"),)))
    assert [
        (one.id, [(two.id, [three.id for three in two.children]) for two in one.children]) for one in made.contents
    ] == [("a", [("b", ["c"]), ("d", [])])]
