"""Advisories on packages, in the format of the Open Source Vulnerability schema (ossf.github.io/osv-schema, 1.7).

They are read from a file that somebody brings along: nothing here asks another computer.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from msgspec import Struct
from packaging.utils import NormalizedName, canonicalize_name
from packaging.version import InvalidVersion, Version

from generators.dependencies.locks import LockedPackage

LARGEST = 64 * 1024 * 1024
"""Bytes of one file of advisories; an archive holds one for each advisory, of a few kilobytes."""

ECOSYSTEM = "PyPI"
EARLIEST = Version("0.dev0")
"""What "0" means where a range begins: before every version (osv-schema, affected[].ranges[].events)."""

COMPARED = ("ECOSYSTEM", "SEMVER")
"""Ranges of versions; those of commits (GIT) say nothing of a package's version."""


_ORDER = {"introduced": 1, "last_affected": 2}
"""Of events at one version: it can be mended and broken again, or be the only one that is affected."""


class NoAdvisories(Exception):
    """A file that is none of advisories; the text names it and says why."""


class Event(Struct, frozen=True):
    """From ``version`` on (``last_affected``: after it), a package is affected or no longer."""

    version: Version
    kind: str


class Affected(Struct, frozen=True):
    """Which versions of a package an advisory is about; ``is_clear`` if all that it says can be compared."""

    name: NormalizedName
    versions: frozenset[Version]
    ranges: tuple[tuple[Event, ...], ...]
    is_clear: bool

    def has(self, version: Version) -> bool:
        """Whether ``version`` is affected, by the schema's own rule (osv-schema, "Evaluation")."""
        return version in self.versions or any(_is_within(version, events) for events in self.ranges)

    def mended(self, version: Version) -> Iterator[Version]:
        """The later versions that are said to be no longer affected."""
        for events in self.ranges:
            yield from (event.version for event in events if event.kind == "fixed" and event.version > version)


class Advisory(Struct, frozen=True):
    """One known weakness: its names in all lists that know it, its own first, and what it affects."""

    names: tuple[str, ...]
    summary: str
    modified: str
    affected: tuple[Affected, ...]


def read_advisories(path: Path) -> Iterator[Advisory]:
    """The advisories on Python packages in ``path``: a JSON file, an archive (.zip), or a folder of such.

    Those that were withdrawn are left out.

    Raises:
        NoAdvisories: something in it is none.
    """
    for shown, content in _documents(path):
        try:
            document = json.loads(content)
            for one in _listed(document):
                if not one.get("withdrawn"):
                    yield _advisory(one)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise NoAdvisories(f"{shown}: this is no advisory in the OSV format ({error!r:.200})") from error


def _documents(path: Path) -> Iterator[tuple[str, bytes]]:
    try:
        if path.is_dir():
            for file in sorted(path.rglob("*.json")):
                yield str(file), _bounded(str(file), file.stat().st_size, file.read_bytes)
        elif zipfile.is_zipfile(path):
            yield from _packed(path)
        else:
            yield str(path), _bounded(str(path), path.stat().st_size, path.read_bytes)
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise NoAdvisories(f"{path} cannot be read: {error}") from error


def _packed(path: Path) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            if member.filename.endswith(".json"):
                shown = f"{path}/{member.filename}"
                yield shown, _bounded(shown, member.file_size, partial(archive.read, member))


def _bounded(shown: str, size: int, read: Callable[[], bytes]) -> bytes:
    if size > LARGEST:
        raise NoAdvisories(f"{shown} is larger than {LARGEST // 1024 // 1024} MB, and no advisory is")
    return read()


def _listed(document: Any) -> Iterable[Mapping[str, Any]]:
    """One advisory, a list of them, or what the service that keeps them answers with (``{"vulns": [...]}``)."""
    if isinstance(document, list):
        return document
    listed: Iterable[Mapping[str, Any]] = document.get("vulns", [document])
    return listed


def _advisory(one: Mapping[str, Any]) -> Advisory:
    known = dict.fromkeys((str(one["id"]), *map(str, one.get("aliases") or ())))
    mine = [part for part in one.get("affected") or () if _ecosystem(part) == ECOSYSTEM]
    text = str(one.get("summary") or one.get("details") or "").strip()
    return Advisory(
        tuple(known), text.split("\n")[0], str(one.get("modified", "")), tuple(_affected(part) for part in mine)
    )


def _ecosystem(part: Mapping[str, Any]) -> str:
    return str(part.get("package", {}).get("ecosystem", "")).partition(":")[0]


def _affected(part: Mapping[str, Any]) -> Affected:
    versions = [_version(text) for text in part.get("versions") or ()]
    compared = [one for one in part.get("ranges") or () if one["type"] in COMPARED]
    ranges = [[_event(kind, text) for event in one["events"] for kind, text in event.items()] for one in compared]
    clear = all(None not in events for events in ranges) and None not in versions and bool(versions or ranges)
    return Affected(
        canonicalize_name(part["package"]["name"]),
        frozenset(filter(None, versions)),
        tuple(tuple(filter(None, events)) for events in ranges),
        clear,
    )


def _version(text: str) -> Version | None:
    try:
        return Version(text)
    except InvalidVersion:
        return None


def _event(kind: str, text: str) -> Event | None:
    version = EARLIEST if text == "0" else _version(text)
    return None if version is None else Event(version, kind)


def _is_within(version: Version, events: Iterable[Event]) -> bool:
    affected = False
    for event in sorted(events, key=lambda one: (one.version, _ORDER.get(one.kind, 0))):
        if event.kind == "introduced" and version >= event.version:
            affected = True
        elif version > event.version or (version == event.version and event.kind in ("fixed", "limit")):
            affected = affected and event.kind not in ("fixed", "last_affected", "limit")
    return affected


class Finding(Struct, frozen=True):
    """A locked version that is known to be weak, or (``is_sure`` false) whose advisory speaks of no versions."""

    package: LockedPackage
    names: tuple[str, ...]
    summary: str
    mended: tuple[Version, ...]
    is_sure: bool


def findings_of(package: LockedPackage, advisories: Iterable[Advisory]) -> Iterator[Finding]:
    """What ``advisories`` say of a package: each weakness once, however many lists tell of it under their own names."""
    groups: dict[frozenset[str], list[tuple[Advisory, Affected]]] = {}
    for advisory in advisories:
        for affected in advisory.affected:
            if affected.name == package.name:
                names = frozenset(advisory.names)
                together = [known for known in groups if known & names]
                mine = [one for known in together for one in groups.pop(known)]
                groups[names.union(*together)] = [*mine, (advisory, affected)]
    for group in groups.values():
        sure = [(advisory, affected) for advisory, affected in group if affected.has(package.version)]
        if told := sure or [(advisory, affected) for advisory, affected in group if not affected.is_clear]:
            yield _finding(package, told, is_sure=bool(sure))


def _finding(package: LockedPackage, told: Iterable[tuple[Advisory, Affected]], *, is_sure: bool) -> Finding:
    names = dict.fromkeys(name for advisory, _ in told for name in advisory.names)
    summary = next((advisory.summary for advisory, _ in told if advisory.summary), "")
    mended = {version for _, affected in told for version in affected.mended(package.version)}
    return Finding(package, tuple(names), summary, tuple(sorted(mended)), is_sure)
