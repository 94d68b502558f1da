"""The website that is being previewed: its last good edition, its files by their addresses, and what is wrong now."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import unescape
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import quote, unquote, urlsplit

from generators.model.problems import Problem
from generators.pipeline.bounded_process import BoundedProcess, ProcessEnded
from generators.pipeline.request import BuildRequest, Outcome
from generators.serve.background_build import SiteBuild, SiteTask, ended_by, not_built
from generators.writers.site.downloads import readable_size

MISSING_PAGE = "404.html"

_USED = re.compile(r"""<(?:script|img|source)\s[^>]*?\bsrc="([^"]+)"|<link\s[^>]*?\bhref="([^"]+)\"""")


@dataclass(frozen=True, slots=True)
class SiteSnapshot:
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


def snapshot_of(build: SiteBuild) -> SiteSnapshot:
    """The website that was written."""
    folders = urlsplit(build.url).path.strip("/")
    return SiteSnapshot(files_below(build.outcome.folder / "site"), f"/{folders}/" if folders else "/", build.edition)


def files_below(folder: Path) -> Mapping[str, Path]:
    """All files in ``folder`` and its folders, by path."""
    return {file.relative_to(folder).as_posix(): file for file in sorted(folder.rglob("*")) if file.is_file()}


class Site:
    """Builds the site of ``request``, each time in a new folder below its own, so that no file is changed in use.

    What strangers sent is built in ``process``, the base here.
    """

    def __init__(self, request: BuildRequest, process: BoundedProcess | None = None) -> None:
        self._process = process
        self.snapshot = SiteSnapshot()
        self.is_outdated = False
        self._just_before = SiteSnapshot()
        self._request = request
        self._problems: tuple[Problem, ...] = ()
        self._problems_of_rest: tuple[Problem, ...] = ()
        self._rest: Mapping[str, Path] = {}
        self._count = 0
        self._folders = list[Path]()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the sources as they were at the last build."""
        return (*self._problems, *self._problems_of_rest)

    def new_among(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Those of ``problems`` that the site itself does not have."""
        return tuple(problem for problem in problems if problem not in self._problems)

    def build(self) -> Outcome:
        """Builds the site beside the decks and forms of the last time; after a failure, the snapshot stays."""
        self._count += 1
        into = self._request.out / str(self._count)
        for path, file in self._rest.items():
            _link(file, into / "site" / path)
        build = self._built(into)
        self._problems = build.outcome.problems
        self.is_outdated = False
        self._folders.append(into)
        if build.outcome.built:
            self.snapshot = snapshot_of(build)
        return build.outcome

    def _built(self, into: Path) -> SiteBuild:
        task = SiteTask(self._request, into)
        try:
            return self._process.run(task) if self._process else task.run()
        except ProcessEnded as ended:
            return SiteBuild(not_built(self._request, ended_by(ended, self._request)))

    def take(self, made: Outcome) -> None:
        """Gives out what was ``made`` of decks and forms; the site is outdated if its pages say otherwise."""
        self._problems_of_rest = self.new_among(made.problems)
        if not made.built:
            return
        before, self._rest = self._rest, files_below(made.folder / "site")
        self.is_outdated = _sizes(before) != _sizes(self._rest)
        self._folders.append(made.folder)
        self.snapshot = replace(self.snapshot, files={**self.snapshot.files, **self._rest})

    def tidy(self) -> None:
        """Removes the folders that nothing is given out of, now or, since a browser may still read it, just before."""
        given = [*self._just_before.files.values(), *self.snapshot.files.values(), *self._rest.values()]
        for folder in self._folders[:]:
            if not any(file.is_relative_to(folder) for file in given):
                shutil.rmtree(folder, ignore_errors=True)
                self._folders.remove(folder)
        self._just_before = self.snapshot


def _sizes(files: Mapping[str, Path]) -> Mapping[str, str]:
    """What pages say of ``files``."""
    return {path: readable_size(file.stat().st_size) for path, file in files.items()}


def _link(file: Path, name: Path) -> None:
    """Gives the file one more name, or where the disk cannot, a copy; nobody writes to either."""
    name.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(file, name)
    except OSError:
        shutil.copy2(file, name)
