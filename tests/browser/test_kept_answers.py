"""Answers stay on a device by choice alone, and are gone from it when they are deleted."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, Route, expect

from .conftest import another_tab, happens


def opened_once_more(page: Page, name: str) -> Page:
    """The form in another tab, with what is kept."""
    return another_tab(page, lambda other: other.get_by_label("Name *").input_value() == name)


def keep_switch(page: Page) -> Locator:
    """The one at the end; another stands at the beginning of the form."""
    return page.locator(".kit-form-tools").get_by_role("switch", name="Keep my answers on this device")


def test_answers_stay_on_the_device_by_choice_until_they_are_deleted(survey: Page) -> None:
    switch = keep_switch(survey)
    expect(switch).to_have_attribute("aria-checked", "false")
    expect(survey.locator(f"#{switch.get_attribute('aria-describedby')}")).to_contain_text("others use")
    survey.get_by_label("Name *").fill("Zoë")
    switch.click()
    expect(switch).to_have_attribute("aria-checked", "true")
    other = opened_once_more(survey, "Zoë")
    other.on("dialog", lambda dialog: dialog.accept())
    other.get_by_role("button", name="Delete my answers").click()
    expect(other.get_by_label("Name *")).to_have_value("")
    stored = "JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)])"
    assert "Zoë" not in str(other.evaluate(stored))
    other.reload()
    expect(other.get_by_label("Name *")).to_have_value("")


def test_what_is_deleted_in_one_tab_is_gone_in_the_others_which_do_not_write_it_back(survey: Page) -> None:
    survey.get_by_label("Name *").fill("Zoë")
    keep_switch(survey).click()
    other = opened_once_more(survey, "Zoë")
    other.on("dialog", lambda dialog: dialog.accept())
    survey.get_by_label("Phone").fill("555 0100")
    other.get_by_role("button", name="Delete my answers").click()
    expect(survey.get_by_label("Name *")).to_have_value("")
    expect(keep_switch(survey)).to_have_attribute("aria-checked", "false")
    survey.wait_for_timeout(400)  # longer than a form waits before it remembers what was typed
    survey.close()
    other.reload()
    assert other.get_by_label("Name *").input_value() == ""
    assert "Zoë" not in str(other.evaluate("JSON.stringify([Object.entries(localStorage)])"))


def test_what_is_typed_before_the_scripts_have_come_is_kept_like_all_else(survey: Page) -> None:
    """On a slow line or a busy device a form is there, and typed into, long before what works on it."""
    held: list[Route] = []
    survey.route("**/assets/forms.js", lambda route: held.append(route))
    survey.reload(wait_until="commit")
    survey.get_by_label("Name *").fill("Zoë")
    survey.get_by_label("Non-binary").check()
    assert happens(survey, lambda: bool(held))
    held[0].continue_()
    expect(survey.locator(".kit-form-tools .kit-form-progress")).to_contain_text("2 of 28 questions answered")
    survey.unroute_all()
    survey.reload()
    expect(survey.get_by_label("Name *")).to_have_value("Zoë")
    expect(survey.get_by_label("Non-binary")).to_be_checked()


def test_deleting_asks_first(survey: Page) -> None:
    survey.get_by_label("Name *").fill("Zoë")
    survey.on("dialog", lambda dialog: dialog.dismiss())
    survey.get_by_role("button", name="Delete my answers").click()
    assert survey.get_by_label("Name *").input_value() == "Zoë"


WATCHED = """for (const name of ["setItem", "removeItem"]) {
  const real = Storage.prototype[name];
  window.calls ||= [];
  Storage.prototype[name] = function (key, value) {
    window.calls.push([name, key, value ?? ""]);
    return real.call(this, key, value);
  };
}"""


def test_deleting_writes_over_each_answer_first_and_promises_no_more_than_that(survey: Page) -> None:
    survey.add_init_script(WATCHED)
    survey.reload()
    survey.get_by_label("Name *").fill("Zoë")
    keep_switch(survey).click()
    survey.on("dialog", lambda dialog: dialog.accept())
    survey.evaluate("window.calls.length = 0")
    survey.get_by_role("button", name="Delete my answers").click()
    expect(survey.locator(".kit-form-tools .kit-form-status")).to_contain_text("out of a page’s reach")  # noqa: RUF001
    calls = survey.evaluate("window.calls")
    removed = [key for name, key, _ in calls if name == "removeItem"]
    assert any(key.endswith("\nname") for key in removed)
    for key in removed:
        before = [value for name, other, value in calls if name == "setItem" and other == key]
        assert before and before[-1].strip() == "", key
    assert survey.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
