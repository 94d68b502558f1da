"""What a local puts into a page is made by itself, where nobody can tell by the page."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from generators.caching.store import FORGETFUL, Store
from generators.markdown.dialect import Dialect, PageHtml
from generators.markdown.passages import parted
from generators.model import Extension, Line, Lines, Page, Place
from generators.model.remembered import forget_unused
from generators.writers.site.article import ConvertedPage, Surroundings
from generators.writers.site.bodies import Bodies, Body
from generators.writers.site.slots import MARK, Slots

PACK = "overrides/locals/local-104/"
FACTS = {"local": {"name": "Local 104"}, "contact": {"name": "Ann Baker", "phone": "555-0140"}}
SOURCE = ConvertedPage("", "handbook/page.md", "handbook/page.html", "another website", "Table")
AROUND = Surroundings(
    {"handbook/page.md": "handbook/page.html", "handbook/visits.md": "handbook/visits.html"},
    {},
    {"handbook/page.html": "page", "handbook/visits.html": "visits"},
)

PASSAGES = (
    "We met at the hall, and nobody left before ten.",
    "\"Ask me,\" she said -- so I did.\nIt's 'fine', isn't it?",
    "Two paragraphs.\n\nThe second has 555-0140 and 10 000 members,  \nand a new line.",
    '!!! example "Example: what we\'re *good* at"\n\n    It took **two** years.\n\n    1. First\n    2. Second',
    "!!! note\n    Short.\n\nAnd a sentence below.",
    "> Quoted, which might go on.",
    "Ann Baker of Local 104 said so.",
    "- an item\n- another",
    "Words, and below:\n\n- an item\n- another",
    "A heading\n---------\n\nand words",
    "## A heading of ours\n\nand words",
    "See [the visits](visits.md).",
    "A [word] and a note[^1].\n\n[^1]: The note.",
    "Term\n: what it means",
    "Write to ann@local104.example or www.local104.example.",
    '<div class="note">Raw</div>',
    "Words\n{: .lead}",
    "```\ncode\n```",
    "Your name: ____",
    "- [ ] to do",
    "| a | b |\n| --- | --- |\n| 1 | 2 |",
    "![a picture](../assets/gone.svg)",
    "A. Not a list\nB. at all",
    "    four spaces",
    "HTML is what this speaks of.",
    "*[HTML]: a language",
    "___",
    "qzpageazq and Aqz1azqa",
)
AROUND_A_PASSAGE = (
    "# Page\n\nWords.\n\n{}\n\nMore words.",
    "# Page\n\n- an item\n\n{}\n\n- another",
    "# Page\n\n- an item\n\n{}\n\n    what goes on",
    "# Page\n\n{}\n\n: a definition",
    '# Page\n\n!!! note "Box"\n    Words.\n\n{}\n\n## Local 104',
    "# Page\n\n<div>\n\n{}\n\n</div>",
    '# Page\n\n<div markdown="1">\n\n{}\n\n</div>',
    "# Page\n\n```\n\n{}\n\n```",
    "# Page\n\nRight above\n{}\nright below.",
    "# Page\n\n{}\n\nHTML and [word].\n\n*[HTML]: a language\n[word]: visits.md",
    "# Page\n\n<!-- a word -->\n{}\n<!-- a word -->\n\nAsk Ann Baker: 555-0140.",
    "# Page\n\n> Quoted.\n\n{}\n\n> Quoted.",
    "# Page\n\nTerm\n: meaning\n\n{}\n\n## A heading\n\n{}\n\n### Another",
    "# Page\n\nYour phone: ____\n\n{}\n\nWords.",
    "{}",
)


@pytest.fixture(scope="module")
def dialect(kit_extensions: tuple[Extension, ...]) -> Dialect:
    return Dialect(kit_extensions)


@pytest.fixture(autouse=True)
def nothing_known() -> None:
    for _ in range(3):  # kits that asked for nothing
        forget_unused()


def page_with(around: str, passages: tuple[str, ...]) -> Page:
    return Page("handbook/page.md", "en", tuple(_lines(around.split("{}"), passages)))


def _lines(parts: list[str], passages: tuple[str, ...]) -> Iterator[Line]:
    for part, passage in zip(parts, (*passages, ""), strict=False):
        yield from (Line(text, Place("content/handbook/page.md", 1)) for text in part.strip("\n").split("\n"))
        if len(part) and part.endswith("\n\n"):
            yield Line("", Place("content/handbook/page.md", 1))
        yield from (Line(text, Place(f"{PACK}examples/a.md", 1)) for text in passage.split("\n") if passage)
        if passage and part.endswith("\n\n"):
            yield Line("", Place("content/handbook/page.md", 1))


def sharing(dialect: Dialect, store: Store = FORGETFUL) -> Bodies:
    return Bodies(dialect, AROUND, is_guarded=True, store=store, slots=Slots.of(FACTS), own=PACK)


def alone(dialect: Dialect, page: Page) -> Body:
    by_itself = Bodies(dialect, AROUND, is_guarded=True)
    return by_itself._made(by_itself._converted(page, is_marked=True), SOURCE)


@pytest.mark.parametrize("around", AROUND_A_PASSAGE)
def test_every_local_has_the_page_that_it_would_have_alone(dialect: Dialect, tmp_path: Path, around: str) -> None:
    store = Store(tmp_path / "store", "here")
    chance = random.Random(15)
    first = [(PASSAGES[0], PASSAGES[2])] * 2  # from the third on, a page is filled in
    mixed = [(one, chance.choice(PASSAGES)) for one in (*PASSAGES, *PASSAGES)]
    for passages in first + mixed:
        page = page_with(around, passages)
        assert sharing(dialect, store).of_page(page, SOURCE) == alone(dialect, page), passages


@pytest.mark.parametrize("passage", PASSAGES[:5])
def test_a_page_with_other_passages_is_filled_in_from_the_third_on(
    dialect: Dialect, monkeypatch: pytest.MonkeyPatch, passage: str
) -> None:
    for other in ("One.", "Another one."):
        sharing(dialect).of_page(page_with(AROUND_A_PASSAGE[0], (other,)), SOURCE)
    converted: list[Lines] = []
    convert = Bodies._converted

    def noted(bodies: Bodies, page: Page, *, is_marked: bool) -> PageHtml:
        converted.append(page.lines)
        return convert(bodies, page, is_marked=is_marked)

    monkeypatch.setattr(Bodies, "_converted", noted)
    content = sharing(dialect).of_page(page_with(AROUND_A_PASSAGE[0], (passage,)), SOURCE).article.content
    assert MARK not in content and "More words." in content
    assert ["\n".join(line.text for line in lines) for lines in converted] == [passage]


def own(lines: Lines) -> list[str]:
    apart = parted(lines, PACK, lambda number: f"({number})")
    return ["\n".join(line.text for line in passage) for passage in apart.passages] if apart else []


def test_only_what_stands_by_itself_is_parted_from_a_page() -> None:
    assert own(page_with(AROUND_A_PASSAGE[0], PASSAGES[:1]).lines) == [PASSAGES[0]]
    assert own(page_with("# Page\n\n{}\n\n## On\n\n{}\n\nWords", PASSAGES[:2]).lines) == [*PASSAGES[:2]]
    assert own(page_with(AROUND_A_PASSAGE[8], PASSAGES[:1]).lines) == []
    for depends in PASSAGES[9:22]:
        assert own(page_with(AROUND_A_PASSAGE[0], (depends,)).lines) == [], depends


def test_a_page_of_the_locals_own_is_no_passage() -> None:
    page = page_with("{}", PASSAGES[:1])
    assert own(tuple(line for line in page.lines if line.text)) == []
