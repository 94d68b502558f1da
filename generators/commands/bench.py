"""The command ``bench``: runs the benchmarks and shows them as a table of ratios."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from generators.bench.timing import Measure, measured
from generators.commands.options import PROGRAM, root_option


@click.command("bench")
@root_option
@click.option("--rounds", type=click.IntRange(min=1), default=5, show_default=True, help="How often to run each.")
def bench_command(*, root: Path, rounds: int) -> int:
    """Runs the benchmarks, against peers, as ratios."""
    measures = measured(PROGRAM, root, rounds, click.echo)
    Console().print(ratios_of(measures))
    return 0


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
