"""What the parts of the site writer do to text: finish a page, bind the book, state the policy, cut the index."""

from __future__ import annotations

import base64
import hashlib
import re
from html import unescape
from pathlib import Path

import pytest

from generators.words.catalogue import words_of
from generators.writers.site.book import Chapter, book_content
from generators.writers.site.finishing import finished, slimmed
from generators.writers.site.markup import markdown_text, relative_url
from generators.writers.site.picture_sizes import size_of, with_sizes
from generators.writers.site.policy import headers, policy
from generators.writers.site.search import entries, index_script

WORDS = words_of("en").site


# Finishing a page.


def test_a_box_to_tick_is_named_by_the_words_beside_it() -> None:
    content = '<li class="task-list-item"><input type="checkbox"/> Ask <em>everyone</em></li>'
    assert finished(content, WORDS) == (
        '<li class="task-list-item"><label><input type="checkbox"/><span> Ask <em>everyone</em></span></label></li>'
    )


def test_a_box_with_steps_below_it_is_named_by_its_own_words_only() -> None:
    step = '<li class="task-list-item"><input type="checkbox"/> Step</li>'
    content = f'<li class="task-list-item"><input type="checkbox"/> Ask<ul class="task-list">{step}</ul></li>'
    labels = re.findall(r"<label><input[^>]*><span>(.*?)</span></label>", finished(content, WORDS))
    assert labels == [" Ask", " Step"]


def test_a_link_that_leaves_the_site_says_so() -> None:
    marked = finished('<p><a href="https://example.org/">There</a> <a href="here.html">here</a></p>', WORDS)
    assert 'class="kit-external" rel="noopener noreferrer" href="https://example.org/"' in marked
    assert "There<span class=" in marked
    assert '<a href="here.html">here</a>' in marked


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
        ('width="960" height="400"', (960, 400)),
        ('viewBox="0 0 96 48"', (96, 48)),
        ('width="100%" viewBox="0,0,10.4,5"', (10, 5)),
        ("", None),
        ('viewBox="0 0 0 0"', None),
    ],
)
def test_a_drawing_says_how_large_it_is(root: str, size: tuple[int, int] | None, tmp_path: Path) -> None:
    found = size_of(drawing(tmp_path, root))
    assert (found and (found.width, found.height)) == size


def test_a_page_leaves_room_for_its_pictures_and_waits_with_those_below(tmp_path: Path) -> None:
    assets = {"assets/a.svg": drawing(tmp_path, 'width="960" height="400"')}
    image = '<img alt="A" src="../assets/a.svg" />'
    assert with_sizes(image * 2, "handbook/page.html", assets) == (
        '<img width="960" height="400" alt="A" src="../assets/a.svg" />'
        '<img width="960" height="400" loading="lazy" alt="A" src="../assets/a.svg" />'
    )


def test_a_size_that_an_author_gave_stays() -> None:
    image = '<img alt="A" width="80" src="a.svg" />'
    assert with_sizes(image, "page.html", {}) == image


# Text and addresses.


@pytest.mark.parametrize("text", ["a *b* _c_", "`x` & <y>", "[a](b) ![c](d)", "# x", "1. one", "{: .c }", "a | b"])
def test_any_title_can_stand_in_markdown(text: str) -> None:
    assert unescape(markdown_text(text)) == text


@pytest.mark.parametrize(
    ("page", "directory_urls", "address"),
    [
        ("index.md", False, "downloads/x.pdf"),
        ("decks/a.md", False, "../downloads/x.pdf"),
        ("decks/a.md", True, "../../downloads/x.pdf"),
        ("decks/index.md", True, "../downloads/x.pdf"),
    ],
)
def test_addresses_hold_for_both_kinds_of_urls(page: str, directory_urls: bool, address: str) -> None:  # noqa: FBT001
    assert relative_url(page, "downloads/x.pdf", directory_urls=directory_urls) == address


@pytest.mark.parametrize(
    ("content", "links"),
    [
        ("<p>Write to a.b@local104.example, or call.</p>", ["a.b@local104.example"]),
        ('<p><a href="mailto:a@b.example">a@b.example</a></p>', ["a@b.example"]),
        ("<p><code>a@b.example</code> is no address here.</p>", []),
        ("<p>Meet @ noon.</p>", []),
    ],
)
def test_a_mail_address_in_a_text_is_a_link(content: str, links: list[str]) -> None:
    assert re.findall(r'href="mailto:([^"]*)"', finished(content, WORDS)) == links


# The book.


@pytest.fixture
def book() -> str:
    one = '<h1 id="one">One</h1><p><a href="two.html">2</a> <a href="two.html#part">2.1</a> <a href="#one">1</a></p>'
    two = '<h1 id="two">Two</h1><h2 id="part">Part<a class="headerlink" href="#part">#</a></h2>'
    two += (
        '<p><a href="../forms/survey.html#name">form</a> <img src="../assets/a.svg"> <a href="https://x.org">x</a></p>'
    )
    return book_content([Chapter("handbook/one.html", "One", one), Chapter("handbook/two.html", "Two", two)])


def test_links_between_chapters_stay_in_the_book(book: str) -> None:
    targets = set(re.findall(r'href="#([^"]+)"', book))
    assert targets == {"handbook-two", "handbook-two--part", "handbook-one--one"}
    assert targets <= set(re.findall(r'id="([^"]+)"', book))


def test_links_to_the_rest_of_the_site_lead_there_from_the_top(book: str) -> None:
    assert 'href="forms/survey.html#name"' in book
    assert 'src="assets/a.svg"' in book
    assert 'href="https://x.org"' in book


def test_the_titles_of_chapters_stand_below_the_title_of_the_book(book: str) -> None:
    assert re.findall(r"<(h\d)", book) == ["h2", "h2", "h3"]
    assert "headerlink" not in book


# The policy.


def test_only_the_scripts_that_are_known_run_inside_a_page() -> None:
    script = "document.title"
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'self' 'sha256-{digest}';" in policy(f"<script>{script}</script>")
    assert "unsafe" not in policy(f"<script>{script}</script>")


def test_a_host_is_told_that_nobody_may_frame_the_site() -> None:
    assert "frame-ancestors 'none'" in headers(policy(""))


# Search.


def test_sections_are_found_by_their_heading() -> None:
    content = '<h1 id="a">A</h1><p>One <b>wor</b>d</p><h2 id="b">B<a class="headerlink" href="#b">#</a></h2><p>Two</p>'
    found = [(entry.location, entry.title, entry.text) for entry in entries("page.html", "A", content)]
    assert found == [("page.html", "A", "One word"), ("page.html#b", "B", "Two")]


def test_no_text_ends_the_script_that_carries_it() -> None:
    found = list(entries("a.html", "A", "<p>Write &lt;/script&gt; to close it.</p>"))
    assert "</script" not in index_script(found)


# Colors.


def test_the_theme_names_roles_and_only_the_brand_names_colors(root: Path) -> None:
    """A local's colors reach everything, since no other file says a color but white on the brand's own ground."""
    for file in (root / "overrides" / "theme" / "partials" / "styles").glob("*.css"):
        if file.name != "base-brand.css":
            found = set(re.findall(r"#[0-9a-fA-F]{3,8}\b", re.sub(r"url\('.*?'\)", "", file.read_text("utf-8"))))
            assert found <= {"#fff"}, file.name
