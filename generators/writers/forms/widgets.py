"""Turns a laid-out PDF whose fields are links into an accessible, fillable form."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

import pikepdf
from msgspec import Struct
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from generators.brand.fonts import FieldFont
from generators.brand.pdf_fonts import DOT, FIRST, LAST, TICK, FieldFonts, dot, marks_font, ruled, tick
from generators.forms.names import fields_of, option_control, write_in_control
from generators.model import Field, Form, Option
from generators.model.remembered import remembered
from generators.words.form_sections import FormWords

ControlKind = Literal["text", "tick", "choice"]


class Control(NamedTuple):
    """One box or line. ``value`` tells the boxes of one question apart; ``question`` is what it or its group is called.

    ``spoken`` is the whole of what a screen reader says; ``lines`` is 0 for a single line.
    """

    name: str
    kind: ControlKind
    spoken: str
    question: str = ""
    value: str = ""
    required: bool = False
    lines: int = 0
    max_length: int = 0


Key = tuple[str, str]


@remembered
def controls_of(form: Form, words: FormWords) -> Mapping[Key, Control]:
    """The controls of ``form`` by name and value, in reading order."""
    labels = Counter(field.label for section in form.sections for field in fields_of(section.items))
    made: dict[Key, Control] = {}
    for section in form.sections:
        for field in fields_of(section.items):
            shared = labels[field.label] > 1 and section.title
            question = f"{section.title}: {field.label}" if shared else field.label
            for control in _controls(field, question, words):
                made[control.name, control.value] = control
    return made


def _controls(field: Field, question: str, words: FormWords) -> Iterator[Control]:
    if not field.options:
        lines = field.lines if field.kind == "area" else 0
        spoken = _then(question, ". ", _help(field, words))
        yield Control(field.name, "text", spoken, question, "", field.required, lines, field.max_length)
        return
    group = f"{question} ({words.required})" if field.required else question
    for option in field.options:
        spoken = _then(group, ": ", _option_label(field, option))
        if field.kind == "checks":
            yield Control(option_control(field, option), "tick", spoken)
        else:
            yield Control(
                field.name, "choice", spoken, _then(group, ". ", _help(field, words)), option.value, field.required
            )
        if option.write_in:
            named = _then(question, ": ", words.please_name.format(option=option.label))
            yield Control(write_in_control(field, option), "text", named, named)


_ENDS = (".", "?", "!", ":", ";", "\u2026", "\u061f", "\u061b", "\u3002", "\uff1f", "\uff01", "\uff1a")
"""Marks after which a sentence needs no other: the Latin, the Arabic, and the wide ones."""


def _then(question: str, mark: str, rest: str) -> str:
    """``question`` and ``rest`` as one text, parted by ``mark`` unless the question ends on a mark of its own."""
    if not rest:
        return question
    return f"{question} {rest}" if question.endswith(_ENDS) else f"{question}{mark}{rest}"


def _help(field: Field, words: FormWords) -> str:
    reason = f"{words.optional}: {field.optional}" if field.optional else ""
    date = words.date_form if field.input_type == "date" else ""
    parts = (part for part in (field.hint, reason, date) if part)
    return functools.reduce(lambda said, part: _then(said, ". ", part), parts, next(parts, ""))


def _option_label(field: Field, option: Option) -> str:
    if field.kind != "scale":
        return option.label
    numbers = [int(one.value) for one in field.options]
    end = {min(numbers): field.low, max(numbers): field.high}.get(int(option.value), "")
    return f"{option.label}, {end}" if end else option.label


LINK = "x-field:"
NAME_DRAWING = "/KitName"
"""The name of the drawing, among the resources of each page but the first, that is to say whose form this is."""

LINK_KEYS = ("/A", "/Border", "/Contents", "/QuadPoints")

# Flags of annotations and fields: ISO 32000-1, tables 165, 221, 226, and 228.
PRINTED = 1 << 2
REQUIRED = 1 << 1
MULTILINE = 1 << 12
RADIO = 1 << 15


class Typing(Struct, frozen=True):
    """How answers are typed: the font, its size in points, whether lines begin on the right, and in large print.

    ``centered`` ones stand in the middle of their lines.
    """

    font: FieldFont
    size: float
    right_to_left: bool
    large: bool = False
    centered: bool = False

    def appearance(self, lines: int = 0) -> str:
        """The default appearance (ISO 32000-1, 12.7.3.3) of a field with so many lines, or of a single one.

        In an area the size is 0, for which programs choose one so that the whole answer is seen: all but the largest
        letters, which are promised. The first font is for PDFium; whatever runs the operators is left with the second.
        """
        size = 0 if lines and not self.large else self.size
        return f"/{FIRST} {size:g} Tf /{LAST} {size:g} Tf 0 g"


def pages_and_rest(pdf: Pdf) -> tuple[int, float]:
    """The pages of a PDF, and the share of the last one (0 to 1) that stands below its last field."""
    last = pdf.pages[-1]
    bottoms = [float(annotation.Rect[1]) for annotation in last.obj.get("/Annots", [])]
    return len(pdf.pages), min(bottoms, default=float(last.mediabox[3])) / float(last.mediabox[3])


def make_fillable(pdf: Pdf, controls: Sequence[Control], typing: Typing, *, named: bool = False) -> None:
    """Puts a field at each link of ``pdf``; the link's address holds its control's place in ``controls``.

    If ``named``, each page but the first has an empty drawing at its head, for the name of whoever fills it in.
    """
    tags = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
    builder = _Builder(pdf, typing)
    for page in pdf.pages:
        annotations = list(page.obj.get("/Annots", []))
        placed = {place: annotation for annotation in annotations if (place := _place(annotation)) >= 0}
        for place, annotation in sorted(placed.items()):
            builder.add(annotation, controls[place], page.obj)
            _tag(tags[int(annotation.StructParent)], controls[place])
        if annotations:
            others = [annotation for annotation in annotations if annotation.get("/Subtype") == Name.Link]
            ordered = [annotation for _, annotation in sorted(placed.items())]
            page.obj.Annots = Array([*ordered, *others])
            page.obj.Tabs = Name.S
    pdf.Root.AcroForm = pdf.make_indirect(builder.form())
    if named:
        builder.name_pages()


class _Builder:
    """Collects the fields of one document."""

    def __init__(self, pdf: Pdf, typing: Typing) -> None:
        self.pdf, self.typing = pdf, typing
        self.fonts = FieldFonts(pdf, typing.font)
        named = {**self.fonts.of_the_form(), "/ZaDb": marks_font(pdf)}
        self.resources = pdf.make_indirect(Dictionary(Font=Dictionary(named)))
        self.fields = Array()
        self.groups: dict[str, Object] = {}
        self.drawings: dict[tuple[float, float, bytes], Object] = {}

    def form(self) -> Dictionary:
        return Dictionary(Fields=self.fields, DA=String(self.typing.appearance()), DR=self.resources)

    def name_pages(self) -> None:
        """One drawing for all pages but the first, outside of what is read aloud (ISO 32000-1, 14.8.2.2)."""
        first, *others = self.pdf.pages
        _, _, width, height = (float(side) for side in first.mediabox.as_list())
        drawing = self._drawing(width, height, b"q Q")
        for page in others:
            name = page.add_resource(drawing, Name.XObject, Name(NAME_DRAWING))
            page.contents_add(b"q", prepend=True)
            page.contents_add(b"Q /Artifact <</Type /Pagination>> BDC %s Do EMC" % name.unparse())

    def add(self, widget: Object, control: Control, page: Object) -> None:
        """Makes the link annotation ``widget`` a field of ``page``."""
        for key in LINK_KEYS:
            if key in widget:
                del widget[key]
        widget.Subtype, widget.F, widget.P = Name.Widget, PRINTED, page
        widget.TU = String(control.spoken)
        left, bottom, right, top = (float(value) for value in widget.Rect.as_list())
        width, height = right - left, top - bottom
        if control.kind == "text":
            self._text(widget, control, width, height)
        else:
            self._button(widget, control, width, height)

    def _text(self, widget: Object, control: Control, width: float, height: float) -> None:
        widget.FT, widget.T = Name.Tx, String(control.name)
        widget.Ff = (REQUIRED if control.required else 0) | (MULTILINE if control.lines else 0)
        widget.DA, widget.DR = String(self.typing.appearance(control.lines)), self.resources
        if self.typing.centered or self.typing.right_to_left:
            widget.Q = 1 if self.typing.centered else 2
        if control.max_length:
            widget.MaxLen = control.max_length
        drawn = ruled(width, height, control.lines) + b"/Tx BMC EMC"
        drawing = self._drawing(width, height, drawn)
        drawing.Resources = Dictionary(Font=Dictionary(self.fonts.of_a_field()))
        widget.AP = Dictionary(N=drawing)
        self.fields.append(widget)

    def _button(self, widget: Object, control: Control, width: float, height: float) -> None:
        choice = control.kind == "choice"
        drawn = dot(width, height) if choice else tick(width, height)
        on = f"/{control.value}" if choice else "/Yes"
        states = {
            on: self._shared_drawing(width, height, b"0 g 0 G " + drawn),
            "/Off": self._shared_drawing(width, height, b"q Q"),  # viewers warn of a drawing of no bytes
        }
        widget.AP = Dictionary(N=Dictionary(states))
        widget.AS = Name.Off
        widget.MK = Dictionary(CA=String(DOT if choice else TICK))
        widget.DA = String("/ZaDb 0 Tf 0 g")
        if choice:
            group = self._group(control)
            widget.Parent = group
            group.Kids.append(widget)
        else:
            widget.FT, widget.T, widget.V = Name.Btn, String(control.name), Name.Off
            widget.Ff = REQUIRED if control.required else 0
            self.fields.append(widget)

    def _group(self, control: Control) -> Object:
        if control.name not in self.groups:
            group = Dictionary(
                FT=Name.Btn,
                Ff=RADIO | (REQUIRED if control.required else 0),
                T=String(control.name),
                TU=String(control.question),
                V=Name.Off,
                Kids=Array(),
            )
            self.groups[control.name] = self.pdf.make_indirect(group)
            self.fields.append(self.groups[control.name])
        return self.groups[control.name]

    def _drawing(self, width: float, height: float, operators: bytes) -> Object:
        """A drawing of its own: some programs write an answer into the drawing that a field had when it was empty."""
        box = Array([0, 0, round(width, 2), round(height, 2)])
        keys = {"/Type": Name.XObject, "/Subtype": Name.Form, "/BBox": box, "/Resources": Dictionary()}
        return self.pdf.make_stream(operators, keys)

    def _shared_drawing(self, width: float, height: float, operators: bytes) -> Object:
        """One drawing for all boxes that look alike, since nobody writes into those."""
        key = (round(width, 1), round(height, 1), operators)
        if key not in self.drawings:
            self.drawings[key] = self._drawing(width, height, operators)
        return self.drawings[key]


def _place(annotation: Object) -> int:
    """The number in a field link's address, -1 for other annotations."""
    address = str(annotation.get("/A", Dictionary()).get("/URI", ""))
    return int(address.removeprefix(LINK)) if address.startswith(LINK) else -1


def _tag(element: Object, control: Control) -> None:
    """The link's element becomes a Form with the control's name: PDF/UA-1 (ISO 14289-1), 7.18.4."""
    element.S = Name.Form
    element.Alt = String(control.spoken)
