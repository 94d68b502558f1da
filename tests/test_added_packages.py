"""``build.py install`` adds packages beside those of the lock, and an environment that is made anew has them again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generators.commands.bootstrap import main
from generators.commands.clone_environment import CloneEnvironment
from generators.commands.installing import CannotPrepare, Installation

Capture = pytest.CaptureFixture[str]
SILENT = Installation(quiet=True)


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CloneEnvironment:
    """An environment whose installations are only written down."""
    made = CloneEnvironment(tmp_path / ".venv")

    def make(self: CloneEnvironment, _installation: Installation) -> None:
        (self.folder / "lib" / "python3.12" / "site-packages").mkdir(parents=True)
        (self.folder / "pyvenv.cfg").touch()
        self.python.parent.mkdir(parents=True, exist_ok=True)
        self.python.touch()

    def add(_self: Installation, _python: Path, packages: Path, names: list[str], _lock: Path) -> None:
        for name in names:
            if name == "gone":
                raise CannotPrepare("no such package")
            (packages / name).mkdir()

    monkeypatch.setattr(CloneEnvironment, "_make", make)
    monkeypatch.setattr(Installation, "install", lambda *_: None)
    monkeypatch.setattr(Installation, "install_clone", lambda *_: None)
    monkeypatch.setattr(Installation, "add", add)
    made.prepare("runtime", SILENT)
    return made


def test_what_was_added_is_there_after_the_environment_was_made_anew(environment: CloneEnvironment) -> None:
    environment.add(["redirects"], SILENT)
    assert environment.is_whole()
    environment.folder.rename(environment.folder.with_name("old"))
    environment.prepare("runtime", SILENT)
    assert (environment.packages / "redirects").is_dir()
    assert environment.is_whole()


def test_what_cannot_be_added_leaves_the_environment_as_it_was(environment: CloneEnvironment) -> None:
    with pytest.raises(CannotPrepare):
        environment.add(["gone"], SILENT)
    assert environment.is_whole()


@pytest.mark.parametrize("written", [[], ["git+https://example.org/x"], ["../x"], ["-r"], ["x==1; y"]])
def test_only_names_of_packages_are_taken(written: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["install", *written]) == 2
    assert "build.py install mkdocs-redirects" in capsys.readouterr().err


def test_what_a_cluster_needs_is_added_by_its_lock_and_again_when_that_has_changed(
    environment: CloneEnvironment, monkeypatch: pytest.MonkeyPatch
) -> None:
    locks: list[str] = []
    monkeypatch.setattr(Installation, "install", lambda *given: locks.append(given[-1].name))
    environment.add(["cluster", "redirects"], SILENT)
    assert locks == ["cluster.lock"]
    assert environment.is_ready("cluster")
    environment.folder.rename(environment.folder.with_name("old"))
    environment.prepare("runtime", SILENT)
    assert locks == ["cluster.lock", "runtime.lock", "cluster.lock"]
    for stamp in environment.folder.glob("kit-*.sha256"):
        stamp.write_text("of another lock")
    environment.prepare("runtime", SILENT)
    assert locks[3:] == ["runtime.lock", "cluster.lock"]
    assert (environment.packages / "redirects").is_dir()


def test_what_is_added_goes_with_the_versions_for_this_python_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = tmp_path / "runtime.lock"
    lock.write_text(
        "# comment==1\n"
        "a==1.2 \\\n    --hash=sha256:12\n"
        "b==1 ; python_full_version < '3.11.5' \\\n    --hash=sha256:12\n"
        "b==2 ; python_full_version >= '3.11.5' \\\n    --hash=sha256:12\n"
    )
    constraints: list[str] = []

    def run(_self: Installation, command: list[str], _hear: object) -> None:
        constraints.extend(Path(command[command.index("-c") + 1]).read_text("utf-8").split("\n"))

    monkeypatch.setattr(Installation, "_run", run)
    Installation(quiet=True).add(Path("python"), tmp_path, ["c"], lock)
    assert constraints == [
        "a==1.2",
        "b==1 ; python_full_version < '3.11.5'",
        "b==2 ; python_full_version >= '3.11.5'",
    ]


@pytest.mark.parametrize(
    ("asked", "newest", "told"),
    [
        (["Some_Plugin"], "2.0", True),
        (["some-plugin[git]"], "2.0", True),
        (["some-plugin"], "1.5", False),
        (["some-plugin==1.5"], "2.0", False),
        (["some-plugin<2"], "2.0", False),
        (["some-plugin"], "", False),
    ],
)
def test_an_older_version_than_the_newest_is_told(
    asked: list[str], newest: str, *, told: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    def run(_self: Installation, command: list[str], _hear: object) -> None:
        if "--dry-run" in command:
            if not newest:
                raise CannotPrepare("the index does not answer any more")
            report = {"install": [{"metadata": {"name": "some.plugin", "version": newest}}]}
            Path(command[command.index("--report") + 1]).write_text(json.dumps(report), encoding="utf-8")
        else:
            made = tmp_path / "packages" / "some_plugin-1.5.dist-info"
            made.mkdir(parents=True)
            (made / "METADATA").write_text("Metadata-Version: 2.1\nName: some-plugin\nVersion: 1.5\n", encoding="utf-8")

    (tmp_path / "runtime.lock").write_text("", encoding="utf-8")
    monkeypatch.setattr(Installation, "_run", run)
    with Installation(quiet=False) as installation:
        installation.add(Path("python"), tmp_path / "packages", asked, tmp_path / "runtime.lock")
    said = "some-plugin 1.5 was installed: the newest, 2.0, needs other versions of packages than the kit's"
    assert (said in capsys.readouterr().err) == told
