"""The command ``serve``: what people type, and what they read while they write."""

from __future__ import annotations

from pathlib import Path

import click

from generators.pipeline import Outcome, find_packs
from generators.problems import rendered
from generators.serve import Preview

PROGRAM = Path(__file__).resolve().parent.parent
PORT = 8000

_root = click.Path(exists=True, file_okay=False, resolve_path=True, path_type=Path)


@click.command("serve")
@click.argument("local", metavar="[LOCAL]", required=False)
@click.option("--root", type=_root, default=PROGRAM, help="The kit's folder, when it is another one.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=PORT,
    show_default=True,
    help="Where to serve; if it is taken, the next free one.",
)
def serve_command(*, local: str | None, root: Path, port: int) -> int:
    """Shows the site of a local (or the base kit) on this machine, and every change as it is saved."""
    (pack,) = find_packs(root, (local,)) if local else (None,)
    preview = Preview(root, pack, port, _say)
    click.echo(f"Open {preview.address} (only this machine can). Saved changes show at once; Ctrl+C ends.")
    try:
        preview.run()
    except KeyboardInterrupt:
        click.echo("\nPreview ended.")
    return 0


def _say(outcome: Outcome) -> None:
    for line in rendered(outcome.problems):
        click.echo(line, err=True)
    if outcome.built:
        click.echo(f"{outcome.slug}: shown after {outcome.seconds:.2f} s")
    else:
        click.echo(f"{outcome.slug}: not built; the last good edition stays", err=True)
