"""The commands by name, what they share, and how each of them ends."""

from __future__ import annotations

import atexit
import gc
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import click

from generators.commands.failures import NO_FOLDER, has_no_folder, loses, told, tolerate_any_locale
from generators.commands.packs import packs_folder
from generators.model.problems import RefusedInput, did_you_mean, printable, rendered
from generators.model.program import BASE_KIT, COMMAND, DISTRIBUTION, FOLDER, IS_INSTALLED
from generators.pipeline.garbage_collection import search_seldom
from generators.pipeline.temporary_files import own_temporary_folder
from generators.pipeline.termination import ended_like_interrupts

DONE, PROBLEMS, INTERRUPTED = 0, 1, 130
"""Exit codes; click itself ends wrong usage with 2."""

_folder = click.Path(exists=True, file_okay=False, resolve_path=True, path_type=Path)
root_option = click.option("--root", type=_folder, default=BASE_KIT, help="The folder of another kit.")
names_argument = click.argument("locals_", metavar="[LOCAL]...", nargs=-1)
every_option = click.option("--all", "every", is_flag=True, help="Every local below overrides/locals/.")
strict_option = click.option("--strict", is_flag=True, help="Treat warnings as errors.")
no_cache_option = click.option("--no-cache", is_flag=True, help="Build everything anew, without the cache.")
quiet_option = click.option("--quiet", is_flag=True, help="Print errors only.")


def near(path: Path) -> Path:
    """``path`` as one would type it here."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def line_for(command: str, root: Path, local: str = "") -> str:
    """What to type to have ``command`` done with the kit in ``root``, or with the pack ``local`` of it."""
    place = ("--root", str(near(root))) if root != BASE_KIT else ()
    words = (f'"{word}"' if " " in word else word for word in (local, *place) if word)
    return printable(" ".join((COMMAND, command, *words)))


def main() -> int:
    """Run the command that was typed: what the installed program begins with."""
    return run(sys.argv[1:])


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code. Without a command's name, it is ``build``."""
    search_seldom()
    tolerate_any_locale()
    if has_no_folder():
        click.echo(NO_FOLDER, err=True)
        return PROBLEMS
    # Else Python looks for reference cycles in all there is before it ends, to give back what the system takes anyway.
    atexit.register(gc.freeze)
    named = bool(arguments) and (not arguments[0].startswith("-") or arguments[0] in ("--help", "-h", "--version"))
    return ended(commands, [*([] if named else ["build"]), *arguments])


def ended(command: click.Command, arguments: Sequence[str]) -> int:
    """Run ``command`` and return its exit code, whatever stopped it told in a line."""
    reason: OSError | None = None
    try:
        code = _ended(command, arguments)
    except OSError as error:
        code, reason = PROBLEMS, error
    silenced = loses(sys.stdout)
    reason = silenced or reason
    if isinstance(reason, BrokenPipeError):  # who reads only the first lines has ended, and knows enough
        return code or PROBLEMS
    if reason:
        with suppress(OSError):
            click.echo(told(reason), err=True)
    loses(sys.stderr)
    return (code or PROBLEMS) if silenced else code


def _ended(command: click.Command, arguments: Sequence[str]) -> int:
    try:
        with ended_like_interrupts(), own_temporary_folder():
            return int(command.main([*arguments], COMMAND, standalone_mode=False) or DONE)
    except click.ClickException as wrong:
        with suppress(OSError):  # that it cannot be told makes it no other mistake
            wrong.show()
        return wrong.exit_code
    except RefusedInput as refusal:
        for line in rendered(refusal.problems):
            click.echo(line, err=True)
        return PROBLEMS
    except (click.Abort, KeyboardInterrupt) as interrupt:
        said = str(interrupt.__cause__ or interrupt)
        with suppress(OSError):
            click.echo(f"interrupted: {said}" if said else "interrupted", err=True)
        return INTERRUPTED


class Loaded(NamedTuple):
    """A command that is imported when it is called, since it brings libraries that the others should not wait for.

    ``help`` is what the list of all commands says of it: the beginning of its own help, which nobody imports for that.
    """

    module: str
    name: str
    help: str


LOADED_WHEN_CALLED: Mapping[str, Loaded] = {
    "build": Loaded("generators.commands.build", "build_command", "Builds the kit, or the kits of locals."),
    "serve": Loaded(
        "generators.commands.serve",
        "serve_command",
        "Shows a site on this computer, and every change as soon as it is saved.",
    ),
    "check": Loaded(
        "generators.commands.check",
        "check_command",
        "Says what is wrong, and writes nothing. docs/problems.md explains each kind of mistake by its code.",
    ),
    "new": Loaded(
        "generators.commands.new",
        "new_command",
        "Writes a new pack, ready to be filled in; or into a pack, the beginning of a page, form, story, or workshop.",
    ),
    "adopt": Loaded(
        "generators.commands.adopt",
        "adopt_command",
        "Brings the kit's look, form fields, and marks to a MkDocs folder.",
    ),
    "import": Loaded(
        "generators.commands.importing", "import_command", "Makes pages, forms, and outlines of documents."
    ),
    "drift": Loaded(
        "generators.commands.drift",
        "drift_command",
        "Shows what the base kit changed under each LOCAL's overrides since the local last looked "
        "(all locals by default).",
    ),
    "collect": Loaded(
        "generators.commands.collect", "collect_command", "Puts filled forms into one table for each form."
    ),
    "cache": Loaded("generators.commands.cache", "cache_command", "Says what is remembered between builds, and where."),
    "audit": Loaded(
        "generators.commands.audit",
        "audit_command",
        "Compares the packages that the kit stands on with known advisories, and contacts no other computer.",
    ),
    "lock": Loaded(
        "generators.commands.audit",
        "lock_command",
        "Makes the lock files and the bill of materials again, after pyproject.toml has changed.",
    ),
}

ORDER = (
    *("build", "serve", "check", "new", "adopt", "import", "drift", "collect", "cache", "audit"),
    *("install", "test", "bench", "lock"),
)

OF_A_CLONE = frozenset({"install", "test", "bench", "lock"})
"""What they need is not in a wheel."""

SIDE_BY_SIDE = ("-n", "auto", "--dist", "worksteal")
"""A worker for each processor, and none that is idle while another has tests left; ``-- -n 0`` is one process."""


class _Commands(click.Group):
    """Commands in the order of use, with the nearest known one for a wrong word."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        known = {*self.commands, *LOADED_WHEN_CALLED}
        return sorted(known - OF_A_CLONE if IS_INSTALLED else known, key=ORDER.index)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in LOADED_WHEN_CALLED:
            loaded = LOADED_WHEN_CALLED[cmd_name]
            command: click.Command = getattr(import_module(loaded.module), loaded.name)
            return command
        return super().get_command(ctx, cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, as click itself writes it, without importing any of them."""
        loaded = {name: click.Command(name, help=one.help) for name, one in LOADED_WHEN_CALLED.items()}
        known, names = {**self.commands, **loaded}, self.list_commands(ctx)
        room = formatter.width - 6 - max(map(len, names))
        with formatter.section("Commands"):
            formatter.write_dl([(name, known[name].get_short_help_str(room)) for name in names])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        word = args[0]
        known = self.list_commands(ctx)
        if word not in known:
            pack = f"to build a local: {COMMAND} build {word}" if (packs_folder(BASE_KIT) / word).is_dir() else ""
            ctx.fail(f"no such command '{printable(word)}' ({pack or did_you_mean(word, known) or 'see --help'})")
        return super().resolve_command(ctx, args)


def _version(context: click.Context, _option: click.Parameter, asked: bool) -> None:  # noqa: FBT001 (click's own)
    """The program's version, and the edition of its base kit, which changes with any text in it."""
    if not asked:
        return
    from importlib.metadata import version

    from generators.pipeline.kits import checked_kit, read_base
    from generators.pipeline.request import BuildRequest

    request = BuildRequest(BASE_KIT, Path())
    with checked_kit(request, read_base(request), None) as checked:
        if checked.kit is None:
            raise RefusedInput(*checked.problems)
        click.echo(f"{DISTRIBUTION} {version(DISTRIBUTION)}, kit edition {checked.kit.edition}")
    context.exit()


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Say which version this is."
)
def commands() -> None:
    """Builds the mentoring kit: a website, teaching decks, and fillable forms from one folder of Markdown."""


@commands.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("pytest_arguments", nargs=-1, type=click.UNPROCESSED, metavar="[-- PYTEST ARGS]")
def test(*, pytest_arguments: tuple[str, ...]) -> int:
    """Runs the tests, with what they need installed the same way."""
    command = [sys.executable, "-m", "pytest", *SIDE_BY_SIDE, *pytest_arguments]
    completed = subprocess.run(command, cwd=FOLDER, check=False)
    return PROBLEMS if completed.returncode else DONE


@commands.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("packages", nargs=-1, metavar="PACKAGE...")
def install(*, packages: tuple[str, ...]) -> int:
    """Installs plugins and extensions for another's handbook."""
    raise click.UsageError(f"build.py does this before it begins: {COMMAND} install {' '.join(packages)}")


@commands.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument(
    "arguments",
    nargs=-1,
    type=click.UNPROCESSED,
    metavar="[--root DIRECTORY] [--rounds NUMBER] [--growth WORK[=SIZE,...]] [--json FILE]",
)
def bench(*, arguments: tuple[str, ...]) -> int:
    """Runs the benchmarks, against peers, as ratios."""
    return subprocess.run([sys.executable, str(FOLDER / "tests" / "bench" / "benchmarks.py"), *arguments]).returncode
