"""Typefaces: every family is really there, and its cut copies hold the letters that people of the kit write."""

from __future__ import annotations

import io
import sys
import zlib
from functools import partial
from pathlib import Path

import platformdirs
import pytest
from fontTools.ttLib import TTFont

from generators.brand import fonts
from generators.caching import folder

EUROPEAN = "Zoë Żółć Ñandú Åse Łukasz Şule Čeněk Đorđe Győző Ħamrun Ísafjörður Ťava ß Œuvre €"
VIETNAMESE = "Nguyễn Thị Ánh Đặng Hữu Phước ỹ ợ ằ Ẫ"
OTHER_SCRIPTS = "Ωμέγα Київ Ґалаґан"


@pytest.mark.parametrize("name", sorted(fonts.FAMILIES))
def test_every_family_has_its_files_and_its_license(name: str) -> None:
    known = fonts.FAMILIES[name]
    assert all((known.folder / face.file).is_file() for face in known.faces)
    assert "Open Font License" in known.license.replace("OPEN FONT LICENSE", "Open Font License")


def test_an_unknown_family_gives_the_default_one() -> None:
    assert fonts.family("Papyrus Deluxe").name == fonts.DEFAULT_FAMILY


def test_layout_finds_a_folder_for_each_family() -> None:
    assert len(fonts.font_paths()) == len(fonts.FAMILIES) + 2, "and for other scripts, and for East Asian ones"
    assert all(folder.is_dir() for folder in fonts.font_paths())


def test_the_web_font_of_the_default_family_holds_european_and_vietnamese_letters_in_two_styles() -> None:
    faces = fonts.web_font(fonts.DEFAULT_FAMILY)
    for style in ("normal", "italic"):
        held: set[int] = set()
        for face in faces:
            if face.style == style:
                held |= set(TTFont(io.BytesIO(face.data)).getBestCmap())
        assert not {char for char in EUROPEAN + VIETNAMESE + OTHER_SCRIPTS if ord(char) not in held}
    assert {face.weight for face in faces} == {"400 700"}


def test_an_english_page_needs_only_the_small_half() -> None:
    basic, extended = fonts.web_font(fonts.DEFAULT_FAMILY)[:2]
    assert len(basic.data) < 30_000 < len(extended.data)
    assert "U+1E00-1EFF" in extended.unicode_range
    assert "U+20-7E" in basic.unicode_range


def test_typed_answers_hold_european_vietnamese_greek_and_cyrillic_letters() -> None:
    font = fonts.field_font("en")
    assert not {char for char in EUROPEAN + VIETNAMESE + OTHER_SCRIPTS if ord(char) not in font.glyphs}
    assert max(font.glyphs.values()) < len(font.widths)
    assert font.descent < 0 < font.cap_height < font.ascent


def test_typed_arabic_holds_the_joined_shapes_too() -> None:
    glyphs = fonts.field_font("ar").glyphs
    assert {0x0645, 0x06CC, 0x06A9, 0xFEE3, ord("A")} <= set(glyphs)


def test_the_field_font_says_what_its_own_program_says() -> None:
    font = fonts.field_font("en")
    program = TTFont(io.BytesIO(zlib.decompress(font.program)))
    assert len(zlib.decompress(font.program)) == font.length
    assert "fvar" not in program
    assert program["OS/2"].usWeightClass == 400
    for char in "Aẽw":
        glyph = program.getBestCmap()[ord(char)]
        assert program.getGlyphID(glyph) == font.glyphs[ord(char)]
        assert program["hmtx"][glyph][0] == font.widths[font.glyphs[ord(char)]]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_glyph_of_a_latin_letter_has_the_letters_number_as_some_programs_take_for_granted(language: str) -> None:
    font = fonts.field_font(language)
    assert {letter for letter in map(ord, EUROPEAN) if letter < 256 and font.glyphs[letter] != letter} <= {0xA0, 0xAD}
    assert 0x1F00 not in font.glyphs, "letters that nobody types make each form larger"


def test_cutting_twice_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cut = []
    for run in ("one", "two"):
        monkeypatch.setattr(fonts, "store_folder", partial(Path, tmp_path, run))
        fonts.web_font.cache_clear()
        cut.append(fonts.web_font("Atkinson Hyperlegible"))
    assert cut[0] == cut[1]


def test_a_cache_that_cannot_be_written_works_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "typefaces").write_text("a file where the folder should be")
    monkeypatch.setattr(fonts, "store_folder", lambda: tmp_path)
    assert fonts.cached_cut("fontpkg_noto_sans", "test", lambda: b"cut") == b"cut"


def test_a_user_without_a_home_needs_no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless(*_name: str, **_options: object) -> Path:
        raise RuntimeError("could not determine the home directory")

    monkeypatch.setattr(platformdirs, "user_cache_path", homeless)
    assert fonts.cached_cut("fontpkg_noto_sans", "test", lambda: b"cut") == b"cut"


def test_what_was_cut_once_is_read_from_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "store_folder", lambda: tmp_path)
    fonts.cached_cut("fontpkg_noto_sans", "test", lambda: b"cut")
    assert fonts.cached_cut("fontpkg_noto_sans", "test", lambda: b"cut again") == b"cut"


def test_caches_stand_where_the_system_keeps_them_and_never_in_the_environment() -> None:
    assert not folder.cache_folder().is_relative_to(sys.prefix)
    assert folder.cache_folder().name == "mentoring-kit"


@pytest.mark.parametrize(("language", "arabic"), [("ar", True), ("fa-IR", True), ("ps", True), ("es-MX", False)])
def test_answers_are_typed_in_a_font_of_the_languages_script(language: str, *, arabic: bool) -> None:
    assert (0x0626 in fonts.field_font(language).glyphs) is arabic
