"""Reads a filled PDF, whatever program filled it in: which form it is, what its fields hold, or why nothing."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import islice

from defusedxml import DefusedXmlException, ElementTree
from msgspec import Struct, field
from pikepdf import Array, Dictionary, Name, PasswordError, Pdf, PdfError, Stream, String, settings

from generators.collect.answers import (
    LONGEST_ANSWER,
    NOTHING_SAID,
    TICKED,
    Asked,
    AskedKind,
    Filled,
    RefusalName,
    Unreadable,
    cut,
    safe_text,
)
from generators.forms.names import FormIdentity, identity_in
from generators.model.replacing import replace
from generators.words.catalogue import languages, words_of

LARGEST_STREAM = 8_000_000
"""Bytes of text that are read from one stream."""

MOST_PARTS = 1_000
"""Parts that are read of a value made of many."""

_MARKS = ((b"\xfe\xff", "utf-16-be"), (b"\xff\xfe", "utf-16-le"), (b"\xef\xbb\xbf", "utf-8"))
_LANGUAGE = re.compile("\x1b[A-Za-z]{2}(?:[A-Za-z]{2})?\x1b")
"""A language code inside a text string (ISO 32000-1, 14.9.2.2)."""

_BLOCKS = ("p", "div", "br", "li")


def text_of(value: object) -> str:
    """The text that a field's value stands for; empty where it is none."""
    if isinstance(value, String):
        return safe_text(decoded(bytes(value)))
    if isinstance(value, Name):
        return safe_text(name_of(value))
    if isinstance(value, Stream):
        return safe_text(decoded(_stream_bytes(value)))
    if isinstance(value, Array):
        return "; ".join(text for item in islice(value, MOST_PARTS) if (text := text_of(item)))
    return str(value) if isinstance(value, int | Decimal) else ""


def rich_text_of(value: object) -> str:
    """The letters of a rich text string (XHTML), a line for each paragraph."""
    markup = text_of(value)
    if not markup.lstrip().startswith("<"):
        return markup
    try:
        root = ElementTree.fromstring(markup.encode(), forbid_dtd=True)
    except (DefusedXmlException, ElementTree.ParseError):
        return safe_text(re.sub(r"<[^>]*>", "", markup))
    parts: list[str] = []
    for element in root.iter():
        starts_line = str(element.tag).rpartition("}")[2] in _BLOCKS
        parts.append(("\n" if starts_line and parts else "") + (element.text or ""))
        parts.append(element.tail or "")
    return safe_text("".join(parts).strip())


def decoded(data: bytes) -> str:
    """A text string by its byte order mark, else by PDFDocEncoding (ISO 32000-2, 7.9.2.2)."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _LANGUAGE.sub("", data.removeprefix(mark).decode(encoding, "replace"))
    return data.decode("pdfdoc", "replace")


def name_of(name: Name) -> str:
    """A name without its slash; names are UTF-8, but not all programs know (ISO 32000-1, 7.3.5)."""
    try:
        return str(name)[1:]
    except UnicodeDecodeError:
        raw = re.sub(rb"#([0-9a-fA-F]{2})", lambda found: bytes.fromhex(found[1].decode()), name.unparse())
        return raw[1:].decode("latin-1")


def entry(holder: object, key: str) -> object:
    """An entry of a dictionary or of a stream's dictionary; None where it is missing, or ``holder`` is neither."""
    return holder.get(key) if isinstance(holder, Dictionary | Stream) else None


def _stream_bytes(stream: Stream) -> bytes:
    """The beginning of a stream, unpacked no further than is read: a small one can unpack to gigabytes."""
    raw = stream.read_raw_bytes()
    filters = entry(stream, "/Filter")
    if filters is None:
        return raw[:LARGEST_STREAM]
    only = filters[0] if isinstance(filters, Array) and len(filters) == 1 else filters
    if not isinstance(only, Name) or name_of(only) != "FlateDecode":
        return b""
    try:
        return zlib.decompressobj().decompress(raw, LARGEST_STREAM)
    except zlib.error:
        return b""


MOST_FIELDS = 5_000
DEEPEST = 32
MOST_PAGES = 1_000
_MULTILINE, _RADIO, _PUSH_BUTTON = 1 << 12, 1 << 15, 1 << 16
_INHERITED = ("/FT", "/V", "/Ff", "/Opt", "/RV", "/TU")
"""What a field may leave to the fields above it (ISO 32000-1, 12.7.3.1, and table 228 for /Opt); and its tooltip."""

LONGEST_QUESTION = 300
"""Characters of a question's words."""


class PdfField(Struct, frozen=True):
    """A field at the end of a branch; ``name`` is the whole of its name, ``value`` empty when it is not answered."""

    name: str
    value: str
    note: str = ""
    asked: Asked = NOTHING_SAID


class _Node(Struct, frozen=True):
    item: Dictionary
    name: str
    inherited: Mapping[str, object]
    depth: int = 0


class _Walk(Struct):
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
            raise Unreadable("too_many_fields", MOST_FIELDS)
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
        yield _read_value(name, inherited, widgets) if name else None


def _read_value(name: str, entries: Mapping[str, object], widgets: list[Dictionary]) -> PdfField | None:
    kind, given = entries.get("/FT"), entries.get("/Ff")
    flags = given if isinstance(given, int) else 0
    if kind == Name.Btn:
        if flags & _PUSH_BUTTON:
            return None
        return _choice(name, entries, widgets) if flags & _RADIO else _tick(name, entries, widgets)
    value, tooltip = entries.get("/V"), text_of(entries.get("/TU"))
    if kind == Name.Ch:
        return PdfField(name, _chosen(value, entries.get("/Opt")), asked=_asked("choice", tooltip))
    if kind == Name.Sig:
        return PdfField(name, "signed" if isinstance(value, Dictionary) and len(value) else "")
    asked = _asked("area" if flags & _MULTILINE else "text", tooltip)
    return PdfField(name, text_of(value) or rich_text_of(entries.get("/RV")), asked=asked)


_ASKS = "?\u061f\uff1f"
"""Question marks: the Latin, the Arabic, and the wide one."""


def _asked(kind: AskedKind, tooltip: str) -> Asked:
    """The question of a tooltip, which is followed by the help to it, if there is any."""
    question = re.split(rf"(?<=[{_ASKS}])|\. ", tooltip, maxsplit=1)[0].strip()
    return Asked(kind, _question(question))


def _boxed(tooltip: str) -> tuple[str, str]:
    """The question and the words beside one of its boxes: ``It helped me to: Lead``, ``Which way? By bus``."""
    end = max((found.end() for found in re.finditer(rf"[{_ASKS}:] ", tooltip)), default=0)
    return _question(tooltip[:end].strip().removesuffix(":")), cut(tooltip[end:], LONGEST_QUESTION)


def _question(tooltip: str) -> str:
    """The question without the word that says that it needs an answer, in whatever language."""
    for language in languages():
        tooltip = tooltip.removesuffix(f" ({words_of(language).form.required})")
    return cut(tooltip, LONGEST_QUESTION)


def _choice(name: str, entries: Mapping[str, object], widgets: list[Dictionary]) -> PdfField:
    """One of several buttons. Where the value and the look disagree, the value counts (it is what viewers sum up)."""
    stored, shown = _state(entries.get("/V")), [state for widget in widgets if (state := _state(entry(widget, "/AS")))]
    chosen = stored or next(iter(shown), "")
    note = f"'{name}' shows another choice than it holds; what it holds was taken"
    value = _exported(chosen, entries.get("/Opt"))
    choices = tuple((on, _boxed(text_of(entry(one, "/TU")))[1]) for one in widgets for on in _on_words(one))
    asked = replace(_asked("choice", text_of(entries.get("/TU"))), choices=choices)
    return PdfField(name, value, note if stored and shown and stored not in shown else "", asked)


def _tick(name: str, entries: Mapping[str, object], widgets: list[Dictionary]) -> PdfField:
    """One box, or several boxes of one name that stand for different values.

    Some programs write only the value, others only the look. Our boxes are empty at first, so either one is a tick.
    """
    stored, shown = _state(entries.get("/V")), [state for widget in widgets if (state := _state(entry(widget, "/AS")))]
    note = f"'{name}' is ticked for some programs only; it was taken as ticked" if bool(stored) != bool(shown) else ""
    state = stored or next(iter(shown), "")
    question, words = _boxed(text_of(entries.get("/TU")))
    if len({on for widget in widgets for on in _on_states(widget)}) > 1:
        return PdfField(name, _exported(state, entries.get("/Opt")), note, Asked("choice", words))
    return PdfField(name, TICKED if state else "", note, Asked("tick", words, question))


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


def _on_words(widget: Dictionary) -> Iterator[str]:
    yield from (safe_text(key.removeprefix("/")) for key in _on_states(widget))


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


_WRITTEN_ON_TOP = frozenset({"/FreeText", "/Ink", "/Stamp"})
"""Annotations by which people write on a page as on paper."""


def limit_memory() -> None:
    """Bounds what the PDF library unpacks, for the whole process: ten megabytes of file can hold gigabytes."""
    settings.set_qpdf_limits(
        doc_max_warnings=5_000,
        parser_max_nesting=100,
        parser_max_container_size=200_000,
        max_stream_filters=4,
        flate_max_memory=100_000_000,
        run_length_max_memory=100_000_000,
        png_max_memory=50_000_000,
        tiff_max_memory=50_000_000,
    )


def read_pdf(data: bytes) -> Filled:
    """The answers in a PDF.

    Raises:
        Unreadable: it is locked, damaged, has no fields or those of several people, or nobody filled it in.
    """
    try:
        with Pdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            return _read(pdf)
    except PasswordError:
        raise Unreadable("password") from None
    except (PdfError, ValueError, TypeError, KeyError, IndexError, RuntimeError, RecursionError):
        # the library raises these for objects that are not what they should be; which one differs by version
        raise Unreadable("damaged_pdf") from None


def _read(pdf: Pdf) -> Filled:
    identity = _identity(pdf)
    answers: dict[str, str] = {}
    controls: dict[str, None] = {}
    asked: dict[str, Asked] = {}
    notes: list[str] = []
    for found in fields_of(pdf):
        if found.value.strip() and answers.get(found.name, found.value).strip() != found.value.strip():
            raise Unreadable("several_forms")
        controls[found.name] = None
        asked.setdefault(found.name, found.asked)
        if found.value.strip() and found.name not in answers:
            answers[found.name] = cut(found.value, LONGEST_ANSWER)
            notes += [found.note] if found.note else []
    if not controls:
        raise Unreadable(_why_no_fields(pdf, identity))
    if not answers:
        raise Unreadable("written_on" if _is_written_on(pdf) else "not_filled_in")
    return Filled(
        identity.form if identity else "",
        identity.edition if identity else "",
        answers,
        tuple(controls),
        tuple(notes),
        asked,
    )


def _identity(pdf: Pdf) -> FormIdentity | None:
    """The form that the keywords name, in the document's information or, where that was lost, in its XMP packet."""
    keywords = text_of(entry(entry(pdf.trailer, "/Info"), "/Keywords"))
    packet = entry(pdf.Root, "/Metadata")
    return identity_in(keywords) or identity_in(text_of(packet) if isinstance(packet, Stream) else "")


def _why_no_fields(pdf: Pdf, identity: FormIdentity | None) -> RefusalName:
    if entry(entry(pdf.Root, "/AcroForm"), "/XFA") is not None:
        return "xfa"
    if identity:
        return "flattened"
    return "no_fields"


def _is_written_on(pdf: Pdf) -> bool:
    for page in islice(pdf.pages, MOST_PAGES):
        annotations = entry(page.obj, "/Annots")
        for annotation in islice(annotations, LARGEST_STREAM) if isinstance(annotations, Array) else ():
            kind = entry(annotation, "/Subtype") if isinstance(annotation, Dictionary) else None
            if isinstance(kind, Name) and str(kind) in _WRITTEN_ON_TOP:
                return True
    return False
