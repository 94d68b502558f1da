"""The option ``--changed-since``: which of the locals that were asked for are to be looked at."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from itertools import islice
from pathlib import Path

import click

from generators.commands.command_line import near
from generators.model.problems import did_you_mean, printable
from generators.pipeline.request import BuildRequest


def _since(_context: click.Context, _option: click.Parameter, value: str | None) -> datetime | str | None:
    """A moment in the time of this place, or the name of an edition."""
    if value is None or not _DATE.match(value):
        return value
    try:
        moment = datetime.fromisoformat(value).astimezone()
    except (ValueError, OverflowError) as wrong:
        raise click.BadParameter(f"'{printable(value)}' is no date: write it as 2026-05-01") from wrong
    if moment > datetime.now().astimezone():
        raise click.BadParameter(f"'{printable(value)}' has not come yet: nothing can have changed since then")
    return moment


_DATE = re.compile(r"\d+-\d+-\d+")


def packs_changed(request: BuildRequest, since: datetime | str) -> tuple[Path, ...]:
    """Those locals of ``request`` that can have changed since a moment, or an edition.

    Raises:
        UsageError: no locals were asked for, nobody knows the edition, or the history does not reach back so far.
    """
    from generators.pipeline.changed_since import UnknownEdition, changed_since  # here: few builds ask for it
    from generators.pipeline.file_history import NoHistory

    if not request.packs:
        raise click.UsageError("--changed-since goes with --all, or with names of locals")
    try:
        return changed_since(request, since)
    except UnknownEdition as unknown:
        raise click.BadParameter(_unknown(request, str(since), unknown.known), param_hint=_OPTION) from unknown
    except NoHistory as cut:
        raise click.UsageError(
            "this copy of the repository begins later (get the rest: git fetch --unshallow)"
        ) from cut


def _unknown(request: BuildRequest, edition: str, known: Mapping[str, str]) -> str:
    """That no kit bears the ``edition``, and what can be meant: the likeliest of the ``known`` ones, or a few."""
    some = ", ".join(f"{one} ({slug})" for one, slug in islice(known.items(), _MOST)) or "none"
    more = f", and {len(known) - _MOST:,} more" if len(known) > _MOST else ""
    hint = did_you_mean(edition, known) or f"known in {near(request.out)}: {some}{more}"
    return printable(f"no kit bears the edition '{edition}' ({hint}; a date is written as 2026-05-01)")


_OPTION = "--changed-since"

_MOST = 5

since_option = click.option(
    _OPTION,
    "since",
    callback=_since,
    metavar="EDITION|DATE",
    help="Only locals whose pack, or whose part of the base, has changed since.",
)
