"""Packs from people who mean harm are refused with a message, or cleaned; nothing of them runs, leaks, or escapes."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from hostile_packs import PATHS, REFUSED, SECRET, Hostile

from generators.commands.command_line import run

pytestmark = pytest.mark.usefixtures("lasting_process")


@pytest.fixture
def kit(tmp_path: Path, root: Path) -> Path:
    return Path(shutil.copytree(root / "tests" / "drift" / "before", tmp_path / "kit"))


@pytest.mark.parametrize("hostile", REFUSED, ids=lambda hostile: hostile.name)
def test_what_cannot_be_used_is_refused_by_name(
    hostile: Hostile, kit: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if sys.platform == "win32" and hostile in PATHS:
        pytest.skip("such names and links cannot be made here")
    hostile.make(kit / "overrides" / "locals" / "harbor")
    assert run(["build", "harbor", "--root", str(kit), "--out", str(kit / "dist"), "--quiet", "--jobs", "1"]) == 1
    said = capsys.readouterr()
    assert hostile.answer in said.err
    assert all(line.startswith(("overrides/locals/harbor", "harbor: not built")) for line in said.err.splitlines())
    assert "cannot cope" not in said.err
    assert SECRET not in said.err
    assert "\x1b" not in said.err
    assert not (kit / "dist").exists()
