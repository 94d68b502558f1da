"""The fields of a PDF with their values, whatever program filled them in, and however it left their dictionaries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from pikepdf import Array, Dictionary, Name, Pdf

from generators.collect.filled import TICKED, Unreadable
from generators.collect.pdf_text import entry, name_of, rich_text_of, text_of

MOST_FIELDS = 5_000
DEEPEST = 32
MOST_PAGES = 1_000
_RADIO, _PUSH_BUTTON = 1 << 15, 1 << 16
_INHERITED = ("/FT", "/V", "/Ff", "/Opt", "/RV")
"""What a field may leave to the fields above it (ISO 32000-1, 12.7.3.1, and table 228 for /Opt)."""


@dataclass(frozen=True, slots=True)
class PdfField:
    """A field at the end of a branch; ``name`` is the whole of its name, ``value`` empty when it is not answered."""

    name: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Node:
    item: Dictionary
    name: str
    inherited: Mapping[str, object]
    depth: int = 0


@dataclass(slots=True)
class _Walk:
    seen: set[tuple[int, int]] = field(default_factory=set)

    def is_new(self, item: Dictionary) -> bool:
        """Whether ``item`` was not met before; fields that contain themselves would else never end."""
        if not item.is_indirect:
            return True
        new = item.objgen not in self.seen
        self.seen.add(item.objgen)
        return new


def fields_of(pdf: Pdf) -> Iterator[PdfField]:
    """All fields in the order of the form, then those that pages show and the form forgot.

    Raises:
        Unreadable: there are more than any form has.
    """
    walk = _Walk()
    for number, found in enumerate(_all_fields(pdf, walk)):
        if number >= MOST_FIELDS:
            raise Unreadable(f"has more than {MOST_FIELDS:,} fields, which no form of people has")
        if found is not None:
            yield found


def _all_fields(pdf: Pdf, walk: _Walk) -> Iterator[PdfField | None]:
    for item in _dictionaries(entry(entry(pdf.Root, "/AcroForm"), "/Fields")):
        yield from _below(_Node(item, "", {}), walk)
    for page in islice(pdf.pages, MOST_PAGES):
        for annotation in _dictionaries(entry(page.obj, "/Annots")):
            if entry(annotation, "/Subtype") == Name.Widget:
                yield from _below(_Node(_top(annotation), "", {}), walk)


def _below(node: _Node, walk: _Walk) -> Iterator[PdfField | None]:
    item = node.item
    if node.depth > DEEPEST or not walk.is_new(item):
        return
    own = entry(item, "/T")
    name = ".".join(part for part in (node.name, text_of(own)) if part)
    inherited = {**node.inherited, **{key: value for key in _INHERITED if (value := entry(item, key)) is not None}}
    kids = list(_dictionaries(entry(item, "/Kids")))
    children = [kid for kid in kids if "/T" in kid]
    for child in children:
        yield from _below(_Node(child, name, inherited, node.depth + 1), walk)
    if not children:
        widgets = [kid for kid in kids if walk.is_new(kid)] or [item]
        yield _read(name, inherited, widgets) if name else None


def _read(name: str, entries: Mapping[str, object], widgets: list[Dictionary]) -> PdfField | None:
    kind, given = entries.get("/FT"), entries.get("/Ff")
    flags = given if isinstance(given, int) else 0
    if kind == Name.Btn:
        if flags & _PUSH_BUTTON:
            return None
        return _choice(name, entries, widgets) if flags & _RADIO else _tick(name, entries, widgets)
    value = entries.get("/V")
    if kind == Name.Ch:
        return PdfField(name, _chosen(value, entries.get("/Opt")))
    if kind == Name.Sig:
        return PdfField(name, "signed" if isinstance(value, Dictionary) and len(value) else "")
    return PdfField(name, text_of(value) or rich_text_of(entries.get("/RV")))


def _choice(name: str, entries: Mapping[str, object], widgets: list[Dictionary]) -> PdfField:
    """One of several buttons. Where the value and the look disagree, the value counts (it is what viewers sum up)."""
    stored, shown = _state(entries.get("/V")), [state for widget in widgets if (state := _state(entry(widget, "/AS")))]
    chosen = stored or next(iter(shown), "")
    note = f"'{name}' shows another choice than it holds; what it holds was taken"
    value = _exported(chosen, entries.get("/Opt"))
    return PdfField(name, value, note if stored and shown and stored not in shown else "")


def _tick(name: str, entries: Mapping[str, object], widgets: list[Dictionary]) -> PdfField:
    """One box, or several boxes of one name that stand for different values.

    Some programs write only the value, others only the look. Our boxes are empty at first, so either one is a tick.
    """
    stored, shown = _state(entries.get("/V")), [state for widget in widgets if (state := _state(entry(widget, "/AS")))]
    note = f"'{name}' is ticked for some programs only; it was taken as ticked" if bool(stored) != bool(shown) else ""
    state = stored or next(iter(shown), "")
    if len({on for widget in widgets for on in _on_states(widget)}) > 1:
        return PdfField(name, _exported(state, entries.get("/Opt")), note)
    return PdfField(name, TICKED if state else "", note)


def _state(value: object) -> str:
    """The name of a button's state, empty when it is off; pypdf writes it as a text with the slash of a name."""
    text = name_of(value) if isinstance(value, Name) else text_of(value).removeprefix("/")
    return "" if text == "Off" else text


def _exported(state: str, options: object) -> str:
    """The word that a numbered state stands for, where the field lists such words (ISO 32000-1, table 227)."""
    if isinstance(options, Array) and state.isdecimal() and len(state) < 5 and int(state) < len(options):
        return text_of(options[int(state)]) or state
    return state


def _chosen(value: object, options: object) -> str:
    """The words of what is chosen in a list: options are pairs of a value and a word, or words alone."""
    words = {}
    if isinstance(options, Array):
        for option in islice(options, MOST_FIELDS):
            if isinstance(option, Array) and len(option) == 2:
                words[text_of(option[0])] = text_of(option[1])
    chosen = [text_of(item) for item in islice(value, MOST_FIELDS)] if isinstance(value, Array) else [text_of(value)]
    return "; ".join(words.get(item, item) for item in chosen if item)


def _on_states(widget: Dictionary) -> Iterator[str]:
    normal = entry(entry(widget, "/AP"), "/N")
    if isinstance(normal, Dictionary):
        yield from (key for key in normal.keys() if key != "/Off")  # noqa: SIM118 (iterating gives values)


def _top(widget: Dictionary) -> Dictionary:
    """The field at the root of the branch that a widget hangs on."""
    for _ in range(DEEPEST):
        parent = entry(widget, "/Parent")
        if not isinstance(parent, Dictionary):
            return widget
        widget = parent
    return widget


def _dictionaries(array: object) -> Iterator[Dictionary]:
    if isinstance(array, Array):
        yield from (item for item in islice(array, 4 * MOST_FIELDS) if isinstance(item, Dictionary))
