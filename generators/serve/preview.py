"""Builds a kit again whenever its sources change: the website at once, decks and forms behind it."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from queue import Empty, SimpleQueue
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import Literal

from watchfiles import watch

from generators.model import Kit
from generators.pipeline import BuildRequest, Outcome, build_kits
from generators.problems import RefusedInput
from generators.serve.editions import Editions
from generators.serve.server import PreviewServer
from generators.source import BASE

Say = Callable[[Outcome], None]
"""Told of every build of the website, good or bad."""

Cause = Literal["sources", "downloads", "quiet", "stop"]

SETTLING_MILLISECONDS = 30
"""How long nothing may change before a build begins: an editor writes a file in several steps."""

QUIET_SECONDS = 1.5
"""How long nothing may happen before decks and forms are built, so that they never keep a page waiting."""

PICTURES = frozenset({".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp"})


class Preview:
    """The kit in ``root``, for the pack in ``pack`` or the base, served at ``port`` until ``stop``."""

    def __init__(self, root: Path, pack: Path | None, port: int, say: Say) -> None:
        self._work = TemporaryDirectory(prefix="kit-preview-")
        packs = (pack,) if pack else ()
        self._request = BuildRequest(root, Path(self._work.name, "site"), packs, formats=("site",))
        self._behind = BuildRequest(root, Path(self._work.name, "behind"), packs, formats=("decks", "forms"))
        self._slug = pack.name if pack else BASE
        self._say = say
        self._causes: SimpleQueue[Cause] = SimpleQueue()
        self._made_of = ""
        self._pictures = 0
        self._running: Future[None] | None = None
        self.editions = Editions()
        self._server = PreviewServer(self._site, self.editions, port)

    @property
    def address(self) -> str:
        """Where the preview can be seen."""
        return self._server.address

    @property
    def _site(self) -> Path:
        return self._request.out / self._slug / "site"

    def run(self) -> None:
        """Builds and serves until ``stop`` is called or the user interrupts."""
        with self._work, self._served(), self._watched(), _process_behind() as pool:
            cause: Cause = "sources"
            kit: Kit | None = None
            while cause != "stop":
                if cause == "quiet":
                    self._build_behind(kit, pool)
                else:
                    kit = self._build(cause)
                cause = self._next_cause(None if cause == "quiet" else QUIET_SECONDS)

    def stop(self) -> None:
        """Ends ``run``, from any thread."""
        self._causes.put("stop")

    def _build(self, cause: Cause) -> Kit | None:
        """Builds the website; what came of it is served and told. Returns the kit if all went well."""
        if cause == "downloads":
            self._take_downloads()
        try:
            (outcome,) = build_kits(self._request, lambda _line: None)
        except RefusedInput as refusal:
            outcome = Outcome(self._slug, self._site.parent, refusal.problems, built=False)
        if outcome.built:
            self.editions.publish(outcome.problems)
        else:
            self.editions.refuse(outcome.problems)
        self._say(outcome)
        return outcome.kit if outcome.built else None

    def _build_behind(self, kit: Kit | None, pool: ProcessPoolExecutor) -> None:
        """Builds decks and forms in a process of their own, if what they are made of has changed."""
        busy = self._running is not None and not self._running.done()
        made_of = f"{self._pictures} {_made_of(kit)}" if kit else self._made_of
        if made_of != self._made_of and not busy:
            self._made_of = made_of
            self._running = pool.submit(_build_quietly, self._behind)
            self._running.add_done_callback(lambda _done: self._causes.put("downloads"))

    def _take_downloads(self) -> None:
        made = self._behind.out / self._slug / "site" / "downloads"
        if made.is_dir():
            shutil.copytree(made, self._site / "downloads", dirs_exist_ok=True)

    def _next_cause(self, seconds: float | None) -> Cause:
        """Waits for at most ``seconds``; what happened several times is one cause, and ``stop`` comes before all."""
        try:
            causes = [self._causes.get(timeout=seconds)]
        except Empty:
            return "quiet"
        while not self._causes.empty():
            causes.append(self._causes.get())
        return min(causes, key=("stop", "downloads", "sources").index)

    @contextmanager
    def _served(self) -> Iterator[None]:
        thread = Thread(target=self._server.serve_forever, daemon=True)
        thread.start()
        try:
            yield
        finally:
            self.editions.close()
            self._server.shutdown()
            self._server.server_close()

    @contextmanager
    def _watched(self) -> Iterator[None]:
        ended = Event()

        def follow() -> None:
            sources = _sources(self._request)
            for changes in watch(*sources, step=SETTLING_MILLISECONDS, stop_event=ended, raise_interrupt=False):
                self._pictures += any(Path(path).suffix.lower() in PICTURES for _, path in changes)
                self._causes.put("sources")

        thread = Thread(target=follow, daemon=True)
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join(timeout=5)


def _sources(request: BuildRequest) -> list[Path]:
    """What a kit is made of: its folders by their usual names, and the pack wherever it is."""
    names = ("mkdocs.yml", "mkdocs.yaml", "content", "docs", "slides", "overrides")
    return [*(path for name in names if (path := request.root / name).exists()), *request.packs]


def _made_of(kit: Kit) -> str:
    """What decks and forms depend on, but for pictures, so that they are built again only when it changes."""
    brand = replace(kit.local.brand, logo=None)
    return repr((kit.forms, kit.decks, brand, kit.local.variables, kit.local.paper, kit.local.language))


def _build_quietly(request: BuildRequest) -> None:
    list(build_kits(request, lambda _line: None))


@contextmanager
def _process_behind() -> Iterator[ProcessPoolExecutor]:
    pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_leave_interrupts_to_parent)
    try:
        yield pool
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _leave_interrupts_to_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
