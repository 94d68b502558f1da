"""A pack's folder is read with suspicion: plain files with plain names, of UTF-8 text, and not too many."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest
from sample import complaints, write

from generators.model import Place
from generators.model.problems import Problems, RefusedInput
from generators.reading.files import PackLimits, forbidden_character, pack_tree, read_lines, tree

takes_any_name = pytest.mark.skipif(os.name == "nt", reason="this computer itself refuses such names")


def found(root: Path, limits: PackLimits | None = None) -> tuple[list[str], list[str]]:
    """The paths that a pack may use, and what is said of the others."""
    problems = Problems()
    return list(pack_tree(root, "packs/acme", problems, limits)), complaints(problems)


def read(root: Path, data: bytes, limit: int = 0) -> tuple[list[str], list[str]]:
    """The lines of a file that holds ``data``, and what is said of it."""
    problems = Problems()
    file = write(root, {"a.md": data}) / "a.md"
    lines = read_lines(file, "content/a.md", problems, limit)
    assert [line.place for line in lines] == [Place("content/a.md", number) for number in range(1, len(lines) + 1)]
    return [line.text for line in lines], complaints(problems)


def test_files_come_sorted_by_path_without_what_computers_leave_behind(tmp_path: Path) -> None:
    names = ("b.md", "a/c.md", "a/b/d.md", ".git/x", ".DS_Store", "a/~$c.md", "Thumbs.db", "desktop.ini")
    assert found(write(tmp_path, dict.fromkeys(names, ""))) == (["a/b/d.md", "a/c.md", "b.md"], [])


def test_an_empty_or_missing_folder_of_the_kit_holds_nothing(tmp_path: Path) -> None:
    assert tree(tmp_path) == {}
    assert tree(tmp_path / "nowhere") == {}


def test_the_kit_reads_its_own_folder_without_hidden_files(tmp_path: Path) -> None:
    write(tmp_path, dict.fromkeys(("z.md", "a/b.svg", ".x/y.md", ".y.md", "__pycache__/z.pyc"), ""))
    assert list(tree(tmp_path)) == ["a/b.svg", "z.md"]


def test_a_symbolic_link_is_refused_be_it_to_a_file_a_folder_or_nothing(tmp_path: Path) -> None:
    pack = write(tmp_path / "pack", {"a.md": ""})
    for name, target in (("file.md", __file__), ("folder", tmp_path), ("nothing.md", "nowhere")):
        (pack / name).symlink_to(target)
    paths, said = found(pack)
    assert paths == ["a.md"]
    assert said == [
        f"packs/acme/{name}:1: symbolic links are not read (put a copy of the file here)"
        for name in ("file.md", "folder", "nothing.md")
    ]


def test_a_hard_link_is_refused(tmp_path: Path) -> None:
    pack = write(tmp_path / "pack", {"a.md": ""})
    outside = write(tmp_path, {"secret": ""}) / "secret"
    os.link(outside, pack / "b.md")
    assert found(pack) == (
        ["a.md"],
        ["packs/acme/b.md:1: the file has a second (hard) link (put a copy of the file here)"],
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this computer has no named pipes")
def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.md")
    assert found(tmp_path) == ([], ["packs/acme/a.md:1: this is not a regular file (take it out of the pack)"])


@takes_any_name
@pytest.mark.parametrize("name", ["con.md", "AUX", "nul.txt", "com1.md", "a:b.md", "a\\b.md", "a?.md", "end.", "end "])
def test_a_name_that_windows_does_not_know_is_refused(tmp_path: Path, name: str) -> None:
    paths, (said,) = found(write(tmp_path, {name: ""}))
    assert paths == []
    assert "the file name does not work on Windows (rename the file: letters, digits, hyphens, and a dot)" in said


@pytest.mark.parametrize("name", ["console.md", "com.md", "auxiliary.md", "ñandú ü.md", "日本.md"])
def test_names_that_only_look_alike_and_names_of_any_script_are_fine(tmp_path: Path, name: str) -> None:
    assert found(write(tmp_path, {name: ""})) == ([name], [])


@takes_any_name
@pytest.mark.parametrize("name", ["a\x1b[31m.md", "a\nb.md", "a\u202egpj.md", "a\u200b.md"])
def test_a_name_with_control_characters_is_refused_and_never_reaches_the_terminal(tmp_path: Path, name: str) -> None:
    paths, (said,) = found(write(tmp_path, {name: ""}))
    assert paths == []
    assert "the file name holds control characters" in said
    assert said.isprintable()


@takes_any_name
@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("\udcfcber uns.md", "über uns.md"),
        ("vorl\udce4ge.pptx", "vorläge.pptx"),
        ("\udc81.md", "ü.md"),
        ("Ã¼ber uns.md", "über uns.md"),
        ("├╝ber.md", "über.md"),
    ],
)
def test_a_name_in_the_letters_of_an_old_windows_is_told_as_it_was_meant(tmp_path: Path, name: str, meant: str) -> None:
    paths, (said,) = found(write(tmp_path, {name: ""}))
    assert paths == [] and said.isprintable()
    assert f"letters of the file's name were lost on the way here (rename the file to '{meant}'" in said


@pytest.mark.parametrize("name", ["über.md", "Ñandú.md", "Âge.md", "Здравствуй.md", "第一.md", "café été.md"])
def test_a_name_in_other_letters_is_taken_as_it_is(tmp_path: Path, name: str) -> None:
    assert found(write(tmp_path, {name: ""})) == ([name], [])


def test_two_names_that_differ_by_capitals_alone_are_refused(tmp_path: Path) -> None:
    pack = write(tmp_path, {"a/Kinds.md": "", "a/kinds.md": "", "b/kinds.md": ""})
    if len(list((pack / "a").iterdir())) == 1:
        pytest.skip("this computer does not tell them apart")
    assert found(pack) == (
        ["a/Kinds.md", "b/kinds.md"],
        ["packs/acme/a/kinds.md:1: differs from 'Kinds.md' only by capital letters (rename one of the two)"],
    )


def test_two_names_that_look_alike_are_not_said_to_differ_by_capitals(tmp_path: Path) -> None:
    pack = write(tmp_path, {"caf\u00e9.md": "", "cafe\u0301.md": ""})
    if len(list(pack.iterdir())) == 1:
        pytest.skip("this computer does not tell them apart")
    (said,) = found(pack)[1]
    assert "is the same name as" in said and "to many computers" in said


def test_a_name_taken_apart_by_its_computer_is_put_together(tmp_path: Path) -> None:
    apart = unicodedata.normalize("NFD", "café.md")
    write(tmp_path, {apart: ""})
    assert found(tmp_path) == (["café.md"], [])
    assert list(tree(tmp_path)) == ["café.md"]


def test_an_endless_name_is_refused(tmp_path: Path) -> None:
    longest = "a" * 147 + ".md"
    paths, (said,) = found(write(tmp_path, {longest: "", "b" * 148 + ".md": ""}))
    assert paths == [longest]
    assert said.endswith("the file name is too long (use at most 150 letters)")


def test_a_folder_that_cannot_be_read_is_a_problem_and_no_crash(tmp_path: Path) -> None:
    paths, (said,) = found(tmp_path / "nowhere")
    assert paths == []
    assert said.startswith("packs/acme:1: cannot be read: ")


def test_folders_nest_six_deep_at_most(tmp_path: Path) -> None:
    paths, said = found(write(tmp_path, {"1/2/3/4/5/6/a.md": "", "1/2/3/4/5/6/7/b.md": ""}))
    assert paths == ["1/2/3/4/5/6/a.md"]
    assert said == ["packs/acme/1/2/3/4/5/6/7:1: folders are nested more than 6 levels deep (use fewer folders)"]


@pytest.mark.parametrize(
    ("limits", "message"),
    [(PackLimits(files=3), "more than 3 files and folders"), (PackLimits(total_size=2_500_000), "more than 2 MB")],
)
def test_a_pack_that_is_too_large_is_refused_as_a_whole(tmp_path: Path, limits: PackLimits, message: str) -> None:
    write(tmp_path, {f"{number}/a.md": b"x" * 1_000_000 for number in range(3)})
    with pytest.raises(RefusedInput, match=f"the pack holds {message}"):
        found(tmp_path, limits)


def test_lines_end_as_on_any_computer(tmp_path: Path) -> None:
    assert read(tmp_path, b"a\r\nb\rc\n") == (["a", "b", "c", ""], [])


def test_a_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    assert read(tmp_path, b"\xef\xbb\xbf---\n") == (["---", ""], [])


def test_an_empty_file_is_one_empty_line(tmp_path: Path) -> None:
    assert read(tmp_path, b"") == ([""], [])


def test_letters_taken_apart_are_put_together(tmp_path: Path) -> None:
    assert read(tmp_path, "cafe\u0301".encode()) == (["café"], [])


@pytest.mark.parametrize("data", [b"a\nb\xe9\n", b"a\rb\xff", b"a\n\x80"])
def test_text_in_another_encoding_is_told_with_its_line(tmp_path: Path, data: bytes) -> None:
    lines, (said,) = read(tmp_path, data)
    assert lines == []
    assert ":2: this line is not UTF-8 text" in said
    assert "(save the file with the encoding UTF-8" in said
    assert said.startswith("content/a.md:1:" if data[0] == 0xFF else "content/a.md:2:")


@pytest.mark.parametrize("char", ["\x00", "\x07", "\x1b", "\x0c", "\x7f", "\x9b", "\u2028", "\u202e", "\ufffe"])
def test_a_control_character_is_told_by_its_number(tmp_path: Path, char: str) -> None:
    _, said = read(tmp_path, f"a\nb{char}c\td".encode())
    assert said == [f"content/a.md:2: holds the control character U+{ord(char):04X} (delete it)"]


def test_each_of_them_is_found_in_any_text() -> None:
    ranges = ((0, 9), (0xB, 0xD), (0xE, 0x20), (0x7F, 0xA0), (0x2028, 0x202F), (0x2066, 0x206A), (0xD800, 0xE000))
    further = ((0xFFFE, 0x10000), (0xE0001, 0xE0002), (0xE0020, 0xE0080))
    numbers = [number for first, end in (*ranges, *further) for number in range(first, end)]
    assert [number for number in numbers if forbidden_character(f"b\n{chr(number)}c") != f"U+{number:04X}"] == []


def test_letters_of_any_script_and_pictures_are_no_control_characters() -> None:
    assert forbidden_character("é ñ ح\u200cה 漢 👩\u200d🔧 \u200e\u00ad\t") == ""


def test_a_file_may_be_as_large_as_its_limit(tmp_path: Path) -> None:
    assert read(tmp_path, b"x" * 5000, 5000) == (["x" * 5000], [])
    assert read(tmp_path, b"x" * 5001, 5000) == (
        [],
        ["content/a.md:1: larger than 5 kB (split the file or make it shorter)"],
    )


def test_a_file_that_cannot_be_read_is_a_problem_and_no_crash(tmp_path: Path) -> None:
    problems = Problems()
    assert read_lines(tmp_path, "content/a.md", problems) == ()
    assert complaints(problems)[0].startswith("content/a.md:1: cannot be read: ")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_text_of_any_unicode_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    assert read(tmp_path, "name: Café\r\nunion: No. 7\r\n".encode(encoding)) == (["name: Café", "union: No. 7", ""], [])


def test_letters_of_an_old_encoding_are_shown_as_they_probably_were(tmp_path: Path) -> None:
    lines, (said,) = read(tmp_path, "a\rCafé du “Nord”\r".encode("cp1252"))
    assert lines == []
    assert ":2: this line is not UTF-8 text, but probably: Café du “Nord” (save the file" in said


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"PK\x03\x04 word/document.xml", "a file of Word"),
        (b"{\\rtf1 Hi", "formatted text (RTF)"),
        (b"%PDF-1.7", "a PDF"),
        (b"\x89PNG\r\n", "a picture"),
    ],
)
def test_a_file_that_only_has_the_name_of_a_text_is_told_what_it_is(tmp_path: Path, data: bytes, what: str) -> None:
    lines, (said,) = read(tmp_path, data)
    assert (lines, f":1: this is no plain text, but {what}" in said) == ([], True)
