"""What the preview shows at the moment, a way to wait for what it shows next, and what it adds to a page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from html import unescape
from threading import Condition

from msgspec import Struct

from generators.markup.element import Attributes, element, escaped
from generators.model.problems import Problem, at_most, printable
from generators.model.replacing import replace
from generators.serve.placeholder import STYLES, look_of, placeholder
from generators.serve.snapshot import SiteSnapshot


class PreviewState(Struct, frozen=True):
    """The last good website, and what is wrong with the sources as they are now. ``number`` counts the changes."""

    snapshot: SiteSnapshot
    problems: tuple[Problem, ...] = ()
    number: int = 0


MOST_VIEWS = 8
"""Pages that are made before an edition is shown."""


class Board:
    """Any thread may put something up, and any number may wait for it."""

    def __init__(self) -> None:
        self._shown = PreviewState(SiteSnapshot())
        self._changed = Condition()
        self._closed = False
        self._asking, self._open = dict[str, None](), dict[str, None]()

    @property
    def shown(self) -> PreviewState:
        return self._shown

    @property
    def closed(self) -> bool:
        return self._closed

    def note_view(self, address: str) -> None:
        """A page at ``address`` is open, and has asked what is new."""
        with self._changed:
            self._asking.pop(address, None)
            self._asking[address] = None

    def views(self) -> tuple[str, ...]:
        """The paths of the pages that are open, as far as they are known: they asked after what was put up last."""
        with self._changed:
            addresses = [*(self._asking or self._open)][-MOST_VIEWS:]
        return tuple(dict.fromkeys(path for path in map(self._shown.snapshot.page, addresses) if path))

    def put_up(self, snapshot: SiteSnapshot, problems: Iterable[Problem] = ()) -> None:
        """Shows ``snapshot`` and ``problems`` in place of what was shown before."""
        with self._changed:
            self._shown = PreviewState(snapshot, tuple(problems), self._shown.number + 1)
            self._open, self._asking = self._asking or self._open, {}
            self._changed.notify_all()

    def replace(self, snapshot: SiteSnapshot) -> None:
        """Shows ``snapshot``, in which nothing looks different."""
        with self._changed:
            self._shown = replace(self._shown, snapshot=snapshot)

    def close(self) -> None:
        """Lets all that wait go."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def after(self, number: int, seconds: float) -> PreviewState | None:
        """What is shown, as soon as it is not ``number`` any more; None after ``seconds``, or when there is no more."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._shown.number != number, seconds)
            return None if self._closed or self._shown.number == number else self._shown


OWN = "/_preview/"
"""The addresses that belong to the preview and to no site."""

_POLICY = re.compile(r'(<meta http-equiv="Content-Security-Policy" content=")([^"]*)(")', re.IGNORECASE)
_NOTHING = "'none'"
_NEEDED = ("script-src", "style-src", "connect-src")


def page_text(address: str, shown: PreviewState) -> str:
    """The page at ``address`` with the script that follows the preview."""
    path = shown.snapshot.page(address)
    page = shown.snapshot.content(path).decode("utf-8") if path else _placeholder(shown)
    attributes: Attributes = {
        "src": f"{OWN}preview.js",
        "data-look": _look(path, shown),
        "data-lists-problems": not shown.snapshot.files,
        "defer": True,
    }
    tag = element("script", attributes)
    head, end, rest = _POLICY.sub(_with_room, page).partition("</head>")
    return f"{head}{tag}{end}{rest}"


def state_text(address: str, shown: PreviewState) -> str:
    """What the script on the page at ``address`` wants to know, as JSON."""
    look = _look(shown.snapshot.page(address), shown)
    return json.dumps({"look": look, "problems": list(_lines(shown.problems))})


def _look(path: str | None, shown: PreviewState) -> str:
    return shown.snapshot.look(path) if path else look_of(_placeholder(shown))


def _placeholder(shown: PreviewState) -> str:
    return placeholder(
        _lines(shown.problems), OWN + STYLES, is_built=shown.number > 0, has_site=bool(shown.snapshot.files)
    )


def _lines(problems: Iterable[Problem]) -> Iterator[dict[str, str]]:
    """Each problem once, the errors first."""
    for problem in sorted(at_most(problems), key=lambda one: one.severity):
        yield {
            "severity": problem.severity,
            "place": printable(f"{problem.place.file}:{problem.place.line}"),
            "message": printable(problem.message),
            "hint": printable("; ".join(problem.hints)),
            "code": problem.code,
        }


def _with_room(found: re.Match[str]) -> str:
    """A Content-Security-Policy that lets the preview's files in, which come from the site's own host."""
    rules = {name: value for name, _, value in (rule.strip().partition(" ") for rule in unescape(found[2]).split(";"))}
    for name in _NEEDED:
        allowed = rules.get(name, rules.get("default-src"))
        if allowed is not None and "'self'" not in allowed:
            rules[name] = f"'self' {allowed.replace(_NOTHING, '')}".strip()
    text = "; ".join(f"{name} {value}".strip() for name, value in rules.items() if name)
    return found[1] + str(escaped(text)) + found[3]
