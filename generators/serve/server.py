"""Gives the latest edition to browsers on this computer, and tells them when there is a newer one."""

from __future__ import annotations

import socketserver
import sys
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path, PurePosixPath
from urllib.parse import parse_qs

from generators.serve.board import OWN, Board, PreviewState, page_text, state_text
from generators.serve.placeholder import STYLES

LOOPBACK = "127.0.0.1"
HEARTBEAT = 10.0
"""Seconds between signs of life, so that a page that was closed is noticed."""

RETRY = 500
"""Milliseconds after which a browser looks for a preview that has gone away."""

KINDS = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "text/xml; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".pdf": "application/pdf",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
"""Written down, since what the operating system says of file names differs from computer to computer."""

_OWN_FILES = {f"{OWN}{name}": Path(__file__).with_name(name) for name in ("preview.js", "preview.css", STYLES)}


class AddressInUse(Exception):
    """Another program has the port that was asked for."""


class PreviewServer(ThreadingHTTPServer):
    """Listens on the loopback address alone, at ``port``; 0 takes a free one.

    Raises:
        AddressInUse: another program listens there.
    """

    daemon_threads = True
    # On Windows, this would let two programs share a port, and each request go to either.
    allow_reuse_address = sys.platform != "win32"

    def __init__(self, board: Board, port: int) -> None:
        self.board = board
        try:
            super().__init__((LOOPBACK, port), _Handler)
        except OSError as error:
            raise AddressInUse(f"another program uses port {port}") from error

    @property
    def address(self) -> str:
        return f"http://{LOOPBACK}:{self.server_port}/"

    def server_bind(self) -> None:
        """Binds without asking the network for this computer's name, which can take seconds."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = LOOPBACK, self.socket.getsockname()[1]

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes away in the middle of an answer is no error."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(BaseHTTPRequestHandler):
    server: PreviewServer
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    timeout = 60

    def do_GET(self) -> None:
        address, _, query = self.path.partition("?")
        if not self._is_asked_by_name():
            self._send(HTTPStatus.MISDIRECTED_REQUEST, KINDS[".txt"], b"This is no public address.\n")
        elif address == f"{OWN}events":
            self._send_events()
        elif address == f"{OWN}state":
            page = parse_qs(query).get("page", ["/"])[0]
            self.server.board.note_view(page)
            self._send(HTTPStatus.OK, KINDS[".json"], state_text(page, self.server.board.shown).encode())
        elif address in _OWN_FILES:
            file = _OWN_FILES[address]
            self._send(HTTPStatus.OK, KINDS[file.suffix], file.read_bytes())
        else:
            self._send_file(address, self.server.board.shown)

    def do_HEAD(self) -> None:
        self.do_GET()

    def log_message(self, *_: object) -> None:
        """Says nothing: whoever previews wants to read of problems, not of requests."""

    def _is_asked_by_name(self) -> bool:
        """A page elsewhere may give this computer's address a name of its own; it must not read a local's drafts."""
        port = self.server.server_port
        return self.headers.get("Host", "") in {f"{LOOPBACK}:{port}", f"localhost:{port}"}

    def _send_file(self, address: str, shown: PreviewState) -> None:
        path = shown.snapshot.path(address)
        if path is None and (folder := shown.snapshot.folder(address)):
            self._send(HTTPStatus.FOUND, KINDS[".txt"], b"", {"Location": folder})
        elif path and not path.endswith(".html"):
            kind = KINDS.get(PurePosixPath(path).suffix.lower(), "application/octet-stream")
            self._send(HTTPStatus.OK, kind, shown.snapshot.content(path))
        else:
            status = HTTPStatus.OK if path else HTTPStatus.NOT_FOUND
            self._send(status, KINDS[".html"], page_text(address, shown).encode())

    def _send(self, status: HTTPStatus, kind: str, content: bytes, more: dict[str, str] | None = None) -> None:
        self.send_response(status)
        self._send_headers({"Content-Type": kind, "Content-Length": str(len(content)), **(more or {})})
        if self.command != "HEAD":
            self.wfile.write(content)

    def _send_headers(self, headers: dict[str, str]) -> None:
        """``headers``, and those of every answer: nothing is kept, and nothing is for other sites to use."""
        always = {
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Resource-Policy": "same-origin",
        }
        for name, value in {**headers, **always}.items():
            self.send_header(name, value)
        self.end_headers()

    def _send_events(self) -> None:
        """A server-sent event (HTML Standard, section 9.2) now and after each change, until nobody listens."""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self._send_headers({"Content-Type": "text/event-stream", "Connection": "close"})
        number, board = -1, self.server.board
        self.wfile.write(f"retry: {RETRY}\n".encode())
        while not board.closed:
            shown = board.after(number, HEARTBEAT)
            number = shown.number if shown else number
            self.wfile.write(f"data: {number}\n\n".encode() if shown else b":\n\n")
            self.wfile.flush()
