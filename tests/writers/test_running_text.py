"""What the site does to words: telephone numbers stay whole, and every apostrophe is of one kind."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html as lxml_html
from sample import resolved

from generators.model.problems import Problems
from generators.reading.source import read_handbook
from generators.writers.site import write_site
from generators.writers.site.running_text import keep_numbers_whole


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Call 555-0140, or (555) 010-4444.", ["555-0140", "(555) 010-4444"]),
        ("From abroad: +34 600 123 456", ["+34 600 123 456"]),
        ("1-800-555-0104 or 020 7946 0018", ["1-800-555-0104", "020 7946 0018"]),
        ("pages 10-12 of 3.5 million, ISBN 978-3-16-148410-0", []),
        ("form X-555-0140-Y, doi 10.5281/555-0140", []),
        ("1 2 3 4 5 6 7 8", []),
    ],
)
def test_telephone_numbers_do_not_break(text: str, whole: list[str]) -> None:
    for written in (f"<p>{text}</p>", f"<p><b>Or:</b> {text}</p>"):
        body = lxml_html.fragment_fromstring(written, create_parent="div")
        before = body.text_content()
        keep_numbers_whole(body)
        assert [span.text for span in body.iter("span")] == whole
        assert body.text_content() == before


def test_numbers_in_links_and_code_are_left_alone() -> None:
    written = '<p><a href="tel:5550140">555-0140</a> <code>555-0140</code></p>'
    body = lxml_html.fragment_fromstring(written)
    keep_numbers_whole(body)
    assert lxml_html.tostring(body, encoding="unicode") == written


FILES = {
    "mkdocs.yml": """\
site_name: The mentors' kit
site_description: A mentors' kit
theme: {name: material, kit: true}
markdown_extensions: [smarty]
nav:
  - Home: index.md
  - The coordinator's part:
      - The coordinator's year: year.md
      - other.md
  - Workers' rights: https://a.example
""",
    "overrides/local.yml": """\
name: Workers' Local *7*
union: Painters' Union
url: https://a.example/
contact: {name: the members' desk, email: desk@a.example, phone: 555-0140}
site: {footer: "It's open"}
events:
  - {title: The members' tea, date: 2027-01-12, place: Jo's hall}
""",
    "docs/index.md": "# Who's who\n\nWords.\n\n## It's here\n\n- [Don't go](year.md)\n",
    "docs/year.md": "---\ndescription: A mentor's year.\n---\n\n# A coordinator's year\n\n## What's on\n\nIt's so.\n",
    "docs/other.md": "---\ntitle: Nobody's *business*\n---\n\n# Nobody's business\n",
}
SHOWN_ATTRIBUTES = ("alt", "aria-label", "content", "title")


def test_titles_menus_descriptions_and_search_have_the_apostrophe_of_the_text(tmp_path: Path) -> None:
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    handbook = read_handbook(tmp_path, Problems())
    write_site(resolved(handbook, handbook.defaults, Problems()), tmp_path / "out")
    straight = []
    for file in sorted((tmp_path / "out" / "site").rglob("*.html")):
        page = lxml_html.document_fromstring(file.read_text(encoding="utf-8"))
        texts = [text for one in page.iter() if one.tag not in ("script", "style") for text in (one.text, one.tail)]
        shown = [one.get(name) for one in page.iter() if isinstance(one.tag, str) for name in SHOWN_ATTRIBUTES]
        straight += [text for text in (*texts, *shown) if text and re.search(r"\w'", text)]
    assert [text for text in straight if not text.startswith("default-src")] == []
    home = (tmp_path / "out" / "site" / "index.html").read_text(encoding="utf-8").replace("\u2019", "'")
    for said in ("Workers' Local *7*", "The coordinator's part", "Painters' Union", "the members' desk", "Jo's hall"):
        assert said in home
    found = (tmp_path / "out" / "site" / "search" / "index.js").read_text(encoding="utf-8")
    assert "Nobody\u2019s" in found and "'" not in found
