"""What the preview's server answers, and to whom."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Thread

import pytest
from previews import fetch
from sample import write

from generators.serve.board import Board
from generators.serve.server import AddressInUse, PreviewServer
from generators.serve.snapshot import SiteSnapshot

SITE = {
    "index.html": "<head></head>Home",
    "404.html": "<head></head>Missing",
    "forms/index.html": "",
    "a.woff2": "font",
}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder, board = tmp_path_factory.mktemp("site"), Board()
    write(folder, dict(SITE))
    board.put_up(SiteSnapshot({path: folder / path for path in SITE}))
    with PreviewServer(board, 0) as server:
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server.address
        board.close()
        server.shutdown()
        thread.join()


def test_it_listens_on_this_computer_alone(address: str) -> None:
    assert address.startswith("http://127.0.0.1:")


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1.evil.example:80", "0.0.0.0", "[::1]"])
def test_another_name_for_this_computer_is_refused(address: str, host: str) -> None:
    answer = fetch(address, "/", host)
    assert answer.status == 421
    assert "Home" not in answer.text


def test_localhost_is_a_name_of_this_computer(address: str) -> None:
    assert fetch(address, "/", f"localhost:{address.rpartition(':')[2].strip('/')}").status == 200


def test_nothing_is_kept_and_nothing_is_for_other_sites(address: str) -> None:
    headers = fetch(address, "/").headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Type"] == "text/html; charset=utf-8"


def test_a_missing_page_is_the_sites_own_with_the_script_that_follows(address: str) -> None:
    answer = fetch(address, "/nowhere.html")
    assert answer.status == 404
    assert "Missing" in answer.text
    assert "/_preview/preview.js" in answer.text


def test_a_folder_leads_to_its_page(address: str) -> None:
    answer = fetch(address, "/forms")
    assert (answer.status, answer.headers["Location"]) == (302, "/forms/")


@pytest.mark.parametrize("path", ["/_preview/preview.js", "/_preview/preview.css", "/a.woff2"])
def test_other_files_are_given_as_they_are(address: str, path: str) -> None:
    assert fetch(address, path).status == 200
    assert "data-look=" not in fetch(address, path).text


@pytest.mark.parametrize("path", ["/_preview/server.py", "/_preview/../server.py", "/../../etc/passwd", "//[", "/%ff"])
def test_nothing_else_is_given(address: str, path: str) -> None:
    assert fetch(address, path).status == 404


def test_only_the_headers_are_given_to_whom_they_are_enough(address: str) -> None:
    answer = fetch(address, "/", method="HEAD")
    assert (answer.status, answer.text) == (200, "")
    assert int(answer.headers["Content-Length"]) > 0


def test_a_port_that_another_program_has_is_refused(address: str) -> None:
    port = int(address.rpartition(":")[2].strip("/"))
    with pytest.raises(AddressInUse, match=f"another program uses port {port}"):
        PreviewServer(Board(), port)
