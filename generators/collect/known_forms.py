"""The forms that a kit hands out now, and which of them each filled one is, though the file may have forgotten."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path

from msgspec import Struct, field

from generators.collect.answers import Asked, Filled
from generators.forms.names import controls, fields_of
from generators.model import Brand, Field, Form, Paper
from generators.model.problems import Problems, RefusedInput
from generators.packs.limits import breakdowns_told
from generators.pipeline.bounded_process import Allowance, ProcessEnded, bounded_processes
from generators.reading.source import read_handbook, read_local, shown_path
from generators.resolving.overrides import overrides_of
from generators.resolving.resolve import resolve
from generators.words.catalogue import ENGLISH
from generators.words.dates import whole_date

_NO_BRAND = Brand("Mentoring kit", "#1f5a8c", "#c8502b")


class KnownForms(Struct, frozen=True):
    """``forms`` in the order of their appendices, the one of a name that comes first standing for its translations.

    ``language`` (BCP 47) and ``paper`` are the local's. ``mistakes`` counts what is wrong with the kit, which was read
    all the same.
    """

    forms: tuple[Form, ...] = ()
    brand: Brand = field(default=_NO_BRAND)
    language: str = ENGLISH
    paper: Paper = "letter"
    mistakes: int = 0

    def named(self, name: str) -> Form | None:
        return next((form for form in self.forms if form.name == name), None)


def known_forms(root: Path, pack: Path | None, *, show_breakdowns: bool = False) -> KnownForms:
    """The forms of the kit in ``root``, with what the local in ``pack`` changed.

    Mistakes in the kit are no hindrance here: what can be read of its forms is enough to read answers.
    """
    if pack is None:
        return read_forms(root, None)
    with bounded_processes(1, Allowance()) as processes:
        (future,) = processes.outcomes([_Reading(root, pack, show_breakdowns=show_breakdowns)])
        try:
            return future.result()
        except ProcessEnded:
            return KnownForms()


class _Reading(Struct, frozen=True):
    """The reading of a kit with a pack of strangers, for a process of its own."""

    root: Path
    pack: Path
    show_breakdowns: bool

    def run(self) -> KnownForms:
        return read_forms(self.root, self.pack, show_breakdowns=self.show_breakdowns)


def read_forms(root: Path, pack: Path | None, *, show_breakdowns: bool = False) -> KnownForms:
    """The forms that stand there, read in this process."""
    problems = Problems()
    try:
        handbook = read_handbook(root, problems)
        shown = shown_path(pack, root) if pack else ""
        with breakdowns_told(shown, show_breakdowns=show_breakdowns) if pack else nullcontext():
            local = read_local(handbook, pack, problems) if pack else handbook.defaults
            kit = resolve(handbook, local, overrides_of(handbook, local), problems)
    except RefusedInput:
        return KnownForms()
    return KnownForms(
        tuple(sorted(kit.forms, key=_by_appendix)),
        kit.local.brand,
        kit.local.language,
        kit.local.paper,
        len(problems.errors),
    )


def _by_appendix(form: Form) -> tuple[int, str]:
    """Roman numerals up to a hundred by their value; forms without one stand last."""
    values = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}.get(letter, 0) for letter in form.appendix.upper()]
    following = (*values[1:], 0)
    number = sum(-value if value < after else value for value, after in zip(values, following, strict=False))
    return number or 1_000, form.name


LEAST_SHARED = 0.5
"""The share of control names, of all that either form has, from which a nameless form is taken for a known one."""

UNKNOWN_EDITION = "unknown"


class Response(Struct, frozen=True):
    """What one person answered: ``path`` of the file, ``form`` and ``edition``, answers by the name of the control.

    ``asked`` is what the file says of controls that the kit's form does not have; ``digest`` is a hash of the file.
    """

    path: str
    form: str
    edition: str
    answers: Mapping[str, str]
    controls: tuple[str, ...]
    asked: Mapping[str, Asked] = field(default_factory=dict)
    digest: str = ""


def matched(path: str, filled: Filled, known: KnownForms, digest: str = "") -> Response:
    """``filled`` as an answer to the form that it names, or else to the known form whose fields it has.

    A form that is neither is named after its fields, so that equal ones come together. Dates read alike whatever they
    were typed into: year, month, day.
    """
    edition = filled.edition or UNKNOWN_EDITION
    name = filled.form or _likeliest(filled.controls, known.forms) or _name_by_fields(filled.controls)
    form = known.named(name)
    asks = fields_by_control(form) if form else {}
    language = form.page.lang if form else known.language
    answers = {
        control: _as_date(answer, language) if _is_date(asks.get(control)) else answer
        for control, answer in filled.answers.items()
    }
    others = {control: filled.asked[control] for control in answers if control not in asks and control in filled.asked}
    return Response(path, name, edition, answers, filled.controls, others, digest)


def _is_date(asked: Field | None) -> bool:
    return asked is not None and asked.input_type == "date"


def _as_date(answer: str, language: str) -> str:
    day = whole_date(answer, language)
    return day.isoformat() if day else answer


def fields_by_control(form: Form) -> Mapping[str, Field]:
    """The fields of ``form`` by the names of their controls."""
    return {name: one for section in form.sections for one in fields_of(section.items) for name in controls(one)}


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
