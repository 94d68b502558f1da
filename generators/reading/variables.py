"""Fills ``{{ group.key }}`` with a local's values: a look-up of dotted names in which nothing is evaluated.

A value is written so that Markdown shows it letter for letter, wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from generators.model import Line, Lines, Namespace, Place
from generators.model.problems import MOST_OF_A_KIND, Problems, did_you_mean
from generators.model.remembered import Memory, remembered
from generators.reading.expansion import Expansion
from generators.reading.verbatim import shown

_SPECIAL = re.compile(r"[\\`*_{}\[\]#+|~^=:>$\"\n\r\t]|-{2,}|\.{2,}")
_BLOCK_START = re.compile(r"[-!?(/.)]|\d+[.)]")
_ITEM_END, _MARGIN = re.compile(r"[.)]"), re.compile(r"[\s>]*(?:(?:[-*+]|\d+[.)])\s+)*")
"""Behind and before the number of a list's item (CommonMark 5.2)."""

_ATTRIBUTE_SPECIAL = re.compile(r"[^\w.,;/@!?&-]|_")
_SAFE_SCHEME = re.compile(r"(https?://|mailto:|tel:)", re.IGNORECASE)
_NOT_IN_ADDRESS = frozenset(" <>()[]\\\"'`{}|^*\n\r\t")
_ADDRESS_ATTRIBUTE = re.compile(
    r"\b(?:href|src)\s*=\s*(?:\"(?P<double>[^\"]*)|'(?P<single>[^']*)|(?P<bare>[^\s\"'>]*))"
)
_DEFINITION = re.compile(r"[\s>]*\[(?!\^)[^\]]+\]:\s*<?(?P<address>\S*)")
_TAG_START = re.compile(r"</?[A-Za-z]")
_CONTEXT = 2000
"""Characters before a placeholder that are looked at; links and tags are shorter."""


def escaped_at(text: str, span: tuple[int, int], value: str) -> str:
    """``value`` as it has to be written in place of ``span`` of the line ``text``."""
    before = text[max(0, span[0] - _CONTEXT) : span[0]]
    address = _address_before(before, text[span[1] : span[1] + 1])
    if address is not None:
        return in_address(value, address)
    if _is_in_tag(before) or _is_in_braces(before):
        return in_attribute(value)
    if before.rfind("](") > before.rfind(")"):
        return in_markdown(value).replace("'", "&#39;")  # a link's title
    written = in_markdown(value)
    if value.isdecimal() and _ITEM_END.match(text, span[1]) and _MARGIN.fullmatch(before):
        return written[:-1] + _reference(written[-1])
    return written


def in_markdown(value: str) -> str:
    """``value`` so that no markup, HTML, list, or attribute comes of it, not even at the start of a line.

    Character references and not backslashes, since extensions disagree about which characters a backslash escapes.
    """
    start = _BLOCK_START.match(value)
    head = value[: start.end()] if start else ""
    rest = value[len(head) :]
    shielded = head[:-1] + _reference(head[-1]) if head else ""
    html = rest.replace("&", "&amp;").replace("<", "&lt;")
    return shielded + _SPECIAL.sub(lambda found: "".join(map(_reference, found[0])), html)


def in_attribute(value: str) -> str:
    """``value`` so that it cannot leave the attribute it stands in, be that between quotes of either kind or none."""
    html = value.replace("&", "&amp;")
    return _ATTRIBUTE_SPECIAL.sub(lambda found: _reference(found[0]), html)


def in_address(value: str, before: str) -> str:
    """``value`` in an address that begins with ``before``: it cannot end it, nor make a script of it."""
    may_have_scheme = bool(re.search(r"[:/?#]", before)) or (not before and _SAFE_SCHEME.match(value) is not None)
    unsafe = _NOT_IN_ADDRESS if may_have_scheme else _NOT_IN_ADDRESS | {":"}
    percent = "".join(f"%{ord(char):02X}" if char in unsafe else char for char in value)
    return percent.replace("&", "&amp;")


def _address_before(before: str, after: str) -> str | None:
    """What of a link's address stands in ``before``, or None where no address is being written."""
    opened = before.rfind("](")
    if opened > before.rfind(")"):
        address = before[opened + 2 :].lstrip(" <")
        return None if re.search(r"\s[\"']", _PLACEHOLDER.sub("x", address)) else address
    if definition := _DEFINITION.fullmatch(before):
        return definition["address"]
    if before.endswith("<") and after == ">":
        return ""
    if _is_in_tag(before):
        tag = before[before.rfind("<") :]
        for found in _ADDRESS_ATTRIBUTE.finditer(tag):
            if found.end() == len(tag):
                return next(part for part in found.groups() if part is not None)
    return None


def _is_in_tag(before: str) -> bool:
    opened = before.rfind("<")
    return opened > before.rfind(">") and _TAG_START.match(before, opened) is not None


def _is_in_braces(before: str) -> bool:
    plain = _PLACEHOLDER.sub("", before)
    return plain.rfind("{") > plain.rfind("}")


def _reference(char: str) -> str:
    return f"&#{ord(char)};"


_PLACEHOLDER = re.compile(r"\{\{(?P<inside>[^{}]*)\}\}")
_NAME = re.compile(r"\s*(?P<group>[a-z_]+)\.(?P<key>[A-Za-z0-9_]+)\s*")
_LOOKS_LIKE_A_NAME = re.compile(r"[\w.\s-]*")
_CUT_OFF = re.compile(r"\{\{\s*([a-z_]+\.[A-Za-z0-9_]*)?\s*")
_HINTS_LIMIT = MOST_OF_A_KIND
"""Problems after which no likely name is looked for, since that takes longest and nobody is told of them."""


def filled(
    lines: Lines,
    namespace: Namespace,
    problems: Problems,
    expansion: Expansion | None = None,
    *,
    is_others: bool = False,
) -> Lines:
    """``lines`` with every placeholder outside code replaced by its escaped value; unknown names are problems.

    ``is_others`` is for a handbook that was not written for the kit, where braces may mean something else: names of
    other groups than the kit's are shown as they are, as MkDocs shows them.

    Raises:
        RefusedInput: with what was put in before, it is more than ``expansion`` allows.
    """
    waiting = _waiting(lines)
    if not waiting:
        return lines
    result = list(lines)
    for index, readable, names in waiting:
        line = lines[index]
        values = tuple([namespace.get(group, {}).get(key) for group, key in names])
        if is_others or not names or None in values:
            result[index] = Line(_filled_line(line, readable, namespace, problems, is_others=is_others), line.place)
        else:
            result[index] = _filled_alike(line, readable, names, values)
        if expansion:
            expansion.add(len(result[index].text), line.place)
    return _texts.get(key := tuple(map(id, result))) or _texts.keep(key, tuple(result))


Names = tuple[tuple[str, str], ...]
"""Group and key of each placeholder of a line."""

_lines: Memory[tuple[int, str, tuple[str | None, ...]], tuple[Line, Line]] = Memory()
_texts: Memory[tuple[int, ...], Lines] = Memory()
"""Lines and texts in which the same was filled in: they stay the same objects from local to local."""


def _filled_alike(line: Line, readable: str, names: Names, values: tuple[str | None, ...]) -> Line:
    """The line with ``values``, the very same as another local's that has the same; what it is made of is held, too."""
    key = (id(line), readable, values)
    if kept := _lines.get(key):
        return kept[0]
    namespace: dict[str, dict[str, str]] = {}
    for (group, name), value in zip(names, values, strict=True):
        namespace.setdefault(group, {})[name] = value or ""
    text = _filled_line(line, readable, namespace, Problems(), is_others=False)
    return _lines.keep(key, (Line(text, line.place), line))[0]


@remembered
def _waiting(lines: Lines) -> tuple[tuple[int, str, Names], ...]:
    """The lines with placeholders, by index, each with what of it stands outside of code, and the names.

    It has no names where one of its braces is no placeholder.
    """
    if not any("{{" in line.text for line in lines):
        return ()
    found = ((index, readable) for index, line, readable in shown(lines) if "{{" in line.text)
    return tuple((index, readable, _names_in(readable)) for index, readable in found)


def _names_in(readable: str) -> Names:
    names = [_NAME.fullmatch(found["inside"]) for found in _PLACEHOLDER.finditer(readable)]
    if readable.count("{{") != len(names):
        return ()
    return tuple((name["group"], name["key"]) for name in names if name) if all(names) else ()


@remembered
def groups_in(lines: Lines) -> frozenset[str]:
    """The groups that placeholders of ``lines`` name, outside code."""
    found = (
        _NAME.fullmatch(one["inside"]) for _, readable, _ in _waiting(lines) for one in _PLACEHOLDER.finditer(readable)
    )
    return frozenset(name["group"] for name in found if name)


def has_placeholder(value: object) -> bool:
    """Whether a value of front matter is, or holds, a text that has something to fill in."""
    if isinstance(value, list | dict):
        return any(map(has_placeholder, value.values() if isinstance(value, dict) else value))
    return isinstance(value, str) and "{{" in value


def filled_values(
    values: Mapping[str, object], places: Mapping[str, Place], namespace: Namespace, problems: Problems
) -> dict[str, object]:
    """Values of front matter with the placeholders of their texts replaced by plain values.

    ``places`` gives each key's line.
    """

    def fill(value: object, place: Place) -> object:
        if isinstance(value, str) and "{{" in value:
            return _PLACEHOLDER.sub(lambda found: plain(found, place), value)
        if isinstance(value, list):
            return [fill(item, place) for item in value]
        if isinstance(value, dict):
            return {key: fill(item, place) for key, item in value.items()}
        return value

    def plain(found: re.Match[str], place: Place) -> str:
        value = _value(found, place, namespace, problems)
        return found[0] if value is None else value

    return {key: fill(value, places[key]) for key, value in values.items()}


def _filled_line(line: Line, readable: str, namespace: Namespace, problems: Problems, *, is_others: bool) -> str:
    """``readable`` is what of the line stands outside of code."""
    parts: list[str] = []
    at = 0
    for found in _PLACEHOLDER.finditer(readable):
        if is_others and found["inside"].strip().partition(".")[0] not in namespace:
            continue
        value = _value(found, line.place, namespace, problems)
        written = found[0] if value is None else escaped_at(line.text, found.span(), value)
        parts.extend((line.text[at : found.start()], written))
        at = found.end()
    last = readable.rfind("{{")
    if last >= at and not is_others and _CUT_OFF.fullmatch(readable, last):
        problems.error(
            "variable-unclosed", line.place, "'{{' is not closed on this line", "write {{ group.name }} on one line"
        )
    return "".join((*parts, line.text[at:]))


def _value(found: re.Match[str], place: Place, namespace: Namespace, problems: Problems) -> str | None:
    """The value that a placeholder names, or None when it names none."""
    name = _NAME.fullmatch(found["inside"])
    known = namespace.get(name["group"], {}).get(name["key"]) if name else None
    if known is None:
        _report_unknown(found["inside"].strip(), place, namespace, problems)
    return known


_BRACES = "to show braces, put them between backticks"


def _report_unknown(written: str, place: Place, namespace: Namespace, problems: Problems) -> None:
    if not _LOOKS_LIKE_A_NAME.fullmatch(written):
        hint = "only names as in {{ local.name }} are filled in"
        problems.warn(
            "variable-not-a-name", place, f"'{{{{ {written} }}}}' is no variable, and stays as it is", hint, _BRACES
        )
        return
    hint = _likeliest(written, namespace) if len(problems.found) < _HINTS_LIMIT else ""
    problems.error("variable-unknown", place, f"unknown variable '{written}'", hint or _BRACES)


def _likeliest(written: str, namespace: Namespace) -> str:
    names = (f"{group}.{key}" for group, values in namespace.items() for key in values)
    plain = "".join(written.split()).lower()
    if meant := next((name for name in names if name.lower() == plain), ""):
        return f"write '{meant}'"
    group, dot, key = written.partition(".")
    if not dot:
        groups = (name for name, values in namespace.items() if written in values)
        return next((f"did you mean '{name}.{written}'?" for name in groups), "")
    if group not in namespace:
        return did_you_mean(group, namespace)
    near = did_you_mean(key, namespace[group], f"{group}.")
    return near or (f"add '{key}' to 'variables' in local.yml" if group == "variables" else "")
