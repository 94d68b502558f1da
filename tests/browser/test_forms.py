"""Forms as members meet them on the web: filled in, kept, deleted, printed, saved, and taken along as their own PDF."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from generators.collect.answers import Filled, read_saved_answers
from generators.collect.pdf import read_pdf

from .conftest import FORMS, Opener, Site, new_context

LINE = "Zoë Żółć, Nguyễn Thị Ánh (№ {}) \u2013 „Ñandú“"
AREA = "{} \u2013 Œuvre à Łódź:\n" + "một câu trả lời dài, that has to wrap on paper. " * 9 + "\n\nEnd {}."
TYPED = {"email": "zoe{}@local.example", "tel": "+1 555 01{}", "date": "1987-06-05"}


CONTROLS = "all => all.map(e => [e.name, e.type, e.value])"


def controls(page: Page) -> Iterator[tuple[str, str, str, Locator]]:
    """Name, type, and value of each control, all asked at once, and the control itself."""
    every = page.locator("form.kit-form [name]")
    for (name, kind, value), control in zip(every.evaluate_all(CONTROLS), every.all(), strict=True):
        yield name, kind, value, control


def answer(number: int, kind: str, value: str) -> str:
    """What to answer to a control of a ``kind`` with a ``value``."""
    is_choice = kind in ("radio", "checkbox")
    return value if is_choice else (AREA if kind == "textarea" else TYPED.get(kind, LINE)).format(number, number)


def fill_by_hand(page: Page) -> dict[str, str]:
    """Answers every question; of several choices, the last one. What a reader of the answers should find."""
    expected: dict[str, str] = {}
    for number, (name, kind, value, control) in enumerate(controls(page)):
        expected[name] = answer(number, kind, value)
        if kind in ("radio", "checkbox"):
            control.check()
        else:
            control.fill(expected[name])
    return expected


AT_ONCE = """
(all, answers) => all.forEach((e, at) => {
  if (e.type === "radio" || e.type === "checkbox") return e.click();
  e.value = answers[at];
  for (const name of ["input", "change"]) e.dispatchEvent(new Event(name, { bubbles: true }));
})
"""


def fill(page: Page) -> dict[str, str]:
    """The same in one go, for what does not depend on how it was typed."""
    every = page.locator("form.kit-form [name]")
    asked = [(name, kind, value) for name, kind, value in every.evaluate_all(CONTROLS)]
    answers = [answer(number, kind, value) for number, (_, kind, value) in enumerate(asked)]
    every.evaluate_all(AT_ONCE, answers)
    return {name: given for (name, _, _), given in zip(asked, answers, strict=True)}


def values(page: Page) -> list[str]:
    """What each control holds, all asked at once."""
    held = "e => e.type === 'radio' || e.type === 'checkbox' ? String(e.checked) : e.value"
    return [str(value) for value in page.locator("form.kit-form [name]").evaluate_all(f"all => all.map({held})")]


def taken(page: Page, button: str) -> bytes:
    with page.expect_download() as download:
        page.locator(".kit-form-tools").get_by_role("button", name=button, exact=True).click()
    return Path(download.value.path()).read_bytes()


@pytest.mark.parametrize("name", FORMS)
def test_every_answer_comes_back_from_the_pdf_and_from_the_file(visit: Opener, handbook: Site, name: str) -> None:
    page = visit(f"forms/{name}.html", home=handbook.on_disk).page
    expected = fill_by_hand(page)
    for read in (read_pdf(taken(page, "Download as PDF")), read_saved_answers(taken(page, "Save my answers"))):
        assert isinstance(read, Filled)
        assert read.form == name
        assert read.answers == expected


def test_what_was_typed_is_drawn_in_the_pdf_and_nothing_of_it_is_cut(survey: Page) -> None:
    expected = fill(survey)
    with pypdfium2.PdfDocument(taken(survey, "Download as PDF")) as document:
        document.init_forms()
        for page in document:
            page.flatten()
        text = "".join("".join(page.get_textpage().get_text_range().split()) for page in document)
    areas = [answer for answer in expected.values() if "wrap on paper" in answer]
    assert areas
    for answer in areas:
        begin, *_, end = answer.splitlines()
        assert "".join(begin.split()) in text and "".join(end.split()) in text
    sentence = "thathastowraponpaper."  # what does not fit goes on at the end, "Continued from page 1"
    assert text.count(sentence) == sum("".join(answer.split()).count(sentence) for answer in areas)


def test_a_reload_keeps_the_answers_of_this_tab_and_another_tab_has_none(survey: Page) -> None:
    fill(survey)
    before = values(survey)
    survey.reload()
    assert values(survey) == before
    other = survey.context.new_page()
    other.goto(survey.url)
    assert not any(value not in ("", "false") for value in values(other))


def open_answers(page: Page, content: str, folder: Path, said: str | re.Pattern[str]) -> None:
    """Opens a file of saved answers, until the page has said so; it may have said something else before."""
    file = folder / "answers.json"
    file.write_text(content, encoding="utf-8")
    with page.expect_file_chooser() as chooser:
        page.locator(".kit-form-tools").get_by_role("button", name="Open saved answers").click()
    chooser.value.set_files(file)
    expect(page.locator(".kit-form-tools .kit-form-status")).to_have_text(said)


def test_saved_answers_are_opened_again(survey: Page, tmp_path: Path) -> None:
    fill(survey)
    before, saved = values(survey), taken(survey, "Save my answers").decode()
    survey.evaluate("sessionStorage.clear()")
    fresh = survey.context.new_page()
    fresh.goto(survey.url)
    open_answers(fresh, saved, tmp_path, f"Opened: {len(json.loads(saved)['answers'])} answers.")
    assert values(fresh) == before


def test_one_answer_is_opened_as_one(survey: Page, tmp_path: Path) -> None:
    survey.get_by_label("Name *").fill("Zoë")
    saved = taken(survey, "Save my answers").decode()
    open_answers(survey, saved, tmp_path, "Opened: 1 answer.")


def test_a_file_of_something_else_changes_nothing(survey: Page, tmp_path: Path) -> None:
    survey.get_by_label("Name *").fill("Zoë")
    open_answers(survey, '{"format": "something else", "version": 1}', tmp_path, re.compile("no saved answers"))
    assert survey.get_by_label("Name *").input_value() == "Zoë"


def test_hostile_saved_answers_are_letters(survey: Page, tmp_path: Path) -> None:
    hostile = {"name": "<img src=x onerror=alert(1)>", "__proto__": {"name": "x"}, "gender": ["male"], "goals": 7}
    saved = {"format": "mentoring-kit-answers", "version": 1, "form": "mentee-survey", "answers": hostile}
    open_answers(survey, json.dumps(saved), tmp_path, re.compile("^Opened: 1 answer. 3 answers have no place"))
    assert survey.get_by_label("Name *").input_value() == hostile["name"]
    assert survey.locator("form img").count() == 0


def test_enter_sends_nothing_and_leads_nowhere(survey: Page) -> None:
    address = survey.url
    survey.get_by_label("Name *").fill("Zoë")
    survey.get_by_label("Name *").press("Enter")
    survey.wait_for_timeout(200)
    assert survey.url == address
    assert survey.get_by_label("Name *").input_value() == "Zoë"


def test_no_script_can_send_anything_not_even_to_the_forms_own_site(browser: Browser, site: Site) -> None:
    with new_context(browser) as context:
        page = context.new_page()
        page.goto(f"{site.address}forms/visit-notes.html")
        with page.expect_console_message() as said:
            assert page.evaluate("fetch(location.href).then(() => 'sent', () => 'refused')") == "refused"
        assert "Content Security Policy" in said.value.text


def test_paper_shows_whole_answers(survey: Page) -> None:
    expected = fill(survey)
    survey.emulate_media(media="print")
    expect(survey.locator(".kit-form-tools")).to_be_hidden()
    shown = survey.locator(".kit-printed:visible").all_inner_texts()
    assert {text.rstrip() for text in expected.values() if "wrap on paper" in text} <= {text.rstrip() for text in shown}


@pytest.mark.parametrize("name", FORMS)
def test_an_empty_form_prints_without_an_empty_page_and_with_lines_to_write_on(
    visit: Opener, handbook: Site, name: str
) -> None:
    page = visit(f"forms/{name}.html", home=handbook.on_disk).page
    footer = 40  # characters at the most
    with pypdfium2.PdfDocument(page.pdf(format="Letter")) as printed:
        assert not [number for number, sheet in enumerate(printed) if sheet.get_textpage().count_chars() <= footer]
    page.emulate_media(media="print")
    for area in page.locator("textarea").all():
        assert area.evaluate("e => getComputedStyle(e).printColorAdjust") == "exact", "else browsers leave lines out"
        assert area.evaluate("e => getComputedStyle(e).resize") == "none"
        rows = int(str(area.get_attribute("rows")))
        assert area.evaluate("e => e.offsetHeight") == pytest.approx(rows * 8 / 25.4 * 96, abs=1)


def test_questions_side_by_side_begin_at_one_height_and_their_lines_stand_at_another(
    visit: Opener, handbook: Site
) -> None:
    page = visit("forms/planning-worksheet.html", home=handbook.on_disk).page
    row = page.locator(".kit-row", has=page.locator(".kit-field--signature")).first
    tops = row.locator("label").evaluate_all("all => all.map(e => e.getBoundingClientRect().top)")
    ends = row.locator("input").evaluate_all("all => all.map(e => e.getBoundingClientRect().bottom)")
    assert len(set(tops)) == len(set(ends)) == 1


def test_without_scripts_the_form_is_there_and_the_buttons_are_not(visit: Opener, handbook: Site) -> None:
    page = visit("forms/mentee-survey.html", home=handbook.on_disk, java_script_enabled=False).page
    page.get_by_label("Name *").fill("Zoë")
    page.get_by_label("Name *").press("Enter")
    assert "?" not in page.url
    assert not page.locator(".kit-form-tools").is_visible()


def test_no_form_scrolls_sideways_on_a_small_phone(visit: Opener, handbook: Site) -> None:
    page = visit("forms/index.html", home=handbook.on_disk, viewport={"width": 320, "height": 700}).page
    for name in FORMS:
        page.goto(f"{handbook.on_disk}forms/{name}.html")
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, name


LOOKS = """
window.looks = [];
window.requestAnimationFrame = () => 0; // on a busy computer, a frame may come between two scripts
for (const [owner, name] of [[window, "getComputedStyle"], [CSSStyleSheet.prototype, "replaceSync"]]) {
  const own = owner[name];
  owner[name] = function (...all) {
    window.looks.push(name);
    return own.apply(this, all);
  };
}
for (const name of ["scrollHeight", "clientHeight"]) {
  const { get } = Object.getOwnPropertyDescriptor(Element.prototype, name);
  const seen = function () {
    window.looks.push(name);
    return get.call(this);
  };
  Object.defineProperty(Element.prototype, name, { get: seen });
}
document.addEventListener("DOMContentLoaded", () => (window.begun = [...window.looks]));
"""
"""Notes what has a browser make styles or a layout at once, with all that a script has changed up to then."""


def test_a_form_begins_without_having_the_page_laid_out_again_and_again(visit: Opener, handbook: Site) -> None:
    """Once for its letters, once for its name on paper: each takes a phone as long as the rest of the script."""
    page = visit(home=handbook.on_disk).page
    page.add_init_script(LOOKS)
    page.goto(f"{handbook.on_disk}forms/mentee-survey.html")
    assert sorted(page.evaluate("begun")) == ["getComputedStyle", "replaceSync"]
