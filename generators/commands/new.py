"""The command ``new``: a pack to begin with."""

from __future__ import annotations

from pathlib import Path

import click

from generators.commands.command_line import DONE, near, root_option
from generators.commands.packs import home_of, packs_folder
from generators.model.program import COMMAND
from generators.packs.pack import new_pack


@click.command("new")
@click.argument("local")
@root_option
def new_command(*, local: str, root: Path) -> int:
    """Writes a new pack, ready to be filled in.

    LOCAL is the name that it gets below overrides/locals/, or the path of a folder to make.
    """
    is_path = local != Path(local).name
    pack = Path(local).absolute() if is_path else packs_folder(root) / local
    written = new_pack(pack, root, home_of(root))
    for file in written:
        click.echo(f"wrote {near(file)}")
    click.echo(f"Fill in {near(written[0])}, then run: {COMMAND} build {local}")
    return DONE
