"""A passage that the base has locked reaches every local's readers as it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from sample import complaints, read, resolved, write_kit, write_pack

BASE = """\
# Rules

<!-- example: intro -->
Welcome.
<!-- /example -->

<!-- locked: conduct -->
No harassment. Tell {{ local.name }}.
<!-- /locked -->

<!-- slot: more --><!-- /slot -->
"""
LOCKED = "<!-- locked: conduct -->\nNo harassment. Tell {{ local.name }}.\n<!-- /locked -->\n"


@pytest.fixture
def kit(tmp_path: Path) -> Path:
    return write_kit(tmp_path, {"content/rules.md": BASE, "slides/talk.md": f"---\ntitle: T\n---\n# A\n{LOCKED}"})


def wrong(kit: Path, files: dict[str, str | bytes]) -> list[str]:
    write_pack(kit, files)
    handbook, local, problems = read(kit)
    resolved(handbook, local, problems)
    return [line.removeprefix("overrides/locals/acme/") for line in complaints(problems) if "warning" not in line]


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"content/rules.md": f"# Ours\n\n{LOCKED}\nAnd more."},
        {"content/rules.md": f"# Ours\n\n> Quoted:\n\n{LOCKED.replace(' Tell', '   ' + chr(10) + 'Tell')}"},
        {"content/rules.md": f"{LOCKED.replace('No', 'Some')}\n{LOCKED}"},
        {"examples/intro.md": "Our own words.", "slots/more.md": "More."},
        {"content/rules.md": f"<!-- slide: a -->\n{LOCKED}<!-- /slide -->\n"},
    ],
    ids=["nothing", "own page", "other lines", "twice", "passages beside it", "inside a slide"],
)
def test_a_local_may_change_all_round_a_locked_passage(kit: Path, files: dict[str, str | bytes]) -> None:
    assert wrong(kit, files) == []


def test_a_page_may_not_drop_it(kit: Path) -> None:
    assert wrong(kit, {"content/rules.md": "# Ours"}) == [
        "content/rules.md:1: this page drops the locked passage 'conduct'"
        " (copy the passage, marks and all, from content/rules.md:7)"
    ]


@pytest.mark.parametrize(
    "change", [("No", "Some"), ("{{ local.name }}", "nobody"), ("harassment.", "harassment. Not.")]
)
def test_a_page_may_not_change_it(kit: Path, change: tuple[str, str]) -> None:
    assert wrong(kit, {"content/rules.md": f"# Ours\n{LOCKED.replace(*change)}"}) == [
        "content/rules.md:2: the locked passage 'conduct' is changed here (copy it unchanged from content/rules.md:7)"
    ]


@pytest.mark.parametrize(
    "around",
    ["```\n{}```\n", "~~~\n{}~~~\n", "<!--\n{}-->\n", "<!-- {}-->\n"],
    ids=["fence", "tildes", "comment", "comment on its line"],
)
def test_a_page_may_not_show_it_as_code_or_comment_it_out(kit: Path, around: str) -> None:
    said = wrong(kit, {"content/rules.md": "# Ours\n" + around.format(LOCKED)})
    assert any("this page drops the locked passage 'conduct'" in line for line in said)


def test_a_page_may_not_put_it_into_notes(kit: Path) -> None:
    assert wrong(kit, {"content/rules.md": f"# Ours\n<!-- notes -->\n{LOCKED}<!-- /notes -->"}) == [
        "content/rules.md:3: the locked passage 'conduct' stands in notes here, where no reader sees it"
        " (end the notes above it)"
    ]


def test_a_passage_may_not_swallow_it(kit: Path) -> None:
    said = wrong(kit, {"examples/intro.md": "<!-- notes -->"})
    assert any(line.startswith("examples/intro.md:1: '<!-- notes -->' is never closed") for line in said)


def test_a_page_may_not_hold_it_in_an_example_that_the_pack_replaces(kit: Path) -> None:
    files: dict[str, str | bytes] = {
        "content/rules.md": f"<!-- example: intro -->\n{LOCKED}<!-- /example -->\n",
        "examples/intro.md": "Anything goes.",
    }
    assert wrong(kit, files) == [
        "examples/intro.md:1: 'example: intro' and the locked passage 'conduct' hold one another,"
        " so no local can replace it (take the file out of the pack)"
    ]


@pytest.mark.parametrize("text", ["", "Anything goes."])
def test_an_example_inside_of_it_may_not_be_replaced(tmp_path: Path, text: str) -> None:
    inside = "<!-- locked: conduct -->\n<!-- example: intro -->\na\n<!-- /example -->\n<!-- /locked -->\n"
    kit = write_kit(tmp_path, {"content/rules.md": inside})
    (said,) = wrong(kit, {"examples/intro.md": text})
    assert said.startswith("examples/intro.md:1: 'example: intro' and the locked passage 'conduct' hold one another")


def test_an_example_around_it_may_be_replaced_by_one_that_keeps_it(tmp_path: Path) -> None:
    kit = write_kit(tmp_path, {"content/rules.md": f"<!-- example: intro -->\n{LOCKED}<!-- /example -->\n"})
    assert wrong(kit, {"examples/intro.md": f"Ours.\n\n{LOCKED}"}) == []
    assert len(wrong(kit, {"examples/intro.md": "Ours."})) == 1


def test_a_deck_may_not_drop_it(kit: Path) -> None:
    (said,) = wrong(kit, {"slides/talk.md": "---\ntitle: T\n---\n# A\n"})
    assert said.startswith("slides/talk.md:1: this page drops the locked passage 'conduct'")


def test_each_of_two_passages_of_one_name_is_held(tmp_path: Path) -> None:
    two = LOCKED + LOCKED.replace("No", "Never any")
    kit = write_kit(tmp_path, {"content/rules.md": two})
    assert wrong(kit, {"content/rules.md": two}) == []
    assert len(wrong(kit, {"content/rules.md": LOCKED})) == 1


def test_a_change_is_told_as_such_when_the_pack_replaces_an_example_beside_it(kit: Path) -> None:
    changed = LOCKED.replace("No", "Some")
    for text in (
        f"<!-- example: intro -->\n<!-- /example -->\n{changed}",
        f"{changed}<!-- example: intro -->\n<!-- /example -->\n",
    ):
        (said,) = wrong(kit, {"content/rules.md": text, "examples/intro.md": "Ours."})
        assert "the locked passage 'conduct' is changed here" in said
