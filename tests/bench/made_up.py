"""Makes handbooks and locals up for measuring: the same ones for the same numbers, in words that belong to nobody.

By hand: ``python tests/bench/made_up.py handbook --pages 400 DIR``, then ``… locals --number 100 DIR``.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import click

from generators.model.program import FOLDER

PAGES_OF_FOLDER = 20
EACH = 25
"""Of so many pages, one is a form."""

_TEXT = (
    "ask hall shift mentor member question answer week meeting steward listen write paper room story plan small step "
    "patient honest door table first second later together every someone nobody often rarely contract grievance dues "
    "election committee newcomer retiree apprentice crew route kitchen ward classroom depot harbor valley mill bridge "
    "name call visit promise habit change reason doubt trust learn teach show explain repeat remember forget begin end "
    "morning evening night winter summer spring board chair vote motion minute hour year letter poster list folder "
    "open closed quiet loud fair wrong right useful plain long short strong tired ready careful shared own common"
)
_WORDS = tuple(_TEXT.split())
_ENDINGS = ("at work", "before the meeting", "after the shift", "with the crew", "in the hall", "for the next year")
_COLORS = ("#1f5a8c", "#14535a", "#5b2a86", "#7a1f2b", "#22543d", "#8a4b08", "#2d3a8c", "#b3124d")
_TOWNS = ("Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Hazel", "Juniper", "Linden", "Maple", "Oak", "Willow")


@dataclass(frozen=True, slots=True)
class Size:
    """How much a handbook holds: of so many ``pages``, some are forms; ``decks`` of ``slides`` slides each."""

    pages: int
    decks: int = 1
    slides: int = 20
    fields: int = 12


class Words:
    """Sentences of one page, always the same ones. Only ``Random.random`` keeps its numbers from Python to Python."""

    def __init__(self, *seed: object) -> None:
        self._random = Random("-".join(map(str, seed)))

    def below(self, number: int) -> int:
        return int(self._random.random() * number)

    def some(self, count: int) -> str:
        return " ".join(_WORDS[self.below(len(_WORDS))] for _ in range(count))

    def title(self) -> str:
        return self.some(3).capitalize()

    def sentence(self) -> str:
        return f"{self.some(8 + self.below(10)).capitalize()} {_ENDINGS[self.below(len(_ENDINGS))]}."

    def paragraph(self, sentences: int = 4) -> str:
        return " ".join(self.sentence() for _ in range(sentences))


@dataclass(frozen=True, slots=True)
class MadePage:
    """A page of a handbook, by its number; the page of number 0 is its front page."""

    number: int

    @property
    def is_form(self) -> bool:
        return self.number % EACH == EACH - 1

    @property
    def path(self) -> str:
        if self.number == 0:
            return "index.md"
        if self.is_form:
            return f"forms/form-{self.number:04}.md"
        return f"part-{self.number // PAGES_OF_FOLDER + 1:03}/page-{self.number:04}.md"

    @property
    def title(self) -> str:
        return f"{Words('title', self.number).title()} {self.number}"

    @property
    def example(self) -> str:
        """The name of the example that locals can put their own in the place of; "" for none."""
        return f"story-{self.number}" if self.number % 4 == 1 and not self.is_form else ""

    @property
    def passage(self) -> str:
        """The name of the passage that decks can take; "" for none."""
        return f"passage-{self.number}" if self.number % 3 == 1 and not self.is_form else ""

    def heading(self, at: int) -> str:
        return f"{Words('heading', self.number, at).title()} {at}"

    def link_from(self, page: MadePage, at: int) -> str:
        """A link to this page from ``page``, every other one to a heading."""
        here = f"../{self.path}" if page.number else self.path
        anchor = self.heading(at % 4 + 1).lower().replace(" ", "-")
        return f"[{self.title}]({here}{f'#{anchor}' if at % 2 and self.number and not self.is_form else ''})"


def made_handbook(folder: Path, size: Size) -> None:
    """Writes a handbook into ``folder``: pages in folders, links, tables, lists, pictures, forms, slides, a menu."""
    pages = [MadePage(number) for number in range(size.pages)]
    texts = {f"content/{page.path}": _form(page, size) if page.is_form else _page(page, pages) for page in pages}
    for number in range(size.decks):
        texts[f"slides/deck-{number + 1}.md"] = _deck(number, size, pages)
    texts["content/assets/steps.svg"] = _picture("#14535a")
    texts["mkdocs.yml"] = _settings(pages)
    texts["overrides/local.yml"] = _local("Local 1", "", 0)
    _write(folder, texts)


def made_locals(root: Path, number: int, packs: Path | None = None) -> None:
    """Writes ``number`` packs for the handbook in ``root``, made up or not, into the folder ``packs``, or to its own.

    Each has a name, a brand, and contacts of its own, and six examples as far as there are that many; every tenth
    writes one page anew, and every twentieth brings a page in another language along.
    """
    texts = {path: path.read_text(encoding="utf-8") for path in sorted((root / "content").rglob("*.md"))}
    examples = tuple(dict.fromkeys(name for text in texts.values() for name in _EXAMPLE.findall(text)))
    plain = {path.relative_to(root).as_posix(): text for path, text in texts.items() if _is_plain(path, text)}
    for local in range(1, number + 1):
        pack = (packs or root / "overrides" / "locals") / f"local-{local:04}"
        _write(pack, dict(_pack(local, examples, plain)))


_EXAMPLE = re.compile(r"<!-- example: ([\w-]+) -->")


def _is_plain(page: Path, text: str) -> bool:
    """Whether a local may write a page anew without a second thought: it is no form, and nothing in it has a name."""
    return page.parent.name != "forms" and "<!--" not in text and "\n# " in text


def _pack(local: int, examples: Sequence[str], plain: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    words = Words("local", local)
    yield "local.yml", _local(f"{_TOWNS[local % len(_TOWNS)]} Local {local}", _COLORS[local % len(_COLORS)], local)
    yield "assets/logo.svg", _picture(_COLORS[(local + 3) % len(_COLORS)])
    left = list(examples)
    for _ in range(min(6, len(left))):
        yield f"examples/{left.pop(words.below(len(left)))}.md", f"{words.paragraph()}\n"
    if local % 10 == 0 and plain:
        path = list(plain)[words.below(len(plain))]
        yield path, f"{plain[path]}\n{words.paragraph()}\n"
    if local % 20 == 0:
        yield "content/part-001/nuestro-local.md", _SPANISH


_SPANISH = """---
title: Nuestro local
lang: es
after: index.md
---

# Nuestro local

Aquí contamos en nuestro idioma cómo trabajamos, cuándo nos reunimos y a quién se le puede preguntar.
"""


def _page(page: MadePage, pages: Sequence[MadePage]) -> str:
    words = Words("page", page.number)
    contact = "Ask {{ contact.name }}." if page.number % 3 == 0 else ""
    parts = [f"---\ntitle: {page.title}\n---\n", f"# {page.title}\n", f"{words.paragraph(2)} {contact}\n", ""]
    if page.number % 3 == 0:
        top = "../" if page.number else ""
        parts.append(f"![{words.some(4).capitalize()}]({top}assets/steps.svg)\n")
    for at in range(1, 5):
        parts += [f"## {page.heading(at)}\n", words.paragraph(), "", _links(page, pages, words, at), ""]
        parts.append((_list, _table, _box, _list)[at - 1](words))
    if page.passage:
        parts.append(_passage(page, words))
    if page.example:
        inside = f'!!! example "{words.title()}"\n\n    {words.paragraph(2)}\n'
        parts.append(f"<!-- example: {page.example} -->\n\n{inside}\n<!-- /example -->\n")
    return "\n".join(parts)


def _links(page: MadePage, pages: Sequence[MadePage], words: Words, at: int) -> str:
    there = [pages[words.below(len(pages))] for _ in range(2)]
    return f"Read {there[0].link_from(page, at)} and {there[1].link_from(page, at + 1)}."


def _list(words: Words) -> str:
    return "".join(f"- **{words.some(2).capitalize()}**: {words.sentence()}\n" for _ in range(4))


def _table(words: Words) -> str:
    rows = (f"| {words.some(2)} | {words.some(5)} | {words.some(3)} |\n" for _ in range(4))
    return "| What | How | When |\n| --- | --- | --- |\n" + "".join(rows)


def _box(words: Words) -> str:
    return f'!!! tip "{words.title()}"\n\n    {words.sentence()}\n'


def _passage(page: MadePage, words: Words) -> str:
    inside = f"## {page.heading(5)}\n\n" + "".join(f"- {words.some(5).capitalize()}\n" for _ in range(4))
    return f"<!-- slide: {page.passage} -->\n\n{inside}\n{_notes(words)}\n<!-- /slide -->\n"


def _notes(words: Words) -> str:
    said = f"**Say:** {words.paragraph(2)}\n\n**Ask:** {words.sentence()}\n\n**Watch for:** {words.sentence()}"
    return f"<!-- notes -->\n\n{said}\n\n<!-- /notes -->\n"


def _form(page: MadePage, size: Size) -> str:
    words = Words("form", page.number)
    appendix, head = page.number // EACH + 1, "audience: [mentee]\nprivacy: Your mentor reads this, and nobody else."
    kinds = ("", "", " {type=date}", " {required}")
    fields = [
        f"{words.title()} {at}: ____{kinds[at % 4]}\n"
        if at % 3
        else f"{words.title()} {at}\n( ) Yes   ( ) Maybe   ( ) No\n"
        for at in range(size.fields)
    ]
    start = f"---\ntitle: {page.title}\nappendix: F{appendix}\n{head}\n---\n\n# {page.title}\n\n{words.paragraph(1)}\n"
    return "\n".join([start, *fields])


def _deck(number: int, size: Size, pages: Sequence[MadePage]) -> str:
    words = Words("deck", number)
    taken = [page for page in pages if page.passage]
    slides = ["## Welcome {layout=title minutes=1}\n\nGood that you are here.\n"]
    for at in range(size.slides - 1):
        if at % 4 == 0 and at // 4 < len(taken):
            page = taken[(number * 7 + at // 4) % len(taken)]
            slides.append(f"<!-- use: {page.path}#{page.passage} {{minutes=1}} -->\n")
        else:
            body = "".join(f"- {words.some(5).capitalize()}\n" for _ in range(4))
            slides.append(f"## {words.title()} {at} {{minutes=1}}\n\n{body}\n{_notes(words)}")
    head = f"title: Deck {number + 1}\ndescription: {words.sentence()}\nminutes: {size.slides}\naudience: Members"
    return f"---\n{head}\npurpose: {words.sentence()}\nroom: Any room\n---\n\n" + "\n".join(slides)


def _local(name: str, color: str, number: int) -> str:
    brand = f'brand: {{primary: "{color}", accent: "#c8502b", logo: assets/logo.svg, logo_alt: {name}}}'
    lines = [f"name: {name}", "union: Made-up Workers", *([f"url: {_site(number)}", brand] if color else [])]
    for key, team, mail, phone in (("contact", "mentoring", "ask", 100), ("conduct_contact", "fairness", "fair", 200)):
        who = f"the {_TOWNS[number % len(_TOWNS)]} {team} team"
        lines.append(f"{key}: {{name: {who}, email: {mail}@local{number}.example, phone: 555-0{phone + number % 100}}}")
    return "\n".join(lines) + "\n"


def _site(number: int) -> str:
    """Every other local has a host of its own."""
    return f"https://local{number}.example/" if number % 2 else f"https://union.example/locals/{number}/"


def _picture(color: str) -> str:
    shapes = "".join(
        f'<rect x="{at * 60}" y="{120 - at * 30}" width="50" height="{at * 30}" fill="{color}"/>' for at in range(1, 4)
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 260 130" width="260" height="130">{shapes}</svg>\n'


def _settings(pages: Sequence[MadePage]) -> str:
    """The base kit's own settings, the same theme among them, which plain MkDocs takes, too; but for the menu."""
    settings, _, _ = (FOLDER / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:\n")
    settings = settings.replace(
        "custom_dir: overrides/theme", f"custom_dir: {(FOLDER / 'overrides' / 'theme').as_posix()}"
    )
    return settings + "\nnav:\n" + "".join(_menu(pages))


def _menu(pages: Sequence[MadePage]) -> Iterator[str]:
    yield "  - Home: index.md\n"
    for begin in range(0, len(pages), PAGES_OF_FOLDER):
        yield f"  - {Words('part', begin).title()}:\n"
        for page in pages[max(begin, 1) : begin + PAGES_OF_FOLDER]:
            yield f"      - {page.title}: {page.path}\n"


def _write(folder: Path, texts: Mapping[str, str]) -> None:
    for path, text in texts.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8", newline="\n")


@click.group()
def made_up() -> None:
    """Makes handbooks and locals up, for measuring."""


@made_up.command("handbook")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--pages", default=100, show_default=True, type=click.IntRange(min=2), help="Pages, forms among them.")
@click.option("--decks", default=1, show_default=True, type=click.IntRange(min=0), help="Decks.")
@click.option("--slides", default=20, show_default=True, type=click.IntRange(min=1), help="Slides of each deck.")
@click.option("--fields", default=12, show_default=True, type=click.IntRange(min=1), help="Fields of each form.")
def _handbook(folder: Path, *, pages: int, decks: int, slides: int, fields: int) -> None:
    """Writes a handbook into FOLDER; of 25 pages, one is a form."""
    made_handbook(folder, Size(pages, decks, slides, fields))


@made_up.command("locals")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.option("--number", default=10, show_default=True, type=click.IntRange(min=1), help="Locals.")
def _locals(folder: Path, *, number: int) -> None:
    """Writes packs for the handbook in FOLDER, which differ as those of real locals do."""
    made_locals(folder, number)


if __name__ == "__main__":
    sys.exit(made_up())
