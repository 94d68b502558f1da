"""The text and the pictures of a Rich Text file, read beside pandoc (Rich Text Format Specification, 1.9.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct, field

_TOKEN = re.compile(
    rb"\\(?P<word>[a-z]{1,32})(?P<number>-?\d{1,10})?[ ]?|\\'(?P<hex>[0-9a-f]{2})|\\(?P<sign>[^a-z])|(?P<brace>[{}])"
    rb"|[\r\n]+|(?P<text>[^\\{}\r\n]+)",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    "fonttbl|colortbl|stylesheet|info|pict|header|headerl|headerr|headerf|footer|footerl|footerr|footerf"
    "|generator|listtable|listoverridetable|themedata|datastore|xmlnstbl|fldinst|rsidtbl|latentstyles"
    "|objdata|bkmkstart|bkmkend|listtext|pntext|annotation|atnid|atnauthor|nonshppict|pgdsctbl|revtbl"
    "|filetbl|ftnsep|ftnsepc|aftnsep|aftnsepc|atrfstart|atrfend"
)
"""Groups whose text is no part of what a reader sees."""

_SPACES = frozenset({"par", "line", "tab", "cell", "row", "sect", "page", "emspace", "enspace", "footnote"})
_LETTERS = {
    "rquote": "\u2019",
    "lquote": "\u2018",
    "rdblquote": "”",
    "ldblquote": "“",
    "endash": "\u2013",
    "emdash": "—",
    "bullet": "•",
}
_PICTURE = re.compile(rb"\\(?:pngblip|jpegblip)\b(?P<rest>[^{}]*(?:\{[^{}]*\}[^{}]*)*)\}")


def rtf_text(data: bytes) -> str:
    """The letters that a reader sees, with spaces where lines and cells end."""
    reading = _Reading()
    for token in _TOKEN.finditer(data):
        reading.take(token)
    return "".join(reading.parts)


class _Reading(Struct):
    """Goes over the tokens once. Each group has whether it is ``hidden`` and how many letters stand for one of Unicode.

    ``left`` are those of them that are still to be passed over; ``starred`` says that the next word opens a group that
    a reader may leave out.
    """

    parts: list[str] = field(default_factory=list)
    groups: list[tuple[bool, int]] = field(default_factory=lambda: [(False, 1)])
    left: int = 0
    starred: bool = False

    def take(self, token: re.Match[bytes]) -> None:
        if token["brace"] == b"{":
            self.groups.append(self.groups[-1])
        elif token["brace"] == b"}":
            self.groups = self.groups[:-1] or [(False, 1)]
        elif token["word"]:
            self._word(token["word"].decode(), token["number"])
        elif token["sign"] != b"*" and not self.groups[-1][0]:
            text = _shown(token)
            self.parts.append(text[self.left :])
            self.left = max(0, self.left - len(text))
        self.starred = token["sign"] == b"*"

    def _word(self, word: str, number: bytes | None) -> None:
        hidden, letters = self.groups[-1]
        if _ELSEWHERE.fullmatch(word) or (self.starred and word not in ("shppict", "footnote")):
            self.groups[-1] = (True, letters)
        elif word == "uc":
            self.groups[-1] = (hidden, int(number or 1))
        elif word == "u" and number and not hidden:
            self.parts.append(chr(int(number) % 65536))
            self.left = letters
        elif not hidden:
            self.parts.append(_LETTERS.get(word, " " if word in _SPACES else ""))


def _shown(token: re.Match[bytes]) -> str:
    if token["hex"]:
        return bytes.fromhex(token["hex"].decode()).decode("cp1252", "replace")
    if token["sign"]:
        return {b"~": " ", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}"}.get(token["sign"], "")
    return (token["text"] or b"").decode("cp1252", "replace")


def rtf_pictures(data: bytes) -> Iterator[bytes]:
    """The PNG and JPEG pictures, in their order."""
    for found in _PICTURE.finditer(data):
        letters = re.sub(rb"\{[^{}]*\}|\\[a-z]+-?\d* ?|[^0-9a-fA-F]", b"", found["rest"])
        yield bytes.fromhex(letters[: len(letters) // 2 * 2].decode())


_STYLE = re.compile(
    rb"\{(?:\\\*)?\\s(?P<number>\d{1,4})\b[^{};]*?(?:heading|\xdcberschrift|titre|t\\'edtulo) (?P<level>[1-6])\s*;",
    re.IGNORECASE,
)


_FOOTNOTE = re.compile(rb"\{\\\*\\footnote(?![a-z])")


def with_footnotes(data: bytes) -> bytes:
    """The file without the sign that footnotes may be left out, which LibreOffice and pandoc write and pandoc obeys."""
    return _FOOTNOTE.sub(rb"{\\footnote", data)


def with_levels(data: bytes) -> bytes:
    """The file with the level of its headings beside their styles, of which pandoc knows nothing."""
    levels = {found["number"]: int(found["level"]) - 1 for found in _STYLE.finditer(data)}
    if not levels or b"\\outlinelevel" in data:
        return data
    numbers = b"|".join(levels)

    def marked(found: re.Match[bytes]) -> bytes:
        return b"%s\\outlinelevel%d" % (found[0], levels[found[1]])

    return re.sub(rb"\\s(%s)(?=[\\ {\r\n])" % numbers, marked, data)
