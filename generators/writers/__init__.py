"""The output formats: each a writer that sees a finished Kit and a folder, and nothing else.

A writer is imported when it is first called, since each brings libraries that the others do without.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from generators.model import Kit

Writer = Callable[[Kit, Path], None]


def decks(kit: Kit, into: Path) -> None:
    """The teaching decks, as PowerPoint files."""
    from generators.writers.deck import write_decks

    write_decks(kit, into)


def forms(kit: Kit, into: Path) -> None:
    """The fillable forms, as PDFs."""
    from generators.writers.forms import write_forms

    write_forms(kit, into)


def site(kit: Kit, into: Path) -> None:
    """The website."""
    from generators.writers.site import write_site

    write_site(kit, into)


def finish(kit: Kit, into: Path) -> None:
    """What can be written only when all files stand."""
    from generators.writers.site import fill_downloads

    fill_downloads(kit, into)


WRITERS: Mapping[str, Writer] = {
    "site": site,
    "decks": decks,
    "forms": forms,
}
