"""Make the demonstration device: a partitioned raw image, a hash list, and the truth about both.

The same seed gives the same bytes with the same versions of Pillow, e2fsprogs and pyfatfs. Nothing is downloaded,
nothing is mounted, no root is needed.
"""

import hashlib
import itertools
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from uuid import UUID

from understone.demo import decoys, ext4, known_list, mbr, photographs, planted, plantings, reference_pdq
from understone.demo.errors import NotOurs
from understone.demo.fat16 import FatVolume
from understone.demo.placed import PlacedFile
from understone.demo.planted import Planted, PlantedVolume
from understone.progress import Progress, Report, silent

DEVICE = "device.raw"
KNOWN = "known.json"
TRUTH = "planted.json"

_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class _Size:
    """How large the two volumes are, in bytes, and what fills them."""

    ext4: int
    fat: int
    home: decoys.Amount
    card: decoys.Amount


# Filled to four fifths: a file system's own tables and the tails of blocks need room too.
_FULL = _Size(
    ext4=192 * _MIB,
    fat=100 * _MIB,
    home=decoys.Amount(
        photographs=480, thumbnails=260, texts=320, caches=140, noise=24, fill_to=150 * _MIB, blob=3 * _MIB
    ),
    card=decoys.Amount(
        photographs=420, thumbnails=120, texts=140, caches=60, noise=12, fill_to=80 * _MIB, blob=2 * _MIB
    ),
)
_SMALL = _Size(
    ext4=24 * _MIB,
    fat=16 * _MIB,
    home=decoys.Amount(photographs=24, thumbnails=12, texts=20, caches=10, noise=3, fill_to=14 * _MIB, blob=_MIB // 2),
    card=decoys.Amount(photographs=24, thumbnails=12, texts=20, caches=10, noise=3, fill_to=12 * _MIB, blob=_MIB // 2),
)


def plant(folder: Path, *, seed: int = 1, small: bool = False, report: Report = silent) -> Planted:
    """Write `device.raw` (308 MB; `small`: 44 MB), `known.json` and `planted.json` into `folder`; return the truth.

    Files of an earlier planting are replaced. Raises `NotOurs` where a file of such a name is someone else's,
    `ExtraMissing`, `ToolMissing`, `ToolFailed`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _refuse_strangers(folder)
    size = _SMALL if small else _FULL
    known, innocent = photographs.known(), photographs.innocent()
    items = list(plantings.plantings(known, innocent, _random(seed, "plantings")))
    apart_from = reference_pdq.stacked(picture.photograph.image for picture in known)

    def files(volume: int, tree: decoys.Tree, amount: decoys.Amount) -> Iterator[PlacedFile]:
        here = [planting.file for planting in items if planting.item.volume == volume]
        taken = sum(len(file.content) for file in here)
        random = _random(seed, f"decoys of volume {volume}")
        return itertools.chain(here, decoys.decoys(tree, amount, innocent, apart_from, taken, random))

    with tempfile.TemporaryDirectory(dir=folder, prefix=".planting-") as temporary:
        work = Path(temporary)
        home = mbr.Partition(mbr.LINUX, work / "ext4", mbr.ALIGNMENT, size.ext4)
        card = mbr.Partition(mbr.FAT16_LBA, work / "fat16", home.offset + home.length, size.fat)
        counting = _Counting(report)
        on_home = _make_home(home, counting.through(files(plantings.EXT4, decoys.HOME, size.home)), work / "tree", seed)
        on_card = _make_card(card, counting.through(files(plantings.FAT, decoys.CARD, size.card)), seed)
        mbr.write(work / DEVICE, (home, card), signature=_random(seed, "disk").getrandbits(32))
        known_list.write(known, work / KNOWN)
        truth = Planted(
            device=folder / DEVICE,
            known=folder / KNOWN,
            seed=seed,
            device_sha256=_sha256(work / DEVICE),
            volumes=(
                _volume(plantings.EXT4, "ext4", home, on_home, items),
                _volume(plantings.FAT, "FAT16", card, on_card, items),
            ),
            items=tuple(planting.item for planting in items),
        )
        planted.write(truth, work / TRUTH)
        # The truth first: whatever interrupts us here, the next run recognises the files as ours.
        for name in (TRUTH, KNOWN, DEVICE):
            (work / name).replace(folder / name)
    return truth


class _Counting:
    """Tells the report how many files and bytes have passed, over both volumes."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._files = 0
        self._bytes = 0

    def through(self, files: Iterable[PlacedFile]) -> Iterator[PlacedFile]:
        """Pass files on, counting. Two files of one name would make the truth false (FAT takes no notice of case)."""
        names: set[str] = set()
        for file in files:
            if file.path.casefold() in names:
                raise ValueError(f"two files are to be planted as {file.path!r}")
            names.add(file.path.casefold())
            yield file
            self._files += 1
            self._bytes += len(file.content)
            self._report(Progress("planting", self._files, None, "files", self._bytes))


def _make_home(partition: mbr.Partition, files: Iterable[PlacedFile], tree: Path, seed: int) -> int:
    """Make the ext4 volume; return how many names it got."""
    tree.mkdir()
    count = 0
    for file in files:
        ext4.stage(file, tree)
        count += 1
    uuid = str(UUID(int=_random(seed, "ext4").getrandbits(128), version=4))
    ext4.make(partition.image, partition.length, tree, uuid=uuid, label="home")
    return count


def _make_card(partition: mbr.Partition, files: Iterable[PlacedFile], seed: int) -> int:
    """Make the FAT16 volume; return how many names it got, deleted ones included."""
    volume = FatVolume(
        partition.image,
        partition.length,
        volume_id=_random(seed, "fat").getrandbits(31) + 1,
        label="CARD",
        hidden_sectors=partition.offset // mbr.SECTOR,
    )
    count = 0
    for file in files:
        volume.add(file)
        count += 1
    volume.finish()
    return count


def _volume(
    number: int, file_system: str, partition: mbr.Partition, files: int, items: Sequence[plantings.Planting]
) -> PlantedVolume:
    named = sum(planting.item.volume == number for planting in items)
    return PlantedVolume(number, file_system, partition.offset, partition.length, files, files - named)


def _random(seed: int, purpose: str) -> Random:
    """Return a source of its own for each purpose, so that a change in one leaves the others as they were."""
    return Random(f"understone {seed} {purpose}")


def _sha256(path: Path) -> str:
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def _refuse_strangers(folder: Path) -> None:
    """Never replace a file that a planter did not write: someone's evidence may be called `device.raw`."""
    if planted.is_ours(folder / TRUTH):
        return
    for name in (DEVICE, KNOWN, TRUTH):
        if (folder / name).exists() or (folder / name).is_symlink():
            raise NotOurs(folder / name)
