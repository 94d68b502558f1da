"""Form syntax on a web page: native, labeled controls, and nothing where there is no form."""

from __future__ import annotations

from pathlib import Path

import lxml.html
import markdown
import pytest
from form_samples import form

from generators.forms.extension import FieldsExtension, language_mark


def html(text: str, **options: object) -> str:
    return markdown.markdown(text, extensions=["attr_list", "tables", "fenced_code", FieldsExtension(**options)])


def whole_tree(text: str, **options: object) -> lxml.html.HtmlElement:
    return lxml.html.fragment_fromstring(html(text, **options), create_parent="main")


def tree(text: str) -> lxml.html.HtmlElement:
    """The page without the tools of its form."""
    page = whole_tree(text)
    for tools in page.xpath("//section[contains(@class, 'kit-screen-only')]"):
        tools.drop_tree()
    return page


def test_a_line_is_a_labeled_input() -> None:
    (control,) = tree("Name: ____ {required max=80}").xpath("//input")
    assert dict(control.attrib) == {
        "type": "text", "class": "kit-input", "id": "field-name", "name": "name", "maxlength": "80", "required": "",
        "autocomplete": "name",
    }  # fmt: skip
    assert tree("Name: ____").xpath("//label[@for='field-name']/text()") == ["Name"]


def test_the_mark_of_a_required_answer_is_explained_where_there_is_one() -> None:
    note = "Questions marked with * need an answer."
    assert note in html("# Survey\n\nName: ____ {required}\n\nMore\n____\n____")
    assert note not in html("# Survey\n\nName: ____")


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("email", ("email", "email")), ("tel", ("tel", "tel")), ("date", ("text", None)), ("number", ("text", "decimal"))],
)
def test_phones_show_the_right_keyboard(kind: str, expected: tuple[str, str | None]) -> None:
    (control,) = tree(f"Answer: ____ {{type={kind}}}").xpath("//input")
    assert (control.get("type"), control.get("inputmode")) == expected


def test_help_is_read_out_with_its_control() -> None:
    page = tree('Goals {optional="you may not know yet"}\n*Two are enough.*\n____\n____')
    (area,) = page.xpath("//textarea")
    (help_text,) = page.xpath(f"//*[@id='{area.get('aria-describedby')}']")
    assert help_text.text == "Two are enough. Optional: you may not know yet"
    assert area.get("rows") == "2"


@pytest.mark.parametrize(
    "last",
    [
        "Name: ____",
        "Name: ____   Phone: ____",
        "Go on?\n( ) No   ( ) Yes",
        "| A |\n|---|\n| ____ |",
        "<!-- page break -->",
    ],
)
def test_what_stands_last_on_a_page_is_no_paragraph(last: str) -> None:
    assert "<p><" not in html(f"# Survey\n\nE-mail: ____\n\n{last}").partition('<section class="kit-form-tools')[0]


@pytest.mark.parametrize("options", ["( ) No   ( ) Yes", "[ ] No\n[ ] Yes"])
def test_choices_are_a_group_with_the_question_as_its_legend(options: str) -> None:
    (group,) = tree(f"Would you?\n{options}").xpath("//fieldset")
    assert group.xpath("./legend/text()") == ["Would you?"]
    for control in group.xpath(".//input"):
        assert group.xpath(f".//label[@for='{control.get('id')}']")


def test_ticks_have_names_of_their_own_and_choices_share_one() -> None:
    assert tree("Would you?\n( ) No   ( ) Yes").xpath("//input/@name") == ["would-you", "would-you"]
    assert tree("Would you?\n[ ] No\n[ ] Other: ____").xpath("//input/@name") == [
        "would-you-no", "would-you-other", "would-you-other-text"
    ]  # fmt: skip


def test_the_ends_of_a_scale_are_seen_and_heard() -> None:
    page = tree('How helpful? {low="Not at all" high="Extremely"}\n(1) (2) (3)')
    assert page.xpath("//*[@class='kit-scale-end']/text()") == ["Not at all", "Extremely"]
    assert [label.text_content() for label in page.xpath("//label")] == ["1, Not at all", "2", "3, Extremely"]


def test_a_scale_that_falls_names_its_sides_the_other_way_round() -> None:
    page = tree('How helpful? {low="Not at all" high="Extremely"}\n(3) (2) (1)')
    assert page.xpath("//*[@class='kit-scale-end']/text()") == ["Extremely", "Not at all"]


def test_a_table_names_every_control_by_row_and_column() -> None:
    page = tree("| | Phone |\n| --- | --- |\n| Mentor | ____ |")
    assert page.xpath("//input/@aria-label") == ["Phone, Mentor"]
    assert page.xpath("//th[@scope='row']/text()") == ["Mentor"]


def test_a_cell_that_labels_nothing_is_no_header() -> None:
    page = tree("| | Phone |\n| --- | --- |\n| Mentor | ____ |\n| | ____ |")
    assert [head.text for head in page.xpath("//th")] == ["Phone", "Mentor"]
    assert {len(row) for row in page.xpath("//tr")} == {2}


def test_that_a_group_needs_an_answer_is_heard() -> None:
    (legend,) = tree("Would you? {required}\n( ) No   ( ) Yes").xpath("//legend")
    assert legend.text_content() == "Would you? * (required)"


def test_a_second_person_is_not_filled_in_like_the_first() -> None:
    page = tree("My e-mail: ____ {type=email}\nMy partner's e-mail: ____ {type=email}")
    assert page.xpath("//input/@autocomplete") == ["email", "section-my-partners-e-mail email"]


def test_one_form_holds_all_that_follows_the_title_and_sends_nothing() -> None:
    page = tree("# Survey\n\nHello.\n\nName: ____\n\nBye.")
    (form,) = page.xpath("./form")
    assert [child.tag for child in page] == ["h1", "form"]
    assert form.get("method") == "dialog"
    assert form.get("action") is None
    assert len(form.xpath(".//p")) == 2


def test_the_form_knows_the_edition_that_the_pdf_knows() -> None:
    text = "Name: ____\n\nPhone: ____   E-mail: ____"
    (form_element,) = tree(text).xpath("./form")
    assert form_element.get("data-edition") == form(text).edition


def test_the_buttons_are_hidden_until_a_script_works_them_and_speak_the_language() -> None:
    start, tools = whole_tree("Nombre: ____", language="es-MX").xpath("//section")
    for section, buttons in ((start, 3), (tools, 6)):
        assert section.get("hidden") is not None
        assert [button.get("type") for button in section.xpath(".//button")] == ["button"] * buttons
        (keep,) = section.xpath(".//button[@role='switch']")
        assert keep.get("aria-checked") == "false", "keeping answers is a choice, off by default"
    assert "No se envía nada" in start.text_content()
    assert "Borrar mis respuestas" in tools.text_content()


def test_buttons_that_speak_another_language_than_their_page_say_so() -> None:
    for section in whole_tree("الاسم: ____", language="ar").xpath("//section"):
        assert (section.get("lang"), section.get("dir")) == ("en", "ltr")
    for section in whole_tree("Nombre: ____", language="es").xpath("//section"):
        assert section.get("lang") is None


def test_headings_keep_their_names_in_the_table_of_contents() -> None:
    converter = markdown.Markdown(extensions=["toc", FieldsExtension()])
    assert converter.convert("# Survey\n\n## About you\n\nName: ____").count("<form") == 1
    (title,) = converter.toc_tokens  # type: ignore[attr-defined]
    assert [child["name"] for child in title["children"]] == ["About you"]


def test_minutes_of_an_agenda_are_an_attribute_of_the_heading() -> None:
    (heading,) = tree("Name: ____\n\n## Talk {minutes=10}").xpath("//h2")
    assert (heading.text, heading.get("data-minutes")) == ("Talk", "10")
    (heading,) = tree("Name: ____\n\n## Talk {#chat minutes=10}").xpath("//h2")
    assert (heading.text, heading.get("id"), heading.get("data-minutes")) == ("Talk", "chat", "10")


def test_hostile_labels_and_hints_are_letters() -> None:
    text = 'A <b onclick=x>"&lt;script&gt;"</b>: ____ {hint="<img src=x onerror=y>"}\nWhich?\n( ) <i>x</i>\n( ) "y'
    page = tree(text)
    assert not page.xpath("//script | //img | //b | //i")
    assert not page.xpath("//@onclick | //@onerror")


def test_no_control_carries_a_style_or_a_script_of_its_own() -> None:
    page = tree("Signature: ________ {type=signature}   Date: ____ {type=date}")
    assert not page.xpath("//@style") and not page.xpath("//script")
    assert page.xpath("//div[contains(@class, 'kit-width-8')]")


def test_words_follow_the_language() -> None:
    assert "Opcional: sí" in html('Género: ____ {optional="sí"}', language="es")


def test_a_page_may_say_its_language_itself() -> None:
    converter = markdown.Markdown(extensions=[FieldsExtension()])
    assert "Borrar mis respuestas" in converter.convert(f"{language_mark('es')}\n\nNombre: ____")
    assert "Delete my answers" in converter.reset().convert("Name: ____")


@pytest.mark.parametrize(
    "text",
    [
        "Plain text.\n\n- [ ] a task\n- [x] done\n\n(1) first (2) second\n\n___\n\nsnake__case__name and call( )",
        "```\nName: ____\n( ) No   ( ) Yes\n```",
        "    Name: ____\n",
        "Fill the ____ with a word, please.",
        "Text.\n\n____\n\nMore.",
        "| a | b |\n| --- | --- |\n| c | d |",
    ],
)
def test_a_page_without_fields_stays_as_it_is(text: str) -> None:
    assert html(text) == markdown.markdown(text, extensions=["attr_list", "tables", "fenced_code"])


def test_fields_of_one_page_do_not_leak_into_the_next() -> None:
    converter = markdown.Markdown(extensions=[FieldsExtension()])
    assert "<form" in converter.convert("Name: ____")
    assert "<form" not in converter.reset().convert("Plain.")


def test_every_handbook_page_without_a_form_is_unchanged(root: Path) -> None:
    for file in sorted((root / "content" / "handbook").glob("*.md")):
        text = file.read_text(encoding="utf-8")
        assert html(text) == markdown.markdown(text, extensions=["attr_list", "tables", "fenced_code"])
