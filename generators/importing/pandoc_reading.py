"""Lets pandoc read a document, within bounds, and hands on its tree without what no page may hold."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections import Counter
from pathlib import PurePosixPath
from typing import Any

from generators.importing.draft import refused
from generators.importing.packages import OpenedPackage
from generators.importing.tree import Tree, plain_text
from generators.ooxml.pandoc import PandocFailed, pandoc
from generators.reading.encoding import UnknownText, decoded

SECONDS = 300.0
MEMORY = 2000
"""Bounds of pandoc for one document: seconds of time, and megabytes."""

MOST_WORDS = 1_500_000
"""Of one document: three thousand pages."""

SAVE_AGAIN = "open it in the program that it comes from, and save it again"
DATA_ADDRESS = re.compile(r"data:image/[\w.+-]+;base64,(?P<data>[A-Za-z0-9+/=%\s]+)", re.IGNORECASE)
"""A picture in the place of its address (RFC 2397)."""

KEPT = "imported-picture-"
"""How a picture is called that stood in the text as data."""


def tree_of(name: str, data: bytes, kind: str, words: Counter[str], *options: str) -> Any:
    """Pandoc's tree of a document that is not too long."""
    if words.total() > MOST_WORDS:
        most = f"it has {words.total():,} words, more than three thousand pages"
        raise refused(name, most, "split it into several files")
    try:
        made = pandoc(data, f"--from={kind}", "--to=json", *options, seconds=SECONDS, memory=MEMORY)
    except PandocFailed as failed:
        if failed.is_too_much:
            raise refused(name, "it takes too long or too much memory", "split it into several files") from failed
        raise refused(name, "it is damaged, or another kind of file than it says", SAVE_AGAIN) from failed
    return _without_controls(json.loads(made))


_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


def _without_controls(node: Any) -> Any:
    """The tree without characters that no page may hold; the separators of lines and paragraphs are spaces."""
    if isinstance(node, str):
        return _CONTROL.sub("", node.replace("\u2028", " ").replace("\u2029", " "))
    if isinstance(node, list):
        return [_without_controls(one) for one in node]
    return {key: _without_controls(one) for key, one in node.items()} if isinstance(node, dict) else node


def with_title(tree: Any) -> tuple[str, tuple[Tree, ...]]:
    """The title, and the blocks, with what pandoc takes for facts (subtitle, author) back in place."""
    meta = tree["meta"]
    is_line = meta.get("title", {}).get("t") == "MetaInlines" and len(plain_text(meta["title"]["c"]).split()) < 25
    title = plain_text(meta["title"]["c"]) if is_line else ""
    above: list[Tree] = []
    for key in (*([] if is_line else ["title"]), "subtitle", "author", "date", "abstract"):
        above.extend(_blocks_of_meta(meta.get(key)))
    return title, (*above, *tree["blocks"])


def _blocks_of_meta(value: Any) -> list[Tree]:
    match value:
        case {"t": "MetaInlines", "c": inlines}:
            return [{"t": "Para", "c": inlines}]
        case {"t": "MetaBlocks", "c": blocks}:
            return list(blocks)
        case {"t": "MetaList", "c": values}:
            return [block for one in values for block in _blocks_of_meta(one)]
    return []


def part_of(package: OpenedPackage, folder: str, source: str) -> bytes | None:
    """A picture of the file; nothing outside of it is ever read."""
    part = str(PurePosixPath(folder, source)).lstrip("./")
    return package.data(part) if part in package else None


def text_of_file(name: str, data: bytes) -> str:
    """The letters of a text file.

    Raises:
        RefusedInput: they are in no encoding that is known.
    """
    try:
        return decoded(data)
    except UnknownText as fault:
        raise refused(name, fault.message, fault.hint) from fault


def picture_data(data: str) -> bytes:
    """The bytes of a picture in base64; none where it is damaged."""
    try:
        return base64.b64decode(re.sub(r"\s|%0A|%20", "", data), validate=False)
    except (binascii.Error, ValueError):
        return b""
