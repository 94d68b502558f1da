"""A value with other parts: ``replace`` of Structs, whose names and types mypy compares with the fields.

The one of msgspec takes any name until it runs, and mypy looks closely only at that of dataclasses, which is the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import replace  # noqa: TID251
else:
    from msgspec.structs import replace  # noqa: TID251

__all__ = ["replace"]
