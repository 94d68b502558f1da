"""The HTML that knows its lines is the HTML that everybody else gets, but for the lines."""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path

import markdown
import pytest

from generators.markdown.placing import MARK, PlacingMarkdown
from generators.model import Extension

PIECES = (
    *"\\`*_{}[]()<>#+-.!|:;~^=@&%$/'\"?,",
    "word", "Word", "an", "8", "90s", " ", "  ", "\n", "  \n", "\n\n", "\n- ", "\n## ", "\n> ", "\n1. ", "\n    ", "\t",
    "**", "__", "--", "---", "...", "](x.md)", "![", "[^1]", "\n[^1]: note\n", "https://a.example/", "<b>", "</b>",
    "<https://a.example/>", "&amp;", "{: .x }", "{#y}", "é", "\u0645", "\n| a | b |\n| - | - |\n| c | d |\n", "\x02",
    "\n```\n", "\n~~~ py\n", '\n!!! tip "T"\n    ', "\n??? note\n    ", "\n=== \"Tab\"\n    ", "\n/// note\n",
    "\n///\n", "\n<div markdown>\n", "\n<div>", "</div>\n", "<p>", '\n<figure markdown="span">', "</figure>",
    "<!-- c -->", "\n<!--\n", "\n-->\n", "\n: def\n", "\n\n    : x", "- [ ] t", "\n[a]: b.md\n", "[a]", "[a][\nb]",
    "(x.md\n'title')",
    "<img src=x>", "\n===\n", "\n***\n", "\n*[HTML]: h\n", "HTML", "\n    ```\n    x\n    ```\n", "~~x~~", "$x$",
    "==m==", "++ctrl++",
)  # fmt: skip

ODD = """
Title
=====

A [link
over lines](a.md
"with a title") and ![
a picture](b.svg)

- one
    - two {: .x }

        > quote

    1. three
{: .list }

Term
:   Meaning

    ```py
    code
    ```

!!! note inline "Title"
    <div markdown>
    | a | b |
    | - | - |
    | c |
    </div>

<details markdown><summary>More</summary>

Text[^1] about *[HTML]: and HTML.

</details>

[^1]: A note

    of two parts

*[HTML]: Language
[a]: <b.md> (title)
"""

MORE = (
    "pymdownx.tabbed", "pymdownx.superfences", "pymdownx.highlight", "pymdownx.inlinehilite", "pymdownx.magiclink",
    "pymdownx.betterem", "pymdownx.tilde", "pymdownx.caret", "pymdownx.mark", "pymdownx.keys", "pymdownx.critic",
    "pymdownx.arithmatex", "pymdownx.smartsymbols", "pymdownx.blocks.admonition", "pymdownx.blocks.tab", "abbr",
    "nl2br", "sane_lists", "wikilinks",
)  # fmt: skip
"""What other people's handbooks use."""

Options = Mapping[str, Mapping[str, object]]


@pytest.fixture(scope="module")
def options(kit_extensions: tuple[Extension, ...]) -> Options:
    return {item.name: item.options for item in (*kit_extensions, Extension("fenced_code")) if item.name != "kit_plain"}


def html(options: Options, *texts: str) -> list[tuple[str, str]]:
    """What each text becomes, with lines that are then taken out, and without."""
    placing, usual = (
        kind(extensions=[*options], extension_configs=options) for kind in (PlacingMarkdown, markdown.Markdown)
    )
    return [(MARK.sub("", placing.reset().convert(text)), usual.reset().convert(text)) for text in texts]


def test_every_page_becomes_the_same(options: Options, root: Path) -> None:
    folders = ("content", "slides", "overrides", "tests/kit", "tests/plain-kit", "tests/broken")
    pages = [page for folder in folders for page in (root / folder).rglob("*.md")]
    assert len(pages) > 60
    for page, (placed, usual) in zip(pages, html(options, *(page.read_text("utf-8") for page in pages)), strict=True):
        assert placed == usual, page


def test_odd_constructs_become_the_same(options: Options) -> None:
    ((placed, usual),) = html(options, ODD)
    assert placed == usual


@pytest.mark.parametrize("more", [(), MORE], ids=["the kit's dialect", "many other extensions"])
def test_any_text_becomes_the_same(more: tuple[str, ...], options: Options) -> None:
    chosen = random.Random(len(more))
    texts = ["".join(chosen.choices(PIECES, k=chosen.randint(1, 50))) for _ in range(300)]
    used = {name: values for name, values in options.items() if not (more and name == "fenced_code")}
    for text, (placed, usual) in zip(texts, html({**used, **{name: {} for name in more}}, *texts), strict=True):
        assert placed == usual, text
