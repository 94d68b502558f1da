"""A handbook that is built again, after edits by chance, is what it would be if it were built for the first time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from made_up import Size, made_handbook

from generators.caching.latest import SHARES
from generators.caching.store import FORGETFUL, Store
from generators.checking import targets
from generators.model.problems import RefusedInput
from generators.model.remembered import forget_unused
from generators.pipeline.kits import checked_kit, read_base
from generators.pipeline.request import BuildRequest
from generators.writers.site.on_demand import site_on_demand

PAGES = 12
MENU_ENTRY = "      - A new page: part-001/new.md\n"


def built(root: Path, store: Store) -> tuple[dict[str, bytes], list[str]]:
    """What a process of its own makes of the handbook in ``root``: all files of its site, and all problems."""
    for _ in range(3):  # kits that asked for nothing
        forget_unused()
    request = BuildRequest(root, root / "dist", store=store)
    with checked_kit(request, read_base(request), None) as checked:
        said = [f"{one.place}: {one.message}" for one in checked.problems]
        if checked.kit is None:
            return {}, said
        try:
            return dict(site_on_demand(checked.kit, store).checked()), said
        except RefusedInput as refusal:
            return {}, [*said, *(one.message for one in refusal.problems)]


def edit(root: Path, chance: Random) -> None:
    """One of what authors do: words, headings, links, dead ones, HTML, a title, and a page that comes or goes."""
    pages = sorted((root / "content").rglob("page-*.md"))
    page, other = chance.choice(pages), chance.choice(pages)
    text, menu = page.read_text("utf-8"), root / "mkdocs.yml"
    added = (
        *(f"\nA word, {chance.random()}.\n", f"\n## A heading {chance.randrange(3)}\n", '\n<a href="gone.md">x</a>\n'),
        *(f"\n[x](../{other.parent.name}/{other.name})\n", f"\n[x](../{other.parent.name}/{other.name}#none)\n"),
    )
    new, choice = root / "content" / "part-001" / "new.md", chance.randrange(8)
    if choice == 0:
        lines = [line for line in text.split("\n") if "[" not in line and "<a" not in line and "A heading" not in line]
        page.write_text("\n".join(lines), encoding="utf-8")
    elif choice == 1:
        page.write_text(text.replace("title: ", f"title: {chance.choice('ABC')} ", 1), encoding="utf-8")
    elif choice == 2:
        settings = menu.read_text("utf-8")
        menu.write_text(settings.removesuffix(MENU_ENTRY) if new.exists() else settings + MENU_ENTRY, encoding="utf-8")
        new.unlink() if new.exists() else new.write_text("# A new page\n\nWords.\n", encoding="utf-8")
    else:
        page.write_text(text + chance.choice(added), encoding="utf-8")


@pytest.fixture
def handbook(tmp_path: Path) -> Iterator[Path]:
    made_handbook(tmp_path / "handbook", Size(PAGES, slides=3))
    yield tmp_path / "handbook"


@pytest.mark.parametrize("seed", [1, 2])
def test_a_handbook_built_again_is_the_same_as_from_scratch(handbook: Path, tmp_path: Path, seed: int) -> None:
    chance, store = Random(seed), Store(tmp_path / "store")
    whole = 0
    for _ in range(8):
        made = built(handbook, store)
        assert made == built(handbook, FORGETFUL)
        whole += bool(made[0])
        for _ in range(chance.randrange(3)):
            edit(handbook, chance)
    assert whole


def test_of_many_builds_no_more_is_kept_than_of_the_last(handbook: Path, tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    for number in range(3):
        page = handbook / "content" / "part-001" / "page-0001.md"
        page.write_text(f"{page.read_text('utf-8')}\nNumber {number}.\n", encoding="utf-8")
        built(handbook, store)
    kept = store.contents()
    assert 0 < kept["rendered"].entries <= SHARES
    assert 0 < kept["links"].entries <= SHARES


def test_a_page_that_is_as_it_was_is_not_searched_for_links(
    handbook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path / "store")
    built(handbook, store)
    searched: list[str] = []
    monkeypatch.setattr(targets, "destinations", lambda path, _: searched.append(path))
    page = handbook / "content" / "part-001" / "page-0002.md"
    page.write_text(f"{page.read_text('utf-8')}\nA word.\n", encoding="utf-8")
    built(handbook, store)
    assert searched == ["part-001/page-0002.md"]
