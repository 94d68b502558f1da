"""Serves a site's folder to this machine, with a script in each page that follows the next edition."""

from __future__ import annotations

import json
import time
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from generators.problems import Problem, rendered
from generators.serve.editions import Edition, Editions

LOOPBACK = "127.0.0.1"
OWN = "/__kit/"
"""The addresses that belong to the preview and to no site."""

HEARTBEAT = 15.0
"""Seconds between signs of life, so that a page that is gone is noticed."""

_OWN_FILES = {"preview.js": "text/javascript", "preview.css": "text/css"}
_EMPTY_PAGE = "<!doctype html><html lang=en><meta charset=utf-8><title>Preview</title><body></body></html>"


class PreviewServer(ThreadingHTTPServer):
    """Listens on the loopback address at ``port``, or the next free one; 0 takes any."""

    daemon_threads = True
    # another preview's port is taken, whatever state it is in
    allow_reuse_address = False

    def __init__(self, folder: Path, editions: Editions, port: int) -> None:
        self.editions = editions
        handler = partial(_Handler, directory=str(folder))
        for candidate in range(port, port + 50 if port else 1):
            try:
                super().__init__((LOOPBACK, candidate), handler)
                return
            except OSError:
                continue
        raise OSError(f"no free port from {port} to {port + 49}")

    @property
    def address(self) -> str:
        return f"http://{LOOPBACK}:{self.server_port}/"


class _Handler(SimpleHTTPRequestHandler):
    server: PreviewServer

    def do_GET(self) -> None:
        if not self._is_for_this_machine():
            # a web page elsewhere may point its own name here, and must not read a local's drafts
            self.send_error(HTTPStatus.FORBIDDEN)
        elif self.path.startswith(OWN + "events"):
            self._send_events()
        elif self.path.startswith(OWN):
            self._send_own_file()
        else:
            self._send_site_file()

    def do_HEAD(self) -> None:
        self.do_GET()

    def log_message(self, *_: object) -> None:
        """Says nothing: whoever previews wants to read of problems, not of requests."""

    def _is_for_this_machine(self) -> bool:
        port = self.server.server_port
        return self.headers.get("Host", "") in (f"{LOOPBACK}:{port}", f"localhost:{port}")

    def _send_site_file(self) -> None:
        # a pack's folder is read as any host would serve it; a new edition may take its place at this very moment
        file = Path(self.translate_path(self.path))
        for _ in range(5):
            page = file / "index.html" if file.is_dir() else file
            try:
                self._send(page.read_bytes(), self.guess_type(str(page)), HTTPStatus.OK)
                return
            except OSError:
                time.sleep(0.01)
        missing = Path(self.directory, "404.html")
        content = missing.read_bytes() if missing.is_file() else _EMPTY_PAGE.encode()
        self._send(content, "text/html", HTTPStatus.NOT_FOUND)

    def _send_own_file(self) -> None:
        name = urlsplit(self.path).path.removeprefix(OWN)
        if name not in _OWN_FILES:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        self._send(Path(__file__).with_name(name).read_bytes(), _OWN_FILES[name], HTTPStatus.OK)

    def _send(self, content: bytes, kind: str, status: HTTPStatus) -> None:
        if kind == "text/html":
            content = _following(content, self.server.editions.latest)
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _send_events(self) -> None:
        """Server-sent events (HTML Standard, section 9.2): each edition from the one after ``?news=`` on."""
        news = _number(parse_qs(urlsplit(self.path).query).get("news", ["0"])[0])
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        try:
            while not self.server.editions.closed:
                edition = self.server.editions.after(news, HEARTBEAT)
                self.wfile.write(_event(edition) if edition else b":\n\n")
                self.wfile.flush()
                news = edition.news if edition else news
        except OSError:
            return  # the page is gone


def _following(content: bytes, edition: Edition) -> bytes:
    """A page with the preview's script and styles, which its security policy allows as files of the same host."""
    state = f'data-number="{edition.number}" data-news="{edition.news - 1 if edition.problems else edition.news}"'
    tags = f'<link rel="stylesheet" href="{OWN}preview.css"><script src="{OWN}preview.js" {state} defer></script>'
    head, body, rest = content.rpartition(b"</body>")
    return head + tags.encode() + body + rest


def _event(edition: Edition) -> bytes:
    data = {"number": edition.number, "problems": [_shown(problem) for problem in edition.problems]}
    return f"data: {json.dumps(data)}\n\n".encode()


def _shown(problem: Problem) -> dict[str, str]:
    (line,) = rendered([problem])
    return {"severity": problem.severity, "text": line}


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0
