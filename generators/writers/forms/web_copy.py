"""Writes beside a form's PDF what a web page needs to fill it in: its bytes, and where its answers go.

It is a script and not data to fetch, since a page that is opened from a folder may load scripts, but fetch nothing.
"""

from __future__ import annotations

import base64
import io
import json
import re
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Object

from generators.brand.fonts import FieldFont

_MULTILINE = 1 << 12
_WRITTEN_ANEW = ("/V", "/AP", "/AS", "/DA")


def script_of(name: str, printed: bytes, font: FieldFont, size: float) -> str:
    """The script that hands over the form ``name``: sets ``kitForms[name]``, answered in fields of ``size`` points."""
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        form = pdf.Root.AcroForm
        data = {
            "pdf": base64.b64encode(printed).decode("ascii"),
            "start": _start_of_table(printed),
            "size": int(pdf.trailer.Size),
            "root": pdf.Root.objgen[0],
            "info": pdf.docinfo.objgen[0],
            "id": [bytes(part).hex() for part in pdf.trailer.ID],
            "form": [form.objgen[0], _body(form, "/NeedAppearances")],
            "font": form.DR.Font.Kit.objgen[0],
            "typed": size,
            "fields": [_field(field) for field in form.Fields],
            "glyphs": _runs(font),
            "widths": font.widths,
            "ascent": font.ascent,
            "descent": font.descent,
        }
    return f"(window.kitForms ||= {{}})[{json.dumps(name)}] = {json.dumps(data, separators=(',', ':'))};\n"


def _start_of_table(printed: bytes) -> int:
    found = re.search(rb"startxref\s+(\d+)\s+%%EOF\s*$", printed)
    assert found is not None, "every PDF ends on the place of its cross-reference table"
    return int(found[1])


def _field(field: Object) -> dict[str, Any]:
    """A text line or a tick box is one object; a choice is one for itself and one for each of its buttons."""
    if field.get("/FT") == Name.Tx:
        left, bottom, right, top = (float(value) for value in field.Rect.as_list())
        return {
            "name": str(field.T),
            "text": [field.objgen[0], _body(field)],
            "box": [round(right - left, 2), round(top - bottom, 2)],
            "lines": bool(int(field.get("/Ff", 0)) & _MULTILINE),
            "right": int(field.get("/Q", 0)) == 2,
        }
    if "/Kids" not in field:
        return {"name": str(field.T), "tick": [field.objgen[0], _body(field, "/V", "/AS")]}
    buttons = [[*_state(kid), kid.objgen[0], _body(kid, "/AS")] for kid in field.Kids]
    return {"name": str(field.T), "choice": [field.objgen[0], _body(field, "/V")], "buttons": buttons}


def _state(button: Object) -> tuple[str, str]:
    """What a button stands for: as a word, and as the name that the file has for it."""
    state = next(name for name in button.AP.N if name != "/Off")
    return str(state).removeprefix("/"), Name(str(state)).unparse().decode("ascii")


def _body(thing: Object, *left_out: str) -> str:
    """What stands between an object's brackets, without the keys that are written anew, one Latin-1 byte a letter."""
    omitted = left_out or _WRITTEN_ANEW
    kept = Dictionary({key: value for key, value in thing.items() if key not in omitted})
    return kept.unparse(resolved=True).decode("latin-1").strip()[2:-2].strip()


def _runs(font: FieldFont) -> list[list[int]]:
    """The map from letters to glyphs as runs ``[first letter, first glyph, how many]``."""
    runs: list[list[int]] = []
    for code, glyph in sorted(font.glyphs.items()):
        if runs and code == runs[-1][0] + runs[-1][2] and glyph == runs[-1][1] + runs[-1][2]:
            runs[-1][2] += 1
        else:
            runs.append([code, glyph, 1])
    return runs
