"""Reads a pack from people that nobody vouches for: within bounds, its texts checked, its pictures drawn anew."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from generators.model import Handbook, Local
from generators.packs.limits import check_texts
from generators.packs.pictures import with_clean_pictures
from generators.problems import Problems
from generators.source import read_local
from generators.text.files import read_lines
from generators.text.front_matter import check_front_matter
from generators.upstream import drift_lock

MEMORY_SIZE = 1_000_000
"""The most that a ``drift.lock`` may hold, in bytes."""


def read_pack(handbook: Handbook, pack: Path, workspace: Path, problems: Problems) -> Local:
    """The pack in ``pack``, its pictures replaced by clean copies below ``workspace``; check ``problems`` before use.

    Raises:
        RefusedInput: there is no such pack, its name cannot be used, or it is too large to be read.
    """
    local = _with_memory(read_local(handbook, pack, problems), problems)
    for page in (*local.pages.values(), *local.outlines.values()):
        check_front_matter(page, problems)
    check_texts(local, problems)
    return local if problems.errors else with_clean_pictures(local, workspace, problems)


def _with_memory(local: Local, problems: Problems) -> Local:
    """``local`` with what its ``drift.lock`` remembers."""
    file = local.root / drift_lock.FILE_NAME
    if problems.errors or not file.is_file():
        return local
    place = drift_lock.place_of(local.place.file.rpartition("/")[0])
    lines = read_lines(file, place.file, problems, MEMORY_SIZE)
    return replace(local, seen=drift_lock.read(lines, problems))
