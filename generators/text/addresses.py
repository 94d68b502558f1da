"""Which addresses a link or a picture may have: pages of the web, mail, telephone, and the kit's own files."""

from __future__ import annotations

import re

LINK_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
"""What a link may lead to outside the kit; anything else could run or open something on the reader's computer."""

_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_OUTER = re.compile(r"^[\x00-\x20]+|[\x00-\x20]+$")
_INNER = re.compile(r"[\t\n\r]")


def scheme_of(address: str) -> str:
    """The scheme of ``address`` as a browser sees it, in small letters, or an empty text for an address in the kit.

    Spaces around it and line breaks within are dropped first, and an address that begins with two slashes belongs to
    another host (URL standard, "basic URL parser").
    """
    seen = _INNER.sub("", _OUTER.sub("", address))
    if seen.replace("\\", "/").startswith("//"):
        return "https"
    found = _SCHEME.match(seen)
    return found[1].lower() if found else ""


def is_safe_link(address: str) -> bool:
    """Whether a reader may be led to ``address``."""
    scheme = scheme_of(address)
    return not scheme or scheme in LINK_SCHEMES


def is_in_kit(address: str) -> bool:
    """Whether ``address`` is a file of the kit, so that nobody else is asked for it."""
    return not scheme_of(address)
