"""Compiled templates on disk: never trusted blindly, and of use to those alone who would have compiled the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jinja2
import pytest

from generators.caching.templates import TemplateCache


def test_a_site_needs_no_folder_for_compiled_templates(tmp_path: Path) -> None:
    templates = jinja2.DictLoader({"page": "{{ words }}"})
    environment = jinja2.Environment(loader=templates, bytecode_cache=TemplateCache(tmp_path / "gone"))
    assert environment.get_template("page").render(words="Here") == "Here"


def test_a_compiled_template_that_was_spoiled_is_not_run(tmp_path: Path) -> None:
    templates = jinja2.DictLoader({"page": "{{ words }}"})

    def rendered() -> str:
        fresh = jinja2.Environment(loader=templates, bytecode_cache=TemplateCache(tmp_path))
        return fresh.get_template("page").render(words="Here")

    assert rendered() == "Here"
    (kept,) = tmp_path.iterdir()
    whole = kept.read_bytes()
    for place in (0, len(whole) // 2, -1):
        spoiled = bytearray(whole)
        spoiled[place] ^= 0xFF
        for content in (bytes(spoiled), whole[:place], b""):
            kept.write_bytes(content)
            assert rendered() == "Here"
            assert kept.read_bytes() == whole


def test_a_compiled_template_is_for_environments_of_one_kind(tmp_path: Path) -> None:
    templates = jinja2.DictLoader({"page": "{% if words %}\n<p>{{ words }}</p>\n{% endif %}"})

    def rendered(*, autoescape: bool, trim_blocks: bool) -> str:
        cache = TemplateCache(tmp_path)
        made = jinja2.Environment(
            loader=templates, bytecode_cache=cache, autoescape=autoescape, trim_blocks=trim_blocks
        )
        return made.get_template("page").render(words="<b>")

    assert rendered(autoescape=False, trim_blocks=False) == "\n<p><b></p>\n"
    assert rendered(autoescape=True, trim_blocks=False) == "\n<p>&lt;b&gt;</p>\n"
    assert rendered(autoescape=True, trim_blocks=True) == "<p>&lt;b&gt;</p>\n"


class Compiling(jinja2.Environment):
    """Counts what it compiles."""

    compiled = 0

    def compile(self, *source: Any, **how: Any) -> Any:
        self.compiled += 1
        return super().compile(*source, **how)


def test_a_copy_of_a_template_is_not_compiled_again_and_errors_name_the_copy(tmp_path: Path) -> None:
    def failing(place: str) -> tuple[int, str]:
        file = tmp_path / place / "page.html"
        file.parent.mkdir()
        file.write_text("{{ words }}\n{{ 1 // zero }}", encoding="utf-8")
        cache = TemplateCache(tmp_path)
        made = Compiling(loader=jinja2.FileSystemLoader(file.parent), bytecode_cache=cache)
        with pytest.raises(ZeroDivisionError) as error:
            made.get_template("page.html").render(zero=0)
        last = error.traceback[-1]
        assert Path(last.path) == file and last.lineno == 1, "counted from 0"
        return made.compiled, str(last.path)

    (first, one), (second, other) = failing("theme"), failing("copy")
    assert (first, second) == (1, 0) and one != other


def test_a_template_that_changed_is_compiled_again(tmp_path: Path) -> None:
    def rendered(text: str) -> str:
        made = jinja2.Environment(loader=jinja2.DictLoader({"page": text}), bytecode_cache=TemplateCache(tmp_path))
        return made.get_template("page").render()

    assert [rendered(text) for text in ("old", "new", "old")] == ["old", "new", "old"]
