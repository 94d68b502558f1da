"""Builds for the preview, which outlives every mistake: one of the program is told like one of an author."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

from generators.model import Place
from generators.packs.limits import bounded
from generators.pipeline import BuildRequest, Outcome, build_kits, check_kits
from generators.problems import Problem, RefusedInput
from generators.source import BASE, shown_path
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
    return Problem(Place(file.as_posix(), line), message, "undo the last change; 'build.py build' tells more")
