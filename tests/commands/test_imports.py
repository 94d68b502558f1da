"""What a command imports before it works, and searches after it: each process pays for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from sample import write_kit

LARGE = ("babel", "jinja2", "lxml", "markdown", "mkdocs", "multiprocessing", "psutil", "pydantic", "yaml")
"""Packages that only work needs."""

TOLD = """
import sys
from generators.commands.command_line import run
code = run(sys.argv[1:])
print(code, *sorted({name.partition(".")[0] for name in sys.modules} & {*%r}), file=sys.stderr)
"""


def imported(root: Path, *arguments: str) -> str:
    """How the command ended, and which of the large packages it has imported."""
    command = [sys.executable, "-X", "utf8", "-c", TOLD % (LARGE,), *arguments]
    ended = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    return ended.stderr.splitlines()[-1]


@pytest.mark.parametrize("arguments", [["--help"], ["build", "--help"]])
def test_who_asks_how_it_is_called_waits_for_no_library(root: Path, arguments: list[str]) -> None:
    assert imported(root, *arguments) == "0"


def test_that_nothing_has_changed_is_told_without_what_builds(root: Path, tmp_path: Path) -> None:
    kit = str(write_kit(tmp_path / "kit"))
    build = ["build", "--root", kit, "--out", str(tmp_path / "out"), "--only", "decks", "--jobs", "1", "--quiet"]
    first, second = imported(root, *build), imported(root, *build)
    assert "yaml" in first and "pydantic" not in first, "settings that are right need no closer look"
    assert second == "0"


SEARCHED = """
import atexit, gc, sys
atexit.register(lambda: print(len(gc.get_objects()) < gc.get_freeze_count()))
from generators.commands.command_line import run
run(["build", "--help"])
"""


def test_nothing_is_searched_for_circles_by_a_program_that_ends(root: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", SEARCHED], cwd=root, capture_output=True, text=True, check=True)
    assert ended.stdout.splitlines()[-1] == "True"


SEARCHES = """
import gc, pkgutil, runpy, sys
searches = []
gc.collect()
gc.callbacks.append(lambda phase, _: searches.append(phase))
sys.argv = ["build.py", *sys.argv[1:]]
try:
    runpy.run_path(sys.argv[0], run_name="__main__")
finally:
    print(len(searches), gc.isenabled())
"""


def test_a_short_command_is_done_before_anything_is_searched(root: Path) -> None:
    command = [sys.executable, "-c", SEARCHES, "build", "--help"]
    ended = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    searches, enabled = ended.stdout.split()[-2:]
    assert int(searches) <= 2, "at most once before build.py has begun: its beginning and its end are told"
    assert enabled == "True", "a long command leaves no circles for good"
