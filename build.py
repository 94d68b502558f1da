"""The mentoring kit's command line: makes its own environment on first use, then runs the commands in it.

This file must parse on Python 3.6, so that an old Python meets a sentence instead of a syntax error. What the
commands do is said in ``generators/commands/command_line.py``, which can only be imported once the environment stands.
"""

import hashlib
import importlib.util
import os
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import List, Tuple

HERE = Path(__file__).resolve().parent
ENVIRONMENT = HERE / ".venv"
OLDEST_PYTHON = (3, 11)
INTERRUPTED = 130


class CannotPrepare(Exception):
    """The environment cannot be made; the text says why and what to do."""


def main(arguments: List[str]) -> int:
    """Run one command in the kit's environment. Returns the exit code."""
    try:
        require_python(sys.version_info[:3])
        needed = "test" if arguments[:1] in (["test"], ["bench"]) else "runtime"  # bench: for its peers
        prepared = prepare(needed)
        if prepared or not runs_inside():
            return rerun(arguments)
        from generators.commands.command_line import run
    except CannotPrepare as reason:
        sys.stderr.write(f"build.py: {reason}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("interrupted\n")
        return INTERRUPTED
    return run(arguments)


def require_python(version: Tuple[int, ...]) -> None:
    """Raise CannotPrepare when ``version`` is too old for the kit."""
    if version < OLDEST_PYTHON:
        raise CannotPrepare(
            f"the kit needs Python {_dotted(OLDEST_PYTHON)} or newer; {sys.executable} is Python {_dotted(version)}.\n"
            "Install a newer Python, then run this file with it, for example: python3.12 build.py"
        )


def prepare(lock: str) -> bool:
    """Bring the environment up to ``requirements/<lock>.lock``. Returns whether there was anything to do."""
    if is_ready(lock):
        return False
    if lock != "runtime":
        prepare("runtime")
    elif not is_whole():
        make_environment()
    _say(f"Preparing .venv from requirements/{lock}.lock (first use takes a minute or two) ...")
    _changing().touch()  # what is killed in between leaves this behind, and is never taken for whole
    try:
        install(lock)
    except CannotPrepare:
        _changing().unlink()  # pip has changed nothing, or has put it back
        raise
    _stamp(lock).write_text(_fingerprint(lock), encoding="ascii")
    _changing().unlink()
    _say("Prepared.")
    return True


def install(lock: str) -> None:
    """Install what a lock names, by its hashes; after the runtime, this folder, for its entry points, and the fonts."""
    _pip("--require-hashes", "--only-binary", ":all:", "-r", str(_lock_file(lock)))
    if lock == "runtime":
        _pip("--no-index", "--no-build-isolation", "-e", str(HERE))
        _run("-c", "from generators.brand import fonts; fonts.warm()")


def is_ready(lock: str) -> bool:
    """Whether the environment holds exactly what ``requirements/<lock>.lock`` and pyproject.toml say."""
    return is_whole() and _stamp(lock).is_file() and _stamp(lock).read_text(encoding="ascii") == _fingerprint(lock)


def is_whole() -> bool:
    """Whether the environment was once made to the end, and the Python that it was made with is still there."""
    if _changing().exists() or not (_stamp("runtime").is_file() and _environment_python().exists()):
        return False
    return not runs_inside() or Path(sysconfig.get_path("purelib")).is_dir()


def make_environment() -> None:
    """Make an empty environment, in place of whatever half-made one stands there."""
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        raise CannotPrepare(
            "this Python has no 'venv' module with 'ensurepip', which make the kit's own environment.\n"
            "On Debian and Ubuntu: sudo apt install python3-venv"
        )
    import venv

    try:
        venv.create(str(ENVIRONMENT), with_pip=True, clear=True, symlinks=os.name != "nt")
    except (OSError, subprocess.CalledProcessError) as error:
        raise CannotPrepare(f"cannot make {ENVIRONMENT}: {error}") from error


def runs_inside() -> bool:
    """Whether this process is the environment's own Python."""
    return Path(sys.prefix).resolve() == ENVIRONMENT.resolve()


def rerun(arguments: List[str]) -> int:
    """Run this file again with the environment's Python; on POSIX the new program takes this one's place."""
    command = [str(_environment_python()), str(HERE / "build.py"), *arguments]
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name != "nt":
        os.execv(command[0], command)
    return subprocess.call(command)  # on Windows, exec would return to the prompt before the work is done


def _pip(*arguments: str) -> None:
    fixed = ("-m", "pip", "install", "--no-deps", "--quiet", "--disable-pip-version-check", "--no-input")
    _run(*fixed, *arguments)


def _run(*arguments: str) -> None:
    done = subprocess.run(
        [str(_environment_python()), *arguments],
        cwd=str(HERE),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        said = [line[:200] for line in done.stdout.splitlines() if line.strip()]
        reasons = [line for line in said if line.startswith("ERROR")] or said
        raise CannotPrepare(
            "the kit's environment could not be made:\n  {}\n"
            "Check the network connection (or the proxy), then run the same command again.".format(
                "\n  ".join(reasons[-5:])
            )
        )


def _environment_python() -> Path:
    return ENVIRONMENT / "Scripts" / "python.exe" if os.name == "nt" else ENVIRONMENT / "bin" / "python"


def _lock_file(lock: str) -> Path:
    return HERE / "requirements" / (lock + ".lock")


def _stamp(lock: str) -> Path:
    return ENVIRONMENT / f"kit-{lock}.sha256"


def _changing() -> Path:
    return ENVIRONMENT / "kit-changing"


def _fingerprint(lock: str) -> str:
    """A hash of all that the environment is made from; its own address too, since an environment cannot be moved."""
    known = hashlib.sha256(str(ENVIRONMENT).encode("utf-8", "surrogateescape"))
    for source in (_lock_file(lock), HERE / "pyproject.toml"):
        known.update(source.read_bytes())
    return known.hexdigest()


def _dotted(version: Tuple[int, ...]) -> str:
    return ".".join(str(part) for part in version)


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
