"""The last editions of a previewed site, in the process that makes them: a page is made when somebody asks for it."""

from __future__ import annotations

import gc
import shutil
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from generators.model.current_work import working_on
from generators.model.problems import Problem, RefusedInput
from generators.model.replacing import replace
from generators.pipeline.kits import checked_kit, outcome_of, read_base, told_of_pack
from generators.pipeline.request import BuildRequest, Outcome
from generators.serve.breakdowns import not_built, survived
from generators.writers.site.on_demand import SiteOnDemand, site_on_demand


class SiteBuild(Struct, frozen=True):
    """What came of a build; of one that was good, its ``name`` on all pages, and the address that it is meant for.

    ``copied`` are files by path, and ``made`` the paths of what can be asked for; ``contents`` holds some of that.
    """

    outcome: Outcome
    name: str = ""
    url: str = ""
    copied: Mapping[str, Path] = field(default_factory=dict)
    made: frozenset[str] = frozenset()
    contents: Mapping[str, bytes] = field(default_factory=dict)


class SiteCheck(Struct, frozen=True):
    """All files that were ``written`` of an edition, by path, or what is wrong with it."""

    written: Mapping[str, Path]
    problems: tuple[Problem, ...]


class _Opened(Struct, frozen=True):
    """A site whose kit is there as long as ``stack`` stands; ``done`` is what its check has made so far."""

    site: SiteOnDemand
    request: BuildRequest
    stack: ExitStack
    checking: Iterator[tuple[str, bytes]]
    done: dict[str, Path] = field(default_factory=dict)


_Key = tuple[str, int, int, int]
"""Which file it is, how large, and when it was written to."""

COPIES = "copies"


class Editions:
    """Editions by their numbers; what they are made of and what is written of them stands below ``folder``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._opened: dict[int, _Opened] = {}
        self._copies: dict[_Key, Path] = {}
        self._count = 0
        self._are_spared = False

    def open(self, request: BuildRequest, number: int, views: Collection[str], keep: Collection[int]) -> SiteBuild:
        """Makes the edition of what the sources say now, with its pages at the paths ``views``.

        Nothing is left of one with problems, and of those before nothing but ``keep``.
        """
        self.keep(keep)
        with _without_collection():
            return survived(
                partial(self._open, request, number, views), lambda *found: SiteBuild(not_built(request, *found))
            )

    def _open(self, request: BuildRequest, number: int, views: Collection[str]) -> SiteBuild:
        started = time.perf_counter()
        pack = next(iter(request.packs), None)
        with ExitStack() as stack:
            checked = stack.enter_context(checked_kit(request, read_base(request), pack))
            outcome = replace(outcome_of(checked, request, pack), formats=("site",))
            kit = checked.kit
            if kit is None:
                return SiteBuild(outcome)
            try:
                with told_of_pack(request, pack), working_on(stage="site"):
                    site = site_on_demand(kit, request.store)
                    contents = {path: site.content(path) for path in views if path in site.made}
                    copied = self._copied(site.copied)
            except RefusedInput as refusal:
                return SiteBuild(replace(outcome, problems=(*outcome.problems, *refusal.problems)))
            self._opened[number] = _Opened(site, request, stack.pop_all(), site.checked())
        outcome = replace(outcome, built=True, seconds=time.perf_counter() - started)
        return SiteBuild(outcome, kit.edition, kit.local.url, copied, site.made, contents)

    def content(self, number: int, path: str) -> bytes:
        """What the file ``path`` of an edition holds; nothing of an edition that is gone, or that cannot be made."""
        opened = self._opened.get(number)
        # What is wrong with it, the check of the whole site tells.
        return survived(partial(self._content, opened, path), lambda *_: b"") if opened else b""

    def _content(self, opened: _Opened, path: str) -> bytes:
        with self._at_work_on(opened):
            return opened.site.content(path)

    def check(self, number: int, seconds: float) -> SiteCheck | None:
        """Goes on for so long with writing all files of an edition; None before the end."""
        opened = self._opened.get(number)
        if opened is None:
            return SiteCheck({}, ())
        return survived(partial(self._check, number, opened, seconds), lambda *found: SiteCheck({}, found))

    def _check(self, number: int, opened: _Opened, seconds: float) -> SiteCheck | None:
        end = time.perf_counter() + seconds
        with self._at_work_on(opened):
            for path, content in opened.checking:
                file = self._folder / str(number) / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content)
                opened.done[path] = file
                if time.perf_counter() > end:
                    return None
        self._spare_known_objects()
        return SiteCheck(opened.done, ())

    def _spare_known_objects(self) -> None:
        """Has the garbage collector leave out, from the first whole edition on, what nearly all stays as it is.

        Else every few saves somebody waits while it looks through all that is remembered of a large handbook.
        """
        if not self._are_spared:
            gc.collect()
            gc.freeze()
            self._are_spared = True

    def keep(self, numbers: Collection[int]) -> None:
        """Lets go of all editions but these; without any, this is the end."""
        for number in self._opened.keys() - set(numbers):
            self._opened.pop(number).stack.close()
        if self._are_spared and not numbers:
            gc.unfreeze()
            self._are_spared = False

    def _at_work_on(self, opened: _Opened) -> ExitStack:
        stack = ExitStack()
        stack.enter_context(working_on(stage="site"))
        stack.enter_context(told_of_pack(opened.request, next(iter(opened.request.packs), None)))
        return stack

    def _copied(self, files: Mapping[str, Path]) -> Mapping[str, Path]:
        """Copies of ``files``, since an author may change or delete these; of one that has not changed, as before."""
        keys = {path: _key(file) for path, file in files.items()}
        known = {key: copy for key, copy in self._copies.items() if copy.is_file()}
        self._copies = {key: known.get(key) or self._copy(files[path]) for path, key in keys.items()}
        return {path: self._copies[key] for path, key in keys.items()}

    def _copy(self, file: Path) -> Path:
        self._count += 1
        copy = self._folder / COPIES / f"{self._count}{file.suffix}"
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, copy)
        return copy


@contextmanager
def _without_collection() -> Iterator[None]:
    """What somebody waits for: the garbage collector comes after it, when the rest is written."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _key(file: Path) -> _Key:
    found = file.stat()
    return str(file), found.st_size, found.st_mtime_ns, found.st_ino


class EditionsCall(Struct, frozen=True):
    """A method of the editions below ``folder``, for a process of their own."""

    folder: Path
    method: str
    arguments: tuple[object, ...]

    def run(self) -> Any:
        return getattr(_held(self.folder), self.method)(*self.arguments)


@lru_cache(1)
def _held(folder: Path) -> Editions:
    return Editions(folder)
