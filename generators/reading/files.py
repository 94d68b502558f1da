"""Which files a folder holds and what text is in them; the one place that decides which paths a pack may use."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from generators.model import Line, Lines, Place
from generators.model.codes import Code
from generators.model.problems import Problem, Problems, RefusedInput
from generators.model.remembered import remembered
from generators.reading.encoding import UnknownText, decoded
from generators.reading.invisible import invisible_letter

_WINDOWS_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\.|$)", re.IGNORECASE)
_WINDOWS_FORBIDDEN = re.compile(r"[<>:\"|?*\\]")
_FORBIDDEN_CHARACTER = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff\U000e0001]"
    "|(?<![\U0001f3f4\U000e0030-\U000e0039\U000e0061-\U000e007a])[\U000e0020-\U000e007f]"
)
"""Control characters, those that turn the direction of text, those that no XML may hold (XML 1.0, 2.2), and tags, which
are a text that only machines read, but for those behind a flag."""
LITTER = frozenset(
    {"thumbs.db", "ehthumbs.db", "desktop.ini", "__macosx", "__pycache__", "$recycle.bin", "lost+found", "@eadir"}
    | {"system volume information", "icon\r", "4913"}
)
"""What systems leave behind in folders and archives, in small letters, and the file by which Vim tries a folder."""

_LITTER = re.compile(
    r"\.|~\$|#.*#$|~.*\.tmp$|.*(~|\.(bak|backup|old|orig|rej|tmp|temp|save|autosave|sw[a-p]|part|partial|crdownload|download"
    r"|pyc|icloud|stackdump)|___jb_(tmp|old)___|\.sb-[0-9a-f]+-\w+)$",
    re.IGNORECASE,
)
"""Hidden files, and what editors, browsers, and office programs keep beside a file for a while."""


def is_litter(name: str) -> bool:
    """Whether a file or folder of that name is a program's own, so that nobody means to hand it in."""
    return name.lower() in LITTER or _LITTER.match(name) is not None


class PackLimits(Struct, frozen=True):
    """How much one pack may hold; sizes in bytes."""

    files: int = 500
    total_size: int = 150_000_000
    text_size: int = 1_000_000
    picture_size: int = 25_000_000
    depth: int = 6
    name_length: int = 150


def tree(root: Path) -> Mapping[str, Path]:
    """The regular files below a trusted ``root`` by posix path, sorted; what programs leave behind is passed over."""
    found: dict[str, Path] = {}
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not is_litter(name))
        here = Path(folder)
        within = here.relative_to(root).parts
        for name in sorted(names):
            if not is_litter(name) and (path := here / name).is_file():
                found[unicodedata.normalize("NFC", "/".join((*within, name)))] = path
    return dict(sorted(found.items()))


def pack_tree(root: Path, shown: str, problems: Problems, limits: PackLimits | None = None) -> Mapping[str, Path]:
    """The files of a pack that nobody vouches for, by posix path; ``shown`` is the pack's folder in messages.

    Links, pipes, and devices are refused, and so are names that do not work on every computer.

    Raises:
        RefusedInput: the pack is larger than ``limits`` allow, so that reading it on would be unsafe.
    """
    bounds = limits or PackLimits()
    found: dict[str, Path] = {}
    size = 0
    for count, path in enumerate(_walk(root, shown, problems, bounds), 1):
        if count > bounds.files:
            raise RefusedInput(_too_large(shown, f"more than {bounds.files} files and folders"))
        if not path.is_dir():
            found[_posix(path, root)] = path
            size += path.lstat().st_size
        if size > bounds.total_size:
            raise RefusedInput(_too_large(shown, f"more than {bounds.total_size // 1_000_000} MB"))
    return dict(sorted(found.items()))


def read_lines(path: Path, shown: str, problems: Problems, size_limit: int = 0) -> Lines:
    """The lines of a text file; ``shown`` is its name in messages; a ``size_limit`` of 0 bytes means none."""
    start = Place(shown, 1)
    try:
        if size_limit and path.stat().st_size > size_limit:
            problems.error(
                "file-too-large", start, f"larger than {size_limit // 1000} kB", "split the file or make it shorter"
            )
            return ()
        data = path.read_bytes()
    except OSError as error:
        problems.error("file-unreadable", start, f"cannot be read: {error.strerror}", "look at the file's permissions")
        return ()
    lines, said = lines_of(data, shown)
    problems.extend(said)
    return lines


@remembered
def lines_of(data: bytes, shown: str) -> tuple[Lines, tuple[Problem, ...]]:
    """The lines of a text file that holds ``data``, and what is wrong with them; the same objects for the same data."""
    problems = Problems()
    try:
        text = decoded(data)
    except UnknownText as fault:
        problems.error(fault.code, Place(shown, fault.line), fault.message, fault.hint)
        return (), tuple(problems.found)
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = tuple(Line(letters, Place(shown, number)) for number, letters in enumerate(text.split("\n"), 1))
    for line in lines if forbidden_character(text) else ():
        if found := forbidden_character(line.text):
            problems.error("text-control-character", line.place, f"holds the control character {found}", "delete it")
    return lines, tuple(problems.found)


def forbidden_character(text: str) -> str:
    """The first character of ``text`` that no output may hold, as ``U+0007``, or an empty text."""
    if text.replace("\n", "").isprintable():  # as nearly every text is: none of these characters is printable
        return ""
    found = _FORBIDDEN_CHARACTER.search(text)
    return f"U+{ord(found[0]):04X}" if found else ""


def is_portable(name: str) -> bool:
    """Whether Windows can have a file of that name, too (Microsoft, "Naming Files, Paths, and Namespaces")."""
    return not (_WINDOWS_DEVICE.match(name) or _WINDOWS_FORBIDDEN.search(name) or name[-1:] in (".", " "))


def _posix(path: Path, root: Path) -> str:
    """Composed letters, since some computers take names apart (é as e and an accent) and links are written composed."""
    return unicodedata.normalize("NFC", path.relative_to(root).as_posix())


def _walk(root: Path, shown: str, problems: Problems, limits: PackLimits, depth: int = 0) -> Iterator[Path]:
    """The files and folders that a pack may hold; ``shown`` is the folder ``root`` in messages."""
    if depth > limits.depth:
        problems.error(
            "folder-too-deep",
            Place(shown, 1),
            f"folders are nested more than {limits.depth} levels deep",
            "use fewer folders",
        )
        return
    seen: dict[str, str] = {}
    for entry in _entries(root, shown, problems):
        if is_litter(entry.name):
            continue
        place = Place(f"{shown}/{entry.name}", 1)
        fault = _name_fault(entry.name, limits) or _kind_fault(entry) or _case_fault(entry.name, seen)
        if fault:
            code, message, hint = fault
            problems.error(code, place, message, hint)
            continue
        yield Path(entry.path)
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path), place.file, problems, limits, depth + 1)


def _entries(folder: Path, shown: str, problems: Problems) -> list[os.DirEntry[str]]:
    try:
        return sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        problems.error(
            "file-unreadable", Place(shown, 1), f"cannot be read: {error.strerror}", "look at the folder's permissions"
        )
        return []


_Fault = tuple[Code, str, str]
"""A problem's code, message, and hint."""


_PLAIN_NAME = re.compile(r"[\w .()&'+,\u0300-\u036f-]+")


def _name_meant(name: str) -> str:
    """A name that came in the letters of an old Windows, as old programs pack it, and no system shows; else nothing.

    A byte that is no UTF-8 stands in ``name`` as Python has it (PEP 383).
    """
    try:
        raw = name.encode("utf-8", "surrogateescape")
        raw.decode("utf-8")
    except UnicodeEncodeError:
        return ""
    except UnicodeDecodeError:
        guesses = (raw.decode(encoding, "replace") for encoding in ("cp1252", "cp437"))
        return next((guess for guess in guesses if _PLAIN_NAME.fullmatch(guess)), "")
    return "" if name.isascii() else _read_wrongly(name)


def _read_wrongly(name: str) -> str:
    """What ``name`` was, if its UTF-8 was taken for the letters of an old Windows; else nothing."""
    for encoding in ("cp1252", "cp437"):
        try:
            meant = name.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
        if _PLAIN_NAME.fullmatch(meant):
            return meant
    return ""


def _name_fault(name: str, limits: PackLimits) -> _Fault | None:
    if meant := _name_meant(name):
        cure = f"rename the file to '{meant}', or use none but a to z"
        return "file-name-not-portable", "letters of the file's name were lost on the way here", cure
    if unseen := forbidden_character(name) or invisible_letter(name, plain=True):
        message = f"the file name holds control characters, or ones that nobody sees ({unseen})"
        return "file-name-control-character", message, "rename the file"
    if not name.isprintable():
        return "file-name-control-character", "the file name holds control characters", "rename the file"
    if not is_portable(name):
        return (
            "file-name-not-portable",
            "the file name does not work on Windows",
            "rename the file: letters, digits, hyphens, and a dot",
        )
    if len(name.encode()) > limits.name_length:
        return "file-name-too-long", "the file name is too long", f"use at most {limits.name_length} letters"
    return None


def _kind_fault(entry: os.DirEntry[str]) -> _Fault | None:
    status = entry.stat(follow_symlinks=False)
    if stat.S_ISLNK(status.st_mode):
        return "file-link", "symbolic links are not read", "put a copy of the file here"
    if stat.S_ISDIR(status.st_mode):
        return None
    if not stat.S_ISREG(status.st_mode):
        return "file-not-regular", "this is not a regular file", "take it out of the pack"
    if status.st_nlink > 1:
        return "file-link", "the file has a second (hard) link", "put a copy of the file here"
    return None


def _case_fault(name: str, seen: dict[str, str]) -> _Fault | None:
    key = unicodedata.normalize("NFC", name).casefold()
    if other := seen.get(key):
        by_capitals = f"differs from '{other}' only by capital letters"
        message = by_capitals if name.lower() == other.lower() else f"is the same name as '{other}' to many computers"
        return "file-name-differs-by-capitals", message, "rename one of the two"
    seen[key] = name
    return None


def _too_large(shown: str, what: str) -> Problem:
    return Problem(
        "pack-too-large", Place(shown, 1), f"the pack holds {what}", ("take out what the kit does not need",)
    )
