"""One form in two tabs: of each field what was written last stands in both, and nothing that was typed is lost."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Dialog, Locator, Page, expect

from .conftest import another_tab, happens

KEEP = "Keep my answers on this device"
GOALS = "What are your goals for your time in the program?"
AT = 2_000_000_000.0
"""A moment that is later than all that a tab has noted, in seconds."""


def keep_switch(page: Page) -> Locator:
    return page.locator(".kit-form-start").get_by_role("switch", name=KEEP)


def fresh_tab(page: Page) -> Page:
    """Another tab, whatever it knows of this one."""
    return another_tab(page, lambda _: True)


@pytest.fixture
def tabs(survey: Page) -> tuple[Page, Page]:
    """Two tabs of one form that keep their answers on the device."""
    keep_switch(survey).click()
    return survey, another_tab(survey, lambda other: keep_switch(other).get_attribute("aria-checked") == "true")


def test_what_each_tab_writes_stands_in_both_and_comes_back(tabs: tuple[Page, Page]) -> None:
    one, two = tabs
    one.get_by_label("Name *").fill("Zoë")
    two.get_by_label("Phone").fill("555 0100")
    two.get_by_label("Non-binary").check()
    for page in (one, two):
        expect(page.get_by_label("Name *")).to_have_value("Zoë")
        expect(page.get_by_label("Phone")).to_have_value("555 0100")
        expect(page.get_by_label("Non-binary")).to_be_checked()
    kept = {"Name *": "Zoë", "Phone": "555 0100"}
    another_tab(one, lambda third: {label: third.get_by_label(label).input_value() for label in kept} == kept)


def test_who_types_is_not_disturbed_by_the_other_tab(tabs: tuple[Page, Page]) -> None:
    one, two = tabs
    goals = one.get_by_label(GOALS)
    goals.fill("to the end")
    goals.press("Home")
    for letter in "From here ":
        goals.press_sequentially(letter)
        two.get_by_label("Phone").press_sequentially("5")
    expect(goals).to_have_value("From here to the end")
    expect(two.get_by_label(GOALS)).to_have_value("From here to the end")
    expect(one.get_by_label("Phone")).to_have_value("5" * 10)


def test_the_last_word_on_a_field_wins_in_both_tabs_without_a_fuss(tabs: tuple[Page, Page]) -> None:
    one, two = tabs
    one.get_by_label("Name *").fill("Zoe")
    expect(two.get_by_label("Name *")).to_have_value("Zoe")
    two.get_by_label("Name *").fill("Zoë Żółć")
    expect(one.get_by_label("Name *")).to_have_value("Zoë Żółć")
    one.get_by_label("Name *").fill("")
    expect(two.get_by_label("Name *")).to_have_value("")
    assert not one.locator(".kit-offer").count() + two.locator(".kit-offer").count()


def test_what_was_typed_at_the_same_time_is_offered_where_it_had_to_yield(tabs: tuple[Page, Page]) -> None:
    one, two = tabs
    offer, clock = one.locator(".kit-offer"), one.context.clock
    clock.install(time=AT)
    clock.pause_at(AT + 60)  # while it stands, no tab notes what is typed, and none hears of it
    one.get_by_label(GOALS).fill("to chair a meeting")
    clock.run_for(10)
    two.get_by_label(GOALS).fill("to write a flyer")
    clock.resume()
    expect(one.get_by_label(GOALS)).to_have_value("to write a flyer")
    expect(offer).to_contain_text("to chair a meeting")
    one.evaluate("location.hash = 'step-answers'")
    row = one.locator(".kit-review > div", has_text="What are your goals")
    expect(row, "it is seen from the last step, too").to_contain_text("to chair a meeting")
    row.get_by_role("link").click()
    offer.get_by_role("button", name="Use this text instead").click()
    expect(one.get_by_label(GOALS)).to_have_value("to chair a meeting")
    expect(two.get_by_label(GOALS)).to_have_value("to chair a meeting")
    expect(one.locator(".kit-offer")).to_have_count(0)


def test_an_empty_tab_joins_one_that_keeps_answers_and_another_persons_form_stays_alone(survey: Page) -> None:
    empty, others = fresh_tab(survey), fresh_tab(survey)
    others.get_by_label("Name *").fill("Ada")
    survey.get_by_label("Name *").fill("Zoë")
    keep_switch(survey).click()
    expect(empty.get_by_label("Name *")).to_have_value("Zoë")
    expect(keep_switch(empty)).to_have_attribute("aria-checked", "true")
    others.wait_for_timeout(400)
    assert others.get_by_label("Name *").input_value() == "Ada"
    assert keep_switch(others).get_attribute("aria-checked") == "false"
    others.reload()
    expect(others.get_by_label("Name *")).to_have_value("Ada")


def test_both_switches_of_a_page_say_the_same(survey: Page) -> None:
    survey.locator(".kit-form-tools").get_by_role("switch", name=KEEP).click()
    expect(keep_switch(survey)).to_have_attribute("aria-checked", "true")
    keep_switch(survey).click()
    expect(survey.locator(".kit-form-tools").get_by_role("switch", name=KEEP)).to_have_attribute(
        "aria-checked", "false"
    )
    expect(survey.locator(".kit-form-start .kit-form-status")).to_have_text(re.compile("no longer kept"))


def leave(page: Page, answer: str) -> list[str]:
    """Closes the page as its reader would; what kind of question was asked."""
    asked: list[str] = []

    def asks(dialog: Dialog) -> None:
        asked.append(dialog.type)
        getattr(dialog, answer)()

    page.once("dialog", asks)
    first = page.context.pages[0]
    page.close(run_before_unload=True)
    assert happens(first, lambda: page.is_closed() or bool(asked)), "it neither closed nor asked"
    return asked


def type_name(page: Page) -> None:
    page.get_by_label("Name *").click()
    page.keyboard.type("Zoë")


def test_leaving_with_answers_that_are_nowhere_else_warns_once(survey: Page) -> None:
    other = fresh_tab(survey)
    type_name(other)
    assert leave(other, "dismiss") == ["beforeunload"]
    expect(other.get_by_label("Name *")).to_have_value("Zoë")
    assert leave(other, "accept") == []


def test_leaving_with_answers_that_are_kept_saved_or_gone_warns_of_nothing(survey: Page) -> None:
    for button in ("Save my answers", "Download as PDF"):
        saved = fresh_tab(survey)
        type_name(saved)
        saved.get_by_label("The best way to reach you").fill("555 0100")
        with saved.expect_download():
            saved.locator(".kit-form-tools").get_by_role("button", name=button).click()
        expect(saved.locator(".kit-form-tools .kit-form-status")).to_contain_text("Zoë")
        assert leave(saved, "dismiss") == [], button
    emptied = fresh_tab(survey)
    type_name(emptied)
    emptied.get_by_label("Name *").fill("")
    assert leave(emptied, "dismiss") == []
    kept = fresh_tab(survey)
    type_name(kept)
    keep_switch(kept).click()
    expect(keep_switch(kept)).to_have_attribute("aria-checked", "true")
    assert leave(kept, "dismiss") == []


SAVE_IN_ONE_BREATH = """() => {
  const name = document.querySelector("[name=name]");
  name.value = "Zoë";
  name.dispatchEvent(new Event("input", {bubbles: true}));
  document.querySelector(".kit-form-tools [data-tool=save]").click();
}"""


def test_answers_saved_the_moment_they_were_typed_count_as_saved_and_later_ones_do_not(survey: Page) -> None:
    other = fresh_tab(survey)
    with other.expect_download():
        other.evaluate(SAVE_IN_ONE_BREATH)
    other.wait_for_timeout(400)  # longer than a page waits before it notes what was typed
    other.get_by_label("Phone").click()
    other.keyboard.press("Tab")  # a page that nobody touched is left without a question
    assert leave(other, "dismiss") == []
    later = fresh_tab(survey)
    type_name(later)
    with later.expect_download():
        later.locator(".kit-form-tools").get_by_role("button", name="Save my answers").click()
    later.get_by_label("Phone").fill("555 0100")
    assert leave(later, "dismiss") == ["beforeunload"]


def test_deleting_spares_the_form_of_another_person_in_another_tab(survey: Page) -> None:
    other = fresh_tab(survey)
    for page, name in ((survey, "Zoë"), (other, "Ada")):
        page.get_by_label("Name *").fill(name)
    survey.on("dialog", lambda dialog: dialog.accept())
    survey.get_by_role("button", name="Delete my answers").click()
    expect(survey.get_by_label("Name *")).to_have_value("")
    other.wait_for_timeout(300)
    expect(other.get_by_label("Name *")).to_have_value("Ada")


def test_deleting_reaches_a_tab_that_shared_its_answers_before_keeping_was_switched_off(
    tabs: tuple[Page, Page],
) -> None:
    one, two = tabs
    one.get_by_label("Name *").fill("Zoë")
    expect(two.get_by_label("Name *")).to_have_value("Zoë")
    keep_switch(one).click()
    expect(keep_switch(two)).to_have_attribute("aria-checked", "false")
    two.reload()
    one.on("dialog", lambda dialog: dialog.accept())
    one.get_by_role("button", name="Delete my answers").click()
    expect(two.get_by_label("Name *")).to_have_value("")
