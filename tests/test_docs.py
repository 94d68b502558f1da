"""What the guides tell people to open, type, and expect is really there."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import click
import pytest

from generators.commands.command_line import commands

ROOT = Path(__file__).resolve().parent.parent
GUIDES = (
    "README.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "docs/make-it-yours.md",
    "docs/reading-the-answers.md",
    "docs/your-own-handbook.md",
    "docs/bring-your-file.md",
    "docs/decks.md",
    "docs/presenting.md",
    "docs/many-locals.md",
    "docs/whole-union.md",
)
OF_READERS = {"content/handbook/our-year.md"}
"""Files that a guide tells its readers to write."""


@pytest.mark.parametrize("guide", GUIDES)
def test_every_file_that_a_guide_names_is_there(guide: str) -> None:
    text = (ROOT / guide).read_text(encoding="utf-8")
    shown = re.sub(r"`[^`\n]+`", "", text)
    linked = {f"{Path(guide).parent}/{target}" for target in re.findall(r"\]\((?!https?:)([^)#\s]+)", shown)}
    named = set(re.findall(r"`((?:content|requirements|docs|tests|generators)/[\w/.-]+\.\w+)`", text)) - OF_READERS
    packs = set(re.findall(r"`(overrides/locals/(?!local-104)[a-z0-9-]+)`", text))
    assert not [name for name in sorted(linked | named | packs) if not (ROOT / name).exists()]


@pytest.mark.parametrize("guide", (*GUIDES, "docs/problems.md"))
def test_every_command_that_a_guide_names_is_there(guide: str) -> None:
    text = (ROOT / guide).read_text(encoding="utf-8")
    known = commands.list_commands(click.Context(commands))
    assert set(re.findall(r"build\.py ([a-z]+)\b", text)) <= set(known)


@pytest.mark.parametrize("guide", (*GUIDES, "docs/problems.md", "CHANGELOG.md"))
def test_every_option_that_a_guide_shows_is_one_of_its_command(guide: str) -> None:
    text = (ROOT / guide).read_text(encoding="utf-8")
    context = click.Context(commands)
    shown = re.findall(r"(?:build\.py|mentoring-kit) ([a-z]+)\b([^`\n#]*)", text)
    unknown = []
    for name, rest in shown:
        command = commands.get_command(context, name)
        known = {option for one in command.params for option in one.opts} | {"--help", "-h"} if command else set()
        asked = re.findall(r"(?<![\w-])--[a-z][a-z-]*", rest.partition(" -- ")[0])
        unknown += [f"{name} {option}" for option in asked if option not in known and name not in ("test", "bench")]
    assert unknown == []


def test_every_passage_that_the_guide_names_is_in_the_handbook() -> None:
    guide = (ROOT / "docs" / "make-it-yours.md").read_text(encoding="utf-8")
    named = set(re.findall(r"\b(?:example|slot): ([a-z]+(?:-[a-z]+)+)", guide))
    handbook = "".join(page.read_text(encoding="utf-8") for page in (ROOT / "content").rglob("*.md"))
    assert named
    assert not [name for name in named if f": {name} -->" not in handbook]


@pytest.mark.parametrize("guide", ["README.md", "docs/make-it-yours.md"])
def test_what_a_guide_begins_is_not_yet_in_the_kit(guide: str) -> None:
    folders = {"page": "content/handbook", "form": "content/forms", "workshop": "slides"}
    text = (ROOT / guide).read_text(encoding="utf-8")
    begun = re.findall(r"build\.py new local-104 (page|form|workshop) ([\w -]*\w)", text)
    paths = [f"{folders[kind]}/{name.lower().replace(' ', '-')}.md" for kind, name in begun]
    assert paths and not [path for path in paths if (ROOT / path).exists()]


def test_every_room_stands_in_the_table_of_the_path() -> None:
    table = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rooms = {folder.name for folder in (ROOT / "generators").iterdir() if (folder / "__init__.py").is_file()}
    assert not [room for room in sorted(rooms) if f"| `{room}/" not in table]


WALKS = ("to a field in a PDF", "to its folder", "to the open page")


@pytest.mark.parametrize("walk", WALKS)
def test_a_walk_through_the_program_names_what_is_there(walk: str) -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    steps = text.partition(f"{walk}\n")[2].partition("\n## ")[0]
    assert 0 < len(re.findall(r"^\d+\. ", steps, re.MULTILINE)) <= 10
    named = [name.rpartition(".") for name in re.findall(r"`((?:[a-z]\w*\.)+\w+)`", steps) if "build.py" not in name]
    assert named
    missing = [
        f"{module}.{name}"
        for module, _, name in named
        if not hasattr(importlib.import_module(f"generators.{module}"), name)
    ]
    assert missing == []


def test_every_module_that_contributors_are_sent_to_is_there() -> None:
    """In tables and instructions, a module is named below its room, without ``generators/``."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    named = re.findall(r"`([a-z]+/\w+\.py)`", text)
    assert named
    places = (ROOT / "generators", ROOT)
    assert not [name for name in named if not any((place / name).is_file() for place in places)]
    below = text.partition("| module of `writers/site/` |")[2].partition("\n\n")[0]
    modules = re.findall(r"`(\w+)`", below)
    assert len(modules) > 5
    assert not [name for name in modules if not (ROOT / "generators" / "writers" / "site" / f"{name}.py").is_file()]


def test_the_page_on_answers_names_options_and_marks_that_are_there() -> None:
    guide = (ROOT / "docs" / "reading-the-answers.md").read_text(encoding="utf-8")
    collect = commands.get_command(click.Context(commands), "collect")
    assert collect is not None
    known = {option for parameter in collect.params for option in parameter.opts}
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", guide)) <= known
    surveys = [
        (ROOT / "content" / "forms" / f"{side}-survey.md").read_text(encoding="utf-8") for side in ("mentor", "mentee")
    ]
    assert all("{personal}" in text and "match=topics" in text for text in surveys)


def test_the_page_on_whole_unions_names_options_that_are_there() -> None:
    guide = (ROOT / "docs" / "whole-union.md").read_text(encoding="utf-8")
    build = commands.get_command(click.Context(commands), "build")
    assert build
    known = {name for option in build.params for name in option.opts}
    typed = re.findall(r"build\.py (build [^`]*)", guide)
    assert len(typed) >= 4
    assert {name for line in typed for name in re.findall(r"--[a-z]+", line)} <= known


def test_every_decision_stands_by_its_subject_and_its_link_leads_to_it() -> None:
    text = (ROOT / "DECISIONS.md").read_text(encoding="utf-8")
    entries = re.findall(r"^## (\d+\. .+)$", text, re.MULTILINE)
    anchors = {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in entries}
    listed = re.findall(r"^- \[(\d+\. .+)\]\(#", text, re.MULTILINE)
    assert sorted(listed) == sorted(entries)
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) == anchors


def test_what_overtook_a_decision_is_there_and_came_later() -> None:
    text = (ROOT / "DECISIONS.md").read_text(encoding="utf-8")
    entries = re.findall(r"^## (\d+)\. .+\n\n\*Since then:\* (.+)$", text, re.MULTILINE)
    last = max(map(int, re.findall(r"^## (\d+)\. ", text, re.MULTILINE)))
    overtaken = {number: re.findall(r"\d+", " ".join(re.findall(r"\(([\d, ]+)\)", said))) for number, said in entries}
    assert overtaken
    assert all(int(number) < int(one) <= last for number, later in overtaken.items() for one in later)
