"""Which kind of file it is that somebody brings, told by what it holds and not by its name alone, and who reads it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from generators.importing.draft import Reader

Kind = Literal["docx", "odt", "rtf", "html", "markdown", "pptx", "odp", "zip"]

READERS: Mapping[Kind, Reader] = MappingProxyType({})
"""The reader of each kind; a ``zip`` is opened before, and what it holds is read one by one."""
