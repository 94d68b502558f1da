"""A form with one of everything, printed once."""

from __future__ import annotations

from pathlib import Path

import pytest
from form_samples import SURVEY, form, kit

from generators.model import Form
from generators.writers.forms.writer import Press


@pytest.fixture(scope="session")
def survey() -> Form:
    return form(SURVEY, {"title": "A survey", "privacy": "Only the coordinator."})


@pytest.fixture(scope="session")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("workshop")


@pytest.fixture(scope="session")
def printed(survey: Form, workshop: Path) -> bytes:
    return Press(kit(survey), workshop).fillable(survey)
