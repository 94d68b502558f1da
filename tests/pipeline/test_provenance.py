"""What two computers make kits with is compared by numbers where there are some, and told in words."""

from __future__ import annotations

from importlib.metadata import version

import pytest

from generators.model.replacing import replace
from generators.pipeline.provenance import Provenance

HERE = Provenance("a program", "3.12.4", {"dask": "2026.8.0", "typst": "0.15"})


def test_packages_are_those_that_the_program_asks_for_and_those_that_these_ask_for() -> None:
    packages = Provenance.own().packages
    assert packages["typst"] == version("typst")
    assert packages["dask"] == version("dask")  # asked for by distributed
    assert "pytest" not in packages


def test_one_that_was_told_to_another_computer_is_the_same_there() -> None:
    own = Provenance.own()
    assert Provenance.of(own.told()) == own
    assert Provenance.of(own.told()).digest == own.digest
    assert own.differences(own) == ()


@pytest.mark.parametrize(
    ("there", "told"),
    [
        (replace(HERE, python="3.11.2"), "Python 3.11.2 in place of 3.12.4"),
        (replace(HERE, packages={"dask": "2026.8.0", "typst": "0.14"}), "typst 0.14 in place of 0.15"),
        (replace(HERE, packages={"dask": "2026.8.0"}), "typst none in place of 0.15"),
        (replace(HERE, program="another"), "another version of the mentoring kit's program"),
    ],
)
def test_what_differs_is_told(there: Provenance, told: str) -> None:
    assert HERE.differences(there) == (told,)
    assert there.digest != HERE.digest
