"""What a browser may fill in by itself, on phones above all: names, addresses, and numbers that it knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from generators.model import Field, FieldRow

Piece = TypeVar("Piece")

_AUTOCOMPLETE: Mapping[str, str] = {
    "name": "name", "your name": "name", "full name": "name", "first name": "given-name", "last name": "family-name",
    "nombre": "name", "nombre completo": "name", "nom": "name",
    "phone": "tel", "phone number": "tel", "your phone": "tel", "teléfono": "tel",
    "e-mail": "email", "email": "email", "e-mail address": "email", "email address": "email", "your email": "email",
    "correo electrónico": "email", "address": "street-address", "city": "address-level2", "zip code": "postal-code",
    "date of birth": "bday", "birth date": "bday", "birthday": "bday", "fecha de nacimiento": "bday",
}  # fmt: skip
"""Labels whose answer a browser may know: WCAG 2.2, success criterion 1.3.5."""


def autocomplete_of(label: str, type_word: str = "") -> str:
    """What a browser may know to answer (HTML standard, autofill detail tokens), or an empty text."""
    return _AUTOCOMPLETE.get(label.lower(), type_word if type_word in ("email", "tel") else "")


def told_apart(pieces: Iterable[Piece]) -> Iterator[Piece | Field | FieldRow]:
    """The same pieces; a second field that a browser would fill in alike speaks of another person."""
    seen: set[str] = set()

    def apart(field: Field) -> Field:
        token = field.autocomplete
        if not token or token == "off" or token.startswith("section-"):
            return field
        if token in seen:
            return replace(field, autocomplete=f"section-{field.name} {token}")
        seen.add(token)
        return field

    for piece in pieces:
        if isinstance(piece, Field):
            yield apart(piece)
        elif isinstance(piece, FieldRow):
            yield FieldRow(tuple(apart(field) for field in piece.fields))
        else:
            yield piece
