"""Forms and guides that are remembered are those that would be made: whatever is edited, in whatever order."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import form_samples
import pytest
import typst
from deck_samples import kit as kit_of_decks
from form_samples import SURVEY, form
from guide_samples import talk
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generators.caching.store import Store
from generators.model import Brand, Form, Kit
from generators.writers.forms import writer as forms_writer
from generators.writers.forms.writer import write_forms, write_large_print
from generators.writers.guide import sheet_template
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
    monkeypatch.setattr(typst, "compile", broken)
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
