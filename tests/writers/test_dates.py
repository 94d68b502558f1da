"""No clock gets into a site, also not through a theme that is not the kit's."""

from __future__ import annotations

from pathlib import Path

import pytest

from generators.pipeline.pipeline import BuildRequest, build_kits


def stamp_of(kit: Path, out: Path) -> str:
    """The line in which MkDocs' own themes say when a site was built."""
    (outcome,) = build_kits(BuildRequest(kit, out, formats=("site",)), lambda _line: None)
    text = (outcome.folder / "site" / "index.html").read_text(encoding="utf-8")
    return next(line for line in text.splitlines() if line.startswith("Build Date"))


def test_a_site_bears_no_date_of_today(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert stamp_of(root / "tests" / "plain-kit", tmp_path) == "Build Date UTC : 1980-01-01 00:00:00+00:00"


def test_a_date_that_is_asked_for_is_used(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert stamp_of(root / "tests" / "plain-kit", tmp_path) == "Build Date UTC : 2023-11-14 22:13:20+00:00"
