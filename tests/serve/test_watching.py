"""Which changes are news to a preview."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from sample import write, write_kit, write_pack
from watchfiles import Change

from generators.serve.watching import Watch, sources_of

PATIENCE = 60.0


class Heard:
    """What a watch has told."""

    def __init__(self) -> None:
        self.event = Event()

    def within(self, seconds: float) -> bool:
        """Whether anything was told; from then on, only what comes next counts."""
        heard = self.event.wait(seconds)
        time.sleep(0.1)
        self.event.clear()
        return heard


@pytest.fixture
def kit(tmp_path: Path) -> Path:
    return write_kit(tmp_path / "kit", {"content/handbook/kinds.md": "# Kinds\n"}).resolve()


@pytest.fixture
def heard(kit: Path) -> Iterator[Heard]:
    heard = Heard()
    with Watch(kit, None, heard.event.set):
        yield heard


def test_a_saved_page_is_told(kit: Path, heard: Heard) -> None:
    write(kit, {"content/handbook/kinds.md": "# Other kinds\n"})
    assert heard.within(PATIENCE)


def test_settings_are_told_each_time_that_a_new_file_takes_their_place(kit: Path, heard: Heard) -> None:
    for name in ("One", "Two"):
        write(kit, {"draft": f"site_name: {name}\ndocs_dir: content\n"})
        (kit / "draft").replace(kit / "mkdocs.yml")
        assert heard.within(PATIENCE)


def test_a_folder_that_comes_later_is_followed_from_then_on(kit: Path, heard: Heard) -> None:
    write(kit, {"slides/talk.md": "---\ntitle: Talk\n---\n"})
    assert heard.within(PATIENCE)
    write(kit, {"slides/talk.md": "---\ntitle: Other talk\n---\n"})
    assert heard.within(PATIENCE)


def test_a_folder_that_goes_and_comes_again_is_followed_again(kit: Path, heard: Heard) -> None:
    shutil.move(kit / "content", kit / "elsewhere")
    assert heard.within(PATIENCE)
    shutil.move(kit / "elsewhere", kit / "content")
    assert heard.within(PATIENCE)
    write(kit, {"content/handbook/kinds.md": "# Kinds again\n"})
    assert heard.within(PATIENCE)


def test_what_is_built_is_not_told(kit: Path, heard: Heard) -> None:
    write(kit, {"dist/base/site/index.html": "", "notes.txt": "", "content/.kinds.md.swp": "", "content/kinds.md~": ""})
    assert not heard.within(0.3)


@pytest.mark.parametrize("name", ["4913", "#kinds.md#", "kinds.md.bak", "kinds.md.orig", "kinds.tmp", "~$kinds.docx"])
def test_what_programs_leave_behind_is_not_told(kit: Path, heard: Heard, name: str) -> None:
    write(kit, {f"content/handbook/{name}": ""})
    assert not heard.within(0.3)


def test_a_pack_elsewhere_is_a_source_and_other_locals_are_none(kit: Path, tmp_path: Path) -> None:
    other = write_pack(kit, slug="other")
    pack = write(tmp_path / "acme", {"local.yml": "name: Local 104\n"}).resolve()
    sources = sources_of(kit, pack)
    assert sources.holds(Change.modified, str(pack / "local.yml"))
    assert sources.holds(Change.modified, str(kit / "overrides" / "local.yml"))
    assert not sources.holds(Change.modified, str(other / "local.yml"))


def test_pages_are_looked_for_where_the_settings_have_them(kit: Path) -> None:
    write(kit, {"mkdocs.yml": "site_name: Kit\ndocs_dir: pages\n", "pages/index.md": "# Hi\n"})
    assert sources_of(kit, None).holds(Change.added, str(kit / "pages" / "index.md"))
