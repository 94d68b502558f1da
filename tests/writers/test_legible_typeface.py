"""The typeface that readers may choose in place of the brand's."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools import ttLib
from sample import resolved

from generators.brand.fonts import LEGIBLE_FAMILY, LEGIBLE_LANGUAGES, family
from generators.model import Profile
from generators.model.problems import Problems
from generators.model.replacing import replace
from generators.reading.source import read_handbook
from generators.words.catalogue import languages
from generators.writers.site.look import legible_family, legible_rules, site_fonts


@pytest.fixture(scope="module")
def local(root: Path) -> Profile:
    handbook = read_handbook(root / "tests" / "kit", Problems())
    return resolved(handbook, handbook.defaults, Problems()).local


@pytest.mark.parametrize(("language", "is_offered"), [("en", True), ("es-MX", True), ("vi", False), ("ar", False)])
def test_it_is_offered_where_it_has_the_letters(local: Profile, language: str, *, is_offered: bool) -> None:
    spoken = replace(local, language=language)
    assert bool(legible_family(spoken)) is is_offered
    assert any("legible" in path for path in site_fonts(spoken)) is is_offered
    assert bool(legible_rules(spoken, "fonts")) is is_offered


def test_a_brand_that_has_it_anyway_offers_no_choice(local: Profile) -> None:
    own = replace(local, brand=replace(local.brand, font=LEGIBLE_FAMILY))
    assert legible_family(own) == legible_rules(own, "fonts") == ""
    assert [path for path in site_fonts(own) if "LICENSE" in path] == ["assets/fonts/LICENSE.txt"]


def test_its_license_goes_where_its_files_go(local: Profile) -> None:
    license_text = site_fonts(local)["assets/fonts/LICENSE-atkinson-hyperlegible.txt"].decode()
    assert "Braille Institute" in license_text and "SIL OPEN FONT LICENSE" in license_text.upper()


def test_it_has_every_letter_of_the_languages_that_the_kit_speaks(root: Path) -> None:
    font = family(LEGIBLE_FAMILY)
    letters = {chr(code) for code in ttLib.TTFont(font.folder / font.faces[0].file).getBestCmap()}
    for language in LEGIBLE_LANGUAGES.intersection(languages()):
        words = (root / "generators" / "words" / "languages" / f"{language}.toml").read_text("utf-8")
        assert {letter for letter in words if letter.isalpha()} <= letters, language
