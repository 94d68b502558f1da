"""Where the packs of locals are kept, and which of them somebody means by a name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import click

from generators.model import Place
from generators.model.problems import Problem, RefusedInput, did_you_mean, printable
from generators.model.program import BASE_KIT, COMMAND, IS_INSTALLED


def home_of(root: Path) -> Path:
    """What holds ``overrides/`` with the packs of the kit in ``root``: the kit itself.

    An installed kit is changed by nobody: packs stand where the program is called.
    """
    return Path.cwd() if IS_INSTALLED and root == BASE_KIT else root


def packs_folder(root: Path) -> Path:
    """The folder of the packs of the kit in ``root``."""
    return home_of(root) / "overrides" / "locals"


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
            raise RefusedInput(_missing(name, own))
    return tuple(packs)


def _missing(name: str, own: Iterable[str]) -> Problem:
    """What ``name`` may be in place of a pack, or which one it may mean."""
    path = Path(name)
    place = Place(name if len(path.parts) > 1 else f"overrides/locals/{name}", 1)
    if path.is_file():
        return Problem("pack-missing", place, "this is a file, and a pack is a folder", (f"name '{path.parent}'",))
    hint = did_you_mean(path.name, own) or f"known: {', '.join(own) or 'none'}"
    return Problem("pack-missing", place, "there is no such pack", (hint,))


def packs_of(root: Path, names: tuple[str, ...], *, every: bool) -> tuple[Path, ...]:
    """The packs that were asked for by name, or every one; none means the base kit.

    Raises:
        UsageError: two of them would overwrite each other, or there are none.
        RefusedInput: a name means no pack.
    """
    if every and names:
        raise click.UsageError("give names of locals or --all, not both")
    packs = all_packs(root) if every else find_packs(root, tuple(dict.fromkeys(names)))
    slugs = [pack.name for pack in packs]
    twice = sorted({slug for slug in slugs if slugs.count(slug) > 1})
    if twice:
        raise click.UsageError(f"two packs are called '{printable(twice[0])}', and would overwrite each other")
    if every and not packs:
        raise click.UsageError(NO_PACK)
    return packs


def refuse_sources(out: Path, root: Path, packs: tuple[Path, ...]) -> None:
    """What is written into a pack, or into the kit's own texts, would be read as a part of it by the next build.

    Raises:
        UsageError: ``out`` is such a folder or lies in one, or what is written there would take the place of a pack.
    """
    sources = (*packs, *all_packs(root), root / "content", root / "slides")
    for source in dict.fromkeys(sources):
        if any(map(_is_same(source), (out, *out.parents))):
            what = f"the pack '{source.name}'" if source not in sources[-2:] else f"the kit's own '{source.name}'"
            message = f"'--out {out}' lies in {what}, which is read and not written to: choose another folder"
            raise click.UsageError(printable(message))
    for pack in packs:
        if any(map(_is_same(out / pack.name), (pack, *pack.parents))):
            message = (
                f"what is built in '--out {out}' would take the place of the pack '{pack.name}': choose another folder"
            )
            raise click.UsageError(printable(message))


def _is_same(folder: Path) -> Callable[[Path], bool]:
    """Whether a path leads to ``folder``, however it is written: there are links, and systems that ignore capitals."""
    return lambda path: folder.exists() and path.exists() and path.samefile(folder)


NO_PACK = f"there is no pack below overrides/locals/ ({COMMAND} new LOCAL makes one)"
