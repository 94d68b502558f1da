"""What the environment says reaches an output by the way of the request, or not at all."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import time
import zipfile
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import pypdf
import pytest

from generators.commands.command_line import run
from generators.commands.environment import build_date

KIT = Path(__file__).parent.parent / "kit"
GIVEN = 1_700_000_000
SHOWN = "2023-11-14T22:13:20"


@pytest.fixture
def dist(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the whole sample kit was built with a date, by workers, too."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(GIVEN))
    assert run(["build", "--root", str(KIT), "--out", str(tmp_path), "--jobs", "2", "--quiet"]) == 0
    return tmp_path / "base"


def test_a_date_of_the_environment_is_borne_by_every_output(dist: Path) -> None:
    downloads = dist / "site" / "downloads"
    for file in (*downloads.rglob("*.pptx"), *downloads.rglob("*.docx")):
        with zipfile.ZipFile(file) as package:
            assert package.read("docProps/core.xml").decode().count(SHOWN) == 2
    pdfs = list(downloads.rglob("*.pdf"))
    assert pdfs
    for file in pdfs:
        made = pypdf.PdfReader(io.BytesIO(file.read_bytes())).metadata
        assert made is not None and made.creation_date == datetime.fromtimestamp(GIVEN, UTC)
    assert "2023-11-14" in unescape((dist / "site" / "downloads.html").read_text(encoding="utf-8"))


def test_without_a_date_no_output_bears_one_and_an_empty_one_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("unset", "empty"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
        if name == "unset":
            monkeypatch.delenv("SOURCE_DATE_EPOCH")
        assert run(["build", "--root", str(KIT), "--out", str(tmp_path / name), "--jobs", "1", "--quiet"]) == 0
    reports = [json.loads((tmp_path / name / "base" / "report.json").read_text("utf-8")) for name in ("unset", "empty")]
    assert reports[0] == reports[1]


WRONG = ["yesterday", "-1", "1.5", " 1", "1e9", "٣", "4294967296", "9" * 5000]


@pytest.mark.parametrize("given", WRONG, ids=lambda given: given[:12])
@pytest.mark.parametrize("command", [["build"], ["serve", "--port", "0"], ["collect", str(KIT), "--out", "a.xlsx"]])
def test_what_is_no_date_ends_with_2_and_one_line(
    given: str, command: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", given)
    assert run([*command, "--root", str(KIT)]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("Error: the environment's SOURCE_DATE_EPOCH is no date: '")
    assert len(line) < 300
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("given", [0, 1, 315_532_799, 4_294_967_295])
def test_a_date_may_be_far_off(given: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(given))
    assert build_date() == datetime.fromtimestamp(given, UTC)


@pytest.mark.parametrize("given", [0, 4_294_967_295])
def test_every_format_can_write_the_first_date_and_the_last(
    given: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(given))
    assert run(["build", "--root", str(KIT), "--out", str(tmp_path), "--jobs", "1", "--quiet"]) == 0


@pytest.mark.parametrize("year", [1960, 1975, 2110])
def test_a_computer_whose_clock_is_wrong_writes_decks_all_the_same(
    year: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("time.localtime", lambda *_: time.struct_time((year, 1, 1, 0, 0, 0, 0, 1, 0)))
    assert run(["build", "--root", str(KIT), "--out", str(tmp_path), "--only", "decks", "--jobs", "1"]) == 0


@pytest.mark.parametrize("shown", [True, False])
def test_who_works_on_the_kit_can_have_breakdowns_shown(root: Path, tmp_path: Path, *, shown: bool) -> None:
    script = tmp_path / "broken.py"
    script.write_text(
        "import sys, generators.pipeline.kits as kits\n"
        "from generators.commands.command_line import run\n"
        "kits.check = None\n"
        "if __name__ == '__main__':\n"
        "    sys.exit(run(sys.argv[1:]))\n",
        encoding="utf-8",
    )
    environment = {**os.environ, **({"KIT_SHOW_BREAKDOWNS": "1"} if shown else {})}
    command = [sys.executable, str(script), "check", "harbor", "--root", str(KIT)]
    ended = subprocess.run(command, capture_output=True, text=True, env=environment, check=False, cwd=root)
    assert ended.returncode == 1
    assert ("Traceback" in ended.stderr) is shown
    assert ("the kit cannot cope with something in this pack" in ended.stderr) is not shown
