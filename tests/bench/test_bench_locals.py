"""What many locals take on a disk is counted as the disk does it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from bench_locals import MEGABYTE, _disk


@pytest.mark.skipif(os.name == "nt", reason="the system does not say how many blocks a file takes")
def test_what_kits_share_takes_its_room_once(tmp_path: Path) -> None:
    (tmp_path / "one").write_bytes(os.urandom(MEGABYTE))
    (tmp_path / "other").hardlink_to(tmp_path / "one")
    apparent, real = _disk(tmp_path)
    assert apparent == 2.0
    assert real == pytest.approx(1.0, rel=0.1)
