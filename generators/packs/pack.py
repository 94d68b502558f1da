"""Reads a pack from people that nobody vouches for, within bounds and drawn anew; and writes a new one."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

from msgspec import to_builtins

from generators.caching.store import FORGETFUL, Store
from generators.model import Handbook, Local, Place
from generators.model.problems import Problem, Problems, RefusedInput
from generators.model.program import COMMAND
from generators.model.replacing import replace
from generators.packs.documents import check_documents
from generators.packs.limits import check_texts
from generators.packs.pictures import with_clean_pictures
from generators.reading import drift_lock
from generators.reading.files import read_lines
from generators.reading.front_matter import check_pack_keys
from generators.reading.local_settings import FALLBACK, checked
from generators.reading.pack_files import SETTINGS_FILE
from generators.reading.setting_keys import LocalKeys
from generators.reading.source import is_pack_name, read_handbook, read_local, shown_path

LOCK_SIZE = 1_000_000
"""The most that a ``drift.lock`` may hold, in bytes."""


def read_pack(handbook: Handbook, pack: Path, workspace: Path, problems: Problems, store: Store = FORGETFUL) -> Local:
    """The pack in ``pack``, its pictures replaced by clean copies below ``workspace``; check ``problems`` before use.

    The ``store`` remembers the copies.

    Raises:
        RefusedInput: there is no such pack, its name cannot be used, or it is too large to be read.
    """
    local = _with_seen(read_local(handbook, pack, problems), problems)
    for page in (*local.pages.values(), *local.outlines.values()):
        check_pack_keys(page, problems)
    check_texts(local, problems)
    check_documents(local, problems)
    return local if problems.errors else with_clean_pictures(local, workspace, problems, store=store)


def _with_seen(local: Local, problems: Problems) -> Local:
    """``local`` with what its ``drift.lock`` remembers."""
    file = local.root / drift_lock.FILE_NAME
    if problems.errors or not file.is_file():
        return local
    place = drift_lock.place_of(local)
    lines = read_lines(file, place.file, problems, LOCK_SIZE)
    return replace(local, seen=drift_lock.read(lines, problems))


SCHEMA = Path("overrides", "local.schema.json")
"""Where a kit publishes the JSON Schema of ``local.yml``, for editors."""

HEAD = """\
# yaml-language-server: $schema={schema}
#
# The settings of this pack. Only the name is required; what you leave out stays as in the base kit, whose values
# stand here. To set something, take the "# " away from its line, and from the line of its group above it.
# Then build:  {command} build {slug}

name: "{name}"
"""

GROUPS = {
    "union": "The union that the local belongs to.",
    "brand": 'Colors are written "#rrggbb", with quotes; text is made darker or lighter until it is easy to read.\n'
    "The logo is an SVG or PNG in this pack's folder assets/; logo_alt says it in words for those who cannot see it.\n"
    "One of dark letters may have a light one, logo_dark, for dark pages.\n"
    "The template is your own PowerPoint file (.pptx) in assets/, for decks that look like your other ones.",
    "language": "The language of the pages: en, es, fr-CA ...",
    "paper": "The paper of forms and guides: letter or a4.",
    "url": "Where the site will stand, as in https://mentoring.local104.example/",
    "contact": "Whom to ask about the program.",
    "conduct_contact": "Whom to tell about harassment or discrimination.",
    "program": "How long a pair works together, and how often it meets, as words that fit into a sentence.",
    "forms": "What the last box of a form says to do with it: send it to whom, or hand it in where, and by when,\n"
    'as words that fit into a sentence: "send it to office@local104.example, or hand it in at the hall".',
    "site": "The website alone: its name, the first words of the home page, a line for the foot of each page,\n"
    "the pictures in the browser's tab and of a link, pages to hide, and pages to put first in their group.",
    "events": "Dates that the home page announces, each until its day is over: year, month, and day. Time, place, and\n"
    "link may be left out; the link is a page, as in forms/sign-up-sheet.md, or a web address.",
    "variables": "Words that differ from local to local. More of your own are for the texts of this pack,\n"
    "as in {{ variables.hall }}.",
}
"""The keys of ``local.yml`` after the name, with what a webmaster has to know of each."""

_EVENT = """\
#   - title: "Orientation for new pairs"
#     date: "2027-01-12"
#     time: "18:00"
#     place: "the union hall"
#     link: ""
"""

README = """\
# {name}

This folder is a pack: what makes the mentoring kit this local's own. The base kit is never changed, so its improvements
still arrive.

| put here | and it |
| --- | --- |
| `local.yml` | sets the name, colors, logo, contacts, dates, and words |
| `examples/NAME.md` | takes the place of the example of that name in the handbook |
| `slots/NAME.md` | fills the place of that name that the handbook leaves open |
| `content/PATH.md` | takes the place of the page or form of the same path, or adds a new one (`after:` says where) |
| `slides/NAME.md` | takes the place of a deck's outline, or adds a deck |
| `assets/` | holds the logo and pictures |
| `assets/files/` | holds your own PDF, Word, Excel, and PowerPoint files, which the page Downloads then offers |
| `drift.lock` | remembers what the base said, so that you hear of changes: `{command} drift {slug}` |

Build it with `{command} build {slug}`; `{command} check {slug}` only says what is wrong.
"""


def new_pack(pack: Path, root: Path, home: Path) -> tuple[Path, ...]:
    """Write a pack for the kit in ``root`` that builds at once into the folder ``pack``. Returns the files written.

    ``home`` holds the packs of that kit, and their schema.

    Raises:
        RefusedInput: the folder's name cannot be used, something stands there already, or ``root`` holds no kit.
    """
    place = Place(shown_path(pack, root), 1)
    if not is_pack_name(pack.name):
        hint = "use small letters, digits, and hyphens, as in local-104"
        raise RefusedInput(Problem("pack-name-not-allowed", place, f"'{pack.name}' cannot be a pack's name", (hint,)))
    if pack.exists():
        raise RefusedInput(
            Problem("pack-exists", place, "this pack is already there", ("choose another name, or edit it",))
        )
    schema = Path(os.path.relpath(home / SCHEMA, pack)).as_posix()
    is_inside = pack.parent == home / "overrides" / "locals"
    local = pack.name if is_inside else Path(os.path.relpath(pack, home)).as_posix()
    words = {"command": COMMAND, "slug": local, "name": _name_of(pack.name), "schema": schema}
    base = to_builtins(checked(read_handbook(root, Problems()).settings)[0] or FALLBACK)
    if pack.is_relative_to(home) and not (home / SCHEMA).exists():
        _written(home / SCHEMA, schema_text())
    settings = HEAD.format(**words) + offered_settings(base)
    texts = {
        SETTINGS_FILE: settings,
        "README.md": README.format(**words),
        drift_lock.FILE_NAME: drift_lock.written(pack.name, ()),
    }
    return tuple(_written(pack / name, text) for name, text in texts.items())


def schema_text() -> str:
    """The JSON Schema of ``local.yml``, as it is published for editors."""
    from generators.reading.setting_models import model_of  # which takes long to import, and builds do without

    return json.dumps(model_of(LocalKeys).model_json_schema(), indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def offered_settings(values: Mapping[str, object]) -> str:
    """The settings in ``values`` that a webmaster may change, as comments, each under a sentence that explains it."""
    return "".join(_offered(key, why, values[key]) for key, why in GROUPS.items() if key in values)


def _offered(key: str, why: str, value: object) -> str:
    """A setting as a comment, under a sentence that explains it."""
    said = "".join(f"\n# {line}" for line in why.split("\n"))
    if key == "events":
        return f"{said}\n# {key}:\n{_EVENT}"
    if not isinstance(value, Mapping):
        return f"{said}\n# {key}: {_quoted(value)}\n"
    own = value or {"hall": "the union hall"}
    return f"{said}\n# {key}:\n" + "".join(f"#   {inner}: {_quoted(text)}\n" for inner, text in own.items())


def _quoted(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)  # which is also how YAML writes a text in quotes


def _written(file: Path, text: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")
    return file


def _name_of(slug: str) -> str:
    return " ".join(word if word.isdigit() else word.capitalize() for word in slug.split("-"))
