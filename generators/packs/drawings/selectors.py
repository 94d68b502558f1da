"""Finds the elements that a style's selector means; selectors are read by cssselect2, and looked at without being run.

cssselect2's own matcher turns a selector into Python source; a stranger's text shall never come near that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from xml.etree.ElementTree import Element

from cssselect2 import parser
from msgspec import Struct
from tinycss2.nth import parse_nth

from generators.packs.drawings.document import PLAIN_SVG, UnusableDrawing
from generators.packs.limits import DRAWING


class Family(Struct, frozen=True):
    """Who stands where: each element's parent, and its place among the children of it."""

    parents: Mapping[Element, Element]
    places: Mapping[Element, int]

    @classmethod
    def of(cls, root: Element) -> Family:
        parents = {child: parent for parent in root.iter() for child in parent}
        return cls(parents, {child: place for parent in root.iter() for place, child in enumerate(parent)})

    def siblings(self, element: Element) -> list[Element]:
        parent = self.parents.get(element)
        return [element] if parent is None else list(parent)

    def ancestors(self, element: Element) -> Iterable[Element]:
        while (parent := self.parents.get(element)) is not None:
            yield parent
            element = parent

    def before(self, element: Element) -> list[Element]:
        """The elder siblings, the nearest first."""
        return self.siblings(element)[: self.places.get(element, 0)][::-1]


class Matching(Struct):
    """Looks for selectors in one drawing, and stops when that takes too many steps."""

    family: Family
    steps: int = 0

    def matches(self, element: Element, node: Any) -> bool:
        """Whether ``node``, a selector's tree, means ``element``; what a still picture never is, matches nothing."""
        self.steps += 1
        if self.steps > DRAWING.matches:
            raise UnusableDrawing("its styles are too many for its shapes", PLAIN_SVG)
        match node:
            case parser.CombinedSelector():
                return self.matches(element, node.right) and self._beside(element, node)
            case parser.CompoundSelector():
                return all(self.matches(element, part) for part in node.simple_selectors)
            case parser.NegationSelector():
                return not self._any(element, node.selector_list)
            case parser.MatchesAnySelector() | parser.SpecificityAdjustmentSelector():
                return self._any(element, node.selector_list)
            case parser.PseudoClassSelector():
                return self._is_a(element, node.name)
            case parser.FunctionalPseudoClassSelector():
                return self._is_nth(element, node)
        return _is_simply(element, node)

    def _any(self, element: Element, selectors: Iterable[Any]) -> bool:
        return any(self.matches(element, selector.parsed_tree) for selector in selectors)

    def _beside(self, element: Element, node: Any) -> bool:
        others = self.family.ancestors(element) if node.combinator in (" ", ">") else self.family.before(element)
        self.steps += self.family.places.get(element, 0) if node.combinator in ("+", "~") else 0
        for other in others:
            if self.matches(other, node.left):
                return True
            if node.combinator in (">", "+"):
                return False
        return False

    def _is_a(self, element: Element, name: str) -> bool:
        siblings = self.family.siblings(element)
        self.steps += len(siblings)
        alike = [other for other in siblings if other.tag == element.tag]
        if name in ("root", "scope"):
            return element not in self.family.parents
        if name == "empty":
            return not len(element) and not element.text
        kin = alike if name.endswith("-of-type") else siblings
        return (
            (name.startswith("first-") and kin[0] is element)
            or (name.startswith("last-") and kin[-1] is element)
            or (name.startswith("only-") and len(kin) == 1)
        )

    def _is_nth(self, element: Element, node: Any) -> bool:
        formula = parse_nth(node.arguments) if node.name.startswith("nth-") else None
        if formula is None:
            return False
        siblings = self.family.siblings(element)
        if node.name.endswith("-of-type"):
            siblings = [other for other in siblings if other.tag == element.tag]
        self.steps += len(siblings)
        count = siblings.index(element) + 1
        every, first = formula
        offset = (len(siblings) + 1 - count if "last" in node.name else count) - first
        return bool(offset == 0 if every == 0 else offset % every == 0 and offset / every >= 0)


def _is_simply(element: Element, node: Any) -> bool:
    space, _, name = str(element.tag).rpartition("}")
    match node:
        case parser.LocalNameSelector():
            return bool(name == node.local_name)
        case parser.NamespaceSelector():
            return bool(space.removeprefix("{") == (node.namespace or ""))
        case parser.IDSelector():
            return bool(element.get("id") == node.ident)
        case parser.ClassSelector():
            return node.class_name in element.get("class", "").split()
        case parser.AttributeSelector():
            return _has_attribute(element, node)
    return False


def _has_attribute(element: Element, node: Any) -> bool:
    found = element.get(f"{{{node.namespace}}}{node.name}" if node.namespace else node.name)
    if found is None:
        return False
    wanted: str = node.value or ""
    if node.case_sensitive is False:
        found, wanted = found.lower(), wanted.lower()
    match node.operator:
        case None:
            return True
        case "=":
            return found == wanted
        case "~=":
            return wanted in found.split()
        case "|=":
            return found == wanted or found.startswith(f"{wanted}-")
        case "^=":
            return bool(wanted) and found.startswith(wanted)
        case "$=":
            return bool(wanted) and found.endswith(wanted)
    return bool(wanted) and wanted in found
