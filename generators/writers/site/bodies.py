"""Finishes pages: converts their Markdown, follows their links, and remembers the result for other builds and locals.

A page is made in one of three ways:

- *by itself*, where an extension may read more than the page and its options (see ``markdown.known_extensions``).
- *remembered* (``_remembered``) under its text, its extensions' options, and all else that goes into it
  (``ConvertedPage``). Where links lead and how large pictures are is no part of that key: the answers that the site
  gave while the page was made are kept with it, and it is used only where the site would give the same ones.
- *shared* (``_shared``) by locals whose pages differ only in what they say of themselves: that is taken out
  (``slots``), so that their pages have one key, and put in last. The second local that asks has its page made both
  ways (``_tried``), and it is shared only if filling it in gives the very same page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, Generic, Literal, TypeVar

import msgspec
from msgspec import Struct

from generators.caching.store import FORGETFUL, Key, Store, digest_of_text, key_of
from generators.forms.extension import holds_fields, marked_lines
from generators.markdown.dialect import ALWAYS, ONLY_PLAIN, Anchor, Dialect, PageHtml, keep_sections, page_html
from generators.markdown.known_extensions import READ_PAGE_ALONE, READ_WORDS, short_name
from generators.markdown.passages import Parted, parted
from generators.model import NOWHERE, Extension, FormPage, Line, Lines, Page
from generators.model.remembered import Memory, remembered, remembered_by_value
from generators.model.replacing import replace
from generators.packs.clean import cleaned
from generators.writers.site.article import Article, ConvertedPage, Size, Surroundings, article_of
from generators.writers.site.slots import (
    MARK,
    NO_SLOTS,
    Slots,
    has_slot_in_names,
    passage_mark,
    room_for,
    with_passage,
)

_ONCE, _ALONE = b"once", b"alone"
"""Kept in the place of a shared page: one local has asked for it; it was tried, and each local needs its own."""

Value = TypeVar("Value", bound="str | Size")
Table = Literal["addresses", "sizes", "chapters"]
Converter = Callable[[Page], PageHtml]


class Answer(Struct, frozen=True):
    """What one of the tables of a page's surroundings said of a ``name``: None for nothing."""

    table: Table
    name: str
    said: str | Size | None


class Body(Struct, frozen=True):
    """A finished page with its list of contents, and the ``answers`` on which it stands."""

    article: Article
    contents: tuple[Anchor, ...]
    answers: tuple[Answer, ...]

    def stands_in(self, around: Surroundings) -> bool:
        """Whether it would be the same in these surroundings."""
        tables: Mapping[Table, Mapping[str, Any]] = _tables(around)
        return all(tables[answer.table].get(answer.name) == answer.said for answer in self.answers)


class _Emptied(Struct, frozen=True):
    """A page's ``text`` and what is known of it beside that, with stand-ins for what a local says of itself.

    Its ``lines`` are those without the ``passages`` that the local put in, for which stand-ins stand, too.
    """

    text: str
    source: ConvertedPage
    lines: Lines
    passages: tuple[Lines, ...] = ()


class Bodies(Struct, frozen=True, dict=True):
    """The pages of one site; ``is_guarded`` if strangers wrote on them, so that their HTML is cleaned.

    What stands in ``slots`` is put in last, where a first try shows that this makes no difference; so are passages
    from files whose paths begin with ``own``.
    """

    dialect: Dialect
    around: Surroundings
    is_guarded: bool
    store: Store = FORGETFUL
    slots: Slots = NO_SLOTS
    own: str = ""

    @cached_property
    def _extensions(self) -> str:
        return _digest_of(self.dialect.extensions)

    def of_page(self, page: Page, source: ConvertedPage, *, is_marked: bool = True) -> Body:
        """What an author wrote, of which ``source`` says the rest; ``is_marked`` if it is read for fields."""
        text = _text_of(page.lines)
        convert = partial(self._converted, is_marked=is_marked)
        if not self._extensions:
            return self._made(convert(page), source)
        kind = f"form {page.lang}" if isinstance(page, FormPage) else str(is_marked)
        emptied = self._emptied(page, text, source)
        for one in (text, *([emptied.text] if emptied else [])):
            keep_sections(one, self.dialect)
        if emptied and (shared := self._shared(emptied, page, self._kind(emptied, page, kind), convert, source)):
            return shared
        return self._remembered(self._key_of_text(text, source, kind), lambda: convert(page), source)

    def _kind(self, emptied: _Emptied, page: Page, kind: str) -> str:
        """What is known of a page that many share; the lines of a form have a mark of theirs for its fields."""
        asks = self.dialect.has_fields and not isinstance(page, FormPage)
        return f"{kind} {asks and holds_fields(_text_of(emptied.lines))}"

    def of_html(self, made: PageHtml, source: ConvertedPage) -> Body:
        """A page that no author wrote."""
        if shared := self._html_of_many(made, source):
            return shared
        key = self._key(source, {"html": digest_of_text(made.html), "contents": made.contents})
        return self._remembered(key, lambda: made, source)

    def _html_of_many(self, made: PageHtml, source: ConvertedPage) -> Body | None:
        """The same, made by filling in what many have; None where it says nothing of the local, or more than that."""
        if self._reads_words(source) or MARK in made.html or not self.slots.names_any(made.html):
            return None
        lines = tuple(Line(text, NOWHERE) for text in made.html.split("\n"))
        emptied = _Emptied(self.slots.taken_out(made.html), source, lines)
        kind = f"html {key_of('contents', contents=made.contents).digest}"

        def convert(page: Page) -> PageHtml:
            return PageHtml("\n".join(line.text for line in page.lines), made.contents)

        return self._shared(emptied, Page(source.path, "", lines), kind, convert, source)

    def _reads_words(self, source: ConvertedPage) -> bool:
        """Whether two values of a kind may look different: from right to left, numbers are kept in their order."""
        return source.rtl or any(short_name(name) in READ_WORDS for name in self.dialect.names)

    def _emptied(self, page: Page, text: str, source: ConvertedPage) -> _Emptied | None:
        """The page without what a local says of itself; None where it says nothing, or that cannot be taken out."""
        around = source.bar + source.closing
        if self._reads_words(source) or MARK in text + around:
            return None
        apart = self._parted(page)
        lines = apart.rest if apart else page.lines
        rest = _text_of(lines)
        names_local = self.slots.names_any(rest)
        if not (apart or names_local or self.slots.names_any(around)):
            return None
        bare = replace(source, bar=self.slots.taken_out(source.bar), closing=self.slots.taken_out(source.closing))
        emptied = self.slots.emptied(rest) if names_local else rest
        return None if emptied is None else _Emptied(emptied, bare, lines, apart.passages if apart else ())

    def _parted(self, page: Page) -> Parted | None:
        """The page without what its local put in, if that is no part of a form."""
        if isinstance(page, FormPage) or not self.dialect.is_known:
            return None
        apart = parted(page.lines, self.own, passage_mark)
        asks = (
            self.dialect.has_fields and any(holds_fields(_text_of(one)) for one in apart.passages) if apart else False
        )
        return None if asks else apart

    def _converted(self, page: Page, *, is_marked: bool) -> PageHtml:
        made = page_html(marked_lines(page, self.dialect) if is_marked else page.lines, self.dialect)
        return replace(made, html=_cleaned(made.html)) if self.is_guarded else made

    def _shared(
        self, emptied: _Emptied, page: Page, kind: str, convert: Converter, source: ConvertedPage
    ) -> Body | None:
        """The page, made by filling in the ``emptied`` one; None where it has to be made by itself.

        It is made for the second who asks: nobody knows whether there will be one.
        """
        key = self._key_of_text(emptied.text, emptied.source, f"shared {kind}")
        known = self._known(key)
        if isinstance(known, Body) and known.stands_in(self.around):
            return self._filled(known, self._passages(emptied, page, convert, source))
        if known is None:
            self._keep(key, _ONCE)
            return None
        return None if known == _ALONE else self._tried(emptied, page, convert, source, key)

    def _tried(self, emptied: _Emptied, page: Page, convert: Converter, source: ConvertedPage, key: Key) -> Body:
        """The page, beside the ``emptied`` one, which is kept if it can be filled in."""
        own = self._made(convert(page), source)
        pairs = zip(emptied.text.split("\n"), emptied.lines, strict=True)
        empty = tuple(Line(part, line.place) for part, line in pairs)
        shared = self._made(convert(replace(page, lines=empty)), emptied.source)
        fits = not has_slot_in_names(shared.article) and _has_room(shared, len(emptied.passages))
        is_same = fits and self._filled(shared, self._passages(emptied, page, convert, source)) == own
        self._keep(key, shared if is_same else _ALONE)
        return own

    def _passages(
        self, emptied: _Emptied, page: Page, convert: Converter, source: ConvertedPage
    ) -> tuple[Article, ...] | None:
        """What was put into the page, each as a page of its own; None where one is more than text."""
        bare = replace(source, bar="", closing="")
        made: list[Article] = []
        for lines in emptied.passages:
            key = self._key_of_text(_text_of(lines), bare, "passage")
            known = _pages.get(key)
            if not isinstance(known, Body) or not known.stands_in(self.around):
                known = self._made(convert(replace(page, lines=lines)), bare)
                _pages.keep(key, known)  # and in no store: no other local has it
            if not _is_text_alone(known):
                return None
            made.append(known.article)
        return tuple(made)

    def _filled(self, shared: Body, passages: tuple[Article, ...] | None) -> Body | None:
        """The ``shared`` page with what the local says in it; None where it cannot be put in."""
        if passages is None:
            return None
        article = shared.article
        for number, passage in enumerate(passages):
            article = with_passage(article, passage_mark(number), passage)
        return replace(shared, article=self.slots.filled(article), contents=self.slots.named(shared.contents))

    def _key_of_text(self, text: str, source: ConvertedPage, kind: str) -> Key:
        return _key_of_text(text, source, self._extensions, kind, self.is_guarded, self.around.from_root)

    def _key(self, source: ConvertedPage, read: Mapping[str, object]) -> Key:
        return key_of("pages", source=source, from_root=self.around.from_root, **read)

    def _remembered(self, key: Key, convert: Callable[[], PageHtml], source: ConvertedPage) -> Body:
        """The page as it was made before, unless what it links to is elsewhere now."""
        known = self._known(key)
        if isinstance(known, Body) and known.stands_in(self.around):
            return known
        body = self._made(convert(), source)
        self._keep(key, body)
        return body

    def _known(self, key: Key) -> Body | bytes | None:
        """The page of this key as it was made last, or what is known of it; None for nothing."""
        known = _pages.get(key)
        if known is None and (data := self.store.recall(key)) is not None:
            known = data if data in (_ONCE, _ALONE) else _read(data)
            if known is not None:
                _pages.keep(key, known)
        return known

    def _keep(self, key: Key, known: Body | bytes) -> None:
        _pages.keep(key, known)
        if self.store.folder:  # else nobody reads what is written
            with suppress(UnicodeEncodeError):  # a letter that no file holds
                self.store.keep(key, msgspec.msgpack.encode(known) if isinstance(known, Body) else known)

    def _made(self, made: PageHtml, source: ConvertedPage) -> Body:
        answers: dict[tuple[Table, str], Answer] = {}
        noted = {table: _Noted(values, table, answers) for table, values in _tables(self.around).items()}
        around = Surroundings(**noted, from_root=self.around.from_root)
        article = article_of(replace(source, html=made.html), around)
        return Body(article, made.contents, tuple(answers.values()))


def _has_room(shared: Body, passages: int) -> bool:
    """Whether each passage has a paragraph of its own in the page, and in the book if the page is in it."""
    article = shared.article
    words = " ".join(text.text for text in article.texts)
    for mark in map(passage_mark, range(passages)):
        places = (article.content, article.chapter) if article.chapter else (article.content,)
        if (
            any(place.count(mark) != 1 or place.count(room_for(mark)) != 1 for place in places)
            or words.count(mark) != 1
        ):
            return False
    return True


def _is_text_alone(body: Body) -> bool:
    """Whether nothing refers to a passage, and it refers to nothing: it can stand anywhere on its page."""
    article = body.article
    has_words = len(article.texts) == 1 and not article.texts[0].anchor and bool(article.texts[0].text)
    return has_words and not (
        article.title or article.links or body.contents or article.seen.addresses or article.seen.ids
    )


_cleaned = remembered(cleaned)
_pages: Memory[Key, Body | bytes] = Memory()


def _tables(around: Surroundings) -> Mapping[Table, Mapping[str, Any]]:
    return {"addresses": around.addresses, "sizes": around.sizes, "chapters": around.chapters}


@dataclass(frozen=True, eq=False)
class _Noted(Mapping[str, Value], Generic[Value]):
    """A table that notes what it is asked for."""

    values_: Mapping[str, Value]
    table: Table
    answers: dict[tuple[Table, str], Answer]

    def __getitem__(self, name: str) -> Value:
        said = self.values_.get(name)
        self.answers[self.table, name] = Answer(self.table, name, said)
        if said is None:
            raise KeyError(name)
        return said

    def __iter__(self) -> Iterator[str]:
        raise TypeError("nobody can note everything")

    def __len__(self) -> int:
        raise TypeError("nobody can note everything")


@remembered
def _text_of(lines: Lines) -> str:
    return "\n".join(line.text for line in lines)


@remembered_by_value
def _key_of_text(text: str, source: ConvertedPage, extensions: str, kind: str, *settings: bool) -> Key:
    """``settings`` say whether the page is guarded, and whether its addresses may begin at the root."""
    guarded, from_root = settings
    read = {"text": digest_of_text(text), "extensions": extensions, "guarded": guarded, "kind": kind}
    return key_of("pages", source=source, from_root=from_root, **read)


def _digest_of(extensions: tuple[Extension, ...]) -> str:
    """All that the extensions are told; empty where they may read more than that."""
    read = [item for item in (*ALWAYS, *extensions) if item.name not in ONLY_PLAIN]
    if any(short_name(item.name) not in READ_PAGE_ALONE for item in read):
        return ""
    try:
        return key_of("extensions", read=read).digest
    except TypeError:
        return ""


_DECODER = msgspec.msgpack.Decoder(Body)


def _read(data: bytes) -> Body | None:
    """The page that was kept as ``data``, which nobody who spoils a file can make into anything else than a page."""
    try:
        return _DECODER.decode(data)
    except msgspec.DecodeError:
        return None
