"""Builds for the preview: the website at once, decks and forms in a worker that no page waits for.

A build outlives every mistake: one of the program is told like one of an author.
"""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from threading import Condition, Thread
from typing import TypeVar

from generators.model import Place
from generators.model.problems import Problem, RefusedInput
from generators.model.program import COMMAND, FOLDER
from generators.pipeline.bounded_process import Allowance, BoundedProcess, ProcessEnded
from generators.pipeline.build import build_kits
from generators.pipeline.kits import checked_kit, outcome_of, read_base, told_of_pack
from generators.pipeline.overruns import overrun
from generators.pipeline.request import BuildRequest, Outcome
from generators.pipeline.writing import write_kit
from generators.reading.source import BASE, shown_path

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SiteBuild:
    """What came of writing a website; of one that was written, the kit's edition and the address it is meant for."""

    outcome: Outcome
    edition: str = ""
    url: str = ""


def build_site(request: BuildRequest, into: Path) -> SiteBuild:
    """Writes the website of ``request``, and nothing else, into the folder ``into``.

    Pages name the downloads that stand there already. They are the pages of any build, without its copies and reports.
    """
    return _survived(partial(_written, request, into), lambda *found: SiteBuild(not_built(request, *found)))


def not_built(request: BuildRequest, *problems: Problem) -> Outcome:
    """The outcome of a build that has come to nothing."""
    slug = request.packs[0].name if request.packs else BASE
    return Outcome(slug, request.out / slug, problems, built=False, formats=request.formats)


def _written(request: BuildRequest, into: Path) -> SiteBuild:
    started = time.perf_counter()
    pack = request.packs[0] if request.packs else None
    with checked_kit(request, read_base(request), pack) as checked:
        outcome = replace(outcome_of(checked, request, pack), formats=("site",))
        kit = checked.kit
        if kit is None:
            return SiteBuild(outcome)
        try:
            with told_of_pack(request, pack):
                write_kit(kit, ("site",), into, store=request.store)
        except RefusedInput as refusal:
            return SiteBuild(replace(outcome, problems=(*outcome.problems, *refusal.problems)))
    outcome = replace(outcome, folder=into, built=True, seconds=time.perf_counter() - started)
    return SiteBuild(outcome, kit.edition, kit.local.url)


@dataclass(frozen=True, slots=True)
class SiteTask:
    """The writing of a website, for a process of its own."""

    request: BuildRequest
    into: Path

    def run(self) -> SiteBuild:
        return build_site(self.request, self.into)


def ended_by(ended: ProcessEnded, request: BuildRequest) -> Problem:
    """Why a process came to no end with what was asked for."""
    pack = next(iter(request.packs), None)
    return overrun(ended, shown_path(pack, request.root)) if pack else _ENDED


def _breakdown(error: Exception) -> Problem:
    """Where in the program it happened, since nobody knows which of the sources is to blame."""
    frames = [(Path(frame.filename), frame.lineno or 1) for frame in traceback.extract_tb(error.__traceback__)]
    own = [(file.relative_to(FOLDER), line) for file, line in frames if file.is_relative_to(FOLDER / "generators")]
    file, line = (own or frames)[-1]
    message = f"the kit cannot cope with something that changed ({type(error).__name__}: {error})"
    hint = f"'{COMMAND} build' tells more"
    return Problem("kit-breakdown", Place(file.as_posix(), line), message, ("undo the last change", hint))


@dataclass(frozen=True, slots=True)
class BuildTask:
    """The building of one kit in the background, as any build does it."""

    request: BuildRequest

    def run(self) -> Outcome:
        return _survived(self._built, partial(not_built, self.request))

    def _built(self) -> Outcome:
        (outcome,) = build_kits(self.request, lambda _line: None)
        return outcome


def _survived(build: Callable[[], T], failed: Callable[..., T]) -> T:
    """What ``build`` gives, or what ``failed`` makes of the problems that ended it."""
    try:
        return build()
    except RefusedInput as refusal:
        return failed(*refusal.problems)
    except Exception as error:  # the next change may mend what broke this build
        return failed(_breakdown(error))


QUIET = 0.7
"""How long nobody may ask again before a build begins, in seconds: whoever writes saves often."""


class BackgroundBuild:
    """Builds ``request`` when asked, each time in a new folder below its own, and hands the outcome to ``done``.

    Whoever asks while a build goes on gets one more; ``done`` is called in another thread.
    """

    def __init__(self, request: BuildRequest, done: Callable[[Outcome], None]) -> None:
        self._request = request
        self._done = done
        self._asked = 0
        self._ended = False
        self._changed = Condition()
        self._stack = ExitStack()

    def __enter__(self) -> BackgroundBuild:
        self._request.out.mkdir(parents=True, exist_ok=True)
        process = BoundedProcess(Allowance() if self._request.packs else None)
        thread = Thread(target=self._follow, args=(process,), daemon=True)
        self._stack.callback(thread.join)
        self._stack.callback(process.stop)
        thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        with self._changed:
            self._ended = True
            self._changed.notify_all()
        self._stack.close()

    def ask(self) -> None:
        """Has a build begin soon."""
        with self._changed:
            self._asked += 1
            self._changed.notify_all()

    def _follow(self, process: BoundedProcess) -> None:
        answered = 0
        while (asked := self._next(answered)) is not None:
            answered = asked
            request = replace(self._request, out=self._request.out / str(asked))
            try:
                outcome = process.run(BuildTask(request))
            except ProcessEnded as ended:
                if self._ended:
                    return
                outcome = not_built(request, ended_by(ended, request))
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
