"""A file that hangs, crashes, or fills the memory ends the process that reads it, and the next file is read."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from pdf_samples import filled

from generators.collect.answers import Unreadable
from generators.collect.reading import Reader, reader


def reason(apart: Reader, data: bytes) -> str:
    with pytest.raises(Unreadable) as refusal:
        apart.read(data)
    return str(refusal.value)


def bomb(megabytes: int) -> bytes:
    """A PDF of which one stream, which has to be read to read anything, unpacks to ``megabytes``."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    megabyte = packer.compress(b" " * 1_000_000) + packer.flush(zlib.Z_FULL_FLUSH)
    body = b"\x78\xda" + packer.compress(b"5 0 null ") + packer.flush(zlib.Z_FULL_FLUSH) + megabyte * megabytes
    data, places = b"%PDF-1.7\n", []
    for number, entries in enumerate(
        (
            b"<</Type/Catalog/Pages 2 0 R/AcroForm 5 0 R>>",
            b"<</Type/Pages/Kids[]/Count 0>>",
            b"null",
            b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(body), body),
        ),
        start=1,
    ):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, entries)
    table = [(0, 0, 0), *((1, place, 0) for place in places), (2, 4, 0), (1, len(data), 0)]
    rows = b"".join(bytes([kind]) + place.to_bytes(4, "big") + index.to_bytes(2, "big") for kind, place, index in table)
    head = b"<</Type/XRef/Size 7/W[1 4 2]/Root 1 0 R/Length %d>>" % len(rows)
    return data + b"6 0 obj\n%s\nstream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % (head, rows, len(data))


def test_one_file_after_another_is_read() -> None:
    with reader() as apart:
        assert apart.read(filled({"name": "Zoë"})).answers == {"name": "Zoë"}
        assert reason(apart, b"") == "is empty"
        assert apart.read(filled({"name": "Ana"})).answers == {"name": "Ana"}


@pytest.mark.skipif(os.name == "nt", reason="a process is made to stand still by a signal")
def test_a_file_that_takes_too_long_is_given_up_and_the_next_is_read() -> None:
    with reader() as apart:
        apart.read(filled({"name": "Zoë"}))
        assert apart.process is not None
        assert apart.process.pid is not None
        os.kill(apart.process.pid, signal.SIGSTOP)  # a reader that never answers
        apart.seconds = 0.1
        assert reason(apart, filled({"name": "Zoë"})) == "takes too long to read: it is damaged, or made to do harm"
        apart.seconds = 30
        assert apart.read(filled({"name": "Ana"})).answers == {"name": "Ana"}


def test_a_crash_is_the_files_fault_and_the_next_is_read() -> None:
    with reader() as apart:
        apart.read(filled({"name": "Zoë"}))
        assert apart.process is not None
        apart.process.kill()
        apart.process.join()
        assert reason(apart, filled({"name": "Zoë"})).startswith("makes its reader crash")
        assert apart.read(filled({"name": "Ana"})).answers == {"name": "Ana"}


MEASURED = """
import resource, sys
from pathlib import Path
from generators.collect.answers import Unreadable
from generators.collect.reading import reader

if __name__ == "__main__":
    with reader() as apart:
        try:
            apart.read(Path(sys.argv[1]).read_bytes())
        except Unreadable as refusal:
            print(refusal)
    print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
"""In a program of its own, since the figure is that of the largest child that a process ever had."""


@pytest.mark.skipif(os.name == "nt", reason="the figure is read from the system")
def test_a_pdf_that_unpacks_to_gigabytes_is_refused_in_little_memory(tmp_path: Path) -> None:
    program, file = tmp_path / "measured.py", tmp_path / "bomb.pdf"
    program.write_text(MEASURED, encoding="utf-8")
    file.write_bytes(bomb(3_000))
    ended = subprocess.run([sys.executable, program, file], capture_output=True, text=True, check=True)
    said, kilobytes = ended.stdout.splitlines()
    assert said.startswith(("is damaged", "has no form fields", "takes too much memory"))
    assert int(kilobytes) < 1_000_000
