"""Builds decks and forms behind the website, in a process of its own, so that no page waits for them."""

from __future__ import annotations

import signal
import tempfile
from collections.abc import Callable
from dataclasses import replace
from multiprocessing import get_context
from multiprocessing.connection import Connection
from threading import Condition, Thread

from generators.model import Place
from generators.pipeline import BuildRequest, Outcome
from generators.problems import Problem
from generators.processes import interrupts_ignored
from generators.serve.building import build, not_built

QUIET = 0.7
"""How long nobody may ask again before a build begins, in seconds: whoever writes saves often."""


class Behind:
    """Builds ``request`` when asked, each time in a new folder below its own, and hands the outcome to ``done``.

    Whoever asks while a build goes on gets one more; ``done`` is called in another thread.
    """

    def __init__(self, request: BuildRequest, done: Callable[[Outcome], None]) -> None:
        self._request = request
        self._done = done
        self._asked = 0
        self._ended = False
        self._changed = Condition()
        # 'spawn' is the same on every platform, and starts clean of this process's threads.
        context = get_context("spawn")
        self._here, self._there = context.Pipe()
        self._process = context.Process(target=_work, args=(self._there, str(request.out)), daemon=True)
        self._thread = Thread(target=self._follow, daemon=True)

    def __enter__(self) -> Behind:
        self._request.out.mkdir(parents=True, exist_ok=True)
        with interrupts_ignored():  # the new process takes this over, and leaves interrupts to this one
            self._process.start()
        self._there.close()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        with self._changed:
            self._ended = True
            self._changed.notify_all()
        self._process.terminate()
        self._process.join()
        self._thread.join()

    def ask(self) -> None:
        """Has a build begin soon."""
        with self._changed:
            self._asked += 1
            self._changed.notify_all()

    def _follow(self) -> None:
        answered = 0
        while (asked := self._next(answered)) is not None:
            answered = asked
            request = replace(self._request, out=self._request.out / str(asked))
            try:
                self._here.send(request)
                outcome: Outcome = self._here.recv()
            except (EOFError, OSError):
                if not self._ended:
                    self._done(not_built(request, _ENDED))
                return
            self._done(outcome)

    def _next(self, answered: int) -> int | None:
        """Waits until somebody has asked and all have been quiet for a while; None at the end."""
        with self._changed:
            self._changed.wait_for(lambda: self._ended or self._asked != answered)
            while not self._ended and self._is_asked_again():
                pass
            return None if self._ended else self._asked

    def _is_asked_again(self) -> bool:
        asked = self._asked
        return self._changed.wait_for(lambda: self._ended or self._asked != asked, QUIET)


_ENDED = Problem(
    Place("mkdocs.yml", 1),
    "the process that builds decks and forms has ended",
    "start the preview again; if that does not help, there may be too little memory",
    "warning",
)


def _work(requests: Connection, folder: str) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    tempfile.tempdir = folder  # a process that is ended leaves its temporary files, and whoever ends it removes them
    while True:
        try:
            request: BuildRequest = requests.recv()
            requests.send(replace(build(request), kit=None))
        except (EOFError, OSError):
            return
