"""Knows a kit that stands as its last build left it, so that nobody builds it again: all that was read is the same."""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, cast

from generators.caching.store import Key, key_of
from generators.caching.trees import Files, Tree, Unreadable
from generators.model import Place, SiteSettings, Untouched
from generators.model.problems import Problem
from generators.model.program import FOLDER
from generators.pipeline.request import BuildRequest, Made, Outcome

_STEP = "kits"

REPORT = "report.json"
"""What every kit holds that was written."""


_PROGRAM = frozenset({"generators", "tests"})
"""Folders of a clone: the first is the program, which counts by itself, and the other no part of what is built."""


@dataclass(frozen=True, slots=True)
class Reading:
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
    bytes. Where they hold links or too much, nothing is remembered. ``others`` are folders of the root that this build
    does not read, such as those of other packs.
    """

    def __init__(self, request: BuildRequest, others: frozenset[Path]) -> None:
        self._request, self._store = request, request.store
        made = {folder for folder in (request.out, request.root / "dist") if _holds_only_kits(folder)}
        self._without = frozenset({*made, *others, *_never_read(request.root)})
        self._read: dict[Path | None, Reading] = {}
        self._root: Reading | None = None

    def outcomes(self) -> Mapping[Path | None, Outcome]:
        """How the builds ended that read the same and whose kits stand as they left them, by pack (None: the base)."""
        if self._store.folder is None:
            return {}
        found = ((pack, self._outcome(pack)) for pack in self._request.packs or (None,))
        return {pack: outcome for pack, outcome in found if outcome}

    def request_without(self, known: Container[Path | None]) -> BuildRequest | None:
        """What was asked for but for what is ``known``; None where nothing is left."""
        packs = tuple(pack for pack in self._request.packs if pack not in known)
        is_left = packs or (not self._request.packs and None not in known)
        return replace(self._request, packs=packs) if is_left else None

    def remember(self, pack: Path | None, outcome: Outcome) -> None:
        """Keeps how a build ended that began after ``outcomes``, unless what it read has changed meanwhile."""
        read = self._read.get(pack)
        if read and outcome.built and outcome.written and read.still_holds():
            self._store.keep(self._key(pack, read), _packed(outcome))

    def _outcome(self, pack: Path | None) -> Outcome | None:
        with suppress(Unreadable):
            read = self._read[pack] = self._reading(pack)
            kept = self._store.recall(self._key(pack, read))
            if kept is not None:
                outcome = _outcome(kept, self._request.out)
                return outcome if Files(outcome.folder).tree().digest == outcome.written else None
        return None

    def _reading(self, pack: Path | None) -> Reading:
        if self._root is None or not self._root.still_holds():
            files = Files(self._request.root, self._without)
            self._root = Reading((files,), (files.tree(),))
        if pack is None:
            return self._root
        own = Files(pack)
        return Reading((*self._root.files, own), (*self._root.trees, own.tree()))

    def _key(self, pack: Path | None, read: Reading) -> Key:
        asked = self._request
        return key_of(
            _STEP,
            root=str(asked.root),
            pack=str(pack),
            out=str(asked.out),
            formats=asked.formats,
            strict=asked.strict,
            evening=asked.evening,
            date=asked.date and asked.date.isoformat(),
            read=[tree.digest for tree in read.trees],
        )


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


_STANDARD = frozenset(
    {
        *("abbr", "admonition", "attr_list", "codehilite", "def_list", "extra", "fenced_code", "footnotes"),
        *("md_in_html", "meta", "nl2br", "sane_lists", "smarty", "tables", "toc"),
    }
)
"""Python-Markdown's own extensions, which read nothing but the page."""

_KNOWN = ("kit_", "markdown.", "pymdownx.")
"""How the names of others begin that read no more than the kit's folder."""

_LEADS_OUT = re.compile(rb"!ENV|url_download|(?<!\.)\.\.(?!\.)|(?<![\w.])\.\w")
"""Settings that ask the environment, another host, the folder above, or one that hides."""


def is_repeatable(site: SiteSettings) -> bool:
    """Whether a build reads nothing beside the kit's folder, the pack, and the program.

    What runs within MkDocs may read the clock or another host, and settings may lead out of the folder.
    """
    known = all(one.name in _STANDARD or one.name.startswith(_KNOWN) for one in site.extensions)
    if not known or not site.own_theme or site.only_mkdocs:
        return False
    written = b"".join(file.read_bytes() for file in site.files)
    return _LEADS_OUT.search(written) is None


def _packed(outcome: Outcome) -> bytes:
    """The outcome as JSON: what is read from a disk is data, and never makes a program do something."""
    kept = asdict(outcome)
    del kept["folder"]
    return json.dumps(kept, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _outcome(packed: bytes, out: Path) -> Outcome:
    """The outcome of a kit below ``out`` that was packed by this same program."""
    kept = json.loads(packed.decode("utf-8", "surrogatepass"))
    return Outcome(
        slug=kept["slug"],
        folder=out / kept["slug"],
        problems=tuple(map(_problem, kept["problems"])),
        built=True,
        seconds=kept["seconds"],
        formats=tuple(kept["formats"]),
        counts=cast(Mapping[Made, int], kept["counts"]),
        overrides=kept["overrides"],
        untouched=Untouched(
            tuple(kept["untouched"]["settings"]), tuple(kept["untouched"]["examples"]), kept["untouched"]["shown"]
        ),
        written=kept["written"],
        unchanged=True,
    )


def _problem(kept: Mapping[str, Any]) -> Problem:
    place = cast(Place, _place(kept["place"]))
    return Problem(kept["code"], place, kept["message"], tuple(kept["hints"]), kept["severity"])


def _place(kept: Mapping[str, Any] | None) -> Place | None:
    return None if kept is None else Place(kept["file"], kept["line"], _place(kept["via"]))
