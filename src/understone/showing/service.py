"""The media service: GET /preview?token=… answers one small picture once, and keeps nothing of it."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from understone.errors import UnderstoneError
from understone.showing import cases, limited, tokens
from understone.showing.errors import ShowingError, TokenRefused
from understone.showing.used import Used

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


@dataclass(frozen=True, slots=True)
class Shelf:
    """What a service shows from: examinations, their evidence by fingerprint, whose tokens it takes, which are used."""

    runs: Mapping[str, cases.Run]
    evidence: Mapping[str, Path]
    key: "Ed25519PublicKey"
    used: Used

    def show(self, text: str) -> bytes:
        """Return the PNG that a token shows; the token is used from now on, whatever comes. Raises `ShowingError`s."""
        now = datetime.now(UTC)
        token = tokens.verified(text, self.key, now)
        self.used.use(token, now)
        return limited.picture(cases.locate(token, self.runs, self.evidence), token.sha256, token.size)


def shelf(case_files: Sequence[Path], evidence: Sequence[Path], public: str, used: Path) -> Shelf:
    """Open what a service shows from; `public` is the operation's key in hexadecimal.

    Raises `CaseFileError`, `NotHere` where evidence cannot be opened, `ValueError` for a key that is none.
    """
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
    places = {limited.fingerprint(each): each for each in evidence}
    return Shelf(cases.runs_of(case_files), places, key, Used(used))


def server(on: Shelf, host: str, port: int) -> ThreadingHTTPServer:
    """Return the service, listening; `serve_forever` answers."""

    class Answering(_Answering):
        shelf = on

    made = ThreadingHTTPServer((host, port), Answering)
    made.daemon_threads = True
    return made


class _Answering(BaseHTTPRequestHandler):
    shelf: Shelf
    server_version = "Understone"
    sys_version = ""
    timeout = 30

    def do_GET(self) -> None:  # the name is that of http.server
        """Answer one request."""
        asked = urlsplit(self.path)
        named = parse_qs(asked.query).get("token", [])
        try:
            if asked.path != "/preview" or len(named) != 1:
                raise TokenRefused("this service answers /preview with one token")
            self._answer(200, "image/png", self.shelf.show(named[0]))
        except ShowingError as error:
            self._refuse(error.status, error.what, error.remedy)
        except (UnderstoneError, sqlite3.Error, OSError):
            self._refuse(500, "the case or the evidence cannot be read", "tell the digital examiner")

    def log_message(self, format: str, *args: Any) -> None:
        """Keep no log: addresses have tokens in them, and the views stand on the ledger."""

    def _refuse(self, status: int, what: str, remedy: str) -> None:
        self._answer(status, "text/plain; charset=utf-8", f"{what}\n{remedy}\n".encode())

    def _answer(self, status: int, kind: str, content: bytes) -> None:
        self.send_response(status)
        for name, value in {**_HEADERS, "Content-Type": kind, "Content-Length": str(len(content))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)
