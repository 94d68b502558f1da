"""Plain ``mkdocs build`` shows the base kit as readers see it, so that the handbook outlives this program."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from markdown import Markdown
from mkdocs.commands.build import build
from mkdocs.config import load_config
from sample import write

SETTINGS = "name: Local 000\nunion: Your *Union*\nvariables: {hall: the hall}\n"
MKDOCS = """\
site_name: Sample
docs_dir: content
strict: true
theme: {name: null, custom_dir: theme}
plugins: []
markdown_extensions:
  - admonition
  - kit_plain:
      settings: !relative $config_dir/overrides/local.yml
"""
PAGE = """\
---
title: Kinds
---

# Kinds at {{ local.name }}

<!-- example: story -->
We meet at {{ variables.hall }} with {{ local.union }}. Write `{{ local.name }}`.
<!-- /example -->

<!-- slide: brief -->
## Brief
<!-- notes -->
Said, not shown.
<!-- /notes -->
<!-- /slide -->

!!! tip
    Inside.
    <!-- slot: more --><!-- /slot -->

End.
"""


def test_mkdocs_alone_fills_variables_and_leaves_notes_out(tmp_path: Path) -> None:
    theme = "{{ page.title }}|{{ page.content }}|{% for item in page.toc %}{{ item.title }};{% endfor %}"
    kit = write(
        tmp_path,
        {"mkdocs.yml": MKDOCS, "content/index.md": PAGE, "overrides/local.yml": SETTINGS, "theme/main.html": theme},
    )
    build(load_config(str(kit / "mkdocs.yml"), site_dir=str(kit / "site")))
    html = (kit / "site" / "index.html").read_text(encoding="utf-8")
    text = re.sub(r"<[^>]+>", "", html)
    assert "Kinds at Local 000" in text
    assert "We meet at the hall with Your &#42;Union&#42;. Write {{ local.name }}." in text
    assert "Said, not shown." not in html and "<!--" not in html
    assert '<div class="admonition tip">' in html and "Inside." in html
    assert html.rstrip().endswith("|Kinds at Local 000;")


def rendered(text: str, settings: str | bytes | None, folder: Path) -> str:
    """The HTML of ``text`` as Markdown makes it with the extension alone."""
    if settings is not None:
        write(folder, {"local.yml": settings})
    options = {"generators.markdown.plain:PlainExtension": {"settings": str(folder / "local.yml")}}
    return Markdown(extensions=list(options), extension_configs=options).convert(text)


def test_without_settings_names_stay_and_notes_go(tmp_path: Path) -> None:
    assert rendered("{{ local.name }}\n\n<!-- notes -->\nsaid\n<!-- /notes -->", None, tmp_path) == (
        "<p>{{ local.name }}</p>"
    )
    assert Markdown(extensions=["kit_plain"]).convert("a <!-- notes -->b<!-- /notes --> c") == "<p>a</p>\n<p>c</p>"


@pytest.mark.parametrize("settings", [b"\xff", "name: [", "name: {a: b}", "nonsense: a", "- a", ""])
def test_settings_that_cannot_be_read_break_no_page(tmp_path: Path, settings: str | bytes) -> None:
    assert rendered("a {{ local.union }}", settings, tmp_path).startswith("<p>a ")


def test_a_name_that_is_not_known_stays_as_it_is(tmp_path: Path) -> None:
    assert rendered("{{ local.nam }} {{ local.name }}", "name: A", tmp_path) == "<p>{{ local.nam }} A</p>"


def test_marks_and_variables_in_code_are_shown(tmp_path: Path) -> None:
    text = "    {{ a }}\n\n`<!-- slot: a -->` and `{{ local.name }}`"
    assert "<code>&lt;!-- slot: a --&gt;</code> and <code>{{ local.name }}</code>" in rendered(
        text, "name: A", tmp_path
    )
