"""One kit is written in all its formats, and the same whether its writers share the work or not."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from generators.model import Deck, Kit, Place
from generators.model.replacing import replace
from generators.pipeline.kits import checked_kit, read_base
from generators.pipeline.request import BuildRequest
from generators.pipeline.scheduler import Shared, workers
from generators.pipeline.writing import WriterTask, prepare, shares_in_turn, write_kit, writers_of
from generators.writers import WRITERS, Writer


@pytest.fixture(scope="module")
def kit(root: Path) -> Iterator[Kit]:
    request = BuildRequest(root / "tests" / "kit", Path())
    with checked_kit(request, read_base(request), None) as checked:
        assert checked.kit is not None
        yield checked.kit


def deck_names(kit: Kit, into: Path) -> None:
    (into / "+".join(deck.name for deck in kit.decks)).touch()


def form_names(kit: Kit, into: Path) -> None:
    (into / "forms").touch()


@pytest.fixture
def two_decks(kit: Kit) -> Kit:
    decks = tuple(Deck(name, name, 0, "", "", (), (), "en", Place("slides/a.md", 1)) for name in "ab")
    return replace(kit, decks=decks)


def test_decks_are_shared_out_one_by_one(two_decks: Kit, tmp_path: Path) -> None:
    task = WriterTask(Writer(__name__, ("deck_names",), each="deck"), Shared(two_decks), tmp_path)
    shares = list(task.shares())
    assert len(shares) == 2
    with workers(1) as scheduler:
        scheduler.share_out(shares[0], shares[1:])
    assert {path.name for path in tmp_path.iterdir()} == {"a", "b"}


def test_a_writer_as_a_whole_writes_all_that_its_shares_do(two_decks: Kit, tmp_path: Path) -> None:
    task = WriterTask(Writer(__name__, ("deck_names", "form_names")), Shared(two_decks), tmp_path)
    task.run()
    assert {path.name for path in tmp_path.iterdir()} == {"a+b", "forms"}
    assert len(list(task.shares())) == 2


def test_formats_are_written_in_their_own_order_whatever_the_order_of_asking() -> None:
    assert writers_of(["forms", "site"]) == (WRITERS["site"], WRITERS["forms"])


@pytest.mark.parametrize(
    ("number", "order"), [(1, "short 0, short 1, long 1, long 0"), (2, "long 0, long 1, short 0, short 1")]
)
def test_what_takes_longest_is_begun_early(two_decks: Kit, tmp_path: Path, number: int, order: str) -> None:
    """By one of several workers, or by this process, which takes what is last."""
    short = Writer(__name__, ("deck_names",), each="deck", stage="decks")
    long = Writer(__name__, ("form_names", "form_names"), stage="forms", takes_longest=True)
    tasks = [WriterTask(writer, Shared(two_decks), tmp_path) for writer in (short, long)]
    names = {short: "short", long: "long"}
    assert ", ".join(f"{names[one.writer]} {one.share}" for one in shares_in_turn(tasks, number)) == order


def held(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_workers_write_the_same_bytes(kit: Kit, tmp_path: Path) -> None:
    formats = tuple(WRITERS)
    write_kit(kit, formats, tmp_path / "alone")
    with workers(2, partial(prepare, writers_of(formats)[1:])) as scheduler:
        write_kit(kit, formats, tmp_path / "together", scheduler)
    assert held(tmp_path / "alone") == held(tmp_path / "together") != {}


def test_the_second_local_of_one_process_is_built_like_the_first(root: Path, tmp_path: Path) -> None:
    kit = root / "tests" / "kit"
    other = shutil.copytree(kit / "overrides" / "locals" / "harbor", tmp_path / "harbor-b")
    command = [sys.executable, str(root / "build.py"), "build", "harbor", str(other), "--jobs", "1", "--quiet"]
    subprocess.run([*command, "--root", str(kit), "--out", str(tmp_path / "dist")], check=True)
    made = [sorted(path.name for path in (tmp_path / "dist" / slug).rglob("*")) for slug in ("harbor", "harbor-b")]
    assert made[0] == made[1]
