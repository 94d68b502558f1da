"""A local stands on the kit's own settings, key by key."""

from __future__ import annotations

from pathlib import Path

import pytest
from sample import complaints

from generators.model import Brand, Place, Profile
from generators.model.problems import Problems
from generators.reading.local_settings import merged, namespace, profile_of
from generators.reading.setting_keys import LocalKeys
from generators.reading.yaml_text import Document, read


def document(text: str) -> Document:
    found = read(text, "local.yml", 1, Problems(), as_text=True)
    assert found is not None
    return found


def local(text: str, base: str = "", assets: tuple[str, ...] = ()) -> tuple[Profile, list[str]]:
    problems = Problems()
    own = document(text)
    settings = merged(document(base).values if base else {}, own, problems)
    found = {name: Path(name) for name in assets}
    return profile_of(settings, "acme", own, found, problems), complaints(problems)


def test_a_local_inherits_key_by_key() -> None:
    base = "name: Local 000\nunion: U\nbrand: {primary: '#111111', accent: '#222222'}\nvariables: {hall: a, board: b}"
    made, said = local("name: A\nbrand:\n  accent: '#333333'\nvariables:\n  board: c\n  own: d", base)
    assert said == []
    assert made.brand == Brand("A", "#111111", "#333333")
    assert made.variables["variables"] == {"hall": "a", "board": "c", "own": "d"}
    assert made.variables["local"] == {"name": "A", "union": "U", "url": "", "slug": "acme"}


def test_a_value_left_empty_takes_the_inherited_one_away() -> None:
    made, _ = local("name: A\ncontact:\n  phone:", "name: B\ncontact: {phone: 555-0100, name: C}")
    assert made.variables["contact"] == {"name": "C", "email": "", "phone": "", "address": ""}


def test_the_name_is_the_locals_own_to_give() -> None:
    _, said = local("union: A", "name: Local 000")
    assert said == ["local.yml:1: 'name' is missing (add a line 'name: …')"]


@pytest.mark.parametrize("base", ["name: A\nbrand: blue", "nonsense: A", "name: [A]"])
def test_a_mistake_of_the_base_is_not_told_again_and_breaks_nothing(base: str) -> None:
    made, said = local("name: A", base)
    assert (made.brand.name, said) == ("A", [])


def test_a_mistake_leaves_settings_that_later_stages_can_read() -> None:
    made, said = local("name: A\npaper: x")
    assert made.paper == "letter"
    assert len(said) == 1


def test_the_logo_is_a_picture_of_the_pack_or_the_kit() -> None:
    text = "name: A\nbrand:\n  logo: assets/logo.svg\n  logo_alt: An anchor"
    made, _ = local(text, assets=("assets/logo.svg",))
    assert (made.brand.logo, made.brand.logo_alt) == (Path("assets/logo.svg"), "An anchor")
    assert made.brand.logo_dark is None
    made, said = local(text, assets=("assets/lgo.svg",))
    assert made.brand.logo is None
    assert said == ["local.yml:3: 'brand.logo': there is no picture 'assets/logo.svg' (did you mean 'assets/lgo.svg'?)"]
    assert local(text)[1][0].endswith("(put it into assets/)")


def test_the_logo_for_dark_pages_belongs_to_the_logo_that_stands_beside_it() -> None:
    both, assets = (
        "brand: {logo: assets/a.svg, logo_dark: assets/b.svg}",
        ("assets/a.svg", "assets/b.svg", "assets/c.svg"),
    )
    assert local(f"name: A\n{both}", assets=assets)[0].brand.logo_dark == Path("assets/b.svg")
    inherited, _ = local("name: A", f"name: Base\n{both}", assets=assets)
    assert inherited.brand.logo_dark == Path("assets/b.svg")
    own, said = local("name: A\nbrand: {logo: assets/c.svg}", f"name: Base\n{both}", assets=assets)
    assert (own.brand.logo, own.brand.logo_dark, said) == (Path("assets/c.svg"), None, [])
    _, said = local("name: A\nbrand: {logo_dark: assets/d.svg}", assets=assets)
    assert said[0].startswith("local.yml:2: 'brand.logo_dark': there is no picture 'assets/d.svg'")


def test_what_texts_may_name_are_six_groups() -> None:
    groups = namespace(LocalKeys(name="A", variables={"hall": "B"}), "acme")
    assert sorted(groups) == ["conduct_contact", "contact", "forms", "local", "program", "variables"]
    assert groups["program"] == {"length": "nine months", "meetings": "twice a month"}


def test_a_local_knows_where_it_is_written() -> None:
    assert local("name: A")[0].place == Place("local.yml", 1)
