"""Where a kit keeps the packs of its locals, and which pack somebody means by a name."""

from __future__ import annotations

from pathlib import Path

from generators.model import Place
from generators.model.problems import Problem, RefusedInput, did_you_mean


def packs_folder(root: Path) -> Path:
    """The folder of the packs of the kit in ``root``."""
    return root / "overrides" / "locals"


def all_packs(root: Path) -> tuple[Path, ...]:
    """Every pack of the kit in ``root``, sorted by name."""
    folder = packs_folder(root)
    found = folder.iterdir() if folder.is_dir() else ()
    return tuple(sorted(path for path in found if path.is_dir() and not path.name.startswith(".")))


def find_packs(root: Path, names: tuple[str, ...]) -> tuple[Path, ...]:
    """The folders that ``names`` mean: a pack of the kit by its name, else a path.

    Raises:
        RefusedInput: a name means no folder.
    """
    own = {pack.name: pack for pack in all_packs(root)}
    packs: list[Path] = []
    for name in names:
        if name in own:
            packs.append(own[name])
        elif Path(name).is_dir():
            packs.append(Path(name).resolve())
        else:
            hint = did_you_mean(name, own) or f"known: {', '.join(own) or 'none'}"
            place = Place(f"overrides/locals/{name}", 1)
            raise RefusedInput(Problem("pack-missing", place, "there is no such pack", (hint,)))
    return tuple(packs)
