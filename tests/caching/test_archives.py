"""A folder becomes one archive and a folder again; what no folder of ours holds is refused before it is written."""

from __future__ import annotations

import io
import os
import stat
import zipfile
from pathlib import Path

import pytest

from generators.caching.archives import NotAnArchive, packed, sums_of, unpack
from generators.caching.trees import MOST_BYTES, Files, Unreadable


def folder_in(place: Path) -> Path:
    folder = place / "kit"
    (folder / "inner").mkdir(parents=True)
    (folder / "inner" / "page.md").write_bytes(b"# Welcome\n" * 100)
    (folder / "ñandú.txt").write_bytes(b"")
    return folder


def zipped(*entries: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return written.getvalue()


def test_a_folder_that_was_packed_is_unpacked_with_the_same_names_and_bytes(tmp_path: Path) -> None:
    folder = folder_in(tmp_path)
    unpack(packed(Files(folder)), tmp_path / "there")
    assert Files(tmp_path / "there").tree().digest == Files(folder).tree().digest


def test_the_same_files_are_the_same_archive_whenever_they_were_written(tmp_path: Path) -> None:
    folder = folder_in(tmp_path)
    before = packed(Files(folder))
    os.utime(folder / "inner" / "page.md", (1, 1))
    assert packed(Files(folder)) == before
    (folder / "inner" / "page.md").write_bytes(b"# Welcome")
    assert packed(Files(folder)) != before


def test_what_a_folder_is_without_does_not_travel(tmp_path: Path) -> None:
    folder = folder_in(tmp_path)
    assert [*sums_of(packed(Files(folder, frozenset({folder / "inner"}))))] == ["ñandú.txt"]


@pytest.mark.skipif(os.name == "nt", reason="not everybody may make links there")
def test_a_link_cannot_travel(tmp_path: Path) -> None:
    folder = folder_in(tmp_path)
    (folder / "link.md").symlink_to(folder / "inner" / "page.md")
    with pytest.raises(Unreadable, match=r"link\.md"):
        packed(Files(folder))


def a_link() -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo("link")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


@pytest.mark.parametrize(
    "archive",
    [
        b"no archive",
        packed(Files(Path(__file__).parent))[:-40],
        zipped(("../outside.txt", b"")),
        zipped(("/outside.txt", b"")),
        zipped(("inner/../../outside.txt", b"")),
        zipped((r"..\outside.txt", b"")),
        zipped(("c:outside.txt", b"")),
        zipped(("inner/", b"")),
        zipped((a_link(), b"/etc/hostname")),
    ],
)
def test_an_archive_that_is_damaged_or_leads_out_of_its_folder_is_refused_whole(archive: bytes, tmp_path: Path) -> None:
    with pytest.raises(NotAnArchive):
        unpack(archive, tmp_path / "there")
    assert not [*tmp_path.rglob("*.txt"), *tmp_path.rglob("link")]


def test_an_archive_that_unpacks_to_too_much_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    archive = bytearray(zipped(("large.txt", b"x")))
    said = archive.index(b"PK\x01\x02") + 24  # the size when unpacked (APPNOTE.TXT 6.3.10, 4.3.12)
    archive[said : said + 4] = (MOST_BYTES + 1).to_bytes(4, "little")
    with pytest.raises(NotAnArchive, match="more than a folder may"):
        unpack(bytes(archive), tmp_path)


def test_a_file_that_is_longer_than_its_archive_says_is_refused(tmp_path: Path) -> None:
    archive = bytearray(zipped(("short.txt", b"x" * 1000)))
    said = archive.index(b"PK\x01\x02") + 24
    archive[said : said + 4] = (10).to_bytes(4, "little")
    with pytest.raises(NotAnArchive):
        unpack(bytes(archive), tmp_path)
