"""What is known against a locked version is found, whatever shape its advisory has; nothing is found that is not so."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from packaging.utils import canonicalize_name
from packaging.version import Version

from generators.dependencies.advisories import NoAdvisories, findings_of, read_advisories
from generators.dependencies.locks import LockedPackage
from generators.model import Place

FILE = "advisory.json"


def advisory(identifier: str = "TEST-1", **more: Any) -> dict[str, Any]:
    return {"id": identifier, "modified": "2026-01-02T00:00:00Z", "summary": "Reads too much", **more}


def affecting(*events: dict[str, str], name: str = "paste-it", **more: Any) -> dict[str, Any]:
    ranges = [{"type": "ECOSYSTEM", "events": [*events]}] if events else []
    return {"package": {"ecosystem": "PyPI", "name": name}, "ranges": ranges, **more}


def locked(version: str, name: str = "paste-it") -> LockedPackage:
    return LockedPackage(canonicalize_name(name), Version(version), Place("runtime.lock", 7))


def read(tmp_path: Path, *documents: Any) -> list[Any]:
    for number, document in enumerate(documents):
        (tmp_path / f"{number}.json").write_text(json.dumps(document), encoding="utf-8")
    return list(read_advisories(tmp_path))


def weak(tmp_path: Path, affected: dict[str, Any], *versions: str) -> list[str]:
    """Those of ``versions`` that an advisory is about."""
    advisories = read(tmp_path, advisory(affected=[affected]))
    return [one for one in versions if any(found.is_sure for found in findings_of(locked(one), advisories))]


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        pytest.param(({"introduced": "0"}, {"fixed": "1.2"}), ["0.1a1", "1.1", "1.2rc1"], id="up to a mended one"),
        pytest.param(({"introduced": "0"},), ["0.1a1", "1.1", "1.2rc1", "1.2", "1.10", "2!1"], id="all of them"),
        pytest.param(({"introduced": "1.1"}, {"last_affected": "1.2"}), ["1.1", "1.2rc1", "1.2"], id="up to the last"),
        pytest.param(({"introduced": "1.2"}, {"last_affected": "1.2"}), ["1.2"], id="one alone"),
        pytest.param(({"fixed": "1.2"}, {"introduced": "1.1"}), ["1.1", "1.2rc1"], id="events in any order"),
        pytest.param(
            ({"introduced": "0"}, {"fixed": "1.1"}, {"introduced": "1.10"}),
            ["0.1a1", "1.10", "2!1"],
            id="mended and broken again",
        ),
        pytest.param(({"introduced": "0"}, {"limit": "1.2"}), ["0.1a1", "1.1", "1.2rc1"], id="up to a limit"),
    ],
)
def test_versions_are_compared_as_pip_orders_them(
    tmp_path: Path, events: tuple[dict[str, str], ...], expected: list[str]
) -> None:
    assert weak(tmp_path, affecting(*events), "0.1a1", "1.1", "1.2rc1", "1.2", "1.10", "2!1") == expected


def test_a_version_that_is_listed_is_weak_however_it_is_written(tmp_path: Path) -> None:
    assert weak(tmp_path, affecting(versions=["1.0.0-RC.1", "v2"]), "1.0rc1", "2.0", "2.0.1") == ["1.0rc1", "2.0"]


def test_a_package_is_known_by_each_spelling_of_its_name(tmp_path: Path) -> None:
    assert weak(tmp_path, affecting({"introduced": "0"}, name="Paste.It"), "1") == ["1"]


def test_other_packages_other_languages_and_what_was_withdrawn_say_nothing(tmp_path: Path) -> None:
    elsewhere = affecting({"introduced": "0"})
    elsewhere["package"] = {"ecosystem": "npm", "name": "paste-it"}
    advisories = read(
        tmp_path,
        advisory(affected=[affecting({"introduced": "0"}, name="paste-it-not")]),
        advisory(affected=[elsewhere]),
        advisory(affected=[affecting({"introduced": "0"})], withdrawn="2026-01-03T00:00:00Z"),
        advisory(),
    )
    assert list(findings_of(locked("1"), advisories)) == []


def test_one_weakness_under_three_names_is_told_once_with_what_mends_it(tmp_path: Path) -> None:
    advisories = read(
        tmp_path,
        advisory("TEST-A", aliases=["CVE-X"], affected=[affecting({"introduced": "0"}, {"fixed": "2"})]),
        advisory("TEST-B", affected=[affecting({"introduced": "0"}, {"fixed": "3"})]),
        advisory("TEST-C", aliases=["CVE-X", "TEST-B"], affected=[affecting({"introduced": "0"}, {"fixed": "1"})]),
    )
    (finding,) = findings_of(locked("1.5"), advisories)
    assert set(finding.names) == {"TEST-A", "CVE-X", "TEST-B"}
    assert [str(one) for one in finding.mended] == ["2", "3"]


@pytest.mark.parametrize(
    "part",
    [
        affecting({"introduced": "0"}, {"fixed": "the one of March"}),
        {**affecting(), "ranges": [{"type": "GIT", "repo": "somewhere", "events": [{"introduced": "0"}]}]},
        affecting(versions=["yesterday's"]),
    ],
    ids=["a version that is none", "commits alone", "a list of what is none"],
)
def test_what_cannot_be_compared_is_named_and_not_passed_over(tmp_path: Path, part: dict[str, Any]) -> None:
    (finding,) = findings_of(locked("5"), read(tmp_path, advisory(affected=[part])))
    assert finding.names == ("TEST-1",)
    assert finding.is_sure is ("ranges" in part and part["ranges"][:1] != [] and part["ranges"][0]["type"] != "GIT")


def test_a_file_may_hold_one_a_list_or_an_answer_and_an_archive_many(tmp_path: Path) -> None:
    one, listed, answer = advisory("TEST-1"), [advisory("TEST-2")], {"vulns": [advisory("TEST-3")]}
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        for number, document in enumerate((one, listed, answer)):
            archive.writestr(f"{number}.json", json.dumps(document))
        archive.writestr("README.txt", "not one of them")
    assert [found.names[0] for found in read_advisories(tmp_path / "all.zip")] == ["TEST-1", "TEST-2", "TEST-3"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[1]",
        b"7",
        b'{"id": 1, "affected": 7}',
        b"\xff\xfe",
        b'{"name": "x"}',
        b"[" * 100_000,
        b"PK\x03\x04",
    ],
    ids=lambda content: repr(content[:20]),
)
def test_what_is_no_advisory_is_named_with_the_reason(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(NoAdvisories, match=FILE):
        list(read_advisories(tmp_path / FILE))


def test_a_member_that_is_larger_than_any_advisory_is_not_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("large.json", b"[" + b" " * (65 * 1024 * 1024) + b"]")
    with pytest.raises(NoAdvisories, match=r"large\.json is larger than 64 MB"):
        list(read_advisories(tmp_path / "all.zip"))
