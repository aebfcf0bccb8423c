"""The closed lists of words that a package uses (specification §4 and §11), each as the JSON holds it."""

from enum import StrEnum


class Bool3(StrEnum):
    """A fact that may not be known."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class PackageKind(StrEnum):
    """What the force is asked for."""

    ENFORCEMENT = "enforcement"
    DEVELOPMENT = "development"


class Marking(StrEnum):
    """The protective marking."""

    OFFICIAL = "OFFICIAL"
    OFFICIAL_SENSITIVE = "OFFICIAL-SENSITIVE"


class Letter(StrEnum):
    """Five steps from A (best) to E: intelligence assessment, identity confidence."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"


class HandlingCode(StrEnum):
    """Lawful sharing permitted (P), or with conditions (C)."""

    P = "P"
    C = "C"


class Strength(StrEnum):
    """How strongly a selector ties referrals: strong, medium, weak."""

    S = "S"
    M = "M"
    W = "W"


class EventKind(StrEnum):
    """What happened at the capture."""

    LOGIN = "login"
    REGISTRATION = "registration"
    UPLOAD = "upload"
    PURCHASE = "purchase"
    OTHER = "other"
    UNKNOWN = "unknown"


class Verdict(StrEnum):
    """What the findings on an identity allow."""

    OK = "ok"
    WARN = "warn"
    BLOCK = "block"


class Band(StrEnum):
    """The risk band; unknown means not assessed, and is acted on as high."""

    VERY_HIGH = "very_high"
    HIGH = "high"
    UNKNOWN = "unknown"
    MEDIUM = "medium"
    LOW = "low"


class CheckKind(StrEnum):
    """Which record was asked."""

    PNC = "pnc"
    PND = "pnd"
    REGISTER = "register"
    LOCAL = "local"
    PUBLIC_OFFICE = "public_office"


class CheckResult(StrEnum):
    """What the record answered; an answer of unknown is not an answer of none."""

    MATCH = "match"
    NONE = "none"
    UNKNOWN = "unknown"


class Prior(StrEnum):
    """What is known of the subject's past."""

    NONE = "none"
    INTELLIGENCE = "intelligence"
    ARREST = "arrest"
    CONVICTION = "conviction"


class TrustKind(StrEnum):
    """A position of trust."""

    TEACHER = "teacher"
    DOCTOR = "doctor"
    SCOUT_LEADER = "scout_leader"
    CARE_WORKER = "care_worker"
    FORMER_OFFICER = "former_officer"
    SERVING_OFFICER = "serving_officer"
    OTHER = "other"


class Judgement(StrEnum):
    """What was judged of two referrals: one person, two persons, not sure."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    UNSURE = "unsure"


class HashAlgorithm(StrEnum):
    """The kind of a hash."""

    MD5 = "md5"
    SHA1 = "sha1"
    SHA256 = "sha256"
    PDQ = "pdq"
    PHOTODNA = "photodna"
