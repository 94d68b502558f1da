"""Writes drafts into a folder: all of their files or none, and never over one that is there; and a report."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath

from msgspec import Struct

from generators.importing.draft import Destination, DestinationKind, Draft
from generators.importing.new_folder import settings_of
from generators.importing.report import report_text
from generators.model import Place
from generators.model.problems import Problem, RefusedInput
from generators.model.replacing import replace
from generators.reading.pack_files import SETTINGS_FILE

REPORT = "import-report"
CONTENT = PurePosixPath("content")


class TargetFolder(Struct, frozen=True):
    """The folder that drafts go into: its pages stand in ``content``; ``base`` are those of the kit below a pack."""

    folder: Path
    kind: DestinationKind
    content: PurePosixPath = CONTENT
    base: frozenset[str] = frozenset()

    def destination(self) -> Destination:
        """What readers of documents have to know of the folder."""
        taken = {self._as_drafted(path).casefold() for path in _files(self.folder)} | {
            path.casefold() for path in self.base
        }
        has_handbook = any(path.startswith("content/handbook/") for path in taken)
        pages = PurePosixPath("content/handbook" if self.kind == "pack" and has_handbook else "content")
        return Destination(self.kind, frozenset(taken), pages)

    def place_of(self, path: PurePosixPath) -> PurePosixPath:
        """Where a file of a draft stands in this folder."""
        inside = path.parts[:1] == ("content",)
        return self.content.joinpath(*path.parts[1:]) if inside else path

    def _as_drafted(self, path: PurePosixPath) -> str:
        if path.is_relative_to(self.content):
            return str(PurePosixPath("content") / path.relative_to(self.content))
        return str(path)


def target_of(folder: Path, content: Path | None, base: Iterable[str]) -> TargetFolder:
    """What ``folder`` is: a pack, a handbook whose pages stand in ``content``, or a folder to be made.

    Raises:
        RefusedInput: something else stands there.
    """
    if (folder / SETTINGS_FILE).is_file():
        return TargetFolder(folder, "pack", base=frozenset(base))
    if content is not None:
        return TargetFolder(folder, "handbook", PurePosixPath(content.relative_to(folder).as_posix()))
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        hint = f"give a folder with {SETTINGS_FILE} or mkdocs.yml, an empty one, or one that is not there"
        raise RefusedInput(
            Problem("new-file-exists", Place(folder.name, 1), "this is no handbook and no pack", (hint,))
        )
    return TargetFolder(folder, "new")


def _files(folder: Path) -> Iterator[PurePosixPath]:
    for inside, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            yield PurePosixPath(Path(inside, name).relative_to(folder).as_posix())


def write_drafts(drafts: Sequence[Draft], target: TargetFolder) -> tuple[Path, ...]:
    """Write all files of ``drafts``. Returns them.

    Raises:
        RefusedInput: a file that was free before is there now; then nothing is written.
        OSError: the folder cannot be written; then nothing is.
    """
    files = [replace(file, path=target.place_of(file.path)) for draft in drafts for file in draft.files]
    if target.kind == "new":
        files.extend(settings_of(drafts))
    target.folder.parent.mkdir(parents=True, exist_ok=True)
    is_there = target.folder.is_dir()
    stage = Path(tempfile.mkdtemp(prefix=".import-", dir=target.folder if is_there else target.folder.parent))
    try:
        for file in files:
            path = stage.joinpath(*file.path.parts)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.data)
        _moved(stage, target.folder, [file.path for file in files])
    finally:
        shutil.rmtree(stage, ignore_errors=True)
    return tuple(target.folder.joinpath(*file.path.parts) for file in files)


def write_report(drafts: Sequence[Draft], target: TargetFolder, problems: Sequence[str]) -> Path:
    """Write the report into the folder, with what ``check`` says of it, under a name that is free. Returns it."""
    names = (f"{REPORT}{f'-{number}' if number > 1 else ''}.md" for number in range(1, 10_000))
    file = target.folder / next(name for name in names if not (target.folder / name).exists())
    file.write_text(report_text(drafts, target.place_of, target.kind, problems), "utf-8", newline="\n")
    return file


def _moved(stage: Path, folder: Path, paths: Sequence[PurePosixPath]) -> None:
    """Moves all of ``paths`` from ``stage`` into ``folder``; takes them out again if one cannot be moved."""
    done: list[Path] = []
    made: list[Path] = []
    try:
        for path in paths:
            to = folder.joinpath(*path.parts)
            made.extend(_folders_made(to.parent))
            if to.exists() or to.is_symlink():
                raise RefusedInput(
                    Problem(
                        "new-file-exists", Place(str(path), 1), "this file is already there", ("run the import again",)
                    )
                )
            stage.joinpath(*path.parts).replace(to)
            done.append(to)
    except BaseException:
        for file in done:
            file.unlink(missing_ok=True)
        for one in reversed(made):
            with suppress(OSError):
                one.rmdir()
        raise


def _folders_made(folder: Path) -> Iterator[Path]:
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    for one in reversed(missing):
        one.mkdir()
        yield one


def summary_json(drafts: Sequence[Draft], target: TargetFolder) -> str:
    """The report for programs."""
    return json.dumps(
        [
            {
                "source": draft.source,
                "words_in": draft.words_in,
                "words_kept": draft.words_kept,
                "files": [str(target.place_of(file.path)) for file in draft.files],
                "remarks": [{"where": one.where, "what": one.what, "message": one.message} for one in draft.remarks],
            }
            for draft in drafts
        ],
        ensure_ascii=False,
        indent=2,
    )
