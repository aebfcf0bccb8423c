"""Packages spoilt in who signed them, in what was signed, and in when and to whom they come; spoilt receipts."""

import base64
import json
import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import PurePosixPath
from typing import Any

from exchange.invented import KENT, MET, NOW, SENDING, Force, body, contents, draft, packed, world
from exchange.spoiling import (
    NOTES,
    OTHER_PACKAGE,
    OTHER_SENDING,
    Attempt,
    Materials,
    flipped,
    opened,
)
from understone import canonical_json
from understone.exchange import dsse, manifest, package, receipt, typed_json
from understone.exchange.directory import Directory
from understone.exchange.receipt import State

# ---- the signatures --------------------------------------------------------------------------------------------------


def wrong_signers(m: Materials, rng: random.Random) -> Attempt:
    """Nobody, one, one person with two keys, one signature twice."""
    signers = rng.choice([(), ("author",), ("approver",), ("author", "author2"), ("author", "author")])
    files = contents(m.world, m.drafts[0], *signers)
    return opened(packed(m.world, files), "threshold_unmet", "tampered")


def foreign_signer(m: Materials, rng: random.Random) -> Attempt:
    other = rng.choice(["clerk", "met", "kent"])
    files = contents(m.world, m.drafts[0], *rng.choice([("author", other), (other, "approver")]))
    return opened(packed(m.world, files), "unknown_signer")


def another_key(m: Materials, rng: random.Random) -> Attempt:
    """A good signature by a key that nobody knows, under its own id or under the approver's."""
    stranger = world()
    signature = stranger.sign(m.drafts[0], "approver")
    code = "unknown_signer"
    if rng.random() < 0.5:
        signature, code = replace(signature, keyid=m.world.id("approver")), "tampered"
    return opened(packed(m.world, _signed(m, (m.world.sign(m.drafts[0], "author"), signature))), code)


def spoil_signature(m: Materials, rng: random.Random) -> Attempt:
    good = m.world.sign(m.drafts[0], "approver")
    raw = base64.b64decode(good.sig)
    sig = rng.choice(
        [
            base64.b64encode(flipped(raw, rng)).decode(),
            base64.b64encode(raw[: rng.randrange(64)]).decode(),
            base64.b64encode(bytes(64)).decode(),
            m.world.sign(m.drafts[1], "approver").sig,
            good.sig.rstrip("="),
            good.sig + "\n",
        ]
    )
    return opened(
        packed(m.world, _signed(m, (m.world.sign(m.drafts[0], "author"), replace(good, sig=sig)))), "tampered"
    )


def other_payload_type(m: Materials, rng: random.Random) -> Attempt:
    """Signed by both for another purpose, and said so, or passed off as this one."""
    said = rng.choice([receipt.PAYLOAD_TYPE, "application/json", "application/vnd.in-toto+json"])
    payload = m.drafts[0].manifest_bytes
    signatures = tuple(dsse.sign(payload, said, m.world.private[n], m.world.id(n)) for n in ("author", "approver"))
    stated = rng.choice([said, manifest.PAYLOAD_TYPE])
    files = {**m.files[0], manifest.SIGNATURES: dsse.envelope(payload, stated, signatures)}
    return opened(packed(m.world, files), "tampered")


def key_not_in_effect(m: Materials, rng: random.Random) -> Attempt:
    who = rng.choice(["author", "approver"])
    changes, code = rng.choice(
        [
            ({"revoked_at": "2026-06-01T00:00:00Z", "cause": "lost"}, "revoked_key"),
            ({"revoked_at": "2027-01-01T00:00:00Z", "cause": "stolen"}, "revoked_key"),
            ({"effective": "2026-11-02T00:00:00Z"}, "unknown_signer"),
            ({"until": "2026-10-31T00:00:00Z"}, "unknown_signer"),
        ]
    )
    return opened(m.sealed[0], code, keys=m.world.with_entry(who, **changes))


def empty_directory(m: Materials, rng: random.Random) -> Attempt:
    gone = rng.choice([(), ("author",), ("approver",)])
    ids = {m.world.id(name) for name in gone}
    entries = tuple(e for e in m.world.directory.entries if gone and e.key_id not in ids)
    known: Directory = replace(m.world.directory, entries=entries)
    return opened(m.sealed[0], "unknown_signer", keys=known)


# ---- signed by both, and still not to be taken -----------------------------------------------------------------------


def signed_other_schema(m: Materials, rng: random.Random) -> Attempt:
    """A body of an older or unknown schema, or with a field too many, missing, or of another type."""
    value = package.to_json(body())
    match rng.randrange(5):
        case 0:
            value["schema"] = rng.choice(["understone/package/0", "understone/package/2", "", "package"])
        case 1:
            value.pop(rng.choice(sorted(value)))
        case 2:
            value["added"] = rng.choice([1, "x", None])
        case 3:
            part = rng.choice(["risk", "subject", "contact", "handling", "limits"])
            value[part] = rng.choice([[], {}, "x", 1, None, True])
        case _:
            value["risk"][rng.choice(sorted(value["risk"]))] = rng.choice([{}, True, "", [[]]])
    return opened(_signed_package(m, {manifest.BODY: canonical_json.dumps(value)}), "schema_unknown")


def signed_other_manifest(m: Materials, rng: random.Random) -> Attempt:
    value = json.loads(m.drafts[0].manifest_bytes)
    match rng.randrange(6):
        case 0:
            value["schema"] = rng.choice(["understone/manifest/0", "understone/manifest/2"])
        case 1:
            value.pop(rng.choice(sorted(value)))
        case 2:
            value["recipient"] = KENT
        case 3:
            value["package"] = OTHER_PACKAGE
        case 4:
            rng.choice(value["files"])["size"] += rng.choice([-1, 1])
        case _:
            value["files"].append(
                dict(value["files"][0], path=rng.choice(["attachments/z.txt", "../z", "/z", "view.pdf"]))
            )
    codes = ("schema_unknown", "wrong_recipient", "tampered")
    return opened(packed(m.world, _signed_bytes(m, canonical_json.dumps(value), m.files[0])), *codes)


def signed_media(m: Materials, rng: random.Random) -> Attempt:
    """Attachments that are not what they may be, and say so or not."""
    content = rng.choice(
        [
            *(b"\xff\xd8\xff\xe0" + rng.randbytes(50), b"\x89PNG\r\n\x1a\n" + rng.randbytes(50), b"GIF89a" + bytes(30)),
            *(b"PK\x03\x04" + bytes(50), b"MZ" + bytes(80), b"<html><script></script>", b"\x00\x01", rng.randbytes(60)),
        ]
    )
    name = "attachments/note." + rng.choice(["txt", "csv", "json", "pdf"])
    return opened(_signed_package(m, {name: content}), "media_refused")


# ---- circumstances ---------------------------------------------------------------------------------------------------


def replay_other_bytes(m: Materials, rng: random.Random) -> Attempt:
    """The same dissemination again, properly signed, saying something else."""
    other = draft(body(version=rng.randrange(3, 99)), NOTES)
    again = m.world.seal(other, "author", "approver").content
    attempt = opened(again, "replay_conflict")
    return replace(attempt, before=lambda force: force.take(m.sealed[0]))


def withdrawn(m: Materials, rng: random.Random) -> Attempt:
    taken = rng.random() < 0.5

    def before(force: Force) -> None:
        if taken:
            force.take(m.sealed[0])
        force.inbox.withdraw(m.drafts[0].manifest.package, NOW)

    return replace(opened(m.sealed[0], "withdrawn"), before=before)


def expired(m: Materials, rng: random.Random) -> Attempt:
    """From the second in which it ends: 13 November 2026, 12:00 UTC."""
    late = NOW.replace(day=13, hour=12) + timedelta(seconds=rng.choice([0, 1, 86400, 10**8]))
    return opened(m.sealed[0], "expired", now=late)


def another_force_opens(m: Materials, rng: random.Random) -> Attempt:
    """Addressed to a force that is not the one whose key opens it."""
    made = draft(body(), NOTES, recipient=KENT)
    return opened(packed(m.world, contents(m.world, made, "author", "approver")), "wrong_recipient")


def accept_older_version(m: Materials, rng: random.Random) -> Attempt:
    first_id, second_id = body().package.id, OTHER_PACKAGE
    newer = draft(body(id=second_id, version=3, supersedes=first_id), dissemination=OTHER_SENDING)

    def before(force: Force) -> None:
        force.take(m.sealed[0])
        _answer(m, force, State.RECEIVED)
        force.take(m.world.seal(newer, "author", "approver").content)

    def act(force: Force) -> object:
        return _answer(m, force, State.ACCEPTED, investigator="IN-03")

    return Attempt(act, frozenset({"superseded"}), before)


def receipt_out_of_order(m: Materials, rng: random.Random) -> Attempt:
    first = rng.choice([None, State.RECEIVED])
    wrong = {None: [State.ACCEPTED, State.RETURNED, State.ACTIONED], State.RECEIVED: [State.ACTIONED]}
    state = rng.choice(wrong[first])
    named: dict[str, Any] = {"investigator": "IN-03"} if state is State.ACCEPTED else {}
    named |= {"reason": receipt.ReturnReason.AREA} if state is State.RETURNED else {}
    named |= {"action": receipt.Action.ARREST} if state is State.ACTIONED else {}

    def before(force: Force) -> None:
        force.take(m.sealed[0])
        if first:
            _answer(m, force, first)

    return Attempt(lambda force: _answer(m, force, state, **named), frozenset({"receipt_out_of_order"}), before)


def spoil_receipts(m: Materials, rng: random.Random) -> Attempt:
    """Three receipts: a bit flipped, one gone, two exchanged, one twice, by another force, to another sending."""
    envelope_digest = "0" * 64
    chain: list[bytes] = []
    states = ((State.RECEIVED, {}), (State.ACCEPTED, {"investigator": "IN-03"}))
    for state, named in (*states, (State.ACTIONED, {"action": receipt.Action.SEARCH})):
        chain.append(_receipt(m, chain, state, envelope_digest, "met", **named))
    way, at = rng.randrange(6), rng.randrange(3)
    spoilt = list(chain)
    match way:
        case 0:
            spoilt[at] = flipped(chain[at], rng)
        case 1:
            del spoilt[rng.randrange(2)]
        case 2:
            spoilt[at], spoilt[at - 1] = spoilt[at - 1], spoilt[at]
        case 3:
            spoilt.insert(at, chain[at])
        case 4:
            spoilt[0] = _receipt(m, [], State.RECEIVED, envelope_digest, "kent")
        case _:
            spoilt[0] = _receipt(m, [], State.RECEIVED, "1" * 64, "met")
    return Attempt(
        lambda force: receipt.verify_chain(
            spoilt, m.world.directory, dissemination=SENDING, force=MET, envelope_digest=envelope_digest
        ),
        frozenset({"tampered", "receipt_out_of_order", "unknown_signer", "schema_unknown", "wrong_recipient"}),
        recorded=False,  # the reader of a chain has no store and no ledger; whoever calls it has
    )


def _signed(m: Materials, signatures: tuple[dsse.Signature, ...]) -> dict[str, bytes]:
    envelope = dsse.envelope(m.drafts[0].manifest_bytes, manifest.PAYLOAD_TYPE, signatures)
    return {**m.files[0], manifest.SIGNATURES: envelope}


def _signed_bytes(m: Materials, manifest_bytes: bytes, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return files whose manifest both persons signed, whatever it says."""
    pairs = [(m.world.private[name], m.world.id(name)) for name in ("author", "approver")]
    signatures = tuple(dsse.sign(manifest_bytes, manifest.PAYLOAD_TYPE, key, key_id) for key, key_id in pairs)
    envelope = dsse.envelope(manifest_bytes, manifest.PAYLOAD_TYPE, signatures)
    return {**files, manifest.MANIFEST: manifest_bytes, manifest.SIGNATURES: envelope}


def _signed_package(m: Materials, changed: Mapping[str, bytes]) -> bytes:
    """Return a sealed package with other files than `build` would take, its manifest right and signed by both."""
    files = {**m.drafts[0].files, **changed}
    suffixes = {".txt": "text/plain", ".csv": "text/csv", ".pdf": "application/pdf", ".html": "text/html"}
    made = replace(
        m.drafts[0].manifest,
        files=tuple(
            manifest.file(
                name, files[name], manifest.FileType(suffixes.get(PurePosixPath(name).suffix, "application/json"))
            )
            for name in sorted(files)
        ),
    )
    return packed(m.world, _signed_bytes(m, typed_json.write(made), files))


def _answer(m: Materials, force: Force, state: State, **named: Any) -> object:
    key, key_id = m.world.private["met"], m.world.id("met")
    return force.inbox.answer(SENDING, state, key, key_id, at=NOW, record=force.record, **named)


def _receipt(m: Materials, chain: list[bytes], state: State, digest: str, by: str, **named: Any) -> bytes:
    force = MET if by == "met" else KENT
    at = NOW + timedelta(minutes=len(chain))
    made = receipt.following(chain, state, dissemination=SENDING, envelope_digest=digest, force=force, at=at, **named)
    return receipt.sign(made, m.world.private[by], m.world.id(by))
