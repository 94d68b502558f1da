"""Installed from a wheel, the program builds the kit that came inside it, and leaves all else as in a clone."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What ``pip`` makes of this folder."""
    folder = tmp_path_factory.mktemp("wheel")
    fixed = ("--no-deps", "--no-index", "--no-build-isolation", "--disable-pip-version-check", "--quiet")
    subprocess.run([sys.executable, "-m", "pip", "wheel", *fixed, "--wheel-dir", str(folder), str(root)], check=True)
    (file,) = folder.glob("*.whl")
    return file


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The installed program, in an environment that finds the packages of this one behind its own."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False)
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / ("python.exe" if os.name == "nt" else "python")
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--no-index", "--quiet"]
    subprocess.run([*pip, "--disable-pip-version-check", str(wheel)], check=True)
    asked = [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    packages = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()
    (Path(packages) / "packages-of-the-tests.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return scripts / ("mentoring-kit.exe" if os.name == "nt" else "mentoring-kit")


def said(program: Path, folder: Path, *arguments: str) -> str:
    ended = subprocess.run([str(program), *arguments], cwd=folder, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
    return ended.stdout


def test_the_bill_of_materials_comes_along_where_scanners_look_for_it(wheel: Path, root: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (bill,) = (name for name in archive.namelist() if ".dist-info/sboms/" in name)  # PEP 770
        assert archive.read(bill) == (root / "requirements" / "runtime.cdx.json").read_bytes()


def test_in_an_empty_folder_it_builds_the_kit_that_came_along(program: Path, tmp_path: Path) -> None:
    assert "base: " in said(program, tmp_path, "build", "--jobs", "2").splitlines()[-2]
    assert (tmp_path / "dist" / "base" / "site" / "index.html").is_file()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["dist"]


def test_a_new_pack_stands_in_the_folder_in_which_it_was_asked_for(program: Path, tmp_path: Path) -> None:
    told = said(program, tmp_path, "new", "harbor-104")
    assert "then run: mentoring-kit build harbor-104" in told
    pack = tmp_path / "overrides" / "locals" / "harbor-104"
    assert f"{program.parent.parent}" not in (pack / "local.yml").read_text(encoding="utf-8")
    assert (tmp_path / "overrides" / "local.schema.json").is_file()
    named = "{name: Ann, phone: 555-0102}"
    with (pack / "local.yml").open("a", encoding="utf-8") as settings:
        settings.write(f"contact: {named}\nconduct_contact: {named}\n")
    assert said(program, tmp_path, "check", "--all").splitlines()[0] == "harbor-104: no problems"


def test_a_handbook_of_ones_own_is_built_with_the_look_that_came_along(program: Path, tmp_path: Path) -> None:
    said(program, tmp_path, "new", "--handbook", "ours")
    readme = (tmp_path / "ours" / "README.md").read_text(encoding="utf-8")
    assert "mentoring-kit build --root ." in readme
    assert "build.py" not in readme
    said(program, tmp_path / "ours", "build", "--root", ".", "--only", "site,forms", "--strict")
    home = (tmp_path / "ours" / "dist" / "base" / "site" / "index.html").read_text(encoding="utf-8")
    assert 'class="kit-hero"' in home


def test_it_says_its_version_and_the_edition_of_the_kit(program: Path, tmp_path: Path) -> None:
    assert re.fullmatch(r"mentoring-kit [0-9.]+, kit edition [0-9a-f]{8}\n", said(program, tmp_path, "--version"))


def test_it_offers_no_command_that_needs_a_clone(program: Path, tmp_path: Path) -> None:
    commands = said(program, tmp_path, "--help").split("Commands:")[1].split()
    assert "build" in commands
    assert not {"test", "bench"} & set(commands)
