"""Where the pages of a handbook stand on its site, and what they are called."""

from __future__ import annotations

from functools import lru_cache
from pathlib import PurePosixPath
from urllib.parse import quote

INDEXES = ("index", "README")
"""Pages that stand for their folder."""


@lru_cache(50_000)
def file_of(path: str, *, directory_urls: bool) -> str:
    """The file of the page of ``path``, below the site."""
    page = PurePosixPath(path)
    if page.stem in INDEXES:
        return str(page.with_name("index.html"))
    return str(page.with_suffix("") / "index.html" if directory_urls else page.with_suffix(".html"))


@lru_cache(50_000)
def address_of(path: str, *, directory_urls: bool) -> str:
    """The address of the page of ``path``, below the site; that of the home page is ``./`` with directory URLs."""
    file = file_of(path, directory_urls=directory_urls)
    if directory_urls and file.endswith("index.html"):
        file = file.removesuffix("index.html") or "./"
    return quote(file)
