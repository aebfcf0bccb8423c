"""A VICS 2.0 list of any length, the same each time it is made. Its hashes are random bytes: they are of no picture."""

import base64
import hashlib
import json
from pathlib import Path

_CONTEXT = "http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/Default/$metadata#Media"
_LINES = 10_000


def media(number: int) -> str:
    """Return one Media record, as an exporter writes it: every second has a PhotoDNA, every fourth a PDQ."""
    drawn = hashlib.shake_128(number.to_bytes(8)).digest(244)
    md5 = drawn[:16].hex().upper()
    alternative = f'{{"MD5":"{md5}","HashName":"SHA256","HashValue":"{drawn[36:68].hex().upper()}"}}'
    if number % 4 == 0:
        alternative += f',{{"MD5":"{md5}","HashName":"PDQ","HashValue":"{drawn[68:100].hex()}"}}'
    series = f'"Series {number % 4000}"' if number % 3 == 0 else "null"
    photodna = f'"{base64.b64encode(drawn[100:]).decode()}"' if number % 2 == 0 else "null"
    return (
        f'{{"MediaID":{number},"Category":{number % 3 + 1},"MD5":"{md5}","SHA1":"{drawn[16:36].hex().upper()}",'
        f'"MediaSize":{20_000 + number % 3_000_000},"DateUpdated":"2026-{number % 12 + 1:02}-01T00:00:00Z",'
        f'"IsPrecategorized":true,"VictimIdentified":{"true" if number % 50 == 0 else "false"},'
        f'"OffenderIdentified":false,"IsDistributed":{"true" if number % 5 == 0 else "false"},'
        f'"Series":{series},"Tags":null,"Comments":null,'
        f'"MimeType":"image/jpeg","PhotoDNA":{photodna},"AlternativeHashes":[{alternative}],"Exifs":[],"MediaFiles":[]}}'
    )


def md5_of(number: int) -> bytes:
    """Return the MD5 that record `number` lists."""
    return hashlib.shake_128(number.to_bytes(8)).digest(16)


def make(folder: Path, records: int, first: int = 0) -> Path:
    """Write a list of records from number `first` on, unless it is there already; return its path."""
    path = folder / f"vics-{records}-{first}.json"
    if path.exists():
        return path
    part = path.with_suffix(".part")
    with part.open("w", encoding="ascii") as sink:
        sink.write(f'{{"@odata.context":{json.dumps(_CONTEXT)},"value":[\n')
        for start in range(first, first + records, _LINES):
            end = min(start + _LINES, first + records)
            sink.write(",\n".join(map(media, range(start, end))))
            sink.write(",\n" if end < first + records else "\n")
        sink.write("]}\n")
    part.replace(path)
    return path
