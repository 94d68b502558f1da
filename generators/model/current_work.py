"""What a process is at work on, written where another process can read it after ending this one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import BinaryIO, Literal, cast

from msgspec import Struct

from generators.model.replacing import replace

Stage = Literal["", "reading", "resolving", "checking", "site", "decks", "forms", "guides"]

_SIZE = 1000
"""Bytes of a record: it is always written whole, so that none is ever half an old one."""


class Work(Struct, frozen=True):
    """The ``stage`` of a build, and the ``file`` that is being read or made in it, as messages name it."""

    stage: Stage = ""
    file: str = ""


_NOTHING = Work()
_record: ContextVar[BinaryIO | None] = ContextVar("_record", default=None)
_work: ContextVar[Work] = ContextVar("_work", default=_NOTHING)


class WorkRecord(Struct, frozen=True):
    """The file at ``path`` says what one process is at work on, even when that process has ended."""

    path: Path

    def keep(self) -> None:
        """Has this process write what it is at work on from now on."""
        _record.set(self.path.open("wb", buffering=0))

    def read(self) -> Work:
        """What was written last; nothing where nothing was."""
        try:
            data = self.path.read_bytes()
        except FileNotFoundError:  # the process had no time to write, or its folder is tidied up already
            data = b""
        stage, _, file = data.rstrip(b"\0").decode("utf-8", "replace").partition("\n")
        return Work(cast(Stage, stage), file)


@contextmanager
def working_on(file: str = "", *, stage: Stage = "") -> Iterator[None]:
    """The block is work on ``file``, or a whole ``stage``; what is not given stays as it is around the block.

    It costs some ten microseconds, and less where nobody keeps a record.
    """
    before = _work.get()
    now = Work(stage, file) if stage else replace(before, file=file)
    _note(now)
    try:
        yield
    finally:
        _note(before)


def _note(work: Work) -> None:
    _work.set(work)
    if record := _record.get():
        record.seek(0)
        record.write(f"{work.stage}\n{work.file}".encode("utf-8", "replace")[:_SIZE].ljust(_SIZE, b"\0"))
