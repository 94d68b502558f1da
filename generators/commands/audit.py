"""The commands ``audit`` and ``lock``: what is known against the packages that the kit stands on, and newer ones."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import distributions, version
from pathlib import Path

import click
from packaging.utils import canonicalize_name
from packaging.version import Version

from generators.commands.command_line import DONE, PROBLEMS, near
from generators.dependencies.advisories import Advisory, Finding, NoAdvisories, findings_of, read_advisories
from generators.dependencies.bill import FILE_NAME, bill_of_materials
from generators.dependencies.locks import LOCKS, CannotLock, LockedPackage, NotALock, make_locks, read_lock
from generators.model import Place
from generators.model.problems import printable, shortened
from generators.model.program import COMMAND, DISTRIBUTION, FOLDER, IS_INSTALLED

REQUIREMENTS = FOLDER / "requirements"
CURE = "update the program" if IS_INSTALLED else f"for newer versions: {COMMAND} lock --upgrade"


@click.command("audit")
@click.argument("files", nargs=-1, required=True, metavar="ADVISORIES...", type=click.Path(exists=True, path_type=Path))
def audit_command(*, files: tuple[Path, ...]) -> int:
    """Compares the packages that the kit stands on with known advisories, and contacts no other computer.

    ADVISORIES is a file in the OSV format, as osv.dev offers them: the archive of all advisories on Python packages
    (PyPI/all.zip, under "Data dumps"), a single one (.json), or a folder of such.
    """
    try:
        advisories = [one for file in files for one in read_advisories(file)]
        packages = _installed() if IS_INSTALLED else _locked()
    except (NoAdvisories, NotALock) as wrong:
        raise click.ClickException(printable(str(wrong))) from wrong
    if not any(one.affected for one in advisories):
        raise click.ClickException(f"{files[0]} has no advisory on a Python package, so nothing was compared")
    found = [finding for package in packages for finding in findings_of(package, advisories)]
    for finding in found:
        click.echo(printable(_told(finding)))
    click.echo(_summary(packages, advisories, found))
    return PROBLEMS if found else DONE


def _locked() -> tuple[LockedPackage, ...]:
    """Each locked version once, where it is first locked."""
    seen: dict[tuple[str, Version], LockedPackage] = {}
    for name in LOCKS:
        file = REQUIREMENTS / f"{name}.lock"
        for package in read_lock(file, str(near(file))):
            seen.setdefault((package.name, package.version), package)
    return tuple(seen.values())


def _installed() -> tuple[LockedPackage, ...]:
    found = ((one.metadata["Name"], one.version, one.locate_file("")) for one in distributions())
    return tuple(
        LockedPackage(canonicalize_name(name), Version(number), Place(str(folder), 1)) for name, number, folder in found
    )


def _told(finding: Finding) -> str:
    package = finding.package
    place = f"{package.place.file}:{package.place.line}"
    what = shortened(finding.summary or "no summary")
    if not finding.is_sure:
        return f"{place}: {package.name}: {', '.join(finding.names)} names no versions to compare: read it ({what})"
    mended = f"mended in {', '.join(map(str, finding.mended))}" if finding.mended else "no version mends it yet"
    return f"{place}: {package.name} {package.version}: {what} ({', '.join(finding.names)}; {mended})"


def _summary(packages: Iterable[LockedPackage], advisories: Iterable[Advisory], found: Iterable[Finding]) -> str:
    mine = [one for one in advisories if one.affected]
    newest = max(one.modified for one in mine)[:10]
    compared = f"{len(tuple(packages))} packages compared with {len(mine):,} advisories, the newest of {newest}"
    weak = len({finding.package.name for finding in found})
    return f"{compared}: {f'look at {weak} of them ({CURE})' if weak else 'nothing is known against them'}"


@click.command("lock")
@click.option("--upgrade", is_flag=True, help="Use the newest version of each package.")
def lock_command(*, upgrade: bool) -> int:
    """Makes the lock files and the bill of materials again, after pyproject.toml has changed."""
    from uv import find_uv_bin  # it comes with the tests' packages

    before = {name: read_lock(REQUIREMENTS / f"{name}.lock", name) for name in LOCKS}
    try:
        make_locks(find_uv_bin(), REQUIREMENTS, upgrade=upgrade)
    except CannotLock as reason:
        raise click.ClickException(f"no versions were found that go together; nothing is changed: {reason}") from reason
    for name in LOCKS:
        file = REQUIREMENTS / f"{name}.lock"
        after = read_lock(file, name)
        for line in _changes(before[name], after):
            click.echo(f"{near(file)}: {line}")
        if name == "runtime":
            bill = bill_of_materials(DISTRIBUTION, version(DISTRIBUTION), after)
            (REQUIREMENTS / FILE_NAME).write_text(bill, encoding="utf-8", newline="\n")
    click.echo(f"Look at what has changed, then run: {COMMAND} test")
    return DONE


def _changes(before: Iterable[LockedPackage], after: Iterable[LockedPackage]) -> list[str]:
    def versions(packages: Iterable[LockedPackage]) -> dict[str, str]:
        known: dict[str, list[str]] = {}
        for package in packages:  # one package may have a version for each system
            known.setdefault(package.name, []).append(str(package.version))
        return {name: " and ".join(numbers) for name, numbers in known.items()}

    old, new = versions(before), versions(after)
    names = sorted({*old, *new})
    return [
        f"{name} {old.get(name, '(new)')} → {new.get(name, '(gone)')}"
        for name in names
        if old.get(name) != new.get(name)
    ]
