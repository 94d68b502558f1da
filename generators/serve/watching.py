"""Hears from the operating system when something that a kit is made of has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from threading import Event, Thread

from msgspec import Struct
from watchfiles import Change, DefaultFilter, watch

from generators.model.problems import RefusedInput
from generators.reading.files import is_litter
from generators.reading.mkdocs_settings import FILE_NAMES, read_site_settings

SETTLING = 10
"""How long nothing more may change before it is told, in milliseconds: an editor saves a file in several steps."""

LONGEST = 200
"""After how many milliseconds it is told, even if something changes all the time."""

PAUSE = 0.2
"""How long to wait for a folder that is not there, in seconds."""

BREATH = 50
"""After how many milliseconds without a change it is known that changes are heard of."""

MOST = 5.0
"""How many seconds a start waits until they are, at most: where they never are, the kit can still be shown."""

Changes = set[tuple[Change, str]]
Counts = Callable[[Change, str], bool]

_NO_LITTER = DefaultFilter()


class Sources(Struct, frozen=True):
    """Where a kit's sources are; ``others`` holds the packs of all locals, of which only ``pack`` matters."""

    settings: frozenset[Path]
    folders: tuple[Path, ...]
    others: Path
    pack: Path | None

    def holds(self, change: Change, name: str) -> bool:
        """Whether the kit is made of what is ``name``; what editors leave for a moment is no source."""
        path = Path(name)
        if not _NO_LITTER(change, name) or is_litter(path.name):
            return False
        if self.pack and path.is_relative_to(self.pack):
            return True
        return any(path.is_relative_to(folder) for folder in self.folders) and not path.is_relative_to(self.others)

    def moves(self, change: Change, name: str) -> bool:
        """Whether ``name`` are the settings, or a folder that comes or goes."""
        return Path(name) in self.settings or (Path(name) in self.folders and change != Change.modified)


def sources_of(root: Path, pack: Path | None) -> Sources:
    """The sources of the kit in ``root`` and of ``pack``, both absolute; those that are not there yet, too."""
    try:
        pages = read_site_settings(root).docs_dir.resolve()
    except RefusedInput:
        pages = root / "content"
    own = (pages, root / "slides", root / "overrides")
    elsewhere = (pack,) if pack and not pack.is_relative_to(root / "overrides") else ()
    settings = frozenset(root / name for name in FILE_NAMES)
    return Sources(settings, (*own, *elsewhere), root / "overrides" / "locals", pack)


class Watch:
    """Calls ``changed``, in a thread of its own, after changes to a kit's sources, until the block ends.

    Folders are watched with all that is in them. What holds them is watched, too, for what comes and goes: a file or
    folder that took another's place is not the one that was watched before. Nothing that changes in the block is
    missed: it begins when changes are heard of, and where a folder is followed anew, that counts as a change.
    """

    def __init__(self, root: Path, pack: Path | None, changed: Callable[[], None]) -> None:
        self._root = root.resolve()
        self._pack = pack.resolve() if pack else None
        self._changed = changed
        self._sources = sources_of(self._root, self._pack)
        self._ended, self._moved = Event(), Event()
        self._follows = Event(), Event()
        self._polling: bool | None = None
        self._threads = [Thread(target=task, daemon=True) for task in (self._follow_folders, self._follow_entries)]

    def __enter__(self) -> None:
        for thread in self._threads:
            thread.start()
        for begun in self._follows:
            begun.wait(MOST)

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._moved.set()
        for thread in self._threads:
            thread.join(timeout=2)

    def _follow_folders(self) -> None:
        """Follows what is in the folders, from the start again whenever one of them may be another one."""
        while True:
            self._moved.clear()
            if self._ended.is_set():
                return
            folders = [folder for folder in self._sources.folders if folder.is_dir()]
            if not folders:
                self._follows[0].set()
                self._moved.wait()
            is_known = not self._follows[0].is_set()
            for changes in self._changes(folders, self._sources.holds, self._moved, recursive=True):
                self._follows[0].set()
                if changes or not is_known:
                    self._changed()
                is_known = True

    def _follow_entries(self) -> None:
        """Follows the settings, and the folders as entries of what holds them."""
        parents = sorted({self._root, *(folder.parent for folder in self._sources.folders)})
        while not self._ended.is_set():
            for changes in self._changes(parents, self._moves, self._ended, recursive=False):
                self._follows[1].set()
                if changes:
                    self._sources = sources_of(self._root, self._pack)
                    self._moved.set()
                    self._changed()

    def _moves(self, change: Change, name: str) -> bool:
        return self._sources.moves(change, name)

    def _changes(self, paths: Sequence[Path], counts: Counts, end: Event, *, recursive: bool) -> Iterator[Changes]:
        """The changes that count, until ``end`` or until ``paths`` cannot be watched; none in each breath without."""
        try:
            yield from watch(
                *paths,
                watch_filter=counts,
                debounce=LONGEST,
                step=SETTLING,
                stop_event=end,
                rust_timeout=BREATH,
                yield_on_timeout=True,
                raise_interrupt=False,
                force_polling=self._polling,
                recursive=recursive,
            )
        except FileNotFoundError:
            self._ended.wait(PAUSE)
        except (OSError, RuntimeError):  # the system watches no more for this user: folders are looked through instead
            self._polling = True
            self._ended.wait(PAUSE)
