"""Finds the locals whose kits can have changed since a day or an edition: by their packs, and by the base's parts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from generators.model.program import FOLDER
from generators.pipeline.file_history import changed_files
from generators.pipeline.request import BuildRequest
from generators.pipeline.unchanged import REPORT
from generators.reading.mkdocs_settings import read_site_settings
from generators.reading.source import shown_path


class UnknownEdition(Exception):
    """No kit bears the edition; ``known`` are those that some do, each with the kit's name."""

    def __init__(self, known: Mapping[str, str]) -> None:
        super().__init__(", ".join(f"{edition} ({slug})" for edition, slug in known.items()) or "none")
        self.known = known


class BaseFolders(Struct, frozen=True):
    """Where the parts of a kit stand in its folder: pages, outlines, and what counts for every local (``common``)."""

    root: Path
    pages: Path
    outlines: Path
    common: tuple[Path, ...]

    @classmethod
    def of(cls, request: BuildRequest) -> BaseFolders:
        """Raises: RefusedInput: the folder has no settings that can be read."""
        root, site = request.root, read_site_settings(request.root)
        common = [*site.files, root / "overrides"]
        if site.by_mkdocs:
            common.append(root)  # what hooks and plugins read, nobody knows
        if root == FOLDER:
            common.append(root / "generators")
        return cls(root, site.docs_dir, root / "slides", tuple(common))

    def concerns(self, changed: Path, pack: Path) -> bool:
        """Whether the local in ``pack`` is made from the base's file ``changed``, and has none in its place."""
        for folder, own in ((self.pages, "content"), (self.outlines, "slides")):
            if changed.is_relative_to(folder):
                return not (pack / own / changed.relative_to(folder)).is_file()
        return any(changed.is_relative_to(one) for one in self.common)

    def is_text(self, file: Path) -> bool:
        """Whether reports of kits say what it held."""
        return file.is_relative_to(self.pages) or file.is_relative_to(self.outlines)


def changed_since(request: BuildRequest, since: datetime | str) -> tuple[Path, ...]:
    """Those packs of ``request`` that have changed since a moment, or since an edition that a kit in its folder bears.

    The base's files count for each local that has none in their place. An edition is known by the reports of kits that
    were built: of texts and settings, they say what each was made from.

    Raises:
        UnknownEdition: no kit bears it.
        NoHistory: Git's history was cut off after the moment.
        RefusedInput: the kit's folder has no settings that can be read.
    """
    base = BaseFolders.of(request)
    if isinstance(since, datetime):
        changed = _changed(request, since)
        return _concerned(request, base, changed, lambda pack: any(file.is_relative_to(pack) for file in changed))
    reports = _reports(request.out)
    report = next((one for one in reports.values() if one.edition == since), None)
    if report is None:
        raise UnknownEdition({one.edition: slug for slug, one in reports.items()})
    unseen = (file for file in _changed(request, report.moment) if not base.is_text(file))
    changed = frozenset([*unseen, *_differing(request, base, report.sources)])
    return _concerned(request, base, changed, lambda pack: _differs(request, pack, reports.get(pack.name)))


def _changed(request: BuildRequest, moment: datetime) -> frozenset[Path]:
    trees = {request.root, *(pack.parent for pack in request.packs)}  # packs may be in another repository, or in none
    return frozenset(file for tree in trees for file in changed_files(tree, moment))


def _concerned(
    request: BuildRequest, base: BaseFolders, changed: frozenset[Path], is_changed: Callable[[Path], bool]
) -> tuple[Path, ...]:
    apart = request.unread | {request.out}
    own = [file for file in changed if not any(file.is_relative_to(folder) for folder in apart)]
    return tuple(pack for pack in request.packs if is_changed(pack) or any(base.concerns(file, pack) for file in own))


class _Report(Struct, frozen=True):
    """What the report of a kit says: its edition, and the SHA-256 of each file that it was made from, by its name."""

    edition: str
    sources: Mapping[str, str]
    moment: datetime


def _reports(out: Path) -> Mapping[str, _Report]:
    """The reports of all kits below ``out``, by the kit's name."""
    found: dict[str, _Report] = {}
    for file in sorted(out.glob(f"*/{REPORT}")):
        with suppress(OSError, ValueError, KeyError, TypeError):
            facts = json.loads(file.read_bytes())
            moment = datetime.fromtimestamp(file.stat().st_mtime, UTC)
            found[file.parent.name] = _Report(str(facts["edition"]), dict(facts["sources"]), moment)
    return found


def _differing(request: BuildRequest, base: BaseFolders, sources: Mapping[str, str]) -> Iterator[Path]:
    """The base's texts and settings that are not what a kit was made from."""
    before = {base.root / name: digest for name, digest in sources.items()}
    for file, digest in before.items():
        if not any(file.is_relative_to(folder) for folder in request.unread) and _digest(file) != digest:
            yield file
    for folder in (base.pages, base.outlines):
        yield from (file for file in _files(folder) if file not in before)


def _differs(request: BuildRequest, pack: Path, report: _Report | None) -> bool:
    """Whether the kit that stands there was made from another pack, or from more or less of it."""
    shown = f"{shown_path(pack, request.root)}/"
    sources = report.sources if report else {}
    made = {name.removeprefix(shown): digest for name, digest in sources.items() if name.startswith(shown)}
    present = {file.relative_to(pack).as_posix() for part in _PARTS for file in _files(pack / part)}
    return not present <= made.keys() or any(_digest(pack / name) != digest for name, digest in made.items())


_PARTS = ("content", "slides", "examples", "slots", "assets")
"""Folders of a pack; a file that is new elsewhere in it is read by nobody."""


def _files(folder: Path) -> Iterator[Path]:
    return (file for file in folder.rglob("*") if file.is_file() and not file.name.startswith("."))


def _digest(file: Path) -> str:
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return ""
