"""Opening a piece of evidence, whatever it is, and checking it against the digests that it states."""

import hashlib
from pathlib import Path

from understone.evidence.contract import At, Evidence, nowhere
from understone.evidence.errors import ContentUnreadable, EvidenceForbidden, EvidenceMissing
from understone.progress import Progress, Report, silent

__all__ = ["Evidence", "open_evidence", "verify_stored"]

_BLOCK_BYTES = 4 << 20


def open_evidence(path: Path, *, skip: frozenset[int] = frozenset(), at: At = nowhere) -> Evidence:
    """Open a folder, a block device, or an image (any of its segments), for reading only.

    `skip` holds ordinals of volumes that hung or crashed an earlier opening: they are not opened, and say so. `at` is
    told each place before it is opened. A volume that cannot be opened has a state that says why, and never stops
    the others. Raises subclasses of `EvidenceError`.
    """
    try:
        path.lstat()
        is_folder = path.is_dir()
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise EvidenceMissing(path) from None
    except PermissionError:
        raise EvidenceForbidden(path) from None
    except OSError as error:
        raise ContentUnreadable(f"cannot be opened: {error.strerror}", str(path)) from error
    if is_folder:
        from understone.evidence.folder import Folder

        return Folder(path)
    from understone.evidence.disk_image import DiskImage

    return DiskImage(path, skip=skip, at=at)


def verify_stored(evidence: Evidence, report: Report = silent) -> bool | None:
    """Digest the whole medium and compare with every digest that the container states; None if it states none.

    Raises `ContentUnreadable` where the medium cannot be read.
    """
    stored = dict(evidence.stored_digests.given())
    if not stored or evidence.size is None:
        return None
    digests = {kind: hashlib.new(kind, usedforsecurity=False) for kind in stored}
    offset = 0
    while offset < evidence.size:
        block = evidence.read_medium(offset, _BLOCK_BYTES)
        if not block:
            return False
        for digest in digests.values():
            digest.update(block)
        offset += len(block)
        report(Progress("checking the stored digest", offset, evidence.size, "bytes", offset, evidence.size))
    return all(digests[kind].digest() == value for kind, value in stored.items())
