"""Makes decks and forms behind the preview, in a process that gives way to all others; the next save calls it off."""

from __future__ import annotations

import shutil
import sys
import time
from collections import deque
from collections.abc import Callable
from contextlib import ExitStack
from functools import lru_cache, partial
from threading import Condition, Thread

import psutil
from msgspec import Struct

from generators.model.problems import RefusedInput
from generators.model.replacing import replace
from generators.pipeline.bounded_process import Allowance, BoundedProcess, ProcessEnded
from generators.pipeline.kits import checked_kit, outcome_of, read_base, told_of_pack
from generators.pipeline.request import BuildRequest, Outcome
from generators.pipeline.scheduler import Shared
from generators.pipeline.writing import ShareTask, WriterTask, writers_of
from generators.serve.breakdowns import ended_by, not_built, survived


class _Build:
    """One build, a step at a time, so that it can be left after any."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._left = deque[ShareTask]()
        self._request: BuildRequest | None = None
        self._outcome: Outcome | None = None

    def begin(self, request: BuildRequest) -> Outcome | None:
        """Reads and checks the kit anew; gives the outcome if there is nothing to go on with."""
        self._stack.close()
        pack = next(iter(request.packs), None)
        checked = self._stack.enter_context(checked_kit(request, read_base(request), pack))
        self._request, self._outcome = request, replace(outcome_of(checked, request, pack), formats=request.formats)
        if checked.kit is None:
            return self._outcome
        kit = Shared(checked.kit)
        tasks = (WriterTask(writer, kit, request.out, request.store) for writer in writers_of(request.formats))
        self._left = deque(share for task in tasks for share in task.shares())
        return None

    def go_on(self) -> Outcome | None:
        """Takes the next step; gives the outcome after the last one."""
        assert self._request and self._outcome, "it was begun"
        if not self._left:
            return replace(self._outcome, folder=self._request.out, built=True)
        try:
            with told_of_pack(self._request, next(iter(self._request.packs), None)):
                self._left.popleft().run()
        except RefusedInput as refusal:
            return replace(self._outcome, problems=(*self._outcome.problems, *refusal.problems))
        return None


@lru_cache(1)
def _held() -> _Build:
    return _Build()


class BuildStep(Struct, frozen=True):
    """A step of the build of ``request`` in the process that is at work on it; the first one begins it."""

    request: BuildRequest
    is_first: bool

    def run(self) -> Outcome | None:
        build = _held()
        step = partial(build.begin, self.request) if self.is_first else build.go_on
        return survived(step, partial(not_built, self.request))


def give_way() -> None:
    """Has this process work only when nobody else wants to."""
    if sys.platform == "win32":
        psutil.Process().nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
    else:
        psutil.Process().nice(_LOW)


_LOW = 10
"""Of 19, which is the lowest priority of a process (nice(1))."""

QUIET = 0.7
"""How long nobody may ask again before a build begins, in seconds: whoever writes saves often."""


class BackgroundBuild:
    """Builds ``request`` when asked, each time in a new folder below its own, and hands the outcome to ``done``.

    Whoever asks while a build goes on has it left after the step that it is at, and another one begun; ``done`` is
    called in another thread.
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
        process = BoundedProcess(Allowance() if self._request.packs else None, give_way)
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
            outcome = self._built(process, asked)
            if outcome and not self._ended:
                self._done(outcome)

    def _built(self, process: BoundedProcess, asked: int) -> Outcome | None:
        """The outcome; None of a build that was called off, of which nothing stays."""
        request = replace(self._request, out=self._request.out / str(asked))
        started = time.perf_counter()
        try:
            outcome = process.run(BuildStep(request, is_first=True))
            while outcome is None and self._asked == asked and not self._ended:
                outcome = process.run(BuildStep(request, is_first=False))
        except ProcessEnded as ended:
            outcome = not_built(request, ended_by(ended, request))
        if outcome is None or not outcome.built:
            shutil.rmtree(request.out, ignore_errors=True)
        return replace(outcome, seconds=time.perf_counter() - started) if outcome else None

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
