"""Which layout a slide gets and what goes where in it: as its outline says, or inferred from its body."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache

from msgspec import Struct, field

from generators.decks.slideshow.content import Paragraphs, SlideParagraph, paragraphs, plain_runs
from generators.decks.slideshow.design import Role
from generators.decks.slideshow.sequence import CAPTION, Part, is_caption, parts_of
from generators.model import Callout, Heading, Image, Node, Nodes, Quote, Slide, Table, ThematicBreak
from generators.model import Paragraph as TextNode
from generators.model.replacing import replace
from generators.words.catalogue import Words, outline_words

SHORT = 120
"""A statement of at most so many letters can stand alone in large type; a longer one explains its title."""

_ATTRIBUTION = re.compile(r"^\s*[\u2014\u2013]\s*")


class Arrangement(Struct, frozen=True):
    """One slide to be: a layout's name, and what each of its places holds; ``image_first`` is read before the text."""

    layout: str
    texts: Mapping[Role, Paragraphs] = field(default_factory=dict)
    table: Table | None = None
    image: Image | None = None
    image_first: bool = False


def arrange(slide: Slide, words: Words) -> tuple[Arrangement, ...]:
    """The slide as arrangements in the order of its body; each shows one table or picture at most.

    What is written below a table, or a picture with text above it, comes after it, on a slide that goes on with this.
    """
    first, *later = _parts(slide)
    going_on = ((replace(slide, layout="" if part.item else "content"), part) for part in later)
    slides = ((slide, first), *going_on)
    return tuple(arrangement for one, part in slides for arrangement in _arranged(one, part, words))


def _arranged(slide: Slide, part: Part, words: Words) -> Iterator[Arrangement]:
    layout = slide.layout or _inferred(part)
    place = _OBJECT_LAYOUTS.get(layout)
    if place is not None and isinstance(part.item, place):
        yield from _with_object(layout, part)
        return
    if part.text or part.item is None:
        yield _ARRANGERS.get(layout, _content)(slide, part.text, words)
    if part.item is not None:
        yield _alone(part.item)


def _parts(slide: Slide) -> list[Part]:
    """In one, and what it shows behind it, where all of a layout's places need the whole of the text."""
    if slide.layout in _GOES_ON_WITH_HEADINGS:
        return parts_of(slide.body, beside=not slide.layout)
    parts = parts_of(slide.body, beside=False)
    if slide.layout in _GOES_ON and not any(isinstance(node, Heading) for part in parts[1:] for node in part.text):
        return parts
    if slide.layout in _OBJECT_LAYOUTS:
        return _around_first(parts, _OBJECT_LAYOUTS[slide.layout])
    text = tuple(node for part in parts for node in part.text)
    shown = [Part(item=part.item) for part in parts if part.item]
    return [Part(text), *shown] if text else shown or [Part()]


def _around_first(parts: list[Part], kind: type[Table] | type[Image]) -> list[Part]:
    """All text with the first object, where that is of the ``kind`` that the layout is for."""
    shown = [part.item for part in parts if part.item]
    text = tuple(node for part in parts for node in part.text)
    if not shown or not isinstance(shown[0], kind):
        return [Part(text), *(Part(item=item) for item in shown)] if text else [Part(item=item) for item in shown]
    above = next(part.before for part in parts if part.item)
    return [Part(above, shown[0], text[len(above) :]), *(Part(item=item) for item in shown[1:])]


_GOES_ON_WITH_HEADINGS = frozenset({"", "content", "few-points", "table", "table-text"})
_GOES_ON = frozenset({"activity", "discussion"})
"""Layouts of one text; what a heading of an activity says about materials has a place of its own."""


def _inferred(part: Part) -> str:
    text = part.text
    if part.item is not None:
        return "table" if isinstance(part.item, Table) else "content-image" if text else "image"
    headings = [node for node in text if isinstance(node, Heading)]
    first = text[0] if text else None
    if first is None:
        return "title-only"
    if isinstance(first, Quote) and all(isinstance(node, TextNode) for node in text[1:]):
        return "quote"
    if len(headings) == 2 and first is headings[0]:
        return "comparison"
    if sum(isinstance(node, ThematicBreak) for node in text) == 1:
        return "two-columns"
    if len(text) == 1 and isinstance(first, TextNode):
        return "key-point"
    return "discussion" if len(text) == 1 and isinstance(first, Callout) and first.kind == "question" else "content"


_OBJECT_LAYOUTS: Mapping[str, type[Table] | type[Image]] = {
    "table": Table,
    "table-text": Table,
    "image": Image,
    "image-caption": Image,
    "content-image": Image,
    "content-image-caption": Image,
    "content-image-large": Image,
}


def _with_object(layout: str, part: Part) -> list[Arrangement]:
    if isinstance(part.item, Table):
        return _with_table(part, part.item)
    assert part.item is not None
    if not layout.startswith("content-image") or not _is_beside(part):
        return [_captioned(part.item, part.before, part.after)]
    is_first = not part.before
    body, under = (part.after, ()) if is_first else (part.before, part.after)
    caption = _caption(part.item, (), under)
    texts: dict[Role, Paragraphs] = {"body": paragraphs(body), **({"support": caption} if caption else {})}
    name = "content-image-caption" if caption else "content-image"
    return [Arrangement(name, texts, image=part.item, image_first=is_first)]


def _is_beside(part: Part) -> bool:
    """Whether more stands with the picture than a caption below it."""
    is_own = bool(part.item and part.item.caption)
    return bool(part.before) or (bool(part.after) and (is_own or not is_caption(part.after, part.item)))


def _with_table(part: Part, table: Table) -> list[Arrangement]:
    words = (*paragraphs(part.text), *_caption(table))
    if not words:
        return [_alone(table)]
    if sum(len(paragraph.text) for paragraph in words) <= CAPTION and len(words) <= 2:
        return [Arrangement("table-text", {"support": words}, table=table)]
    return [Arrangement("content", {"body": paragraphs(part.text)}), _alone(table)]


def _caption(item: Table | Image, before: Nodes = (), after: Nodes = ()) -> Paragraphs:
    own = (TextNode(item.caption),) if item.caption else ()
    return paragraphs((*before, *own, *after))


def _captioned(item: Image, before: Nodes = (), after: Nodes = ()) -> Arrangement:
    caption = _caption(item, before, after)
    return Arrangement("image-caption" if caption else "image", {"support": caption} if caption else {}, image=item)


def _alone(item: Table | Image) -> Arrangement:
    if isinstance(item, Image):
        return _captioned(item)
    caption = _caption(item)
    return Arrangement("table-text" if caption else "table", {"support": caption} if caption else {}, table=item)


def _content(_slide: Slide, text: Nodes, _words: Words) -> Arrangement:
    return Arrangement("content", {"body": paragraphs(text)})


def _plain(layout: str) -> Callable[[Slide, Nodes, Words], Arrangement]:
    return lambda _slide, text, _words: Arrangement(layout, {"body": paragraphs(text)})


def _columns(_slide: Slide, text: Nodes, _words: Words) -> Arrangement:
    """Columns part at a rule, else before the second heading, else in the middle of the list."""
    groups = _by_heading(text)
    if len(groups) == 2 and all(heading for heading, _ in groups):
        return _comparison(_slide, text, _words)
    rule = next((index for index, node in enumerate(text) if isinstance(node, ThematicBreak)), None)
    if rule is not None:
        return Arrangement("two-columns", {"body": paragraphs(text[:rule]), "second": paragraphs(text[rule + 1 :])})
    whole = paragraphs(text)
    starts = [index for index, paragraph in enumerate(whole) if paragraph.level == 0]
    middle = starts[(len(starts) + 1) // 2] if len(starts) > 1 else len(whole)
    return Arrangement("two-columns", {"body": whole[:middle], "second": whole[middle:]})


def _comparison(slide: Slide, text: Nodes, words: Words) -> Arrangement:
    groups = [group for group in _by_heading(text) if group[0]]
    if len(groups) != 2:
        return _content(slide, text, words)
    (left, left_body), (right, right_body) = groups
    return Arrangement(
        "comparison",
        {
            "heading": _heading_text(left),
            "body": paragraphs(left_body),
            "second heading": _heading_text(right),
            "second": paragraphs(right_body),
        },
    )


def _quote(_slide: Slide, text: Nodes, _words: Words) -> Arrangement:
    quoted = [node for node in text if isinstance(node, Quote)]
    said = paragraphs(quoted[0].blocks) if quoted else paragraphs(text)
    after = paragraphs(tuple(node for node in text if node is not quoted[0])) if quoted else ()
    if len(said) > 1 and not after and _ATTRIBUTION.match(said[-1].text):
        said, after = said[:-1], said[-1:]
    return Arrangement("quote", {"body": said, "support": after})


def _key_point(_slide: Slide, text: Nodes, _words: Words) -> Arrangement:
    whole = paragraphs(text)
    if not whole or len(whole[0].text) > SHORT or any(paragraph.marker != "none" for paragraph in whole):
        return Arrangement("statement", {"body": whole})
    return Arrangement("key-point", {"body": whole[:1], "support": whole[1:]})


def _discussion(_slide: Slide, text: Nodes, _words: Words) -> Arrangement:
    """A single question stands without a bullet."""
    asked = paragraphs(text)
    if len(asked) == 1:
        asked = (replace(asked[0], marker="none", indented=False),)
    return Arrangement("discussion", {"body": asked})


@cache
def _materials() -> frozenset[str]:
    """Headings, in small letters, under which an outline lists what an activity needs."""
    return frozenset(word for words in outline_words() for word in words.materials)


def _activity(slide: Slide, text: Nodes, words: Words) -> Arrangement:
    """Materials come from ``{materials="paper; pens"}`` or from a heading such as "You need" over a list."""
    groups = _by_heading(text)
    card = next((group for group in groups if group[0] and _plain_text(group[0]).lower() in _materials()), None)
    steps = tuple(node for group in groups if group is not card for node in _joined(group))
    listed = [item.strip() for item in slide.attributes.get("materials", "").split(";") if item.strip()]
    needs = tuple(SlideParagraph(plain_runs(item), marker="bullet", indented=True) for item in listed)
    if card is not None:
        needs += paragraphs(card[1])
    if not needs:
        return Arrangement("activity", {"body": paragraphs(steps)})
    heading = _heading_text(card[0]) if card else (SlideParagraph(plain_runs(words.common.you_need)),)
    return Arrangement("activity-materials", {"body": paragraphs(steps), "heading": heading, "support": needs})


_ARRANGERS: Mapping[str, Callable[[Slide, Nodes, Words], Arrangement]] = {
    **{name: _plain(name) for name in ("title", "section", "closing", "title-only", "few-points")},
    "discussion": _discussion,
    "two-columns": _columns,
    "comparison": _comparison,
    "comparison-large": _comparison,
    "quote": _quote,
    "key-point": _key_point,
    "statement": _plain("statement"),
    "activity": _activity,
    "activity-large": _activity,
    "activity-materials": _activity,
    "activity-materials-large": _activity,
}


def _by_heading(text: Nodes) -> list[tuple[Heading | None, Nodes]]:
    """The nodes in groups, each with the heading that opens it; what stands before the first heading has none."""
    groups: list[tuple[Heading | None, Nodes]] = []
    for node in text:
        if isinstance(node, Heading):
            groups.append((node, ()))
        elif groups:
            groups[-1] = (groups[-1][0], (*groups[-1][1], node))
        else:
            groups.append((None, (node,)))
    return groups


def _joined(group: tuple[Heading | None, Nodes]) -> Iterator[Node]:
    if group[0] is not None:
        yield group[0]
    yield from group[1]


def _heading_text(heading: Heading | None) -> Paragraphs:
    return paragraphs((TextNode(heading.text),)) if heading else ()


def _plain_text(heading: Heading) -> str:
    return "".join(span.text for span in heading.text).strip()
