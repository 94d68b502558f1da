"""What ``build.py`` does before any package is there: makes the clone's environment, then runs the command in it.

Only the standard library is imported here until the environment stands.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from generators.commands.clone_environment import FOLDER, CloneEnvironment
from generators.commands.installing import CannotPrepare, Installation
from generators.pipeline.termination import ended_like_interrupts, join_job

INTERRUPTED = 130
PACKAGE = re.compile(r"[A-Za-z0-9][\w.-]*(\[[\w,-]+\])?([=<>!~]=?[\w.*]+)?")
"""A package as pip knows it: by its name and perhaps a version, and by no address."""

COMMAND = "py build.py" if os.name == "nt" else "python3 build.py"

ALONE = ("-I", "-X", "utf8")
"""The environment's Python listens to no variable, and writes UTF-8 whatever the locale, as Python 3.15 does anyway."""

HELP = {
    "test": (
        "Usage: {command} test [-- PYTEST ARGUMENTS]\n\n"
        "  Runs the tests, with what they need installed the same way.\n\n"
        "  {command} test -- -k deck     only the tests with 'deck' in their names\n"
        "  {command} test -- -x -n 0     one after the other, up to the first that fails\n"
        "  {command} test -- --help      all that pytest can do\n"
    ),
    "install": (
        "Usage: {command} install PACKAGE...\n\n"
        "  Installs plugins, themes, and extensions of MkDocs for another's handbook, beside the kit's own packages,\n"
        "  which stay as they are. An environment that is made anew gets them again.\n\n"
        "  {command} install cluster     what 'build --cluster' needs, in versions that are locked\n"
    ),
    "bench": (
        "Usage: {command} bench [--root DIRECTORY] [--rounds NUMBER] [--growth WORK[=SIZE,...]] [--json FILE]\n\n"
        "  Runs the benchmarks, against peers, as ratios. With --growth, how check, pages, locals, slides, or\n"
        "  collected files, or all of them, grow with their number, on made-up input: --growth pages=25,100,400.\n"
    ),
}
"""Said here and not by click, since asking for help installs nothing."""


def main(arguments: Sequence[str]) -> int:
    """Run one command in the kit's environment. Returns the exit code."""
    _settle_process()
    with ended_like_interrupts():
        return _main(arguments)


def _main(arguments: Sequence[str]) -> int:
    environment = CloneEnvironment(FOLDER / ".venv")
    try:
        if arguments[:1] and arguments[0] in HELP and _asks_for_help(arguments):
            sys.stdout.write(HELP[arguments[0]].format(command=COMMAND))
            return 0
        if environment.lost_its_python():
            return _rerun(os.path.realpath(environment.python), arguments)
        needed = "test" if _needs_tests_packages(arguments) else "runtime"
        with Installation(quiet="--quiet" in arguments) as installation:
            prepared = environment.prepare(needed, installation)
        if arguments[:1] == ["install"]:
            return _install(environment, arguments[1:])
        if prepared or not environment.runs_inside():
            return _rerun(str(environment.python), arguments)
        from generators.commands.command_line import run

        return run(arguments)
    except (ImportError, SyntaxError) as error:
        return _told(environment.damaged_by(error))
    except CannotPrepare as reason:
        return _told(str(reason))
    except KeyboardInterrupt:
        sys.stderr.write("interrupted\n")
        return INTERRUPTED


def _install(environment: CloneEnvironment, packages: Sequence[str]) -> int:
    names = [name for name in packages if name != "--quiet"]
    if wrong := [name for name in names if not PACKAGE.fullmatch(name)]:
        return _told(f"'{wrong[0]}' is no name of a package (as in: {COMMAND} install mkdocs-redirects)") + 1
    if not names:
        return _told(f"name the packages (as in: {COMMAND} install mkdocs-redirects)") + 1
    with Installation(quiet="--quiet" in packages, first=f"Installing {', '.join(names)} into .venv") as installation:
        environment.add(names, installation)
    return 0


def _needs_tests_packages(arguments: Sequence[str]) -> bool:
    """``bench`` for its peers, ``lock`` for the program that makes locks."""
    return bool({"test", "bench", "lock"} & {*arguments[:1]}) and not _asks_for_help(arguments)


def _told(reason: str) -> int:
    sys.stderr.write(f"build.py: {reason}\n")
    return 1


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


def _settle_process() -> None:
    """What a process may lack: a stream that was closed, and files that their own owner may write (``umask 777``).

    The first file that is opened takes the number of a closed stream, and would hold whatever is said.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)  # noqa: FBT003 (it takes no name)
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    os.umask(os.umask(0o077) & 0o077)


def _asks_for_help(arguments: Sequence[str]) -> bool:
    """Whether a command is asked for its help; what comes after ``--`` is for the program that it runs."""
    asked = arguments[: arguments.index("--")] if "--" in arguments else arguments
    return not {"-h", "--help"}.isdisjoint(asked)


def _rerun(python: str, arguments: Sequence[str]) -> int:
    """Run the file again with ``python``; on POSIX the new program takes this one's place."""
    command = [python, *ALONE, str(FOLDER / "build.py"), *arguments]
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name != "nt":
        os.execv(command[0], command)
    join_job()
    return subprocess.call(command)  # on Windows, exec would return to the prompt before it is done
