"""One output has one source: who would write over somebody else's file hears of both, before anything is written."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sample import write, write_pack

from generators.markdown.dialect import Dialect
from generators.model import Kit
from generators.model.problems import Problem, Problems
from generators.pipeline.kits import check_kits
from generators.pipeline.request import BuildRequest
from generators.reading.source import read_handbook
from generators.resolving.overrides import overrides_of
from generators.resolving.resolve import resolve
from generators.writers.site.generated import generated_pages
from generators.writers.site.outputs import generated_paths, outputs_of
from generators.writers.site.views import SiteContext

FORM = "---\nform: true\naudience: [mentee]\nprivacy: Nobody.\n---\n# Form\n\nName: ____\n"
DECK = "---\ntitle: Talk\naudience: [mentee]\n---\n# Talk\n\n## Slide\n\nWords.\n"
PAGE = "# Page\n\nWords.\n"
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="3"/></svg>'
ITSELF = "the kit itself"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    folder = tmp_path_factory.mktemp("outputs")
    shutil.copytree(root / "overrides" / "theme", folder / "overrides" / "theme")
    return shutil.copytree(root / "tests" / "kit", folder / "tests" / "kit")


def errors(kit: Path, pack: Path | None) -> list[Problem]:
    (checked,) = check_kits(BuildRequest(kit, kit, (pack,) if pack else ()))
    return [one for one in checked.problems if one.severity == "error"]


def of_base(root: Path) -> Kit:
    handbook = read_handbook(root, Problems())
    return resolve(handbook, handbook.defaults, overrides_of(handbook, handbook.defaults), Problems())


def test_the_list_of_outputs_is_what_a_build_writes(base: Path, root: Path) -> None:
    listed = {output.path for output in outputs_of(of_base(root), {})}
    written = {file.relative_to(base / "site").as_posix() for file in (base / "site").rglob("*") if file.is_file()}
    assert listed == written


def test_the_pages_that_no_author_writes_are_listed(root: Path) -> None:
    kit = of_base(root)
    site = SiteContext(kit, directory_urls=False, own_theme=True, dialect=Dialect(kit.site.extensions))
    assert {path for path, _ in generated_paths(kit)} == generated_pages(site).keys()


TWINS = {
    "a form in a folder": ({"content/forms/a.md": FORM, "content/forms/sub/a.md": FORM}, "content/forms/a.md"),
    "a form of the base's name": ({"content/forms/sub/visit-notes.md": FORM}, "content/forms/visit-notes.md"),
    "a form called like a large print": (
        {"content/forms/a.md": FORM, "content/forms/a-large-print.md": FORM}, "content/forms/a",
    ),
    "a form called like all forms": ({"content/forms/appendix-kit.md": FORM}, ITSELF),
    "a deck in a folder": ({"slides/sub/first-visits.md": DECK}, "slides/first-visits.md"),
    "a deck's page": ({"content/decks/first-visits.md": PAGE}, "slides/first-visits.md"),
    "a guide's page": ({"content/guides/first-visits.md": PAGE}, "slides/first-visits.md"),
    "the list of decks": ({"content/decks/index.md": PAGE}, ITSELF),
    "the list of decks by its other name": ({"content/decks/README.md": PAGE}, ITSELF),
    "the list of files": ({"content/downloads.md": PAGE}, ITSELF),
    "the index": ({"content/a-z.md": PAGE}, ITSELF),
    "the missing page": ({"content/404.md": PAGE}, ITSELF),
    "the book": ({"content/handbook.md": PAGE}, ITSELF),
    "the icon": ({"assets/icon.svg": DRAWING}, ITSELF),
    "a picture of the theme": ({"assets/images/kit.svg": DRAWING}, ITSELF),
    "other capitals": ({"content/A-Z.md": PAGE}, ITSELF),
    "a letter taken apart": ({"slides/a/caf\u00e9.md": DECK, "slides/b/cafe\u0301.md": DECK}, "slides/a/café.md"),
    "other capitals of one's own": ({"slides/a/talk.md": DECK, "slides/b/Talk.md": DECK}, "slides/a/talk.md"),
    "a folder called like a file": ({"content/404.html/a.md": PAGE}, ITSELF),
}  # fmt: skip


@pytest.mark.parametrize("files,other", TWINS.values(), ids=TWINS.keys())
def test_a_pack_cannot_write_over_anything(sample: Path, files: dict[str, str | bytes], other: str) -> None:
    pack = write_pack(sample, files, "twins")
    found = [one for one in errors(sample, pack) if one.code == "output-with-two-sources"]
    shutil.rmtree(pack)
    (said,) = found
    assert said.place.file.startswith("overrides/locals/twins/") and other in said.message


@pytest.mark.parametrize("path,other", [("content/downloads.md", ITSELF), ("slides/z/first-visits.md", "slides/")])
def test_neither_can_the_base(sample: Path, path: str, other: str) -> None:
    write(sample, {path: DECK if path.startswith("slides") else PAGE})
    found = errors(sample, None)
    (sample / path).unlink()
    (said,) = [one for one in found if one.code == "output-with-two-sources"]
    assert said.place.file == path and other in said.message


def test_two_pages_of_one_address_are_told(sample: Path) -> None:
    pack = write_pack(sample, {"content/new/index.md": PAGE, "content/new/README.md": PAGE}, "twins")
    found = [one.message for one in errors(sample, pack)]
    shutil.rmtree(pack)
    assert found == ["'new/index.md' and 'new/README.md' have the same address on the site"]


def test_what_stands_side_by_side_stays(sample: Path) -> None:
    files: dict[str, str | bytes] = {
        "content/forms/sub/other.md": FORM, "content/more/visits.md": PAGE, "slides/sub/other.md": DECK,
        "content/decks/history.md": PAGE, "assets/sub/logo.svg": DRAWING, "content/forms/visit-notes.md": FORM,
    }  # fmt: skip
    pack = write_pack(sample, files, "twins")
    found = errors(sample, pack)
    shutil.rmtree(pack)
    assert found == []


def test_the_base_hears_of_names_that_windows_does_not_write(sample: Path) -> None:
    write(sample, {"content/handbook/aux.md": PAGE})
    (checked,) = check_kits(BuildRequest(sample, sample))
    (sample / "content" / "handbook" / "aux.md").unlink()
    assert [one.place.file for one in checked.problems if one.code == "file-name-not-portable"] == [
        "content/handbook/aux.md"
    ]
