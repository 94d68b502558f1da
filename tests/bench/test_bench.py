"""The benchmarks run, and both sides of each comparison make the same thing."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import benchmarks
import growth
import peers
import pypandoc
import pypdf
import pytest
from bench_decks import outline_of, sample_deck
from bench_forms import HOW_TO_GET_PANGO, NoPeer, Printer, page_of, peer, print_all
from benchmarks import Measure, measured
from growth import Use, exponent, median
from peers import Peer
from PIL import ImageFile
from pptx import Presentation

from generators.commands.command_line import ended, run
from generators.model import Kit
from generators.pipeline.build import build_kits
from generators.pipeline.kits import checked_kit, read_base
from generators.pipeline.request import BuildRequest


@pytest.fixture
def kit(root: Path, tmp_path: Path) -> Iterator[Kit]:
    """The sample kit."""
    request = BuildRequest(root / "tests" / "kit", tmp_path)
    with checked_kit(request, read_base(request), None) as checked:
        assert checked.kit is not None
        yield checked.kit


def test_the_peer_makes_the_same_slides(kit: Kit, tmp_path: Path) -> None:
    (deck,) = kit.decks
    source, made = tmp_path / "deck.md", tmp_path / "deck.pptx"
    source.write_text(outline_of(deck), encoding="utf-8")
    subprocess.run([pypandoc.get_pandoc_path(), str(source), "-o", str(made)], check=True)
    titles = [slide.shapes.title.text for slide in Presentation(str(made)).slides if slide.shapes.title is not None]
    assert {slide.title for slide in deck.slides} <= set(titles)


def test_no_two_rounds_of_sixty_slides_share_a_word_that_could_be_remembered() -> None:
    words = ["every", "word", "of", "a", "handbook", "stands", "for", "itself"]
    first, second = (sample_deck(words, number) for number in range(2))
    assert len(first.slides) == 60
    assert not {slide.body for slide in first.slides} & {slide.body for slide in second.slides}
    own = sample_deck(words, 0, range(0, 60, 10))
    assert sum(before.body != after.body for before, after in zip(first.slides, own.slides, strict=True)) == 6


def field_names(data: bytes) -> set[str]:
    """The names of a PDF's fields; one button of a group may bear the group's name once more."""
    return {name.partition(".")[0] for name in pypdf.PdfReader(io.BytesIO(data)).get_fields() or {}}


@pytest.fixture
def printer() -> Printer:
    """WeasyPrint, which needs a library from the system; a machine without it skips these tests, but not in CI."""
    try:
        return peer()
    except NoPeer as reason:
        if os.environ.get("KIT_BROWSER_NEEDED"):
            raise
        pytest.skip(str(reason))


@pytest.mark.usefixtures("printer")
def test_a_broken_picture_stays_broken_when_the_peer_has_been_imported() -> None:
    assert not ImageFile.LOAD_TRUNCATED_IMAGES


def test_the_peer_makes_the_same_form(root: Path, kit: Kit, tmp_path: Path, printer: Printer) -> None:
    (outcome,) = build_kits(BuildRequest(root / "tests" / "kit", tmp_path, formats=("site",)), lambda _line: None)
    assert outcome.built
    (form,), (ours,) = kit.forms, print_all(kit)
    theirs = printer(page_of(form, tmp_path / "base" / "site"))
    assert field_names(ours) == field_names(theirs) != set()
    shown = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(theirs)).pages)
    assert form.title in shown
    assert form.privacy[:30] in " ".join(shown.split())


def test_without_the_peer_the_bench_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(NoPeer, match="not installed"):
        peer()
    assert "apt install" in HOW_TO_GET_PANGO


def test_a_ratio_below_one_says_that_the_kit_is_faster() -> None:
    assert Measure("the site", "another tool", ours=1.0, theirs=2.0).ratio == 0.5


def once(run: Callable[[Sequence[list[str]]], None]) -> Callable[[Sequence[list[str]]], None]:
    """Runs each command the first time alone: who measures has to run it again, and who tests the measuring has not."""
    known: list[list[str]] = []

    def run_new(commands: Sequence[list[str]]) -> None:
        for command in commands:
            if command not in known:
                known.append(command)
                run([command])

    return run_new


def test_every_comparison_is_made(root: Path, printer: Printer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(benchmarks, "LOCALS", 2)  # two can be compared as well as five
    monkeypatch.setattr(benchmarks, "_run", once(benchmarks._run))
    heard: list[str] = []
    measures = measured(root, root / "tests" / "kit", 1, heard.append)
    assert {measure.what.split(",")[0] for measure in measures} >= {
        "the site alone",
        "site",
        "all outputs",
        "the decks",
        "2 locals",
        "a form",
        "60 slides",
        "60 slides for the next local",
    }
    assert all(measure.ours > 0 and measure.theirs > 0 for measure in measures)
    assert len(heard) == len(measures) - 1  # one run gives both figures of sixty slides


def test_a_kit_with_problems_is_not_measured(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# Hi\n\n[nowhere](nowhere.md)\n", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: Hi\nstrict: true\n", encoding="utf-8")
    assert run(["bench", "--root", str(tmp_path)]) == 1
    assert "docs/index.md:3: link to a missing page" in capfd.readouterr().err


def test_the_exponent_is_that_of_what_grows_and_not_of_the_start() -> None:
    assert exponent({1: 2.0, 10: 2.0 + 0.1, 100: 2.0 + 1.0}) == pytest.approx(1.0)
    assert exponent({1: 0.5, 10: 0.5 + 1.0, 100: 0.5 + 100.0}) == pytest.approx(2.0)
    assert exponent({1: 0.5, 10: 1.0}) is None, "one point says nothing of growth"
    assert exponent({1: 0.5, 10: 0.4, 100: 0.5}) is None, "no logarithm of nothing"


def test_the_figures_of_a_run_are_its_own_medians() -> None:
    uses = [Use(3.0, 1.0, 10, 5), Use(1.0, 9.0, 30, 5), Use(2.0, 2.0, 20, 5)]
    assert median(uses) == Use(2.0, 2.0, 20, 5)


def test_a_peer_that_is_not_there_is_named_and_left_out() -> None:
    heard: list[str] = []
    there = Peer("there", installed=True, command=lambda _work, _out: [])
    gone = Peer("gone", installed=False, command=lambda _work, _out: [])
    assert list(peers.installed((there, gone), heard.append)) == [there]
    assert heard == ["  gone: not installed"]


def test_a_command_that_fails_is_no_measure(tmp_path: Path) -> None:
    with pytest.raises(ChildProcessError, match="ended with 3"):
        growth.run([sys.executable, "-c", "raise SystemExit(3)"], tmp_path)


def test_what_a_run_takes_and_leaves_is_measured(tmp_path: Path) -> None:
    made = tmp_path / "out"
    script = f"import pathlib; p = pathlib.Path({str(made)!r}); p.mkdir(); (p / 'a').write_bytes(bytes(1000))"
    use = growth.run([sys.executable, "-c", script], made)
    assert use.seconds > 0
    assert use.written == 1000
    assert use.memory > 1_000_000 or sys.platform == "win32"


def test_growth_is_measured_for_the_works_and_sizes_that_are_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    nothing = [sys.executable, "-c", ""]
    peer = Peer("other", installed=True, command=lambda _work, _out: nothing)
    small = {"check": (lambda _folder, _size, _program: lambda _work, _out: nothing, lambda: (peer,))}
    monkeypatch.setattr(growth, "_WORKS", small)
    monkeypatch.setattr(growth.Curves, "_set_up", lambda self: self._cache.mkdir())
    file = tmp_path / "figures.json"
    arguments = ["--growth", "check=3,4", "--rounds", "1", "--json", str(file)]
    assert ended(benchmarks.bench_command, arguments) == 0
    data = json.loads(file.read_text(encoding="utf-8"))
    assert [(one["size"], one["who"]) for one in data["points"]] == [
        (size, who) for size in (2, 3, 4) for who in ("kit", "other")
    ]
    assert data["machine"]["python"]
    assert "check" in capsys.readouterr().out
    assert ended(benchmarks.bench_command, ["--growth", "pages=many"]) == 2


@pytest.mark.parametrize("work", ["check", "slides"])
def test_the_input_of_a_work_is_made_and_our_command_does_it(work: str, root: Path, tmp_path: Path) -> None:
    make, _ = growth._WORKS[work]
    command = make(tmp_path / work, growth.LEAST[work], root)(tmp_path / work, tmp_path / "out")
    assert command[2] in ("check", "build")
    assert (tmp_path / work / "mkdocs.yml").is_file()
    assert (work == "slides") == (tmp_path / work / "outline.md").is_file()
