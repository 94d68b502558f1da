"""One evening's guide: another time and another number of people than the outline's, asked for on the command line."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from generators.commands.command_line import run

KIT = Path(__file__).parent.parent / "kit"


def first_page(guide: Path) -> str:
    document = pypdfium2.PdfDocument(guide)
    text = str(document[0].get_textpage().get_text_bounded())
    document.close()
    return text


def test_a_guide_is_made_for_the_time_and_the_people_that_are_asked_for(tmp_path: Path) -> None:
    arguments = ["--root", str(KIT), "--out", str(tmp_path), "--only", "guides", "--jobs", "1", "--quiet"]
    assert run(["build", *arguments, "--start", "18:30", "--people", "24"]) == 0
    page = first_page(next((tmp_path / "base" / "site" / "downloads" / "guides").glob("*.pdf")))
    assert "6:30 pm" in page
    assert "24 people" in page


@pytest.mark.parametrize("option", [["--start", "half past six"], ["--people", "0"], ["--people", "many"]])
def test_what_is_no_time_or_number_is_wrong_usage(option: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["build", "--only", "guides", *option]) == 2
    assert option[0] in capsys.readouterr().err
