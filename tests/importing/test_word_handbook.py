"""A Word handbook of forty pages becomes pages and forms, with every word of it, and tells what it leaves out."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

import pytest
from word_handbook import CHAPTERS, word_handbook

from generators.importing.documents import read_word
from generators.importing.draft import Destination, Draft


@pytest.fixture(scope="module")
def draft() -> Draft:
    return read_word("Walking Together.docx", word_handbook(), Destination())


def page(draft: Draft, path: str) -> str:
    return next(file.data.decode() for file in draft.files if file.path == PurePosixPath(path))


def said(draft: Draft, what: str) -> str:
    return "\n".join(f"{one.where}: {one.message}" for one in draft.remarks if one.what == what)


def test_every_word_comes_through(draft: Draft) -> None:
    assert draft.words_in > 20_000
    assert draft.words_kept == draft.words_in


def test_each_chapter_is_a_group_of_pages_and_each_appendix_with_blanks_a_form(draft: Draft) -> None:
    paths = [str(file.path) for file in draft.files]
    assert paths[:6] == [
        "content/index.md",
        "content/what-mentoring-is/index.md",
        "content/what-mentoring-is/why-it-matters.md",
        "content/what-mentoring-is/how-to-go-about-it.md",
        "content/what-mentoring-is/what-to-watch-for.md",
        "content/before-you-start/index.md",
    ]
    assert [path for path in paths if path.startswith("content/forms/")] == [
        "content/forms/mentee-survey.md",
        "content/forms/mentoring-agreement.md",
        "content/forms/checklist-for-the-first-meeting.md",
    ]
    assert len(paths) == 1 + 4 * len(CHAPTERS) + 3 + 1


def test_the_first_page_has_title_and_cover_and_leads_to_all_others(draft: Draft) -> None:
    home = page(draft, "content/index.md")
    assert home.startswith(
        '---\ntitle: "Walking Together"\n---\n\n# Walking Together\n\nA handbook for mentors and mentees'
    )
    assert "[5. Setting goals](setting-goals/index.md)" in home
    assert "Contents" not in home


def test_links_lead_to_pages_footnotes_stay_and_pictures_are_files(draft: Draft) -> None:
    text = page(draft, "content/what-mentoring-is/what-to-watch-for.md")
    assert "As [Setting goals](../setting-goals/index.md) explains" in text
    assert "[the program's own page](https://example.org/mentoring)" in text
    assert "Both learn[^1], and both teach[^2]." in text
    assert "[^1]: Learning goes both ways; see the last chapter." in text
    picture = "![Two people on a bridge, one in orange and one in blue](../assets/walking-together/1.png)"
    assert f"{picture}\n\n*Figure 1: The bridge between two people*" in text
    assert "> A pair of boots stands by the door, and the kettle is on." in text


def test_lines_in_bold_are_headings_and_a_table_keeps_what_was_merged(draft: Draft) -> None:
    text = page(draft, "content/before-you-start/what-to-watch-for.md")
    assert re.findall("^#+ .*", text, re.MULTILINE) == [
        "# What to watch for",
        "## A word about time",
        "## A word about travel",
    ]
    assert text.rstrip().split("\n")[-5:] == [
        "| When | What | Who |",
        "| --- | --- | --- |",
        "| Week 1 | Welcome | Coordinator |",
        "| Week 1 | First call | Mentor<br>• calls<br>• writes it down |",
        "| All later weeks \\| as agreed |  | Both |",
    ]


def test_changes_are_accepted_boxes_lifted_numbers_go_on(draft: Draft) -> None:
    text = page(draft, "content/roles-and-responsibilities/what-to-watch-for.md")
    assert "The mentor always keeps a promise." in text
    assert "never" not in text
    assert "In short that is all.\n\nRemember:\n\nlisten first, then speak." in text
    assert "1. Greet\n2. Listen\n\nA pause for breath.\n\n3. Thank" in text


def test_letters_that_mean_something_in_markdown_are_letters(draft: Draft) -> None:
    text = page(draft, "content/the-first-meeting/what-to-watch-for.md")
    assert "When two people meet for the first time" in text
    assert "This one is for readers." in text
    assert "H<sub>2</sub>O and the 2<sup>nd</sup>" in text
    assert r"of May \* really \* cost $5 & &lt;less> than &#123;that} | so_it_goes." in text
    assert "`a/b`" in text


def test_bullets_that_were_typed_are_a_list_and_prices_are_no_blanks(draft: Draft) -> None:
    text = page(draft, "content/setting-goals/what-to-watch-for.md")
    assert "- Typed with a bullet\n- and one more\n\nCoffee 2.50\n" in text


def test_blanks_of_every_kind_are_fields(draft: Draft) -> None:
    assert page(draft, "content/forms/mentee-survey.md") == SURVEY
    assert page(draft, "content/forms/mentoring-agreement.md") == AGREEMENT
    checklist = page(draft, "content/forms/checklist-for-the-first-meeting.md")
    assert "[ ] Found a room\n[ ] Agreed on a day\n[ ] Exchanged numbers\n\nName of the room: ____\n" in checklist


def test_what_has_no_place_is_listed(draft: Draft) -> None:
    left = said(draft, "left-out")
    assert 'hidden text (6 words): "This line is for the printer."' in left
    assert "the table of contents" in left
    assert 'the head or foot of each page: "Walking Together, second edition"' in left
    (drawing,) = (line for line in left.split("\n") if "it is in the format EMF" in line)
    assert "5. Setting goals: What to watch for" in drawing
    changed = said(draft, "changed")
    assert "one insertion taken in, one deletion left out" in changed
    assert '"never"' in changed
    look = said(draft, "look")
    assert 'a comment on "Ask the hall for keys.": "Who has them now?"' in look
    assert "on page 20, a goal is small" in look
    assert "'Date of birth:' asks for a personal detail" in look


SURVEY = """\
---
title: "Mentee survey"
appendix: I
---

# Mentee survey

Please fill this in before we meet. There are no wrong answers.

Name: ____
Phone: ____ {type=tel}   E-mail: ____ {type=email}
Date of birth: ____ {optional="You may leave this out." type=date}

## Your work

Department: ____   Shift: ____

Which days suit you?
[ ] Monday
[ ] Tuesday
[ ] Other: ____

Have you been mentored before?
( ) Yes
( ) No

What do you hope to learn?
____
____
____

How did you hear of us?
( ) A friend
( ) A poster

Your work:
[ ] You may pass my number on.

How true is this?

I ask for help:
( ) Never
( ) Sometimes
( ) Often

I know whom to ask:
( ) Never
( ) Sometimes
( ) Often
"""

AGREEMENT = """\
---
title: "Mentoring agreement"
appendix: II
---

# Mentoring agreement

We, (…) and (…), will meet (…) times a month for (…) months.

We: ____
and: ____
will meet: ____
times a month for: ____
Mentor's name: ____
Mentee's name: ____
Start: ____

What we want to reach, and how we will see it.

| Goal | By when | How we will know |
| --- | --- | --- |
| ____ | ____ | ____ |
| ____ | ____ | ____ |
| ____ | ____ | ____ |

Notes:
____
____
____

Signature: ____ {type=signature}   Date: ____ {type=date}
"""
