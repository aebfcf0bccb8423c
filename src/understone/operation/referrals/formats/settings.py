"""What the operator's table of sources says of one source, as far as reading its tips needs it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from understone.operation.referrals.formats.mapping import SourceMapping

FormatName = Literal["cybertip-json", "cybertip-xml", "mapped"]


@dataclass(frozen=True, slots=True)
class SourceSettings:
    """How to read one source. `format` None: detect it by content, and take the mapping for what is not XML.

    `country` (ISO 3166, two letters) is that of national telephone numbers of this source. `services` holds services by
    name as the source writes them; a platform's name stands there only where it has one service: an account number
    without a service is then of that one. Without an entry it stays without a service, since two services of one
    company may give the same number to two people.
    """

    name: str
    format: FormatName | None = None
    mapping: SourceMapping | None = None
    country: str | None = None
    services: Mapping[str, str] | None = field(default=None)
