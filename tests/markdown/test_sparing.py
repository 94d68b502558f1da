"""A text that is spared the search for marks becomes the same HTML as one that is not."""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path

import markdown
import pytest

from generators.markdown import sparing
from generators.model import Extension

PIECES = (
    *"\\`*_{}[]()<>#+-.!|:;~^=@&%$/'\"?,",
    "word", "Word", "an", "8", "90s", " ", "  ", "\n", "  \n", "\n\n", "\n- ", "\n## ", "\n> ", "\n1. ", "\n    ",
    "**", "__", "--", "---", "...", "](x.md)", "![", "[^1]", "\n[^1]: note\n", "https://a.example/", "<b>", "</b>",
    "<https://a.example/>", "&amp;", "{: .x }", "{#y}", "é", "\u0645", "\n| a | b |\n| - | - |\n| c | d |\n",
)  # fmt: skip


@pytest.fixture(scope="module")
def converters(kit_extensions: tuple[Extension, ...]) -> tuple[markdown.Markdown, markdown.Markdown]:
    options: dict[str, Mapping[str, object]] = {item.name: item.options for item in kit_extensions}
    options.pop("kit_plain")
    return (
        markdown.Markdown(extensions=[*options], extension_configs=options),
        markdown.Markdown(extensions=[*options, sparing.NAME], extension_configs=options),
    )


@pytest.mark.parametrize("seed", range(40))
def test_any_text_becomes_the_same(converters: tuple[markdown.Markdown, markdown.Markdown], seed: int) -> None:
    chosen = random.Random(seed)
    for _ in range(10):
        text = "".join(chosen.choices(PIECES, k=chosen.randint(1, 40)))
        whole, spared = (converter.reset().convert(text) for converter in converters)
        assert spared == whole, text


def test_every_page_of_the_kit_becomes_the_same(
    converters: tuple[markdown.Markdown, markdown.Markdown], root: Path
) -> None:
    for page in (root / "content").rglob("*.md"):
        whole, spared = (converter.reset().convert(page.read_text(encoding="utf-8")) for converter in converters)
        assert spared == whole, page


def test_every_extension_of_the_kit_is_familiar(kit_extensions: tuple[Extension, ...]) -> None:
    assert sparing.spares(item.name for item in kit_extensions)


def test_nothing_is_spared_beside_an_extension_whose_marks_are_not_known() -> None:
    assert sparing.spares(["markdown.extensions.toc", "smarty"])
    assert not sparing.spares(["toc", "pymdownx.magiclink"])
