"""Says what is wrong with the values of ``local.yml``, and with a group of them that is a comment in part."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, get_origin

from generators.model import Lines, Place
from generators.model.problems import Problems, did_you_mean
from generators.reading.front_matter import language_hint
from generators.reading.setting_keys import MAIL, LocalKeys
from generators.reading.setting_rules import Keys, kinds
from generators.reading.setting_spellings import color_named
from generators.reading.yaml_text import Document

_SHOWN = 60


def report_all(mistakes: Sequence[Mapping[str, Any]], document: Document, problems: Problems) -> None:
    """Adds each of the ``mistakes`` that pydantic found in the settings of ``document``."""
    told = {problem.place for problem in problems.errors}  # why a value could not be read, and is empty
    for detail in mistakes:
        path = tuple(part for part in detail["loc"] if part != "[key]")
        if not path or document.place(path) not in told or path not in document.places:
            report(document.place(path), path, detail, problems)


def report(place: Place, path: tuple[str | int, ...], detail: Mapping[str, Any], problems: Problems) -> None:
    """Adds what pydantic found wrong (``detail``) with the setting at ``path``."""
    key = _shown(path)
    kind = str(detail["type"])
    if kind == "extra_forbidden":
        problems.error("setting-unknown-key", place, f"unknown key '{key}'", _hint_for_unknown(path))
    elif kind == "missing":
        problems.error("setting-missing-key", place, f"'{key}' is missing", f"add a line '{key}: …'")
    elif kind == "string_pattern_mismatch" and path[0] == "variables":
        problems.error(
            "variable-name-not-allowed", place, f"'{path[-1]}' is no name for a variable", "use letters, digits, and _"
        )
    elif kind in ("string_too_short", "too_short"):
        problems.error("setting-empty", place, f"'{key}' is empty")
    elif kind in ("string_too_long", "too_long"):
        problems.error("setting-too-long", place, f"'{key}' {_excess(detail)}")
    elif kind in _EXPECTED:
        hint = "write it behind the ':', without '- ' and without brackets" if kind.startswith("string") else ""
        hint = hint or _hint_for_text(path, detail["input"])
        problems.error("setting-wrong-kind", place, f"'{key}' must be {_EXPECTED[kind]}", hint)
    elif path == ("language",):
        said = str(detail["input"])[:_SHOWN]
        problems.error("language-malformed", place, f"'{key}': '{said}' is no language", language_hint(said))
    else:
        is_own = path[0] == "variables" or kind == "value_error"
        form = "" if is_own else _FORMS.get(str(path[-1]), "")
        message = f"'{key}': {form or str(detail['msg']).removeprefix('Value error, ')}"
        problems.error("setting-malformed", place, message, _cure(str(path[-1]), detail["input"]))


def _excess(detail: Mapping[str, Any]) -> str:
    most = detail["ctx"]["max_length"]
    return f"has more than {most} entries" if isinstance(detail["input"], list) else f"is longer than {most} characters"


def _shown(path: tuple[str | int, ...]) -> str:
    """A setting as its author calls it; one of an event by itself, since the line tells of which."""
    if path[0] == "events" and len(path) > 1:
        return ".".join(str(part) for part in path[2:]) or "- of events"
    return ".".join(str(part) for part in path)


_MARKUP = re.compile(r"\{\{.*?\}\}|</?[A-Za-z][^<>]*>|&(?:[a-z]+|#\d+);|\*\*")


def report_texts(
    texts: Mapping[tuple[str | int, ...], object], places: Mapping[tuple[str | int, ...], Place], problems: Problems
) -> None:
    """Warnings for texts among ``texts``, by their keys, that readers would see otherwise than they are meant."""
    for path, text in texts.items():
        key = _shown(path)
        is_address = path[-1] in ("email", "phone", "url")  # told by itself, or read
        if isinstance(text, str) and not is_address and (found := _MARKUP.search(text)):
            said = f"'{key}' is shown as it is typed, with '{found[0][:_SHOWN]}' in it"
            problems.warn("setting-markup", places[path], said, "write plain words, without signs of HTML or Markdown")
        elif path[0] == "variables" and len(path) > 1 and text in ("", None):
            hint = "write its words behind the ':', or put '# ' in front to have the kit's own"
            problems.warn(
                "setting-empty", places[path], f"'{key}' is empty, so that texts which name it have a gap", hint
            )


_COMMENTED_GROUP = re.compile(r"\s*#[#\s]*(?P<name>\w+)\s*:\s*")
_SETTING = re.compile(r"(?P<blanks>\s*)(?P<dash>- *)?(?P<name>\w+)\s*[:\uff1a]")
GROUPS: Mapping[str, frozenset[str]] = {
    name: frozenset(kinds(kind.group)) for name, kind in kinds(LocalKeys).items() if kind.group
}
"""The keys of each group of settings, and of each entry of a list of groups."""

_LISTS = frozenset(name for name in GROUPS if get_origin(kinds(LocalKeys)[name].bare) is list)
_OF_ANY_NAME = "variables"
_ALL_NAMES = frozenset(kinds(LocalKeys)).union(*GROUPS.values())

_EXPECTED = {
    "list_type": "a list: a line with '- ' for each",
    "string_type": "a text",
    "string_unicode": "a text",
    "model_type": "a group of 'key: value' lines, indented by two spaces",
    "model_attributes_type": "a group of 'key: value' lines, indented by two spaces",
    "dict_type": "a group of 'key: value' lines, indented by two spaces",
}

_FORMS = {
    "primary": 'a color is written like "#1f5a8c", with quotes',
    "accent": 'a color is written like "#1f5a8c", with quotes',
    "email": "an e-mail address is written like office@local104.example",
    "security": "an e-mail address, or one that begins with https://",
    "url": "an address begins with https://",
    "paper": "paper is letter or a4",
}


def _cure(key: str, written: object) -> str:
    """What to write for a value of the ``key`` that cannot be read, if its author's meaning can."""
    if key in ("primary", "accent") and isinstance(written, str) and (digits := color_named(written)):
        return f"for '{written}' write \"{digits}\""
    if key == "email" and str(written).count("@") > 1:
        return "write one address"
    return ""


def _hint_for_text(path: tuple[str | int, ...], written: object) -> str:
    """What a text says that stands in place of a group: a key of it without its colon, or a value without its key."""
    if not isinstance(written, str):
        return ""
    word, _, rest = written.partition(" ")
    known = _known_keys(path)
    if word in known and rest:
        return f"write {word}: {rest[:_SHOWN]}"
    key = "email" if MAIL.fullmatch(written) and "email" in known else "name" if "name" in known else ""
    return f"write '  {key}: {written[:_SHOWN]}' on the line below" if key else ""


def _hint_for_unknown(path: tuple[str | int, ...]) -> str:
    """Where else the key is known, or which one is like it."""
    word, known = str(path[-1]), _known_keys(path[:-1])
    homes = [name for name, members in GROUPS.items() if word in members and name not in _LISTS]
    group, dot, setting = word.partition(".")
    if len(path) == 1 and dot and group in GROUPS:
        return f"write a line '{group}:', and below it '  {setting}: …'"
    if len(path) == 1 and homes:
        return f"write two spaces before it, and above it a line '{homes[0]}:'"
    if len(path) > 1 and word in kinds(LocalKeys):
        return "it stands in no group: take the spaces before it away"
    if len(path) > 1 and homes and not did_you_mean(word, known):
        return f"it belongs below a line '{homes[0]}:'"
    return did_you_mean(word, known) or f"known here: {', '.join(known)}"


def commented_groups(lines: Lines) -> Iterator[tuple[Place, str, str, int]]:
    """Settings whose group is still a comment: place and name, the group, and the number of its line; one for each.

    Our own new ``local.yml`` asks people to take the marks of comments away, so this is the slip that they make.
    """
    comment: tuple[str, int] | None = None
    seen: set[str] = set()
    for line in lines:
        if group := _COMMENTED_GROUP.fullmatch(line.text):
            is_known = group["name"] in GROUPS or group["name"] == _OF_ANY_NAME
            comment = (group["name"], line.place.line) if is_known else comment
            continue
        setting = _SETTING.match(line.text)
        if not setting:
            continue
        name, is_indented = setting["name"], bool(setting["blanks"] or setting["dash"])
        is_own = name not in seen and name in kinds(LocalKeys) and not is_indented
        if comment and not is_own and _is_in(name, comment[0], is_indented=is_indented):
            yield line.place, name, *comment
            comment = None
        elif not is_indented:
            comment = None
        if not is_indented:
            seen.add(name)


def _is_in(name: str, group: str, *, is_indented: bool) -> bool:
    """Whether ``name`` is a setting of the ``group``; a variable may have any name that nothing else has."""
    return name in GROUPS[group] if group != _OF_ANY_NAME else is_indented and name not in _ALL_NAMES


def _known_keys(path: tuple[str | int, ...]) -> tuple[str, ...]:
    keys: type[Keys] = LocalKeys
    for part in (part for part in path if isinstance(part, str)):
        group = kinds(keys)[part].group
        if group is None:
            return ()
        keys = group
    return tuple(kinds(keys))
