"""The output formats: each a writer that sees a finished Kit and a folder, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Literal, cast

from generators.model import Kit

Write = Callable[[Kit, Path], None]


@dataclass(frozen=True, slots=True)
class Writer:
    """A function of a module that is imported when it is needed: each brings libraries that the others do without."""

    module: str
    function: str
    each: Literal["kit", "deck"] = "kit"
    """What it writes at a time; shares of a kit can be written side by side."""

    def __call__(self, kit: Kit, into: Path) -> None:
        self.loaded()(kit, into)

    def loaded(self) -> Write:
        """The function, its libraries imported."""
        return cast(Write, getattr(import_module(self.module), self.function))

    def shares(self, kit: Kit) -> int:
        """In how many shares ``kit`` can be written."""
        return len(kit.decks) if self.each == "deck" else 1

    def write_share(self, kit: Kit, share: int, into: Path) -> None:
        """Writes one share of ``kit``, counted from 0. All shares together are what the writer writes."""
        self(replace(kit, decks=kit.decks[share : share + 1]) if self.each == "deck" else kit, into)


# The first is written by the process that read the kit; of the rest, what takes longest at one go comes first.
WRITERS: Mapping[str, Writer] = {
    "site": Writer("generators.writers.site", "write_site"),
    "forms": Writer("generators.writers.forms", "write_forms"),
    "decks": Writer("generators.writers.deck", "write_decks", each="deck"),
    "guides": Writer("generators.writers.guide", "write_guides", each="deck"),
}

FINISH = Writer("generators.writers.site", "fill_downloads")
"""What can be written only when all files stand: how large each download is."""
