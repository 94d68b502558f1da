"""Says in plain words, and at the line that is to blame, why a text is no YAML."""

from __future__ import annotations

import re
from typing import Any

import yaml
from msgspec import Struct

from generators.model.replacing import replace
from generators.reading.files import forbidden_character
from generators.reading.yaml_slips import CURLY

ADVICE = "write 'key: value' with a space after the colon, and put quotes round a text that holds ':' or '#'"
_TWO_COLONS = re.compile(r"\s*(?P<key>[\w-]+)\s*:\s+(?P<value>[^\"'\s][^\"]*?)\s*")
_SETTING = re.compile(r"(?P<key>[a-z_]{3,}):(?= |$)")
_OPEN_QUOTE = re.compile(r"\s*(?:- )?(?:[\w-]+:\s+)?(?P<quote>[\"'])(?:(?!(?P=quote)).)+")
_TWICE = re.compile(r":\s.*:(\s|$)")
_SECOND = "a second ':' stands where a value goes on"
_QUOTES = "put quotes round the whole text"
_BESIDE = "write it as 'key: value', or put '# ' before it if it is only a note"

_ITEM = re.compile(r"-(?P<words>[^\s-].*)")
_KEY = re.compile(r"(?P<blanks>\s*)(?:- |)[\w-]+:(?P<value>\s.*|$)")
_FOUND = re.compile(r"but (?:found|got) '(?P<found>.+)'$")


class Fault(Struct, frozen=True):
    """What is wrong in the line ``line``, counted from 0, and what to do."""

    line: int
    message: str
    hint: str = ADVICE


def fault_of(error: yaml.YAMLError, text: str, *, is_lenient: bool = False) -> Fault:
    """Why the parser (PyYAML) gave up on ``text``, for people who have never seen YAML.

    ``is_lenient`` says that its author may be one of them: then a line is shown as it should be.
    """
    if isinstance(error, yaml.reader.ReaderError):
        line = text.count("\n", 0, int(error.position))
        return Fault(line, f"holds the control character {forbidden_character(text) or 'U+FFFE'}", "delete it")
    fault = _Reading(error, text.split("\n")).fault()
    cure = _quoted(text.split("\n")[fault.line]) if is_lenient and fault.message == _SECOND else ""
    return replace(fault, hint=cure) if cure else fault


def _quoted(line: str) -> str:
    """How a line is written whose text has a colon in it, or that is a group with its first setting beside it."""
    found = _TWO_COLONS.fullmatch(line)
    if inner := found and not line[0].isspace() and _SETTING.match(found["value"]):
        below = f"write '{inner[0]} …' on the line below, with two more spaces before it"
        return f"if '{inner['key']}' is a setting of '{found['key']}', {below}; else {_QUOTES}"
    return f'{_QUOTES}: {found["key"]}: "{found["value"]}"' if found else ""


def _without_colon(line: int, text: str) -> Fault:
    if item := _ITEM.fullmatch(text):
        return Fault(line, "a space is missing behind the '-'", f"write '- {item['words']}'")
    return Fault(line, "this line has no ':'", _BESIDE)


class _Reading:
    """One mistake, as the parser saw it."""

    def __init__(self, error: Any, lines: list[str]) -> None:
        self._lines = lines
        self._problem = str(error.problem or "")
        self._context = str(getattr(error, "context", None) or "")
        self._here = self._line(error.problem_mark or error.context_mark)
        self._begun = self._line(error.context_mark or error.problem_mark)
        column = error.problem_mark.column if error.problem_mark else 0
        self._sign = self._lines[self._here][column : column + 1] or " "
        found = _FOUND.search(self._problem)
        self._found = found["found"] if found else ""

    def _line(self, mark: Any) -> int:
        """A mark behind the end is one on the last line that says something."""
        line = min(int(mark.line), len(self._lines) - 1)
        while line and not self._lines[line].strip():
            line -= 1
        return line

    def fault(self) -> Fault:
        for explain in (self._of_open_quotes, self._of_values, self._of_brackets, self._of_levels):
            if found := explain():
                return found
        return self._of_line(self._here)

    def _of_open_quotes(self) -> Fault | None:
        """A quotation mark that nothing closes on its line: for the parser, one far below does, as in a comment."""
        for number, line in enumerate(self._lines[: self._here]):
            found = _OPEN_QUOTE.fullmatch(line)
            below = self._lines[number + 1 :]
            closing = next((at for at, text in enumerate(below, number + 1) if found and found["quote"] in text), None)
            if found and closing is not None and closing <= self._here and not self._ends(closing, found["quote"]):
                return Fault(number, "a text begins with a quotation mark and does not end with one", "close it")
        return None

    def _ends(self, line: int, quote: str) -> bool:
        """Whether the first ``quote`` of a line is its last sign, as where a text of several lines ends."""
        return not self._lines[line].partition(quote)[2].strip()

    def _of_values(self) -> Fault | None:
        """What a value begins with or holds."""
        context, problem = self._context, self._problem
        if "quoted scalar" in context and "escape" not in problem:
            return self._unclosed_quote()
        if "escape" in problem or "hexadecimal" in problem:
            return Fault(self._here, "a text in \"…\" holds a backslash '\\'", "write '…' round it instead")
        if "cannot start any token" in problem and self._sign == "\t":
            return Fault(self._here, "a tab stands where spaces belong", "take it out, and type spaces")
        ends = [number for number, line in enumerate(self._lines) if re.fullmatch(r"(-{3}|\.{3})\s*", line)]
        if ends and ("another document" in problem or "document start" in problem):
            return Fault(
                ends[-1], f"a line '{self._lines[ends[-1]].strip()}' stands in the middle", "take the line out"
            )
        if "directive" in context or self._lines[self._here].startswith("%"):
            return Fault(self._begun, "a line cannot begin with '%'", _BESIDE)
        if "simple key" in context:
            return self._of_line(self._begun)
        begins = ("anchor", "alias", "tag", "block scalar", "node content", "start any token", "mapping keys")
        if any(sign in context + problem for sign in begins):
            return self._beginning()
        return None

    def _unclosed_quote(self) -> Fault:
        line = self._lines[self._begun]
        if any(sign in line for sign in CURLY):
            message = "the text begins with a straight quotation mark and ends with a curly one"
            return Fault(self._begun, message, 'use the straight one (") at both ends')
        return Fault(self._begun, "a text begins with a quotation mark and does not end with one", "close it")

    def _beginning(self) -> Fault:
        found = _KEY.fullmatch(self._lines[self._begun]) or _KEY.fullmatch(self._lines[self._here])
        line = self._begun if _KEY.fullmatch(self._lines[self._begun]) else self._here
        value = found["value"].strip() if found else self._lines[self._here].strip().removeprefix("- ")
        sign = value[:1] or self._sign.strip() or "?"
        if sign in "[{":
            return self._unclosed(sign, line)
        if self._lines[line].startswith("```"):
            return Fault(line, "'```' is no setting", "take the lines ``` out")
        if sign.isalnum() or sign in "\"'":
            return self._of_line(self._here)
        return Fault(line, f"a text cannot begin with '{sign}'", f'{_QUOTES}: "{sign} …"'.replace(" …", "…"))

    def _unclosed(self, opened: str, line: int) -> Fault:
        closed = "]" if opened == "[" else "}"
        message = f"'{opened}' begins a list that is not closed with '{closed}', or lacks a comma"
        hint = "write [one, two], or put quotes round a text that begins with '['"
        return Fault(line, message, hint if opened == "[" else f"{_QUOTES} if it begins with '{{'")

    def _of_brackets(self) -> Fault | None:
        for name, opened in (("sequence", "["), ("mapping", "{")):
            if f"flow {name}" in self._context:
                return self._unclosed(opened, self._begun)
        if self._found in ("]", "}", ",", "[", "{"):
            message = f"'{self._found}' stands where no list is open"
            return Fault(self._here, message, _QUOTES)
        return None

    def _of_levels(self) -> Fault | None:
        """Lines that stand too far to the left or to the right."""
        line = self._lines[self._here]
        key = _KEY.fullmatch(line)
        above = self._above(self._here)
        if "mapping values are not allowed" in self._problem and key and _TWICE.search(line):
            return Fault(self._here, _SECOND, ADVICE)
        if key and above is not None and key["blanks"]:
            indentation, before = len(key["blanks"]), len(above) - len(above.lstrip())
            if indentation != before and ("block mapping start" in self._found or "not allowed" in self._problem):
                return self._indented(indentation, before)
        if "mapping values are not allowed" in self._problem:
            if above is not None and ":" not in above and not _TWICE.search(line):
                return _without_colon(self._lines.index(above), above.strip())
            return Fault(self._here, _SECOND, ADVICE)
        if "sequence entries" in self._problem or self._found in ("-", "<block sequence start>"):
            hint = "a list begins on the line below its key, each of its lines with '- '; or put quotes round the text"
            return Fault(self._here, "'-' stands where no list can begin", hint)
        return None

    def _indented(self, indentation: int, before: int) -> Fault:
        hint = "begin all lines of a group with the same number of spaces, and lines of no group with none"
        spaces = f"{indentation} space{'s' if indentation > 1 else ''}"
        return Fault(self._here, f"begins with {spaces}, and the line above with {before or 'none'}", hint)

    def _above(self, line: int) -> str | None:
        """The nearest line above ``line`` that is no comment."""
        said = (text for text in reversed(self._lines[:line]) if text.strip() and not text.lstrip().startswith("#"))
        return next(said, None)

    def _of_line(self, line: int) -> Fault:
        text = self._lines[line].strip()
        if re.fullmatch(r"-{3,}|\.{3}", text):
            return Fault(line, f"a line '{text}' stands in the middle", "take the line out")
        if re.match(r"[\w-]+:\S", text):
            return Fault(line, "a space is missing behind the ':'", ADVICE)
        if re.match(r"[\w-]+:\s+([\"']).*\1\s*[^\s#]", text):
            return Fault(line, "the text goes on behind its closing quotation mark", _QUOTES)
        if opened := re.match(r"[\w-]+:\s+([\[{])", text):
            return Fault(line, f"a text cannot begin with '{opened[1]}'", _QUOTES)
        if text.startswith(":"):
            return Fault(line, "nothing stands before the ':'", ADVICE)
        if ":" not in text:
            return _without_colon(line, text)
        return Fault(line, "this line cannot be read", ADVICE)
