"""Makes an outline of a PowerPoint file: its slides, points, tables, pictures, and notes, and what it had besides."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from lxml import etree
from msgspec import Struct, field
from pptx import Presentation
from pptx.exc import PythonPptxError
from pptx.presentation import Presentation as OpenedPresentation
from pptx.slide import Slide as OpenedSlide

from generators.decks.slideshow.content import Paragraphs
from generators.importing.deck_outline import (
    Block,
    ImportedDeck,
    ImportedPicture,
    ImportedSlide,
    ImportedText,
    deck_stem,
    described,
    outline_of,
)
from generators.importing.draft import (
    Destination,
    Draft,
    DraftFile,
    Remark,
    RemarkKind,
    kept_words,
    markdown_word_counts,
    refused,
    word_counts,
)
from generators.importing.picture_files import digest
from generators.importing.presentation_package import PresentationPackage, presentation_package
from generators.importing.slide_elements import FEET, TITLES, placeholder_kind
from generators.importing.slide_pictures import SlidePictures
from generators.importing.slide_roles import Role, arranged, look_of, role_of
from generators.importing.slide_shapes import ShapeReader, Surroundings, text_of_blocks
from generators.importing.slide_text import TextSource, languages, plain_text, read_paragraphs
from generators.importing.slide_titles import FoundTitle, found_title, with_numbers, without_needless_weight
from generators.importing.slide_words import text_of_slide
from generators.model.replacing import replace
from generators.ooxml.xml import Element, parsed, qualified
from generators.words.direction import direction

_DAMAGED = "open it in PowerPoint, choose File > Save As, and take 'PowerPoint Presentation (.pptx)'"
_MOST_SAID = 600
"""Letters that a remark repeats."""

_MOST_WORDS = 110
"""On a slide that people in the last row still read."""

_LOGO = 0.08
"""The part of a slide that a logo covers at most."""

_MEANINGLESS = re.compile(
    r"(powerpoint|pr[eé]sentation|presentaci[oó]n|präsentation|presentazione|apresentação|untitled|slide|microsoft"
    r"|de|do|di|[-\d\s.])*",
    re.IGNORECASE,
)
_UNNAMED = re.compile(
    r"(default|untitled) section|standardabschnitt|sección predeterminada|section par défaut", re.IGNORECASE
)
_MOVES = ("anim", "animEffect", "animMotion", "animScale", "animRot", "animClr", "set")


def read_presentation(name: str, data: bytes, into: Destination) -> Draft:
    """The outline of the PowerPoint file ``name`` (.pptx, .ppsx, .potx, .pptm), with its pictures.

    Raises:
        RefusedInput: the file is locked, damaged, too large, or no PowerPoint file.
    """
    package = presentation_package(name, data)
    outline = into.free(PurePosixPath("slides", f"{deck_stem(name)}.md"))
    pictures = SlidePictures(into.pictures / outline.stem, into)
    try:
        opened = Presentation(io.BytesIO(package.data))
        deck = _DeckReader(name, opened, package, _surroundings(opened, package, pictures)).read()
    except (PythonPptxError, etree.LxmlError, KeyError, ValueError, AttributeError, TypeError, RecursionError) as fault:
        raise refused(name, "its slides are not as PowerPoint writes them", _DAMAGED) from fault
    text = outline_of(deck.outline)
    words = word_counts("\n".join(map(text_of_slide, opened.slides)))
    said = word_counts("\n".join(remark.message for remark in deck.remarks))
    kept = kept_words(words, markdown_word_counts(text), said)
    files = (DraftFile(outline, text.encode()), *pictures.files.values())
    return Draft(name, files, tuple(deck.remarks), words.total(), kept)


def _surroundings(opened: OpenedPresentation, package: PresentationPackage, pictures: SlidePictures) -> Surroundings:
    usual = opened.element.find(qualified("p:defaultTextStyle"))
    slides = list(opened.slides)
    tag = _language(slides)
    return Surroundings(
        styles=[usual] if usual is not None else [],
        pictures=pictures,
        logos=_logos(opened),
        unfollowed=package.unfollowed,
        size=(opened.slide_width or 1, opened.slide_height or 1),
        rtl=direction(tag) == "rtl",
    )


def _language(slides: Sequence[OpenedSlide]) -> str:
    """The language of most letters, as pages name it."""
    counts: Counter[str] = Counter()
    for slide in slides:
        counts.update(languages(slide.element))
    written = counts.most_common(1)[0][0] if counts else "en"
    found = re.match(r"[A-Za-z]{2,3}(?=$|-)", written)
    plain = found[0].lower() if found else "en"
    if plain != "zh":
        return plain
    return "zh-Hant" if re.search(r"-(TW|HK|MO|Hant)", written, re.IGNORECASE) else "zh-Hans"


def _logos(opened: OpenedPresentation) -> frozenset[str]:
    """Small pictures that are on three slides and on half of them."""
    shown: Counter[str] = Counter()
    most = _LOGO * (opened.slide_width or 1) * (opened.slide_height or 1)
    for slide in opened.slides:
        blobs = {row.rId: row.target_part.blob for row in slide.part.rels.values() if row.reltype.endswith("/image")}
        shown.update({digest(blobs[name]) for name in _small_pictures(slide.element, most) if name in blobs})
    return frozenset(name for name, count in shown.items() if count >= 3 and 2 * count >= len(opened.slides))


def _small_pictures(root: Element, most: float) -> Iterator[str]:
    """The relationships of pictures that cover no more than ``most`` square units."""
    for picture in root.iter(qualified("p:pic")):
        size = picture.find(f"{qualified('p:spPr')}/{qualified('a:xfrm')}/{qualified('a:ext')}")
        blip = next(picture.iter(qualified("a:blip")), None)
        sides = [size.get("cx", ""), size.get("cy", "")] if size is not None else []
        if (
            blip is not None
            and sides
            and all(side.isdecimal() for side in sides)
            and int(sides[0]) * int(sides[1]) <= most
        ):
            yield blip.get(qualified("r:embed"), "")


class _ReadDeck(Struct, frozen=True):
    outline: ImportedDeck
    remarks: Sequence[Remark]


class _DeckReader(Struct):
    """Reads slide after slide; ``remarks`` say what became of that for which an outline has no place."""

    name: str
    opened: OpenedPresentation
    package: PresentationPackage
    surroundings: Surroundings
    remarks: list[Remark] = field(default_factory=list)
    feet: Counter[str] = field(default_factory=Counter)
    moving: list[int] = field(default_factory=list)
    branded: list[int] = field(default_factory=list)

    def read(self) -> _ReadDeck:
        sections = self._sections()
        shown: list[tuple[Role, ImportedSlide]] = []
        pending = ""
        slides = list(enumerate(self.opened.slides, 1))
        for number, slide in slides:
            pending = sections.get(slide.slide_id, pending)
            found = self._slide(slide, number, is_last=number == len(slides), in_sections=bool(sections))
            if found is None:
                continue
            role, made = found
            is_cover = not shown and role.is_cover
            if pending and not is_cover:
                made, pending = self._begun(made, pending, number), ""
            shown.append((role, made))
        self._say_of_all()
        return _ReadDeck(self._outline(shown), self.remarks)

    def _begun(self, slide: ImportedSlide, section: str, number: int) -> ImportedSlide:
        """``slide`` as the first of ``section``: itself its slide, if it is made as one."""
        if slide.layout != "section":
            return slide if slide.opens else replace(slide, section=section)
        if section.casefold() != slide.title.casefold():
            message = f"it opens the section '{section}', which is called '{slide.title}' now, like the slide"
            self._remark(f"slide {number}", "changed", message)
        return replace(slide, layout="", opens=True)

    def _outline(self, shown: Sequence[tuple[Role, ImportedSlide]]) -> ImportedDeck:
        slides = [slide for _, slide in shown]
        if not slides:
            raise refused(
                self.name, "none of its slides shows words or pictures", "put them on slides, and save it again"
            )
        cover = self._cover(slides[0]) if shown[0][0].is_cover else None
        title = cover.title if cover else self._title()
        if cover is None:
            message = f"the deck has no title slide, so '{title}' is its title: change 'title:' if it has another"
            self._remark("the deck", "changed", message)
        self._say_of_titles(slides)
        rest = slides[1:] if cover else slides
        return ImportedDeck({"title": title, "lang": _language(list(self.opened.slides))}, cover, rest)

    def _cover(self, slide: ImportedSlide) -> ImportedSlide:
        """The title slide: ours has room for words, and shows the local's own logo."""
        pictures = [block for block in slide.blocks if isinstance(block, ImportedPicture)]
        for picture in pictures:
            message = f"the picture '{picture.source}' of the title slide: use it as your logo, or on another slide"
            self._remark("slide 1", "left-out", message)
        return replace(slide, blocks=tuple(block for block in slide.blocks if block not in pictures))

    def _title(self) -> str:
        """The deck's title, where no slide gives it: as the file says, or by its name."""
        written = " ".join((self.opened.core_properties.title or "").split())
        if written and not _MEANINGLESS.fullmatch(written):
            return written
        return re.sub(r"[-_\s]+", " ", PurePosixPath(self.name.replace("\\", "/")).stem).strip() or "Deck"

    def _slide(
        self, slide: OpenedSlide, number: int, *, is_last: bool, in_sections: bool
    ) -> tuple[Role, ImportedSlide] | None:
        """The slide with its role; None for one that is hidden or empty."""
        where, role = f"slide {number}", role_of(slide)
        hidden = slide.element.get("show") in ("0", "false")
        remarks: list[Remark] = []
        reader = ShapeReader(
            slide, number, self.surroundings, lambda what, said: remarks.append(Remark(where, what, said))
        )
        title = self._written_title(slide, reader)
        pieces = without_needless_weight(with_numbers(reader.pieces()))
        notes = self._notes(slide)
        if hidden or not (title or pieces or notes or remarks or reader.drawn):
            said = " ".join(
                filter(None, (title, *(text_of_blocks(piece.blocks) for piece in pieces), plain_text(notes)))
            )
            self._say_of_hidden(where, said, hidden=hidden)
            return None
        found = None if title else found_title(pieces, self.surroundings.size[1], number)
        made = arranged(found.pieces if found else pieces, role, rtl=self.surroundings.rtl)
        self.remarks += dict.fromkeys(remarks)
        self._say_of_slide(slide, number, reader)
        look = look_of(role, made, is_titled=bool(title), is_last=is_last, in_sections=in_sections)
        if found:
            self._say_of_title(found, where)
        self._say_of_length((*made.blocks, *made.second), where)
        name = found.title if found else title
        whole = ImportedSlide(name, made.blocks, made.second, notes, look.layout, made.minutes, opens=look.opens)
        return role, described(whole)

    def _written_title(self, slide: OpenedSlide, reader: ShapeReader) -> str:
        found = (shape for shape in slide.placeholders if placeholder_kind(shape.element) in TITLES)
        said = []
        for shape in found:
            body = shape.element.find(qualified("p:txBody"))
            said.append(plain_text(read_paragraphs(body, reader.source(shape))) if body is not None else "")
        return " ".join(filter(None, said))

    def _say_of_length(self, blocks: Sequence[Block], where: str) -> None:
        count = len(text_of_blocks(block for block in blocks if isinstance(block, ImportedText)).split())
        if count > _MOST_WORDS:
            message = f"its text has {count} words, and goes on over several slides: let the notes have what is said"
            self._remark(where, "look", message)

    def _say_of_title(self, found: FoundTitle, where: str) -> None:
        if found.made:
            self._remark(where, "look", f"it has no title and is called '{found.title}': write a better one")
        else:
            self._remark(where, "changed", f"it had no title; now that is its first line, '{found.title}'")

    def _notes(self, slide: OpenedSlide) -> Paragraphs:
        if not slide.has_notes_slide:
            return ()
        said: Paragraphs = ()
        for body in _noted(slide.notes_slide.element):
            said += read_paragraphs(body, TextSource((), lambda _relationship: ""))
        return said

    def _sections(self) -> Mapping[int, str]:
        """The names of sections by the slide that each begins with ([MS-PPTX], sectionLst)."""
        found: dict[int, str] = {}
        for section in self.opened.element.iter(qualified("p14:section")):
            first = next(section.iter(qualified("p14:sldId")), None)
            name = " ".join(section.get("name", "").split())
            written = first.get("id", "") if first is not None else ""
            if written.isdecimal() and name and not _UNNAMED.fullmatch(name):
                found[int(written)] = name
        return found

    def _say_of_hidden(self, where: str, words: str, *, hidden: bool) -> None:
        if hidden:
            self._remark(where, "left-out", f"a hidden slide; it says: “{words}”" if words else "a hidden slide")
        else:
            self._remark(where, "left-out", "it is empty")

    def _say_of_slide(self, slide: OpenedSlide, number: int, reader: ShapeReader) -> None:
        root = slide.element
        self.feet.update(reader.feet)
        if any(next(root.iter(qualified(f"p:{name}")), None) is not None for name in _MOVES):
            self.moving.append(number)
        if next(root.iter("{*}oMath"), None) is not None:
            self._remark(f"slide {number}", "look", "an equation became a line of letters and signs")
        if root.find(f"{qualified('p:cSld')}/{qualified('p:bg')}//{qualified('a:blip')}") is not None:
            self._remark(f"slide {number}", "left-out", "the picture behind the slide")
        for comment in _comments(slide):
            self._remark(f"slide {number}", "left-out", f"a comment: “{comment[:_MOST_SAID]}”")
        pictures = {digest(row.target_part.blob) for row in slide.part.rels.values() if row.reltype.endswith("/image")}
        self.branded += [number] if pictures & self.surroundings.logos else []

    def _say_of_all(self) -> None:
        if self.package.has_macros:
            self._remark("the deck", "left-out", "its macros: nothing in an outline runs")
        for text, count in self.feet.items():
            if text and not text.isdecimal():
                self._remark("the deck", "left-out", f"“{text[:_MOST_SAID]}” at the head or foot of {_counted(count)}")
        if self.moving:
            message = f"what moves or appears one after the other, on {_listed(self.moving)}: it is all there at once"
            self._remark("the deck", "left-out", message)
        if self.branded:
            message = f"a picture that is on {_counted(len(self.branded))}, as a logo is"
            self._remark("the deck", "left-out", f"{message}: name it in local.yml, under brand, as your logo")

    def _say_of_titles(self, slides: Sequence[ImportedSlide]) -> None:
        for title, count in Counter(slide.title for slide in slides).items():
            if count > 1:
                message = (
                    f"{count} slides are called '{title}': the built deck numbers them; titles of their own help more"
                )
                self._remark("the deck", "look", message)

    def _remark(self, where: str, what: RemarkKind, message: str) -> None:
        self.remarks.append(Remark(where, what, message))


def _counted(count: int) -> str:
    return "one slide" if count == 1 else f"{count} slides"


def _listed(numbers: Sequence[int]) -> str:
    *first, last = map(str, numbers)
    return f"slides {', '.join(first)} and {last}" if first else f"slide {last}"


def _noted(notes: Element) -> Iterator[Element]:
    """The bodies of what stands on a notes page, without the slide's picture and what is at head and foot."""
    for shape in notes.iter(qualified("p:sp")):
        kind = placeholder_kind(shape)
        body = shape.find(qualified("p:txBody"))
        if body is not None and kind not in FEET | {"sldImg"}:
            yield body


def _comments(slide: OpenedSlide) -> Iterator[str]:
    for row in slide.part.rels.values():
        if row.reltype.endswith("/comments"):
            root = parsed(row.target_part.blob)
            for comment in root.iter("{*}cm", "{*}reply"):
                own = [node.text or "" for node in comment.iter("{*}text", "{*}t") if _holder(node) is comment]
                if text := " ".join("".join(own).split()):
                    yield text


def _holder(node: Element) -> Element | None:
    """The comment or the reply in which a text stands."""
    return next(node.iterancestors("{*}cm", "{*}reply"), None)
