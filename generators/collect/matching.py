"""What a mentor and a mentee have in common, and what forbids to pair them, by the questions that a form marks.

``{match=times}`` on a question of both sides' forms has their answers compared: choices and lists by what stands in
both, long answers by the words that both use. The key ``say`` is for who has a say over whose job, and forbids. Nothing
here counts, weighs, or ranks: it shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct, field

from generators.collect.duplicates import plain
from generators.collect.known_forms import KnownForms, Response
from generators.collect.pairing import SIDES, Participant, matched_fields, side_forms
from generators.forms.names import option_control, write_in_control
from generators.model import Field, Form
from generators.words.catalogue import words_of

SAY = "say"
"""The key of questions about who has a say over whose job."""

LONGEST_PART = 40
"""Characters of one thing in a list; what is longer is a sentence."""

LEAST_WORD = 4
SAME_STEM = 5
"""Letters: two words that begin alike for so long, and differ by two letters at most after that, are one."""

MOST_SHARED = 8
"""Words that are shown as shared."""

_PARTS = re.compile(r"[,;/\n\u060c\uff0c\u3001]+")
_WORDS = re.compile(r"[^\W\d_]+")


class Said(Struct, frozen=True):
    """What one person says under one key: ``shown`` whole, and as ``parts`` and ``words`` by their plain forms.

    ``chosen`` tells that all of it was chosen, not written.
    """

    shown: tuple[str, ...] = ()
    parts: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    chosen: bool = True


class Common(Struct, frozen=True):
    """What two people have in common under ``key``; ``apart`` tells that both chose, and nothing the same."""

    key: str
    shared: tuple[str, ...]
    apart: bool = False


def keys_of(known: KnownForms) -> tuple[str, ...]:
    """The keys that forms of both sides have, in the order of the mentees' forms; that of a say last, if any has it."""
    sides = [
        dict.fromkeys(one.match for form in side_forms(known, side) for one in matched_fields(form).values())
        for side in reversed(SIDES)
    ]
    say = [SAY] if SAY in sides[0] or SAY in sides[1] else []
    return (*(key for key in sides[0] if key in sides[1] and key != SAY), *say)


def said_by(one: Participant, language: str) -> Mapping[str, Said]:
    """What a person says, by key, also under keys that the other side's forms do not have."""
    found: dict[str, list[Said]] = {}
    for form, response in one.responses:
        for asked in marked_questions(form):
            found.setdefault(asked.match, []).append(_said(asked, response, language))
    return {key: _together(said) for key, said in found.items() if any(part.shown for part in said)}


def in_common(mentor: Mapping[str, Said], mentee: Mapping[str, Said], keys: Iterable[str]) -> Iterator[Common]:
    """What both say, key by key; a key under which there is nothing to tell is left out."""
    for key in keys:
        one, other = mentor.get(key), mentee.get(key)
        if key == SAY or one is None or other is None:
            continue
        shared = _shared(one, other)
        apart = not shared and one.chosen and other.chosen
        if shared or apart:
            yield Common(key, shared, apart)


def say_over(mentor: tuple[str, Said | None], mentee: tuple[str, Said | None], language: str) -> tuple[str, ...]:
    """Why one of two people, each a name and what they say of it, may have a say over the other's job."""
    words = words_of(language).summary
    nobody = {plain(word) for word in words.words_for_nobody}
    reasons = [
        words.says_name.format(name=name)
        for name, said in ((mentee[0], mentor[1]), (mentor[0], mentee[1]))
        if said and _names(name, said)
    ]
    if mentor[1] and mentee[1]:
        reasons += [part for part in _shared(mentor[1], mentee[1]) if plain(part) not in nobody]
    return tuple(dict.fromkeys(reasons))


def marked_questions(form: Form) -> Iterator[Field]:
    """The marked questions of a form, each once."""
    yield from {one.name: one for one in matched_fields(form).values()}.values()


def _said(asked: Field, response: Response, language: str) -> Said:
    if not asked.options:
        text = response.answers.get(asked.name, "").strip()
        return _written(text, language) if text else Said()
    chosen = [one for one in asked.options if _is_chosen(asked, one.value, response)]
    extra = [
        text
        for one in asked.options
        if one.write_in and (text := response.answers.get(write_in_control(asked, one), "").strip())
    ]
    labels = [one.label for one in chosen if not (one.write_in and extra)]
    written = [_written(text, language) for text in extra]
    return _together([Said(tuple(labels), {plain(label): label for label in labels}), *written])


def _is_chosen(asked: Field, value: str, response: Response) -> bool:
    if asked.kind == "checks":
        option = next(one for one in asked.options if one.value == value)
        return bool(response.answers.get(option_control(asked, option)))
    return response.answers.get(asked.name, "").strip() == value


def _written(text: str, language: str) -> Said:
    """A written answer: the short things that it lists, and those of its words that tell something."""
    silent = {plain(word) for word in words_of(language).summary.common_words}
    parts = [part.strip(" .") for part in _PARTS.split(text)]
    listed = {plain(part): part for part in parts if part and len(part) <= LONGEST_PART}
    words = {plain(word): word for word in _WORDS.findall(text)}
    telling = {key: word for key, word in words.items() if len(key) >= LEAST_WORD and key not in silent}
    return Said((text,), listed, telling, chosen=False)


def _together(said: Sequence[Said]) -> Said:
    return Said(
        tuple(text for one in said for text in one.shown),
        {key: part for one in said for key, part in one.parts.items()},
        {key: word for one in said for key, word in one.words.items()},
        chosen=all(one.chosen for one in said),
    )


def _shared(mentor: Said, mentee: Said) -> tuple[str, ...]:
    """What both name, in the mentee's words; single words only where they are in nothing that both named whole."""
    whole = [part for key, part in mentee.parts.items() if key in mentor.parts]
    if mentor.chosen and mentee.chosen:
        return tuple(whole)
    covered = {word for part in whole for word in plain(part).split()}
    theirs = _telling(mentor)
    single = [
        word
        for key, word in _telling(mentee).items()
        if key not in covered and any(_is_one_word(key, other) for other in theirs)
    ]
    return tuple(dict.fromkeys([*whole, *single[:MOST_SHARED]]))


def _telling(said: Said) -> Mapping[str, str]:
    """The words of an answer that may stand in another one; of choices all that are long enough."""
    chosen = (word for part in said.parts.values() for word in _WORDS.findall(part)) if said.chosen else ()
    return {**said.words, **{plain(word): word for word in chosen if len(word) >= LEAST_WORD}}


def _is_one_word(one: str, other: str) -> bool:
    """Whether two words are the same but for their endings: organize, organizing."""
    if one == other:
        return True
    length = min(len(one), len(other))
    same = next((at for at in range(length) if one[at] != other[at]), length)
    return same >= max(SAME_STEM, length - 2)


def _names(name: str, said: Said) -> bool:
    """Whether an answer names somebody, by the whole name or by its last word."""
    text = f" {' '.join(_WORDS.findall(plain(' '.join(said.shown))))} "
    words = _WORDS.findall(plain(name))
    last = words[-1] if words else ""
    return bool(words) and (f" {' '.join(words)} " in text or (len(last) >= LEAST_WORD and f" {last} " in text))
