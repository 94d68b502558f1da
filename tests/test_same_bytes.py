"""The same kit has the same bytes on every Python, though Pythons add fractions and compress each in their own way."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from generators.brand.fonts import field_font, web_font

ANOTHER_PYTHON = """
import builtins, math, sys, zlib

def added_otherwise(numbers, /, start=0):
    numbers = list(numbers)
    if not any(isinstance(number, float) for number in numbers):
        return added(numbers, start)
    if sys.version_info < (3, 12):
        return math.fsum([start, *numbers])
    for number in numbers:
        start = start + number
    return start

def packer_otherwise(level=-1, method=zlib.DEFLATED, *more, **named):
    return packer(1, method, *more, **named)

def packed_otherwise(data, /, level=-1, wbits=15):
    return packed(data, 1, wbits)

added, packer, packed = sum, zlib.compressobj, zlib.compress
builtins.sum, zlib.compressobj, zlib.compress = added_otherwise, packer_otherwise, packed_otherwise
"""
"""One that adds as those before or after 3.12 (whichever this one is not), and has another zlib, as that on Windows."""


BUILD = """
from generators.commands.command_line import run
sys.exit(run(["build", "--jobs", "1", "--quiet", "--no-cache", "--out", sys.argv[1]]))
"""

CUT = """
from generators.brand import fonts
fonts.store_folder = lambda: None
print(fonts.field_font("en"), fonts.web_font("Noto Sans Arabic"))
"""
"""Of the typefaces whose weight varies, the one that is cut in the shortest time."""


def by_another_python(root: Path, script: str, *arguments: str) -> str:
    """What it says when it runs ``script``."""
    command = [sys.executable, "-c", ANOTHER_PYTHON + script, *arguments]
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    return subprocess.run(command, cwd=root, env=environment, check=True, capture_output=True, text=True).stdout


def test_a_python_that_adds_and_compresses_otherwise_builds_the_same_kit(
    root: Path, base: Path, tmp_path: Path
) -> None:
    by_another_python(root, BUILD, str(tmp_path / "dist"))
    made, expected = hashes(tmp_path / "dist" / "base"), hashes(base)
    assert sorted(made) == sorted(expected)
    assert [name for name in made if made[name] != expected[name]] == []


def test_it_cuts_the_same_typefaces(root: Path) -> None:
    assert by_another_python(root, CUT) == f"{field_font('en')} {web_font('Noto Sans Arabic')}\n"


def hashes(folder: Path) -> dict[str, str]:
    """The hash of each file, by its path below ``folder``."""
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return {file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}
