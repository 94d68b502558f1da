"""What the base says where a local may put something of its own, and what it changed since the local last looked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from generators.model import Handbook, Lines, Local, OverrideKind, Page, Place, Seen
from generators.model.problems import Problems
from generators.reading import drift_lock, marks
from generators.reading.drift_lock import fingerprint
from generators.resolving.text_changes import likeliest

_PASSAGES: dict[str, OverrideKind] = {"example": "example", "slot": "slot"}


@dataclass(frozen=True, slots=True)
class BaseText:
    """One such place of the base, and its ``text``; that of a picture is empty, and ``fingerprint`` is of its file."""

    kind: OverrideKind
    name: str
    place: Place
    text: tuple[str, ...]
    fingerprint: str

    def seen(self, place: Place) -> Seen:
        """What a local that looks now will remember; ``place`` is its ``drift.lock``."""
        return Seen(self.kind, self.name, self.place.file, self.fingerprint, self.text, place)


def base_texts(handbook: Handbook) -> dict[tuple[str, str], BaseText]:
    """Every such place by kind and name. A passage that several pages hold is taken from the first."""
    found: dict[tuple[str, str], BaseText] = {}
    for text in (*_pages(handbook), *_passages(handbook), *_pictures(handbook)):
        found.setdefault((text.kind, text.name), text)
    return found


def _pages(handbook: Handbook) -> Iterator[BaseText]:
    kinds: tuple[tuple[OverrideKind, Mapping[str, Page]], ...]
    kinds = (("page", handbook.pages), ("outline", handbook.outlines))
    for kind, pages in kinds:
        for path, page in pages.items():
            text = _text_of(page)
            yield BaseText(kind, path, page.place, text, fingerprint(text))


def _passages(handbook: Handbook) -> Iterator[BaseText]:
    for page in (*handbook.pages.values(), *handbook.outlines.values()):
        for block in marks.find(page.lines, Problems()):
            if block.kind in _PASSAGES:
                text = trimmed([line.text for line in block.lines])
                yield BaseText(_PASSAGES[block.kind], block.name, block.place, text, fingerprint(text))


def _pictures(handbook: Handbook) -> Iterator[BaseText]:
    for path, asset in handbook.assets.items():
        yield BaseText("asset", path, asset.place, (), hashlib.sha256(asset.file.read_bytes()).hexdigest())


def _text_of(page: Page) -> tuple[str, ...]:
    """Front matter, a blank line, and the lines as written, marks and variables and all."""
    meta = [
        f"{key}: {', '.join(map(str, value)) if isinstance(value, list) else value}" for key, value in page.meta.items()
    ]
    body = trimmed([line.text for line in page.lines])
    return (*meta, "", *body) if meta else body


def trimmed(lines: Sequence[str]) -> tuple[str, ...]:
    """``lines`` without blank ones at their ends, and none with blanks at its end."""
    full = [index for index, line in enumerate(lines) if line.strip()]
    return tuple(line.rstrip() for line in lines[full[0] : full[-1] + 1]) if full else ()


State = Literal["changed", "unrecorded", "gone"]
_NOTHING: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Drift:
    """One override that needs a look.

    ``changed``: the base says something else than when the local last looked. ``unrecorded``: the local has never
    looked. ``gone``: the base has nothing of that name any more; ``now`` is its likeliest new name, or empty.
    ``own`` is the local's text, ``before`` and ``after`` are the base's; those of a picture are empty.
    """

    state: State
    kind: OverrideKind
    name: str
    place: Place
    own: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    base: Place | None = None
    now: str = ""


def find_drift(handbook: Handbook, local: Local) -> tuple[Drift, ...]:
    """The overrides of ``local`` under which the base moved, sorted by kind and name."""
    base = base_texts(handbook)
    remembered = local.seen or {}
    return tuple(
        drift
        for (kind, name), (place, own) in sorted(_overrides(local).items(), key=lambda item: _order(item[0]))
        if (drift := _drift(kind, name, place, own, base, remembered.get((kind, name))))
    )


def accepted(handbook: Handbook, local: Local, place: Place) -> tuple[Seen, ...]:
    """What ``local`` remembers when it has seen all that there is; ``place`` is its ``drift.lock``.

    An example or slot that the base no longer has stays remembered until the local mends it, since what it said
    tells what it may be called now. A page that the base no longer has becomes the local's own.
    """
    base = base_texts(handbook)
    entries: list[Seen] = []
    for kind, name in _overrides(local):
        old = (local.seen or {}).get((kind, name))
        if text := base.get((kind, name)):
            entries.append(text.seen(place))
        elif old and kind in ("example", "slot"):
            entries.append(old)
    return tuple(entries)


def check_drift(handbook: Handbook, local: Local, problems: Problems) -> None:
    """Warns of what the base changed, once the local has begun to keep a ``drift.lock``; what is gone is an error."""
    if local.seen is None:
        return
    found = find_drift(handbook, local)
    for drift in found:
        if drift.state == "changed":
            hint = f"see what changed: build.py drift {local.slug}"
            changed = f"the base has changed under this {word_for(drift.kind)} since you last looked"
            problems.warn("override-base-changed", drift.place, changed, hint)
        elif drift.state == "gone" and drift.kind not in ("example", "slot"):
            _report_gone(drift, local.slug, problems)
    new = [f"{word_for(drift.kind)} {drift.name}" for drift in found if drift.state == "unrecorded"]
    if new:
        shown = ", ".join(new[:5]) + (", …" if len(new) > 5 else "")
        hint = f"so that you hear of changes in the base: build.py drift {local.slug} --accept"
        problems.warn("override-not-recorded", drift_lock.place_of(_folder(local)), f"not yet recorded: {shown}", hint)


def word_for(kind: OverrideKind) -> str:
    """What people call it."""
    return {"asset": "picture", "outline": "deck outline"}.get(kind, kind)


def _report_gone(drift: Drift, slug: str, problems: Problems) -> None:
    message = f"the base no longer has the {word_for(drift.kind)} '{drift.name}' that this one stood over"
    renamed = f"it may now be '{drift.now}': name this file so" if drift.now else ""
    own = f"to keep it as one of your own: build.py drift {slug} --accept"
    problems.error("override-base-gone", drift.place, message, renamed, own)


def _drift(
    kind: OverrideKind,
    name: str,
    place: Place,
    own: tuple[str, ...],
    base: Mapping[tuple[str, str], BaseText],
    seen: Seen | None,
) -> Drift | None:
    text = base.get((kind, name))
    before = seen.text if seen else _NOTHING
    if text is None:
        if seen is None and kind not in ("example", "slot"):
            return None  # a page or picture that the local added
        others = {other.name: other.text for other in base.values() if other.kind == kind}
        return Drift("gone", kind, name, place, own, before, (), None, likeliest(name, before, others))
    if seen is None:
        return Drift("unrecorded", kind, name, place, own, (), text.text, text.place)
    if seen.fingerprint == text.fingerprint:
        return None
    return Drift("changed", kind, name, place, own, before, text.text, text.place)


def _overrides(local: Local) -> dict[tuple[OverrideKind, str], tuple[Place, tuple[str, ...]]]:
    """Whatever in the pack may stand over something of the base, by kind and name: its place and its text."""
    return {(kind, name): (place, own) for kind, name, place, own in _own_texts(local)}


def _own_texts(local: Local) -> Iterator[tuple[OverrideKind, str, Place, tuple[str, ...]]]:
    for path, page in local.pages.items():
        yield "page", path, page.place, _trimmed(page.lines)
    for path, page in local.outlines.items():
        yield "outline", path, page.place, _trimmed(page.lines)
    for name, passage in local.examples.items():
        yield "example", name, passage.place, _trimmed(passage.lines)
    for name, passage in local.slots.items():
        yield "slot", name, passage.place, _trimmed(passage.lines)
    for path, asset in local.assets.items():
        if asset.file != local.brand.logo:  # nobody waits for news of another's logo
            yield "asset", path, asset.place, ()


def _trimmed(lines: Lines) -> tuple[str, ...]:
    return trimmed([line.text for line in lines])


def _folder(local: Local) -> str:
    return local.place.file.rpartition("/")[0]


def _order(key: tuple[OverrideKind, str]) -> tuple[int, str]:
    return drift_lock.KINDS.index(key[0]), key[1]
