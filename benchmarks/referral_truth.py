"""Generated referrals whose truth is known: who each is really about. Every person is invented; a seed fixes them all.

2.5 referrals a person (geometric). A verified e-mail, a verified phone and a device each stand in `VERIFIED` of the
referrals: that reading of "40 % with a verified e-mail, phone or device" gives about the recall on these alone (0.48)
that the design measured. With `thin` 40 % of the referrals carry one of the three. Others carry an e-mail or a phone as
somebody typed it. 10 % of the addresses are a carrier's (CGNAT: few addresses, everybody behind them). 3 % of the names
on services were somebody else's before. 30 % of the people use their name on other services too, the others have
another name on each. 10 % of the referrals carry a detail of somebody in the same household. 5 % have a typing error.
Telephone numbers are reserved ones with more digits behind them (the range holds a thousand, too few here), postcodes
of the area ZZ, which there is not.
"""

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from understone.exchange.package_terms import Strength
from understone.operation.linking.nodes import Carried, Node, SelectorKey
from understone.operation.selectors.kinds import Normal, SelectorKind
from understone.operation.selectors.look_alikes import look_alikes

SERVICES = ("examplechat", "examplegames", "exampleforum", "examplephotos", "examplevideo")
VERIFIED = 0.4
FROM = datetime(2026, 4, 1, tzinfo=UTC)
_S, _M, _W = Strength.S, Strength.M, Strength.W


@dataclass(slots=True)
class Person:
    """An invented person, and what belongs to nobody else but by recycling or a shared home."""

    number: int
    given: str
    family: str
    born: str
    household: int
    emails: tuple[str, ...]
    phone: str
    device: str
    handles: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Generated:
    """One referral: who it is about, and what it says. `typed` is what a table for Splink holds."""

    person: int
    node: Node
    given: str | None
    family: str | None
    born: str | None
    postcode: str | None
    email: str | None
    phone: str | None
    handle: str | None
    device: str | None


def generated(size: int, seed: int = 1, *, shared_devices: bool = False, thin: bool = False) -> Iterator[Generated]:
    """Yield `size` referrals in random order. With `shared_devices` a detail of the household may be its tablet too."""
    draw = random.Random(seed)
    people = _people(draw, size)
    turns: list[int] = []
    for person in people:
        turns.extend([person.number] * _referrals(draw))
        if len(turns) >= size:
            break
    del turns[size:]
    draw.shuffle(turns)
    homes: dict[int, list[Person]] = {}
    for person in people:
        homes.setdefault(person.household, []).append(person)
    for number, turn in enumerate(turns):
        yield _referral(
            draw, number, people[turn], homes[people[turn].household], shared_devices=shared_devices, thin=thin
        )


def _referrals(draw: random.Random) -> int:
    """Return how often somebody is reported: geometric from 1 up, 2.5 on average, at most 30."""
    count = 1
    while count < 30 and draw.random() < 0.6:
        count += 1
    return count


def _names(draw: random.Random, count: int, syllables: int) -> list[str]:
    found: set[str] = set()
    while len(found) < count:
        found.add("".join(draw.choice("bdfglmnprstvz") + draw.choice("aeiou") for _ in range(syllables)) + "n")
    return sorted(found)


def _people(draw: random.Random, size: int) -> list[Person]:
    """Return more than enough people for `size` referrals. Some names are common, most are not."""
    givens, families = _names(draw, 400, 2), _names(draw, 5000, 3)
    people: list[Person] = []
    taken: dict[str, list[str]] = {service: [] for service in SERVICES}
    names: set[str] = set()
    household, left = 0, 0
    for number in range(int(size / 2.5 * 1.05) + 20):
        given = givens[min(int(draw.expovariate(1 / 80)), 399)]
        family = families[min(int(draw.expovariate(1 / 900)), 4999)]
        born = (date(1950, 1, 1) + timedelta(days=draw.randrange(20_000))).isoformat()
        if not left:
            household, left = household + 1, draw.choice((1, 1, 2, 2, 3, 4))
        left -= 1
        mailbox = f"{given}{draw.choice(('', '.', '_'))}{family}{draw.randrange(10_000)}"
        emails = (f"{mailbox}@example.org", f"{family[:4]}{number}@example.com")
        if draw.random() < 0.2:  # the same mailbox, as many providers see it, with a tag
            emails = (emails[0], f"{mailbox}+x{draw.randrange(10)}@example.org")
        device = f"ANDROID:{draw.getrandbits(64):016X}"
        phone = f"+447700900{draw.randrange(1000):03d}{number:07d}"
        person = Person(number, given, family, born, household, emails, phone, device)
        everywhere = draw.random() < 0.3
        own = f"{given[:4]}{family}{draw.randrange(100_000)}"
        for service in SERVICES:
            handle = own if everywhere else f"{draw.choice((given, family))}{draw.randrange(10**7)}"
            if taken[service] and draw.random() < 0.03:
                handle = draw.choice(taken[service])
            elif f"{service}/{handle}" in names:
                handle = f"{handle}{number}"
            names.add(f"{service}/{handle}")
            taken[service].append(handle)
            person.handles[service] = handle
        people.append(person)
    return people


def _slip(draw: random.Random, text: str) -> str:
    """Return the text with one letter wrong, missing, or exchanged with its neighbour."""
    place = draw.randrange(max(1, len(text.partition("@")[0]) - 1))
    kind = draw.randrange(3)
    if kind == 0:
        return text[:place] + draw.choice("abcdefgh" if text[place].isalpha() else "0123456789") + text[place + 1 :]
    if kind == 1:
        return text[:place] + text[place + 1 :]
    return text[:place] + text[place : place + 2][::-1] + text[place + 2 :]


def _referral(
    draw: random.Random, number: int, person: Person, home: list[Person], *, shared_devices: bool, thin: bool
) -> Generated:
    """Return one referral about a person, in the proportions that the module states."""
    service = SERVICES[0] if draw.random() < 0.4 else draw.choice(SERVICES)
    handle = person.handles[service] if draw.random() < 0.7 else None
    said = draw.random() < 0.55
    given, family = (person.given, person.family) if said else (None, None)
    born = person.born if said and draw.random() < 0.6 else None
    postcode = f"ZZ{person.household % 99 + 1} {person.household // 99 % 10}" if draw.random() < 0.3 else None
    postcode = postcode and f"{postcode}{_pair(person.household // 990)}"
    email = draw.choices(person.emails, (3, 1))[0] if draw.random() < 0.3 else None
    phone = person.phone if draw.random() < 0.2 else None
    device = None
    if thin:
        sure = {draw.choice(("email", "phone", "device"))} if draw.random() < VERIFIED else set()
    else:
        sure = {kind for kind in ("email", "phone", "device") if draw.random() < VERIFIED}
    if "email" in sure:
        email = draw.choices(person.emails, (3, 1))[0]
    if "phone" in sure:
        phone = person.phone
    if "device" in sure:
        device = person.device

    others = [other for other in home if other is not person]
    if others and draw.random() < 0.1 * 13 / 11:  # 2 of 13 people live alone: nobody's detail could be carried
        other = draw.choice(others)
        detail = draw.choice(("email", "phone", "handle", *(("device",) if shared_devices else ())))
        if detail == "email" and "email" not in sure:
            email = other.emails[0]
        elif detail == "phone" and "phone" not in sure:
            phone = other.phone
        elif detail == "device":
            device = other.device
        else:
            handle = other.handles[service]
    elif draw.random() < 0.05 / 0.9:
        typed = {"given": given, "family": family, "email": email, "phone": phone, "handle": handle}
        slip = draw.choice([kind for kind, value in typed.items() if value and kind not in sure] or ["none"])
        given = _slip(draw, given) if slip == "given" and given else given
        family = _slip(draw, family) if slip == "family" and family else family
        email = _slip(draw, email) if slip == "email" and email and "email" not in sure else email
        phone = phone[:-2] + _slip(draw, phone[-2:]) if slip == "phone" and phone and "phone" not in sure else phone
        handle = _slip(draw, handle) if slip == "handle" and handle else handle

    at = FROM + timedelta(seconds=draw.randrange(182 * 86_400))
    carrier = draw.random() < 0.1
    ip = (
        f"203.0.113.{draw.randrange(256)}"
        if carrier
        else f"2001:db8:{person.household >> 16:x}:{person.household & 0xFFFF:x}::1"
    )
    items: list[Normal] = [Normal(SelectorKind.IP_PORT_TIME, f"{ip}/-/{at:%Y-%m-%dT%H:%M:%SZ}", _W)]
    if handle:
        items.append(Normal(SelectorKind.HANDLE, f"{service}/{handle}", _M))
    if email:
        items.append(Normal(SelectorKind.EMAIL, email, _S if "email" in sure else _M))
    if phone:
        items.append(Normal(SelectorKind.PHONE, phone, _S if "phone" in sure else _M))
    if device:
        items.append(Normal(SelectorKind.DEVICE, device, _S))
    if given and family and born:
        items.append(Normal(SelectorKind.NAME_DOB, f"{' '.join(sorted((given, family)))};{born}", _M))
    if postcode:
        items.append(Normal(SelectorKind.ADDRESS, f"{postcode.replace(' ', '')}/{person.household % 200 + 1}/-", _W))
    node = Node(
        hashlib.sha256(b"%d" % number).digest(),
        carried_by(items),
        given=(given,) if given else (),
        family=(family,) if family else (),
        born=(born,) if born else (),
        born_verified=(born,) if born and draw.random() < 0.2 else (),
    )
    typed_handle = f"{service}/{handle}" if handle else None
    return Generated(person.number, node, given, family, born, postcode, email, phone, typed_handle, device)


def carried_by(selectors: list[Normal]) -> tuple[Carried, ...]:
    """Return what a node carries: its selectors, and what they look like."""
    found = [Carried(SelectorKey(s.kind.value, s.normal), s.strength, s.confusable) for s in selectors]
    found.extend(Carried(SelectorKey(*alike), _W) for selector in selectors for alike in look_alikes(selector))
    return tuple(found)


def _pair(number: int) -> str:
    """Return two letters for a number."""
    return chr(65 + number // 26 % 26) + chr(65 + number % 26)
