"""Honest files, spoiled in every way that chance finds: the kit refuses them with a message, or uses what is left.

The seed is fixed, so that a run is like the one before; ``--hypothesis-profile minute`` looks further, and ``long``
with seeds of its own.
"""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from filling import by_pypdf
from honest_files import ANSWERS, DRAWING, FILES
from hypothesis import given, strategies
from lxml import etree
from mutation import KINDS, TOKENS, Edit, drawn_edits, mutated
from sample import write
from template_samples import repacked, template

from generators.collect.answers import Unreadable
from generators.collect.reading import read_filled
from generators.model.problems import RefusedInput, rendered
from generators.packs.drawings.document import UnusableDrawing
from generators.packs.drawings.drawing import rebuilt
from generators.packs.templates import UnusableTemplate, template_package
from generators.pipeline.kits import checked_kit, read_base
from generators.pipeline.request import BuildRequest
from generators.pipeline.writing import write_kit

INNER_MARKS = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff\x00-\x08]")
WRITTEN = {"settings": "site", "page": "site", "form": "forms", "outline": "decks", "slot": "site", "drawing": "site"}
"""The format in which a kit is written that has no errors, by the kind of file that was spoiled."""


@pytest.fixture(scope="module")
def kit(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small handbook, and one local's pack with a file of every kind."""
    above = tmp_path_factory.mktemp("fuzz")
    shutil.copytree(root / "overrides" / "theme", above / "overrides" / "theme")
    folder = Path(shutil.copytree(root / "tests" / "kit", above / "tests" / "kit"))
    shutil.rmtree(folder / "overrides" / "locals")
    write(folder / "overrides" / "locals" / "harbor", dict(FILES.values()))
    return folder


@pytest.fixture(params=FILES)
def spoiled(request: pytest.FixtureRequest, kit: Path) -> Iterator[tuple[str, Path]]:
    """A kind of file and where it stands; it is whole again for the next kind."""
    path, text = FILES[request.param]
    file = kit / "overrides" / "locals" / "harbor" / path
    yield request.param, file
    file.write_text(text, encoding="utf-8")


def test_the_files_are_honest_before_they_are_spoiled(kit: Path) -> None:
    request = BuildRequest(kit, kit / "dist", show_breakdowns=True)
    with checked_kit(request, read_base(request), kit / "overrides" / "locals" / "harbor") as checked:
        assert [one for one in rendered(checked.problems) if "warning" not in one] == []


@given(edits=drawn_edits())
def test_a_spoiled_file_of_a_pack_is_refused_in_words_or_written(
    spoiled: tuple[str, Path], kit: Path, edits: list[Edit]
) -> None:
    kind, file = spoiled
    file.write_bytes(mutated(FILES[kind][1].encode(), edits))
    request = BuildRequest(kit, kit / "dist", show_breakdowns=True)
    with checked_kit(request, read_base(request), kit / "overrides" / "locals" / "harbor") as checked:
        problems = checked.problems
        assert checked.kit or any(problem.severity == "error" for problem in problems)
        if checked.kit:
            with TemporaryDirectory() as folder:
                try:
                    write_kit(checked.kit, (WRITTEN[kind],), Path(folder))
                except RefusedInput as refusal:  # by the links of the pages that were made
                    problems = (*problems, *refusal.problems)
        for line in rendered(problems):
            assert not INNER_MARKS.search(line), line
            assert re.match(r"[^:]+:\d+: ", line), line


@given(edits=drawn_edits())
def test_of_a_spoiled_drawing_nothing_is_left_that_acts_or_asks_another_host(edits: list[Edit]) -> None:
    try:
        clean = rebuilt(mutated(DRAWING.encode(), edits)).data
    except UnusableDrawing as refusal:
        assert str(refusal)
        return
    for element in etree.fromstring(clean).iter():
        assert etree.QName(element).localname not in {"script", "foreignObject", "iframe", "animate", "set"}
        for name, value in element.attrib.items():
            assert not str(name).rpartition("}")[2].startswith("on")
            assert "javascript" not in value
            assert not re.search(r"(?i)https?://|//\w", str(value))


@given(edits=drawn_edits())
def test_spoiled_answers_are_read_or_named_as_unreadable(edits: list[Edit]) -> None:
    try:
        filled = read_filled(mutated(ANSWERS.encode(), edits))
    except Unreadable as refusal:
        assert refusal.args
    else:
        assert all(isinstance(text, str) for text in filled.answers.values())


@pytest.fixture(scope="module")
def filled_form(base: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A form of the base kit with an answer in it."""
    file = tmp_path_factory.mktemp("filled") / "survey.pdf"
    file.write_bytes(by_pypdf(base / "site" / "downloads" / "forms" / "mentee-survey.pdf", {"name": "Ana"}))
    return file


@given(edits=drawn_edits())
def test_a_spoiled_pdf_is_read_or_named_as_unreadable(filled_form: Path, edits: list[Edit]) -> None:
    try:
        read_filled(mutated(filled_form.read_bytes(), edits))
    except Unreadable as refusal:
        assert refusal.args


TEMPLATE = template()
with zipfile.ZipFile(io.BytesIO(TEMPLATE)) as _package:
    PARTS = sorted(name for name in _package.namelist() if name.endswith((".xml", ".rels")))


@given(part=strategies.sampled_from(PARTS), edits=drawn_edits())
def test_a_spoiled_template_is_refused_in_words_or_used(part: str, edits: list[Edit]) -> None:
    with zipfile.ZipFile(io.BytesIO(TEMPLATE)) as package:
        data = mutated(package.read(part), edits)
    try:
        template_package(repacked(TEMPLATE, {part: data}))
    except UnusableTemplate as refusal:
        assert str(refusal)


def test_an_edit_always_gives_bytes_and_each_kind_changes_something() -> None:
    data = DRAWING.encode()
    for kind in KINDS:
        assert mutated(data, [Edit(kind, 0.5, 20, 3)]) != data
    assert len(TOKENS) == len(set(TOKENS))
