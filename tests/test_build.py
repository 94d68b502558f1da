"""``build.py`` makes its own environment, and never takes half of one for the whole."""

from __future__ import annotations

import ast
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

TOO_OLD = """
import runpy, sys
sys.version_info = (3, 8, 2, "final", 0)
sys.argv = ["build.py"]
runpy.run_path(r"{}", run_name="__main__")
"""


@pytest.fixture
def clone(root: Path, tmp_path: Path) -> Path:
    """What ``build.py`` needs before anything is installed."""
    for name in ("build.py", "pyproject.toml"):
        shutil.copy(root / name, tmp_path / name)
    shutil.copytree(root / "requirements", tmp_path / "requirements")
    return tmp_path


@pytest.fixture
def build(clone: Path) -> ModuleType:
    """``build.py`` of that clone, as a module."""
    spec = importlib.util.spec_from_file_location("build_of_a_clone", clone / "build.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def make_as_if_finished(build: ModuleType) -> None:
    """Leave what a finished preparation leaves, without the packages."""
    python = build._environment_python()
    python.parent.mkdir(parents=True)
    python.touch()
    build._stamp("runtime").write_text(build._fingerprint("runtime"), encoding="ascii")


def run_clone(clone: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(clone / "build.py"), *arguments]
    environment = {**os.environ, **settings}
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False, cwd=clone)


def test_it_parses_on_pythons_that_it_only_turns_away(clone: Path) -> None:
    ast.parse((clone / "build.py").read_text(encoding="utf-8"), feature_version=(3, 6))


def test_an_old_python_is_told_which_one_is_needed(clone: Path) -> None:
    command = [sys.executable, "-c", TOO_OLD.format(clone / "build.py")]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "needs Python 3.11 or newer" in ended.stderr
    assert "is Python 3.8.2" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not (clone / ".venv").exists()


def test_without_the_venv_module_it_names_the_package_to_install(
    build: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "ensurepip" else object())
    with pytest.raises(build.CannotPrepare, match="apt install python3-venv"):
        build.make_environment()


def test_a_finished_environment_is_used_as_it_is(build: ModuleType) -> None:
    make_as_if_finished(build)
    assert build.is_ready("runtime")
    assert build.prepare("runtime") is False


def test_tests_and_benchmarks_get_what_only_they_need(build: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def prepare(lock: str) -> bool:
        asked.append(lock)
        raise build.CannotPrepare("that is all we wanted to know")

    monkeypatch.setattr(build, "prepare", prepare)
    assert {build.main(arguments) for arguments in ([], ["build"], ["test"], ["bench"])} == {1}
    assert asked == ["runtime", "runtime", "test", "test"]


def test_a_changed_lock_asks_for_new_packages(build: ModuleType, clone: Path) -> None:
    make_as_if_finished(build)
    with (clone / "requirements" / "runtime.lock").open("a", encoding="utf-8") as lock:
        lock.write("\n")
    assert build.is_whole()
    assert not build.is_ready("runtime")


def test_an_environment_without_its_stamp_is_half_made(build: ModuleType) -> None:
    make_as_if_finished(build)
    build._stamp("runtime").unlink()
    assert not build.is_whole()


def test_an_environment_whose_change_was_killed_is_half_made(build: ModuleType) -> None:
    make_as_if_finished(build)
    build._changing().touch()
    assert not build.is_whole()


def test_an_environment_whose_python_was_removed_is_half_made(build: ModuleType) -> None:
    make_as_if_finished(build)
    build._environment_python().unlink()
    assert not build.is_whole()


def test_a_moved_environment_is_brought_up_to_date(
    build: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = build._fingerprint("runtime")
    monkeypatch.setattr(build, "ENVIRONMENT", tmp_path / "moved" / ".venv")
    assert build._fingerprint("runtime") != before


def test_when_packages_cannot_be_had_it_says_so_and_leaves_nothing_that_looks_finished(
    clone: Path, build: ModuleType
) -> None:
    ended = run_clone(clone, PIP_NO_INDEX="1", PIP_FIND_LINKS="", PIP_CONFIG_FILE=os.devnull)
    assert ended.returncode == 1
    assert "the kit's environment could not be made" in ended.stderr
    assert "Check the network connection" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not build.is_whole()


def test_every_package_of_the_runtime_is_tested_at_the_same_version(root: Path) -> None:
    def pinned(lock: str) -> set[str]:
        text = (root / "requirements" / lock).read_text(encoding="utf-8")
        return {line.split(" ")[0] for line in text.splitlines() if "==" in line}

    assert pinned("runtime.lock") < pinned("test.lock")


@pytest.mark.parametrize("lock", ["runtime.lock", "test.lock"])
def test_a_lock_pins_every_package_by_hash_and_names_no_host(root: Path, lock: str) -> None:
    text = (root / "requirements" / lock).read_text(encoding="utf-8")
    packages = text.replace("\\\n", "").splitlines()
    assert all("--hash=sha256:" in package for package in packages)
    assert "//" not in text


@pytest.mark.parametrize(("lock", "extras"), [("runtime.lock", ["clone"]), ("test.lock", ["clone", "test"])])
def test_a_lock_pins_what_the_package_asks_for(root: Path, lock: str, extras: list[str]) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *(one for extra in extras for one in project["optional-dependencies"][extra])]
    text = (root / "requirements" / lock).read_text(encoding="utf-8")
    pinned = {name: Version(number) for name, number in re.findall(r"^([a-z0-9-]+)==([^ ]+)", text, re.MULTILINE)}
    wanted = [Requirement(one) for one in asked]
    assert not [one for one in wanted if one.name not in pinned or pinned[one.name] not in one.specifier]
