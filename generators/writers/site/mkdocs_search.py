"""Has the search of themes that MkDocs builds find pages by what people call them, in the index that MkDocs writes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from generators.markup.element import escaped

INDEX = "search/search_index.json"
"""Below the site, where MkDocs and the search plugins of its themes agree."""


def add_terms(site: Path, terms: Mapping[str, Sequence[str]]) -> None:
    """Puts the ``terms`` of pages (by address below the site) behind the words of these pages in the index, if any."""
    file = site / INDEX
    if not file.is_file() or not any(terms.values()):
        return
    index = json.loads(file.read_text(encoding="utf-8"))
    for entry in index.get("docs", ()):
        if own := terms.get(entry["location"]):
            entry["text"] = f"{entry['text']} {escaped(', '.join(own))}".strip()  # themes show it as HTML
    file.write_text(json.dumps(index, separators=(",", ":")), encoding="utf-8")
