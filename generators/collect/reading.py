"""Finds out what a file is by its first bytes, and reads its answers, in a process of its own.

A file made to crash, hang, or fill the memory ends that process, no more.
"""

from __future__ import annotations

import codecs
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from msgspec import Struct, field

from generators.collect.answers import Filled, Refusal, RefusalName, Unreadable, read_saved_answers
from generators.collect.pdf import limit_memory, read_pdf
from generators.pipeline.processes import start_process

_OTHERS: tuple[tuple[tuple[bytes, ...], RefusalName], ...] = (
    ((b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\x00", b"MM\x00*", b"BM"), "picture"),
    ((b"%FDF-",), "fdf"),
    ((b"PK\x03\x04", b"\xd0\xcf\x11\xe0"), "office"),
    ((b"<",), "web_page"),
)
_PDF_WITHIN = 1024
"""Bytes before which a PDF has to say that it is one (ISO 32000-1, annex H, implementation note 13)."""


def read_filled(data: bytes) -> Filled:
    """The answers in the bytes of a file.

    Raises:
        Unreadable: the file gives none; the text says why.
    """
    if not data.strip():
        raise Unreadable("empty")
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return read_pdf(data)
    data = _in_utf8(data)
    start = data[:_PDF_WITHIN].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start[:1] == b"{":
        filled = read_saved_answers(data)
        if not filled.answers:
            raise Unreadable("not_filled_in")
        return filled
    if start[4:8] == b"ftyp":  # HEIF pictures (ISO/IEC 14496-12, 4.3), as phones take them
        raise Unreadable("picture")
    for beginnings, reason in _OTHERS:
        if start.startswith(beginnings):
            raise Unreadable(reason)
    raise Unreadable("neither")


def _in_utf8(data: bytes) -> bytes:
    """Text that says by its first bytes that it is UTF-16 or UTF-32, as some editors save it; all else as it is."""
    for mark, encoding in _ENCODINGS:
        if data.startswith(mark):
            return data.decode(encoding, "replace").encode("utf-8", "replace")
    return data


_ENCODINGS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Those of four bytes first: that of UTF-16 is the beginning of one of them."""

SECONDS_A_FILE = 30.0
MEMORY = 2_000_000_000
"""Bytes of address space of the reading process, where the system can hold it to that."""


class Reader(Struct):
    """Reads one file after another, each with at most ``seconds`` of time; makes itself anew after a bad one."""

    seconds: float = SECONDS_A_FILE
    process: BaseProcess | None = field(default=None)
    connection: Connection | None = field(default=None)

    def read(self, data: bytes) -> Filled:
        """The answers in the bytes of a file.

        Raises:
            Unreadable: the file gives none; the text says why.
            ChildProcessError: the process cannot be started at all.
        """
        connection = self.connection or self._start()
        try:
            connection.send_bytes(data)
            if not connection.poll(self.seconds):
                self.stop()
                raise Unreadable("slow")
            answer: Filled | Refusal = connection.recv()
        except (EOFError, OSError):
            self.stop()
            raise Unreadable("crash") from None
        if isinstance(answer, Filled):
            return answer
        raise Unreadable(answer.name, answer.most)

    def stop(self) -> None:
        """Ends the process, whatever it is doing."""
        if self.process is not None and self.connection is not None:
            self.connection.close()
            self.process.kill()
            self.process.join()
        self.process = self.connection = None

    def _start(self) -> Connection:
        connection, other = Pipe()
        process = start_process(_serve, other)
        other.close()
        self.process, self.connection = process, connection
        try:
            connection.recv()  # that it stands: what fails before is no fault of a file
        except (EOFError, OSError):
            self.stop()
            raise ChildProcessError("the process that reads the files cannot be started") from None
        return connection


@contextmanager
def reader(seconds: float = SECONDS_A_FILE) -> Iterator[Reader]:
    """A reader whose process is gone afterwards."""
    made = Reader(seconds)
    try:
        yield made
    finally:
        made.stop()


def _serve(connection: Connection) -> None:
    """The reading process: bytes in, answers or a reason out, until the other end is closed."""
    logging.disable()  # the PDF library tells of every fault of a file, and all that is wanted is the one reason
    limit_memory()
    _limit_address_space()
    with suppress(EOFError, BrokenPipeError):
        connection.send("ready")
        while True:
            connection.send(_answer(connection.recv_bytes()))


def _answer(data: bytes) -> Filled | Refusal:
    try:
        return read_filled(data)
    except Unreadable as unreadable:
        return unreadable.refusal
    except MemoryError:
        return Refusal("memory")


def _limit_address_space() -> None:
    if sys.platform == "win32":
        return
    import resource

    with suppress(ValueError, OSError):  # not every system lets a process bound itself
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
