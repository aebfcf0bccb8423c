"""The tar file inside a package: written the same way each time (POSIX ustar), read with no freedom at all.

A reader that believes a tar can be led outside its folder, shown two files of one name, or drowned. Ours takes one
spelling: what `write` would have made of the same files. Everything else is `Tampered`.
"""

import io
import tarfile
from collections.abc import Mapping

from understone.exchange.errors import Tampered, TooLarge

FILES_AT_MOST = 200
FILE_AT_MOST = 32 << 20
ALL_AT_MOST = 128 << 20


def write(files: Mapping[str, bytes], modified: int) -> bytes:
    """Return the tar of `files`, names sorted, owner 0, mode 0600, `modified` in seconds since 1970."""
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name in sorted(files):
            member = tarfile.TarInfo(name)
            member.size = len(files[name])
            member.mode = 0o600
            member.mtime = modified
            archive.addfile(member, io.BytesIO(files[name]))
    return sink.getvalue()


def read(content: bytes, where: str) -> dict[str, bytes]:
    """Return the files of a tar that `write` made. Raises `Tampered`, `TooLarge`."""
    if len(content) > ALL_AT_MOST:
        raise TooLarge(where, len(content), ALL_AT_MOST)
    files: dict[str, bytes] = {}
    modified = 0
    try:
        with tarfile.open(fileobj=io.BytesIO(content), mode="r:", format=tarfile.USTAR_FORMAT) as archive:
            for member in archive:
                if len(files) == FILES_AT_MOST:
                    raise TooLarge(f"{where}, number of files", FILES_AT_MOST + 1, FILES_AT_MOST)
                modified = int(member.mtime)
                files[member.name] = _content(archive, member, files, where)
    except (tarfile.TarError, ValueError, OverflowError, OSError) as error:
        raise Tampered(where, f"no tar that can be read: {error}") from None
    try:
        again = write(files, modified)
    except (ValueError, OverflowError) as error:  # a time before 1970, a name that ustar cannot hold
        raise Tampered(where, f"no tar of ours: {error}") from None
    if again != content:  # order, owners, padding, what follows the end: one comparison refuses every other spelling
        raise Tampered(where, "the tar is not spelt as it was written")
    return files


def _content(archive: tarfile.TarFile, member: tarfile.TarInfo, files: Mapping[str, bytes], where: str) -> bytes:
    name = member.name
    if not member.isreg() or member.issparse() or member.pax_headers:
        raise Tampered(where, f"{name[:80]!r} is no plain file")
    if name.startswith("/") or "\\" in name or ".." in name.split("/") or name in files:
        raise Tampered(where, f"{name[:80]!r} is no name for a file here, or stands twice")
    if member.size > FILE_AT_MOST:
        raise TooLarge(f"{where}, {name[:80]}", member.size, FILE_AT_MOST)
    source = archive.extractfile(member)
    assert source is not None  # a regular file
    return source.read()
