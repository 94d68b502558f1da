"""What the environment says to a command; nothing below the commands reads it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime

import click

from generators.caching.folder import store_folder
from generators.caching.store import Store
from generators.caching.trees import Unreadable, program_digest
from generators.model.problems import printable

DATE = "SOURCE_DATE_EPOCH"
"""When outputs are said to be made, in seconds since 1970 (reproducible-builds.org, SOURCE_DATE_EPOCH, version 1.1)."""

LATEST = 2**32 - 1
"""In 2106, when 32 bits of seconds are used up: a date beyond it is a slip."""

SHOW_BREAKDOWNS = "KIT_SHOW_BREAKDOWNS"
"""Set to anything, it shows those who work on the kit where it broke down over a pack."""


class WrongEnvironment(click.ClickException):
    """A variable says something that cannot be meant; as wrong as a wrong option."""

    exit_code = 2


def build_date() -> datetime | None:
    """The date that outputs bear, in UTC; None where the variable is not set, or empty.

    Raises:
        WrongEnvironment: it is no whole number of seconds from 1970 to 2106.
    """
    given = os.environ.get(DATE, "")
    if not given:
        return None
    if not (given.isascii() and given.isdecimal() and len(given) <= len(str(LATEST)) and int(given) <= LATEST):
        shown = printable(given if len(given) <= 40 else f"{given[:40]} …")
        hint = f"give whole seconds since 1970, as 'date +%s' prints them, up to {LATEST}; or unset it"
        raise WrongEnvironment(f"the environment's {DATE} is no date: '{shown}' ({hint})")
    return datetime.fromtimestamp(int(given), UTC)


@contextmanager
def readable_by_all() -> Iterator[None]:
    """What is written in here may be read by everybody and changed by its owner alone, whatever the umask says.

    It is made to be published: a web server is another user, and answers "forbidden" to what it may not read.
    """
    before = os.umask(0o022)
    try:
        yield
    finally:
        os.umask(before)


def store(*, remembers: bool = True) -> Store:
    """Where steps are remembered, in this user's cache; nowhere where nobody wants that, or nobody can say by whom."""
    with suppress(Unreadable):
        return Store(store_folder() if remembers else None, program_digest() if remembers else "")
    return Store()


def shows_breakdowns() -> bool:
    """Whether breakdowns over a pack are shown as they are."""
    return SHOW_BREAKDOWNS in os.environ
