"""Packages spoilt by somebody without a signing key: in the sealed bytes, in the tar, in the files."""

import io
import json
import random
import tarfile

from exchange.invented import CREATED, Force, packed
from exchange.spoiling import Attempt, Materials, flipped, opened
from understone.exchange import manifest, opening, tarball

# ---- the sealed bytes, by somebody who cannot open them -------------------------------------------------------------


def flip_sealed(m: Materials, rng: random.Random) -> Attempt:
    return opened(flipped(m.sealed[0], rng), "tampered", "wrong_recipient")


def cut_sealed(m: Materials, rng: random.Random) -> Attempt:
    return opened(m.sealed[0][: rng.randrange(len(m.sealed[0]))], "tampered", "wrong_recipient")


def lengthen_sealed(m: Materials, rng: random.Random) -> Attempt:
    return opened(m.sealed[0] + rng.randbytes(rng.randrange(1, 200)), "tampered")


def overwrite_sealed(m: Materials, rng: random.Random) -> Attempt:
    content = bytearray(m.sealed[0])
    start = rng.randrange(len(content) - 64)
    content[start : start + 64] = bytes(byte ^ rng.randrange(1, 256) for byte in content[start : start + 64])
    return opened(bytes(content), "tampered", "wrong_recipient")


def splice_sealed(m: Materials, rng: random.Random) -> Attempt:
    at = rng.randrange(200, min(map(len, m.sealed)) - 1)
    return opened(m.sealed[0][:at] + m.sealed[1][at:], "tampered", "wrong_recipient")  # by where in the header it falls


def seal_to_another(m: Materials, rng: random.Random) -> Attempt:
    return opened(packed(m.world, m.files[0], "kent-seal"), "wrong_recipient")


def oversize_sealed(m: Materials, rng: random.Random) -> Attempt:
    size = opening.SEALED_AT_MOST + rng.randrange(1, 10**9)

    def act(force: Force) -> object:
        path = force.folder / "d.age"
        with path.open("wb") as sink:
            sink.truncate(size)  # holes: no such bytes are written
        try:
            return force.open_there()
        finally:
            path.unlink()

    return Attempt(act, frozenset({"too_large"}))


# ---- the tar inside, by somebody who knows the force's public key ---------------------------------------------------


def flip_tar(m: Materials, rng: random.Random) -> Attempt:
    """Any bit but those of the tar's own times, which nobody signed and nothing reads."""
    tar = tarball.write(m.files[0], int(CREATED.timestamp()))
    times = _header_spans(tar, 136, 156)  # mtime and the checksum that covers it
    while True:
        at = rng.randrange(len(tar))
        if not any(low <= at < high for low, high in times):
            break
    spoilt = bytearray(tar)
    spoilt[at] ^= 1 << rng.randrange(8)
    return opened(_encrypted(m, bytes(spoilt)))


def cut_tar(m: Materials, rng: random.Random) -> Attempt:
    tar = tarball.write(m.files[0], int(CREATED.timestamp()))
    return opened(_encrypted(m, tar[: rng.randrange(len(tar))]), "tampered")


def lengthen_tar(m: Materials, rng: random.Random) -> Attempt:
    tar = tarball.write(m.files[0], int(CREATED.timestamp()))
    added = rng.choice([bytes(512), bytes(10240), rng.randbytes(77), tar])
    return opened(_encrypted(m, tar + added), "tampered")


def trick_tar(m: Materials, rng: random.Random) -> Attempt:
    """A link, a device, a folder, a bad name, a name twice, another order, another owner, another format."""
    trick = rng.choice(
        ["link", "hard link", "device", "fifo", "folder", "absolute", "parent", "twice", "order", "owner", "pax", "gnu"]
    )
    sink = io.BytesIO()
    formats = {"pax": tarfile.PAX_FORMAT, "gnu": tarfile.GNU_FORMAT}
    with tarfile.open(fileobj=sink, mode="w", format=formats.get(trick, tarfile.USTAR_FORMAT)) as archive:
        names = sorted(m.files[0], reverse=trick == "order")
        for name in names:
            member = tarfile.TarInfo(name)
            member.mode, member.mtime, member.size = 0o600, int(CREATED.timestamp()), len(m.files[0][name])
            member.uid = 1000 if trick == "owner" else 0
            member.pax_headers = {"comment": "x"} if trick == "pax" else {}
            archive.addfile(member, io.BytesIO(m.files[0][name]))
        extra = tarfile.TarInfo("attachments/zz.txt")
        extra.mode, extra.mtime = 0o600, int(CREATED.timestamp())
        kinds = {"link": tarfile.SYMTYPE, "hard link": tarfile.LNKTYPE, "device": tarfile.CHRTYPE}
        kinds |= {"fifo": tarfile.FIFOTYPE, "folder": tarfile.DIRTYPE}
        named = {"absolute": "/etc/x.txt", "parent": "../x.txt", "twice": names[-1]}
        if trick in kinds:
            extra.type, extra.linkname = kinds[trick], rng.choice(["/etc/passwd", "package.json", "../../x"])
            archive.addfile(extra)
        elif trick in named:
            extra.name = named[trick]
            archive.addfile(extra)
    return opened(_encrypted(m, sink.getvalue()), "tampered")


def oversize_member(m: Materials, rng: random.Random) -> Attempt:
    """A header that claims more than is allowed, or than is there."""
    member = tarfile.TarInfo("package.json")
    member.size = tarball.FILE_AT_MOST + rng.randrange(1, 10**10)
    header = member.tobuf(tarfile.USTAR_FORMAT if member.size < 8**11 else tarfile.GNU_FORMAT)
    return opened(_encrypted(m, header + rng.randbytes(2048)), "too_large", "tampered")


# ---- the files, by somebody who can read them and has no signing key ------------------------------------------------


def flip_file(m: Materials, rng: random.Random) -> Attempt:
    name = rng.choice(sorted(m.files[0]))
    return opened(packed(m.world, {**m.files[0], name: flipped(m.files[0][name], rng)}))


def swap_file(m: Materials, rng: random.Random) -> Attempt:
    name = rng.choice([manifest.BODY, manifest.MANIFEST, manifest.SIGNATURES, "attachments/note.txt"])
    return opened(packed(m.world, {**m.files[0], name: m.files[1][name]}), "tampered")


def exchange_files(m: Materials, rng: random.Random) -> Attempt:
    """Two files of one package under each other's names."""
    one, two = rng.sample([name for name in sorted(m.files[0]) if name != manifest.SIGNATURES], 2)
    return opened(packed(m.world, {**m.files[0], one: m.files[0][two], two: m.files[0][one]}), "tampered")


def foreign_manifest(m: Materials, rng: random.Random) -> Attempt:
    names = (manifest.MANIFEST, manifest.SIGNATURES)
    return opened(packed(m.world, {**m.files[0], **{name: m.files[1][name] for name in names}}), "tampered")


def remove_file(m: Materials, rng: random.Random) -> Attempt:
    gone = rng.choice(sorted(m.files[0]))
    return opened(packed(m.world, {name: c for name, c in m.files[0].items() if name != gone}), "tampered")


def add_file(m: Materials, rng: random.Random) -> Attempt:
    name = rng.choice(["attachments/added.txt", "x", "attachments/NOTE.txt", "manifest.json.bak", "é.txt", "view.htm"])
    return opened(packed(m.world, {**m.files[0], name: rng.randbytes(20)}), "tampered")


def rename_file(m: Materials, rng: random.Random) -> Attempt:
    files = dict(m.files[0])
    files[rng.choice(["attachments/renamed.txt", "Package.json"])] = files.pop(rng.choice(sorted(files)))
    return opened(packed(m.world, files), "tampered")


def respell_json(m: Materials, rng: random.Random) -> Attempt:
    """The same values: keys in another order, a key twice, blanks, an escape, a byte order mark, a line at the end."""
    name = rng.choice([manifest.BODY, manifest.MANIFEST, manifest.SIGNATURES])
    return opened(packed(m.world, {**m.files[0], name: _respelt(m.files[0][name], rng)}), "tampered")


def _respelt(content: bytes, rng: random.Random) -> bytes:
    value = json.loads(content)
    key = rng.choice(sorted(value))
    twice = json.dumps(value, ensure_ascii=False, separators=(",", ":"))[:-1] + f",{json.dumps(key)}:null}}"
    ways = [
        json.dumps(dict(reversed(value.items())), ensure_ascii=False, separators=(",", ":")).encode(),
        json.dumps(value, ensure_ascii=False).encode(),
        twice.encode(),
        b"\xef\xbb\xbf" + content,
        content + b"\n",
        content.replace(b"a", b"\\u0061", 1),
    ]
    made = rng.choice(ways)
    assert made != content
    return made


def _encrypted(m: Materials, tar: bytes) -> bytes:
    import pyrage

    sealed: bytes = pyrage.encrypt(tar, [m.world.private["met-seal"].to_public()])
    return sealed


def _header_spans(tar: bytes, low: int, high: int) -> list[tuple[int, int]]:
    with tarfile.open(fileobj=io.BytesIO(tar)) as archive:
        return [(member.offset + low, member.offset + high) for member in archive]
