"""Holds a local to the passages that the base has locked: no override may drop or change one, and all shall be seen.

Whether one *is* seen can only be told of what is made of it (``checking/locked_passages``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from generators.decks.teaching.passages import lines_named
from generators.decks.teaching.sources import Use, parts
from generators.markdown.definitions import with_definitions
from generators.markdown.dialect import Dialect
from generators.model import Block, Lines, Local, LockedPassage, Outline, Page, PassageFile
from generators.model.problems import Problems
from generators.model.remembered import remembered
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


def locked_passages(
    base: Mapping[str, Page], pages: Mapping[str, Page], outlines: Mapping[str, Outline], dialect: Dialect
) -> Iterator[LockedPassage]:
    """What is locked on the ``base`` pages, as a local's ``pages`` have it; both with their marks, by path.

    It stands on the slides of those ``outlines`` that take a part of a base page that holds it.
    """
    for path, page in base.items():
        for block in _locked(_blocks(page.lines)):
            if own := _same(block, pages[path]):
                lines = with_definitions(marks.flush(own.lines), pages[path].lines)
                decks = (name for name, outline in outlines.items() if _shows(outline, page, block, dialect))
                yield LockedPassage(block.name, lines, path, tuple(PurePosixPath(name).stem for name in decks))


def locked_on_slides(base: Mapping[str, Outline], outlines: Mapping[str, Outline]) -> Iterator[LockedPassage]:
    """What is locked in the ``base`` outlines, as a local's own have it; both with their marks, by path."""
    for path, outline in base.items():
        for block in _locked(_blocks(outline.lines)):
            if own := _same(block, outlines[path]):
                lines = with_definitions(marks.flush(own.lines), outlines[path].lines)
                yield LockedPassage(block.name, lines, decks=(PurePosixPath(path).stem,))


def _same(block: Block, page: Page) -> Block | None:
    """The passage of ``page`` that says what ``block`` says."""
    return next((one for one in _readable(_blocks(page.lines), block.name) if _text(one) == _text(block)), None)


@remembered
def _shows(outline: Outline, page: Page, block: Block, dialect: Dialect) -> bool:
    """Whether ``outline`` takes a part of ``page``, a page of the base, in which ``block`` stands."""
    if not any(page.path in line.text for line in outline.lines):
        return False
    uses = (
        segment
        for part in parts(outline.lines, outline.place, Problems())
        for segment in part.segments
        if isinstance(segment, Use) and segment.page == page.path
    )
    inside = {line.place for line in block.lines if line.text.strip()}
    return any(inside <= {line.place for line in lines_named(page, use.name, dialect)} for use in uses)


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


@remembered
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
    return " ".join(word for line in marks.flush(block.lines) for word in line.text.split())
