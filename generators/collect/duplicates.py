"""Tells which files hold one person's answers to one form, so that nobody is counted twice, and nobody left out.

Two files are one where they hold the same answers, or one holds all that the other does and more, and where something
in them tells whose they are. Wherever that is in doubt both count, and a note says so.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct, field

from generators.collect.answers import Refusal
from generators.collect.known_forms import KnownForms, Response, fields_by_control
from generators.collect.responses import SelectedResponses

OWN_WORDS = 20
"""Letters of a written answer that no two people are likely to give by chance."""

LONGEST_PERSONS_NAME = 5
"""Words."""

MOST_COMPARED = 20
"""Files of one name that are compared with each other; of more, nobody can tell who is who."""

_NAME = re.compile(r"(your-|full-)?name|nombre(-completo)?|nom", re.IGNORECASE)
_REACHED = re.compile(r"(e-?mail|correo)(-.*)?|(tele?)?phone(-number)?|tel|telefono", re.IGNORECASE)
"""Controls of forms that the kit does not know that say who somebody is."""


class Person(Struct, frozen=True):
    """Who filled a form in, as far as it says: a name, and addresses or numbers that are one person's own."""

    name: str = ""
    reached: frozenset[str] = frozenset()


class Twin(Struct, frozen=True):
    """A response (by its place) that is left out for ``kept``, since ``refusal``."""

    place: int
    kept: int
    refusal: Refusal


class Told(Struct, frozen=True):
    """Each person once: the ``kept`` responses, those left out, and notes on pairs of files that may be one person."""

    kept: Sequence[Response]
    twins: tuple[Twin, ...]
    notes: tuple[tuple[str, str], ...]


def person_of(response: Response, known: KnownForms) -> Person:
    """Who ``response`` is from, as far as it says."""
    form = known.named(response.form)
    if form is None:
        names = [text for name, text in response.answers.items() if _NAME.fullmatch(name)]
        reached = [text for name, text in response.answers.items() if _REACHED.fullmatch(name)]
    else:
        asked = fields_by_control(form)
        given = [(asked[name].autocomplete, text) for name, text in response.answers.items() if name in asked]
        names = [text for token, text in given if token == "name"]
        reached = [text for token, text in given if token in ("email", "tel")]
    return Person(plain(names[0]) if len(names) == 1 else "", frozenset(filter(None, map(_address, reached))))


def plain(text: str) -> str:
    """A name as it is compared: small letters without accents, and single blanks."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(char for char in letters if not unicodedata.combining(char)).split())


def _address(text: str) -> str:
    """An e-mail address, or the digits of a telephone number; empty for what is too short to be one."""
    if "@" in text:
        return text.strip().casefold()
    digits = re.sub(r"\D", "", text)
    return digits if len(digits) >= 6 else ""


def each_person_once(responses: Sequence[Response], known: KnownForms) -> Told:
    """``responses`` without those that are another one's twin, in the same order."""
    found = _Search(responses, known)
    order = sorted((-len(response.answers), place) for place, response in enumerate(responses))
    for _, place in order:
        found.look_at(place)
    left_out = {twin.place for twin in found.twins}
    kept = array("L", (place for place in range(len(responses)) if place not in left_out))
    twins = sorted(found.twins, key=lambda twin: twin.place)
    return Told(SelectedResponses(responses, kept), tuple(twins), tuple(sorted(found.notes)))


class _Search(Struct):
    """Goes from the fullest response to the emptiest, so that one that holds a part of another comes after it."""

    responses: Sequence[Response]
    known: KnownForms
    twins: list[Twin] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    by_answers: dict[tuple[str, bytes], int] = field(default_factory=dict)
    by_person: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(list))

    def look_at(self, place: int) -> None:
        response = self.responses[place]
        person = person_of(response, self.known)
        same = self.by_answers.setdefault((response.form, _fingerprint(response.answers)), place)
        if same != place:
            self._same_answers(place, response, self.responses[same], same, person)
            return
        near = {at for key in _keys(response.form, person) for at in self.by_person[key][:MOST_COMPARED]}
        doubts = []
        for at in sorted(near):
            other = self.responses[at]
            if _are_two(person, person_of(other, self.known)):
                continue
            doubt = self._doubt(response, other, person)
            if not doubt:
                self.twins.append(Twin(place, at, Refusal("part_of_answers")))
                return
            doubts.append((response.path, doubt))
        self.notes += doubts[:1]
        for key in _keys(response.form, person):
            self.by_person[key].append(place)

    def _same_answers(self, place: int, response: Response, other: Response, at: int, person: Person) -> None:
        same_file = response.digest == other.digest != ""
        certain = same_file and not response.path.lower().endswith(".json")
        if certain or person != Person() or _own_words(response.answers):
            self.twins.append(Twin(place, at, Refusal("same_file" if same_file else "same_answers")))
        else:
            told = f"holds the same answers as {other.path}, but nothing tells whose they are; both were counted"
            self.notes.append((response.path, told))

    def _doubt(self, response: Response, other: Response, person: Person) -> str:
        """Why the response may not be a part of a fuller one of the same person; empty where it is one."""
        theirs = person_of(other, self.known)
        shared = "name" if person.name and person.name == theirs.name else "e-mail address or phone number"
        differ = sum(other.answers.get(name, "").split() != text.split() for name, text in response.answers.items())
        if differ:
            why = f"{differ} of its answers {'differs' if differ == 1 else 'differ'}"
        elif person.reached & theirs.reached or _own_words(response.answers):
            return ""
        else:
            why = "too little else tells that it is the same person"
        return f"has the same {shared} as {other.path}, but {why}; both were counted"


def _are_two(one: Person, other: Person) -> bool:
    """Whether two names tell two people, though they can be called by one number, as those of one household can."""
    addresses = {address for address in one.reached & other.reached if "@" in address}
    return bool(one.name and other.name and one.name != other.name and not addresses)


def _keys(form: str, person: Person) -> Iterator[tuple[str, str]]:
    yield from ((form, key) for key in sorted(person.reached))
    if person.name:
        yield form, person.name


def _fingerprint(answers: Mapping[str, str]) -> bytes:
    """A hash of what was answered; blanks and line ends count alike, whatever a program made of them."""
    plain_answers = {name: unicodedata.normalize("NFC", " ".join(text.split())) for name, text in answers.items()}
    return hashlib.sha256(json.dumps(plain_answers, sort_keys=True).encode()).digest()


def _own_words(answers: Mapping[str, str]) -> bool:
    """Whether somebody wrote a sentence of their own; a name is none."""
    return any(len(text) >= OWN_WORDS and len(text.split()) > LONGEST_PERSONS_NAME for text in answers.values())
