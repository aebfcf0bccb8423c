"""Files whose content is elsewhere: NTFS reparse points that stand in for data which the file itself does not hold.

A placeholder of a cloud service has a name, a size and dates, and not one byte here. Tags: [MS-FSCC] §2.1.2.1.
"""

ATTRIBUTE = 192
"""Type of the attribute `$REPARSE_POINT`; its first four bytes are the tag."""

_CLOUD = 0x9000001A
_CLOUD_MASK = 0xFFFF0FFF  # sixteen tags, one a provider: 0x9000001A, 0x9000101A … 0x9000F01A
_ELSEWHERE = {
    0x80000021: "a placeholder of OneDrive: the content lies with the provider",
    0x80000015: "a placeholder of OneDrive (Windows 8.1): the content lies with the provider",
    0x80000013: "deduplicated: the content lies in the chunk store of the volume, which this version does not read",
    0x80000017: "compressed by Windows (WOF): the content lies in another stream, which this version does not decode",
    0xC0000004: "moved to an archive (HSM): the content lies there",
    0x80000006: "moved to an archive (HSM2): the content lies there",
}


def elsewhere(stored: bytes) -> str | None:
    """Return where the content of a file with this reparse point lies, or None if it says nothing of that."""
    tag = int.from_bytes(stored[:4], "little")
    if tag & _CLOUD_MASK == _CLOUD:
        return "a placeholder of a cloud service: the content lies with the provider"
    return _ELSEWHERE.get(tag)
