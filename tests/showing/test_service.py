"""The media service, really run on a tiny device with a harmless photograph, and looked at by its pixels."""

import io
import signal
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from examine.devices import jpeg, known_set, make_ext4, media_record, photograph
from understone.examine.casefile import CaseFile
from understone.examine.run import examine
from understone.examine.work import Options
from understone.exchange import keys, typed_json
from understone.showing import service, tokens
from understone.showing.tokens import Token

KEY = keys.new_signing_key()
NOW = datetime.now(UTC)


@dataclass(frozen=True)
class Shown:
    """A device that was examined, and where things lie on it."""

    image: Path
    case: Path
    digest: str
    files: dict[str, tuple[str, str, str]]  # path: volume, inode, sha256

    def token(self, path: str, size: tokens.Size = tokens.Size.REDUCED) -> Token:
        volume, inode, sha256 = self.files[path]
        return tokens.make(self.digest, volume, inode, "", path, sha256, size, datetime.now(UTC))


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    place = tmp_path_factory.mktemp("shown")
    tree = place / "tree"
    tree.mkdir()
    (tree / "cat.jpg").write_bytes(jpeg(photograph("chelsea.png").resize((900, 600))))
    (tree / "broken.jpg").write_bytes(jpeg(photograph("coffee.png"))[:9000])
    (tree / "clip.mp4").write_bytes(b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + bytes(2000))
    make_ext4(tree, place / "device.raw", 8)
    known = known_set(place, [media_record(1, b"nothing of this")])
    examine(place / "device.raw", [known], place / "c.case", Options(workers=1))
    with CaseFile.open(place / "c.case") as case:
        ((digest,),) = case.db.execute("SELECT export_digest FROM run").fetchall()
        rows = case.db.execute(
            "SELECT e.path, v.ordinal, e.inode, e.sha256 FROM entry e JOIN volume v ON v.id = e.volume_id"
            " WHERE e.sha256 IS NOT NULL"
        ).fetchall()
    files = {path: (str(ordinal), inode, sha256.hex()) for path, ordinal, inode, sha256 in rows}
    return Shown(place / "device.raw", place / "c.case", digest, files)


def serving(shown: Shown, used: Path, image: Path | None = None) -> Iterator[str]:
    shelf = service.shelf([shown.case], [image or shown.image], keys.public_of(KEY), used)
    server = service.server(shelf, "127.0.0.1", 0)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()
    shelf.used.close()


@pytest.fixture
def address(shown: Shown, tmp_path: Path) -> Iterator[str]:
    yield from serving(shown, tmp_path / "used.sqlite")


def get(address: str, token: str) -> tuple[int, bytes, dict[str, str]]:
    try:
        with urllib.request.urlopen(f"{address}/preview?token={token}", timeout=60) as answer:
            return answer.status, answer.read(), dict(answer.headers)
    except urllib.error.HTTPError as error:
        return error.code, error.read(), dict(error.headers)


def signed(token: Token) -> str:
    return tokens.signed(token, KEY)


def sharpness(image: Image.Image) -> float:
    """Return the mean step from one pixel to the next: a blur makes it small."""
    pixels = np.asarray(image.convert("L"), np.float64)
    return float(np.abs(np.diff(pixels, axis=1)).mean())


def test_a_picture_is_shown_small_grey_and_blurred_and_nobody_keeps_it(address: str, shown: Shown) -> None:
    status, content, headers = get(address, signed(shown.token("/cat.jpg")))
    assert status == 200
    assert headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "Access-Control-Allow-Origin" not in headers
    image = Image.open(io.BytesIO(content))
    assert (image.format, image.mode, image.size) == ("PNG", "L", (320, 213))
    plain = photograph("chelsea.png").resize(image.size)
    assert sharpness(image) < sharpness(plain) / 2
    same = np.corrcoef(np.asarray(image, np.float64).ravel(), np.asarray(plain.convert("L"), np.float64).ravel())
    assert same[0, 1] > 0.9  # it is this picture still


def test_full_size_is_shown_where_the_token_says_so(address: str, shown: Shown) -> None:
    status, content, _ = get(address, signed(shown.token("/cat.jpg", tokens.Size.FULL)))
    image = Image.open(io.BytesIO(content))
    assert (status, image.mode, image.size) == (200, "RGB", (900, 600))


def test_a_token_shows_once_even_after_a_restart(shown: Shown, tmp_path: Path) -> None:
    token = signed(shown.token("/cat.jpg"))
    for expected in ((200, 403), (403, 403)):
        for address in serving(shown, tmp_path / "used.sqlite"):
            assert tuple(get(address, token)[0] for _ in range(2)) == expected


def refusals(shown: Shown) -> dict[str, tuple[str, int, str]]:
    good = shown.token("/cat.jpg")
    content, _, signature = signed(good).partition(".")
    other = signed(shown.token("/clip.mp4")).partition(".")[0]
    late = replace(good, expires=typed_json.moment_text(NOW - timedelta(seconds=1)))
    return {
        "tampered": (f"{other}.{signature}", 403, "did not sign"),
        "of another key": (tokens.signed(good, keys.new_signing_key()), 403, "did not sign"),
        "unsigned": (content, 403, "did not sign"),
        "nonsense": ("x" * 9000, 403, "did not sign"),
        "expired": (signed(late), 403, "has ended"),
        "another case": (signed(replace(good, case="00" * 32)), 404, "no case file of that examination"),
        "another place": (signed(replace(good, inode="99999")), 404, "lists no such file"),
        "another digest": (signed(replace(good, sha256="00" * 32)), 404, "lists no such file"),
        "video": (signed(shown.token("/clip.mp4")), 415, "no preview"),
        "broken": (signed(shown.token("/broken.jpg")), 415, "no preview"),
    }


@pytest.mark.parametrize(
    "kind",
    ["tampered", "of another key", "unsigned", "nonsense", "expired", "another case", "another place", "another digest",
     "video", "broken"],
)  # fmt: skip
def test_what_is_not_shown_is_said_with_a_remedy_and_without_a_path(address: str, shown: Shown, kind: str) -> None:
    token, status, why = refusals(shown)[kind]
    got, content, headers = get(address, token)
    text = content.decode()
    assert (got, headers["Cache-Control"]) == (status, "no-store")
    assert why in text.splitlines()[0]
    assert len(text.splitlines()) == 2
    assert "/" not in text.replace("/preview", "")
    assert "cat.jpg" not in text


def test_content_that_changed_since_is_not_shown(shown: Shown, tmp_path: Path) -> None:
    image = tmp_path / "device.raw"
    content = bytearray(shown.image.read_bytes())
    picture = jpeg(photograph("chelsea.png").resize((900, 600)))
    content[content.index(picture[-300:]) + 20] ^= 1
    image.write_bytes(content)
    for address in serving(shown, tmp_path / "used.sqlite", image):
        status, said, _ = get(address, signed(shown.token("/cat.jpg")))
        assert status in (404, 409)  # 404: so early on the medium that it is taken for another one
        assert b"evidence" in said


def test_nothing_else_is_answered(address: str) -> None:
    for path in ("/", "/preview", "/preview?token=a&token=b", "/../etc/passwd"):
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(address + path, timeout=10)
        assert refused.value.code == 403
    request = urllib.request.Request(f"{address}/preview?token=x", method="POST", data=b"")
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=10)
    assert refused.value.code == 501


def test_the_command_serves_until_it_is_interrupted(shown: Shown, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "understone", "media", "serve", str(shown.case), "--evidence", str(shown.image)]
    options = ["--operation-key", keys.public_of(KEY), "--port", "0", "--used", str(tmp_path / "used")]
    running = subprocess.Popen([*command, *options], stdout=subprocess.PIPE, text=True)
    try:
        assert running.stdout is not None
        address = running.stdout.readline().partition("/preview")[0]
        assert get(address, signed(shown.token("/cat.jpg")))[0] == 200
    finally:
        running.send_signal(signal.SIGINT)
        assert running.wait(timeout=30) == 130
    assert sorted(path.name for path in tmp_path.iterdir()) == ["used"]


def test_the_command_refuses_a_key_that_is_none(shown: Shown, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "understone", "media", "serve", str(shown.case), "--evidence", str(shown.image)]
    done = subprocess.run(
        [*command, "--operation-key", "abc", "--used", str(tmp_path / "used")], capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "give its 64 hexadecimal digits" in done.stderr
