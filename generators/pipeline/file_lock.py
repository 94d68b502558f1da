"""A lock that one process of all holds, on this computer or another; it is free at once when its holder has ended."""

from __future__ import annotations

import errno
import os
import platform
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

GLANCE = 0.1
"""How often a lock that somebody holds is tried again, in seconds."""

_HELD = frozenset({errno.EACCES, errno.EAGAIN, errno.EDEADLK})
_FAR = 1 << 30
"""Where the byte is that is locked on Windows: nobody could read what is locked there."""


class NoLocks(Exception):
    """The file system keeps no locks, so that nothing can be known of others."""


@dataclass(frozen=True, slots=True)  # `build.py` takes it before any package is there
class FileLock:
    """A lock that is held, until ``release``; its file says by whom, and is gone afterwards."""

    file: Path
    descriptor: int

    def __enter__(self) -> None: ...

    def __exit__(self, *_: object) -> None:
        self.release()

    def release(self) -> None:
        """Gives the lock to whoever comes next."""
        if sys.platform == "win32":  # no file can be removed that is open
            _unlock(self.descriptor)
            os.close(self.descriptor)
            with suppress(OSError):
                self.file.unlink()
        else:
            with suppress(OSError):
                self.file.unlink()
            os.close(self.descriptor)


def lock(file: Path, waiting: Callable[[str], None]) -> FileLock:
    """The lock on ``file``, as soon as nobody else holds it; ``waiting`` is told once who does.

    Raises:
        NoLocks: there are none here.
        OSError: the file cannot be made.
    """
    told = False
    while not (held := try_lock(file)):
        if not told:
            waiting(_holder(file))
            told = True
        time.sleep(GLANCE)
    return held


def try_lock(file: Path) -> FileLock | None:
    """The lock on ``file``, or None while another process holds it.

    Raises:
        NoLocks: there are none here.
        OSError: the file cannot be made.
    """
    while True:
        descriptor = _opened(file)
        try:
            if not _locked(descriptor):
                os.close(descriptor)
                return None
            if _is_still(file, descriptor):
                _sign(descriptor)
                return FileLock(file, descriptor)
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)  # its last holder has just removed it


def _opened(file: Path) -> int:
    try:
        return os.open(file, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
    except PermissionError:  # another user's, which can be locked as well, but not signed
        return os.open(file, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))


def _is_still(file: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(file.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def _sign(descriptor: int) -> None:
    with suppress(OSError):
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"process {os.getpid()} on {platform.node()}\n".encode())


def _holder(file: Path) -> str:
    try:
        return file.read_text("utf-8", "replace").partition("\n")[0][:100] or "another process"
    except OSError:
        return "another process"


if sys.platform == "win32":
    import msvcrt

    def _locked(descriptor: int) -> bool:
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            return _is_free_of(error)
        finally:
            os.lseek(descriptor, 0, os.SEEK_SET)
        return True

    def _unlock(descriptor: int) -> None:
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        with suppress(OSError):
            msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _locked(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            return _is_free_of(error)
        return True


def _is_free_of(error: OSError) -> bool:
    """False where ``error`` says that another process holds the lock.

    Raises:
        NoLocks: it says anything else.
    """
    if error.errno in _HELD:
        return False
    raise NoLocks from error
