"""The Markdown extension that spares plain words the search for marks: most of a handbook's texts hold none."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

NAME = "generators.markdown.sparing"
"""How a list of Markdown extensions names this one."""

MARKS = re.compile(r"""[\\`\[!<&*_'"\x02]|--|\.\.\.|  \n""")
"""What every inline pattern of Markdown itself, and of the extensions below, needs to find in a text."""

FAMILIAR = frozenset(
    {
        "admonition",
        "attr_list",
        "def_list",
        "fenced_code",
        "footnotes",
        "generators.packs.clean",
        "kit_fields",
        "kit_plain",
        "md_in_html",
        "meta",
        "pymdownx.details",
        "pymdownx.tasklist",
        "sane_lists",
        "smarty",
        "tables",
        "toc",
    }
)
"""Extensions whose patterns are known; with any other among them, no text is spared."""

BEFORE_INLINE_PATTERNS = 21
"""Priority: Python-Markdown's own search for marks has 20."""


def spares(extensions: Iterable[str]) -> bool:
    """Whether plain words can be told from marks, given all ``extensions`` by name."""
    return {name.removeprefix("markdown.extensions.") for name in extensions} <= FAMILIAR


class SparingExtension(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name that Python-Markdown calls
        md.treeprocessors.register(_Sparing(md), NAME, BEFORE_INLINE_PATTERNS)


def makeExtension(**options: Any) -> SparingExtension:  # noqa: N802 - the name that Python-Markdown calls
    """The extension, under the name by which Python-Markdown asks a module for it."""
    return SparingExtension(**options)


class _Sparing(Treeprocessor):
    """Marks texts without marks as atomic, which Python-Markdown leaves as they are."""

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.text and not MARKS.search(element.text):
                element.text = AtomicString(element.text)
            if element.tail and not MARKS.search(element.tail):
                element.tail = AtomicString(element.tail)
