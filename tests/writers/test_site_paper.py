"""What paper needs: the addresses behind links at the end of a page, and the numbers of chapters beside links."""

from __future__ import annotations

from lxml import html as lxml_html

from generators.markdown.tree import body_of
from generators.writers.site.article import ConvertedPage, Surroundings, article_of
from generators.writers.site.indexes import Chapter
from generators.writers.site.paper import Book, number_addresses


def numbered(html: str) -> str:
    body = body_of(html)
    number_addresses(body)
    return "".join(lxml_html.tostring(child, encoding="unicode") for child in body)


def test_each_link_that_leads_away_has_a_number_and_its_address_at_the_end() -> None:
    made = numbered('<p><a href="https://one.example/a">One</a> and <a href="http://two.example/?b&amp;c">two</a></p>')
    assert '<a href="https://one.example/a" data-address="1">' in made
    assert made.endswith(
        '<ol class="kit-addresses" type="1"><li>https://one.example/a</li><li>http://two.example/?b&amp;c</li></ol>'
    )


def test_an_address_that_is_written_out_is_not_said_again() -> None:
    made = numbered('<p><a href="https://one.example">www.one.example</a> <a href="https://two.example">two</a></p>')
    assert 'href="https://one.example" data-address=""' in made and made.count("<li>") == 1


def test_a_page_that_leads_nowhere_else_has_no_list() -> None:
    html = '<p><a href="b.html">b</a> <a href="mailto:a@b.example">write</a> <a>c</a></p>'
    assert numbered(html) == html


def test_search_finds_no_address_of_the_list() -> None:
    source = ConvertedPage('<p><a href="https://x.example/a">x</a></p>', "a.md", "a.html", "another website", "Table")
    page = article_of(source, Surroundings({}, {}, {}))
    assert "kit-addresses" in page.content and "x.example" not in str(page.texts)


def test_a_link_to_another_chapter_says_its_number() -> None:
    chapters = [
        Chapter("One", "handbook-one", '<p id="handbook-one--a"><a class="b" href="#handbook-two--x">see</a></p>'),
        Chapter("Two", "handbook-two", '<a href="#handbook-one">one</a> <a href="#handbook-two--y">here</a>'),
        Chapter("Not two", "handbook-two-more", '<a href="#handbook-tw">nothing</a> <a href="forms/a.html">form</a>'),
    ]
    book = Book(chapters, "<{number}>")
    one, two, three = (chapter.content for chapter in book)
    assert len(book) == 3 and not Book((), "{number}")
    assert '<a data-chapter="&lt;2&gt;" class="b" href="#handbook-two--x">see</a>' in one
    assert two.startswith('<a data-chapter="&lt;1&gt;" href="#handbook-one">')
    assert two.endswith('<a href="#handbook-two--y">here</a>') and three == chapters[2].content
