"""What a file is by content: each format made by another encoder, or by hand from its specification."""

import io
import random
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from media.making import encoded
from understone.media.identify import HEAD_BYTES, Kind, identify

PICTURE = Image.radial_gradient("L").resize((64, 48)).convert("RGB")


def box(name: bytes, body: bytes = b"") -> bytes:
    """Return a box (ISO/IEC 14496-12 §4.2)."""
    return struct.pack(">I", 8 + len(body)) + name + body


def ftyp(major: bytes, *compatible: bytes) -> bytes:
    """Return the file type box (14496-12 §4.3) and the start of a film."""
    return box(b"ftyp", major + bytes(4) + b"".join(compatible)) + box(b"mdat", bytes(40))


def ebml(name: bytes) -> bytes:
    """Return an EBML header (RFC 8794 §11.2) with EBMLVersion before DocType."""
    body = b"\x42\x86\x81\x01" + b"\x42\x82" + bytes([0x80 | len(name)]) + name
    return b"\x1a\x45\xdf\xa3" + bytes([0x80 | len(body)]) + body


def tiff(fields: list[tuple[int, int, int, int]], extra: bytes = b"") -> bytes:
    """Return a little-endian TIFF directory (TIFF 6.0 §2) at 8, `extra` behind it."""
    directory = struct.pack("<H", len(fields)) + b"".join(struct.pack("<HHII", *field) for field in fields) + bytes(4)
    return b"II*\0\x08\0\0\0" + directory + extra


def raw(make: bytes, *fields: tuple[int, int, int, int]) -> bytes:
    """Return a TIFF whose Make (271, ASCII) lies behind the directory, with other fields."""
    place = 8 + 2 + 12 * (len(fields) + 1) + 4
    return tiff(sorted([*fields, (271, 2, len(make) + 1, place)]), make + b"\0")


def packets(length: int, first: int = 0) -> bytes:
    """Return transport packets: 47, a PID, payload only (ISO 13818-1 §2.4.3.2)."""
    packet = b"\x47\x41\x00\x10" + bytes(184)
    return b"".join(bytes(first) + packet + b"\xff" * (length - first - 188) for _ in range(8))


def asf(*streams: str) -> bytes:
    """Return an ASF header object (§3.1) with stream properties objects that carry these type GUIDs."""
    body = b"".join(bytes.fromhex(stream) for stream in streams).ljust(200, b"\0")
    magic = bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c")
    return magic + struct.pack("<QIH", 30 + len(body), len(streams), 0x0201) + body


ASF_VIDEO = "c0ef19bc4d5bcf11a8fd00805f5c442b"
ASF_AUDIO = "409e69f84d5bcf11a8fd00805f5c442b"
OGG_PAGE = b"OggS\0\x02" + bytes(20) + b"\x01\x2a"  # RFC 3533 §6: one segment
PACK_2 = b"\0\0\1\xba\x44\0\4\0\4\1\0\0\3\xf8" + b"\0\0\1\xbb" + bytes(12)  # ISO 13818-1 table 2-39
PACK_1 = b"\0\0\1\xba\x21\0\1\0\1\x80\0\1" + b"\0\0\1\xbb" + bytes(12)  # ISO 11172-1 §2.4.3.2
SEQUENCE = b"\0\0\1\xb3\x16\x01\x20\x13\xff\xff\xe0\x18" + bytes(20)  # 352 × 288, aspect 1, 25 a second, marker set
AVC = b"\0\0\0\1\x67\x64\0\x1f\xac\xd9" + b"\0\0\0\1\x68\xeb\xe3\xcb" + b"\0\0\1\x65\x88\x84"  # H.264 §7.3.2, high@3.1
HEVC = b"\0\0\0\1\x40\1\x0c" + b"\0\0\0\1\x42\1\1" + b"\0\0\0\1\x44\1\xc1" + b"\0\0\1\x26\1"  # H.265 §7.3.1.2

MADE: list[tuple[str, str, bytes]] = [
    # Pictures, by Pillow.
    ("picture", "JPEG", encoded(PICTURE, "JPEG")),
    ("picture", "JPEG", encoded(PICTURE.convert("CMYK"), "JPEG")),
    ("picture", "JPEG", encoded(PICTURE, "JPEG", exif=b"Exif\0\0II*\0\x08\0\0\0\0\0\0\0\0\0")),
    ("picture", "JPEG", encoded(PICTURE, "MPO")),
    ("picture", "PNG", encoded(PICTURE, "PNG")),
    ("picture", "GIF", encoded(PICTURE, "GIF")),
    ("picture", "WebP", encoded(PICTURE, "WEBP")),
    ("picture", "WebP", encoded(PICTURE, "WEBP", lossless=True)),
    ("picture", "BMP", encoded(PICTURE, "BMP")),
    ("picture", "BMP", encoded(PICTURE.convert("1"), "BMP")),
    ("picture", "TIFF", encoded(PICTURE, "TIFF")),
    ("picture", "TIFF", encoded(PICTURE, "TIFF", big_tiff=True)),
    ("picture", "AVIF", encoded(PICTURE, "AVIF")),
    ("picture", "JPEG 2000", encoded(PICTURE, "JPEG2000")),
    ("picture", "JPEG 2000", encoded(PICTURE, "JPEG2000", no_jp2=True)),
    ("picture", "ICO", encoded(PICTURE, "ICO")),
    ("picture", "PPM", encoded(PICTURE, "PPM")),
    ("picture", "PGM", encoded(PICTURE.convert("L"), "PPM")),
    ("picture", "PCX", encoded(PICTURE, "PCX")),
    ("picture", "TGA", encoded(PICTURE, "TGA")),
    ("picture", "SGI", encoded(PICTURE, "SGI")),
    ("picture", "QOI", encoded(PICTURE, "QOI")),
    ("picture", "DDS", encoded(PICTURE, "DDS")),
    # Pictures by hand.
    ("picture", "BMP", b"BM" + struct.pack("<IHHI", 26, 0, 0, 26) + struct.pack("<IHHHH", 12, 9, 9, 1, 24)),  # OS/2 1.x
    ("picture", "HEIC", ftyp(b"heic", b"mif1", b"heic")),  # ISO 23008-12 annex B.4
    ("picture", "HEIC", ftyp(b"mif1", b"mif1", b"heic")),
    ("picture", "HEIF", ftyp(b"mif1", b"mif1", b"miaf")),
    ("picture", "AVIF", ftyp(b"mif1", b"miaf", b"avif")),
    ("picture", "JPEG XL", b"\0\0\0\x0cJXL \r\n\x87\n" + ftyp(b"jxl ", b"jxl ")),  # ISO 18181-2 §9.1
    # ISO 18181-1, SizeHeader, low bits first: not in eights, 9 bits for 255 (256 high), ratio 1 (as wide as high).
    ("picture", "JPEG XL", b"\xff\x0a" + (0 | 0 << 1 | 255 << 3 | 1 << 12).to_bytes(14, "little")),
    ("picture", "JPEG XR", b"II\xbc\x01\x08\0\0\0"),  # ITU-T T.832 annex A
    ("picture", "PSD", b"8BPS\0\1" + bytes(6) + struct.pack(">HIIHH", 3, 9, 9, 8, 3)),  # Adobe, "File Header Section"
    ("picture", "camera raw (CR3)", ftyp(b"crx ", b"crx ", b"isom")),
    ("picture", "camera raw (CR2)", b"II*\0\x10\0\0\0CR\x02\0" + bytes(20)),
    ("picture", "camera raw (DNG)", tiff([(254, 4, 1, 1), (0xC612, 1, 4, 0x00000401)])),  # DNG 1.4, DNGVersion
    ("picture", "camera raw (NEF)", raw(b"NIKON CORPORATION", (254, 4, 1, 1), (330, 4, 1, 900))),
    ("picture", "camera raw (ARW)", raw(b"SONY", (254, 4, 1, 1), (259, 3, 1, 6), (330, 4, 1, 900))),
    ("picture", "camera raw (PEF)", raw(b"PENTAX ", (259, 3, 1, 65535))),
    ("picture", "camera raw (ORF)", b"IIRO\x08\0\0\0" + bytes(9)),
    ("picture", "camera raw (RW2)", b"IIU\0\x18\0\0\0" + bytes(9)),
    ("picture", "camera raw (RAF)", b"FUJIFILMCCD-RAW 0201FF383501"),
    ("picture", "TIFF", raw(b"NIKON CORPORATION", (259, 3, 1, 5))),  # a scan or an edited picture of a Nikon
    # Films.
    ("video", "MP4", ftyp(b"isom", b"isom", b"avc1", b"mp41")),
    ("video", "MP4", ftyp(b"mp42", b"mp42")),
    ("video", "MP4", ftyp(b"M4V ", b"M4V ")),
    ("video", "MP4", ftyp(b"XAVC", b"mp42")),
    ("video", "MP4", box(b"styp", b"msdh" + bytes(4)) + box(b"moof", bytes(30))),
    ("video", "QuickTime", ftyp(b"qt  ", b"qt  ")),
    ("video", "QuickTime", box(b"moov", box(b"mvhd", bytes(100)))),  # QuickTime File Format, "Movie Atoms"
    ("video", "QuickTime", box(b"wide") + struct.pack(">I", 5_000_000) + b"mdat" + bytes(4000)),
    ("video", "QuickTime", struct.pack(">I", 1) + b"mdat" + struct.pack(">Q", 5_000_000_000) + bytes(4000)),
    ("video", "3GP", ftyp(b"3gp5", b"3gp5")),
    ("video", "3GP", ftyp(b"3g2a", b"3g2a")),
    ("video", "Matroska", ebml(b"matroska")),
    ("video", "WebM", ebml(b"webm")),
    ("video", "AVI", b"RIFF\xff\xff\0\0AVI LIST"),
    ("video", "MPEG-PS", PACK_2),
    ("video", "MPEG-PS", PACK_1),
    ("video", "MPEG video", SEQUENCE),
    ("video", "MPEG-TS", packets(188)),
    ("video", "MPEG-TS", packets(192, first=4)),
    ("video", "FLV", b"FLV\1\5\0\0\0\x09" + bytes(4)),  # Flash Video 10.1 annex E.2
    ("video", "WMV/ASF", asf(ASF_AUDIO, ASF_VIDEO)),
    ("video", "Ogg", OGG_PAGE + b"\x80theora\3\2\1"),  # Theora I §6.1
    ("video", "RealMedia", b".RMF\0\0\0\x12" + bytes(10)),
    ("video", "MXF", bytes.fromhex("060e2b34020501010d01020101020400")),  # SMPTE 377 §6.5
    ("video", "IVF", b"DKIF\0\0\x20\0VP80"),
    ("video", "H.264", AVC),
    ("video", "H.265", HEVC),
    ("video", "DV", b"\x1f\7\0\x3f".ljust(80, b"\xff") + b"\x3f".ljust(160, b"\xff") + b"\x56\7\0".ljust(80, b"\xff")),
    # Neither.
    ("other", "WAVE", b"RIFF\xff\xff\0\0WAVEfmt "),
    ("other", "M4A", ftyp(b"M4A ", b"M4A ")),
    ("other", "WMA", asf(ASF_AUDIO)),
    ("other", "Ogg audio", OGG_PAGE + b"\1vorbis\0\0\0\0"),
    ("other", "MP3", b"ID3\4\0\0\0\0\0\0"),
    ("other", "PDF", b"%PDF-1.7\n"),
    ("other", "SQLite", b"SQLite format 3\0"),
]


each_made = pytest.mark.parametrize(
    ("family", "name", "content"), MADE, ids=[f"{number}-{name}" for number, (_, name, _) in enumerate(MADE)]
)


@each_made
def test_each_format_is_known_by_its_content(family: str, name: str, content: bytes) -> None:
    kind = identify(content[:HEAD_BYTES])
    assert kind is not None
    assert (kind.family, kind.format) == (family, name)
    assert kind.mime.split("/")[0] in {"picture": {"image"}, "video": {"video", "application"}}.get(
        family, {"audio", "application"}
    )


NOT_MEDIA = {
    "nothing": b"",
    "text": b"BM is how a bitmap begins, II and MM too.\n" * 20,
    "text that begins with BM": b"BMW and other makers, sold in 1998 for cash only, no returns at all please\n" * 5,
    "a text of the letter G": b"G" * 4096,
    "zeros": bytes(4096),
    "ones": b"\xff" * 4096,
    "an MP3 without a tag": (b"\xff\xfb\x90\x64" + bytes(413)) * 9,
    "AAC in ADTS": (b"\xff\xf1\x50\x80\x2e\x7f\xfc" + bytes(365)) * 9,
    "a JPEG's first three bytes and no marker": b"\xff\xd8\xff\x00" + bytes(100),
    "BM, a header size by chance, and seven planes": b"BM" + bytes(12) + struct.pack("<IiiHH", 40, 9, 9, 7, 24),
    "RIFF of a font of sounds": b"RIFF\xff\xff\0\0sfbkLIST",
    "TIFF without a directory": b"II*\0\0\0\0\0",
    "a pack header without its marker bits": b"\0\0\1\xba" + bytes(20),
    "FLV of a version that is none": b"FLV\x09\xff" + bytes(20),
    "one sync byte": b"\x47" + bytes(4000),
    "EBML of another kind": ebml(b"lists"),
    "a class file": b"\xca\xfe\xba\xbe\0\0\0\x34" + bytes(100),
    "an ELF": b"\x7fELF\2\1\1" + bytes(100),
    "P5 in a text": b"P5 is the fifth of the pistes, open from nine",
}


@pytest.mark.parametrize("content", NOT_MEDIA.values(), ids=NOT_MEDIA)
def test_what_only_begins_like_media_is_not_taken_for_it(content: bytes) -> None:
    kind = identify(content)
    assert kind is None or kind.family == "other"


def test_random_data_is_hardly_ever_media() -> None:
    """200,000 random heads, as encrypted data has. Two bytes begin a bare JPEG XL: 200,000 / 65,536 is three."""
    source = random.Random(20261125)
    heads = (source.randbytes(256) for _ in range(200_000))
    taken = [kind for kind in map(identify, heads) if kind is not None and kind.family != "other"]
    assert len(taken) <= 8
    assert {kind.format for kind in taken} <= {"JPEG XL"}


@settings(max_examples=300)
@given(
    st.sampled_from([content for _, _, content in MADE]),
    st.integers(0, 64),
    st.lists(st.tuples(st.integers(0, 63), st.integers(0, 255)), max_size=6),
)
def test_cut_and_changed_heads_never_raise(content: bytes, length: int, changes: list[tuple[int, int]]) -> None:
    head = bytearray(content[:length])
    for place, value in changes:
        if place < len(head):
            head[place] = value
    assert isinstance(identify(bytes(head)), Kind | None)


@each_made
def test_every_cut_of_a_head_is_this_format_or_not_known(family: str, name: str, content: bytes) -> None:
    """A short head may say less; it must not say another family."""
    for length in range(min(len(content), 300)):
        kind = identify(content[:length])
        assert kind is None or kind.family == family or {kind.family, family} == {"video", "other"}


def test_an_archive_of_pictures_is_an_archive() -> None:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        archive.writestr("a.jpg", encoded(PICTURE, "JPEG"))
    assert identify(sink.getvalue()[:HEAD_BYTES]) == Kind("other", "ZIP", "application/zip")
