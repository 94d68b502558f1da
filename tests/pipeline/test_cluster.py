"""Locals that a cluster builds are those that this computer would have built, whatever becomes of its workers."""

from __future__ import annotations

import json
import multiprocessing
import os
import socketserver
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import pytest
from programs import interrupts_heard
from sample import write_kit, write_pack

from generators.brand import fonts
from generators.caching.archives import packed, unpack
from generators.caching.store import Store
from generators.caching.trees import Files
from generators.commands.command_line import run
from generators.model.replacing import replace
from generators.pipeline import cluster_connection, cluster_worker
from generators.pipeline.bounded_process import BoundedProcess
from generators.pipeline.build import build_kits
from generators.pipeline.cluster import ClusterBuild, Reference, cluster_at
from generators.pipeline.cluster_connection import CannotUseCluster, connected
from generators.pipeline.cluster_worker import build_local, describe, end_build, take_base
from generators.pipeline.pack_tasks import BuildPack, build_packs
from generators.pipeline.provenance import Provenance
from generators.pipeline.request import BuildRequest
from generators.pipeline.unchanged import files_of_root, unpacked_outcome

PATIENCE = 300.0
"""Seconds after which what has not happened will not."""

LOCALS = ("elm", "fir", "oak", "yew")

FORM = """
    ---
    title: Visit notes
    appendix: I
    audience: mentor
    privacy: the coordinator
    ---
    # Visit notes

    Name: ____ {required}
    """

DECK = """
    ---
    title: Evening
    minutes: 10
    audience: all
    ---
    # Begin
    ## Welcome {minutes=10}
    - Good evening
    """


def kit_in(place: Path) -> Path:
    """A kit with a page, a form, a deck, and some locals, one of which has a mistake."""
    kit = write_kit(place / "kit", {"content/forms/visit-notes.md": FORM, "slides/evening.md": DECK})
    for number, slug in enumerate(LOCALS):
        write_pack(kit, {"local.yml": f"name: Local {number}\nunion: Workers' Union\n"}, slug)
    write_pack(kit, {"local.yml": "name: Local 9\nlanguage: [en\n"}, "broken")
    return kit


def request_of(kit: Path, out: Path) -> BuildRequest:
    packs = tuple(kit / "overrides" / "locals" / slug for slug in (*LOCALS, "broken"))
    return BuildRequest(kit, out, packs, store=Store(out.parent / "cache"), unread=frozenset({packs[0].parent}))


def contents(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@dataclass(frozen=True, slots=True)
class RealCluster:
    """A scheduler at ``address`` and two workers, each a process of its own with a cache of its own."""

    address: str
    workers: tuple[subprocess.Popen[bytes], ...]


@contextmanager
def dask(*arguments: object, cache: Path) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "dask", *map(str, arguments)]
    variables = {**os.environ, "XDG_CACHE_HOME": str(cache), "DASK_DISTRIBUTED__DIAGNOSTICS__NVML": "False"}
    with interrupts_heard():
        program = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=variables
        )
    with program:
        try:
            yield program
        finally:
            program.kill()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealCluster]:
    fonts.warm()  # which all tests share, and the workers are sent
    place = tmp_path_factory.mktemp("cluster")
    file = place / "scheduler.json"
    here = ("--host", "127.0.0.1", "--no-dashboard", "--scheduler-file", file)
    alone = ("--no-nanny", "--nthreads", 1, "--local-directory", place)
    with ExitStack() as ended:
        ended.enter_context(dask("scheduler", *here, "--port", 0, cache=place))
        while not file.exists() or not file.read_text():
            time.sleep(0.05)
        workers = tuple(
            ended.enter_context(dask("worker", *here, *alone, "--name", name, cache=place / name)) for name in "ab"
        )
        yield RealCluster(json.loads(file.read_text())["address"], workers)


def test_kits_are_those_of_this_computer_though_a_worker_is_killed_and_a_pack_is_wrong(
    cluster: RealCluster, root: Path, tmp_path: Path
) -> None:
    kit, here, there = kit_in(tmp_path), tmp_path / "here", tmp_path / "there"
    command = ["build", "--root", str(kit), "--all", "--out", str(there), "--no-cache", "--cluster", cluster.address]
    with (
        interrupts_heard(),
        subprocess.Popen(
            [sys.executable, str(root / "build.py"), *command],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as building,
    ):
        until = time.monotonic() + PATIENCE
        while building.poll() is None and not any((there / slug).exists() for slug in LOCALS):
            assert time.monotonic() < until
            time.sleep(0.02)
        cluster.workers[0].kill()
        said, _ = building.communicate(timeout=PATIENCE)
    outcomes = list(build_kits(request_of(kit, here), lambda _line: None))
    assert [outcome.slug for outcome in outcomes if outcome.built] == [*LOCALS], [one.problems for one in outcomes]
    assert contents(there) == contents(here)
    assert "5 locals: 4 built, 1 failed" in said
    (mistake,) = outcomes[-1].problems
    assert mistake.message in said
    assert building.returncode == 1


def test_kits_go_to_a_folder_of_results_where_one_is_named(cluster: RealCluster, tmp_path: Path) -> None:
    """The second is written by the worker itself: with the first it has shown that it can be trusted."""
    kit, told = kit_in(tmp_path), list[str]()
    request = replace(request_of(kit, tmp_path / "out"), packs=request_of(kit, tmp_path).packs[:2])
    with cluster_at(cluster.address, request, told.append, (tmp_path / "results").as_uri()) as workers:
        assert all(outcome.built for outcome in build_packs(request, workers))
    assert told == []
    assert not request.out.exists()
    list(build_kits(replace(request, out=tmp_path / "here"), lambda _line: None))
    for slug in LOCALS[:2]:
        unpack((tmp_path / "results" / f"{slug}.zip").read_bytes(), tmp_path / "unpacked" / slug)
    assert contents(tmp_path / "unpacked") == contents(tmp_path / "here")


def test_a_scheduler_of_another_dask_is_refused_in_one_line(
    cluster: RealCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    from distributed import versions

    own = versions.get_versions()
    own["packages"]["distributed"] = "2023.1.0"
    monkeypatch.setattr(versions, "get_versions", lambda: own)
    with (
        pytest.raises(CannotUseCluster, match=r"has distributed \S+ in place of 2023\.1\.0"),
        connected(cluster.address),
    ):
        pass


def test_a_worker_of_another_version_is_refused_before_any_work(
    cluster: RealCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = replace(Provenance.own(), python="3.99.0")
    monkeypatch.setattr(Provenance, "own", lambda: other)
    request = request_of(kit_in(tmp_path), tmp_path / "out")
    with pytest.raises(CannotUseCluster, match=r"has Python \S+ in place of 3\.99\.0"):
        cluster_at(cluster.address, request, print).__enter__()
    assert not request.out.exists()


def test_where_every_worker_is_gone_a_build_waits_for_one_and_then_gives_up(
    cluster: RealCluster, tmp_path: Path
) -> None:
    """The last of these tests: it ends the last worker."""
    told: list[str] = []
    request = request_of(kit_in(tmp_path), tmp_path / "out")
    with cluster_at(cluster.address, request, told.append, silence=1.5) as workers:
        for worker in cluster.workers:
            worker.kill()
        with pytest.raises(CannotUseCluster, match=r"for 1\.5 seconds, the cluster at tcp://\S+ had no worker"):
            list(build_packs(request, workers))
    assert told == ["the cluster has no worker that can build: waiting 1.5 seconds for one"]
    with pytest.raises(CannotUseCluster, match="no worker came to the scheduler"):
        cluster_at(cluster.address, request, print, silence=0.5).__enter__()


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("tcp://127.0.0.1:9", "nobody answers"),
        ("nonsense", "missing port number"),
        ("https://127.0.0.1:9", "unknown address scheme 'https'"),
        ("tls://127.0.0.1:9", "docs/whole-union.md"),
    ],
)
def test_a_scheduler_that_is_not_there_is_told_in_one_line_and_soon(address: str, told: str) -> None:
    begun = time.monotonic()
    with pytest.raises(CannotUseCluster, match=told) as refused, connected(address, patience=0.5):
        pass
    assert "\n" not in str(refused.value)
    assert time.monotonic() - begun < 30


def test_a_scheduler_that_wants_certificates_is_told_from_one_that_is_not_there() -> None:
    """It ends what begins without one, as whoever listens there for something else does."""

    class Ends(socketserver.BaseRequestHandler):
        def handle(self) -> None: ...

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Ends) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,)).start()
        address = f"tcp://127.0.0.1:{server.server_address[1]}"
        with (
            pytest.raises(CannotUseCluster, match=r"ends the connection at once \(.* or tls:// where it has"),
            connected(address, patience=5),
        ):
            pass
        server.shutdown()


def test_without_the_packages_it_is_said_how_to_install_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cluster_connection, "find_spec", lambda _name: None)
    kit = str(kit_in(tmp_path))
    assert run(["build", "--root", kit, "--all", "--out", str(tmp_path / "out"), "--cluster", "tcp://a:1"]) == 1
    assert "build.py install cluster" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments", [["--cluster", "tcp://a:1"], ["--all", "--cluster", "tcp://a:1", "--only", "site"], ["--results", "x"]]
)
def test_a_cluster_builds_whole_kits_of_locals_only(arguments: list[str], tmp_path: Path) -> None:
    assert run(["build", "--root", str(kit_in(tmp_path)), *arguments]) == 2


def test_a_handbook_that_reads_more_than_its_folder_is_built_here(tmp_path: Path) -> None:
    kit = kit_in(tmp_path)
    settings = kit / "mkdocs.yml"
    settings.write_text(f"{settings.read_text()}extra: {{token: !ENV TOKEN}}\n")
    with pytest.raises(CannotUseCluster, match="build it here, without --cluster"):
        cluster_at("tcp://127.0.0.1:9", request_of(kit, tmp_path / "out"), print).__enter__()


class AsWorker:
    """What a worker is asked, asked of this process."""

    def __init__(self, place: Path) -> None:
        self.request = replace(request_of(kit_in(place), place / "out"))
        self.build = ClusterBuild.of(files_of_root(self.request), None)

    def answer(self, slug: str = "elm", provenance: str = "") -> cluster_worker.Answer:
        (pack,) = (one for one in self.request.packs if one.name == slug)
        one = replace(self.request, packs=(pack,))
        order = self.build.order(one, provenance or Provenance.own().digest, frozenset())
        return build_local(order.told(), packed(Files(pack)), worker="here")


@pytest.fixture
def as_worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AsWorker]:
    monkeypatch.setattr(cluster_worker, "store_folder", lambda: tmp_path / "worker")
    made = AsWorker(tmp_path)
    yield made
    end_build(made.build.token)


def test_a_worker_asks_for_a_base_that_it_has_not_and_keeps_it_on_its_disk(as_worker: AsWorker) -> None:
    assert as_worker.answer()["kind"] == "missing"
    take_base(as_worker.build.base.digest, as_worker.build.base.archive)
    first = as_worker.answer()
    assert first["kind"] == "built"
    assert unpacked_outcome(first["outcome"], as_worker.request.out)[0].built
    end_build(as_worker.build.token)
    cluster_worker.host.cache_clear()  # as a worker that was started again
    assert describe([as_worker.build.base.digest, "another"])["missing"] == ["another"]
    assert as_worker.answer()["archive"] == first["archive"]


def test_a_worker_that_came_later_says_of_what_version_it_is(as_worker: AsWorker) -> None:
    answer = as_worker.answer(provenance="another")
    assert answer["kind"] == "differs"
    assert Provenance.of(answer["reason"]) == Provenance.own()


def test_a_worker_without_a_disk_says_so(as_worker: AsWorker, monkeypatch: pytest.MonkeyPatch) -> None:
    take_base(as_worker.build.base.digest, as_worker.build.base.archive)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "/tmp/kit")

    monkeypatch.setattr(cluster_worker, "unpack", full)
    assert as_worker.answer() == {"kind": "unable", "worker": "here", "reason": "No space left on device: /tmp/kit"}


def test_a_worker_that_may_start_no_processes_says_how_to_start_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert describe()["obstacle"] == ""
    monkeypatch.setattr(multiprocessing, "current_process", lambda: SimpleNamespace(daemon=True))
    assert "DASK_DISTRIBUTED__WORKER__DAEMON=False" in describe()["obstacle"]


def test_a_worker_is_trusted_once_its_first_kit_is_what_is_built_here(tmp_path: Path) -> None:
    request = request_of(kit_in(tmp_path), tmp_path / "out")
    one = replace(request, packs=request.packs[:1])
    (outcome,) = build_kits(one, lambda _line: None)
    honest = packed(Files(outcome.folder))
    (outcome.folder / "site" / "index.html").write_text("something else")
    lying = packed(Files(outcome.folder))
    with reference() as here:
        task = BuildPack(one, "of this test")
        assert "site/index.html of elm" in here.differs(task, lying, "liar")
        assert here.differs(task, honest, "honest") == ""
        assert here.trusted == {"honest"}
        assert here.differs(task, lying, "honest") == ""  # once is enough: who lies now and then is beyond this


@contextmanager
def reference() -> Iterator[Reference]:
    process = BoundedProcess(None)
    try:
        yield Reference(process)
    finally:
        process.stop()
