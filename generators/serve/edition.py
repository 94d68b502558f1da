"""One finished site as a web host would give it out: its files by their addresses."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import quote, unquote, urlsplit

from generators.model import Kit

MISSING_PAGE = "404.html"

_USED = re.compile(r"""<(?:script|img|source)\s[^>]*?\bsrc="([^"]+)"|<link\s[^>]*?\bhref="([^"]+)\"""")


@dataclass(frozen=True, slots=True)
class Edition:
    """``files`` by path below the site: nothing else is ever given out, however an address is written.

    ``mount`` is the path of the address that the site is meant for (``/kit/``); its files are found there, too.
    ``name`` is what the kit calls the edition on all of its pages.
    """

    files: Mapping[str, Path] = field(default_factory=dict)
    mount: str = "/"
    name: str = ""
    _looks: dict[str, str] = field(default_factory=dict, init=False, repr=False, compare=False)

    def path(self, address: str) -> str | None:
        """The path of the file at ``address``, the path of a URL; None where the site has none."""
        plain = unquote(address)
        short = f"/{plain.removeprefix(self.mount)}" if plain.startswith(self.mount) else plain
        return next((found for found in map(self._path, (plain, short)) if found in self.files), None)

    def page(self, address: str) -> str | None:
        """The path of the page that a reader gets at ``address``: in place of none, the site's word on that."""
        return self.path(address) or (MISSING_PAGE if MISSING_PAGE in self.files else None)

    def folder(self, address: str) -> str | None:
        """Where ``address`` should have led, if it is that of a folder without the slash at its end."""
        path = self.path(f"{address}/")
        return f"/{quote(dirname(path))}/" if path else None

    def look(self, path: str | None) -> str:
        """A digest of what a reader sees of the page at ``path``: it, its styles, its scripts, and its pictures.

        The edition's name does not count, since every page says it, and it changes with every word of the kit.
        """
        if path is None:
            return ""
        if path not in self._looks:
            page = self.files[path].read_text("utf-8", "replace")
            seen = hashlib.sha256(page.replace(self.name, "").encode())
            for used in sorted(set(self._used(path, page))):
                seen.update(self.files[used].read_bytes())
            self._looks[path] = seen.hexdigest()
        return self._looks[path]

    def _used(self, path: str, page: str) -> Iterator[str]:
        for of_source, of_link in _USED.findall(page):
            address = unquote(unescape(of_source or of_link)).partition("?")[0]
            target = self.path(f"/{normpath(join(dirname(path), address)).lstrip('/')}")
            if target:
                yield target

    @staticmethod
    def _path(address: str) -> str:
        below = address.removeprefix("/")
        return f"{below}index.html" if not below or below.endswith("/") else below


def edition_of(site: Path, kit: Kit) -> Edition:
    """The edition of ``kit`` whose files stand in the folder ``site``."""
    folders = urlsplit(kit.local.url).path.strip("/")
    return Edition(files_below(site), f"/{folders}/" if folders else "/", kit.edition)


def files_below(folder: Path) -> Mapping[str, Path]:
    """All files in ``folder`` and its folders, by path."""
    return {file.relative_to(folder).as_posix(): file for file in sorted(folder.rglob("*")) if file.is_file()}
