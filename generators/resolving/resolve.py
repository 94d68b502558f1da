"""(Handbook, Local) → Kit: the only place that knows what stands over what."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Mapping
from functools import partial
from typing import TypeVar

from generators.caching.store import FORGETFUL, Store
from generators.forms.form import read_form, with_form
from generators.markdown.dialect import Dialect, dialect_of
from generators.model import (
    Block,
    Form,
    FormPage,
    Handbook,
    Kit,
    Lines,
    Local,
    LockedPassage,
    Namespace,
    Outline,
    Page,
    PageFrontMatter,
    Place,
    Profile,
)
from generators.model.current_work import working_on
from generators.model.problems import Problem, Problems
from generators.model.remembered import remembered
from generators.model.replacing import replace
from generators.reading import front_matter, marks, variables
from generators.reading.expansion import MOST, Expansion
from generators.reading.local_settings import reaches_nobody, said
from generators.reading.pack_files import SETTINGS_FILE
from generators.reading.source import BASE
from generators.resolving import navigation
from generators.resolving.box_titles import with_box_titles
from generators.resolving.forms_list import with_all_forms
from generators.resolving.known_decks import deck_of
from generators.resolving.locked import check_locked, locked_on_slides, locked_passages
from generators.resolving.overrides import Override, Overrides, passage_for
from generators.resolving.page_slips import check_slips
from generators.resolving.text_changes import likeliest
from generators.resolving.used_passages import with_uses

AnyPage = TypeVar("AnyPage", bound=Page)


def resolve(
    handbook: Handbook, local: Local, overrides: Overrides, problems: Problems, store: Store = FORGETFUL
) -> Kit:
    """Everything that ``local`` publishes: its page by path, its passage by name, its value by key, else the base's.

    ``overrides`` are those of ``local``; one that hits nothing is a problem. With problems of severity ``error`` the
    Kit must not be written.

    Raises:
        RefusedInput: the kit's Markdown extensions cannot be used, or a text is nested too deeply to be read.
    """
    dialect = dialect_of(handbook.site.extensions)
    expansion = _expansion(handbook, local)
    pages, outlines, locked = _texts(handbook, local, dialect, problems, expansion, store)
    _check_unused(overrides, local, problems)
    published = {path: _for_readers(page) for path, page in pages.items()}
    placed = navigation.placed(handbook.site.navigation, handbook.pages, published, problems)
    items = navigation.arranged(placed, local.profile.site, published, problems)
    ordered = navigation.reading_order(items, published)
    forms = tuple(_form(page, dialect, problems) for page in ordered if isinstance(page, FormPage))
    decks = tuple(deck_of(page, pages, dialect, problems, expansion) for page in outlines.values())
    assets = {**handbook.assets, **local.assets}
    return Kit(
        local=local.profile,
        site=handbook.site,
        pages=with_all_forms(ordered, forms, local.profile.site) if dialect.has_fields else ordered,
        forms=forms,
        decks=decks,
        assets={path: asset.file for path, asset in assets.items()},
        navigation=items,
        edition=_edition(published, outlines),
        locked=locked,
        shares={asset.file: asset.shares for asset in assets.values() if asset.shares},
    )


def _expansion(handbook: Handbook, local: Local) -> Expansion:
    """What a pack may put in by variables, passages, and uses; the base may put in what it likes."""
    if local.profile.slug == BASE:
        return Expansion(sys.maxsize)
    most = max(MOST, 2 * (_size(handbook.pages) + _size(handbook.outlines)))
    return Expansion(most, own=local.profile.place.file.rpartition("/")[0] + "/")


@remembered
def _size(pages: Mapping[str, Page]) -> int:
    return sum(len(line.text) for page in pages.values() for line in page.lines)


def _form(page: FormPage, dialect: Dialect, problems: Problems) -> Form:
    with working_on(page.place.file):
        form, found = _read_form(page, dialect)
    problems.extend(found)
    return form


@remembered
def _read_form(page: FormPage, dialect: Dialect) -> tuple[Form, tuple[Problem, ...]]:
    problems = Problems()
    return read_form(page, dialect, problems), tuple(problems.found)


def _texts(
    handbook: Handbook, local: Local, dialect: Dialect, problems: Problems, expansion: Expansion, store: Store
) -> tuple[dict[str, Page], dict[str, Outline], tuple[LockedPassage, ...]]:
    """The pages and outlines of ``local`` with its passages and values put in, and what of them is locked."""
    typed = _laid_over(handbook.pages, local.pages, local, problems, expansion)
    outlines = _laid_over(handbook.outlines, local.outlines, local, problems, expansion)
    pages = _with_forms(typed, dialect, problems, expansion)
    for base, own, laid in (
        (handbook.pages, local.pages, typed),
        (handbook.outlines, local.outlines, outlines),
    ):
        check_locked(base, own, {path: page.lines for path, page in laid.items()}, local, problems)
    check_slips((*pages.values(), *outlines.values()), dialect, problems, store, expansion.own)
    _check_contacts((*pages.values(), *outlines.values()), local.profile, problems)
    values = said(local.profile.variables, local.profile.language)
    is_others = not dialect.is_own and f"overrides/{SETTINGS_FILE}" not in handbook.sources
    locked = (
        *locked_passages(handbook.pages, pages, outlines, dialect),
        *locked_on_slides(handbook.outlines, outlines),
    )
    fill = partial(_filled, values=values, problems=problems, expansion=expansion)
    kept = handbook.pages.keys() - local.pages.keys() if handbook.site.leaves_braces else frozenset[str]()
    filled = {
        path: page if path in kept else fill(page, is_others=is_others and path not in local.pages)
        for path, page in pages.items()
    }
    return (
        {path: _titled(page, dialect) for path, page in filled.items()},
        {path: _titled(fill(page), dialect) for path, page in outlines.items()},
        tuple(_shown(one, pages, values, dialect) for one in locked),
    )


def _laid_over(
    base: Mapping[str, AnyPage],
    own: Mapping[str, AnyPage],
    local: Local,
    problems: Problems,
    expansion: Expansion,
) -> dict[str, AnyPage]:
    """The base's pages, the local's own in their places and beside them, each with the local's passages put in."""
    over = {path: replace(page, over=base[path].place) for path, page in own.items() if path in base}
    every = sorted({**base, **own, **over}.items())
    return {path: _with_passages(page, local, problems, expansion) for path, page in every}


def _with_forms(
    pages: Mapping[str, Page], dialect: Dialect, problems: Problems, expansion: Expansion
) -> dict[str, Page]:
    """Pages with what they take from each other; questions make a form of one.

    Another handbook's Markdown may mean something else by the same signs.
    """
    if not dialect.has_fields:
        return dict(pages)
    whole = with_uses(pages, dialect, problems, expansion)
    read = {path: _with_form(page) for path, page in whole.items()}
    problems.extend(problem for _, said in read.values() for problem in said)
    return {path: page for path, (page, _) in read.items()}


@remembered
def _with_form(page: Page) -> tuple[Page, tuple[Problem, ...]]:
    problems = Problems()
    return with_form(page, problems), tuple(problems.found)


def _with_passages(page: AnyPage, local: Local, problems: Problems, expansion: Expansion) -> AnyPage:
    def replacement(block: Block) -> Lines | None:
        passage = passage_for(block, local)
        if passage is None:
            return None
        expansion.add_lines(passage.lines, page.lines[block.start].place)
        return passage.lines

    return _with_lines(page, marks.replaced(page.lines, marks.find(page.lines, problems), replacement))


def _with_lines(page: AnyPage, lines: Lines) -> AnyPage:
    """The very same page where its lines are: what is made of it need not be made again for each local."""
    return page if lines is page.lines else _with_texts(page, lines, page.front)


@remembered
def _with_texts(page: AnyPage, lines: Lines, front: PageFrontMatter) -> AnyPage:
    return replace(page, lines=lines, front=front)


def _check_unused(overrides: Overrides, local: Local, problems: Problems) -> None:
    """An example or slot that takes the place of nothing was written in vain."""
    for override in overrides:
        kind, name, place = override.kind, override.name, override.place
        if override.hits:
            _check_empty(override, local, problems)
            continue
        if name in overrides.known[kind]:
            message = f"the {kind} '{name}' stands in a passage that this pack replaces"
            hint = "write it into that passage, marks and all, or take the file out of the pack"
            problems.error("override-passage-replaced", place, message, hint)
        else:
            message = f"no page has {'an' if kind == 'example' else 'a'} {kind} '{name}'"
            problems.error("override-missing-passage", place, message, _hint(override, overrides, local))


def _check_empty(override: Override, local: Local, problems: Problems) -> None:
    """A file that was begun and never written takes the kit's own words away; a comment says that it is meant so."""
    written = {"example": local.examples, "slot": local.slots}.get(override.kind, {}).get(override.name)
    if written and not written.lines:
        cure = "write the text into it, or delete the file" + (
            " to keep the kit's own" if override.kind == "example" else ""
        )
        meant = "to leave the place empty, write <!-- nothing --> into it"
        said = f"this file is empty, and so is the place of the {override.kind}"
        problems.warn("override-empty", override.place, said, cure, meant)


def _hint(override: Override, overrides: Overrides, local: Local) -> str:
    known = overrides.known[override.kind]
    seen = (local.seen or {}).get((override.kind, override.name))
    now = likeliest(override.name, seen.text if seen else (), known)
    if now:
        return f"the base renamed it: it may now be '{now}'" if seen else f"did you mean '{now}'?"
    return f"known: {', '.join(sorted(known)) or 'none'}"


def _filled(
    page: AnyPage, values: Namespace, problems: Problems, expansion: Expansion, *, is_others: bool = False
) -> AnyPage:
    lines = variables.filled(page.lines, values, problems, expansion, is_others=is_others)
    front = front_matter.filled(page.front, values, problems)
    return page if lines is page.lines and front is page.front else _with_texts(page, lines, front)


def _titled(page: AnyPage, dialect: Dialect) -> AnyPage:
    """The page with titles for its boxes; other handbooks' dialects have their own."""
    return _with_lines(page, with_box_titles(page.lines, page.lang)) if dialect.is_own else page


def _shown(
    locked: LockedPassage, pages: Mapping[str, Page], values: Mapping[str, Mapping[str, str]], dialect: Dialect
) -> LockedPassage:
    """The passage with what a reader of this local sees in it."""
    lines = variables.filled(locked.lines, values, Problems())
    page = pages.get(locked.page)
    return replace(locked, lines=with_box_titles(lines, page.lang) if page and dialect.is_own else lines)


def _check_contacts(pages: Iterable[Page], profile: Profile, problems: Problems) -> None:
    """Whom the texts send people to, and nobody has named: above all when somebody was harassed."""
    if profile.slug == BASE and not profile.url:
        return  # what nobody publishes as their own
    empty = [group for group in ("conduct_contact", "contact") if reaches_nobody(profile.variables.get(group, {}))]
    asked = {group for page in pages for group in variables.groups_in(page.lines)} if empty else set()
    for group in (group for group in empty if group in asked):
        report = problems.error if profile.url and group == "conduct_contact" else problems.warn
        lacks = "way to reach" if profile.variables.get(group, {}).get("name") else "name of"
        message = f"the pages have no {lacks} {_ASKED[group]} and say so"
        hint = f"write '{group}:' into local.yml, and under it, indented, 'name:' and 'email:' or 'phone:'"
        report("contact-missing", _contact_place(group, profile), message, hint)


_ASKED = {
    "conduct_contact": "the person to whom harassment is reported,",
    "contact": "the person who answers questions about the program,",
}


def _contact_place(group: str, profile: Profile) -> Place:
    return next((place for key, place in profile.set_keys.items() if key.startswith(f"{group}.")), profile.place)


@remembered
def _for_readers(page: Page) -> Page:
    return _with_lines(page, _for_reading(page.lines))


@remembered
def _for_reading(lines: Lines) -> Lines:
    return marks.without_marks(marks.without_notes(lines))


def _edition(pages: Mapping[str, Page], outlines: Mapping[str, Page]) -> str:
    """Eight hexadecimal digits that change with any text that readers or trainers can see."""
    digest = hashlib.sha256()
    for path, page in (*pages.items(), *outlines.items()):
        digest.update(_told(path, page))
    return digest.hexdigest()[:8]


@remembered
def _told(path: str, page: Page) -> bytes:
    texts = (path, repr(sorted(page.front.written.items())), *[line.text for line in page.lines])
    return "\0".join((*texts, "")).encode()
