"""Counts what a drawing asks of the program that shows it, before any does, and takes out what refers to nothing."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from xml.etree.ElementTree import Element

from msgspec import Struct, field

from generators.packs.drawings.document import UnusableDrawing
from generators.packs.drawings.rebuilding import GRADIENTS, HELD, SHAPES
from generators.packs.drawings.values import NUMBER, kind_of_typeface
from generators.packs.limits import DRAWING

_HINT = "simplify it, or export it as PNG"
_WORK: Mapping[str, int] = MappingProxyType(
    {"blur": 6000, "filter": 100, "mask": 80, "clip-path": 50, "layer": 40, "paint": 30, "image": 50}
)
"""In shapes; measured with Typst 0.15, a drawing as wide as a slide, all of it covered."""

_DEEPEST = 20
"""Masks within masks, and the like; each is a picture of its own that has to be held."""

_KINDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {key: frozenset({key}) for key in ("mask", "filter")}
    | {"clip-path": frozenset({"clipPath"})}
    | dict.fromkeys(("fill", "stroke"), GRADIENTS | {"pattern"})
    | dict.fromkeys(("marker-start", "marker-mid", "marker-end"), frozenset({"marker"}))
)
_PASSED_ON = ("fill", "font-family", "marker-end", "marker-mid", "marker-start", "stroke", "stroke-dasharray")
_URL = re.compile(r"url\(#([^)]*)\) ?(.*)")
_NUMBERS = re.compile(NUMBER)


class Amounts(Struct):
    """What one rebuilt drawing, ``root``, asks for."""

    root: Element
    named: dict[str, Element] = field(default_factory=dict)
    passed: dict[Element, Mapping[str, str]] = field(default_factory=dict)
    done: dict[Element, int] = field(default_factory=dict)

    def settle(self) -> Iterator[str]:
        """Takes out what refers to nothing or is never referred to; yields what else had to go.

        Raises:
            UnusableDrawing: it asks for too much.
        """
        for element in self.root.iter():
            if "id" in element.attrib:
                self.named.setdefault(element.attrib["id"], element)
        for element in self.root.iter():
            _without_dead_references(element, self.named)
        self._prune()
        self._pass_on(self.root, {})
        if self._dashes() > DRAWING.dashes:
            for element in self.root.iter():
                element.attrib.pop("stroke-dasharray", None)
            yield "stroke-dasharray"
        if self._work(self.root, 0) > DRAWING.work:
            raise UnusableDrawing("it takes too long to draw", _HINT)
        yield from sorted({f"the typeface {name}" for element in self.root.iter() for name in self._foreign(element)})

    def _pass_on(self, element: Element, given: Mapping[str, str]) -> None:
        own = {key: element.attrib[key] for key in _PASSED_ON if element.get(key, "inherit") != "inherit"}
        self.passed[element] = {**given, **own} if own else given
        for child in element:
            self._pass_on(child, self.passed[element])

    def _prune(self) -> None:
        """Takes out what is only lent, and that nobody borrows."""
        used: set[Element] = set()
        waiting = [self.root]
        while waiting:
            for element in _shown(waiting.pop()):
                for target in _targets(element):
                    found = self.named.get(target)
                    if found is not None and found not in used:
                        used.add(found)
                        waiting.append(found)
        _keep_only(self.root, used)

    def _work(self, element: Element, depth: int) -> int:
        """How many shapes are drawn for ``element``, what it refers to counted each time."""
        total = 1 + len(element.get("d", "")) // 500 + len(element.text or "") + len(element.tail or "")
        if element.get("opacity", "1") not in ("1", "1.0") or "style" in element.attrib:
            total += _WORK["layer"]
        total += _WORK["image"] if element.tag == "image" else 0
        total += sum(self._borrowed(key, element, depth) for key in ("mask", "clip-path", "filter"))
        if element.tag in SHAPES:
            total += sum(self._painted(key, element, depth) for key in _KINDS if key in self.passed[element])
        for child in element:
            if child.tag not in HELD and child.tag != "defs":
                total += self._work(child, depth)
        if total > DRAWING.work:
            raise UnusableDrawing("it takes too long to draw", _HINT)
        return total

    def _borrowed(self, key: str, element: Element, depth: int) -> int:
        value = element.get(key, "")
        url = _URL.fullmatch(value)
        if url is None:
            return _WORK["blur"] if "(" in value else 0
        return _WORK[key] + self._held(self.named[url[1]], depth)

    def _painted(self, key: str, element: Element, depth: int) -> int:
        url = _URL.fullmatch(self.passed[element][key])
        held = self.named.get(url[1]) if url else None
        if held is None or held.tag not in _KINDS[key]:
            return 0
        times = _corners(element) if key == "marker-mid" else 1
        return times * (_WORK["paint"] + self._held(held, depth))

    def _held(self, element: Element, depth: int) -> int:
        if depth > _DEEPEST:
            raise UnusableDrawing("masks, patterns, or the like stand within one another without end", _HINT)
        if element not in self.done:
            steps = sum(_step(step) for step in element) if element.tag == "filter" else 0
            self.done[element] = steps + self._work(element, depth + 1)
        return self.done[element]

    def _dashes(self) -> float:
        """How many dashes are drawn at most: the ways between all points, by the length of a dash and its gap."""
        total = 0.0
        for element, passed in self.passed.items():
            dashes = [abs(float(number)) for number in _NUMBERS.findall(passed.get("stroke-dasharray", ""))]
            if dashes and element.tag in SHAPES:
                total += _length(element) / (math.fsum(dashes) or math.inf)
        return total

    def _foreign(self, element: Element) -> Iterator[str]:
        """The typeface of a text, when readers may see another."""
        if element.tag in ("text", "tspan", "textPath") and (element.text or "").strip():
            family = self.passed[element].get("font-family", "serif").partition(",")[0].strip("'\" ")
            if family != "inherit" and not kind_of_typeface(family):
                yield family[:40]


def _targets(element: Element) -> Iterator[str]:
    for key in _KINDS:
        url = _URL.fullmatch(element.get(key, ""))
        if url:
            yield url[1]
    if element.tag == "textPath":
        yield element.get("xlink:href", "").removeprefix("#")


def _shown(element: Element) -> Iterator[Element]:
    """The element and what stands in it, but for what is only lent."""
    yield element
    for child in element:
        if child.tag not in HELD and child.tag != "defs":
            yield from _shown(child)


def _without_dead_references(element: Element, named: Mapping[str, Element]) -> None:
    """As browsers do: a missing mask or filter masks and filters nothing, a missing paint is what stands behind it."""
    for key, kinds in _KINDS.items():
        url = _URL.fullmatch(element.get(key, ""))
        if url and (url[1] not in named or named[url[1]].tag not in kinds):
            del element.attrib[key]
            if key in ("fill", "stroke"):
                element.set(key, url[2] or "none")


def _keep_only(element: Element, used: set[Element]) -> bool:
    """Takes out of ``element`` what is lent to nobody; says whether any of it is used."""
    found = element in used
    for child in list(element):
        if _keep_only(child, used):
            found = True
        elif child.tag in HELD or "defs" in (child.tag, element.tag):
            element.remove(child)
    return found


def _step(step: Element) -> int:
    return _WORK["blur"] if step.tag in ("feGaussianBlur", "feDropShadow") else _WORK["filter"]


def _corners(element: Element) -> int:
    return 1 + len(_NUMBERS.findall(element.get("d", "") + " " + element.get("points", ""))) // 2


def _length(element: Element) -> float:
    keys = ("d", "points", "x1", "x2", "y1", "y2", "r", "rx", "ry", "width", "height")
    numbers = (abs(float(number)) for key in keys for number in _NUMBERS.findall(element.get(key, "")))
    return 7 * math.fsum(numbers) + 1000 * len("".join(element.itertext()))
