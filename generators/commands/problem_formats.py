"""Problems for other programs: one JSON document, or the lines by which GitHub marks them in a pull request."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from generators.commands.command_line import near
from generators.model import Place
from generators.model.problems import Problem, at_most, in_order, printable, shortened

Found = Mapping[Problem, tuple[str, ...]]
"""Each problem with the locals that have it; none, when no local could be looked at."""


def by_problem(problems_of: Mapping[str, Iterable[Problem]]) -> dict[Problem, tuple[str, ...]]:
    """Each problem once, sorted by place, with the locals that share it; ``problems_of`` gives those of each local.

    Of a kind, no local gives more than people are told.
    """
    locals_of: dict[Problem, list[str]] = {}
    for slug, problems in problems_of.items():
        for problem in at_most(problems):
            locals_of.setdefault(problem, []).append(slug)
    return {problem: tuple(locals_of[problem]) for problem in in_order(locals_of)}


def json_document(found: Found) -> str:
    """One object, with the problems alone."""
    return as_json(problems_document(found))


def problems_document(found: Found) -> dict[str, object]:
    """The problems, and how many there are of each severity."""
    problems = [_facts(problem, locals_) for problem, locals_ in found.items()]
    errors = sum(problem.severity == "error" for problem in found)
    return {"problems": problems, "errors": errors, "warnings": len(found) - errors}


def as_json(document: Mapping[str, object]) -> str:
    """``document`` with letters beyond ASCII escaped, so that no terminal or pipe can spoil them."""
    return json.dumps(document, indent=2) + "\n"


def _facts(problem: Problem, locals_: tuple[str, ...]) -> dict[str, object]:
    return {
        "code": problem.code,
        "severity": problem.severity,
        **_where(problem.place),
        "message": shortened(problem.message),
        "hints": list(problem.hints),
        "road": [_where(place) for place in problem.road],
        "locals": list(locals_),
    }


def _where(place: Place) -> dict[str, str | int]:
    return {"file": place.file, "line": place.line}


def github_annotations(found: Found, root: Path, packs: Sequence[Path]) -> str:
    """A workflow command for each problem of the kit in ``root`` and its ``packs``, which may stand anywhere.

    https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
    """
    from generators.reading.source import shown_path  # here and not above: the first process of a check begins sooner

    folders = {f"{shown_path(pack, root)}/": pack for pack in packs}
    return "".join(f"{_annotation(problem, root, folders)}\n" for problem in found)


def _annotation(problem: Problem, root: Path, folders: Mapping[str, Path]) -> str:
    file = _from_here(problem.place.file, root, folders).as_posix()
    properties = {"file": file, "line": str(problem.place.line), "title": problem.code}
    shown = ",".join(f"{name}={_escaped(printable(value), ':,')}" for name, value in properties.items())
    said = "\n".join(map(printable, _said(problem)))
    return f"::{problem.severity} {shown}::{_escaped(said)}"


def _from_here(file: str, root: Path, folders: Mapping[str, Path]) -> Path:
    """GitHub knows a file by its path from the repository's folder, which is where a workflow runs."""
    inside = next((shown for shown in folders if file.startswith(shown)), "")
    return near(folders[inside] / file.removeprefix(inside) if inside else root / file)


def _said(problem: Problem) -> Iterator[str]:
    yield shortened(problem.message)
    yield from problem.hints
    yield from (f"shown by {place.file}:{place.line}" for place in problem.road)


def _escaped(text: str, signs: str = "") -> str:
    """As GitHub's own toolkit writes data and, with ``signs``, properties (actions/toolkit, core/src/command.ts)."""
    for sign in f"%\r\n{signs}":
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text
