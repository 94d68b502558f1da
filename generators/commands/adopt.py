"""The command ``adopt``: the kit's theme and form fields for a MkDocs folder, shown before anything is written."""

from __future__ import annotations

from pathlib import Path

import click

from generators.commands.command_line import DONE, PROBLEMS, line_for, near
from generators.model.problems import printable
from generators.starting.adoption import Adoption, adopt, adoption_of

_folder = click.Path(exists=True, file_okay=False, resolve_path=True, path_type=Path)


@click.command("adopt")
@click.argument("folder", metavar="DIR", type=_folder)
@click.option("--yes", is_flag=True, help="Write the lines without asking.")
def adopt_command(*, folder: Path, yes: bool) -> int:
    """Brings the kit's look, form fields, and marks to a MkDocs folder.

    It adds a line or two to the folder's mkdocs.yml, shows them, and asks before it writes them. No page is
    changed, and plain "mkdocs build" makes the same site as before.
    """
    adoption = adoption_of(folder)
    shown = near(adoption.file)
    if not adoption.is_needed:
        click.echo(printable(f"{shown} has the kit's theme already: nothing is changed"))
        return DONE
    for line in adoption.diff():
        click.echo(printable(line))
    _tell_covered(adoption)
    if not yes and not _agreed(shown):
        return PROBLEMS
    adopt(adoption)
    click.echo(printable(f"wrote {shown}"))
    click.echo(f"Build it with: {line_for('build', folder)}")
    return DONE


def _tell_covered(adoption: Adoption) -> None:
    if adoption.covered:
        named = ", ".join(adoption.covered)
        click.echo(printable(f"The kit's own templates will stand in place of yours: {named}"))


def _agreed(file: Path) -> bool:
    """Whether somebody says yes; who is not there has not."""
    try:
        if click.confirm(printable(f"Write this into {file}?")):
            return True
    except click.Abort:
        click.echo()
        click.echo("nobody is there to say yes: --yes writes it without asking", err=True)
        return False
    click.echo("nothing was written")
    return False
