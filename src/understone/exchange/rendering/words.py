"""The words for what a package holds as codes."""

import csv
from functools import cache
from importlib import resources

from understone.exchange.package import Grade
from understone.exchange.package_terms import (
    Band,
    Bool3,
    CheckKind,
    CheckResult,
    HandlingCode,
    Judgement,
    Letter,
    PackageKind,
    Prior,
    Strength,
    TrustKind,
    Verdict,
)
from understone.exchange.rendering.blocks import Value

KIND = {PackageKind.ENFORCEMENT: "Enforcement package", PackageKind.DEVELOPMENT: "Development package"}

ASKED = {
    PackageKind.ENFORCEMENT: "You are asked to act on it.",
    PackageKind.DEVELOPMENT: "You are asked to find out more. It grounds no search and no arrest.",
}

BAND = {
    Band.VERY_HIGH: "VERY HIGH risk",
    Band.HIGH: "HIGH risk",
    Band.UNKNOWN: "NOT ASSESSED: too much is unknown. Act as for high risk",
    Band.MEDIUM: "Medium risk",
    Band.LOW: "Low risk",
}

VERDICT = {
    Verdict.OK: "no objection",
    Verdict.WARN: "use with its warnings",
    Verdict.BLOCK: "blocked: may not be relied on",
}

CONFIDENCE = {
    Letter.A: "a name may rest on it",
    Letter.B: "a name may rest on it",
    Letter.C: "a name may be used with the warnings beside it; a search needs an override",
    Letter.D: "names nobody and grounds no search",
    Letter.E: "not to be used",
}

CHECK = {
    CheckKind.PNC: "Police National Computer",
    CheckKind.PND: "Police National Database",
    CheckKind.REGISTER: "Sex offender register",
    CheckKind.LOCAL: "Local records",
    CheckKind.PUBLIC_OFFICE: "Public office",
}

RESULT = {CheckResult.MATCH: "match", CheckResult.NONE: "no record", CheckResult.UNKNOWN: "no answer: unknown"}

PRIOR = {
    Prior.NONE: "none",
    Prior.INTELLIGENCE: "intelligence",
    Prior.ARREST: "arrest",
    Prior.CONVICTION: "conviction",
}

TRUST = {
    TrustKind.TEACHER: "teacher",
    TrustKind.DOCTOR: "doctor",
    TrustKind.SCOUT_LEADER: "scout leader",
    TrustKind.CARE_WORKER: "care worker",
    TrustKind.FORMER_OFFICER: "former police officer",
    TrustKind.SERVING_OFFICER: "serving police officer",
    TrustKind.OTHER: "other position of trust",
}

STRENGTH = {Strength.S: "strong", Strength.M: "medium", Strength.W: "weak"}

JUDGEMENT = {
    Judgement.POSITIVE: "one person",
    Judgement.NEGATIVE: "TWO DIFFERENT PERSONS",
    Judgement.UNSURE: "not sure",
}

FACTOR = {
    "R1": "Children in the household or family",
    "R2": "Other access to children",
    "R3": "Position of trust",
    "R4": "Indicator of a contact offence",
    "R5": "Registered sex offender",
    "R6": "Prior record relevant to children",
    "R7": "Approaches to a child online",
    "R8": "Material a child was pressed to make",
    "R9": "Age of the last event",
    "R10": "Number of known items reported",
    "R11": "Possibly first-generation material",
    "R12": "Travel with access to children",
    "immediate": "A child at immediate risk",
}

_SOURCE = {1: "reliable", 2: "untested", 3: "not reliable"}
_INTEL = {
    Letter.A: "known directly to the source",
    Letter.B: "known indirectly, corroborated",
    Letter.C: "known indirectly",
    Letter.D: "not known",
    Letter.E: "suspected to be false",
}
_HANDLING = {HandlingCode.P: "lawful sharing permitted", HandlingCode.C: "lawful sharing permitted with conditions"}


def grade(given: Grade) -> str:
    """Return the 3x5x2 grade as its code and in words."""
    code = f"{given.source_eval}{given.intel}{given.handling}"
    return f"{code}: source {_SOURCE[given.source_eval]}; {_INTEL[given.intel]}; {_HANDLING[given.handling]}"


def bool3(answer: Bool3, *, grave_yes: bool = False) -> Value:
    """Return yes, no or unknown; unknown is to be seen at a glance, and yes where it is what matters."""
    if answer is Bool3.UNKNOWN:
        return Value(("UNKNOWN",), grave=True)
    return Value(
        (answer.value.upper() if grave_yes and answer is Bool3.YES else answer.value,),
        grave=grave_yes and answer is Bool3.YES,
    )


@cache
def _meanings() -> dict[str, str]:
    text = resources.files("understone.exchange.rendering").joinpath("finding_meanings.csv").read_text("utf-8")
    return {row["code"]: row["meaning"] for row in csv.DictReader(text.splitlines())}


def finding(code: str) -> str:
    """Return what a finding on an identity means, in words; one that is not known here, its code word spelt out."""
    meaning = _meanings().get(code)
    return f"{spelt(code)}: {meaning}" if meaning else spelt(code)


def spelt(code: str) -> str:
    """Return a code word as words: `single_event_only` → `single event only`."""
    return code.replace("_", " ")


def factor(said: str) -> str:
    """Return a factor in words: `R5` or `R5: what is missing` with the name before it; any other text as it is."""
    name = FACTOR.get(said.split(":", maxsplit=1)[0].strip())
    return said if name is None else f"{name}, {said}"
