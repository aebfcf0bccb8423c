"""What the operation knows of a source: how its tips are read, and the country of its national numbers.

Kept with the partner as plain JSON: `format`, `mapping` (the mapping file's text), `country`, `services`, and `test`:
what comes of a source in test is taken in, linked and graded, and goes to no force.
"""

import re
from collections.abc import Mapping
from typing import Any, cast, get_args

from understone.operation.access.context import turnable
from understone.operation.errors import InputRefused
from understone.operation.organisations.models import Organisation
from understone.operation.referrals.formats import FormatName, SourceSettings, read_mapping
from understone.operation.referrals.storing import Source

_COUNTRY = re.compile(r"[A-Z]{2}")


def as_stored(
    code: str,
    *,
    format: str | None = None,
    mapping: str | None = None,
    country: str | None = None,
    services: Mapping[str, str] | None = None,
    test: bool = False,
) -> dict[str, Any]:
    """Return a source's settings as they are kept, checked. Raises `InputRefused`, `MappingError`."""
    if format is not None and format not in get_args(FormatName):
        raise InputRefused(code, f"no format is called {format}", f"choose one of {', '.join(get_args(FormatName))}")
    if format == "mapped" and mapping is None:
        raise InputRefused(
            code, "a mapped source needs its mapping", "give the mapping file: docs/how-to/map-a-source.md"
        )
    if country is not None and not _COUNTRY.fullmatch(country):
        raise InputRefused(code, f"{country!r} is no country", "give its two capital letters (ISO 3166), such as GB")
    if mapping is not None:
        read_mapping(mapping, f"the mapping of {code}")
    return {"format": format, "mapping": mapping, "country": country, "services": dict(services or {}), "test": test}


def settings(organisation: Organisation) -> SourceSettings:
    """Return how to read the tips of a source."""
    kept = organisation.source or {}
    text = kept.get("mapping")
    return SourceSettings(
        organisation.code,
        cast(FormatName | None, kept.get("format")),
        None if text is None else read_mapping(text, f"the mapping of {organisation.code}"),
        kept.get("country"),
        kept.get("services") or None,
    )


def source(organisation: Organisation) -> Source:
    """Return the source for intake. Addresses for documentation pass only where the clock can be turned, too."""
    return Source(organisation, (organisation.source or {}).get("country"), documentation=turnable())


def in_test(organisation: Organisation) -> bool:
    """Tell whether a source only tries out its way to us: nobody in its tips exists."""
    return bool((organisation.source or {}).get("test"))


def named(code: str) -> Organisation:
    """Return the partner of this code. Raises `InputRefused`, with the codes that there are."""
    partners = Organisation.objects.filter(kind=Organisation.Kind.PARTNER)
    found = partners.filter(code=code).first()
    if found is None:
        known = ", ".join(partners.order_by("code").values_list("code", flat=True)[:20]) or "there is none yet"
        raise InputRefused(
            code, "no source has this code", f"sources: {known}; `understone operation organisation add`"
        )
    return found
