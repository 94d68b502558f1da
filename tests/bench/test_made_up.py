"""What is measured is made up: the same each time, without a mistake in it, and varied as real handbooks are."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_up import Size, made_handbook, made_locals

from generators.forms.names import fields_of
from generators.pipeline.kits import check_kits, checked_kit, read_base
from generators.pipeline.request import BuildRequest


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A handbook of 27 pages with 20 locals."""
    made_handbook(tmp_path / "book", Size(27, decks=1, slides=8, fields=5))
    made_locals(tmp_path / "book", 20)
    return tmp_path / "book"


def files_in(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_same_numbers_make_the_same_files(folder: Path, tmp_path: Path) -> None:
    made_handbook(tmp_path / "again", Size(27, decks=1, slides=8, fields=5))
    made_locals(tmp_path / "again", 20)
    assert files_in(folder) == files_in(tmp_path / "again")


def test_a_handbook_and_its_locals_are_without_a_mistake_and_as_large_as_asked_for(folder: Path) -> None:
    last = folder / "overrides" / "locals" / "local-0020"
    request = BuildRequest(folder, folder / "dist", (last,))
    base = read_base(request)
    with checked_kit(request, base, None) as plain, checked_kit(request, base, last) as own:
        assert plain.problems == own.problems == ()
        assert plain.kit is not None and own.kit is not None
        assert len(plain.kit.pages) == 27
        (form,) = plain.kit.forms
        assert sum(1 for section in form.sections for _ in fields_of(section.items)) == 5
        assert [len(deck.slides) for deck in plain.kit.decks] == [8]
        counts = own.made_from.overrides.counts()
        assert (counts["page"], counts["new page"], counts["example"]) == (1, 1, 6)


def test_each_local_has_a_name_and_contacts_of_its_own(folder: Path) -> None:
    packs = sorted((folder / "overrides" / "locals").iterdir())
    assert len({(pack / "local.yml").read_bytes() for pack in packs}) == 20


def test_locals_of_any_handbook_tell_its_stories_and_have_no_mistake(root: Path, tmp_path: Path) -> None:
    made_locals(root, 20, tmp_path)
    packs = (tmp_path / "local-0001", tmp_path / "local-0020")
    outcomes = list(check_kits(BuildRequest(root, Path(), packs)))
    assert [outcome.problems for outcome in outcomes] == [(), ()]
    assert [outcome.overrides["example"] for outcome in outcomes] == [6, 6]
    assert (outcomes[1].overrides["page"], outcomes[1].overrides["new page"]) == (1, 1)
