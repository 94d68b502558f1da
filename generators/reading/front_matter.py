"""What stands above a page: each key typed once for the kind of page, each mistake at its own line."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

from generators.model import (
    FormFrontMatter,
    FormPage,
    Namespace,
    Outline,
    OutlineFrontMatter,
    Page,
    PageFrontMatter,
    Place,
)
from generators.model.problems import Problems, did_you_mean, slips_between
from generators.model.replacing import replace
from generators.reading.clock_times import clock_time
from generators.reading.durations import Wrong, length
from generators.reading.invisible import invisible_letter, with_letters
from generators.reading.variables import filled_values, has_placeholder
from generators.words.language_names import tag_of

_PART = "[A-Za-z0-9]"
_PRIVATE = f"[xX](-{_PART}{{1,8}})+"
LANGUAGE = (
    r"^([A-Za-z]{2,3}(-[A-Za-z]{3}){0,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?"
    rf"(-({_PART}{{5,8}}|[0-9]{_PART}{{3}}))*(-[0-9A-WY-Za-wy-z](-{_PART}{{2,8}})+)*(-{_PRIVATE})?"
    rf"|{_PRIVATE}|[iI]-{_PART}{{2,8}}|en-GB-oed|sgn-BE-(FR|NL)|sgn-CH-DE)$"
)
"""A well-formed language tag: a language, perhaps a script, a region, variants, extensions, and a part for private use.

RFC 5646, 2.1, without languages of four letters and more, of which there are none: those are names (``english``).
"""

_LANGUAGE_HINT = "a language is written like en, es, or fr-CA"


def language_hint(written: str) -> str:
    """What to write in place of ``written``, which is no tag of a language and may be its name."""
    tag = tag_of(written) or usual(written)
    return f"write '{tag}'" if re.match(LANGUAGE, tag) else _LANGUAGE_HINT


def usual(language: str) -> str:
    """A language tag in the letters that RFC 5646, 2.1.1, recommends: ``EN_us`` is ``en-US``."""
    parts = re.split(r"[-_]", language.strip(" ").lower())
    ends = next((number for number, part in enumerate(parts) if len(part) == 1), len(parts))
    shown = (
        part.upper() if number and len(part) == 2 else part.title() if number and len(part) == 4 else part
        for number, part in enumerate(parts[:ends])
    )
    return "-".join([*shown, *parts[ends:]])


Front = TypeVar("Front", bound=PageFrontMatter)
Value = TypeVar("Value")


SHEETS = ("cards", "certificate")
"""What a page under ``forms/`` can be printed as, where it is no form of the usual look (``layout:``)."""


def holds_form(path: str, written: Mapping[str, object]) -> bool:
    """Whether a page is a form, whatever its text: it stands under ``forms/`` and names its appendix, or says so."""
    says = str(written.get("form")).lower() in _YES or written.get("layout") in SHEETS
    return _is_in_forms(path) and (says or ("appendix" in written and not is_no_form(written)))


def may_be_form(page: Page) -> bool:
    """Whether a page stands where questions make a form of it: under ``forms/``, and not as the list of them."""
    listed = page.path.rpartition("/")[2] == "index.md"
    return _is_in_forms(page.path) and not listed and not is_no_form(page.front.written)


def is_no_form(written: Mapping[str, object]) -> bool:
    """Whether a page says above its text that it is no form."""
    return "form" in written and str(written["form"]).lower() in _NO - {"none"}


def as_form_front_matter(front: PageFrontMatter, problems: Problems) -> FormFrontMatter:
    """The same as a form's, with what is wrong in the keys that only forms have."""
    found = Problems()
    made = front_matter(FormFrontMatter, front.written, front.places, found)
    own = {front.places[key] for key in _keys(FormFrontMatter) - _keys(PageFrontMatter) if key in front.places}
    problems.extend(problem for problem in found.found if problem.place in own and problem.code not in _SHAPES)
    return made


def front_matter(
    kind: type[Front], keys: Mapping[str, object], places: Mapping[str, Place], problems: Problems
) -> Front:
    """The front matter of a page of ``kind``; what waits for a local's variables is empty until ``filled``."""
    written = {key: _without_dates(value) if key in KNOWN else value for key, value in keys.items()}
    ready = {key: value for key, value in written.items() if not has_placeholder(value)}
    return kind(written=written, places=places, **_typed(kind, ready, places, problems))


def _without_dates(value: object) -> object:
    """A title such as 2026-11-07 is text for the kit and for its theme; only a plugin's key may be a date."""
    if isinstance(value, list):
        return [_without_dates(item) for item in value]
    return str(value) if isinstance(value, date) else value


def filled(front: Front, namespace: Namespace, problems: Problems) -> Front:
    """``front`` with the values of its variables, in what it hands on to others too."""
    waiting = {key: value for key, value in front.written.items() if has_placeholder(value)}
    if not waiting:
        return front
    values = filled_values(waiting, front.places, namespace, problems)
    typed = _typed(type(front), values, front.places, problems)
    return replace(front, written={**front.written, **values}, **typed)


def _typed(
    kind: type[PageFrontMatter], values: Mapping[str, object], places: Mapping[str, Place], problems: Problems
) -> dict[str, Any]:
    """What the kit's own keys among ``values`` mean; one without a value is as good as not written."""
    typed: dict[str, Any] = {}
    for key in filter(_keys(kind).__contains__, values):
        value: object = _shape(key, values[key])
        if isinstance(value, str) and value and key in _MEANINGS:
            value = _MEANINGS[key](key, value)
        if isinstance(value, Wrong):
            problems.error(value.code, places[key], value.message, value.hint)
        elif value not in ("", ()):
            typed[key] = value
    return typed


def _keys(kind: type[PageFrontMatter]) -> frozenset[str]:
    """The keys that mean something above a page of ``kind``."""
    return frozenset(kind.__struct_fields__) - {"written", "places"}


def _shape(key: str, value: object) -> str | tuple[str, ...] | Wrong:
    if key in _LISTS:
        if isinstance(value, str) and re.match(r"-[^\W\d]", value):
            cure = f"write '- {value.split()[0][1:]}'"
            return Wrong("front-matter-wrong-kind", f"a space is missing behind the '-' in the list '{key}'", cure)
        items = value if isinstance(value, list) else [] if value is None else [value]
        if any(item is None or isinstance(item, list | dict) for item in items):
            hint = "put quotes round a text that holds ': '" if any(isinstance(item, dict) for item in items) else ""
            return Wrong("front-matter-wrong-kind", f"'{key}' must be a text, or a list of texts", hint)
        return tuple(text for item in items if (text := str(item).strip()))
    if isinstance(value, list | dict):
        return Wrong("front-matter-wrong-kind", f"'{key}' must be one line of text")
    return "" if value is None else str(value).strip()


def _language(key: str, text: str) -> str | Wrong:
    return (
        usual(text)
        if re.match(LANGUAGE, text)
        else Wrong("language-malformed", f"'{key}': '{text}' is no language", language_hint(text))
    )


def _minutes(key: str, text: str) -> float | Wrong:
    return length(text, f"write '{key}: 90'")


def _people(key: str, text: str) -> int | Wrong:
    number = int(text) if text.isdecimal() and len(text) < 6 else 0
    return number or Wrong("people-malformed", f"'{text}' is no number of people", f"write '{key}: 20'")


def _yes_or_no(key: str, text: str) -> bool | Wrong:
    if _says_neither(text):
        return Wrong("front-matter-wrong-kind", f"'{key}' must be true or false")
    return text.lower() in _YES


def _sheet(key: str, text: str) -> str | Wrong:
    """A layout of ours; one of somebody's theme is none of our business, unless it is a slip for one."""
    meant = did_you_mean(text, SHEETS)
    if text not in SHEETS and meant:
        return Wrong("front-matter-wrong-kind", f"'{key}' is cards or certificate, not '{text}'", meant)
    return text if text in SHEETS else ""


def _clock(key: str, text: str) -> str | Wrong:
    wrong = Wrong("clock-time-malformed", f"'{text}' is no clock time", f'write {key}: "09:00"')
    return clock_time(text) or wrong


LONGEST_NEWS = 160
"""Letters that say what is new on a page: a line or three of a narrow column."""


def _news(key: str, text: str) -> str | Wrong:
    if not _says_neither(text):
        return Wrong("front-matter-wrong-kind", f"'{key}' says in a few words what is new on the page, not '{text}'")
    if len(text) > LONGEST_NEWS:
        return Wrong(
            "front-matter-too-long", f"'{key}' has {len(text)} letters; the home page has room for {LONGEST_NEWS}"
        )
    return text


def _is_in_forms(path: str) -> bool:
    return path.startswith("forms/")


def _says_neither(value: object) -> bool:
    return str(value).lower() not in _YES | _NO


_YES = frozenset({"true", "yes"})
_NO = frozenset({"false", "no", "none"})
_SHAPES = frozenset({"front-matter-wrong-kind"})
"""What is said of a page's keys before anybody knows whether it is a form."""

_MEANINGS: Mapping[str, Callable[[str, str], object]] = {
    "lang": _language,
    "whats_new": _news,
    "minutes": _minutes,
    "people": _people,
    "start": _clock,
    "hand_in": _yes_or_no,
    "layout": _sheet,
    "anonymous": _yes_or_no,
}
"""What a line of text is, where it is no mere text."""

_OF_THEMES = frozenset({"hide", "tags"})
"""Keys of the theme's that a pack may use, since they do nothing but hide and name."""

OF_FORMS = frozenset({"anonymous", "appendix", "form", "hand_in", "privacy"})
_OF_NO_OUTLINE = OF_FORMS | {"whats_new", "after", "nav_group", "nav_title"}
_LISTS = frozenset({"audience", "handouts", "materials", "search_terms", "index_terms"}) | _OF_THEMES
KNOWN = _keys(FormFrontMatter) | _keys(OutlineFrontMatter) | OF_FORMS | _OF_THEMES
"""All keys that mean something to the kit, above any kind of page."""

TEXTS = frozenset(
    {
        *("title", "nav_title", "nav_group", "description", "whats_new", "search_terms", "index_terms"),
        *("purpose", "room", "privacy", "appendix", "materials", "start"),
    }
)
"""Keys whose values are the letters that were typed: a title of 1.10 is no number."""


def with_known_keys(keys: Mapping[str, Value]) -> dict[str, Value]:
    """``keys`` of a pack in the kit's own spelling: ``Title`` is ``title``, and ``nav-title`` ``nav_title``."""
    spelled: dict[str, Value] = {}
    for key, value in keys.items():
        meant = re.sub(r"[\W_]+", "_", key).lower()
        is_other = key not in KNOWN and meant in KNOWN and meant not in keys and meant not in spelled
        spelled[meant if is_other else key] = value
    return spelled


LONGEST = 1000


def check_pack_keys(page: Page, problems: Problems) -> None:
    """Problems for what ``page`` of a pack says above its text, and the kit does not know or cannot use.

    A theme may take any other key as an order: to use another template, or to load a file.
    """
    front, typed = page.front, _keys(type(page.front))
    for key, value in front.written.items():
        if key not in KNOWN:
            hint = did_you_mean(key, KNOWN) or f"known are {', '.join(sorted(KNOWN))}"
            problems.error("front-matter-unknown-key", front.places[key], f"front matter has no key '{key}'", hint)
        elif isinstance(shape := _shape(key, value), Wrong):
            if key not in typed:
                problems.error(shape.code, front.places[key], shape.message, shape.hint)
        elif fault := _fault(key, value):
            problems.error(fault.code, front.places[key], f"'{key}' {fault.message}")
        elif _is_of_others(key, page):
            hint = "for a form move the page to forms/, for an outline to slides/; else take the line out"
            message = f"'{key}' has no effect above a page of the handbook"
            problems.warn("front-matter-no-effect", front.places[key], message, hint)
    _check_kind(page, problems)


def _is_of_others(key: str, page: Page) -> bool:
    """Whether ``key`` means something above forms and outlines alone, and ``page`` is neither."""
    is_page = not isinstance(page, FormPage | Outline) and not _is_in_forms(page.path)
    return is_page and key in KNOWN - _keys(PageFrontMatter) - _OF_THEMES


def _fault(key: str, value: object) -> Wrong | None:
    """What a pack may not say, and a handbook may."""
    for text in map(str, value if isinstance(value, list) else [value]):
        if len(text) > LONGEST:
            return Wrong("front-matter-too-long", f"has more than {LONGEST} characters")
        if unseen := invisible_letter(with_letters(text).replace("\n", " ").replace("\t", " ")):
            return Wrong("text-control-character", f"holds a control character or one that nobody sees, {unseen}")
    if key in ("title", "nav_title", "nav_group") and (found := _MARKUP.search(str(value))):
        return Wrong("front-matter-title-markup", f"holds '{found[0]}'; a title is plain text")
    if key == "form" and _says_neither(value):
        return Wrong("front-matter-wrong-kind", "must be true or false")
    return None


def check_keys(page: Page, problems: Problems) -> None:
    """Warns of keys of the base that look like a slip for one of the kit's own.

    All other keys are left alone: themes and plugins have theirs, and a handbook may be somebody else's.
    """
    for key, value in page.front.written.items():
        place = page.front.places[key]
        if key not in KNOWN and (meant := _meant(key, page)):
            hint = f"did you mean '{meant}'?"
            problems.warn("front-matter-unknown-key", place, f"front matter has no key '{key}'", hint)
        elif key == "form" and _is_in_forms(page.path) and _says_neither(value):
            problems.warn("front-matter-wrong-kind", place, "'form' must be true or false")
    _check_kind(page, problems)


def _check_kind(page: Page, problems: Problems) -> None:
    """Warns of keys that can have no effect where they stand."""
    front = page.front
    if isinstance(page, Outline):
        for key in filter(_OF_NO_OUTLINE.__contains__, front.written):
            message = f"'{key}' has no effect above an outline"
            problems.warn("front-matter-no-effect", front.places[key], message, "take the line out")
    elif not isinstance(page, FormPage) and front.written.keys() >= {"appendix", "privacy"}:
        message = "'appendix' makes a form only of a page in the folder forms/"
        problems.warn("front-matter-no-effect", front.places["appendix"], message, "move the page there")
    elif _is_in_forms(page.path) and type(front) is PageFrontMatter:
        for key, value in front.written.items():
            if key == "layout" and isinstance(shape := _sheet(key, str(value)), Wrong):
                problems.warn(shape.code, front.places[key], shape.message, shape.hint)


def _meant(key: str, page: Page) -> str:
    """The known key that ``key`` is a slip for, or an empty text.

    Only the kit reads an outline; a page's keys may be anybody's, and many words lie close to one of four letters.
    """
    plain = re.sub(r"[\W_]+", "_", key.lower())
    shortest = 4 if isinstance(page, Outline) else 5
    found = [
        (slips, word)
        for word in _expected(page)
        if plain[:1] == word[0] or sorted(plain[:2]) == sorted(word[:2])
        if (slips := slips_between(plain, word)) <= (len(word) // 4 if len(word) >= shortest else 0)
    ]
    return min(found)[1] if found else ""


def _expected(page: Page) -> frozenset[str]:
    """The keys that an author may have meant above ``page``, were it a form's slip that kept it from being one."""
    if isinstance(page, Outline):
        return _keys(OutlineFrontMatter) - _OF_NO_OUTLINE
    return _keys(FormFrontMatter if _is_in_forms(page.path) else PageFrontMatter)


_MARKUP = re.compile(r"<|\*\*(?=\w)")
_ANCHORED = re.compile(r"(?P<words>.*\S)\s*\(#(?P<anchor>\S+)\)")
"""In parentheses, since YAML takes a number sign behind a space for the beginning of a comment."""


def index_term(written: str) -> tuple[str, str]:
    """The words of an item of ``index_terms``, and the anchor that it names, if any: ``budget (#a-budget)``."""
    found = _ANCHORED.fullmatch(written)
    return (found["words"], found["anchor"]) if found else (written, "")
