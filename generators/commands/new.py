"""The command ``new``: a pack to begin with, and the beginning of a page, a form, a story, or a workshop in one."""

from __future__ import annotations

from pathlib import Path

import click

from generators.commands.command_line import DONE, line_for, near, root_option
from generators.commands.packs import find_packs, home_of, packs_folder
from generators.model import Handbook, Local
from generators.model.problems import Problems, did_you_mean, printable
from generators.model.program import COMMAND
from generators.packs.new_text import KINDS, TextKind, new_text, stories
from generators.packs.pack import new_pack
from generators.reading import drift_lock
from generators.reading.files import read_lines
from generators.reading.source import read_handbook, read_local
from generators.resolving.drift import accepted
from generators.resolving.overrides import overrides_of
from generators.starting.new_handbook import SETTINGS, new_handbook

_new = click.Path(resolve_path=True, path_type=Path)


@click.command("new")
@click.argument("local", required=False)
@click.argument("kind", required=False, metavar="[page|form|story|workshop]")
@click.argument("words", nargs=-1, metavar="[NAME]...")
@click.option("--handbook", type=_new, metavar="DIR", help="Start a handbook of your own in this folder.")
@root_option
def new_command(
    *, local: str | None, kind: str | None, words: tuple[str, ...], handbook: Path | None, root: Path
) -> int:
    """Writes a new pack, ready to be filled in; or into a pack, the beginning of a page, form, story, or workshop.

    LOCAL is the name that the pack gets below overrides/locals/, or the path of a folder to make.

    \b
    new local-104                        a pack
    new local-104 page Our year          a page in content/handbook/
    new local-104 form Ride share        a form in content/forms/
    new local-104 story first-stretch    your story in place of the kit's example of that name, or in its slot
    new local-104 workshop First steps   the outline of a deck in slides/
    new --handbook ../our-handbook       a handbook of your own: pages, a form, a deck

    What it writes builds at once, and says in notes what to change. Nothing that is there is ever overwritten.
    """
    if handbook:
        if local:
            raise click.UsageError("give the name of a pack or --handbook, not both")
        return _new_handbook(handbook)
    if local is None:
        raise click.MissingParameter("give the new pack a name", param_hint="LOCAL", param_type="argument")
    if kind is None:
        return _new_pack(local, root)
    return _new_text(local, _kind_of(kind), " ".join(words), root)


def _new_handbook(folder: Path) -> int:
    written = new_handbook(folder)
    for file in written:
        click.echo(printable(f"wrote {near(file)}"))
    click.echo(f"Build it with: {line_for('build', folder)}")
    click.echo(printable(f"Then give it your local's name in {near(folder / SETTINGS)}"))
    return DONE


def _new_pack(local: str, root: Path) -> int:
    is_path = local != Path(local).name
    pack = Path(local).absolute() if is_path else packs_folder(root) / local
    written = new_pack(pack, root, home_of(root))
    for file in written:
        click.echo(f"wrote {near(file)}")
    click.echo(f"Fill in {near(written[0])}, then run: {line_for('build', root, local)}")
    return DONE


def _kind_of(word: str) -> TextKind:
    for kind in KINDS:
        if word.lower() == kind:
            return kind
    hint = did_you_mean(word, KINDS) or f"it makes a {', '.join(KINDS)}"
    raise click.UsageError(f"'{printable(word)}' is nothing that new can make ({hint})")


def _new_text(name: str, kind: TextKind, words: str, root: Path) -> int:
    (pack,) = find_packs(root, (name,))
    handbook = read_handbook(root, Problems())
    if not words.strip():
        raise click.UsageError(_without_name(name, kind, handbook))
    local = read_local(handbook, pack, Problems())
    file = new_text(handbook, local, kind, words)
    if kind == "story":
        _record(handbook, pack, file)
    click.echo(f"wrote {near(file)}")
    click.echo(f"Change what it says, and see it with: {line_for('serve', root, name)}")
    return DONE


def _without_name(local: str, kind: TextKind, handbook: Handbook) -> str:
    if kind != "story":
        return f"give the {kind} a name, as in: {COMMAND} new {local} {kind} Our first year"
    known = (f"  {name}  ({place.file}:{place.line})" for name, (_, place) in stories(handbook).items())
    return "\n".join(("which story? The kit has these places for one:", *known))


def _record(handbook: Handbook, pack: Path, file: Path) -> None:
    """Notes what the base says under a new story, as its author knows it, if the pack keeps such notes at all."""
    lock = pack / drift_lock.FILE_NAME
    problems = Problems()
    local: Local = read_local(handbook, pack, problems)
    if problems.errors or not lock.is_file():
        return
    place = drift_lock.place_of(local)
    seen = dict(drift_lock.read(read_lines(lock, place.file, problems), problems))
    if problems.errors:
        return
    for entry in accepted(overrides_of(handbook, local), seen, place):
        if entry.name == file.stem and f"{entry.kind}s" == file.parent.name:
            seen[(entry.kind, entry.name)] = entry
    lock.write_text(drift_lock.written(local.profile.slug, seen.values()), "utf-8", newline="\n")
