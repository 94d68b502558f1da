"""The tests that other Pythons run, too, need the kit's own packages and pytest, and nothing else of the suite's."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

from packaging.utils import canonicalize_name

from generators.dependencies.locks import read_lock


def spared(root: Path) -> set[str]:
    """Modules that are installed for the whole suite alone."""
    script = (root / ".ci" / "run").read_text(encoding="utf-8")
    (kept,) = re.findall(r"keep = /\^\(([\w|]+)\)==/", script)
    tests, runtime = (
        {package.name for package in read_lock(root / "requirements" / f"{name}.lock", name)}
        for name in ("test", "runtime")
    )
    only = tests - runtime - set(kept.split("|"))
    known = packages_distributions()
    return {module for module, names in known.items() if {canonicalize_name(name) for name in names} <= only}


def fast_files(root: Path) -> Iterator[Path]:
    script = (root / ".ci" / "run").read_text(encoding="utf-8")
    (folders,) = re.findall(r"^fast=\(tests/\{([\w,]+)\}\)$", script, re.MULTILINE)
    yield root / "tests" / "conftest.py"
    for folder in folders.split(","):
        yield from sorted((root / "tests" / folder).rglob("*.py"))


def imported(file: Path) -> set[str]:
    """What ``file`` imports as soon as it is read, by the first part of its name."""
    names: set[str] = set()
    waiting: list[ast.stmt] = [*ast.parse(file.read_text(encoding="utf-8")).body]
    for statement in waiting:
        if isinstance(statement, ast.Import):
            names.update(alias.name for alias in statement.names)
        elif isinstance(statement, ast.ImportFrom) and statement.module:
            names.add(statement.module)
        elif isinstance(statement, ast.If) and ast.unparse(statement.test) != "TYPE_CHECKING":
            waiting += statement.body
    return {name.partition(".")[0] for name in names}


def test_none_imports_what_only_the_whole_suite_has(root: Path) -> None:
    away = spared(root)
    assert {"hypothesis", "playwright"} <= away
    files = list(fast_files(root))
    for file in files:
        samples = (root / "tests" / f"{name}.py" for name in imported(file))
        files += (sample for sample in samples if sample.is_file() and sample not in files)
    assert len(files) > 100
    found = {file.relative_to(root).as_posix(): imported(file) & away for file in files}
    assert {file: names for file, names in found.items() if names} == {}
