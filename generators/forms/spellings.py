"""Reads the many ways in which people draw blanks, boxes, and scales as the one way that the grammar knows."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from generators.forms.attributes import BRACES
from generators.forms.names import plain_text
from generators.forms.questions import YES_OR_NO
from generators.forms.required_marks import required_in_braces
from generators.model import Line
from generators.model.problems import Problems
from generators.model.replacing import replace
from generators.reading.verbatim import code_spans

LONGEST_LINE = 1_000
"""Characters: a longer line is no question, and would only keep the patterns below busy."""

MOST_LINES = 20_000
"""How many lines a process remembers by what they hold: the next local has most of them again."""

ENDS_A_LABEL = (":", "?", "\u061f", "\uff1a", "\uff1f")
NOT_A_LABEL = re.compile(r"\s*$| {4}| {0,3}\t|#|>|\||[-*+]\s|<|\x02|`{3}|~{3}|\s*\{[^}]*\}\s*$|[-=]{3,}\s*$|!{3}|\?{3}")

_BOXES_AND_STARS = (
    "☐□▢▫◻◽❏❐❑❒⬜🔲☑☒🗹○◌◎◯⚪⚬⭕⭘🔘◉⦿\u20dd\uf0a8\uf06f\uf071\uf0a3\uf0fe\uf052\uf053\uf0a1\uf0a4\uff08\uff3b\u3010☆★⭐"
)
_BEGINS = f"[_\u2013-\u2015\\\\.…‥&①-⑩<\uff3f‗⎯─━▁\u02cd:?\uff1a\u061f/{_BOXES_AND_STARS}\\d(\\[)-]"
"""How a sign begins: to look for this letter first takes a quarter of the time, since most letters begin none."""

_SIGNS = re.compile(
    f"(?={_BEGINS})(?:"
    "_{2}|_ _|\\\\[_(\\[]|"
    "\\.{3}|[…‥]|&#|[①-⑩]|\\. \\.|<u>|[\uff3f‗⎯─━▁\u02cd]{3}|[:?\uff1a\u061f]\\s*[-\u2013\u2014]{3}|"
    "[\u2014\u2015]{3}|[-\u2013]{4}|"
    "/\\s+/|\\[\\s{4,}\\]|"
    f"[{_BOXES_AND_STARS}]|"
    r"(?i:(?:(?<=[dmytja])|(?<=[dmytja]\s))[/.-]\s?[dmytja]{1,4}\s?[/.-]\s?[dmytja]{2})|"
    r"\d\s?[)\]]\s*[(\[]\s?\d|\(\s*\)|\[\s*\]|[(\[](?:&nbsp;|[oOxX√✓✔*•_])[)\]]|\d[\s/)\u2013-]{1,9}\(?\d|\)\s*\(\d)"
)
"""A quick look that spares most lines the slow ones."""

PAGE_BREAK = re.compile(r"<!--\s*page[ -]?(?P<what>break|part)\s*-->", re.IGNORECASE)

_CODE = "\uf8ff"
"""Stands for a code span while the text round it is read; a letter for private use, which nobody types."""

_ESCAPED = re.compile(r"(?:\\_|_(?=\\_)|(?<=\\_)_){2,}")
_ESCAPED_BOX = re.compile(
    r"(?:^(?P<indent> {0,3})\\?[-*+]\s+)?"
    r"(?:\\\((?P<round>(?:\s|&nbsp;)*|\d{1,2})\\\)|\\\[(?:\s|&nbsp;)*\\\])(?=\s|$|\\\()"
)
"""Boxes and numbers as programs export what was typed: each bracket behind a backslash, and perhaps a bullet, too."""

_STARRED = re.compile(r"(?P<indent> {0,3})(?P<stars>\*{1,3})(?=\S)(?P<inside>[^*]*?[\])][^*]*[^*\s])(?P=stars)\s*")
"""A whole line in bold or slanted letters, whose last choice would end with the stars."""

_UNDERLINED = re.compile(r"<u>(?:\s|&nbsp;|_)+</u>", re.IGNORECASE)
_DRAWN = re.compile("[\uff3f‗⎯─━▁\u02cd]{3,}")
_DASHES = re.compile(r"(?<=[:?\uff1a\u061f])\s*[-\u2013\u2014]{3,}\s*$")
_DASHED = re.compile(r"(?P<label> {0,3}[^\W\d_][^_|]{0,40}?)\s*(?:[\u2014\u2015]{3,}|[-\u2013]{4,})\s*")
_DOTS = re.compile(r"(?:\. ){3,}\.|[.‥…]{2,}|…")
_GROUPS = re.compile(r"(?<!_)(_{1,4})\s?([/.-])\s?(_{1,4})\s?\2\s?(_{1,6})(?!_)")
_FRAMED = re.compile(r"(?<=[:?\uff1a\u061f])\s*(?:\[(?:_{3,}|\s{4,})\]|[(<]_{3,}[)>]|[\"'“«]_{3,}[\"'”»])\s*(?=\{|$)")
_ROW = re.compile(r"(?<=[:?\uff1a\u061f])\s*_{4,}(?:[ -]_{4,})+\s*(?=\{|$)")
_BREAK = re.compile(r"(?<=_)\s*\\$")
_STYLED = re.compile(
    r"\s{0,3}</?(?:b|strong|i|em|span|font|big|small)(?:\s[^<>]*)?>|</(?:b|strong|i|em|span|font|big|small)>", re.I
)
_PHONE = re.compile(
    r"\(_{2,4}\)\s*_{2,4}\s*[-.]?\s*_{2,5}(?!_)"
    r"|(?<=[:?\uff1a\u061f])\s*\(\s{2,5}\)\s*(?:_{2,4}\s*[-.]?\s*_{2,5}(?!_)|-\s*$)"
)
_CLOCK = re.compile(r"(?<!\S)_{1,3}\s?:\s?_{1,3}(?!\S)")
_MAIL = re.compile(r"_{2,}\s?@\s?_{2,}(?:\._{2,})?")
_SLASHES = re.compile(r"(?<=[:?\uff1a\u061f])\s*/\s+/\s*(?=\{|$)")
_DATE = re.compile(
    r"(?<=[:?\uff1a\u061f])\s*(?:[dmtj]{1,2}|[yja]{4})(?:\s?[/.-]\s?(?:[dmtj]{1,2}|[yja]{2,4})){2}\s*(?=\{|$)",
    re.IGNORECASE,
)
_WIDE = re.compile("\uff08[\\s_]*\uff09|[\uff3b\u3010\u3014][\\s_]*[\uff3d\u3011\u3015]")
_STARS = re.compile("[☆★⭐]{3}")
_SPACED = re.compile(r"(?<!\S)(?:_ ){2,}_(?!\S)")
_SHORT = re.compile(r"(?:(?<=[\s:?\uff1a\u061f])|^)_{2,3}(?=[\s{.,;]|$)")
_TYPED_TWICE = re.compile(rf"\{{type=(?P<type>\w+)\}}\s*(?P<braces>{BRACES})")

_GLYPHS = {
    "[ ]": "☐□▢▫◻◽❏❐❑❒⬜🔲\uf0a8\uf06f\uf071\uf0a3",
    "[x]": "☑☒🗹\uf0fe\uf052\uf053",
    "( )": "○◌◎◯⚪⚬⭕⭘🔘\u20dd\uf0a1",
    "(x)": "◉⦿\uf0a4",
}
"""Boxes by what they mean; from U+F020 on stand those of the typefaces Wingdings, as Word's clipboard has them."""

EMPTY_BOXES = _GLYPHS["[ ]"] + _GLYPHS["( )"]
_CIRCLED = re.compile(r"[①-⑩](?:[\s/]*[①-⑩]){2,}")
_NUMBERED = re.compile(r"&#(?:[xX][0-9a-fA-F]{1,6}|[0-9]{1,7});")
_MARK_OF = {glyph: mark for mark, glyphs in _GLYPHS.items() for glyph in glyphs}
_GLYPH = re.compile(rf"\s?[{''.join(_MARK_OF)}][\ufe0e\ufe0f]?\s?")
_EMPTY = r"(?:(?:\s|&nbsp;)*|_{1,3})"
_BOX = re.compile(rf"(?:(?<=[\s:?\uff1a\u061f])|^)(?:(?P<round>\({_EMPTY}\))|\[{_EMPTY}\](?![(\[:]))")
_TICK = r"(?:\((?P<round>[oOxX√✓✔*•])\)|\[[xX√✓✔*]\](?![(\[:]))(?=\s|\w|$)\s*"
_TICKED = re.compile(rf"(?:^ {{0,3}}|(?<=\s\s)|(?<=[:?] )){_TICK}")
_TICKED_BESIDE_OTHERS = re.compile(rf"(?<=\s){_TICK}")
_OPTIONS = re.compile(rf"(?:[^(\[]*[:?\uff1a\u061f]\s*| {{0,3}})(?:\({_EMPTY}\)|\[{_EMPTY}\](?![(\[:]))")
_BULLET = re.compile(r"^(?P<indent> {0,3})(?:[-*+]|\d{1,3}[.)])\s+(?=\( \)\s)")
_ITEM = re.compile(r" {0,3}[-*+]\s+(?![-*+]\s|[\[(])")
_OPEN_BOX = re.compile(rf"\s(?:\({_EMPTY}\)|\[{_EMPTY}\])(?=\s)")
_FIRST_BOX = re.compile(r"\s(?=(?:\( \)|\[ \])(?:\s|$))")
_LAST_BLANK = re.compile(rf"(?P<blanks>.*_{{4,}}\s*(?:{BRACES})?)\s+(?P<label>[^_]*[^_\s])\s*")
_NUMBER = r"\(?\d{1,2}\)?"
_NUMBERS = re.compile(
    rf"(?P<label>.*?)(?:^|(?<=\s))(?P<numbers>{_NUMBER}(?:[\s/\u2013-]*(?<=[)\s/\u2013-]){_NUMBER}){{2,}})\s*"
    rf"(?P<braces>{BRACES})?\s*$"
)
_BOXED_NUMBERS = re.compile(r" {0,3}(?:(?:\(\s?\d{1,2}\s?\)|\[\s?\d{1,2}\s?\])\s*){3,}")
_PART = re.compile(rf"\s*(?P<label>(?:[^_]|(?<!_)_{{1,3}}(?!_))+)(?P<blank>_{{4,}})\s*(?P<braces>{BRACES})?")
_SENTENCE = re.compile(r"[.)\]]\s(?<!^\d[.)]\s)(?<!^\d\d[.)]\s)|[][{}=,;!|<>]|\.$")
_MOST_WORDS = 5
"""Of what stands before a blank without a colon and is a label all the same: "First", "Name of your local"."""


_QUOTED_SCALE = re.compile(r"\s*(?:>\s?)*(?:</?\w+>)*\s*(?:\(\d{1,2}\)\s*){3,}(?:</?\w+>)*\s*")
"""A row of numbers to choose from in a quote, or in HTML."""


def has_signs(text: str) -> bool:
    """Whether a text may hold a field: a quick look before the slow one."""
    return _SIGNS.search(text) is not None or PAGE_BREAK.search(text) is not None


def respelled(line: Line, problems: Problems) -> tuple[Line, ...]:
    """``line`` in the grammar's own signs: as it is, or as a label and what belongs under it."""
    if len(line.text) > LONGEST_LINE or not _SIGNS.search(line.text) or _CODE in line.text:
        return (line,)
    parts, is_ticked = _spelled(line.text)
    if is_ticked:
        report_ticked(line, problems)
    return (line,) if parts == (line.text,) else tuple(replace(line, text=part) for part in parts)


@lru_cache(MOST_LINES)
def _spelled(line: str) -> tuple[tuple[str, ...], bool]:
    """The parts of ``line``, and whether a box was ticked; a form's lines are read for its page and for its fields."""
    text, spans = _without_code(line)
    text = _drawn(text)
    is_ticked = (emptied := _emptied(text)) != text
    text = _boxes(emptied)
    if _BOXED_NUMBERS.fullmatch(text):
        text = re.sub(r"[(\[]\s?(\d+)\s?[)\]]", r"(\1)", text)
    parts = [text] if "|" in text else list(_parts(_boxes_first(text)))
    codes = iter(spans)
    return tuple(re.sub(_CODE, lambda _: next(codes), part) for part in parts), is_ticked


def report_ticked(line: Line, problems: Problems) -> None:
    cure = "write it empty: [ ] or ( )"
    problems.warn("form-box-ticked", line.place, "this box is read as one that is not ticked yet", cure)


def signs_left(text: str) -> str:
    """What in a line that is no field looks like one all the same: ``blank``, ``box``, ``scale``, or an empty text."""
    return _signs_left(text) if len(text) <= LONGEST_LINE else _signs_left.__wrapped__(text)


@lru_cache(MOST_LINES)
def _signs_left(text: str) -> str:
    plain, _ = _without_code(text)
    if len(plain) <= LONGEST_LINE:
        plain = _boxes(_emptied(_drawn(plain)))
    if re.search(r"_{4,}", plain):
        return "blank"
    bulleted = re.match(r"\s*(?:>\s?)*(?:[-*+]|\d{1,9}[.)])\s+\[ \]\s", plain)
    if re.search(r"(^|[^\\])\( \)|(^|[^\\!\]])\[ \](\s|$)", plain[bulleted.end() :] if bulleted else plain):
        return "box"
    if bulleted and _GLYPH.search(text):
        return "box"
    if re.search(r"\(\d\)\s*\(\d\).*\{(?:low|high)=", plain) or _QUOTED_SCALE.fullmatch(plain):
        return "scale"
    return "scale" if _STARS.search(plain) or re.search(r"\b1\)?\s+\(?2\)?\s+\(?3\)?\s+\(?4\b", plain) else ""


def _without_code(text: str) -> tuple[str, list[str]]:
    """``text`` with a letter in place of each code span, and the spans."""
    spans = list(code_spans(text)) if "`" in text else []
    at = 0
    parts: list[str] = []
    for start, end in spans:
        parts.extend((text[at:start], _CODE))
        at = end
    return "".join((*parts, text[at:])), [text[start:end] for start, end in spans]


def _drawn(text: str) -> str:
    """``text`` with the grammar's own signs for what is drawn by letters, or by their numbers as on web pages."""
    text = _STYLED.sub("", text) if _STYLED.match(text) else text
    starred = _STARRED.fullmatch(text) if text.lstrip(" ").startswith("*") and _OPEN_BOX.search(text) else None
    text = f"{starred['indent']}{starred['inside']}" if starred else text
    text = _ESCAPED_BOX.sub(_exported_box, text) if "\\" in text else text
    letters = _NUMBERED.sub(_letter, text) if "&#" in text else text
    return _GLYPH.sub(_glyph, _blanks(_CIRCLED.sub(_row_of_numbers, letters)))


def _exported_box(found: re.Match[str]) -> str:
    """A box without backslashes; a bullet before it is none of a list, whose box would be one to be done."""
    inside = found["round"]
    box = "[ ]" if inside is None else f"({inside.strip() or ' '})"
    return f"{found['indent'] or ''}{box}"


def _letter(found: re.Match[str]) -> str:
    letter = html.unescape(found[0])
    return letter if letter in _MARK_OF else found[0]


def _row_of_numbers(found: re.Match[str]) -> str:
    return " ".join(f"({int(unicodedata.digit(sign, 10))})" for sign in found[0] if not sign.isspace() and sign != "/")


def _blanks(text: str) -> str:
    """Every sort of blank as underscores."""
    text = _ESCAPED.sub(lambda found: found[0].replace("\\", ""), text)
    text = _UNDERLINED.sub("____", text)
    text = _DRAWN.sub(lambda found: "_" * max(4, len(found[0])), text)
    text = _DASHES.sub(" ____", text) if "|" not in text else text
    if (dashed := _DASHED.fullmatch(text)) and _may_label(dashed["label"]):
        text = f"{dashed['label']} ____"
    text = _DOTS.sub(_dots, text)
    for pattern, meant in (
        (_PHONE, "____ {type=tel}"),
        (_FRAMED, " ____ "),
        (_ROW, " ____ "),
        (_BREAK, ""),
        (_MAIL, "____ {type=email}"),
        (_SLASHES, " ____ {type=date} "),
        (_DATE, " ____ {type=date} "),
        (_CLOCK, "____"),
        (_SPACED, "____"),
        (_GROUPS, _groups),
    ):
        text = pattern.sub(meant, text)
    return _TYPED_TWICE.sub(_one_type, required_in_braces(_SHORT.sub("____", text)))


def _dots(found: re.Match[str]) -> str:
    """A row of dots to write on; three are one only behind a colon at the end, and four not behind a word."""
    dots, text = found[0], found.string
    before, after = text[: found.start()].rstrip(), text[found.end() :].strip()
    count = dots.count(".") + 2 * dots.count("‥") + 3 * dots.count("…")
    apart = not before or before != text[: found.start()] or before.endswith(ENDS_A_LABEL)
    last = not after and before.endswith(ENDS_A_LABEL)
    return "_" * max(4, len(dots)) if count >= 6 or (count >= 4 and apart) or (count == 3 and last) else dots


def _groups(found: re.Match[str]) -> str:
    first, sign, last = len(found[1]), found[2], len(found[4])
    if sign == "-" and first > 2 and last > 2:
        return "____ {type=tel}" if len(found[3]) > 2 else "____"
    return "____ {type=date}"


def _one_type(found: re.Match[str]) -> str:
    """What the author says stands over what the drawing says."""
    braces = found["braces"]
    return braces if "type=" in braces else f"{{type={found['type']} {braces[1:].lstrip(': ')}"


def _emptied(text: str) -> str:
    """Every box that is ticked as one that is not."""
    for pattern in (_TICKED, _TICKED_BESIDE_OTHERS):
        if pattern is _TICKED or _OPTIONS.match(text):
            text = pattern.sub(lambda found: "( ) " if found["round"] else "[ ] ", text)
    return text


def _boxes(text: str) -> str:
    """Every sort of empty box as ``( )`` or ``[ ]``."""
    narrow = _WIDE.sub(lambda found: " ( ) " if found[0][0] == "\uff08" else " [ ] ", text)
    return _BULLET.sub(r"\g<indent>", _BOX.sub(_box, narrow if narrow == text else narrow.lstrip(" ")))


_BEHIND = re.compile(
    r"(?P<label>[^()\[\]_{}]*[:?\uff1a\u061f])\s*"
    r"(?P<choices>(?:[^()\[\]_{}:?]*[^\W_]\s*,?\s*(?:\( \)|\[ \]|_{2,})[\s,/]*){2,})"
)
"""A question with two choices or more, each of which has its box or its blank behind it."""

_BEFORE = re.compile(r"(?P<label>[^()\[\]_{}]*[:?\uff1a\u061f])\s*(?P<choices>(?:_{2,}\s*[^\W\d_]{1,5}[\s,/]*){2,})")
_CHOICE = re.compile(r"(?P<before>_{2,})?\s*(?P<words>[^()\[\]_]*?)\s*(?P<box>\( \)|\[ \]|_{2,}|(?=\s*_|\s*$))")


def _boxes_first(text: str) -> str:
    """``text`` with each box before its choice; a blank beside "Yes" and "No" is a place for a cross."""
    found = _BEHIND.fullmatch(text) or _BEFORE.fullmatch(text)
    if found is None:
        return text
    choices = [(one["words"].strip(" ,/"), one["box"]) for one in _CHOICE.finditer(found["choices"]) if one["words"]]
    if any("(" not in box and "[" not in box for _, box in choices):
        if not {words.lower() for words, _ in choices} <= YES_OR_NO:
            return text
        choices = [(words, "( )") for words, _ in choices]
    return f"{found['label']} {'   '.join(f'{box} {words}' for words, box in choices)}"


def without_drawings(text: str) -> str:
    """``text`` without the boxes and lines that are drawn as letters: an output draws its own."""
    return _DRAWN.sub("", _GLYPH.sub(" ", text))


def _glyph(found: re.Match[str]) -> str:
    mark = next(_MARK_OF[char] for char in found[0] if char in _MARK_OF)
    start = " " * (2 if "x" in mark else 1) if found.start() else ""
    return f"{start}{mark} "


def _box(found: re.Match[str]) -> str:
    text = found.string
    before = "" if text[: found.start()][-1:].strip() == "" else " "
    after = "" if text[found.end() :][:1].strip() == "" else " "
    return f"{before}{'( )' if found['round'] else '[ ]'}{after}"


def _parts(text: str) -> Iterator[str]:
    """A label and its boxes or numbers apart, as they would stand on two lines; a line of blanks with its colons."""
    if NOT_A_LABEL.match(text):
        start = item.end() if "____" in text and (item := _ITEM.match(text)) else len(text)
        yield text[:start] + _with_colons(text[start:])
        return
    box = _FIRST_BOX.search(text)
    before = _LAST_BLANK.fullmatch(text, 0, box.start()) if box else None
    if before and is_label(before["label"]):
        yield _with_colons(before["blanks"])
        yield from _parts(text[before.start("label") :])
    elif box and is_label(text[: box.start()]):
        yield from (text[: box.start()].rstrip(), text[box.start() :].strip())
    elif box or text.lstrip().startswith(("( )", "[ ]")):
        yield text
    elif numbers := _scale(text):
        yield from numbers
    else:
        yield _with_colons(text)


def is_label(text: str) -> bool:
    """Whether a text ends as a question does, whatever emphasis it stands in."""
    return text.rstrip().rstrip("*_").rstrip().endswith(ENDS_A_LABEL)


def _scale(text: str) -> tuple[str, ...]:
    """A label and its row of numbers, which rise or fall by one; nothing where there is no such row at the end."""
    found = _NUMBERS.match(text)
    if found is None:
        return ()
    numbers = [int(number) for number in re.findall(r"\d+", found["numbers"])]
    steps = {after - before for before, after in pairwise(numbers)}
    label, drawn = found["label"].strip(), "(" in found["numbers"]
    least = 3 if drawn or is_label(label) else 4
    if steps not in ({1}, {-1}) or min(numbers) > 1 or len(numbers) < least or label.startswith(("( )", "[ ]")):
        return ()
    if not label and (drawn or found["braces"]):
        return ()
    row = " ".join(f"({number})" for number in numbers)
    return (f"{label} {found['braces'] or ''}".rstrip(), row) if label else (row,)


def _with_colons(text: str) -> str:
    """A line of nothing but labels and blanks, two spaces between them and a colon behind each label; else as it is."""
    parts: list[str] = []
    at = 0
    while at < len(text) and text[at:].strip():
        found = _PART.match(text, at)
        if found is None or not _may_label(found["label"]):
            return text
        label = found["label"].strip()
        colon = "" if label.endswith(ENDS_A_LABEL) else ":"
        parts.append(f"{label}{colon} {found['blank']} {found['braces'] or ''}".rstrip())
        at = found.end()
    return "   ".join(parts) if parts else text


def _may_label(label: str) -> bool:
    """A label without a colon is short, begins with a capital where its script has them, and is no sentence."""
    text = plain_text(label)
    if is_label(label):
        return bool(text.strip(":?"))
    words = text.split()
    return 0 < len(words) <= _MOST_WORDS and not words[0][0].islower() and not _SENTENCE.search(text)
