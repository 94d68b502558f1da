"""What a folder that was never adopted is told: one line for its questions, and one for slides of other programs."""

from __future__ import annotations

from pathlib import Path

import pytest

from generators.model.problems import rendered
from generators.pipeline.kits import check_kits
from generators.pipeline.request import BuildRequest

PLAIN = "site_name: River\ntheme: mkdocs\n"
QUESTIONS = "# Sign up\n\nYour name: ____\n\nWhich day?\n( ) Monday\n( ) Tuesday\n"


def told(folder: Path, settings: str = PLAIN, **files: str) -> list[str]:
    """What ``check`` says of a folder with these files, named by paths in which ``__`` stands for a slash."""
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    for name, text in {"docs__index": "# River\n", **files}.items():
        file = folder / f"{name.replace('__', '/')}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (outcome,) = check_kits(BuildRequest(folder, Path()))
    return list(rendered(outcome.problems))


def test_one_line_says_of_all_questions_that_they_are_text_here(tmp_path: Path) -> None:
    (line,) = told(
        tmp_path, docs__forms__a=QUESTIONS, docs__forms__b=QUESTIONS, docs__wage="# C\n\nName: ____ {required}\n"
    )
    assert line.startswith(
        "docs/forms/a.md:3: warning: the questions of 'forms/a.md' are shown as text (and those of 2"
    )
    assert "build.py adopt DIR" in line


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("docs__paper", "# Paper\n\nSignature: ______________\n\nUse `____ {required}`, __init__, and a_b.\n"),
        ("docs__forms__index", "# Forms\n\nHow we make forms.\n"),
        ("docs__forms__code", "# Fields\n\n    Name: ____ {required}\n\n```\nName: ____ {required}\n```\n"),
        ("docs__forms__paper", f"---\nform: false\n---\n\n{QUESTIONS}"),
    ],
)
def test_what_asks_nothing_needs_no_word(name: str, text: str, tmp_path: Path) -> None:
    assert told(tmp_path, **{name: text}) == []


def test_a_folder_with_the_kits_theme_needs_no_word(tmp_path: Path) -> None:
    settings = "site_name: River\ntheme: {name: mkdocs, kit: true}\n"
    form = f"---\naudience: [mentee]\nprivacy: Read by us.\n---\n\n{QUESTIONS}"
    assert told(tmp_path, settings, docs__forms__a=form) == []


MARP = "---\nmarp: true\ntitle: A talk\n---\n\n# One\n\n---\n\n# Two\n"
SLIDEV = "---\ntheme: seriph\ntransition: slide-left\ntitle: Welcome\n---\n\n# One\n\n---\n\n# Two\n"
REVEAL = "# One\n\n---\n\n## Two\n\n--\n\n## Three\n"


def test_slides_of_other_programs_and_notes_are_named_in_one_line_and_no_deck_is_made_of_them(tmp_path: Path) -> None:
    (line,) = told(tmp_path, slides__README="# Our slides\n", slides__m=MARP, slides__s=SLIDEV, slides__v=REVEAL)
    assert line.startswith("slides/README.md:1: warning: no deck is made of what is no outline: 'README.md' (notes), ")
    assert "'m.md' (slides of Marp), 's.md' (slides of Slidev), and 1 more" in line


def test_an_outline_stays_one_whatever_else_stands_above_it(tmp_path: Path) -> None:
    outline = "---\ntitle: A talk\nminutes: 5\ntransition: none\n---\n\n## One {minutes=5}\n\nWords.\n\n---\n\n---\n"
    assert not [line for line in told(tmp_path, slides__talk=outline) if "slides-no-outline" in line]
    assert [line for line in told(tmp_path, slides__talk="# No deck yet\n\nWords.\n") if "slides/talk.md" in line]
