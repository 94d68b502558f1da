"""What the preview adds to a page on its way to the browser; no file ever holds it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from html import escape, unescape

from generators.problems import Problem, printable
from generators.serve.board import Shown

OWN = "/_preview/"
"""The addresses that belong to the preview and to no site."""

_NOTHING_YET = '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Preview</title></head></html>\n'
"""Shown as long as no build has ended well, and in place of pages that are not there."""

_POLICY = re.compile(r'(<meta http-equiv="Content-Security-Policy" content=")([^"]*)(")', re.IGNORECASE)
_NOTHING = "'none'"
_NEEDED = ("script-src", "style-src", "connect-src")


def page_text(address: str, shown: Shown) -> str:
    """The page at ``address`` with the script that follows the preview."""
    path = shown.edition.page(address)
    page = shown.edition.files[path].read_text("utf-8") if path else _NOTHING_YET
    tag = f'<script src="{OWN}preview.js" data-look="{shown.edition.look(path)}" defer></script>'
    head, end, rest = _POLICY.sub(_with_room, page).partition("</head>")
    return f"{head}{tag}{end}{rest}"


def state_text(address: str, shown: Shown) -> str:
    """What the script on the page at ``address`` wants to know, as JSON."""
    look = shown.edition.look(shown.edition.page(address))
    return json.dumps({"look": look, "problems": list(_lines(shown.problems))})


def _lines(problems: Iterable[Problem]) -> Iterator[dict[str, str]]:
    """Each problem once, the errors first."""
    unique = dict.fromkeys(problems)
    for problem in sorted(unique, key=lambda one: (one.severity, one.place.file, one.place.line, one.message)):
        yield {
            "severity": problem.severity,
            "place": printable(f"{problem.place.file}:{problem.place.line}"),
            "message": printable(problem.message),
            "hint": printable(problem.hint),
        }


def _with_room(found: re.Match[str]) -> str:
    """A Content-Security-Policy that lets the preview's files in, which come from the site's own host."""
    rules = {name: value for name, _, value in (rule.strip().partition(" ") for rule in unescape(found[2]).split(";"))}
    for name in _NEEDED:
        allowed = rules.get(name, rules.get("default-src"))
        if allowed is not None and "'self'" not in allowed:
            rules[name] = f"'self' {allowed.replace(_NOTHING, '')}".strip()
    text = "; ".join(f"{name} {value}".strip() for name, value in rules.items() if name)
    return found[1] + escape(text, quote=False).replace('"', "&quot;") + found[3]
