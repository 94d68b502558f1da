"""Builds for the preview: the website at once, decks and forms in a process of its own that no page waits for.

A build outlives every mistake: one of the program is told like one of an author.
"""

from __future__ import annotations

import signal
import tempfile
import time
import traceback
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Condition, Thread

from generators.model import Place
from generators.model.problems import Problem, RefusedInput
from generators.packs.limits import bounded
from generators.pipeline.pipeline import BuildRequest, Outcome, build_kits, check_kits
from generators.pipeline.processes import interrupts_ignored
from generators.reading.source import BASE, shown_path
from generators.writers import FINISH, WRITERS

PROGRAM = Path(__file__).resolve().parent.parent.parent


def build(request: BuildRequest) -> Outcome:
    """What comes of building the one kit of ``request`` as any build does."""

    def built() -> Outcome:
        (outcome,) = build_kits(request, lambda _line: None)
        return outcome

    return _surviving(built, request)


def build_site(request: BuildRequest, into: Path) -> Outcome:
    """What comes of writing the website of ``request``, and nothing else, into the folder ``into``.

    Pages name the downloads that stand there already. They are the pages of any build, without its copies and reports.
    """

    def built() -> Outcome:
        started = time.perf_counter()
        (outcome,) = (_written(checked, request, into) for checked in check_kits(request))
        return replace(outcome, formats=("site",), seconds=time.perf_counter() - started)

    return _surviving(built, request)


def not_built(request: BuildRequest, *problems: Problem) -> Outcome:
    """The outcome of a build that has come to nothing."""
    slug = request.packs[0].name if request.packs else BASE
    return Outcome(slug, request.out / slug, problems, built=False, formats=request.formats)


def _written(checked: Outcome, request: BuildRequest, into: Path) -> Outcome:
    """Writes while the kit's pictures stand, which is as long as the next kit is not asked for."""
    if checked.kit is None:
        return checked
    try:
        with bounded(shown_path(request.packs[0], request.root)) if request.packs else nullcontext():
            for writer in (WRITERS["site"], FINISH):
                writer(checked.kit, into)
    except RefusedInput as refusal:
        return replace(checked, problems=(*checked.problems, *refusal.problems))
    return replace(checked, folder=into, built=True)


def _surviving(built: Callable[[], Outcome], request: BuildRequest) -> Outcome:
    try:
        return built()
    except RefusedInput as refusal:
        return not_built(request, *refusal.problems)
    except Exception as error:  # the next change may mend what broke this build
        return not_built(request, _breakdown(error))


def _breakdown(error: Exception) -> Problem:
    """Where in the program it happened, since nobody knows which of the sources is to blame."""
    frames = [(Path(frame.filename), frame.lineno or 1) for frame in traceback.extract_tb(error.__traceback__)]
    own = [(file.relative_to(PROGRAM), line) for file, line in frames if file.is_relative_to(PROGRAM / "generators")]
    file, line = (own or frames)[-1]
    message = f"the kit cannot cope with something that changed ({type(error).__name__}: {error})"
    return Problem(
        "kit-breakdown", Place(file.as_posix(), line), message, ("undo the last change", "'build.py build' tells more")
    )


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
    "preview-worker-ended",
    Place("mkdocs.yml", 1),
    "the process that builds decks and forms has ended",
    ("start the preview again", "if that does not help, there may be too little memory"),
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
