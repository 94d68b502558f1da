"""The file ``drift.lock`` of a pack: what the base said under each override when its local last looked."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import cast

from generators.model import Line, Lines, Local, OverrideKind, Place, Seen
from generators.model.problems import Problems
from generators.model.program import COMMAND

FILE_NAME = "drift.lock"
KINDS: tuple[OverrideKind, ...] = ("page", "outline", "example", "slot", "asset")
"""Overrides that stand over something of the base that can change."""

HEADER = """\
# What the base kit said, under each override of this pack, when its local last looked.
# "{command} drift {slug}" shows what has changed since; with --accept it writes this file. Do not edit it.
"""

_ENTRY = re.compile(rf"(?P<kind>{'|'.join(KINDS)}) (?P<name>\S.*)")
_PART = re.compile(r"(?P<key>in|sha256) (?P<value>\S.*)")
_HINT = f"write it anew: {COMMAND} drift LOCAL --accept"

SeenByName = Mapping[tuple[str, str], Seen]


def fingerprint(text: Sequence[str]) -> str:
    """SHA-256 of what ``text`` says: its words, paragraph by paragraph, on whatever lines they stand."""
    paragraphs = (" ".join(word for line in lines for word in line.split()) for lines in paragraphs_of(text))
    return hashlib.sha256("\n".join(paragraphs).encode()).hexdigest()


def paragraphs_of(text: Sequence[str]) -> Iterator[list[str]]:
    """Runs of lines without blank ones between them."""
    run: list[str] = []
    for line in (*text, ""):
        if line.strip():
            run.append(line)
        elif run:
            yield run
            run = []


def written(slug: str, entries: Iterable[Seen]) -> str:
    """The file's text, sorted, the same for the same entries."""
    parts = [HEADER.format(command=COMMAND, slug=slug)]
    for seen in sorted(entries, key=lambda entry: (KINDS.index(entry.kind), entry.name)):
        lines = [f"{seen.kind} {seen.name}", f"in {seen.file}", f"sha256 {seen.fingerprint}"]
        lines += [f"| {line}".rstrip() for line in seen.text]
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def read(lines: Lines, problems: Problems) -> SeenByName:
    """What the file remembers, by kind and name; a line that this program did not write is a problem."""
    entries: dict[tuple[str, str], Seen] = {}
    for group in _groups(lines):
        seen = _entry(group, problems)
        if seen is not None:
            entries[(seen.kind, seen.name)] = seen
    return entries


def _groups(lines: Lines) -> Iterator[list[Line]]:
    group: list[Line] = []
    for line in lines:
        if line.text.startswith("#"):
            continue
        if line.text.strip():
            group.append(line)
        elif group:
            yield group
            group = []
    if group:
        yield group


def _entry(group: list[Line], problems: Problems) -> Seen | None:
    head = _ENTRY.fullmatch(group[0].text)
    parts: dict[str, str] = {}
    text: list[str] = []
    for line in group[1:]:
        part = _PART.fullmatch(line.text)
        if line.text.startswith("|"):
            text.append(line.text[1:].removeprefix(" ").rstrip())
        elif part and not text:
            parts[part["key"]] = part["value"]
        else:
            head = None
    if head is None or parts.keys() != {"in", "sha256"}:
        problems.error("drift-lock-unreadable", group[0].place, "this part of drift.lock cannot be read", _HINT)
        return None
    if text and fingerprint(text) != parts["sha256"]:
        problems.error(
            "drift-lock-changed", group[0].place, f"what stands here of '{head['name']}' was changed by hand", _HINT
        )
        return None
    kind = cast(OverrideKind, head["kind"])
    return Seen(kind, head["name"], parts["in"], parts["sha256"], tuple(text), group[0].place)


def place_of(local: Local) -> Place:
    """Where the pack of ``local`` has its file, or would have it."""
    return Place(f"{local.profile.place.file.rpartition('/')[0]}/{FILE_NAME}", 1)
