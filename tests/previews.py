"""A preview that runs, and a reader of it."""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any

from sample import copy_sample

from generators.pipeline.request import BuildRequest, Outcome
from generators.serve import Preview

PATIENCE = 180.0
"""Seconds that a preview may take for what it has to do, on a computer that is busy with much else."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server says to one request."""

    status: int
    headers: http.client.HTTPMessage
    text: str


def fetch(address: str, path: str, host: str = "", method: str = "GET") -> Answer:
    """Asks the server at ``address`` for ``path``, to the letter."""
    connection = http.client.HTTPConnection(address.removeprefix("http://").rstrip("/"), timeout=PATIENCE)
    connection.putrequest(method, path, skip_host=True)
    connection.putheader("Host", host or connection.host + f":{connection.port}")
    connection.endheaders()
    answer = connection.getresponse()
    text = answer.read().decode("utf-8", "replace")
    connection.close()
    return Answer(answer.status, answer.headers, text)


def events(address: str) -> Iterator[str]:
    """An item for each time that the server at ``address`` rings, the first at once."""
    connection = http.client.HTTPConnection(address.removeprefix("http://").rstrip("/"), timeout=PATIENCE)
    connection.request("GET", "/_preview/events")
    answer = connection.getresponse()
    while line := answer.readline():
        if line.startswith(b"data: "):
            yield line.decode()


def state(address: str, page: str) -> dict[str, Any]:
    """What the script on ``page`` learns when it asks."""
    known: dict[str, Any] = json.loads(fetch(address, f"/_preview/state?page={page}").text)
    return known


def happens(what: Callable[[], bool]) -> bool:
    """Whether it comes true before patience ends."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if what():
            return True
        time.sleep(0.01)
    return False


class Running:
    """A preview of the kit in ``root``, and all that it said."""

    def __init__(self, root: Path, pack: Path | None = None) -> None:
        self.root = root
        self.said: list[Outcome] = []
        request = BuildRequest(root, Path(), (pack,) if pack else ())
        self.preview = Preview(request, 0, self.said.append)
        self.address = self.preview.address

    def page(self, path: str) -> str:
        return fetch(self.address, path).text

    def shows(self, path: str, words: str) -> bool:
        return happens(lambda: words in self.page(path))

    def built(self, formats: tuple[str, ...]) -> int:
        """How often it has built these."""
        return sum(outcome.formats == formats and outcome.built for outcome in self.said)


@contextmanager
def running(root: Path, pack: Path | None = None) -> Iterator[Running]:
    """A preview, from the end of its first build to its own."""
    preview = Running(root, pack)
    thread = Thread(target=preview.preview.run, daemon=True)
    thread.start()
    try:
        assert happens(lambda: bool(preview.said))
        yield preview
    finally:
        preview.preview.stop()
        thread.join(PATIENCE)
    assert not thread.is_alive()


def copy_of_kit(root: Path, folder: Path) -> Path:
    """The sample kit with the kit's own theme, to be written in."""
    return copy_sample(root, folder / "tests" / "kit")


def put(file: Path, text: str) -> None:
    """Saves ``text`` as ``file``, at once: whoever wrote into the file itself would be read in between, some day."""
    draft = file.with_name(f"{file.name}~")
    draft.write_text(text, encoding="utf-8")
    draft.replace(file)


def add(file: Path, line: str) -> str:
    """Saves ``file`` with one more line; returns what it said before."""
    before = file.read_text(encoding="utf-8")
    put(file, f"{before}\n{line}\n")
    return before
