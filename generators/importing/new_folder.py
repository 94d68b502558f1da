"""The settings of a folder that is made for imported documents, so that it builds at once."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any

from generators.importing.draft import Draft, DraftFile

SETTINGS = """\
# The settings of your website. Lines that begin with "#" are notes for you.
site_name: {name}
docs_dir: content # the folder of your pages
use_directory_urls: false # so that pages also open from a folder, a stick, or a phone's files

theme:
  name: material
  kit: true # the kit's look and form fields
  font: false # nothing is asked of another computer

plugins: [search]

# How your text is read. Leave this list as it is unless you know what you take away.
markdown_extensions:
  - attr_list
  - md_in_html
  - tables:
      use_align_attribute: true
  - def_list
  - footnotes
  - admonition
  - pymdownx.details
  - pymdownx.tasklist:
      clickable_checkbox: true
  - smarty
  - toc:
      permalink: "#"
      permalink_title: Link to this heading
      toc_depth: 2-3
  - abbr
  - kit_dialect # lists, boxes, and tabs as on GitHub
  - kit_fields # the fields of forms

# The menu. Add a line for each page that you write; a page in no line is in no menu.
nav:
{menu}
"""

_TITLE = re.compile(r"^title: (?P<title>.*)$", re.MULTILINE)
HOME = PurePosixPath("content/index.md")


def settings_of(drafts: Sequence[Draft]) -> Iterator[DraftFile]:
    """The ``mkdocs.yml`` with a menu of all pages in their order, and a home page where no document has one."""
    pages = {file.path: _title_of(file) for draft in drafts for file in draft.files if _is_page(file.path)}
    name = pages.get(HOME) or PurePosixPath(drafts[0].source).stem
    if HOME not in pages:
        pages = {HOME: name, **pages}
        yield DraftFile(HOME, f"---\ntitle: {_quoted(name)}\n---\n\n# {name}\n\nMade of {drafts[0].source}.\n".encode())
    menu = "\n".join(_menu(pages))
    yield DraftFile(PurePosixPath("mkdocs.yml"), SETTINGS.format(name=_quoted(name), menu=menu).encode())


def menu_lines(pages: Iterable[tuple[PurePosixPath, str]]) -> str:
    """Lines for the menu of a handbook that is there, for somebody to copy."""
    return "\n".join(_menu(dict(pages)))


def titles_of(draft: Draft) -> Iterator[tuple[PurePosixPath, str]]:
    """The pages of a draft, each with its title."""
    yield from ((file.path, _title_of(file)) for file in draft.files if _is_page(file.path))


def _is_page(path: PurePosixPath) -> bool:
    return path.parts[0] == "content" and path.suffix == ".md"


def _title_of(file: DraftFile) -> str:
    text = file.data.decode("utf-8", "replace")
    found = _TITLE.search(text[:2000]) if text.startswith("---") else None
    if found is None:
        heading = re.search(r"^# (.+)$", text, re.MULTILINE)
        return heading[1].strip() if heading else file.path.stem.replace("-", " ").capitalize()
    written = found["title"].strip()
    return str(json.loads(written)) if written.startswith('"') else written


def _menu(pages: dict[PurePosixPath, str]) -> Iterator[str]:
    """A line for each page; those of a folder together under the title of its first page, forms at the end."""
    top = PurePosixPath("content")
    groups: dict[PurePosixPath, list[PurePosixPath]] = {}
    for path in pages:
        groups.setdefault(path if path.parent == top else path.parent, []).append(path)
    forms = groups.pop(top / "forms", [])
    for key, inside in groups.items():
        if key in pages:
            yield f"  - {_quoted(pages[key])}: {_below(key)}"
        else:
            yield f"  - {_quoted(pages[inside[0]])}:"
            yield from (f"      - {_quoted(pages[path])}: {_below(path)}" for path in inside)
    if forms:
        yield "  - Forms:"
        yield from (f"      - {_quoted(pages[path])}: {_below(path)}" for path in forms)


def _below(path: PurePosixPath) -> str:
    return str(path.relative_to("content"))


def _quoted(text: Any) -> str:
    return json.dumps(str(text), ensure_ascii=False)
