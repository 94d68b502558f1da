"""Cuts a font file down to given letters and weights, and remembers the result on disk."""

from __future__ import annotations

import functools
import hashlib
import importlib.metadata
import io
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

TEXT_FEATURES = ("ccmp", "init", "isol", "fina", "kern", "liga", "locl", "mark", "medi", "mkmk", "rlig", "calt")
"""OpenType features that running text needs; the others (small capitals, old figures) only make files large."""

FORMAT = "2"
"""Part of every cache key: raise it when what this module cuts changes."""


def subset_font(path: Path, ranges: str, limits: Mapping[str, Any], features: Iterable[str]) -> Any:
    """The font file with the glyphs of ``ranges`` only, its axes held to ``limits``.

    Imported here, not above: a build whose cache is warm never needs the font tools, which take a tenth of a second.
    """
    from fontTools import subset, ttLib  # type: ignore[import-untyped]
    from fontTools.varLib import instancer  # type: ignore[import-untyped]

    options = subset.Options(hinting=False, notdef_outline=True, layout_features=list(features), name_IDs=[1, 2, 6])
    font = ttLib.TTFont(path, recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=_code_points(ranges))
    cutter.subset(font)
    axes = {axis.axisTag for axis in font["fvar"].axes} if "fvar" in font else set()
    if axes:
        font = instancer.instantiateVariableFont(font, {tag: limit for tag, limit in limits.items() if tag in axes})
    return font


def _code_points(ranges: str) -> Iterator[int]:
    for span in ranges.split(", "):
        low, _, high = span.removeprefix("U+").partition("-")
        yield from range(int(low, 16), int(high or low, 16) + 1)


def font_bytes(font: Any) -> bytes:
    target = io.BytesIO()
    font.save(target, reorderTables=True)
    return target.getvalue()


@functools.cache
def _version(package: str) -> str:
    """Asked once, since the answer has to be looked for in all that is installed."""
    return importlib.metadata.version(package)


def remembered(package: str, purpose: str, make: Callable[[], bytes]) -> bytes:
    """What ``make`` gives, kept on disk under a key of everything that it depends on."""
    versions = [_version(name) for name in (package, "fonttools", "brotli")]
    key = hashlib.sha256("\n".join((FORMAT, purpose, *versions)).encode()).hexdigest()[:32]
    kept = Path(sys.prefix) / "kit-cache" / key
    try:
        return kept.read_bytes()
    except OSError:
        data = make()
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=kept.parent, delete=False) as unfinished:
            unfinished.write(data)
        Path(unfinished.name).replace(kept)
    except OSError:
        pass  # a read-only environment works as well: only slower
    return data
