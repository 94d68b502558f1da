"""Saves a page again and again while a preview runs, and tells what it holds at the beginning and at the end.

No part of the tests, since it takes a while: ``.venv/bin/python tests/soak_saves.py --saves 10000``. Every tenth save
makes a mistake, the next one mends it, and every hundredth page is renamed.
"""

from __future__ import annotations

import argparse
import gc
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
from previews import Running, copy_of_kit, fetch, happens, put, running

ROOT = Path(__file__).resolve().parent.parent
PAGE = Path("content/handbook/listening.md")
SETTLED = 100
"""Saves after which a preview holds all that it ever will."""


def held(preview: Running, folder: Path) -> dict[str, int]:
    """What this process holds, and what it has started; memory in millions of bytes."""
    gc.collect()
    own = psutil.Process()
    family = [own, *own.children(recursive=True)]
    return {
        "files on the disk": sum(1 for file in folder.rglob("*") if file.is_file()),
        "open files": sum(process.num_fds() if hasattr(process, "num_fds") else 0 for process in family),
        "processes": len(family),
        "threads": threading.active_count(),
        "memory": sum(process.memory_info().rss for process in family) // 1_000_000,
        "builds": len(preview.said),
    }


def save(preview: Running, text: str, number: int) -> None:
    """One save; waits until it is seen."""
    page = preview.root / PAGE
    mark = f"Save number {number}."
    if number % 100 == 0:
        moved = page.with_name("heard.md")
        page.rename(moved)
        moved.rename(page)
    if number % 10 == 0:
        put(page, f"{text}\n[gone](gone-{number}.md)\n")
    put(page, f"{text}\n{mark}\n")
    assert happens(lambda: mark in fetch(preview.address, "/handbook/listening.html").text), mark
    preview.said[:-1] = []  # the list of a test, which is no part of the preview


@contextmanager
def own_folder() -> Iterator[Path]:
    """A folder that all temporary files stand in."""
    before, folder = tempfile.tempdir, Path(tempfile.mkdtemp(prefix="soak-"))
    tempfile.tempdir = str(folder)
    try:
        yield folder
    finally:
        tempfile.tempdir = before
        shutil.rmtree(folder, ignore_errors=True)


def main() -> None:
    """Prints a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--saves", type=int, default=10_000)
    saves = parser.parse_args().saves
    with own_folder() as folder, running(copy_of_kit(ROOT, folder / "kit")) as preview:
        text = (preview.root / PAGE).read_text(encoding="utf-8")
        for number in range(saves + SETTLED):
            save(preview, text, number)
            if number >= SETTLED - 1 and (number - SETTLED + 1) % max(1, saves // 10) == 0:
                sys.stdout.write(f"{number + 1} {held(preview, folder)}\n")
                sys.stdout.flush()


if __name__ == "__main__":
    main()
