"""A preview as a whole: a saved change is shown, a mistake is told, and decks and forms follow."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from previews import PATIENCE, Running, add, copy_of_kit, events, fetch, happens, put, running, state
from programs import INTERRUPTS, started
from sample import write_kit, write_pack

from generators.commands.command_line import run
from generators.serve.snapshot import Site


@pytest.fixture(scope="module")
def preview(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(copy_of_kit(root, tmp_path_factory.mktemp("repository"))) as preview:
        yield preview


def command(name: str, kit: Path, *more: str) -> list[str]:
    build = Path(__file__).resolve().parent.parent / "build.py"
    return [sys.executable, "-u", str(build), name, "--root", str(kit), *more]


def problems_told(preview: Running, page: str) -> list[dict[str, str]]:
    """What ``page`` is told is wrong, as soon as anything is."""
    assert happens(lambda: bool(state(preview.address, page)["problems"]))
    return cast(list[dict[str, str]], state(preview.address, page)["problems"])


def test_a_saved_change_is_shown(preview: Running) -> None:
    with (preview.root / "content" / "handbook" / "listening.md").open("a", encoding="utf-8") as page:
        page.write("\nA line that is new.\n")
    assert preview.shows("/handbook/listening.html", "A line that is new.")


def test_a_page_that_is_saved_as_a_new_file_in_place_of_the_old_one_is_shown(preview: Running) -> None:
    page = preview.root / "content" / "handbook" / "listening.md"
    for words in ("Once replaced.", "Replaced again."):
        draft = page.with_name("listening.md~")
        draft.write_text(f"{page.read_text(encoding='utf-8')}\n{words}\n", encoding="utf-8")
        draft.replace(page)
        assert preview.shows("/handbook/listening.html", words)


def test_settings_that_are_saved_as_a_new_file_are_shown(preview: Running) -> None:
    settings = preview.root / "mkdocs.yml"
    before = settings.read_text(encoding="utf-8")
    for name in ("A Kit by Another Name", "A Third Name"):
        draft = settings.with_name("draft.yml")
        draft.write_text(before.replace("Sample Kit", name), encoding="utf-8")
        draft.replace(settings)
        assert preview.shows("/", name)


def test_a_new_page_and_a_deleted_one_are_shown(preview: Running) -> None:
    page = preview.root / "content" / "handbook" / "fresh.md"
    page.write_text("---\nafter: handbook/listening.md\n---\n\n# A fresh page\n", encoding="utf-8")
    assert preview.shows("/handbook/fresh.html", "A fresh page")
    page.unlink()
    assert happens(lambda: fetch(preview.address, "/handbook/fresh.html").status == 404)


def test_a_mistake_is_told_with_its_line_while_the_last_good_page_stays(preview: Running) -> None:
    page = preview.root / "content" / "index.md"
    before = add(page, "[gone](gone.md)")
    (problem,) = problems_told(preview, "/")
    assert problem["place"] == f"content/index.md:{len(before.splitlines()) + 2}"
    assert problem["message"] == "link to a missing page 'gone.md'"
    assert "gone.md" not in preview.page("/")
    put(page, f"{before}\nFound again.\n")
    assert preview.shows("/", "Found again.")
    assert happens(lambda: state(preview.address, "/")["problems"] == [])


def test_broken_settings_are_told_once(preview: Running) -> None:
    settings = preview.root / "mkdocs.yml"
    before = settings.read_text(encoding="utf-8")

    def failures() -> int:
        return sum(not outcome.built for outcome in preview.said)

    told = failures()
    put(settings, before.replace("docs_dir", " docs_dir"))
    assert happens(lambda: failures() > told)
    time.sleep(1.5)  # in which the folders are looked at anew, for the settings may name others
    assert failures() == told + 1
    put(settings, before)
    assert happens(lambda: preview.said[-1].built)


def test_decks_and_forms_follow(preview: Running) -> None:
    assert preview.shows("/downloads.html", "PPTX, ")
    assert preview.shows("/downloads.html", "PDF, ")
    (deck, *_) = re.findall(r'href="(downloads/decks/[^"]+)"', preview.page("/downloads.html"))
    assert fetch(preview.address, f"/{deck}").headers["Content-Type"].endswith("presentation")


def test_a_page_looks_as_before_when_another_one_changed(preview: Running) -> None:
    assert preview.shows("/downloads.html", "PDF, ")
    assert happens(lambda: preview.said[-1].formats != ("site",)), "what changed before is all made"
    rings = events(preview.address)
    next(rings)
    page, other = "/handbook/listening.html", "/forms/visit-notes.html"
    looks = [state(preview.address, one)["look"] for one in (page, other)]
    add(preview.root / "content" / "handbook" / "listening.md", "Nothing that the form shows.")
    assert happens(lambda: bool(next(rings)) and "Nothing that the form shows." in preview.page(page))
    assert [state(preview.address, one)["look"] == look for one, look in zip((page, other), looks, strict=True)] == [
        False,
        True,
    ]


OF_THE_PREVIEW = re.compile(r"""<script src="/_preview/[^>]*></script>|; connect-src 'self'(?=")""")
"""What it adds to a page: its script, and the policy's leave for that to ask for what is new."""


def test_after_changes_a_page_is_the_one_of_a_build_from_scratch_but_for_what_the_preview_adds(
    root: Path, tmp_path: Path
) -> None:
    kit, site = copy_of_kit(root, tmp_path), tmp_path / "made" / "base" / "site"
    with running(kit) as preview:
        add(kit / "content" / "handbook" / "visits.md", "A line that is new.")
        assert preview.shows("/handbook/visits.html", "A line that is new.")
        subprocess.run(command("build", kit, "--out", str(tmp_path / "made")), check=True, capture_output=True)
        assert happens(lambda: preview.said[-1].formats != ("site",))
        assert preview.shows("/downloads.html", "PDF, ")
        for page in site.rglob("*.html"):
            served = preview.page(f"/{page.relative_to(site).as_posix()}")
            assert OF_THE_PREVIEW.sub("", served) == page.read_text(encoding="utf-8")


def test_what_no_browser_needs_any_more_is_removed_when_the_new_edition_is_shown_and_told(
    preview: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert happens(lambda: bool(preview.said))
    told, removed, tidy = len(preview.said), list[int](), Site.tidy

    def told_and_tidied(site: Site) -> None:
        removed.append(len(preview.said))
        tidy(site)

    monkeypatch.setattr(Site, "tidy", told_and_tidied)
    page = preview.root / "content" / "index.md"
    put(page, f"{page.read_text(encoding='utf-8')}\nA last word.\n")
    assert happens(lambda: bool(removed))
    assert removed[0] > told


def test_nothing_is_written_into_the_kit(root: Path, tmp_path: Path) -> None:
    kit = copy_of_kit(root, tmp_path)
    before = files(kit)
    with running(kit) as preview:
        assert preview.shows("/downloads.html", "PDF, ")
        assert files(kit) == before


def files(folder: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_a_kit_that_is_broken_from_the_start_is_told_and_then_shown(tmp_path: Path) -> None:
    kit = write_kit(tmp_path, {"content/index.md": "# Hi\n\n[gone](gone.md)\n"})
    with running(kit) as preview:
        assert problems_told(preview, "/")[0]["place"] == "content/index.md:3"
        write_kit(tmp_path)
        assert preview.shows("/", "Welcome to Local 000")


def test_what_the_program_cannot_cope_with_is_told_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("division by zero")

    kit = write_kit(tmp_path)
    with running(kit) as preview:
        monkeypatch.setattr("generators.serve.editions.checked_kit", broken)
        add(kit / "content" / "index.md", "A change.")
        (problem,) = problems_told(preview, "/")
        assert "ZeroDivisionError: division by zero" in problem["message"]
        monkeypatch.undo()
        add(kit / "content" / "index.md", "Another change.")
        assert preview.shows("/", "Another change.")


def test_a_local_is_shown_with_what_is_its_own_and_no_other(tmp_path: Path) -> None:
    kit = write_kit(tmp_path)
    pack, other = write_pack(kit, slug="acme"), write_pack(kit, slug="other")
    with running(kit, pack) as preview:
        assert preview.shows("/", "Welcome to Local 104")
        built = preview.built(("site",))
        add(other / "local.yml", "union: Other Workers")
        time.sleep(0.5)  # longer than it takes to hear of a change
        assert preview.built(("site",)) == built
        put(pack / "local.yml", "name: Local 105\n")
        assert preview.shows("/", "Welcome to Local 105")


@INTERRUPTS
@pytest.mark.parametrize("at_work_on", ["site", "rest"])
def test_an_interrupt_ends_it_with_130_and_leaves_nothing_behind(root: Path, tmp_path: Path, at_work_on: str) -> None:
    kit, scratch = copy_of_kit(root, tmp_path / "kit"), tmp_path / "scratch"
    scratch.mkdir()
    program = command("serve", kit, "--port", "0")
    with started(program, TMPDIR=str(scratch), TEMP=str(scratch)) as served:
        assert happens(lambda: any(scratch.glob(f"*/*/{at_work_on}/1/*")))
        served.send_signal(signal.SIGINT)
        _, said = served.communicate(timeout=PATIENCE)
    assert (served.returncode, said.strip()) == (130, "interrupted")
    assert not list(scratch.iterdir())


def test_a_port_that_is_taken_is_named_when_it_was_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kit = write_kit(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert run(["serve", "--root", str(kit), "--port", port]) == 1
    assert f"another program uses port {port} (leave out --port to take a free one)" in capsys.readouterr().err


def test_a_pack_that_is_not_there_is_no_preview(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["serve", "nowhere-1", "--root", str(write_kit(tmp_path))]) == 1
    assert "there is no such pack" in capsys.readouterr().err
