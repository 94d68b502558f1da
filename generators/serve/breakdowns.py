"""A preview outlives every mistake: one of the program is told like one of an author."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from generators.model import Place
from generators.model.problems import Problem, RefusedInput
from generators.model.program import COMMAND, FOLDER
from generators.pipeline.bounded_process import ProcessEnded
from generators.pipeline.overruns import overrun
from generators.pipeline.request import BuildRequest, Outcome
from generators.reading.source import BASE, shown_path

T = TypeVar("T")


def not_built(request: BuildRequest, *problems: Problem) -> Outcome:
    """The outcome of a build that has come to nothing."""
    slug = request.packs[0].name if request.packs else BASE
    return Outcome(slug, request.out / slug, problems, built=False, formats=request.formats)


def survived(build: Callable[[], T], failed: Callable[..., T]) -> T:
    """What ``build`` gives, or what ``failed`` makes of the problems that ended it."""
    try:
        return build()
    except RefusedInput as refusal:
        return failed(*refusal.problems)
    except Exception as error:  # the next change may mend what broke this build
        return failed(_breakdown(error))


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


_ENDED = Problem(
    "preview-worker-ended",
    Place("mkdocs.yml", 1),
    "the process that builds decks and forms has ended",
    ("start the preview again", "if that does not help, there may be too little memory"),
    "warning",
)
