"""Finds English of the kit's own on a page that should have none."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree, html

from generators.words.catalogue import words_of
from generators.words.formats import Plural


def english_on(page: str, *sections: str) -> list[str]:
    """The English words of those sections of the catalogue that stand on the page, though Spanish has others."""
    tree = html.document_fromstring(page)
    etree.strip_elements(tree, "style", "code", with_tail=False)
    texts = {" ".join(str(text).split()) for text in tree.itertext()}
    return [word for section in sections for word in _only_english(section) if any(word in text for text in texts)]


def _only_english(section: str) -> Iterator[str]:
    english, spanish = (getattr(words_of(language), section) for language in ("en", "es"))
    for name in english.__struct_fields__:
        if isinstance(getattr(english, name), tuple):
            continue  # words to look for, which no page shows
        word, other = (_beginning(getattr(words, name)) for words in (english, spanish))
        if len(word) > 4 and word != other:
            yield word


def _beginning(word: str | Plural) -> str:
    """What stands before the first thing that is filled in."""
    return (word if isinstance(word, str) else dict(word.forms)["other"]).partition("{")[0].strip()
