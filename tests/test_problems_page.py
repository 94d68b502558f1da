"""``docs/problems.md`` explains every kind of mistake once, and each of its examples is that mistake."""

from __future__ import annotations

import ast
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import get_args

import pytest
from sample import write

from generators.model.codes import Code
from generators.model.problems import Problem, RefusedInput, rendered
from generators.pipeline.kits import check_kits
from generators.pipeline.request import BuildRequest

ROOT = Path(__file__).resolve().parent.parent
CODES: tuple[str, ...] = get_args(Code)
PACK = "overrides/locals/local-104"

_ENTRY = re.compile(r"^### (?P<code>\S+)\n(?P<text>.*?)(?=^### \S+\n|\Z)", re.MULTILINE | re.DOTALL)
_FENCE = re.compile(
    r"(?:^In (?P<pack>your pack's )?`(?P<file>[^`]+)`:\n\n)?^(?P<marks>`{3,})\w+\n(?P<inside>.*?)^(?P=marks)\n",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """What the page says of one code: a sentence, files that have the mistake or what is printed, and the cure."""

    code: str
    sentence: str
    files: dict[str, str]
    printed: str
    cure: str


def entries() -> Iterator[Entry]:
    page = (ROOT / "docs" / "problems.md").read_text(encoding="utf-8")
    for found in _ENTRY.finditer(page):
        text = found["text"]
        examples = list(_FENCE.finditer(text))
        files = {(f"{PACK}/" if one["pack"] else "") + one["file"]: one["inside"] for one in examples if one["file"]}
        printed = "".join(one["inside"] for one in examples if not one["file"])
        cure = text.partition("\n**What to do:** ")[2].partition("\n\n")[0].strip()
        yield Entry(found["code"], text.strip().partition("\n")[0], files, printed, cure)


ENTRIES = tuple(entries())


def test_every_code_is_explained_once_and_in_order() -> None:
    assert [entry.code for entry in ENTRIES] == sorted(CODES)


@pytest.mark.parametrize("guide", ["README.md", "CONTRIBUTING.md", "docs/make-it-yours.md"])
def test_those_who_meet_a_mistake_are_led_to_the_page(guide: str) -> None:
    assert "problems.md)" in (ROOT / guide).read_text(encoding="utf-8")


def test_every_code_is_given_by_the_program() -> None:
    program = [file for file in (ROOT / "generators").rglob("*.py") if file.name != "codes.py"]
    words = {
        node.value
        for file in program
        for node in ast.walk(ast.parse(file.read_bytes()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert sorted(set(CODES) - words) == []


def test_every_entry_has_a_sentence_an_example_and_a_cure() -> None:
    lacking = [
        entry.code
        for entry in ENTRIES
        if not (entry.sentence.endswith(".") and entry.cure.endswith(".") and (entry.files or entry.printed))
    ]
    assert lacking == []


@pytest.mark.parametrize("entry", [entry for entry in ENTRIES if entry.printed], ids=lambda entry: entry.code)
def test_what_the_page_shows_as_printed_ends_with_the_code(entry: Entry) -> None:
    assert re.fullmatch(rf"\S.*:\d+: .+ \[{entry.code}\]\n", entry.printed)


@pytest.mark.parametrize("entry", [entry for entry in ENTRIES if entry.files], ids=lambda entry: entry.code)
def test_an_example_is_the_mistake_that_it_stands_for_and_no_other(entry: Entry, tmp_path: Path) -> None:
    kit = shutil.copytree(ROOT / "tests" / "kit", tmp_path / "kit")
    if any("overrides/theme" in text for text in entry.files.values()):
        shutil.copytree(ROOT / "overrides" / "theme", kit / "overrides" / "theme")
    in_pack = any(file.startswith(PACK) for file in entry.files)
    write(kit, {**({f"{PACK}/local.yml": "name: Local 104\n"} if in_pack else {}), **entry.files})
    found = problems_of(kit, in_pack=in_pack)
    assert {problem.code for problem in found} == {entry.code}, list(rendered(found))


def problems_of(kit: Path, *, in_pack: bool) -> tuple[Problem, ...]:
    request = BuildRequest(kit, kit / "dist", (kit / PurePosixPath(PACK),) if in_pack else ())
    try:
        (outcome,) = check_kits(request)
    except RefusedInput as refusal:
        return refusal.problems
    return outcome.problems
