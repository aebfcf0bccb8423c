"""Kinds of selector and how strongly each ties referrals: `selectors.csv`, which the specification ships (§7)."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from understone.exchange.package_terms import Bool3, Strength


class SelectorKind(StrEnum):
    """What a selector identifies."""

    ACCOUNT = "account"
    EMAIL = "email"
    PHONE = "phone"
    DEVICE = "device"
    HANDLE = "handle"
    WALLET = "wallet"
    NAME_DOB = "name_dob"
    IP_PORT_TIME = "ip_port_time"
    ADDRESS = "address"
    ONION = "onion"


@dataclass(frozen=True, slots=True)
class Normal:
    """A normal form, for matching only: a request to a provider copies the capture's own characters.

    `confusable`: letters were changed for others, or scripts are mixed; such a selector never links automatically.
    """

    kind: SelectorKind
    normal: str
    strength: Strength
    confusable: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a value has no normal form. `kept` is a weak selector of the raw characters, where the table keeps one."""

    kind: SelectorKind
    value: str
    code: str
    reason: str
    kept: Normal | None = None


@cache
def strengths() -> Mapping[SelectorKind, tuple[Strength, Strength]]:
    """Return the strength of each kind, unverified and verified."""
    table = files(__package__).joinpath("selectors.csv").read_text(encoding="utf-8")
    return {
        SelectorKind(row["kind"]): (Strength(row["strength_unverified"]), Strength(row["strength_verified"]))
        for row in csv.DictReader(table.splitlines())
    }


def strength(kind: SelectorKind, verified: Bool3) -> Strength:
    """Return how strong a selector is. Whether its owner confirmed it must be known, not guessed."""
    unverified, confirmed = strengths()[kind]
    return confirmed if verified is Bool3.YES else unverified
