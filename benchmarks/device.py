"""A benchmark device: real photographs in many crops and sizes on an ext4 volume, with their folder beside it.

Sources are the photographs of scikit-image and scikit-learn and, where Debian's wallpaper packages can be had,
theirs (downloaded by name with apt-get, unpacked here, installed nowhere). Crops that do not overlap count as
distinct pictures; the number of distinct sources is told.
"""

import random
import subprocess
from dataclasses import dataclass
from pathlib import Path

WALLPAPERS = (
    "plasma-workspace-wallpapers",
    "gnome-backgrounds",
    "mate-backgrounds",
    "ukui-wallpapers",
    "lomiri-wallpapers",
)


@dataclass(frozen=True)
class Device:
    """The image, the folder that it was made from, and what it holds."""

    image: Path
    folder: Path
    photographs: int
    sources: int
    size: int


def sources(cache: Path) -> list[Path]:
    """Return the source photographs, fetching the wallpaper packages once."""
    import skimage
    import sklearn

    found = [*(Path(skimage.__file__).parent / "data").glob("*.[pj][np]g")]
    found += (Path(sklearn.__file__).parent / "datasets" / "images").glob("*.jpg")
    unpacked = cache / "wallpapers"
    if not unpacked.exists():
        unpacked.mkdir(parents=True)
        for package in WALLPAPERS:
            fetched = subprocess.run(
                ["apt-get", "download", "-q", package], cwd=unpacked, capture_output=True, check=False
            )
            for archive in unpacked.glob(f"{package}_*.deb"):
                subprocess.run(["dpkg-deb", "-x", str(archive), str(unpacked)], check=True)
                archive.unlink()
            if fetched.returncode:
                print(f"{package}: not to be had, left out")
    found += [path for path in unpacked.rglob("*") if path.suffix in (".jpg", ".jpeg", ".png") and path.is_file()]
    return sorted(path for path in found if not path.is_symlink())


def make(cache: Path, photographs: int, seed: int = 1) -> Device:
    """Make the device, or take the one that an earlier run made."""
    folder, image = cache / f"photographs-{photographs}-{seed}", cache / f"device-{photographs}-{seed}.raw"
    origins = sources(cache)
    if not image.exists():
        _photographs(folder, origins, photographs, random.Random(seed))
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        with image.open("wb") as sink:
            sink.truncate(size + size // 8 + (64 << 20))
        subprocess.run(["mke2fs", "-q", "-t", "ext4", "-m", "0", "-d", str(folder), str(image)], check=True)
    files = [path for path in folder.rglob("*") if path.is_file()]
    return Device(image, folder, len(files), len(origins), sum(path.stat().st_size for path in files))


def _photographs(folder: Path, origins: list[Path], count: int, chance: random.Random) -> None:
    """Write JPEGs of 1–12 megapixels: crops of the sources, never the same part twice in one size."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None
    made = 0
    while made < count:
        for origin in origins:
            with Image.open(origin) as opened:
                picture = opened.convert("RGB")
            for _ in range(max(1, -(-count // len(origins)) // 4)):
                share = chance.uniform(0.35, 0.95)
                width, height = max(64, int(picture.width * share)), max(64, int(picture.height * share))
                left = chance.randint(0, max(0, picture.width - width))
                top = chance.randint(0, max(0, picture.height - height))
                part = picture.crop((left, top, left + width, top + height))
                megapixels = chance.choice((1.2, 2, 2, 3, 5, 8, 12))
                scale = (megapixels * 1e6 / (part.width * part.height)) ** 0.5
                part = part.resize((max(64, round(part.width * scale)), max(64, round(part.height * scale))))
                place = folder / f"DCIM/{100 + made // 200}CANON/IMG_{made:05d}.JPG"
                place.parent.mkdir(parents=True, exist_ok=True)
                part.save(place, quality=chance.choice((85, 92, 96)))
                made += 1
                if made >= count:
                    return
