"""A folder that a cluster's workers share, on a disk or at a storage service: finished kits go there as archives."""

from __future__ import annotations

import re
import uuid
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from generators.model.problems import printable
from generators.model.program import COMMAND, IS_INSTALLED

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


class NoResultsFolder(Exception):
    """Nothing can be written there; the text says why and what to do."""


def put(url: str, slug: str, archive: bytes) -> None:
    """Writes the kit of the local ``slug`` into the folder at ``url`` as ``<slug>.zip``, whole or not at all.

    Raises:
        NoResultsFolder: it cannot.
    """
    files, folder = _opened(url)
    try:
        _write(files, f"{folder}/{slug}.zip", archive)
    except Exception as error:  # each storage service has errors of its own
        raise NoResultsFolder(_unwritable(url, error)) from error


def check_results_folder(url: str) -> None:
    """Makes sure that something can be written to the folder at ``url``, and leaves nothing there.

    Raises:
        NoResultsFolder: it cannot.
    """
    if fault := _fault_of(url):
        raise NoResultsFolder(fault)
    files, folder = _opened(url)
    name = f"{folder}/.kit-{uuid.uuid4().hex}"
    try:
        _write(files, name, b"?")
        files.rm_file(name)
    except Exception as error:
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


def _write(files: AbstractFileSystem, path: str, content: bytes) -> None:
    """A service shows a file when all of it has come; on a disk, it is written under another name before."""
    kinds = files.protocol if isinstance(files.protocol, tuple) else (files.protocol,)
    if "file" not in kinds:
        if _PACKAGES.keys().isdisjoint(kinds):  # there, a bucket would be made of a name that is typed wrong
            files.makedirs(path.rpartition("/")[0], exist_ok=True)
        files.pipe_file(path, content)
        return
    unfinished = Path(f"{path}.part-{uuid.uuid4().hex}")
    unfinished.parent.mkdir(parents=True, exist_ok=True)
    try:
        unfinished.write_bytes(content)
        unfinished.replace(path)
    except BaseException:
        with suppress(OSError):
            unfinished.unlink()
        raise


def _unwritable(url: str, error: Exception) -> str:
    reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return printable(f"the folder of results at {url} cannot be written: {reason}")
