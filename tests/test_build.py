"""``build.py`` makes its own environment, and never takes half of one for the whole."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest
from kills import SEES_PROCESSES, Victim
from packaging.requirements import Requirement
from packaging.version import Version
from previews import happens

from generators.commands import bootstrap
from generators.commands.bootstrap import main
from generators.commands.clone_environment import CloneEnvironment
from generators.commands.installing import CannotPrepare, Installation
from generators.pipeline import file_lock

SILENT = Installation(quiet=True)

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
    for name in ("requirements", "generators/commands", "generators/pipeline"):
        shutil.copytree(root / name, tmp_path / name)
    shutil.copy(root / "generators" / "__init__.py", tmp_path / "generators")
    return tmp_path


@pytest.fixture
def environment(tmp_path: Path) -> CloneEnvironment:
    """One that a finished preparation left, without the packages but one."""
    made = CloneEnvironment(tmp_path / ".venv")
    made.python.parent.mkdir(parents=True)
    made.python.touch()
    (tmp_path / ".venv" / "pyvenv.cfg").touch()
    packages = tmp_path / ".venv" / ("Lib/site-packages" if os.name == "nt" else "lib/python3.11/site-packages")
    (packages / "click").mkdir(parents=True)
    made._record().write_text("click\n", encoding="utf-8")
    made._stamp("runtime").write_bytes(made._fingerprint("runtime"))
    return made


def run_clone(clone: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(clone / "build.py"), *arguments]
    environment = {**os.environ, **settings}
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False, cwd=clone)


def test_an_old_python_is_told_which_one_is_needed_and_which_one_there_is(clone: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-c", TOO_OLD.format(clone / "build.py")]
    newer = tmp_path / "python3.13"
    newer.symlink_to(sys.executable)
    told = {
        str(tmp_path): "run instead: python3.13 build.py",
        str(tmp_path / "nowhere"): "install a newer Python, then run: python3.13 build.py",
    }
    for path, cure in told.items():
        ended = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "PATH": path})
        assert ended.returncode == 1
        (line,) = ended.stderr.splitlines()
        assert "needs Python 3.11 or newer" in line and "is Python 3.8.2: " in line and line.endswith(cure)
    assert not (clone / ".venv").exists()


def test_it_holds_nothing_that_an_old_python_cannot_even_read(root: Path) -> None:
    """Python 2 has no annotations, no text with braces of its own, and no other word for a function than ``def``."""
    text = (root / "build.py").read_text(encoding="utf-8")
    code = "\n".join(line.partition(" # ")[0] for line in text.splitlines())
    assert text.isascii()
    assert not re.search(r"""\bf["']|->|: \w+ = |:=|\bnonlocal\b|\basync\b|raise .* from |\[\*""", code)
    for python2 in Path.home().glob(".pyenv/versions/2.7*/bin/python"):
        assert (
            b" is Python 2.7" in subprocess.run([python2, root / "build.py"], capture_output=True, check=False).stderr
        )


def test_without_the_venv_module_it_names_the_package_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "ensurepip" else object())
    with pytest.raises(CannotPrepare, match="apt install python3-venv"):
        CloneEnvironment(tmp_path / ".venv").prepare("runtime", SILENT)


def test_a_finished_environment_is_used_as_it_is(environment: CloneEnvironment) -> None:
    assert environment.is_ready("runtime")
    assert environment.prepare("runtime", SILENT) is False


def test_tests_and_benchmarks_get_what_only_they_need(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def prepare(_environment: CloneEnvironment, lock: str, _installation: Installation) -> bool:
        asked.append(lock)
        raise CannotPrepare("that is all we wanted to know")

    monkeypatch.setattr(CloneEnvironment, "prepare", prepare)
    monkeypatch.setattr(bootstrap, "_settle_process", lambda: None)
    assert {main(arguments) for arguments in ([], ["build"], ["test"], ["bench"], ["test", "--", "--help"])} == {1}
    assert asked == ["runtime", "runtime", "test", "test", "test"]


def test_before_the_environment_stands_nothing_but_the_standard_library_is_asked_for() -> None:
    """An environment of before has not yet what a newer lock brings."""
    code = (
        f"import sys; sys.path.insert(0, {str(Path(__file__).parent.parent)!r}); import generators.commands.bootstrap;"
        "print(*{name.split('.')[0] for name in sys.modules} - sys.stdlib_module_names - {'generators', '__main__'})"
    )
    ended = subprocess.run([sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True, check=False)
    assert (ended.stdout.strip(), ended.stderr) == ("", "")


@pytest.mark.parametrize("arguments", [["test", "--help"], ["test", "-h"], ["bench", "--help"]])
def test_who_asks_how_to_test_installs_nothing(clone: Path, arguments: list[str]) -> None:
    ended = run_clone(clone, *arguments)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith(f"Usage: python3 build.py {arguments[0]} [")
    assert not (clone / ".venv").exists()


def test_a_changed_lock_asks_for_new_packages(environment: CloneEnvironment) -> None:
    environment._stamp("runtime").write_bytes(environment._fingerprint("test"))
    assert environment.is_whole()
    assert not environment.is_ready("runtime")


def without_stamp(environment: CloneEnvironment) -> None:
    environment._stamp("runtime").unlink()


def changing(environment: CloneEnvironment) -> None:
    environment._changing().touch()


def without_python(environment: CloneEnvironment) -> None:
    environment.python.unlink()


def without_settings(environment: CloneEnvironment) -> None:
    (environment.folder / "pyvenv.cfg").unlink()


def without_a_package(environment: CloneEnvironment) -> None:
    shutil.rmtree(environment.packages / "click")


def without_any_package(environment: CloneEnvironment) -> None:
    shutil.rmtree(environment.packages)


@pytest.mark.parametrize(
    "harm",
    [
        without_stamp,
        changing,
        without_python,
        without_settings,
        without_a_package,
        without_any_package,
    ],
)
def test_a_damaged_environment_is_not_taken_for_whole(environment: CloneEnvironment, harm: object) -> None:
    assert environment.is_whole()
    assert callable(harm)
    harm(environment)
    assert not environment.is_whole()


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"half of a ha"])
def test_a_stamp_that_was_cut_short_or_overwritten_is_no_stamp(environment: CloneEnvironment, content: bytes) -> None:
    environment._stamp("runtime").write_bytes(content)
    assert not environment.is_ready("runtime")


def test_a_moved_environment_is_brought_up_to_date(environment: CloneEnvironment, tmp_path: Path) -> None:
    moved = CloneEnvironment(tmp_path / "moved" / ".venv")
    assert moved._fingerprint("runtime") != environment._fingerprint("runtime")


def test_a_package_that_cannot_be_imported_has_the_environment_made_anew(environment: CloneEnvironment) -> None:
    told = environment.damaged_by(ModuleNotFoundError("No module named 'pikepdf.models'", name="pikepdf.models"))
    assert told.endswith("damaged: No module named 'pikepdf.models' (run the same command again, which makes it anew)")
    assert not environment.is_whole()


def test_a_slip_in_the_kits_own_code_is_shown_as_it_is(environment: CloneEnvironment) -> None:
    slip = ImportError("cannot import name 'x'", name="generators.model")
    with pytest.raises(ImportError, match="cannot import name 'x'"):
        environment.damaged_by(slip)
    assert environment.is_whole()


def test_when_packages_cannot_be_had_it_says_so_and_leaves_nothing_that_looks_finished(clone: Path) -> None:
    ended = run_clone(clone, "--quiet", PIP_NO_INDEX="1", PIP_FIND_LINKS="", PIP_CONFIG_FILE=os.devnull)
    assert ended.returncode == 1
    assert "the kit's environment could not be made: ERROR: " in ended.stderr
    assert ended.stderr.endswith("(check the network connection (or the proxy), then run the same command again)\n")
    assert "Traceback" not in ended.stderr
    assert not CloneEnvironment(clone / ".venv").is_whole()
    assert len(ended.stderr.splitlines()) == 1


def test_two_builds_at_once_do_not_make_the_environment_together(clone: Path) -> None:
    command = [sys.executable, str(clone / "build.py"), "check"]
    with file_lock.lock(clone / ".venv.lock", print):
        waiting = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=clone)
        assert waiting.stderr is not None
        said = "".join(waiting.stderr.readline() for _ in range(2))
        waiting.kill()
        waiting.communicate()
    assert f"waiting for process {os.getpid()} " in said
    assert not (clone / ".venv").exists()


@pytest.mark.skipif(os.name == "nt", reason="there, such a Python does not start")
def test_the_python_of_an_environment_that_lost_its_settings_still_builds(clone: Path) -> None:
    python = CloneEnvironment(clone / ".venv").python
    python.parent.mkdir(parents=True)
    python.symlink_to(Path(sys.executable).resolve())
    variables = {**os.environ, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": "", "PIP_CONFIG_FILE": os.devnull}
    command = [str(python), str(clone / "build.py"), "check"]
    ended = subprocess.run(command, capture_output=True, text=True, env=variables, check=False, cwd=clone)
    assert "the kit's environment could not be made: ERROR: " in ended.stderr  # for want of packages alone
    assert python.resolve() == Path(sys.executable).resolve()


@SEES_PROCESSES
@pytest.mark.parametrize("name", ["SIGTERM", "SIGKILL"])
def test_whoever_is_killed_while_it_makes_the_environment_leaves_nobody_who_goes_on(
    clone: Path, tmp_path: Path, name: str
) -> None:
    scratch, packages = tmp_path / "scratch", CloneEnvironment(clone / ".venv").packages
    with Victim(clone, ["check"], scratch) as victim:
        assert happens(lambda: any((clone / ".venv").glob("lib/*/site-packages/*"))), "it had to be installing pip"
        assert victim.ends_at_once(signal.Signals[name], "alone")
    left = set(packages.rglob("*"))
    assert name == "SIGKILL" or (victim.program.returncode, victim.said.splitlines()[-1]) == (130, "interrupted")
    time.sleep(1)
    assert set(packages.rglob("*")) == left
    assert not CloneEnvironment(clone / ".venv").is_whole()


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


def test_an_environment_that_belongs_to_somebody_else_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_environment: CloneEnvironment) -> bool:
        raise PermissionError(13, "Permission denied", ".venv/bin/python")

    monkeypatch.setattr(CloneEnvironment, "is_whole", refuse)
    with pytest.raises(CannotPrepare, match="if it is another user's, copy the kit"):
        CloneEnvironment(tmp_path / ".venv").prepare("runtime", Installation(quiet=True))
