"""The commands of ``build.py``: what people type, what they read, and the exit codes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from importlib import import_module
from pathlib import Path

import click

from generators.commands.summary import counted, first_page, made_of
from generators.jobs import build_at_once
from generators.packs.new_pack import new_pack
from generators.pipeline import BuildRequest, Outcome, Progress, all_packs, check_kits, find_packs
from generators.problems import Problem, RefusedInput, did_you_mean, printable, rendered
from generators.teaching.schedule import Evening
from generators.writers import WRITERS

PROGRAM = Path(__file__).resolve().parent.parent
DONE, PROBLEMS, INTERRUPTED = 0, 1, 130
"""Exit codes; click itself ends wrong usage with 2."""


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code. Without a command's name, it is ``build``."""
    named = bool(arguments) and (not arguments[0].startswith("-") or arguments[0] in ("--help", "-h"))
    try:
        result = commands.main([*([] if named else ["build"]), *arguments], "build.py", standalone_mode=False)
        return int(result or DONE)
    except click.ClickException as wrong:
        wrong.show()
        return wrong.exit_code
    except RefusedInput as refusal:
        return _refused(refusal.problems)
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        return INTERRUPTED
    except OSError as error:
        click.echo(printable(f"build.py: {error}"), err=True)
        return PROBLEMS


LOADED_WHEN_CALLED: Mapping[str, str] = {
    "serve": "generators.commands.serve:serve_command",
    "drift": "generators.commands.drift:drift_command",
    "collect": "generators.commands.collect:collect_command",
    "bench": "generators.commands.bench:bench_command",
}
"""Commands with libraries of their own, which a build should not wait for: name → module and command."""

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
            pack = f"to build a local: build.py build {word}" if (_locals(PROGRAM) / word).is_dir() else ""
            ctx.fail(f"no such command '{printable(word)}' ({pack or did_you_mean(word, known) or 'see --help'})")
        return super().resolve_command(ctx, args)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def commands() -> None:
    """Builds the mentoring kit: a website, teaching decks, and fillable forms from one folder of Markdown."""


def _formats(_context: click.Context, _option: click.Parameter, value: str | None) -> tuple[str, ...]:
    chosen = tuple(word.strip() for word in value.split(",")) if value else tuple(WRITERS)
    for word in chosen:
        if word not in WRITERS:
            raise click.BadParameter(
                f"'{printable(word)}' is no output ({did_you_mean(word, WRITERS) or 'known: ' + ', '.join(WRITERS)})"
            )
    return chosen


_folder = click.Path(exists=True, file_okay=False, resolve_path=True, path_type=Path)
_root = click.option("--root", type=_folder, default=PROGRAM, help="The kit's folder, when it is another one.")
_new = click.Path(file_okay=False, resolve_path=True, path_type=Path)
_out = click.option(
    "--out", type=_new, default=Path("dist"), show_default=True, help="Where to write, a folder a local."
)
_names = click.argument("locals_", metavar="[LOCAL]...", nargs=-1)
_every = click.option("--all", "every", is_flag=True, help="Every local below overrides/locals/.")
_strict = click.option("--strict", is_flag=True, help="Take warnings for errors.")
_quiet = click.option("--quiet", is_flag=True, help="Print errors only.")


@commands.command()
@_names
@_every
@_root
@_out
@click.option("--only", "formats", callback=_formats, metavar="NAMES", help=f"Some of: {','.join(WRITERS)}.")
@click.option("--jobs", type=click.IntRange(min=1), default=os.cpu_count() or 1, help="Locals to build at once.")
@click.option("--start", type=click.DateTime(["%H:%M"]), metavar="HH:MM", help="When the workshop begins, for guides.")
@click.option("--people", type=click.IntRange(min=1), help="For how many people guides count copies.")
@_strict
@_quiet
def build(
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
    request = BuildRequest(root, out, _packs(root, locals_, every=every), formats, strict, Evening.of(start, people))
    with _progress(quiet=quiet) as progress:
        outcomes = list(build_at_once(request, jobs, progress))
    _show_problems(outcomes, quiet=quiet and not strict)
    for outcome in outcomes:
        if not outcome.built:
            click.echo(_not_built(outcome), err=True)
        elif not quiet:
            click.echo(printable(made_of(outcome)))
            click.echo(printable(f"Open {_near(first_page(outcome.folder))}"))
    if every and not quiet:
        from rich.console import Console

        from generators.commands.changes_table import changes_of

        Console().print(changes_of(outcomes))
    return DONE if all(outcome.built for outcome in outcomes) else PROBLEMS


@commands.command()
@_names
@_every
@_root
@_strict
@_quiet
def check(*, locals_: tuple[str, ...], every: bool, root: Path, strict: bool, quiet: bool) -> int:
    """Says what is wrong, and writes nothing."""
    outcomes = list(check_kits(BuildRequest(root, Path(), _packs(root, locals_, every=every))))
    _show_problems(outcomes, quiet=quiet and not strict)
    if not quiet:
        for outcome in outcomes:
            click.echo(printable(f"{outcome.slug}: {counted(outcome.problems)}"))
    failed = any(outcome.kit is None or (strict and outcome.problems) for outcome in outcomes)
    return PROBLEMS if failed else DONE


@commands.command()
@click.argument("local")
@_root
def new(*, local: str, root: Path) -> int:
    """Writes a new pack, ready to be filled in.

    LOCAL is the name that it gets below overrides/locals/, or the path of a folder to make.
    """
    is_path = local != Path(local).name
    pack = Path(local).absolute() if is_path else _locals(root) / local
    written = new_pack(pack, root)
    for file in written:
        click.echo(f"wrote {_near(file)}")
    click.echo(f"Fill in {_near(written[0])}, then run: python3 build.py build {local}")
    return DONE


@commands.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("pytest_arguments", nargs=-1, type=click.UNPROCESSED, metavar="[-- PYTEST ARGS]")
def test(*, pytest_arguments: tuple[str, ...]) -> int:
    """Runs the tests, with what they need installed the same way."""
    ended = subprocess.run([sys.executable, "-m", "pytest", *pytest_arguments], cwd=PROGRAM, check=False)
    return PROBLEMS if ended.returncode else DONE


@contextmanager
def _progress(*, quiet: bool) -> Iterator[Progress]:
    show: Callable[[str], None] = click.echo
    if quiet:
        yield lambda _line: None
    elif sys.stderr.isatty():
        from rich.console import Console
        from rich.markup import escape

        with Console(stderr=True).status("reading") as status:
            yield lambda line: status.update(escape(printable(line)))
    else:
        yield lambda line: show(printable(line))


def _packs(root: Path, names: tuple[str, ...], *, every: bool) -> tuple[Path, ...]:
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


def _show_problems(outcomes: Sequence[Outcome], *, quiet: bool) -> None:
    """All problems together, each once, though several locals share the base's."""
    found = [problem for outcome in outcomes for problem in outcome.problems]
    _refused([problem for problem in found if not quiet or problem.severity == "error"])


def _not_built(outcome: Outcome) -> str:
    kept = f"; {_near(outcome.folder)} is as it was" if outcome.folder.exists() else ""
    return printable(f"{outcome.slug}: not built, {counted(outcome.problems)}{kept}")


def _refused(problems: Sequence[Problem]) -> int:
    for line in rendered(problems):
        click.echo(line, err=True)
    return PROBLEMS


def _locals(root: Path) -> Path:
    return root / "overrides" / "locals"


def _near(path: Path) -> Path:
    """``path`` as one would type it here."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
