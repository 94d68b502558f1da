"""Shorter cuts of a workshop: the slides that name one (``{cut="45:6 60"}``), with the minutes they have in it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence

from generators.model import Deck, Place, Slide
from generators.model.problems import Problem, Problems, RefusedInput
from generators.model.remembered import remembered
from generators.model.replacing import replace

_NAMED = re.compile(r"(?P<cut>[1-9]\d{0,3})(?::(?P<minutes>\d{1,4}(?:\.\d{1,4})?))?")
_LEAST_DIFFERENCE = 0.01


def cuts_of(deck: Deck) -> tuple[int, ...]:
    """The lengths in minutes of all cuts that slides of ``deck`` name, the shortest first."""
    return tuple(sorted({cut for slide in deck.slides for cut in _named(slide)}))


def shortened(deck: Deck, cut: int) -> Deck:
    """``deck`` as its cut of so many minutes; the cover stays, and so does a section that has a slide in the cut."""
    return replace(deck, name=cut_name(deck, cut), minutes=float(cut), slides=tuple(_kept(deck.slides, cut)))


def shorter(deck: Deck) -> tuple[Deck, ...]:
    """All cuts of ``deck``; a cut has none."""
    return tuple(shortened(deck, cut) for cut in cuts_of(deck) if cut != deck.minutes)


def minutes_in(deck: Deck, cut: Deck) -> tuple[float | None, ...]:
    """The minutes of each slide of ``deck`` in ``cut``, one of its shorter ones; None where it is left out."""
    kept = {_known_by(slide): slide.minutes or 0.0 for slide in cut.slides}
    return tuple(kept.get(_known_by(slide)) for slide in deck.slides)


def _known_by(slide: Slide) -> tuple[Place, str]:
    """What stays the same in a cut; a cover without front matter stands in the line of the first slide."""
    return slide.place, slide.title


def cut_name(deck: Deck, cut: int) -> str:
    """What the cut's files are called."""
    return f"{deck.name}-{cut}-minutes"


def in_cut(decks: Sequence[Deck], cut: int) -> tuple[Deck, ...]:
    """``decks``, those with such a cut as it; all of them where ``cut`` is 0.

    Raises:
        RefusedInput: no deck has such a cut.
    """
    known = sorted({length for deck in decks for length in cuts_of(deck)})
    if cut and decks and cut not in known:
        hint = f"known: {', '.join(map(str, known))}" if known else f"mark the slides that stay with {{cut={cut}}}"
        problem = Problem("deck-cut-unusable", decks[0].place, f"no deck has a cut of {cut} minutes", (hint,))
        raise RefusedInput(problem)
    return tuple(shortened(deck, cut) if cut in cuts_of(deck) else deck for deck in decks)


def check_cuts(deck: Deck, problems: Problems) -> None:
    """Problems for cuts that cannot be read, do not add up, or leave a section without a slide."""
    for slide in deck.slides:
        for word in _words(slide):
            if not _NAMED.fullmatch(word):
                hint = 'write {cut=45}, or {cut="45:6 60"} for 6 minutes in the cut of 45'
                problems.error("deck-cut-unusable", slide.place, f"'{word}' is no cut", hint)
    for cut in cuts_of(deck):
        _check_sum(deck, cut, problems)
        _check_sections(deck, cut, problems)


def _check_sum(deck: Deck, cut: int, problems: Problems) -> None:
    kept = shortened(deck, cut).slides
    total = math.fsum(slide.minutes or 0 for slide in kept)
    if not math.isclose(total, cut, abs_tol=_LEAST_DIFFERENCE):
        first = next(slide for slide in deck.slides if cut in _named(slide))
        message = f"the slides of the {cut}-minute cut take {total:g} minutes"
        hint = f'change their minutes there, as in {{cut="{cut}:5"}}, or mark other slides'
        problems.error("deck-cut-unusable", first.place, message, hint)


def _check_sections(deck: Deck, cut: int, problems: Problems) -> None:
    for section, *slides in _sections(deck.slides):
        if _opens(section) and _stays(section, cut) and not any(cut in _named(slide) for slide in slides):
            message = f"the {cut}-minute cut leaves the section '{section.title}' without a slide"
            others = " ".join(str(other) for other in cuts_of(deck) if other != cut) or deck.minutes
            hint = f'mark one of its slides with {{cut={cut}}}, or the section with {{cut="{others}"}}'
            problems.error("deck-cut-unusable", section.place, message, hint)


def _sections(slides: Sequence[Slide]) -> Iterator[list[Slide]]:
    """The slides, those before the first section together, and each slide that opens a section with those below it."""
    section: list[Slide] = []
    for slide in slides:
        if _opens(slide) and section:
            yield section
            section = []
        section.append(slide)
    if section:
        yield section


def _kept(slides: Sequence[Slide], cut: int) -> Iterator[Slide]:
    """What stays; where the slide that begins a section without a slide of its own goes, the next one begins it."""
    begun = ""
    for slide in slides:
        begun = slide.section or begun
        if slide.layout == "title" or (_opens(slide) and _stays(slide, cut)):
            yield slide
            begun = ""
        elif cut in (named := _named(slide)):
            yield _in_cut(slide, begun, slide.minutes if named[cut] is None else named[cut])
            begun = ""


@remembered
def _in_cut(slide: Slide, section: str, minutes: float | None) -> Slide:
    """The same object for each local whose slide is the same, so that what is made of it is remembered, too."""
    return replace(slide, section=section, minutes=minutes)


def _opens(slide: Slide) -> bool:
    """Whether a slide stands for its section, and shows nothing else."""
    return bool(slide.section) and slide.section == slide.title and not slide.minutes


def _stays(section: Slide, cut: int) -> bool:
    named = _named(section)
    return not named or cut in named


def _named(slide: Slide) -> Mapping[int, float | None]:
    """The cuts that a slide names, each with its minutes there, None for those that it has anyway."""
    found = filter(None, map(_NAMED.fullmatch, _words(slide)))
    return {int(one["cut"]): float(one["minutes"]) if one["minutes"] else None for one in found}


def _words(slide: Slide) -> list[str]:
    return slide.attributes.get("cut", "").replace(",", " ").split()
