"""A form with one of everything, printed once, and the pages of a site that are rendered."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from form_samples import SURVEY, form, kit

from generators.model import Form
from generators.writers.forms.writer import Press
from generators.writers.site.rendering import Rendering
from generators.writers.site.shared_pages import Shown


@pytest.fixture(scope="session")
def survey() -> Form:
    return form(SURVEY, {"title": "A survey", "privacy": "Only the coordinator."})


@pytest.fixture(scope="session")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("workshop")


@pytest.fixture(scope="session")
def printed(survey: Form, workshop: Path) -> bytes:
    return Press(kit(survey), workshop).fillable(survey)


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages of sites that are rendered from now on."""
    noted: list[str] = []
    render = Rendering._rendered

    def note(site: Rendering, shown: Shown, context: Mapping[str, Any]) -> str:
        noted.append(shown.page.src_uri)
        return render(site, shown, context)

    monkeypatch.setattr(Rendering, "_rendered", note)
    return noted
