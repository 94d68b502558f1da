"""A sheet for each pair: what both wrote, side by side, without what is personal unless that is asked for."""

from __future__ import annotations

import base64
import hashlib
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import typst
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from msgspec import Struct, to_builtins
from msgspec.structs import asdict

from generators.brand.fonts import layout_fonts
from generators.brand.letters import missing_letters, printable_json
from generators.brand.palette import palette
from generators.brand.pdf_language import in_language, layout_language
from generators.collect.known_forms import KnownForms, Response, fields_by_control
from generators.collect.pairing import Pair, Participant
from generators.forms.names import fields_of, option_control, write_in_control
from generators.model import Field, Form
from generators.words.catalogue import words_of
from generators.words.direction import direction

_TEMPLATES = Path(__file__).parent
_COLORS = ("primary_mark", "primary_deep", "accent_text", "ink", "tint")


class AnsweredQuestion(Struct, frozen=True):
    """A question with what was chosen or written, nothing where it was left open."""

    question: str
    texts: tuple[str, ...]


class FormPart(Struct, frozen=True):
    """A part of a form; ``title`` may be empty."""

    title: str
    answers: tuple[AnsweredQuestion, ...]


class Column(Struct, frozen=True):
    """One person's side of a sheet: ``role`` in the kit's language, and the parts of all forms that they filled in."""

    role: str
    name: str
    parts: tuple[FormPart, ...]


class PairSheet(Struct, frozen=True):
    title: str
    mentor: Column
    mentee: Column


class PairSheets(Struct, frozen=True):
    """All sheets; ``with_personal`` tells that personal details are on them."""

    sheets: tuple[PairSheet, ...]
    known: KnownForms
    with_personal: bool


def pair_sheets(pairs: Sequence[Pair], known: KnownForms, *, with_personal: bool) -> PairSheets:
    """A sheet for each pair, in their order."""
    words = words_of(known.language).summary

    def column(role: str, one: Participant) -> Column:
        parts = (part for form, response in one.responses for part in _parts(form, response, personal=with_personal))
        return Column(role, one.name, tuple(parts))

    sheets = (
        PairSheet(
            words.pair.format(mentor=pair.mentor.name, mentee=pair.mentee.name),
            column(words.mentor, pair.mentor),
            column(words.mentee, pair.mentee),
        )
        for pair in pairs
    )
    return PairSheets(tuple(sheets), known, with_personal)


def pair_page(made: PairSheets) -> str:
    """The sheets as one HTML page, which prints each pair on pages of its own."""
    known, language = made.known, made.known.language
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    words = words_of(language).summary
    colors = {name: value for name, value in asdict(palette(known.brand)).items() if isinstance(value, str)}
    # the style's hash stands in the page's policy: it is rendered first, and put in byte for byte
    style = environment.get_template("pairs.css.jinja").render(colors=colors, paper=known.paper)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return environment.get_template("pairs.html.jinja").render(
        title=known.brand.name,
        words=words,
        direction=direction(words.language),
        sheets=made.sheets,
        notice=_notice(made),
        style=style,
        policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
    )


def pair_pdf(made: PairSheets, date: datetime | None = None) -> bytes:
    """The sheets as a tagged PDF (PDF/UA-1), made on ``date``; each pair begins on a new page."""
    known, language = made.known, made.known.language
    words = words_of(language)
    colors = palette(known.brand)
    data = {
        "sheets": to_builtins(made.sheets),
        "title": words.summary.pair_title,
        "owner": known.brand.name,
        "notice": _notice(made),
        "not_answered": words.summary.not_answered,
        "page": words.common.page,
        "paper": known.paper,
        "colors": {role: getattr(colors, role) for role in _COLORS},
        "right_to_left": direction(language) == "rtl",
        **layout_language(language),
    }
    with tempfile.TemporaryDirectory(prefix="kit-pairs-") as name:
        template = Path(name, "pairs.typ")
        shutil.copyfile(_TEMPLATES / template.name, template)
        laid_out = typst.compile(
            str(template),
            root=name,
            sys_inputs={"pairs": printable_json(data)},
            font_paths=layout_fonts(),
            format="pdf",
            pdf_standards=["ua-1"],
            timestamp=int(date.timestamp()) if date else 0,
        )
    return in_language(laid_out, language)


def letters_without_typeface(made: PairSheets) -> str:
    """The letters of people's answers that a PDF shows as a question mark, since no typeface of the kit has them."""
    texts = (
        text
        for sheet in made.sheets
        for column in (sheet.mentor, sheet.mentee)
        for text in (column.name, *(text for part in column.parts for one in part.answers for text in one.texts))
    )
    return "".join(dict.fromkeys("".join(missing_letters(text) for text in texts)))


def _notice(made: PairSheets) -> str:
    words = words_of(made.known.language).summary
    return words.personal_shown if made.with_personal else f"{words.pair_lead} {words.personal_left_out}"


def _parts(form: Form, response: Response, *, personal: bool) -> Iterator[FormPart]:
    """The parts of a form; who somebody is stands above them already, and what no form asks may be personal."""
    for section in form.sections:
        asked = [one for one in fields_of(section.items) if one.kind != "signature" and (personal or not one.personal)]
        if asked:
            yield FormPart(
                section.title, tuple(AnsweredQuestion(one.label, tuple(_texts(one, response))) for one in asked)
            )
    known = fields_by_control(form)
    others = {name: text for name, text in response.answers.items() if name not in known} if personal else {}
    if others:
        answers = (AnsweredQuestion(_words_for(name, response), (text,)) for name, text in others.items())
        yield FormPart("", tuple(answers))


def _words_for(control: str, response: Response) -> str:
    asked = response.asked.get(control)
    return (asked.words if asked else "") or control


def _texts(asked: Field, response: Response) -> Iterator[str]:
    """What was chosen, in words, and what was written."""
    answer = response.answers.get(asked.name, "").strip()
    for one in asked.options:
        ticked = response.answers.get(option_control(asked, one)) if asked.kind == "checks" else answer == one.value
        written = response.answers.get(write_in_control(asked, one), "").strip() if one.write_in else ""
        if ticked or written:
            yield f"{one.label}: {written}" if written else _scaled(asked, one.label)
    if answer and answer not in {one.value for one in asked.options}:
        yield answer


def _scaled(asked: Field, label: str) -> str:
    """A number of a scale with the words of its end, if it is one."""
    if asked.kind != "scale":
        return label
    end = {asked.options[0].label: asked.low, asked.options[-1].label: asked.high}.get(label, "")
    return f"{label} ({end})" if end else label
