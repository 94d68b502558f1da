"""A locked passage is seen on the page, the form, and the slides that it belongs to; what was made is read for that.

What hides a passage in a browser is tried in ``tests/browser/test_locked_passages.py``.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from sample import complaints, read, resolved, write_kit, write_pack

from generators.checking.kit import check
from generators.model.problems import Problems

LOCKED = "<!-- locked: conduct -->\nNo harassment, says {{ local.name }}.\n<!-- /locked -->"
SLIDE = "<!-- slide: promise -->\n\n## Our promise\n\n{}\n\n<!-- /slide -->\n"
FORM = f"---\nform: true\naudience: [mentee]\nprivacy: Nobody.\n---\n# Form\n\n{LOCKED}\n\nName: ____\n"
SETTINGS = "site_name: S\ndocs_dir: content\nmarkdown_extensions: [attr_list, md_in_html, admonition, kit_fields]\n"


def deck(body: str) -> str:
    return f"---\ntitle: Talk\naudience: [mentee]\n---\n# Talk\n\n{body}\n"


@pytest.fixture
def kit(tmp_path: Path) -> Path:
    return write_kit(
        tmp_path,
        {
            "mkdocs.yml": SETTINGS,
            "content/rules.md": f"# Rules\n\n<!-- example: before --><!-- /example -->\n\n{SLIDE.format(LOCKED)}\n"
            "<!-- slot: after --><!-- /slot -->\n",
            "content/forms/form.md": FORM,
            "slides/talk.md": deck("<!-- use: rules.md#promise -->"),
            "slides/own.md": deck(f"## Slide\n\n{LOCKED}"),
        },
    )


def unseen(kit: Path, files: dict[str, str | bytes]) -> list[str]:
    """The places and messages of what no reader would see, without their cures."""
    write_pack(kit, files)
    handbook, local, problems = read(kit)
    made = resolved(handbook, local, problems)
    assert not problems.errors, complaints(problems)
    found = Problems()
    check(made, found)
    return [
        f"{one.place.file.removeprefix('overrides/locals/acme/')}:{one.place.line}: {one.message}"
        for one in found.found
        if one.code == "locked-passage-unseen"
    ]


def test_the_base_and_an_honest_pack_show_what_is_locked(kit: Path) -> None:
    files: dict[str, str | bytes] = {
        "content/rules.md": f"# Ours\n\n{SLIDE.format(LOCKED)}",
        "content/forms/form.md": FORM.replace("Name", "Whoever"),
        "slides/own.md": deck(f"## Ours\n\n- One\n\n{LOCKED}"),
    }
    assert unseen(kit, {}) == []
    assert (
        unseen(
            kit, files | {"content/rules.md": f"# Ours\n\n<!-- slide: promise -->\n## A\n{LOCKED}\n<!-- /slide -->\n"}
        )
        == []
    )


def test_what_a_pack_puts_round_it_may_not_hide_it(kit: Path) -> None:
    assert unseen(kit, {"examples/before.md": "<details>", "slots/after.md": "</details>"}) == [
        "content/rules.md:10: the locked passage 'conduct' stands in a box that is closed at first,"
        " so not every reader would see it"
    ]


@pytest.mark.parametrize("margin", ["> {}", "!!! note\n\n    {}", "- One\n\n    {}", "> - One\n>\n>     {}"])
def test_it_may_stand_in_a_quote_a_box_or_a_list(kit: Path, margin: str) -> None:
    first, _, last = margin.rpartition("\n")
    passage = "\n".join(last.replace("{}", line) for line in LOCKED.split("\n"))
    text = f"# Ours\n\n{first}\n{passage}\n\n<!-- slide: promise -->\n## A\n\n{LOCKED}\n<!-- /slide -->\n"
    assert unseen(kit, {"content/rules.md": text}) == []
    own = text.replace(f"## A\n\n{LOCKED}", "## A\n\nWords.")
    assert unseen(kit, {"content/rules.md": own}) == [
        "slides/talk.md:1: no slide shows the locked passage 'conduct' as it is"
    ]


def test_words_that_stand_elsewhere_on_the_page_are_seen(kit: Path) -> None:
    text = f"<div><del>\n\n{LOCKED}\n\n</del></div>"
    assert unseen(kit, {"content/rules.md": f"# Ours\n\n{text}\n\n{SLIDE.format(LOCKED)}"}) == []


def test_a_page_with_it_stays_in_the_menu(kit: Path) -> None:
    assert unseen(kit, {"local.yml": "name: Local 104\nsite:\n  hide: [rules.md]\n"}) == [
        "local.yml:3: 'site.hide' names 'rules.md', which holds the locked passage 'conduct'"
    ]


def test_slides_that_are_to_show_it_do_so_and_not_in_the_notes(kit: Path) -> None:
    said = (
        f"## Ours\n\nWords.\n\n<!-- notes -->\n{LOCKED.partition(chr(10))[2].partition(chr(10))[0]}\n<!-- /notes -->\n"
    )
    rules = f"# Ours\n\n<!-- slide: promise -->\n{said}<!-- /slide -->\n\n{LOCKED}\n"
    assert unseen(kit, {"content/rules.md": rules}) == [
        "slides/talk.md:1: no slide shows the locked passage 'conduct' as it is"
    ]


@pytest.mark.parametrize("body", ["<svg><text>{}</text></svg>", "<del>{}</del>", "<template>{}</template>"])
def test_a_slide_may_not_hide_it(kit: Path, body: str) -> None:
    opening, closing = body.split("{}")
    assert unseen(
        kit, {"slides/own.md": deck(f"## Ours\n\nWords.\n\n<div>{opening}\n\n{LOCKED}\n\n{closing}</div>")}
    ) == ["slides/own.md:1: no slide shows the locked passage 'conduct' as it is"]


def test_a_layout_that_has_no_room_for_it_does_not_swallow_it(kit: Path) -> None:
    text = f"## Ours {{layout=comparison}}\n\n{LOCKED}\n\n### One\n\nA\n\n### Two\n\nB"
    assert unseen(kit, {"slides/own.md": deck(text)}) == [
        "slides/own.md:1: no slide shows the locked passage 'conduct' as it is"
    ]


def test_a_workshop_of_the_locals_own_need_not_take_it(kit: Path) -> None:
    assert unseen(kit, {"slides/talk.md": deck("## Ours\n\nWords.")}) == []
