"""A kit in a language that lacks words is told so once, where the language is set; English and Spanish never are."""

from __future__ import annotations

from pathlib import Path

import pytest
from sample import complaints, resolved, write_kit, write_pack

from generators.checking.languages import FORM as FORM_WORDS
from generators.checking.languages import check_languages
from generators.model.problems import Problems
from generators.reading.source import read_handbook, read_local
from generators.words.catalogue import missing_words

FORM = "---\nform: true\nprivacy: Nobody.\naudience: mentee\nlang: {lang}\n---\n# A form\n\nName: ____\n"
OUTLINE = "---\ntitle: A talk\nminutes: 5\nlang: {lang}\n---\n\n## One {{minutes=5}}\n\nText\n"


def said(folder: Path, slug: str = "") -> list[str]:
    """What the author of the kit, or of its pack, is told about languages."""
    problems, found = Problems(), Problems()
    handbook = read_handbook(folder, problems)
    local = read_local(handbook, folder / "overrides" / "locals" / slug, problems) if slug else handbook.defaults
    check_languages(resolved(handbook, local, problems), found)
    assert problems.errors == ()
    return complaints(found)


@pytest.mark.parametrize("language", ["en", "en-US", "en-GB", "es", "es-MX"])
def test_english_and_spanish_lack_nothing(tmp_path: Path, language: str) -> None:
    files = {
        "overrides/local.yml": f"name: A\nlanguage: {language}\n",
        "content/forms/a.md": FORM.format(lang=language),
        "slides/a.md": OUTLINE.format(lang=language),
    }
    assert said(write_kit(tmp_path, files)) == []


def test_what_a_language_lacks_is_counted_and_shown_by_words_that_readers_know(tmp_path: Path) -> None:
    (only,) = said(write_kit(tmp_path, {"overrides/local.yml": "name: A\nlanguage: fr-CA\n"}))
    assert only == (
        f"overrides/local.yml:2: warning: {len(missing_words('fr-CA'))} of the kit's own words, such as 'File', "
        "'Form', 'Keys', are said in English: they are not there in 'fr-CA' yet (your own texts stay as they are; "
        "'Add a language' in CONTRIBUTING.md says how to translate the kit's words)"
    )


def test_a_language_without_a_file_lacks_everything(tmp_path: Path) -> None:
    kit = write_kit(tmp_path)
    write_pack(kit, {"local.yml": "name: A\nlanguage: ps\n"})
    (only,) = said(kit, "acme")
    assert only.startswith(f"overrides/locals/acme/local.yml:2: warning: {len(missing_words('ps'))} of the kit's own")


def test_a_form_in_another_language_needs_the_words_of_forms_alone(tmp_path: Path) -> None:
    (only,) = said(write_kit(tmp_path, {"content/forms/a.md": FORM.format(lang="de")}))
    needed = [name for name in missing_words("de") if name.startswith(FORM_WORDS)]
    assert "site.fillable_pdf" in needed and "site.menu" not in needed
    assert only.startswith(f"content/forms/a.md:5: warning: {len(needed)} of the kit's own words, such as ")


def test_each_language_is_told_once(tmp_path: Path) -> None:
    files = {
        "content/forms/a.md": FORM.format(lang="ar"),
        "content/forms/b.md": FORM.format(lang="ar"),
        "slides/a.md": OUTLINE.format(lang="vi"),
    }
    assert [line.partition(":")[0] for line in said(write_kit(tmp_path, files))] == [
        "content/forms/a.md",
        "slides/a.md",
    ]
