"""The website that is being previewed: its last good edition, its downloads, and what is wrong with it now."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from generators.pipeline import BuildRequest, Outcome
from generators.problems import Problem
from generators.report import FILE_NAME as REPORT
from generators.serve.building import build_site
from generators.serve.edition import Edition, edition_of

KEPT = 2
"""How many editions stand: a browser may still be reading the one before."""


class Site:
    """Builds the site of ``request``, each time in a new folder below its own, so that no file is changed in use."""

    def __init__(self, request: BuildRequest) -> None:
        self.edition: Edition | None = None
        self.is_behind = False
        self._request = request
        self._problems: tuple[Problem, ...] = ()
        self._problems_of_downloads: tuple[Problem, ...] = ()
        self._rest: Path | None = None
        self._count = 0
        self._folders = list[Path]()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the sources as they were at the last build."""
        return (*self._problems, *self._problems_of_downloads)

    def new_among(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Those of ``problems`` that the site itself does not have."""
        return tuple(problem for problem in problems if problem not in self._problems)

    def build(self) -> Outcome:
        """Builds the site beside the decks and forms of the last time; after a failure, the edition stays as it was."""
        self._count += 1
        into = self._request.out / str(self._count)
        if self._rest:
            shutil.copytree(self._rest / "site", into / "site", copy_function=_linked)
        outcome = build_site(self._request, into)
        self._problems = outcome.problems
        self.is_behind = False
        if outcome.built and outcome.kit:
            self.edition = edition_of(into / "site", outcome.kit)
            self._keep(into)
        else:
            shutil.rmtree(into, ignore_errors=True)
        return outcome

    def take(self, made: Outcome) -> None:
        """Puts what was ``made`` of decks and forms into the next edition; if it is new, the site is behind."""
        self._problems_of_downloads = self.new_among(made.problems)
        if not made.built:
            return
        unused: Path | None = made.folder
        if _digests(made.folder) != _digests(self._rest):
            unused, self._rest, self.is_behind = self._rest, made.folder, True
        if unused:
            shutil.rmtree(unused, ignore_errors=True)

    def _keep(self, folder: Path) -> None:
        self._folders.append(folder)
        while len(self._folders) > KEPT:
            shutil.rmtree(self._folders.pop(0), ignore_errors=True)


def _digests(folder: Path | None) -> object:
    """What the outputs in ``folder`` are, by their own report."""
    return json.loads((folder / REPORT).read_text("utf-8"))["outputs"] if folder else None


def _linked(source: str, target: str) -> None:
    """Another name for the file, where the disk can give it one: quicker than a copy, and nobody writes to either."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
