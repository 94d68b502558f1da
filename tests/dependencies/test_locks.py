"""The locks and the bill of materials say the same, and are made again by one command."""

from __future__ import annotations

import json
import shutil
from importlib.metadata import version
from pathlib import Path

import pytest
from cyclonedx.model.bom import Bom
from uv import find_uv_bin

from generators.dependencies.bill import FILE_NAME, bill_of_materials
from generators.dependencies.locks import CannotLock, NotALock, make_locks, read_lock


def test_each_package_of_a_lock_is_read_with_its_line_its_systems_and_its_hashes(tmp_path: Path) -> None:
    lock = tmp_path / "runtime.lock"
    first, second = "0" * 64, "f" * 64
    lock.write_text(
        f"paste_it==1.0 ; sys_platform == 'win32' \\\n    --hash=sha256:{first} \\\n    --hash=sha256:{second}\n"
        f"scissors==2026.1+local \\\n    --hash=sha256:{first}\n",
        encoding="utf-8",
    )
    paste, scissors = read_lock(lock, "runtime.lock")
    assert (paste.name, str(paste.version), paste.place.line) == ("paste-it", "1.0", 1)
    assert (paste.marker, paste.hashes) == ("sys_platform == 'win32'", (first, second))
    assert (str(scissors.version), scissors.place.line, scissors.hashes) == ("2026.1+local", 4, (first,))


@pytest.mark.parametrize("line", ["paste-it", "paste-it>=1", "-r other.txt", "paste-it==1 --hash=md5:0"])
def test_a_line_that_locks_nothing_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "a.lock").write_text(f"\n{line}\n", encoding="utf-8")
    with pytest.raises(NotALock, match=r"a\.lock:2: no package with a version"):
        read_lock(tmp_path / "a.lock", "a.lock")


def test_the_bill_of_materials_is_that_of_the_lock(root: Path) -> None:
    packages = read_lock(root / "requirements" / "runtime.lock", "runtime.lock")
    text = bill_of_materials("mentoring-kit", version("mentoring-kit"), packages)
    again = "python3 build.py lock"
    assert (root / "requirements" / FILE_NAME).read_text(encoding="utf-8") == text, again


def test_another_program_reads_the_bill_with_each_package_address_and_hash(root: Path) -> None:
    bill = Bom.from_json(json.loads((root / "requirements" / FILE_NAME).read_text(encoding="utf-8")))  # type: ignore[attr-defined]
    packages = read_lock(root / "requirements" / "runtime.lock", "runtime.lock")
    found = {(one.name, one.version): one for one in bill.components}
    assert sorted(found) == sorted((one.name, str(one.version)) for one in packages)
    for package in packages:
        component = found[(package.name, str(package.version))]
        assert component.purl.to_string() == f"pkg:pypi/{package.name}@{str(package.version).replace('+', '%2B')}"
        assert {one.content for one in component.hashes} == set(package.hashes)


def test_where_no_versions_go_together_the_locks_stay_as_they_were(root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "requirements"
    shutil.copytree(root / "requirements", folder)
    (tmp_path / "pyproject.toml").write_text(
        '[project]\nname = "x"\nversion = "1"\ndependencies = ["markdown>=3,<2"]\n'
        "[project.optional-dependencies]\nclone = []\ntest = []\n",
        encoding="utf-8",
    )
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    with pytest.raises(CannotLock, match="markdown"):
        make_locks(find_uv_bin(), folder, upgrade=False)
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before
