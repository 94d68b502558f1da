"""Which layout a slide gets and what goes where in it: as its outline says, or inferred from its body."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from generators.decks.slideshow.content import Paragraphs, SlideParagraph, objects, paragraphs, plain_runs
from generators.decks.slideshow.design import Role
from generators.model import Callout, Heading, Image, Node, Nodes, Quote, Slide, Table, ThematicBreak
from generators.model import Paragraph as TextNode
from generators.words.catalogue import Words, outline_words

SHORT = 120
"""A statement of at most so many letters can stand alone in large type; a longer one explains its title."""

LEAD = 170
"""The letters that fit above a table."""

_ATTRIBUTION = re.compile(r"^\s*[\u2014\u2013]\s*")


@dataclass(frozen=True, slots=True)
class Arrangement:
    """One slide to be: a layout's name, and what each of its places holds."""

    layout: str
    texts: Mapping[Role, Paragraphs] = field(default_factory=dict)
    table: Table | None = None
    image: Image | None = None


def arrange(slide: Slide, words: Words) -> tuple[Arrangement, ...]:
    """The slide as one arrangement; tables and pictures beyond the first follow, each on a slide of its own.

    What is written below a table comes after it, on a slide that goes on with this one.
    """
    first, *later = _parts(slide)
    going_on = (replace(slide, body=nodes, layout="" if any(objects(nodes)) else "content") for nodes in later)
    slides = (replace(slide, body=first), *going_on)
    return tuple(arrangement for part in slides for arrangement in _arranged(part, words))


def _arranged(slide: Slide, words: Words) -> Iterator[Arrangement]:
    shown = list(objects(slide.body))
    text = tuple(node for node in slide.body if not isinstance(node, Table | Image))
    layout = slide.layout or _inferred(text, shown)
    place = _OBJECT_LAYOUTS.get(layout)
    if place is not None and shown and isinstance(shown[0], place):
        first, rest = _with_object(layout, text, shown[0]), shown[1:]
    else:
        first, rest = [_ARRANGERS.get(layout, _content)(slide, text, words)], shown
    yield from first
    yield from map(_alone, rest)


def _parts(slide: Slide) -> list[Nodes]:
    """The body in parts, each of which ends with its tables; in one where all of a layout's places need the whole."""
    parts: list[list[Node]] = [[]]
    for node in slide.body:
        if parts[-1] and any(isinstance(item, Table) for item in objects(parts[-1][-1:])):
            parts.append([])
        parts[-1].append(node)
    joined = [tuple(part) for part in _with_text(parts)]
    is_parted = slide.layout in _GOES_ON and not any(isinstance(node, Heading) for part in joined[1:] for node in part)
    return joined if is_parted or slide.layout in _GOES_ON_WITH_HEADINGS else [slide.body]


def _with_text(parts: list[list[Node]]) -> Iterator[list[Node]]:
    """A part of pictures and tables alone belongs to the one before it."""
    whole = parts[0]
    for part in parts[1:]:
        if all(isinstance(node, Table | Image) for node in part):
            whole = [*whole, *part]
        else:
            yield whole
            whole = part
    yield whole


_GOES_ON_WITH_HEADINGS = frozenset({"", "content", "few-points", "table", "table-text"})
_GOES_ON = frozenset({"activity", "discussion"})
"""Layouts of one text; what a heading of an activity says about materials has a place of its own."""


def _inferred(text: Nodes, shown: Sequence[Table | Image]) -> str:
    if shown:
        return "table" if isinstance(shown[0], Table) else "content-image" if text else "image"
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
    "content-image-large": Image,
}


def _with_object(layout: str, text: Nodes, item: Table | Image) -> list[Arrangement]:
    words = paragraphs(text)
    if isinstance(item, Table):
        if not words:
            return [_alone(item)]
        if sum(len(paragraph.text) for paragraph in words) <= LEAD and len(words) <= 2:
            return [Arrangement("table-text", {"support": words}, table=item)]
        return [Arrangement("content", {"body": words}), _alone(item)]
    if layout.startswith("content-image") and words and not _is_caption(words):
        return [Arrangement("content-image", {"body": words}, image=item)]
    caption = words or paragraphs((TextNode(item.caption),) if item.caption else ())
    return [Arrangement("image-caption", {"support": caption}, image=item) if caption else _alone(item)]


def _is_caption(words: Paragraphs) -> bool:
    return len(words) == 1 and words[0].marker == "none" and len(words[0].text) <= LEAD


def _alone(item: Table | Image) -> Arrangement:
    return Arrangement("table", table=item) if isinstance(item, Table) else Arrangement("image", image=item)


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
