"""Reads past what keyboards, word processors, and chats do to YAML; only asked for what cannot be read as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

INVISIBLE = " \t\r\n\f\v\u00a0\u200b\u202f\u205f\u2060\u3000\ufeff" + "".join(map(chr, range(0x2000, 0x200B)))
"""Spaces, such as are none for YAML, and such as nobody sees."""

_DOUBLE = "\u201c\u201d\u201e\u201f\u00ab\u00bb\uff02"
_SINGLE = "\u2018\u2019\u201a\u201b"
CURLY = _DOUBLE + _SINGLE
QUOTES = f"\"'{CURLY}"
"""Straight quotation marks, and those that programs make of them."""

_SIGN = re.compile("[:\uff1a=]")
_NAME = re.compile(r"[^\W\d][\w -]*")
_BLOCK_TEXT = re.compile(r": +[|>][+-]?\d?[+-]?")
_VARIABLE_FIRST = re.compile(r"[ \t]*(- +)?([\w-]+: +)?\{\{")
_ALWAYS_QUOTED = "@%`"
_WIDTHS = (2, 4)
"""How many spaces a tab may stand for."""


class Setting(Struct, frozen=True):
    """A line ``key: value`` in whatever marks it is written; ``dash`` is that of a list."""

    dash: str
    key: str
    value: str


def setting_of(line: str) -> Setting | None:
    """What ``line``, without its indentation, sets, if it looks as if it set something."""
    found = None if line.startswith("#") else _SIGN.search(line)
    if found is None:
        return None
    before, value = line[: found.start()], line[found.end() :]
    dash = "- " if before.startswith("- ") else ""
    key = plain_key(before.removeprefix("- "))
    is_other = value.startswith("//") if found[0] == ":" else value.startswith("=")
    return None if is_other or not _NAME.fullmatch(key) else Setting(dash, key, value.strip(INVISIBLE))


def without_curly_quotes(text: str) -> str:
    """``text`` without invisible edges and without the one pair of typographic quotes that a program put round it."""
    plain = text.strip(INVISIBLE)
    for kind in (_DOUBLE, _SINGLE):
        inner = plain[1:-1]
        if len(plain) > 2 and plain[0] in kind and plain[-1] in kind and not any(sign in inner for sign in kind):
            return inner.strip(INVISIBLE)
    return plain


def plain_key(text: str) -> str:
    """The name before a colon, without quotes and blanks round it."""
    return text.strip(INVISIBLE).strip(QUOTES).strip(INVISIBLE)


def mended(text: str) -> Iterator[str]:
    """``text`` as it may have been meant, the likeliest way first."""
    for width in _WIDTHS:
        lines = list(_mended_lines(text.split("\n"), width))
        yield "\n".join(lines)
        yield "\n".join(_levelled(lines))


def with_quoted_variables(text: str) -> str:
    """``text`` with quotes round values that begin with ``{{``, which YAML takes for a mapping of mappings."""
    return "\n".join(map(_with_quoted_variable, text.split("\n"))) if "{{" in text else text


_OTHER_BLANKS = "".join(sorted(set(INVISIBLE) - set(" \t\r\n\f\v\u200b\u2060\ufeff")))
_PASTED_MARGIN = re.compile(rf"^[ ]*[{_OTHER_BLANKS}][ {_OTHER_BLANKS}]*", re.MULTILINE)


def with_plain_margins(text: str) -> str:
    """``text`` with spaces for the blanks in front of its lines that only look like spaces, as web pages paste them."""
    return text if text.isascii() else _PASTED_MARGIN.sub(lambda found: " " * len(found[0]), text)


_OPENS_GROUP = re.compile(r" *(?:- )?[A-Za-z_][\w-]* *[:\uff1a] *(?:#.*)?")
_OTHER_COLON = re.compile(r"(?P<key> +(?:- )?[A-Za-z_][\w-]*)(?: ?\uff1a ?| ?= ?|:(?=[^\s/]))(?P<value>\S.*)")


def with_plain_colons(text: str) -> str:
    """``text`` with a colon and a space behind the first keys of a group, which YAML else reads as one long text."""
    made: list[str] = []
    is_first = False
    for line in text.split("\n"):
        other = _OTHER_COLON.fullmatch(line) if is_first else None
        made.append(f"{other['key']}: {other['value']}" if other else line)
        is_first = bool(_OPENS_GROUP.fullmatch(line) or (is_first and (other or not line.strip(" #"))))
    return "\n".join(made)


def _with_quoted_variable(line: str) -> str:
    found = _VARIABLE_FIRST.match(line)
    if found is None:
        return line
    start = found.end() - 2
    value, comment = _divided(line[start:])
    return f"{line[:start]}{_in_quotes(value)}{comment}"


def _divided(value: str) -> tuple[str, str]:
    """A value without its comment, and the comment."""
    before, sign, comment = value.partition(" # ")
    return (before.strip(INVISIBLE), f" # {comment}") if sign else (value.removesuffix(" #").strip(INVISIBLE), "")


def _mended_lines(lines: list[str], width: int) -> Iterator[str]:
    text_below = -1
    for line in lines:
        rest = line.strip(INVISIBLE)
        blanks = line[: line.index(rest)] if rest else ""
        indentation = "".join(" " * (width if sign == "\t" else not _is_nothing(sign)) for sign in blanks)
        if rest and text_below >= 0 and len(indentation) > text_below:
            yield line
            continue
        text_below = len(indentation) if _BLOCK_TEXT.search(rest) and rest[-1] in "|>+-" else -1
        yield indentation + _mended(rest) if rest else ""


def _is_nothing(sign: str) -> bool:
    return sign in "\u200b\u2060\ufeff"


def _mended(line: str) -> str:
    setting = setting_of(line)
    if setting is None or " " in setting.key:
        return line
    value, comment = _divided(setting.value)
    said = f" {_quoted(value)}" if value else ""
    return f"{setting.dash}{setting.key}:{said}{comment}"


def _quoted(value: str) -> str:
    """A value that can only be a text, as YAML writes one."""
    if value[0] in QUOTES and value[-1] in ",;" and value[-2:-1] in QUOTES:
        value = value[:-1]  # the sign that parts entries in JSON and in style sheets
    first, last = value[0], value[-1]
    inner = value[1:-1]
    if len(value) > 2 and first in "\"'" and (last in CURLY or (last == first and _is_broken(value))):
        return _in_quotes(inner)
    if first in _ALWAYS_QUOTED and ": " not in value:
        return _in_quotes(value)
    return value


def _is_broken(value: str) -> bool:
    """Whether a text in quotes holds the same quotes, or backslashes as Windows writes them."""
    inner = value[1:-1]
    if value[0] == "'":
        return "'" in inner.replace("''", "")
    return '"' in inner.replace('\\"', "") or re.search(r'\\(?![\\"/nt])', inner) is not None


def _in_quotes(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _levelled(lines: list[str]) -> Iterator[str]:
    """The lines of each group indented alike, and those of a list below one of them a step more."""
    is_open = has_list = False
    for line in lines:
        rest = line.lstrip(" ")
        is_indented = len(rest) < len(line)
        setting = setting_of(rest)
        if not rest or rest.startswith("#"):
            yield line
        elif not is_indented:
            is_open, has_list = setting is not None and not setting.value, False
            yield line
        elif is_open and rest.startswith("- "):
            yield f"    {rest}" if has_list else f"  {rest}"
        elif is_open and setting:
            has_list = not setting.value
            yield f"  {rest}"
        else:
            is_open = is_open or (setting is not None and not setting.value)
            yield rest if setting else line
