"""Measures the builds against the nearest tools on the same text and the same computer, as a table of ratios."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
from bench_decks import SLIDES, deck_times, outline_of
from bench_forms import NoPeer, form_times, seconds
from growth import SIZES, Curves
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from generators.commands.command_line import ended, root_option
from generators.model import Kit
from generators.model.problems import RefusedInput
from generators.model.program import FOLDER
from generators.packs.pack import new_pack
from generators.pipeline.kits import checked_kit, read_base
from generators.pipeline.request import BuildRequest

LOCALS = 5
STOCK_THEME = """
import sys
from mkdocs.commands.build import build
from mkdocs.config import load_config
theme = {"name": "material", "font": False, "language": "en"}
build(load_config(sys.argv[1], site_dir=sys.argv[2], theme=theme, strict=False))
"""
"""Plain MkDocs with Material as it comes, without the kit's lighter templates."""


@dataclass(frozen=True, slots=True)
class Measure:
    """Seconds of wall clock, ours and the peer's, who does the same work."""

    what: str
    peer: str
    ours: float
    theirs: float

    @property
    def ratio(self) -> float:
        """Below 1 when the kit is faster."""
        return self.ours / self.theirs


@dataclass(frozen=True, slots=True)
class Bench:
    """Runs commands in new processes, with the environment made and nothing of the text built before.

    ``root`` is the kit's folder, ``rounds`` how often each command runs; ``said`` hears what is being measured.
    """

    program: Path
    root: Path
    rounds: int
    said: Callable[[str], None]
    scratch: Path = field(default=Path())

    def measures(self) -> Iterator[Measure]:
        """All comparisons, in order.

        Raises:
                RefusedInput: the kit has problems, so that there is nothing to measure.
            ChildProcessError: a command fails.
        """
        request = BuildRequest(self.root, self.scratch)
        with checked_kit(request, read_base(request), None) as checked:
            if checked.kit is None:
                raise RefusedInput(*checked.problems)
            yield from self._measures_of(checked.kit)

    def _measures_of(self, kit: Kit) -> Iterator[Measure]:
        out = str(self.scratch / "kit")
        yield from self._builds(kit, out)
        yield from self._forms(kit, Path(out, kit.local.slug, "site"))
        if kit.decks:
            decks = self._ours("build", "--only", "decks", "--out", out)
            yield self._compared("the decks", "pandoc, a process each", [decks], list(self._pandoc(kit)))
        yield from self._warm_decks(kit)
        every = self._ours("build", "--out", out, *self._packs())
        theirs = [self._mkdocs(kit)] * LOCALS
        yield self._compared(f"{LOCALS} locals, all outputs", f"mkdocs build, {LOCALS} times", [every], theirs)

    def _builds(self, kit: Kit, out: str) -> Iterator[Measure]:
        """The base kit, more and more of it; all of it comes last, and stays in ``out``."""
        stock = [sys.executable, "-c", STOCK_THEME, str(kit.site.file), str(self.scratch / "stock")]
        site = self._ours("build", "--only", "site", "--out", out)
        most = self._ours("build", "--only", "site,decks,forms", "--out", out)
        for what, peer, ours, theirs in (
            ("the site alone", "mkdocs build", site, self._mkdocs(kit)),
            ("the site alone", "mkdocs build, stock theme", site, stock),
            ("site, decks, and forms", "mkdocs build", most, self._mkdocs(kit)),
            ("all outputs", "mkdocs build", self._ours("build", "--out", out), self._mkdocs(kit)),
        ):
            yield self._compared(what, peer, [ours], [theirs])

    def _mkdocs(self, kit: Kit) -> list[str]:
        paths = ("-f", str(kit.site.file), "-d", str(self.scratch / "plain"))
        return [sys.executable, "-m", "mkdocs", "build", "-q", *paths]

    def _forms(self, kit: Kit, site: Path) -> Iterator[Measure]:
        """One form against its own web page, where there are forms, and the peer can be run."""
        if not kit.forms:
            return
        self.said("a form against WeasyPrint")
        try:
            times = form_times(kit, site, self.rounds)
        except NoPeer as reason:
            self.said(f"  left out: {reason}")
            return
        yield Measure("a form, in a warm process", "WeasyPrint, its web page", times.ours, times.theirs)

    def _warm_decks(self, kit: Kit) -> Iterator[Measure]:
        self.said(f"{SLIDES} slides against pandoc")
        times = deck_times(kit, self._pandoc_path(), self.scratch, self.rounds)
        yield Measure(f"{SLIDES} slides, in a warm process", "pandoc", times.ours, times.theirs)
        yield Measure(f"{SLIDES} slides for the next local", "pandoc", times.next_local, times.theirs)

    def _ours(self, *arguments: str) -> list[str]:
        return [sys.executable, str(self.program / "build.py"), *arguments, "--root", str(self.root), "--quiet"]

    def _pandoc(self, kit: Kit) -> Iterator[list[str]]:
        for deck in kit.decks:
            source = self.scratch / f"{deck.name}.md"
            source.write_text(outline_of(deck), encoding="utf-8", newline="\n")
            yield [self._pandoc_path(), "--sandbox", str(source), "-o", str(source.with_suffix(".pptx"))]

    def _pandoc_path(self) -> str:
        import pypandoc

        return str(pypandoc.get_pandoc_path())

    def _packs(self) -> list[str]:
        folders = [self.scratch / "packs" / f"local-{number}" for number in range(1, LOCALS + 1)]
        for folder in folders:
            if not folder.exists():
                new_pack(folder, self.root, self.root)
        return [str(folder) for folder in folders]

    def _compared(self, what: str, peer: str, ours: Sequence[list[str]], theirs: Sequence[list[str]]) -> Measure:
        """Both sides in turn; the best of all rounds counts, since whatever else the computer does only adds to it."""
        self.said(f"{what} against {peer}")
        pairs = [(seconds(_run, ours), seconds(_run, theirs)) for _ in range(self.rounds)]
        return Measure(what, peer, min(own for own, _ in pairs), min(its for _, its in pairs))


def measured(program: Path, root: Path, rounds: int, said: Callable[[str], None]) -> tuple[Measure, ...]:
    """All measures of the kit in ``root``; ``program`` is the folder of ``build.py``."""
    with TemporaryDirectory(prefix="kit-bench-") as folder:
        return tuple(Bench(program, root, rounds, said, Path(folder)).measures())


def _run(commands: Sequence[list[str]]) -> None:
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    for command in commands:
        ended = subprocess.run(command, check=False, capture_output=True, text=True, env=environment)
        if ended.returncode:
            reason = ended.stderr.strip().splitlines()[-1:]
            raise ChildProcessError(f"'{' '.join(command[:4])} ...' ended with {ended.returncode}: {' '.join(reason)}")


def _chosen(_context: click.Context, _option: click.Parameter, values: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """``pages=25,100`` as the sizes of a work; a name alone has the usual ones, and ``all`` stands for all works."""
    chosen: dict[str, tuple[int, ...]] = {}
    for value in values:
        name, _, sizes = value.partition("=")
        if name == "all" and not sizes:
            chosen |= SIZES
        elif name in SIZES and all(size.isdecimal() and int(size) for size in sizes.split(",") if sizes):
            chosen[name] = tuple(map(int, sizes.split(","))) if sizes else SIZES[name]
        else:
            raise click.BadParameter(f"'{value}': write all, or one of {', '.join(SIZES)}, as in pages=25,100")
    return chosen


@click.command("bench")
@root_option
@click.option("--rounds", type=click.IntRange(min=1), default=5, show_default=True, help="How often to run each.")
@click.option(
    "--growth",
    multiple=True,
    callback=_chosen,
    metavar="WORK[=SIZE,...]",
    help="Instead of the kit in DIRECTORY, measure made-up ones of several sizes: "
    f"{', '.join(SIZES)}, or all. A short run: --rounds 1 --growth check=25,100 --growth slides=60,120.",
)
@click.option("--json", "file", type=click.Path(path_type=Path, dir_okay=False), help="Write the figures, too.")
def bench_command(*, root: Path, rounds: int, growth: dict[str, tuple[int, ...]], file: Path | None) -> int:
    """Runs the benchmarks, against peers, as ratios."""
    data: dict[str, Any] = {"machine": machine(), "rounds": rounds}
    if growth:
        with TemporaryDirectory(prefix="kit-bench-") as scratch:
            curves = Curves(Path(scratch), rounds, click.echo)
            for work, sizes in growth.items():
                curves.measure(work, sizes)
        Console().print(points_of(curves), growths_of(curves))
        data |= curves.as_data()
    else:
        measures = measured(FOLDER, root, rounds, click.echo)
        Console().print(ratios_of(measures))
        data["measures"] = [{**asdict(measure), "ratio": measure.ratio} for measure in measures]
    if file:
        file.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8", newline="\n")
    return 0


def machine() -> dict[str, Any]:
    """What the figures hold for."""
    named = ("mkdocs", "mkdocs-material", "zensical", "sphinx", "weasyprint", "pypandoc-binary", "pypdf")
    known = {name: version(name) for name in named if _is_there(name)}
    return {"python": platform.python_version(), "system": platform.system(), "cores": os.cpu_count(), **known}


def _is_there(package: str) -> bool:
    try:
        return bool(version(package))
    except PackageNotFoundError:
        return False


def points_of(curves: Curves) -> Table:
    """One row for each size and side; the ratio is ours to theirs in processor time, by the medians."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for heading in ("work", "size", "by", "processor, s", "clock, s", "memory, MB", "written, MB", "ratio"):
        table.add_column(heading, justify="left" if heading in ("work", "by") else "right")
    ours = {(one.work, one.size): one.use.seconds for one in curves.points if one.who == "kit"}
    for one in curves.points:
        use, ratio = one.use, ours[one.work, one.size] / one.use.seconds
        megabytes = (f"{size / 1_000_000:.1f}" for size in (use.memory, use.written))
        shown = "" if one.who == "kit" else f"{ratio:.2f}"
        table.add_row(one.work, f"{one.size:,}", one.who, f"{use.seconds:.2f}", f"{use.clock:.2f}", *megabytes, shown)
    return table


def growths_of(curves: Curves) -> Table:
    """With which power of the size the time of each side grows."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for heading in ("work", "by", "grows as size to the power of"):
        table.add_column(heading)
    for one in curves.growths():
        table.add_row(one.work, one.who, f"{one.exponent:.2f}")
    return table


def ratios_of(measures: Sequence[Measure]) -> Table:
    """One row for each comparison, in milliseconds; a ratio below 1 says that the kit is faster."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for heading in ("what", "against"):
        table.add_column(heading)
    for heading in ("kit, ms", "peer, ms", "ratio"):
        table.add_column(heading, justify="right")
    for measure in measures:
        times = (f"{seconds * 1000:.0f}" for seconds in (measure.ours, measure.theirs))
        table.add_row(measure.what, measure.peer, *times, f"{measure.ratio:.2f}")
    return table


if __name__ == "__main__":
    sys.exit(ended(bench_command, sys.argv[1:]))
