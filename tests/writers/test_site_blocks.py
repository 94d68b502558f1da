"""Any block of the theme's templates can be filled anew, without touching the rest."""

from __future__ import annotations

from pathlib import Path

import pytest
from sample import copy_sample, resolved, with_own_theme

from generators.model.problems import Problems, RefusedInput
from generators.reading.source import read_handbook
from generators.writers.site import write_site


@pytest.fixture
def kit_folder(root: Path, tmp_path: Path) -> Path:
    """A copy of the sample kit with a theme of its own to change."""
    kit = copy_sample(root, tmp_path / "kit")
    with_own_theme(root, kit)
    return kit


def page_with(kit_folder: Path, block: str) -> str:
    """A page of the kit when its ``main.html`` has one more ``block``."""
    template = kit_folder / "overrides" / "theme" / "main.html"
    template.write_text(f"{template.read_text(encoding='utf-8')}{block}\n", encoding="utf-8")
    handbook = read_handbook(kit_folder, Problems())
    write_site(resolved(handbook, handbook.defaults, Problems()), kit_folder / "dist")
    return (kit_folder / "dist" / "site" / "handbook" / "listening.html").read_text(encoding="utf-8")


def test_a_word_to_everybody_stands_above_every_page(kit_folder: Path) -> None:
    page = page_with(kit_folder, "{% block announce %}We meet on <b>Monday</b>.{% endblock %}")
    assert '<aside class="kit-announce md-typeset">We meet on <b>Monday</b>.</aside>' in page


def test_without_a_word_there_is_no_place_for_it(kit_folder: Path) -> None:
    assert "kit-announce" not in page_with(kit_folder, "")


@pytest.mark.parametrize("name", ["extrahead", "header", "footer", "toc", "article_end", "site_nav", "container"])
def test_a_block_is_filled_anew(kit_folder: Path, name: str) -> None:
    assert "<!-- mine -->" in page_with(kit_folder, f"{{% block {name} %}}<!-- mine -->{{% endblock %}}")


@pytest.mark.parametrize("block", ["{% block footer %}", "{% block footer %}{{ nobody.knows }}{% endblock %}"])
def test_a_template_that_cannot_be_used_is_told_with_its_line(kit_folder: Path, block: str) -> None:
    with pytest.raises(RefusedInput) as refused:
        page_with(kit_folder, block)
    (problem,) = refused.value.problems
    lines = (kit_folder / "overrides" / "theme" / "main.html").read_text(encoding="utf-8").splitlines()
    assert (problem.place.file, problem.place.line) == ("overrides/theme/main.html", lines.index(block) + 1)
    assert problem.message.startswith("the template cannot be used: ")


def test_a_page_without_a_heading_has_its_title_for_one(kit_folder: Path) -> None:
    page = kit_folder / "content" / "handbook" / "listening.md"
    page.write_text("---\ntitle: Listen & learn\n---\n\nAsk, and wait.\n", encoding="utf-8")
    others = (file for file in (kit_folder / "content").rglob("*.md") if file != page)
    for file in others:
        file.write_text(file.read_text(encoding="utf-8").replace("listening.md#", "listening.md?"), encoding="utf-8")
    assert "<h1>Listen &amp; learn</h1>" in page_with(kit_folder, "")
