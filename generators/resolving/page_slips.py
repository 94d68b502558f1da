"""What looks like a list or a table on a page and is none; pages without such slips are not read in each build."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from zlib import crc32

from generators.caching.store import Store, key_of
from generators.markdown.dialect import Dialect
from generators.markdown.passages import parted
from generators.markdown.slips import report_slips
from generators.markdown.unfinished import report_unfinished
from generators.markdown.unread_marks import report_unread
from generators.model import NOWHERE, Line, Lines, Outline, Page
from generators.model.problems import Problem, Problems
from generators.model.remembered import remembered, remembered_by_items, remembered_by_value

_TITLE, _SLIDE = 1, 2
"""Levels of headings under which everything else of a page, or of an outline, stands."""

_SHARES = 64
"""Parts of a handbook whose pages are remembered together: to read a file for each page costs as much as it saves."""


def check_slips(pages: Sequence[Page], dialect: Dialect, problems: Problems, store: Store, own: str = "") -> None:
    """Adds what of ``pages``, in the kit's own ``dialect``, is not shown as it seems to be meant, in their order.

    What a local put in stands in files whose paths begin with ``own``: a page without that is the same for many.
    """
    if not dialect.is_own:
        return
    shares: dict[tuple[int, int], list[Lines]] = defaultdict(list)
    for page in pages:
        shares[_share_of(page)].append(_of_many(page.lines, own, _share_of(page)[0]))
    fine = {share for share, texts in shares.items() if _are_fine(tuple(texts), share[0], store)}
    for page in pages:
        if (share := _share_of(page)) not in fine:
            problems.extend(_slips(page.lines, share[0]))


def _of_many(lines: Lines, own: str, level: int) -> Lines:
    """``lines`` with a word for each passage of the local's own, if these are fine: the very same as others have."""
    apart = parted(lines, own, _any_words)
    if apart is None or any(_slips(passage, level) for passage in apart.passages):
        return lines
    return _same(tuple(line.text for line in apart.rest))


def _any_words(_number: int) -> str:
    return "Words."


@remembered_by_value
def _same(texts: tuple[str, ...]) -> Lines:
    return tuple(Line(text, NOWHERE) for text in texts)


def _share_of(page: Page) -> tuple[int, int]:
    """The level of what stands under the title, and a number that other pages do not change."""
    level = _SLIDE if isinstance(page, Outline) else _TITLE
    return level, crc32(page.path.encode("utf-8", "surrogatepass")) % _SHARES


@remembered_by_items
def _are_fine(texts: tuple[Lines, ...], level: int, store: Store) -> bool:
    key = key_of("slips", texts=[[line.text for line in lines] for lines in texts], level=level)
    if store.recall(key) is not None:
        return True
    are_fine = not any(_slips(lines, level) for lines in texts)
    if are_fine:
        store.keep(key, b"")
    return are_fine


@remembered
def _slips(lines: Lines, level: int) -> tuple[Problem, ...]:
    problems = Problems()
    report_slips(lines, problems)
    report_unfinished(lines, problems)
    report_unread(lines, problems, level=level)
    return tuple(problems.found)
