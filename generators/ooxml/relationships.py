"""How the parts of an office document find one another, and what each says that it is (ISO/IEC 29500-2, 6 and 7)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import unquote

from msgspec import Struct

from generators.model.replacing import replace
from generators.ooxml.xml import NAMESPACES, Element, node, qualified, root, serialized

MAIN = "ppt/presentation.xml"
"""The part of a presentation from which all others are found."""

CORE = "docProps/core.xml"
"""The part with title, author, and language."""

CONTENT_TYPES = "[Content_Types].xml"

OFFICE = "application/vnd.openxmlformats-officedocument"
"""How the content types of an office program's own parts begin."""

_LIST_TYPE = "application/vnd.openxmlformats-package.relationships+xml"


class Relationship(Struct, frozen=True):
    """One entry of a part's list: ``kind`` without its namespace, ``target`` as it is written."""

    id: str
    kind: str
    target: str
    is_external: bool = False
    is_strict: bool = False


def list_name(part: str) -> str:
    """The part in which the relationships of ``part`` stand; those of the whole package for an empty name."""
    folder, _, base = part.rpartition("/")
    return f"{folder}/_rels/{base}.rels".lstrip("/")


def listed(relationships: Element) -> Iterator[Relationship]:
    """The entries of a list that was read."""
    for row in relationships.iter(qualified("rel:Relationship")):
        space, _, kind = row.get("Type", "").rpartition("/")
        is_external = row.get("TargetMode") == "External"
        yield Relationship(row.get("Id", ""), kind, row.get("Target", ""), is_external, "purl.oclc.org" in space)


def resolved(relationship: Relationship, part: str) -> Relationship:
    """An entry of the list of ``part`` with the whole name of the part that it leads to; an external one as it is."""
    if relationship.is_external:
        return relationship
    path = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), unquote(relationship.target)))
    return replace(relationship, target=path.lstrip("/"))


def relationships_part(relationships: Iterable[Relationship]) -> bytes:
    """The list of a part's ``relationships``."""
    return serialized(root("rel:Relationships", (), {}, *map(_row, relationships)))


def _row(relationship: Relationship) -> Element:
    kind = f"{NAMESPACES['r']}/{relationship.kind}"
    attributes = {"Id": relationship.id, "Type": kind, "Target": relationship.target}
    return node("rel:Relationship", {**attributes, **({"TargetMode": "External"} if relationship.is_external else {})})


def content_types_part(types: Mapping[str, str]) -> bytes:
    """What each part of the package is; ``types`` by the part's name."""
    usual = node("ct:Default", {"Extension": "rels", "ContentType": _LIST_TYPE})
    own = (node("ct:Override", {"PartName": f"/{name}", "ContentType": kind}) for name, kind in sorted(types.items()))
    return serialized(root("ct:Types", (), {}, usual, *own))
