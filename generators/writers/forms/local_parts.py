"""A local's own parts of its forms: mastheads, feet, and sentences that name it, drawn once, and put into each form."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from generators.brand.pdf_language import layout_language
from generators.brand.pdf_parts import Part
from generators.brand.pdf_rooms import rooms
from generators.model import Kit
from generators.model.remembered import remembered
from generators.words.as_typed import as_typed
from generators.words.catalogue import words_of
from generators.words.direction import direction
from generators.writers.forms.layout_data import Data, PrintStyle, frame_data, words_data
from generators.writers.forms.prose_data import Pictures

HEAD, FOOT, PRIVACY, NEXT, PROSE = "head", "foot", "privacy", "next", "prose"

CARDS, CERTIFICATE = "cards", "certificate"
"""Layouts that frame their pages otherwise; on cards, letters are as large as their words leave room for."""

_FRAMES: Mapping[str, tuple[str, ...]] = {"": (HEAD, FOOT), CERTIFICATE: (HEAD,), CARDS: ()}

_PLAIN = frozenset({"paragraph", "list", "quote", "callout"})

_LONGEST = 600
"""Letters of a block that is kept on one page, as a room is; a longer one may go on over the page."""

BLANK, BLANK_LOGO = (
    "blank.svg",
    b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"><path d="M0 0h1v1z"/></svg>',
)
"""Stands in a layout for a logo."""

_SHORTEST = 4
"""Letters of a fact that is looked for in a sentence: shorter ones are found in every other word."""


def parts_data(kit: Kit, forms: Iterable[Data], pictures: Pictures, *, large: bool) -> Data:
    """What the layout program draws the parts of all ``forms`` of ``kit`` from; those of all of them have no name."""
    language = kit.local.language
    title = words_of(language).form.appendix_kit
    said = (fact for group in kit.local.variables.values() for fact in group.values())
    facts = [as_typed(fact) for fact in said if len(fact) >= _SHORTEST]
    together = {
        **layout_language(language),
        "name": "",
        "title": title,
        "layout": "",
        "appendix": "",
        "edition": "",
        "right_to_left": direction(language) == "rtl",
        "words": words_data(words_of(language)),
    }
    contents = [] if large else [_part(kind, together) for kind in _FRAMES[""]]
    return {
        **frame_data(kit, pictures, language, PrintStyle(large)),
        "title": title,
        "fillable": False,
        "rooms": {},
        "words": together["words"],
        "parts": [*contents, *(part for form in forms for part in _parts_of(form, facts))],
    }


def _parts_of(form: Data, facts: Collection[str]) -> Iterator[Data]:
    """What is the local's own in a form, as its layout has it: what says one of the ``facts``, and what frames it."""
    for kind in _frames(form):
        yield _part(kind, form)
    if form["layout"] == CARDS:
        return
    for place, node, said in _movable_blocks(form["sections"]):
        if any(fact in said for fact in facts):
            yield {**_part(PROSE, form), "name": _room_of(form, place), "nodes": [node]}
    if form["layout"] == CERTIFICATE:
        return
    privacy = as_typed(form["privacy"])
    if any(fact in privacy for fact in facts):
        yield _part(PRIVACY, form, title=form["words"]["privacy"], text=form["privacy"])
    following = as_typed(form["next"]["text"]) if form["next"] else ""
    if any(fact in following for fact in facts):
        yield _part(NEXT, form, **form["next"])


def _frames(form: Data) -> tuple[str, ...]:
    """What stands on the pages of each form with its layout."""
    return _FRAMES.get(form["layout"], _FRAMES[""])


def _part(kind: str, form: Data, **said: str) -> Data:
    told = ("title", "layout", "appendix", "edition", "language", "region", "right_to_left")
    name, words = f"{kind}:{form['name']}", {word: form["words"][word] for word in ("appendix", "edition")}
    return {"name": name, "kind": kind, "text": "", "words": words, **{key: form[key] for key in told}, **said}


def _room_of(form: Data, place: str) -> str:
    return f"{PROSE}:{form['name']}:{place}"


def _blocks_of(sections: list[Data]) -> Iterator[tuple[str, Data]]:
    """Each block of text between the questions, with its place."""
    for section, about in enumerate(sections):
        for place, item in enumerate(about["items"]):
            for number, node in enumerate(item.get("nodes", ())):
                yield f"{section}-{place}-{number}", node


@remembered
def _movable_blocks(sections: list[Data]) -> tuple[tuple[str, Data, str], ...]:
    """The blocks that can be put in last, each with its place and all that it says, for most locals the same."""
    return tuple(
        (place, node, as_typed("\0".join(_texts(node)))) for place, node in _blocks_of(sections) if _can_be_put_in(node)
    )


def _can_be_put_in(node: Data) -> bool:
    """Whether a block is drawn alike wherever it stands: with nothing that has a place on its page, as links have."""
    things = list(_tables_in(node))
    plain = all(not thing.get("href") and thing.get("kind", "paragraph") in _PLAIN for thing in things)
    return plain and sum(len(thing.get("text", "")) for thing in things if "strong" in thing) <= _LONGEST


def _tables_in(data: object) -> Iterator[Data]:
    if isinstance(data, dict):
        yield data
    for item in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from _tables_in(item)


def _texts(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    for item in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from _texts(item)


def with_rooms(data: Data, parts: Mapping[str, Part]) -> Data:
    """The data of a document with room for ``parts`` (see ``used_by``), in the place of what they say."""
    logo = {"logo": BLANK, "logo_size": None} if data["logo"] else {}
    return {**data, "name": "x", "names": ["x"], **logo, "logo_alt": "x", "rooms": rooms(parts)}


def used_by(data: Data, parts: Mapping[str, Part]) -> dict[str, Part] | None:
    """The ``parts`` that a document has; None where one is missing."""
    framed = {form["name"]: _frames(form) for form in data["forms"]} | ({} if data["fillable"] else {"": _FRAMES[""]})
    used = {name: part for name, part in parts.items() if name.split(":")[1] in framed}
    always = {f"{kind}:{name}" for name, kinds in framed.items() for kind in kinds}
    return used if always <= used.keys() else None


def form_with_rooms(form: Data, parts: Mapping[str, Part]) -> Data:
    """The data of a form without what ``parts`` say of it."""
    privacy = {"privacy": "x"} if f"{PRIVACY}:{form['name']}" in parts else {}
    step = {"next": {**form["next"], "text": "x"}} if f"{NEXT}:{form['name']}" in parts else {}
    blocks = ((_room_of(form, place), node) for place, node in _blocks_of(form["sections"]))
    named = {name: node for name, node in blocks if name in parts}
    if not named:
        return {**form, **privacy, **step}
    rooms_of = {id(node): {**_wordless(node), "room": name} for name, node in named.items()}
    sections = [
        {**section, "items": [_item_with_rooms(item, rooms_of) for item in section["items"]]}
        for section in form["sections"]
    ]
    return {**form, **privacy, **step, "sections": sections}


def _item_with_rooms(item: Data, rooms_of: Mapping[int, Data]) -> Data:
    return {**item, "nodes": [rooms_of.get(id(node), node) for node in item["nodes"]]} if "nodes" in item else item


def _wordless(data: Any, key: str = "") -> Any:
    """A block that is tagged like the one that is put in its place, and says nothing."""
    if isinstance(data, dict):
        return {key: _wordless(item, key) for key, item in data.items()}
    if isinstance(data, list):
        return [_wordless(item, key) for item in data]
    return "x" if key == "text" and str(data).strip() else data
