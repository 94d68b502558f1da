"""Stores files that are equal in several kits once: as clones where the file system has them, else as hard links."""

from __future__ import annotations

import ctypes
import os
import stat
import sys
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import TypeVar

from generators.caching.trees import FileDigests, digest_of_file

Key = TypeVar("Key")
Value = TypeVar("Value")

READ_ONLY = 0o444
"""For files that several kits share as hard links: whoever writes into one would write into all of them."""

_MOST = 20_000
"""Names of files that are remembered: those that are equal have the same name in each kit."""

_MOST_ALIKE = 32
"""Files of one name that are not the same, those that came last: what is a local's own is another in each, for good."""

_FIRST = 3
"""Kits that stand there already and are looked into by a process that has published none itself."""

_PART = ".kit-part"


class SharedFiles:
    """The files of kits below ``out``, for those that are about to stand beside them.

    Whatever stands there can be changed or exchanged by others at any time. So a file is first cloned or linked, then
    read, and only then put in the place of the one that was made. Without ``out``, nothing is.
    """

    def __init__(self, out: Path | None, known_by: str = "") -> None:
        self._out, self._known_by = out, known_by
        # By name and digest the kit that has such a file, and no path: each would be kept for a single local.
        self._known = OrderedDict[str, OrderedDict[str, str]]()
        self._can_clone = True

    def share(self, made: Path, target: Path, digests: FileDigests | None = None) -> None:
        """Lets the files in ``made``, soon to stand in ``target``, take no room where an equal one stands in a kit.

        What cannot be shared stays as it is. Hard links are ``READ_ONLY``; on Windows, where nobody could delete them
        then, there are none. What ``digests`` knows of the files in ``made`` is not read again, and holds on.
        """
        if self._out is None:
            return
        if not self._known:
            self._look_around(self._out)
        digests = digests or FileDigests()
        kit, part = str(target), made / _PART
        before = (kit,) if target.is_dir() else ()
        for name, file, found in list(_files(made)):
            digest = digests.of(file, found)
            known = self._of(name).get(digest, "")
            asked = dict.fromkeys(one for one in (known, *before) if one and found.st_size)
            if any(self._is_put(f"{one}{os.sep}{name}", part, file, found.st_size, digest) for one in asked):
                digests.note_equal(file)
            self._note(name, digest, kit)

    def _look_around(self, out: Path) -> None:
        with suppress(OSError):
            beside = (kit for kit in sorted(out.iterdir()) if not kit.name.startswith("."))
            kits = (kit for kit in beside if (kit / self._known_by).is_file())
            for kit in islice(kits, _FIRST):
                for name, file, found in _files(kit):
                    self._note(name, FileDigests().of(file, found), str(kit))

    def _note(self, name: str, digest: str, kit: str) -> None:
        """Has the file of ``kit`` asked from now on, as the one that is likeliest to stand there still."""
        alike = self._of(name)
        _keep(alike, digest, kit, _MOST_ALIKE)
        _keep(self._known, name, alike, _MOST)

    def _of(self, name: str) -> OrderedDict[str, str]:
        return self._known.get(name) or OrderedDict()

    def _is_put(self, equal: str, part: Path, file: str, size: int, digest: str) -> bool:
        """Whether ``equal`` is, and now shares its room with ``file``, in whose place it was put by way of ``part``."""
        try:
            if not _is_own(os.lstat(equal), size):
                return False
            is_clone = self._is_cloned(equal, part)
            if not is_clone and not _is_linked(equal, part):
                return False
            found = os.lstat(part)
            is_put = _is_own(found, size) and digest_of_file(str(part)) == digest
            if is_put and not is_clone and stat.S_IMODE(found.st_mode) != READ_ONLY:
                part.chmod(READ_ONLY)
            if is_put:
                part.replace(file)
        except OSError:
            is_put = False
        if not is_put:
            with suppress(OSError):
                part.unlink()
        return is_put

    def _is_cloned(self, equal: str, part: Path) -> bool:
        self._can_clone = self._can_clone and cloned(Path(equal), part)
        return self._can_clone


UNSHARED = SharedFiles(None)
"""For a build of one kit, which shares nothing."""


def _keep(known: OrderedDict[Key, Value], key: Key, value: Value, most: int) -> None:
    """Notes ``value`` as the newest of ``known``, of which the oldest goes where there are more than ``most``."""
    known[key] = value
    known.move_to_end(key)
    if len(known) > most:
        known.popitem(last=False)


def _files(folder: Path) -> Iterator[tuple[str, str, os.stat_result]]:
    """Each file below ``folder``: its path in it, one text for that of all kits, its whole path, and what it is."""
    for parent, _, names in os.walk(folder):
        for name in sorted(names):
            file = f"{parent}{os.sep}{name}"
            found = os.lstat(file)
            if stat.S_ISREG(found.st_mode):  # links are none
                yield sys.intern(file.removeprefix(f"{folder}{os.sep}")), file, found


def _is_own(found: os.stat_result, size: int) -> bool:
    """Whether it is a plain file of that size and of this user: nobody else shall be able to change it later."""
    is_ours = sys.platform == "win32" or found.st_uid == os.geteuid()
    return stat.S_ISREG(found.st_mode) and found.st_size == size and is_ours


def _is_linked(equal: str, part: Path) -> bool:
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
