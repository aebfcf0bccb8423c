"""A copy of a package for disclosure: what identifies others than the subject is masked, the layout stays.

Others are the children, whoever holds the line, officers, employers. What the fields name of them is masked in every
sentence too, and so is each e-mail address, telephone number, internet address and postcode that is not the subject's
own. A person reads the copy before it goes: a name that stands in a sentence alone is found by nobody else.
"""

import re
from dataclasses import dataclass, replace

from understone.exchange.package import Child, Identity, Package, Premises, Risk

MASK = "[masked]"
NOTICE = "Copy for disclosure: what identifies others than the subject is masked."

_IDENTIFIER = re.compile(
    r"[\w.+-]+@[\w.-]+\.\w+"  # an e-mail address
    r"|(?<![\w.:])(?:\d{1,3}\.){3}\d{1,3}(?:[:/]\d+)?"  # IPv4, perhaps with its port
    r"|(?<![\w:])(?:[0-9a-fA-F]{1,4}:){2,}[0-9a-fA-F:]*"  # IPv6
    r"|(?<![\w+])(?:\+|0)\d(?:[ -]?\d){8,13}(?!\d)"  # a telephone number
    r"|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b"  # a postcode
)


@dataclass(frozen=True, slots=True)
class _Known:
    """The subject's own identifiers as they are compared, and the names of others that fields give, longest first."""

    own: frozenset[str]
    others: tuple[str, ...]

    def text(self, written: str) -> str:
        """Return a sentence with others masked."""
        for name in self.others:
            written = written.replace(name, MASK)
        return _IDENTIFIER.sub(lambda found: found.group() if _comparable(found.group()) in self.own else MASK, written)

    def texts(self, written: tuple[str, ...]) -> tuple[str, ...]:
        """Return sentences with others masked."""
        return tuple(self.text(each) for each in written)

    def maybe(self, written: str | None) -> str | None:
        """Return a sentence, if there is one, with others masked."""
        return None if written is None else self.text(written)


def redacted(package: Package) -> Package:
    """Return the package with others masked; it still follows its schema, and both views can be made of it."""
    known = _Known(_own(package), _others(package))
    handling, limits = package.handling, package.limits
    not_for = tuple(each for each in limits.not_for if each != NOTICE)
    return replace(
        package,
        operation=replace(package.operation, contact=MASK),
        handling=replace(handling, conditions=known.maybe(handling.conditions)),
        identity=tuple(_identity(each, known) for each in package.identity),
        risk=_risk(package.risk, known),
        trust=tuple(replace(each, employer=MASK) for each in package.trust),
        premises=tuple(_premises(each, known) for each in package.premises),
        children=tuple(_child(each) for each in package.children),
        links=tuple(replace(each, reason=known.text(each.reason)) for each in package.links),
        contact=replace(package.contact, name=MASK, telephone=MASK, out_of_hours=MASK),
        limits=replace(limits, not_known=known.texts(limits.not_known), not_for=(NOTICE, *known.texts(not_for))),
    )


def _own(package: Package) -> frozenset[str]:
    subject = package.subject
    found = [each.normal for each in package.selectors]
    found += [raw for each in package.selectors for raw in each.raw]
    found += [each.capture.value for each in package.identity]
    found += [*subject.addresses, *subject.aliases]
    return frozenset(_comparable(part) for text in found for part in (text, *_IDENTIFIER.findall(text)))


def _others(package: Package) -> tuple[str, ...]:
    found = [package.contact.name, package.risk.confirmed_by]
    found += [each.code for each in package.children]
    found += [each.employer for each in package.trust]
    for identity in package.identity:
        found.append(identity.subscriber)
        if identity.override is not None:
            found += [identity.override.by1, identity.override.by2]
    own = {package.subject.code, package.subject.name, MASK}
    return tuple(sorted({each for each in found if each is not None and each not in own}, key=len, reverse=True))


def _comparable(text: str) -> str:
    """Return text without its blanks and hyphens; a British number with its country."""
    bare = re.sub(r"[ -]", "", text).casefold()
    return f"+44{bare[1:]}" if re.fullmatch(r"0\d{9,10}", bare) else bare


def _identity(identity: Identity, known: _Known) -> Identity:
    override = identity.override
    return replace(
        identity,
        subscriber=None if identity.subscriber is None else MASK,
        corroborators=known.texts(identity.corroborators),
        override=None
        if override is None
        else replace(override, by1=f"{MASK} 1", by2=f"{MASK} 2", reason=known.text(override.reason)),
    )


def _risk(risk: Risk, known: _Known) -> Risk:
    return replace(
        risk,
        factors=tuple(replace(each, evidence=known.texts(each.evidence)) for each in risk.factors),
        unknowns=known.texts(risk.unknowns),
        confirmed_by=None if risk.confirmed_by is None else MASK,
        reason=known.maybe(risk.reason),
    )


def _premises(place: Premises, known: _Known) -> Premises:
    return replace(place, children_source=known.maybe(place.children_source))


def _child(child: Child) -> Child:
    return replace(child, code=MASK, relation=None if child.relation is None else MASK)
