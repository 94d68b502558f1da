"""The types that all stages share are values: frozen, without behavior, and fit for builds in several processes."""

from __future__ import annotations

import dataclasses
import inspect
import pickle
from types import ModuleType

import pytest

from generators import model
from generators.model import NOWHERE, Line, Page, PageFrontMatter, Place, Span
from generators.model import document as document_types
from generators.model import form as form_types
from generators.model import kit as kit_types
from generators.model import page as page_types

MODULES = (document_types, form_types, kit_types, page_types)


def types_of(module: ModuleType) -> list[type]:
    return [kind for _, kind in inspect.getmembers(module, inspect.isclass) if kind.__module__ == module.__name__]


TYPES = [kind for module in MODULES for kind in types_of(module)]


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.__name__)
def test_a_type_is_a_frozen_dataclass_with_slots(kind: type) -> None:
    assert dataclasses.is_dataclass(kind)
    assert kind.__dataclass_params__.frozen  # type: ignore[attr-defined]
    assert hasattr(kind, "__slots__")


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.__name__)
def test_a_type_holds_no_behavior(kind: type) -> None:
    own = {name for name, member in vars(kind).items() if inspect.isfunction(member) and not name.startswith("__")}
    made = {"_dataclass_getstate", "_dataclass_setstate"}
    assert own <= made


def test_every_type_can_be_had_from_the_package() -> None:
    assert {kind.__name__ for kind in TYPES} <= set(model.__all__)
    assert all(hasattr(model, name) for name in model.__all__)


def test_a_value_cannot_be_changed_and_equals_its_like() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Span("a").text = "b"  # type: ignore[misc]
    assert Line("a", Place("x.md", 1)) == Line("a", Place("x.md", 1))
    assert Place("", 1) == NOWHERE


def test_a_value_survives_the_way_to_another_process() -> None:
    page = Page("a.md", "en", (Line("# A", Place("content/a.md", 1)),), PageFrontMatter(title="A"))
    assert pickle.loads(pickle.dumps(page)) == page
