"""Many locals: what one of them does to its process, or somebody else to that, costs no other local anything."""

from __future__ import annotations

import hashlib
import json
import re
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import psutil
import pytest
from kills import PATIENCE, SEES_PROCESSES, Victim
from previews import happens
from sample import write, write_kit, write_pack
from tasks import Break

from generators.brand import fonts
from generators.commands.packs import all_packs
from generators.pipeline import kits
from generators.pipeline.bounded_process import Allowance, bounded_processes
from generators.pipeline.pack_tasks import CheckPack, build_packs, prepare_formats
from generators.pipeline.request import BuildRequest
from generators.writers.forms.web_copy import typefaces_script

FORM = "---\ntitle: Survey\nappendix: I\naudience: mentee\nprivacy: Read by nobody.\n---\n# Survey\n\nName: ____\n"


@pytest.fixture
def kit(tmp_path: Path) -> Path:
    """A kit with four locals, and a form, which is the quickest format."""
    kit = write_kit(tmp_path / "kit", {"content/forms/survey.md": FORM})
    for number in range(4):
        write_pack(kit, slug=f"local-{number}")
    return kit


def test_a_process_reads_the_base_once_for_all_locals_of_a_build(kit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = list[Path]()
    read_base = kits.read_base

    def counting(request: BuildRequest) -> kits.Base:
        read.append(request.root)
        return read_base(request)

    monkeypatch.setattr(kits, "read_base", counting)
    for build_id in ("first", "second"):
        for pack in all_packs(kit)[:2]:
            assert not CheckPack(BuildRequest(kit, Path(), (pack,)), build_id).run().has_errors
    assert len(read) == 2


def test_typefaces_are_cut_before_the_time_of_a_pack_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    cut = list[str]()
    cached_cut = fonts.cached_cut

    def noting(package: str, purpose: str, make: Callable[[], bytes]) -> bytes:
        cut.append(f"{package} {purpose}")
        return cached_cut(package, purpose, make)

    monkeypatch.setattr(fonts, "cached_cut", noting)
    for remembered in (fonts.web_font, fonts._field_font, typefaces_script):
        remembered.cache_clear()
    prepare_formats(("site", "forms"))
    needed = [f"{fonts.FAMILIES[name].package} web" for name in (fonts.DEFAULT_FAMILY, fonts.LEGIBLE_FAMILY)]
    for purpose in (*needed, f"{fonts.FAMILIES[fonts.DEFAULT_FAMILY].package} field", f"{fonts.SCRIPTS} web"):
        assert any(one.startswith(purpose) for one in cut), purpose
    cut.clear()
    fonts.web_font(fonts.DEFAULT_FAMILY)
    fonts.field_font("es")
    typefaces_script()
    assert cut == []  # so that a cache that keeps nothing costs no pack its time


def test_a_local_whose_process_is_killed_twice_is_not_built_and_says_so(kit: Path) -> None:
    request = BuildRequest(kit, kit.parent / "dist", all_packs(kit)[:1], ("forms",))
    with bounded_processes(1, Allowance()) as processes:
        (outcome,) = build_packs(request, processes, lambda _request, _id: cast(Any, Break()))
    assert [problem.code for problem in outcome.problems] == ["pack-process-ended"]
    assert not outcome.built


def workers_of(victim: Victim) -> list[psutil.Process]:
    children = psutil.Process(victim.program.pid).children(recursive=True)
    return [child for child in children if "spawn_main" in " ".join(child.cmdline())]


@SEES_PROCESSES
def test_a_kill_of_every_worker_costs_no_local(root: Path, kit: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    command = ("build", "--all", "--root", str(kit), "--only", "forms", "--jobs", "2", "--out", str(out))
    with Victim(root, command, tmp_path / "scratch") as victim:
        assert happens(lambda: any(out.glob(".*.kit-????????"))), "it had to be at work"
        for worker in workers_of(victim):
            worker.send_signal(signal.SIGKILL)
        said, _ = victim.program.communicate(timeout=PATIENCE)
    assert (victim.program.returncode, "Traceback" in said) == (0, False), said
    assert re.search(r"^4 locals: 4 built in ", said, re.MULTILINE)
    for report in out.glob("*/report.json"):
        for name, digest in json.loads(report.read_text())["outputs"].items():
            assert hashlib.sha256((report.parent / name).read_bytes()).hexdigest() == digest
    assert len(list(out.iterdir())) == 4


@pytest.mark.parametrize("name", ["a page that never ends", "no pack"])
def test_of_locals_with_one_that_means_harm_all_others_are_built(kit: Path, name: str) -> None:
    harm = {"a page that never ends": {"content/a.md": "> " * 100_000 + "a"}, "no pack": {"local.yml": "\0"}}
    write(kit / "overrides" / "locals" / "local-3", {**harm[name]})
    request = BuildRequest(kit, kit.parent / "dist", all_packs(kit), ("forms",))
    with bounded_processes(2, Allowance(seconds=5)) as processes:
        outcomes = {outcome.slug: outcome.built for outcome in build_packs(request, processes)}
    assert outcomes == {f"local-{number}": number != 3 for number in range(4)}
