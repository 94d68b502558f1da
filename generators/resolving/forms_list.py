"""Keeps the list of forms true: what a local adds comes along, and what it hides goes out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from posixpath import dirname, normpath
from posixpath import join as joined
from urllib.parse import quote, unquote

from generators.markup.element import markdown_text
from generators.model import Form, Line, Page, SiteChoices
from generators.model.replacing import replace
from generators.reading.verbatim import outside_code

FORMS_LIST = "forms/index.md"

_LINK = re.compile(r"\]\(<?(?P<target>[^()<>#\s]+\.md)(?:#[^()\s]*)?>?[^()]*\)")
_ROW = re.compile(r"\s*(?:\||[-*+]\s|\d+[.)]\s)")


def with_all_forms(pages: Sequence[Page], forms: Sequence[Form], site: SiteChoices) -> tuple[Page, ...]:
    """``pages``, their list of forms with a line for each of ``forms`` that it leaves out, and none for a hidden one.

    The new lines stand behind the last row or item that leads to a form, and bear the place of the form's page.
    """
    hidden = frozenset(line.text for line in site.hide)
    known = {form.page.path: form for form in forms}
    return tuple(_completed(page, known, hidden) if page.path == FORMS_LIST else page for page in pages)


def _completed(page: Page, known: Mapping[str, Form], hidden: frozenset[str]) -> Page:
    kept: list[Line] = []
    listed: set[str] = set()
    last = 0
    readable = {index for index, _ in outside_code(page.lines)}
    for index, line in enumerate(page.lines):
        targets = set(_targets(line, page)) & known.keys() if index in readable else set()
        is_row = bool(targets) and _ROW.match(line.text) is not None
        if is_row and targets <= hidden:
            continue
        kept.append(line)
        listed |= targets
        last = len(kept) if is_row else last
    lacking = [form for path, form in known.items() if path not in listed | hidden]
    at = _end_of_block(kept, last) if last else len(kept)
    return replace(page, lines=(*kept[:at], *_list_of(lacking, page), *kept[at:]))


def _targets(line: Line, page: Page) -> Iterable[str]:
    return (normpath(joined(dirname(page.path), unquote(found["target"]))) for found in _LINK.finditer(line.text))


def _end_of_block(lines: Sequence[Line], at: int) -> int:
    return next((index for index in range(at, len(lines)) if not lines[index].text.strip()), len(lines))


def _list_of(forms: Sequence[Form], page: Page) -> Iterable[Line]:
    if not forms:
        return
    yield Line("", forms[0].page.place)
    for form in forms:
        yield Line(f"- {_entry(form, page)}", form.page.place)
    yield Line("", forms[-1].page.place)


def _entry(form: Form, page: Page) -> str:
    """A link, and what the form is for where it says so in the list's own language."""
    target = quote(form.page.path.removeprefix(f"{dirname(page.path)}/"))
    link = f"[{markdown_text(form.title)}]({target})"
    if form.page.lang != page.lang:
        return f"{link}{{: lang={form.page.lang} }}"
    return f"{link}: {markdown_text(form.page.front.description)}" if form.page.front.description else link
