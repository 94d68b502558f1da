"""Replaces a finished folder by its successor, so that a build that fails leaves the last good one untouched."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generators.model import Place
from generators.model.problems import Problem, RefusedInput


@contextmanager
def successor(target: Path, *, keep: bool, known_by: str = "") -> Iterator[Path]:
    """A new folder beside ``target`` that takes its place when the block ends well, and vanishes otherwise.

    With ``keep`` it begins as a copy of what ``target`` holds. A link stays a link: what it leads to is replaced.

    Raises:
        RefusedInput: ``target`` holds something, but no file ``known_by``: it is not ours to replace.
    """
    real = target.resolve()
    _refuse_foreign(real, known_by)
    real.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=f".{real.name}-", dir=real.parent))
    staging.chmod(0o755)  # mkdtemp makes it private, but a web server has to read it
    try:
        if keep and real.is_dir():
            shutil.copytree(real, staging, dirs_exist_ok=True)
        yield staging
        _exchange(staging, real)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _refuse_foreign(target: Path, known_by: str) -> None:
    if not known_by or not target.exists() or (target / known_by).is_file():
        return
    if not target.is_dir() or any(target.iterdir()):
        place = Place(f"{target.parent.name}/{target.name}", 1)
        hint = "choose another folder with --out, or move what is in it"
        raise RefusedInput(
            Problem("output-folder-in-use", place, "there is something here that the kit did not make", (hint,))
        )


def _exchange(staging: Path, target: Path) -> None:
    """Two renames, since no portable call swaps two folders; what they leave behind is removed last."""
    if not target.exists():
        staging.rename(target)
        return
    retired = staging.with_name(staging.name + "-retired")
    target.rename(retired)
    try:
        staging.rename(target)
    finally:
        if not target.exists():
            retired.rename(target)
    shutil.rmtree(retired, ignore_errors=True)
