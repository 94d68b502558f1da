"""Packs with the slips of volunteers: what they type, in which file, and what the kit says of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sample import write

from generators.model.problems import RefusedInput, rendered
from generators.pipeline.kits import check_kits
from generators.pipeline.request import BuildRequest

KIT = Path(__file__).resolve().parent / "kit"
PAGE = "content/handbook/x.md"
FORM = "content/forms/x.md"

Files = Mapping[str, str | bytes]

SETTINGS = """name: Local 77
contact:
  name: the mentoring committee
  email: mentoring@local77.example
conduct_contact:
  name: Ana
  phone: 555-0100
"""
FORM_HEAD = (
    "---\ntitle: X\naudience: [mentee]\nprivacy: Read by the committee.\nafter: forms/visit-notes.md\n---\n\n# X\n\n"
)
PAGE_HEAD = "---\ntitle: X\nafter: handbook/visits.md\n---\n\n# X\n\n"


def page(text: str) -> dict[str, str | bytes]:
    """A page of a handbook with ``text`` below its heading, from line 8 on."""
    return {PAGE: f"{PAGE_HEAD}{text}\n"}


def form(text: str) -> dict[str, str | bytes]:
    """A form with ``text`` below its heading, from line 10 on."""
    return {FORM: f"{FORM_HEAD}{text}\n"}


def pack(folder: Path, files: Files) -> Path:
    """A pack of the sample kit in ``folder``, with settings that lack nothing unless ``files`` have their own."""
    made = folder / "acme"
    own = {} if any(name.lower().startswith("local.y") for name in files) else {"local.yml": SETTINGS}
    for path, content in {**own, **files}.items():
        write(made, {path: content if isinstance(content, bytes) else content.encode()})
    return made


def said(folder: Path, files: Files) -> list[str]:
    """What ``build.py check`` prints of a pack with ``files``, without its name."""
    made = pack(folder, files)
    try:
        (outcome,) = check_kits(BuildRequest(KIT, folder / "dist", (made,)))
    except RefusedInput as refusal:
        return [line.removeprefix("acme/") for line in rendered(refusal.problems)]
    return [line.removeprefix("acme/") for line in rendered(outcome.problems)]


def only(line: str, found: list[str]) -> bool:
    """Whether ``line`` is how the one problem begins, or a part of it."""
    return len(found) == 1 and line in found[0]
