"""A second build in the same process renders only what changed, and nobody can tell by what it writes."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from sample import copy_sample, resolved

from generators.caching.store import Store
from generators.markdown import dialect
from generators.markdown.dialect import Dialect
from generators.markdown.sections import sections_of
from generators.model import Kit, Line, Page, Place
from generators.model.problems import Problems, RefusedInput
from generators.model.remembered import forget_unused
from generators.model.replacing import replace
from generators.reading import addresses
from generators.reading.source import read_handbook
from generators.writers.site import mkdocs_route, theme_files, views, write_site
from generators.writers.site.on_demand import site_on_demand

MEMORIES = (dialect._known, theme_files._read, views.relative, addresses.address_of, mkdocs_route._read_settings)


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
    return files_below(folder)


def files_below(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_what_is_remembered_is_what_would_be_made(kit: Kit, tmp_path: Path) -> None:
    write_site(with_line(kit, "handbook/listening.md", "\nAnother word."), tmp_path / "first")
    remembered = written(kit, tmp_path / "remembered")
    forget()
    assert written(kit, tmp_path / "made") == remembered


def forget() -> None:
    for memory in MEMORIES:
        memory.cache_clear()
    for _ in range(3):  # kits that asked for nothing
        forget_unused()


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


def test_a_page_that_is_new_changes_the_links_of_all_others(kit: Kit, tmp_path: Path) -> None:
    linking = with_line(kit, "handbook/listening.md", "\n[new](new.md?x=1)")
    (other,) = (page for page in kit.pages if page.path == "handbook/visits.md")
    new = replace(other, path="handbook/new.md")
    write_site(replace(linking, pages=(*linking.pages, new)), tmp_path)
    assert 'href="new.html?x=1"' in (tmp_path / "site" / "handbook" / "listening.html").read_text("utf-8")


def test_nothing_is_remembered_without_end() -> None:
    assert all(memory.cache_parameters()["maxsize"] for memory in MEMORIES)


def test_settings_are_read_again_when_they_change(kit: Kit, root: Path, tmp_path: Path) -> None:
    folder = copy_sample(root, tmp_path / "kit")
    settings = folder / "mkdocs.yml"
    text = settings.read_text("utf-8")
    for line in ("", "copyright: By all of us\n", "copyright: By you\n"):
        settings.write_text(text + line, encoding="utf-8")
        handbook = read_handbook(folder, Problems())
        write_site(resolved(handbook, handbook.defaults, Problems()), tmp_path / "out")
        page = (tmp_path / "out" / "site" / "index.html").read_text("utf-8")
        assert ("kit-footer__copyright" in page) == bool(line)
        assert line.removeprefix("copyright: ").strip() in page


def edited(kit: Kit, chance: random.Random) -> Kit:
    """The kit with one page changed, renamed, linked to another, or gone."""
    page = chance.choice([page for page in kit.pages if page.path.startswith("handbook/")])
    other = chance.choice(kit.pages)
    text = chance.choice(
        [
            f"\nAnother word, {chance.random()}.",
            f"\n## Heading {chance.randrange(9)}\n\n- [ ] one\n- [ ] two",
            f"\n[there](../{other.path}?x=1)",
            "\n![Picture](../assets/lamp.svg)\n\n| a | b |\n| --- | --- |\n| 1 | 2 |",
        ]
    )
    if chance.random() < 0.2:
        copy = replace(page, path=f"handbook/new-{chance.randrange(99)}.md")
        return replace(kit, pages=(*kit.pages, copy))
    return with_line(kit, page.path, text)


def test_a_site_out_of_the_store_is_what_would_be_made(kit: Kit, tmp_path: Path) -> None:
    chance, store = random.Random(15), Store(tmp_path / "store", "here")
    for step in range(8):
        kit = edited(kit, chance) if chance.random() < 0.8 else kit
        local = replace(kit.local, slug=chance.choice(["base", "harbor"]))
        own = replace(kit, local=local, site=replace(kit.site, is_strict=False, borrows_theme=True))
        if step % 2:
            forget()  # what the disk has is all that is left
        write_site(own, tmp_path / f"{step}-stored", store)
        forget()
        assert written(own, tmp_path / f"{step}-made") == files_below(tmp_path / f"{step}-stored")


def test_a_section_is_kept_for_a_later_local_that_changes_another_one_of_its_page(kit: Kit, tmp_path: Path) -> None:
    forget()
    for number in range(4):
        write_site(kit, tmp_path / str(number))
        forget_unused()
    section = next(part for page in kit.pages for part in sections_of(_text(page), ()) if part.startswith("## "))
    assert Dialect(kit.site.extensions).known.pages.get(section)


def _text(page: Page) -> str:
    return "\n".join(line.text for line in page.lines)


def test_one_page_can_be_made_before_all_others(kit: Kit, tmp_path: Path) -> None:
    changed = with_line(kit, "handbook/listening.md", "\nA word that is new here.")
    content = site_on_demand(changed).content("handbook/listening.html")
    assert content == written(changed, tmp_path / "all")[str(Path("site", "handbook", "listening.html"))]
