"""Composes a deck: every slide gets its layout, its text fitted or split, its tables and pictures in their places.

What the kit gives its decks stands here too: the layouts of the language, the font, the cover's lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct

from generators.brand.metrics import DEFAULT_FAMILY, deck_family
from generators.decks.slideshow.arrange import Arrangement, arrange
from generators.decks.slideshow.content import (
    ComposedSlide,
    Fill,
    Paragraphs,
    PictureFill,
    SlideParagraph,
    TextFill,
    objects,
    paragraphs,
    plain_runs,
    runs,
)
from generators.decks.slideshow.design import Box, Layout, Role
from generators.decks.slideshow.fit import SHRINK, Fitted, TextBox, fit, fit_title, fit_whole, fits
from generators.decks.slideshow.layouts import LAYOUTS
from generators.decks.slideshow.pictures import Shape, contained, shape_of
from generators.decks.slideshow.tables import fit_table
from generators.model import Deck, Image, Kit, Place, Slide, Table
from generators.model.problems import Problem, RefusedInput
from generators.model.remembered import remembered, remembered_by_contents
from generators.model.replacing import replace
from generators.words.catalogue import Words, words_of
from generators.words.direction import direction

if TYPE_CHECKING:
    from generators.decks.slideshow.templates import Template


SPLITS = frozenset(
    {"content", "few-points", "two-columns", "comparison", "discussion", "activity", "activity-materials"}
)
"""Layouts that can be gone on with on a next slide; text that has no room in another goes to slides of its own."""

FRONTS = ("title", "section", "closing")
"""Layouts whose few words stand under a title of their own, and get smaller rather than leave it."""

LARGER = {
    "content": "few-points",
    "comparison": "comparison-large",
    "activity": "activity-large",
    "activity-materials": "activity-materials-large",
    "content-image": "content-image-large",
}
"""The layout that shows the same in larger type, taken when everything fits in it."""

TIMED = ("activity", "discussion")
"""How the layouts begin whose minutes are shown."""

MOST_SLIDES = 500
"""Slides of one deck after long ones are divided; people sit through forty."""

MOST_OF_ONE = 2
"""A base's deck may be longer than that by itself; so many times as many as are written is what dividing may make."""

WIDE = 1.9
"""A picture wider than this, by its height, stands over its caption instead of beside it."""


class Setting(Struct, frozen=True):
    """What holds for all slides of a deck: layouts by name, the font, the files of pictures, the cover's own lines."""

    layouts: Mapping[str, Layout]
    family: str = DEFAULT_FAMILY
    assets: Mapping[str, Path] | None = None
    cover: tuple[str, ...] = ()
    logo: Path | None = None
    logo_alt: str = ""


def compose(deck: Deck, setting: Setting) -> tuple[ComposedSlide, ...]:
    """All slides in order, every title unique, none without notes.

    Raises:
        RefusedInput: what is written on them makes more than ``MOST_SLIDES``, and many more than are written.
    """
    shown: list[ComposedSlide] = []
    section = 0
    most = max(MOST_SLIDES, MOST_OF_ONE * len(deck.slides))
    for slide in deck.slides:
        section += slide.layout == "section"
        for one in _slides(slide, setting, deck.lang, section, most):
            shown.append(one)
            if len(shown) > most:
                raise RefusedInput(_too_many(deck.place, slide.place, most))
    return tuple(_unique_titles(shown, setting.family))


def slides_of(slide: Slide, setting: Setting, lang: str) -> Iterable[ComposedSlide]:
    """The slides that one of the outline becomes, however many, before their titles are made unique."""
    return _composer(slide, setting, lang).slide(slide, 0)


def _composer(slide: Slide, setting: Setting, lang: str) -> _Composer:
    return _Composer(setting, words_of(lang), lang, dict(_shapes(slide, setting)))


def _shapes(slide: Slide, setting: Setting) -> tuple[tuple[str, Shape], ...]:
    """The pictures of a slide by their paths in the kit, as far as it has them."""
    assets = setting.assets or {}
    shown = (one.source for one in objects(slide.body) if isinstance(one, Image) and one.source in assets)
    shapes = ((source, shape_of(assets[source])) for source in dict.fromkeys(shown))
    return tuple((source, shape) for source, shape in shapes if shape)


def _slides(slide: Slide, setting: Setting, lang: str, section: int, most: int) -> Iterable[ComposedSlide]:
    """The same, remembered for the next local where nothing on them is one local's."""
    if slide.layout == "title":
        return _composer(slide, setting, lang).slide(slide, section)
    shapes = _shapes(slide, setting)
    return _shared_slides(slide, setting.layouts, setting.family, lang, section, most, shapes)


@remembered_by_contents
def _shared_slides(
    slide: Slide,
    layouts: Mapping[str, Layout],
    family: str,
    lang: str,
    section: int,
    most: int,
    shapes: tuple[tuple[str, Shape], ...],
) -> tuple[ComposedSlide, ...]:
    shared = _Composer(Setting(layouts, family), words_of(lang), lang, dict(shapes))
    return tuple(islice(shared.slide(slide, section), most + 1))


def _too_many(deck: Place, slide: Place, most: int) -> Problem:
    message = f"the deck has more than {most} slides, since long ones are divided, up to the one in line {slide.line}"
    return Problem("pack-too-many-slides", deck, message, ("write less on each slide, or make several decks of it",))


@cache
def own_layouts(lang: str) -> Mapping[str, Layout]:
    """The project's layouts, mirrored for a language that is written from right to left."""
    if direction(lang) == "ltr":
        return LAYOUTS
    return {name: layout.mirrored() for name, layout in LAYOUTS.items()}


class _Composer(Struct, frozen=True):
    setting: Setting
    words: Words
    lang: str
    shapes: Mapping[str, Shape]

    def slide(self, slide: Slide, section: int) -> Iterator[ComposedSlide]:
        part = 0
        for arrangement in arrange(slide, self.words):
            for layout, fills in self._fitted(self._suited(arrangement), slide):
                part += 1
                yield self._shown(slide, layout, fills, part, section)

    def _suited(self, arrangement: Arrangement) -> Arrangement:
        """The cover's own lines, large type where there is room, a wide picture over its caption."""
        if arrangement.layout == "title" and not arrangement.texts.get("body"):
            lines = tuple(SlideParagraph(plain_runs(line)) for line in self.setting.cover)
            return replace(arrangement, texts={"body": lines})
        if arrangement.layout == "image-caption" and self._is_wide(arrangement.image):
            return replace(arrangement, layout="image-below")
        larger = self.setting.layouts.get(LARGER.get(arrangement.layout, ""))
        if larger and all(self._has_room(larger, role, text) for role, text in arrangement.texts.items()):
            return replace(arrangement, layout=larger.name)
        return arrangement

    def _has_room(self, layout: Layout, role: Role, text: Paragraphs) -> bool:
        frame = self._frame(layout, role)
        return frame is not None and fits(text, frame, SHRINK)

    def _is_wide(self, image: Image | None) -> bool:
        shape = self.shapes.get(image.source) if image else None
        return shape is not None and shape.ratio > WIDE

    def _fitted(self, arrangement: Arrangement, slide: Slide) -> Iterator[tuple[Layout, dict[Role, Fill]]]:
        layout = self.setting.layouts[arrangement.layout]
        texts = {role: self._fit_text(layout, role, text) for role, text in arrangement.texts.items() if text}
        most = max((len(parts) for parts in texts.values()), default=1)
        tables = self._tables(layout, arrangement.table, slide)
        if (most > 1 and arrangement.layout not in SPLITS) or not all(texts.values()):
            yield from self._apart(arrangement, slide)
            return
        for index in range(max(most, len(tables))):
            fills: dict[Role, Fill] = {
                role: TextFill(parts[index].paragraphs, parts[index].scale)
                for role, parts in texts.items()
                if index < len(parts)
            }
            fills |= {"table": tables[index]} if index < len(tables) else {}
            picture = self._picture(layout, arrangement.image) if index == 0 else {}
            fills = {**picture, **fills} if arrangement.image_first else {**fills, **picture}
            following = layout if index == 0 or layout.name != "table-text" else self.setting.layouts["table"]
            yield following, fills

    def _apart(self, arrangement: Arrangement, slide: Slide) -> Iterator[tuple[Layout, dict[Role, Fill]]]:
        """Text that has no room in a special layout stands on plain slides; its table or picture stands alone."""
        if arrangement.image is not None:
            yield from self._parted(arrangement, slide)
            return
        text = tuple(paragraph for role in arrangement.texts.values() for paragraph in role)
        if arrangement.layout in (*FRONTS, "title-only"):
            layout = self.setting.layouts[arrangement.layout]
            first = self._beginning(layout, text)
            text = text[len(first.paragraphs) :] if first else text
            yield layout, {"body": first} if first else {}
        yield from self._fitted(Arrangement("content", {"body": text}), slide)
        if arrangement.table is not None:
            yield from self._fitted(Arrangement("table", table=arrangement.table), slide)

    def _parted(self, arrangement: Arrangement, slide: Slide) -> Iterator[tuple[Layout, dict[Role, Fill]]]:
        """Text on slides of its own before or after its picture, with which a caption stays that has room there."""
        body, support = arrangement.texts.get("body", ()), arrangement.texts.get("support", ())
        image = replace(arrangement, layout="image-caption", texts={"support": support})
        if not (support and body and self._has_room(self.setting.layouts["image-caption"], "support", support)):
            image, body = replace(arrangement, layout="image", texts={}), (*body, *support)
        text = (Arrangement("content", {"body": body}),) if body else ()
        for one in (image, *text) if arrangement.image_first else (*text, image):
            yield from self._fitted(self._suited(one), slide)

    def _beginning(self, layout: Layout, text: Paragraphs) -> TextFill | None:
        """As many paragraphs as have room under the title of a cover; None where not even the first has."""
        frame = self._frame(layout, "body")
        if frame is None:
            return None
        beginnings = (text[:count] for count in range(len(text) - 1, 0, -1))
        fitted = (part for beginning in beginnings for part in fit_whole(beginning, frame))
        return next((TextFill(part.paragraphs, part.scale) for part in fitted), None)

    def _frame(self, layout: Layout, role: Role) -> TextBox | None:
        place = layout.place(role)
        return TextBox.of(place.box, place.style, self.setting.family, place.inset) if place else None

    def _fit_text(self, layout: Layout, role: Role, text: Paragraphs) -> tuple[Fitted, ...]:
        frame = self._frame(layout, role)
        if frame is None:
            return ()
        parts = fit(text, frame)
        return (len(parts) > 1 and layout.name in FRONTS and fit_whole(text, frame)) or parts

    def _tables(self, layout: Layout, table: Table | None, slide: Slide) -> tuple[Fill, ...]:
        place = layout.place("table")
        if table is None or place is None:
            return ()
        caption = "".join(run.text for run in runs(table.caption)) or slide.title
        return fit_table(table, place.box, self.setting.family, self.words.deck.table_of.format(caption=caption))

    def _picture(self, layout: Layout, image: Image | None) -> dict[Role, Fill]:
        place = layout.place("picture")
        shape = self.shapes.get(image.source) if image else None
        if image is None or place is None or shape is None:
            return {}
        return {
            "picture": PictureFill(PurePosixPath(image.source), shape.contained(place.box), image.alt, image.decorative)
        }

    def _shown(self, slide: Slide, layout: Layout, fills: dict[Role, Fill], part: int, section: int) -> ComposedSlide:
        extra = self._small_fills(slide, layout, part, section)
        return ComposedSlide(
            layout=layout,
            title=self._title(slide, layout, part),
            title_scale=1.0,
            fills=_in_order(layout, {**fills, **extra}),
            notes=self._notes(slide, part, section),
            source=slide,
            part=part,
            section=slide.section if part == 1 else "",
            lang=self.lang,
            rtl=direction(self.lang) == "rtl",
        )

    def _title(self, slide: Slide, layout: Layout, part: int) -> str:
        """With the minutes, where a template has no place of its own for them."""
        if not (layout.part and slide.minutes and part == 1 and slide.layout.startswith(TIMED)):
            return slide.title
        minutes = self._minutes(slide.minutes).replace(" ", "\u00a0")
        return f"{slide.title} ({minutes})"

    def _minutes(self, minutes: float) -> str:
        return self.words.common.minutes_short.format(minutes=f"{minutes:g}")

    def _small_fills(self, slide: Slide, layout: Layout, part: int, section: int) -> dict[Role, Fill]:
        """A section's number, an activity's minutes, the cover's logo."""
        result: dict[Role, Fill] = {}
        if layout.place("number"):
            result["number"] = _small(str(section))
        if layout.place("badge"):
            kind = self.words.deck.discuss if layout.name == "discussion" else self.words.common.activity
            result["badge"] = _small(self._minutes(slide.minutes) if slide.minutes and part == 1 else kind)
        logo, place = self.setting.logo, layout.place("logo")
        whole = contained(place.box, logo) if logo and place else None
        if logo and place and whole:
            box = _at_start(whole, place.box, rtl=direction(self.lang) == "rtl")
            result["logo"] = PictureFill(logo, box, self.setting.logo_alt, decorative=not self.setting.logo_alt)
        return result

    def _notes(self, slide: Slide, part: int, section: int) -> Paragraphs:
        if part > 1:
            return (SlideParagraph(plain_runs(self.words.deck.goes_on.format(title=slide.title))),)
        if slide.notes:
            return paragraphs(slide.notes)
        text = self.words.deck.part.format(number=section, title=slide.title) if slide.layout == "section" else ""
        return (SlideParagraph(plain_runs(text or self.words.deck.no_notes.format(title=slide.title))),)


def _unique_titles(slides: list[ComposedSlide], family: str) -> Iterator[ComposedSlide]:
    """Slides that go on say so; a title that another slide has already gets a number."""
    used: set[str] = set()
    numbers: dict[tuple[str, int, Layout], int] = {}  # the last that was taken, below which all are in use
    for shown in slides:
        alike = (shown.title, shown.part, shown.layout)
        number = numbers.get(alike, 1)
        while (titled := _titled(shown, number, family)).title in used:
            number += 1
        numbers[alike] = number
        used.add(titled.title)
        yield titled


@remembered
def _titled(shown: ComposedSlide, number: int, family: str) -> ComposedSlide:
    """The slide with its title in the size that fits; ``number`` beyond 1 tells it from those of the same title."""
    words, form = words_of(shown.lang).deck, "{title}"
    if shown.part > 1:
        again = words.continued if shown.part == 2 else words.continued_again
        form = again.format(title="{title}", number=shown.part - 1)
    form += f" ({number})" if number > 1 else ""
    place = shown.layout.place("title")
    if place is None:
        return replace(shown, title=form.format(title=shown.title))
    fitted = fit_title(shown.title, TextBox.of(place.box, place.style, family, place.inset), form)
    return replace(shown, title=fitted.paragraphs[0].text, title_scale=fitted.scale)


def _in_order(layout: Layout, fills: Mapping[Role, Fill]) -> dict[Role, Fill]:
    """As the layout orders its places, which is the order in which a slide is read aloud; a picture may come first."""
    roles = [place.role for place in layout.placeholders]
    if next(iter(fills), None) == "picture":
        roles.sort(key=lambda role: role not in ("picture", "support"))
    return {role: fills[role] for role in roles if role in fills}


def _small(text: str) -> TextFill:
    return TextFill((SlideParagraph(plain_runs(text)),))


def _at_start(box: Box, place: Box, *, rtl: bool) -> Box:
    """``box`` moved to the edge of ``place`` at which reading begins."""
    return replace(box, left=place.right - box.width if rtl else place.left)


def setting_of(deck: Deck, kit: Kit) -> Setting:
    """All that composing ``deck`` needs of its kit."""
    brand = kit.local.brand
    template = own_template(deck, kit)
    return Setting(
        layouts=template.layouts if template else own_layouts(deck.lang),
        family=template.family if template else deck_family(brand.font),
        assets=kit.assets,
        cover=tuple(line for line in (brand.name, deck.audience) if line),
        logo=brand.logo,
        logo_alt=brand.logo_alt or brand.name,
    )


def own_template(deck: Deck, kit: Kit) -> Template | None:
    """The local's own template, if it has one; that it can be used was checked before anything is written."""
    file = kit.local.brand.template
    if file is None:
        return None
    # Kits without a template need not wait for the libraries that read one.
    from generators.decks.slideshow.templates import template_of

    return template_of(file, rtl=direction(deck.lang) == "rtl")
