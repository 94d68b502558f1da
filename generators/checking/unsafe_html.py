"""Says what of a page a local's site will not show: the author hears of it, though the site would drop it anyway."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from lxml.html import HtmlElement, defs

from generators.markdown.origin import Origin
from generators.markdown.passages import files_of
from generators.markdown.tree import body_of
from generators.model import Kit, Lines, Page, Place
from generators.model.kit import is_own
from generators.model.problems import Problems
from generators.model.remembered import remembered
from generators.packs.clean import TAGS
from generators.reading.files import forbidden_character
from generators.reading.invisible import invisible_letter
from generators.reading.links import Link, is_in_kit, is_safe_link
from generators.reading.verbatim import outside_code

LINK_HINT = "a link leads to a page of the kit, or begins with https:, mailto:, or tel:"
PICTURE_HINT = "put a copy of the picture into assets/, and use that"
_SHOWN = 80

_WORD = re.compile(r"\bclass=[\"']?Mso|<o:p\b|\bmso-|<!--\[if |<!\[if |<w:|urn:schemas-microsoft-com", re.IGNORECASE)
_SIGNS_OF_WORD = ("mso", "<o:p", "[if ", "<w:", "urn:schemas-microsoft-com")
"""One of them stands wherever Word's HTML does."""

_WORD_TAG = re.compile(r"<(?:\w+:[\w-]+|font|xml|meta|link|style|title|big|strike|tt)> ")
"""Elements that say how something looks, or what only Word understands."""


_CONTROLS = frozenset({"button", "form", "input", "textarea"})
"""What an author's own HTML cannot bring along; that of the kit's fields is not made yet when a page is looked at."""


def own_places(page: Page, kit: Kit) -> Iterator[Place]:
    """The places of those lines of ``page`` that the local's pack brought along; none in the base kit."""
    yield from (line.place for line in page.lines if is_own(line.place, kit))


def has_own(page: Page, kit: Kit) -> bool:
    """Whether the local's pack brought along any line of ``page``."""
    return any(is_own(place, kit) for place in files_of(page.lines).values())


def word_html(page: Page) -> Place | None:
    """The first line of ``page`` with HTML as Word writes it."""
    return _word_html(page.lines)


@remembered
def _word_html(lines: Lines) -> Place | None:
    if not any(sign in line.text.lower() for line in lines for sign in _SIGNS_OF_WORD):
        return None
    return next((line.place for _, line in outside_code(lines) if _WORD.search(line.text)), None)


def report_unsafe(page: Page, html: str, problems: Problems) -> None:
    """Problems for what is in ``page``, whose HTML before cleaning is ``html``, with lines."""
    origin = Origin("", tuple(line.place for line in page.lines))
    from_word = word_html(page)
    if from_word:
        message = "from here on, the page has HTML as Word writes it; words and tables stay, fonts and colors do not"
        problems.warn("html-from-word", from_word, message, "paste it without formatting, and write tables with |")
    said = {(problem.place, problem.message) for problem in problems.found}
    found = Problems()
    for element in body_of(html).iterdescendants():
        if isinstance(element.tag, str):
            _report_element(element, origin, found)
    problems.extend(
        problem
        for problem in found.found
        if (problem.place, problem.message) not in said and not (from_word and _WORD_TAG.match(problem.message))
    )


def report_address(link: Link, problems: Problems, *, is_own: bool, is_others: bool = False, near: str = "") -> None:
    """A problem for the address of ``link`` when no local's site may hold it; ``is_own`` says that a pack wrote it.

    ``is_others`` is for a handbook with another theme, whose authors link to whatever they like. ``near`` says which
    picture of the kit may be meant.
    """
    target, place, is_picture = link.target, link.place, link.is_picture
    if is_picture and is_own and (not is_in_kit(target) or target.startswith("/")):
        said = f"the picture '{target[:_SHOWN]}' is not in the kit"
        problems.error("picture-not-in-kit", place, said, near or PICTURE_HINT)
    elif is_picture and not is_in_kit(target):
        problems.warn(
            "picture-not-in-kit",
            place,
            f"every reader's browser will ask another host for '{target[:_SHOWN]}'",
            PICTURE_HINT,
        )
    elif is_others:
        if cure := _lacking(target.strip()):
            problems.warn("link-not-allowed", place, f"'{target[:_SHOWN]}' is not a whole address", cure)
    elif not is_safe_link(target) or (is_own and invisible_letter(target, plain=True)):
        problems.error("link-not-allowed", place, f"no link may lead to '{target[:_SHOWN]}'", LINK_HINT)
    elif cure := _lacking(target.strip()):
        problems.error("link-not-allowed", place, f"'{target[:_SHOWN]}' is not a whole address", cure)
    elif is_own:
        _report_slashes(target.strip(), place, problems)


def _report_slashes(target: str, place: Place, problems: Problems) -> None:
    """An address as Windows writes paths, or one that takes the reader's own way of asking: not all programs follow."""
    meant = target.replace("\\", "/")
    if target.startswith("//"):
        said = f"'{target[:_SHOWN]}' leads nowhere from a folder"
        problems.warn("link-not-allowed", place, said, f"write 'https:{target}'")
    elif target.startswith("\\"):
        said = f"'{target[:_SHOWN]}' is in your own network, where nobody else can open it"
        problems.warn("link-to-own-computer", place, said, "put the file into assets/files/, and link to it there")
    elif meant != target and not meant.partition("#")[0].endswith(".md"):  # a page that is not there is told as such
        problems.warn("link-not-made", place, f"'{target[:_SHOWN]}' is a path of Windows", f"write '{meant}'")


def _cure_of(tag: str) -> str:
    """What to write in place of an element; words that stand between the signs by chance make none that is known."""
    if re.match(r"www\.|.*\.(?:md|html?|pdf)\b", tag):
        address = f"https://{tag}" if tag.startswith("www.") else tag
        return f"for a link, write [words to click on]({address})"
    if tag in defs.tags or "-" in tag or ":" in tag:
        return "a pack is text and pictures; write it in Markdown"
    return "words between '<' and '>' are not shown: write them without these signs"


def _lacking(target: str) -> str:
    """How ``target`` becomes an address that leads somewhere (RFC 3986, 3.2; RFC 6068, 2); empty if it is one."""
    scheme, _, rest = target.partition(":")
    if scheme.lower() in ("http", "https") and not re.match(r"//[^/?#\s]", rest):
        return f"write 'https://{rest.strip(' /')}'" if rest.strip(" /") else "write the site's name behind 'https://'"
    if scheme.lower() == "mailto" and "@" not in (to := rest.partition("?")[0]) and (to or not rest):
        return "write an e-mail address behind 'mailto:'"
    return ""


def _report_element(element: HtmlElement, origin: Origin, problems: Problems) -> None:
    tag = cast(str, element.tag)
    if tag not in TAGS:
        problems.warn(
            "html-tag-removed",
            origin.place(element),
            f"<{tag}> is taken out of the page",
            _cure_of(tag),
        )
    elif tag in _CONTROLS and not any("task-list" in item.get("class", "") for item in element.iterancestors("li")):
        said = f"<{tag}> is no field of a form: what people type there is neither kept nor sent"
        problems.warn("html-control", origin.place(element), said, "write 'Label: ____' on a page in content/forms/")
    elif tag == "pre" and (letter := forbidden_character(element.text_content())):
        said = f"holds the control character {letter}"
        problems.error("text-control-character", origin.place(element), said, "delete it")
    for name, value in element.attrib.items():
        if name in ("src", "href") and tag in ("a", "img"):
            link = Link(value.strip(), "", tag == "img", "", origin.attribute_place(element), is_raw=True)
            report_address(link, problems, is_own=True)
        elif name == "aria-hidden" or (name == "hidden" and tag != "section"):
            hint = "what stands on a page is for all its readers"
            place = origin.attribute_place(element)
            problems.warn("html-attribute-removed", place, f"'{name}' is taken out of the page", hint)
        elif name.startswith("on") or name in ("action", "formaction", "srcset", "srcdoc"):
            problems.warn(
                "html-attribute-removed",
                origin.attribute_place(element),
                f"'{name}' is taken out of the page",
                "nothing in a pack can run or send",
            )
