"""A new pack builds at once, and its comments are settings that the kit knows."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from generators.model.problems import Problems, RefusedInput
from generators.packs.pack import SCHEMA, new_pack, schema_text
from generators.reading.local_settings import validated
from generators.reading.setting_keys import LocalKeys
from generators.reading.setting_rules import kinds
from generators.reading.source import read_handbook, read_local
from generators.reading.yaml_text import read


@pytest.fixture
def kit(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "index.md").write_text("# Welcome\n", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: Sample\ndocs_dir: content\n", encoding="utf-8")
    return tmp_path


def test_a_new_pack_reads_without_a_problem_and_is_named_after_its_folder(kit: Path) -> None:
    problems = Problems()
    pack = kit / "overrides" / "locals" / "harbor-104"
    new_pack(pack, kit, kit)
    local = read_local(read_handbook(kit, problems), pack, problems)
    assert problems.found == []
    assert (local.profile.slug, local.profile.brand.name) == ("harbor-104", "Harbor 104")


def test_what_its_comments_offer_is_every_setting_there_is(kit: Path) -> None:
    new_pack(kit / "harbor-104", kit, kit)
    text = (kit / "harbor-104" / "local.yml").read_text(encoding="utf-8")
    offered = re.sub(r"^# ([ -]*[a-z_]+:( .*)?)$", r"\1", text, flags=re.MULTILINE)
    problems = Problems()
    document = read(offered, "local.yml", 1, problems, as_text=True)
    assert document is not None
    assert validated(document, problems) is not None
    assert problems.found == []
    assert document.values.keys() == kinds(LocalKeys).keys()


def test_it_offers_the_words_of_the_base_kit(kit: Path) -> None:
    (kit / "overrides").mkdir()
    (kit / "overrides" / "local.yml").write_text(
        "name: Base\nunion: 'The \"Ours\": all'\nvariables:\n  board: executive board\n", encoding="utf-8"
    )
    new_pack(kit / "harbor-104", kit, kit)
    text = (kit / "harbor-104" / "local.yml").read_text(encoding="utf-8")
    assert '# union: "The \\"Ours\\": all"\n' in text
    assert '# variables:\n#   board: "executive board"\n' in text


def test_where_there_is_no_kit_there_is_no_new_pack(tmp_path: Path) -> None:
    with pytest.raises(RefusedInput, match=r"no mkdocs\.yml"):
        new_pack(tmp_path / "harbor-104", tmp_path, tmp_path)
    assert not (tmp_path / "harbor-104").exists()


def test_its_schema_line_leads_an_editor_to_the_published_schema(kit: Path) -> None:
    pack = kit / "overrides" / "locals" / "harbor-104"
    new_pack(pack, kit, kit)
    line = (pack / "local.yml").read_text(encoding="utf-8").splitlines()[0]
    schema = pack / line.removeprefix("# yaml-language-server: $schema=")
    assert "primary" in json.dumps(json.loads(schema.read_text(encoding="utf-8")))


def test_a_pack_outside_the_kit_leaves_the_kit_as_it_was(kit: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    before = sorted(kit.rglob("*"))
    new_pack(tmp_path_factory.mktemp("elsewhere") / "harbor-104", kit, kit)
    assert sorted(kit.rglob("*")) == before


def test_the_commands_in_a_pack_outside_the_kit_name_it_as_seen_from_there(kit: Path) -> None:
    pack = kit.parent / "elsewhere"
    new_pack(pack, kit, kit)
    for name in ("local.yml", "README.md"):
        assert "build ../elsewhere" in (pack / name).read_text("utf-8")


def test_the_published_schema_is_the_one_that_settings_are_checked_with(
    root: Path, request: pytest.FixtureRequest
) -> None:
    published = root / SCHEMA
    if request.config.getoption("--golden"):
        published.write_text(schema_text(), encoding="utf-8", newline="\n")
    assert published.read_text(encoding="utf-8") == schema_text()


@pytest.mark.parametrize("name", ["Local 104", "base", "-x", "örtlich", "local_104"])
def test_a_name_that_cannot_be_an_address_is_refused(kit: Path, name: str) -> None:
    with pytest.raises(RefusedInput, match="cannot be a pack's name"):
        new_pack(kit / name, kit, kit)
    assert not (kit / name).exists()


def test_a_pack_that_is_there_is_never_written_over(kit: Path) -> None:
    new_pack(kit / "harbor-104", kit, kit)
    (kit / "harbor-104" / "local.yml").write_text("name: Mine\n", encoding="utf-8")
    with pytest.raises(RefusedInput, match="already there"):
        new_pack(kit / "harbor-104", kit, kit)
    assert (kit / "harbor-104" / "local.yml").read_text(encoding="utf-8") == "name: Mine\n"
