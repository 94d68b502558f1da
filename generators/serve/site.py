"""The website that is being previewed: its last good edition, its downloads, and what is wrong with it now."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from generators.pipeline import BuildRequest, Outcome
from generators.problems import Problem
from generators.serve.building import build_site
from generators.serve.edition import Edition, edition_of, files_below
from generators.writers.site.downloads import readable_size


class Site:
    """Builds the site of ``request``, each time in a new folder below its own, so that no file is changed in use."""

    def __init__(self, request: BuildRequest) -> None:
        self.edition = Edition()
        self.is_behind = False
        self._just_before = Edition()
        self._request = request
        self._problems: tuple[Problem, ...] = ()
        self._problems_of_rest: tuple[Problem, ...] = ()
        self._rest: Mapping[str, Path] = {}
        self._count = 0
        self._folders = list[Path]()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the sources as they were at the last build."""
        return (*self._problems, *self._problems_of_rest)

    def new_among(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Those of ``problems`` that the site itself does not have."""
        return tuple(problem for problem in problems if problem not in self._problems)

    def build(self) -> Outcome:
        """Builds the site beside the decks and forms of the last time; after a failure, the edition stays as it was."""
        self._count += 1
        into = self._request.out / str(self._count)
        for path, file in self._rest.items():
            _link(file, into / "site" / path)
        outcome = build_site(self._request, into)
        self._problems = outcome.problems
        self.is_behind = False
        self._folders.append(into)
        if outcome.built and outcome.kit:
            self.edition = edition_of(into / "site", outcome.kit)
        return outcome

    def take(self, made: Outcome) -> None:
        """Gives out what was ``made`` of decks and forms; the site is behind if its pages say something else of it."""
        self._problems_of_rest = self.new_among(made.problems)
        if not made.built:
            return
        before, self._rest = self._rest, files_below(made.folder / "site")
        self.is_behind = _sizes(before) != _sizes(self._rest)
        self._folders.append(made.folder)
        self.edition = replace(self.edition, files={**self.edition.files, **self._rest})

    def tidy(self) -> None:
        """Removes the folders that nothing is given out of, now or, since a browser may still read it, just before."""
        given = [*self._just_before.files.values(), *self.edition.files.values(), *self._rest.values()]
        for folder in self._folders[:]:
            if not any(file.is_relative_to(folder) for file in given):
                shutil.rmtree(folder, ignore_errors=True)
                self._folders.remove(folder)
        self._just_before = self.edition


def _sizes(files: Mapping[str, Path]) -> Mapping[str, str]:
    """What pages say of ``files``."""
    return {path: readable_size(file.stat().st_size) for path, file in files.items()}


def _link(file: Path, name: Path) -> None:
    """Gives the file one more name, or where the disk cannot, a copy; nobody writes to either."""
    name.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(file, name)
    except OSError:
        shutil.copy2(file, name)
