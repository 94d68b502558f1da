"""How the parts of a package know one another: relationships and content types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generators.writers.deck.markup import node, root, serialized

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PRESENTATION_TYPE = "application/vnd.openxmlformats-officedocument.presentationml."
EXTENSIONS = {
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "xml": "application/xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "svg": "image/svg+xml",
}


@dataclass(slots=True)
class Relationships:
    """The relationships of one part, numbered in the order in which they are asked for; each target once."""

    rows: dict[tuple[str, str, bool], str] = field(default_factory=dict)

    def to(self, kind: str, target: str, *, external: bool = False) -> str:
        """The id of the relationship; ``kind`` is a word of the office namespace or a whole address."""
        key = (kind if "/" in kind else f"{OFFICE}/{kind}", target, external)
        return self.rows.setdefault(key, f"rId{len(self.rows) + 1}")

    def part(self) -> bytes:
        rows = [
            node("rel:Relationship", {"Id": name, "Type": kind, "Target": target})
            if not external
            else node("rel:Relationship", {"Id": name, "Type": kind, "Target": target, "TargetMode": "External"})
            for (kind, target, external), name in self.rows.items()
        ]
        return serialized(root("rel:Relationships", (), {}, *rows))


def relationships_name(part: str) -> str:
    """Where the relationships of a part are kept: ``ppt/slides/_rels/slide1.xml.rels``."""
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"


def content_types(types: Mapping[str, str]) -> bytes:
    """The part that gives every other part its type; ``types`` by part name, without a leading slash."""
    defaults = [node("ct:Default", {"Extension": name, "ContentType": kind}) for name, kind in EXTENSIONS.items()]
    overrides = [
        node("ct:Override", {"PartName": f"/{name}", "ContentType": kind}) for name, kind in sorted(types.items())
    ]
    return serialized(root("ct:Types", (), {}, *defaults, *overrides))
