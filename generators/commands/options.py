"""What the commands share: their options, their exit codes, and the folder of the program."""

from __future__ import annotations

from pathlib import Path

import click

PROGRAM = Path(__file__).resolve().parents[2]
DONE, PROBLEMS, INTERRUPTED = 0, 1, 130
"""Exit codes; click itself ends wrong usage with 2."""

_folder = click.Path(exists=True, file_okay=False, resolve_path=True, path_type=Path)
root_option = click.option("--root", type=_folder, default=PROGRAM, help="The kit's folder, when it is another one.")
names_argument = click.argument("locals_", metavar="[LOCAL]...", nargs=-1)
every_option = click.option("--all", "every", is_flag=True, help="Every local below overrides/locals/.")
strict_option = click.option("--strict", is_flag=True, help="Take warnings for errors.")
quiet_option = click.option("--quiet", is_flag=True, help="Print errors only.")


def locals_of(root: Path) -> Path:
    """Where a kit keeps its packs."""
    return root / "overrides" / "locals"


def near(path: Path) -> Path:
    """``path`` as one would type it here."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
