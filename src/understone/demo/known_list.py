"""The invented hash list: VICS 2.0, Default profile, in the key order that strict readers insist on (formats.md §2).

Besides the known photographs it holds what real lists hold and no matcher may fall for: a record of zero bytes, and
the PDQ of a flat picture. PhotoDNA is proprietary and is not computed.
"""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from PIL import Image

from understone.demo import changes, reference_pdq
from understone.demo.photographs import KnownPicture

_MODEL = "http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/Default/$metadata#Media"
_UPDATED = "2024-06-01T09:00:00+00:00"
_MIME = {".png": "image/png", ".jpg": "image/jpeg"}

EMPTY_MEDIA_ID = 1901
FLAT_MEDIA_ID = 1902


def write(pictures: Iterable[KnownPicture], path: Path) -> None:
    """Write the list. `IsPrecategorized` is true for each: these records are what others have graded."""
    records = [
        _record(
            known.media_id,
            known.category,
            known.series,
            known.photograph.content,
            reference_pdq.of(known.photograph.image).hex(),
            _MIME[known.photograph.suffix],
        )
        for known in pictures
    ]
    records.append(_record(EMPTY_MEDIA_ID, 2, "Synthetic Nothings", b"", None, "application/octet-stream"))
    flat = Image.new("RGB", (512, 384))
    # Its file is not on the device: only the hash that every flat picture shares could match.
    records.append(
        _record(
            FLAT_MEDIA_ID,
            2,
            "Synthetic Nothings",
            changes.as_png(flat),
            reference_pdq.of(flat).hex(),
            "image/png",
        )
    )
    body = {"@odata.context": _MODEL, "value": records}
    path.write_text(json.dumps(body, indent=1) + "\n", encoding="utf-8")


def _record(
    media_id: int, category: int, series: str, content: bytes, pdq: str | None, mime_type: str
) -> dict[str, object]:
    md5 = hashlib.md5(content, usedforsecurity=False).hexdigest().upper()
    others = [("SHA256", hashlib.sha256(content).hexdigest().upper())]
    if pdq is not None:
        others.append(("PDQ", pdq.upper()))
    return {
        "MediaID": media_id,
        "Category": category,
        "MD5": md5,
        "SHA1": hashlib.sha1(content, usedforsecurity=False).hexdigest().upper(),
        "MediaSize": len(content),
        "DateUpdated": _UPDATED,
        "IsPrecategorized": True,
        "PrecategorizationSource": "SYNTHETIC",
        "IsSuspected": False,
        "VictimIdentified": False,
        "OffenderIdentified": False,
        "IsDistributed": True,
        "SelfGenerated": False,
        "Series": series,
        "Tags": "synthetic,demonstration",
        "MimeType": mime_type,
        "AlternativeHashes": [{"MD5": md5, "HashName": name, "HashValue": value} for name, value in others],
    }
