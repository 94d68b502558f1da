"""Processes in which commands have packs read: what these need is imported by those commands alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import click

from generators.pipeline.bounded_process import Allowance, BoundedProcesses, bounded_processes


@contextmanager
def pack_processes(
    number: int = 1,
    prepare: Callable[[], None] | None = None,
    helpers: int = 0,
    prepare_helper: Callable[[], None] | None = None,
    *,
    allowance: Allowance | None = None,
) -> Iterator[BoundedProcesses]:
    """Processes for what strangers sent; the arguments are ``BoundedProcess``'s.

    They may use what any pack may, unless an ``allowance`` says something else.

    Raises:
        ClickException: the system starts none. Nothing of a pack is read without.
    """
    with ExitStack() as entered:
        try:
            bounds = allowance or Allowance()
            processes = entered.enter_context(bounded_processes(number, bounds, prepare, helpers, prepare_helper))
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise click.ClickException(f"the process in which packs are read cannot be started: {reason}") from error
        yield processes
