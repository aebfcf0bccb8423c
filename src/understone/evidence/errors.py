"""What can be wrong with a piece of evidence, each with what the examiner can do about it."""

from pathlib import Path

from understone.errors import EvidenceError


class EvidenceMissing(EvidenceError):
    """There is nothing at the path that was given."""

    def __init__(self, path: Path) -> None:
        super().__init__("there is no such evidence", str(path), "check the path; is the drive or share mounted?")


class EvidenceForbidden(EvidenceError):
    """The evidence exists and may not be read by this user."""

    def __init__(self, path: Path | str) -> None:
        super().__init__(
            "this user may not read the evidence",
            str(path),
            "run as a user who may, or copy the image to a place of your own (block devices mostly need root)",
        )


class NotAnImage(EvidenceError):
    """The file is no forensic image, no disk image and no volume that Understone knows."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"not an image of a device: {reason}",
            str(path),
            "pass a raw or E01 image, a VMDK, VHD(X) or QCOW2 disk, a block device, or a folder; "
            "to examine a single file, pass the folder that it lies in",
        )


class ContainerUnsupported(EvidenceError):
    """The container was recognised, and this version has no reader for it."""

    def __init__(self, path: Path, container: str) -> None:
        super().__init__(
            f"{container} is a container that this version cannot open",
            str(path),
            "nothing in it was examined; convert it to raw or E01 with the tool that made it, and pass that",
        )


class ContainerDamaged(EvidenceError):
    """The container was recognised, and its reader refuses it."""

    def __init__(self, path: Path, container: str, reason: str) -> None:
        super().__init__(
            f"this {container} image cannot be opened: {reason}",
            str(path),
            "compare the digest of the file with the one noted at the seizure, and copy it again if they differ",
        )


class ContainerLocked(EvidenceError):
    """The container is encrypted as a whole."""

    def __init__(self, path: Path, container: str) -> None:
        super().__init__(
            f"this {container} image is encrypted",
            str(path),
            "nothing in it was examined; decrypt it with the tool that made it, and pass the result",
        )


class SegmentMissing(EvidenceError):
    """An image in several files lacks one: a segment of a split image, the parent of a differencing disk."""

    def __init__(self, image: Path, segment: str, *, part: str = "segment") -> None:
        super().__init__(
            f"{part} {segment} is missing",
            str(image),
            f"put {segment} beside the other files of this image, or pass a complete copy",
        )


class ImageTruncated(EvidenceError):
    """A file of the image ends before its content does."""

    def __init__(self, segment: Path, at: int) -> None:
        super().__init__(
            f"the image is cut short: {segment.name} ends at byte {at:,}, in the middle of its content",
            str(segment),
            "copy the image again from its source, and compare the digests of the copies",
        )


class ContentUnreadable(EvidenceError):
    """The content of an entry, or a stretch of the medium, cannot be read."""

    def __init__(
        self,
        what: str,
        where: str,
        remedy: str = "the rest goes on; look at this place with another tool, and image the device again if it fails",
    ) -> None:
        super().__init__(what, where, remedy)
