"""The one path, for one local and for many: all problems of a stage together, and nothing half-written."""

from __future__ import annotations

import gc
import json
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sample import messages, write, write_kit, write_pack

from generators.commands.packs import all_packs, find_packs
from generators.model import Kit
from generators.model.problems import RefusedInput
from generators.model.remembered import Memory
from generators.model.replacing import replace
from generators.pipeline.bounded_process import Allowance, bounded_processes
from generators.pipeline.build import build_kits
from generators.pipeline.kits import check_kits, checked_kit, read_base
from generators.pipeline.pack_tasks import build_packs
from generators.pipeline.request import BuildRequest, Outcome

FORM = "---\ntitle: Survey\nappendix: I\naudience: mentee\nprivacy: Read by nobody.\n---\n# Survey\n\nName: ____\n"


@pytest.fixture
def kit(tmp_path: Path) -> Path:
    """A kit with a form, so that building only forms, the quickest format, has something to write."""
    return write_kit(tmp_path / "kit", {"content/forms/survey.md": FORM})


def request(kit: Path, *slugs: str, strict: bool = False) -> BuildRequest:
    return BuildRequest(kit, kit.parent / "dist", find_packs(kit, slugs), ("forms",), strict)


def built(asked: BuildRequest) -> list[Outcome]:
    return list(build_kits(asked, lambda _line: None))


def said(outcome: Outcome) -> list[str]:
    return [line.split(" (")[0] for line in messages(outcome.problems)]


def held(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_without_packs_the_base_kit_is_built(kit: Path) -> None:
    (outcome,) = built(request(kit))
    assert (outcome.slug, outcome.built, outcome.problems) == ("base", True, ())
    assert outcome.folder == kit.parent / "dist" / "base"
    assert "site/downloads/forms/survey.pdf" in held(outcome.folder)
    report = json.loads((outcome.folder / "report.json").read_text())
    assert (report["local"], report["settings"]) == ("base", []), "the base kit is no local that sets anything"


def test_what_kits_share_is_known_however_often_somebody_saves_a_mistake_meanwhile(kit: Path) -> None:
    memory: Memory[str, str] = Memory()
    memory.keep("a page", "made")
    for number in range(5):
        (kit / "content" / "index.md").write_text(f"# {{{{ nobody.knows{number} }}}}\n", encoding="utf-8")
        (outcome,) = check_kits(request(kit))
        assert outcome.has_errors
    assert memory.get("a page") == "made"


def test_each_pack_is_built_into_a_folder_of_its_own(kit: Path) -> None:
    write_pack(kit, slug="acme")
    write_pack(kit, slug="harbor")
    outcomes = built(request(kit, "harbor", "acme"))
    assert [(outcome.slug, outcome.built) for outcome in outcomes] == [("harbor", True), ("acme", True)]
    assert sorted(path.name for path in (kit.parent / "dist").iterdir()) == ["acme", "harbor"]


def test_the_same_input_gives_the_same_bytes(kit: Path) -> None:
    (first,) = built(request(kit))
    before = held(first.folder)
    (second,) = built(replace(request(kit), out=kit.parent / "again"))
    assert held(second.folder) == before


def test_all_problems_of_reading_are_told_together_and_no_later_stage_adds_its_own(kit: Path) -> None:
    write_kit(kit, {"overrides/local.yml": "name: A\npaper: x", "content/a.md": "---\nb: c: d\n---\n[dead](no.md)"})
    write_pack(kit, {"local.yml": "nam: A", "examples/nothing.md": "A"})
    (outcome,) = built(request(kit, "acme"))
    assert not outcome.built and not outcome.counts
    assert [line.split(": ")[0] for line in said(outcome)] == [
        "content/a.md:2",
        "overrides/local.yml:2",
        "overrides/locals/acme/local.yml:1",
        "overrides/locals/acme/local.yml:1",
    ]


def test_all_problems_of_the_kit_as_a_whole_are_told_together(kit: Path) -> None:
    write_kit(kit, {"content/a.md": "# A\n[dead](no.md)", "content/b.md": "# B\n![gone](no.png)\n\n[dead](no.md)"})
    (outcome,) = built(request(kit))
    assert [line.split(": ")[0] for line in said(outcome)] == ["content/a.md:2", "content/b.md:2", "content/b.md:4"]


def test_a_local_with_problems_does_not_stop_the_others_and_keeps_its_last_good_folder(kit: Path) -> None:
    write_pack(kit, slug="acme")
    write_pack(kit, slug="harbor")
    (first,) = built(request(kit, "acme"))
    before = held(first.folder)
    write_pack(kit, {"examples/nothing.md": "A"}, slug="acme")
    outcomes = built(request(kit, "acme", "harbor"))
    assert [outcome.built for outcome in outcomes] == [False, True]
    assert said(outcomes[0]) == ["overrides/locals/acme/examples/nothing.md:1: no page has an example 'nothing'"]
    assert held(first.folder) == before


def test_a_pack_that_cannot_be_read_at_all_is_told_and_the_others_are_built(kit: Path) -> None:
    write(kit, {"overrides/locals/acme/content/a.md": ""})
    write_pack(kit, slug="harbor")
    outcomes = built(request(kit, "acme", "harbor"))
    assert [outcome.built for outcome in outcomes] == [False, True]
    assert "there is no pack here" in said(outcomes[0])[0]


def test_warnings_are_told_and_stop_a_strict_build_only(kit: Path) -> None:
    write_kit(kit, {"content/a.md": "No heading."})
    (outcome,) = built(request(kit))
    assert outcome.built
    assert said(outcome) == ["content/a.md:1: warning: the page has no heading"]
    before = held(outcome.folder)
    assert [warning["at"] for warning in json.loads(before["report.json"])["warnings"]] == ["content/a.md:1"]
    (strict,) = built(request(kit, strict=True))
    assert not strict.built and strict.problems == outcome.problems
    assert held(outcome.folder) == before


def test_what_is_not_asked_for_is_kept_as_it_was(kit: Path) -> None:
    (outcome,) = built(request(kit))
    write(outcome.folder, {"site/index.html": "the site of the last build"})
    (again,) = built(request(kit))
    assert again.formats == ("forms",)
    assert held(outcome.folder)["site/index.html"] == b"the site of the last build"


def test_a_folder_with_other_peoples_files_is_left_alone(kit: Path) -> None:
    write(kit.parent / "dist" / "base", {"thesis.doc": "years of work"})
    (outcome,) = built(request(kit))
    assert not outcome.built
    assert said(outcome) == ["dist/base:1: there is something here that the kit did not make"]
    assert held(kit.parent / "dist") == {"base/thesis.doc": b"years of work"}


def test_checking_finds_the_same_and_writes_nothing(kit: Path) -> None:
    write_pack(kit, {"content/b.md": "<!-- example: open -->"})
    asked = request(kit, "acme")
    (checked,) = check_kits(asked)
    (outcome,) = built(asked)
    assert checked.problems == outcome.problems and checked.problems
    assert not (kit.parent / "dist").exists()


def test_an_extension_that_is_not_there_is_a_problem_of_the_kit(kit: Path) -> None:
    write_kit(kit, {"mkdocs.yml": "site_name: A\ndocs_dir: content\nmarkdown_extensions: [no_such_thing]"})
    with pytest.raises(RefusedInput, match="the extension 'no_such_thing' is not installed"):
        next(check_kits(request(kit)))


def test_a_text_nested_too_deeply_is_a_problem_with_its_line(kit: Path) -> None:
    write_pack(kit, {"content/a.md": "# A\n\n" + "\n".join("    " * level + "- x" for level in range(400))})
    (outcome,) = check_kits(request(kit, "acme"))
    assert outcome.has_errors
    assert said(outcome)[0].startswith("overrides/locals/acme/content/a.md:")


def test_a_folder_that_is_no_kit_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedInput, match=r"no mkdocs\.yml"):
        built(BuildRequest(tmp_path, tmp_path / "dist"))


def test_packs_are_found_by_name_and_by_path(kit: Path, tmp_path: Path) -> None:
    own = write_pack(kit, slug="acme")
    elsewhere = write(tmp_path / "packs" / "away", {"local.yml": "name: A"})
    write(kit, {"overrides/locals/.trash/local.yml": "", "overrides/locals/README.md": ""})
    assert find_packs(kit, ("acme", str(elsewhere))) == (own, elsewhere)
    assert all_packs(kit) == (own,)
    assert all_packs(tmp_path) == ()


@pytest.mark.parametrize(("name", "hint"), [("acne", "did you mean 'acme'?"), ("zebra", "known: acme")])
def test_a_pack_that_is_not_there_is_refused_with_the_likeliest_one(kit: Path, name: str, hint: str) -> None:
    write_pack(kit)
    with pytest.raises(RefusedInput) as refused:
        find_packs(kit, (name,))
    assert refused.value.problems[0].hints == (hint,)


def test_a_file_of_a_pack_is_answered_with_the_name_of_its_folder(kit: Path) -> None:
    file = write_pack(kit) / "local.yml"
    with pytest.raises(RefusedInput) as refused:
        find_packs(kit, (str(file),))
    assert refused.value.problems[0].hints == (f"name '{file.parent}'",)


def test_an_outcome_counts_what_the_kit_holds_and_what_the_local_changed(kit: Path) -> None:
    write_kit(kit, {"content/a.md": "# A\n\n<!-- example: story -->\nTheirs.\n<!-- /example -->\n"})
    write_pack(kit, {"examples/story.md": "Ours.", "content/b.md": "# B", "content/c.md": "# C"})
    (outcome,) = built(request(kit, "acme"))
    assert outcome.counts == {"pages": 5, "decks": 0, "forms": 1, "guides": 0}
    assert outcome.overrides == {"new page": 2, "example": 1, "setting": 1}


def kits_in_memory() -> int:
    gc.collect()
    return sum(isinstance(one, Kit) for one in gc.get_objects())


def test_no_kit_outlives_its_outcome(kit: Path) -> None:
    for slug in ("acme", "harbor", "valle"):
        write_pack(kit, slug=slug)
    asked = request(kit, "acme", "harbor", "valle")
    list(check_kits(asked))
    before = kits_in_memory()  # with the one whose settings MkDocs has read
    for outcome in build_kits(asked, lambda _line: None):
        assert outcome.built
        assert kits_in_memory() == before
    for outcome in check_kits(asked):
        assert outcome.counts["pages"] == 2
        assert kits_in_memory() == before


def test_a_further_local_leaves_a_few_lines_of_text_in_memory(kit: Path) -> None:
    text = "A sentence of the handbook. " * 100
    write_kit(kit, {f"content/{number}.md": f"# Page {number}\n\n{text}" for number in range(20)})
    packs = tuple(write_pack(kit, slug=f"local-{number}") for number in range(12))
    outcomes, held_after = list[Outcome](), list[int]()
    tracemalloc.start()
    try:
        for outcome in check_kits(replace(request(kit), packs=packs)):
            outcomes.append(outcome)
            gc.collect()
            held_after.append(tracemalloc.get_traced_memory()[0])
    finally:
        tracemalloc.stop()
    assert (held_after[-1] - held_after[1]) / (len(packs) - 2) < 5_000


def test_each_local_is_told_before_the_next_one_is_read(kit: Path) -> None:
    write_pack(kit, slug="acme")
    write_pack(kit, slug="harbor")
    lines: list[str] = []
    outcomes = build_kits(request(kit, "acme", "harbor"), lines.append)
    assert next(outcomes).slug == "acme"
    assert lines == ["acme: reading", "acme: writing forms"]
    assert next(outcomes).slug == "harbor"


def test_locals_that_are_built_side_by_side_are_the_same(kit: Path) -> None:
    for slug in ("acme", "harbor", "valle"):
        write_pack(kit, slug=slug)
    asked = request(kit, "valle", "acme", "harbor")
    alone = built(asked)
    before = held(asked.out)
    with bounded_processes(2, Allowance()) as processes:
        together = list(build_packs(asked, processes))
    in_order = sorted(together, key=lambda outcome: ("valle", "acme", "harbor").index(outcome.slug))
    assert [replace(outcome, seconds=0) for outcome in in_order] == [replace(outcome, seconds=0) for outcome in alone]
    assert held(asked.out) == before


def test_the_pictures_of_a_checked_kit_stand_as_long_as_the_block(kit: Path) -> None:
    pack = write_pack(
        kit,
        {"assets/logo.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'},
    )
    asked = request(kit, "acme")
    with checked_kit(asked, read_base(asked), pack) as checked:
        assert checked.kit is not None
        picture = checked.kit.assets["assets/logo.svg"]
        assert picture.is_file() and not picture.is_relative_to(pack)
    assert not picture.exists()


def test_a_kit_bears_the_date_of_the_request(kit: Path) -> None:
    asked = replace(request(kit), date=datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC))
    with checked_kit(asked, read_base(asked), None) as checked:
        assert checked.kit is not None and checked.kit.date == asked.date


def test_a_breakdown_over_a_pack_is_told_or_shown_as_it_is(kit: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    write_pack(kit)
    monkeypatch.setattr("generators.pipeline.kits.check", broken)
    (outcome,) = built(request(kit, "acme"))
    assert "the kit cannot cope with something in this pack" in said(outcome)[0]
    with pytest.raises(ZeroDivisionError):
        built(replace(request(kit, "acme"), show_breakdowns=True))
