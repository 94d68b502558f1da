"""Holds a local to the passages that the base has locked: no override may drop or change one."""

from __future__ import annotations

from collections.abc import Mapping

from generators import marks
from generators.model import Block, Local, Page
from generators.problems import Problems


def check_locked(base_pages: Mapping[str, Page], local: Local, problems: Problems) -> None:
    """A problem for each locked passage of the base that a page or an example of ``local`` drops or changes."""
    for path, base in base_pages.items():
        locked = _locked(base)
        own = local.pages.get(path)
        for block in locked:
            if own is not None:
                _compare(block, own, problems)
        for inner in _replaceable_inside(base, locked, local):
            own_lines = local.examples.get(inner.name) or local.slots.get(inner.name) or ()
            problems.error(
                own_lines[0].place if own_lines else local.place,
                f"'{inner.kind}: {inner.name}' stands in a locked passage, so no local can replace it",
                "take the file out of the pack",
            )


def _locked(page: Page) -> tuple[Block, ...]:
    return tuple(block for block in marks.find(page.lines, Problems()) if block.kind == "locked")


def _compare(block: Block, own: Page, problems: Problems) -> None:
    same_name = [other for other in _locked(own) if other.name == block.name]
    where = f"{block.place.file}:{block.place.line}"
    if not same_name:
        hint = f"copy the passage, marks and all, from {where}"
        problems.error(own.place, f"this page drops the locked passage '{block.name}'", hint)
    elif _text(same_name[0]) != _text(block):
        hint = f"copy it unchanged from {where}"
        problems.error(same_name[0].place, f"the locked passage '{block.name}' is changed here", hint)


def _replaceable_inside(page: Page, locked: tuple[Block, ...], local: Local) -> list[Block]:
    """The passages inside a locked one that the local's pack wants to replace."""
    wanted = {"example": local.examples, "slot": local.slots}
    return [
        block
        for block in marks.find(page.lines, Problems())
        if block.name in wanted.get(block.kind, {}) and any(_encloses(lock, block) for lock in locked)
    ]


def _encloses(outer: Block, inner: Block) -> bool:
    return outer.start < inner.start and inner.end < outer.end


def _text(block: Block) -> str:
    return " ".join(word for line in block.lines for word in line.text.split())
