"""What a preview keeps of its builds, and for how long."""

from __future__ import annotations

from pathlib import Path

import pytest
from sample import write, write_kit

from generators.model import Place
from generators.model.problems import Problem
from generators.pipeline.request import BuildRequest, Outcome
from generators.serve.snapshot import Site


@pytest.fixture
def kit(tmp_path: Path) -> Path:
    return write_kit(tmp_path / "kit")


@pytest.fixture
def site(kit: Path, tmp_path: Path) -> Site:
    return Site(BuildRequest(kit, tmp_path / "site", formats=("site",)))


def made(folder: Path, size: int, *problems: Problem) -> Outcome:
    """Decks and forms that somebody built: a file of ``size`` bytes."""
    write(folder, {"site/downloads/talk.pptx": b"x" * size})
    return Outcome("base", folder, problems, built=True)


def test_an_edition_stays_when_a_build_fails(site: Site, kit: Path) -> None:
    site.build()
    good = site.snapshot
    write(kit, {"content/index.md": "# Hi\n\n[gone](gone.md)\n"})
    assert not site.build().built
    site.tidy()
    assert site.snapshot is good
    assert all(file.is_file() for file in good.files.values())
    assert [problem.place.line for problem in site.problems] == [3]


def test_an_edition_is_removed_when_nobody_can_be_reading_it_any_more(site: Site, tmp_path: Path) -> None:
    for _ in range(4):
        site.build()
        site.tidy()
    assert sorted(folder.name for folder in (tmp_path / "site").iterdir()) == ["3", "4"]


def test_new_downloads_are_given_out_at_once(site: Site, tmp_path: Path) -> None:
    site.build()
    site.take(made(tmp_path / "first", 5_000))
    site.take(made(tmp_path / "second", 6_000))
    site.tidy()
    assert site.snapshot.files["downloads/talk.pptx"].stat().st_size == 6_000
    site.build()
    assert site.snapshot.files["downloads/talk.pptx"].stat().st_size == 6_000


@pytest.mark.parametrize(("size", "outdated"), [(5_000, False), (5_001, False), (9_000, True)])
def test_a_site_is_outdated_when_it_says_another_size_of_a_download(
    site: Site, tmp_path: Path, size: int, *, outdated: bool
) -> None:
    site.take(made(tmp_path / "first", 5_000))
    site.build()
    site.take(made(tmp_path / "second", size))
    assert site.is_outdated is outdated


def test_what_is_wrong_with_downloads_is_told_beside_what_is_wrong_with_the_site(site: Site, tmp_path: Path) -> None:
    site.build()
    problem = Problem("slide-without-title", Place("slides/talk.md", 3), "has no title")
    site.take(Outcome("base", tmp_path, (problem,), built=False))
    assert list(site.problems) == [problem]
    assert site.snapshot.files
    site.take(made(tmp_path / "made", 10))
    assert list(site.problems) == []
