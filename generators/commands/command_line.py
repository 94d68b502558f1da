"""The commands by name, what they share, and how each of them ends."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path

import click

from generators.model.problems import RefusedInput, did_you_mean, printable, rendered
from generators.reading.packs import all_packs, find_packs, packs_folder

PROGRAM = Path(__file__).resolve().parents[2]
DONE, PROBLEMS, INTERRUPTED = 0, 1, 130
"""Exit codes; click itself ends wrong usage with 2."""

_folder = click.Path(exists=True, file_okay=False, resolve_path=True, path_type=Path)
root_option = click.option("--root", type=_folder, default=PROGRAM, help="The kit's folder, when it is another one.")
names_argument = click.argument("locals_", metavar="[LOCAL]...", nargs=-1)
every_option = click.option("--all", "every", is_flag=True, help="Every local below overrides/locals/.")
strict_option = click.option("--strict", is_flag=True, help="Take warnings for errors.")
quiet_option = click.option("--quiet", is_flag=True, help="Print errors only.")


def packs_of(root: Path, names: tuple[str, ...], *, every: bool) -> tuple[Path, ...]:
    """The packs that were asked for by name, or every one; none means the base kit.

    Raises:
        UsageError: two of them would overwrite each other, or there are none.
        RefusedInput: a name means no pack.
    """
    if every and names:
        raise click.UsageError("give names of locals or --all, not both")
    packs = all_packs(root) if every else find_packs(root, tuple(dict.fromkeys(names)))
    slugs = [pack.name for pack in packs]
    twice = sorted({slug for slug in slugs if slugs.count(slug) > 1})
    if twice:
        raise click.UsageError(f"two packs are called '{printable(twice[0])}', and would overwrite each other")
    if every and not packs:
        raise click.UsageError("there is no pack below overrides/locals/ (build.py new LOCAL makes one)")
    return packs


def near(path: Path) -> Path:
    """``path`` as one would type it here."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code. Without a command's name, it is ``build``."""
    named = bool(arguments) and (not arguments[0].startswith("-") or arguments[0] in ("--help", "-h"))
    return ended(commands, [*([] if named else ["build"]), *arguments])


def ended(command: click.Command, arguments: Sequence[str]) -> int:
    """Run ``command`` and return its exit code, whatever stopped it told in a line."""
    try:
        result = command.main([*arguments], "build.py", standalone_mode=False)
        return int(result or DONE)
    except click.ClickException as wrong:
        wrong.show()
        return wrong.exit_code
    except RefusedInput as refusal:
        for line in rendered(refusal.problems):
            click.echo(line, err=True)
        return PROBLEMS
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        return INTERRUPTED
    except OSError as error:
        click.echo(printable(f"build.py: {error}"), err=True)
        return PROBLEMS


LOADED_WHEN_CALLED: Mapping[str, str] = {
    "build": "generators.commands.build:build_command",
    "serve": "generators.commands.serve:serve_command",
    "check": "generators.commands.check:check_command",
    "new": "generators.commands.new:new_command",
    "drift": "generators.commands.drift:drift_command",
    "collect": "generators.commands.collect:collect_command",
}
"""Each command brings libraries that the others should not wait for: name → module and command."""

ORDER = ("build", "serve", "check", "new", "drift", "collect", "test", "bench")


class _Commands(click.Group):
    """Commands in the order of use, with the nearest known one for a wrong word."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*self.commands, *LOADED_WHEN_CALLED}, key=ORDER.index)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in LOADED_WHEN_CALLED:
            module, _, name = LOADED_WHEN_CALLED[cmd_name].partition(":")
            command: click.Command = getattr(import_module(module), name)
            return command
        return super().get_command(ctx, cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        word = args[0]
        known = self.list_commands(ctx)
        if word not in known:
            pack = f"to build a local: build.py build {word}" if (packs_folder(PROGRAM) / word).is_dir() else ""
            ctx.fail(f"no such command '{printable(word)}' ({pack or did_you_mean(word, known) or 'see --help'})")
        return super().resolve_command(ctx, args)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def commands() -> None:
    """Builds the mentoring kit: a website, teaching decks, and fillable forms from one folder of Markdown."""


@commands.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("pytest_arguments", nargs=-1, type=click.UNPROCESSED, metavar="[-- PYTEST ARGS]")
def test(*, pytest_arguments: tuple[str, ...]) -> int:
    """Runs the tests, with what they need installed the same way."""
    completed = subprocess.run([sys.executable, "-m", "pytest", *pytest_arguments], cwd=PROGRAM, check=False)
    return PROBLEMS if completed.returncode else DONE


@commands.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED, metavar="[--root DIRECTORY] [--rounds NUMBER]")
def bench(*, arguments: tuple[str, ...]) -> int:
    """Runs the benchmarks, against peers, as ratios."""
    return subprocess.run([sys.executable, str(PROGRAM / "tests" / "bench" / "benchmarks.py"), *arguments]).returncode
