"""The benchmarks run, and both sides of each comparison make the same thing."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pypandoc  # type: ignore[import-untyped]
import pytest
from pptx import Presentation

from generators.bench.decks import outline_of
from generators.bench.timing import Measure, measured
from generators.command_line import run
from generators.pipeline import BuildRequest, check_kits


def test_the_peer_makes_the_same_slides(root: Path, tmp_path: Path) -> None:
    (outcome,) = check_kits(BuildRequest(root / "tests" / "kit", tmp_path))
    assert outcome.kit is not None
    (deck,) = outcome.kit.decks
    source, made = tmp_path / "deck.md", tmp_path / "deck.pptx"
    source.write_text(outline_of(deck), encoding="utf-8")
    subprocess.run([pypandoc.get_pandoc_path(), str(source), "-o", str(made)], check=True)
    titles = [slide.shapes.title.text for slide in Presentation(str(made)).slides if slide.shapes.title is not None]
    assert {slide.title for slide in deck.slides} <= set(titles)


def test_a_ratio_below_one_says_that_the_kit_is_faster() -> None:
    assert Measure("the site", "another tool", ours=1.0, theirs=2.0).ratio == 0.5


def test_every_comparison_is_made(root: Path) -> None:
    heard: list[str] = []
    measures = measured(root, root / "tests" / "kit", 1, heard.append)
    assert {measure.what.split(",")[0] for measure in measures} >= {"the site alone", "site", "the decks", "5 locals"}
    assert all(measure.ours > 0 and measure.theirs > 0 for measure in measures)
    assert len(heard) == len(measures)


def test_a_kit_with_problems_is_not_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# Hi\n\n[nowhere](nowhere.md)\n", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: Hi\n", encoding="utf-8")
    assert run(["bench", "--root", str(tmp_path)]) == 1
    assert "docs/index.md:3: link to a missing page" in capsys.readouterr().err
