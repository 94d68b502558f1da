"""What a local changed, added, and set: each with its own place, what it stands over in the base, and both texts."""

from __future__ import annotations

from pathlib import Path

import pytest
from sample import complaints, read, resolved, write_kit, write_pack

from generators.model import Handbook, Local, Place
from generators.resolving.overrides import Override, Overrides, overrides_of, sources_of

OWN = "overrides/locals/acme/"
TALK = "---\ntitle: T\n---\n## A {layout=title-only}\n"
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
Files = dict[str, str | bytes]


def example(text: str, name: str = "story") -> str:
    return f"# A\n\n<!-- example: {name} -->\n{text}\n<!-- /example -->\n"


def of(kit: Path, base: Files, own: Files) -> tuple[Handbook, Local, Overrides]:
    """A kit of ``base``, its pack of ``own``, and what the one has over the other."""
    write_pack(write_kit(kit, base), own)
    handbook, local, problems = read(kit)
    assert complaints(problems) == []
    return handbook, local, overrides_of(handbook, local)


def one(kit: Path, base: Files, own: Files, kind: str, name: str) -> Override:
    return of(kit, base, own)[2].found[(kind, name)]


def written(place: Place | None) -> str:
    return f"{place.file.removeprefix(OWN)}:{place.line}" if place else ""


def test_all_that_a_local_changed_added_or_set_is_listed_with_what_it_stands_over(tmp_path: Path) -> None:
    base: Files = {"content/a.md": f"{example('Old.')}<!-- slot: more --><!-- /slot -->\n", "slides/talk.md": TALK}
    base |= {"content/assets/a.svg": DRAWING, "content/assets/b.svg": DRAWING}
    own: Files = {"content/index.md": "# I", "content/new.md": "# N", "slides/talk.md": TALK, "slides/own.md": TALK}
    own |= {"examples/story.md": "A", "slots/more.md": "", "local.yml": "name: A\nprogram:\n  length: a year"}
    own |= {"assets/a.svg": DRAWING, "content/assets/b.svg": DRAWING, "content/slides/c.svg": DRAWING}
    _, _, found = of(tmp_path, base, own)
    assert {(one.label, one.name): f"{written(one.place)} > {written(one.target)}" for one in found} == {
        ("page", "index.md"): "content/index.md:1 > content/index.md:1",
        ("new page", "new.md"): "content/new.md:1 > ",
        ("outline", "talk.md"): "slides/talk.md:1 > slides/talk.md:1",
        ("new outline", "own.md"): "slides/own.md:1 > ",
        ("example", "story"): "examples/story.md:1 > content/a.md:3",
        ("slot", "more"): "slots/more.md:1 > content/a.md:6",
        ("asset", "assets/a.svg"): "assets/a.svg:1 > content/assets/a.svg:1",
        ("asset", "assets/b.svg"): "content/assets/b.svg:1 > content/assets/b.svg:1",
        ("asset", "slides/c.svg"): "content/slides/c.svg:1 > ",
        ("setting", "name"): "local.yml:1 > ",
        ("setting", "program.length"): "local.yml:3 > ",
    }
    assert found.counts() == {
        "page": 1, "new page": 1, "outline": 1, "new outline": 1, "example": 1, "slot": 1, "asset": 3, "setting": 2,
    }  # fmt: skip


def test_the_base_kit_has_none(tmp_path: Path) -> None:
    handbook, _, _ = of(tmp_path, {}, {})
    assert list(overrides_of(handbook, handbook.defaults)) == []


def test_both_texts_are_told_without_blank_lines_around_them(tmp_path: Path) -> None:
    base: Files = {"content/a.md": f"---\ntitle: B\n---\n{example('Old.  ')}"}
    found = of(tmp_path, base, {"content/a.md": f"{example('Own.')}\n\n", "examples/story.md": "\nNew.\n"})[2].found
    passage, page = found[("example", "story")], found[("page", "a.md")]
    assert (passage.own, passage.base) == (("New.",), ("Old.",))
    assert page.base[:3] == ("title: B", "", "# A")
    assert page.own[-2:] == ("Own.", "<!-- /example -->")


def test_a_picture_of_the_base_stands_where_mkdocs_yml_has_its_pages(tmp_path: Path) -> None:
    settings = "site_name: A\ndocs_dir: site/docs\n"
    base: Files = {"mkdocs.yml": settings, "site/docs/index.md": "# I", "site/docs/assets/a.svg": DRAWING}
    found = one(tmp_path, base, {"assets/a.svg": DRAWING}, "asset", "assets/a.svg")
    assert written(found.target) == "site/docs/assets/a.svg:1"


@pytest.mark.parametrize(
    ("own", "target"),
    [
        ({}, "content/a.md:3"),
        ({"content/a.md": "# Ours"}, "content/b.md:3"),
        ({"content/a.md": example("Ours.")}, "content/b.md:3"),
        ({"content/a.md": example("Ours."), "content/b.md": "# Ours"}, "slides/talk.md:6"),
        ({"content/a.md": example("Ours."), "content/b.md": "# Ours", "slides/talk.md": TALK}, "content/a.md:3"),
    ],
    ids=["of all", "of the pages that stay", "though a page keeps it", "of outlines", "of what is replaced"],
)
def test_of_several_passages_of_one_name_the_first_that_gives_way_counts(
    tmp_path: Path, own: Files, target: str
) -> None:
    talk = f"{TALK}\n{example('T').removeprefix('# A')}".replace("\n\n\n", "\n")
    base: Files = {"content/a.md": example("A"), "content/b.md": example("B"), "slides/talk.md": talk}
    found = one(tmp_path, base, {"examples/story.md": "New.", **own}, "example", "story")
    assert written(found.target) == target
    assert found.hits


def test_a_passage_inside_of_one_that_the_pack_replaces_does_not_give_way(tmp_path: Path) -> None:
    nested = example("<!-- slot: more -->\nA\n<!-- /slot -->", "outer")
    base: Files = {"content/a.md": nested, "content/b.md": "# B\n<!-- slot: more -->\nB\n<!-- /slot -->"}
    own: Files = {"examples/outer.md": "O", "slots/more.md": "M"}
    assert written(one(tmp_path, base, own, "slot", "more").target) == "content/b.md:2"


@pytest.mark.parametrize(
    ("own", "hits", "target"),
    [
        ({"content/new.md": example("x")}, True, ""),
        ({"content/a.md": "# Ours"}, False, "content/a.md:3"),
        ({}, True, "content/a.md:3"),
    ],
    ids=["its own page alone", "a page that it replaced", "a page of the base"],
)
def test_a_passage_hits_what_the_locals_pages_show(tmp_path: Path, own: Files, *, hits: bool, target: str) -> None:
    base: Files = {"content/a.md": example("x", "mine" if target else "other")}
    name = "mine" if target else "story"
    found = one(tmp_path, base, {f"examples/{name}.md": "Y", **own}, "example", name)
    assert (found.hits, written(found.target)) == (hits, target)


def test_the_locals_logo_is_told_from_other_pictures(tmp_path: Path) -> None:
    own: Files = {"local.yml": "name: A\nbrand: {logo: assets/logo.svg}", "assets/logo.svg": DRAWING}
    _, _, found = of(tmp_path, {}, {**own, "assets/map.svg": DRAWING})
    assert [one.name for one in found if one.is_logo] == ["assets/logo.svg"]


def test_only_a_file_of_its_own_kind_takes_the_place_of_a_source(tmp_path: Path) -> None:
    # The outline has a page's name, the example that of a file without an ending.
    base: Files = {"content/talk.md": example("x"), "slides/talk.md": TALK, "content/story": "robots, keep out"}
    handbook, local, found = of(tmp_path, base, {"slides/talk.md": TALK, "examples/story.md": "Y"})
    assert set(sources_of(handbook, local, found)) == {
        "mkdocs.yml", "overrides/local.yml", "content/index.md", "content/talk.md", "content/story",
        f"{OWN}local.yml", f"{OWN}slides/talk.md", f"{OWN}examples/story.md",
    }  # fmt: skip


def test_a_picture_in_either_folder_of_a_pack_takes_the_place_of_the_bases(tmp_path: Path) -> None:
    base: Files = {"content/assets/a.svg": DRAWING, "content/assets/b.svg": DRAWING}
    handbook, local, found = of(tmp_path, base, {"assets/a.svg": DRAWING, "content/assets/b.svg": DRAWING})
    sources = sources_of(handbook, local, found)
    assert sorted(path for path in sources if path.endswith(".svg")) == [
        f"{OWN}assets/a.svg", f"{OWN}content/assets/b.svg",
    ]  # fmt: skip
    assert set(resolved(handbook, local, read(tmp_path)[2]).assets.values()) == {
        sources[f"{OWN}assets/a.svg"], sources[f"{OWN}content/assets/b.svg"],
    }  # fmt: skip
