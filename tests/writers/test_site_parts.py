"""What the parts of the site writer do: finish a page, bind the book, state the policy, cut the index."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html import unescape
from pathlib import Path

import pytest
from PIL import Image
from sample import resolved

from generators.markdown.dialect import Dialect
from generators.markup.element import markdown_text
from generators.model import Brand, Kit
from generators.model.problems import Problems
from generators.reading.source import read_handbook
from generators.writers.site.article import Article, ConvertedPage, Size, Surroundings, article_of, size_of
from generators.writers.site.indexes import Entry, entries, index_script
from generators.writers.site.look import policy, slimmed, style_sheet
from generators.writers.site.other_themes import brand_styles
from generators.writers.site.views import SiteContext

CHAPTERS = {"handbook/one.html": "handbook-one", "handbook/two.html": "handbook-two"}


def article(html: str, path: str = "handbook/page.md", sizes: dict[str, Size] | None = None, bar: str = "") -> Article:
    """The finished page of ``path`` in a small kit."""
    addresses = {name: name.replace(".md", ".html") for name in ("handbook/one.md", "handbook/two.md", "forms/a.md")}
    around = Surroundings(
        {**addresses, path: path.replace(".md", ".html"), "assets/a.svg": "assets/a.svg"},
        sizes or {},
        CHAPTERS,
        from_root=False,
    )
    return article_of(ConvertedPage(html, path, path.replace(".md", ".html"), "another website", "Table", bar), around)


def finished(html: str) -> str:
    return article(html).content


# Finishing a page.


@pytest.mark.parametrize("corner", ["<th></th>", "<th> </th>", '<th scope="col">&nbsp;</th>'])
def test_a_corner_of_a_table_that_labels_nothing_is_no_header(corner: str) -> None:
    content = finished(f"<table><thead><tr>{corner}<th>Phone</th></tr></thead></table>")
    assert content.count("<th>") == 1 and content.count("<td>") == 1 and "scope" not in content


def test_a_box_to_tick_is_named_by_the_words_beside_it() -> None:
    content = '<li class="task-list-item"><input type="checkbox"/> Ask <em>everyone</em></li>'
    assert finished(content) == (
        '<li class="task-list-item"><label><input type="checkbox" name="step-1">'
        "<span> Ask <em>everyone</em></span></label></li>"
    )


def test_a_box_with_steps_below_it_is_named_by_its_own_words_only() -> None:
    step = '<li class="task-list-item"><input type="checkbox"/> Step</li>'
    content = f'<li class="task-list-item"><input type="checkbox"/> Ask<ul class="task-list">{step}</ul></li>'
    labels = re.findall(r"<label><input[^>]*><span>(.*?)</span></label>", finished(content))
    assert labels == [" Ask", " Step"]


def test_a_link_that_leaves_the_site_says_so() -> None:
    marked = finished('<p><a class="own" href="https://example.org/">There</a> <a href="#here">here</a></p>')
    assert (
        '<a class="kit-external own" href="https://example.org/" rel="noopener noreferrer" data-address="1">There<span'
        in marked
    )
    assert '<a href="#here">here</a>' in marked


@pytest.mark.parametrize(
    ("written", "on_the_site"),
    [
        ("two.md", "two.html"),
        ("two.md#part", "two.html#part"),
        ("../forms/a.md?x=1", "../forms/a.html?x=1"),
        ("../assets/a.svg", "../assets/a.svg"),
        ("%74wo.md", "two.html"),
        ("gone.md", "gone.md"),
        ("https://example.org/two.md", "https://example.org/two.md"),
        ("/two.md", "/two.md"),
        ("http://[", "http://["),
    ],
)
def test_a_link_to_a_page_of_the_kit_leads_to_where_it_is_on_the_site(written: str, on_the_site: str) -> None:
    assert re.findall(r'href="([^"]*)"', finished(f'<a href="{written}">x</a>')) == [on_the_site]


def test_drawings_keep_the_capitals_of_their_names() -> None:
    drawing = '<svg viewBox="0 0 1 1"><linearGradient id="g" gradientUnits="x"></linearGradient></svg>'
    assert finished(drawing) == drawing


def test_code_keeps_every_space_and_line() -> None:
    code = "<pre><code>a  &lt;b&gt;\n\n\tc &amp; d\n</code></pre>"
    assert finished(code) == code


def test_a_bar_stands_under_the_title_and_in_the_form_if_there_is_one() -> None:
    bar = '<div class="kit-bar"></div>'
    assert article("<h1>A</h1><p>x</p>", bar=bar).content == f"<h1>A</h1>{bar}<p>x</p>"
    assert article('<h1>A</h1><form class="kit-form"><p>x</p></form>', bar=bar).content == (
        f'<h1>A</h1><form class="kit-form">{bar}<p>x</p></form>'
    )


def test_styles_and_scripts_go_out_without_what_only_authors_need() -> None:
    written = "/* Why\n   this is so. */\n\na {\n  color: red; /* kept */\n}\n"
    assert slimmed(written) == "a {\ncolor: red; /* kept */\n}\n"


def drawing(folder: Path, root: str) -> Path:
    file = folder / f"{hashlib.sha256(root.encode()).hexdigest()[:8]}.svg"
    file.write_text(f'<?xml version="1.0"?><svg {root}><path d=""/></svg>', encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("root", "size"),
    [
        ('width="960" height="400"', Size(960, 400)),
        ('viewBox="0 0 96 48"', Size(96, 48)),
        ('width="100%" viewBox="0,0,10.4,5"', Size(10, 5)),
        ("width='64' height='32'", Size(64, 32)),
        ('width="24" height="12" stroke-width="2" data-height="7"', Size(24, 12)),
        ('width="200" viewBox="0 0 100 50"', Size(200, 100)),
        ('height="40mm" width="1in"', Size(96, 151)),
        ('title="a > b" width="1e2" height="50px"', Size(100, 50)),
        ('width="10em" viewBox="-5 -5 30 20"', Size(30, 20)),
        ('width="1.2.3" height="4"', None),
        ('width="1e999" height="4"', None),
        ("", None),
        ('viewBox="0 0 0 0"', None),
    ],
)
def test_a_drawing_says_how_large_it_is(root: str, size: Size | None, tmp_path: Path) -> None:
    assert size_of(drawing(tmp_path, root)) == size


def test_a_page_leaves_room_for_its_pictures_and_waits_with_those_below() -> None:
    image = '<img alt="A" src="../assets/a.svg">'
    assert article(image * 2, sizes={"assets/a.svg": Size(960, 400)}).content == (
        '<img alt="A" src="../assets/a.svg" width="960" height="400">'
        '<img alt="A" src="../assets/a.svg" width="960" height="400" loading="lazy">'
    )


def test_a_picture_with_a_blank_in_its_name_and_one_with_a_width_have_room_too() -> None:
    sizes = {"assets/our hall.png": Size(960, 400)}
    assert article('<img alt="A" src="../assets/our%20hall.png">', sizes=sizes).content == (
        '<img alt="A" src="../assets/our%20hall.png" width="960" height="400">'
    )
    assert article('<img alt="A" src="../assets/our%20hall.png" width="480">', sizes=sizes).content == (
        '<img alt="A" src="../assets/our%20hall.png" width="480" height="200">'
    )


def test_a_photo_that_its_camera_turned_is_as_large_as_a_browser_shows_it(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("L", (40, 20)).save(tmp_path / "a.jpg", exif=exif)
    assert size_of(tmp_path / "a.jpg") == Size(20, 40)


@pytest.mark.parametrize("kind", ["png", "jpg", "webp", "gif"])
def test_a_photo_of_any_kind_is_measured_and_one_that_is_spoiled_is_left_as_it_is(kind: str, tmp_path: Path) -> None:
    file = tmp_path / f"a.{kind}"
    Image.new("RGB", (40, 20)).save(file)
    assert size_of(file) == Size(40, 20)
    file.write_bytes(file.read_bytes()[:9])
    assert size_of(file) is None


def test_a_size_that_an_author_gave_stays() -> None:
    image = '<img alt="A" width="80" src="a.svg">'
    assert finished(image) == image


# Text and addresses.


@pytest.mark.parametrize("text", ["a *b* _c_", "`x` & <y>", "[a](b) ![c](d)", "# x", "1. one", "{: .c }", "a | b"])
def test_any_title_can_stand_in_markdown(text: str) -> None:
    assert unescape(markdown_text(text)) == text


@pytest.fixture(scope="module")
def kit(root: Path) -> Kit:
    handbook = read_handbook(root / "tests" / "kit", Problems())
    return resolved(handbook, handbook.defaults, Problems())


@pytest.mark.parametrize(
    ("page", "directory_urls", "file", "guide"),
    [
        ("index.md", False, "downloads/x.pdf", "guides/talk.html"),
        ("decks/a.md", False, "../downloads/x.pdf", "../guides/talk.html"),
        ("decks/a.md", True, "../../downloads/x.pdf", "../../guides/talk/"),
        ("decks/index.md", True, "../downloads/x.pdf", "../guides/talk/"),
        ("index.md", True, "downloads/x.pdf", "guides/talk/"),
    ],
)
def test_addresses_hold_for_both_kinds_of_urls(
    kit: Kit,
    page: str,
    directory_urls: bool,  # noqa: FBT001
    file: str,
    guide: str,
) -> None:
    site = SiteContext(kit, directory_urls, True, Dialect(()))  # noqa: FBT003
    assert (site.to_file("downloads/x.pdf", page), site.to_page("guides/talk.md", page)) == (file, guide)


@pytest.mark.parametrize(
    ("content", "links"),
    [
        ("<p>Write to a.b@local104.example, or call.</p>", ["a.b@local104.example"]),
        ("<p>a@b.example <b>x</b> or c@d.example, e@f.example</p>", ["a@b.example", "c@d.example", "e@f.example"]),
        ('<p><a href="mailto:a@b.example">a@b.example</a></p>', ["a@b.example"]),
        ("<p><code>a@b.example</code> is no address here.</p>", []),
        ("<p>Meet @ noon.</p>", []),
    ],
)
def test_a_mail_address_in_a_text_is_a_link(content: str, links: list[str]) -> None:
    assert re.findall(r'href="mailto:([^"]*)"', finished(content)) == links


# The book.


@pytest.fixture
def book() -> str:
    one = '<h1 id="one">One</h1><p><a href="two.md">2</a> <a href="two.md#part">2.1</a> <a href="#one">1</a></p>'
    two = '<h1 id="two">Two</h1><h2 id="part">Part<a class="headerlink" href="#part">#</a></h2><h6 id="deep">D</h6>'
    two += '<p><a href="../forms/a.md#name">form</a> <img src="../assets/a.svg"> <a href="https://x.org">x</a></p>'
    return article(one, "handbook/one.md").chapter + article(two, "handbook/two.md").chapter


def test_links_between_chapters_stay_in_the_book(book: str) -> None:
    assert re.findall(r'href="#([^"]+)"', book) == ["handbook-two", "handbook-two--part", "handbook-one--one"]
    assert re.findall(r'id="([^"]+)"', book) == [
        "handbook-one--one",
        "handbook-two--two",
        "handbook-two--part",
        "handbook-two--deep",
    ]


def test_links_to_the_rest_of_the_site_lead_there_from_the_top(book: str) -> None:
    assert 'href="forms/a.html#name"' in book
    assert 'src="assets/a.svg"' in book
    assert 'href="https://x.org"' in book


def test_the_titles_of_chapters_stand_below_the_title_of_the_book(book: str) -> None:
    assert re.findall(r"<(h\d)", book) == ["h2", "h2", "h3", "h6"]
    assert "headerlink" not in book


def test_only_chapters_are_copied_for_the_book() -> None:
    assert article("<h1>A</h1>").chapter == ""


# The policy.


def test_only_the_scripts_that_are_known_run_inside_a_page() -> None:
    script = "document.title"
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'self' 'sha256-{digest}';" in policy(f"<script>{script}</script>")
    assert "unsafe" not in policy(f"<script>{script}</script>")


# Search.


def test_sections_are_found_by_their_heading() -> None:
    content = '<h1 id="a">A</h1><p>One <b>wor</b>d</p><h2 id="b">B<a class="headerlink" href="#b">#</a></h2><p>Two</p>'
    found = [(entry.location, entry.title, entry.text) for entry in entries("page.html", "A", article(content).texts)]
    assert found == [("page.html", "A", "One word"), ("page.html#b", "B", "Two")]


@pytest.mark.parametrize(
    "beside",
    [
        '<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup>',
        '<div class="kit-downloads"><a href="a.pdf">Fillable PDF</a></div>',
        "<section data-search-exclude><button>Save</button></section>",
        " ________ {#name required} {.big} {type=date} {required}",
        "<!-- a comment --><script>go()</script>",
    ],
)
def test_search_shows_the_text_and_nothing_beside_it(beside: str) -> None:
    (found,) = entries("a.html", "A", article(f"<p>One word{beside} more {{or}} less</p>").texts)
    assert found.text == "One word more {or} less"


def test_no_text_ends_the_script_that_carries_it() -> None:
    found = list(entries("a.html", "A", article("<p>Write &lt;/script&gt; to close it.</p>").texts))
    assert found
    assert "</script" not in index_script(found)


def test_a_large_index_lists_all_its_words_for_what_is_typed_wrong() -> None:
    text = "Ask the ÉLU, “mentor\u2019s” well-known e\u0301lu; why?! "
    large = [Entry("a/", "A page", "Title", text * 10), Entry("b/", "B page", "", text * 5000, terms=("buddy plan",))]
    plain, others = json.loads(index_script(large).split("kitSearchWords = ")[1].rstrip(";\n"))
    assert plain.split() == ["a", "ask", "b", "buddy", "page", "plan", "the", "title", "well-known", "why"]
    assert others.split() == ["e\u0301lu", "mentor\u2019s", "élu"]


@pytest.mark.parametrize("text", ["a few words ", "".join(chr(0x4E00 + number) for number in range(10_000)) * 21])
def test_no_words_are_listed_where_they_are_few_or_as_long_as_the_texts(text: str) -> None:
    assert "kitSearchWords" not in index_script([Entry("a/", "A", "", text)])


# Colors.


def test_the_theme_names_roles_and_only_the_brand_names_colors(root: Path) -> None:
    """A local's colors reach everything, since no other file says a color but white on the brand's own ground."""
    for file in (root / "overrides" / "theme" / "partials" / "styles").glob("*.css"):
        if file.name != "base-brand.css":
            found = set(re.findall(r"#[0-9a-fA-F]{3,8}\b", re.sub(r"url\('.*?'\)", "", file.read_text("utf-8"))))
            assert found <= {"#fff"}, file.name


def test_every_color_that_a_brand_gives_to_pages_is_asked_for_by_some_style(root: Path) -> None:
    theme, brand = root / "overrides" / "theme", Brand("Harbor", "#1f5a8c", "#c8502b")
    others = "".join(brand_styles(name, brand) for name in ("mkdocs", "readthedocs"))
    styles = others + "".join(file.read_text("utf-8") for file in theme.rglob("*.css"))
    plain = (theme / "partials" / "styles" / "base-brand.css").read_text("utf-8")
    for given in (style_sheet(brand, "fonts"), plain):
        assert set(re.findall(r"(--kit-brand-[\w-]+):", given)) == set(re.findall(r"var\((--kit-brand-[\w-]+)", styles))


@pytest.mark.parametrize(
    "written",
    [
        "<table class=MsoTableGrid border=1 style='border-collapse:collapse'><tr><td>A</td></tr></table>",
        "<TABLE\n title='<table>'><tr><td>A",
        "<table><tr><td><table><tr><td>A</table></table></div></article></main>",
        "<div class=WordSection1><![if !supportLists]><table><tr><td>A<o:p></o:p></table></section></body></html>",
    ],
)
def test_no_table_of_an_authors_closes_more_than_it_opens(written: str) -> None:
    content = article(written).content
    for name in ("div", "table", "article", "main", "body", "section"):
        assert len(re.findall(rf"<{name}\b", content)) == content.count(f"</{name}>"), content
    assert content.count('<div class="kit-scroll"') == len(re.findall(r"<table\b(?!&)", content))


def test_a_page_from_right_to_left_keeps_the_order_of_numbers_and_codes() -> None:
    html = "<p>اتصل <b>555-0177</b> أو 555-0199 الآن <code>12-A b</code> <a href='https://a.example'>x</a></p>"
    around = Surroundings({}, {}, {}, from_root=False)
    page = ConvertedPage(html, "a.md", "a.html", "another website", "Table", rtl=True)
    content = article_of(page, around).content
    for number in ("555-0177", "555-0199"):
        assert f'<span class="kit-number"><bdi dir="ltr">{number}</bdi></span>' in content
    assert '<code dir="ltr">12-A b</code>' in content
    assert "bdi" not in finished(html)
