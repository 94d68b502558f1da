"""Puts a kit's pages and pictures into a folder in which MkDocs finds them, and names their order."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from generators.forms.form import language_mark
from generators.model import NavigationItem, Page, Profile
from generators.writers.site.deck_pages import WORKSHOPS_PAGE, deck_pages, deck_path
from generators.writers.site.desk import Desk, spoken
from generators.writers.site.downloads_page import DOWNLOADS_PAGE, downloads_page, form_bar
from generators.writers.site.guide_pages import guide_pages, guide_path, guide_title
from generators.writers.site.home import HOME_PAGE, with_own_words

_TITLE = re.compile(r"# \S")


def stage(desk: Desk, docs: Path) -> None:
    """Writes all pages and assets of the kit below the new folder ``docs``."""
    bars = {form.page.path: form_bar(form, desk) for form in desk.kit.forms}
    for page in desk.kit.pages:
        lines = [line.text for line in page.lines]
        if page.path == HOME_PAGE:
            lines = with_own_words(lines, desk.kit.local.site)
        if page.path in bars:
            lines = [*_under_title(lines, bars[page.path]), "", language_mark(page.lang)]
        _write(docs / page.path, _front_matter(page, desk.kit.local) + "\n".join(lines) + "\n")
    for path, text in _generated(desk).items():
        _write(docs / path, text)
    for path, file in desk.kit.assets.items():
        target = docs / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)


def navigation(desk: Desk) -> list[dict[str, object]] | None:
    """The navigation as ``mkdocs.yml`` would say it, with the generated pages at its end; None without one."""
    kit, words = desk.kit, desk.words.site
    if kit.navigation is None:
        return None
    items = list(_items(kit.navigation))
    generated = _generated(desk)
    pages = [
        pair for deck in kit.decks for pair in ((deck.title, deck_path(deck)), (guide_title(deck), guide_path(deck)))
    ]
    decks = [{title: path} for title, path in pages if path in generated]
    if decks:
        items.append({words.workshops: [{words.workshops: WORKSHOPS_PAGE}, *decks]})
    if DOWNLOADS_PAGE in generated:
        items.append({words.downloads: DOWNLOADS_PAGE})
    return items


def _generated(desk: Desk) -> Mapping[str, str]:
    """The pages that no author wrote; an author's page of the same path stands."""
    written = {page.path for page in desk.kit.pages}
    made = {**deck_pages(desk), **guide_pages(desk), **downloads_page(desk)}
    return {path: text for path, text in made.items() if path not in written}


def _items(items: tuple[NavigationItem, ...]) -> Iterator[dict[str, object]]:
    for item in items:
        value: object = list(_items(item.children)) if item.children else item.path or item.url
        yield {item.title: value}


def _front_matter(page: Page, local: Profile) -> str:
    """The page's own, with what the theme has to know of the page."""
    meta = {**page.front.written, "lang": "", **spoken(page.lang if page.lang != local.language else "")}
    if page.path in {line.text for line in local.site.hide}:
        meta["hidden"] = True
    return f"---\n{_yaml(meta)}\n---\n\n"


def _yaml(value: object) -> str:
    """``value`` as JSON, which is YAML too, but for its dates: plugins want dates, and JSON has none."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{json.dumps(str(key))}: {_yaml(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return f"[{', '.join(map(_yaml, value))}]"
    return value.isoformat() if isinstance(value, date) else json.dumps(value, ensure_ascii=False)


def _under_title(text: list[str], block: str) -> list[str]:
    title = next((index for index, line in enumerate(text) if _TITLE.match(line)), -1)
    return [*text[: title + 1], "", block, "", *text[title + 1 :]]


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")
