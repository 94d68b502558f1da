"""What stands in an OpenDocument text beside its paragraphs comes along: boxes, fields, tables in tables, ruby."""

from __future__ import annotations

import pytest
from word_samples import zipped

from generators.importing.draft import Destination, Draft
from generators.importing.open_documents import read_open_document

OASIS = "urn:oasis:names:tc:opendocument:xmlns"
SPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "office": f"{OASIS}:office:1.0",
        "text": f"{OASIS}:text:1.0",
        "table": f"{OASIS}:table:1.0",
        "draw": f"{OASIS}:drawing:1.0",
        "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
        "field": "urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0",
    }.items()
)
FACES = "<office:font-face-decls/>"
STYLES = "<office:styles/><office:automatic-styles/><office:master-styles/>"
OLD = "vnd.oasis.opendocument.field"


def read(*body: str) -> Draft:
    """The draft of a text with one chapter, no word of which is lost."""
    text = f'<text:h text:outline-level="1">Card</text:h>{"".join(body)}'
    head = f"<office:document-content {SPACES}>{FACES}<office:automatic-styles/>"
    content = f"{head}<office:body><office:text>{text}</office:text></office:body>"
    parts = {
        "mimetype": b"application/vnd.oasis.opendocument.text",
        "content.xml": f"{content}</office:document-content>".encode(),
        "styles.xml": f"<office:document-styles {SPACES}>{FACES}{STYLES}</office:document-styles>".encode(),
    }
    draft = read_open_document("c.odt", zipped(parts), Destination())
    assert draft.words_kept == draft.words_in
    return draft


def text(*body: str) -> str:
    draft = read(*body)
    (page,) = [file for file in draft.files if file.path.name == "card.md"]
    return page.data.decode().split("# Card\n\n")[1].rstrip()


def line(*inside: str) -> str:
    return f"<text:p>{''.join(inside)}</text:p>"


def control(about: str, shown: str, *entries: str) -> str:
    listed = "".join(f'<loext:list-item loext:display-text="{one}" loext:value="{one}"/>' for one in entries)
    return f"<loext:content-control {about}>{listed}{shown}</loext:content-control>"


PROMPT = 'loext:showing-place-holder="true"'


def test_boxes_of_a_group_stand_behind_their_paragraph() -> None:
    shapes = "".join(f"<draw:custom-shape>{line(one)}</draw:custom-shape>" for one in ("First", "Second"))
    assert text(line("Before", f"<draw:g>{shapes}</draw:g>", " after"), line("Then")) == (
        "Before after\n\nFirst\n\nSecond\n\nThen"
    )
    box = f"<draw:frame><draw:text-box>{line('In a box')}</draw:text-box></draw:frame>"
    assert text(line("Before", box, " after")) == "Before after\n\nIn a box"


def test_a_table_in_a_table_is_lines_of_its_cell() -> None:
    def table(*cells: str) -> str:
        row = "".join(f"<table:table-cell>{one}</table:table-cell>" for one in cells)
        return f"<table:table><table:table-row>{row}</table:table-row></table:table>"

    inner = table(line("Ann"), line("day"))
    assert "| Who | Ann day |" in text(table(line("Who"), inner))


@pytest.mark.parametrize(
    ("drawn", "lines"),
    [
        (("Shift: ", control(PROMPT, "Choose.", "Day", "Night")), "Shift:\n( ) Day\n( ) Night"),
        (("Start: ", control(f'{PROMPT} loext:date="true"', "Tap here.")), "Start: ____ {type=date}"),
        (("Name: ", control(PROMPT, "Tap here.")), "Name: ____"),
        ((control('loext:checkbox="true"', "☐"), " I will come"), "Card:\n[ ] I will come"),
        ((f'<field:fieldmark field:type="{OLD}.FORMCHECKBOX"/>', " I will come"), "Card:\n[ ] I will come"),
        (
            ("Name: ", f'<field:fieldmark-start field:type="{OLD}.FORMTEXT"/>', "\u2002", "<field:fieldmark-end/>"),
            "Name: ____",
        ),
    ],
)
def test_fields_of_forms_are_fields(drawn: tuple[str, ...], lines: str) -> None:
    shop = line("Shop: ____"), line("Town: ____")
    assert text(line(*drawn), *shop).replace("\n\nShop", "\nShop") == f"{lines}\nShop: ____\nTown: ____"


@pytest.mark.parametrize(
    "shown",
    [
        control("", "on Mill Street"),
        "<text:user-field-get>on Mill Street</text:user-field-get>",
        "<text:text-input>on Mill Street</text:text-input>",
    ],
)
def test_what_is_filled_in_and_what_fields_show_is_text(shown: str) -> None:
    assert text(line("The hall ", shown, " is open.")) == "The hall on Mill Street is open."


def test_how_a_word_is_read_stands_behind_it() -> None:
    ruby = "<text:ruby><text:ruby-base>漢字</text:ruby-base><text:ruby-text>kana</text:ruby-text></text:ruby>"
    assert text(line(ruby)) == "漢字 (kana)"
