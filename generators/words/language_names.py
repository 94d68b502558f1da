"""Which language people mean who write its name: in English, in itself, or in another language of the kit's."""

from __future__ import annotations

from functools import cache

from generators.words.catalogue import ENGLISH, languages

COMMON = ("am", "ar", "bn", "de", "el", "en", "es", "fa", "fil", "fr", "ht", "hi", "it", "ja", "ko", "km", "my", "ne")
FURTHER = ("pa", "pl", "pt", "ro", "ru", "so", "sw", "ta", "te", "th", "tr", "uk", "ur", "vi", "zh")
"""Languages that members speak, whose own names for themselves are known."""

_OTHER_NAMES = {
    "tagalog": "fil",
    "filipino": "fil",
    "mandarin": "zh",
    "kreyol": "ht",
    "castellano": "es",
    "farsi": "fa",
}


def tag_of(name: str) -> str:
    """The tag (BCP 47) of the language that is called ``name``, in any letters, or an empty text."""
    plain = name.strip().casefold()
    return _tags().get(plain, "") or _tags().get(plain.split(" ")[0].strip("(),"), "")


@cache
def _tags() -> dict[str, str]:
    """Tags by the names that CLDR gives the languages."""
    from babel import Locale

    known = dict(_OTHER_NAMES)
    for spoken in (*languages(), *COMMON, *FURTHER):
        known.setdefault(str(Locale.parse(spoken).get_language_name(spoken)).casefold(), spoken)
    for spoken in (ENGLISH, *languages()):
        for tag, called in Locale.parse(spoken).languages.items():
            if "_" not in tag:
                known.setdefault(str(called).casefold(), tag)
    return known
