"""Decks and forms are made behind the preview, and make room for whatever comes next."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import psutil
from previews import copy_of_kit, happens

from generators.pipeline.bounded_process import BoundedProcess
from generators.pipeline.request import BuildRequest, Outcome
from generators.pipeline.writing import prepare, writers_of
from generators.serve.background_build import BackgroundBuild, give_way


def test_a_save_calls_off_the_build_that_is_going_on_and_leaves_nothing_of_it(root: Path, tmp_path: Path) -> None:
    request = BuildRequest(copy_of_kit(root, tmp_path), tmp_path / "rest", formats=("decks", "forms", "guides"))
    done: list[Outcome] = []
    prepare(writers_of(request.formats))  # cuts typefaces, which takes a process with low priority minutes
    with BackgroundBuild(request, done.append) as build:
        build.ask()
        assert happens(lambda: any((tmp_path / "rest" / "1").rglob("*.pptx")))
        build.ask()
        assert happens(lambda: bool(done))
    assert [(outcome.folder.name, outcome.built) for outcome in done] == [("2", True)]
    assert [folder.name for folder in (tmp_path / "rest").iterdir()] == ["2"]
    made = {file.suffix for file in (tmp_path / "rest" / "2" / "site" / "downloads").rglob("*.*")}
    assert {".pptx", ".pdf", ".docx"} <= made


@dataclass(frozen=True, slots=True)
class Priority:
    """The priority of the process that is asked."""

    def run(self) -> int:
        return int(psutil.Process().nice())


def test_its_process_gives_way_to_all_others() -> None:
    process = BoundedProcess(None, give_way)
    try:
        assert process.run(Priority()) != Priority().run()
    finally:
        process.stop()
