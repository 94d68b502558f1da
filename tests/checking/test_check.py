"""A kit is looked at as a whole before it is written: dead links, pictures without words, times that do not add up."""

from __future__ import annotations

from pathlib import Path

import pytest
from sample import MKDOCS, complaints, read, resolved, write_kit, write_pack

from generators.checking.kit import check
from generators.model.problems import Problems
from generators.reading.source import read_handbook

KIT = MKDOCS
"""The settings of a kit whose site is in the kit's own theme."""


def said(root: Path, files: dict[str, str | bytes]) -> list[str]:
    """What is wrong with the kit of ``files``, its pages below ``content/``."""
    problems = Problems()
    settings = MKDOCS.replace("admonition]", "admonition, kit_fields]")
    handbook = read_handbook(write_kit(root, {"mkdocs.yml": settings, **files}), problems)
    kit = resolved(handbook, handbook.defaults, problems)
    check(kit, problems)
    return [line.removeprefix("content/") for line in complaints(problems)]


def of_page(root: Path, text: str) -> list[str]:
    """What is wrong with a page ``handbook/a.md`` of a title and ``text``, which begins on line 3."""
    others = {
        "mkdocs.yml": KIT.replace("md_in_html, admonition]", "admonition, kit_fields]"),
        "content/handbook/kinds.md": "# Six kinds\n\n## Peer mentoring\n\n## Own {#own-id}\n",
        "content/forms/survey.md": "---\nappendix: I\naudience: mentee\nprivacy: Nobody.\n---\n"
        '# Survey\n\nName: ____   Phone: ____\n\n<b id="raw">x</b>\n',
        "content/assets/circle.svg": "<svg/>",
        "content/file.pdf": "",
    }
    found = said(root, {**others, "content/handbook/a.md": f"# A\n\n{text}\n"})
    return [line.removeprefix("handbook/a.md:") for line in found]


@pytest.mark.parametrize(
    "target",
    [
        "kinds.md",
        "kinds.md#peer-mentoring",
        "kinds.md#own-id",
        "#a",
        "../index.md",
        "./kinds.md",
        "../forms/survey.md#raw",
        "../forms/survey.md#field-name",
        "../forms/survey.md#field-phone",
        "../assets/circle.svg",
        "../file.pdf",
        "../downloads/forms/survey.pdf",
        "https://a.example/x.md",
        "mailto:a@b.example",
        "tel:+15550100",
        "/anything",
        "",
    ],
)
def test_a_link_that_leads_somewhere_is_fine(tmp_path: Path, target: str) -> None:
    assert of_page(tmp_path, f"[words]({target})") == []


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("kindz.md", "link to a missing page 'kindz.md' (did you mean 'kinds.md'?)"),
        ("../zzzzzzzzz.md", "link to a missing page '../zzzzzzzzz.md' (links are written relative to this page)"),
        ("handbook/kinds.md", "link to a missing page 'handbook/kinds.md' (did you mean 'kinds.md'?)"),
        ("../../outside.md", "link to a missing page '../../outside.md'"),
        ("Kinds.md", "link to a missing page 'Kinds.md' (did you mean 'kinds.md'?)"),
        ("kinds.md#peer", "'handbook/kinds.md' has no heading or passage '#peer'"),
        ("kinds.md#peer-mentorin", "'handbook/kinds.md' has no heading or passage '#peer-mentorin' (did you mean"),
        ("#nowhere", "'handbook/a.md' has no heading or passage '#nowhere'"),
        ("../assets/circle.png", "there is no file 'assets/circle.png' (did you mean '../assets/circle.svg'?)"),
        ("assets/circle.svg", "there is no file 'handbook/assets/circle.svg' (did you mean '../assets/circle.svg'?)"),
        ("kinds.html", "there is no file 'handbook/kinds.html'"),
        (r"..\assets\circle.svg", r"there is no file '..\assets\circle.svg'"),
        ("javascript:alert(1)", "no link may lead to 'javascript:alert(1)'"),
        ("file:///etc/passwd", "no link may lead to 'file:///etc/passwd'"),
    ],
)
def test_a_link_that_leads_nowhere_is_told_at_its_line(tmp_path: Path, target: str, message: str) -> None:
    (line,) = of_page(tmp_path, f"More words.\nAnd [words]({target}) again.")
    assert line.startswith(f"4: {message}")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[words\nover lines](no.md)", 4),
        ("[words][ref]\n\n[ref]: no.md", 5),
        ("[![A](../assets/circle.svg)](no.md)", 3),
        ("- a\n    - b [c](no.md)", 4),
        ("!!! tip\n    [c](no.md)", 4),
        ("| a |\n| - |\n| [b](no.md) |", 5),
        ('[c](no.md "Title")', 3),
        ("[c](<no.md>)", 3),
    ],
)
def test_a_dead_link_is_found_in_every_way_of_writing_it(tmp_path: Path, text: str, line: int) -> None:
    (found,) = of_page(tmp_path, text)
    assert found.startswith(f"{line}: link to a missing page 'no.md'")


def test_a_dead_link_that_is_written_as_html_is_told_at_its_line(tmp_path: Path) -> None:
    text = "\n\n".join(
        (
            'See <a href="kindz.md">the kinds</a>.',
            '<p>And <a href="kinds.md#nowhere">this</a>, <a href="made.html">that</a>.</p>',
            '<img src="../assets/gone.png" alt="A board"> <video src="no.mp4" poster="no.png"></video>',
            '<img src="../assets/circle.svg"> <img src="../assets/circle.svg" alt="">',
        )
    )
    assert [line.partition(" (")[0] for line in of_page(tmp_path, text)] == [
        "3: link to a missing page 'kindz.md'",
        "5: 'handbook/kinds.md' has no heading or passage '#nowhere'",
        "5: there is no file 'handbook/made.html'",
        "7: there is no file 'assets/gone.png'",
        "7: there is no file 'handbook/no.mp4'",
        "7: there is no file 'handbook/no.png'",
        "9: warning: the picture '../assets/circle.svg' has no text for people who cannot see it",
    ]


@pytest.mark.parametrize("text", ["`[a](no.md)`", "```\n[a](no.md)\n```", "<!-- [a](no.md)\n[b](no.md) -->"])
def test_links_shown_as_code_or_commented_out_lead_nowhere_on_purpose(tmp_path: Path, text: str) -> None:
    assert of_page(tmp_path, text) == []


def test_a_link_in_a_locals_passage_is_told_in_the_locals_file(tmp_path: Path) -> None:
    problems = Problems()
    kit = write_kit(tmp_path, {"content/a.md": "# A\n{{ local.url }} [a]({{ local.url }})"})
    write_kit(kit, {"overrides/local.yml": "name: A\nurl: https://a.example/?b=1&c=2"})
    handbook = read_handbook(kit, problems)
    check(resolved(handbook, handbook.defaults, problems), problems)
    assert complaints(problems) == []


def test_a_picture_that_is_missing_is_told_and_one_without_words_is_a_warning(tmp_path: Path) -> None:
    assert of_page(tmp_path, "![A circle](../assets/no.svg)")[0].startswith("3: there is no file 'assets/no.svg'")
    assert of_page(tmp_path, "![](../assets/circle.svg)") == [
        "3: warning: the picture '../assets/circle.svg' has no text for people who cannot see it"
        " (write it between the brackets, or mark decoration with {.decorative} behind the picture)"
    ]
    assert of_page(tmp_path, "![](../assets/circle.svg){ .decorative }") == []


@pytest.mark.parametrize("text", ["", "Words.", "```\n# not a heading\n```"])
def test_a_page_without_a_heading_or_a_title_is_warned_of(tmp_path: Path, text: str) -> None:
    (found,) = said(tmp_path, {"content/a.md": text})
    assert found == "a.md:1: warning: the page has no heading (begin it with '# Title')"


@pytest.mark.parametrize("text", ["# A", "Words\n\n## B", "A\n=====", "<h1>A</h1>", "---\ntitle: A\n---\nWords."])
def test_a_heading_of_any_kind_or_a_title_is_enough(tmp_path: Path, text: str) -> None:
    assert said(tmp_path, {"content/a.md": text}) == []


AGENDA = """\
---
title: Agenda
appendix: III
audience: [mentee]
privacy: Nobody.
minutes: 30
---
# Agenda

## Introductions {minutes=10}

Name: ____

## Work {minutes=LAST}

Goal: ____
"""


def test_an_agenda_that_adds_up_is_fine_and_one_that_does_not_is_told_with_both_numbers(tmp_path: Path) -> None:
    assert said(tmp_path, {"content/forms/agenda.md": AGENDA.replace("LAST", "20")}) == []
    assert said(tmp_path, {"content/forms/agenda.md": AGENDA.replace("LAST", "25")}) == [
        "forms/agenda.md:6: the parts take 35 minutes, but the form says 30"
        " (change the front matter or the {minutes=…} of the headings)"
    ]


DECK = """\
---
title: Talk
minutes: MINUTES
handouts: [HANDOUT]
agenda: AGENDA
---
## A {layout=title-only minutes=MINUTES}

<!-- notes -->
Said.
<!-- /notes -->
"""


def deck(minutes: str = "30", handout: str = "agenda", agenda: str = "agenda") -> dict[str, str | bytes]:
    text = DECK.replace("MINUTES", minutes).replace("HANDOUT", handout).replace("AGENDA", agenda)
    return {"content/forms/agenda.md": AGENDA.replace("LAST", "20"), "slides/talk.md": text}


def test_a_deck_whose_handouts_are_forms_and_whose_agenda_takes_as_long_is_fine(tmp_path: Path) -> None:
    assert said(tmp_path, deck()) == []


@pytest.mark.parametrize(
    ("files", "message"),
    [
        (deck(handout="agendas"), "4: handout 'agendas' is no form (did you mean 'agenda'?)"),
        (deck(handout="zebra"), "4: handout 'zebra' is no form (see content/forms/)"),
        (deck(agenda="agendas"), "5: agenda 'agendas' is no form (did you mean 'agenda'?)"),
        (
            deck(minutes="20"),
            "5: the deck takes 20 minutes, but its agenda form 'agenda' 30 (give both the same length)",
        ),
    ],
)
def test_a_deck_that_does_not_fit_its_forms_is_told(
    tmp_path: Path, files: dict[str, str | bytes], message: str
) -> None:
    assert said(tmp_path, files) == [f"slides/talk.md:{message}"]


def test_a_heading_that_went_with_the_bases_page_is_mended_in_the_page_that_took_its_place(tmp_path: Path) -> None:
    kit = write_kit(
        tmp_path,
        {"content/a.md": "# A\n\n## Who helps\n", "content/b.md": "# B\n\nAsk [them](a.md#who-helps).\n"},
    )
    write_pack(kit, {"content/a.md": "# Our A\n\n## Our people\n"})
    handbook, local, problems = read(kit)
    check(resolved(handbook, local, problems), problems)
    assert complaints(problems) == [
        "overrides/locals/acme/content/a.md:1: warning: a link (content/b.md, line 3) leads to '#who-helps' in "
        "content/a.md, which this page replaces: it now leads to the top of this page "
        "(write {#who-helps} behind the heading that it should lead to)"
    ]


@pytest.mark.parametrize(
    "text",
    [
        'Write:\n\n    ![](no.png) [a](no.md) <img src="no.png">',
        "- a\n\n        [a](no.md)\n",
        "> a\n>\n>     [a](no.md)",
        "!!! tip\n\n    a\n\n        ![a](no.png)",
        "    {{ page.title }}",
    ],
)
def test_what_indented_code_shows_leads_nowhere_and_names_no_variable(tmp_path: Path, text: str) -> None:
    assert of_page(tmp_path, text) == []


@pytest.mark.parametrize(
    "written", ['<a href="kinds.html">k</a>', '<a href="#a">k</a>', '<a href="kinds/#own-id">k</a>']
)
def test_html_may_hold_the_address_that_a_page_has_on_the_site(tmp_path: Path, written: str) -> None:
    write_kit(tmp_path, {})
    has_folders = "kinds/" in written
    text = KIT + ("" if has_folders else "use_directory_urls: false\n")
    pages: dict[str, str | bytes] = {
        "mkdocs.yml": text,
        "content/handbook/kinds.md": "# K\n\n## Own {#own-id}\n",
        "content/handbook/a.md": f"# A\n\n{written.replace('kinds/', '../kinds/')}\n",
    }
    assert said(tmp_path, pages) == []


def test_a_link_to_a_page_as_html_is_told_which_file_is_meant(tmp_path: Path) -> None:
    (found,) = of_page(tmp_path, "[k](kinds.html#own-id)")
    assert found == "3: there is no file 'handbook/kinds.html' (link to the page's text: 'kinds.md#own-id')"
