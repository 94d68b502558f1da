"""Replaces a finished folder by its successor, so that a build that fails leaves the last good one untouched."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def successor(target: Path, *, keep: bool) -> Iterator[Path]:
    """A new folder beside ``target`` that takes its place when the block ends well, and vanishes otherwise.

    With ``keep`` it begins as a copy of what ``target`` holds.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    staging.chmod(0o755)  # mkdtemp makes it private, but a web server has to read it
    try:
        if keep and target.is_dir():
            shutil.copytree(target, staging, dirs_exist_ok=True)
        yield staging
        _exchange(staging, target)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _exchange(staging: Path, target: Path) -> None:
    """Two renames, since no portable call swaps two folders; what they leave behind is removed last."""
    if not target.exists():
        staging.rename(target)
        return
    retired = staging.with_name(staging.name + "-retired")
    target.rename(retired)
    try:
        staging.rename(target)
    except OSError:
        retired.rename(target)
        raise
    shutil.rmtree(retired, ignore_errors=True)
