"""What a page shows as it is typed is left alone, wherever it stands: in lists, quotes, boxes, and tabs."""

from __future__ import annotations

import pytest
from sample import lines

from generators.model.problems import Problems
from generators.reading.links import links_of
from generators.reading.marks import find
from generators.reading.variables import filled
from generators.reading.verbatim import outside_code

VALUES = {"page": {"title": "VALUE"}}
CODE = {
    "indented": "Write:\n\n    X",
    "a tab": "Write:\n\n\tX",
    "fenced": "```\nX\n```",
    "tildes": "~~~ html\nX\n~~~",
    "a longer fence": "````\n```\nX\n```\n````",
    "in a list": "- a\n\n    ```\n    X\n    ```",
    "behind a bullet": "- ```\n  X\n  ```",
    "behind a number": "1. a\n   ```\n   X\n   ```",
    "indented in a list": "- a\n    - b\n\n            X",
    "in a quote": "> ```\n> X\n> ```",
    "in a quote of a quote": "> > ```\n> > X\n> > ```",
    "indented in a quote": "> a\n>\n>     X",
    "indented in a quote of a list": "- a\n\n    > b\n    >\n    >     X",
    "in a box": "!!! note\n\n    ```\n    X\n    ```",
    "indented in a box": "!!! note\n\n        X",
    "in a closed box": "??? note\n    ```\n    X\n    ```",
    "in a tab": '=== "A"\n\n    ```\n    X\n    ```',
    "indented in a tab": '=== "A"\n\n        X',
    "in a definition": "A\n:   ```\n    X\n    ```",
    "in a footnote": "[^1]: a\n\n        X",
    "a code span": "a `X` b",
    "a code span with backticks": "a ``X ` `` b",
    "a code span over lines": "a `b\nX\nc` d",
    "a comment": "<!-- X -->",
    "a comment over lines": "a <!-- b\nX\nX -->",
    "the end of a comment": "<!-- a\nX\nb X --> c",
    "preformatted HTML": "<pre><code>\nX\n\nX\n</code></pre>",
    "on one line": "a <pre>X</pre> b",
    "in a list as HTML": "- a\n    <pre>\n    X\n    </pre>",
    "a script": "<script>\nX\n</script>",
    "a style": "<style>X</style>",
    "math": "$$\nX\n$$",
    "math on one line": r"a $$X$$ b",
    "math in a sentence": r"a $\frac{X}{2}$ b",
    "math in parentheses": r"a \(X\) b",
    "math in brackets": "\\[\nX\n\\]",
    "an equation": "\\begin{align}\nX\n\\end{align}",
}
TEXT = {
    "a paragraph": "X",
    "an item": "- a\n    - X\n\n    X",
    "a quote": "> a\n> X\n>\n> - b\n>\n>     X",
    "a box": "!!! note\n\n    X",
    "a tab": '=== "A"\n    X',
    "a definition": "A\n:   X",
    "a footnote": "[^1]: a\n\n    X",
    "a table": "| X |\n| - |\n| X |",
    "HTML": "<div>\n    X\n</div>",
    "behind a comment": "<!-- a\nb --> X",
    "behind preformatted text": "<pre>a\nb</pre>\nX",
    "a fence that stays open": "```\nX",
    "a tag that stays open": "<pre>\nX",
    "math that stays open": "$$\nX",
    "prices": "It costs $5 for X and $6 for others.",
    "one backtick": "a ` X",
}


@pytest.mark.parametrize("text", CODE.values(), ids=CODE)
def test_code_keeps_its_variables_links_and_marks(text: str) -> None:
    for written in ("{{ page.title }}", "[a](no.md)", "<!-- slot: a -->"):
        if "<!--" in written and ("<!--" in text or "`b" in text):
            continue  # a comment ends with the first sign of its end, and begins before a line is read for backticks
        shown, problems = lines(text.replace("X", written)), Problems()
        assert filled(shown, VALUES, problems) == shown
        assert (list(links_of(shown)), find(shown, problems)) == ([], ())
        assert problems.found == []


@pytest.mark.parametrize("text", TEXT.values(), ids=TEXT)
def test_text_is_filled_in(text: str) -> None:
    made = filled(lines(text.replace("X", "{{ page.title }}")), VALUES, Problems())
    assert "\n".join(line.text for line in made) == text.replace("X", "VALUE")


def test_quotes_in_quotes_are_looked_into_without_end() -> None:
    deep = lines("> " * 5_000 + "    {{ a.b }}\n" * 3)
    assert len(list(outside_code(deep))) == len(deep)


def test_braces_mean_what_their_author_wants_where_nothing_is_of_the_kit() -> None:
    shown, problems = lines("{{ site.url }} {{ x }} {{ page.title }} {{ page.titel }} {{ a"), Problems()
    (line,) = filled(shown, VALUES, problems, is_others=True)
    assert line.text == "{{ site.url }} {{ x }} VALUE {{ page.titel }} {{ a"
    assert [problem.code for problem in problems.found] == ["variable-unknown"]
