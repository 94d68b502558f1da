"""The output formats: each a writer that sees a finished Kit and a folder, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Literal, cast

from msgspec import Struct

from generators.caching.store import Store
from generators.model import Kit
from generators.model.current_work import Stage
from generators.model.replacing import replace

Write = Callable[..., None]
"""Writes a kit into a folder; a third argument is the store of those that remember."""


class Writer(Struct, frozen=True):
    """Functions of a module that is imported when it is needed: each brings libraries that the others do without.

    Together the ``functions`` write one format; they can be called side by side. With ``each`` they are called for each
    deck alone. ``preparation`` is a function that makes what every kit needs while a process waits for the kit. With
    ``remembers``, the functions are given the store as well. A writer removes what an earlier build left in the folder
    ``empties``, but for the folder ``spares`` in it, which belongs to other writers. A writer that ``takes_longest`` is
    begun early where work is shared out.
    """

    module: str
    functions: tuple[str, ...]
    each: Literal["kit", "deck"] = "kit"
    preparation: str = ""
    stage: Stage = ""
    remembers: bool = False
    empties: str = ""
    spares: str = ""
    takes_longest: bool = False

    def __call__(self, kit: Kit, into: Path, store: Store) -> None:
        for function in self.functions:
            self._write(function, kit, into, store)

    def prepare(self) -> None:
        """Imports the libraries, and makes what does not depend on a kit."""
        module = import_module(self.module)
        if self.preparation:
            getattr(module, self.preparation)()

    def shares(self, kit: Kit) -> Iterator[tuple[str, Kit]]:
        """What can be written side by side: a function's name, and the kit that it is to be called with."""
        parts = [replace(kit, decks=(deck,)) for deck in kit.decks] if self.each == "deck" else [kit]
        return ((function, part) for function in self.functions for part in parts)

    def write_share(self, kit: Kit, share: int, into: Path, store: Store) -> None:
        """Writes one of the shares of ``kit``, counted from 0."""
        function, part = next(islice(self.shares(kit), share, None))
        self._write(function, part, into, store)

    def _write(self, function: str, kit: Kit, into: Path, store: Store) -> None:
        write = cast(Write, getattr(import_module(self.module), function))
        write(kit, into, *([store] if self.remembers else []))


# The first is written by the process that read the kit, which then helps with the rest from the end.
WRITERS: Mapping[str, Writer] = {
    "site": Writer(
        "generators.writers.site",
        ("write_site",),
        stage="site",
        remembers=True,
        empties="site",
        spares="downloads",
    ),
    "decks": Writer(
        "generators.writers.deck.writer",
        ("write_decks",),
        each="deck",
        stage="decks",
        remembers=True,
    ),
    "forms": Writer(
        "generators.writers.forms",
        ("write_forms", "write_large_print"),
        preparation="prepare_forms",
        stage="forms",
        remembers=True,
        takes_longest=True,
    ),
    "guides": Writer("generators.writers.guide.writer", ("write_guides",), stage="guides", remembers=True),
}

FINISH = Writer("generators.writers.site", ("fill_downloads",), stage="site")
"""What can be written only when all files stand: how large each download is."""
