"""What no typeface of the kit has is named before it is printed, wherever it is printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from sample import resolved, write_kit

from generators.checking.letters import check_letters
from generators.model.problems import Problems
from generators.model.replacing import replace
from generators.reading.source import read_handbook

OUTLINE = """---
title: A talk
purpose: To try it{purpose}
---

# Begin{section}

## A slide{slide}

- a line{body}

<!-- notes -->
said{notes}
"""
PARTS = ("purpose", "section", "slide", "body", "notes")


def said(root: Path, name: str = "Local 7", **parts: str) -> list[str]:
    problems = Problems()
    outline = OUTLINE.format(**{part: parts.get(part, "") for part in PARTS})
    handbook = read_handbook(write_kit(root, {"slides/talk.md": outline}), problems)
    local = replace(
        handbook.defaults,
        profile=replace(handbook.defaults.profile, brand=replace(handbook.defaults.profile.brand, name=name)),
    )
    kit = resolved(handbook, local, problems)
    check_letters(kit, problems)
    return [one.message for one in problems.found if one.code in ("letter-not-printable", "ornament-not-printable")]


@pytest.mark.parametrize("part", PARTS)
def test_a_letter_of_a_workshop_that_cannot_be_printed_is_an_error(tmp_path: Path, part: str) -> None:
    (line,) = said(tmp_path, **{part: " ᏣᎳᎩ"})
    assert line.startswith("no typeface of the kit has the letter 'Ꮳ'")


def test_so_is_one_of_the_locals_name(tmp_path: Path) -> None:
    assert len(said(tmp_path, name="ᏣᎳᎩ 104")) == 1


def test_a_sign_that_cannot_be_printed_is_a_warning(tmp_path: Path) -> None:
    (line,) = said(tmp_path, body=" 🮕")
    assert line.startswith("'🮕' is left out")


@pytest.mark.parametrize("name", ["码头工人工会", "ועד 104", "สหภาพ", "यूनियन", "노동조합", "Związek 🎉"])
def test_names_in_other_scripts_are_fine(tmp_path: Path, name: str) -> None:
    assert not said(tmp_path, name=name, slide=f" {name}", notes=f" {name}")
