"""Makes a draft of a document tree: pages with front matter, order, and links between them; forms; pictures."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from posixpath import relpath

from msgspec import Struct, field

from generators.importing.draft import (
    Destination,
    Draft,
    DraftFile,
    Remark,
    RemarkKind,
    kept_words,
    markdown_word_counts,
    word_counts,
)
from generators.importing.form_trial import tried
from generators.importing.form_writer import FormWriter
from generators.importing.markdown_writer import MarkdownWriter, Surroundings, escaped
from generators.importing.outline import (
    PlannedPage,
    blanks_in,
    planned,
    section_of,
    title_of,
    title_section,
    with_headings,
    without_contents,
)
from generators.importing.picture_files import DocumentPictures
from generators.importing.tree import Tree, block_text, identities_of, links_of, plain_text
from generators.packs.new_text import slug_of

_LONGEST_TITLE = 150
_APPENDIX = re.compile(
    r"(?:appendix|annex|anexo|apéndice)\s+(?P<number>[IVXLC]+)\s*[.:\u2013\u2014-]?\s+(?P<title>\S.*)", re.IGNORECASE
)
_NUMBER = re.compile(r"^(?:chapter |part |section )?(?:\d+(?:\.\d+)*|[ivxlc]+)[.):]?\s+(?=\S)", re.IGNORECASE)


class ReadDocument(Struct, frozen=True):
    """A document as it was read: its tree, what its file says of its title, and ``load`` for the pictures in it.

    ``words`` are those that a reader of the file sees, ``gone`` those that were left out on purpose.
    """

    name: str
    blocks: tuple[Tree, ...]
    title: str
    load: Callable[[str], bytes | None]
    words: Counter[str]
    gone: Counter[str] = field(default_factory=Counter)
    remarks: tuple[Remark, ...] = ()
    lang: str = ""


class _Page(Struct):
    """A page with its place: where its file goes, and the page before it in the order of the document."""

    plan: PlannedPage
    path: PurePosixPath
    is_home: bool = False
    fields: int = 0
    text: str = ""

    @property
    def name(self) -> str:
        """The title, with that of the group around it: several groups may have a page of one title."""
        plan = self.plan
        return plan.title if plan.group in ("", plan.title) else f"{plan.group}: {plan.title}"

    @property
    def below(self) -> str:
        """The path below the folder of pages, as links and front matter name it."""
        return str(self.path.relative_to("content"))


def drafted(document: ReadDocument, into: Destination) -> Draft:
    """The draft of ``document``, whose files have names that are free in ``into``."""
    return _Drafting(document, into).whole()


class _Drafting:
    def __init__(self, document: ReadDocument, into: Destination) -> None:
        self.document, self.into = document, into
        self.slug = slug_of(PurePosixPath(document.name).stem) or "document"
        self.remarks = list(document.remarks)
        blocks, bold = with_headings(document.blocks)
        if bold:
            self._say(
                "the whole file",
                "changed",
                f"{bold} line{'s' if bold > 1 else ''} in bold became headings: see that each is one",
            )
        blocks, contents = without_contents(blocks)
        self.gone = word_counts(block_text(contents))
        if contents:
            count = self.gone.total()
            said = f"the table of contents, in whose place is the website's menu ({count} words)"
            self._say("the whole file", "left-out", said)
        root = title_section(section_of(blocks), document.title)
        self.title = (
            document.title or root.title or (title_of(root.blocks) if root.children else "") or _named(document.name)
        )
        self.groups: dict[str, str] = {}
        own = tuple(identities_of(root.heading)) if root.heading else ()
        self.pages = self._placed(PlannedPage(self.title, own, tuple(root.blocks)), planned(root))
        self.pictures = DocumentPictures(into.pictures / self._free_folder(), document.load)
        wanted = frozenset(links_of(blocks))
        self.targets = dict(self._targets(wanted))

    def whole(self) -> Draft:
        files = [DraftFile(page.path, self._written(page, at).encode()) for at, page in enumerate(self.pages)]
        self.remarks.extend(self.pictures.remarks)
        pictures = tuple(self.pictures.files.values())
        shown = [markdown_word_counts(file.data.decode()) for file in files]
        words = self.document.words
        count = kept_words(words, *shown, self.document.gone, self.gone)
        self._say_lost(words, shown)
        remarks = tuple(dict.fromkeys(self.remarks))
        return Draft(self.document.name, (*files, *pictures), remarks, words.total(), count)

    def _say_lost(self, words: Counter[str], shown: Sequence[Counter[str]]) -> None:
        lost = words - sum(shown, self.document.gone + self.gone)
        if lost:
            most = ", ".join(word for word, _ in lost.most_common(12))
            self._say("the whole file", "look", f"{lost.total()} of {words.total()} words are on no page: {most}")

    def _free_folder(self) -> str:
        """A folder for pictures in which nothing stands yet."""
        number, name = 1, self.slug
        while any(path.startswith(f"{self.into.pictures}/{name}/".casefold()) for path in self.into.taken):
            number += 1
            name = f"{self.slug}-{number}"
        return name

    def _placed(self, first: PlannedPage, plans: Sequence[PlannedPage]) -> list[_Page]:
        """Each page with a path of its own; what stands before the first heading is the first, if it says anything."""
        has_first = (
            bool(block_text(first.blocks).strip()) or self.into.is_new or not plans or _has_picture(first.blocks)
        )
        into, made = self.into, []
        if has_first:
            name = "index" if self.into.is_new else self.slug
            made.append(_Page(first, into.free(self.into.pages / f"{name}.md"), is_home=self.into.is_new))
            into = into.with_taken(made[0].path)
        for number, plan in enumerate(plans, 1):
            path = into.free(self._path(plan, number))
            into = into.with_taken(path)
            made.append(_Page(plan, path))
        return made

    def _path(self, plan: PlannedPage, number: int) -> PurePosixPath:
        """A group of pages has a folder, and its own page is the first in it."""
        name = _file_name(plan.title, number)
        if plan.is_form:
            return self.into.forms / f"{name}.md"
        if not plan.group:
            return self.into.pages / f"{name}.md"
        is_first = plan.group == plan.title and bool(plan.inside)
        group = self.groups.setdefault(plan.group, _file_name(plan.group, number))
        return self.into.pages / group / f"{'index' if is_first else name}.md"

    def _targets(self, wanted: frozenset[str]) -> Iterator[tuple[str, tuple[_Page, str]]]:
        """Where each address of the document is now: a page, and the heading above it, if the page has one."""
        for page in self.pages:
            yield from ((identity, (page, "")) for identity in page.plan.identities)
            taken: set[str] = set()
            anchor = ""
            inside: dict[str, str] = {}
            for block in page.plan.blocks:
                if block["t"] == "Header":
                    anchor = _anchor(block, taken)
                for identity in identities_of(block):
                    inside[identity] = anchor
            used = {inside[identity] for identity in inside if identity in wanted}
            self._name_headings(page, used)
            yield from ((identity, (page, found)) for identity, found in inside.items())

    def _name_headings(self, page: _Page, used: set[str]) -> None:
        """Gives the headings that links lead to the anchors that these use, and others none."""
        taken: set[str] = set()
        for block in page.plan.blocks:
            if block["t"] == "Header":
                anchor = _anchor(block, taken)
                block["c"][1][0] = anchor if anchor in used else ""

    def _written(self, page: _Page, at: int) -> str:
        where = f'page "{page.name}"'
        around = Surroundings(
            address=lambda target: self._address(target, page, where),
            picture=lambda source, words: self._picture(source, words, page, where),
            say=lambda what, message: self._say(where, what, message),
        )
        anchors = frozenset(
            block["c"][1][0] for block in page.plan.blocks if block["t"] == "Header" and block["c"][1][0]
        )
        number, title = _appendix(page.plan.title) if page.plan.is_form else ("", page.plan.title)
        writer: MarkdownWriter = (
            FormWriter(around, anchors=anchors) if page.plan.is_form else MarkdownWriter(around, anchors=anchors)
        )
        head = f"# {escaped(title)}"
        body = writer.page([*page.plan.blocks, *self._leading_on(page)])
        text = f"{head}\n\n{body}" if body.strip() else f"{head}\n"
        if page.plan.is_form:
            text = self._tried(text, page, where, writer)
        elif blanks_in(page.plan.blocks):
            self._say(
                where, "look", "it has blanks, and is no form: to make it one, move it to forms/ and name who reads it"
            )
        page.text = text
        return self._front_matter(page, at, title, number) + text

    def _tried(self, text: str, page: _Page, where: str, writer: MarkdownWriter) -> str:
        form = tried(text, page.below)
        page.fields = form.fields
        for remark in form.remarks:
            self._say(where, "look", remark)
        if isinstance(writer, FormWriter) and writer.sentences:
            count = "a sentence has" if writer.sentences == 1 else f"{writer.sentences} sentences have"
            self._say(where, "look", f"{count} gaps, which are asked for below, each by the words before it")
        count = f"a form with {form.fields} field{'s' if form.fields != 1 else ''}"
        cure = "fill it in once, and say in its front matter who reads it (privacy:)"
        self._say(where, "look", f"{count}: {cure}")
        return form.text

    def _front_matter(self, page: _Page, at: int, title: str, number: str) -> str:
        keys: dict[str, str] = {"title": title} if _may_be_written(title) else {}
        if number:
            keys["appendix"] = number.upper()
        elif page.plan.is_form:
            keys["form"] = "true"
        elif blanks_in(page.plan.blocks):
            keys["form"] = "false"
        if before := self._before(page, at):
            keys["after"] = before
        if self.document.lang:
            keys["lang"] = self.document.lang
        lines = (f"{key}: {_yaml(key, value)}" for key, value in keys.items())
        return "\n".join(["---", *lines, "---", "", ""])

    def _before(self, page: _Page, at: int) -> str:
        """The page behind which a pack's page stands in the menu; forms have a group of their own."""
        if not self.into.is_pack or page.plan.is_form:
            return ""
        return next((one.below for one in reversed(self.pages[:at]) if not one.plan.is_form), "")

    def _leading_on(self, page: _Page) -> list[Tree]:
        """Links to the pages that were taken out of a section; on a home page, to all."""
        plans = page.plan.inside
        found = [one for one in self.pages if any(one.plan is plan for plan in plans)]
        if page.is_home:
            inner = {id(plan) for one in self.pages for plan in one.plan.inside}
            found = [one for one in self.pages if not one.is_home and id(one.plan) not in inner]
        if not found:
            return []
        return [{"t": "BulletList", "c": [[{"t": "Plain", "c": [_link_to(one, page)]}] for one in found]}]

    def _address(self, target: str, page: _Page, where: str) -> str:
        if target not in self.targets:
            self._say(where, "look", f"a link led to '{target[:60]}', which is not in the document; its words stay")
            return ""
        to, anchor = self.targets[target]
        path = relpath(str(to.path), str(page.path.parent)) if to is not page else ""
        return f"{path}#{anchor}" if anchor else path or page.path.name

    def _picture(self, source: str, words: str, page: _Page, where: str) -> str:
        path = self.pictures.file_of(source, where)
        if path is None:
            return escaped(words)
        if not words:
            self._say(
                where, "look", f"the picture {path.name} has no description: say between its brackets what it shows"
            )
        return f"![{escaped(words)}]({relpath(str(path), str(page.path.parent))})"

    def _say(self, where: str, what: RemarkKind, message: str) -> None:
        self.remarks.append(Remark(where, what, message))


def _file_name(title: str, number: int) -> str:
    name = slug_of(_NUMBER.sub("", _appendix(title)[1])) or f"page-{number}"
    return "the-index" if name == "index" else name


def _has_picture(blocks: Iterable[Tree]) -> bool:
    return "'t': 'Image'" in str(list(blocks))


def _named(name: str) -> str:
    return " ".join(re.sub(r"[_-]+", " ", PurePosixPath(name).stem).split()) or "Document"


def _appendix(title: str) -> tuple[str, str]:
    """The Roman number of a form that is called an appendix, and its title without."""
    found = _APPENDIX.fullmatch(title)
    return (found["number"], found["title"]) if found else ("", title)


def _anchor(block: Tree, taken: set[str]) -> str:
    """The anchor of a heading, distinct from those of the page before it."""
    base = slug_of(plain_text(block["c"][2])) or "part"
    found = next(name for name in _numbered(base) if name not in taken)
    taken.add(found)
    return found


def _numbered(base: str) -> Iterator[str]:
    yield base
    for number in range(2, 100_000):
        yield f"{base}-{number}"


def _link_to(page: _Page, start: _Page) -> Tree:
    """A link that is written as it stands: it leads to a page, not to an address of the document."""
    words = [{"t": "Str", "c": page.plan.title}]
    return {"t": "Link", "c": [["", [], []], words, [relpath(str(page.path), str(start.path.parent)), ""]]}


def _may_be_written(title: str) -> bool:
    """Whether front matter may hold a title; the heading says it where not."""
    return len(title) < _LONGEST_TITLE and not re.search(r"<|\{\{", title)


def _yaml(key: str, value: str) -> str:
    return value if key in ("form", "after", "lang", "appendix") else json.dumps(value, ensure_ascii=False)
