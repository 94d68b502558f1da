"""A site as MkDocs has built it, with what its plugins and hooks added: where links lead is judged by that."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from msgspec import Struct, field

Weight = Literal["", "warning", "error"]
"""What something that is found is to its author; empty where the author does not want to hear of it."""


class BuiltPage(Struct, frozen=True):
    """A page that is published: its ``path`` among the sources, its ``url`` below the site, its text as ``html``.

    ``file`` is the page below the site, which holds the theme's frame, too.
    """

    path: str
    url: str
    file: str
    html: str


class LinkRules(Struct, frozen=True):
    """What the handbook's settings make of links that lead nowhere, of each kind that MkDocs tells apart.

    ``absolute`` are addresses from the top of the host, ``unrecognized`` those without an ending.
    """

    not_found: Weight = "warning"
    anchors: Weight = "warning"
    absolute: Weight = ""
    unrecognized: Weight = "warning"


class BuiltSite(Struct, frozen=True):
    """The site in ``folder``: ``pages`` by path among the sources, and how its links are to be judged.

    ``written`` is how many of the pages are not the kit's own, but those of authors, plugins, and hooks. ``top`` is the
    path below which the site stands on its host.
    """

    folder: Path
    pages: Mapping[str, BuiltPage] = field(default_factory=dict)
    rules: LinkRules = LinkRules()
    written: int = 0
    top: str = "/"
