"""Says of each filled form which of the kit's forms it is, though the file may have forgotten."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generators.collect.filled import Filled
from generators.collect.known_forms import KnownForms
from generators.forms.names import controls, fields_of
from generators.model import Form

LEAST_SHARED = 0.5
"""The share of control names, of all that either form has, from which a nameless form is taken for a known one."""

UNKNOWN_EDITION = "unknown"


@dataclass(frozen=True, slots=True)
class Response:
    """What one person answered: ``path`` of the file, ``form`` and ``edition``, answers by the name of the control."""

    path: str
    form: str
    edition: str
    answers: Mapping[str, str]
    controls: tuple[str, ...]


def matched(path: str, filled: Filled, known: KnownForms) -> Response:
    """``filled`` as an answer to the form that it names, or else to the known form whose fields it has.

    A form that is neither is named after its fields, so that equal ones come together.
    """
    edition = filled.edition or UNKNOWN_EDITION
    form = filled.form or _likeliest(filled.controls, known.forms) or _name_by_fields(filled.controls)
    return Response(path, form, edition, filled.answers, filled.controls)


def control_names(form: Form) -> tuple[str, ...]:
    """The names of all controls of ``form``, in its order."""
    return tuple(name for section in form.sections for field in fields_of(section.items) for name in controls(field))


def _likeliest(names: Sequence[str], forms: Sequence[Form]) -> str:
    """The known form that shares most names; empty when none is near, or two are equally near."""
    shares = sorted(((_share(set(names), set(control_names(form))), form.name) for form in forms), reverse=True)
    if not shares or shares[0][0] < LEAST_SHARED or (len(shares) > 1 and shares[1][0] == shares[0][0]):
        return ""
    return shares[0][1]


def _share(names: set[str], others: set[str]) -> float:
    return len(names & others) / len(names | others) if names | others else 0.0


def _name_by_fields(names: Sequence[str]) -> str:
    return f"other-{hashlib.sha256(chr(0).join(names).encode()).hexdigest()[:8]}"
