"""``audit`` compares what is locked with advisories that somebody brings along, and says where to look."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generators.commands.command_line import run
from generators.dependencies.locks import LockedPackage, read_lock


@pytest.fixture
def jinja(root: Path) -> LockedPackage:
    lock = root / "requirements" / "runtime.lock"
    return next(one for one in read_lock(lock, str(lock.relative_to(root))) if one.name == "jinja2")


def advisory(tmp_path: Path, **events: str) -> str:
    file = tmp_path / "advisory.json"
    ranges = [{"type": "ECOSYSTEM", "events": [{kind: version} for kind, version in events.items()]}]
    affected = [{"package": {"ecosystem": "PyPI", "name": "Jinja2"}, "ranges": ranges}]
    said = {"id": "TEST-7", "modified": "2026-01-02T03:04:05Z", "summary": "A page\x1b[2J", "affected": affected}
    file.write_text(json.dumps(said), encoding="utf-8")
    return str(file)


@pytest.fixture(autouse=True)
def in_the_clone(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)


def test_a_weak_package_is_named_with_the_line_of_its_lock_and_the_cure(
    tmp_path: Path, jinja: LockedPackage, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["audit", advisory(tmp_path, introduced="0", fixed="999")]) == 1
    weakness, summary = capsys.readouterr().out.splitlines()
    place = f"{Path('requirements', 'runtime.lock')}:{jinja.place.line}"
    assert weakness == f"{place}: jinja2 {jinja.version}: A page\\x1b[2J (TEST-7; mended in 999)"
    assert summary.endswith(
        "the newest of 2026-01-02: look at 1 of them (for newer versions: python3 build.py lock --upgrade)"
    )


def test_with_nothing_known_it_says_what_was_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["audit", advisory(tmp_path, introduced="0", fixed="0.1")]) == 0
    said = capsys.readouterr().out
    assert "packages compared with 1 advisories, the newest of 2026-01-02: nothing is known against them" in said


def test_what_is_no_advisory_is_no_all_clear(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "page.json").write_text("<html>", encoding="utf-8")
    for name, reason in (("empty", "nothing was compared"), ("page.json", "no advisory in the OSV format")):
        assert run(["audit", str(tmp_path / name)]) == 1
        assert reason in capsys.readouterr().err
    assert run(["audit"]) == 2
    assert "ADVISORIES" in capsys.readouterr().err
