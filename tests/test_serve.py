"""The preview: what it serves and to whom, and how soon a saved change, or what is wrong with it, is seen."""

from __future__ import annotations

import http.client
import json
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from click.testing import CliRunner

from generators.model import Place
from generators.pipeline import Outcome
from generators.problems import Problem
from generators.serve import Preview
from generators.serve.editions import Editions
from generators.serve.server import PreviewServer
from generators.serve_command import serve_command

PATIENCE = 30.0


class Running:
    """A preview of a copy of the sample kit, and what was said of its builds."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.outcomes: list[Outcome] = []
        self.preview = Preview(root, None, 0, self.outcomes.append)
        self.thread = Thread(target=self.preview.run, daemon=True)
        self.thread.start()

    def add(self, path: str, line: str) -> str:
        """Saves a file with one more line; returns what it was before."""
        file = self.root / path
        before = file.read_text(encoding="utf-8")
        file.write_text(f"{before}\n{line}\n", encoding="utf-8")
        return before

    def page(self, path: str) -> str:
        return fetched(self.preview.address, path)[1]

    def shows(self, path: str, words: str) -> bool:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if words in self.page(path):
                return True
            time.sleep(0.02)
        return False


@pytest.fixture(scope="module")
def running(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    copy = tmp_path_factory.mktemp("repository")
    shutil.copytree(root / "tests" / "kit", copy / "tests" / "kit")
    shutil.copytree(root / "overrides" / "theme", copy / "overrides" / "theme")
    running = Running(copy / "tests" / "kit")
    assert running.shows("/", "kit-brand")
    yield running
    running.preview.stop()
    running.thread.join(PATIENCE)
    assert not running.thread.is_alive()


def fetched(address: str, path: str, host: str = "") -> tuple[int, str]:
    connection = http.client.HTTPConnection(address.removeprefix("http://").rstrip("/"), timeout=PATIENCE)
    connection.request("GET", path, headers={"Host": host} if host else {})
    answer = connection.getresponse()
    return answer.status, answer.read().decode("utf-8", "replace")


def first_event(address: str, news: int) -> dict[str, Any]:
    connection = http.client.HTTPConnection(address.removeprefix("http://").rstrip("/"), timeout=PATIENCE)
    connection.request("GET", f"/__kit/events?news={news}")
    line = connection.getresponse().readline().decode()
    event: dict[str, Any] = json.loads(line.removeprefix("data: "))
    return event


def test_a_page_is_served_with_the_script_that_follows_it(running: Running) -> None:
    assert '<script src="/__kit/preview.js"' in running.page("/handbook/listening.html")


def test_a_page_that_is_not_there_is_said_so(running: Running) -> None:
    status, page = fetched(running.preview.address, "/nowhere.html")
    assert status == 404
    assert "There is no such page" in page


@pytest.mark.parametrize("path", ["/../mkdocs.yml", "/%2e%2e/%2e%2e/mkdocs.yml", "/__kit/server.py"])
def test_nothing_outside_the_site_is_served(running: Running, path: str) -> None:
    status, page = fetched(running.preview.address, path)
    assert status == 404
    assert "site_name" not in page


def test_another_hosts_name_for_this_machine_is_refused(running: Running) -> None:
    assert fetched(running.preview.address, "/", host="evil.example")[0] == 403
    assert running.preview.address.startswith("http://127.0.0.1:")


def test_a_saved_change_is_shown(running: Running) -> None:
    running.add("content/handbook/listening.md", "A line that is new.")
    assert running.shows("/handbook/listening.html", "A line that is new.")


def test_what_is_wrong_is_told_while_the_last_good_page_stays(running: Running) -> None:
    news = running.preview.editions.latest.news
    before = running.add("content/index.md", "[gone](gone.md)")
    (problem,) = first_event(running.preview.address, news)["problems"]
    assert problem["text"].startswith("content/index.md:")
    assert "gone.md" not in running.page("/")
    (running.root / "content" / "index.md").write_text(f"{before}\nFound again.\n", encoding="utf-8")
    assert running.shows("/", "Found again.")


def test_decks_and_forms_follow(running: Running) -> None:
    assert running.shows("/downloads.html", "PPTX, ")
    assert running.shows("/downloads.html", "PDF, ")


# The parts.


def test_whoever_waits_hears_of_the_next_edition_at_once() -> None:
    editions = Editions()
    editions.refuse([Problem(Place("a.md", 1), "is wrong")])
    heard = editions.after(0, PATIENCE)
    assert heard is not None
    assert (heard.number, heard.news) == (0, 1)
    assert editions.after(heard.news, 0.01) is None


def test_two_previews_take_two_ports(tmp_path: Path) -> None:
    with PreviewServer(tmp_path, Editions(), 0) as one, PreviewServer(tmp_path, Editions(), one.server_port) as other:
        assert other.server_port > one.server_port


def test_a_pack_that_is_not_there_is_no_preview(root: Path) -> None:
    result = CliRunner().invoke(serve_command, ["nowhere-1", "--root", str(root / "tests" / "kit")])
    assert "there is no such pack" in str(result.exception)
