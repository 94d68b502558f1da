"""Every page that a local adds finds its place in the menus, and a local may hide pages or set their order."""

from __future__ import annotations

import pytest
from sample import complaints, lines, page

from generators.model import NavigationItem, SiteChoices
from generators.model.problems import Problems
from generators.resolving.navigation import Items, arranged, grouped, placed, reading_order


def item(path: str) -> NavigationItem:
    return NavigationItem(path.upper(), path=path)


WRITTEN: Items = (
    item("index.md"),
    NavigationItem("Handbook", children=(item("handbook/a.md"), item("handbook/b.md"))),
    NavigationItem("Web", url="https://a.example"),
)
BASE = ("handbook/a.md", "handbook/b.md", "index.md", "loose.md")


def outline(items: Items | None) -> str:
    """``index [a b] Web``: the stems of pages, groups in brackets."""
    return " ".join(
        f"[{outline(one.children)}]" if one.children else one.path.split("/")[-1][:-3] or one.title
        for one in items or ()
    )


def joined(**after: object) -> tuple[str, list[str]]:
    """The menus with new pages (``x=…`` is ``handbook/x.md``) whose ``after`` is as given, and what is wrong."""
    problems = Problems()
    new = {
        f"handbook/{name}.md": page("", f"handbook/{name}.md", {"after": value} if value else {})
        for name, value in after.items()
    }
    pages = {**{path: page("", path) for path in BASE}, **new}
    return outline(placed(WRITTEN, BASE, pages, problems)), complaints(problems)


def test_a_new_page_comes_behind_the_page_that_it_names() -> None:
    assert joined(x="handbook/a.md") == ("index [a x b] Web", [])
    assert joined(x="index.md") == ("index x [a b] Web", [])


def test_a_new_page_that_names_none_comes_last_in_the_group_of_its_folder() -> None:
    assert joined(x="") == ("index [a b x] Web", [])


def test_a_new_page_of_a_new_folder_comes_last_of_all() -> None:
    pages = {"other/x.md": page("", "other/x.md", {"title": "X", "nav_title": "Short"})}
    items = placed(WRITTEN, BASE, pages, Problems())
    assert items is not None
    assert items[-1] == NavigationItem("Short", path="other/x.md")


GROUPED: Items = (
    NavigationItem(
        "Handbook",
        children=(
            NavigationItem("First", children=(item("handbook/a.md"), item("handbook/b.md"))),
            NavigationItem("Second", children=(item("handbook/c.md"),)),
        ),
    ),
)


def with_groups(items: Items, **new: dict[str, str]) -> str:
    """The menus with new pages (``x=…`` is ``handbook/x.md``) that say so much above their text."""
    pages = {f"handbook/{name}.md": page("", f"handbook/{name}.md", front) for name, front in new.items()}
    base = {path: page("", path) for path in (*BASE, "handbook/c.md")}
    return outline(placed(items, tuple(base), {**base, **pages}, Problems()))


def test_a_new_page_comes_last_in_the_innermost_group_with_all_pages_of_its_folder() -> None:
    assert with_groups(GROUPED, x={}) == "[[a b] [c] x]"
    assert with_groups((NavigationItem("All", children=(*GROUPED, item("web/d.md"))),), x={}) == "[[[a b] [c] x] d]"


def test_new_pages_that_name_a_group_stand_together_behind_the_group_of_the_page_before_them() -> None:
    front = {"after": "handbook/a.md", "nav_group": "Ours"}
    assert with_groups(GROUPED, x=front, y=front) == "[[a b] [x y] [c]]"
    follower = {"after": "handbook/x.md", "nav_group": "Ours"}
    assert with_groups(GROUPED, x=front, y=follower) == "[[a b] [x y] [c]]"
    assert with_groups(WRITTEN, x=front, y={"nav_group": "Ours"}) == "index [a [x y] b] Web"


def test_a_page_joins_a_group_of_its_title_that_is_there() -> None:
    assert with_groups(GROUPED, x={"after": "handbook/a.md", "nav_group": "Second"}) == "[[a b] [c x]]"
    assert with_groups(GROUPED, x={"after": "handbook/a.md"}) == "[[a x b] [c]]"


def test_pages_of_one_list_are_grouped_where_the_first_of_them_stood() -> None:
    items = (item("a.md"), item("b.md"), item("c.md"), NavigationItem("More", children=(item("d.md"),)))
    assert outline(grouped(items, {"b.md": "Both", "c.md": "Both"})) == "a [b c] [d]"
    assert outline(grouped(items, {"a.md": "Both", "c.md": "Both"})) == "[a c] b [d]"
    assert outline(grouped(items, {"b.md": "More"})) == "a c [d b]"
    twins = (*items[3:], *items[3:])
    assert outline(grouped(twins, {"d.md": "More"})) == "[d] [d]", "two groups of one title stay two"


def test_new_pages_may_name_one_another_in_any_order() -> None:
    assert joined(x="handbook/y.md", y="handbook/z.md", z="handbook/a.md") == ("index [a z y x b] Web", [])


def test_two_pages_behind_the_same_one_come_by_name_each_with_its_own_followers() -> None:
    assert joined(x="handbook/a.md", y="handbook/a.md") == ("index [a x y b] Web", [])
    assert joined(x="handbook/a.md", xx="handbook/x.md", y="handbook/a.md") == ("index [a x xx y b] Web", [])


@pytest.mark.parametrize(
    ("after", "hint"),
    [
        ("handbook/aa.md", "did you mean 'handbook/a.md'?"),
        ("zebra", "give a page's path below content/"),
        (7, "give a page's path below content/"),
    ],
)
def test_a_page_that_is_not_there_is_a_problem(after: object, hint: str) -> None:
    menus, said = joined(x=after)
    assert menus == "index [a b] Web"
    assert said == [f"content/handbook/x.md:2: 'after' names a page that is not there: '{after}' ({hint})"]


@pytest.mark.parametrize("after", ["loose.md", "handbook/x.md"], ids=["a page without a menu", "itself"])
def test_a_page_behind_one_that_is_in_no_menu_comes_last_and_says_so(after: str) -> None:
    menus, (said,) = joined(x=after)
    assert menus == "index [a b] Web x"
    assert said.startswith(f"content/handbook/x.md:2: warning: 'after' names a page that is in no menu: '{after}'")


def test_pages_that_name_one_another_in_a_circle_are_placed_all_the_same() -> None:
    menus, said = joined(x="handbook/y.md", y="handbook/x.md")
    assert menus == "index [a b] Web x y"
    assert len(said) == 1


def test_without_menus_the_folder_rules() -> None:
    problems = Problems()
    assert placed(None, BASE, {"x.md": page("", "x.md", {"after": "nowhere.md"})}, problems) is None
    assert arranged(None, SiteChoices(), BASE, problems) is None
    assert not problems.found


def choices(hide: str = "", order: str = "") -> SiteChoices:
    return SiteChoices(hide=lines(hide, "local.yml") if hide else (), order=lines(order, "local.yml") if order else ())


def test_a_hidden_page_leaves_the_menus_and_so_does_a_group_without_pages() -> None:
    assert outline(arranged(WRITTEN, choices(hide="handbook/a.md"), BASE, Problems())) == "index [b] Web"
    both = choices(hide="handbook/a.md\nhandbook/b.md")
    assert outline(arranged(WRITTEN, both, BASE, Problems())) == "index Web"


def test_pages_in_order_come_first_in_their_groups() -> None:
    assert outline(arranged(WRITTEN, choices(order="handbook/b.md"), BASE, Problems())) == "index [b a] Web"


def test_choosing_a_page_that_is_not_there_is_a_problem_at_its_line() -> None:
    problems = Problems()
    arranged(WRITTEN, choices(hide="index.md\nnowhere.md", order="nor/here.md"), BASE, problems)
    assert [line.split(" (")[0] for line in complaints(problems)] == [
        "local.yml:1: 'site.order' names a page that is not there: 'nor/here.md'",
        "local.yml:2: 'site.hide' names a page that is not there: 'nowhere.md'",
    ]


def test_readers_meet_the_pages_in_the_order_of_the_menus_and_then_by_path() -> None:
    pages = {path: page("", path) for path in ("z.md", "handbook/a.md", "handbook/b.md", "c.md", "index.md")}
    assert [one.path for one in reading_order(WRITTEN, pages)] == [
        "index.md",
        "handbook/a.md",
        "handbook/b.md",
        "c.md",
        "z.md",
    ]
