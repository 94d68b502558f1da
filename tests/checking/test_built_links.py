"""Where links lead is what a browser finds on the finished site: `check` says the same before anything is built."""

from __future__ import annotations

import gc
import random
import re
import tracemalloc
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from sample import complaints, resolved, write

from generators.checking import links
from generators.checking.built_links import BuiltLinks, addresses, alike, seen_in, with_addresses
from generators.checking.kit import check
from generators.checking.links import check_built_links, check_page_links
from generators.checking.targets import Targets
from generators.model import Kit, Page
from generators.model.built_site import BuiltPage, BuiltSite, LinkRules
from generators.model.problems import Problems
from generators.reading.addresses import file_of
from generators.reading.links import Link, followed
from generators.reading.source import read_handbook

HOME = """\
# Home

## First one {#custom}

## More & *more* `code`

<a name="old"></a> <a id="new"></a> <span id=bare></span> <i id="é"></i>

para
{#para}

RIGHT

[c](#custom) [o](#old) [n](#new) [b](#bare) [p](#para) [u](#%C3%A9) [é](#é) [t](#top) [h](#) [x](#home:~:text=Home)
[s](sub/) [t](sub) [q](sub/?q=1#sub-page) [i](sub/index.md#sub-page) [.](.) [l](./sub/)
[out](../sub/) [m](<my page.md>) [d](my%20page.md)
[e](a(b).md) [c](caf%C3%A9.md) [f](café.md) [r][ref] [a](/sub/) [m](mailto:a@b.org) [j](javascript:void0) [g](ftp://a.org)

[//]: * (remark)
[ref]: sub/index.md "Sub"
[unused]: no.md

<a href="sub/">s</a> <a href=sub/#sub-page>s</a> <img src="pic.svg" alt=""> <video poster="pic.svg"></video>
<picture><source srcset="pic.svg 1x, sub/../pic.svg 2x"></picture> <!-- <a href="no.html"></a> -->

`[x](no.md)`

    [x](no.md)

> ```
> [x](no.md)
> ```

<pre>[x](no.md)</pre>

WRONG

[x](no.md)

[x](#no)

[x](sub/index.md#no)

[x](sub/no/)

array[0](x)

- <a href="no.html">x</a>

<img src="no.png" alt="x">

<video src="no.mp4" poster="pic.svg"></video>

<picture><source srcset="pic.svg 1x, no.svg 2x"></picture>

![x](sub/pic.svg)

[r]: gone.md

[r][r]
"""
SUB = """\
# Sub page

[up](../) [home](../index.md) [site](../sub/) [self](#sub-page)

<a href='../my%20page/'>m</a>

[x](../no/)
"""
PAGES = {
    "docs/index.md": HOME,
    "docs/sub/index.md": SUB,
    "docs/a(b).md": "# Par\n",
    "docs/café.md": "# Café\n",
    "docs/my page.md": "# My page\n\n[x](../sub/) [y](sub/index.md)\n\n<a href='sub/'>x</a>\n",
    "docs/pic.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
}
SETTINGS = (
    "site_name: A\ntheme: {name: mkdocs, analytics: null}\nplugins: []\n"
    "markdown_extensions: [attr_list, md_in_html]\nuse_directory_urls: URLS\n"
)


@pytest.fixture(scope="module", params=["true", "false"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Kit, Path]:
    """Another handbook, and what plain MkDocs makes of it."""
    folder = write(tmp_path_factory.mktemp("other"), {"mkdocs.yml": SETTINGS.replace("URLS", request.param), **PAGES})
    build(load_config(str(folder / "mkdocs.yml")))
    handbook = read_handbook(folder, Problems())
    return resolved(handbook, handbook.defaults, Problems()), folder / "site"


def of_built(kit: Kit, folder: Path) -> list[str]:
    """What is wrong with the links of the site in ``folder``."""
    pages = {}
    for page in kit.pages:
        file = file_of(page.path, directory_urls=kit.site.directory_urls)
        pages[page.path] = BuiltPage(page.path, file, file, (folder / file).read_text("utf-8"))
    site, problems = BuiltSite(folder, pages, LinkRules()), Problems()
    check_built_links(site, Targets(kit, site), problems)
    return complaints(problems)


def test_check_and_the_built_site_say_the_same(built: tuple[Kit, Path]) -> None:
    kit, folder = built
    problems = Problems()
    check(kit, problems)
    assert complaints(problems) == of_built(kit, folder) != []


def test_nothing_right_is_called_wrong_and_nothing_wrong_is_left_out(built: tuple[Kit, Path]) -> None:
    kit, folder = built
    start = HOME[: HOME.index("WRONG")].count("\n") + 1
    told = {int(line.split(":")[1]) for line in of_built(kit, folder) if line.startswith("docs/index.md")}
    lines = {number for number, line in enumerate(HOME.split("\n"), 1) if number > start and line.strip()}
    explained = HOME.split("\n").index("[r][r]") + 1
    assert told == lines - {explained}


@pytest.mark.parametrize(
    ("html", "is_right"),
    [
        ('<p><a href="sub/">x</a> <img src="pic.svg" alt="A"> <img class="decorative" src="pic.svg" alt=""></p>', True),
        ('<a href="https://a.example/">x</a> <a href="mailto:a@b.example">y</a> <a href="#z">z</a>', True),
        ('<img src="pic.svg" alt="">', False),
        ('<img src="https://a.example/pic.png" alt="A">', False),
        ('<a href="https://">x</a>', False),
        ('<a href="mailto:somebody">x</a>', False),
    ],
)
def test_a_page_is_converted_again_only_where_something_wrong_was_made_of_it(
    built: tuple[Kit, Path], monkeypatch: pytest.MonkeyPatch, html: str, *, is_right: bool
) -> None:
    kit, folder = built
    page = next(page for page in kit.pages if page.path == "sub/index.md")
    site = BuiltSite(folder, {page.path: BuiltPage(page.path, "sub/", "sub/index.html", html)})
    converted: list[Page] = []

    def noted(page: Page, _targets: Targets) -> tuple[Link, ...]:
        converted.append(page)
        return ()

    monkeypatch.setattr(links, "links_in_html", noted)
    check_page_links(page, Targets(kit, site), Problems())
    assert converted == ([] if is_right else [page])


def test_the_kits_own_sites_have_no_dead_link(base: Path) -> None:
    site = base / "site"
    pages = {file.relative_to(site).as_posix(): file.read_bytes() for file in site.rglob("*.html")}
    files = {file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()}
    assert list(BuiltLinks(pages, files, pages.__getitem__).dead()) == []
    spoiled = {**pages, "index.html": pages["index.html"].replace(b"</body>", b"<a href=no.html>x</a></body>")}
    assert [dead.address for dead in BuiltLinks(spoiled, files, pages.__getitem__).dead()] == ["no.html"]


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("a.png", ("a.png",)),
        ("a.png 1x, b.png 2x", ("a.png", "b.png")),
        ("a.png 1x,b.png 2x", ("a.png", "b.png")),
        (" a.png, b.png ", ("a.png", "b.png")),
        ("a,b.png 100w", ("a,b.png",)),
        ("data:image/png;base64,AAAA 1x, b.png", ("data:image/png;base64,AAAA", "b.png")),
        ("", ()),
    ],
)
def test_a_set_of_sources_has_several_addresses(value: str, found: tuple[str, ...]) -> None:
    assert addresses(value, "srcset") == found


def test_addresses_can_be_put_in_place_of_others() -> None:
    made = {"a.png": "../a.png", "b.png": "../b.png"}
    assert with_addresses("a.png 1x, b.png  2x,c.png", "srcset", made) == "../a.png 1x, ../b.png  2x,c.png"
    assert with_addresses(" a.png", "src", made) == "../a.png"


def test_anchors_stand_in_pages_and_in_the_frame_around_them() -> None:
    pages = {"a.html": b"<a href='#x'>a</a> <a href='#y'>b</a> <a href='b.html#z'>c</a> <code>&lt;b id='y'&gt;</code>"}
    whole = {"a.html": b"<main ID = x>" + pages["a.html"], "b.html": b"<a name=z></a>"}
    links = BuiltLinks(pages, frozenset(whole), whole.__getitem__)
    assert [(dead.address, dead.lacks_anchor) for dead in links.dead()] == [("#y", True)]


def test_what_was_seen_is_remembered_without_the_page_itself() -> None:
    page = b"<a href='a.html'>" + b"word " * 20_000
    tracemalloc.start()
    for save in range(50):
        seen_in(page + str(save).encode())
    gc.collect()
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert held < 10 * len(page)
    assert seen_in(page).addresses == {"a.html"}


def test_what_leads_out_of_a_site_is_dead_where_the_site_may_stand_in_any_folder() -> None:
    pages = {"a.html": b"<a href='../a.html'>x</a> <a href='../../b.html'>x</a>"}
    there = BuiltLinks(pages, {"a.html"}, pages.__getitem__)
    assert [dead.address for dead in there.dead()] == ["../../b.html"]
    alone = BuiltLinks(pages, {"a.html"}, pages.__getitem__, stands_alone=True)
    assert [dead.address for dead in alone.dead()] == ["../a.html", "../../b.html"]


_PARTS = ("..", ".", "a", "b", "index.html", "c%2Fd", "%2e%2e", "é", "", " ", "\\", "\x01")
_BEGINS = ("", "../", "../../", "./", "/", " ", "\x01", "https:", "//", "..\\")
_ENDS = ("", "#x", "?q", "?q#x", "/", "/#x", " ")


def test_what_leads_somewhere_from_one_page_leads_there_from_all_beside_it() -> None:
    chance = random.Random(5)
    for _ in range(10_000):
        parts = "/".join(chance.choices(_PARTS, k=chance.randint(0, 3)))
        address = f"{chance.choice(_BEGINS)}{parts}{chance.choice(_ENDS)}"
        folders = "".join(chance.choices(("a/", "b/", "c%2Fd/", "é/"), k=chance.randint(0, 3)))
        file = f"{folders}{chance.choice(('index.html', 'p.html', 'é.html'))}"
        assert followed(address, alike(address, file)) == followed(address, file), (address, file)


def test_pages_beside_each_other_follow_an_address_from_one_place() -> None:
    assert alike("../c/", "part/a/index.html") == alike("../c/", "part/b/index.html") == "part/-/"
    assert alike("c.html", "part/a.html") == alike("c.html", "part/b.html") == "part/"


def test_a_look_at_attributes_finds_all_that_one_pattern_for_letters_of_any_size_does() -> None:
    value = rb"""\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))"""
    addresses_in = re.compile(rb"\s(?:href|src|srcset|poster|data)" + value, re.IGNORECASE)
    ids_in = re.compile(rb"<[a-z][^<>]*?\sid" + value, re.IGNORECASE)
    pieces = [b"<a", b' href="x"', b" HREF=y", b" src='z'", b' id="q"', b" ID=r", b">", b"</a>", b' data = "d"', b"<"]
    pieces += [b' data-id="n"', b'\nid\t=\n"m"', b' srcset="a 1x, b"', b'id="no"', b"text ", b'"', b"'", b" poster=p/"]
    chance = random.Random(3)
    for _ in range(10_000):
        html = b"".join(chance.choices(pieces, k=chance.randint(1, 8)))
        seen = seen_in(html)
        ids = {b"".join(found).decode() for found in ids_in.findall(html)}
        found = {b"".join(one).decode() for one in addresses_in.findall(html)}
        assert seen.ids == ids, html
        assert seen.addresses == found - {f"#{name}" for name in ids}, html
