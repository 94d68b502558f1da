"""The locals that are made up for measuring are in order, and growth is read off them rightly."""

from __future__ import annotations

from pathlib import Path

import pytest
from bench_locals import Cost, exponent, made_packs

from generators.pipeline.kits import check_kits
from generators.pipeline.request import BuildRequest


def test_made_up_locals_have_no_mistakes_and_differ(root: Path, tmp_path: Path) -> None:
    made_packs(root, tmp_path, 2)
    packs = tuple(sorted(tmp_path.iterdir()))
    outcomes = list(check_kits(BuildRequest(root, Path(), packs)))
    assert [outcome.problems for outcome in outcomes] == [(), ()]
    assert all(outcome.overrides["example"] == 3 for outcome in outcomes)
    assert len({(pack / "local.yml").read_text(encoding="utf-8") for pack in packs}) == 2


@pytest.mark.parametrize("power", [1.0, 2.0])
def test_growth_is_a_power_of_the_number(power: float) -> None:
    costs = [Cost(number, 0, 3 * number**power, 0, 0, 0, ()) for number in (1, 10, 100)]
    assert exponent(costs) == pytest.approx(power)
