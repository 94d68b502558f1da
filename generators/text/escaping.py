"""Writes a local's value into Markdown so that it is shown letter for letter, wherever it stands."""

from __future__ import annotations

import re

_SPECIAL = re.compile(r"[\\`*_{}\[\]#+|~^=:>$\"\n\r\t]|-{2,}|\.{2,}")
_BLOCK_START = re.compile(r"[-!?(/.)]|\d+[.)]")
_ATTRIBUTE_SPECIAL = re.compile(r"[^\w.,;/@!?&-]|_")
_SAFE_SCHEME = re.compile(r"(https?://|mailto:|tel:)", re.IGNORECASE)
_NOT_IN_ADDRESS = frozenset(" <>()[]\\\"'`{}|^*\n\r\t")
_ADDRESS_ATTRIBUTE = re.compile(
    r"\b(?:href|src)\s*=\s*(?:\"(?P<double>[^\"]*)|'(?P<single>[^']*)|(?P<bare>[^\s\"'>]*))"
)
_DEFINITION = re.compile(r"[\s>]*\[(?!\^)[^\]]+\]:\s*<?(?P<address>\S*)")
_TAG_START = re.compile(r"</?[A-Za-z]")
_PLACEHOLDER = re.compile(r"\{\{[^{}]*\}\}")
_CONTEXT = 2000
"""Characters before a placeholder that are looked at; links and tags are shorter."""


def escaped_at(text: str, span: tuple[int, int], value: str) -> str:
    """``value`` as it has to be written in place of ``span`` of the line ``text``."""
    before = text[max(0, span[0] - _CONTEXT) : span[0]]
    address = _address_before(before, text[span[1] : span[1] + 1])
    if address is not None:
        return in_address(value, address)
    if _is_in_tag(before) or _is_in_braces(before):
        return in_attribute(value)
    if before.rfind("](") > before.rfind(")"):
        return in_markdown(value).replace("'", "&#39;")  # a link's title
    return in_markdown(value)


def in_markdown(value: str) -> str:
    """``value`` so that no markup, HTML, list, or attribute comes of it, not even at the start of a line.

    Character references and not backslashes, since extensions disagree about which characters a backslash escapes.
    """
    start = _BLOCK_START.match(value)
    head = value[: start.end()] if start else ""
    rest = value[len(head) :]
    shielded = head[:-1] + _reference(head[-1]) if head else ""
    html = rest.replace("&", "&amp;").replace("<", "&lt;")
    return shielded + _SPECIAL.sub(lambda found: "".join(map(_reference, found[0])), html)


def in_attribute(value: str) -> str:
    """``value`` so that it cannot leave the attribute it stands in, be that between quotes of either kind or none."""
    html = value.replace("&", "&amp;")
    return _ATTRIBUTE_SPECIAL.sub(lambda found: _reference(found[0]), html)


def in_address(value: str, before: str) -> str:
    """``value`` in an address that begins with ``before``: it cannot end it, nor make a script of it."""
    may_have_scheme = bool(re.search(r"[:/?#]", before)) or (not before and _SAFE_SCHEME.match(value) is not None)
    unsafe = _NOT_IN_ADDRESS if may_have_scheme else _NOT_IN_ADDRESS | {":"}
    percent = "".join(f"%{ord(char):02X}" if char in unsafe else char for char in value)
    return percent.replace("&", "&amp;")


def _address_before(before: str, after: str) -> str | None:
    """What of a link's address stands in ``before``, or None where no address is being written."""
    opened = before.rfind("](")
    if opened > before.rfind(")"):
        address = before[opened + 2 :].lstrip(" <")
        return None if re.search(r"\s[\"']", _PLACEHOLDER.sub("x", address)) else address
    if definition := _DEFINITION.fullmatch(before):
        return definition["address"]
    if before.endswith("<") and after == ">":
        return ""
    if _is_in_tag(before):
        tag = before[before.rfind("<") :]
        for found in _ADDRESS_ATTRIBUTE.finditer(tag):
            if found.end() == len(tag):
                return next(part for part in found.groups() if part is not None)
    return None


def _is_in_tag(before: str) -> bool:
    opened = before.rfind("<")
    return opened > before.rfind(">") and _TAG_START.match(before, opened) is not None


def _is_in_braces(before: str) -> bool:
    plain = _PLACEHOLDER.sub("", before)
    return plain.rfind("{") > plain.rfind("}")


def _reference(char: str) -> str:
    return f"&#{ord(char)};"
