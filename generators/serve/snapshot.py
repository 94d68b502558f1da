"""The website that is being previewed: its last good edition, its files by their addresses, and what is wrong now."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial
from html import unescape
from pathlib import Path
from posixpath import dirname, join, normpath
from threading import Lock
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from msgspec import Struct, field

from generators.model.problems import Problem
from generators.model.replacing import replace
from generators.pipeline.bounded_process import BoundedProcess, ProcessEnded
from generators.pipeline.request import BuildRequest, Outcome
from generators.serve.breakdowns import ended_by, not_built
from generators.serve.editions import COPIES, Editions, EditionsCall, SiteBuild, SiteCheck
from generators.writers.site.downloads import filled_in

MISSING_PAGE = "404.html"

_USED = re.compile(r"""<(?:script|img|source)\s[^>]*?\bsrc="([^"]+)"|<link\s[^>]*?\bhref="([^"]+)\"""")

STEP = 0.03
"""How long a step of the check of a whole site takes, in seconds: who asks for a page meanwhile waits for it."""


def _nothing(_path: str) -> bytes:
    return b""


class SiteSnapshot(Struct, frozen=True):
    """``files`` by path below the site, and what is ``made`` when somebody asks: nothing else is ever given out.

    ``mount`` is the path of the address that the site is meant for (``/kit/``); its files are found there, too.
    ``name`` is what the kit calls the edition on all of its pages. ``make`` gives what is made; it may give nothing.
    """

    files: Mapping[str, Path] = field(default_factory=dict)
    mount: str = "/"
    name: str = ""
    made: frozenset[str] = frozenset()
    make: Callable[[str], bytes] = _nothing
    contents: dict[str, bytes] = field(default_factory=dict)
    _looks: dict[str, str] = field(default_factory=dict)

    def __contains__(self, path: str) -> bool:
        return path in self.files or (path in self.made and self.contents.get(path) != b"")

    def content(self, path: str) -> bytes:
        """What stands in the file ``path``, which is there, with the sizes of what it offers to take along."""
        if path in self.made and path not in self.contents:
            self.contents[path] = self.make(path)
        content = self.contents[path] if path in self.made else self.files[path].read_bytes()
        return filled_in(content.decode("utf-8"), path, self._size).encode() if path.endswith(".html") else content

    def _size(self, path: str) -> int | None:
        return self.files[path].stat().st_size if path in self.files else None

    def path(self, address: str) -> str | None:
        """The path of the file at ``address``, the path of a URL; None where the site has none."""
        plain = unquote(address)
        short = f"/{plain.removeprefix(self.mount)}" if plain.startswith(self.mount) else plain
        return next((found for found in map(self._path, (plain, short)) if found in self), None)

    def page(self, address: str) -> str | None:
        """The path of the page that a reader gets at ``address``: in place of none, the site's word on that."""
        return self.path(address) or (MISSING_PAGE if MISSING_PAGE in self else None)

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
            page = self.content(path).decode("utf-8", "replace")
            seen = hashlib.sha256(page.replace(self.name, "").encode())
            for used in sorted(set(self._used(path, page))):
                seen.update(self.content(used))
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


def files_below(folder: Path) -> Mapping[str, Path]:
    """All files in ``folder`` and its folders, by path."""
    return {file.relative_to(folder).as_posix(): file for file in sorted(folder.rglob("*")) if file.is_file()}


class Site:
    """The site of ``request``: each build makes the pages that are open, and the others are made when asked for.

    What strangers sent is built in ``process``, the base here. Several threads may ask.
    """

    def __init__(self, request: BuildRequest, process: BoundedProcess | None = None) -> None:
        self.snapshot = SiteSnapshot()
        self.is_checked = self.is_tidy = True
        self._request, self._process = request, process
        self._editions = Editions(request.out)
        self._at_work = Lock()
        self._good = self._just_before = SiteSnapshot()
        self._problems: tuple[Problem, ...] = ()
        self._problems_of_rest: tuple[Problem, ...] = ()
        self._rest: Mapping[str, Path] = {}
        self._count = self._shown = 0  # the number of the latest edition, and of the one that is shown
        self._folders = list[Path]()

    def close(self) -> None:
        """Lets all editions go."""
        self._editions.keep(())

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the sources as they were at the last build."""
        return (*self._problems, *self._problems_of_rest)

    def new_among(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """The ``problems`` that the site itself does not have."""
        return tuple(problem for problem in problems if problem not in self._problems)

    def build(self, views: Collection[str] = ()) -> Outcome:
        """Makes the next edition, the pages of the paths ``views`` at once; after a failure, the snapshot stays."""
        self._count += 1
        build: SiteBuild
        build = self._asked_for("open", self._request, self._count, tuple(views), (self._shown,))
        self._problems = build.outcome.problems
        if build.outcome.built:
            self._shown = self._count
            self._folders.append(self._folder)
            files, mount = {**build.copied, **self._rest}, _mount(build.url)
            make = partial(self._made, self._count)
            self.snapshot = SiteSnapshot(files, mount, build.name, build.made, make, {**build.contents})
            self.is_checked = False
        self.is_tidy = False
        return build.outcome

    def check(self) -> Outcome | None:
        """Goes on for a moment with the pages that nobody has asked for; gives an outcome if the edition is no good.

        Such a one is taken back: what was good before it is shown.
        """
        check: SiteCheck | None = self._asked_for("check", self._shown, STEP)
        if check is None:
            return None
        self.is_checked = True
        if check.problems:
            self._problems = (*self._problems, *check.problems)
            self.snapshot = self._with_rest(self._good)
            return not_built(self._request, *check.problems)
        self.snapshot = replace(
            self.snapshot,
            files={**self.snapshot.files, **check.written},
            made=self.snapshot.made - check.written.keys(),
        )
        self._good = self.snapshot
        return None

    def take(self, made: Outcome) -> None:
        """Gives out what was ``made`` of decks and forms."""
        self._problems_of_rest = self.new_among(made.problems)
        self.is_tidy = False
        if not made.built:
            return
        self._rest = files_below(made.folder / "site")
        self._folders.append(made.folder)
        self.snapshot = self._with_rest(self.snapshot)

    def tidy(self) -> None:
        """Removes what nothing is given out of, now or, since a browser may still read it, just before."""
        shown = (self._good, self._just_before, self.snapshot)
        given = {*self._rest.values(), *(file for snapshot in shown for file in snapshot.files.values())}
        for folder in [folder for folder in self._folders if folder != self._folder]:
            if not any(file.is_relative_to(folder) for file in given):
                shutil.rmtree(folder, ignore_errors=True)
                self._folders.remove(folder)
        for copy in (self._request.out / COPIES).glob("*"):
            if copy not in given:
                copy.unlink(missing_ok=True)
        self._just_before = self.snapshot
        self.is_tidy = True

    @property
    def _folder(self) -> Path:
        """For what is written of the edition that is shown."""
        return self._request.out / str(self._shown)

    def _with_rest(self, snapshot: SiteSnapshot) -> SiteSnapshot:
        return replace(snapshot, files={**snapshot.files, **self._rest})

    def _made(self, number: int, path: str) -> bytes:
        content: bytes = self._asked_for("content", number, path)
        return content

    def _asked_for(self, method: str, *arguments: Any) -> Any:
        """What the editions say; they do one thing at a time."""
        with self._at_work:
            if self._process is None:
                return getattr(self._editions, method)(*arguments)
            try:
                return self._process.run(EditionsCall(self._request.out, method, arguments))
            except ProcessEnded as ended:
                return self._ended_in[method](ended_by(ended, self._request))

    @property
    def _ended_in(self) -> Mapping[str, Callable[[Problem], Any]]:
        """What is said in place of an answer when a process has ended over it."""
        return {
            "open": lambda problem: SiteBuild(not_built(self._request, problem)),
            "check": lambda problem: SiteCheck({}, (problem,)),
            "content": lambda _problem: b"",
        }


def _mount(url: str) -> str:
    folders = urlsplit(url).path.strip("/")
    return f"/{folders}/" if folders else "/"
