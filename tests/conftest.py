"""What all tests share: the repository's folder, and golden outlines that ``--golden`` rewrites."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generators.model import Extension
from generators.reading.mkdocs_settings import read_site_settings

ROOT = Path(__file__).resolve().parent.parent
Golden = Callable[[str, str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden", action="store_true", help="rewrite tests/golden/ from what is made now")


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def kit_extensions() -> tuple[Extension, ...]:
    """The Markdown extensions of the base kit."""
    return read_site_settings(ROOT).extensions


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare a text with ``tests/golden/<name>``; with ``--golden``, write it there instead."""
    rewrite = bool(request.config.getoption("--golden"))

    def compare(name: str, made: str) -> None:
        file = ROOT / "tests" / "golden" / name
        if rewrite:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(made, encoding="utf-8", newline="\n")
        assert file.is_file(), f"{file} is missing: run the tests once with --golden, and read what it wrote"
        assert made == file.read_text(encoding="utf-8")

    return compare
