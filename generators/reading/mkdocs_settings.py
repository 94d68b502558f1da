"""Reads from ``mkdocs.yml`` what every output needs: name, folder, Markdown extensions, and navigation."""

from __future__ import annotations

import os
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar, cast

import yaml
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError
from mkdocs.utils.yaml import DocsDirPlaceholder, RelativeDirPlaceholder, get_yaml_loader, yaml_load
from msgspec import Struct, field
from yaml.constructor import ConstructorError

from generators.model import Extension, Line, NavigationItem, PageFolder, Place, SiteSettings
from generators.model.problems import Problem, RefusedInput
from generators.model.remembered import remembered
from generators.reading.mkdocs_parts import NamedPart, in_reach, missing_parts
from generators.reading.yaml_faults import fault_of

T = TypeVar("T")

FILE_NAMES = ("mkdocs.yml", "mkdocs.yaml")

FIELDS = "kit_fields"
"""The Markdown extension for the fields of forms."""

_TEMPLATE = "frame.html"
"""A template that only the kit's own theme has."""

_ONLY_MKDOCS = ("hooks", "exclude_docs", "draft_docs", "extra_templates")
"""Settings that mean something to MkDocs alone; so do plugins."""


_TEMPLATING = frozenset({"macros"})
"""Plugins that read ``{{ }}`` in pages themselves."""

_NEVER_PUBLISHED = ".*\n/templates/"
"""What MkDocs leaves out whatever the settings say (``mkdocs.structure.files``)."""


def read_site_settings(root: Path) -> SiteSettings:
    """The settings of the kit in ``root``.

    Raises:
        RefusedInput: there is no ``mkdocs.yml`` or it cannot be read.
    """
    file = settings_file(root)
    values = _values(file)
    docs_dir = _existing(_docs_dir(root, values), file)
    navigation, theme = values.get("nav"), values.get("theme")
    written = tuple(_written(file))
    own_theme = asks_for_kit(theme)
    borrows_theme = own_theme and not _has_templates(root, theme)
    pages = PageFolder(str(docs_dir), str(root))
    written_extensions = _extensions(values.get("markdown_extensions") or [], file.name, pages)
    extensions = _with_fields(written_extensions, is_asked=borrows_theme)
    _refuse_missing(values, extensions, written)
    return SiteSettings(
        file=file,
        files=tuple(one for one, _ in written),
        own_theme=own_theme,
        borrows_theme=borrows_theme,
        is_strict=values.get("strict") is True,
        only_mkdocs=tuple(_only_mkdocs(written, values)),
        directory_urls=values.get("use_directory_urls") is not False,
        leaves_braces=not _TEMPLATING.isdisjoint(_plugins(values)),
        excluded=tuple(_excluded(values)),
        name=str(values.get("site_name") or root.name),
        docs_dir=docs_dir,
        extensions=extensions,
        navigation=tuple(_navigation(navigation)) if isinstance(navigation, list) else None,
    )


def _existing(docs_dir: Path, file: Path) -> Path:
    if docs_dir.is_dir():
        return docs_dir
    hint = "write the folder of the pages behind 'docs_dir:'"
    raise RefusedInput(
        Problem("kit-missing-folder", Place(file.name, 1), f"there is no folder '{docs_dir.name}'", (hint,))
    )


def settings_file(root: Path, otherwise: str = "name the folder of a kit with --root") -> Path:
    """The ``mkdocs.yml`` of the folder ``root``; ``otherwise`` says what to do if there is none.

    Raises:
        RefusedInput: there is none.
    """
    file = next((root / name for name in FILE_NAMES if (root / name).is_file()), None)
    if file is None:
        raise RefusedInput(
            Problem("kit-missing", Place(FILE_NAMES[0], 1), f"no mkdocs.yml in {root.name or root}", (otherwise,))
        )
    return file


def theme_written(file: Path) -> object:
    """What ``file``, or a parent that it inherits from, says of the theme: its name, settings, or None.

    Raises:
        RefusedInput: the file cannot be read.
    """
    return _values(file).get("theme")


def asks_for_kit(theme: object) -> bool:
    """Whether ``theme``, as ``mkdocs.yml`` says it, asks for the kit's own."""
    return isinstance(theme, dict) and bool(theme.get("kit"))


def _has_templates(root: Path, theme: object) -> bool:
    """Whether the folder of ``theme``'s templates holds the kit's, as the base kit's does."""
    folder = theme.get("custom_dir") if isinstance(theme, dict) else None
    return isinstance(folder, str) and (root / folder / _TEMPLATE).is_file()


def _with_fields(extensions: Iterator[Extension], *, is_asked: bool) -> tuple[Extension, ...]:
    """Who asks for the kit's theme has its form fields, too, without a line for them."""
    found = tuple(extensions)
    has_them = any(extension.name == FIELDS for extension in found)
    return (*found, Extension(FIELDS)) if is_asked and not has_them else found


class _Known(Struct):
    """The values of a settings file as they were read last, and the files that they are from, with what these held."""

    values: dict[str, object] = field(default_factory=dict)
    contents: Mapping[Path, bytes] = field(default_factory=dict)

    @property
    def is_current(self) -> bool:
        return bool(self.contents) and all(_content(file) == content for file, content in self.contents.items())


@lru_cache(4)
def _known(_file: Path) -> _Known:
    return _Known()


def _content(file: Path) -> bytes:
    return file.read_bytes() if file.is_file() else b""


def _values(file: Path) -> dict[str, object]:
    """What the file says, read again when it has changed, or one of those that it takes over."""
    known = _known(file)
    if not known.is_current:
        known.contents = {}
        known.values = _read_values(file)
        contents = {one: _content(one) for one, _ in _written(file)}
        if not any(b"!ENV" in content for content in contents.values()):  # the same text may say something else
            known.contents = contents
    return known.values


def _read_values(file: Path) -> dict[str, object]:
    _refuse_other_encoding(file)
    try:
        values = settings_values(file, MkDocsConfig(config_file_path=str(file)))
    except (yaml.YAMLError, ConfigurationError) as error:
        raise RefusedInput(_yaml_problem(file, error)) from error
    if not isinstance(values, dict) or not values:
        raise RefusedInput(Problem("yaml-no-keys", Place(file.name, 1), "expected 'key: value' lines"))
    return values


def settings_values(file: Path, config: MkDocsConfig) -> dict[str, object]:
    """What ``file`` says, as ``config`` is loaded from it: by MkDocs' loader, which alone knows its tags and INHERIT.

    Raises:
        YAMLError: it cannot be read.
        ConfigurationError: nor can it.
    """

    def read(loader: type[yaml.Loader]) -> dict[str, object]:
        with file.open("rb") as stream:
            return cast(dict[str, object], yaml_load(stream, loader=get_yaml_loader(loader, config)))

    return _read_fast(read, file.read_bytes())


_FAST: type[Any] | None = getattr(yaml, "CLoader", None)
"""Reads a menu of a thousand pages eight times as fast; not every system has it."""


def _read_fast(read: Callable[[type[yaml.Loader]], T], content: bytes) -> T:
    """What is ``read`` of ``content`` by the fast loader, or by the plain one where that says more of what is wrong.

    The fast one takes tabs in which MkDocs sees a mistake, and other files may have some.
    """
    if _FAST and b"\t" not in content and b"INHERIT" not in content:
        with suppress(yaml.YAMLError, ConfigurationError):
            return read(_FAST)
    return read(yaml.Loader)


def _refuse_other_encoding(file: Path) -> None:
    content = file.read_bytes()
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):  # as YAML allows it, too
        return
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = Place(file.name, content.count(b"\n", 0, error.start) + 1)
        hint = "save the file with the encoding UTF-8"
        raise RefusedInput(Problem("file-not-utf8", place, "this line is not UTF-8 text", (hint,))) from error


def _written(file: Path) -> Iterator[tuple[Path, yaml.MappingNode]]:
    """The file, and those whose settings it takes over by ``INHERIT``, nearest first, with the places of their keys."""
    seen: set[Path] = set()
    while file.is_file() and file.resolve() not in seen:
        seen.add(file.resolve())
        node = _composed(file.read_bytes())
        if not isinstance(node, yaml.MappingNode):
            return
        yield file, node
        parent = next((value.value for key, value in node.value if key.value == "INHERIT"), None)
        if not isinstance(parent, str):
            return
        file = file.parent / parent


@remembered
def _composed(content: bytes) -> yaml.Node | None:
    return _read_fast(lambda loader: yaml.compose(content, Loader=get_yaml_loader(loader)), content)


def _only_mkdocs(written: tuple[tuple[Path, yaml.MappingNode], ...], values: dict[str, object]) -> Iterator[Line]:
    """What no other program does, each with its line: plugins other than search, hooks, and some more settings."""
    for key in _ONLY_MKDOCS:
        if values.get(key):
            yield Line(f"'{key}'", _place_of(key, written))
    for name in (name for name in _plugins(values) if name.rpartition("/")[2] != "search"):
        yield Line(f"the plugin '{name}'", _place_of("plugins", written, name))


def _plugins(values: Mapping[str, object]) -> Iterator[str]:
    """The names of the plugins, as they are written."""
    plugins = values.get("plugins")
    for item in plugins if isinstance(plugins, list | dict) else ():
        yield from map(str, item if isinstance(item, dict) else [item])


def _refuse_missing(
    values: Mapping[str, object], extensions: tuple[Extension, ...], written: tuple[tuple[Path, yaml.MappingNode], ...]
) -> None:
    """Everything that is not installed is told at once, before anything is read."""
    theme = values.get("theme")
    name = theme.get("name") if isinstance(theme, dict) else theme
    is_needed = isinstance(name, str) and not asks_for_kit(theme)
    parts = [NamedPart("theme", str(name), _place_of("theme", written, str(name)))] if is_needed else []
    parts += [NamedPart("plugin", one, _place_of("plugins", written, one)) for one in _plugins(values)]
    parts += [
        NamedPart("extension", one.name, _place_of("markdown_extensions", written, one.name)) for one in extensions
    ]
    with in_reach(written[0][0].parent):
        if problem := missing_parts(parts, str(name or "")):
            raise RefusedInput(problem)


def _excluded(values: Mapping[str, object]) -> Iterator[str]:
    """The patterns, in the language of .gitignore, of what is not published; those of MkDocs itself come first."""
    for patterns in (_NEVER_PUBLISHED, values.get("exclude_docs"), values.get("draft_docs")):
        yield from str(patterns or "").splitlines()


def _place_of(key: str, written: tuple[tuple[Path, yaml.MappingNode], ...], name: str = "") -> Place:
    """Where the nearest file says ``key``, and below it ``name``."""
    for file, node in written:
        for key_node, value in node.value:
            if key_node.value == key:
                inner = next((one for one in _scalars(value) if one.value == name), key_node) if name else key_node
                return Place(file.name, int(inner.start_mark.line) + 1)
    return Place(written[0][0].name, 1)


def _scalars(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    """The names in a list or mapping of plugins, without their options."""
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _scalars(item)
    elif isinstance(node, yaml.MappingNode):
        for name, _ in node.value:
            yield from _scalars(name)


def _yaml_problem(file: Path, error: Exception) -> Problem:
    cause = error.__context__ if isinstance(error, ConfigurationError) else error
    mark = getattr(cause, "problem_mark", None)
    if mark is None or not isinstance(cause, yaml.YAMLError):
        return Problem("mkdocs-settings-unusable", Place(file.name, 1), str(error).splitlines()[0])
    if isinstance(cause, ConstructorError) and str(cause.problem).startswith("cannot find"):  # '!!python/name:…'
        said = f"{cause.problem}, which this line asks for"
        hint = "correct the name, or install the package that brings it"
        return Problem("mkdocs-part-missing", Place(file.name, int(mark.line) + 1), said, (hint,))
    fault = fault_of(cause, file.read_text("utf-8", "replace"))
    return Problem("yaml-invalid", Place(file.name, fault.line + 1), fault.message, (fault.hint,))


def _docs_dir(root: Path, values: dict[str, object]) -> Path:
    """The folder of the pages: as written, else ``content`` of a kit, which has ``slides``, else MkDocs' own ``docs``.

    Where there is no ``docs``, pages stand in ``content``, if that is there.
    """
    written = values.get("docs_dir")
    if isinstance(written, str):
        return root / written
    is_own = (root / "content").is_dir() and ((root / "slides").is_dir() or not (root / "docs").is_dir())
    return root / ("content" if is_own else "docs")


def _extensions(written: object, file: str, pages: PageFolder) -> Iterator[Extension]:
    if isinstance(written, list):
        for item in written:
            yield from _extensions({item: {}} if isinstance(item, str) else item, file, pages)
    elif isinstance(written, dict):
        for name, options in written.items():
            if not isinstance(options, dict | None):
                message = f"the options of the Markdown extension '{name}' are no 'key: value' lines"
                raise RefusedInput(
                    Problem("extension-options-malformed", Place(file, 1), message, ("indent them below its name",))
                )
            yield Extension(str(name), _in_root(str(name), _plain(options or {}, pages), pages))
    else:
        raise RefusedInput(
            Problem(
                "extension-list-malformed",
                Place(file, 1),
                "'markdown_extensions' is no list",
                ("write a line '- name' for each",),
            )
        )


_READS_FILES = frozenset({"pymdownx.snippets", "markdown_include.include", "markdown_include"})
"""Extensions that read files below their ``base_path``, by default from the folder that MkDocs runs in."""


def _in_root(name: str, options: dict[str, object], pages: PageFolder) -> dict[str, object]:
    """The options with folders from the handbook's on, in whatever folder somebody builds it."""
    given = options.get("base_path", "." if name in _READS_FILES else None)
    if given is None:
        return options
    folders = [
        str(Path(pages.root, one)) if isinstance(one, str) else one
        for one in (given if isinstance(given, list) else [given])
    ]
    return {**options, "base_path": folders if isinstance(given, list) else folders[0]}


def _plain(options: object, pages: PageFolder) -> dict[str, object]:
    """The options with MkDocs' path placeholders (``!relative``) as plain paths, or that of whatever page is read."""

    def plain(value: object) -> object:
        if isinstance(value, RelativeDirPlaceholder):
            return pages
        if isinstance(value, DocsDirPlaceholder):  # which asks settings that are not read yet
            return str(Path(pages, value.suffix))
        if isinstance(value, os.PathLike):
            return os.fspath(value)
        if isinstance(value, dict):
            return {key: plain(item) for key, item in value.items()}
        return [plain(item) for item in value] if isinstance(value, list) else value

    return {str(key): plain(value) for key, value in options.items()} if isinstance(options, dict) else {}


def _navigation(items: list[object]) -> Iterator[NavigationItem]:
    for item in items:
        if isinstance(item, str):
            yield _target("", item)
        elif isinstance(item, dict):
            for title, value in item.items():
                if isinstance(value, list):
                    yield NavigationItem(str(title), children=tuple(_navigation(value)))
                elif value is not None:
                    yield _target(str(title), str(value))


def _target(title: str, target: str) -> NavigationItem:
    is_page = "://" not in target and not target.startswith("/") and target.endswith(".md")
    return NavigationItem(title, path=target) if is_page else NavigationItem(title, url=target)
