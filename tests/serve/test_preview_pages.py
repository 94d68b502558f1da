"""What a previewed page has that the page on the disk has not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generators.model import Place
from generators.model.problems import Problem
from generators.serve.board import Board, PreviewState, page_text, state_text
from generators.serve.snapshot import SiteSnapshot

PAGE = '<html><head><meta http-equiv="Content-Security-Policy" content="{policy}"></head><body>Hi</body></html>'


def shown(folder: Path, page: str, *problems: Problem) -> PreviewState:
    (folder / "index.html").write_text(page, encoding="utf-8")
    return PreviewState(SiteSnapshot({"index.html": folder / "index.html"}), problems)


def test_a_page_has_the_script_and_knows_what_it_looks_like(tmp_path: Path) -> None:
    state = shown(tmp_path, "<html><head></head><body>Hi</body></html>")
    look = state.snapshot.look("index.html")
    tag = f'<script src="/_preview/preview.js" data-look="{look}" defer></script>'
    assert page_text("/", state) == f"<html><head>{tag}</head><body>Hi</body></html>"
    assert json.loads(state_text("/", state)) == {"look": look, "problems": []}


def test_before_the_first_build_has_ended_the_page_says_so() -> None:
    page = page_text("/", PreviewState(SiteSnapshot()))
    assert "The site is being built" in page
    assert "data-lists-problems" in page


def test_while_there_is_no_site_the_page_lists_what_is_in_the_way_and_knows_when_that_changes() -> None:
    error = Problem("slide-empty", Place("b.md", 2), "holds <b>", ("mend it",))
    warning = Problem("page-without-heading", Place("a.md", 1), "has no picture", severity="warning")
    state = PreviewState(SiteSnapshot(), (warning, error), 1)
    page = page_text("/any/page.html", state)
    assert "1 mistake is in the way." in page
    assert (
        page.index("b.md:2") < page.index("holds &lt;b&gt;") < page.index("What to do: mend it") < page.index("a.md:1")
    )
    look = json.loads(state_text("/", state))["look"]
    assert f'data-look="{look}"' in page
    assert look != json.loads(state_text("/", PreviewState(SiteSnapshot(), (error,), 2)))["look"]


def test_where_the_site_has_no_page_and_no_word_on_that_the_preview_leads_home(tmp_path: Path) -> None:
    page = page_text("/gone.html", shown(tmp_path, "<html><head></head></html>"))
    assert "There is no page at this address" in page
    assert '<a href="/">' in page
    assert "data-lists-problems" not in page


@pytest.mark.parametrize(
    ("policy", "served"),
    [
        ("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'", None),
        (
            "default-src 'none'; script-src 'sha256-abc='",
            "default-src 'none'; script-src 'self' 'sha256-abc='; style-src 'self'; connect-src 'self'",
        ),
        ("img-src 'self'", None),
        ("script-src https:; upgrade-insecure-requests", "script-src 'self' https:; upgrade-insecure-requests"),
    ],
)
def test_a_strict_page_lets_in_the_script_and_no_more(tmp_path: Path, policy: str, served: str | None) -> None:
    page = page_text("/", shown(tmp_path, PAGE.format(policy=policy)))
    assert f'content="{served or policy}"' in page


def test_problems_are_told_once_errors_first_and_with_nothing_invisible(tmp_path: Path) -> None:
    warning = Problem("page-without-heading", Place("a.md", 1), "has no picture", severity="warning")
    error = Problem("slide-empty", Place("b.md", 2), "is \u202ewrong", ("mend it", "or not"))
    told = json.loads(state_text("/", shown(tmp_path, "", warning, error, error)))
    assert told["problems"] == [
        {
            "severity": "error",
            "place": "b.md:2",
            "message": "is \\x202ewrong",
            "hint": "mend it; or not",
            "code": "slide-empty",
        },
        {
            "severity": "warning",
            "place": "a.md:1",
            "message": "has no picture",
            "hint": "",
            "code": "page-without-heading",
        },
    ]


def test_whoever_waits_hears_of_what_is_new_at_once_and_only_then() -> None:
    board, snapshot = Board(), SiteSnapshot(name="first")
    board.put_up(snapshot)
    board.put_up(snapshot, [Problem("slide-empty", Place("a.md", 1), "is wrong")])
    heard = board.after(0, seconds=10)
    assert heard is not None
    assert heard.snapshot is snapshot
    assert len(heard.problems) == 1
    assert board.after(heard.number, seconds=0.01) is None
    board.close()
    assert board.after(0, seconds=10) is None
