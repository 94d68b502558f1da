"""Makes an outline of an OpenDocument presentation (.odp), as LibreOffice writes it (OpenDocument 1.3, 9 and 10)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from msgspec import Struct, field

from generators.decks.slideshow.content import Paragraphs, Run, SlideParagraph
from generators.importing.deck_outline import (
    Block,
    ImportedDeck,
    ImportedPicture,
    ImportedSlide,
    ImportedTable,
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
from generators.importing.open_text import OpenStyles, named, read_text
from generators.importing.packages import OpenedPackage, opened
from generators.importing.picture_files import Crop
from generators.importing.reading_order import Area, in_reading_order
from generators.importing.slide_pictures import SlidePictures, description
from generators.importing.slide_roles import Role, arranged, look_of
from generators.importing.slide_shapes import Piece
from generators.importing.slide_text import plain_text
from generators.importing.slide_titles import found_title, with_numbers, without_needless_weight
from generators.model.replacing import replace
from generators.ooxml.xml import Element, local_name
from generators.packs.photos import UnusablePicture
from generators.words.direction import direction

_FEET = frozenset({"header", "footer", "date-time", "page-number", "page", "notes", "handout"})
_HELD = frozenset({"outline", "subtitle", "text"})
_SCALE = {"cm": 28.35, "mm": 2.835, "in": 72.0, "pt": 1.0}
_LENGTH = re.compile(r"(-?[\d.]+)(cm|mm|in|pt)")
_HEIGHT = 450.0
"""Of a slide in points, nearly enough to tell what stands in its upper part."""

_OFTEN = 3
_MOST_SLIDES = 500


def read_open_presentation(name: str, data: bytes, into: Destination) -> Draft:
    """The outline of the presentation ``name`` (.odp), with its pictures.

    Raises:
        RefusedInput: the file is locked, damaged, too large, or no presentation.
    """
    package = opened(name, data)
    if "content.xml" not in package:
        raise refused(name, "it is damaged", "open it in LibreOffice and save it again")
    if "META-INF/manifest.xml" in package and b"encryption-data" in package.data("META-INF/manifest.xml"):
        raise refused(name, "it is locked with a password", "in LibreOffice, save it again without one")
    content = package.xml("content.xml")
    outline = into.free(PurePosixPath("slides", f"{deck_stem(name)}.md"))
    reader = _OpenReader(package, content, SlidePictures(into.pictures / outline.stem, into))
    deck = reader.read()
    text = outline_of(deck)
    words = word_counts(reader.text())
    said = word_counts("\n".join(remark.message for remark in reader.remarks))
    kept = kept_words(words, markdown_word_counts(text), said)
    files = (DraftFile(outline, text.encode()), *reader.pictures.files.values())
    return Draft(name, files, tuple(dict.fromkeys(reader.remarks)), words.total(), kept)


class _OpenReader(Struct):
    """Reads the pages of a presentation, one after the other; ``where`` is the one being read."""

    package: OpenedPackage
    content: Element
    pictures: SlidePictures
    styles: OpenStyles = field(default_factory=OpenStyles)
    remarks: list[Remark] = field(default_factory=list)
    logos: frozenset[str] = frozenset()
    lang: str = "en"
    where: str = ""
    number: int = 0

    def read(self) -> ImportedDeck:
        roots = [self.content, *([self.package.xml("styles.xml")] if "styles.xml" in self.package else [])]
        self.styles = OpenStyles.of(*roots)
        self.lang = _language(roots)
        pages = list(self.content.iter(named("draw:page")))
        if len(pages) > _MOST_SLIDES:
            raise refused(self.package.name, f"it has more than {_MOST_SLIDES} slides", "make several decks of it")
        self.logos = _logos(pages)
        slides = [slide for number, page in enumerate(pages, 1) if (slide := self._slide(page, number))]
        if not slides:
            raise refused(self.package.name, "none of its slides shows words or pictures", "put them on slides")
        if self.logos:
            message = "a picture that is on most slides, as a logo is: name it in local.yml, under brand, as your logo"
            self.remarks.append(Remark("the deck", "left-out", message))
        is_cover = any(_kind(frame) == "subtitle" for frame in pages[0])
        title = slides[0].title if is_cover else PurePosixPath(self.package.name).stem
        keys = {"title": title, "lang": self.lang}
        return ImportedDeck(keys, slides[0], slides[1:]) if is_cover else ImportedDeck(keys, None, slides)

    def _slide(self, page: Element, number: int) -> ImportedSlide | None:
        self.number, self.where = number, f"slide {number}"
        before = len(self.remarks)
        title = " ".join(plain_text(self._text(frame)) for frame in page if _kind(frame) == "title")
        found = [piece for frame in page if _kind(frame) != "title" for piece in self._piece(frame)]
        rtl = direction(self.lang) == "rtl"
        held = [piece for piece in found if piece.index is not None]
        free = in_reading_order([piece for piece in found if piece.index is None], lambda piece: piece.area, rtl=rtl)
        pieces = without_needless_weight(with_numbers([*held, *free]))
        notes = self._notes(page)
        if self._is_hidden(page):
            del self.remarks[before:]
            said = " ".join(filter(None, (line.strip() for line in _said(page))))
            self._remark("left-out", f"a hidden slide; it says: “{said}”")
            return None
        if not (title or pieces or notes):
            self._remark("left-out", "it is empty")
            return None
        for note in page.iter("{*}annotation"):
            self._remark("left-out", f"a comment: “{' '.join(' '.join(_said(note)).split())}”")
        return self._made(_role(page), ImportedSlide(title, notes=notes), pieces, rtl=rtl)

    def _made(self, role: Role, slide: ImportedSlide, pieces: Sequence[Piece], *, rtl: bool) -> ImportedSlide:
        """``slide``, of which title and notes are known, with what stands on it."""
        title = slide.title
        found = None if title else found_title(pieces, _HEIGHT, self.number)
        if found:
            message = f"it had no title, and is called '{found.title}' now"
            self._remark("look" if found.made else "changed", message)
        made = arranged(found.pieces if found else pieces, role, rtl=rtl)
        look = look_of(role, made, is_titled=bool(title), is_last=False, in_sections=False)
        whole = replace(slide, title=found.title if found else title, blocks=made.blocks, second=made.second)
        return described(replace(whole, layout=look.layout, minutes=made.minutes, opens=look.opens))

    def _piece(self, shape: Element) -> Iterator[Piece]:
        kind = _kind(shape)
        if kind in _FEET or shape.get(named("presentation:placeholder")) == "true":
            return
        blocks = tuple(self._blocks(shape))
        if blocks:
            yield Piece(blocks, _area(shape), 1 if kind in _HELD else None)

    def _blocks(self, shape: Element) -> Iterator[Block]:
        match local_name(shape):
            case "g":
                inner = [piece for child in shape for piece in self._piece(child)]
                ordered = in_reading_order(inner, lambda piece: piece.area, rtl=direction(self.lang) == "rtl")
                yield from (block for piece in ordered for block in piece.blocks)
            case "frame":
                yield from self._frame(shape)
            case "notes" | "forms" | "animations":
                return
            case _:
                yield from self._words(shape)

    def _frame(self, frame: Element) -> Iterator[Block]:
        kinds = {local_name(child): child for child in reversed(frame)}
        if "table" in kinds:
            yield from self._table(kinds["table"])
        elif "object" in kinds or "object-ole" in kinds:
            yield from self._object(kinds.get("object", kinds.get("object-ole", frame)))
        elif "plugin" in kinds:
            self._remark("left-out", "a film or a sound: put it on the web, and link to it")
        elif "text-box" in kinds:
            yield from self._words(kinds["text-box"])
        elif "image" in kinds:
            yield from self._picture(frame)

    def _text(self, frame: Element) -> Paragraphs:
        return tuple(line for box in frame.iter(named("draw:text-box")) for line in read_text(box, self.styles))

    def _words(self, holder: Element) -> Iterator[Block]:
        said = read_text(holder, self.styles)
        if said:
            yield ImportedText(said)

    def _table(self, table: Element) -> Iterator[Block]:
        rows = []
        for row in table.iter(named("table:table-row")):
            cells = (cell for cell in row if local_name(cell) in ("table-cell", "covered-table-cell"))
            rows.append(tuple(self._cell(cell) for cell in cells))
        if next(table.iter(named("table:covered-table-cell")), None) is not None:
            self._remark("changed", "a table has joined cells: their text stands in the first of them")
        kept = tuple(row for row in rows if any(row))
        if kept:
            yield ImportedTable(kept)

    def _cell(self, cell: Element) -> Paragraphs:
        said = read_text(cell, self.styles)
        return said if len(said) > 1 else tuple(replace(line, marker="none") for line in said)

    def _object(self, element: Element) -> Iterator[Block]:
        part = f"{element.get(named('xlink:href'), '').removeprefix('./')}/content.xml"
        root = self.package.xml(part) if part in self.package else None
        table = next(root.iter(named("table:table")), None) if root is not None else None
        if root is None or table is None or next(root.iter("{*}chart"), None) is None:
            self._remark("left-out", "an embedded object")
            return
        self._remark("changed", "a chart became a table of its figures; save it as a picture to show it as it was")
        for title in root.iter("{*}title"):
            words = " ".join(_said(title)).strip()
            if words:
                yield ImportedText((SlideParagraph((Run(words, bold=True),)),))
        yield from self._table(table)

    def _picture(self, frame: Element) -> Iterator[Block]:
        said = description(" ".join(node.text or "" for node in frame if local_name(node) in ("desc", "title")))
        sources = [image.get(named("xlink:href"), "") for image in frame.iter(named("draw:image"))]
        if any(source in self.logos for source in sources):
            return
        reason = "it is not in the file"
        for source in sources:
            if source not in self.package:
                reason = f"it lies elsewhere ('{source[:80]}'), and nothing was fetched" if "://" in source else reason
                continue
            try:
                path, lost = self.pictures.add(f"slide-{self.number}", self.package.data(source), Crop())
            except UnusablePicture as fault:
                reason = f"{fault}; {fault.hint}"
                continue
            shown = path.relative_to("content").as_posix()
            if lost:
                self._remark("look", f"the picture '{shown}': {lost}")
            if not said.words:
                self._remark("look", f"the picture '{shown}' has no description: write what it shows")
            yield ImportedPicture(shown, said.words)
            return
        self._remark("left-out", f"a picture{f' ({said.words[:80]})' if said.words else ''}: {reason}")

    def _notes(self, page: Element) -> Paragraphs:
        notes = page.find(named("presentation:notes"))
        frames = [frame for frame in notes if _kind(frame) == "notes"] if notes is not None else []
        return tuple(line for frame in frames for line in self._text(frame))

    def _is_hidden(self, page: Element) -> bool:
        name = page.get(named("draw:style-name"), "")
        for style in self.content.iter(named("style:style")):
            if name and style.get(named("style:name")) == name:
                found = (node.get(named("presentation:visibility")) for node in style)
                return "hidden" in found
        return False

    def _remark(self, what: RemarkKind, message: str) -> None:
        self.remarks.append(Remark(self.where, what, message))

    def text(self) -> str:
        """All that the pages and their notes say, without what stands at head and foot."""
        said = [line for page in self.content.iter(named("draw:page")) for line in _said(page)]
        return "\n".join(said)


def _role(page: Element) -> Role:
    """What a page is for, as the name of its master says; there are no kinds of layouts."""
    name = page.get(named("draw:master-page-name"), "").replace("_20_", " ")
    return Role("secHead" if re.search("section", name, re.IGNORECASE) else "", name)


def _said(root: Element) -> Iterator[str]:
    """The paragraphs of ``root`` as they stand there."""
    for line in root.iter(named("text:p"), named("text:h")):
        frames = [_kind(frame) for frame in line.iterancestors(named("draw:frame"))]
        if not any(kind in _FEET - {"notes"} for kind in frames):
            breaks = {named("text:s"), named("text:tab"), named("text:line-break")}
            yield "".join(
                (" " if node.tag in breaks else node.text or "") + _tail(node, line) for node in line.iter("{*}*")
            )


def _tail(node: Element, line: Element) -> str:
    return "" if node is line else node.tail or ""


def _kind(shape: Element) -> str:
    return shape.get(named("presentation:class"), "")


def _area(shape: Element) -> Area:
    """Where a shape stands, in points."""
    return Area(*(_points(shape.get(named(f"svg:{side}"), "")) for side in ("x", "y", "width", "height")))


def _points(length: str) -> float:
    found = _LENGTH.fullmatch(length)
    return float(found[1]) * _SCALE[found[2]] if found else 0.0


def _language(roots: Sequence[Element]) -> str:
    """The language that most styles name."""
    counts: Counter[str] = Counter()
    for root in roots:
        for look in root.iter(named("style:text-properties")):
            tag = look.get(named("fo:language"), "")
            if re.fullmatch("[a-z]{2,3}", tag) and tag != "zxx":
                counts[tag] += 1
    return counts.most_common(1)[0][0] if counts else "en"


def _logos(pages: Sequence[Element]) -> frozenset[str]:
    """Pictures that are on three slides and on half of them."""
    shown = Counter(
        source for page in pages for source in {i.get(named("xlink:href"), "") for i in page.iter(named("draw:image"))}
    )
    return frozenset(name for name, count in shown.items() if count >= _OFTEN and 2 * count >= len(pages))
