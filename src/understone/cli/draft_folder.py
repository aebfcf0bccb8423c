"""A package draft as a folder: the files as they will be sealed, `manifest.json`, and one file a signature."""

import shutil
import tempfile
from pathlib import Path

from understone.cli.exclusive import write_new
from understone.errors import OutputError
from understone.exchange import dsse, manifest, typed_json
from understone.exchange.errors import Tampered
from understone.exchange.sealing import Draft

_SIGNATURES = "signatures"


def write_files(folder: Path, files: dict[str, bytes]) -> None:
    """Write files into a new folder, mode 0700, that appears whole or not at all. Raises `OutputError` if it exists."""
    if folder.exists():
        raise OutputError("a folder of this name exists", str(folder), "choose another name")
    part = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        for name, content in files.items():
            target = part / name
            target.parent.mkdir(mode=0o700, exist_ok=True)
            target.touch(mode=0o600)
            target.write_bytes(content)
        part.rename(folder)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise


def write(folder: Path, draft: Draft) -> None:
    """Write a new draft."""
    write_files(folder, {**draft.files, manifest.MANIFEST: draft.manifest_bytes})


def read(folder: Path) -> Draft:
    """Read a draft and hold its files against its manifest. Raises `Tampered`, `SchemaUnknown`."""
    path = folder / manifest.MANIFEST
    if not path.is_file():
        raise Tampered(str(folder), f"{manifest.MANIFEST} is missing")
    content = path.read_bytes()
    made = manifest.parse(content, str(path))
    files = {each.path: (folder / each.path).read_bytes() for each in made.files if (folder / each.path).is_file()}
    manifest.check_files(made, files, str(folder))
    return Draft(made, content, files)


def add_signature(folder: Path, signature: dsse.Signature) -> Path:
    """Write a signature beside the draft. Raises `OutputError` if this key has signed already."""
    place = folder / _SIGNATURES
    place.mkdir(mode=0o700, exist_ok=True)
    path = place / f"{signature.keyid}.json"
    write_new(path, typed_json.write(signature))
    return path


def signatures(folder: Path) -> list[dsse.Signature]:
    """Read all signatures of a draft. Raises `SchemaUnknown`."""
    place = folder / _SIGNATURES
    found = sorted(place.glob("*.json")) if place.is_dir() else []
    return [typed_json.read(dsse.Signature, path.read_bytes(), str(path)) for path in found]
