"""Pages that are rendered once for all locals, with stand-ins for what one says of itself, and filled in for each.

A *stencil* is kept under all that the page's template may read, with stand-ins in it. It is tried before it is kept
(``_tried``): the second local that asks has its page rendered by itself, with stand-ins, and with long stand-ins and
content of all kinds. Only if filling in gives the very same page, and the length or kind of what is put in makes no
difference, do others get it. What a template asks of the content is noted; a stencil is for pages with the same
answers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property

import jinja2
from msgspec import Struct

from generators.caching.store import digest_of_text
from generators.checking.built_links import AddressesAndIds, seen_in
from generators.model.remembered import Memory, remembered
from generators.model.replacing import replace
from generators.writers.site.slots import MARK, Slots
from generators.writers.site.templates import NotShared, Unshared
from generators.writers.site.view_data import Emptied

_HOLE = re.compile(rf"{MARK}\d[a-z0-9]*{MARK[::-1]}")

_STRETCH = "xX" * 20
"""What makes a stand-in longer: a template that does something else with a long text than with a short one is found,
and one that does something with small or capital letters."""


def hole(name: str) -> str:
    """The mark for a part of a page that is made for each local; no stand-in for a local's own words is the same."""
    return f"{MARK}0{re.sub('[^a-z0-9]', '0', name.lower())}{MARK[::-1]}"


Holes = Mapping[str, Callable[[], str]]
"""What makes each part of a page that is put in last, by its mark."""

CONTENT = hole("content")

_RICH = """<h1 id="A"><p> <a href="b" title='c'><img src="d"/><table><ul><li class="task-list-item">&amp; E <h2><br>"""
"""HTML of all kinds: a template that does more with the content of a page than to put it in is found."""


def _has(content: str, part: str) -> bool:
    return part in content if part else bool(content)


class Content(Unshared):
    """Stands for what an author wrote: ``answers`` notes what a template asks of ``real``, which may be that it holds
    some part, and under "" whether there is any. ``shown`` is what is put in."""

    def __init__(self, shown: str, real: str) -> None:
        vars(self).update(shown=shown, real=real, answers={})

    def __str__(self) -> str:
        return str(vars(self)["shown"])

    def __bool__(self) -> bool:
        return self._noted("")

    def __contains__(self, part: str) -> bool:
        return self._noted(part)

    def _noted(self, part: str) -> bool:
        said = _has(vars(self)["real"], part)
        vars(self)["answers"][part] = said
        return said

    @property
    def answers(self) -> tuple[tuple[str, bool], ...]:
        """Each part that a template asked for, and whether it is there."""
        return tuple(vars(self)["answers"].items())


Render = Callable[[Emptied, Content], str]
"""Renders a page with stand-ins."""


def _longer(text: str) -> str:
    """``text`` with longer stand-ins."""
    return text.replace(MARK[::-1], _STRETCH + MARK[::-1])


def _shorter(text: str) -> str:
    """``text`` as it would be with stand-ins that are not longer, and less content."""
    return text.replace(CONTENT + _RICH, CONTENT).replace(_STRETCH, "")


class Stencil(Struct, frozen=True, dict=True):
    """A page with stand-ins: ``pieces`` of HTML, and between two of them the stand-in for what is put in there.

    It is one of all pages about whose content a template is given the same ``answers``.
    """

    pieces: tuple[str, ...]
    answers: tuple[tuple[str, bool], ...]

    @classmethod
    def of(cls, text: str, stand_ins: Collection[str], answers: tuple[tuple[str, bool], ...] = ()) -> Stencil:
        """The stencil of a ``text`` in which these ``stand_ins`` stand."""
        longest_first = sorted(stand_ins, key=len, reverse=True)
        return cls(tuple(re.split(f"({'|'.join(map(re.escape, longest_first))})", text)), answers)

    def stands_for(self, content: str) -> bool:
        """Whether a page with this ``content`` is the same but for it."""
        return all(said == _has(content, part) for part, said in self.answers)

    def filled(self, values: Mapping[str, str]) -> str:
        """The page of one local."""
        pieces = list(self.pieces)
        pieces[1::2] = [values[name] for name in pieces[1::2]]
        return "".join(pieces)

    def made(self, holes: Holes) -> dict[str, str]:
        """Those parts that are put into this page."""
        return {name: make() for name, make in holes.items() if name in self.pieces}

    def is_whole(self) -> bool:
        """Whether each stand-in is one that can be filled in."""
        return not any(MARK in piece for piece in self.pieces[::2])

    @cached_property
    def seen(self) -> AddressesAndIds:
        """What a quick look finds on the page beside the parts that are put in, with stand-ins."""
        text = "".join("" if _HOLE.fullmatch(piece) else piece for piece in self.pieces)
        return seen_in(text.encode("utf-8", "xmlcharrefreplace"))


_MOST = 4
"""Stencils for one page, of locals that wrote it in another way."""


class _Known(Struct, frozen=True):
    """What is known of pages that read the same; ``held`` are the objects that their key names by identity."""

    held: tuple[object, ...]
    stencils: tuple[Stencil, ...] = ()
    is_alone: bool = False


class Told(Struct, frozen=True):
    """What is told of a page: its ``own`` text, and ``shared`` ones, most of which others tell as the very same."""

    own: str
    shared: tuple[str, ...] = ()


class _Text(Struct, frozen=True):
    """What is known of a text whoever tells it: its ``digest``, empty if it holds a stand-in already, and its words."""

    digest: str
    words: frozenset[str]


@remembered
def _text(told: str) -> _Text:
    return _Text("" if MARK in told else digest_of_text(told), frozenset(_WORD.findall(told)))


_WORD = re.compile(r"\w+")


class Stencils(Struct, frozen=True, dict=True):
    """Pages of one local: ``slots`` has what it says of itself, ``own`` what else no other page may ever hold.

    What is told of a page holds all that its template reads, ``held`` is what that names by identity alone.
    """

    slots: Slots
    own: tuple[str, ...]
    held: tuple[object, ...]

    def page(
        self, told: Sequence[Told], content: str, holes: Holes, own: Callable[[], str], empty: Render
    ) -> tuple[str, Stencil | None]:
        """The page of which so much is ``told`` beside its ``content``, and the stencil that it was made with, if any.

        ``holes`` are put in by their marks; ``own`` renders the page, ``empty`` does so with stand-ins.
        It is made for the second who asks: nobody knows whether there will be one.
        """
        digests = [*map(self._digest, told)]
        if not all(digests):
            return own(), None
        key = " ".join([*map(str, map(id, self.held)), *digests])
        holes = {CONTENT: lambda: content, **holes}
        known = _known.get(key) or _Known(self.held)
        if stencil := next((one for one in known.stencils if one.stands_for(content)), None):
            return stencil.filled({**self.slots.values, **stencil.made(holes)}), stencil
        made = own()
        if key not in _known:
            _known.keep(key, known)
        elif not known.is_alone and len(known.stencils) < _MOST:
            tried = self._tried(made, content, holes, empty)
            stencils = (*known.stencils, tried) if tried else known.stencils
            _known.keep(key, replace(known, stencils=stencils, is_alone=tried is None))
        return made, None

    def _digest(self, told: Told) -> str:
        """The digest of what is told, with stand-ins; empty where it holds one already. Many are told the same."""
        if told not in self._digests:
            parts = (self._digest_of(told.own), *map(self._digest_of_shared, told.shared))
            self._digests[told] = digest_of_text(" ".join(parts)) if all(parts) else ""
        return self._digests[told]

    def _digest_of(self, text: str) -> str:
        return "" if MARK in text else digest_of_text(self.slots.taken_out(text))

    def _digest_of_shared(self, text: str) -> str:
        """The same of a text that hardly any value stands in: of one that is taken out, all words are words of it."""
        if text not in self._digests_of_shared:
            known = _text(text)
            may_say = any(words <= known.words for words in self._values)
            self._digests_of_shared[text] = self._digest_of(text) if may_say else known.digest
        return self._digests_of_shared[text]

    @cached_property
    def _digests(self) -> dict[Told, str]:
        return {}

    @cached_property
    def _digests_of_shared(self) -> dict[str, str]:
        return {}

    @cached_property
    def _values(self) -> frozenset[frozenset[str]]:
        """The words of each value."""
        return frozenset(frozenset(_WORD.findall(value)) for value in self.slots.values.values())

    def _tried(self, made: str, content: str, holes: Holes, empty: Render) -> Stencil | None:
        """The stencil of a page, unless it would not give the very same, or holds what only this local says."""
        plain, rich = Content(CONTENT, content), Content(CONTENT + _RICH, content)
        longer = Emptied(lambda one: _longer(self.slots.taken_out(one)), lambda name: _longer(hole(name)))
        try:
            text, long = empty(Emptied(self.slots.taken_out, hole), plain), empty(longer, rich)
        except (NotShared, jinja2.TemplateError, TypeError):
            return None
        stencil = Stencil.of(text, {*self.slots.values, *holes}, plain.answers)
        values = {**self.slots.values, **stencil.made(holes)}
        left = "".join(stencil.pieces[::2])
        says_own = self.slots.taken_out(left) != left or any(one in left for one in self.own)
        is_same = _shorter(long) == text and stencil.is_whole() and stencil.filled(values) == made
        return stencil if is_same and not says_own else None

    def seen(self, stencil: Stencil) -> AddressesAndIds:
        """What a quick look finds on the page of this local beside the parts that are put in."""
        addresses = stencil.seen.addresses
        if any(MARK in address for address in addresses):
            addresses = frozenset(map(self.slots.fill, addresses))
        return AddressesAndIds(addresses, stencil.seen.ids)


_known: Memory[str, _Known] = Memory()
