"""What people in the demonstration are known by: invented, unique, and reserved so that they can be nobody's.

Mail at example.org, addresses of the documentation ranges (RFC 5737, RFC 3849), Ofcom's numbers for drama, postcodes of
the pseudo-area ZZ99.
"""

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta

_FIRST = [
    "Abel",
    "Ada",
    "Alma",
    "Amos",
    "Anja",
    "Basil",
    "Bela",
    "Cara",
    "Clem",
    "Cora",
    "Dara",
    "Dov",
    "Edda",
    "Elis",
    "Enid",
    "Ezra",
    "Faye",
    "Finn",
    "Gil",
    "Gwen",
    "Hale",
    "Hedy",
    "Ike",
    "Ina",
    "Iris",
    "Jago",
    "Joss",
    "Juno",
    "Kit",
    "Lark",
    "Lena",
    "Lowe",
    "Maud",
    "Mika",
    "Nell",
    "Noor",
    "Odell",
    "Opal",
    "Orla",
    "Otis",
    "Perl",
    "Quin",
    "Rhea",
    "Rory",
    "Saul",
    "Silas",
    "Tamar",
    "Theo",
    "Ula",
    "Una",
    "Vera",
    "Vito",
    "Wanda",
    "Wynn",
    "Xan",
    "Yara",
    "Yves",
    "Zeb",
    "Zia",
    "Zora",
]
_LAST = [
    "Alderwick",
    "Ashgrave",
    "Barleymow",
    "Birchett",
    "Brackenby",
    "Cloverdell",
    "Cobblewick",
    "Dovecroft",
    "Elmsworthy",
    "Fernhallow",
    "Flintmarsh",
    "Gorsefield",
    "Hazelbrink",
    "Heathlock",
    "Ivybridge-Test",
    "Juniperson",
    "Kestlewick",
    "Larchmoor",
    "Mallowby",
    "Marlpit",
    "Oakhanger-Test",
    "Pebblecombe",
    "Quarrystone",
    "Reedwater",
    "Rowanlea",
    "Saltmarshby",
    "Sedgeley-Test",
    "Thistlewray",
    "Underhollow",
    "Willowfleet",
]
_STREETS = [
    "Example Street",
    "Sample Lane",
    "Specimen Road",
    "Placeholder Way",
    "Invented Close",
    "Template Row",
    "Pattern Mews",
]
_RANGES = ("192.0.2", "198.51.100", "203.0.113")
_NUMBERS_FOR_DRAMA = 1000
_OLDEST = date(1948, 1, 9)


@dataclass(frozen=True, slots=True)
class Known:
    """What one person is known by."""

    given: str
    family: str
    born: date
    email: str
    account: str
    handle: str
    phone: str | None
    device: str

    @property
    def name(self) -> str:
        """Return the whole name."""
        return f"{self.given} {self.family}"


def of(number: int) -> Known:
    """Return what the person of a number is known by: the same in every demonstration."""
    given, family = _FIRST[number % len(_FIRST)], _LAST[number // len(_FIRST) % len(_LAST)]
    plain = f"{given}.{family}".lower().replace("-", "")
    phone = f"07700 {900000 + number:06d}" if number < _NUMBERS_FOR_DRAMA else None
    return Known(
        given,
        family,
        _OLDEST + timedelta(days=_drawn(number, "born") % 19_000),
        f"{plain}{number}@example.org",
        f"ec-{number:06d}",
        f"{given.lower()}_{number:04d}",
        phone,
        f"imei {_imei(number)}",
    )


def address_of(place: int) -> str:
    """Return where premises lie, as a provider writes it."""
    street = _STREETS[place % len(_STREETS)]
    return f"{1 + place // len(_STREETS)} {street}, ZZ99 {place % 9 + 1}{'ABDEFGHJLN'[place % 10]}Z"


def line(number: int, tip: int, which: int) -> tuple[str, int]:
    """Return the address of the Internet, and the source port, that a line of a person had at an event."""
    mixed = _drawn(number, f"line {tip} {which}")
    port = 49_152 + mixed % 16_000
    if mixed % 3 == 0:
        return f"2001:db8:{number:x}:{which + 1:x}::{mixed % 65_535 + 1:x}", port
    return f"{_RANGES[mixed % len(_RANGES)]}.{mixed // 7 % 254 + 1}", port


def picture(ref: str) -> str:
    """Return the digest that a tip reports: it is of no picture."""
    return hashlib.md5(f"no picture of {ref}".encode(), usedforsecurity=False).hexdigest()


def _drawn(number: int, what: str) -> int:
    return int.from_bytes(hashlib.sha256(f"{what} {number}".encode()).digest()[:6])


def _imei(number: int) -> str:
    """Return an IMEI of the test range 00 with its check digit (3GPP TS 23.003, annex B)."""
    body = f"0010170{number:07d}"
    total = sum(sum(divmod(int(digit) * (1 + place % 2), 10)) for place, digit in enumerate(body))
    return f"{body[:2]}-{body[2:8]}-{body[8:]}-{-total % 10}"
