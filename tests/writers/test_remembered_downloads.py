"""Forms and guides that are remembered are those that would be made: whatever is edited, in whatever order."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import form_samples
import pikepdf
import pypdfium2
import pytest
import typst
from deck_samples import kit as kit_of_decks
from form_samples import SURVEY, form
from guide_samples import OUTLINE, talk
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import ImageChops

from generators.brand.artwork import with_drawings_in_brand
from generators.caching.store import Store
from generators.decks.slideshow.links import KitLinks
from generators.decks.teaching.guide import guide_of
from generators.model import Asset, Brand, Form, Kit, Place
from generators.model.replacing import replace
from generators.writers.forms import writer as forms_writer
from generators.writers.forms.writer import write_forms, write_large_print
from generators.writers.guide import sheet_template
from generators.writers.guide.data import sheets_of
from generators.writers.guide.writer import write_guides

SECOND = (
    "Ask [the stewards](../people.md) of Local 7.\n\nYour pledge: ____ {required}\n\n"
    "Do you agree?\n[ ] I agree\n[ ] Ask me later\n"
)


def forms_of(*texts: str) -> tuple[Form, ...]:
    return tuple(replace(form(text), name=f"form-{number}") for number, text in enumerate(texts))


def brand_of(kit: Kit, **changes: object) -> Kit:
    brand = replace(kit.local.brand, **changes)  # type: ignore[arg-type]
    return replace(kit, local=replace(kit.local, brand=brand))


EDITS: Mapping[str, Callable[[Kit], Kit]] = {
    "nothing": lambda kit: kit,
    "the name": lambda kit: brand_of(kit, name="Local 7 <&> 😀"),
    "a color": lambda kit: brand_of(kit, primary="#225522"),
    "the other color": lambda kit: brand_of(kit, accent="#883399"),
    "the typeface": lambda kit: brand_of(kit, font="Atkinson Hyperlegible"),
    "the paper": lambda kit: replace(kit, local=replace(kit.local, paper="a4")),
    "the language": lambda kit: replace(kit, local=replace(kit.local, language="es")),
    "the address": lambda kit: replace(kit, local=replace(kit.local, url="https://local7.example/kit/")),
    "a fact": lambda kit: replace(kit, local=replace(kit.local, variables={"local": {"name": "Local 7"}})),
    "the date": lambda kit: replace(kit, date=datetime(2026, 5, 1, tzinfo=UTC)),
    "a label": lambda kit: replace(kit, forms=forms_of(SURVEY.replace("Name:", "Your name:"), SECOND)),
    "a mark": lambda kit: replace(kit, forms=forms_of(SURVEY, SECOND.replace(" {required}", ""))),
    "a bound": lambda kit: replace(kit, forms=forms_of(SURVEY, SECOND.replace("{required}", "{max=40}"))),
    "the order": lambda kit: replace(kit, forms=kit.forms[::-1]),
    "a form less": lambda kit: replace(kit, forms=kit.forms[:1]),
}


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def made(kit: Kit, folder: Path, store: Store) -> dict[str, bytes]:
    """All forms of ``kit``; the folder is emptied afterwards."""
    write_forms(kit, folder, store)
    write_large_print(kit, folder, store)
    found = files(folder)
    shutil.rmtree(folder)
    return found


@settings(
    max_examples=5,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(st.sampled_from(sorted(EDITS)), min_size=1, max_size=4))
def test_after_any_edits_what_is_remembered_is_what_would_be_made(tmp_path: Path, edits: list[str]) -> None:
    store, kit = Store(tmp_path / "cache"), form_samples.kit(*forms_of(SURVEY, SECOND))
    for edit in edits:
        kit = EDITS[edit](kit)
        made(kit, tmp_path / "made", store)
    assert made(kit, tmp_path / "made", store) == made(kit, tmp_path / "made", Store())


def test_a_logo_of_the_same_name_with_another_drawing_is_another_form(tmp_path: Path) -> None:
    store, logo = Store(tmp_path / "cache"), tmp_path / "logo.svg"
    found = []
    for color in ("red", "blue", "red"):
        drawn = f'<rect width="90" height="30" fill="{color}"/>'
        logo.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30">{drawn}</svg>')
        found.append(made(form_samples.kit(*forms_of(SECOND), logo=logo), tmp_path / "made", store))
    assert found[0] == found[2] != found[1]


def broken(*_arguments: object, **_options: object) -> bytes:
    raise AssertionError("what is remembered is not made again")


def test_forms_that_are_remembered_are_not_laid_out_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store, kit = Store(tmp_path / "cache"), form_samples.kit(*forms_of(SURVEY, SECOND))
    first = made(kit, tmp_path / "made", store)
    for name in ("make_fillable", "layout_script", "say_language"):
        monkeypatch.setattr(forms_writer, name, broken)
    monkeypatch.setattr(typst, "Compiler", broken)
    assert made(kit, tmp_path / "made", store) == first


def test_of_several_forms_only_the_edited_one_is_laid_out_again(tmp_path: Path) -> None:
    store = Store(tmp_path / "cache")
    kit = form_samples.kit(*forms_of(SURVEY, SECOND))
    made(kit, tmp_path / "made", store)
    before = store.contents()["forms"].entries
    made(EDITS["a mark"](kit), tmp_path / "made", store)
    assert store.contents()["forms"].entries - before == 3, "the form, its large print, and all forms together"


def links_of(pdf: bytes) -> list[tuple[str, str]]:
    """Where each link leads, and what is read out of it."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        links = [link for page in opened.pages for link in page.get("/Annots", ()) if link.Subtype == "/Link"]
        return [(str(link.A.URI), str(link.Contents)) for link in links if "/URI" in link.get("/A", {})]


def test_locals_with_sites_of_their_own_share_the_layout_of_a_form(tmp_path: Path) -> None:
    store, kit = Store(tmp_path / "cache"), form_samples.kit(*forms_of(SECOND))
    entries = []
    for url in ("https://local7.example/", "https://union.example/locals/8"):
        kit = replace(kit, local=replace(kit.local, url=url))
        found = made(kit, tmp_path / "made", store)
        people = f"{url.rstrip('/')}/people.md"
        for name in ("form-0.pdf", "form-0-large-print.pdf", "appendix-kit.pdf"):
            assert links_of(found[name]) == [(people, people)], name
        entries.append(store.contents()["forms"].entries)
    assert entries[0] == entries[1]


def test_locals_whose_names_were_typeset_share_the_layout_of_a_form(tmp_path: Path) -> None:
    store, entries = Store(tmp_path / "cache"), []
    for name in ("Mary O'Neil", "Bo D'Arcy"):
        text = f"Ask {name} about it.\n\nYour pledge: ____\n".replace("'", "\u2019")
        kit = form_samples.kit(*forms_of(text, SECOND))
        kit = replace(kit, local=replace(kit.local, variables={"contact": {"name": name}}))
        assert made(kit, tmp_path / "made", store) == made(kit, tmp_path / "alone", Store())
        entries.append(store.contents()["forms"].entries)
    assert entries[0] == entries[1]


def test_how_tight_a_form_was_set_is_remembered_with_it_for_all_forms_together(tmp_path: Path) -> None:
    questions = "\n\n".join(f"Question {number}: ____" for number in range(28))
    kit = form_samples.kit(*forms_of("Notes\n" + "____\n" * 10 + "\n" + questions))
    store = Store(tmp_path / "cache")
    first = made(kit, tmp_path / "made", store)
    assert made(kit, tmp_path / "made", store) == first == made(kit, tmp_path / "made", Store())


def guides(kit: Kit, folder: Path, store: Store) -> dict[str, bytes]:
    write_guides(kit, folder, store)
    found = files(folder)
    shutil.rmtree(folder)
    return found


def test_guides_that_are_remembered_are_not_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store, kit = Store(tmp_path / "cache"), kit_of_decks(talk())
    first = guides(kit, tmp_path / "made", store)
    monkeypatch.setattr(typst, "Compiler", broken)
    monkeypatch.setattr(sheet_template, "_written", broken)
    assert guides(kit, tmp_path / "made", store) == first


def test_locals_that_teach_the_same_share_what_pandoc_wrote(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(tmp_path / "cache")
    mine = kit_of_decks(talk())
    yours = kit_of_decks(talk(), brand=Brand("Ours & <Yours>", "#225522", "#883399"))
    alone = guides(yours, tmp_path / "made", Store())
    guides(mine, tmp_path / "made", store)
    monkeypatch.setattr(sheet_template, "_written", broken)
    assert guides(yours, tmp_path / "made", store) == alone


def test_another_outline_is_filled_into_the_same_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store, other = Store(tmp_path / "cache"), replace(talk(), title="Another & <talk>", materials=("Chalk",), start="")
    alone = guides(kit_of_decks(other), tmp_path / "made", Store())
    guides(kit_of_decks(talk()), tmp_path / "made", store)
    monkeypatch.setattr(sheet_template, "_written", broken)
    assert guides(kit_of_decks(other), tmp_path / "made", store) == alone


def test_locals_that_teach_the_same_share_the_layout_of_their_guides(tmp_path: Path) -> None:
    store = Store(tmp_path / "cache")
    mine, yours = (
        replace(kit, local=replace(kit.local, url=url))
        for kit, url in (
            (kit_of_decks(talk()), "https://ours.example"),
            (kit_of_decks(talk(), brand=Brand("Yours & <Co>", "#225522", "#883399")), "https://yours.example/kit/"),
        )
    )
    alone = guides(yours, tmp_path / "made", Store())
    guides(mine, tmp_path / "made", store)
    before = store.contents()["guides"]
    assert guides(yours, tmp_path / "made", store) == alone
    assert store.contents()["guides"] == before, "it was laid out once more"


DRAWN = Brand("The kit", "#204060", "#a04020")
SHAPES = {
    "shapes": '<rect width="40" height="40" fill="#204060"/><path d="M5 5h50" stroke="#cfb0a0" stroke-width="6"/>',
    "shapes drawn together": '<g opacity="0.5"><path d="M0 0h40v40z" fill="#204060"/>'
    '<path d="M40 0v40H0z" fill="#a04020"/></g>',
    "white on a color": '<rect width="60" height="60" fill="#a04020"/><circle class="on-accent" cx="9" cy="9" r="8" '
    'fill="#ffffff"/>',
}
FADING = (
    '<defs><linearGradient id="a"><stop stop-color="#204060"/><stop offset="1" stop-color="#a04020"/></linearGradient>'
    '</defs><rect width="60" height="60" fill="url(#a)"/>'
)
"""A color that changes from point to point."""


def of_brand(brand: Brand, shapes: str, folder: Path) -> Kit:
    """A local with a drawing of the kit on a slide, in its colors."""
    folder.mkdir(exist_ok=True)
    (folder / "drawing.svg").write_text(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 60">{shapes}</svg>')
    assets = {"assets/drawing.svg": Asset(folder / "drawing.svg", Place("content/assets/drawing.svg", 1))}
    turned = with_drawings_in_brand(assets, DRAWN, brand, folder / brand.primary[1:])
    made = kit_of_decks(
        talk(outline=f"{OUTLINE}\n\n## See\n\n![Shapes](assets/drawing.svg)\n"),
        brand=brand,
        assets={path: asset.file for path, asset in turned.items()},
    )
    return replace(made, shares={asset.file: asset.shares for asset in turned.values() if asset.shares})


@pytest.mark.parametrize("shapes", [*SHAPES.values(), FADING], ids=[*SHAPES, "colors that fade"])
def test_a_drawing_in_a_guide_has_the_colors_of_its_local_wherever_it_was_laid_out(tmp_path: Path, shapes: str) -> None:
    store = Store(tmp_path / "cache")
    mine, yours = (
        of_brand(brand, shapes, tmp_path / "drawings")
        for brand in (Brand("Ours", "#14535a", "#c8502b"), Brand("Yours", "#5b2a86", "#225522"))
    )
    alone = guides(yours, tmp_path / "made", Store())
    own = guides(replace(yours, shares={}), tmp_path / "made", Store())
    guides(mine, tmp_path / "made", store)
    before = store.contents()["guides"]
    assert guides(yours, tmp_path / "made", store) == alone
    assert store.contents()["guides"] == before, "it was laid out once more"
    assert difference(alone["talk.pdf"], own["talk.pdf"]) <= 2, "each color is a step of 255 away at most, and blended"


def difference(one: bytes, other: bytes) -> int:
    """By how many steps of 255 the last pages of two PDFs differ, where they differ most."""
    shown = []
    for data in (one, other):
        with pypdfium2.PdfDocument(data) as pdf:
            shown.append(pdf[len(pdf) - 1].render(scale=1).to_pil().convert("RGB"))
    counts = ImageChops.difference(*shown).histogram()
    return max(place % 256 for place, count in enumerate(counts) if count)


def test_only_colors_that_fade_are_a_locals_own_in_drawings(tmp_path: Path) -> None:
    found = {}
    for name, shapes in {**SHAPES, "colors that fade": FADING}.items():
        made = of_brand(Brand("Yours", "#5b2a86", "#225522"), shapes, tmp_path / "drawings")
        sheets = sheets_of(guide_of(made.decks[0], made), made.local.brand, "letter", KitLinks(made, "en"))
        found[name] = any(mark["kind"] == "picture" for part in sheets.parts for mark in part["marks"])
    assert found == {name: name == "colors that fade" for name in found}
