"""Who builds a site: the kit renders its own theme, MkDocs what only MkDocs can; an author hears what falls away."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html as lxml_html
from lxml.html import HtmlElement
from PIL import Image
from sample import complaints, copy_sample, resolved, with_own_theme

from generators.checking.kit import check
from generators.model import Kit, Line, NavigationItem, Place
from generators.model.problems import Problems, RefusedInput
from generators.model.replacing import replace
from generators.reading.source import read_handbook, read_local
from generators.writers.site import write_site
from generators.writers.site.frames import Frames
from generators.writers.site.mkdocs_route import settings_of

Change = Callable[[str], str]


@pytest.fixture
def folder(root: Path, tmp_path: Path) -> Path:
    """A copy of the sample kit."""
    return copy_sample(root, tmp_path / "kit")


def change(file: Path, how: Change) -> None:
    file.write_text(how(file.read_text(encoding="utf-8")), encoding="utf-8")


def kit_of(folder: Path, pack: str = "") -> Kit:
    handbook = read_handbook(folder, Problems())
    own = folder / "overrides" / "locals" / pack
    return resolved(handbook, read_local(handbook, own, Problems()) if pack else handbook.defaults, Problems())


def site_of(kit: Kit, into: Path) -> Path:
    write_site(kit, into)
    return into / "site"


def page(site: Path, name: str) -> HtmlElement:
    return lxml_html.document_fromstring((site / name).read_text(encoding="utf-8"))


def test_a_picture_that_browsers_do_not_show_is_published_as_one_that_they_do(folder: Path, tmp_path: Path) -> None:
    kit = kit_of(folder)
    Image.new("RGB", (40, 20)).save(tmp_path / "hall.jpg")
    lines = (*kit.pages[0].lines, *(Line(text, kit.pages[0].place) for text in ("", "![Hall](assets/hall.heic)")))
    with_photo = replace(
        kit,
        pages=(replace(kit.pages[0], lines=lines), *kit.pages[1:]),
        assets={**kit.assets, "assets/hall.heic": tmp_path / "hall.jpg"},
    )
    site = site_of(with_photo, tmp_path / "made")
    image = page(site, kit.pages[0].path.replace(".md", ".html")).xpath("//img[@alt='Hall']")[0]
    assert (image.get("src"), image.get("width"), image.get("height")) == ("assets/hall.heic.jpg", "40", "20")
    assert (site / "assets" / "hall.heic.jpg").is_file()


def refusal(kit: Kit, into: Path) -> list[str]:
    with pytest.raises(RefusedInput) as refused:
        write_site(kit, into)
    return [f"{problem.place.file}:{problem.place.line}: {problem.message}" for problem in refused.value.problems]


def with_text(kit: Kit, *text: str) -> Kit:
    """The kit with lines at the end of one page, from line 90 on."""
    lines = tuple(Line(line, Place("content/handbook/listening.md", number)) for number, line in enumerate(text, 90))
    return replace(
        kit,
        pages=tuple(
            replace(page, lines=(*page.lines, *lines)) if page.path == "handbook/listening.md" else page
            for page in kit.pages
        ),
    )


# What MkDocs alone can do.


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ("plugins:\n  - search\n  - tags:\n      tags: true\n", {"the plugin 'tags'": 3}),
        ("plugins: {material/search: {}, tags: {}, blog: {}}\n", {"the plugin 'tags'": 1, "the plugin 'blog'": 1}),
        ("plugins: []\nhooks: [hook.py]\nexclude_docs: x\n", {"'hooks'": 2, "'exclude_docs'": 3}),
        (
            "plugins: [search]\ndraft_docs: x\n\nextra_templates: [a.html]\n",
            {"'draft_docs'": 2, "'extra_templates'": 4},
        ),
        ("plugins: []\n", {}),
    ],
)
def test_what_only_mkdocs_can_do_is_told_at_its_line(folder: Path, settings: str, told: dict[str, int]) -> None:
    change(folder / "mkdocs.yml", lambda text: settings + text.replace("plugins: []\n", ""))
    problems = Problems()
    check(kit_of(folder), problems)
    found = {problem.message.partition(" is for MkDocs")[0]: problem.place for problem in problems.warnings}
    assert found == {name: Place("mkdocs.yml", line) for name, line in told.items()}, complaints(problems)


def test_the_search_of_mkdocs_is_not_loaded_for_a_site_that_has_its_own(folder: Path, tmp_path: Path) -> None:
    before = site_of(kit_of(folder), tmp_path / "a")
    change(folder / "mkdocs.yml", lambda text: text.replace("plugins: []", "plugins: [search: {lang: [en]}]"))
    kit = kit_of(folder)
    assert not settings_of(kit).plugins
    after = site_of(kit, tmp_path / "b")
    name = Path("handbook", "listening.html")
    assert (before / name).read_bytes() == (after / name).read_bytes()


def test_what_a_parent_asks_of_mkdocs_is_told_in_the_parent(folder: Path) -> None:
    (folder / "parent.yml").write_text("site_name: Parent\nplugins:\n  - tags\n", encoding="utf-8")
    change(folder / "mkdocs.yml", lambda text: "INHERIT: parent.yml\n" + text.replace("plugins: []\n", ""))
    assert [line.place for line in kit_of(folder).site.only_mkdocs] == [Place("parent.yml", 3)]


def test_other_themes_need_no_word_about_it(root: Path) -> None:
    kit = kit_of(root / "tests" / "plain-kit")
    assert not kit.site.own_theme
    asking = replace(kit, site=replace(kit.site, only_mkdocs=(Line("'hooks'", Place("mkdocs.yml", 1)),)))
    problems = Problems()
    check(asking, problems)
    assert not [problem for problem in problems.found if problem.code == "site-built-by-mkdocs"]


@pytest.fixture
def hooked(folder: Path) -> Path:
    """The sample kit with a hook, which only MkDocs runs."""
    hook = "def on_page_content(html, page, config, files):\n    return html + '<p>hooked</p>'\n"
    (folder / "hook.py").write_text(hook, encoding="utf-8")
    change(folder / "mkdocs.yml", lambda text: f"{text}\nhooks: [hook.py]\n")
    return folder


def test_mkdocs_builds_a_site_with_hooks_in_the_locals_look(hooked: Path, tmp_path: Path) -> None:
    kit = kit_of(hooked, "harbor")
    site = site_of(kit, tmp_path / "out")
    home = page(site, "index.html")
    assert "hooked" in page(site, "handbook/listening.html").text_content()
    assert kit.local.brand.name.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}") in home.text_content()
    assert kit.local.brand.primary in (site / "assets" / "brand.css").read_text(encoding="utf-8")
    assert home.find(".//dialog").get("data-index") == "search/search_index.json"
    assert not (site / "guides").exists()
    assert not (site / "handbook.html").exists()
    assert "handbook.html" not in {link.get("href") for link in page(site, "downloads.html").iter("a")}


def test_what_a_pack_wrote_is_cleaned_there_too(hooked: Path, tmp_path: Path) -> None:
    kit = with_text(kit_of(hooked, "harbor"), "", '<p onclick="alert(1)">x</p><script>1</script>')
    text = (site_of(kit, tmp_path / "out") / "handbook" / "listening.html").read_text(encoding="utf-8")
    assert "onclick" not in text
    assert "<script>1" not in text


SLIDES = """.//*[contains(@class, 'kit-glance') or @id='slides-at-a-glance' or contains(@class, 'kit-part-head')
    or contains(@class, 'kit-tiles') or contains(@class, 'kit-actions')]
    | .//*[contains(@class, 'kit-downloads--row')]/span"""
"""What stands on a workshop's page for its slides: a list of titles, or the slides and what leads to them."""


def test_generated_pages_say_the_same_in_both_ways(hooked: Path, tmp_path: Path) -> None:
    """But for what leads to the guide, the slides, and the book, which only the kit's own renderer makes."""
    kit = kit_of(hooked)
    by_mkdocs, by_kit = site_of(kit, tmp_path / "a"), site_of(without_hooks(kit), tmp_path / "b")
    for name in ("decks/index.html", "decks/first-visits.html", "forms/visit-notes.html"):
        shown = [page(site, name).find(".//article") for site in (by_mkdocs, by_kit)]
        for article in shown:
            for slides in article.xpath(SLIDES):
                slides.drop_tree()
            for extra in [link for link in article.iter("a") if "guides/" in (link.get("href") or "")]:
                if extra.text_content().strip() != "Teaching guide PDF":
                    extra.getparent().remove(extra)
        words = ["".join(article.text_content().replace("hooked", "").split()) for article in shown]
        if name != "decks/index.html":  # files to take along, and who sees the answers, stand elsewhere on the other
            words = ["".join(sorted(letters)) for letters in words]
        assert words[0] == words[1], name


def without_hooks(kit: Kit) -> Kit:
    return replace(kit, site=replace(kit.site, only_mkdocs=()))


def test_plain_mkdocs_builds_the_base_strictly(root: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path)]
    ended = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    assert page(tmp_path, "handbook/kinds.html").find(".//nav[@id='kit-nav']") is not None


# Links that lead nowhere.


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[x](gone.md)", "the link 'gone.md' leads nowhere: the site has no 'handbook/gone.md'"),
        ("[x](visits.md#gone)", "the link 'visits.md#gone' leads nowhere: the site has no 'handbook/visits.html#gone'"),
        ("[x](#gone)", "the link '#gone' leads nowhere: the site has no 'handbook/listening.html#gone'"),
        ("[x](gone.pdf)", "the link 'gone.pdf' leads nowhere: the site has no 'handbook/gone.pdf'"),
        ('<a href="../gone.pdf">x</a>', "the link '../gone.pdf' leads nowhere: the site has no 'gone.pdf'"),
        ('<video src="gone.mp4"></video>', "the link 'gone.mp4' leads nowhere: the site has no 'handbook/gone.mp4'"),
        ("[x](../gone/)", "the link '../gone/' leads nowhere: the site has no 'gone/'"),
    ],
)
def test_a_dead_link_is_told_at_its_line(folder: Path, tmp_path: Path, text: str, why: str) -> None:
    (said,) = refusal(with_text(kit_of(folder), "", text), tmp_path / "out")
    assert said.startswith(f"content/handbook/listening.md:91: {why}")


@pytest.mark.parametrize(
    "text",
    [
        '<a href="visits.md">x</a>',
        '<a id="here"></a> [x](#here)',
        "[x](../downloads/forms/visit-notes.pdf)",
        '<a href="visits.html">x</a> <video src="../assets/logo.svg"></video>',
        "[x](visits.html) [y](..) [z](../) [top](#top) [q](visits.html?a=b#an-example)",
        "[x](/top.html)",
    ],
)
def test_a_link_that_leads_somewhere_or_may_is_no_mistake(folder: Path, tmp_path: Path, text: str) -> None:
    site_of(with_text(kit_of(folder), "", text), tmp_path / "out")


@pytest.mark.parametrize("text", ["[x](../gone/)", "[x](/top.html)"])
def test_mkdocs_settings_say_which_links_are_mistakes(folder: Path, tmp_path: Path, text: str) -> None:
    strict = "\nvalidation: {links: {absolute_links: warn, unrecognized_links: warn}}\n"
    change(folder / "mkdocs.yml", lambda settings: settings + strict)
    (said,) = refusal(with_text(kit_of(folder), "", text), tmp_path / "out")
    assert said.startswith("content/handbook/listening.md:91: the link ")


def test_an_absolute_link_can_mean_a_page(folder: Path, tmp_path: Path) -> None:
    meant = "\nvalidation: {links: {absolute_links: relative_to_docs}}\n"
    change(folder / "mkdocs.yml", lambda settings: settings + meant)
    site = site_of(with_text(kit_of(folder), "", "[x](/handbook/visits.md)"), tmp_path / "out")
    assert page(site, "handbook/listening.html").find(".//article//a[@href='visits.html']") is not None


def test_a_navigation_that_leads_nowhere_is_told(folder: Path, tmp_path: Path) -> None:
    kit = kit_of(folder)
    broken = replace(kit, navigation=(*(kit.navigation or ()), NavigationItem("Gone", path="gone.md")))
    assert refusal(broken, tmp_path / "out") == ["mkdocs.yml:1: 'nav' names a page that is not there: 'gone.md'"]


# What surrounds every page.


@pytest.mark.parametrize("directory_urls", [False, True])
def test_a_shared_frame_is_what_each_page_would_have_by_itself(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    directory_urls: bool,  # noqa: FBT001
) -> None:
    setting = f"use_directory_urls: {str(directory_urls).lower()}"
    change(folder / "mkdocs.yml", lambda text: text.replace("use_directory_urls: false", setting))
    kit = kit_of(folder, "harbor")
    shared = {file.relative_to(tmp_path / "a"): links(file) for file in site_of(kit, tmp_path / "a").rglob("*.html")}
    monkeypatch.setattr(Frames, "of", lambda _frames, _page: {})
    alone = {file.relative_to(tmp_path / "b"): links(file) for file in site_of(kit, tmp_path / "b").rglob("*.html")}
    assert shared == alone


def links(file: Path) -> list[tuple[str, object]]:
    """Each element with its attributes, in order, addresses resolved: ``./`` and ``../visits/`` may be the same."""
    found: list[tuple[str, object]] = []
    for element in lxml_html.document_fromstring(file.read_text(encoding="utf-8")).iter():
        if isinstance(element.tag, str):
            attributes = {str(name): str(value) for name, value in element.items()}
            if ":" not in attributes.get("href", ":"):
                attributes["href"] = str((file.parent / attributes["href"]).resolve()).partition("/site")[2]
            found.append((str(element.tag), sorted(attributes.items())))
    return found


@pytest.mark.parametrize("named", ["page.title if page else ''", "{page: page}[page].title"])
def test_a_header_that_names_the_page_names_each_page(root: Path, folder: Path, tmp_path: Path, named: str) -> None:
    header = with_own_theme(root, folder) / "partials" / "header.html"
    change(header, lambda text: f"{text}{{% if page %}}<p class='mine'>{{{{ {named} }}}}</p>{{% endif %}}")
    site = site_of(kit_of(folder), tmp_path / "out")
    for name, title in (("handbook/listening.html", "Listening"), ("handbook/visits.html", "Visits")):
        (mine,) = page(site, name).xpath("//p[@class='mine']")
        assert title in mine.text_content()


def test_a_theme_without_a_frame_is_rendered_page_by_page(root: Path, folder: Path, tmp_path: Path) -> None:
    before = site_of(kit_of(folder), tmp_path / "a")
    (with_own_theme(root, folder) / "frame.html").unlink()
    after = site_of(kit_of(folder), tmp_path / "b")
    name = Path("handbook", "listening.html")
    assert (before / name).read_bytes() == (after / name).read_bytes()
