"""A teaching guide as plain data: the facts, the run sheet, and each slide with its picture and its script."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

from generators.brand.palette import Palette, palette
from generators.model import Deck, Form, Kit, Slide
from generators.slideshow.colors import slide_colors
from generators.slideshow.compose import compose
from generators.slideshow.content import Paragraphs, Shown
from generators.slideshow.miniature import draw
from generators.slideshow.paragraphs import paragraphs
from generators.slideshow.pictures import proportions
from generators.slideshow.production import footer_of, setting_of
from generators.slideshow.words import is_right_to_left
from generators.teaching.schedule import Due, Part, clock, copies, people_of, schedule
from generators.teaching.script import cues
from generators.writers.guide.pictures import Album
from generators.writers.guide.words import Words, words

Data = dict[str, Any]

_COLORS = ("primary", "primary_deep", "primary_text", "accent_text", "accent_shape", "tint", "ink")


@dataclass(frozen=True, slots=True)
class Guide:
    """All that the layout program needs: plain ``data``, and pictures as ``files`` by the name that it uses."""

    data: Data
    files: Mapping[str, bytes]


def guide_of(deck: Deck, kit: Kit) -> Guide:
    """The guide of one deck, not yet laid out."""
    album = Album()
    book = _Book(deck, kit, words(deck.lang), palette(kit.local.brand), album)
    return Guide(_data(deck, kit, book), album.files)


def _data(deck: Deck, kit: Kit, book: _Book) -> Data:
    brand, parts = kit.local.brand, schedule(deck)
    logo = book.album.name(brand.logo) if brand.logo and proportions(brand.logo) else ""
    return {
        "lang": deck.lang,
        "right_to_left": is_right_to_left(deck.lang),
        "paper": kit.local.paper,
        "colors": {name: getattr(book.palette, name) for name in _COLORS},
        "words": asdict(book.words),
        "title": deck.title,
        "local": brand.name,
        "logo": logo,
        "logo_alt": brand.logo_alt or brand.name,
        "facts": book.facts(parts),
        "purpose": _meta(deck, "purpose"),
        "room": _meta(deck, "room"),
        "materials": _items(deck.meta.get("materials")),
        "handouts": book.handouts(),
        "parts": [book.part(part) for part in parts],
        "end": clock(deck.start, sum(part.minutes for part in parts), deck.lang),
        "slides": list(book.slides(parts)),
    }


@dataclass(frozen=True, slots=True)
class _Book:
    deck: Deck
    kit: Kit
    words: Words
    palette: Palette
    album: Album

    def facts(self, parts: tuple[Part, ...]) -> list[list[str]]:
        """When, how long, for whom, for how many: label and text, what is not known left out."""
        total = sum(part.minutes for part in parts)
        start, end = (clock(self.deck.start, minutes, self.deck.lang) for minutes in (0, total))
        rows = [
            (self.words.when, f"{start} \u2013 {end}" if self.deck.start else ""),
            (self.words.length_label, self.words.length.format(f"{total:g}")),
            (self.words.people, self.words.people_count.format(people_of(self.deck))),
            (self.words.audience, self.deck.audience),
        ]
        return [[label, text] for label, text in rows if text]

    def handouts(self) -> list[Data]:
        forms = {form.name: form for form in self.kit.forms}
        count = self.words.copies.format(copies(people_of(self.deck)))
        return [self._handout(forms[name], count) for name in self.deck.handouts if name in forms]

    def _handout(self, form: Form, count: str) -> Data:
        appendix = self.words.appendix.format(form.appendix) if form.appendix else ""
        return {"title": form.title, "appendix": appendix, "copies": count}

    def part(self, part: Part) -> Data:
        return {
            "title": part.title,
            "clock": self._clock(part.begins),
            "minutes": self._minutes(part.minutes),
            "rows": [self._row(due) for due in part.dues if due.slide.title != part.title],
        }

    def _row(self, due: Due) -> Data:
        return {
            "clock": self._clock(due.begins),
            "minutes": f"{due.minutes:g}" if due.minutes else "",
            "number": self._numbers()[id(due.slide)],
            "title": due.slide.title,
            "how": self._how(due.slide),
        }

    def slides(self, parts: tuple[Part, ...]) -> Iterator[Data]:
        """Each slide of the outline with the pictures of all slides that it became."""
        shown, numbers = self._shown(), self._numbers()
        for part in parts:
            for position, due in enumerate(part.dues):
                yield {
                    "part": part.title if position == 0 else "",
                    "part_time": _joined(self._clock(part.begins), self._minutes(part.minutes)),
                    "number": numbers[id(due.slide)],
                    "title": due.slide.title,
                    "clock": self._clock(due.begins),
                    "minutes": self._minutes(due.minutes),
                    "how": self._how(due.slide),
                    "pictures": shown[id(due.slide)],
                    "cues": [self._cue(cue.act, cue.label, paragraphs(cue.nodes)) for cue in cues(due.slide.notes)],
                    "materials": _semicolons(due.slide.attributes.get("materials", "")),
                }

    def _cue(self, act: str, label: str, text: Paragraphs) -> Data:
        rows = [
            {
                "runs": [{"text": run.text, "bold": run.bold, "italic": run.italic} for run in paragraph.runs],
                "marker": paragraph.marker,
                "level": paragraph.level,
                "number": paragraph.number,
            }
            for paragraph in text
        ]
        return {"act": act, "label": label or self.words.say, "paragraphs": rows}

    def _clock(self, minutes: float) -> str:
        return clock(self.deck.start, minutes, self.deck.lang)

    def _minutes(self, minutes: float) -> str:
        return self.words.minutes.format(f"{minutes:g}") if minutes else ""

    def _how(self, slide: Slide) -> str:
        kind = slide.layout.split("-")[0]
        named = {"activity": self.words.activity, "discussion": self.words.discussion}
        return named.get(kind, "" if kind in ("title", "section", "closing") else self.words.talk)

    def _groups(self) -> Iterator[tuple[Slide, list[tuple[int, Shown]]]]:
        composed = enumerate(compose(self.deck, setting_of(self.deck, self.kit)), 1)
        for _, group in groupby(composed, key=lambda pair: id(pair[1].source)):
            shown = list(group)
            yield shown[0][1].source, shown

    def _numbers(self) -> Mapping[int, str]:
        """By slide of the outline: its number in the deck, or the first and last of those it became."""
        return {
            id(source): f"{group[0][0]}" if len(group) == 1 else f"{group[0][0]}\u2013{group[-1][0]}"
            for source, group in self._groups()
        }

    def _shown(self) -> Mapping[int, list[Data]]:
        colors, footer = slide_colors(self.palette), footer_of(self.deck, self.kit)
        family = setting_of(self.deck, self.kit).family
        return {
            id(source): [
                {
                    "marks": self.album.drawing(draw(shown, number, footer, colors, family)),
                    "alt": self.words.picture.format(number, shown.title),
                }
                for number, shown in group
            ]
            for source, group in self._groups()
        }


def _joined(*texts: str) -> str:
    return " · ".join(text for text in texts if text)


def _meta(deck: Deck, key: str) -> str:
    return str(deck.meta.get(key) or "").strip()


def _items(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list | tuple) else []


def _semicolons(text: str) -> list[str]:
    return [item.strip() for item in text.split(";") if item.strip()]
