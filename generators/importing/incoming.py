"""Gathers what somebody brings: files, folders, and zips become sources, each of which one reader makes a draft of."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from msgspec import Struct, field

from generators.importing.documents import read_markdown
from generators.importing.draft import Destination, Draft, refused
from generators.importing.kinds import KNOWN, READERS, kind_of
from generators.importing.markdown_folder import read_pages
from generators.importing.packages import MOST_BYTES, MOST_PARTS, opened
from generators.importing.web_pages import read_web_page
from generators.reading.files import is_litter, tree
from generators.reading.pack_files import is_picture

_OUTSIDE = re.compile(r"^(?:[A-Za-z]:|[\\/])|(?:^|[\\/])\.\.(?:[\\/]|$)|[\\\0]")
_DATA = re.compile(rb"^[ ]{0,3}\[[^\]\n]+\]:[ \t]*<?data:image/", re.MULTILINE)


class Source(Struct, frozen=True):
    """One document ``name`` with its bytes and the files ``beside`` it; or, without bytes, a folder of pages."""

    name: str
    data: bytes = b""
    beside: Mapping[str, bytes] = field(default_factory=dict)

    def read(self, into: Destination) -> Draft:
        """The draft of the document, or of the folder.

        Raises:
            RefusedInput: it cannot be read.
        """
        if not self.data and self.beside:
            return read_pages(self.name, self.beside, into)
        kind = kind_of(self.name, self.data)
        if kind == "html":
            return read_web_page(self.name, self.data, into, self.beside)
        if kind == "markdown":
            return read_markdown(self.name, self.data, into, self.beside)
        if kind not in READERS:
            raise refused(self.name, "this kind of file is not read", f"save it as {KNOWN}")
        return READERS[kind](self.name, self.data, into)


def sources_of(path: Path) -> Iterator[Source]:
    """What ``path`` holds: itself, or the documents and pages in the folder or zip that it is.

    Raises:
        RefusedInput: it is too large, damaged, or none of the kinds that are read.
    """
    if path.is_dir():
        yield from _of_files(path.resolve().name, _folder(path))
        return
    if path.stat().st_size > MOST_BYTES:
        raise refused(path.name, f"it is larger than {MOST_BYTES // 1_000_000} MB", "make its pictures smaller")
    data = path.read_bytes()
    if kind_of(path.name, data) == "zip":
        yield from _of_files(path.stem, _zip(path.name, data))
    else:
        yield Source(path.name, data, _beside(path))


def _beside(path: Path) -> dict[str, bytes]:
    """The pictures that a browser saved with a web page, in the folder named after it."""
    if path.suffix.lower() not in (".html", ".htm"):
        return {}
    folders = [one for one in path.parent.iterdir() if one.is_dir() and one.name.startswith(path.stem)]
    return {f"{folder.name}/{name}": data for folder in folders for name, data in _folder(folder).items()}


def _folder(folder: Path) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    size = 0
    for name, file in tree(folder).items():
        if any(one.is_symlink() for one in (file, *file.parents) if one.is_relative_to(folder) and one != folder):
            found[f"{name} (a link to another file)"] = b""
            continue
        size += file.stat().st_size
        if size > MOST_BYTES or len(found) >= MOST_PARTS:
            most = f"it holds more than {MOST_BYTES // 1_000_000} MB or {MOST_PARTS:,} files"
            raise refused(folder.name, most, "bring its parts one by one")
        found[name] = file.read_bytes()
    return found


def _zip(name: str, data: bytes) -> dict[str, bytes]:
    package = opened(name, data)
    for part in package.entries:
        if _OUTSIDE.search(part):
            raise refused(name, f"it would write outside of its folder: '{part[:80]}'", "pack it again")
    shown = [part for part in package.entries if not any(map(is_litter, PurePosixPath(part).parts))]
    return {part: package.data(part) for part in sorted(shown)}


def _of_files(name: str, files: Mapping[str, bytes]) -> Iterator[Source]:
    """Pages of Markdown together, as they lead to one another; each other document by itself."""
    pages = {
        path for path, data in files.items() if path.lower().endswith((".md", ".markdown")) and not _DATA.search(data)
    }
    others = [path for path in files if path not in pages and not is_picture(path)]
    documents = [path for path in others if path.lower().endswith(_DOCUMENTS)]
    if not pages and not documents:
        raise refused(name, "nothing in it can be read", f"put {KNOWN} into it")
    pictures = {path: data for path, data in files.items() if is_picture(path)}
    if pages:
        rest = {path: b"" for path in others if path not in documents}
        yield Source(name, b"", {path: data for path, data in files.items() if path in pages} | pictures | rest)
    for path in documents:
        folder = posixpath.dirname(path)
        near = {posixpath.relpath(one, folder or "."): data for one, data in pictures.items()}
        yield Source(posixpath.basename(path), files[path], near)


_DOCUMENTS = (".docx", ".docm", ".odt", ".rtf", ".html", ".htm", ".md", ".markdown", ".pptx", ".pptm", ".odp")
