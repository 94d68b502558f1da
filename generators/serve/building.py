"""Builds for the preview, which outlives every mistake: one of the program is told like one of an author."""

from __future__ import annotations

import traceback
from pathlib import Path

from generators.model import Place
from generators.pipeline import BuildRequest, Outcome, build_kits
from generators.problems import Problem, RefusedInput
from generators.source import BASE

PROGRAM = Path(__file__).resolve().parent.parent.parent


def build(request: BuildRequest) -> Outcome:
    """What comes of building the one kit that ``request`` names."""
    try:
        (outcome,) = build_kits(request, lambda _line: None)
    except RefusedInput as refusal:
        return not_built(request, *refusal.problems)
    except Exception as error:  # the next change may mend what broke this build
        return not_built(request, _breakdown(error))
    return outcome


def not_built(request: BuildRequest, *problems: Problem) -> Outcome:
    """The outcome of a build that has come to nothing."""
    slug = request.packs[0].name if request.packs else BASE
    return Outcome(slug, request.out / slug, problems, built=False, formats=request.formats)


def _breakdown(error: Exception) -> Problem:
    """Where in the program it happened, since nobody knows which of the sources is to blame."""
    frames = [(Path(frame.filename), frame.lineno or 1) for frame in traceback.extract_tb(error.__traceback__)]
    own = [(file.relative_to(PROGRAM), line) for file, line in frames if file.is_relative_to(PROGRAM / "generators")]
    file, line = (own or frames)[-1]
    message = f"the kit cannot cope with something that changed ({type(error).__name__}: {error})"
    return Problem(Place(file.as_posix(), line), message, "undo the last change; 'build.py build' tells more")
