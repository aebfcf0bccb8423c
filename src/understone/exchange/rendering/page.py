"""What is told of a package and in which order: who, why, how sure, which child, by when, what is unknown; then all.

Nothing is left out: what the summary shortens stands in full below it. In the summary our own words come before free
text on a line, so that text from a tip cannot pass for them.
"""

from understone.exchange.package import Child, Identity, Package
from understone.exchange.package_terms import Band, Bool3, CheckKind, CheckResult, Letter, Verdict
from understone.exchange.rendering import words
from understone.exchange.rendering.blocks import Bullets, Facts, Page, Section, Value, lines, short
from understone.exchange.rendering.sections import sections
from understone.exchange.rendering.times import day, local_and_utc


def page(package: Package) -> Page:
    """Return the page of a package."""
    head, subject = package.package, package.subject
    name = f" {short(subject.name, 80)}" if subject.name else ""
    return Page(
        marking=package.handling.marking.value,
        kind=f"{words.KIND[head.kind]}, version {head.version}",
        title=f"{short(subject.code, 40)}{name}",
        identifier=head.id,
        summary=_summary(package),
        sections=sections(package),
    )


def _summary(package: Package) -> Section:
    rows = (
        ("Act by", _by_when(package)),
        ("Which child", _which_child(package)),
        ("Who", _who(package)),
        ("Why", _why(package)),
        ("How sure", _how_sure(package)),
        ("Valid until", _valid_until(package)),
        ("Ask", _ask(package)),
    )
    not_for = [line for sentence in package.limits.not_for for line in lines(sentence)]
    return Section(
        "summary",
        "In short",
        (Facts(rows),),
        (
            Section("unknown", "What is not known", (Bullets(tuple(Value((line,)) for line in unknowns(package))),)),
            Section(
                "not-for",
                "What it may not be used for",
                (
                    Bullets(
                        tuple(Value((line,)) for line in not_for) or (Value(("Nothing is stated: ask before use.",)),)
                    ),
                ),
            ),
        ),
    )


def _by_when(package: Package) -> Value:
    return Value(
        (
            local_and_utc(package.risk.act_by),
            words.BAND[package.risk.band] + ("" if package.risk.confirmed_by else "; not confirmed by a person"),
        ),
        grave=package.risk.band in (Band.VERY_HIGH, Band.HIGH, Band.UNKNOWN),
    )


def _valid_until(package: Package) -> Value:
    until = package.package.valid_until
    return Value((local_and_utc(until) if until else "no end is stated",))


def _which_child(package: Package) -> Value:
    if not package.children:
        told = ["No child is known to this package. That does not say that there is none."]
        told += [f"Premises: children {place.children.value}" for place in package.premises]
        none_there = all(place.children is Bool3.NO for place in package.premises)
        return Value(tuple(told), grave=not package.premises or not none_there)
    order = [Bool3.YES, Bool3.UNKNOWN, Bool3.NO]
    children = sorted(package.children, key=lambda child: order.index(child.immediate))
    return Value(tuple(_child(child) for child in children), grave=children[0].immediate is not Bool3.NO)


def _child(child: Child) -> str:
    risk = {
        Bool3.YES: "AT IMMEDIATE RISK",
        Bool3.UNKNOWN: "Immediate risk UNKNOWN",
        Bool3.NO: "Not at immediate risk",
    }[child.immediate]
    care = {
        Bool3.YES: "in the subject's care, custody or control",
        Bool3.UNKNOWN: "care, custody or control unknown",
        Bool3.NO: "not in the subject's care, custody or control",
    }[child.ccc]
    told = f"{risk}; {care}: {short(child.code, 40)}"
    told += f", aged {short(child.age_band, 40)}" if child.age_band else ", age unknown"
    return told + (f", relation: {short(child.relation)}" if child.relation else ", relation unknown")


def _who(package: Package) -> Value:
    subject = package.subject
    told = [short(subject.name)] if subject.name else ["Nobody is named: a code only"]
    told.append(f"born {day(subject.dob)}" if subject.dob else "date of birth unknown")
    told += [f"address: {short(address)}" for address in subject.addresses]
    best = min((identity.confidence for identity in package.identity if identity.confidence), default=None)
    doubtful = subject.name is not None and best == Letter.C
    return Value(tuple(["CAUTION: the name rests on confidence C at best"] * doubtful + told), grave=doubtful)


def _why(package: Package) -> Value:
    told = [words.ASKED[package.package.kind]]
    told += (
        [f"Reason: {short(package.risk.reason, 400)}"]
        if package.risk.reason
        else ["No reason was written with the risk band."]
    )
    sources = len(package.referrals)
    told.append(
        f"It rests on {sources} {'referral' if sources == 1 else 'referrals'}. {_contradictions(package)}".strip()
    )
    return Value(tuple(told))


def _contradictions(package: Package) -> str:
    negative = sum(link.judgement.value == "negative" for link in package.links)
    if not negative:
        return ""
    return (
        f"CAUTION: {negative} {'link' if negative == 1 else 'links'} between them judged to be two different persons."
    )


def _how_sure(package: Package) -> Value:
    if not package.identity:
        return Value(("No grade: nothing ties the selectors to a line or a person yet.",), grave=True)
    told = [line for identity in package.identity for line in (_sureness(identity), *_findings(identity))]
    if any(identity.verdict is Verdict.BLOCK for identity in package.identity):
        told.insert(0, "CAUTION: at least one resolution is blocked. Read all of them before you act.")
    sure = any(identity.confidence is not None and identity.confidence in "AB" for identity in package.identity)
    blocked = any(identity.verdict is Verdict.BLOCK for identity in package.identity)
    return Value(tuple(told), grave=blocked or not sure)


def _sureness(identity: Identity) -> str:
    grade = "no grade"
    if identity.confidence is not None:
        grade = f"Confidence {identity.confidence}, {words.CONFIDENCE[identity.confidence]}"
    verdict = words.VERDICT[identity.verdict] if identity.verdict is not None else "not judged"
    override = f"; overridden until {local_and_utc(identity.override.until)}" if identity.override else ""
    told = f"{grade}; {verdict}{override}"
    return f"{told}: {short(identity.capture.value, 60)}"


def _findings(identity: Identity) -> list[str]:
    """Return what was found against it, in words."""
    return [f"– {words.finding(code)}" for code in identity.findings]


def _ask(package: Package) -> Value:
    contact = package.contact
    return Value(
        (
            f"{short(contact.telephone, 40)}: {short(contact.name)}, {short(contact.role)}",
            f"out of hours: {short(contact.out_of_hours, 40)}",
        )
    )


def unknowns(package: Package) -> tuple[str, ...]:
    """Return every gap: those the package states, and those that its own fields show."""
    told = [line for sentence in package.limits.not_known for line in lines(sentence)]
    bare = [words.factor(each) for each in package.risk.unknowns if each in words.FACTOR]
    told += [f"Risk, no answer: {'; '.join(bare)}"] if bare else []
    said = [words.factor(each) for each in package.risk.unknowns if each not in words.FACTOR]
    told += [f"Risk, no answer: {line}" for each in said for line in lines(each)]
    told += [
        f"{words.CHECK[check.kind]}: asked, no answer"
        for check in package.checks
        if check.result is CheckResult.UNKNOWN
    ]
    asked = {check.kind for check in package.checks}
    missing = [words.CHECK[kind] for kind in CheckKind if kind not in asked]
    told += [f"Not checked: {', '.join(missing)}"] if missing else []
    ungraded = sum(identity.confidence is None for identity in package.identity)
    told += [f"Identity: {ungraded} of {len(package.identity)} captures without a grade"] if ungraded else []
    told += [] if package.identity else ["Identity: no capture was resolved"]
    told += [] if package.premises else ["Premises: none known"]
    for place in package.premises:
        told += ["Premises: whether children live there is not known"] if place.children is Bool3.UNKNOWN else []
    for child in package.children:
        told += [f"Child {short(child.code, 40)}: {gap} not known" for gap in _gaps(child)]
    told += [] if package.children else ["Children: none is known; that does not say that there is none"]
    return tuple(told)


def _gaps(child: Child) -> list[str]:
    gaps = ["immediate risk"] if child.immediate is Bool3.UNKNOWN else []
    gaps += ["care, custody or control"] if child.ccc is Bool3.UNKNOWN else []
    return gaps + ([] if child.age_band else ["age"]) + ([] if child.relation else ["relation"])


__all__ = ["page", "unknowns"]
