"""The kit's typefaces: found in their packages, and cut to small copies."""

from __future__ import annotations

import base64
import functools
import importlib.metadata
import importlib.util
import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import deflate
from msgspec import Struct

from generators.caching.folder import store_folder
from generators.caching.store import Store, key_of
from generators.words.direction import script_of

if TYPE_CHECKING:
    import typst

TEXT_FEATURES = ("ccmp", "init", "isol", "fina", "kern", "liga", "locl", "mark", "medi", "mkmk", "rlig", "calt")
"""OpenType features that running text needs; the others (small capitals, old figures) only make files large."""


def subset_font(path: Path, ranges: str, limits: Mapping[str, Any], features: Iterable[str]) -> Any:
    """The font file with the glyphs of ``ranges`` only, its axes held to ``limits``.

    Imported here, not above: a build whose cache is warm never needs the font tools, which take a tenth of a second.
    """
    from fontTools import subset, ttLib
    from fontTools.varLib import instancer

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


@functools.cache
def _own_text() -> str:
    """This module's text is part of every key, so that a change in how fonts are cut never meets an old cut."""
    return Path(__file__).read_text(encoding="utf-8")


def cached_cut(package: str, purpose: str, make: Callable[[], bytes]) -> bytes:
    """What ``make`` gives, kept on disk under a key of everything that it depends on."""
    versions = [_version(name) for name in (package, "fonttools", "brotli", "deflate")]
    key = key_of("typefaces", program=_own_text(), package=package, purpose=purpose, versions=versions)
    return Store(store_folder()).remembered(key, make)


Style = Literal["normal", "italic"]

DEFAULT_FAMILY = "Source Sans 3"

LEGIBLE_FAMILY = "Atkinson Hyperlegible"
"""Drawn by the Braille Institute so that no letter is taken for another: readers of a site may choose it."""

LEGIBLE_LANGUAGES = frozenset(
    (
        *("af", "bs", "ca", "cs", "da", "de", "en", "es", "et", "eu", "fi", "fil", "fr", "ga", "gl", "hmn", "hr", "ht"),
        *("hu", "id", "is", "it", "lb", "lt", "lv", "ms", "mt", "nb", "nl", "nn", "no", "pl", "pt", "ro", "sl", "so"),
        *("sq", "sv", "sw", "tl"),
    )
)
"""Languages (BCP 47) whose letters that typeface has; those of others would come from two typefaces in one word."""

BASIC = (
    "U+20-7E, U+A0-FF, U+131, U+152-153, U+2C6, U+2DA-2DC, U+2010-2014, U+2018-201E, U+2020-2022, U+2026, U+2030, "
    "U+2039-203A, U+20AC, U+2122, U+2190-2193, U+2212, U+2713"
)
"""What English and most of western Europe needs, as CSS writes it (``unicode-range``)."""

EXTENDED = (
    "U+100-130, U+132-151, U+154-24F, U+2BB-2BC, U+300-304, U+306-30C, U+31B, U+323, U+326-328, U+37E-3CE, "
    "U+400-45F, U+490-491, U+1E00-1EFF, U+1F00-1FFF, U+2032-2033, U+20A0-20AB, U+20AD-20C0, U+2116, U+2260-2265"
)
"""The other European letters (Latin, Greek, Cyrillic) and the Vietnamese ones."""

TYPED = EXTENDED.replace(", U+1F00-1FFF", "")
"""The same for answers: nobody types Greek as it was spelled until 1982, which is a tenth of such a font."""

ARABIC = "U+600-6FF, U+750-77F, U+200C-200F, U+FB50-FBB1, U+FBD3-FBFF, U+FE70-FEFC"
"""Arabic, Persian, and Urdu, with the joined shapes that a PDF without a shaping engine has to name."""


class FontFile(Struct, frozen=True):
    """One font file of a package. ``axis`` is true for a variable weight, else ``weight`` holds (100 to 900)."""

    file: str
    style: Style = "normal"
    weight: int = 400
    axis: bool = False


class Family(Struct, frozen=True):
    """A typeface by the name that ``brand.font`` may give, and the Python package that carries its files."""

    name: str
    package: str
    faces: tuple[FontFile, ...]
    ranges: tuple[str, str] = (BASIC, EXTENDED)

    @property
    def folder(self) -> Path:
        """Where the package keeps the font files."""
        return _package_folder(self.package) / "files"

    @property
    def license(self) -> str:
        """The license text that has to go wherever the font files go."""
        return (self.folder.parent / "LICENSE").read_text(encoding="utf-8")


class WebFace(Struct, frozen=True):
    """One woff2 file: ``weight`` as CSS writes it (``400 700``), ``unicode_range`` as CSS writes it."""

    file_name: str
    style: Style
    weight: str
    unicode_range: str
    data: bytes


class FieldFont(Struct, frozen=True):
    """The font of typed answers, cut to what people type, with all that a PDF has to say of it.

    ``program`` is the TrueType file under zlib (``length`` bytes without); ``glyphs`` maps a code point to a glyph;
    ``widths`` are advances by glyph. All measures are thousandths of the font size.
    """

    name: str
    program: bytes
    length: int
    glyphs: Mapping[int, int]
    widths: tuple[int, ...]
    box: tuple[int, int, int, int]
    ascent: int
    descent: int
    cap_height: int


FAMILIES: Mapping[str, Family] = {
    family.name: family
    for family in (
        Family(
            DEFAULT_FAMILY,
            "fontpkg_source_sans_3",
            (
                FontFile("SourceSans3[wght].ttf", axis=True),
                FontFile("SourceSans3-Italic[wght].ttf", "italic", axis=True),
            ),
        ),
        Family(
            "Noto Sans",
            "fontpkg_noto_sans",
            (
                FontFile("NotoSans[wdth,wght].ttf", axis=True),
                FontFile("NotoSans-Italic[wdth,wght].ttf", "italic", axis=True),
            ),
        ),
        Family(
            "Atkinson Hyperlegible",
            "fontpkg_atkinson_hyperlegible",
            (
                FontFile("AtkinsonHyperlegible-Regular.ttf"),
                FontFile("AtkinsonHyperlegible-Italic.ttf", "italic"),
                FontFile("AtkinsonHyperlegible-Bold.ttf", weight=700),
                FontFile("AtkinsonHyperlegible-BoldItalic.ttf", "italic", weight=700),
            ),
        ),
        Family(
            "Noto Sans Arabic",
            "fontpkg_noto_sans_arabic",
            (FontFile("NotoSansArabic[wdth,wght].ttf", axis=True),),
            (BASIC, ARABIC),
        ),
    )
}


def family(name: str) -> Family:
    """The family of that name, or the default one."""
    return FAMILIES.get(name, FAMILIES[DEFAULT_FAMILY])


SCRIPTS, EAST_ASIAN = "manimgx_fonts", "manimgx_fonts_cjk"
"""Packages of typefaces for what the families lack: names are printed in the script that they are written in."""


def _package_folder(package: str) -> Path:
    spec = importlib.util.find_spec(package)
    assert spec is not None and spec.origin is not None, f"the lock file lists {package}"
    return Path(spec.origin).parent


def script_fonts(package: str) -> tuple[Path, ...]:
    """The font files of ``SCRIPTS`` or ``EAST_ASIAN``, by name."""
    return tuple(sorted(file for file in _package_folder(package).iterdir() if file.suffix in (".ttf", ".ttc")))


_NO_WEB_FACE = ("NotoEmoji", "NotoSans-", "NotoSans[", "NotoSansSymbols")
"""What devices have themselves, or the site's own typeface has."""

_VARIATION = ("avar", "DSIG", "fvar", "gvar", "HVAR", "MVAR", "STAT", "VVAR")
"""Tables that a font does without in its default shape (OpenType 1.9, font variations overview)."""


def script_faces() -> dict[str, bytes]:
    """A woff2 file of regular weight for each script of ``SCRIPTS``, by the name of its typeface."""
    files = (file for file in script_fonts(SCRIPTS) if not file.name.startswith(_NO_WEB_FACE))
    return {
        file.name.partition("[")[0]: cached_cut(SCRIPTS, f"web {file.name}", functools.partial(_default_shape, file))
        for file in files
    }


def _default_shape(file: Path) -> bytes:
    """Nothing is drawn anew, which takes a minute for all scripts, where this takes some seconds."""
    from fontTools import ttLib
    from fontTools.ttLib.woff2 import WOFF2FlavorData

    font = ttLib.TTFont(file, recalcTimestamp=False, recalcBBoxes=False)
    for tag in _VARIATION:
        if tag in font:
            del font[tag]
    font.flavor, font.flavorData = "woff2", WOFF2FlavorData(transformedTables=set())
    target = io.BytesIO()
    font.save(target, reorderTables=None)
    return target.getvalue()


def script_license() -> str:
    """The license text that has to go wherever the files of ``SCRIPTS`` go."""
    found = next(file for file in importlib.metadata.files(SCRIPTS) or () if file.name == "LICENSE")
    return found.read_text(encoding="utf-8")


def font_paths() -> tuple[Path, ...]:
    """The folders of all font files, for a layout program; the families come first, which takes the first that fits."""
    families = (known.folder for known in FAMILIES.values())
    return (*families, *(_package_folder(package) for package in (SCRIPTS, EAST_ASIAN)))


@functools.cache
def layout_fonts(*, with_layouts_own: bool = False) -> typst.Fonts:
    """The kit's own fonts for the layout program, so that every machine prints the same.

    With those that the program brings along for drawings, which may name a typeface that the kit does not have.
    """
    import typst  # which those who only look for a font need not load

    folders = [str(folder) for folder in font_paths()]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=with_layouts_own, font_paths=folders)


@functools.lru_cache
def web_font(name: str) -> tuple[WebFace, ...]:
    """The woff2 files of a family: variable where the family is (weights 400 to 700), else one for each weight.

    Each face is cut in two by ``unicode-range``, so that an English page loads the small half only.
    """
    known = family(name)
    return tuple(
        _web_face(known, face, ranges, part)
        for face in known.faces
        for part, ranges in zip(("basic", "extended"), known.ranges, strict=True)
    )


def field_font(language: str = "en") -> FieldFont:
    """The font in which answers are typed into a PDF of ``language`` (BCP 47), in its regular weight."""
    return _field_font("Noto Sans Arabic" if script_of(language) == "Arab" else DEFAULT_FAMILY)


@functools.cache
def _field_font(name: str) -> FieldFont:
    chosen = FAMILIES[name]
    own = (part for part in chosen.ranges if part != EXTENDED)
    ranges = ", ".join(dict.fromkeys((BASIC, TYPED, *own)))
    record = json.loads(cached_cut(chosen.package, f"field {ranges}", lambda: _field_record(chosen, ranges)))
    return FieldFont(
        name=record["name"],
        program=base64.b64decode(record["program"]),
        length=record["length"],
        glyphs={int(code): glyph for code, glyph in record["glyphs"].items()},
        widths=tuple(record["widths"]),
        box=tuple(record["box"]),
        ascent=record["ascent"],
        descent=record["descent"],
        cap_height=record["cap_height"],
    )


def warm() -> None:
    """Cuts the default copies once (some seconds), so that builds find them on disk; others are cut when first used."""
    web_font(DEFAULT_FAMILY)
    web_font(LEGIBLE_FAMILY)
    for language in ("en", "ar"):
        field_font(language)
    script_faces()


def _web_face(known: Family, face: FontFile, ranges: str, part: str) -> WebFace:
    limits = {"wght": (400, 700), "wdth": 100} if face.axis else {}

    def cut() -> bytes:
        font = subset_font(known.folder / face.file, ranges, limits, TEXT_FEATURES)
        font.flavor = "woff2"
        return font_bytes(font)

    stem = known.name.lower().replace(" ", "-")
    weight = "400-700" if face.axis else str(face.weight)
    return WebFace(
        file_name=f"{stem}-{face.style}-{weight}-{part}.woff2",
        style=face.style,
        weight=weight.replace("-", " "),
        unicode_range=ranges,
        data=cached_cut(known.package, f"web {face} {ranges} {limits}", cut),
    )


def _order_by_letter(font: Any) -> None:
    """Numbers glyphs in the order of their letters, so that a PDF says in few words which letter each glyph is.

    A letter of Latin-1 has its own number: pypdf looks up how wide a glyph is by its letter.
    """
    from fontTools.ttLib.reorderGlyphs import reorderGlyphs

    for tag in _LAYOUT:
        if tag in font:
            del font[tag]
    letters: dict[str, int] = {}
    for letter, glyph in sorted(font.getBestCmap().items()):
        letters.setdefault(glyph, letter)
    missing, *others = font.getGlyphOrder()
    ordered = sorted(others, key=lambda glyph: letters.get(glyph, sys.maxunicode + 1))
    latin = {letters[glyph]: glyph for glyph in ordered if letters.get(glyph, _LATIN) < _LATIN}
    rest = ordered[len(latin) :]
    first = [latin.get(number) or rest.pop() for number in range(1, _LATIN)]
    reorderGlyphs(font, [missing, *first, *rest])


_LATIN = 256
"""The first number after the letters of western Europe (Latin-1)."""

_LAYOUT = ("BASE", "GDEF", "GPOS", "GSUB", "STAT", "gasp")
"""Tables that no PDF reads of a font: letters of a field stand one after the other (ISO 32000-1, 9.9)."""


def _field_record(known: Family, ranges: str) -> bytes:
    font = subset_font(known.folder / known.faces[0].file, ranges, {"wght": 400, "wdth": 100}, ())
    _order_by_letter(font)
    per_em = font["head"].unitsPerEm

    def thousandths(value: float) -> int:
        return round(value * 1000 / float(per_em))

    program, head, metrics = font_bytes(font), font["head"], font["OS/2"]
    order = font.getGlyphOrder()
    record = {
        "name": known.name.replace(" ", ""),
        "program": base64.b64encode(deflate.zlib_compress(program, 12)).decode("ascii"),
        "length": len(program),
        "glyphs": {code: font.getGlyphID(glyph) for code, glyph in sorted(font.getBestCmap().items())},
        "widths": [thousandths(font["hmtx"].metrics[glyph][0]) for glyph in order],
        "box": [thousandths(value) for value in (head.xMin, head.yMin, head.xMax, head.yMax)],
        "ascent": thousandths(metrics.sTypoAscender),
        "descent": thousandths(metrics.sTypoDescender),
        "cap_height": thousandths(metrics.sCapHeight),
    }
    return json.dumps(record, sort_keys=True).encode("ascii")
