"""Two versions of a small kit, and a pack written for the first: what the local hears when the second arrives."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sample import complaints, lines, read, write_kit, write_pack

from generators.commands.command_line import run
from generators.commands.packs import all_packs
from generators.model import Place, Seen
from generators.model.problems import Problems
from generators.reading import drift_lock
from generators.reading.source import read_handbook, read_local
from generators.resolving.drift import drift_of
from generators.resolving.overrides import overrides_of
from generators.resolving.text_changes import changes, likeliest

pytestmark = pytest.mark.usefixtures("lasting_process")

Golden = Callable[[str, str], None]


class Kit:
    """The kit's folder: its base at one of the two commits, its pack, and what people type."""

    def __init__(self, folder: Path, source: Path) -> None:
        self.folder, self.source = folder, source
        self.pack = folder / "overrides" / "locals" / "harbor"
        self.check_out("before")
        shutil.copytree(source / "harbor", self.pack)

    def check_out(self, commit: str) -> None:
        for name in ("content", "slides"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
        shutil.copytree(self.source / commit, self.folder, dirs_exist_ok=True)

    def run(self, *arguments: str) -> int:
        return run([*arguments, "--root", str(self.folder)])

    @property
    def lock(self) -> str:
        return (self.pack / "drift.lock").read_text(encoding="utf-8")


@pytest.fixture
def kit(tmp_path: Path, root: Path) -> Kit:
    return Kit(tmp_path / "kit", root / "tests" / "drift")


@pytest.fixture
def recorded(kit: Kit, capsys: pytest.CaptureFixture[str]) -> Kit:
    """The local has looked at the first version."""
    assert kit.run("drift", "harbor", "--accept") == 0
    capsys.readouterr()
    return kit


def test_what_the_base_said_is_recorded_readably(recorded: Kit, golden: Golden) -> None:
    golden("drift/drift.lock", recorded.lock)


def test_nothing_has_changed_until_the_base_does(recorded: Kit, capsys: pytest.CaptureFixture[str]) -> None:
    assert recorded.run("drift", "harbor") == 0
    assert capsys.readouterr().out == "harbor: nothing has changed under its overrides\n"
    assert recorded.run("check", "harbor", "--strict") == 0


def test_every_change_is_shown_beside_the_locals_own_text(
    recorded: Kit, golden: Golden, capsys: pytest.CaptureFixture[str]
) -> None:
    recorded.check_out("after")
    assert recorded.run("drift", "harbor") == 1
    golden("drift/drift.txt", capsys.readouterr().out)


def test_lines_that_are_broken_elsewhere_are_no_change(recorded: Kit, capsys: pytest.CaptureFixture[str]) -> None:
    recorded.check_out("after")
    recorded.run("drift", "harbor")
    said = capsys.readouterr().out
    assert "examples/notes.md" not in said
    assert "At the end both agree" not in said


def test_check_warns_and_what_is_gone_is_an_error(
    recorded: Kit, golden: Golden, capsys: pytest.CaptureFixture[str]
) -> None:
    recorded.check_out("after")
    assert recorded.run("check", "harbor") == 1
    golden("drift/check.txt", capsys.readouterr().err)


def test_a_change_alone_is_a_warning_and_strict_fails(recorded: Kit) -> None:
    page = recorded.folder / "content" / "handbook" / "thanks.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nAnd call.\n", encoding="utf-8")
    assert recorded.run("check", "harbor") == 0
    assert recorded.run("check", "harbor", "--strict") == 1


def test_what_was_looked_at_and_mended_is_heard_of_no_more(recorded: Kit, capsys: pytest.CaptureFixture[str]) -> None:
    recorded.check_out("after")
    (recorded.pack / "examples" / "soup.md").rename(recorded.pack / "examples" / "shared-kitchen.md")
    own = recorded.pack / "content" / "handbook"
    (own / "listening.md").rename(own / "hearing-people-out.md")
    assert recorded.run("drift", "harbor", "--accept") == 0
    assert recorded.run("drift", "harbor") == 0
    assert recorded.run("check", "harbor", "--strict") == 0
    assert "soup" not in recorded.lock
    assert "listening.md" not in recorded.lock


def test_accepting_keeps_a_page_as_the_locals_own_but_remembers_an_example_that_hits_nothing(
    recorded: Kit, capsys: pytest.CaptureFixture[str]
) -> None:
    recorded.check_out("after")
    assert recorded.run("drift", "harbor", "--accept") == 1
    assert "soup.md: still to be mended" in capsys.readouterr().err
    assert "page handbook/listening.md" not in recorded.lock
    assert "example soup" in recorded.lock
    assert recorded.run("check", "harbor") == 1
    assert "it may now be 'shared-kitchen'" in capsys.readouterr().err


def test_an_override_that_is_not_recorded_yet_is_named(recorded: Kit, capsys: pytest.CaptureFixture[str]) -> None:
    (recorded.pack / "content" / "index.md").write_text("# Harbor\n", encoding="utf-8")
    assert recorded.run("check", "harbor") == 0
    assert capsys.readouterr().err == (
        "overrides/locals/harbor/drift.lock:1: warning: not yet recorded: page index.md "
        "(so that you hear of changes in the base: python3 build.py drift harbor --accept) [override-not-recorded]\n"
    )


def test_a_page_of_its_own_drifts_from_nothing(recorded: Kit) -> None:
    assert "parking" not in recorded.lock


def test_a_picture_is_named_where_it_stands_in_the_pack(kit: Kit, capsys: pytest.CaptureFixture[str]) -> None:
    (kit.pack / "content" / "assets").mkdir()
    (kit.pack / "assets" / "map.svg").rename(kit.pack / "content" / "assets" / "map.svg")
    kit.run("drift", "harbor")
    at = "overrides/locals/harbor/content/assets/map.svg"
    assert f"\n{at}\n  stands over the picture 'assets/map.svg' (content/assets/map.svg:1)" in capsys.readouterr().out
    kit.run("drift", "harbor", "--accept")
    kit.check_out("after")
    kit.run("check", "harbor")
    assert f"{at}:1: warning: the base has changed under this picture" in capsys.readouterr().err


def test_a_passage_that_only_a_page_of_its_own_holds_drifts_from_nothing(recorded: Kit) -> None:
    page = recorded.pack / "content" / "handbook" / "parking.md"
    page.write_text("# Parking\n\n<!-- example: bus -->\nBy bus.\n<!-- /example -->\n", encoding="utf-8")
    (recorded.pack / "examples" / "bus.md").write_text("By boat.\n", encoding="utf-8")
    assert recorded.run("drift", "harbor") == 0
    assert recorded.run("check", "harbor", "--strict") == 0
    assert recorded.run("drift", "harbor", "--accept") == 0
    assert "bus" not in recorded.lock


def test_of_several_passages_of_one_name_the_first_that_gives_way_is_watched(recorded: Kit) -> None:
    for path in ("handbook/thanks.md", "index.md"):
        text = f"# A\n\n<!-- example: coffee -->\n{path}\n<!-- /example -->\n"
        (recorded.folder / "content" / path).write_text(text, encoding="utf-8")
    (recorded.pack / "examples" / "coffee.md").write_text("Ours.\n", encoding="utf-8")
    recorded.run("drift", "harbor", "--accept")
    assert "example coffee\nin content/index.md\n" in recorded.lock, "the pack has a page in place of the other"


def test_without_a_record_nobody_is_bothered(kit: Kit, capsys: pytest.CaptureFixture[str]) -> None:
    assert kit.run("check", "harbor", "--strict") == 0
    assert kit.run("drift") == 0
    assert "harbor: 8 overrides to look at" in capsys.readouterr().out


def test_over_all_locals_it_is_a_table_or_a_document(recorded: Kit, capsys: pytest.CaptureFixture[str]) -> None:
    recorded.check_out("after")
    write_pack(recorded.folder, slug="quay")
    write_pack(recorded.folder, {"local.yml": "name: ["}, slug="reef")
    assert recorded.run("drift", "--all") == 1
    said = capsys.readouterr()
    rows = [line.split() for line in said.out.splitlines() if line.strip()]
    assert rows[0] == ["local", "changed", "gone", "not", "recorded", "to", "do"]
    assert rows[-3:] == [
        ["harbor", "5", "2", "-", "look", "at", "it,", "then", "accept"],
        ["quay", "-", "-", "-", "nothing"],
        ["reef", "-", "-", "-", "mend", "it:", "it", "could", "not", "be", "read"],
    ]
    assert said.err.startswith("overrides/locals/reef/local.yml:")
    assert recorded.run("drift", "--all", "--json") == 1
    document = json.loads(capsys.readouterr().out)
    assert [(one["local"], one["changed"], one["gone"]) for one in document["locals"]] == [
        ("harbor", 5, 2),
        ("quay", 0, 0),
        ("reef", 0, 0),
    ]
    assert document["locals"][0]["overrides"][0].keys() == {"state", "kind", "name", "at", "over", "now"}
    assert [problem["locals"] for problem in document["problems"]] == [["reef"]]


def test_what_was_accepted_for_all_is_not_said_to_be_still_to_do(
    recorded: Kit, capsys: pytest.CaptureFixture[str]
) -> None:
    assert recorded.run("drift", "--all", "--accept") == 0
    said = capsys.readouterr().out
    assert "recorded what the base says" in said and "then accept" not in said


def test_what_was_accepted_is_told_beside_the_document(recorded: Kit, capsys: pytest.CaptureFixture[str]) -> None:
    assert recorded.run("drift", "--all", "--json", "--accept") == 0
    said = capsys.readouterr()
    assert [one["local"] for one in json.loads(said.out)["locals"]] == ["harbor"]
    assert said.err.startswith("harbor: recorded what the base says under ")


def test_a_base_that_cannot_be_read_is_told_in_the_document(recorded: Kit, capsys: pytest.CaptureFixture[str]) -> None:
    (recorded.folder / "mkdocs.yml").write_text("site_name: [\n", encoding="utf-8")
    assert recorded.run("drift", "--all", "--json") == 1
    document = json.loads(capsys.readouterr().out)
    assert (document["locals"], document["errors"], document["problems"][0]["code"]) == ([], 1, "yaml-invalid")


def test_a_record_that_was_changed_by_hand_is_not_believed(recorded: Kit, capsys: pytest.CaptureFixture[str]) -> None:
    text = recorded.lock.replace("| Write a card within a week.", "| Write a card.")
    (recorded.pack / "drift.lock").write_text(text.replace("slot habits", "slto habits"), encoding="utf-8")
    assert recorded.run("check", "harbor") == 1
    assert capsys.readouterr().err.splitlines() == [
        "overrides/locals/harbor/drift.lock:16: what stands here of 'handbook/thanks.md' was changed by hand "
        "(write it anew: python3 build.py drift LOCAL --accept) [drift-lock-changed]",
        "overrides/locals/harbor/drift.lock:60: this part of drift.lock cannot be read "
        "(write it anew: python3 build.py drift LOCAL --accept) [drift-lock-unreadable]",
    ]
    assert recorded.run("drift", "harbor", "--accept") == 0
    assert recorded.run("check", "harbor", "--strict") == 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets few users make symbolic links")
def test_a_record_that_leads_out_of_the_pack_is_not_written(kit: Kit, capsys: pytest.CaptureFixture[str]) -> None:
    outside = kit.folder / "diary.txt"
    outside.write_text("Dear diary", encoding="utf-8")
    (kit.pack / "drift.lock").symlink_to(outside)
    assert kit.run("drift", "harbor", "--accept") == 1
    assert "harbor/drift.lock:1: symbolic links are not read" in capsys.readouterr().err
    assert outside.read_text(encoding="utf-8") == "Dear diary"


def test_what_is_written_is_what_is_read() -> None:
    text = ("# Title", "", "    code  with  gaps", "| a | table |", "#| not a comment", "sha256 x")
    seen = Seen("page", "a b.md", "content/a b.md", drift_lock.fingerprint(text), text, Place("x.md", 4))
    problems = Problems()
    read = drift_lock.read(lines(drift_lock.written("harbor", [seen])), problems)
    assert complaints(problems) == []
    assert read == {("page", "a b.md"): seen}


def test_the_sample_packs_have_seen_all_that_the_base_says_now(root: Path) -> None:
    handbook = read_handbook(root, Problems())
    for pack in all_packs(root):
        local = read_local(handbook, pack, Problems())
        assert drift_of(overrides_of(handbook, local), seen_by(pack)) == ()


def seen_by(pack: Path) -> drift_lock.SeenByName:
    text = (pack / "drift.lock").read_text(encoding="utf-8")
    return drift_lock.read(lines(text), Problems())


def test_what_stands_above_a_page_is_remembered_a_line_for_each_key(tmp_path: Path) -> None:
    keys = "title: In {{ local.name }}\naudience: [mentee, mentor]\nminutes: 90\nstart: 9:30\ndate: 2026-11-07\n"
    kit = write_kit(tmp_path, {"content/a.md": f"---\n{keys}---\n\n# A\n"})
    write_pack(kit)
    handbook, local, _ = read(kit)
    assert overrides_of(handbook, local).known["page"]["a.md"] == (
        "title: In {{ local.name }}",
        "audience: mentee, mentor",
        "minutes: 90",
        "start: 9:30",
        "date: 2026-11-07",
        "",
        "# A",
    )


@pytest.mark.parametrize(
    ("name", "text", "now"),
    [
        ("soup", ["one two three four five"], "kitchen"),
        ("kichen", [], "kitchen"),
        ("soup", [], ""),
        ("soup", ["nothing alike at all"], ""),
        ("visit", ["nothing alike at all"], "visits"),
    ],
)
def test_the_likeliest_new_name_is_told_by_what_it_said_then_by_its_letters(
    name: str, text: list[str], now: str
) -> None:
    others = {"kitchen": ["one two three", "four five six"], "visits": ["something else"]}
    assert likeliest(name, text, others) == now


def test_changes_are_told_by_paragraph() -> None:
    before = ["a", "", "b", "", "c one", "c two", "", "d", "", "e"]
    after = ["a", "", "b", "", "c one c two", "", "D", "", "e"]
    assert [f"{change.sign}{change.text}" for change in changes(before, after)] == [
        "…", " c one c two", " ", "-d", "+D", " ", " e",
    ]  # fmt: skip
    assert changes(before, before) == ()
    assert changes(["a b"], ["a", "b"]) == ()
