"""What is not shown as it is meant is told in each build; pages that are fine are remembered between builds."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from sample import DIALECT, page

from generators.caching.store import FORGETFUL, Store
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
