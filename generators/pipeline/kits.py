"""Makes a kit: the base read once, a pack read over it, the two resolved and checked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct, field

from generators.brand.artwork import in_local_colors
from generators.checking.kit import check
from generators.checking.links import BUILT_LINK_CODES
from generators.model import Handbook, Kit, Local
from generators.model.built_site import BuiltSite
from generators.model.current_work import working_on
from generators.model.full_disk import file_without_room
from generators.model.problems import Problem, Problems, RefusedInput
from generators.model.remembered import forget_unfinished, forget_unused
from generators.model.replacing import replace
from generators.packs.limits import breakdowns_told, check_amounts
from generators.pipeline.request import BuildRequest, Made, Outcome
from generators.reading.mkdocs_parts import working_in
from generators.reading.source import BASE, read_handbook, shown_path
from generators.resolving.drift import MadeFrom, check_drift, drift_of
from generators.resolving.overrides import overrides_of, sources_of
from generators.resolving.resolve import resolve


class Base(Struct, frozen=True):
    """The kit's own folder as it was read for all locals, and what is wrong with it."""

    handbook: Handbook
    problems: tuple[Problem, ...]


class CheckedKit(Struct, frozen=True):
    """What one local publishes, or None where there are errors; and all ``problems``, those of the base among them.

    What it was ``made_from``, and how many ``pages`` are published, is empty without a kit. The files of the kit's
    pictures stand only as long as the block that it was made for.
    """

    kit: Kit | None = None
    problems: tuple[Problem, ...] = ()
    made_from: MadeFrom = field(default_factory=MadeFrom)
    pages: int = 0


def read_base(request: BuildRequest) -> Base:
    """The kit's own folder.

    Raises:
        RefusedInput: it cannot be read at all.
    """
    problems = Problems()
    handbook = read_handbook(request.root, problems)
    _weigh_as_mkdocs(problems, handbook)
    return Base(handbook, tuple(problems.found))


@contextmanager
def checked_kit(request: BuildRequest, base: Base, pack: Path | None) -> Iterator[CheckedKit]:
    """The kit of the local in ``pack``, or of the base, for as long as the block goes on."""
    problems = Problems([*base.problems])
    is_whole = False
    try:
        with TemporaryDirectory(prefix="kit-") as workspace:  # for clean copies of pictures, and recolored drawings
            checked = CheckedKit()
            try:
                with told_of_pack(request, pack), file_without_room(Path(workspace)), _as_mkdocs_runs(base.handbook):
                    checked = _resolved(request, base.handbook, pack, Path(workspace), problems)
            except RefusedInput as refusal:
                problems.extend(refusal.problems)
            yield replace(CheckedKit() if problems.errors else checked, problems=tuple(problems.found))
        is_whole = not problems.errors
    finally:
        forget_unused() if is_whole else forget_unfinished()


def _as_mkdocs_runs(handbook: Handbook) -> AbstractContextManager[None]:
    """In the handbook's folder, where what MkDocs builds is somebody's who runs it there."""
    return working_in(handbook.root.resolve()) if handbook.site.by_mkdocs else nullcontext()


def _resolved(
    request: BuildRequest, handbook: Handbook, pack: Path | None, workspace: Path, problems: Problems
) -> CheckedKit:
    """The kit and how it was made; each step is only taken when the ones before found no errors."""
    with working_on(stage="reading"):
        local = _local(request, handbook, pack, workspace, problems) if pack else handbook.defaults
    if problems.errors:
        return CheckedKit()
    with working_on(stage="resolving"):
        overrides = overrides_of(handbook, local)
        drift = drift_of(overrides, local.seen)
        kit = resolve(*in_local_colors(handbook, local, workspace / "drawings"), overrides, problems, request.store)
        _weigh_as_mkdocs(problems, handbook)
        kit, site = replace(kit, date=request.date), None
    with working_on(stage="checking"):
        check_drift(drift, local, problems)
        if all(problem.code in _LEAVE_WHOLE for problem in problems.errors):
            site = _built(request, kit, workspace, problems) if kit.site.by_mkdocs else None
            check(kit, problems, site, request.store)
            check_amounts(kit, problems)
            _check_outputs(kit, handbook, local, problems)
            _weigh_as_mkdocs(problems, handbook)
            kit = replace(kit, built=site.folder) if site else kit
    pages = site.written if site else len(kit.pages)
    made_from = MadeFrom(sources_of(handbook, local, overrides), overrides, drift)
    return CheckedKit(kit, (), made_from, pages)


def _local(request: BuildRequest, handbook: Handbook, pack: Path, workspace: Path, problems: Problems) -> Local:
    from generators.packs.pack import read_pack  # the libraries that clean what strangers send are large

    return read_pack(handbook, pack, workspace, problems, request.store)


def _built(request: BuildRequest, kit: Kit, workspace: Path, problems: Problems) -> BuiltSite:
    """The site as MkDocs builds it: only then is it known which pages and passages its plugins and hooks make."""
    from generators.writers.site.mkdocs_route import build_with_mkdocs  # as above

    output = workspace.resolve() / "site"
    return build_with_mkdocs(kit, output, problems, show_breakdowns=request.show_breakdowns)


def _weigh_as_mkdocs(problems: Problems, handbook: Handbook) -> None:
    """Makes warnings of mistakes with which MkDocs publishes a page anyway, in a folder that is written for it."""
    if not handbook.site.is_lenient:
        return
    pages = f"{shown_path(handbook.site.docs_dir, handbook.root)}/"
    problems.found[:] = [
        replace(one, severity="warning")
        if one.place.file.startswith(pages) and (_is_published(one) or _is_unweighed(one, handbook))
        else one
        for one in problems.found
    ]


def _is_unweighed(problem: Problem, handbook: Handbook) -> bool:
    """Whether a link was judged without MkDocs, which publishes a page with one that leads nowhere."""
    return not handbook.site.by_mkdocs and problem.code in BUILT_LINK_CODES


def _is_published(problem: Problem) -> bool:
    """Whether a page with that mistake is one for MkDocs; what it says itself, and of links, is weighed already."""
    return problem.code not in _FOR_MKDOCS_TOO and problem.code.partition("-")[0] not in _NOT_OF_MKDOCS


_FOR_MKDOCS_TOO = frozenset({"file-unreadable", "file-not-utf8", "text-garbled", *BUILT_LINK_CODES})
_NOT_OF_MKDOCS = frozenset({"form", "deck", "slide", "use", "mkdocs", "navigation"})
"""Subjects of codes: forms and slides are the kit's own."""


def _check_outputs(kit: Kit, handbook: Handbook, local: Local, problems: Problems) -> None:
    from generators.writers.site.outputs import check_outputs  # what it needs is large, and a wrong kit need not wait

    assets = {**handbook.assets, **local.assets}
    check_outputs(kit, {path: asset.place for path, asset in assets.items()}, problems)


_LEAVE_WHOLE = frozenset({"contact-missing"})
"""Mistakes after which a kit is whole, so that its other mistakes can be told at once."""


def told_of_pack(request: BuildRequest, pack: Path | None) -> AbstractContextManager[None]:
    """A breakdown over a pack is a message; over the base kit it is a fault of the program, and shown as one."""
    if pack is None:
        return nullcontext()
    return breakdowns_told(shown_path(pack, request.root), show_breakdowns=request.show_breakdowns)


def check_kits(request: BuildRequest) -> Iterator[Outcome]:
    """All problems of each local; nothing is written.

    Raises:
        RefusedInput: the kit's own folder cannot be read.
    """
    base = read_base(request)
    for pack in request.packs or (None,):
        yield check_kit(request, base, pack)


def check_kit(request: BuildRequest, base: Base, pack: Path | None) -> Outcome:
    """All problems of one local, or of the base; nothing is written."""
    with checked_kit(request, base, pack) as checked:
        return outcome_of(checked, request, pack)


def outcome_of(checked: CheckedKit, request: BuildRequest, pack: Path | None) -> Outcome:
    """What there is to say of a kit before anything is written of it."""
    slug = pack.name if pack else BASE
    outcome = Outcome(slug, request.out / slug, checked.problems, built=False)
    kit = checked.kit
    if kit is None:
        return outcome
    counts: dict[Made, int]
    counts = {"pages": checked.pages, "decks": len(kit.decks), "forms": len(kit.forms), "guides": len(kit.decks)}
    overrides = checked.made_from.overrides
    return replace(outcome, counts=counts, overrides=overrides.counts(), untouched=overrides.untouched)
