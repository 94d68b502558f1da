"""Builds a kit again whenever its sources change: the pages that are open at once, all others in the background."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue
from tempfile import TemporaryDirectory
from threading import Thread

from generators.model.problems import Problem
from generators.model.replacing import replace
from generators.pipeline.bounded_process import Allowance, BoundedProcess
from generators.pipeline.request import BuildRequest, Outcome
from generators.serve.background_build import BackgroundBuild
from generators.serve.board import Board
from generators.serve.server import PreviewServer
from generators.serve.snapshot import Site
from generators.serve.watching import Watch
from generators.writers import WRITERS

GLANCE = 0.5
"""How often an interrupt is looked for while nothing happens, in seconds: on Windows it does not end a wait."""

QUIET = 0.3
"""How long after a save the pages that nobody looks at are left alone, in seconds: browsers come first."""

BREATH = 0.02
"""How long they wait between two steps of that, in seconds."""

AGAIN = 2.0
"""For how long the same failure is not told again, in seconds: folders are looked at anew after new settings."""


class Preview:
    """The one kit of ``request``, at ``port`` of this computer (0: a free one).

    ``say`` is told of every build. What is served stands in a folder of its own as long as ``run`` runs.

    Raises:
        AddressInUse: another program has the port.
    """

    def __init__(self, request: BuildRequest, port: int, say: Callable[[Outcome], None]) -> None:
        self._request, self._say = request, say
        self._news: SimpleQueue[Outcome | None] = SimpleQueue()  # what came of decks and forms; None: the sources
        self._ended = False
        self._failure, self._failed = tuple[Problem, ...](), 0.0
        self._pause = QUIET
        self._board = Board()
        self._server = PreviewServer(self._board, port)

    @property
    def address(self) -> str:
        """Where the preview can be seen."""
        return self._server.address

    def run(self) -> None:
        """Builds and serves until ``stop`` or an interrupt."""
        rest = tuple(name for name in WRITERS if name != "site")
        with (
            TemporaryDirectory(prefix="kit-preview-", ignore_cleanup_errors=True) as folder,
            self._process() as process,
            self._served(),
        ):
            site = Site(replace(self._request, out=Path(folder, "site"), formats=("site",)), process)
            others = replace(self._request, out=Path(folder, "rest"), formats=rest)
            pack = next(iter(self._request.packs), None)
            with (
                closing(site),
                Watch(self._request.root, pack, lambda: self._news.put(None)),
                BackgroundBuild(others, self._news.put) as background,
            ):
                self._news.put(None)
                while not self._ended:
                    self._follow(site, background)

    def stop(self) -> None:
        """Ends ``run``, from any thread."""
        self._ended = True

    def _follow(self, site: Site, background: BackgroundBuild) -> None:
        """Waits for news for a while, and shows what comes of them; without any, goes on with what nobody waits for."""
        news = self._gathered(GLANCE if site.is_checked and site.is_tidy else self._pause)
        self._pause = QUIET if news else BREATH
        if not news:
            self._go_on(site)
            return
        made = next((outcome for outcome in reversed(news) if outcome), None)
        if made:
            problems = site.new_among(made.problems)
            if made.built or problems:
                self._say(replace(made, problems=problems))
            site.take(made)
        outcome = site.build(self._board.views()) if None in news else None
        if outcome and not outcome.built and not self._news.empty():
            return  # it may have met a file that was just being written
        self._board.put_up(site.snapshot, site.problems)
        if outcome and (outcome.built or self._is_news(outcome.problems)):
            self._say(outcome)
        if outcome and outcome.built:
            background.ask()

    def _is_news(self, failure: tuple[Problem, ...]) -> bool:
        """Whether something else was wrong a moment ago."""
        now = time.monotonic()
        is_news = failure != self._failure or now - self._failed > AGAIN
        self._failure, self._failed = failure, now
        return is_news

    def _go_on(self, site: Site) -> None:
        """A step of what nobody waits for: browsers load the new edition first."""
        if not site.is_tidy:
            site.tidy()
        elif not site.is_checked:
            self._check(site)

    def _check(self, site: Site) -> None:
        refused = site.check()
        if refused:
            self._board.put_up(site.snapshot, site.problems)
            self._say(refused)
        elif site.is_checked:
            self._board.replace(site.snapshot)

    def _gathered(self, seconds: float) -> list[Outcome | None]:
        """All news there are; waits for the first, but not longer than ``seconds``."""
        try:
            news = [self._news.get(timeout=seconds)]
        except Empty:
            return []
        while not self._news.empty():
            news.append(self._news.get())
        return news

    @contextmanager
    def _process(self) -> Iterator[BoundedProcess | None]:
        """A process for the site of what strangers sent; the base's is made here."""
        process = BoundedProcess(Allowance()) if self._request.packs else None
        try:
            yield process
        finally:
            if process:
                process.stop()

    @contextmanager
    def _served(self) -> Iterator[None]:
        thread = Thread(target=self._server.serve_forever, daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._board.close()
            self._server.shutdown()
            self._server.server_close()
