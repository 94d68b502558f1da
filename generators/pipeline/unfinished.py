"""Knows the last build of all locals that did not end well, so that the next one can go on where it stopped."""

from __future__ import annotations

import uuid

from msgspec import Struct

from generators.caching.store import key_of
from generators.pipeline.request import BuildRequest


class UnfinishedBuild(Struct, frozen=True):
    """A build that began and that nobody has said to have ended well: ``build_id``, by which its locals are known."""

    request: BuildRequest
    build_id: str

    @classmethod
    def begun(cls, request: BuildRequest) -> UnfinishedBuild:
        """A new one, which stays known until its ``end``, however this process ends."""
        begun = cls(request, uuid.uuid4().hex)
        begun._keep(begun.build_id)
        return begun

    @classmethod
    def left(cls, request: BuildRequest) -> UnfinishedBuild | None:
        """What was left of the last one that was asked for the same, for the same folder; None if it ended well."""
        kept = request.store.recall(key_of("builds", **request.asked))
        return cls(request, kept.decode("ascii", "replace")) if kept else None

    def end(self) -> None:
        """All of its locals are built."""
        self._keep("")

    def _keep(self, build_id: str) -> None:
        self.request.store.keep(key_of("builds", **self.request.asked), build_id.encode("ascii"))
