"""A theme that takes its author's texts for HTML gets those of a pack as letters."""

from __future__ import annotations

from pathlib import Path

import pytest
from sample import write

from generators.pipeline.build import build_kits
from generators.pipeline.request import BuildRequest

TEMPLATE = """\
<title>{{ page.title }} - {{ config.site_name }}</title><meta name="description" content="{{ page.meta.description }}">
<nav>{% for item in nav.items %}{{ item.title }}{% endfor %}</nav>{{ page.content }}
"""

SETTINGS = "name: Harbor\nsite: {title: <i>Harbor</i>}\n"
PAGE = """\
---
title: 'x" onload="alert(1)'
description: 'a "> <script>alert(2)</script> it''s'
---

<script>3</script>
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with a theme of its author's own, and a pack that tries it."""
    write(
        tmp_path,
        {
            "mkdocs.yml": "site_name: Sample\ndocs_dir: content\ntheme: {name: null, custom_dir: theme}\n"
            "plugins: []\nnav: [{'Q & <b>A</b>': index.md}]\n",
            "theme/main.html": TEMPLATE,
            "content/index.md": "# Welcome\n\n<script>1</script>\n",
        },
    )
    write(tmp_path / "overrides" / "locals" / "harbor", {"local.yml": SETTINGS, "content/page.md": PAGE})
    for packs in ((), (tmp_path / "overrides" / "locals" / "harbor",)):
        (outcome,) = build_kits(BuildRequest(tmp_path, tmp_path / "dist", packs, ("site",)), lambda _: None)
        assert outcome.built, outcome.problems
    return tmp_path / "dist"


def test_what_a_pack_says_above_a_page_stays_letters(site: Path) -> None:
    page = (site / "harbor" / "site" / "page" / "index.html").read_text(encoding="utf-8")
    assert "<title>x&quot; onload=&quot;alert(1) - &lt;i&gt;Harbor&lt;/i&gt;</title>" in page
    assert 'content="a &quot;&gt; &lt;script&gt;alert(2)&lt;/script&gt; it&#39;s">' in page
    assert "x&quot; onload=&quot;alert(1)</nav>" in page
    assert "<script>" not in page


def test_a_locals_site_is_cleaned_as_a_whole_and_the_base_is_its_authors_own(site: Path) -> None:
    assert "<script>" not in (site / "harbor" / "site" / "index.html").read_text(encoding="utf-8")
    base = (site / "base" / "site" / "index.html").read_text(encoding="utf-8")
    assert "<script>1</script>" in base
    assert "<nav>Q & <b>A</b></nav>" in base
