"""Reads YAML that people write by hand, each key with its line, and refuses what YAML allows but nobody means."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml
from yaml.constructor import SafeConstructor

from generators.model import Place
from generators.model.problems import Problems
from generators.reading.files import forbidden_character

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
_OWN_TAG = re.compile(r"tag:yaml\.org,2002:(str|int|float|bool|null|timestamp|merge|value)")


@dataclass(frozen=True, slots=True)
class Document:
    """``values`` of a mapping and the place of each key path (``("brand", "primary")``)."""

    values: dict[str, object]
    places: Mapping[KeyPath, Place]

    def place(self, path: KeyPath) -> Place:
        """The place of ``path``, or of its nearest parent that has one."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places[path]


def read(text: str, file: str, first_line: int, problems: Problems, *, as_text: bool) -> Document | None:
    """The mapping in ``text``, or None when it is no mapping (then ``problems`` says why).

    With ``as_text`` every scalar stays the letters that were typed, so that a local named "No" keeps its name; else
    numbers, ``true``, ``false``, and ``null`` are what they are in YAML 1.2 (core schema), dates are dates, as plugins
    of MkDocs want them, and all other words, such as ``no`` and ``18:30``, stay letters. Aliases, doubled keys,
    control characters, values of other kinds, and nesting deeper than ``DEPTH_LIMIT`` are problems.
    """
    start = Place(file, first_line)
    try:
        node = _composed(text)
    except yaml.YAMLError as error:
        problems.error(
            "yaml-invalid",
            _place_of(error, text, file, first_line),
            f"this is not valid YAML: {_reason(error)}",
            _ADVICE,
        )
        return None
    except RecursionError:
        problems.error("yaml-too-deep", start, f"nested more than {DEPTH_LIMIT} levels deep", "use fewer levels")
        return None
    if node is None or node.value == "":
        return Document({}, {(): start})
    if not isinstance(node, yaml.MappingNode):
        problems.error("yaml-no-keys", start, "expected 'key: value' lines", _ADVICE)
        return None
    reader = _Reader(file, first_line, problems, as_text)
    values = reader.mapping(node, ())
    reader.places[()] = start
    return Document(values, reader.places)


_ADVICE = "write 'key: value' with a space after the colon, and put quotes round a text that holds ':' or '#'"


class _Loader(yaml.SafeLoader):
    """Leaves aliases as they are written: following them is how a small text becomes a huge one."""

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        if not self.check_event(yaml.AliasEvent):
            return super().compose_node(parent, index)
        event: Any = self.get_event()  # type: ignore[no-untyped-call]  # the stubs leave it out
        return yaml.ScalarNode(_ALIAS, event.anchor, event.start_mark, event.end_mark)


@lru_cache(256)
def _composed(text: str) -> yaml.Node | None:
    """The nodes of ``text``, which nobody changes; front matter is read again with every change of its kit."""
    return yaml.compose(text, Loader=_Loader)


class _Reader:
    """Builds plain values from YAML nodes and remembers where each stood."""

    def __init__(self, file: str, first_line: int, problems: Problems, as_text: bool) -> None:  # noqa: FBT001
        self.places: dict[KeyPath, Place] = {}
        self._file, self._first_line, self._problems, self._as_text = file, first_line, problems, as_text

    def mapping(self, node: yaml.MappingNode, path: KeyPath) -> dict[str, object]:
        values: dict[str, object] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else ""
            place = self._place(key_node)
            if not key:
                self._problems.error("yaml-key-not-plain", place, "a key must be a plain word", _ADVICE)
            elif key in values:
                self._problems.error("yaml-duplicate-key", place, f"'{key}' is written twice", "keep one of the two")
            else:
                self.places[(*path, key)] = place
                values[key] = self._value(value_node, (*path, key))
        return values

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
        return self._scalar(node)

    def _items(self, node: yaml.SequenceNode, path: KeyPath) -> Iterator[object]:
        for index, item in enumerate(node.value):
            self.places[(*path, index)] = self._place(item)
            yield self._value(item, (*path, index))

    def _scalar(self, node: yaml.Node) -> object:
        text = str(node.value)
        place = self._place(node)
        if found := forbidden_character(text):
            self._problems.error("text-control-character", place, f"holds the control character {found}", "delete it")
        if node.tag == _ALIAS:
            self._problems.error("yaml-alias", place, "YAML aliases (*name) are not used here", "write the value again")
            return "" if self._as_text else None
        if not _OWN_TAG.fullmatch(node.tag):
            self._problems.error(
                "yaml-tag", place, f"values of the kind '{node.tag}' are not used here", "write plain text"
            )
            return "" if self._as_text else None
        is_plain = isinstance(node, yaml.ScalarNode) and node.style is None
        return _typed(text, node.tag) if is_plain and not self._as_text else text

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


def _place_of(error: yaml.YAMLError, text: str, file: str, first_line: int) -> Place:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = int(mark.line) if mark else text.count("\n", 0, getattr(error, "position", 0))
    return Place(file, first_line + line)


def _reason(error: yaml.YAMLError) -> str:
    reason = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error).splitlines()[0]
    return _PLAINER.get(reason, reason)


_PLAINER = {
    "found character '\\t' that cannot start any token": "a tab stands where spaces belong",
    "but found another document": "a line '---' stands in the middle",
    "mapping values are not allowed here": "a second ':' stands where a value goes on",
}
