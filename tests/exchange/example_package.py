"""Invented packages: rich, thin, contradictory and hostile. Nobody in them exists; every identifier is reserved.

Plain JSON values, so that a test can change one and read it with `package.from_json`.
"""

import copy
import hashlib
from typing import Any

MET = "E23000001"
KENT = "E23000032"
ID = "0192a000-0000-7000-8000-{:012d}"
SHA256_OF_NOTHING = hashlib.sha256(b"").hexdigest()

HOSTILE = (
    '<script>alert(1)</script>\u202egnp.exe\u2066 #import "x": $y$ `r` \\u{41} {{ 7*7 }} </style>\x1b[31m\x00\n'
    "Confidence: A " + "W" * 400 + " e" + "\u0301" * 60 + " \u5b57 \u05d0\u05d1 \u0639 &amp; -->"
)
"""Text that tries to break or fake a page: markup of HTML, CSS, Jinja and Typst, bidi overrides, controls, length."""


def strong() -> dict[str, Any]:
    """Return a rich enforcement package, confidence B, a child at immediate risk."""
    return {
        "schema": "understone/package/1",
        "package": {
            "id": ID.format(2),
            "version": 2,
            "kind": "enforcement",
            "supersedes": ID.format(1),
            "valid_until": "2026-11-13T12:00:00Z",
        },
        "operation": {
            "name": "Operation Example",
            "agency": "Example National Agency",
            "contact": "duty officer, 07700 900001, duty@agency.example.org",
        },
        "handling": {
            "marking": "OFFICIAL-SENSITIVE",
            "grade": {"source_eval": 1, "intel": "B", "handling": "C"},
            "conditions": "Not to be shared outside the receiving force.\nNot to be put to the subject in interview.",
        },
        "subject": {
            "code": "S-118",
            "name": "Zoë Example-Test",
            "dob": "1981-03-02",
            "aliases": ["Sam Example", "Зоя Пример"],
            "addresses": ["Flat 2, 14 Example Street, Exampleton, ZZ99 3VZ"],
        },
        "selectors": [
            _selector("account", "examplechat/00417-A", ["Example Chat id 00417-A"], "yes", "S"),
            _selector("email", "a.k+x@xn--bcher-kva.example", ["A.K+x@BÜCHER.example"], "no", "M"),
            _selector("phone", "+447700900123", ["07700 900123"], "unknown", "M"),
            _selector(
                "ip_port_time", "198.51.100.7/51234/2026-10-14T20:07:33Z", ["198.51.100.7:51234"], "unknown", "W"
            ),
        ],
        "identity": [
            {
                "capture": {
                    "value": "198.51.100.7",
                    "port": 51234,
                    "occurred_at": "2026-10-14T20:07:33Z",
                    "raw_time": "2026-10-14T21:07:33+01:00",
                    "event": "upload",
                },
                "provider": "Example Broadband",
                "lease": {"start": "2026-10-01T02:00:00Z", "end": "2026-10-20T02:00:00Z"},
                "subscriber": "Z. Example-Test, Flat 2, 14 Example Street",
                "findings": ["not_sole_adult", "clock_unchecked"],
                "corroborators": ["verified telephone +447700900123, Example Mobile, 16 October 2026"],
                "verdict": "ok",
                "confidence": "B",
                "override": None,
            },
            {
                "capture": {
                    "value": "2001:db8::17",
                    "port": None,
                    "occurred_at": None,
                    "raw_time": "14/10/2026 21:07",
                    "event": "login",
                },
                "provider": "Example Broadband",
                "lease": None,
                "subscriber": None,
                "findings": [],
                "corroborators": [],
                "verdict": None,
                "confidence": None,
                "override": None,
            },
        ],
        "risk": {
            "band": "very_high",
            "act_by": "2026-10-17T09:30:00Z",
            "score": 91,
            "factors": [
                _factor("R1", "yes", 30, "premises: children yes, school roll"),
                _factor("R3", "current", 20, "statement of the club, 15 October 2026"),
                _factor("R7", "yes", 30, f"referral {ID.format(11)}"),
                _factor("R9", "30 days or less", 10, "upload on 14 October 2026"),
                _factor("R5", "unknown", 0),
            ],
            "unknowns": ["R5: the register has not answered", "R12: whether the subject travels was not asked"],
            "confirmed_by": "approver 7f3a",
            "reason": "A child of primary school age lives in the household, and the subject coaches at weekends.",
        },
        "checks": [
            _check("pnc", "none", prior="none"),
            _check("pnd", "match", prior="intelligence"),
            _check("register", "unknown", registered="unknown"),
        ],
        "trust": [
            {
                "kind": "other",
                "employer": "Exampleton Junior Swimming Club",
                "current": "yes",
                "verified_at": "2026-10-15T10:00:00Z",
                "lado_at": None,
            }
        ],
        "premises": [
            {
                "uprn": "100000000001",
                "address": "14 Example Street, Exampleton, ZZ99 3VZ",
                "unit": "Flat 2",
                "lad": "E09000001",
                "force": MET,
                "multi_unit": "yes",
                "children": "yes",
                "children_source": "school roll, 15 October 2026",
            }
        ],
        "children": [
            {"code": "C-204", "age_band": "5 to 9", "ccc": "yes", "relation": "parent", "immediate": "yes"},
            {"code": "C-205", "age_band": None, "ccc": "unknown", "relation": "swimming pupil", "immediate": "unknown"},
        ],
        "links": [
            {
                "referral_a": ID.format(11),
                "referral_b": ID.format(12),
                "via": "account examplechat/00417-A",
                "judgement": "positive",
                "reason": "the same account id in both",
            }
        ],
        "referrals": [_referral(11), _referral(12)],
        "hashes": [
            {"algo": "sha256", "value": SHA256_OF_NOTHING, "viewed_by_source": "yes"},
            {
                "algo": "md5",
                "value": hashlib.md5(b"", usedforsecurity=False).hexdigest(),
                "viewed_by_source": "unknown",
            },
        ],
        "contact": {
            "role": "analyst",
            "name": "R. Example",
            "telephone": "07700 900002",
            "out_of_hours": "07700 900003",
        },
        "limits": {
            "not_known": ["Who else used the line in October 2026.", "Whether the pupil C-205 is still coached."],
            "not_for": ["It is intelligence, not evidence: do not exhibit it.", "It grounds no search of Flat 1."],
        },
    }


def thin() -> dict[str, Any]:
    """Return a development package about a code only: nothing resolved, nothing checked, not assessed."""
    body = strong()
    body["package"] |= {"version": 1, "kind": "development", "supersedes": None, "valid_until": None}
    body["handling"] = {
        "marking": "OFFICIAL",
        "grade": {"source_eval": 2, "intel": "D", "handling": "P"},
        "conditions": None,
    }
    body["subject"] = {"code": "S-119", "name": None, "dob": None, "aliases": [], "addresses": []}
    body["selectors"] = body["selectors"][1:2]
    body["risk"] |= {"band": "unknown", "score": 0, "factors": [], "confirmed_by": None, "reason": None}
    body["risk"]["unknowns"] = ["R1", "R2", "R3", "R5", "R6"]
    for part in ("identity", "checks", "trust", "premises", "children", "links", "hashes"):
        body[part] = []
    body["limits"] = {"not_known": [], "not_for": []}
    return body


def contradictory() -> dict[str, Any]:
    """Return a package whose resolutions disagree: C with an override and D, and referrals judged to be two people."""
    body = strong()
    first, second = copy.deepcopy(body["identity"][0]), copy.deepcopy(body["identity"][0])
    first |= {"findings": ["single_event_only", "unit_missing"], "verdict": "warn", "confidence": "C"}
    first["override"] = {
        "by1": "approver 7f3a",
        "by2": "commander 91c0",
        "reason": "a child is at immediate risk; the unit is asked of the council",
        "until": "2026-10-30T12:00:00Z",
    }
    second |= {"findings": ["conflicting_resolutions"], "verdict": "block", "confidence": "D", "subscriber": None}
    second["corroborators"] = []
    body["identity"] = [first, second]
    body["links"][0] |= {"judgement": "negative", "reason": "two cities within one hour"}
    body["children"][0]["immediate"] = "unknown"
    return body


def hostile() -> dict[str, Any]:
    """Return the rich package with hostile text wherever text is free."""
    free = {
        "name",
        "agency",
        "contact",
        "conditions",
        "normal",
        "value",
        "raw_time",
        "provider",
        "subscriber",
        "reason",
    }
    free |= {
        "employer",
        "address",
        "unit",
        "children_source",
        "relation",
        "age_band",
        "via",
        "role",
        "telephone",
        "code",
    }

    def spoil(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {name: spoil(inner, name) for name, inner in value.items()}
        if isinstance(value, list):
            return [spoil(inner, key) for inner in value]
        spoilt = free | {"aliases", "addresses", "raw", "corroborators", "unknowns", "evidence", "not_known", "not_for"}
        return HOSTILE if isinstance(value, str) and key in spoilt else value

    body = spoil(strong())
    assert isinstance(body, dict)
    return body


def _selector(kind: str, normal: str, raw: list[str], verified: str, strength: str) -> dict[str, Any]:
    seen = {"first_seen": "2026-09-01T08:00:00Z", "last_seen": "2026-10-14T20:07:33Z"}
    return {"kind": kind, "normal": normal, "raw": raw, "verified": verified, "strength": strength, **seen}


def _factor(code: str, value: str, points: int, *evidence: str) -> dict[str, Any]:
    return {"code": code, "value": value, "points": points, "evidence": list(evidence)}


def _check(kind: str, result: str, registered: str | None = None, prior: str | None = None) -> dict[str, Any]:
    asked = "2026-10-15T09:00:00Z"
    return {"kind": kind, "asked_at": asked, "result": result, "registered": registered, "prior": prior}


def _referral(number: int) -> dict[str, Any]:
    return {
        "id": ID.format(number),
        "digest": hashlib.sha256(str(number).encode()).hexdigest(),
        "grade": {"source_eval": 1, "intel": "B", "handling": "P"},
        "received_at": "2026-10-15T07:00:00Z",
    }
