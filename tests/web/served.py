"""The pages as somebody meets them: a real server on a settled operation with a few subjects, asked over HTTP."""

import base64
import hmac
import html
import http.client
import os
import re
import socket
import struct
import subprocess
import sys
import time
import urllib.parse
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from operation.installed import PASSWORD, fresh_operation
from operation.packages.office import subject
from operation.referrals.test_intake import take, tip
from operation.world import as_, settle
from understone.exchange.package_terms import EventKind
from understone.operation.access.context import working
from understone.operation.models import Referral
from understone.operation.referrals.parsed import CaptureKind, ParsedCapture
from web import rooms
from web.rooms import Records

SIGN_IN = "an invented operation"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"

# An address with a time that has no zone, and no port: as platforms often tell it. Its text would harm a careless page.
NO_PORT = ParsedCapture(
    "$.events[0]<b>\u202e", CaptureKind.IP, "198.51.100.77", raw_time="14/10/2026 21:07 <i>", event=EventKind.UPLOAD
)


def code(steps: int = 0) -> str:
    """Return what an app shows for the secret (RFC 6238), `steps` of thirty seconds from now."""
    counter = int(time.time()) // 30 + steps
    digest = hmac.digest(base64.b32decode(SECRET), struct.pack(">Q", counter), "sha1")
    place = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[place : place + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


@dataclass(frozen=True, slots=True)
class Served:
    """A server, the owner's address of its database, the references of its subjects, tips that nobody has graded.

    `records`: of each kind of record that an address can name, one of each organisation, by its key or reference.
    """

    port: int
    owner: str
    folder: Path
    subjects: tuple[str, ...]
    tips: tuple[str, ...]
    records: Records = field(compare=False)

    @property
    def referral(self) -> str:
        return self.tips[0]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def visitor(self) -> "Visitor":
        return Visitor(self.port)

    def signed_in(self, pseudonym: str, *, anew: bool = False) -> "Visitor":
        """Return somebody who is signed in: in a session that other tests share, or in one of its own."""
        visitor = self.visitor()
        made = in_the_pages(self, _SESSION, pseudonym).split()[1] if anew else session_of(self, pseudonym)
        visitor.cookies["session"] = made
        return visitor


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def title(self) -> str:
        found = re.search(r"<h1[^>]*>(.*?)</h1>", self.text, re.S)
        return html.unescape(re.sub(r"<[^>]+>", "", found[1]).strip()) if found else ""


@dataclass
class Visitor:
    """Somebody with a browser that keeps cookies and follows nothing by itself."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(
        self, method: str, path: str, form: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), **(headers or {})}
        body = None
        if form is not None:
            body = urllib.parse.urlencode(form)
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body, sent)
        response = connection.getresponse()
        text = response.read().decode("utf-8", "replace")
        for name, value in response.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.strip().partition("=")
                self.cookies[key] = rest.partition(";")[0]
        connection.close()
        return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, text)

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, headers=headers)

    def post(self, path: str, form: Mapping[str, str] | None = None, *, seen: str | None = None) -> Answer:
        """Send a form as the page `seen` (or that of the path itself) gives it: with its token."""
        page = self.get(seen or path)
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
        assert found, f"{seen or path} shows no form: {page.status} {page.title}"
        return self.ask("POST", path, {**(form or {}), "csrfmiddlewaretoken": found[1]})

    def sign_in(self, pseudonym: str, password: str = SIGN_IN, typed: str | None = None) -> Answer:
        answer = self.post("/sign-in", {"login": pseudonym, "password": password})
        if answer.status == 302 and answer.headers["location"] == "/sign-in/code":
            answer = self.post("/sign-in/code", {"code": typed or code()})
        return answer


@contextmanager
def served(folder: Path) -> Iterator[Served]:
    """Serve a fresh operation until the end of the block."""
    with fresh_operation() as (_, owner):
        settle(owner)
        codes = tuple(subject(number).code for number in range(3))
        take(*(tip(300 + number, NO_PORT, ref=f"W-{number}") for number in range(6)))
        with working(as_("AN-1")):
            keys = (
                Referral.objects.filter(source_ref__startswith="W-").order_by("source_ref").values_list("pk", flat=True)
            )
            tips = tuple(map(str, keys))
        records = rooms.prepare({"subject": {"AGENCY": codes[0]}, "referral": {"AGENCY": tips[0]}})
        (folder / "session-password").write_text(PASSWORD)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        environment = {**os.environ, "UNDERSTONE_DATABASE_URL": owner}
        command = [sys.executable, "-m", "understone", "serve", "--operation", folder, "--demo", "--workers", "1"]
        log = folder / "server.log"
        with log.open("w") as sink:
            process = subprocess.Popen(
                [*map(str, command), "--port", str(port)], env=environment, stdout=sink, stderr=sink
            )
        try:
            _wait(port, process, log)
            yield Served(port, owner, folder, codes, tips, records)
        finally:
            process.terminate()
            assert process.wait(30) in {0, -15, 143}, log.read_text()
        assert "Traceback" not in log.read_text()


def _wait(port: int, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        assert process.poll() is None, log.read_text()
        try:
            if Visitor(port).get("/ready").status == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(log.read_text())


_SESSION = """
import sys
from understone.operation import connecting
from understone.web import settings
connecting.prepare()
from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from understone.web.accounts.models import Account
from types import SimpleNamespace
for name in sys.argv[1:]:
    account = Account.objects.get(pseudonym=name)
    store = SessionStore()
    store.update({SESSION_KEY: str(account.pk), BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
                  HASH_SESSION_KEY: account.get_session_auth_hash()})
    record_authentication(SimpleNamespace(session=store), account, "mfa", reauthenticated=True)
    store.create()
    print(name, store.session_key)
"""
_sessions: dict[tuple[int, str], str] = {}


def session_of(server: Served, pseudonym: str) -> str:
    """Return the key of a session of somebody who is signed in, made in the pages' own tables."""
    if (server.port, pseudonym) not in _sessions:
        everybody = sorted(everyone())
        told = in_the_pages(server, _SESSION, *everybody)
        _sessions.update({(server.port, line.split()[0]): line.split()[1] for line in told.splitlines()})
    return _sessions[server.port, pseudonym]


def everyone() -> dict[str, str]:
    """Return who has a sign-in, and their role."""
    agency = {f"{role}-1": role for role in ("IO", "AN", "AP", "CO", "AU", "AD")}
    return agency | {f"{role}-E23000001": role for role in ("SP", "IN", "DE", "GR", "SL", "SV")}


def in_the_pages(server: Served, program: str, *arguments: str) -> str:
    """Run a program with the settings of the pages, on their databases; return what it prints."""
    web = server.folder / "web"
    place = server.owner.replace(server.owner.split("://")[1].split("@")[0], "{}")
    environment: dict[str, Any] = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "understone.web.settings",
        "UNDERSTONE_WEB_TLS": "none",
        "UNDERSTONE_WEB_SECRET": (web / "secret").read_text(),
        "UNDERSTONE_WEB_STATIC": str(web / "static"),
        "UNDERSTONE_APPLICATION_URL": place.format(f"understone_session:{PASSWORD}"),
        "UNDERSTONE_WEB_DATABASE_URL": place.format(f"understone_web:{(web / 'password').read_text()}"),
    }
    done = subprocess.run([sys.executable, "-c", program, *arguments], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout
