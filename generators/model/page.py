"""The kinds of page: what authors say above the text, each key as the value that it means, and the lines below."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from generators.model.document import NOWHERE, Lines, Place

READERS = ("mentee", "mentor", "coordinator", "trainer")
"""Whom somebody who reads the site can choose to be."""


class PageFrontMatter(Struct, frozen=True, kw_only=True):
    """What stands above any page; a key that nobody wrote has an empty value.

    ``nav_group`` is the title of the group of the menu that the page stands in; ``whats_new`` says for the home page
    what is new on it; ``search_terms`` are words that people look it up by and that need not stand on it;
    ``index_terms`` lead to it in the index, or to an anchor that they name ("budget (#a-budget)"). ``written`` holds
    all keys as read, in their order, those of themes and plugins among them: it is handed on whole, and never asked
    for a key. ``places`` gives the line of each.
    """

    title: str = ""
    nav_title: str = ""
    nav_group: str = ""
    description: str = ""
    lang: str = ""
    after: str = ""
    audience: tuple[str, ...] = ()
    whats_new: str = ""
    search_terms: tuple[str, ...] = ()
    index_terms: tuple[str, ...] = ()
    written: Mapping[str, object] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)


class FormFrontMatter(PageFrontMatter, frozen=True, kw_only=True):
    """``appendix`` is a Roman numeral or empty; ``minutes`` is the length that an agenda promises, else None.

    ``layout`` is empty for a form, ``cards`` for cards to cut out, and ``certificate`` for a framed sheet.
    ``hand_in`` says whether somebody collects the form, or is None; an ``anonymous`` one shall not tell whose it is.
    """

    appendix: str = ""
    privacy: str = ""
    minutes: float | None = None
    hand_in: bool | None = None
    layout: str = ""
    anonymous: bool = False


class OutlineFrontMatter(PageFrontMatter, frozen=True, kw_only=True):
    """``minutes`` is the promised length; ``start`` a clock time ``HH:MM``; ``handouts`` and ``agenda`` name forms.

    ``people`` is for how many a guide counts copies.
    """

    minutes: float | None = None
    start: str = ""
    people: int | None = None
    purpose: str = ""
    room: str = ""
    materials: tuple[str, ...] = ()
    handouts: tuple[str, ...] = ()
    agenda: str = ""


class Page(Struct, frozen=True):
    """A Markdown page: ``path`` below its folder (``handbook/kinds.md``), body ``lines`` without front matter.

    ``over`` is the page of the base that a local's own page takes the place of, where it does.
    """

    path: str
    lang: str
    lines: Lines
    front: PageFrontMatter = PageFrontMatter()
    place: Place = NOWHERE
    over: Place | None = None


class FormPage(Page, frozen=True):
    """A page that holds a form."""

    front: FormFrontMatter = FormFrontMatter()


class Outline(Page, frozen=True):
    """A deck's outline; its path is below the folder of the slides."""

    front: OutlineFrontMatter = OutlineFrontMatter()
