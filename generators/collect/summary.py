"""A report of what each form's answers say: counts, bars, long answers, and nothing of groups too small to hide in."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from msgspec import Struct
from msgspec.structs import asdict

from generators.brand.palette import Palette
from generators.collect.answers import cut
from generators.collect.earlier import asked_questions
from generators.collect.known_forms import Response
from generators.collect.table import ResponseTable
from generators.forms.names import controls, fields_of, option_control, plain_text, write_in_control
from generators.model import Field, Option
from generators.model.replacing import replace
from generators.words.catalogue import words_of
from generators.words.direction import direction
from generators.words.formats import number

SMALLEST_GROUP = 5
"""People; the evaluation forms promise that smaller groups are not reported."""

LONGEST_SHOWN = 5_000
"""Characters of one answer on the page; the table holds the rest."""

AT_ONCE = 5
"""Questions for which everybody's answers are in memory at one time."""

MOST_SHOWN = 1_000
"""Different answers to one question on the page, which nobody could read otherwise; the table holds them all."""


class Bar(Struct, frozen=True):
    """How many people chose ``label``; ``share`` is the part, 0 to 100, of those who answered the question.

    ``hidden`` is a number too small to be shown.
    """

    label: str
    count: int
    share: float
    hidden: bool = False


class QuestionSummary(Struct, frozen=True):
    """One question; ``too_few`` hides all of it, ``texts_hidden`` what was written beside its choices.

    ``mean`` is that of a scale whose ends are named ``ends``.

    ``texts`` are written answers and how many people gave them, in the order of the alphabet, so that no two can be
    told to be one person's; ``texts_more`` is how many more there are, which only the table holds.
    """

    label: str
    kind: str
    answered: int
    bars: tuple[Bar, ...] = ()
    texts: tuple[tuple[str, int], ...] = ()
    texts_more: int = 0
    mean: float | None = None
    ends: str = ""
    too_few: bool = False
    some_hidden: bool = False
    texts_hidden: bool = False


class Section(Struct, frozen=True):
    title: str
    questions: tuple[QuestionSummary, ...]


class FormSummary(Struct, frozen=True):
    """One form: ``people`` who answered it, by edition; ``left_out`` are short answers, which only the table holds."""

    name: str
    title: str
    appendix: str
    privacy: str
    people: int
    editions: tuple[tuple[str, int], ...]
    sections: tuple[Section, ...] = ()
    left_out: tuple[str, ...] = ()
    too_few: bool = False
    known: bool = True


class _Group(Struct, frozen=True):
    responses: Sequence[Response]
    smallest: int
    language: str

    def only(self, fields: Iterable[Field]) -> _Group:
        """The same people with their answers to ``fields`` alone, which have room in memory."""
        names = {name for one in fields for name in controls(one)}
        short = (
            replace(
                one, answers={name: one.answers[name] for name in names & one.answers.keys()}, asked={}, controls=()
            )
            for one in self.responses
        )
        return replace(self, responses=tuple(short))

    def answers(self, name: str) -> list[str]:
        return [answer for response in self.responses if (answer := response.answers.get(name, "")).strip()]


def summary_of(table: ResponseTable, language: str, *, show_small_groups: bool) -> FormSummary:
    """What can be said, in ``language`` (BCP 47), of the answers in ``table``."""
    group = _Group(table.responses, 0 if show_small_groups else SMALLEST_GROUP, language)
    people = len(group.responses)
    editions = Counter(response.edition for response in group.responses)
    form = table.form
    base = FormSummary(
        name=table.name,
        title=table.title,
        appendix=form.appendix if form else "",
        privacy=plain_text(form.privacy) if form else "",
        people=people,
        editions=tuple(sorted(editions.items(), key=lambda item: (-item[1], item[0]))),
        too_few=people < group.smallest,
        known=form is not None,
    )
    if form is None or base.too_few:
        return base
    asked = asked_questions(form, group.responses)
    earlier = words_of(language).summary.earlier
    fields = [(section.title, list(fields_of(section.items))) for section in asked.sections]
    fields.append((earlier, list(asked.earlier)))
    sections = (Section(title, tuple(_questions(inside, group))) for title, inside in fields)
    return replace(
        base,
        sections=tuple(section for section in sections if section.questions),
        left_out=tuple(one.label for _, inside in fields for one in inside if one.kind in ("text", "signature")),
    )


def _questions(fields: Sequence[Field], group: _Group) -> Iterator[QuestionSummary]:
    asked = [one for one in fields if one.kind in ("area", "radio", "scale", "checks")]
    for start in range(0, len(asked), AT_ONCE):
        batch = asked[start : start + AT_ONCE]
        some = group.only(batch)
        for one in batch:
            yield _written(one, some) if one.kind == "area" else _counted(one, some)


def _written(question: Field, group: _Group) -> QuestionSummary:
    answers = group.answers(question.name)
    if len(answers) < group.smallest:
        return QuestionSummary(question.label, question.kind, 0, too_few=True)
    texts, more = _shown(answers, group.language)
    return QuestionSummary(question.label, question.kind, len(answers), texts=texts, texts_more=more)


def _counted(question: Field, group: _Group) -> QuestionSummary:
    chosen = [list(_chosen(question, response)) for response in group.responses]
    answered = sum(bool(values) for values in chosen)
    if answered < group.smallest:
        return QuestionSummary(question.label, question.kind, 0, too_few=True)
    counts = Counter(value for values in chosen for value in values)
    bars = [
        Bar(label, counts[value], 100 * counts[value] / answered if answered else 0.0)
        for value, label in _choices(question, counts, group.language)
    ]
    texts = _written_in(question, group)
    shown, more = _shown(texts, group.language)
    show_texts = len(texts) >= group.smallest and not (question.personal and group.smallest)
    if question.personal:
        bars = _without_small(bars, len(chosen), answered, group.smallest)
    return QuestionSummary(
        question.label,
        question.kind,
        answered,
        bars=tuple(bars),
        texts=shown if show_texts else (),
        texts_more=more if show_texts else 0,
        texts_hidden=bool(texts) and not show_texts,
        mean=_mean(question, counts),
        ends=_ends(question, group.language),
        some_hidden=any(bar.hidden for bar in bars),
    )


def _chosen(question: Field, response: Response) -> Iterator[str]:
    if question.kind == "checks":
        yield from (one.value for one in question.options if response.answers.get(option_control(question, one)))
    elif value := response.answers.get(question.name, "").strip():
        yield value


def _choices(question: Field, counts: Counter[str], language: str) -> list[tuple[str, str]]:
    """The choices of now in the form's order, then those that only an older edition offered."""
    known = {option.value: _label(question, option) for option in question.options}
    return [*known.items(), *((value, cut(value, 200, language)) for value in sorted(counts) if value not in known)]


def _label(question: Field, option: Option) -> str:
    if question.kind != "scale":
        return option.label
    numbers = [int(one.value) for one in question.options]
    end = {min(numbers): question.low, max(numbers): question.high}.get(int(option.value), "")
    return f"{option.label} ({end})" if end else option.label


def _without_small(bars: Sequence[Bar], people: int, answered: int, smallest: int) -> list[Bar]:
    """Personal questions: hides who is one of few.

    If a single number were hidden, what is missing to the sum would give it away, so that the next one goes, too; and
    shares are of all people then, for shares of those who answered would tell how many did.
    """
    small = [bar for bar in bars if 0 < bar.count < smallest]
    if not small:
        return list(bars)
    if len(small) == 1 and not 0 < people - answered < smallest:
        small += sorted((bar for bar in bars if bar.count >= smallest), key=lambda bar: (bar.count, bar.label))[:1]
    return [
        Bar(bar.label, 0, 0.0, hidden=True) if bar in small else replace(bar, share=100 * bar.count / people)
        for bar in bars
    ]


def _mean(question: Field, counts: Counter[str]) -> float | None:
    """The mean of a scale; answers that are none of its numbers do not count."""
    if question.kind != "scale":
        return None
    numbers = [int(option.value) for option in question.options for _ in range(counts[option.value])]
    return sum(numbers) / len(numbers) if numbers else None


def _ends(question: Field, language: str) -> str:
    if question.kind != "scale":
        return ""
    numbers = [int(option.value) for option in question.options]
    words = words_of(language).summary.ends
    return words.format(least=min(numbers), low=question.low, most=max(numbers), high=question.high)


def _written_in(question: Field, group: _Group) -> list[str]:
    return [
        text
        for option in question.options
        if option.write_in
        for text in group.answers(write_in_control(question, option))
    ]


def _shown(texts: Sequence[str], language: str) -> tuple[tuple[tuple[str, int], ...], int]:
    """The different texts, each with the number of people who wrote just that; and how many found no room."""
    counts = Counter(cut(text.strip(), LONGEST_SHOWN, language) for text in texts)
    ordered = sorted(counts.items(), key=lambda item: (item[0].casefold(), item[0]))
    return tuple(ordered[:MOST_SHOWN]), max(0, len(ordered) - MOST_SHOWN)


_TEMPLATES = Path(__file__).parent


def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def summary_page(
    forms: Sequence[FormSummary],
    reasons: Sequence[str],
    title: str,
    palette: Palette,
    language: str,
    *,
    show_small_groups: bool,
) -> str:
    """The page as HTML. ``reasons`` say why each file that is not counted was not, without naming it."""
    words = words_of(language)
    spoken = words.summary.language
    environment = _environment()
    colors = {name: value for name, value in asdict(palette).items() if isinstance(value, str)}
    # the style's hash stands in the page's policy: it is rendered first, and put in byte for byte
    style = environment.get_template("summary.css.jinja").render(colors=colors)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return environment.get_template("summary.html.jinja").render(
        title=title,
        words=words.summary,
        common=words.common,
        direction=direction(spoken),
        figure=partial(number, spoken),
        forms=forms,
        people=sum(form.people for form in forms),
        reasons=sorted(Counter(reasons).items()),
        smallest=SMALLEST_GROUP,
        show_small_groups=show_small_groups,
        style=style,
        policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
    )
