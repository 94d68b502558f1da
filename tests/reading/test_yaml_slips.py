"""What people type for YAML in a pack is read as they mean it, or told in words that need no knowledge of YAML."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from sample import complaints, grows_in_step

from generators.model.problems import Problems
from generators.reading.yaml_text import read

GOOD = 'name: "Local 77"\nbrand:\n  primary: "#14535a"\nsite:\n  hide: [a.md, b.md]\n  order:\n    - a.md\nurl: \'\'\n'
TYPED = ":#@%`'\"\t -\n{}[],&*!|>?=~\\\u201c\u00a0\uff1a\x00"
JARGON = re.compile(
    r"yaml|token|scalar|mapping|sequence|stream|anchor|alias|node|block|parse|scan|expected '?<|flow", re.IGNORECASE
)


def meant(text: str) -> tuple[object, list[str]]:
    """The values, and what is wrong."""
    problems = Problems()
    document = read(text, "local.yml", 1, problems, as_text=True, is_lenient=True)
    return document and document.values, complaints(problems)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("name:Local 104", {"name": "Local 104"}),
        ("name: A\nunion:B", {"name": "A", "union": "B"}),
        ("name\uff1aLocal 104", {"name": "Local 104"}),
        ("name:\u00a0Local 104", {"name": "Local 104"}),
        ("name:\tLocal 104", {"name": "Local 104"}),
        ("name = A\nunion = B", {"name": "A", "union": "B"}),
        ("\u201cname\u201d: \u201cLocal 77\u201d", {"name": "Local 77"}),
        ('name: "Local 77\u201d', {"name": "Local 77"}),
        ("name: \u201cOur\u201d and \u201ctheir\u201d", {"name": "\u201cOur\u201d and \u201ctheir\u201d"}),
        ("name: 'Workers' Union'", {"name": "Workers' Union"}),
        ('name: "C:\\path"', {"name": "C:\\path"}),
        ("name: @home\nunion: %a\nhall: `x`", {"name": "@home", "union": "%a", "hall": "`x`"}),
        ("name: {{ local.name }} # note", {"name": "{{ local.name }}"}),
        ("brand:\n\tprimary: a\n\taccent: b", {"brand": {"primary": "a", "accent": "b"}}),
        ("brand:\n   primary: a\n  accent: b", {"brand": {"primary": "a", "accent": "b"}}),
        (" name: A\nunion: B", {"name": "A", "union": "B"}),
        ("name: A\n  union: B", {"name": "A", "union": "B"}),
        ("brand:\n  primary: #14535a", {"brand": {"primary": "#14535a"}}),
        ("url:https://a.example/b", {"url": "https://a.example/b"}),
        ("lead: |\n  One:two\n  @three\nname:A", {"lead": "One:two\n@three\n", "name": "A"}),
    ],
)
def test_a_slip_that_can_mean_one_thing_is_read_so(text: str, values: object) -> None:
    assert meant(text) == (values, [])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name: Local 77: the docks", "1: a second ':' stands where a value goes on"),
        ("name: A\n  union:B", "2: this line would become part of 'name' above it"),
        ("name: Local #104", "1: warning: 'name' ends before '#104': '#' begins a note that nobody sees"),
        ("phone: #none", "1: warning: 'phone' ends before '#none'"),
        ('name: "Local" 77', "1: the text goes on behind its closing quotation mark"),
        (
            'name: "Local 77\n\n# As in "B".\n# union: "B"',
            "1: a text begins with a quotation mark and does not end with one",
        ),
        ("a: b\nname: 'Local 77\n# The union's name.\nunion: B", "2: a text begins with a quotation mark"),
        ('name: "Local 77\n  of the docks"\n- b', "3: '-' stands where no list can begin"),
        ('name: "Local 77\nunion: B', "1: a text begins with a quotation mark and does not end with one"),
        ("name\nunion: B", "1: this line has no ':'"),
        ("name: A\nThe docks", "2: this line has no ':'"),
        ("name: A\nhide:\n- b\n-c", "4: a space is missing behind the '-'"),
        ("hide: [a, b", "1: '[' begins a list that is not closed with ']', or lacks a comma"),
        ("hide: - a", "1: '-' stands where no list can begin"),
        ("name: A\n- b", "2: '-' stands where no list can begin"),
        ("name: [b] c", "1: a text cannot begin with '['"),
        ("name: *Our* local", "1: a text cannot begin with '*'"),
        ("name: &us A", "1: a text cannot begin with '&'"),
        ("name: !A", "1: a text cannot begin with '!'"),
        ("name: |A", "1: a text cannot begin with '|'"),
        ("name: >A", "1: a text cannot begin with '>'"),
        ("name: ? A", "1: a text cannot begin with '?'"),
        ("%name: A", "1: a line cannot begin with '%'"),
        (": A", "1: nothing stands before the ':'"),
        ("name: A\n---\nunion: B", "2: a line '---' stands in the middle"),
        ("name: A\n...\nunion: B", "2: a line '...' stands in the middle"),
    ],
)
def test_a_slip_that_can_mean_two_things_is_told_with_its_line(text: str, said: str) -> None:
    found = meant(text)[1]
    assert found[0].startswith(f"local.yml:{said}"), found


def test_whatever_single_letter_is_typed_taken_out_or_changed_no_message_needs_knowledge_of_yaml() -> None:
    edited = [GOOD[:at] + GOOD[at + 1 :] for at in range(len(GOOD))]
    edited += [GOOD[:at] + letter + GOOD[at:] for at in range(0, len(GOOD), 3) for letter in TYPED]
    edited += [GOOD[:at] + letter + GOOD[at + 1 :] for at in range(1, len(GOOD), 3) for letter in TYPED]
    said: set[str] = set()
    for text in edited:
        values, found = meant(text)
        assert found or values is not None, text
        said.update(re.sub(r"'[^']*'", "", message) for message in found)
    assert len(said) > 50
    assert [message for message in sorted(said) if JARGON.search(message.replace("local.yml", ""))] == []


@pytest.mark.parametrize(
    "text",
    [
        lambda size: "a: {{" + " " * size + "x",
        lambda size: "a" + " " * size + "x\nb",
        lambda size: "a: b" + " " * size + "#x",
        lambda size: "\t" * size + "a: b",
    ],
)
def test_the_time_for_a_text_that_was_made_to_take_long_grows_in_step_with_it(text: Callable[[int], str]) -> None:
    assert grows_in_step(lambda size: meant(text(size)), 60_000)
