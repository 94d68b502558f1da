"""Last touches to a page that Markdown cannot give: labels for things to tick, and a mark on links that leave."""

from __future__ import annotations

import re
from html import escape

from generators.words.sections import SiteWords

_TASK = re.compile(r'(<li class="task-list-item">\s*(?:<p>)?)(<input[^>]*>)(.*?)(?=</p>|<[uo]l\b|</li>)', re.DOTALL)
_TAG = re.compile(r"(<[^>]*>)")
_UNTOUCHED = re.compile(r"<(/?)(?:a|button|code|label|option|pre|textarea)\b")
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_COMMENT = re.compile(r"^\s*/\*.*?\*/[ \t]*$", re.DOTALL | re.MULTILINE)
_LEADING_SPACE = re.compile(r"^\s+", re.MULTILINE)
_LINK_OUT = re.compile(r'<a ((?:[^>]*?\s)?href="https?://[^"]*"[^>]*)>(.*?)</a>', re.DOTALL)


def finished(content: str, words: SiteWords) -> str:
    """``content`` with labels for check boxes, marks on links to other sites, and links for mail."""
    if 'class="task-list-item"' in content:
        content = _TASK.sub(r"\1<label>\2<span>\3</span></label>", content)
    if 'href="http' in content:
        mark = f'<span class="kit-visually-hidden"> ({escape(words.other_site)})</span>'
        content = _LINK_OUT.sub(rf'<a class="kit-external" rel="noopener noreferrer" \1>\2{mark}</a>', content)
    return _with_mail_links(content) if "@" in content else content


def _with_mail_links(content: str) -> str:
    """``content`` with every e-mail address in running text as a link, so that a phone can write to it."""
    inside = 0
    pieces = _TAG.split(content)
    for index, piece in enumerate(pieces):
        if tag := _UNTOUCHED.match(piece):
            inside += -1 if tag[1] else 1
        elif not inside and "@" in piece and not piece.startswith("<"):
            pieces[index] = _MAIL.sub(lambda match: f'<a href="mailto:{match[0]}">{match[0]}</a>', piece)
    return "".join(pieces)


def slimmed(text: str) -> str:
    """A style sheet or script without indentation, empty lines, and comments on lines of their own."""
    return _LEADING_SPACE.sub("", _COMMENT.sub("", text))
