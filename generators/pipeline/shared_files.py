"""Stores files that are equal in several kits once: as clones where the file system has them, else as hard links."""

from __future__ import annotations

import ctypes
import filecmp
import os
import stat
import sys
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import TypeVar

from generators.caching.trees import FileDigests

Key = TypeVar("Key")
Value = TypeVar("Value")

READ_ONLY = 0o444
"""For files that several kits share as hard links: whoever writes into one would write into all of them."""

_MOST = 20_000
"""Names of files that are remembered: those that are equal have the same name in each kit."""

_MOST_SIZES = 16
"""Of a name, the sizes that came last: what is a local's own has another size in nearly each, for good."""

_MOST_ALIKE = 3
"""Of these, files of one name and one size that are not the same, as a form with a name of one line or of two."""

_FIRST = 3
"""Kits that stand there already and are looked into by a process that has published none itself."""

_PART = ".kit-part"


class SharedFiles:
    """The files of kits below ``out``, for those that are about to stand beside them.

    Whatever stands there can be changed or exchanged by others at any time. So a file is first cloned or linked, then
    compared byte for byte, and only then put in the place of the one that was made. Without ``out``, nothing is.
    """

    def __init__(self, out: Path | None, known_by: str = "") -> None:
        self._out, self._known_by = out, known_by
        # By name and size the kits that have such a file, and no paths: each would be kept for a single local.
        self._known = OrderedDict[str, OrderedDict[int, tuple[Path, ...]]]()
        self._can_clone = True

    def share(self, made: Path, target: Path, digests: FileDigests | None = None) -> None:
        """Lets the files in ``made``, soon to stand in ``target``, take no room where an equal one stands in a kit.

        What cannot be shared stays as it is. Hard links are ``READ_ONLY``; on Windows, where nobody could delete them
        then, there are none. What ``digests`` knows of the files in ``made`` holds on.
        """
        if self._out is None:
            return
        if not self._known:
            self._look_around(self._out)
        for name, size in list(_files(made)):
            file, part = made / name, made / _PART
            asked = (*self._of(name).get(size, ()), target) if size else ()
            equal = next((kit for kit in asked if self._is_put(kit / name, part, file)), None)
            if equal and digests:
                digests.note_equal(str(file))
            self._note(name, size, target, equal)

    def _look_around(self, out: Path) -> None:
        with suppress(OSError):
            beside = (kit for kit in sorted(out.iterdir()) if not kit.name.startswith("."))
            kits = (kit for kit in beside if (kit / self._known_by).is_file())
            for kit in islice(kits, _FIRST):
                for name, size in _files(kit):
                    self._note(name, size, kit)

    def _note(self, name: str, size: int, kit: Path, equal: Path | None = None) -> None:
        """Has the file of ``kit`` asked first from now on, and that of ``equal``, which is the same, no more."""
        sizes = self._of(name)
        others = (one for one in sizes.get(size, ()) if one not in (kit, equal))
        _keep(sizes, size, (kit, *others)[:_MOST_ALIKE], _MOST_SIZES)
        _keep(self._known, name, sizes, _MOST)

    def _of(self, name: str) -> OrderedDict[int, tuple[Path, ...]]:
        return self._known.get(name) or OrderedDict()

    def _is_put(self, equal: Path, part: Path, file: Path) -> bool:
        """Whether ``equal`` is, and now shares its room with ``file``, in whose place it was put by way of ``part``."""
        try:
            if not _is_own(equal, file.stat().st_size):
                return False
            is_clone = self._is_cloned(equal, part)
            if not is_clone and not _is_linked(equal, part):
                return False
            if not (_is_own(part, file.stat().st_size) and filecmp.cmp(part, file, shallow=False)):
                return False
            if not is_clone and stat.S_IMODE(part.stat().st_mode) != READ_ONLY:
                part.chmod(READ_ONLY)
            part.replace(file)
        except OSError:
            return False
        finally:
            with suppress(OSError):
                part.unlink()
        return True

    def _is_cloned(self, equal: Path, part: Path) -> bool:
        self._can_clone = self._can_clone and cloned(equal, part)
        return self._can_clone


UNSHARED = SharedFiles(None)
"""For who builds one kit alone."""


def _keep(known: OrderedDict[Key, Value], key: Key, value: Value, most: int) -> None:
    """Notes ``value`` as the newest of ``known``, of which the oldest goes where there are more than ``most``."""
    known[key] = value
    known.move_to_end(key)
    if len(known) > most:
        known.popitem(last=False)


def _files(folder: Path) -> Iterator[tuple[str, int]]:
    """The path of each file below ``folder``, one text for that of all kits, and its size; links are none."""
    for parent, _, names in os.walk(folder):
        for name in sorted(names):
            path = Path(parent, name)
            found = path.lstat()
            if stat.S_ISREG(found.st_mode):
                yield sys.intern(path.relative_to(folder).as_posix()), found.st_size


def _is_own(file: Path, size: int) -> bool:
    """Whether it is a plain file of that size and of this user: nobody else shall be able to change it later."""
    found = file.lstat()
    is_ours = sys.platform == "win32" or found.st_uid == os.geteuid()
    return stat.S_ISREG(found.st_mode) and found.st_size == size and is_ours


def _is_linked(equal: Path, part: Path) -> bool:
    if sys.platform == "win32":
        return False
    os.link(equal, part, follow_symlinks=False)
    return True


_CLONE = 0x40049409
"""Of Linux (``ioctl_ficlone(2)``, FICLONE), as most architectures count."""


def cloned(file: Path, copy: Path) -> bool:
    """Whether ``copy`` is now a file that shares the blocks of ``file`` until one of them is written to.

    Linux has this in Btrfs, XFS, and others, macOS in APFS.
    """
    if sys.platform == "darwin":
        return bool(ctypes.CDLL(None).clonefile(os.fsencode(file), os.fsencode(copy), 0) == 0)
    if sys.platform != "linux":
        return False
    import fcntl  # here and not above: Windows has none

    try:
        with file.open("rb") as source, copy.open("wb") as target:
            fcntl.ioctl(target.fileno(), _CLONE, source.fileno())
    except OSError:
        copy.unlink(missing_ok=True)
        return False
    found = file.stat()
    os.utime(copy, ns=(found.st_atime_ns, found.st_mtime_ns))
    return True
