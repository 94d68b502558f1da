"""Which file an address means, and when a page looks different."""

from __future__ import annotations

from pathlib import Path

import pytest
from sample import write

from generators.serve.snapshot import SiteSnapshot

SITE = {
    "index.html": '<link rel="stylesheet" href="assets/kit.css"><p>Edition 1a2b3c4d</p>',
    "handbook/kinds.html": '<script src="../assets/kit.js?v=1" defer></script><img src="../logo%20two.png" alt="">',
    "forms/index.html": "Forms",
    "404.html": "There is no such page",
    "assets/kit.css": "p { color: red }",
    "assets/kit.js": "1",
    "logo two.png": "picture",
    "downloads/a.pdf": "PDF",
}


def site(folder: Path, mount: str = "/", **changed: str) -> SiteSnapshot:
    texts = {**SITE, **{name.replace("__", "/").replace("_", "."): text for name, text in changed.items()}}
    write(folder, dict(texts))
    return SiteSnapshot({path: folder / path for path in texts}, mount, "1a2b3c4d")


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("/", "index.html"),
        ("/index.html", "index.html"),
        ("/forms/", "forms/index.html"),
        ("/logo%20two.png", "logo two.png"),
        ("/Index.html", None),
        ("/forms", None),
        ("", "index.html"),
    ],
)
def test_an_address_means_the_file_that_a_web_host_would_give(tmp_path: Path, address: str, path: str | None) -> None:
    assert site(tmp_path).path(address) == path


@pytest.mark.parametrize(
    "address",
    ["/../secret", "/%2e%2e/secret", "/forms/../../secret", "/..%5csecret", "//etc/passwd", "/C:/secret", "/%00"],
)
def test_no_address_leads_out_of_the_site(tmp_path: Path, address: str) -> None:
    (tmp_path / "secret").write_text("", encoding="utf-8")
    assert site(tmp_path / "site").path(address) is None
    assert site(tmp_path / "site").folder(address) is None


def test_a_folder_is_known_without_its_last_slash(tmp_path: Path) -> None:
    assert site(tmp_path).folder("/forms") == "/forms/"
    assert site(tmp_path).folder("/handbook") is None


def test_a_site_for_a_folder_of_its_host_is_found_there_too(tmp_path: Path) -> None:
    assert site(tmp_path, mount="/kit/").path("/kit/handbook/kinds.html") == "handbook/kinds.html"
    assert site(tmp_path, mount="/kit/").path("/kit/") == "index.html"


def test_in_place_of_a_page_that_is_not_there_stands_the_sites_own_word_on_it(tmp_path: Path) -> None:
    assert site(tmp_path).page("/nowhere.html") == "404.html"
    assert SiteSnapshot().page("/") is None


@pytest.mark.parametrize(
    ("page", "changed"),
    [
        ("index.html", {"index_html": "Other words"}),
        ("index.html", {"assets__kit_css": "p { color: blue }"}),
        ("handbook/kinds.html", {"assets__kit_js": "2"}),
        ("handbook/kinds.html", {"logo two_png": "another picture"}),
    ],
)
def test_a_page_looks_different_when_its_text_or_anything_it_loads_is(
    tmp_path: Path, page: str, changed: dict[str, str]
) -> None:
    before = site(tmp_path / "before").look(page)
    assert site(tmp_path / "after").look(page) == before
    assert site(tmp_path / "changed", **changed).look(page) != before


def test_a_page_looks_the_same_when_only_the_editions_name_or_another_page_is_different(tmp_path: Path) -> None:
    before = site(tmp_path / "before")
    after = site(
        tmp_path / "after", index_html=SITE["index.html"].replace("1a2b3c4d", "5e6f7a8b"), forms__index_html="F"
    )
    assert SiteSnapshot(after.files, name="5e6f7a8b").look("index.html") == before.look("index.html")
