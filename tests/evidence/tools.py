"""Other people's tools: they build volumes for the tests, and read them as the independent witness."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

_FLS_LINE = re.compile(
    rb"(?P<name>.)/(?P<meta>.) (?P<deleted>\* )?(?P<address>\d+(?:-\d+-\d+)?)(?P<re>\(realloc\))?:\t(?P<path>.*)"
)


def tool(name: str) -> str:
    """Return where a program lies; that it is missing is a failure, never a skip (packages.apt)."""
    found = shutil.which(name, path=os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/sbin"]))
    if found is None:
        pytest.fail(f"{name} is missing: install the packages of packages.apt")
    return found


def run(name: str, *arguments: object, stdin: bytes | None = None) -> bytes:
    """Run a program and return what it prints."""
    return subprocess.run([tool(name), *map(str, arguments)], input=stdin, capture_output=True, check=True).stdout


@dataclass(frozen=True)
class Line:
    """A line of `fls -r -p`: path, address as `icat` takes it, and whether it is deleted or reallocated."""

    path: str
    address: str
    kind: str
    deleted: bool
    reallocated: bool


def fls(image: Path, *options: str) -> list[Line]:
    """Return what The Sleuth Kit of Debian lists."""
    lines = []
    for raw in run("fls", "-r", "-p", *options, image).splitlines():
        found = _FLS_LINE.fullmatch(raw)
        assert found, raw
        path = "/" + found["path"].decode("utf-8", "surrogateescape")
        kind = found["meta"].decode()
        lines.append(Line(path, found["address"].decode(), kind, bool(found["deleted"]), bool(found["re"])))
    return lines


def sized(image: Path, length: int) -> Path:
    """Make a file of zeros of a length."""
    with image.open("wb") as sink:
        sink.truncate(length)
    return image


def ext_volume(
    image: Path, tree: Path, *, megabytes: int = 8, kind: str = "ext4", options: tuple[str, ...] = ()
) -> Path:
    """Make an ext2, ext3 or ext4 volume of a folder."""
    run("mke2fs", "-q", "-F", "-t", kind, *options, "-d", tree, sized(image, megabytes << 20))
    return image


def ntfs_volume(image: Path, *, megabytes: int = 8, label: str = "tests") -> Path:
    """Make an empty NTFS volume."""
    run("mkntfs", "-q", "-F", "-s", "512", "-c", "4096", "-L", label, sized(image, megabytes << 20))
    return image


def put_into_ntfs(image: Path, name: str, content: bytes, *, stream: str | None = None) -> None:
    """Write a file, or a stream of one, into the root of an NTFS volume."""
    source = image.with_suffix(".content")
    source.write_bytes(content)
    named = ("-N", stream) if stream else ()
    run("ntfscp", "-q", "-f", *named, image, source, name)
    source.unlink()


def partitioned(image: Path, volumes: list[bytes], *, kind: int = 0x83, gap: int = 1 << 20) -> Path:
    """Put volumes on a medium with an MBR, each a gap after the one before (UEFI 2.10, table 5-1)."""
    table, place, body = b"", gap, b""
    for volume in volumes:
        table += bytes([0, 0, 0, 0, kind, 0, 0, 0]) + (place // 512).to_bytes(4, "little")
        table += (len(volume) // 512).to_bytes(4, "little")
        body += volume + bytes(gap)
        place += len(volume) + gap
    image.write_bytes(bytes(446) + table.ljust(64, b"\0") + b"\x55\xaa" + bytes(gap - 512) + body)
    return image
