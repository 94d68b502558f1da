"""Lines that look like a list or a table, and are none, are named with the cure; what is meant as text is not."""

from __future__ import annotations

import pytest
from markdown_samples import lines

from generators.markdown.slips import report_slips
from generators.model.problems import Problems


def found(text: str) -> list[tuple[int, str, str]]:
    problems = Problems()
    report_slips(lines(text), problems)
    return [(problem.place.line, str(problem.code), "; ".join(problem.hints)) for problem in problems.warnings]


@pytest.mark.parametrize(
    ("text", "line", "code", "cure"),
    [
        ("Bring:\n\n-pens\n-paper", 3, "list-without-space", "write '- pens', and the lines below alike"),
        ("*pens\n*paper", 1, "list-without-space", "write '* pens', and the lines below alike"),
        ("1.First\n2.Second", 1, "list-without-space", "write '1. First', and the lines below alike"),
        ("a) one\nb) two", 1, "list-of-letters", "number them '1.', '2.', or write '- ' in front of each"),
        ("C. one\nD. two", 1, "list-of-letters", "number them '1.', '2.', or write '- ' in front of each"),
        ("٣. ثلاثة\n٤. أربعة", 1, "list-of-letters", "number them '1.', '2.', or write '- ' in front of each"),
        (
            "\uff11\uff0e一\n\uff12\uff0e二",
            1,
            "list-of-letters",
            "number them '1.', '2.', or write '- ' in front of each",
        ),
        ("一、甲\n二、乙", 1, "list-of-letters", "number them '1.', '2.', or write '- ' in front of each"),
        ("\uff0d 笔\n\uff0d 纸", 1, "list-of-letters", "number them '1.', '2.', or write '- ' in front of each"),
        ("Go on:\n3. third", 2, "list-in-sentence", "leave a line empty above it"),
        (
            "100. one\n    a. in it\n    b. too",
            2,
            "list-of-letters",
            "number them '1.', '2.', or write '- ' in front of each",
        ),
        ("- one\n    -pens\n    -paper", 2, "list-without-space", "write '- pens', and the lines below alike"),
        ("1. one\n   2. in it\n   3. too", 2, "list-in-sentence", "begin at 1, or leave a line empty above it"),
        ("100. one\n   - in it", 2, "list-indented", "begin it with 5 spaces, or with none"),
        ("Bring:\n    - pens\n    - paper", 2, "list-indented", "take the spaces in front of it away"),
        ("Bring:\n\n\t- pens\n\t- paper", 3, "list-indented", "take the spaces in front of it away"),
        ("1. one\n  - in it\n2. two", 2, "list-indented", "begin it with 3 spaces, or with none"),
        ("10. one\n\n  in it\n\n11. two", 3, "list-indented", "begin it with 4 spaces, or with none"),
        (
            "Day\tPlace\nMonday\tHall",
            1,
            "table-of-tabs",
            "write '| Day | Place |', below it '| --- | --- |', and each other row like the first",
        ),
        ("| a | b |\n| --- |\n| 1 | 2 |", 2, "table-uneven", "write '| --- | --- |'"),
        ("a | b\n- | -\n1 | 2 | 3", 3, "table-uneven", r"write '\|' for a bar that parts no cells"),
        ("So **this ** or\n** that** counts.", 1, "bold-with-space", "write '**this**'"),
        ("It is **closed **on Sundays.", 1, "bold-with-space", "write '**closed**'"),
        ("So :smile: then", 1, "emoji-name", "paste the sign itself, \U0001f604, or say it in words"),
    ],
)
def test_a_slip_is_named_on_its_line(text: str, line: int, code: str, cure: str) -> None:
    assert found(text) == [(line, code, cure)]


@pytest.mark.parametrize(
    "text",
    [
        "*pens* are\n*paper* is",
        "1.5 hours\n2.5 hours",
        "In the year\n1984. It was",
        "- a\n    - b\n        - c\n\n          words",
        "1. a\n   - b\n\n   words\n2. c",
        "- a\n\n  words\n\n after",
        "•\tpens\n•\tpaper",
        "-\tpens\n\t-\tblue\n-\tpaper",
        "\uff12月に始まり\n\uff13月に終わる",
        "Name:\t____\nPhone:\t____",
        "Phone: ____\n2. Home address: ____",
        "| a | b |\n| - | - |\n| `x|y` | x\\|y |\n| 1 |",
        "At 10:30:15, see http://a.example:80:b and :no_such_sign:",
        "!!! tip\n    - a\n\n      b\n\n    - c",
        "[^1]: note\n\n    - a",
        "Term\n:   meaning\n\n    - a",
        "```\na) x\nb) y\n\n    - z\n```",
        "    code\n    - 1",
        "Code:\n\n    a. x\n    b. y",
        "100. a\n     - b\n101. c\n     1. d\n     2. e\n\n     3. f",
        "1. a\n    1. b\n    2. c\n2. d\n\n    2. e",
        "**A!** and **b** and 2 ** 3",
        "**a\nb** and **c\nd**",
        "`**a **`",
        "<pre>\na) x\nb) y\n</pre>",
    ],
)
def test_what_is_meant_as_it_stands_is_not_named(text: str) -> None:
    assert found(text) == []
