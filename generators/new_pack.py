"""Writes a new pack: commented settings that an editor can check, and a page that says what goes where."""

from __future__ import annotations

import json
import os
from pathlib import Path

from generators.model import Place
from generators.problems import Problem, RefusedInput
from generators.settings import LocalKeys
from generators.source import BASE, SETTINGS_FILE, SLUG, shown_path

SCHEMA = Path("overrides", "local.schema.json")
"""Where a kit publishes the JSON Schema of ``local.yml``, for editors."""

SETTINGS = """\
# yaml-language-server: $schema={schema}
#
# The settings of this pack. Only the name is required; what you leave out stays as in the base kit.
# To set something, take the "# " away from its line, and from the line of its group above it.
# Then build:  python3 build.py build {slug}

name: "{name}"
# union: Example Workers' Union

# Colors are written "#rrggbb", with quotes. Text is darkened or lightened by itself until it is easy to read.
# The logo is an SVG or PNG in the folder assets/ of this pack; logo_alt says it in words, for people who cannot see it.
# brand:
#   primary: "#1f5a8c"
#   accent: "#c8502b"
#   logo: assets/logo.svg
#   logo_alt: {name}
#   font: Source Sans 3

# language: en
# paper: letter
# url: https://mentoring.local000.example/

# Whom to ask about the program.
# contact:
#   name: Mentoring committee
#   email: mentoring@local000.example
#   phone: 555-0100
#   address: 1 Hall Street

# Whom to tell about harassment or discrimination.
# conduct_contact:
#   name: Conduct officer
#   email: conduct@local000.example
#   phone: 555-0101

# program:
#   length: nine months
#   meetings: twice a month

# Words of your own, for {{{{ variables.hall }}}} in any text of this pack.
# variables:
#   hall: the hall on Hall Street
"""

README = """\
# {name}

This folder is a pack: what makes the mentoring kit this local's own. The base kit is never changed, so its improvements
still arrive.

| put here | and it |
| --- | --- |
| `local.yml` | sets the name, colors, logo, contacts, and words |
| `examples/NAME.md` | takes the place of the example of that name in the handbook |
| `slots/NAME.md` | fills the place of that name that the handbook leaves open |
| `content/PATH.md` | takes the place of the page or form of the same path, or adds a new one (`after:` says where) |
| `slides/NAME.md` | takes the place of a deck's outline, or adds a deck |
| `assets/` | holds the logo and pictures |

Build it with `python3 build.py build {slug}`; `python3 build.py check {slug}` only says what is wrong.
"""


def new_pack(pack: Path, root: Path) -> tuple[Path, ...]:
    """Write a pack that builds at once into the folder ``pack`` of the kit in ``root``. Returns the files written.

    Raises:
        RefusedInput: the folder's name cannot be used, or something stands there already.
    """
    place = Place(shown_path(pack, root), 1)
    if not SLUG.fullmatch(pack.name) or pack.name == BASE:
        hint = "use small letters, digits, and hyphens, as in local-104"
        raise RefusedInput(Problem(place, f"'{pack.name}' cannot be a pack's name", hint))
    if pack.exists():
        raise RefusedInput(Problem(place, "this pack is already there", "choose another name, or edit it"))
    schema = Path(os.path.relpath(root / SCHEMA, pack)).as_posix()
    words = {"slug": pack.name, "name": _name_of(pack.name), "schema": schema}
    if not (root / SCHEMA).exists():
        _written(root / SCHEMA, schema_text())
    return tuple(
        _written(pack / file, text.format(**words)) for file, text in ((SETTINGS_FILE, SETTINGS), ("README.md", README))
    )


def schema_text() -> str:
    """The JSON Schema of ``local.yml``, as it is published for editors."""
    return json.dumps(LocalKeys.model_json_schema(), indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def _written(file: Path, text: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")
    return file


def _name_of(slug: str) -> str:
    return " ".join(word if word.isdigit() else word.capitalize() for word in slug.split("-"))
