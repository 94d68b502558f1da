"""What is to be written in place of an address that leads nowhere can be pasted on the page, and mends the link."""

from __future__ import annotations

from pathlib import Path

import pytest
from sample import MKDOCS, complaints, resolved, write_kit

from generators.checking.kit import check
from generators.model.problems import Problems
from generators.reading.source import read_handbook

THEME = "theme: {name: material, kit: true}\nstrict: true\n"
PAGES: dict[str, str | bytes] = {
    "content/index.md": "# Home\n",
    "content/LICENSE.md": "# License\n\n## Terms\n",
    "content/handbook/roles.md": "# Roles\n\n## Ask\n",
    "content/handbook/my page.md": "# Mine\n",
    "content/handbook/kinds/index.md": "# Kinds\n",
    "content/assets/map.svg": "<svg/>",
    "content/assets/plan.pdf": "",
    "content/assets/map.pdf": "",
}


def hints(root: Path, text: str, theme: str = THEME) -> list[str]:
    """The hints for what stands on a page in the folder ``handbook/``."""
    pages = {"mkdocs.yml": MKDOCS + theme, "content/handbook/a.md": f"# A\n\n{text}\n"}
    problems = Problems()
    handbook = read_handbook(write_kit(root, {**PAGES, **pages}), problems)
    check(resolved(handbook, handbook.defaults, problems), problems)
    return [line.partition(" (")[2].removesuffix(")") for line in complaints(problems)]


@pytest.mark.parametrize(
    ("target", "hint"),
    [
        # relative to the page
        ("LICENSE.md", "did you mean '../LICENSE.md'?"),
        ("handbook/roles.md", "did you mean 'roles.md'?"),
        ("../roles.md#ask", "did you mean 'roles.md#ask'?"),
        ("assets/map.svg", "did you mean '../assets/map.svg'?"),
        # a page beside a wrong ending
        ("roles.html", "link to the page's text: 'roles.md'"),
        ("roles.htm#ask", "link to the page's text: 'roles.md#ask'"),
        ("roles/", "write 'roles.md'"),
        ("roles.MD", "write 'roles.md'"),
        ("Roles", "write 'roles.md'"),
        ("roles", "write 'roles.md'"),
        ("roles/#ask", "write 'roles.md#ask'"),
        ("roles.markdown", "write 'roles.md'"),
        ("../license/", "write '../LICENSE.md'"),
        ("kinds.md", "did you mean 'kinds/index.md'?"),
        ("my%20page", "write 'my%20page.md'"),
        # an address of another site
        ("www.x.org", "write 'https://www.x.org'"),
        ("www.x.museum/a", "write 'https://www.x.museum/a'"),
        ("x.org", "write 'https://x.org'"),
        ("x.org/page", "write 'https://x.org/page'"),
        ("sub.x.org/page?a=b#c", "write 'https://sub.x.org/page?a=b#c'"),
        # files of the same kind, and no website
        ("../assets/plann.pdf", "did you mean '../assets/plan.pdf'?"),
        ("map.pdf", "did you mean '../assets/map.pdf'?"),
        ("sheet.xlsx", "put it into the folder, or correct the link"),
        ("list.py", "put it into the folder, or correct the link"),
        ("notes.txt", "put it into the folder, or correct the link"),
    ],
)
def test_a_hint_mends_the_link(tmp_path: Path, target: str, hint: str) -> None:
    assert hints(tmp_path, f"[x]({target})") == [hint]


def test_a_missing_picture_is_no_page_and_no_website(tmp_path: Path) -> None:
    assert hints(tmp_path, "![x](map.png)") == ["did you mean '../assets/map.svg'?"]
    assert hints(tmp_path, "![x](roles.png)") == ["put it into the folder, or correct the link"]


def test_html_that_stays_as_it_is_is_given_an_address(tmp_path: Path) -> None:
    other = hints(tmp_path, '<a href="roles.html">x</a> <img src="map.svg" alt="x">', "theme: material\n")
    assert other == ["did you mean '../../assets/map.svg'?", "link to the page's text: '../roles/'"]
