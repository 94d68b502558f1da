"""What a local says of itself in the middle of a page, taken out and put in last, so that locals share the rest.

For "Ask Ann Baker of Local 9", Markdown gets words of its own making, such as "Ask Aqz…zqa of Aqz…zq1": it does to
them what it does to the values, since they begin and end alike and hold the same signs. Which values may be taken out
is decided here; whether that was right is tried by ``bodies`` and ``stencils`` before anything is shared.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import cached_property
from itertools import pairwise

from msgspec import Struct

from generators.checking.built_links import AddressesAndIds
from generators.markdown.dialect import Anchor
from generators.markdown.passages import DEFINITION
from generators.markup.element import element
from generators.model import Kit
from generators.model.remembered import remembered_by_value
from generators.model.replacing import replace
from generators.reading.source import BASE
from generators.writers.site.article import Article
from generators.writers.site.indexes import SectionText
from generators.writers.site.running_text import MAIL, NUMBER

MARK = "qz"
"""Begins every stand-in; turned around, it ends one."""

_PLAIN = re.compile(r"[A-Za-z0-9](?:[ ,]? ?[A-Za-z0-9]|-[A-Za-z0-9])*")
_BETWEEN = r"(?:, |\. | & | \(|\) |(?<=[^\W\d_])'(?=[^\W\d_])|[ -])"
_SIGNED = re.compile(rf"[^\W\d_][^\W_]*(?:{_BETWEEN}[^\W_]+)*\)?")
"""Words in Latin letters, with the signs that names of people and locals have: Mary O'Neil, Local 9 (Health & Care)."""

_SKELETON = {".": "x. x", "'": "x'x", "&": "x & x", "(": "x (x) x", "\u00e9": "\u00e9"}
"""How a stand-in has a sign of its value, so that whatever is done to the one is done to the other; an accent stands
for all."""

_MAIL = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*@[a-z0-9]+(?:[.-][a-z0-9]+)*\.[a-z]{2,}")
_ADDRESS = re.compile(r"[A-Za-z0-9]+(?:[./-][A-Za-z0-9]+)*")
"""A host, and what stands below it, in letters that are written in one way wherever an address is."""

_COUNTED = re.compile(r"\d+(?:s|st|nd|rd|th)")
"""An ordinal, or a decade, before which a quotation mark is an apostrophe."""

_SIGNS = {" ": "S", ",": "C", "-": "H"}
"""What a value has beside letters and figures, as its stand-in says it: a template may write these in another way."""

_FEWEST = 4
"""Letters of a value that is taken out: a shorter one may be a part of anything."""


class Slots(Struct, frozen=True, dict=True):
    """The values of one local by their stand-ins, the longest first: words that Markdown reads as it reads the values.

    A stand-in begins and ends as its value does: with a letter, small or capital, or a figure; and it tells whether
    there are other signs in it. That of a mail address is one, too. Values with anything in them that Markdown might
    read as more than a word have none. One with an apostrophe or an ampersand stands there once for each way in which
    these are written (see ``_WAYS``).
    """

    values: Mapping[str, str]

    @classmethod
    def of(cls, variables: Mapping[str, Mapping[str, str]]) -> Slots:
        """The slots for all that a local's settings name."""
        named = [(group + key, value) for group, values in variables.items() for key, value in values.items()]
        long_first = sorted(named, key=lambda pair: (-len(pair[1]), pair[0]))
        made = {value: _stand_in(name, value) for name, value in reversed(long_first) if _is_plain(value)}
        ways = ((way(made[value]), way(value)) for _, value in long_first if value in made for way in _WAYS)
        return cls(dict(sorted(ways, key=lambda pair: -len(pair[1]))))

    def with_address(self, url: str) -> Slots:
        """These, and one for the address of the local's site, but for how it is asked for and the slash at its end.

        It is for what templates are told: an author's text may do more with an address than to show it. All addresses
        have the same stand-in, so that those with a path and those without share a page.
        """
        address = url.partition("://")[2].rstrip("/")
        if len(address) < _FEWEST or MARK in address or not _ADDRESS.fullmatch(address):
            return self
        made = {**self.values, f"a{MARK}siteaddress{MARK[::-1]}a": address}
        return Slots(dict(sorted(made.items(), key=lambda pair: -len(pair[1]))))

    def emptied(self, text: str) -> str | None:
        """``text`` with stand-ins for the values; None where it has none, or where one might change what it means.

        What else it holds may have stand-ins already, but none of a value.
        """
        if not self.names_any(text) or DEFINITION.search(text):
            return None
        return self.taken_out(text)

    def taken_out(self, text: str) -> str:
        """``text`` with stand-ins for the values."""
        for stand_in, value in self.values.items():
            if value in text:
                text = _with_stand_in(text, value, stand_in)
        return text

    def names_any(self, text: str) -> bool:
        """Whether one of the values stands in ``text``."""
        return any(value in text for value in self.values.values())

    def filled(self, article: Article) -> Article:
        """An article with the values in their places."""
        seen = AddressesAndIds(frozenset(map(self.fill, article.seen.addresses)), article.seen.ids)
        return replace(
            article,
            content=self.fill(article.content),
            title=self.fill(article.title),
            chapter=self.fill(article.chapter),
            texts=tuple(SectionText(one.anchor, self.fill(one.title), self.fill(one.text)) for one in article.texts),
            seen=seen,
        )

    def fill(self, text: str) -> str:
        """Text or HTML with the values in their places."""
        if MARK not in text:
            return text
        pieces = [*_pieces(text, self._stand_ins)]
        pieces[1::2] = [self.values[stand_in] for stand_in in pieces[1::2]]
        return "".join(pieces)

    @cached_property
    def _stand_ins(self) -> tuple[str, ...]:
        return tuple(self.values)

    def named(self, contents: tuple[Anchor, ...]) -> tuple[Anchor, ...]:
        """A list of contents with the values in their places."""
        return tuple(replace(one, title=self.fill(one.title), children=self.named(one.children)) for one in contents)


NO_SLOTS = Slots({})


@remembered_by_value
def _pieces(text: str, stand_ins: tuple[str, ...]) -> tuple[str, ...]:
    """What stands between ``stand_ins``, and these: the same for all locals that share a ``text``."""
    return tuple(re.split(f"({'|'.join(map(re.escape, stand_ins))})", text)) if stand_ins else (text,)


def passage_mark(number: int) -> str:
    """What stands in for a passage of the local's own: a paragraph of one word, and no stand-in of a value."""
    return f"A{MARK}1{chr(ord('a') + number)}{MARK[::-1]}a"


def room_for(mark: str) -> str:
    """The paragraph that stands in for a passage."""
    return str(element("p", None, mark))


def with_passage(article: Article, mark: str, passage: Article) -> Article:
    """An article with a ``passage``, which was made by itself, in the place of its ``mark``."""
    return replace(
        article,
        content=article.content.replace(room_for(mark), passage.content.strip()),
        chapter=article.chapter.replace(room_for(mark), passage.chapter.strip()),
        texts=tuple(replace(one, text=one.text.replace(mark, passage.texts[0].text)) for one in article.texts),
    )


def slots_of(kit: Kit) -> Slots:
    """The slots of a local, for what it says in its own way; the base is alone, and shares nothing.

    What is the kit's own way of saying it, nearly all locals have: it stays in texts, and so in anchors of headings.
    """
    local = kit.local
    own = {
        group: {key: value for key, value in values.items() if group == "local" or f"{group}.{key}" in local.set_keys}
        for group, values in local.variables.items()
    }
    return Slots.of({**own, "kit": {"edition": kit.edition}}) if local.slug != BASE else NO_SLOTS


def has_slot_in_names(article: Article) -> bool:
    """Whether a stand-in has got into what is looked up by its name: an id, or the address of a page or file."""
    names = [*article.seen.ids, *(text.anchor for text in article.texts)]
    return any(MARK in name for name in (*names, *(link.target + link.made for link in article.links)))


def _with_stand_in(text: str, value: str, stand_in: str) -> str:
    """``text`` with the stand-in wherever ``value`` stands as words of its own."""
    first, *others = text.split(value)
    made = [first]
    for before, after in pairwise((first, *others)):
        is_own = not _is_in_word(before[-1:]) and not _is_in_word(after[:1])
        made += [stand_in if is_own else value, after]
    return "".join(made)


def _is_in_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


def _curly(text: str) -> str:
    return text.replace("'", "\u2019")


_WAYS: tuple[Callable[[str], str], ...] = (
    str,
    _curly,  # as typesetting has it
    lambda text: text.replace("&", "&amp;"),  # in Markdown, and as lxml writes HTML
    lambda text: _curly(text).replace("&", "&amp;"),
    lambda text: text.replace("&", "&amp;").replace("'", "&#39;"),  # in templates
)
"""The ways in which a value is written; those that are the same for a value have the same stand-in for it."""


def _is_plain(value: str) -> bool:
    """Whether Markdown can see nothing in ``value`` but words or one mail address."""
    if len(value) < _FEWEST or MARK in value:
        return False
    if _MAIL.fullmatch(value):
        return MAIL.fullmatch(value) is not None
    return (_PLAIN.fullmatch(value) is not None or _is_signed(value)) and not _is_more(value)


def _is_signed(value: str) -> bool:
    """Whether it is a name with signs: nothing in it is wrapped as a number, and no word has letters of its own way."""
    if _SIGNED.fullmatch(value) is None or NUMBER.search(value) or MAIL.search(value):
        return False
    is_latin = all(letter.isascii() or unicodedata.name(letter, "").startswith("LATIN") for letter in value)
    return is_latin and value.count("(") == value.count(")") <= 1


def _is_more(value: str) -> bool:
    """Whether it may be the number of a list's item, or has a word that is set in another way than others."""
    return value.isdecimal() or any(_COUNTED.fullmatch(word) for word in value.split())


def _stand_in(name: str, value: str) -> str:
    kind = "tel" if NUMBER.fullmatch(value) else ""
    signs = "".join(found for sign, found in _SIGNS.items() if sign in value)
    word = MARK + kind + signs + _OTHER.sub(_in_letters, name)
    if "@" in value:
        word += MARK[::-1]
        return f"{word}@{word}.{word}"
    end = ")" if value.endswith(")") else ""
    return f"{_kind(value[0])}{word}{_skeleton(value)}{MARK[::-1]}{_kind(value.removesuffix(end)[-1])}{end}"


_OTHER = re.compile(r"[^a-pr-wyz]")


def _in_letters(found: re.Match[str]) -> str:
    """What is no small letter, so that no two names are written alike; nor is it a ``MARK`` then."""
    return f"x{''.join(chr(ord('a') + int(figure)) for figure in str(ord(found[0])))}x"


def _skeleton(value: str) -> str:
    """The signs that only names have."""
    has_accent = not value.isascii()
    return "".join(shown for sign, shown in _SKELETON.items() if sign in value or (has_accent and not sign.isascii()))


def _kind(letter: str) -> str:
    if letter.isdecimal():
        return "1"
    return "A" if letter.isupper() else "a"
