"""Divides a document at its headings into pages: which section becomes a page, which a form, which a group of pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct, field

from generators.importing.signs import BLANKS, BOX, CHOICES, HEADING
from generators.importing.tables import grid_of
from generators.importing.tree import (
    Tree,
    block_text,
    children_of,
    content_of,
    identities_of,
    inline_text,
    links_of,
    plain_text,
)
from generators.importing.word_headings import level_of

LONGEST_PAGE = 3000
"""Words of a page; a longer section becomes a group of pages, if it has headings enough."""

FEWEST_OF_GROUP = 3
LONGEST_HEADING = 12
"""Words of a line in bold that is a heading."""

_FORM = re.compile(
    r"\b(append(ix|ices)|annex|form|survey|questionnaire|worksheet|application|agreement|evaluation|feedback|checklist"
    r"|sign-?up|registration|self-assessment|apéndice|anexo|formulario|encuesta|cuestionario|evaluación|solicitud|acuerdo)\b",
    re.IGNORECASE,
)
_DRAWN = re.compile(rf"[{BLANKS}{BOX}{CHOICES}☐□❏❑◻▢]|_{{3,}}|\.{{6,}}|…{{3,}}|[(\[]\s?[)\]]")
_WORDS_A_BLANK = 40
"""A page that asks has a blank for so many words at least, where its heading does not say that it is a form."""


class Section(Struct):
    """A heading with what stands under it, and the sections under that; ``level`` counts from 1."""

    level: int
    heading: Tree | None = None
    blocks: list[Tree] = field(default_factory=list)
    children: list[Section] = field(default_factory=list)

    @property
    def title(self) -> str:
        return plain_text(self.heading["c"][2]) if self.heading else ""

    def all_blocks(self) -> Iterator[Tree]:
        """The section's blocks and those of all below it, without headings."""
        yield from self.blocks
        for child in self.children:
            yield from child.all_blocks()

    @property
    def words(self) -> int:
        return len(block_text(self.all_blocks()).split())


class PlannedPage(Struct, frozen=True):
    """A page to be: its title, what stands on it with its headings from level 2, and the ``group`` that it is in.

    ``inside`` are pages that were taken out of its section, and to which it leads.
    """

    title: str
    identities: tuple[str, ...]
    blocks: tuple[Tree, ...]
    is_form: bool = False
    group: str = ""
    inside: tuple[PlannedPage, ...] = ()


def with_headings(blocks: Iterable[Tree]) -> tuple[list[Tree], int]:
    """The blocks with a heading for each paragraph that is one by its looks; and how many of these are merely bold.

    A reader of Word has marked such lines; elsewhere, a short paragraph that is all bold is one.
    """
    flat = list(_unwrapped(blocks))
    real = any(block["t"] == "Header" for block in flat)
    made: list[Tree] = []
    level = count = 0
    for at, block in enumerate(flat):
        if block["t"] == "Header":
            level = block["c"][0]
            made.append(block)
        elif marked := _marked(block):
            made.append(marked)
        elif _is_bold_line(block, flat[at + 1 :][:1]):
            count += 1
            inlines = _without_bold(block["c"])
            own = level + 1 if real and level else level_of(plain_text(inlines)) or 1
            made.append({"t": "Header", "c": [min(own, 6), ["", [], []], inlines]})
        else:
            made.append(block)
    return made, count


def _unwrapped(blocks: Iterable[Tree]) -> Iterator[Tree]:
    for block in blocks:
        if block["t"] == "Div":
            yield from _unwrapped(block["c"][1])
        else:
            yield block


def _marked(block: Tree) -> Tree | None:
    """The heading that a Word file's reader saw in a paragraph, or in a list's only item."""
    if block["t"] in ("OrderedList", "BulletList"):
        items = block["c"][1] if block["t"] == "OrderedList" else block["c"]
        return _marked(items[0][0]) if len(items) == 1 and len(items[0]) == 1 else None
    if block["t"] not in ("Para", "Plain") or HEADING not in inline_text(block["c"]):
        return None
    text = inline_text(block["c"])
    level = int(text[text.index(HEADING) + 1])
    return {"t": "Header", "c": [level, ["", [], []], _without_bold(_without_sign(block["c"]))]}


def _without_sign(inlines: Sequence[Tree]) -> list[Tree]:
    made: list[Tree] = []
    for one in inlines:
        content = content_of(one)
        if one["t"] == "Str":
            made.append({"t": "Str", "c": re.sub(f"{HEADING}\\d", "", content)})
        elif one["t"] in ("Strong", "Emph", "Underline"):
            made.append({"t": one["t"], "c": _without_sign(content)})
        else:
            made.append(one)
    return made


def _without_bold(inlines: Sequence[Tree]) -> list[Tree]:
    return [
        inner
        for one in inlines
        for inner in (_without_bold(one["c"]) if one["t"] in ("Strong", "Underline") else [one])
    ]


def _is_bold_line(block: Tree, following: Sequence[Tree]) -> bool:
    if block["t"] not in ("Para", "Plain") or not block["c"]:
        return False
    if not all(one["t"] in ("Strong", "Space", "SoftBreak") for one in block["c"]):
        return False
    text = inline_text(block["c"]).strip()
    is_short = 0 < len(text.split()) <= LONGEST_HEADING and len(text) < 90
    if not is_short or _DRAWN.search(text) or text.endswith((".", ";", ",", ":")) or "\n" in text:
        return False
    after = inline_text(following[0]["c"]).strip() if following and following[0]["t"] in ("Para", "Plain") else "x"
    return bool(after) and not (
        _DRAWN.match(after) or (_DRAWN.search(after) and not re.search(r"\w{3}", _DRAWN.sub("", after)))
    )


def without_contents(blocks: Sequence[Tree]) -> tuple[list[Tree], list[Tree]]:
    """The blocks without a list of contents whose lines lead to headings, and what was taken out."""
    kept: list[Tree] = []
    gone: list[Tree] = []
    row: list[Tree] = []
    for block in [*blocks, _END]:
        if _is_entry(block):
            row.append(block)
            continue
        entries = sum(1 for one in row for _ in links_of([one]))
        if entries >= 3 and not gone:
            title = kept.pop() if kept and _CONTENTS.fullmatch(block_text(kept[-1:]).strip()) else None
            gone = [*([title] if title else []), *row]
        else:
            kept.extend(row)
        row = []
        if block is not _END:
            kept.append(block)
    return kept, gone


_END: Tree = {"t": "End"}
_CONTENTS = re.compile(r"(table of )?contents:?|índice|contenido|sommaire|inhalt(sverzeichnis)?", re.IGNORECASE)


def _is_entry(block: Tree) -> bool:
    """A line, or a list, of nothing but links to headings of the document and the numbers of their pages."""
    if block["t"] in ("BulletList", "OrderedList"):
        inner = list(children_of(block))
        return bool(inner) and all(item and all(map(_is_entry, item)) for item in inner)
    if block["t"] not in ("Para", "Plain") or not any(True for _ in links_of([block])):
        return False
    outside = [one for one in block["c"] if one["t"] != "Link"]
    return not re.search(r"[^\W\d]", inline_text(outside))


def title_of(blocks: list[Tree]) -> str:
    """Takes a title out of ``blocks``: the first one, if it is a short line and no sentence; else an empty text."""
    if not blocks or blocks[0]["t"] not in ("Para", "Plain"):
        return ""
    text = plain_text(blocks[0]["c"])
    is_title = 0 < len(text.split()) <= LONGEST_HEADING and not re.search(r"[.:;,]$", text) and not _DRAWN.search(text)
    if not is_title or len(blocks) < 2 or any(one["t"] in ("Image", "Note") for one in blocks[0]["c"]):
        return ""
    del blocks[0]
    return text


def section_of(blocks: Iterable[Tree]) -> Section:
    """The sections of a document, below one that has what stands before the first heading."""
    root = Section(0)
    path = [root]
    for block in blocks:
        if block["t"] != "Header":
            path[-1].blocks.append(block)
            continue
        if not plain_text(block["c"][2]):
            continue
        level = block["c"][0]
        while path[-1].level >= level:
            path.pop()
        made = Section(level, block)
        path[-1].children.append(made)
        path.append(made)
    return root


def title_section(root: Section, title: str) -> Section:
    """The section whose parts are the pages: below the one heading that stands over all of the document, if there is.

    ``title`` is what the document says beside its headings, or empty.
    """
    only_title = len(root.children) == 1 and title in ("", root.children[0].title)
    if only_title and root.children[0].children:
        only = root.children[0]
        return Section(0, only.heading, [*root.blocks, *only.blocks], only.children)
    return root


def planned(root: Section) -> list[PlannedPage]:
    """The pages of a document, in its order, without what stands before the first of them."""
    return [page for child in root.children for page in _pages(child, "")]


def _pages(section: Section, group: str) -> Iterator[PlannedPage]:
    if is_form(section):
        yield _page(section, section.children, group, is_form=True)
        return
    is_long = section.words > LONGEST_PAGE and len(section.children) >= FEWEST_OF_GROUP
    own = [child for child in section.children if is_long or is_form(child)]
    name = section.title if is_long and not group else group
    inside = [page for child in own for page in _pages(child, name)]
    rest = [child for child in section.children if child not in own]
    yield _page(section, rest, name if is_long else group, inside=inside)
    yield from inside


def _page(
    section: Section,
    children: Sequence[Section],
    group: str,
    *,
    is_form: bool = False,
    inside: Sequence[PlannedPage] = (),
) -> PlannedPage:
    identities = tuple(identities_of(section.heading)) if section.heading else ()
    blocks = (*section.blocks, *(block for child in children for block in _with_levels(child, 2)))
    return PlannedPage(section.title, identities, blocks, is_form, group, tuple(inside))


def _with_levels(section: Section, level: int) -> Iterator[Tree]:
    """A section's blocks, its heading at ``level``: one below that of the page or section around it."""
    if section.heading:
        _, attributes, inlines = section.heading["c"]
        yield {"t": "Header", "c": [level, attributes, inlines]}
    yield from section.blocks
    for child in section.children:
        yield from _with_levels(child, level + 1)


def is_form(section: Section) -> bool:
    """Whether people are to fill it in: its heading says so and it has a blank, or it is little else than blanks.

    A section of several forms is none itself.
    """
    if sum(map(is_form, section.children)) > 1:
        return False
    count = blanks_in(section.all_blocks())
    if _FORM.search(section.title):
        return count > 0 and section.words <= 150 * count
    return count >= 3 and section.words <= _WORDS_A_BLANK * count


def blanks_in(blocks: Iterable[Tree]) -> int:
    """How many blanks and boxes there are, empty cells of tables to fill in among them."""
    count = 0
    for block in blocks:
        if block["t"] in ("Para", "Plain"):
            count += len(_DRAWN.findall(inline_text(block["c"])))
        elif block["t"] == "Table":
            count += _blanks_of_table(block)
        else:
            count += sum(blanks_in(inner) for inner in children_of(block))
    return count


def _blanks_of_table(block: Tree) -> int:
    cells = [cell for row in grid_of(block["c"]).rows for cell in row]
    empty = sum(1 for cell in cells if not cell.text and not cell.goes_on)
    drawn = sum(len(_DRAWN.findall(cell.text)) for cell in cells)
    return drawn + (empty if empty * 4 >= len(cells) else 0)
