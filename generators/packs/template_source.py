"""Reads a PowerPoint file that nobody vouches for: within bounds, nothing in it followed, and none that acts."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

MOST_BYTES = 20_000_000
MOST_PARTS = 3000
MOST_UNPACKED = 80_000_000
MOST_XML = 5_000_000
"""Bounds of the file, of how many parts it has, of all of them unpacked, and of one that is XML; sizes in bytes."""

RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"

_SAVE_AGAIN = "open it in PowerPoint and save it again as a PowerPoint presentation (.pptx)"
_ACTS = (
    (re.compile(r"vbaproject|vbadata", re.I), "it holds macros", "save it as .pptx, which has none"),
    (re.compile(r"/activex/|/ctrlprops/", re.I), "it holds ActiveX controls", "delete them and save it again"),
    (
        re.compile(r"/embeddings/|oleobject", re.I),
        "it holds embedded files, such as an Excel sheet behind a chart",
        "delete the slides and charts that hold them, and save it again",
    ),
)


class UnusableTemplate(Exception):
    """The file cannot be a template; ``reason`` follows its name, ``hint`` says what to do."""

    def __init__(self, reason: str, hint: str = _SAVE_AGAIN) -> None:
        super().__init__(reason)
        self.reason = reason
        self.hint = hint


def checked(file: zipfile.ZipFile) -> Mapping[str, zipfile.ZipInfo]:
    """The parts by name, when none of them acts and all are small enough."""
    entries = file.infolist()
    if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        most = f"{MOST_PARTS} parts or {MOST_UNPACKED // 1_000_000} MB unpacked"
        raise UnusableTemplate(f"it holds more than {most}", "delete its slides and large pictures, and save it again")
    for entry in entries:
        for sign, reason, hint in _ACTS:
            if sign.search(f"/{entry.filename}"):
                raise UnusableTemplate(reason, hint)
    return {entry.filename: entry for entry in entries}


@dataclass(frozen=True, slots=True)
class Relationship:
    id: str
    kind: str
    target: str
    is_external: bool


@dataclass(frozen=True, slots=True)
class Source:
    """The file as it came, read part by part."""

    file: zipfile.ZipFile
    entries: Mapping[str, zipfile.ZipInfo]

    def data(self, name: str, limit: int = MOST_BYTES) -> bytes:
        entry = self.entries[name]
        if entry.file_size > limit:
            raise UnusableTemplate(f"its part {name[:80]} is too large", "delete what the slides do not need")
        return self.file.read(entry)

    def xml(self, name: str) -> etree._Element:
        """A part as a tree; nothing that it declares is ever followed."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
        root = etree.fromstring(self.data(name, MOST_XML), parser)
        if root.getroottree().docinfo.internalDTD is not None:
            raise UnusableTemplate("its XML declares entities")
        return root

    def relationships(self, name: str) -> Iterator[Relationship]:
        folder, _, base = name.rpartition("/")
        listed = f"{folder}/_rels/{base}.rels".lstrip("/")
        if listed not in self.entries:
            return
        for row in self.xml(listed).iter(f"{{{PACKAGE}/relationships}}Relationship"):
            space, _, kind = row.get("Type", "").rpartition("/")
            if "purl.oclc.org" in space:
                raise UnusableTemplate("it is saved as Strict Open XML")
            target, is_external = row.get("Target", ""), row.get("TargetMode") == "External"
            path = target if is_external else posixpath.normpath(posixpath.join("/", folder, unquote(target)))
            yield Relationship(row.get("Id", ""), kind, path if is_external else path.lstrip("/"), is_external)
