"""A second build in the same process renders only what changed, and nobody can tell by what it writes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sample import resolved

from generators.model import Kit, Line, Place
from generators.model.problems import Problems, RefusedInput
from generators.reading.source import read_handbook
from generators.writers.site import write_site
from generators.writers.site.memory import MOST_PAGES, Memory, Rendered


@pytest.fixture
def kit(root: Path) -> Kit:
    handbook = read_handbook(root / "tests" / "kit", Problems())
    return resolved(handbook, handbook.defaults, Problems())


def with_line(kit: Kit, path: str, text: str) -> Kit:
    """The kit with a line at the end of one page."""
    line = Line(text, Place(f"content/{path}", 99))
    pages = (replace(page, lines=(*page.lines, line)) if page.path == path else page for page in kit.pages)
    return replace(kit, pages=tuple(pages))


def written(kit: Kit, folder: Path) -> dict[str, bytes]:
    write_site(kit, folder)
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_what_is_remembered_is_what_would_be_rendered(
    kit: Kit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_site(kit, tmp_path / "first")
    remembered = written(kit, tmp_path / "remembered")
    monkeypatch.setattr("generators.writers.site.writer.REMEMBERED", Memory())
    assert written(kit, tmp_path / "rendered") == remembered


def test_a_changed_page_is_rendered_again(kit: Kit, tmp_path: Path) -> None:
    write_site(kit, tmp_path)
    write_site(with_line(kit, "handbook/listening.md", "\nA word that is new here."), tmp_path)
    assert "A word that is new here." in (tmp_path / "site" / "handbook" / "listening.html").read_text("utf-8")


@pytest.mark.parametrize("link", ["[x](gone.md)", "[x](visits.md#gone)"])
def test_a_dead_link_is_told_each_time(kit: Kit, tmp_path: Path, link: str) -> None:
    broken = with_line(kit, "handbook/listening.md", f"\n{link}")
    for _ in range(2):
        with pytest.raises(RefusedInput, match="leads nowhere"):
            write_site(broken, tmp_path)


def test_a_link_is_rendered_again_when_its_page_is_gone(kit: Kit, tmp_path: Path) -> None:
    linking = with_line(kit, "handbook/listening.md", "\n[visits](visits.md)")
    write_site(linking, tmp_path)
    without = tuple(page for page in linking.pages if page.path != "handbook/visits.md")
    with pytest.raises(RefusedInput, match=r"visits\.md"):
        write_site(replace(linking, pages=without), tmp_path)


def test_the_least_used_pages_are_forgotten() -> None:
    memory = Memory()
    page = Rendered("", [], None, frozenset(), {})  # type: ignore[arg-type]
    memory.keep({str(number): page for number in range(MOST_PAGES)})
    memory.recall("0")
    memory.keep({"new": page})
    assert memory.recall("0") is page
    assert memory.recall("1") is None
