"""One record while it is being read: each field is given as text, at the end stands a `Listing` or a `Rejected`.

Every rule of what may enter a known set stands here, so that each format has the same ones. A field that cannot be
used costs the record that field and is counted, not the record: a lost entry leaves a child unseen.
"""

from binascii import a2b_base64, unhexlify
from collections.abc import Iterable
from functools import lru_cache

from understone import digests
from understone.digests import LENGTHS, DigestError, DigestKind
from understone.known.formats.text import storable
from understone.known.listings import HashKind, Listing, Rejected

PDQ_BYTES = 32
PHOTODNA_BYTES = 144
FLAT_BITS = 10
"""A PDQ with fewer bits set or unset is that of a flat picture. The hash compares coefficients with their median, so a
picture with content has about 128 of 256 set (Facebook, "The TMK+PDQF Video-Hashing Algorithm and the PDQ
Image-Hashing Algorithm", 2019)."""

_HEX_DIGITS: dict[HashKind, int] = {
    **{kind: 2 * length for kind, length in LENGTHS.items()},
    "pdq": 2 * PDQ_BYTES,
    "photodna": 2 * PHOTODNA_BYTES,
}
# Values that are no hash of a content, or of none: looked at more closely before they are taken.
_SUSPECT = frozenset([*digests.EMPTY.values(), *(bytes(digits // 2) for digits in _HEX_DIGITS.values())])
_CATEGORY_LIMIT = 2**31 - 1
_SIZE_LIMIT = 2**63 - 1


@lru_cache(maxsize=1024)
def hash_named(name: str) -> HashKind | None:
    """Return the kind of digest that a column or a HashName means, in any spelling, or None."""
    plain = "".join(c for c in name.lower() if c.isalnum())
    for affix in ("hash", "value", "hex", "base64"):
        plain = plain.removesuffix(affix)
    plain = plain.removeprefix("hash").removeprefix("image")
    if plain == "pdq":
        return "pdq"
    if plain in ("photodna", "pdna"):
        return "photodna"
    return digests.kind_named(plain.removeprefix("video"))


class Draft:
    """A record being read. Call `give` and the others with what the list has, then `done`."""

    __slots__ = (
        "_category",
        "_detail",
        "_faults",
        "_hashes",
        "_media_id",
        "_of_nothing",
        "_record",
        "_reference",
        "_size",
        "_where",
    )

    def __init__(self, record: int, where: str) -> None:
        self._record = record
        self._where = where
        self._hashes: dict[HashKind, bytes] = {}
        self._of_nothing = False
        self._faults: list[str] = []
        self._category: int | None = None
        self._media_id: str | None = None
        self._reference: str | None = None
        self._size: int | None = None
        self._detail: list[tuple[str, str]] = []

    def give(self, kind: HashKind, text: object) -> None:
        """Take a digest as the list writes it; None and blanks are no digest."""
        if text is None:
            return
        if not isinstance(text, str):
            self.fault(f"{kind} is a {type(text).__name__}, not text")
            return
        try:
            value = unhexlify(text) if len(text) == _HEX_DIGITS[kind] else b""  # nearly all go this short way
        except ValueError:
            value = b""
        if not value and not (value := self._parsed(kind, text.strip())):
            return
        if value in _SUSPECT and not any(value):
            self.fault(f"{kind} is all zeros, which is a placeholder or the hash of a flat picture")
            return
        if kind == "pdq" and not FLAT_BITS <= int.from_bytes(value).bit_count() <= 8 * PDQ_BYTES - FLAT_BITS:
            self.fault("pdq has nearly all bits alike: degenerate, it would match every flat picture")
            return
        if self._hashes.setdefault(kind, value) != value:
            self.fault(f"{kind} is given twice with different values; the first was kept")
        elif value in _SUSPECT:
            self._of_nothing = True

    def give_unnamed(self, text: str) -> None:
        """Take a cryptographic digest whose kind follows from its length: 64 digits are SHA-256."""
        try:
            kind, _ = digests.parse(text)
        except DigestError as error:
            self.fault(str(error))
            return
        self.give(kind, text)

    def category(self, value: object) -> None:
        """Take a category, an integer as number or text."""
        number = value if type(value) is int else _integer(value)
        if isinstance(number, int) and abs(number) <= _CATEGORY_LIMIT:
            self._category = number
        elif number is not None:
            self.fault(f"category {str(value)[:40]!r} is no integer of 32 bits")

    def size(self, value: object) -> None:
        """Take a size in bytes, as number or text."""
        number = value if type(value) is int else _integer(value)
        if isinstance(number, int) and 0 <= number <= _SIZE_LIMIT:
            self._size = number
        elif number is not None:
            self.fault(f"size {str(value)[:40]!r} is no number of bytes")

    def media_id(self, value: object) -> None:
        """Take the list's own id of the record. Kept as text: ids have 64 bits and more."""
        if type(value) is int:
            self._media_id = str(value)
        elif value is not None and value != "":
            self._media_id = storable(str(value))

    def reference(self, value: str) -> None:
        """Take the name by which later deliveries of the list mean this record."""
        self._reference = storable(value)

    def detail(self, name: str, value: object) -> None:
        """Take anything else worth showing beside a match."""
        if text := detail_text(value):
            self._detail.append((storable(name), text))

    def details(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Take what is worth showing as names and texts from `detail_text`."""
        self._detail += pairs

    def fault(self, reason: str) -> None:
        """Note something of the record that cannot be used."""
        self._faults.append(storable(reason))

    def done(self, scheme: str = "") -> Listing | Rejected:
        """Return the record, or why it was refused: it has no usable digest, or those of zero bytes."""
        if self._of_nothing:
            self._drop_digests_of_nothing()
        if not self._hashes:
            return self.reject("; ".join(self._faults) or "no digest")
        given = self._hashes.get
        return Listing(
            self._record,
            given("md5"),
            given("sha1"),
            given("sha256"),
            given("pdq"),
            given("photodna"),
            self._category,
            scheme,
            self._media_id,
            self._reference,
            self._size,
            tuple(self._detail),
            tuple(self._faults),
        )

    def reject(self, reason: str) -> Rejected:
        """Return the record as refused."""
        return Rejected(self._record, self._where, storable(reason))

    def _parsed(self, kind: HashKind, text: str) -> bytes:
        """Return a digest that is not written in plain hexadecimal, or nothing with a fault noted."""
        if not text:
            return b""
        try:
            return parse_hash(kind, text)
        except DigestError as error:
            self.fault(str(error))
            return b""

    def _drop_digests_of_nothing(self) -> None:
        """Take out digests of zero bytes; where no other cryptographic digest stands beside them, all of the record.

        A real list held the MD5 of zero bytes and matched every empty file (prodaft/malware-ioc #3).
        """
        given: list[DigestKind] = [kind for kind in digests.KINDS if kind in self._hashes]
        empty = [kind for kind in given if self._hashes[kind] == digests.EMPTY[kind]]
        for kind in empty:
            self.fault(f"{kind} is the digest of zero bytes: it would match every empty file")
            del self._hashes[kind]
        if empty and len(empty) == len(given):
            self._hashes.clear()


def detail_text(value: object) -> str:
    """Return what a list says of something as text that can be stored; nothing for None."""
    if type(value) is str:
        return value if value.isascii() else storable(value)
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else storable(str(value))


def _integer(value: object) -> int | str | None:
    """Return an integer, the text that is none, or None for nothing. Booleans are no integers here."""
    if value is None or value == "":
        return None
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    text = str(value).strip()
    try:
        return int(text) if text.isascii() and "_" not in text else text
    except ValueError:
        return text


def parse_hash(kind: HashKind, text: str) -> bytes:
    """Read a digest of a stated kind; PDQ and PhotoDNA in hexadecimal or base64. Raises `DigestError`."""
    digits = _HEX_DIGITS[kind]
    try:
        if len(text) == digits:
            return unhexlify(text)  # not bytes.fromhex, which passes over blanks and returns fewer bytes
        if kind in ("pdq", "photodna"):
            value = a2b_base64(text, strict_mode=True)
            if len(value) == digits // 2:
                return value
    except ValueError:
        alphabet = "neither hexadecimal nor base64" if kind in ("pdq", "photodna") else "not hexadecimal"
        raise DigestError(f"{kind} is {alphabet}: {text[:80]!r}") from None
    raise DigestError(f"{kind} has {digits} hexadecimal digits, not {len(text)}")
