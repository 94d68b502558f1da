"""The base kit's texts: plain enough for everybody, with one kind of quotation marks, and each promise written once."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree
from pptx import Presentation

from generators.markdown.dialect import dialect_of, parse
from generators.markdown.texts import texts_of
from generators.model.problems import Problems
from generators.model.program import FOLDER
from generators.reading import marks
from generators.reading.source import read_handbook

HANDBOOK = read_handbook(FOLDER, Problems())
HARDEST = 8.0
"""The school year in which a page can be read (Flesch and Kincaid, 1975)."""

STRAIGHT = re.compile(r".{0,30}[\"'].{0,30}")
SENTENCE_END = re.compile(r"[.!?:;]+[\"'\u201d\u2019)]*\s+")
FEWEST_WORDS = 3
"""What is shorter is a label, and no sentence."""


def syllables(word: str) -> int:
    letters = re.sub(r"[^a-z]", "", word.lower())
    count = len(re.findall(r"[aeiouy]+", letters))
    return max(1, count - (letters.endswith("e") and not letters.endswith("le") and count > 1))


def grade(texts: list[str]) -> float:
    """The school year of ``texts``, each one paragraph, item, or cell."""
    sentences = [part.split() for text in texts for part in SENTENCE_END.split(text)]
    counted = [words for words in sentences if len(words) >= FEWEST_WORDS]
    words = [word for sentence in counted for word in sentence]
    if not words:
        return 0.0
    return 0.39 * len(words) / len(counted) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


@pytest.mark.parametrize("path", sorted(HANDBOOK.pages))
def test_a_page_is_read_in_the_eighth_school_year(path: str) -> None:
    shown = marks.without_marks(marks.without_notes(marks.separated(HANDBOOK.pages[path].lines)))
    nodes = parse(shown, dialect_of(HANDBOOK.site.extensions))
    assert grade(["".join(span.text for span in text) for text in texts_of(nodes)]) <= HARDEST


def test_the_measure_tells_an_easy_text_from_a_hard_one() -> None:
    easy = "We meet twice a month. You choose the day. Call me if you are late."
    hard = "Participation in developmental relationships facilitates organizational sustainability considerably."
    assert grade([easy]) < 3 < HARDEST < grade([hard])


def test_what_is_signed_repeats_the_promise_that_is_written_in_the_handbook() -> None:
    roles = HANDBOOK.pages["handbook/roles.md"]
    (promise,) = (block for block in marks.find(roles.lines, Problems()) if block.name == "confidentiality")
    first = next(line.text for line in promise.lines if line.text.strip())
    written = {path for path, page in HANDBOOK.pages.items() if any(line.text == first for line in page.lines)}
    signed = HANDBOOK.pages["forms/planning-worksheet.md"]
    assert written == {"handbook/roles.md"}
    assert any("use: handbook/roles.md#confidentiality-promise" in line.text for line in signed.lines)


def straight(texts: Iterator[str]) -> list[str]:
    return [found for text in texts for found in STRAIGHT.findall(text)]


def slides_and_notes(file: Path) -> Iterator[str]:
    for slide in Presentation(str(file)).slides:
        yield from (shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        yield slide.notes_slide.notes_text_frame.text


def pages_of(file: Path) -> Iterator[str]:
    with pypdfium2.PdfDocument(file) as pdf:
        yield from (page.get_textpage().get_text_bounded() for page in pdf)


def paragraphs_of(file: Path) -> Iterator[str]:
    with zipfile.ZipFile(file) as package:
        yield from map(str, etree.fromstring(package.read("word/document.xml")).itertext("{*}t"))


DOWNLOADS: dict[str, Callable[[Path], Iterator[str]]] = {
    "decks/*.pptx": slides_and_notes,
    "forms/appendix-kit.pdf": pages_of,
    "guides/*.pdf": pages_of,
    "guides/*.docx": paragraphs_of,
}


@pytest.mark.parametrize("pattern", DOWNLOADS)
def test_quotation_marks_and_apostrophes_are_real_in_every_download(base: Path, pattern: str) -> None:
    files = sorted((base / "site" / "downloads").glob(pattern))
    assert files
    assert {file.name: found for file in files if (found := straight(DOWNLOADS[pattern](file)))} == {}
