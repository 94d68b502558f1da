"""Reads YAML that people write by hand, each key with its line, and refuses what YAML allows but nobody means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import yaml

from generators.model import Place
from generators.problems import Problems

DEPTH_LIMIT = 12

KeyPath = tuple[str | int, ...]


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

    With ``as_text`` every scalar stays the letters that were typed, so that a local named "No" keeps its name.
    Aliases, doubled keys, and nesting deeper than ``DEPTH_LIMIT`` are problems.
    """
    start = Place(file, first_line)
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        problems.error(_place_of(error, file, first_line), f"this is not valid YAML: {_reason(error)}", _ADVICE)
        return None
    except RecursionError:
        problems.error(start, f"nested more than {DEPTH_LIMIT} levels deep", "use fewer levels")
        return None
    if node is None:
        return Document({}, {(): start})
    if not isinstance(node, yaml.MappingNode):
        problems.error(start, "expected 'key: value' lines", _ADVICE)
        return None
    reader = _Reader(file, first_line, problems, as_text)
    values = reader.mapping(node, ())
    reader.places[()] = start
    return Document(values, reader.places)


_ADVICE = "write 'key: value' with a space after the colon, and put quotes round a text that holds ':' or '#'"


class _Reader:
    """Builds plain values from YAML nodes and remembers where each stood."""

    def __init__(self, file: str, first_line: int, problems: Problems, as_text: bool) -> None:  # noqa: FBT001
        self.places: dict[KeyPath, Place] = {}
        self._file, self._first_line, self._problems, self._as_text = file, first_line, problems, as_text
        self._typed = yaml.SafeLoader("")
        self._seen: set[int] = set()

    def mapping(self, node: yaml.MappingNode, path: KeyPath) -> dict[str, object]:
        values: dict[str, object] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else ""
            place = self._place(key_node)
            if not key:
                self._problems.error(place, "a key must be a plain word", _ADVICE)
            elif key in values:
                self._problems.error(place, f"'{key}' is written twice", "keep one of the two")
            else:
                self.places[(*path, key)] = place
                values[key] = self._value(value_node, (*path, key))
        return values

    def _value(self, node: yaml.Node, path: KeyPath) -> object:
        if id(node) in self._seen:
            self._problems.error(self._place(node), "YAML aliases (*name) are not used here", "write the value again")
            return None
        self._seen.add(id(node))
        if len(path) > DEPTH_LIMIT:
            self._problems.error(self._place(node), f"nested more than {DEPTH_LIMIT} levels deep", "use fewer levels")
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
        if self._as_text and node.tag != "tag:yaml.org,2002:null":
            return str(node.value)
        try:
            value: object = self._typed.construct_object(node)
        except (yaml.YAMLError, ValueError):
            self._problems.error(self._place(node), f"'{node.tag}' values are not used here", "write plain text")
            return None
        return value

    def _place(self, node: yaml.Node) -> Place:
        return Place(self._file, self._first_line + int(node.start_mark.line))


def _place_of(error: yaml.YAMLError, file: str, first_line: int) -> Place:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    return Place(file, first_line + (int(mark.line) if mark else 0))


def _reason(error: yaml.YAMLError) -> str:
    return str(getattr(error, "problem", None) or getattr(error, "reason", None) or error).splitlines()[0]
