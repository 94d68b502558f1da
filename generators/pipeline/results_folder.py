"""A folder that a cluster's workers share, on a disk or at a storage service: finished kits go there as archives."""

from __future__ import annotations

import re
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import Future, InvalidStateError, wait
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from generators.caching.folder import DAY, sweep_old
from generators.model.problems import printable
from generators.model.program import COMMAND, IS_INSTALLED
from generators.pipeline.scheduler import GLANCE

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

_PACKAGES = {
    "s3": "s3fs",
    "s3a": "s3fs",
    "gs": "gcsfs",
    "gcs": "gcsfs",
    "az": "adlfs",
    "abfs": "adlfs",
    "abfss": "adlfs",
}
"""What brings the kinds of addresses that are asked for most; of others, fsspec says it itself."""


PATIENCE = 60.0
"""Seconds for which a folder has time to answer."""

SLOWEST = 20_000
"""Bytes a second of the slowest network over which kits are sent: the usual one takes five minutes then."""

CLOSING = 5.0
"""Seconds that are spent on leaving nothing there."""

_HEX = "[0-9a-f]" * 32


class NoResultsFolder(Exception):
    """Nothing can be written there; the text says why and what to do."""


class ResultsFolder(Struct, frozen=True):
    """The folder at ``url`` (an address), in which the build that kits are for has put the file ``mark``.

    Who does not find that file there looks at another folder, as on a computer where the shared disk is not mounted.
    """

    url: str
    mark: str

    def put(self, slug: str, archive: bytes, ended: threading.Event | None = None) -> None:
        """Writes the kit of the local ``slug`` into it as ``<slug>.zip``, whole or not at all.

        It is given up when ``ended`` is set, and where it takes longer than the slowest network would.

        Raises:
            NoResultsFolder: it cannot be written, or was given up.
        """
        seconds = PATIENCE + len(archive) / SLOWEST
        _in_time(seconds, lambda is_wanted: self._put(slug, archive, is_wanted), self.url, ended)

    def _put(self, slug: str, archive: bytes, is_wanted: Callable[[], bool]) -> None:
        files, folder = _opened(self.url)
        if not files.exists(f"{folder}/{self.mark}"):
            raise FileNotFoundError(
                "it is not the one that the build began with (was it deleted, or is it not mounted here?)"
            )
        _write(files, f"{folder}/{slug}.zip", archive, is_wanted)


@contextmanager
def results_folder_at(url: str) -> Iterator[ResultsFolder]:
    """The folder at ``url``, marked as that of one build; what killed builds have left in it is gone.

    Raises:
        NoResultsFolder: nothing can be written to it.
    """
    if fault := _fault_of(url):
        raise NoResultsFolder(fault)
    marked = ResultsFolder(url, f".kit-{uuid.uuid4().hex}")
    _in_time(PATIENCE, lambda is_wanted: _mark(marked, is_wanted), url)
    try:
        yield marked
    finally:
        with suppress(NoResultsFolder):  # the next build sweeps
            _in_time(CLOSING, lambda _is_wanted: _unmark(marked), url)


def _mark(marked: ResultsFolder, is_wanted: Callable[[], bool]) -> None:
    files, folder = _opened(marked.url)
    _write(files, f"{folder}/{marked.mark}", b"?", is_wanted)
    if _is_on_disk(files):
        for left in (f".kit-{_HEX}", f"*.part-{_HEX}"):
            sweep_old(Path(folder), left, DAY)


def _unmark(marked: ResultsFolder) -> None:
    files, folder = _opened(marked.url)
    files.rm_file(f"{folder}/{marked.mark}")


def _in_time(
    seconds: float, work: Callable[[Callable[[], bool]], None], url: str, ended: threading.Event | None = None
) -> None:
    """Does ``work``, which is told whether somebody still waits for it, in a thread that may be left behind.

    Nothing ends a call that a system does not answer, as that of a network disk whose server is gone.

    Raises:
        NoResultsFolder: it cannot be done, or not within so many ``seconds``, or it was ``ended``.
    """
    done: Future[None] = Future()

    def run() -> None:
        try:
            work(lambda: not done.cancelled())
        except BaseException as error:
            with suppress(InvalidStateError):
                done.set_exception(error)
        else:
            with suppress(InvalidStateError):
                done.set_result(None)

    threading.Thread(target=run, daemon=True).start()
    until = time.monotonic() + seconds
    while not wait([done], GLANCE).done:
        if (ended and ended.is_set()) or time.monotonic() > until:
            done.cancel()
            raise NoResultsFolder(_unwritable(url, TimeoutError(f"it has not answered for {seconds:.0f} seconds")))
    try:
        done.result()
    except NoResultsFolder:
        raise
    except Exception as error:  # each storage service has errors of its own
        raise NoResultsFolder(_unwritable(url, error)) from error


def _opened(url: str) -> tuple[AbstractFileSystem, str]:
    """The file system that ``url`` speaks of, and the path of the folder in it."""
    from fsspec.core import url_to_fs  # here and not above: it comes with what a cluster needs

    kind = url.partition("://")[0]
    try:
        files, folder = url_to_fs(url)
    except ImportError as missing:
        package, install = _PACKAGES.get(kind), "pip install" if IS_INSTALLED else f"{COMMAND} install"
        cure = f"install {package} here and for the workers: {install} {package}" if package else str(missing)
        raise NoResultsFolder(f"folders at '{kind}://' need another package ({printable(cure)})") from missing
    except Exception as error:
        raise NoResultsFolder(_unwritable(url, error)) from error
    return files, folder.rstrip("/")


def _fault_of(url: str) -> str:
    """What is wrong with an address at which each computer would find a place of its own, or none; else empty."""
    kind, has_kind, place = url.partition("://")
    if not has_kind:
        kind, place = "file", url
        if found := _ONE_SLASH.match(url):
            start = "file:///" if found["kind"] in _ON_DISKS else f"{found['kind']}://"
            return printable(f"the folder of results '{url}' lacks a slash: write {start}{found['place']}")
    if kind == "memory":
        return "a folder of results in memory:// is lost with each worker: name one that all computers can write to"
    if kind in _PACKAGES and not place.strip("/"):
        return f"the folder of results at {kind}:// has no name: write {kind}://name-of-the-bucket/folder"
    if kind in _ON_DISKS and not (Path(place).is_absolute() or _DRIVE.match(place)):
        said = f"the folder of results '{url}' is another one on each computer"
        return printable(f"{said}: write the whole path, as in file:///shared/kits")
    return ""


_ON_DISKS = frozenset({"file", "local"})
_ONE_SLASH = re.compile(r"(?P<kind>[a-z][a-z0-9]+):/*(?P<place>[^/].*)")
_DRIVE = re.compile(r"/?[A-Za-z]:[\\/]|\\\\|//")
"""How an absolute path begins on Windows; the scheduler and its workers may run on another system."""


def _write(files: AbstractFileSystem, path: str, content: bytes, is_wanted: Callable[[], bool]) -> None:
    """A service shows a file when all of it has come; on a disk, it is written under another name before.

    What nobody waits for any more takes no place: what stands there may be newer.
    """
    if not _is_on_disk(files):
        if _PACKAGES.keys().isdisjoint(_kinds(files)):  # there, a bucket would be made of a name that is typed wrong
            files.makedirs(path.rpartition("/")[0], exist_ok=True)
        files.pipe_file(path, content)
        return
    unfinished = Path(f"{path}.part-{uuid.uuid4().hex}")
    unfinished.parent.mkdir(parents=True, exist_ok=True)
    try:
        unfinished.write_bytes(content)
        if not is_wanted():
            raise TimeoutError
        unfinished.replace(path)
    except BaseException:
        with suppress(OSError):
            unfinished.unlink()
        raise


def _is_on_disk(files: AbstractFileSystem) -> bool:
    return "file" in _kinds(files)


def _kinds(files: AbstractFileSystem) -> tuple[str, ...]:
    return files.protocol if isinstance(files.protocol, tuple) else (files.protocol,)


def _unwritable(url: str, error: Exception) -> str:
    reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return printable(f"the folder of results at {url} cannot be written: {reason}")
