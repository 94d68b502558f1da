"""``replace``: a copy of a Struct with other values in some of its fields.

The function of msgspec takes any name until it runs; mypy checks names and types only for that of dataclasses, which
does the same. So mypy is shown the one, and the program runs the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import replace  # noqa: TID251
else:
    from msgspec.structs import replace  # noqa: TID251

__all__ = ["replace"]
