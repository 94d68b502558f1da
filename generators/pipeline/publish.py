"""Replaces a finished folder by its successor, so that a build that fails or is killed leaves the last good one there.

Beside the folder NAME stand, while somebody works on it, ``.NAME.kit-lock`` and the successor, ``.NAME.kit-…``.
"""

from __future__ import annotations

import ctypes
import errno
import os
import re
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from generators.model import Place
from generators.model.problems import Problem, RefusedInput
from generators.pipeline.file_lock import NoLocks, lock, try_lock

_LEFT = re.compile(r"\.(?P<name>.+)\.kit-(?:lock|[a-z0-9_]{8}(?P<end>-old|-copy|-part)?)")
"""What can be left of a build that was killed.

``-old`` is a folder that was moved away to make room, ``-copy`` a whole copy of one that could not be moved, and
``-part`` a part of such a copy.
"""


def nobody_listens(_line: str) -> None:
    """For those who need not be told."""


def nothing(_folder: str, _names: list[str]) -> set[str]:
    """For a copy of everything."""
    return set()


@contextmanager
def successor(
    target: Path,
    *,
    keep: bool,
    known_by: str = "",
    tell: Callable[[str], None] = nobody_listens,
    without: Callable[[str, list[str]], set[str]] = nothing,
) -> Iterator[Path]:
    """A new folder beside ``target`` that takes its place when the block ends well, and vanishes otherwise.

    With ``keep`` it begins as a copy of what ``target`` holds, but for what ``without`` names in a folder. A
    link stays a link: what it leads to is replaced. While another process makes a successor, this one waits, and
    ``tell`` is told of it.

    Raises:
        RefusedInput: ``target`` holds something, but no file ``known_by``: it is not ours to replace.
    """
    real = target.resolve()
    real.parent.mkdir(parents=True, exist_ok=True)
    with _owned(real, lambda holder: tell(f"{target.name}: waiting for another build of it to end ({holder})")):
        _refuse_foreign(real, known_by)
        staging = Path(tempfile.mkdtemp(prefix=f".{real.name}.kit-", dir=real.parent))
        staging.chmod(0o755)  # mkdtemp makes it private, but a web server has to read it
        try:
            if keep and real.is_dir():
                shutil.copytree(real, staging, dirs_exist_ok=True, copy_function=_copy_to_write, ignore=without)
            yield staging
            exchange(staging, real)
        finally:
            shutil.rmtree(staging, ignore_errors=True)


def _copy_to_write(file: str, copy: str) -> None:
    """A copy that can be written to, which what several kits share cannot."""
    shutil.copy2(file, copy)
    Path(copy).chmod(Path(copy).stat().st_mode | stat.S_IWUSR)


@contextmanager
def swept(out: Path) -> Iterator[None]:
    """Removes what dead builds have left in ``out``: of earlier ones at once, of this one after it was interrupted."""
    sweep(out)
    try:
        yield
    except BaseException:
        sweep(out)
        raise


def sweep(out: Path) -> None:
    """Removes what dead builds have left in ``out``; nothing of those that are alive."""
    entries = out.iterdir() if out.is_dir() else ()
    for name in sorted({left["name"] for entry in entries if (left := _LEFT.fullmatch(entry.name))}):
        with suppress(OSError, NoLocks):
            if held := try_lock(_lock_of(out / name)):
                with held:
                    _recover(out / name)
                    _remove_left(out / name)


@contextmanager
def _owned(target: Path, waiting: Callable[[str], None]) -> Iterator[None]:
    """Nobody else works on ``target`` meanwhile, and what dead builds have left of it is gone."""
    try:
        held = lock(_lock_of(target), waiting)
    except NoLocks:  # nobody can tell the living from the dead here, so that nothing is removed
        _recover(target)
        yield
        return
    with held:
        _recover(target)
        _remove_left(target)
        yield


def _lock_of(target: Path) -> Path:
    return target.with_name(f".{target.name}.kit-lock")


def _left_of(target: Path) -> Iterator[tuple[Path, str]]:
    for entry in sorted(target.parent.iterdir()):
        left = _LEFT.fullmatch(entry.name)
        if left and left["name"] == target.name and entry != _lock_of(target):
            yield entry, left["end"] or ""


def _recover(target: Path) -> None:
    """Puts back the last good folder, where a build died before its successor had taken its place."""
    for entry, end in _left_of(target):
        if end == "-copy":
            shutil.rmtree(target, ignore_errors=True)  # nobody knows what is left of it
        if end == "-copy" or (end == "-old" and not target.exists()):
            entry.rename(target)


def _remove_left(target: Path) -> None:
    for entry, _ in _left_of(target):
        shutil.rmtree(entry, ignore_errors=True)


def _refuse_foreign(target: Path, known_by: str) -> None:
    if not known_by or not target.exists() or (target / known_by).is_file():
        return
    if not target.is_dir() or any(target.iterdir()):
        place = Place(f"{target.parent.name}/{target.name}", 1)
        hint = "choose another folder with --out, or move what is in it"
        raise RefusedInput(
            Problem("output-folder-in-use", place, "there is something here that the kit did not make", (hint,))
        )


def exchange(staging: Path, target: Path) -> None:
    """Puts ``staging`` in the place of ``target``, in one step where the system has one.

    Elsewhere two renames leave a moment without ``target``, after which ``_recover`` puts it back, if need be.
    """
    if not target.exists():
        staging.rename(target)
    elif not swapped(staging, target):
        _exchange_by_renames(staging, target)


def _exchange_by_renames(staging: Path, target: Path) -> None:
    old = staging.with_name(f"{staging.name}-old")
    try:
        target.rename(old)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        _exchange_by_copy(staging, target)
        return
    try:
        staging.rename(target)
    finally:
        if not target.exists():
            old.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def _exchange_by_copy(staging: Path, target: Path) -> None:
    """For a folder that the system does not rename, as one from a lower layer of an overlay file system."""
    part, copy = staging.with_name(f"{staging.name}-part"), staging.with_name(f"{staging.name}-copy")
    try:
        shutil.copytree(target, part)
        part.rename(copy)  # from here on, a copy is whole
        try:
            shutil.rmtree(target)
            staging.rename(target)
        except BaseException:
            shutil.rmtree(target, ignore_errors=True)
            copy.rename(target)
            raise
        copy.rename(part)
    finally:
        shutil.rmtree(part, ignore_errors=True)


_AT_FDCWD = -100
_EXCHANGE = 2
"""For Linux (``renameat2(2)``, RENAME_EXCHANGE) as for macOS (``renamex_np(2)``, RENAME_SWAP)."""


def swapped(one: Path, other: Path) -> bool:
    """Whether the system has exchanged the two in one step; not every system, and not every file system, can."""
    if sys.platform != "win32":
        system, first, second = ctypes.CDLL(None), os.fsencode(one), os.fsencode(other)
        if hasattr(system, "renamex_np"):
            return bool(system.renamex_np(first, second, _EXCHANGE) == 0)
        if hasattr(system, "renameat2"):
            return bool(system.renameat2(_AT_FDCWD, first, _AT_FDCWD, second, _EXCHANGE) == 0)
    return False
