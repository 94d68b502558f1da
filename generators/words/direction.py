"""In which script a language is written, and whether from left to right or from right to left."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from msgspec import Struct

Direction = Literal["ltr", "rtl"]

RIGHT_TO_LEFT = frozenset(
    (
        *("Adlm", "Arab", "Aran", "Armi", "Avst", "Chrs", "Cprt", "Elym", "Gara", "Hatr", "Hebr", "Hung", "Khar"),
        *("Lydi", "Mand", "Mani", "Mend", "Merc", "Mero", "Narb", "Nbat", "Nkoo", "Orkh", "Ougr", "Palm", "Phli"),
        *("Phlp", "Phnx", "Prti", "Rohg", "Samr", "Sarb", "Sogd", "Sogo", "Syrc", "Syre", "Syrj", "Syrn", "Thaa"),
        "Yezi",
    )
)
"""Scripts (ISO 15924) whose letters run from right to left: CLDR, scriptMetadata.txt, column "RTL?"."""

_SCRIPT = re.compile(r"[A-Za-z]{4}")
_REGION = re.compile(r"[A-Za-z]{2}|[0-9]{3}")


class Tag(Struct, frozen=True):
    """The parts of a language tag that decide on words and script; ``script`` and ``region`` may be empty."""

    language: str
    script: str = ""
    region: str = ""

    @classmethod
    def parsed(cls, text: str) -> Tag:
        """The parts of a tag as BCP 47 writes it, in its usual capitals: variants and extensions are left out."""
        language, *rest = text.replace("_", "-").split("-")
        script = region = ""
        for part in rest:
            if len(part) == 1:
                break  # what follows is an extension: RFC 5646, 2.2.6
            if _SCRIPT.fullmatch(part) and not script and not region:
                script = part.capitalize()
            elif _REGION.fullmatch(part) and not region:
                region = part.upper()
        return cls(language.lower(), script, region)

    def __str__(self) -> str:
        return "-".join(part for part in (self.language, self.script, self.region) if part)


@lru_cache
def script_of(language: str) -> str:
    """The script (ISO 15924) of a language tag (BCP 47): the one that it names, else the likeliest.

    What is likeliest says CLDR (likelySubtags): Punjabi is written in Gurmukhi, and in Pakistan in Arabic letters. The
    script of a language that CLDR does not know is empty.
    """
    tag = Tag.parsed(language)
    return tag.script or likely(tag).script


def likely(tag: Tag) -> Tag:
    """``tag`` with the script and the region that go without saying, as far as CLDR knows them."""
    from babel.core import get_global  # a thirtieth of a second that only those pay who need it

    known, aliases = get_global("likely_subtags"), get_global("language_aliases")
    alias = Tag.parsed(aliases[tag.language]) if tag.language in aliases else Tag(tag.language)
    named = Tag(alias.language, tag.script or alias.script, tag.region)
    for parts in (
        (named.language, named.script, named.region),
        (named.language, named.region),
        (named.language, named.script),
        (named.language,),
    ):
        found = known.get("_".join(part for part in parts if part))
        if found:
            full = Tag.parsed(found)
            return Tag(full.language, named.script or full.script, named.region or full.region)
    return named


def direction(language: str) -> Direction:
    """Which way a language (BCP 47) is written."""
    return "rtl" if script_of(language) in RIGHT_TO_LEFT else "ltr"
