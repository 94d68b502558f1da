"""A page holds what its reader needs, and nothing that is there for those who write templates."""

from __future__ import annotations

from pathlib import Path

import pytest

from generators.writers.site.templates import environment_of

HEAVIEST = {
    "index.html": 21_500,
    "handbook/roles.html": 24_400,
    "forms/mentee-survey.html": 36_100,
    "guides/mentoring-101.html": 130_000,
}
"""Bytes of pages of the base kit: what they weighed before the site's second round."""


def rendered(folder: Path, **templates: str) -> str:
    for name, text in templates.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return environment_of((str(folder),), "").get_template("page.html").render(words=["a", "b"])


@pytest.mark.parametrize("page", HEAVIEST)
def test_a_page_of_the_base_kit_is_no_heavier_than_it_was(base: Path, page: str) -> None:
    assert (base / "site" / page).stat().st_size <= HEAVIEST[page]


def test_the_indentation_of_a_template_is_on_no_page(tmp_path: Path) -> None:
    loop = "<ul>\n  {% for word in words %}\n    <li>{{ word }}</li>\n  {% endfor %}\n</ul>"
    assert rendered(tmp_path, page=loop) == "<ul>\n\n<li>a</li>\n\n<li>b</li>\n\n</ul>"


def test_words_on_two_lines_of_a_template_stay_apart(tmp_path: Path) -> None:
    two = "<p>{% if words %}first{% endif %}\n    second</p>"
    assert rendered(tmp_path, page=two) == "<p>first\nsecond</p>"


@pytest.mark.parametrize("tag", ["pre", "textarea", "script", "STYLE"])
def test_a_template_with_text_in_which_blanks_count_stays_as_written(tmp_path: Path, tag: str) -> None:
    kept = f"<div>\n  <{tag}>\n    a\n      b\n  </{tag}>\n</div>"
    assert rendered(tmp_path, page=kept) == kept


def test_a_template_that_only_names_a_script_has_no_indentation_either(tmp_path: Path) -> None:
    named = '<head>\n  <script src="{{ 1 }}.js" defer></script>\n</head>'
    assert rendered(tmp_path, page=named) == '<head>\n<script src="1.js" defer></script>\n</head>'


def test_a_menu_says_no_readers_where_a_page_is_for_all(base: Path) -> None:
    home = (base / "site/index.html").read_text(encoding="utf-8")
    assert '<li><a href="handbook/roles.html">' in home
    assert '<li data-for="mentee mentor"><a href="handbook/from-afar.html">' in home
