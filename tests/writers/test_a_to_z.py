"""The index from A to Z: what people look for, filed as a book files it, whichever way the site is built."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html as lxml_html
from sample import complaints, resolved, write

from generators.checking.kit import check
from generators.model.problems import Problems
from generators.reading.source import read_handbook
from generators.words.catalogue import words_of
from generators.writers.site import write_site
from generators.writers.site.a_to_z import filed_as

EXTENSIONS = "markdown_extensions: [smarty, def_list, kit_dialect]\n"
PAGES = {
    "overrides/local.yml": "name: River\nsite: {hide: [hidden.md]}\n",
    "docs/index.md": "# A river's kit\n",
    "docs/words.md": "# Words that we use\n\nMentor\n:   Who helps.\n\nThe hall\n:   Where we meet.\n\n## A heading\n",
    "docs/year.md": "---\ntitle: A coordinator's year\nsearch_terms: [schedule, Budget]\n"
    "index_terms:\n  - budget (#a-budget)\n  - 101 questions\n---\n\n# A year\n\n## A budget\n",
    "docs/taller.md": "---\nlang: es\n---\n\n# El taller de \u00e1reas\n",
    "docs/hidden.md": "# Zebras\n",
}
FILED = {
    "0\u20139": [("101 questions", "year/")],
    "B": [("Budget", "year/#a-budget")],
    "C": [("A coordinator\u2019s year", "year/")],
    "H": [("The hall", "words/#the-hall")],
    "M": [("Mentor", "words/#mentor")],
    "R": [("A river\u2019s kit", "")],
    "S": [("Schedule", "year/")],
    "T": [("El taller de \u00e1reas", "taller/")],
    "W": [("Words that we use", "words/")],
}
TERMS = {"H": "the-hall", "M": "mentor"}


def filed(folder: Path, settings: str) -> dict[str, list[tuple[str, str]]]:
    """What stands below each letter of the index: words and addresses."""
    write(folder, {**PAGES, "mkdocs.yml": f"site_name: River\n{EXTENSIONS}{settings}"})
    handbook = read_handbook(folder, Problems())
    write_site(resolved(handbook, handbook.defaults, Problems()), folder / "out")
    page = lxml_html.document_fromstring((folder / "out" / "site" / "a-z.html").read_text(encoding="utf-8"))
    return {
        section[0].text or "": [(link.text or "", (link.get("href") or "").lstrip("./")) for link in section.iter("a")]
        for section in page.findall(".//main//section")
    }


@pytest.mark.parametrize("plugins", ["", "plugins: [search, tags]\n"])
def test_pages_their_terms_and_what_people_call_them_are_filed_without_articles(plugins: str, tmp_path: Path) -> None:
    """Where MkDocs builds the site, definitions have no anchors."""
    found = filed(tmp_path, f"theme: {{name: material, kit: true}}\n{plugins}")
    if plugins:
        found |= {
            letter: [(words, f"{url}#{anchor}") for words, url in found[letter]] for letter, anchor in TERMS.items()
        }
    assert found == FILED


def test_what_several_pages_call_the_same_stands_once_with_a_link_to_each(tmp_path: Path) -> None:
    kit = {
        "docs/a.md": "---\nsearch_terms: [agenda]\n---\n\n# One\n",
        "docs/b.md": "---\nsearch_terms: [agenda]\n---\n\n# Two\n",
    }
    settings = f"site_name: River\n{EXTENSIONS}theme: {{name: material, kit: true}}\n"
    write(tmp_path, {**kit, "docs/index.md": "# A river's kit\n", "mkdocs.yml": settings})
    handbook = read_handbook(tmp_path, Problems())
    write_site(resolved(handbook, handbook.defaults, Problems()), tmp_path / "out")
    page = lxml_html.document_fromstring((tmp_path / "out" / "site" / "a-z.html").read_text(encoding="utf-8"))
    (line,) = [item for item in page.iter("li") if "".join(map(str, item.itertext())).startswith("Agenda")]
    assert [(link.text, link.get("href")) for link in line.iter("a")] == [("One", "./a/"), ("Two", "./b/")]


@pytest.mark.parametrize(
    ("title", "language", "key"),
    [
        ("A mentor", "en", "mentor"),
        ("The", "en", "the"),
        ("\u201cWhy bother?\u201d", "en", "why bother?\u201d"),
        ("Theory", "en", "theory"),
        ("La \u00c1rea", "es", "area"),
        ("\u00bfQu\u00e9?", "es", "que?"),
        ("L\u2019ann\u00e9e", "fr", "annee"),
        ("Der Weg", "de", "weg"),
        ("\u0627\u0644\u062f\u0644\u064a\u0644", "ar", "\u062f\u0644\u064a\u0644"),
    ],
)
def test_titles_are_filed_by_their_first_word_in_each_language(title: str, language: str, key: str) -> None:
    assert filed_as(title, words_of(language).common.articles) == key


def test_a_term_that_leads_to_no_heading_is_told_at_its_line(tmp_path: Path) -> None:
    text = "---\nindex_terms: [budget (#a-bugdet)]\n---\n\n# A year\n\n## A budget\n"
    settings = f"site_name: River\n{EXTENSIONS}theme: {{name: material, kit: true, strict: true}}\n"
    write(tmp_path, {"docs/index.md": text, "mkdocs.yml": settings})
    handbook, problems = read_handbook(tmp_path, Problems()), Problems()
    check(resolved(handbook, handbook.defaults, Problems()), problems)
    (said,) = [line for line in complaints(problems) if "a-bugdet" in line]
    assert said.startswith("docs/index.md:2: ") and "a-budget" in said
