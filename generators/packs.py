"""Reads a pack from people that nobody vouches for: within bounds, its texts checked, its pictures drawn anew."""

from __future__ import annotations

from pathlib import Path

from generators.front_matter import check_front_matter
from generators.model import Handbook, Local
from generators.pack_limits import check_texts
from generators.pictures import with_clean_pictures
from generators.problems import Problems
from generators.source import read_local


def read_pack(handbook: Handbook, pack: Path, workspace: Path, problems: Problems) -> Local:
    """The pack in ``pack``, its pictures replaced by clean copies below ``workspace``; check ``problems`` before use.

    Raises:
        RefusedInput: there is no such pack, its name cannot be used, or it is too large to be read.
    """
    local = read_local(handbook, pack, problems)
    for page in (*local.pages.values(), *local.outlines.values()):
        check_front_matter(page, problems)
    check_texts(local, problems)
    return local if problems.errors else with_clean_pictures(local, workspace, problems)
