"""Holds a local to the passages that the base has locked: no override may drop, change, or hide one."""

from __future__ import annotations

from collections.abc import Mapping

from generators.model import Block, Lines, Local, Page, PassageFile
from generators.model.problems import Problems
from generators.reading import marks
from generators.resolving.overrides import passage_for


def check_locked(
    base: Mapping[str, Page], own: Mapping[str, Page], shown: Mapping[str, Lines], local: Local, problems: Problems
) -> None:
    """A problem for each locked passage of the ``base`` pages that readers of ``local`` would not see as it is.

    ``own`` are the pages of the local itself; ``shown`` are the lines by path after all replacements, marks and all.
    """
    for path, page in base.items():
        for block in _locked(_blocks(page.lines)):
            after = _blocks(shown[path])
            if not any(_text(block) == _text(other) for other in _readable(after, block.name)):
                _report(block, after, own.get(path, page), local, problems)


def _report(block: Block, after: tuple[Block, ...], page: Page, local: Local, problems: Problems) -> None:
    """Says what became of ``block``: ``page`` is the one whose passages were replaced, ``after`` what came of it."""
    where = f"{block.place.file}:{block.place.line}"
    same_name = [other for other in _locked(after) if other.name == block.name]
    if replaced := _replaced(block, page, local):
        other, passage = replaced
        what = f"'{other.kind}: {other.name}' and the locked passage '{block.name}' hold one another"
        message, hint = f"{what}, so no local can replace it", "take the file out of the pack"
        problems.error("locked-passage-entangled", passage.place, message, hint)
    elif not same_name:
        problems.error(
            "locked-passage-dropped",
            page.place,
            f"this page drops the locked passage '{block.name}'",
            f"copy the passage, marks and all, from {where}",
        )
    elif not _readable(after, block.name):
        message = f"the locked passage '{block.name}' stands in notes here, where no reader sees it"
        problems.error("locked-passage-in-notes", same_name[0].place, message, "end the notes above it")
    else:
        message = f"the locked passage '{block.name}' is changed here"
        problems.error("locked-passage-changed", same_name[0].place, message, f"copy it unchanged from {where}")


def _replaced(block: Block, page: Page, local: Local) -> tuple[Block, PassageFile] | None:
    """The passage of ``page`` that holds the locked one or stands in it, and what the local has in its place."""
    blocks = _blocks(page.lines)
    locks = [lock for lock in _locked(blocks) if lock.name == block.name]
    return next(
        (
            (other, passage)
            for other in blocks
            if (passage := passage_for(other, local))
            and any(_encloses(other, lock) or _encloses(lock, other) for lock in locks)
        ),
        None,
    )


def _blocks(lines: Lines) -> tuple[Block, ...]:
    return marks.find(lines, Problems()) if any("<!--" in line.text for line in lines) else ()


def _locked(blocks: tuple[Block, ...]) -> list[Block]:
    return [block for block in blocks if block.kind == "locked"]


def _readable(blocks: tuple[Block, ...], name: str) -> list[Block]:
    """The locked passages ``name`` that do not stand in notes."""
    notes = [block for block in blocks if block.kind == "notes"]
    return [
        block for block in _locked(blocks) if block.name == name and not any(_encloses(note, block) for note in notes)
    ]


def _encloses(outer: Block, inner: Block) -> bool:
    return outer.start < inner.start and inner.end < outer.end


def _text(block: Block) -> str:
    return " ".join(word for line in block.lines for word in line.text.split())
