"""Reads YAML that people write by hand, each key with its line, and refuses what YAML allows but nobody means."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

import yaml
from msgspec import Struct
from yaml.constructor import SafeConstructor
from yaml.reader import ReaderError

from generators.model import Place
from generators.model.codes import Code
from generators.model.problems import Problems
from generators.model.remembered import remembered_by_value
from generators.reading.files import forbidden_character
from generators.reading.yaml_faults import ADVICE, fault_of
from generators.reading.yaml_slips import (
    mended,
    plain_key,
    with_plain_colons,
    with_plain_margins,
    with_quoted_variables,
    without_curly_quotes,
)

DEPTH_LIMIT = 12

KeyPath = tuple[str | int, ...]

_WORDS: Mapping[str, object] = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
}
_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_DECIMAL = re.compile(r"[-+]?[0-9]{0,18}\.[0-9]{1,18}")
_ALIAS = "alias"
_DATE = "tag:yaml.org,2002:timestamp"
_PLAIN = "put quotes round a text that begins with '{' or '['"
_LOOKS_LIKE_KEY = re.compile(r"\s*[^\W\d][\w-]*[:\uff1a=](?!//)")
_COMMENT_OR_TEXT = re.compile(r"#[^\s#]")
_COLOR = re.compile(r"#[0-9a-fA-F]{3}([0-9a-fA-F]{3})?")
_OWN_TAG = re.compile(r"tag:yaml\.org,2002:(str|int|float|bool|null|timestamp|merge|value)")


class Document(Struct, frozen=True):
    """``values`` of a mapping and the place of each key path (``("brand", "primary")``)."""

    values: dict[str, object]
    places: Mapping[KeyPath, Place]

    def place(self, path: KeyPath) -> Place:
        """The place of ``path``, or of its nearest parent that has one."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places[path]


def read(
    text: str,
    file: str,
    first_line: int,
    problems: Problems,
    *,
    as_text: bool | frozenset[str],
    is_lenient: bool = False,
) -> Document | None:
    """The mapping in ``text``, or None when it is no mapping (then ``problems`` says why).

    With ``as_text`` every scalar stays the letters that were typed, so that a local named "No" keeps its name; so do
    the values of the keys that it names. All others are what they are in YAML 1.2 (core schema): numbers, ``true``,
    ``false``, ``null``; dates are dates, as plugins of MkDocs want them, and other words, such as ``no`` and
    ``18:30``, stay letters. Aliases, doubled keys, control characters, values of other kinds, and nesting deeper than
    ``DEPTH_LIMIT`` are problems.

    With ``is_lenient`` a text that is no YAML is read as its author meant it, where that is beyond doubt.
    """
    start = Place(file, first_line)
    try:
        node, lines = _composed_as_meant(text) if is_lenient else (_composed(text), text)
    except yaml.YAMLError as error:
        fault = fault_of(error, text, is_lenient=is_lenient)
        code: Code = "text-control-character" if isinstance(error, ReaderError) else "yaml-invalid"
        problems.error(code, Place(file, first_line + fault.line), fault.message, fault.hint)
        return None
    except RecursionError:
        problems.error("yaml-too-deep", start, f"nested more than {DEPTH_LIMIT} levels deep", "use fewer levels")
        return None
    if node is None or node.value == "":
        return Document({}, {(): start})
    if not isinstance(node, yaml.MappingNode):
        place = Place(file, first_line + int(node.start_mark.line))
        problems.error("yaml-no-keys", place, "expected 'key: value' lines", ADVICE)
        return None
    reader = _Reader(file, first_line, problems, lines.split("\n") if is_lenient else [], as_text=as_text)
    values = reader.mapping(node, ())
    reader.places[()] = start
    return Document(values, reader.places)


def _composed_as_meant(text: str) -> tuple[yaml.Node | None, str]:
    """The nodes of ``text``, or of the nearest text that can be read as a mapping; and that text.

    Raises:
        YAMLError: there is none.
    """
    text = with_plain_colons(with_plain_margins(with_quoted_variables(text)))
    failed: yaml.YAMLError | None = None
    node: yaml.Node | None = None
    try:
        node = _composed(text)
    except yaml.YAMLError as error:
        failed = error
    if failed or isinstance(node, yaml.ScalarNode):
        for attempt in mended(text):
            with suppress(yaml.YAMLError):
                meant = _composed(attempt)
                if isinstance(meant, yaml.MappingNode):
                    return meant, attempt
    if failed:
        raise failed
    return node, text


class _Loader(yaml.SafeLoader):
    """Leaves aliases as they are written: following them is how a small text becomes a huge one."""

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        if not self.check_event(yaml.AliasEvent):
            return super().compose_node(parent, index)
        event: Any = self.get_event()  # type: ignore[no-untyped-call]  # the stubs leave it out
        return yaml.ScalarNode(_ALIAS, event.anchor, event.start_mark, event.end_mark)


@remembered_by_value
def _composed(text: str) -> yaml.Node | None:
    """The nodes of ``text``, which nobody changes; front matter is read again with every change of its kit."""
    return yaml.compose(text, Loader=_Loader)


class _Reader:
    """Builds plain values from YAML nodes and remembers where each stood."""

    def __init__(
        self, file: str, first_line: int, problems: Problems, lines: list[str], *, as_text: bool | frozenset[str]
    ) -> None:
        """``lines`` are those of a text whose author may not know YAML; none where it is to be taken at its word."""
        self.places: dict[KeyPath, Place] = {}
        self._file, self._first_line, self._problems, self._as_text = file, first_line, problems, as_text
        self._lines = lines

    def mapping(self, node: yaml.MappingNode, path: KeyPath) -> dict[str, object]:
        values: dict[str, object] = {}
        for key_node, value_node in node.value:
            key = plain_key(str(key_node.value)) if isinstance(key_node, yaml.ScalarNode) else ""
            place = self._place(key_node)
            if not key:
                self._problems.error("yaml-key-not-plain", place, "what stands before ':' must be a plain word", _PLAIN)
            elif key in values:
                self._problems.error("yaml-duplicate-key", place, f"'{key}' is written twice", self._once(place))
            else:
                self.places[(*path, key)] = place
                values[key] = self._value(value_node, (*path, key))
        return values

    def _once(self, place: Place) -> str:
        """What to do with the second of two keys, which may have lost its margin under a group."""
        above = self._lines[place.line - self._first_line - 1].strip() if self._lines else ""
        group = re.fullmatch(r"([\w-]+)\s*:", above)
        beneath = f", or write two spaces before it if it belongs to '{group[1]}:'" if group else ""
        return f"keep one of the two{beneath}"

    def _value(self, node: yaml.Node, path: KeyPath) -> object:
        if len(path) > DEPTH_LIMIT:
            self._problems.error(
                "yaml-too-deep", self._place(node), f"nested more than {DEPTH_LIMIT} levels deep", "use fewer levels"
            )
            return None
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return list(self._items(node, path))
        return self._scalar(node, path)

    def _items(self, node: yaml.SequenceNode, path: KeyPath) -> Iterator[object]:
        for index, item in enumerate(node.value):
            self.places[(*path, index)] = self._place(item)
            yield self._value(item, (*path, index))

    def _scalar(self, node: yaml.Node, path: KeyPath) -> object:
        text = str(node.value)
        place = self._place(node)
        is_text = self._as_text is True or (self._as_text is not False and path[0] in self._as_text)
        if found := forbidden_character(text):
            self._problems.error("text-control-character", place, f"holds the control character {found}", "delete it")
        if node.tag == _ALIAS:
            self._problems.error("yaml-alias", place, "a text cannot begin with '*'", f'put quotes round it: "*{text}"')
            return "" if is_text else None
        if not _OWN_TAG.fullmatch(node.tag):
            self._problems.error("yaml-tag", place, "a text cannot begin with '!'", "put quotes round it")
            return "" if is_text else None
        if self._begins_with_anchor(node):
            self._problems.error("yaml-alias", place, "a text cannot begin with '&'", "put quotes round it")
        if not isinstance(node, yaml.ScalarNode) or node.style is not None:
            return text
        if self._lines:
            text = self._plain(node, text, path)
        if is_text and (self._as_text is True or _WORDS.get(text, text) is not None):
            return text
        return _typed(text, node.tag)

    def _begins_with_anchor(self, node: yaml.Node) -> bool:
        line = self._lines[node.start_mark.line : node.start_mark.line + 1]
        return bool(line) and line[0].startswith("&", node.start_mark.column)

    def _plain(self, node: yaml.ScalarNode, text: str, path: KeyPath) -> str:
        """A text without quotes as its author sees it; what YAML takes from it without a word is told."""
        name = ".".join(map(str, path))
        first, last = int(node.start_mark.line), int(node.end_mark.line)
        for number in range(first + 1, min(last + 1, len(self._lines))):
            if _LOOKS_LIKE_KEY.match(self._lines[number]):
                place = Place(self._file, self._first_line + number)
                hint = "begin it as far to the left as its neighbors, with a space behind the ':'"
                self._problems.error("yaml-invalid", place, f"this line would become part of '{name}' above it", hint)
        behind = self._lines[last][int(node.end_mark.column) :].strip() if last < len(self._lines) else ""
        if _COMMENT_OR_TEXT.match(behind):
            if not text and _COLOR.fullmatch(behind):
                return behind
            message = f"'{name}' ends before '{behind}': '#' begins a note that nobody sees"
            hint = "put quotes round the whole text, or a space behind '#' if it is a note"
            self._problems.warn("yaml-text-cut-off", self._place(node), message, hint)
        return without_curly_quotes(text)

    def _place(self, node: yaml.Node) -> Place:
        return Place(self._file, self._first_line + int(node.start_mark.line))


def _typed(text: str, tag: str) -> object:
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if tag == _DATE:
        return _date(text)
    return float(text) if _DECIMAL.fullmatch(text) else text


def _date(text: str) -> object:
    """A date, or one with a time; the letters where there is no such day."""
    try:
        return SafeConstructor().construct_yaml_timestamp(yaml.ScalarNode(_DATE, text))
    except ValueError:
        return text
