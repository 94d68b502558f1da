"""Whatever the surroundings, a command works, or ends as it was promised, with one line that says what to do."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

KIT = ("--root", str(Path(__file__).parent / "kit"))
CHECK = ("check", *KIT)
NO_PROBLEMS = "base: no problems\n"

POSIX = pytest.mark.skipif(os.name == "nt", reason="descriptors, limits, and devices as POSIX has them")


def run(
    root: Path,
    arguments: Sequence[str],
    folder: Path,
    shell: str = "",
    variables: Mapping[str, str | None] | None = None,
) -> subprocess.CompletedProcess[str]:
    """``build.py`` in ``folder``; ``shell`` is what a shell does before or with it, ``$@``; None unsets a variable."""
    command = [sys.executable, str(root / "build.py"), *arguments]
    if shell:
        command = ["/bin/sh", "-c", shell, "sh", *command]
    changed = {**os.environ, **(variables or {})}
    environment = {name: value for name, value in changed.items() if value is not None}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


SURROUNDINGS: dict[str, dict[str, str | None]] = {
    "modules of other programs": {"PYTHONPATH": "shadow"},
    "another Python's home": {"PYTHONHOME": "/usr"},
    "warnings as errors": {"PYTHONWARNINGS": "error"},
    "no asserts, no docstrings": {"PYTHONOPTIMIZE": "2", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONSAFEPATH": "1"},
    "an ASCII locale": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"},
    "an unknown locale": {"LC_ALL": "xx_XX.ISO-8859-1", "LANG": None},
    "no home": {"HOME": None, "USERPROFILE": None, "XDG_CACHE_HOME": None},
    "no temporary folder": {"TMPDIR": "/nonexistent", "TEMP": "/nonexistent", "TMP": "/nonexistent"},
    "no date": {"SOURCE_DATE_EPOCH": ""},
    "pip elsewhere": {"PIP_TARGET": "elsewhere", "PIP_USER": "1", "PIP_NO_INDEX": "1"},
}


@pytest.mark.parametrize("variables", SURROUNDINGS.values(), ids=SURROUNDINGS)
def test_it_works_with(variables: dict[str, str | None], root: Path, tmp_path: Path) -> None:
    (tmp_path / "shadow").mkdir()
    for name in ("click", "typing", "hashlib", "subprocess"):
        (tmp_path / "shadow" / f"{name}.py").write_text("raise SystemExit('not the one that was meant')\n")
    ended = run(root, CHECK, tmp_path, variables=variables)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, NO_PROBLEMS, "")


def test_it_works_with_a_home_that_is_none(root: Path, tmp_path: Path) -> None:
    kit = Path(shutil.copytree(root / "tests" / "plain-kit", tmp_path / "kit"))
    settings = kit / "mkdocs.yml"
    # Which letters the typefaces have is remembered, and soon read again; how they are cut would take ten seconds.
    text, changed = re.subn("(?m)^site_name: .*", "site_name: Local \u01ee", settings.read_text(encoding="utf-8"))
    settings.write_text(text, encoding="utf-8")
    homeless = {"HOME": "/dev/null/home", "XDG_CACHE_HOME": "/dev/null/cache"}
    ended = run(root, ("check", "--root", str(kit)), tmp_path, variables=homeless)
    assert (changed, ended.returncode, ended.stdout, ended.stderr) == (1, 0, NO_PROBLEMS, "")


@POSIX
@pytest.mark.parametrize(
    ("shell", "said"),
    [
        ('"$@" <&-', NO_PROBLEMS),
        ('"$@" 2>&-', NO_PROBLEMS),
        ('"$@" >&-', ""),
        ('"$@" <&- >&- 2>&-', ""),
        ('umask 777; "$@"', NO_PROBLEMS),
        ('ulimit -n 40; "$@"', NO_PROBLEMS),
    ],
)
def test_it_works_in_a_shell_that_says(shell: str, said: str, root: Path, tmp_path: Path) -> None:
    ended = run(root, CHECK, tmp_path, shell)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, said, "")


@POSIX
def test_what_is_written_with_a_stream_closed_holds_nothing_that_was_said(root: Path, tmp_path: Path) -> None:
    build = ("build", *KIT, "--only", "decks", "--jobs", "1", "--out")
    assert run(root, (*build, "heard"), tmp_path).returncode == 0
    assert run(root, (*build, "closed"), tmp_path, '"$@" <&- >&- 2>&-').returncode == 0
    (heard,), (closed,) = (list((tmp_path / name).rglob("*.pptx")) for name in ("heard", "closed"))
    assert heard.read_bytes() == closed.read_bytes()


FULL = "build.py: no space left on device: standard output (free some space there, then run the same command again)\n"
NO_FOLDER = (
    "build.py: the folder that you are in no longer exists (go to another one, then run the same command again)\n"
)
TOO_LARGE = "(free some space there, then run the same command again)\n"


@POSIX
@pytest.mark.parametrize(
    ("shell", "arguments", "code", "said"),
    [
        ('"$@" >/dev/full', CHECK, 1, FULL),
        ('"$@" 2>/dev/full', ("chek",), 2, ""),
        ('mkdir gone; cd gone; rmdir ../gone; "$@"', CHECK, 1, NO_FOLDER),
        ('("$@"; echo $? >code) | :; exit $(cat code)', ("--help",), 1, ""),
    ],
    ids=["a full disk to write to", "a full disk for messages", "a folder that is gone", "a reader that has ended"],
)
def test_it_says_in_one_line_what_is_in_the_way(
    shell: str, arguments: tuple[str, ...], code: int, said: str, root: Path, tmp_path: Path
) -> None:
    ended = run(root, arguments, tmp_path, shell)
    assert (ended.returncode, ended.stderr) == (code, said)


@POSIX
@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("pack", [(), ("harbor",)], ids=["the base", "a local"])
def test_a_disk_that_fills_up_names_the_file_and_leaves_what_was_there(
    jobs: str, pack: tuple[str, ...], root: Path, tmp_path: Path
) -> None:
    (tmp_path / "dist").mkdir()
    # As a disk does that fills up, the system refuses to write more than 20 blocks of 512 bytes to one file.
    ended = run(root, ("build", *pack, *KIT, "--jobs", jobs, "--quiet"), tmp_path, 'ulimit -f 20; "$@"')
    assert ended.returncode == 1
    (line,) = ended.stderr.splitlines(keepends=True)
    assert line.startswith(f"build.py: file too large: dist{os.sep}.") and line.endswith(TOO_LARGE)
    assert list((tmp_path / "dist").iterdir()) == []


@POSIX
@pytest.mark.parametrize("umask", ["000", "077", "777"])
def test_what_is_built_can_be_read_by_a_web_server_and_changed_by_its_owner_alone(
    umask: str, root: Path, tmp_path: Path
) -> None:
    assert run(root, ("build", *KIT, "--only", "site", "--quiet"), tmp_path, f'umask {umask}; "$@"').returncode == 0
    modes = {(path.is_dir(), stat.S_IMODE(path.stat().st_mode)) for path in (tmp_path / "dist" / "base").rglob("*")}
    assert modes == {(True, 0o755), (False, 0o644)}


@POSIX
@pytest.mark.parametrize("name", ['it\'s "mine" & yours', "mentoría 手引き", "100% #1 [draft] $HOME", "x" * 200])
def test_it_works_in_a_folder_called(name: str, root: Path, tmp_path: Path) -> None:
    kit = tmp_path / name / "tests" / "kit"
    for part in ("tests/kit", "overrides/theme"):
        shutil.copytree(root / part, tmp_path / name / part)
    ended = run(root, ("build", "--root", str(kit), "--only", "site", "--quiet"), kit)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert (kit / "dist" / "base" / "site" / "index.html").is_file()
