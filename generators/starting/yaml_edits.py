"""Writes ``kit: true`` into the theme of a ``mkdocs.yml`` and leaves every other character of it as it is."""

from __future__ import annotations

import re

import yaml
from mkdocs.utils.yaml import get_yaml_loader
from msgspec import Struct

KIT_LINE = "kit: true # the Mentoring Kit's look and form fields; plain MkDocs builds as before"

_TEXT = "tag:yaml.org,2002:str"
_NOTHING = "tag:yaml.org,2002:null"
_ENDS = re.compile(r"\r\n|\n|\r|\Z")


class CannotEdit(Exception):
    """Why the theme of the file cannot be changed safely; ``line`` counts from 1."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(why)
        self.line = line


def with_kit(text: str, name: str) -> str:
    """``text`` with ``kit: true`` in its ``theme``.

    ``name`` is the theme's name where ``text`` names none, or nothing if it is not to be written.

    Raises:
        CannotEdit: the theme is written in a way that no line can be added to.
        yaml.YAMLError: ``text`` is no YAML.
    """
    root = yaml.compose(text, Loader=get_yaml_loader())
    if not isinstance(root, yaml.MappingNode) or not root.value:
        raise CannotEdit(1, "the file has no 'key: value' lines")
    written = _Written(text, root)
    found = [(key, value) for key, value in root.value if key.value == "theme"]
    if len(found) > 1:
        raise CannotEdit(int(found[1][0].start_mark.line) + 1, "the key stands there twice")
    if not found:
        return written.with_new_theme(name)
    key, value = found[0]
    if value.start_mark.index < key.end_mark.index:
        raise CannotEdit(int(key.start_mark.line) + 1, "it is taken from another place of the file (*)")
    if isinstance(value, yaml.MappingNode):
        return written.with_line_in(value)
    if isinstance(value, yaml.ScalarNode) and value.tag in (_TEXT, _NOTHING):
        return written.with_mapping_for(key, value, name)
    raise CannotEdit(int(value.start_mark.line) + 1, "its value is no name and no list of settings")


class _Written(Struct, frozen=True):
    """The text of the file, and its settings with their places."""

    text: str
    root: yaml.MappingNode

    def with_new_theme(self, name: str) -> str:
        """The theme as the last setting of the file, or the first between braces."""
        first = self.root.value[0][0]
        if self.root.flow_style:
            named = f'"name": "{name}", ' if name else ""
            return self._with(first.start_mark.index, f'"theme": {{{named}"kit": true}}, ')
        indent = " " * int(first.start_mark.column)
        lines = [f"{indent}theme:", *(f"{indent}  {line}" for line in self._settings(name))]
        start = "" if _ends_line(self.text) else self._newline
        return self.text + start + "".join(f"{line}{self._newline}" for line in lines)

    def with_line_in(self, theme: yaml.MappingNode) -> str:
        """``theme`` with one more setting: behind the line of its name, or before the first one."""
        if not theme.value:
            raise CannotEdit(int(theme.start_mark.line) + 1, "it has no settings")
        if any(key.value == "kit" for key, _ in theme.value):
            raise CannotEdit(int(theme.start_mark.line) + 1, "it says that it is not to have the kit's theme")
        first = theme.value[0][0]
        if theme.flow_style:
            setting = '"kit": true, ' if first.style == '"' else "kit: true, "
            return self._with(int(first.start_mark.index), setting)
        indent = self._indent(first)
        name = next((value for key, value in theme.value if key.value == "name"), None)
        if isinstance(name, yaml.ScalarNode) and name.start_mark.line == name.end_mark.line and name.value:
            return self._with_line_after(int(name.end_mark.index), f"{indent}{KIT_LINE}")
        return self._with(int(first.start_mark.index), f"{KIT_LINE}{self._newline}{indent}")

    def with_mapping_for(self, key: yaml.ScalarNode, value: yaml.ScalarNode, name: str) -> str:
        """Settings in place of the mere name of the theme; a remark behind it stays where it is."""
        start, end = int(value.start_mark.index), int(value.end_mark.index)
        between, line_end = self.text[int(key.end_mark.index) : start], _line_end(self.text, end)
        written = self.text[start:end] if value.tag == _TEXT else name
        if between.strip() != ":" or "\n" in written or value.style in ("|", ">"):
            raise CannotEdit(int(key.start_mark.line) + 1, "its name does not stand behind it on the same line")
        if self.root.flow_style:
            return self.text[:start] + f'{{"name": {written}, "kit": true}}' + self.text[end:]
        remark = self.text[end:line_end].lstrip(" \t")
        colon = int(key.end_mark.index) + between.index(":") + 1
        line = f"{self.text[:colon]} {remark}".rstrip(" \t")
        settings = (f"{self._indent(key)}  {setting}" for setting in self._settings(written))
        return self._newline.join((line, *settings)) + self.text[line_end:]

    def _settings(self, name: str) -> tuple[str, ...]:
        return (f"name: {name}", KIT_LINE) if name else (KIT_LINE,)

    def _indent(self, node: yaml.Node) -> str:
        """What stands before a key on its line."""
        end = int(node.start_mark.index)
        indent = self.text[end - int(node.start_mark.column) : end]
        if indent.strip():
            raise CannotEdit(int(node.start_mark.line) + 1, "something stands before its first setting")
        return indent

    def _with(self, index: int, more: str) -> str:
        return self.text[:index] + more + self.text[index:]

    def _with_line_after(self, index: int, line: str) -> str:
        end = _line_end(self.text, index)
        return self._with(end, self._newline + line)

    @property
    def _newline(self) -> str:
        """How the file ends its lines."""
        return next((end for end in ("\r\n", "\n", "\r") if end in self.text), "\n")


def _line_end(text: str, index: int) -> int:
    found = _ENDS.search(text, index)
    return found.start() if found else len(text)


def _ends_line(text: str) -> bool:
    return not text or text[-1] in "\r\n"
