"""Which files of a pack have a use, and what to do with those that have none or bear the name of another."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from generators.model import Handbook, Place
from generators.model.problems import Problem, Problems, RefusedInput, did_you_mean
from generators.model.program import COMMAND

SETTINGS_FILE = "local.yml"
PACK_FOLDERS = ("content", "examples", "slots", "slides", "assets")
PACK_FILES = (SETTINGS_FILE, "README.md", "drift.lock")
_KNOWN_PICTURES = frozenset({".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp"})
PICTURES = _KNOWN_PICTURES | {".avif", ".bmp", ".heic", ".heif", ".jfif", ".jpe", ".tif", ".tiff"}
"""Endings of pictures; those that not every browser shows are published as JPEG or PNG."""

TEMPLATE = ".pptx"
DOCUMENTS = frozenset({".pdf", ".docx", ".xlsx", ".pptx"})
DOCUMENT_FOLDER = "assets/files/"
"""What a local offers to its readers, and where it stands."""


_TEXT_FOLDERS = PACK_FOLDERS[:4]
_ACTIVE = re.compile(
    r"\.([mc]?js|ts|x?html?|mht|css|php|aspx?|jsp|cgi|p[ly]|rb|(ba)?sh|ps1|bat|cmd|com|exe|msi|dll|scr|vbs|hta|jar|apk|app"
    r"|dmg|lnk|url|(doc|xls|ppt|dot|pot)m|xlam|swf|wasm|zip|rar|7z|tar|t?gz|bz2|xz|iso)$",
    re.IGNORECASE,
)
"""What runs, leads elsewhere, changes pages, or holds other files."""

_PAGE_ENDING = re.compile(
    r"\.(md|markdown|mdown|mkdn?|mdwn|mdx|qmd)(\.(txt|docx?|rtf|odt|html?|pages|md|markdown|sync-conflict[\w-]*))*$",
    re.IGNORECASE,
)
_SETTINGS_LIKE = re.compile(r"(copy of |copia de |kopie von )?local\b.*|.*\.ya?ml(\.\w+)?", re.IGNORECASE)
_COPY = re.compile(
    r"^(copy|copia|kopie|copie|cópia) (of|de|von) "
    r"|( - (copy|copia|kopie|copie|cópia)| (copy|copia))( ?\(?\d+\)?)?$| ?\(\d+\)$"
    r"|[ _.-]?\([^()]*(conflict|konflikt)[^()]*\)|[._-](sync-)?conflict-\d[\w-]*$",
    re.IGNORECASE,
)
"""How file managers and programs that keep folders alike name a copy: of Windows, macOS, Dropbox, Syncthing, ..."""

_KINDS = f"use .md or a picture ({', '.join(sorted(_KNOWN_PICTURES))})"
_DOCUMENT_KINDS = f"readers can be offered {', '.join(sorted(DOCUMENTS))}"
_README = re.compile(r"(readme|licen[cs]e|changelog|import-report(-\d+)?)(\.\w+)?", re.IGNORECASE)
_CURE_OF_COPY = "keep what you need in '{meant}', and delete this file"


def settings_beside(pack: Path) -> str:
    """The name of the file in ``pack`` that may be meant to be its ``local.yml``; empty if there is none."""
    names = sorted(path.name for path in pack.iterdir() if path.is_file()) if pack.is_dir() else []
    found = [name for name in names if _SETTINGS_LIKE.fullmatch(name)]
    return min(found, key=lambda name: not name.lower().startswith("local"), default="")


def refuse_without_settings(pack: Path, shown: str) -> None:
    """Says where the settings of ``pack`` may be.

    Raises:
        RefusedInput: there is no file ``local.yml``, spelled so.
    """
    entries = {path.name for path in pack.iterdir()} if pack.is_dir() else set()
    if SETTINGS_FILE in entries and not (pack / SETTINGS_FILE).is_dir():
        return
    if other := settings_beside(pack):
        message = f"there is no {SETTINGS_FILE} here, only '{other}', which is not read"
        raise RefusedInput(Problem("pack-missing", Place(f"{shown}/{other}", 1), message, (_settings_hint(other),)))
    deeper = next((name for name in sorted(entries) if (pack / name / SETTINGS_FILE).is_file()), "")
    hint = f"check the name, or write a new pack with '{COMMAND} new'"
    if deeper:
        hint = f"the pack stands one folder deeper, in '{deeper}': move what is in there up, or name that folder"
    raise RefusedInput(Problem("pack-missing", Place(shown, 1), f"there is no pack here (no {SETTINGS_FILE})", (hint,)))


def _settings_hint(name: str) -> str:
    if re.search(r"\.(docx?|odt|rtf|pages)$", name, re.IGNORECASE):
        return f"save its text as plain text, and give it the name {SETTINGS_FILE}"
    hidden = "; Windows shows the ending .txt only with View > File name extensions"
    return f"rename it to {SETTINGS_FILE}{hidden if name.lower().endswith('.txt') else ''}"


def check_files(found: Mapping[str, Path], shown: str, problems: Problems) -> None:
    """Every file of a pack should have a use: one that is meant to count and does not is an error.

    Whatever else lies about is a warning; it is never published.
    """
    useless: set[str] = set()
    for path in found:
        if path in PACK_FILES or _README.fullmatch(path):
            continue
        problem = _misnamed(path, shown, found) or _without_use(path, shown, found)
        top = path.partition("/")[0]
        if problem is None or (problem.code == "pack-unknown-folder" and top in useless):
            continue
        if problem.code == "pack-unknown-folder":
            useless.add(top)
        problems.extend([problem])


def _misnamed(path: str, shown: str, found: Mapping[str, Path]) -> Problem | None:
    """A file that its author takes for a page or for the settings, and the kit does not."""
    folder, _, name = path.rpartition("/")
    place = Place(f"{shown}/{path}", 1)
    if not folder and _SETTINGS_LIKE.fullmatch(path):
        message = f"'{path}' is not read: the settings stand in {SETTINGS_FILE}"
        hint = _CURE_OF_COPY.format(meant=SETTINGS_FILE)
        return Problem("pack-file-misnamed", place, message, (hint,))
    if not (ending := _PAGE_ENDING.search(name)):
        return None
    plain = name[: ending.start()]
    meant = f"{_COPY.sub('', plain).strip() or plain}.md"
    if meant == name:
        return None if folder else _at_the_top(path, place)
    other = f"{folder}/{meant}" if folder else meant
    if _COPY.search(plain):
        what = f"this looks like a copy of '{meant}' that a computer made"
        return Problem("pack-file-misnamed", place, what, (_CURE_OF_COPY.format(meant=meant), "or rename it"))
    if name.endswith(".md") and len(_PAGE_ENDING.findall(name)) == 1 and ending[0] == ".md":
        return None
    hint = _CURE_OF_COPY.format(meant=meant) if other in found else f"rename it to '{meant}'"
    return Problem("pack-file-misnamed", place, "this is no page, since its name does not end with .md alone", (hint,))


def _at_the_top(path: str, place: Place) -> Problem:
    hint = f"if it is a page, move it into content/, as in content/handbook/{path}"
    return Problem("pack-unknown-file", place, "a page that stands here is not read", (hint,), "warning")


def _without_use(path: str, shown: str, found: Mapping[str, Path]) -> Problem | None:
    top, _, rest = path.partition("/")
    place = Place(f"{shown}/{path}", 1)
    is_active = _ACTIVE.search(path) is not None
    if rest and top not in PACK_FOLDERS:
        return _unknown_folder(top, place, is_active=is_active)
    if is_active:
        kinds = _DOCUMENT_KINDS if path.startswith(DOCUMENT_FOLDER) else _KINDS
        return Problem("pack-unknown-file-type", place, "this kind of file is not used", (kinds,))
    if not rest:
        return Problem("pack-unknown-file", place, f"a pack has no file '{path}'", (_name_hint(path),), "warning")
    if not (is_page(path) or is_picture(path) or is_template(path) or is_document(path)):
        return Problem("pack-unknown-file-type", place, "nothing is made of this file", (_use_of(path),), "warning")
    if top == "content" and rest in found and is_picture(rest):
        message = f"the pack has this picture twice: '{rest}' is the other one"
        return Problem("picture-duplicate", place, message, ("keep one of the two",))
    return None


def _unknown_folder(top: str, place: Place, *, is_active: bool) -> Problem:
    near = did_you_mean(top.strip().lower(), PACK_FOLDERS)
    if near or is_active:
        return Problem("pack-unknown-folder", place, f"a pack has no folder '{top}'", (near or _name_hint(top),))
    message = f"a pack has no folder '{top}', so nothing in it is used"
    return Problem("pack-unknown-folder", place, message, (_name_hint(top),), "warning")


def _use_of(path: str) -> str:
    top, suffix = path.partition("/")[0], PurePosixPath(path).suffix.lower()
    if top in _TEXT_FOLDERS and suffix in (".txt", ".docx", ".doc", ".odt", ".rtf", ".pages", ""):
        return f"if it is a page, save its text as plain text, with the name '{PurePosixPath(path).stem}.md'"
    if suffix in DOCUMENTS:
        return f"to offer it to readers, put it into {DOCUMENT_FOLDER}"
    return _DOCUMENT_KINDS if path.startswith(DOCUMENT_FOLDER) else _KINDS


def _name_hint(name: str) -> str:
    if is_picture(name):
        return "move it into assets/"
    if PurePosixPath(name).suffix.lower() in DOCUMENTS:
        return f"to offer it to readers, put it into {DOCUMENT_FOLDER}"
    known = (*PACK_FOLDERS, *PACK_FILES)
    return did_you_mean(name, known) or f"a pack holds {', '.join(known)}"


def check_capitals(found: Mapping[str, Path], handbook: Handbook, shown: str, problems: Problems) -> None:
    """On some computers two names that differ by capitals are one file, so one of the two would be lost."""
    base = [f"content/{path}" for path in (*handbook.pages, *handbook.assets)]
    known = {path.casefold(): path for path in (*base, *(f"slides/{path}" for path in handbook.outlines))}
    folders = {path.rpartition("/")[0].casefold(): path.rpartition("/")[0] for path in known.values()}
    for path in found:
        meant = f"content/{path}" if path.startswith("assets/") else path
        folder = meant.rpartition("/")[0]
        other = known.get(meant.casefold(), folders.get(folder.casefold(), folder))
        if other not in (meant, folder):
            place = Place(f"{shown}/{path}", 1)
            problems.error(
                "file-name-differs-by-capitals",
                place,
                f"differs from the kit's '{other}' only by capital letters",
                "name it exactly so",
            )


def check_places(found: Mapping[str, Path], handbook: Handbook, shown: str, problems: Problems) -> None:
    """Pages that are read as new ones, though they were rather meant to stand elsewhere, or for one of the kit's."""
    known = {
        path.rpartition("/")[2]: path for path in sorted(handbook.pages, reverse=True) if not path.endswith("index.md")
    }
    for path in found:
        top, _, below = path.partition("/")
        if top != "content" or not is_page(path) or below in handbook.pages:
            continue
        folder, _, name = below.rpartition("/")
        place = Place(f"{shown}/{path}", 1)
        if folder in (*_TEXT_FOLDERS, "assets"):
            hint = f"if it is none, move it to {below}"
            problems.warn("pack-file-misnamed", place, "this is read as a page of the handbook", hint)
        elif name in known:
            said = f"this page is added beside the kit's '{known[name]}', which stays as it is"
            problems.warn("pack-file-misnamed", place, said, f"to replace that one, move it to content/{known[name]}")


def check_templates(found: Mapping[str, Path], used: str, shown: str, problems: Problems) -> None:
    """A template that no setting names is none; where one is named that is not there, which is meant is not known."""
    if used and used not in found:
        return
    for path in filter(is_template, found):
        if path != used:
            hint = f"name it in {SETTINGS_FILE} as brand.template, or take it out"
            problems.error("template-unused", Place(f"{shown}/{path}", 1), "no deck is made with this file", hint)


def is_page(path: str) -> bool:
    return path.endswith(".md")


def is_picture(path: str) -> bool:
    return PurePosixPath(path).suffix.lower() in PICTURES


def is_template(path: str) -> bool:
    return path.startswith("assets/") and path.lower().endswith(TEMPLATE) and not is_document(path)


def is_document(path: str) -> bool:
    """Whether readers are offered the file as it is."""
    return path.startswith(DOCUMENT_FOLDER) and PurePosixPath(path).suffix.lower() in DOCUMENTS


def is_published(path: str) -> bool:
    """Whether the file is part of the website."""
    return is_document(path) or (is_picture(path) and path.partition("/")[0] in PACK_FOLDERS)
