"""What is known of extensions of Markdown, so that work on a page can be spared: what each of them reads.

An extension that stands in none of these sets may do anything: its pages are made anew and as a whole each time, and
its handbook is built each time.
"""

from __future__ import annotations

_OF_THE_LIBRARY = "markdown.extensions."
"""How the names of Python-Markdown's own extensions begin, if they are written out."""

_STANDARD = frozenset(
    {
        *("abbr", "admonition", "attr_list", "codehilite", "def_list", "extra", "fenced_code", "footnotes"),
        *("legacy_attrs", "legacy_em", "md_in_html", "meta", "nl2br", "sane_lists", "smarty", "tables", "toc"),
        "wikilinks",
    }
)
"""Python-Markdown's own, which read nothing but the page and their options."""

READ_PAGE_ALONE = frozenset(
    {
        *_STANDARD,
        *("kit_dialect", "kit_fields"),
        *(f"pymdownx.{name}" for name in ("arithmatex", "betterem", "caret", "critic", "details", "emoji")),
        *(f"pymdownx.{name}" for name in ("escapeall", "extra", "highlight", "inlinehilite", "keys", "magiclink")),
        *(f"pymdownx.{name}" for name in ("mark", "saneheaders", "smartsymbols", "superfences", "tabbed", "tasklist")),
        "pymdownx.tilde",
    }
)
"""Those that read the page and their own options alone, so that the same page is the same HTML."""

READ_WORDS = frozenset(
    {
        *("codehilite", "wikilinks"),
        *(f"pymdownx.{name}" for name in ("arithmatex", "caret", "critic", "emoji", "extra", "highlight")),
        *(f"pymdownx.{name}" for name in ("inlinehilite", "keys", "magiclink", "smartsymbols", "superfences", "tilde")),
    }
)
"""Those that ask which words they are, or how many: in their pages, no word stands in for another."""

READ_BY_SECTIONS = frozenset(
    {
        *("abbr", "admonition", "attr_list", "def_list", "fenced_code", "footnotes", "md_in_html", "sane_lists"),
        *("smarty", "tables", "toc", "kit_dialect", "kit_fields", "pymdownx.details", "pymdownx.tasklist"),
    }
)
"""Those of which it is known what in one section of a page depends on another (``markdown.sections``)."""

_FAMILIES = ("kit_", "markdown.", "pymdownx.")
"""How the names of extensions begin that read no file outside of the kit's folder, whatever they read in it."""


def short_name(extension: str) -> str:
    """The name of an extension as the sets here have it."""
    return extension.removeprefix(_OF_THE_LIBRARY)


def stays_in_folder(extension: str) -> bool:
    """Whether an extension reads nothing outside of the kit's folder."""
    return extension in _STANDARD or extension.startswith(_FAMILIES)
