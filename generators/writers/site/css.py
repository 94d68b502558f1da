"""Writes style rules."""

from __future__ import annotations

from collections.abc import Mapping


def rule(selector: str, declarations: Mapping[str, str]) -> str:
    """One rule, a declaration a line."""
    body = "".join(f"  {name}: {value};\n" for name, value in declarations.items())
    return f"{selector} {{\n{body}}}\n"
