"""The theme's templates: compiled once, for this build and later ones, and what is wrong with one that is not."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, NoReturn

import jinja2
from mkdocs.utils import normalize_url
from mkdocs.utils.templates import script_tag_filter
from msgspec import Struct

from generators.caching.templates import template_cache
from generators.model import Place
from generators.model.problems import Problem
from generators.reading.source import shown_path

ENDINGS = (".html", ".css", ".js", ".xml")

ADDRESS_MARK = "\0u"
"""Stands, as the address of a page, for that of any; and with a zero behind it around each address made for it."""


class NotShared(Exception):
    """A template whose HTML many share asks for what only one of them has."""


class Unshared:
    """Stands for what differs between those who share a template's HTML, so that it cannot get into it."""

    def __getattr__(self, name: str) -> NoReturn:
        raise NotShared(name)

    def _refuse(self, *_asked: object) -> Any:
        raise NotShared

    def __bool__(self) -> bool:
        raise NotShared

    def __str__(self) -> str:
        raise NotShared

    def __contains__(self, part: str) -> bool:
        raise NotShared

    __hash__ = __eq__ = __iter__ = __len__ = __getitem__ = __add__ = __radd__ = __call__ = _refuse


_AS_WRITTEN = re.compile(r"<(?:pre|style|textarea)\b|<script\b(?![^>]*></script>)", re.ASCII | re.IGNORECASE)
_INDENTED = re.compile(r"^[ \t]+", re.MULTILINE)


class _Loader(jinja2.FileSystemLoader):
    """Reads templates of pages without the indentation that is there for those who write them.

    It would be a tenth of what a page weighs. Lines keep their numbers, so that a mistake has its place.
    """

    def get_source(self, environment: jinja2.Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """The text of ``template``, where it was found, and whether it is still the same."""
        source, file, is_current = super().get_source(environment, template)
        if template.endswith(".html") and not _AS_WRITTEN.search(source):
            source = _INDENTED.sub("", source)
        return source, file, is_current


@lru_cache(4)
def environment_of(folders: tuple[str, ...], _content: str) -> jinja2.Environment:
    """The templates in ``folders``; ``_content`` is a digest of those that can change."""
    loader = _Loader(folders)
    cache = template_cache()
    made = jinja2.Environment(loader=loader, auto_reload=False, cache_size=-1, bytecode_cache=cache, lstrip_blocks=True)
    made.filters["url"] = _url
    tests: dict[str, Any] = made.tests
    tests |= {name: _refusing(test) for name, test in tests.items() if name not in _ASK_NOTHING}
    made.filters["script_tag"] = script_tag_filter
    return made


_ASK_NOTHING = ("defined", "undefined", "filter", "test")
"""Tests of templates that look at no value."""


def _refusing(test: Callable[..., Any]) -> Callable[..., Any]:
    """``test`` of a value (as ``is none``), refused of one that is not there for all: it may look at the type alone."""
    if hasattr(test, "jinja_pass_arg"):
        return test

    def asked(*values: Any) -> Any:
        if any(isinstance(one, Unshared) for one in values):
            raise NotShared
        return test(*values)

    return asked


_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_NAMES_FRAME = re.compile(r"(?<![\w.])frame(?!\w)")
_PUTS_IN_FRAME = re.compile(r"\{\{-?\s*frame\.\w+\s*-?\}\}|\{%-?\s*if\s+frame\s*-?%\}")


def puts_frames_in_whole(template: str) -> bool:
    """Whether a template does no more with the frame of a page than to put its parts in, or to ask for it."""
    tags = (tag[0] for tag in _TAG.finditer(_COMMENT.sub("", template))) if "frame" in template else ()
    return all(_PUTS_IN_FRAME.fullmatch(tag) for tag in tags if _NAMES_FRAME.search(tag))


class _Here(Struct, frozen=True):
    url: str


@jinja2.pass_context
def _url(context: jinja2.runtime.Context, value: object) -> str:
    """MkDocs' filter ``url``, for a frame, too."""
    address = context["address"]
    if address == ADDRESS_MARK:
        made = normalize_url(str(value).replace("\\", "/"), None, ADDRESS_MARK)
        within = made.removeprefix(f"{ADDRESS_MARK}/")
        return made if made == within else f"{ADDRESS_MARK}{within}\0"
    here: Any = None if address is None else _Here(address)
    return normalize_url(str(value).replace("\\", "/"), here, context["base_url"])


def template_problem(error: jinja2.TemplateError, root: Path, page: str = "") -> Problem:
    """``error`` as a problem of the template that it comes from; ``root`` is the kit's folder.

    ``page`` is the path of the page that was being made, if any.
    """
    file, line = _place(error)
    shown = shown_path(Path(file), root) if file else "overrides/theme"
    made = f" for the page '{page}'" if page else ""
    said = f"the template cannot be used{made}: {error.message or type(error).__name__}"
    return Problem("theme-template-unusable", Place(shown, line), said)


def _place(error: jinja2.TemplateError) -> tuple[str, int]:
    """A mistake of syntax knows its place; any other is where the last line of a template was at work."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        return error.filename or "", error.lineno
    frames = traceback.extract_tb(error.__traceback__)
    return next(
        ((frame.filename, frame.lineno or 1) for frame in reversed(frames) if frame.filename.endswith(ENDINGS)),
        ("", 1),
    )
