"""A build takes pages from the last one as they were rendered, and nobody can tell by what it writes."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
from sample import resolved

from generators.caching.store import FORGETFUL, Store
from generators.model import Kit, Line, Place
from generators.model.problems import Problems
from generators.model.remembered import forget_unused
from generators.model.replacing import replace
from generators.reading.source import read_handbook
from generators.writers.site.on_demand import site_on_demand

PAGE = "handbook/listening.html"


@pytest.fixture
def kit(root: Path) -> Kit:
    return kit_in(root / "tests" / "kit")


def kit_in(folder: Path) -> Kit:
    handbook = read_handbook(folder, Problems())
    return resolved(handbook, handbook.defaults, Problems())


def with_line(kit: Kit, path: str, text: str) -> Kit:
    """The kit with a line at the end of one page."""
    line = Line(text, Place(f"content/{path}", 99))
    pages = (replace(page, lines=(*page.lines, line)) if page.path == path else page for page in kit.pages)
    return replace(kit, pages=tuple(pages))


def edited(kit: Kit, chance: random.Random) -> Kit:
    """The kit with something more on one page: words, a heading, a link."""
    page = chance.choice([page for page in kit.pages if page.path.startswith("handbook/")])
    texts = (f"A word, {chance.random()}.", f"## Heading {chance.randrange(9)}", "[visits](visits.md)")
    return with_line(kit, page.path, f"\n{chance.choice(texts)}")


def with_edition(kit: Kit, number: int) -> Kit:
    """The kit as one with other texts would be called."""
    return replace(kit, edition=f"{number * 305419896:08x}"[:8])


def made(kit: Kit, store: Store = FORGETFUL) -> dict[str, bytes]:
    """All files of the site that are made, as by a process of its own."""
    for _ in range(3):  # kits that asked for nothing
        forget_unused()
    return dict(site_on_demand(kit, store).checked())


def test_a_second_build_renders_what_has_changed(kit: Kit, tmp_path: Path, rendered: list[str]) -> None:
    store = Store(tmp_path)
    before = made(kit, store)
    rendered.clear()
    changed = with_edition(with_line(kit, "handbook/listening.md", "\nA word that is new here."), 1)
    after = made(changed, store)
    assert "handbook/listening.md" in rendered
    assert "handbook/visits.md" not in rendered
    assert before["handbook/visits.html"] != after["handbook/visits.html"], "the edition stands on every page"
    assert after == made(changed)


def test_builds_in_a_row_write_what_each_would_alone(kit: Kit, tmp_path: Path) -> None:
    store, chance = Store(tmp_path), random.Random(5)
    for number in range(6):
        other = with_edition(edited(kit, chance), number)
        assert made(other, store) == made(other)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a theme stands that says something else for each test: what is the same in all is compiled once."""
    return tmp_path_factory.mktemp("own")


def own_kit(root: Path, folder: Path, template: str) -> Kit:
    """The sample kit with a theme that says ``template`` below each page."""
    shutil.copytree(root / "tests" / "kit", folder / "tests" / "kit", dirs_exist_ok=True)
    shutil.copytree(root / "overrides" / "theme", folder / "overrides" / "theme", dirs_exist_ok=True)
    (folder / "overrides" / "theme" / "partials" / "page-end.html").write_text(template, encoding="utf-8")
    return kit_in(folder / "tests" / "kit")


@pytest.mark.parametrize(
    "template",
    [
        "{{ config.extra.kit.edition }}",
        "{{ config.extra.kit.edition[:4] }}",
        "{{ pages | length }}",
        "{{ frame.footer }}",
        "{% set foot = frame.footer %}{{ foot[-9:] | striptags }}",
        "{{ frame.footer | upper | striptags }}",
        "{% if config.extra.kit.news is none %}none{% endif %}",
        "{% if nav is iterable %}{{ (nav.pages | first).title }}{% endif %}",
        "{{ page.next_page.content | length if page.next_page }}",
        "{{ page.content | length }}",
        "{{ config.copyright }}",
    ],
)
def test_a_theme_of_ones_own_may_read_anything(root: Path, own: Path, tmp_path: Path, template: str) -> None:
    store = Store(tmp_path)
    kit = own_kit(root, own, template)
    for other in (kit, with_edition(with_line(kit, "handbook/visits.md", "\nA new word."), 1)):
        assert made(other, store) == made(other)


def test_another_theme_or_setting_is_seen(root: Path, tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    pages = [made(own_kit(root, tmp_path, text), store)[PAGE] for text in ("one", "two", "{{ config.copyright }}")]
    settings = tmp_path / "tests" / "kit" / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8") + "\ncopyright: By nobody\n", encoding="utf-8")
    pages.append(made(kit_in(tmp_path / "tests" / "kit"), store)[PAGE])
    assert len(set(pages)) == len(pages)


def test_a_spoiled_entry_is_made_again(kit: Kit, tmp_path: Path) -> None:
    store = Store(tmp_path)
    made(kit, store)
    for file in (tmp_path / "rendered").rglob("*"):
        if file.is_file():
            file.write_bytes(file.read_bytes()[:-3])
    assert made(kit, store) == made(kit)
