"""What the program is called and where its base kit stands: in a clone, or installed with the kit inside."""

from __future__ import annotations

import os
from pathlib import Path

DISTRIBUTION = "mentoring-kit"
FOLDER = Path(__file__).resolve().parents[2]
"""The clone, or what the program is installed into."""

_INSTALLED_KIT = FOLDER / "generators" / "base_kit"
IS_INSTALLED = _INSTALLED_KIT.is_dir()
"""A wheel brings the base kit along; a clone is its folder."""

BASE_KIT = _INSTALLED_KIT if IS_INSTALLED else FOLDER
NAME = DISTRIBUTION if IS_INSTALLED else "build.py"
COMMAND = DISTRIBUTION if IS_INSTALLED else "py build.py" if os.name == "nt" else "python3 build.py"
"""How people call it, as messages and new files say it, ready to paste."""
