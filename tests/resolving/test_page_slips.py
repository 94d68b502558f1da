"""What is not shown as it is meant is told in each build; pages that are fine are remembered between builds."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

import pytest
from sample import DIALECT, page

from generators.caching.store import FORGETFUL, Store
from generators.model import Line, Page, Place
from generators.model.problems import Problems
from generators.resolving import page_slips
from generators.resolving.page_slips import check_slips

SLIP, FINE = "# Title\n\n-one\n-two\n", "# Title\n\n- one\n- two\n"


def told(texts: Mapping[str, str], store: Store = FORGETFUL) -> list[str]:
    """The file of each slip, as a process finds them that has just read the pages."""
    problems = Problems()
    check_slips([page(text, path) for path, text in texts.items()], DIALECT, problems, store)
    return [problem.place.file for problem in problems.found]


def test_slips_are_told_each_time_in_the_order_of_the_pages(tmp_path: Path) -> None:
    texts = {f"page-{number}.md": SLIP if number % 3 else FINE for number in range(99)}
    store = Store(tmp_path / "store")
    every = [f"content/{path}" for path, text in texts.items() if text == SLIP]
    assert told(texts) == told(texts, store) == told(texts, store) == every


def test_a_page_that_is_fine_is_looked_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(tmp_path / "store")
    assert told({"a.md": FINE}, store) == []
    monkeypatch.setattr(page_slips, "report_slips", None)
    assert told({"a.md": FINE}, store) == []


def test_a_slip_that_comes_into_a_page_which_was_fine_is_told(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    assert told({"a.md": FINE, "b.md": FINE}, store) == []
    assert told({"a.md": FINE, "b.md": SLIP}, store) == ["content/b.md"]


PACK = "overrides/locals/local-104/"
AROUND = (
    "# Title\n\n<!-- example: a -->\n{}\n<!-- /example -->\n\nWords below.",
    "# Title\n\n- one\n- two\n\n{}\n\nTODO: write this\n",
    "# Title\n\nWords right above\n{}\n",
    "# Title\n\n```\n\n{}\n\n```\n",
    "# Title\n\n| a | b |\n\n{}\n\n| --- | --- |\n",
    "# Title\n\n{}\n\n#### Too low\n\n**bold and\n\nno end**",
    "# Title\n\n!!! note\n\n{}\n\n    below",
    "# Title\n\n1. one\n\n{}\n\n2. two",
)
WORDS = (
    *("Fine words.", "TODO: ask her", "It is *not closed", "**bold **words", "!!! example\n\n    - a\n\n        deep"),
    *("!!! exmaple\n\n    Words.", "Words\n2) two\n3) three", "a) one\nb) two", "-one\n-two", "One,two,three\n1,2,3"),
    *("a\tb\tc\nd\te\tf", "A B   C D\nE F   G H\nI J   K L", "#Heading", ":smile:", "[visits] (visits.md)", "wri`te"),
    *("!!! note", "!!! note “Title”\n\n    Words.", "letters Ã¤ garbled"),
    *(
        "“Words”\n\n    Prose with four spaces in front.",
        "Hello [NAME], I am yours",
        "x^2^ and H~2~O",
        "Words\n\n  - a\n    - b",
        "Words\n- one\n   more\n    1. x",
    ),
)


def page_with(around: str, words: str) -> Page:
    above, below = around.split("{}")
    ours = (Line(text, Place("content/a.md", number)) for number, text in enumerate(above.split("\n")[:-1], 1))
    theirs = (Line(text, Place(f"{PACK}examples/a.md", number)) for number, text in enumerate(words.split("\n"), 1))
    rest = (Line(text, Place("content/a.md", number)) for number, text in enumerate(below.split("\n")[1:], 50))
    return Page("a.md", "en", (*ours, *theirs, *rest))


@pytest.mark.parametrize("around", AROUND)
def test_slips_in_and_around_what_a_local_put_in_are_told_as_if_it_were_no_part_of_its_own(around: str) -> None:
    for words in (*WORDS, *(f"{one}\n\n{other}" for one, other in pairwise(WORDS))):
        made, found, wanted = page_with(around, words), Problems(), Problems()
        check_slips([made], DIALECT, found, FORGETFUL, PACK)
        check_slips([made], DIALECT, wanted, FORGETFUL)
        assert found.found == wanted.found, words


def test_a_page_with_other_words_of_a_local_is_not_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    check_slips([page_with(AROUND[0], WORDS[0])], DIALECT, Problems(), FORGETFUL, PACK)
    looked_at: list[str] = []
    monkeypatch.setattr(page_slips, "report_slips", lambda lines, _: looked_at.extend(line.text for line in lines))
    check_slips([page_with(AROUND[0], "Other words.")], DIALECT, Problems(), FORGETFUL, PACK)
    assert looked_at == ["Other words."]


def test_a_slip_beside_a_block_of_code_is_told_and_the_code_is_left() -> None:
    assert told({"a.md": "# Title\n\n-one\n-two\n\n    -three\n    -four\n"}) == ["content/a.md"]
