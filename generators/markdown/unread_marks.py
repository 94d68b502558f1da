"""Names marks that a page would show as they are typed, though their author meant a link, a box, bold, or a heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from generators.markdown.unfinished import blocks
from generators.markdown.unread_braces import report_braces
from generators.markup.element import element
from generators.model import Line, Lines
from generators.model.codes import Code
from generators.model.problems import Problems, slips_between
from generators.reading.files import forbidden_character
from generators.reading.invisible import entities
from generators.reading.verbatim import outside_code, outside_fences, readable

_TAB = 4
_SHOWN = 60
_LOOKED_AT = 200
"""Characters of a line that tell words from code."""

_DEFINITION = re.compile(r" {0,3}\[(?P<name>[^\]]+)\]:")
_SPACED = re.compile(r" {0,3}\[(?!\^)(?P<name>[^\]]+)\]: *<?(?P<address>[^\s<>\"'(]+(?: [^\s<>\"'(]+)+\.\w{2,5})>? *")
"""What would be a definition if its address held no space (``markdown.blockprocessors.ReferenceProcessor``)."""

_REFERENCE = re.compile(r"(?<![\w\]!\\])!?\[(?P<words>[^\[\]^][^\[\]]*)\]\[(?P<name>[^\[\]]*)\]")
_FOOTNOTE = re.compile(r"(?<!\\)\[\^(?P<name>[^\[\]\s]+)\]")
_ADDRESS = (
    r"(?:https?:|www\.|mailto:|\.{0,2}/|#)[^\s()\[\]]*|[^\s()\[\]]+\.(?:md|html?|pdf|png|jpe?g|svg)(?:#[^\s()\[\]]*)?"
)
_TURNED_ROUND = re.compile(rf"!?\((?P<words>[^()\[\]]+)\)\[(?P<address>{_ADDRESS})\]", re.IGNORECASE)
_PARTED = re.compile(rf"!?\[(?P<words>[^\[\]]+)\] +\((?P<address>{_ADDRESS})\)", re.IGNORECASE)
_OTHER_BRACKETS = re.compile(
    rf"!?\[(?P<words>[^\[\]]+)(?:\][{{<]|\[\()(?!#)(?P<address>{_ADDRESS})(?<![)}}>])[)}}>]", re.IGNORECASE
)
_OPEN_AT_END = re.compile(
    rf"!?\[(?P<words>[^\[\]]+)\]\((?P<address>{_ADDRESS})(?:\]|(?=\s|$)(?!.*[)\"']))", re.IGNORECASE
)
_PARTED_PICTURE = re.compile(r"(?<!\w)! +\[(?P<words>[^\[\]]*)\]\((?P<address>[^()\s]+)\)")
_WIKI = re.compile(r"(?P<sign>!?)\[\[(?P<address>[^\[\]|]+)(?:\|(?P<words>[^\[\]]+))?\]\]")
_WITHOUT_ADDRESS = re.compile(r"\[(?P<words>[^\[\]]+)\]\(\s*\)")
_WITHOUT_WORDS = re.compile(r"(?<![!\]\w\\])\[\s*\]\((?P<address>[^()\s]+)\)")

_ALERT = "note|tip|important|warning|caution|danger|info"
_OWN_ALERT = re.compile(
    rf"\s{{0,3}}(?:>\s?)?(?:!(?P<bare>{_ALERT})|\*\*!(?P<bold>{_ALERT})\*\*|\[\s*!\s*(?P<spaced>{_ALERT})\s*\]"
    rf"|:{{3,}}\s*\{{?(?P<colons>{_ALERT})\}}?|!!\s?(?P<two>{_ALERT}))(?=\s|$)(?P<rest>.*)",
    re.IGNORECASE,
)
"""Boxes by the marks of other programs, or by half of those of GitHub."""

_KINDS = (
    *("abstract", "attention", "bug", "caution", "danger", "error", "example", "failure", "hint", "important", "info"),
    *("note", "question", "quote", "success", "tip", "warning"),
)
_KIND = re.compile(r"\s*(?:(?:!!!|\?{3}\+?) ?(?P<box>\w+)(?=[\s\"]|$)|>\s?\[!(?P<alert>\w+)\])")
_EMPTY_TAB = re.compile(r"(?P<margin>\s*)={3}[+!]* ?\".*\"\s*")
_BOX = re.compile(r"(?P<margin>\s*)(?:!!!|\?{3}\+?) ?(?P<rest>[\w-][^\"]*?)(?P<curly>[“”„«].*)?$")
_TABBED = re.compile(r"\s*={3}[+!]* *(?P<title>[^\s=\"+!].*)")
_CURLY = "“”„«»"
_COMMENT = re.compile(
    r"<!\s*(?:[\u2013\u2014]|-(?!-))|<(?:--|\u2014)(?=[^>]{0,300}(?:--|\u2014)>)|<!--[^>]{0,300}[\u2013\u2014]>"
)
_OPENS = re.compile(r"(?:^|(?<=[\s(]))(?P<mark>\*\*(?=\w)|~~(?=[^\s~])|==(?=[^\s=])|(?<!\*)\*(?=[^\W_]))", re.MULTILINE)
_SIGNS_OF_EMPHASIS = ("*", "~~", "==")
_NAMES: Mapping[str, tuple[Code, str, str]] = {
    "**": ("bold-not-closed", "bold words", "bold word"),
    "*": ("emphasis-not-closed", "slanted words", "slanted word"),
    "~~": ("emphasis-not-closed", "struck-out words", "word to strike out"),
    "==": ("emphasis-not-closed", "marked words", "word to mark"),
}
_MARK = {mark: re.compile(rf"(?<![{mark[0]}\\]){re.escape(mark)}(?!{re.escape(mark[0])})") for mark in _NAMES}
_BOTH = re.compile(r"(?<=[^\s*\\])\*{3}(?!\*)")
"""Ends bold words, and slanted ones as well or with a star behind them (CommonMark 6.2)."""

_STARRED = re.compile(r"\w[:?]?\*(?![\w*])")
_BESIDE = re.compile(r"(?<=[^\W\d_])~(?P<below>\d{1,3})~(?!~)|(?<=[^\W_])\^(?P<above>\d{1,3}|st|nd|rd|th)\^(?![\w^])")
_HEADING = re.compile(r" {0,3}(?P<marks>#{1,6})\s+\S")
_WORD = r"[\w\u2019'-]+[,.!?]?"
_PROSE_AS_CODE = re.compile(
    r"<!--\s*/?(?:notes|example|slot|locked|slide|use)\b[^<>]*-->"
    rf"|#{{1,6}} \S|\|.*\||[^\W\d_][\w '-]{{0,60}}[:?]? ?_{{4,}}$"
    rf"|(?![\d_a-z]){_WORD}(?: {_WORD}){{3,}}[^(){{}};=<>\\$`]*$"
)


def report_unread(lines: Lines, problems: Problems, *, level: int) -> None:
    """Problems for what of ``lines``, a whole page or outline, stays as it is typed.

    ``level`` is that of the title, below which the first heading may stand.
    """
    prose = tuple(line for _, line in outside_code(lines))
    text = "\n".join(line.text for line in prose)
    if "[" in text:
        _report_links(prose, problems)
    if "[^" in text:
        _report_notes(prose, problems)
    if any(sign in text for sign in _SIGNS_OF_EMPHASIS):
        _report_emphasis(prose, problems)
    if "://" in text:
        _report_own_computer(prose, problems)
    if "~" in text or "^" in text:
        _report_beside(prose, problems)
    if "<" in text:
        _report_comments(prose, problems)
    report_braces(prose, problems, is_outline=level > 1)
    if "&" in text:
        _report_entities(prose, problems)
    if not text.isascii():
        _report_garbled(prose, problems)
    _report_boxes(prose, problems)
    _report_levels(prose, level, problems)
    _report_code(lines, problems)


def _report_links(prose: Lines, problems: Problems) -> None:
    known = {_plain(found["name"]) for line in prose if (found := _DEFINITION.match(line.text))}
    for line in prose:
        if spaced := _SPACED.fullmatch(line.text):
            said = f"'[{spaced['name']}]' has an address with a space, so that nothing leads there"
            cure = f"write [{spaced['name']}]: {spaced['address'].replace(' ', '%20')}"
            problems.warn("link-not-made", line.place, said, cure)
        if "[" not in line.text or _DEFINITION.match(line.text):
            continue
        shown = readable(line.text)
        for written, cure in (*_references(shown, known), *_mistyped(shown)):
            said = f"'{written[:_SHOWN]}' is {'not shown as a picture' if written[0] == '!' else 'no link to click on'}"
            problems.warn("link-not-made", line.place, said, cure)
        for found in _signs_of_notes(shown):
            if _plain(f"^{found['name']}") not in known:
                said = f"no footnote '{found[0]}' stands on this page, so that the sign leads nowhere"
                problems.warn("footnote-missing", line.place, said, f"write a line '{found[0]}: …' below the text")


_NOTE = re.compile(r" {0,3}\[\^(?P<name>[^\]]+)\]:")


def _report_notes(prose: Lines, problems: Problems) -> None:
    """A footnote without a sign in the text, and one that another of its name takes the place of."""
    seen: dict[str, int] = {}
    cited = {_plain(found["name"]) for line in prose for found in _signs_of_notes(readable(line.text))}
    for line in prose:
        if not (found := _NOTE.match(line.text)):
            continue
        name = _plain(found["name"])
        if name in seen:
            said = f"the footnote '[^{name}]' stands here twice, and readers see the last one only"
            problems.warn("footnote-missing", line.place, said, "give one of them another number")
        elif name not in cited:
            said = f"no sign '[^{name}]' in the text leads to this footnote"
            problems.warn("footnote-missing", line.place, said, f"write [^{name}] where it belongs, or take it out")
        seen[name] = line.place.line


def footnotes_of(text: str) -> tuple[str, ...]:
    """The signs of footnotes in a line, as they are typed."""
    return tuple(found[0] for found in _signs_of_notes(readable(text))) if "[^" in text else ()


def _signs_of_notes(shown: str) -> Iterator[re.Match[str]]:
    """The signs of footnotes in a line but for the one that it may define."""
    for found in _FOOTNOTE.finditer(shown):
        if shown[: found.start()].strip(" >") or shown[found.end() : found.end() + 1] != ":":
            yield found


def _references(shown: str, known: set[str]) -> Iterator[tuple[str, str]]:
    for found in _REFERENCE.finditer(shown):
        name = found["name"] or found["words"]
        if found["words"].strip() and _plain(name) not in known and _plain(found["words"]) not in known:
            cure = f"write [{found['words']}](address), or add a line '[{name}]: address'"
            yield found[0], cure


_MISTYPED: Mapping[re.Pattern[str], tuple[str, ...]] = {
    _TURNED_ROUND: (")[",),
    _PARTED: ("] ",),
    _PARTED_PICTURE: ("! ",),
    _OTHER_BRACKETS: ("]{", "]<", "[("),
    _OPEN_AT_END: ("](",),
}
"""Each with signs of which one stands in whatever it finds, and in few lines else: they spare the slow look."""


def _mistyped(shown: str) -> Iterator[tuple[str, str]]:
    for pattern, signs in _MISTYPED.items():
        for found in pattern.finditer(shown) if any(sign in shown for sign in signs) else ():
            yield found[0], f"write {'!' if found[0][0] == '!' else ''}[{found['words']}]({found['address']})"
    for found in _WIKI.finditer(shown):
        what = "what it shows" if found["sign"] else found["address"]
        aim = "picture" if found["sign"] else "page"
        yield found[0], f"write {found['sign']}[{found['words'] or what}](address of the {aim})"
    for found in _WITHOUT_ADDRESS.finditer(shown):
        yield found[0], "write the address between the parentheses"
    for found in _WITHOUT_WORDS.finditer(shown):
        yield found[0], "write between the brackets what people are to click on"


def _plain(name: str) -> str:
    return " ".join(name.lower().split())


def _report_emphasis(prose: Lines, problems: Problems) -> None:
    """What a mark begins ends with its paragraph (CommonMark 6.2)."""
    for block in blocks(prose):
        text = "\n".join(line.text for line in block)
        shown = readable(text) if any(sign in text for sign in _SIGNS_OF_EMPHASIS) else ""
        for opening in _unclosed(shown):
            code, begun, last = _NAMES[opening["mark"]]
            line = block[shown.count("\n", 0, opening.start())]
            said = f"'{opening['mark']}' begins {begun} here, and nothing ends them in this paragraph"
            problems.warn(code, line.place, said, f"write {opening['mark']} right behind the last {last} as well")


def _unclosed(shown: str) -> Iterator[re.Match[str]]:
    """The last mark of each kind that has no partner; a star that words bear, as a sign of a note, opens nothing."""
    last = {opening["mark"]: opening for opening in _OPENS.finditer(shown)}
    for mark, opening in last.items():
        ends = _BOTH.finditer(shown) if mark in ("*", "**") else ()
        places = sorted(found.start() for found in (*_MARK[mark].finditer(shown), *ends))
        is_note = mark == "*" and (_STARRED.search(shown) or not shown[: opening.start()].rpartition("\n")[2].strip())
        if len(places) % 2 and places[-1] == opening.start() and not is_note:
            yield opening


_OWN_COMPUTER = re.compile(
    r"(?<![\w.-])https?://(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])(?![\w.-])(?::\d+)?(?:/[^\s()<>\"'\]]*)?",
    re.IGNORECASE,
)


def _report_own_computer(prose: Lines, problems: Problems) -> None:
    """The address of a page in the preview, which only the computer that shows it can open."""
    for line in prose:
        for found in _OWN_COMPUTER.finditer(readable(line.text)) if "://" in line.text else ():
            said = f"'{found[0][:_SHOWN]}' is on your own computer: nobody else can open it"
            cure = "link to the text of the page, as in [visits](visits.md), or to its address on the web"
            problems.warn("link-to-own-computer", line.place, said, cure)


def _report_beside(prose: Lines, problems: Problems) -> None:
    """Other programs set ``H~2~O`` and ``5^th^`` below and above the line."""
    for line in prose:
        for found in _BESIDE.finditer(readable(line.text)) if "~" in line.text or "^" in line.text else ():
            said = f"'{found[0]}' is shown as it is typed"
            below, above = found["below"], found["above"]
            cure = f"write {element('sub', None, below) if below else element('sup', None, above)}"
            problems.warn("emphasis-not-closed", line.place, said, cure)


def _report_comments(prose: Lines, problems: Problems) -> None:
    """An error, since what stands in a comment is often not for readers."""
    for line in prose:
        if "<" in line.text and (found := _COMMENT.search(readable(line.text)) or _COMMENT.search(line.text)):
            said = f"'{line.text[found.start() :][:_SHOWN]}' would be shown to readers: it is no comment"
            cure = "begin it with <!-- and end it with -->, each with two plain hyphens"
            problems.error("comment-mistyped", line.place, said, cure)


def _report_boxes(prose: Lines, problems: Problems) -> None:
    for index, line in enumerate(prose):
        if "!" in line.text or ":::" in line.text or "???" in line.text:
            _report_alert(line, problems)
            _report_kind(line, problems)
        if not line.text.lstrip().startswith(("!!!", "???", "===")):
            continue
        tab, box = _TABBED.match(line.text), _BOX.match(line.text)
        if tab or (box and box["curly"]):
            title = (tab["title"] if tab else box["curly"] if box else "").strip(f"{_CURLY} ")
            start = (
                line.text.strip().partition(" ")[0] if tab else line.text[: line.text.index(title)].rstrip(f"{_CURLY} ")
            )
            said = "this line is shown as it is typed: its title needs straight quotation marks"
            problems.warn("box-not-made", line.place, said, f'write {start.strip()} "{title}"')
        elif (opened := box or _EMPTY_TAB.fullmatch(line.text)) and not _is_inside(
            prose[index + 1 : index + 3], len(opened["margin"]) + _TAB
        ):
            said = "nothing stands in this box"
            problems.warn("box-not-made", line.place, said, "begin each line that belongs into it with four spaces")


def _report_alert(line: Line, problems: Problems) -> None:
    """A mark of a box that is none in this dialect; ``> [!NOTE]`` is one, and nothing without its ``>``."""
    found = _OWN_ALERT.fullmatch(line.text)
    if found is None or re.match(r"\s*>\s?\[!\w+\]", line.text):
        return
    kind = next(name for name in found.group("bare", "bold", "spaced", "colons", "two") if name).upper()
    said = "this line is shown as it is typed, and makes no box"
    cure = f"write '> [!{kind}]{found['rest'].rstrip()}', and '> ' in front of each line below that belongs into it"
    problems.warn("box-not-made", line.place, said, cure)


def _report_kind(line: Line, problems: Problems) -> None:
    """A box of a kind with a slip in it, whose title says the slip; one of a name of its own is meant."""
    found = _KIND.match(line.text)
    kind = (found["box"] or found["alert"]).lower() if found else ""
    meant = [name for name in _KINDS if kind and 0 < slips_between(kind, name) <= len(name) // 4]
    if meant and kind not in _KINDS:
        said = f"no kind of box is called '{kind}'"
        problems.warn("box-not-made", line.place, said, f"did you mean '{meant[0]}'?")


def _is_inside(following: Lines, margin: int) -> bool:
    """Whether the next line with words has the margin of what is in a box."""
    text = next((line.text.expandtabs(_TAB) for line in following if line.text.strip()), "")
    return len(text) - len(text.lstrip(" ")) >= margin


_GARBLED = re.compile(
    "(?:[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{1,3})+|\ufffd"
)


def _report_garbled(prose: Lines, problems: Problems) -> None:
    """What comes of UTF-8 that a program read as Windows' own letters, and of letters that it could not read at all."""
    for line in prose:
        for found in _GARBLED.finditer(line.text):
            meant = _as_meant(found[0])
            if not meant and found[0] != "\ufffd":
                continue
            said = f"the letters '{found[0][:_SHOWN]}' came out wrong"
            cure = f"write '{meant}'" if meant else "write the letter that was there"
            saved = "or save the text again from where it came, with the encoding UTF-8"
            problems.warn("text-garbled", line.place, said, cure, saved)
            return


def _as_meant(letters: str) -> str:
    try:
        return letters.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return ""


def _report_entities(prose: Lines, problems: Problems) -> None:
    """A letter that no text may hold is none the better for its number (HTML standard, "character references")."""
    for line in prose:
        for written, meant in entities(readable(line.text)) if "&" in line.text else ():
            if letter := forbidden_character(meant):
                said = f"'{written}' stands for the control character {letter}"
                problems.error("text-control-character", line.place, said, "delete it")


def _report_levels(prose: Lines, level: int, problems: Problems) -> None:
    """Who cannot see the page goes from heading to heading by their levels (WCAG 2.2, technique G141)."""
    for line in prose:
        found = _HEADING.match(line.text)
        if not found:
            continue
        own = len(found["marks"])
        if own > level + 1:
            marks = "#" * (level + 1)
            said = f"this heading has {own} signs '#', and none with {level + 1} stands above it"
            problems.warn("heading-level-skipped", line.place, said, f"begin it with '{marks} '")
        level = own


def _report_code(lines: Lines, problems: Problems) -> None:
    """Words, a heading, or a row of a table behind a tab or four spaces, as on a typewriter, are shown as code."""
    outside = {index for index, _ in outside_code(lines)}
    before = ""
    for index, line in outside_fences(lines):
        if index not in outside and not before.strip() and _PROSE_AS_CODE.match(line.text.strip()[:_LOOKED_AT]):
            said = "this is shown as code, since it begins with four spaces or a tab"
            problems.warn("text-as-code", line.place, said, "take the spaces in front of it away")
        before = line.text
