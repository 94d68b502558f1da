"""Each mistake of an author has a folder: what is typed, the exact answer, and the last good output untouched."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generators.commands.command_line import run

ROOT = Path(__file__).resolve().parent.parent
CASES = sorted(file.parent for file in (ROOT / "tests" / "broken").glob("*/expected.txt"))
PROMPT = "$ build.py "
ALONE = "1"
"""No further process gets ready for writers that never begin; the answer is the same, and comes sooner."""

Shared = Callable[[str, Callable[[Path], None]], Path]


@pytest.fixture(scope="session")
def last_good(shared: Shared) -> Path:
    """What the sample kit and its pack built before somebody made a mistake."""

    def build(out: Path) -> None:
        for pack in ([], ["harbor"]):
            assert run(["build", *pack, "--root", str(ROOT / "tests" / "kit"), "--out", str(out), "--quiet"]) == 0

    return shared("last-good", build)


@pytest.fixture
def broken_kit(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The sample kit with the files of a case laid over it, where its theme is as far away as ever."""
    kit = tmp_path / "tests" / "kit"
    shutil.copytree(ROOT / "overrides" / "theme", tmp_path / "overrides" / "theme")
    shutil.copytree(ROOT / "tests" / "kit", kit)
    shutil.copytree(request.param, kit, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected.txt"))
    return kit


@pytest.mark.parametrize(
    ("broken_kit", "case", "jobs"),
    [
        *(pytest.param(case, case, ALONE, id=case.name) for case in CASES),
        pytest.param(CASES[0], CASES[0], "2", id="with another process that has got ready in vain"),
    ],
    indirect=["broken_kit"],
)
def test_a_mistake_is_named_in_these_words_and_nothing_is_written(
    broken_kit: Path,
    case: Path,
    jobs: str,
    last_good: Path,
    request: pytest.FixtureRequest,
    capsys: pytest.CaptureFixture[str],
) -> None:
    typed, *expected = (case / "expected.txt").read_text(encoding="utf-8").splitlines()
    if jobs == ALONE:
        request.getfixturevalue("lasting_process")
    dist = shutil.copytree(last_good, broken_kit / "dist")
    arguments = typed.removeprefix(PROMPT).split()
    assert run([*arguments, "--jobs", jobs, "--root", str(broken_kit), "--out", str(dist)]) == 1
    said = [line.replace(f"{dist}/", "dist/") for line in capsys.readouterr().err.splitlines()]
    if request.config.getoption("--golden"):
        (case / "expected.txt").write_text("\n".join([typed, *said]) + "\n", encoding="utf-8", newline="\n")
        expected = said
    assert said == expected
    assert files(dist) == files(last_good)


def test_there_is_a_case_for_each_mistake_that_the_kit_promises_to_name() -> None:
    promised = {
        "unknown-variable",
        "unclosed-mark",
        "duplicate-field-name",
        "link-to-missing-page",
        "example-that-overrides-nothing",
        "local-yml-that-is-not-yaml",
    }
    assert promised <= {case.name for case in CASES}


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
