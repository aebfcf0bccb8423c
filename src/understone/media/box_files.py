"""Files made of boxes (ISO/IEC 14496-12): MP4, QuickTime, 3GP, HEIC, AVIF, CR3 … told apart by their brands."""

from understone.media.kinds import Kind, other, picture, video

_MP4 = video("MP4", "video/mp4")
_QUICKTIME = video("QuickTime", "video/quicktime")
_3GP = video("3GP", "video/3gpp")
_HEIC = picture("HEIC", "image/heic")
_HEIF = picture("HEIF", "image/heif")
_AVIF = picture("AVIF", "image/avif")

# Brands of pictures (ISO/IEC 23008-12 annex B, AV1 Image File Format §6, Canon CR3) and of sound (Apple).
_BRANDS: dict[bytes, Kind] = {
    **dict.fromkeys((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"), _HEIC),
    **dict.fromkeys((b"avif", b"avis"), _AVIF),
    **dict.fromkeys((b"mif1", b"msf1", b"mif2", b"miaf", b"avci", b"avcs", b"jpeg", b"jpgs"), _HEIF),
    **dict.fromkeys((b"qt  ", b"CAEP"), _QUICKTIME),
    **dict.fromkeys((b"M4A ", b"M4B ", b"M4P "), other("M4A", "audio/mp4")),
    b"F4A ": other("M4A", "audio/mp4"),
    b"crx ": picture("camera raw (CR3)", "image/x-canon-cr3"),
    b"jp2 ": picture("JPEG 2000", "image/jp2"),
    b"jpx ": picture("JPEG 2000", "image/jpx"),
    b"jxl ": picture("JPEG XL", "image/jxl"),
    b"3g2a": video("3GP", "video/3gpp2"),
    b"3g2b": video("3GP", "video/3gpp2"),
    b"3g2c": video("3GP", "video/3gpp2"),
    b"isml": _MP4,
}
# What stands at the start of a QuickTime file that has no `ftyp` (QuickTime File Format, "Basic atoms"), or of a
# fragment of an MP4 that was saved alone.
_FIRST_ATOMS = frozenset({b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot", b"udta", b"styp", b"moof", b"sidx"})
_TELLING_ATOMS = frozenset({b"moov", b"mdat", b"moof"})


def identify(head: bytes) -> Kind | None:
    """Return the kind of a file of boxes; None if its first box is not one that such files begin with."""
    name = head[4:8]
    if name == b"ftyp":
        return _by_brand(head)
    if name not in _FIRST_ATOMS:
        return None
    return _by_atoms(head)


def _by_brand(head: bytes) -> Kind | None:
    """Read `ftyp`: the major brand decides; a general one (`mif1`, `isom`) yields to a more telling compatible one."""
    length = int.from_bytes(head[:4], "big")
    if not 16 <= length <= 1024 or length % 4 or len(head) < 12:
        return None
    major = head[8:12]
    brands = [major, *(head[at : at + 4] for at in range(16, min(length, len(head) - 3), 4))]
    if not all(0x20 <= byte < 0x7F for byte in major):
        return None
    kind = _BRANDS.get(major)
    if kind is _HEIF:
        return next((k for brand in brands for k in [_BRANDS.get(brand)] if k in (_AVIF, _HEIC)), _HEIF)
    if kind is not None:
        return kind
    if major[:3] in (b"3gp", b"3gg", b"3ge", b"3gr", b"3gs", b"3gh"):
        return _3GP
    # Any other brand is one of the many that makers of cameras and players use for MP4 (mp4ra.org).
    return _MP4


def _by_atoms(head: bytes) -> Kind | None:
    """Follow the atoms within the head until one tells a film; the last may reach beyond the head."""
    position, first = 0, True
    while position + 8 <= len(head):
        length, name = int.from_bytes(head[position : position + 4], "big"), head[position + 4 : position + 8]
        if length == 1:
            length = int.from_bytes(head[position + 8 : position + 16], "big")
        if name not in _FIRST_ATOMS or (length < 8 and length != 0):
            return None
        if name == b"moov":
            inner = head[position + 12 : position + 16]  # the film's first atom: its header, nearly always
            return _QUICKTIME if inner in (b"mvhd", b"cmov", b"rmra", b"udta", b"trak", b"iods", b"prfl") else None
        if name in _TELLING_ATOMS and (not first or length > len(head) or length == 0 or name == b"moof"):
            return _MP4 if head[4:8] in (b"styp", b"moof", b"sidx") else _QUICKTIME
        if length == 0 or length > 1 << 48:
            return None
        position, first = position + length, False
    return None


def jpeg_xl_codestream(head: bytes) -> Kind | None:
    """Tell a bare JPEG XL codestream (ISO/IEC 18181-1: FF 0A) by its size header, since two bytes are no signature.

    The sizes must be plausible and coded in the shortest form, as encoders write them.
    """
    if len(head) < 16:
        return None
    bits = int.from_bytes(head[2:14], "little")
    small, bits = bits & 1, bits >> 1
    height, bits = _jxl_dimension(bits, small)
    ratio, bits = bits & 7, bits >> 3
    width = _jxl_dimension(bits, small)[0] if ratio == 0 else height
    plausible = all(8 <= side <= 1 << 16 for side in (height, width))
    return picture("JPEG XL", "image/jxl") if plausible else None


def _jxl_dimension(bits: int, small: int) -> tuple[int, int]:
    """Read one side (18181-1, SizeHeader) from the low bits; 0 if a shorter form would have done. Return side, rest."""
    if small:
        return 8 * ((bits & 31) + 1), bits >> 5
    selector, bits = bits & 3, bits >> 2
    width = (9, 13, 18, 30)[selector]
    side = 1 + (bits & ((1 << width) - 1))
    shortest = selector == 0 or side > 1 << (9, 13, 18)[selector - 1]
    return side if shortest else 0, bits >> width
