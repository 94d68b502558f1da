"""The command ``build``: what people type; the work begins while half of the program is still being read."""

from __future__ import annotations

import os
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path

import click

from generators.commands.command_line import every_option, names_argument, quiet_option, root_option, strict_option
from generators.model.problems import did_you_mean, printable
from generators.pipeline.processes import colleagues, loading
from generators.writers import WRITERS


def _formats(_context: click.Context, _option: click.Parameter, value: str | None) -> tuple[str, ...]:
    chosen = tuple(word.strip() for word in value.split(",")) if value else tuple(WRITERS)
    for word in chosen:
        if word not in WRITERS:
            raise click.BadParameter(
                f"'{printable(word)}' is no output ({did_you_mean(word, WRITERS) or 'known: ' + ', '.join(WRITERS)})"
            )
    return chosen


_new = click.Path(file_okay=False, resolve_path=True, path_type=Path)
_out = click.option(
    "--out", type=_new, default=Path("dist"), show_default=True, help="Where to write, a folder a local."
)


@click.command("build")
@names_argument
@every_option
@root_option
@_out
@click.option("--only", "formats", callback=_formats, metavar="NAMES", help=f"Some of: {','.join(WRITERS)}.")
@click.option("--jobs", type=click.IntRange(min=1), default=os.cpu_count() or 1, help="Locals to build at once.")
@click.option("--start", type=click.DateTime(["%H:%M"]), metavar="HH:MM", help="When the workshop begins, for guides.")
@click.option("--people", type=click.IntRange(min=1), help="For how many people guides count copies.")
@strict_option
@quiet_option
def build_command(
    *,
    locals_: tuple[str, ...],
    every: bool,
    root: Path,
    out: Path,
    formats: tuple[str, ...],
    jobs: int,
    start: datetime | None,
    people: int | None,
    strict: bool,
    quiet: bool,
) -> int:
    """Builds the kit, or the kits of locals.

    Without LOCAL the base kit is built. LOCAL is a name below overrides/locals/, or the path of a pack anywhere.
    """
    single = not every and len(locals_) < 2
    first, *rest = [writer for name, writer in WRITERS.items() if name in formats]
    with colleagues(rest) if single and rest and jobs > 1 else nullcontext() as others:
        with loading():  # here and not above, so that the other processes start before all this is read
            from generators.commands.reporting import build_and_tell, packs_of
            from generators.decks.teaching.schedule import Evening
            from generators.pipeline.pipeline import BuildRequest

            if single:
                first.prepare()

        evening = Evening.of(start, people)
        request = BuildRequest(root, out, packs_of(root, locals_, every=every), formats, strict, evening)
        return build_and_tell(request, jobs, others, quiet=quiet, with_table=every)
