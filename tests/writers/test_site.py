"""The website of a kit: what is on it, what it says about mistakes, and what it never does."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html import escape
from pathlib import Path

import pytest
from sample import messages, resolved, write_kit

from generators.model import Kit, Line, Page, Place
from generators.model.problems import Problems, RefusedInput
from generators.model.replacing import replace
from generators.reading.source import read_handbook, read_local
from generators.writers.site import fill_downloads, write_site

KIT = Path("tests/kit")
PLAIN_KIT = Path("tests/plain-kit")


def kit_of(root: Path, pack: str = "") -> Kit:
    problems = Problems()
    handbook = read_handbook(root, problems)
    local = read_local(handbook, root / "overrides" / "locals" / pack, problems) if pack else handbook.defaults
    kit = resolved(handbook, local, problems)
    assert not problems.errors
    return kit


@pytest.fixture(scope="module")
def kit(root: Path) -> Kit:
    return kit_of(root / KIT)


@pytest.fixture(scope="module")
def site(kit: Kit, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample kit's site, beside the files that other writers had put there."""
    into = tmp_path_factory.mktemp("dist")
    for path in ("decks/first-visits.pptx", "forms/visit-notes.pdf"):
        file = into / "site" / "downloads" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"x" * 52_000)
    (into / "site" / "left-over.html").write_text("a page of an earlier edition", encoding="utf-8")
    write_site(kit, into)
    fill_downloads(kit, into)
    return into / "site"


def html(site: Path, page: str) -> str:
    return (site / page).read_text(encoding="utf-8")


def with_text(kit: Kit, path: str, *text: str) -> Kit:
    """The kit with one page's text replaced."""
    lines = tuple(Line(line, Place(f"content/{path}", number)) for number, line in enumerate(text, start=5))
    return replace(kit, pages=tuple(replace(page, lines=lines) if page.path == path else page for page in kit.pages))


def refusal(kit: Kit, into: Path) -> list[str]:
    with pytest.raises(RefusedInput) as refused:
        write_site(kit, into)
    return messages(refused.value.problems)


# What is on it.


def test_every_page_has_its_place(kit: Kit, site: Path) -> None:
    pages = {page.path.removesuffix(".md") + ".html" for page in kit.pages}
    generated = {"decks/index.html", "decks/first-visits.html", "guides/first-visits.html", "downloads.html"}
    generated |= {"404.html", "a-z.html", "handbook.html"}
    generated |= {"present/first-visits.html", "present/notes/first-visits.html"}
    assert {file.relative_to(site).as_posix() for file in site.rglob("*.html")} == pages | generated


def test_files_of_other_writers_stay_and_old_pages_go(site: Path) -> None:
    assert (site / "downloads" / "forms" / "visit-notes.pdf").stat().st_size == 52_000
    assert not (site / "left-over.html").exists()


def test_a_form_offers_its_file_with_type_and_size(site: Path) -> None:
    page = html(site, "forms/visit-notes.html")
    assert 'href="../downloads/forms/visit-notes.pdf" download' in page
    assert "PDF, 52 KB" in page


def test_a_file_that_was_not_built_is_not_offered(site: Path) -> None:
    assert "large-print" not in html(site, "forms/visit-notes.html")
    assert "large-print" not in html(site, "downloads.html")


def test_a_form_says_who_sees_the_answers(kit: Kit, site: Path) -> None:
    (form,) = kit.forms
    assert form.privacy
    assert form.privacy in html(site, "forms/visit-notes.html")


def test_a_deck_has_a_page_with_its_slides_and_its_file(kit: Kit, site: Path) -> None:
    page = html(site, "decks/first-visits.html")
    assert 'href="../downloads/decks/first-visits.pptx" download' in page
    for slide in kit.decks[0].slides:
        assert slide.title in page


def test_the_downloads_page_lists_every_file_and_the_edition(kit: Kit, site: Path) -> None:
    page = html(site, "downloads.html")
    assert set(re.findall(r'href="(downloads/[^"]+)"', page)) == {
        "downloads/decks/first-visits.pptx",
        "downloads/forms/visit-notes.pdf",
    }
    assert kit.edition in page


def test_a_page_that_an_author_wrote_stands_over_a_generated_one(kit: Kit, tmp_path: Path) -> None:
    line = Line("# Take these", Place("content/downloads.md", 1))
    written = Page("downloads.md", "en", (line,))
    write_site(replace(kit, pages=(*kit.pages, written)), tmp_path)
    assert "Take these" in html(tmp_path / "site", "downloads.html")


def test_a_plugin_gets_the_front_matter_as_its_author_wrote_it(tmp_path: Path) -> None:
    """Other people's keys are dates, numbers, lists, and groups for MkDocs as they are without the kit, `no` too."""
    keys = "date: {created: 2026-11-07}\nweight: 3\npair: ['2026-11-07', no]\nno: 18:30"
    asked = "{{ page.meta.date.created.year }} {{ page.meta.weight + 1 }} {{ page.meta.pair[1] }} {{ page.meta.no }}"
    kit = write_kit(
        tmp_path / "kit",
        {
            "mkdocs.yml": "site_name: A\ndocs_dir: content\ntheme: {name: null, custom_dir: theme}\nplugins: []\n",
            "theme/main.html": asked,
            "content/index.md": f"---\n{keys}\n---\n# A\n",
        },
    )
    write_site(kit_of(kit), tmp_path / "dist")
    assert html(tmp_path / "dist" / "site", "index.html") == "2026 4 False "


def test_what_readers_search_is_a_script_so_that_it_works_from_a_folder(site: Path) -> None:
    script = (site / "search" / "index.js").read_text(encoding="utf-8")
    assert script.startswith("window.kitSearchIndex = [")
    assert "handbook/listening.html#" in script


# What a local makes of it.


def test_a_local_has_its_own_colors_logo_and_name(root: Path, tmp_path: Path) -> None:
    local = kit_of(root / KIT, "harbor")
    write_site(local, tmp_path)
    site = tmp_path / "site"
    assert f"--kit-brand-primary: {local.local.brand.primary}" in (site / "assets" / "brand.css").read_text("utf-8")
    assert escape(local.local.brand.name.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}")) in html(site, "index.html")
    assert "assets/logo.svg" in html(site, "index.html")


def test_two_locals_have_all_styles_in_common_but_their_brand(root: Path, kit: Kit, site: Path, tmp_path: Path) -> None:
    local = kit_of(root / KIT, "harbor")
    assert local.local.brand != kit.local.brand
    write_site(local, tmp_path)
    other = tmp_path / "site" / "assets"
    assert (other / "kit.css").read_bytes() == (site / "assets" / "kit.css").read_bytes()
    foot = local.local.brand.name.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}")
    assert foot in (other / "brand.css").read_text("utf-8"), "at the foot of what is printed"
    sheets = re.findall(r'<link rel="stylesheet" href="assets/([^"]*)"', html(tmp_path / "site", "index.html"))
    assert sheets.index("brand.css") < sheets.index("kit.css")


def test_what_the_script_of_forms_says_stands_beside_it_and_not_in_each_page(kit: Kit, site: Path) -> None:
    script, said = html(site, "assets/forms.js"), "The file will be called {file}"
    assert kit.forms
    for form in kit.forms:
        page = html(site, form.page.path.replace(".md", ".html"))
        assert f'data-language="{form.page.lang}"' in page
        assert said not in page
        assert said in json.loads(script.partition(" = ")[2].partition(";\n")[0])[form.page.lang].values()


def test_a_name_is_text_and_never_markup(kit: Kit, tmp_path: Path) -> None:
    name = 'Local <script>x</script> & "Sons"'
    brand = replace(kit.local.brand, name=name, logo_alt=name)
    write_site(replace(kit, local=replace(kit.local, brand=brand)), tmp_path)
    for file in (tmp_path / "site").rglob("*.html"):
        assert "<script>x" not in file.read_text(encoding="utf-8")
    assert "Local &lt;script&gt;" in html(tmp_path / "site", "index.html")


def test_titles_are_text_and_never_markup(kit: Kit, tmp_path: Path) -> None:
    deck = replace(kit.decks[0], title="<img src=x> *one* & `two` [x](y)")
    write_site(replace(kit, decks=(deck,)), tmp_path)
    page = html(tmp_path / "site", f"decks/{deck.name}.html")
    assert "<img src=x>" not in page
    assert "<em>one</em>" not in page


# A kit that somebody wrote for plain MkDocs.


def test_a_plain_kit_keeps_its_theme_and_its_search(root: Path, tmp_path: Path) -> None:
    write_site(kit_of(root / PLAIN_KIT), tmp_path)
    site = tmp_path / "site"
    assert (site / "chapters" / "water" / "index.html").is_file()
    assert (site / "search" / "search_index.json").is_file()
    assert not (site / "assets").exists()


def test_a_plain_kit_takes_a_locals_colors(root: Path, tmp_path: Path) -> None:
    kit = kit_of(root / PLAIN_KIT)
    write_site(replace(kit, local=replace(kit.local, slug="harbor")), tmp_path)
    assert 'href="assets/brand.css"' in html(tmp_path / "site", "index.html")
    assert "--md-primary-fg-color" in (tmp_path / "site" / "assets" / "brand.css").read_text("utf-8")


# What it says about mistakes.


def test_a_link_to_no_page_is_told_with_its_line(kit: Kit, tmp_path: Path) -> None:
    broken = with_text(kit, "handbook/listening.md", "# Listening", "", "See [this](no-such-page.md).")
    said = "content/handbook/listening.md:7: the link 'no-such-page.md' leads nowhere"
    assert any(problem.startswith(said) for problem in refusal(broken, tmp_path))


def test_a_link_is_told_on_its_own_line_and_not_where_its_address_is_shown(kit: Kit, tmp_path: Path) -> None:
    shown = "Not `[x](gone.md)`, and not gone.md."
    broken = with_text(kit, "handbook/listening.md", "# Listening", "", shown, "", "- See", "    [this one](gone.md).")
    said = "content/handbook/listening.md:10: the link 'gone.md' leads nowhere"
    assert any(problem.startswith(said) for problem in refusal(broken, tmp_path))


def test_a_link_to_no_heading_is_told_with_its_line(kit: Kit, tmp_path: Path) -> None:
    broken = with_text(kit, "handbook/listening.md", "# Listening", "", "See [this](visits.md#nowhere).")
    problems = refusal(broken, tmp_path)
    assert any(problem.startswith("content/handbook/listening.md:7:") for problem in problems)


def test_nothing_is_printed(kit: Kit, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    refusal(with_text(kit, "index.md", "[gone](gone.md)"), tmp_path)
    write_site(kit, tmp_path)
    assert capfd.readouterr() == ("", "")


# What it never does.


def test_no_page_asks_another_host_for_anything(site: Path) -> None:
    resource = re.compile(r'<(?:script|img|iframe|source|link(?! rel="canonical"))[^>]+(?:src|href)="(?:https?:)?//')
    for file in site.rglob("*.html"):
        assert not resource.search(file.read_text(encoding="utf-8")), file
    styles = (site / "assets" / "brand.css").read_text(encoding="utf-8")
    assert all(address.startswith(("fonts/", "data:")) for address in re.findall(r"url\([\"']?([^\"')]*)", styles))


def test_every_page_states_the_same_policy_as_the_headers(site: Path) -> None:
    policies = {
        re.findall(
            r'http-equiv="Content-Security-Policy" content="([^"]*)"', html(site, file.relative_to(site).as_posix())
        )[0]
        for file in site.rglob("*.html")
    }
    assert len(policies) == 1
    assert policies.pop() in (site / "_headers").read_text(encoding="utf-8")


def test_every_script_in_a_page_is_one_that_the_policy_knows(site: Path) -> None:
    for file in site.rglob("*.html"):
        for script in re.findall(r"<script>(.*?)</script>", file.read_text(encoding="utf-8"), re.DOTALL):
            digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in file.read_text(encoding="utf-8")


def test_the_whole_handbook_stands_on_one_page(site: Path) -> None:
    book = html(site, "handbook.html")
    ids = re.findall(r'\sid="([^"]+)"', book)
    assert len(ids) == len(set(ids))
    assert 'class="kit-chapter" id="handbook-listening"' in book
    assert 'class="kit-chapter" id="forms-visit-notes"' not in book


def test_the_index_lists_every_page_without_a_script(site: Path) -> None:
    index = html(site, "a-z.html")
    for path in ("handbook/listening", "handbook/visits", "forms/visit-notes", "decks/first-visits", "downloads"):
        assert f'href="./{path}.html"' in index


def test_no_page_runs_anything_written_into_it(site: Path) -> None:
    for file in site.rglob("*.html"):
        assert not re.search(r"\son[a-z]+=|javascript:|\sstyle=", file.read_text(encoding="utf-8")), file


def test_the_same_kit_gives_the_same_bytes(kit: Kit, tmp_path: Path) -> None:
    def content(folder: Path) -> dict[str, bytes]:
        write_site(kit, folder)
        return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}

    assert content(tmp_path / "one") == content(tmp_path / "two")
