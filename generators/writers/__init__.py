"""The output formats: each a writer that sees a finished Kit and a folder, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from generators.model import Kit
from generators.writers.deck import write_decks
from generators.writers.forms import write_forms
from generators.writers.site import write_site

Writer = Callable[[Kit, Path], None]

WRITERS: Mapping[str, Writer] = {
    "decks": write_decks,
    "forms": write_forms,
    "site": write_site,  # last, so that its pages can say how large the downloads are
}
