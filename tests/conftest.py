"""What all tests share: the repository's folder, what is built once for all of them, and golden outlines."""

from __future__ import annotations

import gc
import os
import shutil
import sys
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

import pytest

from generators.caching.folder import cache_folder
from generators.commands import pack_processes
from generators.model import Extension
from generators.pipeline.bounded_process import Allowance, BoundedProcesses, bounded_processes
from generators.pipeline.build import build_kits
from generators.pipeline.pack_tasks import prepare_build
from generators.pipeline.request import BuildRequest
from generators.reading.mkdocs_settings import read_site_settings

ROOT = Path(__file__).resolve().parent.parent
MOST_WORKERS = 8
"""More would wait for the few long tests, and each has a browser and the libraries of all writers in memory."""

PATIENCE = 300.0
"""Seconds that a worker waits for what another one makes for all."""

TYPEFACES = Path("store", "typefaces")
"""What is cut takes long, is the same for good, and says itself of what it was cut: the next run has it."""

Golden = Callable[[str, str], None]
Shared = Callable[[str, Callable[[Path], None]], Path]


def pytest_configure() -> None:
    """Compiled modules are kept, whatever the environment asks for: hundreds of programs would compile the kit anew."""
    sys.dont_write_bytecode = False
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """All tests and what they import live to the end: nobody looks among them for garbage, now or while they run."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden", action="store_true", help="rewrite tests/golden/ from what is made now")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One worker more for ``-n auto`` than there are processors for this process.

    A test with a browser, or of programs that are ended, waits for about half of its time.
    """
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return min((allowed or 1) + 1, MOST_WORKERS)


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def one_process() -> Iterator[BoundedProcesses]:
    """A bounded process that lives as long as the tests do."""
    with bounded_processes(1, Allowance(), partial(prepare_build, ())) as processes:
        yield processes


@pytest.fixture
def lasting_process(one_process: BoundedProcesses, monkeypatch: pytest.MonkeyPatch) -> None:
    """One command after another has the same process for packs, since starting it takes longer than most of them.

    What a process is started with (a folder to work in, variables) is not that of the test.
    """

    @contextmanager
    def lasting(*_: object) -> Iterator[BoundedProcesses]:
        yield one_process

    monkeypatch.setattr(pack_processes, "bounded_processes", lasting)


@pytest.fixture(scope="session")
def kit_extensions() -> tuple[Extension, ...]:
    """The Markdown extensions of the base kit."""
    return read_site_settings(ROOT).extensions


@pytest.fixture(scope="session")
def shared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Shared:
    """``shared(name, fill)`` is a folder that the first worker to ask for it fills, and that all only read."""
    folder = tmp_path_factory.getbasetemp()
    of_all_workers = folder.parent if hasattr(request.config, "workerinput") else folder

    def made(name: str, fill: Callable[[Path], None]) -> Path:
        return filled_once(of_all_workers / "shared" / name, fill)

    return made


def filled_once(folder: Path, fill: Callable[[Path], None]) -> Path:
    """``folder``, after ``fill`` has ended in this process or in the one that was first to make the folder."""
    outcome = folder.with_name(f"{folder.name}.outcome")
    folder.parent.mkdir(exist_ok=True)
    try:
        folder.mkdir()
    except FileExistsError:
        _wait_for(outcome)
    else:
        told = "failed in another worker"
        try:
            fill(folder)
            told = ""
        finally:
            draft = folder.with_name(f"{folder.name}.draft")
            draft.write_text(told, encoding="utf-8")
            draft.replace(outcome)
    failure = outcome.read_text(encoding="utf-8")
    assert not failure, f"{folder.name}: {failure}"
    return folder


def _wait_for(file: Path) -> None:
    end = time.monotonic() + PATIENCE
    while not file.exists():
        assert time.monotonic() < end, f"{file} did not come"
        time.sleep(0.05)


@pytest.fixture(scope="session")
def base(root: Path, shared: Shared) -> Path:
    """The base kit with all its outputs, as ``build.py`` writes it."""

    def build(out: Path) -> None:
        (outcome,) = build_kits(BuildRequest(root, out), lambda _line: None)
        assert outcome.built, outcome.problems

    return shared("kit", build) / "base"


@pytest.fixture(scope="session", autouse=True)
def caches_of_this_run(shared: Shared) -> Iterator[None]:
    """A cache for the templates and the outputs of this run alone, in front of the user's own.

    What tests change in templates and sources would stay for a month: after some weeks, each command would look through
    a hundred thousand entries that nobody asks for.
    """
    if os.name == "nt":  # where links are not for everybody, and caches are not moved by a variable
        yield
        return
    with pytest.MonkeyPatch.context() as patch:
        of_run = shared("cache", _link_to_caches)
        patch.setenv("XDG_CACHE_HOME", str(of_run))
        yield
    _bring_back(of_run / "mentoring-kit" / TYPEFACES)


def _link_to_caches(home: Path) -> None:
    (home / "mentoring-kit").mkdir()
    try:
        own = cache_folder()
        if (own / TYPEFACES).is_dir():
            shutil.copytree(own / TYPEFACES, home / "mentoring-kit" / TYPEFACES)
        entries = [*own.parent.iterdir(), *own.iterdir()]
    except OSError:
        return
    for entry in entries:
        link = home / entry.relative_to(own.parent)
        if entry not in (own, own / "templates", own / "store"):  # what a run builds, it has not from another one
            link.symlink_to(entry)


def _bring_back(made: Path) -> None:
    """Gives the user's own cache each file of ``made`` that it has not, whole or not at all."""
    with suppress(OSError):
        for file in made.glob("*/*"):
            kept = cache_folder() / TYPEFACES / file.relative_to(made)
            if not kept.exists():
                kept.parent.mkdir(parents=True, exist_ok=True)
                draft = kept.with_name(f"{kept.name}.{os.getpid()}")
                shutil.copyfile(file, draft)
                draft.replace(kept)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare a text with ``tests/golden/<name>``; with ``--golden``, write it there instead."""
    rewrite = bool(request.config.getoption("--golden"))

    def compare(name: str, made: str) -> None:
        file = ROOT / "tests" / "golden" / name
        if rewrite:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(made, encoding="utf-8", newline="\n")
        assert file.is_file(), f"{file} is missing: run the tests once with --golden, and read what it wrote"
        assert made == file.read_text(encoding="utf-8")

    return compare
