"""The types that all stages share are values: frozen, without behavior, and fit for builds in several processes."""

from __future__ import annotations

import inspect
import pickle
from types import ModuleType

import pytest
from msgspec import Struct

from generators import model
from generators.model import NOWHERE, Line, Page, PageFrontMatter, Paragraph, Place, Span
from generators.model import document as document_types
from generators.model import form as form_types
from generators.model import kit as kit_types
from generators.model import page as page_types

MODULES = (document_types, form_types, kit_types, page_types)


def types_of(module: ModuleType) -> list[type]:
    return [kind for _, kind in inspect.getmembers(module, inspect.isclass) if kind.__module__ == module.__name__]


TYPES = [kind for module in MODULES for kind in types_of(module)]


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.__name__)
def test_a_type_is_a_frozen_struct_without_a_dict(kind: type) -> None:
    assert issubclass(kind, Struct)
    assert kind.__struct_config__.frozen
    assert not hasattr(kind, "__dict__") or "__dict__" not in dir(kind)


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.__name__)
def test_a_type_holds_no_behavior(kind: type) -> None:
    own = {name for name, member in vars(kind).items() if inspect.isfunction(member) and not name.startswith("__")}
    assert not own


def test_every_type_can_be_had_from_the_package() -> None:
    assert {kind.__name__ for kind in TYPES} <= set(model.__all__)
    assert all(hasattr(model, name) for name in model.__all__)


def test_a_value_cannot_be_changed_and_equals_its_like() -> None:
    with pytest.raises(AttributeError):
        Span("a").text = "b"  # type: ignore[misc]
    assert Line("a", Place("x.md", 1)) == Line("a", Place("x.md", 1))
    assert Place("", 1) == NOWHERE
    assert Span("a") != Span("b")
    assert Span("a") != Paragraph((Span("a"),))


def test_where_a_node_stands_and_how_a_line_came_to_its_place_make_no_difference() -> None:
    here, there = Place("x.md", 1), Place("y.md", 2)
    assert Span("a", place=here) == Span("a", place=there)
    assert not Span("a", place=here) != Span("a", place=there)  # noqa: SIM202
    assert {Span("a", place=here)} == {Span("a", place=there)}
    assert repr(Span("a", place=here)) == repr(Span("a", place=there))
    assert {here} == {Place("x.md", 1, there)}
    assert not here != Place("x.md", 1, there)  # noqa: SIM202
    assert here != there


def test_a_value_survives_the_way_to_another_process() -> None:
    page = Page("a.md", "en", (Line("# A", Place("content/a.md", 1)),), PageFrontMatter(title="A"))
    assert pickle.loads(pickle.dumps(page)) == page
