"""A full disk: how it is known, and which file had no room."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from traceback import walk_tb

_FULL = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})
"""No room on the disk, in one's share of it, or for so large a file."""


def is_full_disk(error: BaseException) -> bool:
    """Whether there was no room for what was written: no fault of what was read."""
    return isinstance(error, OSError) and error.errno in _FULL


@contextmanager
def file_without_room(folder: Path) -> Iterator[None]:
    """What is written in here and has no room says for which file; ``folder`` stands in where that cannot be told.

    The system names a file that cannot be opened, but none that cannot be written to.

    Raises:
        OSError: there was no room, with the name of the file.
    """
    try:
        yield
    except OSError as error:
        if not is_full_disk(error) or error.filename is not None:
            raise
        raise OSError(error.errno, error.strerror, str(_written_file(error) or folder)) from error


def _written_file(error: OSError) -> Path | None:
    """The file that the innermost method of a path was writing."""
    owners = [frame.f_locals.get("self") for frame, _line in walk_tb(error.__traceback__)]
    return next((owner for owner in reversed(owners) if isinstance(owner, Path)), None)
