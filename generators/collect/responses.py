"""Keeps what was read in a temporary file without a name, so that ten thousand people's answers fit into any memory."""

from __future__ import annotations

import pickle
import tempfile
from array import array
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO, overload

from generators.collect.known_forms import Response


@dataclass(slots=True)
class StoredResponses(Sequence[Response]):
    """Responses in the order in which they were added; nothing but their places in the file is held in memory."""

    file: IO[bytes]
    places: array[int] = field(default_factory=lambda: array("Q", [0]))

    def add(self, response: Response) -> None:
        """Writes ``response`` behind those that are there."""
        self.file.seek(self.places[-1])
        self.places.append(self.places[-1] + self.file.write(pickle.dumps(response)))

    def __len__(self) -> int:
        return len(self.places) - 1

    @overload
    def __getitem__(self, index: int) -> Response: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Response]: ...
    def __getitem__(self, index: int | slice) -> Response | Sequence[Response]:
        if isinstance(index, slice):
            return SelectedResponses(self, array("L", range(len(self))[index]))
        number = range(len(self))[index]
        self.file.seek(self.places[number])
        found: Response = pickle.loads(self.file.read(self.places[number + 1] - self.places[number]))
        return found


@dataclass(frozen=True, slots=True)
class SelectedResponses(Sequence[Response]):
    """The responses of ``whole`` at these ``places``; each is read when it is asked for."""

    whole: Sequence[Response]
    places: array[int]

    def __len__(self) -> int:
        return len(self.places)

    @overload
    def __getitem__(self, index: int) -> Response: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Response]: ...
    def __getitem__(self, index: int | slice) -> Response | Sequence[Response]:
        if isinstance(index, slice):
            return SelectedResponses(self.whole, self.places[index])
        return self.whole[self.places[index]]


@contextmanager
def stored_responses() -> Iterator[StoredResponses]:
    """An empty store. Its file has no name where the system allows that, and is gone afterwards, whatever happens."""
    with tempfile.TemporaryFile(prefix="kit-collect-") as file:
        yield StoredResponses(file)
