"""The environment of a clone, ``.venv``: whether it is whole, and how it is made from the lock files."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import sys
import sysconfig
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from generators.commands.installing import CannotPrepare, Installation
from generators.pipeline import file_lock

FOLDER = Path(__file__).resolve().parents[2]
"""The clone."""

AGAIN = "then run the same command again"

LOCKED_EXTRAS = frozenset({"cluster"})
"""What is added by the name of a lock of its own, and not by those of packages."""


@dataclass(frozen=True)
class CloneEnvironment:
    """The environment in ``folder``."""

    folder: Path

    def prepare(self, lock: str, installation: Installation) -> bool:
        """Bring the environment up to ``requirements/<lock>.lock``. Returns whether there was anything to do.

        Raises:
            CannotPrepare: the environment cannot be made; the text says why and what to do.
        """
        try:
            if self.is_ready(lock):
                return False
            with self._alone(installation):
                self._prepare(lock, installation)
        except OSError as error:
            hint = f"if it is another user's, copy the kit to a folder of your own; else delete .venv, {AGAIN}"
            raise CannotPrepare(f"cannot use the kit's own environment: {error} ({hint})") from error
        return True

    def add(self, packages: Sequence[str], installation: Installation) -> None:
        """Install what a handbook of somebody's asks for beside the kit's own packages, and remember it.

        An environment that has to be made anew gets it, too.

        Raises:
            CannotPrepare: it cannot be installed, or it would change the kit's own packages; the text says why.
        """
        with self._alone(installation):
            self._changing().touch()
            try:
                self._add(packages, installation)
            finally:
                self._changing().unlink(missing_ok=True)  # pip has changed nothing, or has put it back
            self._extras().write_text("\n".join(sorted({*self._added(), *packages})), encoding="utf-8")
            self._record().write_text("\n".join(sorted(_names(self.packages))), encoding="utf-8")

    def _add(self, packages: Sequence[str], installation: Installation) -> None:
        if others := [name for name in packages if name not in LOCKED_EXTRAS]:
            installation.add(self.python, self.packages, others, FOLDER / "requirements" / "runtime.lock")
        for lock in LOCKED_EXTRAS.intersection(packages):
            self._install(lock, installation)

    def _added(self) -> list[str]:
        return [name for name in _content(self._extras()).decode("utf-8", "replace").split("\n") if name]

    def _extras(self) -> Path:
        """Beside the environment, which is emptied when it is made anew."""
        return self.folder.with_name(f"{self.folder.name}.extras")

    @contextmanager
    def _alone(self, installation: Installation) -> Iterator[None]:
        """Two builds that begin at the same time do not write into the same environment."""

        def waiting(holder: str) -> None:
            installation.say(f"waiting for {holder}, which makes .venv")

        with suppress(file_lock.NoLocks), file_lock.lock(self.folder.with_name(f"{self.folder.name}.lock"), waiting):
            yield
            return
        yield

    def _prepare(self, lock: str, installation: Installation) -> None:
        if self.is_ready(lock):  # another build has made it in the meantime
            return
        if lock != "runtime":
            self._prepare("runtime", installation)
        is_new = lock == "runtime" and not self.is_whole()
        if is_new:
            self._make(installation)
        self._install(lock, installation)
        added = self._added() if lock == "runtime" else []
        if again := added if is_new else [name for name in added if name in LOCKED_EXTRAS and not self.is_ready(name)]:
            self._add_again(again, installation)

    def _add_again(self, packages: Sequence[str], installation: Installation) -> None:
        """What was added to the environment that stood here before; without it, the kit itself is whole."""
        try:
            self._add(packages, installation)
        except CannotPrepare as reason:
            lost = " ".join(packages)
            installation.say(
                f"without {lost}, which was added before ({reason}); to try again: build.py install {lost}"
            )
            self._extras().unlink()
        self._record().write_text("\n".join(sorted(_names(self.packages))), encoding="utf-8")

    def is_ready(self, lock: str) -> bool:
        """Whether the environment holds exactly what ``requirements/<lock>.lock`` and pyproject.toml say."""
        return self.is_whole() and _content(self._stamp(lock)) == self._fingerprint(lock)

    def is_whole(self) -> bool:
        """Whether it was once made to the end, and nothing that can be seen at a glance is gone since."""
        if self._changing().exists() or not (self._stamp("runtime").is_file() and self.python.exists()):
            return False
        if not (self.folder / "pyvenv.cfg").is_file():
            return False  # without it, its Python does not know that it is of an environment
        if self.runs_inside() and not Path(sysconfig.get_path("purelib")).is_dir():
            return False  # the system has another Python now
        return self._lost() == set()

    def runs_inside(self) -> bool:
        """Whether this process is the environment's own Python."""
        return Path(sys.prefix).resolve() == self.folder.resolve()

    def lost_its_python(self) -> bool:
        """Whether this process is its Python, and no longer knows it: nothing can be made anew with it."""
        return Path(sys.executable) == self.python and self.python.is_symlink() and not self.runs_inside()

    @property
    def python(self) -> Path:
        return self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    def damaged_by(self, error: ImportError | SyntaxError) -> str:
        """What to say of a package that cannot be imported. The next run makes the environment anew.

        Raises:
            error: it is the kit's own module that cannot be imported, which no new environment mends.
        """
        if (isinstance(error, ImportError) and (error.name or "generators").partition(".")[0] == "generators") or (
            isinstance(error, SyntaxError) and Path(error.filename or FOLDER).is_relative_to(FOLDER / "generators")
        ):
            raise error
        try:
            self._changing().touch()
            cure = "run the same command again, which makes it anew"
        except OSError:
            cure = f"delete {self.folder}, {AGAIN}"
        return f"the kit's own environment in .venv is damaged: {error} ({cure})"

    def _make(self, installation: Installation) -> None:
        """Make an empty environment, in place of whatever half-made one stands there."""
        if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
            hint = "on Debian and Ubuntu: sudo apt install python3-venv"
            reason = f"{sys.executable} has no 'venv' module with 'ensurepip', which make the kit's own environment"
            raise CannotPrepare(f"{reason} ({hint}; {AGAIN})")
        import venv

        if self.folder.is_symlink() and not self.folder.exists():
            self.folder.unlink()
        try:
            venv.create(self.folder, clear=True, symlinks=os.name != "nt")
        except ValueError as error:  # a folder whose name holds what separates folders in PATH
            raise CannotPrepare(f"{error} (move the kit to a folder without it, {AGAIN})") from error
        installation.install_pip(self.python)

    def _install(self, lock: str, installation: Installation) -> None:
        """What a lock names, by its hashes; after the runtime, this folder, for its entry points, and the fonts."""
        self._changing().touch()  # what is killed in between leaves this behind, and is never taken for whole
        try:
            installation.install(self.python, self.packages, FOLDER / "requirements" / f"{lock}.lock")
            if lock == "runtime":
                installation.install_clone(self.python, FOLDER)
        except CannotPrepare:
            self._changing().unlink()  # pip has changed nothing, or has put it back
            raise
        self._record().write_text("\n".join(sorted(_names(self.packages))), encoding="utf-8")
        self._stamp(lock).write_bytes(self._fingerprint(lock))
        self._changing().unlink()

    @property
    def packages(self) -> Path:
        """Where its packages stand."""
        if os.name == "nt":
            return self.folder / "Lib" / "site-packages"
        return next(self.folder.glob("lib/python3*/site-packages"), self.folder)

    def _lost(self) -> set[str]:
        """What was installed and is gone: somebody, or a program against viruses, has taken it away."""
        return set(_content(self._record()).decode("utf-8", "replace").split("\n")) - {""} - _names(self.packages)

    def _record(self) -> Path:
        return self.folder / "kit-packages.txt"

    def _stamp(self, lock: str) -> Path:
        return self.folder / f"kit-{lock}.sha256"

    def _changing(self) -> Path:
        return self.folder / "kit-changing"

    def _fingerprint(self, lock: str) -> bytes:
        """A hash of all that it is made from; its own address too, since an environment cannot be moved."""
        known = hashlib.sha256(str(self.folder).encode("utf-8", "surrogateescape"))
        for source in (FOLDER / "requirements" / f"{lock}.lock", FOLDER / "pyproject.toml"):
            known.update(source.read_bytes())
        return known.hexdigest().encode("ascii")


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""


def _names(folder: Path) -> set[str]:
    """What stands in ``folder``, but for what Python writes there by itself."""
    try:
        return {entry.name for entry in folder.iterdir()} - {"__pycache__"}
    except OSError:
        return set()
