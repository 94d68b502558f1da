"""Lists of a Word file have the levels that people see, and what their signs say is not lost in silence."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest
from word_samples import W, heading, item, paragraph, word_file

from generators.importing.documents import read_word
from generators.importing.draft import Destination, Draft

SPACE = f'xmlns:w="{W}"'


def numbering(*lists: tuple[str, str, int]) -> bytes:
    """A part with lists 1, 2, …: each with its format, its sign, and where it begins; levels are 360 apart."""
    rows = "".join(
        f'<w:abstractNum w:abstractNumId="{at}">'
        + "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{sign}"/>'
            f'<w:pPr><w:ind w:left="{start + 360 * level}" w:hanging="360"/></w:pPr></w:lvl>'
            for level in range(2)
        )
        + "</w:abstractNum>"
        for at, (kind, sign, start) in enumerate(lists, 1)
    )
    used = "".join(f'<w:num w:numId="{at}"><w:abstractNumId w:val="{at}"/></w:num>' for at, _ in enumerate(lists, 1))
    return f"<w:numbering {SPACE}>{rows}{used}</w:numbering>".encode()


def styles(**numbers: int) -> bytes:
    """A part with a paragraph style for each list, by its name, and one for headings with the numbers of list 1."""
    made = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/>'
        f'<w:pPr><w:numPr><w:numId w:val="{number}"/></w:numPr></w:pPr></w:style>'
        for name, number in numbers.items()
    )
    level = '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'
    named = '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/>'
    return f"<w:styles {SPACE}>{named}{level}</w:style>{made}</w:styles>".encode()


BULLETS = numbering(("bullet", "•", 360), ("bullet", "o", 720), ("decimal", "%1.", 1080))


def read(*body: str, lists: bytes = BULLETS, **named: int) -> Draft:
    parts = {"word/numbering.xml": lists, "word/styles.xml": styles(**named)}
    return read_word("h.docx", word_file(heading(1, "Rules"), *body, parts=parts), Destination())


def text(draft: Draft) -> str:
    (page,) = [file for file in draft.files if file.path == PurePosixPath("content/rules.md")]
    return page.data.decode().split("# Rules\n\n")[1].rstrip()


def looks(draft: Draft) -> list[str]:
    return [remark.message for remark in draft.remarks if remark.what == "look"]


def test_lists_that_begin_further_to_the_right_are_levels() -> None:
    body = item("One"), item("Two", number=2), item("Three", number=3), item("Four", number=2), item("Five")
    assert text(read(*body)) == "- One\n    - Two\n        1. Three\n    - Four\n- Five"


def test_the_styles_for_deeper_lists_are_levels() -> None:
    body = (paragraph(text, style=style) for text, style in (("One", "B1"), ("Two", "B2"), ("", ""), ("Three", "B2")))
    assert text(read(*body, paragraph("Four", style="B1"), B1=1, B2=2)) == "- One\n    - Two\n    - Three\n- Four"


def test_levels_within_a_deeper_list_are_deeper_still() -> None:
    body = item("One"), item("Two", number=2), item("Three", number=2, level=1), item("Four")
    assert text(read(*body)) == "- One\n    - Two\n        - Three\n- Four"


def test_a_list_that_stands_by_itself_is_no_level() -> None:
    assert text(read(item("One"), paragraph("Then"), item("Two", number=2))) == "- One\n\nThen\n\n- Two"
    assert text(read(item("One", number=2), item("Two"))).count("    ") == 0


def test_an_item_that_is_moved_to_the_right_by_hand_stays_in_its_list() -> None:
    moved = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:ind w:left="1440"/>'
    assert text(read(item("One"), paragraph("Two", properties=moved), item("Three"))) == "- One\n- Two\n- Three"


INDENT = '<w:ind w:left="360"/>'


def test_a_paragraph_under_the_text_of_an_item_belongs_to_it() -> None:
    goes_on = paragraph("Goes on", properties=INDENT), paragraph(), paragraph("and on", properties=INDENT)
    numbers = numbering(("decimal", "%1.", 360))
    assert text(read(item("One"), *goes_on, item("Two"), paragraph("Then"), lists=numbers)) == (
        "1. One\n\n    Goes on\n\n    and on\n\n2. Two\n\nThen"
    )
    assert text(read(item("One"), goes_on[0], item("Two"))) == "- One\n\n    Goes on\n\n- Two"


def test_a_paragraph_at_the_margin_or_behind_the_last_item_is_none_of_it() -> None:
    assert text(read(item("One"), paragraph("Between"), item("Two"))) == "- One\n\nBetween\n\n- Two"
    assert text(read(item("One"), paragraph("Behind", properties=INDENT))) == "- One\n\n> Behind"


@pytest.mark.parametrize(
    ("kind", "sign", "said"),
    [
        ("lowerLetter", "(%1)", ["lists with letters or Roman numbers have 1, 2, 3 now"]),
        ("upperRoman", "%1.", ["lists with letters or Roman numbers have 1, 2, 3 now"]),
        ("decimal", "Article %1:", ["lists that Word numbers as 1.1 or 'Article 1' have 1, 2, 3 now"]),
        ("decimal", "%1.%2", ["lists that Word numbers as 1.1 or 'Article 1' have 1, 2, 3 now"]),
        ("decimal", "%1)", []),
        ("bullet", "o", []),
    ],
)
def test_signs_of_lists_that_a_website_has_not_are_named(kind: str, sign: str, said: list[str]) -> None:
    draft = read(item("One", level=1), lists=numbering((kind, sign, 360)))
    assert [message.partition(":")[0] for message in looks(draft)] == said


def test_headings_that_word_numbers_are_named() -> None:
    numbered = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    body = paragraph("Dues", style="Heading1", properties=numbered), paragraph("They are low.")
    (said,) = looks(read(*body, lists=numbering(("decimal", "Article %1", 0))))
    assert said.startswith("a heading is numbered by Word")
