"""No clock gets into a site, also not through a theme that is not the kit's."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generators.pipeline.build import build_kits
from generators.pipeline.request import BuildRequest


def stamp_of(kit: Path, out: Path, date: datetime | None = None) -> str:
    """The line in which MkDocs' own themes say when a site was built."""
    (outcome,) = build_kits(BuildRequest(kit, out, formats=("site",), date=date), lambda _line: None)
    text = (outcome.folder / "site" / "index.html").read_text(encoding="utf-8")
    return next(line for line in text.splitlines() if line.startswith("Build Date"))


@pytest.mark.parametrize("given", [None, "", "yesterday", "1700000000"])
def test_a_site_bears_no_date_of_today_nor_of_the_environment(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str | None
) -> None:
    if given is None:
        monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    else:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", given)
    assert stamp_of(root / "tests" / "plain-kit", tmp_path) == "Build Date UTC : 1980-01-01 00:00:00+00:00"
    assert os.environ.get("SOURCE_DATE_EPOCH") == given


def test_a_date_that_is_asked_for_is_used(root: Path, tmp_path: Path) -> None:
    date = datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)
    assert stamp_of(root / "tests" / "plain-kit", tmp_path, date) == "Build Date UTC : 2023-11-14 22:13:20+00:00"
