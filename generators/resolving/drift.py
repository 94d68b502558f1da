"""What the base changed under a local's overrides since the local last looked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

from msgspec import Struct, field

from generators.model import Local, OverrideKind, Place, Seen
from generators.model.problems import Problems
from generators.model.program import COMMAND
from generators.reading import drift_lock
from generators.reading.drift_lock import SeenByName
from generators.resolving.overrides import PASSAGES, Override, Overrides, Text
from generators.resolving.text_changes import likeliest

State = Literal["changed", "unrecorded", "gone"]


class Drift(Struct, frozen=True):
    """One override that needs a look.

    ``changed``: the base says something else than when the local last looked. ``unrecorded``: the local has never
    looked. ``gone``: the base has nothing of that name any more; ``now`` is its likeliest new name, or empty.
    ``before`` is what the base said then; what it says now, and the local's own text, stand in ``override``.
    """

    state: State
    override: Override
    before: Text = ()
    now: str = ""


class MadeFrom(Struct, frozen=True):
    """What a kit was made from: files by their names in messages, the local's overrides, and the base's drift below."""

    sources: Mapping[str, Path] = field(default_factory=dict)
    overrides: Overrides = field(default_factory=Overrides)
    drift: tuple[Drift, ...] = ()


def drift_of(overrides: Overrides, seen: SeenByName | None) -> tuple[Drift, ...]:
    """The overrides under which the base moved since it was ``seen``, sorted by kind and name."""
    memory = seen or {}
    followed = sorted(_followed(overrides), key=lambda one: (drift_lock.KINDS.index(one.kind), one.name))
    return tuple(
        drift
        for override in followed
        if (drift := _drift(override, memory.get((override.kind, override.name)), overrides))
    )


def accepted(overrides: Overrides, seen: SeenByName | None, lock: Place) -> tuple[Seen, ...]:
    """What a local remembers when it has seen all that there is; ``lock`` is its ``drift.lock``.

    An example or slot that the base no longer has stays remembered until the local mends it, since what it said
    tells what it may be called now. A page that the base no longer has becomes the local's own.
    """
    entries: list[Seen] = []
    for override in _followed(overrides):
        old = (seen or {}).get((override.kind, override.name))
        if override.target:
            file, text = override.target.file, override.base
            entries.append(Seen(override.kind, override.name, file, override.fingerprint, text, lock))
        elif old and override.kind in PASSAGES:
            entries.append(old)
    return tuple(entries)


def check_drift(found: Sequence[Drift], local: Local, problems: Problems) -> None:
    """Warns of what the base changed, once the local has begun to keep a ``drift.lock``; what is gone is an error."""
    if local.seen is None:
        return
    for drift in found:
        kind, place = drift.override.kind, drift.override.place
        if drift.state == "changed":
            hint = f"see what changed: {COMMAND} drift {local.profile.slug}"
            message = f"the base has changed under this {word_for(kind)} since you last looked"
            problems.warn("override-base-changed", place, message, hint)
        elif drift.state == "gone" and kind not in PASSAGES:
            _report_gone(drift, local.profile.slug, problems)
    new = [f"{word_for(one.override.kind)} {one.override.name}" for one in found if one.state == "unrecorded"]
    if new:
        shown = ", ".join(new[:5]) + (", …" if len(new) > 5 else "")
        hint = f"so that you hear of changes in the base: {COMMAND} drift {local.profile.slug} --accept"
        problems.warn("override-not-recorded", drift_lock.place_of(local), f"not yet recorded: {shown}", hint)


def word_for(kind: OverrideKind) -> str:
    """What people call it."""
    return {"asset": "picture", "outline": "deck outline"}.get(kind, kind)


def _report_gone(drift: Drift, slug: str, problems: Problems) -> None:
    over = drift.override
    message = f"the base no longer has the {word_for(over.kind)} '{over.name}' that this one stood over"
    renamed = f"it may now be '{drift.now}': name this file so" if drift.now else ""
    own = f"to keep it as one of your own: {COMMAND} drift {slug} --accept"
    problems.error("override-base-gone", over.place, message, renamed, own)


def _followed(overrides: Overrides) -> Iterator[Override]:
    """Those whose local wants news of the base: not of another's logo, nor of passages that only its own pages hold."""
    for override in overrides:
        is_own = override.kind in PASSAGES and not override.target and override.name in overrides.known[override.kind]
        if override.kind in drift_lock.KINDS and not override.is_logo and not is_own:
            yield override


def _drift(override: Override, seen: Seen | None, overrides: Overrides) -> Drift | None:
    before = seen.text if seen else ()
    if override.target is None:
        if seen is None and override.kind not in PASSAGES:
            return None  # a page or picture that the local added
        now = likeliest(override.name, before, overrides.known[override.kind])
        return Drift("gone", override, before, now)
    if seen is None:
        return Drift("unrecorded", override)
    return Drift("changed", override, before) if seen.fingerprint != override.fingerprint else None
