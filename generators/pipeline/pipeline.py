"""The one path: read, resolve, check, write; for one local and for many."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from generators.brand.artwork import in_local_colors
from generators.checking.kit import check
from generators.decks.teaching.schedule import AS_PLANNED, Evening, rescheduled
from generators.model import Handbook, Kit, Local, Place
from generators.model.problems import Problem, Problems, RefusedInput, did_you_mean
from generators.packs.limits import SECONDS, bounded, check_amounts
from generators.packs.pack import read_pack
from generators.pipeline.processes import Colleagues, write_side_by_side
from generators.pipeline.publish import successor
from generators.reading.source import BASE, read_handbook, shown_path
from generators.resolving.drift import Drift, check_drift, drift_of
from generators.resolving.overrides import Overrides, overrides_of, sources_of
from generators.resolving.resolve import resolve
from generators.writers import FINISH, WRITERS, Writer
from generators.writers.report import FILE_NAME as REPORT
from generators.writers.report import write_report

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """What to build: the kit in ``root``, for each pack (none: the base kit), below ``out``, in ``formats``.

    ``evening`` is for guides of one date.
    """

    root: Path
    out: Path
    packs: tuple[Path, ...] = ()
    formats: tuple[str, ...] = tuple(WRITERS)
    strict: bool = False
    evening: Evening = AS_PLANNED


@dataclass(frozen=True, slots=True)
class Outcome:
    """How it went for one local; ``folder`` holds what was written, or the last good output after an error.

    ``changes`` counts the overrides of a kit that was checked, by their labels.
    """

    slug: str
    folder: Path
    problems: tuple[Problem, ...]
    built: bool
    kit: Kit | None = None
    seconds: float = 0.0
    formats: tuple[str, ...] = field(default=())
    changes: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Checked:
    """A kit without errors, and what its report says of how it was made."""

    kit: Kit
    overrides: Overrides
    drift: tuple[Drift, ...]
    sources: Mapping[str, Path]


def build_kits(request: BuildRequest, progress: Progress, others: Colleagues | None = None) -> Iterator[Outcome]:
    """Builds each local in turn; a local with problems does not stop the others.

    The formats of a single kit are written side by side, with ``others``.

    Raises:
        RefusedInput: the kit's own folder cannot be read.
    """
    problems = Problems()
    handbook = read_handbook(request.root, problems)
    for pack in request.packs or (None,):
        with _workspace() as workspace:
            outcome = _build_one(request, handbook, tuple(problems.found), pack, Path(workspace), others, progress)
        yield outcome


def check_kits(request: BuildRequest) -> Iterator[Outcome]:
    """All problems of each local; nothing is written. The pictures of a kit stand until the next one is asked for.

    Raises:
        RefusedInput: the kit's own folder cannot be read.
    """
    problems = Problems()
    handbook = read_handbook(request.root, problems)
    for pack in request.packs or (None,):
        slug = pack.name if pack else BASE
        with _workspace() as workspace:
            checked, found = _checked(handbook, pack, Path(workspace), tuple(problems.found))
            yield Outcome(slug, request.out / slug, found, built=False, kit=checked.kit if checked else None)


def find_packs(root: Path, names: tuple[str, ...]) -> tuple[Path, ...]:
    """The folders that ``names`` mean: a pack of the kit by its name, else a path.

    Raises:
        RefusedInput: a name means no folder.
    """
    own = {pack.name: pack for pack in all_packs(root)}
    packs: list[Path] = []
    for name in names:
        if name in own:
            packs.append(own[name])
        elif Path(name).is_dir():
            packs.append(Path(name).resolve())
        else:
            hint = did_you_mean(name, own) or f"known: {', '.join(own) or 'none'}"
            raise RefusedInput(
                Problem("pack-missing", Place(f"overrides/locals/{name}", 1), "there is no such pack", (hint,))
            )
    return tuple(packs)


def all_packs(root: Path) -> tuple[Path, ...]:
    """Every pack below ``overrides/locals/``, sorted by name."""
    folder = root / "overrides" / "locals"
    found = folder.iterdir() if folder.is_dir() else ()
    return tuple(sorted(path for path in found if path.is_dir() and not path.name.startswith(".")))


def _writers(request: BuildRequest) -> Mapping[str, Writer]:
    return {name: writer for name, writer in WRITERS.items() if name in request.formats}


def _workspace() -> TemporaryDirectory[str]:
    """A folder for the clean copies of a pack's pictures, as long as its kit is being made."""
    return TemporaryDirectory(prefix="kit-")


def _build_one(
    request: BuildRequest,
    handbook: Handbook,
    found: tuple[Problem, ...],
    pack: Path | None,
    workspace: Path,
    others: Colleagues | None,
    progress: Progress,
) -> Outcome:
    started = time.perf_counter()
    slug = pack.name if pack else BASE
    folder = request.out / slug
    progress(f"{slug}: reading")
    checked, problems = _checked(handbook, pack, workspace, found)
    if checked is None:
        return Outcome(slug, folder, problems, built=False)
    kit = replace(checked.kit, decks=tuple(rescheduled(deck, request.evening) for deck in checked.kit.decks))
    outcome = Outcome(slug, folder, problems, built=False, kit=kit, changes=checked.overrides.counts())
    if request.strict and problems:
        return outcome
    try:
        with _bounds(handbook, pack):
            _write(replace(checked, kit=kit), problems, request, folder, others, progress)
    except RefusedInput as refusal:
        return replace(outcome, problems=(*problems, *refusal.problems))
    return replace(outcome, built=True, seconds=time.perf_counter() - started, formats=request.formats)


def _bounds(handbook: Handbook, pack: Path | None, seconds: float = 0) -> AbstractContextManager[None]:
    """A breakdown over a pack is a message; over the base kit it is a fault of the program, and shown as one."""
    return bounded(shown_path(pack, handbook.root), seconds) if pack else nullcontext()


def _write(
    checked: _Checked,
    warnings: tuple[Problem, ...],
    request: BuildRequest,
    folder: Path,
    others: Colleagues | None,
    progress: Progress,
) -> None:
    kit = checked.kit
    with successor(folder, keep=set(request.formats) != set(WRITERS), known_by=REPORT) as into:
        progress(f"{kit.local.slug}: writing {', '.join(request.formats)}")
        writers = _writers(request)
        if others:
            write_side_by_side(writers, kit, into, others)
        else:
            for writer in writers.values():
                writer(kit, into)
        FINISH(kit, into)
        write_report(checked.sources, kit, checked.overrides, checked.drift, warnings, into)


def _checked(
    handbook: Handbook, pack: Path | None, workspace: Path, found: tuple[Problem, ...]
) -> tuple[_Checked | None, tuple[Problem, ...]]:
    """The kit, or None when there are errors; and all problems of its stage and the ones before."""
    problems = Problems([*found])
    checked = None
    try:
        with _bounds(handbook, pack, SECONDS):
            local = read_pack(handbook, pack, workspace, problems) if pack else handbook.defaults
            if not problems.errors:
                checked = _resolved(handbook, local, workspace, problems)
            if checked and not problems.errors:
                check(checked.kit, problems)
                check_amounts(checked.kit, problems)
    except RefusedInput as refusal:
        problems.extend(refusal.problems)
    return (None if problems.errors else checked), tuple(problems.found)


def _resolved(handbook: Handbook, local: Local, workspace: Path, problems: Problems) -> _Checked:
    overrides = overrides_of(handbook, local)
    drift = drift_of(overrides, local.seen)
    kit = resolve(*in_local_colors(handbook, local, workspace / "drawings"), overrides, problems)
    check_drift(drift, local, problems)
    return _Checked(kit, overrides, drift, sources_of(handbook, local, overrides))
