"""Files, folders, and archives become one list in one order; nothing outside of them is read, and no archive bursts."""

from __future__ import annotations

import os
import stat
import struct
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from generators.collect.answers import Unreadable
from generators.collect.finding import CollectLimits, Found, find_files


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(files: Mapping[str, bytes]) -> None:
    for path, data in files.items():
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_bytes(data)


def packed(name: str, files: Mapping[str, bytes], *, compressed: bool = False) -> Path:
    with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED) as archive:
        for path, data in files.items():
            archive.writestr(zipfile.ZipInfo(path), data, zipfile.ZIP_DEFLATED if compressed else None)
    return Path(name)


def found(*paths: str, limits: CollectLimits | None = None) -> dict[str, bytes | str]:
    """What is found, with each file's bytes, or the reason why there are none."""
    return {
        file.path: outcome(file)
        for file in find_files([Path(path) for path in paths], frozenset(), limits or CollectLimits())
    }


def outcome(file: Found) -> bytes | str:
    try:
        return file.read()
    except Unreadable as reason:
        return str(reason)


def test_folders_are_read_to_the_bottom_in_one_order_without_litter() -> None:
    write(
        {
            "in/b.pdf": b"b",
            "in/a/z.pdf": b"z",
            "in/.hidden": b"",
            "in/Thumbs.db": b"",
            "in/~$b.docx": b"",
            "c.pdf": b"c",
        }
    )
    assert list(found("in", "c.pdf").items()) == [("c.pdf", b"c"), ("in/a/z.pdf", b"z"), ("in/b.pdf", b"b")]


def test_a_file_that_is_given_twice_is_read_once() -> None:
    write({"in/b.pdf": b"b"})
    assert found("in", "in/b.pdf", "./in") == {"in/b.pdf": b"b"}


def test_outputs_of_an_earlier_run_are_left_out() -> None:
    write({"in/b.pdf": b"b", "in/table.csv": b"x"})
    kept = find_files([Path("in")], frozenset({Path("in/table.csv").resolve()}), CollectLimits())
    assert [file.path for file in kept] == ["in/b.pdf"]


def test_a_path_far_away_is_shown_without_the_folders_above_it(tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("zoe") / "answers"
    write({str(elsewhere / "a.pdf"): b"a"})
    assert found(str(elsewhere)) == {"answers/a.pdf": b"a"}


@pytest.mark.skipif(os.name == "nt", reason="making links needs rights there")
def test_links_in_folders_are_named_and_not_followed(here: Path) -> None:
    write({"in/a.pdf": b"a", "secret/b.pdf": b"b"})
    (here / "in" / "link.pdf").symlink_to(here / "secret" / "b.pdf")
    (here / "in" / "folder").symlink_to(here / "secret")
    assert found("in") == {
        "in/a.pdf": b"a",
        "in/link.pdf": "is a link, not a file",
        "in/folder": "is a link, not a file",
    }


@pytest.mark.skipif(os.name == "nt", reason="there are no such pipes")
def test_a_pipe_is_named_and_nobody_waits_for_it(here: Path) -> None:
    write({"in/a.pdf": b"a"})
    os.mkfifo(here / "in" / "pipe.pdf")
    assert found("in") == {"in/a.pdf": b"a", "in/pipe.pdf": "cannot be opened"}
    assert found("in/pipe.pdf") == {"in/pipe.pdf": "cannot be opened"}


def test_a_file_that_is_too_large_is_refused() -> None:
    write({"a.pdf": b"x" * 1_000_001, "b.pdf": b"b"})
    sizes = CollectLimits(file_size=1_000_000)
    assert found("a.pdf", "b.pdf", limits=sizes) == {
        "a.pdf": "is larger than 1 MB, which no filled form is",
        "b.pdf": b"b",
    }


def test_archives_are_read_without_unpacking_them(here: Path) -> None:
    packed("in.zip", {"b.pdf": b"b", "x/a.pdf": b"a", "__MACOSX/x/._a.pdf": b"", ".DS_Store": b""}, compressed=True)
    assert found("in.zip") == {"in.zip/b.pdf": b"b", "in.zip/x/a.pdf": b"a"}
    assert [file.name for file in here.iterdir()] == ["in.zip"]


@pytest.mark.parametrize("path", ["../out.pdf", "/etc/out.pdf", "x/../../out.pdf", "..\\out.pdf", "C:\\out.pdf"])
def test_paths_that_lead_out_of_an_archive_are_refused(path: str) -> None:
    packed("in.zip", {path: b"x", "b.pdf": b"b"})
    read = found("in.zip")
    assert read.pop("in.zip/b.pdf") == b"b"
    assert list(read.values()) == ["has a path that leads out of its archive"]


def test_links_and_archives_in_archives_are_refused() -> None:
    with zipfile.ZipFile("in.zip", "w") as archive:
        link = zipfile.ZipInfo("link.pdf")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("inner.zip", packed("inner.zip", {"a.pdf": b"a"}).read_bytes())
    assert found("in.zip") == {
        "in.zip/inner.zip": "is an archive inside an archive; unpack it first",
        "in.zip/link.pdf": "is a link, not a file",
    }


def test_a_locked_file_in_an_archive_is_named() -> None:
    data = bytearray(packed("in.zip", {"a.pdf": b"a"}).read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    Path("in.zip").write_bytes(data)
    assert found("in.zip") == {"in.zip/a.pdf": "is locked with the archive's password; unpack it first"}


def test_an_archive_that_bursts_is_left_out_and_the_rest_is_read() -> None:
    packed("in.zip", {f"{number}.pdf": bytes(800_000) for number in range(5)}, compressed=True)
    packed("well.zip", {"a.pdf": b"a"})
    read = found("in.zip", "well.zip", limits=CollectLimits(file_size=1_000_000, unpacked_size=2_000_000))
    assert read["well.zip/a.pdf"] == b"a"
    assert [
        data for data in read.values() if data == "is left out: its archive unpacks to more than anybody would send"
    ]
    assert sum(len(data) for data in read.values() if isinstance(data, bytes)) < 2_000_000


def test_all_files_together_are_bounded_in_archives_and_beside_them() -> None:
    packed("in.zip", {f"{number}.pdf": bytes(800_000) for number in range(3)}, compressed=True)
    write({"z.pdf": b"z"})
    read = found("in.zip", "z.pdf", limits=CollectLimits(whole_size=2_000_000))
    assert [len(data) for data in read.values()][:2] == [800_000, 800_000]
    assert [*read.values()][2:] == ["comes after 2 MB of others; collect in parts"] * 2


def test_an_archive_that_lies_about_sizes_is_measured() -> None:
    data = bytearray(packed("in.zip", {"a.pdf": bytes(3_000_000)}, compressed=True).read_bytes())
    struct.pack_into("<I", data, data.index(b"PK\x01\x02") + 24, 10)
    Path("in.zip").write_bytes(data)
    (reason,) = found("in.zip", limits=CollectLimits(file_size=1_000_000)).values()
    assert isinstance(reason, str) or len(reason) <= 10


def test_damaged_archives_are_named() -> None:
    whole = packed("in.zip", {"a.pdf": b"a" * 1000}, compressed=True).read_bytes()
    Path("cut.zip").write_bytes(whole[:-30])
    wrong = bytearray(whole)
    wrong[40] ^= 0xFF
    Path("wrong.zip").write_bytes(wrong)
    assert found("cut.zip") == {"cut.zip": "is a damaged archive"}
    assert found("wrong.zip") == {
        "wrong.zip/a.pdf": "cannot be unpacked: its archive is damaged, or packed in an unusual way"
    }


def test_an_office_document_is_no_archive_of_forms() -> None:
    packed("letter.docx", {"[Content_Types].xml": b"<Types/>", "word/document.xml": b""})
    assert list(found("letter.docx")) == ["letter.docx"]


def test_names_with_control_characters_are_shown_without_them() -> None:
    packed("in.zip", {"a\x1b[31m\nb.pdf": b"x"})
    assert list(found("in.zip")) == ["in.zip/a[31m b.pdf"]


def test_too_many_files_are_cut_off_with_a_word() -> None:
    write({f"in/{number}.pdf": b"x" for number in range(5)})
    read = found("in", limits=CollectLimits(files=3))
    assert list(read.values()).count(b"x") == 3
    assert "comes after 3 others; collect in parts" in read.values()
