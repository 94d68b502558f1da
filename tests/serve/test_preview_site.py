"""What a preview keeps of its builds, and for how long."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psutil
import pytest
from previews import copy_of_kit
from sample import with_own_theme, write, write_kit

from generators.model import Line, Place
from generators.model.problems import Problem
from generators.pipeline.request import BuildRequest, Outcome
from generators.serve.snapshot import Site, SiteSnapshot
from generators.writers.site.downloads import ROOM_FOR_SIZE


@pytest.fixture
def kit(tmp_path: Path) -> Path:
    return write_kit(tmp_path / "kit")


@pytest.fixture
def site(kit: Path, tmp_path: Path) -> Iterator[Site]:
    with closing(Site(BuildRequest(kit, tmp_path / "site", formats=("site",)))) as site:
        yield site


@pytest.fixture
def own(root: Path, tmp_path: Path) -> Iterator[tuple[Site, Path]]:
    """A site in a theme of its own, and the folder of that."""
    kit = copy_of_kit(root, tmp_path / "own")
    theme = with_own_theme(root, kit)
    with closing(Site(BuildRequest(kit, tmp_path / "site", formats=("site",)))) as site:
        yield site, theme


def check(site: Site) -> Outcome | None:
    """Has the site go on with its pages until all are there."""
    refused = None
    while not site.is_checked:
        refused = site.check()
    return refused


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
        check(site)
        site.tidy()
    assert sorted(folder.name for folder in (tmp_path / "site").iterdir()) == ["3", "4", "copies"]


def test_every_page_is_there_before_it_was_made_and_the_same_afterwards(own: tuple[Site, Path]) -> None:
    site, _ = own
    site.build(views=("index.html",))
    before = site.snapshot
    assert "index.html" in before.contents
    assert "404.html" not in before.contents
    made = {path: content for path in before.made if (content := before.content(path))}
    check(site)
    assert not site.snapshot.made & made.keys()
    assert {path: site.snapshot.content(path) for path in made} == made


def test_an_edition_that_no_build_would_have_written_is_taken_back(own: tuple[Site, Path]) -> None:
    site, theme = own
    site.build()
    check(site)
    good = site.snapshot
    write(theme, {"a-z.html": "{% if %}"})
    assert site.build(views=("index.html",)).built
    refused = check(site)
    assert refused
    assert not refused.built
    assert site.snapshot == good
    assert any(problem.place.file.endswith("a-z.html") for problem in site.problems)


def test_what_was_good_stays_while_mistakes_follow_each_other(site: Site, kit: Path) -> None:
    site.build()
    for _ in range(3):
        write(kit, {"content/index.md": "# Hi\n\n[gone](gone.md)\n"})
        assert not site.build().built
        site.tidy()
    assert b"Welcome" in site.snapshot.content("index.html")


def test_a_picture_is_the_one_that_stood_there_when_the_edition_was_made(site: Site, kit: Path) -> None:
    write(kit, {"content/assets/a.svg": "<svg>one</svg>"})
    site.build()
    write(kit, {"content/assets/a.svg": "<svg>another one</svg>"})
    assert site.snapshot.content("assets/a.svg") == b"<svg>one</svg>"
    site.build()
    assert site.snapshot.content("assets/a.svg") == b"<svg>another one</svg>"


def test_new_downloads_are_given_out_at_once(site: Site, tmp_path: Path) -> None:
    site.build()
    site.take(made(tmp_path / "first", 5_000))
    site.take(made(tmp_path / "second", 6_000))
    site.tidy()
    assert site.snapshot.files["downloads/talk.pptx"].stat().st_size == 6_000
    site.build()
    assert site.snapshot.files["downloads/talk.pptx"].stat().st_size == 6_000


@pytest.mark.parametrize(("size", "same"), [(5_000, True), (5_001, True), (9_000, False)])
def test_a_page_looks_different_when_it_says_another_size_of_a_download(
    tmp_path: Path, size: int, *, same: bool
) -> None:
    page = f'<a class="kit-file" href="downloads/talk.pptx" download>PPTX{ROOM_FOR_SIZE}</a>'
    write(tmp_path, {"index.html": page, "first.pptx": b"x" * 5_000, "second.pptx": b"x" * size})

    def look(talk: str) -> str:
        return SiteSnapshot({"index.html": tmp_path / "index.html", "downloads/talk.pptx": tmp_path / talk}).look(
            "index.html"
        )

    assert (look("first.pptx") == look("second.pptx")) is same
    assert b"download" not in SiteSnapshot({"index.html": tmp_path / "index.html"}).content("index.html")


def test_what_is_wrong_with_downloads_is_told_beside_what_is_wrong_with_the_site(site: Site, tmp_path: Path) -> None:
    site.build()
    problem = Problem("slide-without-title", Place("slides/talk.md", 3), "has no title")
    site.take(Outcome("base", tmp_path, (problem,), built=False))
    assert list(site.problems) == [problem]
    assert site.snapshot.files
    site.take(made(tmp_path / "made", 10))
    assert list(site.problems) == []


def test_no_save_leaves_anything_behind(site: Site, kit: Path, tmp_path: Path) -> None:
    own = psutil.Process()

    def held() -> tuple[object, ...]:
        files = sorted(file.parent.name for file in (tmp_path / "site").rglob("*.html"))
        copies = len(list((tmp_path / "site" / "copies").iterdir()))
        return len(files), copies, len(own.open_files()), len(own.children()), threading.active_count()

    text = (kit / "content" / "index.md").read_text(encoding="utf-8")
    for number in range(12):
        write(kit, {"content/index.md": f"{text}\nSave {number}.\n", "content/assets/a.svg": f"<svg>{number}</svg>"})
        site.build(views=("index.html",))
        if number % 2:
            check(site)
        site.tidy()
        if number == 5:
            before = held()
    assert held() == before


@pytest.mark.parametrize("mistake", ["", "[gone](gone.md)", '[open](../../outside.md)\n\n--8<-- "nowhere.md"'])
def test_no_save_leaves_a_line_in_memory_though_a_mistake_stands_through_all_of_them(
    site: Site, kit: Path, mistake: str
) -> None:
    def saved(numbers: range) -> int:
        for number in numbers:
            write(kit, {"content/index.md": f"{text}\nSave {number}.\n\n{mistake}\n"})
            assert site.build(views=("index.html",)).built is not bool(mistake)
        gc.collect()
        return sum(isinstance(one, Line) for one in gc.get_objects())

    text = (kit / "content" / "index.md").read_text(encoding="utf-8")
    assert saved(range(8)) == saved(range(8, 24))


def test_a_folder_that_moves_and_a_page_that_goes_are_followed(site: Site, kit: Path) -> None:
    write(kit, {"content/a/one.md": "# One\n", "content/a/two.md": "# Two\n"})
    site.build()
    assert {"a/one/index.html", "a/two/index.html"} <= site.snapshot.made
    (kit / "content" / "a").rename(kit / "content" / "b")
    (kit / "content" / "b" / "two.md").unlink()
    site.build()
    assert "b/one/index.html" in site.snapshot.made
    assert not {"a/one/index.html", "a/two/index.html", "b/two/index.html"} & site.snapshot.made


def test_a_save_that_is_mended_at_once_is_as_if_it_had_not_been(site: Site, kit: Path) -> None:
    site.build()
    good = site.snapshot.content("index.html")
    text = (kit / "content" / "index.md").read_text(encoding="utf-8")
    write(kit, {"content/index.md": f"{text}\n[gone](gone.md)\n"})
    assert not site.build().built
    write(kit, {"content/index.md": text})
    assert site.build().built
    assert site.problems == ()
    assert site.snapshot.content("index.html") == good


def test_the_garbage_collector_leaves_out_what_is_known_until_the_preview_ends(kit: Path, tmp_path: Path) -> None:
    gc.unfreeze()
    with closing(Site(BuildRequest(kit, tmp_path / "site", formats=("site",)))) as site:
        site.build()
        check(site)
        known = gc.get_freeze_count()
        write(kit, {"content/index.md": "# Hi\n\nAnother word.\n"})
        site.build()
        check(site)
        assert gc.get_freeze_count() <= known, "what comes with each save is looked through"
    assert known > 10_000
    assert gc.get_freeze_count() == 0
