"""What the style sheets and style attributes of a drawing say of each shape, the closest one last."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from xml.etree.ElementTree import Element

import tinycss2
from cssselect2 import parser
from msgspec import Struct, field

from generators.packs.drawings.document import PLAIN_SVG, Document, UnusableDrawing, plain_name
from generators.packs.drawings.selectors import Family, Matching
from generators.packs.drawings.values import PROPERTIES, normalized
from generators.packs.limits import DRAWING

GEOMETRY = frozenset({"cx", "cy", "height", "r", "rx", "ry", "width", "x", "y"})
"""Attributes that a style may give as well (SVG 2, "Geometry properties")."""

PLACING = frozenset({"transform", "transform-origin"})
OF_THE_PAGE = frozenset({"background", "background-color", "white-space"})
SHORTHANDS = frozenset({"font", "marker"})
CANNOT = frozenset(
    {"animation", "animation-name", "backdrop-filter", "d", "mask-image", "offset-path", "rotate", "scale"}
    | {"translate", "vector-effect"}
)
"""What browsers know, and the programs that print and show slides do not."""

_STYLED = PROPERTIES | GEOMETRY | PLACING | OF_THE_PAGE | SHORTHANDS | CANNOT
_WRITTEN = PROPERTIES | {"vector-effect"}
_PAYLOAD = re.compile(r"data:[^\"')\s]*")
_LARGEST_SHEET = 300_000
_LONGEST_STYLE = 10_000
_LONGEST_VARIABLE = 1000
_LIGHT = re.compile(r"(only |not print|all|screen)*( ?and ?)?(\(prefers-color-scheme: ?light\))?")

Variables = Mapping[str, str]


class _Declaration(Struct, frozen=True):
    name: str
    tokens: Sequence[Any]
    important: bool


class _Rule(Struct, frozen=True):
    selector: Any
    declarations: Sequence[_Declaration]
    order: int


class Style(Struct, frozen=True):
    """What one element is said to be: ``values`` by property, and the ``variables`` that its children have as well."""

    values: Mapping[str, str]
    variables: Variables


class Styles(Struct):
    """All styles of one drawing; ``lost`` has what is not kept of the sheets, with its line."""

    matching: Matching
    rules: dict[str, list[_Rule]] = field(default_factory=dict)
    lost: dict[str, int] = field(default_factory=dict)
    read: dict[str, Sequence[_Declaration]] = field(default_factory=dict)
    count: int = 0

    @classmethod
    def of(cls, drawing: Document) -> Styles:
        """The styles of a whole drawing."""
        styles, size = cls(Matching(Family.of(drawing.root))), 0
        for element in drawing.root.iter():
            if plain_name(element) == "style" and element.get("type", "text/css") in ("", "text/css"):
                sheet = _PAYLOAD.sub("data:,", element.text or "")
                size += len(sheet)
                if size > _LARGEST_SHEET:
                    raise UnusableDrawing("its style sheets are too long", PLAIN_SVG)
                rules = tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)
                styles._add(rules, drawing.lines[element], {}, 0)
        return styles

    def _add(self, nodes: Iterable[Any], line: int, spaces: dict[str | None, str], depth: int) -> None:
        for node in nodes:
            if node.type == "qualified-rule":
                self._add_rule(node, spaces)
            elif node.type == "at-rule":
                self._add_at_rule(node, line, spaces, depth)

    def _add_at_rule(self, node: Any, line: int, spaces: dict[str | None, str], depth: int) -> None:
        name, said = node.lower_at_keyword, tinycss2.serialize(node.prelude).strip().lower()
        if name == "namespace":
            words = [token for token in node.prelude if token.type in ("ident", "string", "url")]
            if words and words[-1].type != "ident":
                spaces[words[0].value if len(words) > 1 else None] = words[-1].value
        elif name == "media" and _LIGHT.fullmatch(said) and node.content is not None and depth < 3:
            rules = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
            self._add(rules, line, spaces, depth + 1)
        elif name != "charset" and not (name == "media" and said == "print"):
            self.lost.setdefault(f"@{name[:30]}", line + node.source_line - 1)

    def _add_rule(self, node: Any, spaces: Mapping[str | None, str]) -> None:
        try:
            selectors = list(parser.parse(node.prelude, spaces))
        except (parser.SelectorError, ValueError):
            return  # as browsers do
        declarations = list(_declarations(node.content))
        for selector in selectors:
            self.count += 1
            if self.count > DRAWING.rules:
                raise UnusableDrawing(f"it has more than {DRAWING.rules} styles", PLAIN_SVG)
            if selector.pseudo_element is None:
                self.rules.setdefault(_key(selector), []).append(_Rule(selector, declarations, self.count))

    def style(self, element: Element, variables: Variables, lost: dict[str, int], line: int) -> Style:
        """What is said of ``element`` within ``variables``; what cannot be kept of it is added to ``lost``."""
        declarations = [declaration for *_, declaration in sorted(self._meant(element), key=lambda found: found[:4])]
        own = {item.name: item.tokens for item in declarations if item.name.startswith("--")}
        scope = _Scope(_Scope(variables, own).variables() if own else variables)
        values: dict[str, str] = {}
        for key, written in element.attrib.items():
            if key in _WRITTEN:
                tokens = tinycss2.parse_component_value_list(written[:_LONGEST_STYLE]) if "var(" in written else ()
                _set(values, key, scope.text(tokens) if tokens else written, lost, line)
        for item in declarations:
            if item.name in _STYLED:
                _set(values, item.name, scope.text(item.tokens), lost, line)
        return Style(values, scope.known)

    def _meant(self, element: Element) -> Iterator[tuple[bool, bool, tuple[int, ...], int, _Declaration]]:
        keys = (f"#{element.get('id', '')}", *(f".{name}" for name in element.get("class", "").split()[:50]))
        for key in (*keys, plain_name(element), "*"):
            for rule in self.rules.get(key, ()):
                if self.matching.matches(element, rule.selector.parsed_tree):
                    for item in rule.declarations:
                        self.matching.steps += len(item.tokens)
                        yield item.important, False, rule.selector.specificity, rule.order, item
        style = element.get("style", "")
        if style:
            for place, item in enumerate(self._attribute(style)):
                yield item.important, True, (0,), place, item

    def _attribute(self, style: str) -> Sequence[_Declaration]:
        if style not in self.read:
            if len(style) > _LONGEST_STYLE:
                raise UnusableDrawing("one of its styles is too long", PLAIN_SVG)
            self.read[style] = list(_declarations(style))
        return self.read[style]


def _key(selector: Any) -> str:
    """By what a rule is found: an id, a class, or a name of what it means."""
    node = selector.parsed_tree
    parts = (node.right if isinstance(node, parser.CombinedSelector) else node).simple_selectors
    for part in parts:
        match part:
            case parser.IDSelector():
                return f"#{part.ident}"
            case parser.ClassSelector():
                return f".{part.class_name}"
            case parser.LocalNameSelector():
                return str(part.local_name)
    return "*"


def _declarations(content: Any) -> Iterator[_Declaration]:
    for node in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if node.type == "declaration":
            name = node.name if node.name.startswith("--") else node.lower_name
            yield _Declaration(name, node.value, node.important)


class _Scope(Struct):
    """The variables that one element may name: those around it, and its ``own``, each looked up once."""

    known: Variables
    own: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    done: dict[str, str | None] = field(default_factory=dict)

    def variables(self) -> Variables:
        """Those that the element's children have."""
        found = {name: self._value(name) for name in self.own}
        return {**self.known, **{name: value for name, value in found.items() if value is not None}}

    def text(self, tokens: Sequence[Any]) -> str | None:
        """The value with what its variables hold; None when one holds nothing and nothing is named instead."""
        written = ""
        for token in tokens:
            if token.type == "function" and token.lower_name == "var":
                value = self._variable(token)
            elif token.type == "function":
                inner = self.text(token.arguments)
                value = None if inner is None else f"{token.name}({inner})"
            else:
                value = "" if token.type == "comment" else token.serialize()
            if value is None or len(written) > _LONGEST_STYLE:
                return None
            written += value
        return written.strip()

    def _variable(self, token: Any) -> str | None:
        arguments = [part for part in token.arguments if part.type not in ("whitespace", "comment")]
        if not arguments or arguments[0].type != "ident":
            return None
        value = self._value(arguments[0].value)
        if value is None and len(arguments) > 1 and arguments[1] == ",":
            place = next(number for number, part in enumerate(token.arguments) if part == ",")
            return self.text(token.arguments[place + 1 :])
        return value

    def _value(self, name: str) -> str | None:
        if name not in self.own:
            return self.known.get(name)
        if name not in self.done:
            self.done[name] = None  # for one that names itself (CSS Variables 1, 2.3)
            value = self.text(self.own[name])
            self.done[name] = value if value is not None and len(value) <= _LONGEST_VARIABLE else None
        return self.done[name]


def _set(values: dict[str, str], name: str, written: str | None, lost: dict[str, int], line: int) -> None:
    """Adds a value, unless no browser would take it, so that an earlier one stays."""
    if written is None:
        return
    if name in CANNOT:
        if written.lower() not in ("none", "initial", "unset", ""):
            lost.setdefault(name, line)
    elif name == "font":
        values.update(_font(written))
    elif name == "marker":
        for end in ("start", "mid", "end"):
            _set(values, f"marker-{end}", written, lost, line)
    elif name in GEOMETRY | PLACING | OF_THE_PAGE:
        values[name] = " ".join(written.split())
    else:
        value = normalized(name, written)
        if value is not None:
            values[name] = value
        elif "(" in written and not written.startswith("color("):
            lost.setdefault(name, line)


def _font(written: str) -> Iterator[tuple[str, str]]:
    """The single properties of ``font`` (CSS Fonts 3, 3.7)."""
    found = _FONT.fullmatch(written.strip())
    if found is None:
        return
    size = normalized("font-size", found["size"])
    if size is None:
        return
    words = found["before"].lower().split()
    yield "font-style", next((word for word in words if word in ("italic", "oblique")), "normal")
    yield "font-weight", next((word for word in words if re.fullmatch(r"bold(er)?|lighter|\d{1,4}", word)), "normal")
    yield "font-variant", "small-caps" if "small-caps" in words else "normal"
    yield "font-size", size
    yield "font-family", normalized("font-family", found["family"]) or "inherit"


_FONT = re.compile(
    r"(?P<before>(?:[A-Za-z-]+\s+|\d{3}\s+)*?)"
    r"(?P<size>[\d.]+(?:[a-z]+|%)|(?:x{1,2}-)?(?:small|large)|medium)"
    r"(?:\s*/\s*[\w.%]+)?\s+(?P<family>[^();{}<>\\@]+)",
    re.IGNORECASE,
)
