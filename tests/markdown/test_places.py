"""Each node of a tree has the place of the line on which it begins."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sample import DIALECT, grows_in_step, lines

from generators.markdown.dialect import Dialect, parse
from generators.model import (
    Callout,
    Extension,
    Heading,
    Image,
    Inline,
    Line,
    ListBlock,
    ListItem,
    Node,
    Nodes,
    Paragraph,
    Place,
    Quote,
    Span,
    Table,
)
from generators.model.replacing import replace

Placed = Node | ListItem | Span


def placed(nodes: Nodes) -> Iterator[Placed]:
    """All nodes, outer ones first, with the items of lists, and the links of texts."""
    for node in nodes:
        yield node
        yield from (span for text in texts(node) for span in text if span.href)
        match node:
            case Quote(blocks) | Callout(_, _, blocks):
                yield from placed(blocks)
            case ListBlock(_, items):
                for item in items:
                    yield item
                    yield from placed(item.blocks)


def texts(node: Node) -> tuple[Inline, ...]:
    match node:
        case Heading(_, text) | Paragraph(text):
            return (text,)
        case Callout(_, title, _):
            return (title,)
        case Table(header, rows):
            return (*header, *(cell for row in rows for cell in row))
    return ()


def outline(text: str, dialect: Dialect = DIALECT) -> list[str]:
    """Each node with its line."""
    return [f"{type(node).__name__} {node.place.line}" for node in placed(parse(lines(text), dialect))]


@pytest.mark.parametrize(
    ("text", "nodes"),
    [
        ("\n\n\na\nb\n\nc", "Paragraph 3, Paragraph 6"),
        ("a\n# B\nc\n\nD\n---\ne", "Paragraph 1, Heading 2, Paragraph 3, Heading 5, Paragraph 7"),
        ("a\n\n---\n\n* * *", "Paragraph 1, ThematicBreak 3, ThematicBreak 5"),
        ("- a\n- b\n    - c", "ListBlock 1, ListItem 1, Paragraph 1, ListItem 2, Paragraph 2, ListBlock 3, ListItem 3, "
            "Paragraph 3"),
        ("1. a\n\n    b\n\n\n1. c", "ListBlock 1, ListItem 1, Paragraph 1, Paragraph 3, ListItem 6, Paragraph 6"),
        ("- [ ] a\n- [x] a", "ListBlock 1, ListItem 1, Paragraph 1, ListItem 2, Paragraph 2"),
        ("a\n\n> b\n>\n> c", "Paragraph 1, Quote 3, Paragraph 3, Paragraph 5"),
        ("!!! tip\n    a\n\n    b", "Callout 1, Paragraph 2, Paragraph 4"),
        ("!!! tip \"a\"\n    a", "Callout 1, Paragraph 2"),
        ("??? note \"a\"\n\n    a", "Callout 1, Paragraph 3"),
        ("a\n\n    b\n    c\n\nd", "Paragraph 1, CodeBlock 3, Paragraph 6"),
        ("a\n\n```py\nb\n\na\n```\n\na", "Paragraph 1, CodeBlock 3, Paragraph 9"),
        ("| a | b |\n| - | - |\n| [c](x) | d |\n| e | [f](y) |", "Table 1, Span 3, Span 4"),
        ("A\n:   b\n\nA\n:   b\n\n    c", "ListBlock 1, ListItem 1, Paragraph 1, Paragraph 2, ListItem 4, Paragraph 4, "
            "Paragraph 5, Paragraph 7"),
        ("a\n![b](b.svg)\n[c](c.md)\n[d\ne](e.md) ![](f.svg)", "Paragraph 1, Span 3, Span 4, Image 2, Image 5"),
        ("[a](a.md\n'title') ![b\nc](d.svg) [e](f.md)", "Paragraph 1, Span 1, Span 3, Image 2"),
        ("*a\nb* `c\nd` <b>e\n</b> [f](g.md)", "Paragraph 1, Span 4"),
        ("a  \n![](b.svg)", "Paragraph 1, Image 2"),
        ("[a]: b.md\n\n[a]\n[c][a]", "Paragraph 3, Span 3, Span 4"),
        ("a\n\n<p>b</p>\n\n<div><p>c</p>\n<p>d</p>\n<img\nsrc='e.svg'></div>\n\nf", "Paragraph 1, Paragraph 3, "
            "Paragraph 5, Paragraph 6, Image 7, Paragraph 10"),
        ("<!-- a\n\nb -->\n\nc <!-- d --> <img src='e.svg'>", "Paragraph 5, Image 5"),
        ("<div markdown>\n\na\n\n- b\n\n</div>\n\na", "Paragraph 3, ListBlock 5, ListItem 5, Paragraph 5, Paragraph 9"),
        ("<div markdown><p markdown>a</p>\n<p markdown>b\n[c](d)</p></div>", "Paragraph 1, Paragraph 2, Span 3"),
        ("<figure markdown>\n![a](b.svg)\n<figcaption>c</figcaption>\n</figure>", "Image 2"),
        ("a[^1]\n\n[^1]: b\n\n    c\n\nd", "Paragraph 1, Paragraph 7, ListBlock 3, ListItem 3, Paragraph 3, "
            "Paragraph 5"),
        ("x\ty\n \n\tz\n\nx", "Paragraph 1, CodeBlock 3, Paragraph 5"),
    ],
)  # fmt: skip
def test_a_node_stands_on_its_own_line(text: str, nodes: str) -> None:
    assert ", ".join(outline(text)) == nodes


def test_equal_texts_are_told_apart() -> None:
    """Nothing is looked for in the whole text: the same words again are the next ones."""
    text = "# a\n\na\n\na\n\n- a\n- a\n\n    a\n\n> a\n>\n> a\n\n| a | a |\n| - | - |\n| a | a |\n\n!!! a\n    a\n\na"
    assert [item.partition(" ")[2] for item in outline(text)] == [
        *("1", "3", "5"),
        *("7", "7", "7", "8", "8", "10"),
        *("12", "12", "14"),
        *("16", "20", "21", "23"),
    ]


def test_a_place_is_that_of_the_line_wherever_it_comes_from() -> None:
    here = lines("a\n\nb", "a.md")
    text = (*here[:2], Line("![](c.svg)", Place("b.md", 7, via=Place("a.md", 2))), Line("", Place("a.md", 2)), here[2])
    first, picture, last = parse(text, DIALECT)
    assert (first.place, picture.place, last.place) == (Place("a.md", 1), Place("b.md", 7), Place("a.md", 3))
    assert picture.place.road == (Place("b.md", 7), Place("a.md", 2))


def test_the_same_text_elsewhere_has_other_places() -> None:
    """Trees are remembered; what was put in elsewhere has another road, though it is the same line of the same file."""
    way = [Place("x.md", 1, via=Place("a.md", 2, via=Place(file, 3))) for file in ("slides/b.md", "slides/c.md")]
    roads = [parse((Line("words", place),), DIALECT)[0].place.road for place in way]
    assert roads == [place.road for place in way]
    assert parse(lines("words", "b.md"), DIALECT)[0].place == Place("b.md", 1)


def test_places_are_no_part_of_what_is_said() -> None:
    assert parse(lines("a ![b](c.svg)"), DIALECT) == parse(lines("\n\na ![b](c.svg)", "y.md"), DIALECT)
    assert replace(parse(lines("a"), DIALECT)[0], place=Place("z", 9)) == Paragraph((Span("a"),))


def test_a_text_that_is_known_from_elsewhere_is_placed_anew() -> None:
    text = "word of this test\n\n![](a.svg)"
    assert [node.place for node in parse(lines(text, "one.md"), DIALECT)] == [Place("one.md", 1), Place("one.md", 3)]
    assert [node.place for node in parse(lines(text, "two.md"), DIALECT)] == [Place("two.md", 1), Place("two.md", 3)]


class _Author:
    """Writes a text at random, in which ``@`` stands for a word of its line."""

    TEXTS = ("@ a b", "@", "**@** c", "@ [l](x@.md) m", "[@ l](x.md)", "![@ i](p.svg)", "@ `c` ![](q@.svg)",
             "@ <b>b</b>", "<b>@</b> x", "@ [r] s", "@ [l [^n] m", "@ <img src=k@.png>", "*@*")  # fmt: skip
    LONG = (["@ [x@ y", "z@](a.md", "'t@') ![](b@.svg)", "@ ![](c@.svg)"], ["@  ", "@ ![](i@.svg)"],
            ["@ ![@u", "v](d.svg) [@ e](f.md)", "@ [g@](h.md)"])  # fmt: skip
    TOP = (
        ["# @ h #"],
        ["@ set", "==="],
        ["```py", "@ code", "", "@ more", "```"],
        ["[r]: z.md", "", "@"],
        ["<div>", "<p>@ raw", "<img src=s@.svg></p>", "</div>"],
        ["@ ref[^n@]", "", "[^n@]: @ note", "", "    @ more"],
    )

    def __init__(self, seed: int) -> None:
        self._chosen = random.Random(seed)

    def blocks(self, depth: int, most: int) -> list[str]:
        text: list[str] = []
        for _ in range(self._chosen.randint(1, most)):
            text += [*self._block(depth), *[""] * self._chosen.choice((1, 1, 2))]
        return "\n".join(text).rstrip().split("\n")

    def _block(self, depth: int) -> list[str]:
        kinds = (self._paragraph, self._list, self._quote, self._box, self._table, self._terms, self._code, self._mixed)
        if depth == 0 and self._chosen.random() < 0.3:
            return self._chosen.choice(self.TOP)
        return self._chosen.choice(kinds)(depth) if depth < 4 else self._paragraph(depth)

    def _text(self) -> str:
        return self._chosen.choice(self.TEXTS)

    def _paragraph(self, _depth: int) -> list[str]:
        if self._chosen.random() < 0.2:
            return self._chosen.choice(self.LONG)
        return [self._text() for _ in range(self._chosen.randint(1, 3))]

    def _inside(self, depth: int, margin: str) -> list[str]:
        return [(margin + line).rstrip() for line in self.blocks(depth + 1, 2)]

    def _list(self, depth: int) -> list[str]:
        text: list[str] = []
        is_loose = self._chosen.random() < 0.5
        mark = self._chosen.choice(("- ", "- [ ] ", "1. "))
        for _ in range(self._chosen.randint(1, 4)):
            more = ["", *self._inside(depth, "    ")] if is_loose and self._chosen.random() < 0.5 else []
            text += [mark + self._text(), *more, *[""] * is_loose]
        return text

    def _quote(self, depth: int) -> list[str]:
        return self._inside(depth, "> ")

    def _box(self, depth: int) -> list[str]:
        return [
            self._chosen.choice(("!!! note", '!!! tip "@ t"', '!!! tip ""', '??? note "@ q"')),
            *self._inside(depth, "    "),
        ]

    def _table(self, _depth: int) -> list[str]:
        cells = [self._chosen.choice(("@", "[@](x.md)", "![](r@.svg)")) for _ in range(self._chosen.randint(0, 3))]
        return ["| @ | b |", "| - | - |", *(f"| {cell} | [c@](d.md) |" for cell in cells)]

    def _terms(self, depth: int) -> list[str]:
        more = ["", *self._inside(depth, "    ")] if self._chosen.random() < 0.3 else []
        return ["@ term", f":   {self._text()}", *more]

    def _code(self, _depth: int) -> list[str]:
        return ["---", "", "    @ indented", "    @ more"]

    def _mixed(self, depth: int) -> list[str]:
        return ["<div markdown>", "", *self.blocks(depth + 1, 2), "", "</div>"] if depth == 0 else ["@"]


WORD = re.compile(r"w(\d+)w")


@pytest.mark.parametrize("folder", ["content", "slides", "tests/kit", "tests/plain-kit", "overrides"])
def test_a_node_of_every_page_stands_on_the_line_of_its_first_word(
    folder: str, root: Path, kit_extensions: tuple[Extension, ...]
) -> None:
    for file in (root / folder).rglob("*.md"):
        written = lines_of(file.read_text("utf-8").split("\n"))
        for node in placed(parse(written, Dialect(kit_extensions))):
            first = re.search(
                r"[^\W_]+", words(node) if not isinstance(node, Image) else node.source.rpartition("/")[2]
            )
            if first and isinstance(node, Paragraph | Heading | Span | Image):
                assert first[0] in written[node.place.line - 1].text, (file, node)


@pytest.mark.parametrize("seed", range(8))
def test_a_node_of_any_text_stands_on_the_line_of_its_first_words(seed: int) -> None:
    for number in range(15):
        text = _Author(seed * 1000 + number).blocks(0, 6)
        written = [line.replace("@", f"w{index}w") for index, line in enumerate(text, 1)]
        nodes = list(placed(parse(lines_of(written), DIALECT)))
        for node in nodes:
            first = min(map(int, WORD.findall(words(node))), default=0)
            between = written[node.place.line - 1 : first - 1]  # marks that open the node, and no words
            assert not first or (node.place.line <= first and not WORD.search("\n".join(between))), (node, written)
        same = list(placed(parse(lines_of([line.replace("@", "w") for line in text]), DIALECT)))
        if list(map(type, same)) == list(map(type, nodes)):
            assert [node.place.line for node in same] == [node.place.line for node in nodes], written


def lines_of(text: list[str]) -> tuple[Line, ...]:
    return tuple(Line(line, Place("x.md", number)) for number, line in enumerate(text, 1))


def words(node: object) -> str:
    """The letters of a node and of all that is in it."""
    if isinstance(node, tuple):
        return " ".join(map(words, node))
    if isinstance(node, Image):
        return f"{node.alt} {node.source}"
    if isinstance(node, str):
        return node
    inside = ("text", "title", "header", "rows", "blocks", "items")
    return " ".join(words(getattr(node, name)) for name in inside if hasattr(node, name))


@pytest.mark.parametrize(
    "text",
    [
        lambda size: "> " * 50 + "a\n" * size,
        lambda size: "- a\n\n" * size,
        lambda size: "!!! note\n    - a\n\n" * size,
        lambda size: "<div markdown>\n" * 100 + "a\n\n" * size,
        lambda size: "<!-- a -->\n\n<p>b\n" * size,
        lambda size: "```\na\n```\n" * size,
        lambda size: "a[^1]\n\n[^1]: a\n" * size,
        lambda size: "    \n> \n" * size + "a",
    ],
)
def test_the_time_in_which_a_hostile_text_is_placed_grows_in_step_with_it(text: Callable[[int], str]) -> None:
    assert grows_in_step(lambda size: parse(lines(text(size)), Dialect(DIALECT.extensions)), 2000)
