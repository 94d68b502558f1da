"""The command ``serve``: what people type, and what they read while they write."""

from __future__ import annotations

import webbrowser
from collections.abc import Callable
from functools import partial
from pathlib import Path

import click

from generators.commands.command_line import root_option
from generators.commands.environment import build_date, shows_breakdowns, store
from generators.commands.packs import find_packs
from generators.model.problems import printable, rendered
from generators.pipeline.request import BuildRequest, Outcome
from generators.serve import AddressInUse, Preview

PORT = 8104


@click.command("serve")
@click.argument("local", metavar="[LOCAL]", required=False)
@root_option
@click.option("--port", type=click.IntRange(0, 65535), help=f"The port: {PORT} by default, or a free one.")
@click.option("--open", "opens", is_flag=True, help="Open it in the browser.")
@click.option("--quiet", is_flag=True, help="Print errors only.")
def serve_command(*, local: str | None, root: Path, port: int | None, opens: bool, quiet: bool) -> int:
    """Shows a site on this computer, and every change as soon as it is saved.

    LOCAL is a name below overrides/locals/, or the path of a pack anywhere; without it, the base kit is shown. What is
    wrong is told in the page and here, while the last good page stays. Nothing is written into the kit.
    """
    packs = find_packs(root, (local,) if local else ())
    request = BuildRequest(root, Path(), packs, date=build_date(), show_breakdowns=shows_breakdowns(), store=store())
    preview = _preview(request, port, partial(_say, quiet=quiet))
    click.echo(f"Open {preview.address} (Ctrl-C ends the preview)")
    if opens:
        webbrowser.open(preview.address)
    preview.run()
    return 0


def _preview(request: BuildRequest, port: int | None, say: Callable[[Outcome], None]) -> Preview:
    """At the port that was asked for, or else at the usual one, so that a page that is open finds it again."""
    try:
        return Preview(request, PORT if port is None else port, say)
    except AddressInUse as error:
        if port is not None:
            raise click.ClickException(f"{error} (leave out --port to take a free one)") from error
        return Preview(request, 0, say)


def _say(outcome: Outcome, *, quiet: bool) -> None:
    for line in rendered(problem for problem in outcome.problems if not quiet or problem.severity == "error"):
        click.echo(line, err=True)
    what = f"{outcome.slug}: {', '.join(outcome.formats)}"
    if not outcome.built:
        click.echo(printable(f"{what} not built; what was good before stays"), err=True)
    elif not quiet:
        click.echo(printable(f"{what} in {outcome.seconds:.2f} s"))
