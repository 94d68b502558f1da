"""Reads past what keyboards, word processors, and chats do to YAML; only asked for what cannot be read as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

BLANKS = "\u00a0\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff"
"""Spaces that are no spaces for YAML, and such as nobody sees; inside of a character class."""

_DOUBLE = "\u201c\u201d\u201e\u201f\u00ab\u00bb\uff02"
_SINGLE = "\u2018\u2019\u201a\u201b"
CURLY = _DOUBLE + _SINGLE
QUOTES = f"\"'{CURLY}"
"""Straight quotation marks, and those that programs make of them."""

_EDGE = re.compile(rf"^[\s{BLANKS}]+|[\s{BLANKS}]+$")
_INDENTATION = re.compile(rf"[\s{BLANKS}]*")
_SETTING = re.compile(
    rf"(?P<dash>(?:- +)?)[{QUOTES}]?(?P<key>[^\W\d][\w-]*)[{QUOTES}]?[\s{BLANKS}]*"
    rf"(?P<sign>[:\uff1a]|=(?!=))(?P<value>.*)"
)
_COMMENT = re.compile(r"\s+#(\s.*)?$")
_BLOCK_TEXT = re.compile(r":\s+[|>][+-]?\d?[+-]?\s*$")
_VARIABLE_FIRST = re.compile(
    r"(?P<key>^[ \t]*(?:- +)?(?:[\w-]+:[ \t]+|(?<=- )))(?P<value>\{\{.*?\S)(?=\s*$|\s+#\s)", re.MULTILINE
)
_ALWAYS_QUOTED = "@%`"
_WIDTHS = (2, 4)
"""How many spaces a tab may stand for."""


def without_curly_quotes(text: str) -> str:
    """``text`` without invisible edges and without the one pair of typographic quotes that a program put round it."""
    plain = _EDGE.sub("", text)
    for kind in (_DOUBLE, _SINGLE):
        inner = plain[1:-1]
        if len(plain) > 2 and plain[0] in kind and plain[-1] in kind and not any(sign in inner for sign in kind):
            return _EDGE.sub("", inner)
    return plain


def plain_key(text: str) -> str:
    """The name before a colon, without quotes and blanks round it."""
    return _EDGE.sub("", _EDGE.sub("", text).strip(QUOTES))


def mended(text: str) -> Iterator[str]:
    """``text`` as it may have been meant, the likeliest way first."""
    for width in _WIDTHS:
        lines = list(_mended_lines(text.split("\n"), width))
        yield "\n".join(lines)
        yield "\n".join(_levelled(lines))


def with_quoted_variables(text: str) -> str:
    """``text`` with quotes round values that begin with ``{{``, which YAML takes for a mapping of mappings."""
    return _VARIABLE_FIRST.sub(lambda found: f"{found['key']}{_in_quotes(found['value'])}", text)


def _mended_lines(lines: list[str], width: int) -> Iterator[str]:
    text_below = -1
    for line in lines:
        found = _INDENTATION.match(line)
        blanks = found[0] if found else ""
        rest = line[len(blanks) :].rstrip()
        indentation = re.sub(rf"[{BLANKS}]", " ", blanks.replace("\u200b", "").replace("\ufeff", ""))
        indentation = indentation.replace("\t", " " * width)
        if rest and text_below >= 0 and len(indentation) > text_below:
            yield line
            continue
        text_below = len(indentation) if _BLOCK_TEXT.search(rest) else -1
        yield indentation + _mended(rest) if rest else ""


def _mended(line: str) -> str:
    """A line without its indentation; a bare ``%`` or ``@`` before a name is a slip that nobody can guess."""
    found = None if line.startswith("#") else _SETTING.fullmatch(line)
    if found is None or (found["sign"] == ":" and found["value"].startswith("//")):
        return line
    comment = _COMMENT.search(found["value"])
    value = _EDGE.sub("", found["value"][: comment.start()] if comment else found["value"])
    said = f" {_quoted(value)}" if value else ""
    return f"{found['dash']}{found['key']}:{said}{comment[0] if comment else ''}"


def _quoted(value: str) -> str:
    """A value that can only be a text, as YAML writes one."""
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
        setting = None if rest.startswith("#") else _SETTING.fullmatch(rest)
        if not rest or rest.startswith("#"):
            yield line
        elif not is_indented:
            is_open, has_list = setting is not None and not setting["value"].strip(), False
            yield line
        elif is_open and rest.startswith("- "):
            yield f"    {rest}" if has_list else f"  {rest}"
        elif is_open and setting:
            has_list = not setting["value"].strip()
            yield f"  {rest}"
        else:
            is_open = is_open or (setting is not None and not setting["value"].strip())
            yield rest if setting else line
