"""The mentoring kit's command line in a clone: turns away a Python that is too old, then hands over.

This file must parse on Python 2.7, so that an old Python meets a sentence instead of a syntax error. What happens then
is said in ``generators/commands/bootstrap.py``.
"""

import gc
import os
import sys

HERE = os.path.dirname(os.path.realpath(__file__))
OLDEST_PYTHON = (3, 11)
MISLEADING = ("PYTHONPATH", "PYTHONHOME")
NEWER = ("python3.14", "python3.13", "python3.12", "python3.11")


def turned_away():
    # type: () -> str
    """Why this Python cannot build the kit, and what to do, in one line."""
    line = "build.py: the kit needs Python {}.{} or newer, and {} is Python {}.{}.{}: ".format(
        *(OLDEST_PYTHON + (sys.executable,) + tuple(sys.version_info[:3]))
    )
    newer = [name for name in NEWER if runs(name)] or ["install a newer Python, then run: python3.13"]
    return "{}{} build.py\n".format(line, newer[0] if " " in newer[0] else "run instead: " + newer[0])


def runs(python):
    # type: (str) -> bool
    """Whether there is a program of this name, and it can make an environment."""
    import subprocess

    with open(os.devnull, "w") as nowhere:
        try:
            return subprocess.call([python, "-c", "import venv, ensurepip"], stdout=nowhere, stderr=nowhere) == 0
        except OSError:
            return False


if tuple(sys.version_info[:2]) < OLDEST_PYTHON:
    sys.stderr.write(turned_away())
    sys.exit(1)


def start_alone():
    # type: () -> int
    """Run this file again without what leads a Python to other modules than its own, down to those of the system."""
    command = [sys.executable, "-I", os.path.join(HERE, "build.py")] + sys.argv[1:]
    variables = {name: value for name, value in os.environ.items() if name not in MISLEADING}
    if os.name != "nt":
        os.execve(command[0], command, variables)
    import subprocess

    return subprocess.call(command, env=variables)


def start():
    # type: () -> int
    """Hand over to the modules of this folder, of which none stands in for a package."""
    if not sys.flags.isolated and any(os.environ.get(name) for name in MISLEADING):
        return start_alone()
    others = [folder for folder in sys.path if os.path.abspath(folder) != HERE]
    sys.path[:] = [HERE] + others
    gc.disable()  # until the command says how seldom it is worth while: what is imported stays
    from generators.commands.bootstrap import main

    sys.path[:] = others + [HERE]
    return main(sys.argv[1:])


if __name__ == "__main__":
    try:
        code = start()
    except KeyboardInterrupt:  # while modules were read; later ones are caught where they end something
        sys.stderr.write("interrupted\n")
        code = 130
    sys.exit(code)
