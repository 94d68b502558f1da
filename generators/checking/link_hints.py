"""What to write in place of an address that leads nowhere, as it has to stand on the page with the link."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from posixpath import dirname, relpath
from urllib.parse import quote, unquote

from msgspec import Struct

from generators.model.problems import nearest_file
from generators.reading.pack_files import PICTURES

_PAGE_ENDING = re.compile(r"(?:/index)?\.(?:html?|md|mdx|mdown|mkdn?|markdown|php|aspx?|txt)/?$|/+$", re.IGNORECASE)
_FILE_ENDING = (
    r"(?:md|mdx|markdown|html?|txt|pdf|docx?|odt|rtf|pptx?|odp|xlsx?|ods|csv|zip|png|jpe?g|gif|svg|webp|avif|ico"
    r"|mp[34]|webm|ogg|wav|js|css|json|ya?ml|toml|xml|py|sh|ics)"
)
_COMMON = "com|org|net|edu|gov|int|info|coop|union|eu|io|app|dev"
_HOST = re.compile(
    rf"(?:www\.[\w-]+(?:\.[\w-]+)+|(?:[\w-]+\.)+(?:{_COMMON}|(?!{_FILE_ENDING}\b)[a-z]{{2}})"
    rf"|(?:[\w-]+\.)+(?!{_FILE_ENDING}\b)[a-z]{{2,}}(?=[/:]))(?::\d+)?(?:[/?#].*)?",
    re.IGNORECASE,
)
"""A name of a host, and perhaps a path on it; one without a path ends as most names do."""

_MORE_THAN_A_NAME = re.compile(rf"(?<=\.)(?P<ending>{_FILE_ENDING})\s.*", re.IGNORECASE)
"""What other dialects write behind a file in one pair of parentheses, as a size or a title without quotation marks."""

_MAIL = re.compile(r"[^\s@/]+@[^\s@/]+\.[a-z]{2,}", re.IGNORECASE)
_MISTYPED = re.compile(r"https?[;.]?/{1,2}(?P<host>.+)|mail ?to ?[;:]? ?(?P<mail>[^\s@]+@.+)", re.IGNORECASE)
_NUMBER = re.compile(r"\+?[\d\s().-]{6,20}")


class Hints(Struct, frozen=True):
    """For the page of path ``base``, or for an outline, which has none.

    ``shown`` says how a path is written there: pages and files by path, or in HTML that stays as it is, by address.
    """

    base: str
    pages: Iterable[str]
    assets: Iterable[str]
    shown: Callable[[str], str]

    def for_page(self, full: str, written: str) -> str:
        """For a missing page of the path ``full``; ``written`` is the address."""
        _, mark, anchor = written.partition("#")
        known = {page.casefold(): page for page in self.pages}
        meant = _page_meant(full, known)
        near = nearest_file(full, [meant] if meant else self.pages, lambda path: f"{self.shown(path)}{mark}{anchor}")
        return near if written not in near.split("'") else ""

    def for_file(self, fulls: Iterable[str], written: str, *, is_picture: bool) -> str:
        """For a missing file, which may be that of a page; ``fulls`` are the paths that may be meant."""
        known = {} if is_picture else {page.casefold(): page for page in self.pages}
        for full in (fulls := tuple(fulls)):
            if meant := _page_meant(full, known):
                return self._offered(meant, written)
            if meant := _page_meant(_MORE_THAN_A_NAME.sub(r"\g<ending>", full), known):
                return f"write '{self.shown(meant)}'"
        if not is_picture and (address := address_hint(written)):
            return address
        full = _MORE_THAN_A_NAME.sub(r"\g<ending>", fulls[0])
        alike = tuple(of_one_kind(full, self.assets))
        stem = PurePosixPath(full).stem.casefold()
        same = [other for other in alike if PurePosixPath(other).stem.casefold() == stem]
        near = nearest_file(full, alike, self.shown) or (f"did you mean '{self.shown(same[0])}'?" if same else "")
        typed = unquote(written.partition("#")[0].partition("?")[0])
        return near if typed not in near.split("'") else ""

    def for_picture_elsewhere(self, written: str) -> str:
        """For the picture at the address ``written``, of a disk or of a host, if the kit has one of that name."""
        name = re.split(r"[/\\]", unquote(written))[-1].casefold()
        same = [path for path in self.assets if path.rpartition("/")[2].casefold() == name]
        return f"did you mean '{self.shown(same[0])}'?" if same else ""

    def _offered(self, page: str, written: str) -> str:
        address, mark, anchor = written.partition("#")
        offered = f"{self.shown(page)}{mark}{anchor}"
        if offered == written:
            return ""
        is_html = bool(re.search(r"\.html?$", address.partition("?")[0], re.IGNORECASE))
        return f"link to the page's text: '{offered}'" if is_html else f"write '{offered}'"


def _page_meant(full: str, known: Mapping[str, str]) -> str:
    """The page whose name with another ending, or in other letters, or whose address, ``full`` is."""
    stem = _PAGE_ENDING.sub("", full).casefold()
    candidates = (f"{stem}.md", f"{stem}/index.md", f"{stem}/readme.md", f"{stem}/index.md".lstrip("/"))
    return next((known[name] for name in candidates if name in known), "")


def seen_from(base: str) -> Callable[[str], str]:
    """How a link in the page of path ``base``, or in an outline, names a path."""
    return lambda path: _in_markdown(relpath(path, dirname(base) or "."))


def _in_markdown(path: str) -> str:
    """``path`` as the address of a link, which a space or a parenthesis would end."""
    return quote(path, safe="/%~!$&'*+,;=:@#?") if re.search(r"[\s()<>]", path) else path


def of_one_kind(path: str, known: Iterable[str]) -> Iterator[str]:
    """The names of ``known`` that may be meant by ``path``: pictures for a picture, else files with its ending."""
    suffix = PurePosixPath(path).suffix.lower()
    kind = PICTURES if suffix in PICTURES else {suffix}
    return (other for other in known if PurePosixPath(other).suffix.lower() in kind)


def address_hint(target: str) -> str:
    """What a link lacks that leads to a website, a mailbox, or a telephone."""
    if _MAIL.fullmatch(target):
        return f"write 'mailto:{target}'"
    if _NUMBER.fullmatch(target):
        return f"write 'tel:{re.sub(r'[^0-9+-]', '', target)}'"
    if found := _MISTYPED.fullmatch(target):
        return f"write 'https://{found['host']}'" if found["host"] else f"write 'mailto:{found['mail']}'"
    return f"write 'https://{target}'" if _HOST.fullmatch(target) else ""
