"""Writes beside a form's PDF what a web page needs to fill it in: its bytes, and where its answers go.

These are scripts and not data to fetch, since a page that is opened from a folder may load scripts, but fetch nothing.
One has what all locals have that ask the same, so that it can be stored once; another what is the local's own; and what
all forms of a local have, as the typefaces of its head and foot, stands once in a third, beside them.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, NumberTree, Object, Pdf

from generators.brand.fonts import script_faces, script_license
from generators.brand.palette import palette
from generators.brand.pdf_layout import INFO, FilledLayout
from generators.forms.names import fields_of
from generators.model import Form, Kit
from generators.words.catalogue import words_of
from generators.writers.forms.widgets import NAME_DRAWING, Control, Key, Typing

_DIGITS = 16
"""Of a digest, as many as tell the few parts of a local from each other, and from those of its earlier editions."""

_MULTILINE = 1 << 12
_WRITTEN_ANEW = ("/V", "/AP", "/AS")


def layout_script(form: Form, controls: Mapping[Key, Control], printed: FilledLayout, typing: Typing) -> str:
    """The script that hands over the layout of ``form``, for all locals the same: sets ``kitLayouts[digest]``."""
    font, layout = typing.font, printed.layout
    with pikepdf.open(io.BytesIO(printed.whole)) as pdf:
        data = {
            "head": _written_out(layout.prefix),
            "root": layout.root,
            "font": pdf.Root.AcroForm.DR.Font.Kit.objgen[0],
            "typed": typing.size,
            "right": typing.right_to_left,
            "fields": list(_fields(pdf, _labels(controls))),
            "glyphs": _runs(font.glyphs),
            "widths": font.widths,
            "ascent": font.ascent,
            "descent": font.descent,
            **_words(form),
            **_tree(pdf),
        }
    return _script("kitLayouts", layout.digest, data)


def read_by_layout(form: Form, controls: Mapping[Key, Control]) -> Mapping[str, object]:
    """What ``layout_script`` reads of the form and its ``controls``, beside its layout and how it is typed in."""
    return {"labels": _labels(controls), **_words(form)}


def local_script(form: Form, kit: Kit, printed: FilledLayout) -> str:
    """The script that hands over what is the local's own in ``form``: sets ``kitForms[form.name]``.

    What it shares with other forms is named there by digest (``parts_script``).
    """
    colors = palette(kit.local.brand)
    common = words_of(form.page.lang).common
    edition = f"{common.edition} {form.edition}" if form.edition else ""
    data = {
        "layout": printed.layout.digest,
        "own": _written_out(printed.own),
        "parts": [_digest(part) for part in printed.shared],
        "table": _written_out(printed.table),
        "start": printed.start,
        "size": printed.size,
        "info": INFO,
        "id": [printed.identifier] * 2,
        "footer": " · ".join(part for part in (form.title, kit.local.brand.name, edition) if part),
        "colors": {"text": _rgb(colors.primary_text), "accent": _rgb(colors.accent_mark)},
    }
    return _script("kitForms", form.name, data)


def parts_script(parts: Iterable[bytes]) -> str:
    """The script that hands over the ``parts`` that a local's forms share: sets ``kitParts[digest]`` for each, once."""
    held = {_digest(part): _written_out(part) for part in parts}
    return f"Object.assign((window.kitParts ||= {{}}), {json.dumps(held, separators=(',', ':'))});\n"


def _digest(part: bytes) -> str:
    return hashlib.sha256(part).hexdigest()[:_DIGITS]


def _written_out(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _script(table: str, name: str, data: Mapping[str, object]) -> str:
    return f"(window.{table} ||= {{}})[{json.dumps(name)}] = {json.dumps(data, separators=(',', ':'))};\n"


@cache
def typefaces_script() -> bytes:
    """The script that hands over typefaces for devices that lack one: sets ``kitTypefaces``, all scripts at once.

    A server that is asked for one script's typeface would know in which script somebody writes.
    """
    faces = {name: _written_out(data) for name, data in script_faces().items()}
    script = f"/*!\n{script_license()}*/\nwindow.kitTypefaces = {json.dumps(faces, separators=(',', ':'))};\n"
    return script.encode("utf-8")


def person_of(form: Form) -> str:
    """The name of the control that asks for the name of whoever fills ``form`` in, or nothing."""
    fields = (field for section in form.sections for field in fields_of(section.items))
    return next((field.name for field in fields if field.autocomplete == "name"), "")


def _labels(controls: Mapping[Key, Control]) -> Mapping[str, str]:
    """What a person calls each control: its question, without help."""
    return {name: control.question for (name, _), control in controls.items()}


def _words(form: Form) -> dict[str, Any]:
    """What is said on the pages that are added for long answers, and who is asked for a name."""
    spoken = words_of(form.page.lang)
    return {
        "title": form.title,
        "person": person_of(form),
        "words": {
            "page": spoken.form.continuation,
            "continued_on": spoken.form.continued_on,
            "continued_short": spoken.form.continued_short,
            "continued_from": spoken.form.continued_from,
            "not_printed": spoken.form.not_printed,
        },
    }


def _rgb(color: str) -> list[int]:
    return list(bytes.fromhex(color.removeprefix("#")))


def _tree(pdf: Pdf) -> dict[str, Any]:
    """The tree of pages and the tree of tags, as far as they are written anew when pages are added."""
    pages, tags = pdf.Root.Pages, pdf.Root.StructTreeRoot
    document = tags.K[0]
    numbers = NumberTree(tags.ParentTree)
    return {
        "count": len(pdf.pages),
        "named": _name_drawing(pdf),
        "paper": [float(side) for side in pdf.pages[0].mediabox.as_list()[2:]],
        "pages": [pages.objgen[0], _body(pages, "/Kids", "/Count"), _inside(pages.Kids)],
        "tags": {
            "root": [tags.objgen[0], _body(tags, "/ParentTree", "/ParentTreeNextKey")],
            "next": int(tags.ParentTreeNextKey),
            "numbers": " ".join(f"{number} {_written(value)}" for number, value in numbers.items()),
            "document": [document.objgen[0], _body(document, "/K")],
            "kids": _inside(document.K),
        },
    }


def _name_drawing(pdf: Pdf) -> int:
    """The number of the drawing that stands at the head of each page but the first, 0 where there is none."""
    drawings = pdf.pages[-1].resources.get("/XObject", Dictionary())
    return drawings[NAME_DRAWING].objgen[0] if NAME_DRAWING in drawings else 0


def _written(thing: Object) -> str:
    return f"{thing.objgen[0]} 0 R" if thing.is_indirect else thing.unparse().decode("latin-1")


def _inside(array: Object) -> str:
    """What stands between an array's brackets."""
    return array.unparse(resolved=True).decode("latin-1").strip()[1:-1].strip()


def _fields(pdf: Pdf, labels: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """The form's fields; a line or an area for text knows its question, and its page's number."""
    pages = {
        annotation.objgen: number
        for number, page in enumerate(pdf.pages, start=1)
        for annotation in page.obj.get("/Annots", [])
    }
    for field in pdf.Root.AcroForm.Fields:
        made = _field(field)
        if "text" in made:
            made |= {"label": labels[made["name"]], "page": pages[field.objgen]}
        yield made


def _field(field: Object) -> dict[str, Any]:
    """A text line or a tick box is one object; a choice is one for itself and one for each of its buttons."""
    if field.get("/FT") == Name.Tx:
        left, bottom, right, top = (float(value) for value in field.Rect.as_list())
        return {
            "name": str(field.T),
            "text": [field.objgen[0], _body(field)],
            "fonts": _fonts_beside_ours(field),
            "box": [round(right - left, 2), round(top - bottom, 2)],
            "lines": bool(int(field.get("/Ff", 0)) & _MULTILINE),
            "right": int(field.get("/Q", 0)) == 2,
            **({"centered": True} if int(field.get("/Q", 0)) == 1 else {}),
        }
    if "/Kids" not in field:
        return {"name": str(field.T), "tick": [field.objgen[0], _body(field, "/V", "/AS")]}
    buttons = [[*_state(kid), kid.objgen[0], _body(kid, "/AS")] for kid in field.Kids]
    return {"name": str(field.T), "choice": [field.objgen[0], _body(field, "/V")], "buttons": buttons}


def _fonts_beside_ours(field: Object) -> str:
    """The fonts of an empty field's drawing, for programs that write another answer into the drawing of the first."""
    fonts = field.AP.N.get("/Resources", Dictionary()).get("/Font", Dictionary())
    return " ".join(f"{name} {_written(font)}" for name, font in fonts.items() if name != "/Kit")


def _state(button: Object) -> tuple[str, str]:
    """What a button stands for: as a word, and as the name that the file has for it."""
    state = next(name for name in button.AP.N if name != "/Off")
    return str(state).removeprefix("/"), Name(str(state)).unparse().decode("ascii")


def _body(thing: Object, *left_out: str) -> str:
    """What stands between an object's brackets, without the keys that are written anew, one Latin-1 byte a letter."""
    omitted = left_out or _WRITTEN_ANEW
    kept = Dictionary({key: value for key, value in thing.items() if key not in omitted})
    return kept.unparse(resolved=True).decode("latin-1").strip()[2:-2].strip()


def _runs(glyphs: Mapping[int, int]) -> list[list[int]]:
    """The map from letters to glyphs as runs ``[first letter, first glyph, how many]``."""
    runs: list[list[int]] = []
    for code, glyph in sorted(glyphs.items()):
        if runs and code == runs[-1][0] + runs[-1][2] and glyph == runs[-1][1] + runs[-1][2]:
            runs[-1][2] += 1
        else:
            runs.append([code, glyph, 1])
    return runs
