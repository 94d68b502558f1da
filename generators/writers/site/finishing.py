"""Last touches to a page that Markdown cannot give: labels for things to tick, and a mark on links that leave."""

from __future__ import annotations

import re
from html import escape

from generators.writers.site.words import Words

_TASK = re.compile(r'(<li class="task-list-item">\s*(?:<p>)?)(<input[^>]*>)(.*?)(?=</p>|<[uo]l\b|</li>)', re.DOTALL)
_COMMENT = re.compile(r"^\s*/\*.*?\*/[ \t]*$", re.DOTALL | re.MULTILINE)
_LEADING_SPACE = re.compile(r"^\s+", re.MULTILINE)
_LINK_OUT = re.compile(r'<a ((?:[^>]*?\s)?href="https?://[^"]*"[^>]*)>(.*?)</a>', re.DOTALL)


def finished(content: str, words: Words) -> str:
    """``content`` with every check box in a label, and links to other sites marked for eyes and ears."""
    if 'class="task-list-item"' in content:
        content = _TASK.sub(r"\1<label>\2<span>\3</span></label>", content)
    if 'href="http' in content:
        mark = f'<span class="kit-visually-hidden"> ({escape(words["other_site"])})</span>'
        content = _LINK_OUT.sub(rf'<a class="kit-external" rel="noopener noreferrer" \1>\2{mark}</a>', content)
    return content


def slimmed(text: str) -> str:
    """A style sheet or script without indentation, empty lines, and comments on lines of their own."""
    return _LEADING_SPACE.sub("", _COMMENT.sub("", text))
