"""A local's own PowerPoint template, read once: its rebuilt file, and which of its layouts shows what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from generators.packs.template_package import template_package
from generators.packs.template_source import UnusableTemplate
from generators.slideshow.design import Layout
from generators.slideshow.templates.matching import Gap, Matching
from generators.slideshow.templates.places import offer


@dataclass(frozen=True, slots=True)
class Template:
    """A template as decks use it: its rebuilt file's parts, and a layout of its own for each of the kit's."""

    parts: Mapping[str, bytes]
    layouts: Mapping[str, Layout]
    family: str
    gaps: tuple[Gap, ...]
    left_out: tuple[str, ...]


def template_of(file: Path, *, rtl: bool = False) -> Template:
    """The template in ``file``, matched.

    Raises:
        UnusableTemplate: it cannot be read, or has no layout for a slide's words.
    """
    try:
        data = file.read_bytes()
    except OSError as error:
        raise UnusableTemplate("it cannot be read", "look at its permissions") from error
    return _template(data, rtl=rtl)


@lru_cache(maxsize=8)
def _template(data: bytes, *, rtl: bool) -> Template:
    package = template_package(data)
    try:
        offered = offer(package.parts)
    except (ValueError, KeyError, IndexError, OverflowError) as error:
        raise UnusableTemplate("its layouts cannot be read") from error
    matching = Matching(offered, rtl)
    return Template(package.parts, matching.layouts(), offered.family, tuple(matching.gaps()), package.left_out)
