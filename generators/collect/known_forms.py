"""The forms that a kit hands out now, by which filled ones are known and put in order."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from generators.model import Brand, Form
from generators.packs.limits import SECONDS, bounded
from generators.problems import Problems, RefusedInput
from generators.resolve import resolve
from generators.source import read_handbook, read_local, shown_path

_NO_BRAND = Brand("Mentoring kit", "#1f5a8c", "#c8502b")


@dataclass(frozen=True, slots=True)
class KnownForms:
    """``forms`` in the order of their appendices, the one of a name that comes first standing for its translations."""

    forms: tuple[Form, ...] = ()
    brand: Brand = field(default=_NO_BRAND)

    def named(self, name: str) -> Form | None:
        return next((form for form in self.forms if form.name == name), None)


def known_forms(root: Path, pack: Path | None) -> KnownForms:
    """The forms of the kit in ``root``, with what the local in ``pack`` changed.

    Mistakes in the kit are no hindrance here: what can be read of its forms is enough to read answers.
    """
    problems = Problems()
    try:
        handbook = read_handbook(root, problems)
        with bounded(shown_path(pack, root), SECONDS) if pack else nullcontext():
            local = read_local(handbook, pack, problems) if pack else handbook.defaults
            kit = resolve(handbook, local, problems)
    except RefusedInput:
        return KnownForms()
    return KnownForms(tuple(sorted(kit.forms, key=_by_appendix)), local.brand)


def _by_appendix(form: Form) -> tuple[int, str]:
    """Roman numerals up to a hundred by their value; forms without one stand last."""
    values = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}.get(letter, 0) for letter in form.appendix.upper()]
    following = (*values[1:], 0)
    number = sum(-value if value < after else value for value, after in zip(values, following, strict=False))
    return number or 1_000, form.name
