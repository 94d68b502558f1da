"""The text and the pictures of a Rich Text file, read beside pandoc (Rich Text Format Specification, 1.9.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

_TOKEN = re.compile(
    rb"\\(?P<word>[a-z]{1,32})(?P<number>-?\d{1,10})?[ ]?|\\'(?P<hex>[0-9a-f]{2})|\\(?P<sign>[^a-z])|(?P<brace>[{}])|[\r\n]+"
    rb"|(?P<text>[^\\{}\r\n]+)",
    re.IGNORECASE,
)
_ELSEWHERE = frozenset(
    {
        "fonttbl",
        "colortbl",
        "stylesheet",
        "info",
        "pict",
        "header",
        "headerl",
        "headerr",
        "headerf",
        "footer",
        "footerl",
    }
    | {
        "footerr",
        "footerf",
        "generator",
        "listtable",
        "listoverridetable",
        "themedata",
        "datastore",
        "xmlnstbl",
        "fldinst",
    }
    | {
        "rsidtbl",
        "latentstyles",
        "objdata",
        "bkmkstart",
        "bkmkend",
        "listtext",
        "pntext",
        "annotation",
        "atnid",
        "atnauthor",
    }
    | {
        "nonshppict",
        "pgdsctbl",
        "revtbl",
        "filetbl",
        "ftnsep",
        "ftnsepc",
        "aftnsep",
        "aftnsepc",
        "atrfstart",
        "atrfend",
    }
)
"""Groups whose text is no part of what a reader sees."""

_SPACES = frozenset({"par", "line", "tab", "cell", "row", "sect", "page", "emspace", "enspace"})
_LETTERS = {
    "rquote": "’",
    "lquote": "‘",
    "rdblquote": "”",
    "ldblquote": "“",
    "endash": "–",
    "emdash": "—",
    "bullet": "•",
}
_PICTURE = re.compile(rb"\\(?:pngblip|jpegblip)\b(?P<rest>[^{}]*(?:\{[^{}]*\}[^{}]*)*)\}")


def rtf_text(data: bytes) -> str:
    """The letters that a reader sees, with spaces where lines and cells end."""
    parts: list[str] = []
    hidden: list[tuple[bool, int]] = [(False, 1)]
    left = 0
    starred = False
    for token in _TOKEN.finditer(data):
        if token["brace"] == b"{":
            hidden.append(hidden[-1])
        elif token["brace"] == b"}" and len(hidden) > 1:
            hidden.pop()
        elif token["sign"] == b"*":
            starred = True
            continue
        elif token["word"]:
            word = token["word"].decode()
            if word in _ELSEWHERE or (starred and word not in ("shppict", "footnote")):
                hidden[-1] = (True, hidden[-1][1])
            elif word == "uc":
                hidden[-1] = (hidden[-1][0], int(token["number"] or 1))
            elif word == "u" and token["number"] and not hidden[-1][0]:
                parts.append(chr(int(token["number"]) % 65536))
                left = hidden[-1][1]
            elif not hidden[-1][0]:
                parts.append(_LETTERS.get(word, " " if word in _SPACES else ""))
        elif not hidden[-1][0]:
            text = _shown(token)
            parts.append(text[left:])
            left = max(0, left - len(text))
        starred = False
    return "".join(parts)


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


_STYLE = re.compile(rb"\{(?:\\\*)?\\s(?P<number>\d{1,4})\b[^{};]*?(?:heading|\xdcberschrift|titre|t\\'edtulo) (?P<level>[1-6])\s*;", re.IGNORECASE)


def with_levels(data: bytes) -> bytes:
    """The file with the level of its headings beside their styles, of which pandoc knows nothing."""
    levels = {found["number"]: int(found["level"]) - 1 for found in _STYLE.finditer(data)}
    if not levels or b"\\outlinelevel" in data:
        return data
    numbers = b"|".join(sorted(levels, key=len, reverse=True))

    def marked(found: re.Match[bytes]) -> bytes:
        return b"%s\\outlinelevel%d" % (found[0], levels[found[1]])

    return re.sub(rb"\\s(%s)(?=[\\ {\r\n])" % numbers, marked, data)
