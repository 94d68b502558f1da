"""The command ``check``: all problems and warnings, and nothing written."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path

import click

from generators.commands.command_line import (
    DONE,
    PROBLEMS,
    every_option,
    names_argument,
    quiet_option,
    root_option,
    strict_option,
)
from generators.commands.environment import shows_breakdowns, store
from generators.commands.pack_processes import pack_processes
from generators.commands.packs import packs_of
from generators.commands.problem_formats import Found, by_problem, github_annotations, json_document
from generators.commands.reporting import tell_checks
from generators.model.problems import RefusedInput, in_order
from generators.pipeline.bounded_process import BoundedProcesses
from generators.pipeline.pack_tasks import check_packs, prepare_build
from generators.pipeline.request import BuildRequest, Outcome


@click.command("check")
@names_argument
@every_option
@root_option
@strict_option
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="For people, for programs, or for the checks of a pull request on GitHub.",
)
@quiet_option
def check_command(
    *, locals_: tuple[str, ...], every: bool, root: Path, strict: bool, format_name: str, quiet: bool
) -> int:
    """Says what is wrong, and writes nothing. docs/problems.md explains each kind of mistake by its code."""
    packs: tuple[Path, ...] = ()
    try:
        packs = packs_of(root, locals_, every=every)
        request = BuildRequest(root, Path(), packs, strict=strict, show_breakdowns=shows_breakdowns(), store=store())
        with _processes(request) as processes:
            outcomes = check_packs(request, processes) if processes else _base_checked(request)
            if format_name == "text":
                return tell_checks(outcomes, strict=strict, quiet=quiet)
            found: Found = by_problem({outcome.slug: outcome.problems for outcome in outcomes})
    except RefusedInput as refusal:
        if format_name == "text":
            raise
        found = dict.fromkeys(in_order(refusal.problems), ())
    shown = {problem: having for problem, having in found.items() if problem.severity == "error" or strict or not quiet}
    click.echo(json_document(shown) if format_name == "json" else github_annotations(shown, root, packs), nl=False)
    return PROBLEMS if any(problem.severity == "error" or strict for problem in found) else DONE


def _base_checked(request: BuildRequest) -> Iterator[Outcome]:
    from generators.pipeline.kits import check_kits  # here and not above: for packs, other processes need it

    return check_kits(request)


def _processes(request: BuildRequest) -> AbstractContextManager[BoundedProcesses | None]:
    """What strangers sent is checked in processes of its own, the base here."""
    number = min(os.cpu_count() or 1, len(request.packs))
    return pack_processes(number, partial(prepare_build, ())) if number else nullcontext()
