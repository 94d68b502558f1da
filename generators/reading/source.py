"""Reads a kit's folder as a Handbook and a pack's folder as a Local; reads nothing outside of the two."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import TypeVar

from msgspec import Struct
from pathspec.gitignore import GitIgnoreSpec

from generators.model import (
    Asset,
    FormFrontMatter,
    FormPage,
    Handbook,
    Lines,
    Local,
    Outline,
    OutlineFrontMatter,
    Page,
    PageFrontMatter,
    PassageFile,
    Place,
    Profile,
    SiteSettings,
)
from generators.model.problems import Problem, Problems, RefusedInput, nearest_file
from generators.model.remembered import remembered
from generators.model.replacing import replace
from generators.reading import files, marks, yaml_text
from generators.reading.foreign_slides import foreign_kind, report_foreign
from generators.reading.front_matter import TEXTS, check_keys, front_matter, holds_form, with_known_keys
from generators.reading.local_settings import FALLBACK, merged, profile_of, with_plain_letters
from generators.reading.local_settings import with_known_keys as with_known_settings
from generators.reading.mkdocs_settings import read_site_settings
from generators.reading.pack_files import (
    SETTINGS_FILE,
    check_capitals,
    check_files,
    check_places,
    check_templates,
    is_page,
    is_picture,
    is_published,
    is_template,
    refuse_without_settings,
)
from generators.reading.page_head import Head, divided, divided_as_meant, divided_like_mkdocs
from generators.reading.setting_faults import commented_groups

T = TypeVar("T")

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
BASE = "base"
SETTINGS_SIZE = 64_000

_PAGE_ENDINGS = frozenset({".markdown", ".md", ".mdown", ".mkd", ".mkdn"})
"""How the names of pages may end elsewhere (``mkdocs.utils.markdown_extensions``, and written in capitals)."""


def read_handbook(root: Path, problems: Problems) -> Handbook:
    """The kit in ``root``: any folder with a ``mkdocs.yml``.

    Raises:
        RefusedInput: there is no readable ``mkdocs.yml``, so that there is nothing to build.
    """
    site = read_site_settings(root)
    settings = root / "overrides" / SETTINGS_FILE
    document = _base_settings(settings, site.name, problems)
    keys = merged({}, document, problems)
    found = _published(files.tree(site.docs_dir), site)
    divide = divided_like_mkdocs if site.is_lenient else divided
    content = _Folder(found, shown_path(site.docs_dir, root), "", keys.language, divide=divide)
    kept = files.tree(root / "slides")
    slides = _Folder(_outlines(kept), "slides", "", keys.language)
    pages, outlines = content.pages(problems), slides.outlines(problems)
    if not site.by_mkdocs:
        content.report_other_endings(content.found, "page of the site", problems)
    slides.report_other_endings(kept, "outline of a deck", problems)
    for page in (*pages.values(), *outlines.values()):
        check_keys(page, problems)
    assets = {path: content.asset(path) for path in content.found if not is_page(path)}
    defaults = Local(profile_of(keys, BASE, document, _files(assets), problems), root)
    sources = {site.file.name: site.file, **content.sources(), **slides.sources()}
    if settings.is_file():
        sources[shown_path(settings, root)] = settings
    return Handbook(root, document.values, site, defaults, pages, outlines, assets, sources)


def read_local(handbook: Handbook, pack: Path, problems: Problems) -> Local:
    """The pack in ``pack``: a folder anywhere with a ``local.yml``; its settings stand over the kit's own.

    Raises:
        RefusedInput: there is no such pack, its name cannot be used, or it is too large to be read.
    """
    shown = shown_path(pack, handbook.root)
    _refuse_unusable(pack, shown)
    found = files.pack_tree(pack, shown, problems)
    check_files(found, shown, problems)
    check_capitals(found, handbook, shown, problems)
    check_places(found, handbook, shown, problems)
    if SETTINGS_FILE not in found:  # a link or another name for a file: what it leads to is nobody's business
        raise RefusedInput(*problems.errors)
    document = _pack_settings(found[SETTINGS_FILE], f"{shown}/{SETTINGS_FILE}", problems)
    keys = merged(handbook.settings, document, problems) if document.values else FALLBACK
    whole = _Folder(found, shown, "", keys.language, files.PackLimits().text_size, is_pack=True)
    if keys is not FALLBACK:  # which template is used is not known, then
        check_templates(found, keys.brand.template, shown, problems)
    assets = {path.removeprefix("content/"): whole.asset(path) for path in found if is_published(path)}
    templates = {path: file for path, file in found.items() if is_template(path)}
    known = {**_files(handbook.assets), **_files(assets), **templates}
    profile = profile_of(keys, pack.name, document, known, problems)
    _check_logo(profile, keys.brand.logo, handbook, assets, problems)
    return Local(
        profile,
        pack,
        pages=whole.inner("content").pages(problems),
        outlines=whole.inner("slides").outlines(problems),
        examples=whole.inner("examples").passages(problems),
        slots=whole.inner("slots").passages(problems),
        assets=assets,
        sources=whole.sources(),
    )


def _check_logo(
    profile: Profile, written: str, handbook: Handbook, assets: Mapping[str, Asset], problems: Problems
) -> None:
    """A problem when a pack names a logo that only the kit has: its pages would bear the kit's."""
    place = profile.set_keys.get("brand.logo")
    if place and written in handbook.assets and written not in assets:
        message = f"'brand.logo': this pack has no picture '{written}', and the kit's own would be shown"
        hint = "put the local's logo there, or take the line out to show the kit's"
        near = nearest_file(written, filter(is_picture, assets))
        problems.error("picture-missing", place, message, *filter(None, (near,)), hint)


def shown_path(path: Path, root: Path) -> str:
    """``path`` as its author knows it: below the kit's folder if it is there, else by its own name."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name


class _Folder(Struct, frozen=True):
    """Files below one folder: ``prefix`` is cut off their paths, ``shown`` put before them in messages."""

    found: Mapping[str, Path]
    shown: str
    prefix: str
    lang: str
    size_limit: int = 0
    is_pack: bool = False
    divide: Callable[[Lines, Problems], Head] = divided

    def inner(self, name: str) -> _Folder:
        inside = {path: file for path, file in self.found.items() if path.startswith(f"{name}/")}
        return replace(self, found=inside, prefix=f"{name}/")

    def pages(self, problems: Problems) -> dict[str, Page]:
        """The Markdown pages by path below the folder; the very same as before where nothing has changed in one."""
        return {path: _told(_page_of(one), problems) for path, one in self._written(problems).items()}

    def report_other_endings(self, paths: Iterable[str], what: str, problems: Problems) -> None:
        """Warns of those ``paths`` that other programs take for pages, and that are no ``what`` here."""
        for path in filter(_is_page_elsewhere, paths):
            hint = f"call it '{PurePosixPath(path).stem}.md', and change links to it"
            message = f"'{path}' is no {what}, since its name does not end with '.md'"
            problems.warn("page-with-other-ending", self._place(path), message, hint)

    def outlines(self, problems: Problems) -> dict[str, Outline]:
        """The outlines of decks by path below the folder; what other programs make slides of is none."""
        written = self._written(problems)
        kinds = {path: foreign_kind(path, one.keys, one.lines) for path, one in written.items()}
        report_foreign({path: (kind, written[path].lines) for path, kind in kinds.items() if kind}, problems)
        return {path: _told(_outline_of(one), problems) for path, one in written.items() if not kinds[path]}

    def passages(self, problems: Problems) -> dict[str, PassageFile]:
        """The texts that take the place of named passages, by name, without blank lines at their ends.

        Marks in them must be complete: one left open would swallow what follows in the page.
        """
        passages: dict[str, PassageFile] = {}
        for path, lines in self._texts(problems):
            head = divided_as_meant(lines, problems)
            if head.yaml.strip():
                hint = "take it out: this text stands in the middle of a page"
                problems.warn("front-matter-no-effect", lines[0].place, "front matter has no effect here", hint)
            text = _trimmed(marks.separated(head.body))
            marks.find(text, problems)
            passages[path.removesuffix(".md")] = PassageFile(text, self._place(f"{self.prefix}{path}"))
        return passages

    def _texts(self, problems: Problems) -> Iterator[tuple[str, Lines]]:
        for path, file in self.found.items():
            if is_page(path):
                lines = files.read_lines(file, self._place(path).file, problems, self.size_limit)
                yield path.removeprefix(self.prefix), lines

    def _written(self, problems: Problems) -> dict[str, _Written]:
        divide = divided_as_meant if self.is_pack else self.divide
        return {
            path: _told(_divided(path, self._file(path), self.lang, lines, divide), problems)
            for path, lines in self._texts(problems)
        }

    def _file(self, path: str) -> str:
        return self._place(f"{self.prefix}{path}").file

    def asset(self, path: str) -> Asset:
        return Asset(self.found[path], self._place(path))

    def sources(self) -> dict[str, Path]:
        """The files by their names in messages."""
        return {self._place(path).file: file for path, file in self.found.items()}

    def _place(self, path: str) -> Place:
        return Place(f"{self.shown}/{path}", 1)


class _Written(Struct, frozen=True):
    """A page as its author wrote it: the ``keys`` above its text, with their ``places``, and the ``lines`` below."""

    path: str
    lang: str
    lines: Lines
    keys: Mapping[str, object]
    places: Mapping[str, Place]
    place: Place


def _told(step: tuple[T, tuple[Problem, ...]], problems: Problems) -> T:
    """What a remembered step made; what it had to say is said again."""
    made, said = step
    problems.extend(said)
    return made


@remembered
def _divided(
    path: str, file: str, lang: str, lines: Lines, divide: Callable[[Lines, Problems], Head]
) -> tuple[_Written, tuple[Problem, ...]]:
    """A page in two; one of a pack is read as a stranger's."""
    start, problems, is_pack = Place(file, 1), Problems(), divide is divided_as_meant
    head = divide(lines, problems)
    above = head.yaml
    if len(above) > SETTINGS_SIZE:
        message = f"the front matter is larger than {SETTINGS_SIZE // 1000} kB"
        problems.error("front-matter-too-large", start, message, "make it shorter")
        above = ""
    document = yaml_text.read(
        above, file, head.first_line, problems, as_text=TEXTS, is_lenient=is_pack
    ) or yaml_text.Document({}, {})
    keys, places = document.values, {str(key[0]): place for key, place in document.places.items() if len(key) == 1}
    if is_pack:
        keys, places = with_known_keys(keys), with_known_keys(places)
    return _Written(path, lang, marks.separated(head.body), keys, places, start), tuple(problems.found)


@remembered
def _page_of(one: _Written) -> tuple[Page, tuple[Problem, ...]]:
    problems = Problems()
    if holds_form(one.path, one.keys):
        form = front_matter(FormFrontMatter, one.keys, one.places, problems)
        return FormPage(one.path, form.lang or one.lang, one.lines, form, one.place), tuple(problems.found)
    front = front_matter(PageFrontMatter, one.keys, one.places, problems)
    return Page(one.path, front.lang or one.lang, one.lines, front, one.place), tuple(problems.found)


@remembered
def _outline_of(one: _Written) -> tuple[Outline, tuple[Problem, ...]]:
    problems = Problems()
    front = front_matter(OutlineFrontMatter, one.keys, one.places, problems)
    return Outline(one.path, front.lang or one.lang, one.lines, front, one.place), tuple(problems.found)


def _base_settings(file: Path, site_name: str, problems: Problems) -> yaml_text.Document:
    """The kit's own settings; a kit without any has the site's name and no brand of its own."""
    shown = f"overrides/{SETTINGS_FILE}"
    if not file.is_file():
        return yaml_text.Document({"name": site_name}, {(): Place("mkdocs.yml", 1)})
    return _document(files.read_lines(file, shown, problems), shown, problems)


def _document(lines: Lines, shown: str, problems: Problems, *, is_pack: bool = False) -> yaml_text.Document:
    """The settings in ``lines``; nothing where they cannot be read at all."""
    text = "\n".join(line.text for line in lines)
    document = yaml_text.read(text, shown, 1, problems, as_text=True, is_lenient=is_pack)
    if document is None:
        return yaml_text.Document({}, {(): Place(shown, 1)})
    return with_known_settings(with_plain_letters(document))


def _pack_settings(file: Path, shown: str, problems: Problems) -> yaml_text.Document:
    """The settings of a pack; nothing, and a problem, where they cannot be read, or not as they are meant."""
    told = len(problems.errors)
    lines = files.read_lines(file, shown, problems, SETTINGS_SIZE)
    for place, name, group, number in commented_groups(lines):
        message = f"'{name}' stands under a group that is still a comment"
        hint = f"take the '# ' from '{group}:' in line {number} as well"
        problems.error("setting-group-commented", place, message, hint)
    if len(problems.errors) > told:
        return yaml_text.Document({}, {(): Place(shown, 1)})
    document = _document(lines, shown, problems, is_pack=True)
    if not document.values and len(problems.errors) == told:
        problems.error("setting-missing-key", Place(shown, 1), "'name' is missing", "add a line 'name: …'")
    return document


def is_pack_name(name: str) -> bool:
    """Whether a pack may be called so: its name is that of a folder of outputs, on Windows, too."""
    return _SLUG.fullmatch(name) is not None and name != BASE and files.is_portable(name)


def _refuse_unusable(pack: Path, shown: str) -> None:
    refuse_without_settings(pack, shown)
    if not is_pack_name(pack.name):
        hint = "rename the folder: small letters, digits, and hyphens, as in local-104"
        raise RefusedInput(
            Problem("pack-name-not-allowed", Place(shown, 1), f"'{pack.name}' cannot be a pack's name", (hint,))
        )


def _is_page_elsewhere(path: str) -> bool:
    """Whether other programs take the file for a page, as MkDocs does, and this one does not."""
    return not is_page(path) and PurePosixPath(path).suffix.lower() in _PAGE_ENDINGS


def _published(found: Mapping[str, Path], site: SiteSettings) -> Mapping[str, Path]:
    """What MkDocs does not leave out, where it builds the site."""
    if not site.by_mkdocs:
        return found
    left_out = GitIgnoreSpec.from_lines(site.excluded)
    return {path: file for path, file in found.items() if not left_out.match_file(path)}


def _outlines(found: Mapping[str, Path]) -> Mapping[str, Path]:
    """What the kit reads in ``slides/``; whatever else its authors keep there is no part of it."""
    return {path: file for path, file in found.items() if is_page(path)}


def _files(assets: Mapping[str, Asset]) -> dict[str, Path]:
    return {path: asset.file for path, asset in assets.items()}


def _trimmed(lines: Lines) -> Lines:
    full = [index for index, line in enumerate(lines) if line.text.strip()]
    return lines[full[0] : full[-1] + 1] if full else ()
