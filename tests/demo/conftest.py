"""One small planted device for all tests of this folder, and the sleuthkit's view of it."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from understone.demo.plant import plant
from understone.demo.planted import Planted


@pytest.fixture(scope="session")
def device(tmp_path_factory: pytest.TempPathFactory) -> Planted:
    """Return the truth of a small device (44 MB) of seed 1."""
    return plant(tmp_path_factory.mktemp("planted"), seed=1, small=True)


@pytest.fixture(scope="session")
def sleuthkit(device: Planted) -> Callable[..., bytes]:
    """Return a caller of a sleuthkit program on one volume of the device: `sleuthkit(2, "icat", address="585")`."""

    def call(volume: int, program: str, *options: str | bytes, address: str = "") -> bytes:
        sector = str(device.volumes[volume - 1].offset // 512)
        command = [program, "-o", sector, *options, device.device, *([address] if address else [])]
        return subprocess.run(command, capture_output=True, check=True).stdout

    return call


@pytest.fixture(scope="session")
def partitions(device: Planted, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Return each volume cut out of the device as a file, as `dd` would."""
    folder = tmp_path_factory.mktemp("partitions")
    whole = device.device.read_bytes()
    files = []
    for volume in device.volumes:
        file = folder / f"partition-{volume.number}"
        file.write_bytes(whole[volume.offset : volume.offset + volume.length])
        files.append(file)
    return files
