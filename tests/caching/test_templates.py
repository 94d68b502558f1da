"""Compiled templates on disk: never trusted blindly, and of use to those alone who would have compiled the same."""

from __future__ import annotations

from pathlib import Path

import jinja2

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
