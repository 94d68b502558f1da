"""The way to a Dask cluster: reached within a bounded time, with versions compared before any work.

Dask asks nobody else than the given address. TLS is a matter of its own settings (``distributed.comm.tls``).
"""

from __future__ import annotations

import asyncio
import threading
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from generators.model.problems import printable
from generators.model.program import COMMAND, DISTRIBUTION, IS_INSTALLED

if TYPE_CHECKING:
    from distributed import Client
    from distributed import Future as RemoteFuture

PATIENCE = 20.0
"""Seconds within which a scheduler has to answer."""

CLOSING = 5.0
"""Seconds that are spent on saying good-bye to somebody who does not answer."""

_SAME = ("dask", "distributed")
"""Packages of one version on both sides: Dask promises nothing between two (distributed's ``versions.py`` compares)."""

_LOGGERS = ("distributed", "distributed.client", "distributed.core", "tornado", "tornado.application")

INSTALL = f"pip install '{DISTRIBUTION}[cluster]'" if IS_INSTALLED else f"{COMMAND} install cluster"
"""How the packages are installed that a cluster needs."""


class CannotUseCluster(Exception):
    """Nothing more can be built there; the text says why, and what to do."""


class Connection(Struct, frozen=True):
    """A cluster that answers at ``address``. Its methods may be called by any thread."""

    address: str
    client: Client

    def workers(self) -> Mapping[str, int]:
        """How many tasks each worker does at once, by its address.

        Raises:
            CannotUseCluster: the scheduler answers no more.
        """
        try:
            return dict(self.client.nthreads())
        except Exception as error:
            raise self.lost() from error

    def call(self, function: Callable[..., Any], *arguments: object, workers: Sequence[str]) -> Mapping[str, Any]:
        """What ``function`` gives on each of ``workers``; an exception in place of it for those that failed."""
        try:
            return dict(self.client.run(function, *arguments, workers=list(workers), on_error="return"))
        except Exception as error:
            if self.client.status != "running":
                raise self.lost() from error
            return dict.fromkeys(workers, error)

    def call_and_leave(self, function: Callable[..., Any], *arguments: object) -> None:
        """Calls ``function`` on all workers, and waits no longer than a moment for them."""

        def call() -> None:
            with suppress(Exception):  # who is gone has nothing to end
                self.client.run(function, *arguments, on_error="ignore")

        if self.client.status == "running":
            caller = threading.Thread(target=call, daemon=True)
            caller.start()
            caller.join(CLOSING)

    def submit(
        self, key: str, workers: Sequence[str] | None, function: Callable[..., Any], *arguments: object
    ) -> RemoteFuture[Any]:
        """Has one of ``workers`` (None: of all) call ``function``, under a ``key`` that nobody else has."""
        return self.client.submit(function, *arguments, key=key, workers=workers, pure=False)

    def lost(self) -> CannotUseCluster:
        """That nobody answers any more."""
        return CannotUseCluster(f"the scheduler at {printable(self.address)} answers no more")


@contextmanager
def connected(address: str, patience: float = PATIENCE) -> Iterator[Connection]:
    """The cluster whose scheduler is at ``address``.

    Raises:
        CannotUseCluster: Dask is not installed here, nobody answers within ``patience`` seconds, or it is another Dask.
    """
    if find_spec("distributed") is None:
        raise CannotUseCluster(f"--cluster needs packages that are not installed here yet: {INSTALL}")
    _silence()
    _check_scheduler(address, patience)
    from distributed import Client

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of versions that differ, which are compared by themselves
        try:
            client = Client(address, timeout=patience, set_as_default=False, name=DISTRIBUTION)
        except Exception as error:
            raise _unreachable(address, error) from error
    try:
        yield Connection(address, client)
    finally:
        with suppress(Exception):  # what was to be done there is done, or was told
            client.close(CLOSING)


def _silence() -> None:
    """What Dask would write to the terminal is told by ourselves, in a line."""
    import dask

    dask.config.set(
        {"logging": dict.fromkeys(_LOGGERS, "critical"), "distributed.admin.large-graph-warning-threshold": "1 GB"}
    )
    import logging

    import distributed  # reads that once, as it is imported

    assert distributed
    for name in _LOGGERS:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def _check_scheduler(address: str, patience: float) -> None:
    """Raises that the scheduler is none, is not there, or is another Dask."""
    from distributed.versions import get_versions

    try:
        with ThreadPoolExecutor(1) as thread:  # whoever calls may have an event loop of its own
            versions = thread.submit(lambda: asyncio.run(_versions_of_scheduler(address, patience))).result()
        theirs = {"Python": _python(versions), **{name: str(versions["packages"].get(name)) for name in _SAME}}
    except Exception as error:
        raise _unreachable(address, error) from error
    own = get_versions()
    ours = {"Python": _python(own), **{name: str(own["packages"].get(name)) for name in _SAME}}
    differing = [f"{name} {theirs[name]} in place of {ours[name]}" for name in ours if theirs[name] != ours[name]]
    if differing:
        what = printable(", ".join(differing))
        raise CannotUseCluster(
            f"the scheduler at {printable(address)} has {what}: start it with the same versions as here"
        )


async def _versions_of_scheduler(address: str, patience: float) -> Mapping[str, Any]:
    from distributed.core import rpc
    from distributed.security import Security

    arguments = Security().get_connection_args("client")
    async with rpc(address, timeout=patience, connection_args=arguments) as scheduler:
        answer: Mapping[str, Any] = await asyncio.wait_for(scheduler.versions(), patience)
        return answer


def _python(versions: Mapping[str, Any]) -> str:
    """The two numbers of a Python that say what it understands."""
    return ".".join(str(versions["host"]["python"]).split(".")[:2])


def _unreachable(address: str, error: Exception) -> CannotUseCluster:
    reason = str(error).strip().split("\n")[0][:200] or type(error).__name__
    cure = "give it as the scheduler says it when it starts: tcp://head-node:8786, or tls:// where it has certificates"
    if isinstance(error, TimeoutError) or reason.startswith("Timed out"):
        reason = "nobody answers"
    elif "before comm was established" in reason:
        reason = "it ends the connection at once"
    elif "TLS" in reason or "ssl" in reason.lower():
        cure = "Dask's own settings name the certificates: see docs/whole-union.md"
    return CannotUseCluster(printable(f"no Dask scheduler can be used at '{address}': {reason} ({cure})"))
