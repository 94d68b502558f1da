"""The output formats: each a writer that sees a finished Kit and a folder, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import cast

from generators.model import Kit

Write = Callable[[Kit, Path], None]


@dataclass(frozen=True, slots=True)
class Writer:
    """A function of a module that is imported when it is needed: each brings libraries that the others do without."""

    module: str
    function: str

    def __call__(self, kit: Kit, into: Path) -> None:
        self.loaded()(kit, into)

    def loaded(self) -> Write:
        """The function, its libraries imported."""
        return cast(Write, getattr(import_module(self.module), self.function))


WRITERS: Mapping[str, Writer] = {
    "site": Writer("generators.writers.site", "write_site"),
    "decks": Writer("generators.writers.deck", "write_decks"),
    "forms": Writer("generators.writers.forms", "write_forms"),
    "guides": Writer("generators.writers.guide", "write_guides"),
}

FINISH = Writer("generators.writers.site", "fill_downloads")
"""What can be written only when all files stand: how large each download is."""
