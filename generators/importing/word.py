"""Prepares a Word file for pandoc: what only paper needs goes, what pandoc would lose stays, all of it said."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct, field

from generators.importing.draft import Remark, RemarkKind, refused, word_counts
from generators.importing.packages import OpenedPackage
from generators.importing.signs import CAPTION
from generators.importing.word_blanks import mark_blanks
from generators.importing.word_headings import mark_headings
from generators.importing.word_lists import NUMBERING, word_lists
from generators.importing.word_shapes import lift_shapes
from generators.importing.word_text import (
    NOTES,
    STORY,
    field_name,
    fields_of,
    is_in,
    plain_run,
    remove,
    style_names,
    text_of,
)
from generators.importing.word_wrappers import unwrap, unwrap_simple_fields
from generators.ooxml.package import zipped
from generators.ooxml.relationships import list_name, listed
from generators.ooxml.xml import Element, qualified, serialized

WHOLE = "the whole file"


class WordFile(Struct):
    """A Word file on its way: its ``story`` (the body as XML), what was said of it, and which words went on purpose."""

    package: OpenedPackage
    story: Element
    styles: dict[str, str]
    remarks: list[Remark] = field(default_factory=list)
    gone: Counter[str] = field(default_factory=Counter)

    def remark(self, what: RemarkKind, message: str) -> None:
        self.remarks.append(Remark(WHOLE, what, message))

    def without(self, elements: list[Element], message: str) -> None:
        """Takes ``elements`` out, and says so; their words are gone on purpose."""
        texts = [text for element in elements if (text := text_of(element).strip())]
        words = word_counts(" ".join(texts))
        self.gone += words
        for element in elements:
            remove(element)
        if elements:
            quoted = f": {_shortened(' … '.join(texts))}" if texts else ""
            self.remark("left-out", f"{message.format(count=_times(words.total(), 'word'))}{quoted}")


def _shortened(text: str, most: int = 300) -> str:
    plain = " ".join(text.split())
    return f'"{plain if len(plain) <= most else plain[: most - 2] + " …"}"'


def prepared(package: OpenedPackage) -> tuple[bytes, list[Remark], Counter[str]]:
    """The file for pandoc, what is to be said of it, and the words that were left out on purpose.

    Raises:
        RefusedInput: its body cannot be read.
    """
    story = package.xml(STORY)
    if story.tag != qualified("w:document"):
        raise refused(
            package.name, "its text is of no kind that is known", "save it in Word as a Word document (.docx)"
        )
    file = WordFile(package, story, style_names(package))
    unwrap(story)
    for step in (
        _accept_changes, _drop_hidden, _say_programs, _lift_shapes, _drop_contents, _drop_page_numbers,
        _say_objects, _say_other_files, _say_outside_pictures, _say_comments, _say_headers, _mark_captions,
        _keep_one_title,
    ):  # fmt: skip
        step(file)
    numbering = _make_lists_whole(file)
    for message in mark_blanks(story, file.gone):
        file.remark(*message)
    unwrap_simple_fields(story)
    count = mark_headings(story, package)
    if count:
        file.remark("changed", f"{_times(count, 'line')} in bold or large type became headings: see that each is one")
    parts = {part: package.data(part) for part in package.entries if _is_needed(part)}
    parts |= dict.fromkeys(package.below("word/media"), b"-")
    parts[STORY] = serialized(story)
    if numbering is not None:
        parts[NUMBERING] = serialized(numbering)
    return zipped(parts), file.remarks, file.gone


def _make_lists_whole(file: WordFile) -> Element | None:
    """The part with the lists, to which those are added that became levels of others."""
    lists = word_lists(file.package)
    for message in lists.signs(file.story):
        file.remark(*message)
    lists.mark_parts_of_items(file.story)
    lists.nest(file.story)
    return lists.numbering


def _is_needed(part: str) -> bool:
    """Pictures are taken from the file as it came: pandoc needs only their names."""
    return part.endswith((".xml", ".rels")) and not part.startswith(("docProps/", "word/glossary/", "customXml/"))


def _times(count: int, word: str) -> str:
    return f"one {word}" if count == 1 else f"{count or 'no'} {word}s"


def _accept_changes(file: WordFile) -> None:
    inserted = sum(1 for _ in file.story.iter(qualified("w:ins"), qualified("w:moveTo")) if len(_))
    gone = [one for one in file.story.iter(qualified("w:del"), qualified("w:moveFrom")) if len(one)]
    texts = ["".join(part.text or "" for part in one.iter(qualified("w:delText"), qualified("w:t"))) for one in gone]
    for one in gone:
        remove(one)
    if inserted or gone:
        said = f": {_shortened(' … '.join(texts))}" if any(texts) else ""
        counts = f"{_times(inserted, 'insertion')} taken in, {_times(len(gone), 'deletion')} left out{said}"
        file.remark("changed", f"tracked changes are accepted: {counts}")


def _drop_hidden(file: WordFile) -> None:
    hidden = [
        found
        for one in file.story.iter(qualified("w:vanish"))
        if one.get(qualified("w:val")) not in ("0", "false")
        and (found := next(one.iterancestors(qualified("w:r")), None)) is not None
    ]
    file.without(hidden, "hidden text ({count})")


def _say_programs(file: WordFile) -> None:
    if file.package.macros:
        file.remark("left-out", "macros: a website runs none; whatever they did has to be done by hand")


def _lift_shapes(file: WordFile) -> None:
    for said in lift_shapes(file.story, file.package):
        file.remark(*said)


def _drop_contents(file: WordFile) -> None:
    """A table of contents: the website has its menu."""
    galleries = (one for one in file.story.iter(qualified("w:docPartGallery")))
    found = [
        holder
        for one in galleries
        if "Table of Contents" in (one.get(qualified("w:val")) or "")
        and (holder := next(one.iterancestors(qualified("w:sdt")), None)) is not None
    ]
    paragraphs = list(file.story.iter(qualified("w:p")))
    found.extend(one for one in paragraphs if re.match(r"(toc|table of figures)\b", _style(file, one), re.IGNORECASE))
    found.extend(_paragraphs_of_fields(file.story, {"TOC", "TOA", "INDEX"}))
    found.extend(_typed_contents(paragraphs))
    outermost = [
        one for one in dict.fromkeys(found) if not any(is_in(one, other) for other in found if other is not one)
    ]
    if outermost:
        before = outermost[0].getprevious()
        if before is not None and re.fullmatch(r"\s*(table of )?contents:?\s*", text_of(before), re.IGNORECASE):
            outermost.insert(0, before)
    file.without(outermost, "the table of contents, in whose place is the website's menu ({count})")


def _style(file: WordFile, paragraph: Element) -> str:
    found = paragraph.find(f"{qualified('w:pPr')}/{qualified('w:pStyle')}")
    name = found.get(qualified("w:val"), "") if found is not None else ""
    return file.styles.get(name, name)


def _paragraphs_of_fields(story: Element, names: set[str]) -> Iterator[Element]:
    """The paragraphs over which a field goes on, from its beginning to its end."""
    for one in fields_of(story):
        if field_name(one.instruction) in names:
            yield from one.paragraphs


_TYPED_ENTRY = re.compile(r"\s*\S.*?(?:\t|\.{3,}|…+|\s{3,})\s*(?:\d{1,4}|[ivxl]+)\s*")


def _typed_contents(paragraphs: list[Element]) -> Iterator[Element]:
    """Three lines or more of words, dots or a tab, and a number that rises."""
    row: list[Element] = []
    for one in [*paragraphs, None]:
        if one is not None and _TYPED_ENTRY.fullmatch(text_of(one, tab="\t")):
            row.append(one)
            continue
        numbers = [int(found[0]) for entry in row if (found := re.search(r"\d+(?=\s*$)", text_of(entry)))]
        if len(row) >= 3 and len(numbers) >= 3 and all(first <= second for first, second in pairwise(numbers)):
            yield from row
        row = []


def _drop_page_numbers(file: WordFile) -> None:
    for one in fields_of(file.story):
        if field_name(one.instruction) in ("PAGE", "NUMPAGES", "SECTIONPAGES"):
            for part in one.result:
                file.gone += word_counts(text_of(part))
                remove(part)
        elif field_name(one.instruction) == "PAGEREF":
            file.remark("look", f"'{_near(one.result)}' names a page of paper; it is a link now")
        elif field_name(one.instruction).startswith(("INCLUDE", "DDE", "LINK", "DATABASE", "IMPORT")):
            file.remark(
                "look", f"'{_near(one.result)}' came from another file, and stays as it was when this one was saved"
            )


def _near(parts: list[Element]) -> str:
    """The paragraph of a field, cut short."""
    holder = next(parts[0].iterancestors(qualified("w:p")), None) if parts else None
    return _shortened(text_of(holder), 80).strip('"') if holder is not None else ""


def _say_objects(file: WordFile) -> None:
    charts = sum(1 for one in file.story.iter("{*}graphicData") if (one.get("uri") or "").endswith("/chart"))
    if charts:
        file.remark("left-out", f"{_times(charts, 'chart')}: save each as a picture, and put it into the page")
    objects = sum(1 for _ in file.story.iter(qualified("w:object")))
    if objects:
        file.remark(
            "left-out", f"{_times(objects, 'embedded file')}: offer it as a download, or put its text into the page"
        )


def _say_other_files(file: WordFile) -> None:
    """Texts that Word takes in when it opens the file (ISO/IEC 29500-1, 17.17.2), and no other program does."""
    others = sum(1 for _ in file.story.iter(qualified("w:altChunk"), qualified("w:subDoc")))
    if others:
        text = "another text stands" if others == 1 else f"{others} other texts stand"
        file.remark("left-out", f"{text} in this one as a file: open it in Word, save it, and import it again")


def _say_outside_pictures(file: WordFile) -> None:
    if list_name(STORY) not in file.package:
        return
    for row in listed(file.package.xml(list_name(STORY))):
        if row.is_external and row.kind == "image":
            file.remark("left-out", f"a picture that stands elsewhere and was not fetched: {row.target[:120]}")


def _say_comments(file: WordFile) -> None:
    if "word/comments.xml" not in file.package:
        return
    about = _commented(file.story)
    for one in file.package.xml("word/comments.xml").iter(qualified("w:comment")):
        said = _shortened(text_of(one))
        on = about.get(one.get(qualified("w:id"), ""), "")
        file.remark("look", f"a comment{f' on {_shortened(on, 80)}' if on.strip() else ''}: {said}")


def _commented(story: Element) -> dict[str, str]:
    """The words that each comment is about, by its number."""
    opened: dict[str, str] = {}
    closed: dict[str, str] = {}
    for one in story.iter():
        number = str(one.get(qualified("w:id"), "")) if isinstance(one.tag, str) else ""
        if one.tag == qualified("w:commentRangeStart"):
            opened[number] = ""
        elif one.tag == qualified("w:commentRangeEnd") and number in opened:
            closed[number] = opened.pop(number)
        elif one.tag == qualified("w:t"):
            opened = {key: text + (one.text or "") for key, text in opened.items()}
    return {**opened, **closed}


def _keep_one_title(file: WordFile) -> None:
    """Pandoc makes one title of all paragraphs in that style, and none of some of them."""
    titles = [one for one in file.story.iter(qualified("w:p")) if _style(file, one).lower() == "title"]
    first = next((one for one in titles if text_of(one).strip()), None)
    for one in titles:
        style = one.find(f"{qualified('w:pPr')}/{qualified('w:pStyle')}")
        if one is not first and style is not None:
            remove(style)


def _mark_captions(file: WordFile) -> None:
    """Pandoc takes the words "Figure 1" off a caption that it knows as one."""
    for one in file.story.iter(qualified("w:p")):
        style = one.find(f"{qualified('w:pPr')}/{qualified('w:pStyle')}")
        if style is not None and _style(file, one).lower() == "caption":
            remove(style)
            one.insert(1, plain_run(CAPTION))


def _say_headers(file: WordFile) -> None:
    seen: dict[str, None] = {}
    pictures = 0
    for part in file.package.entries:
        if re.fullmatch(r"word/(header|footer)\d*\.xml", part):
            text = re.sub(r"\s+", " ", text_of(file.package.xml(part))).strip()
            if re.search(r"[^\W\d_]", re.sub(r"\b(page|of)\b", "", text, flags=re.IGNORECASE)):
                seen[text] = None
            pictures += sum(1 for _ in file.package.xml(part).iter("{*}blip", "{*}imagedata"))
    for text in seen:
        file.remark("left-out", f"the head or foot of each page: {_shortened(text)}")
    if pictures:
        file.remark(
            "left-out",
            "a picture in the head or foot of each page: a logo has its place in local.yml (brand: logo)",
        )


__all__ = ["NOTES", "prepared"]
