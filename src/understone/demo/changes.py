"""What happens to a picture as it is passed on: changes of the picture, and the files it is saved as."""

import io

from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter, ImageOps


def resized(image: Image.Image, percent: int) -> Image.Image:
    """Scale both sides."""
    size = (max(1, image.width * percent // 100), max(1, image.height * percent // 100))
    return image.resize(size, Image.Resampling.LANCZOS)


def thumbnail(image: Image.Image, longest: int) -> Image.Image:
    """Scale so that the longer side has `longest` pixels."""
    copy = image.copy()
    copy.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    return copy


def cropped(image: Image.Image, percent: int) -> Image.Image:
    """Cut so much of the width and height away, the same on each side."""
    across, down = image.width * percent // 200, image.height * percent // 200
    return image.crop((across, down, image.width - across, image.height - down))


def turned(image: Image.Image, degrees: int) -> Image.Image:
    """Turn about the centre; a right angle swaps the sides, others leave black corners."""
    if degrees == 90:
        return image.transpose(Image.Transpose.ROTATE_90)
    return image.rotate(degrees, Image.Resampling.BICUBIC)


def mirrored(image: Image.Image) -> Image.Image:
    """Swap left and right."""
    return ImageOps.mirror(image)


def inverted(image: Image.Image) -> Image.Image:
    """Make a negative."""
    return ImageChops.invert(image)


def bordered(image: Image.Image, percent: int) -> Image.Image:
    """Put a black border around, of so much of the longer side."""
    return ImageOps.expand(image, border=max(image.size) * percent // 100, fill=0)


def in_screenshot(image: Image.Image) -> Image.Image:
    """Show the picture on a telephone's screen, bars above and beneath."""
    screen = Image.new("RGB", (540, 1170), (18, 18, 20))
    shown = image.resize((540, image.height * 540 // image.width), Image.Resampling.LANCZOS)
    screen.paste(shown, (0, (screen.height - shown.height) // 2))
    ImageDraw.Draw(screen).rectangle((0, 0, 540, 60), fill=(240, 240, 240))
    return screen


def greyscale(image: Image.Image) -> Image.Image:
    """Drop the colours."""
    return ImageOps.grayscale(image)


def brightened(image: Image.Image, percent: int) -> Image.Image:
    """Raise the brightness."""
    return ImageEnhance.Brightness(image).enhance(1 + percent / 100)


def blurred(image: Image.Image, radius: int) -> Image.Image:
    """Blur a little (Gaussian, radius in pixels)."""
    return image.filter(ImageFilter.GaussianBlur(radius))


def stamped(image: Image.Image) -> Image.Image:
    """Write a small grey mark into the lower right corner, some 3 % of the width high."""
    copy = image.copy()
    height = image.width * 3 // 100
    box = (image.width - 6 * height, image.height - 2 * height, image.width - height, image.height - height)
    ImageDraw.Draw(copy).rectangle(box, fill=(200, 200, 200))
    return copy


def as_jpeg(image: Image.Image, quality: int, *, progressive: bool = False) -> bytes:
    """Encode as JPEG, in the mode the picture has (L, RGB or CMYK)."""
    return _saved(image, "JPEG", quality=quality, progressive=progressive)


def as_png(image: Image.Image, *, level: int = 6) -> bytes:
    """Encode as PNG; `level` 0 does not compress."""
    return _saved(image, "PNG", compress_level=level)


def as_webp(image: Image.Image, quality: int) -> bytes:
    """Encode as WebP, with loss."""
    return _saved(image, "WEBP", quality=quality)


def as_gif(image: Image.Image, colours: int) -> bytes:
    """Encode as GIF with so many colours."""
    return _saved(image.quantize(colours), "GIF")


def _saved(image: Image.Image, form: str, **options: object) -> bytes:
    sink = io.BytesIO()
    image.save(sink, form, **options)
    return sink.getvalue()
