"""The sections of a page: every field of the package, part by part."""

from understone.exchange.package import Identity, Package
from understone.exchange.package_terms import Verdict
from understone.exchange.rendering import words
from understone.exchange.rendering.blocks import Block, Bullets, Facts, Paragraph, Section, Table, Value, many, text
from understone.exchange.rendering.times import day, local_and_utc, utc

_NEVER = "not stated"


def sections(package: Package) -> tuple[Section, ...]:
    """Return all sections in reading order."""
    return (
        _identity(package),
        _children(package),
        _premises(package),
        _risk(package),
        _checks(package),
        _trust(package),
        _subject(package),
        _selectors(package),
        _referrals(package),
        _hashes(package),
        _handling(package),
    )


def _words(value: str) -> Value:
    return Value((value,))


def _table_or(
    absent: str, head: tuple[str, ...], widths: tuple[int, ...], rows: tuple[tuple[Value, ...], ...]
) -> Block:
    """Return the table, or a sentence that says what it means that there are no rows."""
    return Table(head, widths, rows) if rows else Paragraph(_words(absent))


def _subject(package: Package) -> Section:
    subject = package.subject
    return Section(
        "subject",
        "Subject",
        (
            Facts(
                (
                    ("Code", text(subject.code)),
                    ("Name", text(subject.name, "nobody is named")),
                    ("Date of birth", text(day(subject.dob) if subject.dob else None, "unknown")),
                    ("Also known as", many(subject.aliases, "no other name known")),
                    ("Addresses", many(subject.addresses, "none known")),
                )
            ),
        ),
    )


def _identity(package: Package) -> Section:
    parts = tuple(
        Section(f"identity-{number}", f"Resolution {number}", (_resolution(identity),))
        for number, identity in enumerate(package.identity, start=1)
    )
    absent = () if parts else (Paragraph(_words("No capture was resolved: nothing ties the selectors to a person.")),)
    return Section("identity", "How sure: identity", absent, parts)


def _resolution(identity: Identity) -> Facts:
    capture, lease, override = identity.capture, identity.lease, identity.override
    confidence = "no grade yet"
    if identity.confidence is not None:
        confidence = f"{identity.confidence}: {words.CONFIDENCE[identity.confidence]}"
    verdict = words.VERDICT[identity.verdict] if identity.verdict is not None else "not judged"
    rows = [
        ("Confidence", Value((confidence,), grave=identity.confidence is None or identity.confidence in "CDE")),
        ("Verdict", Value((verdict,), grave=identity.verdict in (Verdict.WARN, Verdict.BLOCK))),
        ("Findings", many(tuple(words.finding(code) for code in identity.findings), "none")),
        ("Corroborated by", many(identity.corroborators, "nothing")),
        ("Subscriber", text(identity.subscriber, "not named")),
        ("Provider", text(identity.provider)),
        ("Captured", text(capture.value, code=True)),
        ("Source port", _words("none given" if capture.port is None else str(capture.port))),
        ("Event", _words(capture.event.value)),
        (
            "Time",
            text(utc(capture.occurred_at))
            if capture.occurred_at
            else Value(("zone not certain: no time in UTC",), True),
        ),
        ("Time as written", text(capture.raw_time, _NEVER, code=True)),
        (
            "Address lease",
            _words(f"{utc(lease.start)} to {utc(lease.end) if lease.end else 'now'}" if lease else _NEVER),
        ),
    ]
    if override:
        rows += [
            ("Override until", Value((local_and_utc(override.until),), grave=True)),
            ("Override by", many((override.by1, override.by2))),
            ("Override because", text(override.reason)),
        ]
    return Facts(tuple(rows))


def _children(package: Package) -> Section:
    rows = tuple(
        (
            text(child.code),
            words.bool3(child.immediate, grave_yes=True),
            words.bool3(child.ccc),
            text(child.age_band, "unknown"),
            text(child.relation, "unknown"),
        )
        for child in package.children
    )
    head = ("Code", "At immediate risk", "In care, custody or control", "Age", "Relation to the subject")
    absent = "No child is known to this package. That does not say that there is none."
    return Section("children", "Children", (_table_or(absent, head, (15, 17, 23, 15, 30), rows),))


def _premises(package: Package) -> Section:
    parts = tuple(
        Section(
            f"premises-{number}",
            f"Place {number}",
            (
                Facts(
                    (
                        ("Address", text(place.address)),
                        ("Unit", text(place.unit, "none named")),
                        ("Several units", words.bool3(place.multi_unit)),
                        ("Children there", words.bool3(place.children)),
                        ("Source of that", text(place.children_source, "no source")),
                        ("UPRN", text(place.uprn, "unknown")),
                        ("District", text(place.lad, "unknown")),
                        ("Force area", _words(place.force)),
                    )
                ),
            ),
        )
        for number, place in enumerate(package.premises, start=1)
    )
    absent = () if parts else (Paragraph(_words("No premises are known.")),)
    return Section("premises", "Premises", absent, parts)


def _risk(package: Package) -> Section:
    risk = package.risk
    factors = tuple(
        (
            text(words.factor(factor.code)),
            text(factor.value, grave=factor.value == "unknown"),
            _words(str(factor.points)),
            many(factor.evidence, "none"),
        )
        for factor in risk.factors
    )
    facts = Facts(
        (
            ("Band", _words(words.BAND[risk.band])),
            ("Act by", _words(local_and_utc(risk.act_by))),
            ("Score", _words(str(risk.score))),
            ("Confirmed by", text(risk.confirmed_by, "no person has confirmed it", grave=risk.confirmed_by is None)),
            ("Reason", text(risk.reason)),
            (
                "Not known",
                many(tuple(words.factor(each) for each in risk.unknowns), "no factor is stated to be unknown"),
            ),
        )
    )
    table = _table_or("No factor is stated.", ("Factor", "Value", "Points", "Rests on"), (32, 18, 8, 42), factors)
    return Section("risk", "Risk", (facts, table))


def _checks(package: Package) -> Section:
    rows = tuple(
        (
            _words(words.CHECK[check.kind]),
            Value((words.RESULT[check.result],), grave=check.result.value != "none"),
            _words("–") if check.registered is None else words.bool3(check.registered),
            text(words.PRIOR[check.prior] if check.prior else None),
            _words(utc(check.asked_at)),
        )
        for check in package.checks
    )
    head = ("Record", "Answer", "Registered", "Past", "Asked")
    absent = "No record was asked. That says nothing about the subject."
    return Section("checks", "Checks", (_table_or(absent, head, (28, 20, 14, 16, 22), rows),))


def _trust(package: Package) -> Section:
    rows = tuple(
        (
            _words(words.TRUST[position.kind]),
            text(position.employer),
            words.bool3(position.current),
            Value((utc(position.verified_at),)) if position.verified_at else Value(("not verified",), grave=True),
            Value((utc(position.lado_at),)) if position.lado_at else Value(("NOT TOLD",), grave=True),
        )
        for position in package.trust
    )
    head = ("Position", "Where", "Current", "Verified", "Local authority officer told")
    absent = "No position of trust is known to this package."
    return Section("trust", "Positions of trust", (_table_or(absent, head, (18, 32, 12, 19, 19), rows),))


def _selectors(package: Package) -> Section:
    rows = tuple(
        (
            _words(words.spelt(selector.kind)),
            Value((*text(selector.normal).lines, *(f"as received: {t}" for t in many(selector.raw).lines)), code=True),
            _words(words.STRENGTH[selector.strength]),
            words.bool3(selector.verified),
            _words(utc(selector.first_seen) if selector.first_seen else _NEVER),
            _words(utc(selector.last_seen) if selector.last_seen else _NEVER),
        )
        for selector in package.selectors
    )
    head = ("Kind", "Identifier", "Strength", "Verified", "First seen", "Last seen")
    return Section(
        "selectors",
        "Identifiers",
        (_table_or("None is stated.", head, (11, 37, 11, 13, 14, 14), rows),),
    )


def _referrals(package: Package) -> Section:
    rows = tuple(
        (
            Value((referral.id, f"SHA-256 {referral.digest}"), code=True),
            _words(words.grade(referral.grade) if referral.grade else "not graded"),
            _words(utc(referral.received_at)),
        )
        for referral in package.referrals
    )
    links = tuple(
        (
            Value((link.referral_a, link.referral_b), code=True),
            Value((words.JUDGEMENT[link.judgement],), grave=link.judgement.value != "positive"),
            text(link.via),
            text(link.reason),
        )
        for link in package.links
    )
    return Section(
        "referrals",
        "What it rests on",
        (
            _table_or("No referral is named.", ("Referral", "Grade", "Received"), (48, 34, 18), rows),
            _table_or("No link is named.", ("Two referrals", "Judged", "Through", "Reason"), (40, 14, 22, 24), links),
        ),
    )


def _hashes(package: Package) -> Section:
    rows = tuple(
        (_words(each.algo.value), text(each.value, code=True), words.bool3(each.viewed_by_source))
        for each in package.hashes
    )
    head = ("Kind", "Value", "Viewed by the source")
    return Section("hashes", "Hashes of media", (_table_or("None is named.", head, (12, 68, 20), rows),))


def _handling(package: Package) -> Section:
    head, operation, contact = package.package, package.operation, package.contact
    return Section(
        "handling",
        "Handling and sender",
        (
            Facts(
                (
                    ("Marking", _words(package.handling.marking.value)),
                    ("Grade", _words(words.grade(package.handling.grade))),
                    ("Conditions", text(package.handling.conditions, "none")),
                    ("Operation", text(operation.name)),
                    ("Sender", text(operation.agency)),
                    ("Sender's contact", text(operation.contact)),
                    ("Person to ask", many((contact.name, contact.role))),
                    ("Telephone", text(contact.telephone)),
                    ("Out of hours", text(contact.out_of_hours)),
                    ("Package", Value((head.id,), code=True)),
                    ("Replaces", Value((head.supersedes,), code=True) if head.supersedes else _words("nothing")),
                    ("Valid until", _words(local_and_utc(head.valid_until) if head.valid_until else _NEVER)),
                )
            ),
            Bullets(
                (
                    _words(
                        "This page is made from package.json, which is signed. Where they differ, package.json holds."
                    ),
                    _words(
                        "A character that cannot be seen, or that could disguise text, is written as its code: \\u202e."
                    ),
                )
            ),
        ),
    )
