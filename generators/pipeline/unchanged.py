"""Tells whether a kit stands as a build would make it: what it was made from is the same, and so are its files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any, cast

from msgspec import Struct, to_builtins
from msgspec.structs import asdict

from generators.caching.store import Key, key_of
from generators.caching.trees import Files, Tree, Unreadable
from generators.markdown.known_extensions import stays_in_folder
from generators.model import Place, SiteSettings, Untouched
from generators.model.problems import Problem
from generators.model.program import FOLDER
from generators.model.replacing import replace
from generators.pipeline.request import BuildRequest, Made, Outcome

_STEP = "kits"

REPORT = "report.json"
"""What every kit holds that was written."""


_PROGRAM = frozenset({"generators", "tests"})
"""Folders of a clone: the first is the program, which counts by itself, and the other no part of what is built."""


class Reading(Struct, frozen=True):
    """All that a build reads of a kit's root and of a pack: the files of both, as they were at one time."""

    files: tuple[Files, ...]
    trees: tuple[Tree, ...]

    def still_holds(self) -> bool:
        """Whether nobody has written to any of the files since."""
        with suppress(Unreadable):
            return all(files.signature() == tree.signature for files, tree in zip(self.files, self.trees, strict=True))
        return False


class BuildMemory:
    """What earlier builds of ``request`` have left, and what they had read.

    What a build reads is the request itself, the program, and every file below the kit's root and the pack, names and
    bytes; the root as it was when the first was asked for. Where they hold links or too much, nothing is remembered.

    What was built under the same ``build_id``, before it was interrupted, stands in any case as long as its report
    does, and is not looked into.
    """

    def __init__(self, request: BuildRequest, build_id: str = "") -> None:
        self._request, self._store, self._build_id = request, request.store, build_id
        self._read: dict[Path | None, Reading] = {}

    def outcome(self, pack: Path | None) -> Outcome | None:
        """How a build ended of ``pack`` (None: the base) that read the same, and whose kit stands as it left it."""
        if self._store.folder is None or self._root is None:
            return None
        with suppress(Unreadable):
            read = self._read[pack] = _with_pack(self._root, pack)
            kept = self._store.recall(self._key(pack, read))
            if kept is not None:
                found, build_id = unpacked_outcome(kept, self._request.out)
                outcome = replace(found, unchanged=True)
                if build_id == self._build_id != "" and (outcome.folder / REPORT).is_file():
                    return outcome
                return outcome if Files(outcome.folder).tree().digest == outcome.written else None
        return None

    def remember(self, pack: Path | None, outcome: Outcome) -> None:
        """Keeps how a build ended that began after ``outcome`` of it, unless what it read has changed meanwhile."""
        read = self._read.pop(pack, None)
        if read and outcome.built and (outcome.written or self._build_id) and read.still_holds():
            self._store.keep(self._key(pack, read), packed_outcome(outcome, self._build_id))

    @cached_property
    def _root(self) -> Reading | None:
        files = files_of_root(self._request)
        try:
            return Reading((files,), (files.tree(),))
        except Unreadable:
            return None

    def _key(self, pack: Path | None, read: Reading) -> Key:
        return key_of(_STEP, pack=str(pack), read=[tree.digest for tree in read.trees], **self._request.asked)


def _with_pack(root: Reading, pack: Path | None) -> Reading:
    if pack is None:
        return root
    own = Files(pack)
    return Reading((*root.files, own), (*root.trees, own.tree()))


def files_of_root(request: BuildRequest) -> Files:
    """What a build of ``request`` may read below the kit's root."""
    made = {folder for folder in (request.out, request.root / "dist") if _holds_only_kits(folder)}
    return Files(request.root, frozenset({*made, *request.unread, *_never_read(request.root)}))


def _never_read(root: Path) -> Iterator[Path]:
    """What stands beside a kit's own folders and is no part of it: what hides, and in a clone the program."""
    names = ("node_modules", *(_PROGRAM if root == FOLDER else ()))
    with suppress(OSError):
        yield from (path for path in root.iterdir() if path.name.startswith(".") or path.name in names)


def _holds_only_kits(folder: Path) -> bool:
    """Whether nothing of a kit's own can stand there, but for what hides: locks, and what is just being made."""
    try:
        return all((path / REPORT).is_file() for path in folder.iterdir() if not path.name.startswith("."))
    except FileNotFoundError:
        return True
    except OSError:
        return False


_LEADS_OUT = re.compile(rb"!ENV|url_download|(?<!\.)\.\.(?!\.)|(?<![\w.])\.\w")
"""Settings that ask the environment, another host, the folder above, or one that hides."""


def is_repeatable(site: SiteSettings) -> bool:
    """Whether a build reads nothing beside the kit's folder, the pack, and the program.

    What runs within MkDocs may read the clock or another host, and settings may lead out of the folder.
    """
    is_known = all(stays_in_folder(one.name) for one in site.extensions)
    if not is_known or not site.own_theme or site.only_mkdocs:
        return False
    written = b"".join(file.read_bytes() for file in site.files)
    return _LEADS_OUT.search(written) is None


def packed_outcome(outcome: Outcome, build_id: str) -> bytes:
    """The outcome as JSON: what is read from a disk is data, and never makes a program do something."""
    kept = asdict(outcome) | {"build_id": build_id}
    del kept["folder"]
    return json.dumps(to_builtins(kept), ensure_ascii=False).encode("utf-8", "surrogatepass")


def unpacked_outcome(packed: bytes, out: Path) -> tuple[Outcome, str]:
    """The outcome of a kit below ``out``, as this same program has packed it, and the build's number."""
    kept = json.loads(packed.decode("utf-8", "surrogatepass"))
    outcome = Outcome(
        slug=kept["slug"],
        folder=out / kept["slug"],
        problems=tuple(map(_problem, kept["problems"])),
        built=kept["built"],
        seconds=kept["seconds"],
        formats=tuple(kept["formats"]),
        counts=cast(Mapping[Made, int], kept["counts"]),
        overrides=kept["overrides"],
        untouched=Untouched(
            tuple(kept["untouched"]["settings"]), tuple(kept["untouched"]["examples"]), kept["untouched"]["shown"]
        ),
        written=kept["written"],
        unchanged=kept["unchanged"],
    )
    return outcome, str(kept["build_id"])


def _problem(kept: Mapping[str, Any]) -> Problem:
    place = cast(Place, _place(kept["place"]))
    return Problem(kept["code"], place, kept["message"], tuple(kept["hints"]), kept["severity"])


def _place(kept: Mapping[str, Any] | None) -> Place | None:
    return None if kept is None else Place(kept["file"], kept["line"], _place(kept["via"]))
