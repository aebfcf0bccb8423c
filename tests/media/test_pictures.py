"""Pictures read as the reference reads them, or refused with the reason: never a hash of something else."""

import io
import pickle
import struct
import warnings
import zlib

import numpy as np
import pytest
from PIL import Image, features

from media.making import CHINA, COFFEE, PHOTOGRAPHS, by_reference, encoded, kind_of, read, rgb
from understone.errors import MediaError
from understone.media import jpeg_files
from understone.media.budget import MAX_PIXEL_BYTES
from understone.media.identify import Kind
from understone.media.pictures import Picture, Undecodable, read_picture
from understone.media.quality import QUALITY_FLOOR

PHOTOGRAPH = Image.fromarray(rgb(COFFEE))


def refusal(content: bytes, kind: Kind | None = None) -> Undecodable:
    """Return why a content was refused."""
    with pytest.raises(Undecodable) as caught:
        read_picture(content, kind or kind_of(content))
    return caught.value


def as_the_peers_do(content: bytes) -> tuple[bytes, int]:
    """Return hash and quality as python-threatexchange gets them: Pillow, `convert("RGB")`, pdqhash."""
    with Image.open(io.BytesIO(content)) as image, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return by_reference(np.asarray(image.convert("RGB")))


def check_equal(content: bytes) -> Picture:
    """Hold a content's hash, quality and size against the peers'."""
    picture = read(content)
    assert (picture.pdq, picture.quality) == as_the_peers_do(content)
    return picture


@pytest.mark.parametrize("path", PHOTOGRAPHS, ids=lambda path: path.stem)
def test_files_of_the_packages_read_as_pillow_and_pdqhash_do(path: object) -> None:
    content = path.read_bytes()  # type: ignore[attr-defined]
    with Image.open(path) as image:  # type: ignore[arg-type]
        size = image.size
    if path.stem == "chessboard_RGB":  # type: ignore[attr-defined]
        assert read(content).note == "16 bit reduced to 8"
    picture = check_equal(content)
    assert (picture.width, picture.height) == size


@pytest.mark.parametrize(
    ("form", "options"),
    [
        ("JPEG", {}),
        ("JPEG", {"quality": 100, "subsampling": 0}),
        ("JPEG", {"quality": 40, "subsampling": 1}),
        ("JPEG", {"progressive": True}),
        ("JPEG", {"restart_marker_blocks": 3}),
        ("JPEG", {"keep_rgb": True}),
        ("PNG", {}),
        ("WEBP", {}),
        ("WEBP", {"lossless": True}),
        ("GIF", {}),
        ("BMP", {}),
        ("TIFF", {}),
        ("TIFF", {"compression": "tiff_lzw"}),
        ("TIFF", {"compression": "jpeg"}),
        ("TIFF", {"big_tiff": True}),
        ("JPEG2000", {}),
        ("AVIF", {}),
        ("PPM", {}),
        ("TGA", {}),
        ("PCX", {}),
        ("MPO", {}),
    ],
)
def test_each_format_reads_as_pillow_and_pdqhash_do(form: str, options: dict[str, object]) -> None:
    if form == "AVIF" and not features.check("avif"):
        assert refusal(b"\0\0\0\x18ftypavif\0\0\0\0avifmif1").reason == "unsupported"
        return
    picture = check_equal(encoded(PHOTOGRAPH, form, **options))
    assert (picture.width, picture.height) == PHOTOGRAPH.size


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_each_mode_of_png_reads_as_pillow_and_pdqhash_do(mode: str) -> None:
    check_equal(encoded(PHOTOGRAPH.convert(mode), "PNG"))


def test_the_fast_jpeg_decoder_gives_pillows_pixels() -> None:
    """Bit for bit: two decoders of the same library, the same transform and the same upsampling."""
    for options in ({}, {"subsampling": 1}, {"subsampling": 0}, {"progressive": True}, {"quality": 20}):
        for image in (PHOTOGRAPH, PHOTOGRAPH.crop((1, 2, 334, 223)), PHOTOGRAPH.convert("L")):
            content = encoded(image, "JPEG", **options)
            rows = next(jpeg_files.decode(content).strips())
            with Image.open(io.BytesIO(content)) as expected:
                assert (rows == np.asarray(expected)).all()


def test_grey_jpeg_is_decoded_as_grey() -> None:
    assert jpeg_files.decode(encoded(PHOTOGRAPH.convert("L"), "JPEG")).grey


def test_16_bit_grey_is_scaled_and_not_clipped_to_white() -> None:
    """Pillow's convert turns nearly all of a 16-bit gradient white (Pillow #3011, PEERS bugs)."""
    eight = np.asarray(PHOTOGRAPH.convert("L"))
    deep = Image.fromarray(eight.astype(np.uint16) * 256 + 200)
    for form in ("PNG", "TIFF"):
        picture = read(encoded(deep, form))
        assert (picture.pdq, picture.quality) == by_reference(eight)
        assert picture.note == "16 bit reduced to 8"
    gradient = np.linspace(0, 65535, 400 * 300).astype(np.uint16).reshape(300, 400)
    picture = read(encoded(Image.fromarray(gradient), "PNG"))
    assert (picture.pdq, picture.quality) == by_reference((gradient >> 8).astype(np.uint8))


def test_32_bit_and_floating_point_grey_are_scaled() -> None:
    eight = np.asarray(PHOTOGRAPH.convert("L"))
    whole = read(encoded(Image.fromarray(eight.astype(np.int32) << 23), "TIFF"))
    assert (whole.pdq, whole.note) == (by_reference(eight)[0], "32 bit reduced to 8 by 23")
    real = read(encoded(Image.fromarray(eight.astype(np.float32)), "TIFF"))
    assert (real.pdq, real.note) == (by_reference(eight)[0], "floating point reduced to 8 bit")
    unit = read(encoded(Image.fromarray((eight / np.float32(255)).astype(np.float32)), "TIFF"))
    assert np.unpackbits(np.frombuffer(unit.pdq, np.uint8) ^ np.frombuffer(real.pdq, np.uint8)).sum() <= 4


def test_cmyk_jpeg_reads_as_its_colours_and_not_inverted() -> None:
    """Four inks, inverted as Adobe writes them (sharp #1649, PEERS bugs)."""
    picture = check_equal(encoded(PHOTOGRAPH.convert("CMYK"), "JPEG", quality=95))
    plain, _ = by_reference(np.asarray(PHOTOGRAPH))
    assert np.unpackbits(np.frombuffer(picture.pdq, np.uint8) ^ np.frombuffer(plain, np.uint8)).sum() <= 16


def test_transparency_is_ignored_as_the_reference_ignores_it() -> None:
    """(JImageHash #38, PEERS bugs.) A picture hidden behind full transparency is still that picture."""
    expected = by_reference(np.asarray(PHOTOGRAPH))
    for alpha in (0, 128, 255):
        clear = PHOTOGRAPH.copy()
        clear.putalpha(alpha)
        picture = read(encoded(clear, "PNG"))
        assert (picture.pdq, picture.quality) == expected
    check_equal(encoded(PHOTOGRAPH.quantize(64), "PNG", transparency=5))
    check_equal(encoded(PHOTOGRAPH.quantize(64), "GIF", transparency=5))


def test_webp_with_and_without_transparency_is_read() -> None:
    """A peer's scanner passed over WebP (fedi-safety #21, PEERS bugs)."""
    clear = PHOTOGRAPH.copy()
    clear.putalpha(100)
    assert check_equal(encoded(PHOTOGRAPH, "WEBP")).quality >= QUALITY_FLOOR
    assert check_equal(encoded(clear, "WEBP", lossless=True, exact=True)).quality >= QUALITY_FLOOR


@pytest.mark.parametrize("kept", [0.02, 0.3, 0.6, 0.9, 0.999])
@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"restart_marker_blocks": 4}], ids=str)
def test_a_truncated_jpeg_is_an_error_and_never_half_a_picture(kept: float, options: dict[str, object]) -> None:
    """Half grey is another picture (Pillow #3185, PEERS bugs)."""
    content = encoded(PHOTOGRAPH, "JPEG", **options)
    assert refusal(content[: int(len(content) * kept)]).reason == "truncated"


def test_a_truncated_cmyk_jpeg_is_an_error_too() -> None:
    content = encoded(PHOTOGRAPH.convert("CMYK"), "JPEG")
    assert refusal(content[: len(content) // 2]).reason == "truncated"


@pytest.mark.parametrize("form", ["PNG", "GIF", "WEBP", "BMP", "TIFF", "JPEG2000"])
@pytest.mark.parametrize("kept", [0.2, 0.5, 0.9])
def test_every_truncated_picture_is_an_error(form: str, kept: float) -> None:
    content = encoded(PHOTOGRAPH, form)
    assert refusal(content[: int(len(content) * kept)], kind_of(content)).reason in ("truncated", "damaged")


def test_a_jpeg_with_damaged_data_is_an_error_with_the_decoders_words() -> None:
    content = bytearray(encoded(PHOTOGRAPH, "JPEG", quality=90))
    middle = len(content) // 2
    content[middle : middle + 30] = b"\xff\xd0" * 15  # restart markers that no one expects
    refused = refusal(bytes(content))
    assert refused.reason == "damaged"
    assert "Corrupt JPEG data" in refused.detail


def test_bytes_that_lie_between_the_segments_of_a_jpeg_are_noted_and_harmless() -> None:
    content = encoded(PHOTOGRAPH, "JPEG")
    table = content.index(b"\xff\xdb")
    picture = read(content[:table] + b"\0\0\0" + content[table:])
    assert (picture.pdq, picture.quality) == as_the_peers_do(content)
    assert picture.note == "3 bytes between its segments were passed over"


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF"])
def test_what_lies_behind_a_picture_is_no_part_of_it(form: str) -> None:
    content = encoded(PHOTOGRAPH, form)
    behind = read(content + b"something else \xff\xda\xff\xd9" * 50)
    assert behind.pdq == read(content).pdq


def test_orientation_is_ignored_as_the_reference_ignores_it() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    turned = read(encoded(PHOTOGRAPH, "JPEG", exif=exif))
    assert (turned.width, turned.height) == PHOTOGRAPH.size
    assert turned.pdq == read(encoded(PHOTOGRAPH, "JPEG")).pdq


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG", "TIFF"])
def test_the_first_frame_is_read_and_the_others_are_counted(form: str) -> None:
    others = [Image.fromarray(rgb(CHINA)).resize(PHOTOGRAPH.size), PHOTOGRAPH.rotate(40)]
    picture = check_equal(encoded(PHOTOGRAPH, form, save_all=True, append_images=others))
    assert (picture.frames, picture.note) == (3, "first of 3 frames")


def test_an_animation_that_is_cut_after_its_first_frame_is_read_and_says_so() -> None:
    whole = encoded(PHOTOGRAPH, "GIF", save_all=True, append_images=[PHOTOGRAPH.rotate(40)])
    picture = read(whole[:-5000])
    assert picture.note == "the file ends within a later frame"
    assert picture.pdq == read(whole).pdq


@pytest.mark.parametrize("form", ["PNG", "JPEG", "BMP", "GIF"])
def test_a_flat_picture_is_below_the_floor(form: str) -> None:
    """A black PNG matched others near at a peer (PEERS, Examination: flat images excluded)."""
    for colour in ("black", "white", (120, 30, 200)):
        picture = check_equal(encoded(Image.new("RGB", (300, 200), colour), form))
        assert picture.quality == 0 < QUALITY_FLOOR


def test_icons_give_their_largest_picture() -> None:
    content = encoded(PHOTOGRAPH.resize((256, 256)), "ICO", sizes=[(16, 16), (64, 64), (48, 48)])
    assert (read(content).width, read(content).height) == (64, 64)
    bitmaps = encoded(PHOTOGRAPH.resize((256, 256)), "ICO", sizes=[(16, 16), (48, 48)], bitmap_format="bmp")
    assert (read(bitmaps).width, read(bitmaps).height) == (48, 48)


def test_a_buffer_of_any_kind_is_read() -> None:
    content = encoded(PHOTOGRAPH, "JPEG")
    expected = read(content)
    for buffer in (bytearray(content), memoryview(content), memoryview(bytearray(content)).toreadonly()):
        assert read_picture(buffer, kind_of(content)) == expected


@pytest.mark.parametrize(
    ("name", "word"),
    [("HEIC", "understone[heif]"), ("HEIF", "understone[heif]"), ("JPEG XL", "JPEG XL"), ("camera raw (NEF)", "NEF")],
)
def test_a_format_without_a_decoder_is_unsupported_and_named(name: str, word: str) -> None:
    refused = refusal(b"whatever", Kind("picture", name, "image/x"))
    assert refused.reason == "unsupported"
    assert word in refused.detail


def test_a_film_is_no_picture() -> None:
    assert refusal(b"", Kind("video", "MP4", "video/mp4")).reason == "unsupported"


def test_an_error_says_what_where_and_the_remedy_and_crosses_processes() -> None:
    refused = refusal(b"\xff\xd8\xff\xd9", Kind("picture", "JPEG", "image/jpeg"))
    assert isinstance(refused, MediaError)
    assert (refused.reason, refused.what) == ("no pixels", "no pixels: the picture ends before its first scan")
    assert "digests still stand" in refused.remedy
    copy = pickle.loads(pickle.dumps(refused))
    assert (copy.reason, copy.detail, copy.what) == (refused.reason, refused.detail, refused.what)


def chunk(name: bytes, body: bytes) -> bytes:
    """Return a PNG chunk (W3C PNG §5.3)."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def test_a_picture_over_the_budget_is_too_large_and_names_its_size() -> None:
    header = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(10))) + chunk(b"IEND", b"")
    refused = refusal(png)
    assert refused.reason == "too large"
    assert "30000 × 30000" in refused.detail
    jpeg = bytearray(encoded(PHOTOGRAPH, "JPEG"))
    frame = jpeg.index(b"\xff\xc0")
    jpeg[frame + 5 : frame + 9] = struct.pack(">HH", 30_000, 30_000)
    assert refusal(bytes(jpeg)).reason == "too large"
    assert MAX_PIXEL_BYTES < 30_000 * 30_000


def test_a_picture_of_no_width_has_no_pixels() -> None:
    jpeg = bytearray(encoded(PHOTOGRAPH, "JPEG"))
    frame = jpeg.index(b"\xff\xc0")
    jpeg[frame + 7 : frame + 9] = b"\0\0"
    assert refusal(bytes(jpeg)).reason == "no pixels"


def test_texts_and_profiles_of_a_png_cannot_stop_it_from_being_read() -> None:
    """Each unpacks to 100 MB: Pillow refuses the whole picture at 1 MB (MAX_TEXT_CHUNK), we never unpack them."""
    content = encoded(PHOTOGRAPH, "PNG")
    packed = zlib.compress(bytes(100_000_000))
    bomb = content[:33] + chunk(b"iCCP", b"p\0\0" + packed) + chunk(b"zTXt", b"k\0\0" + packed) + content[33:]
    assert read(bomb) == read(content)


def test_a_progressive_jpeg_of_thousands_of_scans_is_refused() -> None:
    content = encoded(PHOTOGRAPH.resize((40, 40)), "JPEG", progressive=True)
    last = content.rindex(b"\xff\xda")
    refused = refusal(content[:last] + content[last:-2] * 500 + b"\xff\xd9")
    assert refused.reason == "damaged"
    assert "scans" in refused.detail


def test_no_memory_is_its_own_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker's limit shows as MemoryError inside a decoder; it is this picture's, not the run's."""

    def exhausted(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr("simplejpeg.decode_jpeg", exhausted)
    assert refusal(encoded(PHOTOGRAPH, "JPEG")).reason == "out of memory"
