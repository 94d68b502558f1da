"""What is known of extensions holds together, and is about extensions that there are."""

from __future__ import annotations

from importlib.metadata import entry_points
from importlib.util import find_spec

import pytest

from generators.markdown.known_extensions import READ_BY_SECTIONS, READ_PAGE_ALONE, READ_WORDS, stays_in_folder


def test_every_known_extension_is_one_that_a_handbook_can_name() -> None:
    installed = {point.name for point in entry_points(group="markdown.extensions")}
    assert [name for name in READ_PAGE_ALONE if name not in installed and find_spec(name) is None] == []


def test_what_is_known_of_words_and_sections_is_known_of_the_page_too() -> None:
    assert READ_WORDS <= READ_PAGE_ALONE
    assert READ_BY_SECTIONS <= READ_PAGE_ALONE


@pytest.mark.parametrize("extension", ["toc", "markdown.extensions.toc", "pymdownx.snippets", "kit_fields"])
def test_an_extension_that_is_known_reads_no_file_outside_of_the_folder(extension: str) -> None:
    assert stays_in_folder(extension)
    assert not stays_in_folder("markdown_include.include")
