"""Names the letters of what is printed with a kit, its name and its teaching guides, that no typeface of the kit has.

Forms look at their own text when they are read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from generators.brand.letters import is_ornament, is_word_letter, missing_letters
from generators.model import Deck, Kit, Node, Place
from generators.model.problems import Problems
from generators.model.remembered import remembered


def check_letters(kit: Kit, problems: Problems) -> None:
    """Adds an error where a printed word would lose a letter, and a warning where a line would lose an ornament."""
    seen: set[tuple[Place, str]] = set()
    for place, text in (*_names(kit), *(one for deck in kit.decks for one in _guide(deck))):
        missing = missing_letters(text)
        words = [letter for letter in missing if is_word_letter(letter)]
        ornaments = "".join(letter for letter in missing if is_ornament(letter))
        if (place, missing) in seen or not (words or ornaments):
            continue
        seen.add((place, missing))
        if words:
            hint = "write it in another script: the kit has typefaces for most of them, and none for this one"
            problems.error("letter-not-printable", place, f"no typeface of the kit has the letter '{words[0]}'", hint)
        else:
            said = f"'{ornaments}' is left out of what is printed: no typeface of the kit has it"
            problems.warn("ornament-not-printable", place, said)


def _names(kit: Kit) -> Iterator[tuple[Place, str]]:
    """What stands at the head or the foot of forms and guides."""
    local = kit.local
    union = str(local.variables.get("local", {}).get("union", ""))
    for key, text in (("name", local.brand.name), ("union", union)):
        yield local.set_keys.get(key, local.place), text


def _guide(deck: Deck) -> Iterator[tuple[Place, str]]:
    for key in ("title", "audience", "description", "purpose", "room"):
        yield deck.places.get(key, deck.place), getattr(deck, key)
    yield deck.places.get("materials", deck.place), " ".join(deck.materials)
    for slide in deck.slides:
        yield slide.place, f"{slide.section} {slide.title}"
        for node in (*slide.body, *slide.notes):
            yield node.place, _words_of(node)


@remembered
def _words_of(node: Node) -> str:
    return " ".join(_texts([node]))


def _texts(parts: Iterable[object]) -> Iterator[str]:
    """All words in a part of the tree."""
    for part in parts:
        if isinstance(part, tuple | list):
            yield from _texts(part)
        elif isinstance(part, Struct) and not isinstance(part, Place):
            if isinstance(text := getattr(part, "text", None), str):
                yield text
            yield from _texts(getattr(part, name) for name in part.__struct_fields__)
