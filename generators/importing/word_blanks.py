"""Finds what a Word file leaves to be filled in, and puts a sign where people would see a line or a box.

Content controls (ISO/IEC 29500-1, 17.5.2), form fields of old versions (17.16.5), tab stops with a leader (17.3.1.37),
underlined spaces, and empty paragraphs with a border.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from generators.importing.draft import RemarkKind, word_counts
from generators.importing.signs import AREA, BLANK, BOX, DATE, choices_of
from generators.importing.word_text import WordField, field_name, fields_of, is_child_of, plain_run, remove, text_of
from generators.ooxml.xml import Element, local_name, node, qualified

_LEADERS = frozenset({"underscore", "dot", "hyphen", "heavy", "middleDot"})
_LABEL_FOLLOWS = re.compile(r"[^\t]*[:?]\s*$|[^\t]*\t|\s*$")
_ASKS = re.compile(r".*[:?]\s*$", re.DOTALL)

Said = tuple[RemarkKind, str]


def mark_blanks(story: Element, gone: Counter[str]) -> Iterator[Said]:
    """Puts the signs into ``story``; yields what is to be said, and adds to ``gone`` what stood there as a prompt."""
    filled = _mark_controls(story, gone) + _mark_old_fields(story, gone)
    for paragraph in story.iter(qualified("w:p")):
        _mark_leaders(paragraph)
        _mark_underlined(paragraph)
    _mark_borders(story)
    if filled:
        yield "look", f"fields that are filled in already stay as text: {filled}"


def _mark_controls(story: Element, gone: Counter[str]) -> int:
    """Content controls, the inner ones first. Returns how many hold an answer, and stay as text."""
    filled = 0
    controls = [(control, _title(control)) for control in story.iter(qualified("w:sdt"))]
    for control, title in reversed(controls):
        about, content = control.find(qualified("w:sdtPr")), control.find(qualified("w:sdtContent"))
        if about is None or content is None:
            continue
        shown = text_of(content)
        sign = _sign_of(about, shown)
        if sign:
            gone += word_counts(shown)
            _put(control, content, _titled(sign, title))
        elif any(local_name(one) in ("text", "date") for one in about):
            filled += 1
    return filled


def _title(control: Element) -> str:
    """What Word shows above a control that is clicked (17.5.2.1); empty where words around it say what to fill in."""
    given = control.find(f"{qualified('w:sdtPr')}/{qualified('w:alias')}")
    title = " ".join(given.get(qualified("w:val"), "").split()) if given is not None else ""
    line = next(control.iterancestors(qualified("w:p")), control)
    in_table = any(local_name(one) in ("tbl", "tr", "tc") for one in control.iterancestors())
    if not title or in_table or (line is not control and _says(line, _holder(control))):
        return ""
    above = line.getprevious()
    return "" if above is not None and _ASKS.match(text_of(above)) else title


def _says(line: Element, holder: Element | None) -> bool:
    """Whether words stand in ``line`` beside the controls that ``holder`` has there."""
    return any((one.text or "").strip() and _holder(one) is holder for one in line.iter(qualified("w:t")))


def _holder(element: Element) -> Element | None:
    return next(element.iterancestors(qualified("w:sdt")), None)


def _titled(sign: str, title: str) -> str:
    if not title:
        return sign
    return f"{sign} {title}" if sign == BOX else f"{title}{'' if _ASKS.match(title) else ':'} {sign}"


def _sign_of(about: Element, shown: str) -> str:
    """The sign of a control; an empty text for one that holds prose."""
    kinds = {local_name(one): one for one in about if isinstance(one.tag, str)}
    is_empty = "showingPlcHdr" in kinds or not shown.strip()
    if "checkbox" in kinds:
        return BOX
    for name in ("dropDownList", "comboBox"):
        if name in kinds:
            return choices_of(map(_entry, kinds[name].iter(qualified("w:listItem")))) or BLANK
    if not is_empty or kinds.keys() & {"docPartObj", "docPartList", "picture", "group", "repeatingSection"}:
        return ""
    if "date" in kinds:
        return DATE
    written = kinds.get("text")
    return AREA if written is not None and written.get(qualified("w:multiLine")) in ("1", "true") else BLANK


def _entry(item: Element) -> tuple[str, str]:
    """What an entry of a list shows, and its value; a prompt has none."""
    value = item.get(qualified("w:value")) or ""
    return item.get(qualified("w:displayText")) or value, value


def _put(control: Element, content: Element, sign: str) -> None:
    """``sign`` in the place of a control, which stands in a line, holds lines, or holds a cell."""
    cell = content.find(qualified("w:tc"))
    first = next(content.iter(qualified("w:p")), None)
    if first is None:
        made = plain_run(sign)
    else:
        for one in list(first):
            if one.tag != qualified("w:pPr"):
                first.remove(one)
        first.append(plain_run(sign))
        made = first
        if cell is not None:
            for block in [*cell.iter(qualified("w:p"))]:
                if block is not first:
                    remove(block)
            made = cell
    parent = control.getparent()
    if parent is not None:
        parent.replace(control, made)


def _mark_old_fields(story: Element, gone: Counter[str]) -> int:
    filled = 0
    for one in fields_of(story):
        kind = field_name(one.instruction)
        if kind not in ("FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN") or not one.runs:
            continue
        shown = "".join(text_of(part) for part in one.result)
        if kind == "FORMTEXT" and shown.strip() and shown.strip() != _default(one):
            filled += 1
            continue
        gone += word_counts(shown)
        one.runs[0].addprevious(plain_run(_old_sign(kind, one)))
        for run in one.runs:
            remove(run)
    return filled


def _default(one: WordField) -> str:
    found = one.data.find(f".//{qualified('w:default')}") if one.data is not None else None
    return found.get(qualified("w:val"), "").strip() if found is not None else ""


def _old_sign(kind: str, one: WordField) -> str:
    if kind == "FORMCHECKBOX":
        return BOX
    if kind == "FORMDROPDOWN" and one.data is not None:
        entries = (entry.get(qualified("w:val"), "") for entry in one.data.iter(qualified("w:listEntry")))
        return choices_of((entry, entry) for entry in entries) or BLANK
    types = one.data.iter(qualified("w:type")) if one.data is not None else ()
    return DATE if any(found.get(qualified("w:val")) == "date" for found in types) else BLANK


def _mark_leaders(paragraph: Element) -> None:
    """A tab that draws a line to the next stop; dots before a number or a word are a list of prices, and no blank."""
    stops = [
        stop.get(qualified("w:leader"), "")
        for stop in paragraph.iterfind(f"{qualified('w:pPr')}/{qualified('w:tabs')}/{qualified('w:tab')}")
        if stop.get(qualified("w:val")) != "clear"
    ]
    if not _LEADERS & set(stops):
        return
    tabs = [one for one in paragraph.iter(qualified("w:tab")) if is_child_of(one, "w:r")]
    shown = text_of(paragraph, tab="\t").split("\t")
    for number, tab in enumerate(tabs):
        leader = stops[min(number, len(stops) - 1)]
        rest = "\t".join(shown[number + 1 :])
        if leader == "underscore" or (leader in _LEADERS and _LABEL_FOLLOWS.match(rest)):
            _replace(tab, BLANK)


def _replace(tab: Element, sign: str) -> None:
    parent = tab.getparent()
    made = plain_run(f" {sign} ").find(qualified("w:t"))
    if parent is not None and made is not None:
        parent.replace(tab, made)


def _mark_underlined(paragraph: Element) -> None:
    for underline in paragraph.iter(qualified("w:u")):
        run = next(underline.iterancestors(qualified("w:r")), None)
        if run is None or underline.get(qualified("w:val")) == "none":
            continue
        shown = text_of(run, tab="\t")
        if shown and not shown.strip("\u00a0 \t\u2002\u2003") and (len(shown) >= 3 or "\t" in shown):
            for one in [*run.iter(qualified("w:t"), qualified("w:tab"))]:
                remove(one)
            run.extend(plain_run(f" {BLANK} "))


def _mark_borders(story: Element) -> None:
    """Empty paragraphs with a line below them are lines to write on where something is asked above, or two follow."""
    row: list[Element] = []
    before = ""
    for paragraph in [*story.iter(qualified("w:p")), node("w:p")]:
        is_line = paragraph.find(f"{qualified('w:pPr')}/{qualified('w:pBdr')}/{qualified('w:bottom')}") is not None
        text = text_of(paragraph)
        if is_line and not text.strip() and paragraph.find(f".//{qualified('w:drawing')}") is None:
            row.append(paragraph)
            continue
        if len(row) > 1 or (row and _ASKS.match(before)):
            for one in row:
                one.append(plain_run(BLANK))
        row = []
        before = text or before
