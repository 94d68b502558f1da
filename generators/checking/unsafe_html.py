"""Says what of a page a local's site will not show: the author hears of it, though the site would drop it anyway."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from lxml.html import HtmlElement

from generators.markdown.tree import body_of
from generators.model import Kit, Page, Place
from generators.model.problems import Problems
from generators.packs.clean import TAGS
from generators.reading.links import is_in_kit, is_safe_link

LINK_HINT = "a link leads to a page of the kit, or begins with https:, mailto:, or tel:"
PICTURE_HINT = "put a copy of the picture into assets/, and use that"
_SHOWN = 80


def own_lines(page: Page, kit: Kit) -> Iterator[tuple[str, Place]]:
    """The lines of ``page`` that the local's pack brought along, with their places; none in the base kit."""
    folder = kit.local.place.file.rpartition("/")[0] + "/"
    if kit.local.slug != "base":
        yield from ((line.text, line.place) for line in page.lines if line.place.file.startswith(folder))


def report_unsafe(page: Page, html: str, kit: Kit, problems: Problems) -> None:
    """Problems for what the pack put into ``page``, whose HTML before cleaning is ``html``."""
    lines = list(own_lines(page, kit))
    if not lines:
        return
    said = {problem.message for problem in problems.found}  # by line, which is nearer than what is found here
    found = Problems()
    for element in body_of(html).iterdescendants():
        if isinstance(element.tag, str):
            _report_element(element, lines, found)
    problems.extend(problem for problem in found.found if problem.message not in said)


def report_address(target: str, place: Place, problems: Problems, *, is_picture: bool, is_own: bool) -> None:
    """A problem for the address ``target`` when no local's site may hold it; ``is_own`` says that a pack wrote it."""
    if is_picture and is_own and (not is_in_kit(target) or target.startswith("/")):
        problems.error("picture-not-in-kit", place, f"the picture '{target[:_SHOWN]}' is not in the kit", PICTURE_HINT)
    elif is_picture and not is_in_kit(target):
        problems.warn(
            "picture-not-in-kit",
            place,
            f"every reader's browser will ask another host for '{target[:_SHOWN]}'",
            PICTURE_HINT,
        )
    elif not is_safe_link(target):
        problems.error("link-not-allowed", place, f"no link may lead to '{target[:_SHOWN]}'", LINK_HINT)


def _report_element(element: HtmlElement, lines: list[tuple[str, Place]], problems: Problems) -> None:
    tag = cast(str, element.tag)
    if tag not in TAGS:
        place = _place_of(f"<{tag}", lines)
        problems.warn(
            "html-tag-removed",
            place,
            f"<{tag}> is taken out of the page",
            "a pack is text and pictures; write it in Markdown",
        )
    for name, value in element.attrib.items():
        if name in ("src", "href") and tag in ("a", "img"):
            place = _place_of(value.strip()[:60], lines)
            report_address(value.strip(), place, problems, is_picture=tag == "img", is_own=True)
        elif name.startswith("on") or name in ("action", "formaction", "srcset", "srcdoc"):
            place = _place_of(f"{name}=", lines)
            problems.warn(
                "html-attribute-removed",
                place,
                f"'{name}' is taken out of the page",
                "nothing in a pack can run or send",
            )


def _place_of(needle: str, lines: list[tuple[str, Place]]) -> Place:
    """The first of ``lines`` in which ``needle`` stands as a whole, in capitals or not, else the first of all."""
    whole = re.compile(rf"(?<![\w:]){re.escape(needle)}", re.IGNORECASE)
    return next((place for text, place in lines if whole.search(text)), lines[0][1])
