"""The command ``check``: all problems and warnings, and nothing written."""

from __future__ import annotations

from pathlib import Path

import click

from generators.commands.command_line import every_option, names_argument, quiet_option, root_option, strict_option
from generators.commands.reporting import check_and_tell, packs_of
from generators.pipeline.pipeline import BuildRequest


@click.command("check")
@names_argument
@every_option
@root_option
@strict_option
@quiet_option
def check_command(*, locals_: tuple[str, ...], every: bool, root: Path, strict: bool, quiet: bool) -> int:
    """Says what is wrong, and writes nothing."""
    request = BuildRequest(root, Path(), packs_of(root, locals_, every=every), strict=strict)
    return check_and_tell(request, quiet=quiet)
