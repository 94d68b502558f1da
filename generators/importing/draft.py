"""What a reader makes of one file: the files of a draft, what is to be looked at, and how many words came through.

A reader is a pure function ``(name, data, into) -> Draft``: it opens no file, writes nothing, and fetches nothing. It
refuses a file by raising ``RefusedInput`` (``refused`` makes it), as packs do; whatever it can leave out or make
plainer instead is a ``Remark``. All that it makes is in ``content/`` and ``slides/``; the writer knows where these
stand in the folder.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Literal

from msgspec import Struct, field

from generators.model import Place
from generators.model.problems import Problem, RefusedInput
from generators.model.replacing import replace

RemarkKind = Literal["changed", "left-out", "look"]


class Remark(Struct, frozen=True):
    """One thing about a document that its author should know.

    ``where`` is in the reader's words (``page "Roles", table 2``; ``slide 7``). ``what`` tells whether something was
    ``changed`` to fit (tracked changes accepted), was ``left-out`` (a picture in a format that no browser shows), or is
    there and asks for a ``look`` (a picture without a description).
    """

    where: str
    what: RemarkKind
    message: str


class DraftFile(Struct, frozen=True):
    """A file of the draft; ``path`` is relative to the folder it goes into: ``content/roles.md``, ``slides/one.md``,
    ``content/assets/one/1.png``."""

    path: PurePosixPath
    data: bytes


class Draft(Struct, frozen=True):
    """What came of the file ``source``.

    ``words_in`` are those that a reader of the file sees, counted without the tools that made the draft; ``words_kept``
    how many of them stand in ``files`` (as a multiset), or are named by a remark as left out on purpose.
    """

    source: str
    files: tuple[DraftFile, ...]
    remarks: tuple[Remark, ...]
    words_in: int
    words_kept: int


CONTENT = PurePosixPath("content")
DestinationKind = Literal["new", "handbook", "pack"]


class Destination(Struct, frozen=True):
    """Where a draft goes: a ``new`` folder, a ``handbook`` that is there, or a ``pack``.

    ``taken`` are the paths that are in use there or by drafts before this one, as drafts name them
    (``content/roles.md``), casefolded; a reader makes names by ``free``. ``pages``
    is the folder of pages that are no forms.
    """

    kind: DestinationKind = "new"
    taken: frozenset[str] = field(default_factory=frozenset)
    pages: PurePosixPath = CONTENT

    @property
    def is_new(self) -> bool:
        """Whether nothing stands there yet, so that the draft has a home page of its own."""
        return self.kind == "new" and "content/index.md" not in self.taken

    @property
    def is_pack(self) -> bool:
        """Whether a page says by ``after:`` where it stands in the menu."""
        return self.kind == "pack"

    @property
    def forms(self) -> PurePosixPath:
        return PurePosixPath("content/forms")

    @property
    def pictures(self) -> PurePosixPath:
        """What holds a folder of pictures for each document."""
        return PurePosixPath("content/assets")

    def free(self, path: PurePosixPath) -> PurePosixPath:
        """``path``, or the first of ``roles-2.md``, ``roles-3.md``, … that is not in use."""
        number, found = 1, path
        while str(found).casefold() in self.taken:
            number += 1
            found = path.with_name(f"{path.stem}-{number}{path.suffix}")
        return found

    def with_taken(self, *paths: PurePosixPath) -> Destination:
        """The destination once ``paths`` are in use, too."""
        return replace(self, taken=self.taken | {str(path).casefold() for path in paths})


Reader = Callable[[str, bytes, Destination], Draft]
"""Reads the file ``name`` that holds ``data``.

Raises:
    RefusedInput: the file is damaged, encrypted, too large, or none of this kind.
"""


def refused(name: str, reason: str, hint: str) -> RefusedInput:
    """The refusal of the file ``name``: why, as in ``it is locked with a password``, and what to do."""
    message = f"this file cannot be imported: {reason}"
    return RefusedInput(Problem("document-unusable", Place(name, 1), message, (hint,)))


_WORD = re.compile(r"\w+")


def word_counts(text: str) -> Counter[str]:
    """How often each word stands in ``text``: letters and digits between all else, capitals as small ones."""
    plain = unicodedata.normalize("NFKC", text).replace("\u00ad", "").replace("_", " ")
    return Counter(_WORD.findall(plain.casefold()))


def markdown_word_counts(text: str) -> Counter[str]:
    """The same of Markdown: a mark in the midst of a word does not divide it."""
    plain = re.sub(r"<br>", " ", text)
    plain = re.sub(r"\\(?=[^\w\s])|\*+|~~|`", "", plain)
    return word_counts(html.unescape(re.sub(r"</?(?:sup|sub|u|span)[^>]*>", "", plain)))


def kept_words(before: Counter[str], *after: Counter[str]) -> int:
    """How many of the words of ``before`` stand in ``after``, each as often as there."""
    have: Counter[str] = sum(after, Counter())
    return (before & have).total()
