"""Every real sample, against a reader that is not ours: Debian's Sleuth Kit (`fls`, `icat`), or dfvfs for APFS.

What is compared: each name that `fls -r -p` lists, deleted and reallocated ones, orphans and TSK's own virtual files
included; the root folder is no entry. What differs by rule: `fls` also lists the indexes of NTFS files (`$Secure:$SII`,
type 144), which hold no content, and leaves out the name of a file that has only streams (`$Secure`); it shows control
characters as `^`; it does not list a resource fork of HFS+, which is an entry of ours (stream `rsrc`). MD5s are taken
of what `icat` prints for every file of at least one byte.

The figures measured before with plain pytsk3 were 118 entries and 91 MD5s for exfat1.E01: it drops 20 deleted files
among the orphans, and counts the empty content. Two volumes of 27 names and 12 MD5s are the 54 and 24 of
imageformat_mmls_1.E01 without streams.
"""

import hashlib
import shutil
from pathlib import Path

import pytest

from evidence.reading import content, every, from_runs, is_hole, md5, named_path, walked
from evidence.tools import Line, fls, run
from understone.evidence import open_evidence, verify_stored
from understone.evidence.entries import Entry
from understone.evidence.errors import ContainerDamaged, ContainerUnsupported, SegmentMissing

pytestmark = pytest.mark.real

# name of the sample, options for `fls`, ordinal of the volume, entries, distinct MD5s of files of at least one byte
VOLUMES = [
    ("ext2.split.E01", ("-i", "ewf"), 0, 7, 3),
    ("ext2.vhd", ("-i", "vhd"), 0, 7, 3),
    ("ext2.vmdk", ("-i", "vmdk"), 0, 7, 3),
    ("image.vhd", ("-i", "vhd"), 0, 10, 3),
    ("hfsplus.raw", ("-i", "raw"), 0, 17, 10),
    ("exfat1.E01", ("-i", "ewf", "-o", "2048"), 1, 138, 103),
    ("imageformat_mmls_1.E01", ("-i", "ewf", "-o", "128"), 1, 32, 16),
    ("imageformat_mmls_1.E01", ("-i", "ewf", "-o", "55424"), 2, 32, 16),
]


@pytest.mark.parametrize(("name", "options", "ordinal", "total", "distinct"), VOLUMES)
def test_every_name_and_every_content_is_what_the_sleuth_kit_says(
    shared_data: Path, tmp_path: Path, name: str, options: tuple[str, ...], ordinal: int, total: int, distinct: int
) -> None:
    """dfvfs misses deleted files, and plain pytsk3 loses 20 deleted files of exfat1.E01 among the orphans."""
    image = shared_data / "evidence" / name
    lines = fls(image, *options)
    with open_evidence(image) as evidence:
        found, faults = walked(evidence, ordinal)
        assert not faults
        ours = [entry for entry in found if entry.stream != "rsrc"]
        assert len(ours) == total
        assert sorted(_as_fls_writes(entry) for entry in ours if not _has_only_streams(entry)) == sorted(
            (line.path, line.address.split("-")[0], line.deleted) for line in lines if not _is_index(line)
        )
        digests = {}
        for entry in ours:
            if entry.kind in ("file", "virtual") and entry.allocation != "reallocated" and _is_stored(entry):
                digests[named_path(entry), entry.inode] = md5(content(evidence, entry, ordinal))
    medium = tmp_path / "medium"  # as their reader of the container sees it; icat would open that for every file
    medium.write_bytes(run("img_cat", *options[:2], image))
    for line in lines:
        key = (line.path, line.address.split("-")[0])
        if key in digests:
            assert digests[key] == md5(run("icat", *options[2:], medium, line.address)), line
    assert len(set(digests.values())) == distinct


def _as_fls_writes(entry: Entry) -> tuple[str, str, bool]:
    path = "".join("^" if character < " " else character for character in named_path(entry))
    return path, entry.inode, entry.allocation != "allocated"


def _is_index(line: Line) -> bool:
    return "-144-" in line.address and line.kind != "d"


def _has_only_streams(entry: Entry) -> bool:
    return entry.kind == "file" and entry.path.startswith(("/$Secure", "/$Extend/")) and "-" not in entry.address


def _is_stored(entry: Entry) -> bool:
    """At least one byte, and not all of it a hole ($BadClus:$Bad is as large as the volume)."""
    return entry.size > 0 and not is_hole(entry)


def test_three_containers_hold_one_content(shared_data: Path) -> None:
    """QCOW2, which Debian's tools cannot open, must give what `fls` and `icat` confirm for the E01."""
    contents = {}
    for name in ("ext2.split.E01", "ext2.qcow2", "ext2.vhd", "ext2.vmdk"):
        with open_evidence(shared_data / "evidence" / name) as evidence:
            contents[name] = [
                (entry.path, entry.inode, md5(content(evidence, entry)) if entry.kind == "file" else "")
                for _, entry in every(evidence)
                if isinstance(entry, Entry)
            ]
    assert all(found == contents["ext2.split.E01"] for found in contents.values())


def test_apfs_holds_what_dfvfs_says(shared_data: Path) -> None:
    """dfvfs lists 11 entries, its root among them, and 7 contents; the resource fork is one more entry of ours."""
    image = shared_data / "evidence" / "apfs.raw"
    theirs = _read_by_dfvfs(image)
    with open_evidence(image) as evidence:
        (volume,) = evidence.volumes
        assert (volume.file_system, volume.state, volume.label) == ("APFS", "open", "apfs_test")
        found, faults = walked(evidence)
        assert not faults
        ours = {
            entry.path: md5(content(evidence, entry)) if entry.kind == "file" else ""
            for entry in found
            if not entry.stream
        }
        for entry in found:
            if entry.kind == "file" and entry.runs:
                assert from_runs(evidence, entry)[: entry.size] == content(evidence, entry)
    assert ours == {path: digest for path, digest in theirs.items() if path != "/"}
    assert len(ours) == 10
    assert len({digest for digest in ours.values() if digest}) == 7


def _read_by_dfvfs(image: Path) -> dict[str, str]:
    """Return path → MD5 ('' for what is no file) of an APFS volume as dfvfs reads it."""
    from dfvfs.lib import definitions
    from dfvfs.path import factory
    from dfvfs.resolver import resolver

    spec = factory.Factory.NewPathSpec(definitions.TYPE_INDICATOR_OS, location=str(image))
    spec = factory.Factory.NewPathSpec(definitions.TYPE_INDICATOR_RAW, parent=spec)
    spec = factory.Factory.NewPathSpec(definitions.TYPE_INDICATOR_APFS_CONTAINER, location="/apfs1", parent=spec)
    spec = factory.Factory.NewPathSpec(definitions.TYPE_INDICATOR_APFS, location="/", parent=spec)
    found = {}
    waiting = [(resolver.Resolver.OpenFileEntry(spec), "/")]
    while waiting:
        entry, path = waiting.pop()
        found[path] = md5(entry.GetFileObject().read()) if entry.IsFile() else ""
        waiting += [(child, f"{path.rstrip('/')}/{child.name}") for child in entry.sub_file_entries]
    return found


@pytest.mark.parametrize("name", ["ext2.split.E01", "exfat1.E01", "imageformat_mmls_1.E01"])
def test_the_stored_digest_of_an_e01_is_that_of_the_medium(shared_data: Path, name: str) -> None:
    """Turbinia logged success for an E01 that it had not even attached (PEERS: Turbinia #1437)."""
    image = shared_data / "evidence" / name
    medium = run("img_cat", "-i", "ewf", image)
    told = []
    with open_evidence(image) as evidence:
        assert evidence.size == len(medium)
        assert evidence.stored_digests.md5 == hashlib.md5(medium).digest()
        assert verify_stored(evidence, told.append) is True
        assert told[-1].bytes_done == told[-1].bytes_total == len(medium)


def test_an_image_without_a_stored_digest_is_not_called_verified(shared_data: Path) -> None:
    with open_evidence(shared_data / "evidence" / "hfsplus.raw") as evidence:
        assert verify_stored(evidence) is None


def test_a_differencing_disk_is_read_through_its_parent(shared_data: Path, tmp_path: Path) -> None:
    for name in ("image.vhd", "image-differential.vhd"):
        shutil.copy(shared_data / "evidence" / name, tmp_path)
    with open_evidence(tmp_path / "image-differential.vhd") as evidence:
        assert [Path(segment.path).name for segment in evidence.segments] == ["image-differential.vhd", "image.vhd"]
        assert evidence.volumes[0].state == "open"
    (tmp_path / "image.vhd").unlink()
    with pytest.raises(SegmentMissing, match=r"parent image\.vhd is missing"):
        open_evidence(tmp_path / "image-differential.vhd")


def test_a_parent_that_is_another_disk_is_refused(shared_data: Path, tmp_path: Path) -> None:
    """A parent of the right name and the wrong content would give blocks of two disks as one."""
    shutil.copy(shared_data / "evidence" / "image-differential.vhd", tmp_path)
    shutil.copy(shared_data / "evidence" / "ext2.vhd", tmp_path / "image.vhd")
    with pytest.raises(ContainerDamaged, match=r"image\.vhd is not the disk that it was made from"):
        open_evidence(tmp_path / "image-differential.vhd")


def test_a_dmg_is_named_as_what_it_is(shared_data: Path) -> None:
    with pytest.raises(ContainerUnsupported, match="DMG") as refused:
        open_evidence(shared_data / "evidence" / "hfsplus_zlib.dmg")
    assert "nothing in it was examined" in refused.value.remedy


def test_partitions_are_those_that_mmls_lists(shared_data: Path) -> None:
    for name in ("exfat1.E01", "imageformat_mmls_1.E01"):
        image = shared_data / "evidence" / name
        theirs = set()
        for line in run("mmls", "-i", "ewf", image).decode().splitlines():
            fields = line.split()
            if len(fields) >= 6 and fields[0].rstrip(":").isdigit() and fields[1] != "Meta":
                theirs.add((int(fields[2]) * 512, int(fields[4]) * 512))
        assert theirs
        with open_evidence(image) as evidence:
            assert {(volume.offset, volume.length) for volume in evidence.volumes} == theirs
            assert [volume.ordinal for volume in evidence.volumes] == list(range(len(theirs)))
