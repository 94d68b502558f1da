"""Settings as people copy them out of other programs, in the kit's own spelling: colors and addresses."""

from __future__ import annotations

import re
import unicodedata

_HEX = re.compile(r"(?:#|0[xX])?\s?([0-9a-fA-F]{6}|[0-9a-fA-F]{3})")
_THREE = re.compile(r"(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})")
_LINKED = re.compile(r"\[[^\[\]]*\]\((?P<address>[^()\s]+)\)|(?:[^<>]*\s)?<(?P<angled>[^<>\s]+)>")
_SCHEME = re.compile(r"(?:mailto|tel|phone|email|e-mail):\s*", re.IGNORECASE)
_ASKED = re.compile(r"[?#].*", re.DOTALL)
_INDEX = re.compile(r"(?<=/)(?:index|default)\.(?:html?|php|aspx?)$", re.IGNORECASE)


def color(written: object) -> object:
    """A color by its digits, as other programs give them: ``14535A``, ``#abc``, ``rgb(20, 83, 90)``."""
    if not isinstance(written, str):
        return written
    text = unicodedata.normalize("NFKC", written).strip(" ;")
    if found := _HEX.fullmatch(text):
        digits = found[1]
        return "#" + (digits if len(digits) == 6 else "".join(2 * digit for digit in digits))
    parts = _THREE.fullmatch(text)
    meant = f"rgb({', '.join(parts.groups())})" if parts else text
    return (_in_digits(meant) if "(" in meant else "") or written


def color_named(text: str) -> str:
    """The digits of a color that has a name in style sheets, such as "navy"; an empty text for any other."""
    return _in_digits(re.sub(r"\s", "", text)) if text.replace(" ", "").isalpha() else ""


def _in_digits(text: str) -> str:
    from PIL import ImageColor  # most brands have their digits, and need not wait for it

    try:
        channels = ImageColor.getrgb(text)[:3]
    except ValueError:
        return ""
    return f"#{bytes(channels).hex()}" if max(channels) < 256 else ""


def address(written: object) -> object:
    """An address of mail or a number to call, without what a browser or a mail program puts round it."""
    if not isinstance(written, str):
        return written
    text = _SCHEME.sub("", _bare(written), count=1)
    return text.rstrip(" ,;") if text.count("@") < 2 else written


def web_address(written: object) -> object:
    """The address of a site: that of its folder, from which the addresses of its pages are made."""
    if not isinstance(written, str):
        return written
    scheme, mark, rest = _bare(written).rstrip(" ,;").partition("://")
    return f"{scheme.lower()}{mark}{_INDEX.sub('', _ASKED.sub('', rest))}"


def _bare(written: str) -> str:
    """The address alone of a link, of one in angle brackets, and of one behind a name."""
    found = _LINKED.fullmatch(written.strip())
    return (found["address"] or found["angled"]) if found else written.strip()


def pages(written: object) -> object:
    """A list of pages, of which one may stand by itself, or several between commas."""
    if isinstance(written, str):
        return [part.strip() for part in written.split(",") if part.strip()]
    return written
