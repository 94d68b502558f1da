"""Lists are those of CommonMark, whatever stands around and in them; another program's reading is the measure."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

import pytest
from markdown_it import MarkdownIt
from markdown_samples import lines, outline

from generators.markdown.dialect import Dialect, html_with_lines, parse
from generators.model import Extension, ListBlock, Nodes, Paragraph

SHAPES = (
    "Bring to the meeting:\n- pens\n- paper\n\nThen do this:\n1. sign in\n2. sit down",
    "- Outer\n  - Inner with two blanks\n- Next outer",
    "1. Step one\n   - with three blanks\n2. Step two\n\n   A paragraph under step two.\n\n3. Step three",
    "1. First\n2. Second\n\nHave some coffee.\n\n3. Third\n4. Fourth",
    "- a\n    - b\n        - c\n    - d\n- e",
    "-\ta\n\t-\tb\n\t\t-\tc",
    "1. one\n    - x\n    - y\n2. two",
    "1. one\n- bullet after number\n2. two",
    "* star\n- dash\n+ plus",
    "0. zero\n1. one",
    "1) one\n2) two",
    "1. a\n1. b\n\n   para\n\n1. c",
    "- a\n\n- b\n- c",
    "- a\n- b\n\n  ```\n  code\n\n  more\n  ```\n\n- c",
    "- a\n  ```\n  code\n  ```\n- b",
    "- a\n\n  > quote\n  > more\n\n- b",
    "- a\n  > quote\n- b",
    "- a  \n  b\n- c\\\n  d",
    "text\\\nmore  \nthird",
    "- a\nlazy\n- b",
    "- a\n\n      indented code\n- b",
    "1.  a\n\n    p\n\n2.  b",
    "10. ten\n11. eleven\n\n    p",
    "- [ ]x\n- y",
    "- a\n- b\n\n\n- c",
    "- a\n  - b\n\n    c\n- d",
    "- a\n\n  - b\n  - c\n\n- d",
    "- a\n***\n- b",
    "- a\n# H\n- b",
    "# H\n- a\n- b",
    "# H\n3. a\n4. b",
    "In the year\n1984. It was",
    "> - a\n>   - b\n> - c",
    "> text\n> - a\n> - b",
    "- - a\n  - b\n- c",
    "1. - a\n   - b\n2. c",
    "-\n  a\n- b",
    "- a\n-\n- c",
    "-\n\n  a",
    "- a\n - b\n  - c\n   - d",
    "  - a\n  - b",
    "   1. a\n   2. b",
    "- a\n\n b",
    "- a\n\ntext\n\n- b",
    "1. a\n\ntext\n\n2. b",
    "- *a*\n- **b** c",
    "text\n* a\n* b",
    "text\n+ a",
    "*not a list*\ntext",
    "- a\n  b\n  c\n\n  d\n- e",
    "- a\n\n  | x | y |\n  | - | - |\n  | 1 | 2 |\n\n- b",
    "text\n| x | y |\n| - | - |\n| 1 | 2 |",
    "| x | y |\n| - | - |\n| 1 | 2 |\ntext",
    "```\n- not\n  - list\n```\n- a",
    "    - code\n    - code\n\n- a",
    "~~x~~ and ~y",
    "1. a\n   1. b\n      1. c\n   2. d\n2. e",
    "1. a\n   1. b\n\n   2. d\n\n2. e",
    "- a\n1. b\n2. c\n- d",
    "- a\n\n1. b",
    "- a\n   text three\n- b",
    " # H\ntext",
    "- # H\n- b",
    "- H\n  ===\n- b",
    "- a\n\n  # H\n\n  b",
    "text\n> quote\ntext",
    "100. a\n\n     b",
    "- a\n\n  <div>x</div>\n\n- b",
    "- a\n  - b\n\n- c",
    "* a\n\n  * b\n\n    * c",
    "1. a\n  - b\n2. c",
    "Intro:\n  - a\n  - b",
    "Intro:\n    - a\n    - b",
    "- a\n   \n  b",
    "1. ```\n   code\n   ```\n2. b",
    "> ```\n> code\n> ```",
    "- ![p](p.png)\n- b",
    "- a<br>b",
    "- a\n  text\n  - b\n  text",
    "- a\n  1. b\n  2. c\n\n  after\n- d",
    "* a\n    1. b\n    2. c\n* d",
)

PIECES = (
    "- a", "- b", "* c", "1. d", "2. e", "3) f", "  - g", "   - h", "  1. j", "  q", "   r", "text", "", "", "",
    "# H", "- [x](y)", "1. - n", "  text2", " - o", "- [ ]z", "  > q", "   ```\n   code\n   ```", "1. ~~no~~",
)  # fmt: skip
"""Lines that come together in any order."""


@pytest.fixture(scope="module")
def dialect(kit_extensions: tuple[Extension, ...]) -> Dialect:
    return Dialect(kit_extensions)


def other_reading(text: str) -> str:
    made = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text)
    return outline(re.sub(r"(</?)s>", r"\1del>", made))


def reading(text: str, dialect: Dialect) -> str:
    return outline(html_with_lines(lines(text), dialect))


def test_every_shape_of_a_list_is_read_as_commonmark_has_it(dialect: Dialect) -> None:
    assert len(SHAPES) > 70
    for text in SHAPES:
        assert reading(text, dialect) == other_reading(text), text


def test_any_lines_are_read_so(dialect: Dialect) -> None:
    """Left out: what this dialect reads in another way on purpose, which the tests below name."""
    dice = random.Random(5)
    texts = ["\n".join(dice.choices(PIECES, k=dice.randint(2, 7))) for _ in range(600)]
    differing = [text for text in texts if reading(text, dialect) != other_reading(text)]
    assert len(differing) < 6, differing


@pytest.mark.parametrize("text", ["100. a\n\n    still a", "   - a\n    still a", "   2. a\n    - b"])
def test_four_spaces_always_belong_to_the_item_above(text: str, dialect: Dialect) -> None:
    made = reading(text, dialect)
    assert made.endswith(("</ol>", "</ul>")) and "<pre>" not in made


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bring:\n•\tpens\n•\tpaper", "<p> Bring: </p> <ul> <li> pens </li> <li> paper </li> </ul>"),
        ("•pens\n•paper", "<ul> <li> pens </li> <li> paper </li> </ul>"),
        ("· pens\n· paper", "<ul> <li> pens </li> <li> paper </li> </ul>"),
        ("\u2013 pens\n\u2013 paper", "<ul> <li> pens </li> <li> paper </li> </ul>"),
        (
            "•\tpens\no\tred\no\tblue\n▪\tdark\n•\tpaper",
            "<ul> <li> pens <ul> <li> red </li> <li> blue <ul> <li> dark </li> </ul> </li> </ul> </li> "
            "<li> paper </li> </ul>",
        ),
        ("- a\n\u00a0\u00a0- b", "<ul> <li> a <ul> <li> b </li> </ul> </li> </ul>"),
    ],
)
def test_bullets_of_word_processors_are_bullets(text: str, expected: str, dialect: Dialect) -> None:
    assert reading(text, dialect) == expected


@pytest.mark.parametrize(
    "text", ["> Words.\n>\n> \u2013 A member", "\u2013 A member", "o ne", "·no", "5 * 3", "1.5 hours", "-5 degrees"]
)
def test_what_only_looks_like_a_bullet_is_text(text: str, dialect: Dialect) -> None:
    assert "<li>" not in reading(text, dialect)


def test_what_extensions_know_at_the_margin_alone_is_found_in_items(dialect: Dialect) -> None:
    box = "<div> <p> Mind </p> <p> This. </p> </div>"
    for text in ('- a\n\n    !!! tip "Mind"\n        This.', '- a\n\n  !!! tip "Mind"\n      This.'):
        assert reading(text, dialect) == f"<ul> <li> <p> a </p> {box} </li> </ul>", text


def test_a_list_in_a_box_goes_on_after_an_empty_line(dialect: Dialect) -> None:
    made = reading("!!! tip\n    - a\n\n      more of a\n\n    - b", dialect)
    assert made.endswith("<ul> <li> <p> a </p> <p> more of a </p> </li> <li> <p> b </p> </li> </ul> </div>")


def places(nodes: Nodes) -> Iterator[tuple[str, int]]:
    for node in nodes:
        if isinstance(node, Paragraph):
            yield "".join(span.text for span in node.text), node.place.line
        elif isinstance(node, ListBlock):
            for item in node.items:
                yield from places(item.blocks)


def test_every_item_has_the_place_of_its_line(dialect: Dialect) -> None:
    text = "Bring:\n- pens\n  1. red\n     and blue\n\n     also dark\n- paper\n\n3) third\n4) fourth\n• last"
    assert list(places(parse(lines(text), dialect))) == [
        ("Bring:", 1), ("pens", 2), ("red and blue", 3), ("also dark", 6), ("paper", 7), ("third", 9), ("fourth", 10),
        ("last", 11),
    ]  # fmt: skip


def test_a_list_that_begins_at_another_number_says_so(dialect: Dialect) -> None:
    starts = [
        node.start
        for node in parse(lines("1. a\n\nWords.\n\n3. c\n\nWords.\n\n0. z"), dialect)
        if isinstance(node, ListBlock)
    ]
    assert starts == [1, 3, 0]


def test_a_space_between_two_emphasized_words_of_an_item_stays() -> None:
    (block,) = parse(lines("- **Level 3:** *one word*"), Dialect((Extension("kit_dialect"),)))
    assert isinstance(block, ListBlock)
    (said,) = block.items[0].blocks
    assert isinstance(said, Paragraph)
    assert "".join(span.text for span in said.text) == "Level 3: one word"
