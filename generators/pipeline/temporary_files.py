"""Keeps all temporary files of a run in one folder of its own, and sweeps the folders of runs that were killed."""

from __future__ import annotations

import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from generators.caching.folder import HOUR, OLD, cache_folder, store_folder, sweep_old
from generators.caching.store import Store
from generators.pipeline.file_lock import FileLock, NoLocks, try_lock
from generators.pipeline.termination import interrupts_held

_NAME = "mentoring-kit-"
_LOCK = ".lock"


@contextmanager
def own_temporary_folder() -> Iterator[Path]:
    """A new folder for all temporary files of this process, and of those that it starts; it is removed afterwards.

    Raises:
        OSError: no folder for temporary files can be written.
    """
    shared = Path(tempfile.gettempdir())
    _sweep(shared)
    _sweep_caches()
    before = tempfile.tempdir
    with ExitStack() as undone:
        with interrupts_held():  # so that one in the midst of this leaves nothing
            held, folder = _made(shared)
            if held:
                undone.callback(held.release)
            undone.callback(shutil.rmtree, folder, ignore_errors=True)
            undone.callback(setattr, tempfile, "tempdir", before)
        tempfile.tempdir = str(folder)
        yield folder


def _sweep_caches() -> None:
    """Once a day, since it takes as long as there is much: the store, and what the templates' own cache writes."""
    store = Store(store_folder())
    if store.is_due():
        store.sweep()
        sweep_old(cache_folder() / "templates", "*.tmp", HOUR)
        sweep_old(cache_folder() / "templates", "*.cache", OLD)


def _made(shared: Path) -> tuple[FileLock | None, Path]:
    """A folder and the lock on it, which comes first: what has no lock is never swept."""
    while True:
        descriptor, name = tempfile.mkstemp(prefix=_NAME, suffix=_LOCK, dir=shared)
        os.close(descriptor)
        try:
            held = try_lock(Path(name))
        except NoLocks:
            Path(name).unlink()
            return None, Path(tempfile.mkdtemp(prefix=_NAME, dir=shared))
        if held:  # nobody has taken it for one of a run that was killed
            folder = Path(name.removesuffix(_LOCK))
            folder.mkdir(mode=0o700)
            return held, folder


def _sweep(shared: Path) -> None:
    """Removes this user's folders that no living process holds the lock of."""
    with suppress(OSError, NoLocks):
        for file in shared.glob(f"{_NAME}*{_LOCK}"):
            if _is_own(file) and (held := try_lock(file)):
                with held:
                    shutil.rmtree(file.with_suffix(""), ignore_errors=True)


def _is_own(file: Path) -> bool:
    """Whether it is a file, no link, and of this user: in a folder that many share, anybody may have put it there."""
    with suppress(OSError):
        return stat.S_ISREG(file.lstat().st_mode) and (sys.platform == "win32" or file.lstat().st_uid == os.geteuid())
    return False
