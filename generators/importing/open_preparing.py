"""Prepares an OpenDocument text for pandoc: what that would lose with its words stands where it is read.

Drawn shapes (OpenDocument 1.3, part 3, 10.3), tables within cells (9.1), ruby (6.4), and what LibreOffice writes beside
the standard: fields of forms in Word files, and content controls.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from generators.importing.draft import RemarkKind, word_counts
from generators.importing.open_text import named
from generators.importing.signs import BLANK, BOX, DATE, choices_of
from generators.ooxml.xml import Element, local_name

Said = tuple[RemarkKind, str]

_SHOWN = re.compile(
    r"author-name|author-initials|creator|initial-creator|title|subject|keywords|description|chapter|file-name|sheet-name"
    r"|sender-.*|user-defined|user-field-(get|input)|variable-(set|get|input)|text-input|placeholder|conditional-text"
    r"|expression|sequence|measure|database-display|meta|meta-field|(creation-|modification-|print-)?(date|time)"
)
"""Fields whose words stand in the text (OpenDocument 1.3, part 3, 7); the number of a page is none of them."""

_DRAWN = ("custom-shape", "rect", "ellipse", "circle", "polygon", "path", "line", "connector", "caption")
_BLOCKS = frozenset({"p", "h", "list", "table"})


def prepare(content: Element, gone: Counter[str]) -> Iterator[Said]:
    """Changes the tree ``content``; adds prompts to ``gone``, and yields what is to be said."""
    for ruby in list(content.iter("{*}ruby")):
        _put(ruby, _with_its_reading(ruby))
    for shown in content.iter(named("text:*")):
        if _SHOWN.fullmatch(local_name(shown)):
            shown.tag = named("text:span")
    _mark_controls(content, gone)
    _mark_old_fields(content)
    yield from _lift_drawn(content)
    inner = [one for one in content.iter("{*}table") if next(one.iterancestors("{*}table-cell"), None) is not None]
    for table in reversed(inner):
        _as_lines(table)
    if inner:
        yield "look", f"tables inside of tables became lines of text: {len(inner)}"


def _mark_controls(content: Element, gone: Counter[str]) -> None:
    for control in reversed(list(content.iter("{*}content-control"))):
        about = {etree.QName(str(name)).localname: value for name, value in control.attrib.items()}
        sign = ""
        if about.get("checkbox") == "true":
            sign = BOX
        elif about.get("showing-place-holder") == "true":
            labels = [_entry(one) for one in control.iter("{*}list-item")]
            sign = choices_of(labels[1:] if labels and not labels[0][1] else labels) if labels else ""
            sign = sign or (DATE if about.get("date") == "true" else BLANK)
        if sign:
            gone += word_counts("".join(map(str, control.itertext())))
            _put(control, f" {sign} ")
        else:
            control.tag = named("text:span")


def _entry(item: Element) -> tuple[str, str]:
    """What an entry of a list shows, and its value; a prompt has none."""
    about = {etree.QName(str(name)).localname: str(value) for name, value in item.attrib.items()}
    return about.get("display-text") or about.get("value", ""), about.get("value", "")


def _mark_old_fields(content: Element) -> None:
    """The fields of a form in a Word file of an old version, which LibreOffice keeps."""
    for mark in list(content.iter("{*}fieldmark", "{*}fieldmark-start")):
        kind = next((value for name, value in mark.attrib.items() if str(name).endswith("}type")), "")
        values = [one.attrib.values() for one in mark.iter("{*}param")]
        entries = [str(value) for name, value in (list(map(str, one))[:2] for one in values) if name.endswith("Entry")]
        if str(kind).endswith("FORMCHECKBOX"):
            _put(mark, BOX)
        elif str(kind).endswith("FORMDROPDOWN"):
            _put(mark, choices_of([(entry, entry) for entry in entries]) or BLANK)
        elif str(kind).endswith("FORMTEXT") and _is_empty(mark):
            _put(mark, BLANK)


def _is_empty(mark: Element) -> bool:
    """Whether nothing is filled in between the beginning of a field and its end."""
    shown = [mark.tail or ""]
    for one in mark.itersiblings():
        if local_name(one) == "fieldmark-end":
            break
        shown.extend(("".join(map(str, one.itertext())), one.tail or ""))
    return not "".join(shown).strip("\u00a0\u2002\u2003 ")


def _lift_drawn(content: Element) -> Iterator[Said]:
    """The words of boxes and shapes behind the paragraph with them; a picture's box, with its caption, stays."""
    boxes = [one for one in content.iter("{*}text-box") if next(one.iter("{*}image"), None) is None]
    drawn = [one for name in _DRAWN for one in content.iter(f"{{*}}{name}") if one.tag.startswith("{" + _DRAW)]
    lifted = 0
    order = {one: at for at, one in enumerate(content.iter())}
    for one in sorted([*boxes, *drawn], key=order.__getitem__, reverse=True):
        holder = next(one.iterancestors(named("text:p"), named("text:h")), None)
        blocks = [block for block in one if local_name(block) in _BLOCKS]
        if holder is None or not any("".join(map(str, block.itertext())).strip() for block in blocks):
            continue
        for block in reversed(blocks):
            block.tail = None
            holder.addnext(block)
        lifted += 1
    if lifted:
        stands = "one drawn box stands" if lifted == 1 else f"{lifted} drawn boxes stand"
        yield "changed", f"{stands} in the text now, behind the paragraph with the box: look at the order"


_DRAW = named("draw:page").partition("}")[0][1:]


def _with_its_reading(ruby: Element) -> str:
    base, reading = (
        "".join(map(str, one.itertext())) if (one := ruby.find(f"{{*}}{name}")) is not None else ""
        for name in ("ruby-base", "ruby-text")
    )
    return f"{base} ({reading})" if reading else base


def _as_lines(table: Element) -> None:
    """A paragraph for each row in the place of a table."""
    for row in table.iter("{*}table-row"):
        cells = (
            " ".join("".join(map(str, one.itertext())) for one in cell.iter("{*}p", "{*}h"))
            for cell in row.iter("{*}table-cell")
        )
        line = etree.Element(named("text:p"))
        line.text = " ".join(filter(None, cells))
        table.addprevious(line)
    parent = table.getparent()
    if parent is not None:
        parent.remove(table)


def _put(element: Element, text: str) -> None:
    """``text`` in the place of what stands in ``element``."""
    for child in list(element):
        element.remove(child)
    element.tag, element.text = named("text:span"), text
    element.attrib.clear()
