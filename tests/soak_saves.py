"""Saves a page again and again while a preview runs, and tells what it holds at the beginning and at the end.

No part of the tests, since it takes a while: ``.venv/bin/python tests/soak_saves.py --saves 10000``; with ``--pages
100``, of a made-up handbook of that many. Every tenth save makes a mistake, the next one mends it, and every hundredth
page is renamed.
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
sys.path.append(str(ROOT / "tests" / "bench"))

from made_up import Size, made_handbook  # noqa: E402 - the path has to be known

PAGE = "handbook/listening"
MADE_UP_PAGE = "part-001/page-0001"
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
        "memory": sum(map(memory, family)) // 1_000_000,
        "builds": len(preview.said),
    }


def memory(process: psutil.Process) -> int:
    """Bytes; what several processes share counts once among them, where the system says how much that is."""
    used = process.memory_full_info()
    shared_out: int = getattr(used, "pss", used.rss)
    return shared_out


def save(preview: Running, path: str, text: str, number: int) -> None:
    """One save of the page of ``path``; waits until it is seen."""
    page = page_of(preview.root, path)
    mark = f"Save number {number}."
    if number % 100 == 0:
        moved = page.with_name("moved.md")
        page.rename(moved)
        moved.rename(page)
    if number % 10 == 0:
        put(page, f"{text}\n[gone](gone-{number}.md)\n")
    put(page, f"{text}\n{mark}\n")
    assert happens(lambda: mark in fetch(preview.address, f"/{path}.html").text), mark
    preview.said[:-1] = []  # the list of a test, which is no part of the preview


def page_of(root: Path, path: str) -> Path:
    return root / "content" / f"{path}.md"


def handbook(folder: Path, pages: int) -> tuple[Path, str]:
    """A kit that can be written in, and the path of a page in it; a made-up one of so many pages, if any are asked."""
    if not pages:
        return copy_of_kit(ROOT, folder), PAGE
    made_handbook(folder, Size(pages))
    return folder, MADE_UP_PAGE


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
    parser.add_argument("--pages", type=int, default=0)
    asked = parser.parse_args()
    saves = asked.saves
    with own_folder() as folder:
        root, path = handbook(folder / "kit", asked.pages)
        soak(root, path, saves, folder)


def soak(root: Path, path: str, saves: int, folder: Path) -> None:
    """Saves the page of ``path`` and prints what is held, also below ``folder``, at the beginning and ten times."""
    with running(root) as preview:
        text = page_of(root, path).read_text(encoding="utf-8")
        for number in range(saves + SETTLED):
            save(preview, path, text, number)
            if number >= SETTLED - 1 and (number - SETTLED + 1) % max(1, saves // 10) == 0:
                sys.stdout.write(f"{number + 1} {held(preview, folder)}\n")
                sys.stdout.flush()


if __name__ == "__main__":
    main()
