"""(Handbook, Local) → Kit: the only place that knows what stands over what."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace

from generators.decks.teaching.outline import read_deck
from generators.forms.form import read_form
from generators.markdown.dialect import dialect_of
from generators.model import Block, Handbook, Kit, Lines, Local, Override, Page, Place
from generators.model.problems import Problems
from generators.reading import marks, variables
from generators.resolving import navigation
from generators.resolving.locked import check_locked
from generators.resolving.text_changes import likeliest


def resolve(handbook: Handbook, local: Local, problems: Problems) -> Kit:
    """Everything that ``local`` publishes: its page by path, its passage by name, its value by key, else the base's.

    An override that hits nothing is a problem. With problems of severity ``error`` the Kit must not be written.

    Raises:
        RefusedInput: the kit's Markdown extensions cannot be used, or a text is nested too deeply to be read.
    """
    dialect = dialect_of(handbook.site.extensions)
    passages = _Passages(local)
    pages = _laid_over(handbook.pages, local.pages, passages, problems)
    outlines = _laid_over(handbook.outlines, local.outlines, passages, problems)
    for base, own, laid in (
        (handbook.pages, local.pages, pages),
        (handbook.outlines, local.outlines, outlines),
    ):
        check_locked(base, own, {path: page.lines for path, page in laid.items()}, local, problems)
    pages = {path: _filled(page, local, problems) for path, page in pages.items()}
    outlines = {path: _filled(page, local, problems) for path, page in outlines.items()}
    passages.report_unused(problems)
    published = {path: replace(page, lines=_for_readers(page.lines)) for path, page in pages.items()}
    placed = navigation.placed(handbook.site.navigation, handbook.pages, published, problems)
    items = navigation.arranged(placed, local.site, published, problems)
    ordered = navigation.reading_order(items, published)
    forms = tuple(read_form(page, dialect, problems) for page in ordered if is_form(page))
    decks = tuple(read_deck(page, pages, dialect, problems) for page in outlines.values())
    return Kit(
        local=local,
        site=handbook.site,
        pages=ordered,
        forms=forms,
        decks=decks,
        assets={path: asset.file for path, asset in {**handbook.assets, **local.assets}.items()},
        navigation=items,
        overrides=tuple(_overrides(handbook, local, passages.targets)),
        edition=_edition(published, outlines),
    )


def is_form(page: Page) -> bool:
    """Whether ``page`` is a form: it stands under ``forms/`` and says which appendix it is, or ``form: true``."""
    return page.path.startswith("forms/") and ("appendix" in page.meta or page.meta.get("form") in (True, "yes"))


class _Passages:
    """The examples and slots of a local, and which of them found their place."""

    def __init__(self, local: Local) -> None:
        self._new = {("example", name): passage for name, passage in local.examples.items()}
        self._new |= {("slot", name): passage for name, passage in local.slots.items()}
        self._known: dict[tuple[str, str], list[str]] = {}
        self._seen = local.seen or {}
        self.targets: dict[tuple[str, str], Place] = {}

    def put_into(self, page: Page, problems: Problems) -> Page:
        blocks = marks.find(page.lines, problems)
        for block in blocks:
            if block.kind in ("example", "slot"):
                self._known.setdefault((block.kind, block.name), [line.text for line in block.lines])

        def replacement(block: Block) -> Lines | None:
            passage = self._new.get((block.kind, block.name))
            if passage is None:
                return None
            self.targets.setdefault((block.kind, block.name), block.place)
            return passage.lines

        return replace(page, lines=marks.replaced(page.lines, blocks, replacement))

    def report_unused(self, problems: Problems) -> None:
        for kind, name in sorted(self._new.keys() - self.targets.keys()):
            place = self._new[(kind, name)].place
            if (kind, name) in self._known:
                hint = "write it into that passage, marks and all, or take the file out of the pack"
                problems.error(
                    "override-passage-replaced",
                    place,
                    f"the {kind} '{name}' stands in a passage that this pack replaces",
                    hint,
                )
            else:
                article = "an" if kind == "example" else "a"
                problems.error(
                    "override-missing-passage", place, f"no page has {article} {kind} '{name}'", self._hint(kind, name)
                )

    def _hint(self, kind: str, name: str) -> str:
        known = {other: text for (other_kind, other), text in self._known.items() if other_kind == kind}
        seen = self._seen.get((kind, name))
        now = likeliest(name, seen.text if seen else (), known)
        if now:
            return f"the base renamed it: it may now be '{now}'" if seen else f"did you mean '{now}'?"
        return f"known: {', '.join(sorted(known)) or 'none'}"


def _laid_over(
    base: Mapping[str, Page], own: Mapping[str, Page], passages: _Passages, problems: Problems
) -> dict[str, Page]:
    """The base's pages, the local's own in their places and beside them, each with the local's passages put in."""
    return {path: passages.put_into(page, problems) for path, page in sorted({**base, **own}.items())}


def _filled(page: Page, local: Local, problems: Problems) -> Page:
    lines = variables.filled(page.lines, local.variables, problems)
    meta = variables.filled_meta(page.meta, page.meta_places, page.place, local.variables, problems)
    return replace(page, lines=lines, meta=meta)


def _for_readers(lines: Lines) -> Lines:
    return marks.without_marks(marks.without_notes(lines))


def _overrides(handbook: Handbook, local: Local, targets: Mapping[tuple[str, str], Place]) -> Iterator[Override]:
    for path, page in local.pages.items():
        base = handbook.pages.get(path)
        yield Override("page" if base else "new page", path, page.place, base.place if base else None)
    for path, page in local.outlines.items():
        base = handbook.outlines.get(path)
        yield Override("outline" if base else "new outline", path, page.place, base.place if base else None)
    for name, passage in local.examples.items():
        yield Override("example", name, passage.place, targets.get(("example", name)))
    for name, passage in local.slots.items():
        yield Override("slot", name, passage.place, targets.get(("slot", name)))
    for path, asset in local.assets.items():
        under = handbook.assets.get(path)
        yield Override("asset", path, asset.place, under.place if under else None)
    for key, place in local.set_keys.items() if local is not handbook.defaults else ():
        yield Override("setting", key, place)


def _edition(pages: Mapping[str, Page], outlines: Mapping[str, Page]) -> str:
    """Eight hexadecimal digits that change with any text that readers or trainers can see."""
    digest = hashlib.sha256()
    for path, page in (*pages.items(), *outlines.items()):
        for text in (path, repr(sorted(page.meta.items())), *(line.text for line in page.lines)):
            digest.update(text.encode() + b"\0")
    return digest.hexdigest()[:8]
