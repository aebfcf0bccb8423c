"""A force's answers to one sending: their order, their chain, and whose key may sign them until when."""

import itertools
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.invented import KENT, MET, NOW, SENDING, World, contents, draft, world
from understone.exchange import dsse, manifest, receipt, typed_json
from understone.exchange.directory import Directory
from understone.exchange.errors import (
    ReceiptOutOfOrder,
    Refusal,
    RevokedKey,
    SchemaUnknown,
    Tampered,
    UnknownSigner,
    WrongRecipient,
)
from understone.exchange.receipt import Action, Receipt, ReturnReason, State

R, A, X, D = State.RECEIVED, State.ACCEPTED, State.RETURNED, State.ACTIONED
ENVELOPE = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
FACTS: dict[str, Any] = {"dissemination": SENDING, "force": MET, "envelope_digest": ENVELOPE}
SAYS: dict[State, dict[str, Any]] = {
    R: {},
    A: {"investigator": "IN-4"},
    X: {"reason": ReturnReason.AREA, "suggested_force": KENT},
    D: {"action": Action.SEARCH},
}
SECOND = timedelta(seconds=1)
# Every history that a dissemination can have (operation README §4): received, then taken or sent back, then done.
HISTORIES = {(R,), (R, A), (R, X), (R, A, X), (R, A, D)}


@pytest.fixture(scope="module")
def known() -> World:
    return world()


def one(chain: Sequence[bytes], state: State, **other: Any) -> Receipt:
    """Return the receipt after `chain`, put together by hand, so that it can say anything."""
    made = Receipt(
        receipt.SCHEMA, SENDING, len(chain) + 1, state, typed_json.moment_text(NOW), ENVELOPE, MET,
        receipt.digest(chain[-1]) if chain else None,
        **({"reason": None, "suggested_force": None, "investigator": None, "action": None} | SAYS[state]),
    )  # fmt: skip
    return replace(made, **other)


def signed(known: World, made: Receipt, key: str = "met") -> bytes:
    return receipt.sign(made, known.private[key], known.id(key))


def chained(known: World, *states: State, **other: Any) -> list[bytes]:
    chain: list[bytes] = []
    for state in states:
        chain.append(signed(known, one(chain, state, **other)))
    return chain


def verified(chain: Sequence[bytes], keys: Directory, **other: Any) -> list[Receipt]:
    return receipt.verify_chain(chain, keys, **(FACTS | other))


ORDERS = [order for length in (1, 2, 3, 4) for order in itertools.product(State, repeat=length)]


def test_of_all_orders_of_answers_only_five_can_be_given(known: World) -> None:
    """Of the 340 orders of up to four answers."""
    given_out = set()
    for order in ORDERS:
        chain: list[bytes] = []
        try:
            for state in order:
                made = receipt.following(chain, state, at=NOW, **FACTS, **SAYS[state])
                chain.append(signed(known, made))
        except ReceiptOutOfOrder:
            continue
        given_out.add(order)
    assert given_out == HISTORIES


def test_of_all_orders_of_answers_only_five_are_believed(known: World) -> None:
    """Rightly numbered, chained and signed by a force whose software does not keep the order itself."""
    believed = set()
    for order in ORDERS:
        try:
            verified(chained(known, *order), known.directory)
        except ReceiptOutOfOrder:
            continue
        believed.add(order)
    assert believed == HISTORIES


@pytest.mark.parametrize(
    ("before", "state", "says"),
    [
        ((), R, {"reason": ReturnReason.AREA}),
        ((), R, {"investigator": "IN-4"}),
        ((), R, {"suggested_force": KENT}),
        ((R,), A, {}),
        ((R,), A, {"investigator": "  "}),
        ((R,), A, {"investigator": "IN-4", "action": Action.ARREST}),
        ((R,), X, {}),
        ((R,), X, {"suggested_force": KENT}),
        ((R,), X, {"reason": ReturnReason.AREA, "suggested_force": "Kent"}),
        ((R, A), D, {}),
        ((R, A), D, {"action": Action.SEARCH, "reason": ReturnReason.OTHER}),
    ],
)
def test_an_answer_says_what_its_state_asks_for_and_nothing_else(
    known: World, before: tuple[State, ...], state: State, says: dict[str, Any]
) -> None:
    chain = chained(known, *before)
    receipt.following(chain, state, at=NOW, **FACTS, **SAYS[state])
    with pytest.raises(SchemaUnknown):
        receipt.following(chain, state, at=NOW, **FACTS, **says)


def test_times_may_stand_still_and_never_go_back(known: World) -> None:
    chain = chained(known, R)
    for at in (NOW, NOW + SECOND):
        assert receipt.following(chain, A, at=at, **FACTS, **SAYS[A]).seq == 2
    with pytest.raises(ReceiptOutOfOrder, match="before that of the receipt before, 2026-11-01T10:00:00Z"):
        receipt.following(chain, A, at=NOW - SECOND, **FACTS, **SAYS[A])
    early = signed(known, one(chain, A, at=typed_json.moment_text(NOW - SECOND)))
    with pytest.raises(ReceiptOutOfOrder, match="its time is before"):
        verified([*chain, early], known.directory)


def test_a_chain_from_its_first_receipt_on_is_verified(known: World) -> None:
    chain = chained(known, R, A, D)
    assert [(each.seq, each.state) for each in verified(chain, known.directory)] == [(1, R), (2, A), (3, D)]
    for length in range(3):
        assert len(verified(chain[:length], known.directory)) == length


@given(order=st.lists(st.integers(0, 2), min_size=1, max_size=4))
def test_receipts_removed_swapped_or_doubled_are_out_of_order(known: World, order: list[int]) -> None:
    chain = chained(known, R, A, D)
    picked = [chain[index] for index in order]
    if order == list(range(len(order))):
        assert len(verified(picked, known.directory)) == len(order)
    else:
        with pytest.raises(ReceiptOutOfOrder):
            verified(picked, known.directory)


def test_a_first_receipt_that_was_written_anew_breaks_the_chain(known: World) -> None:
    """The force signs another `received`, a day later: the second receipt still names the one that was."""
    chain = chained(known, R, A)
    anew = signed(known, one([], R, at=typed_json.moment_text(NOW - timedelta(days=1))))
    assert verified([anew], known.directory)
    with pytest.raises(ReceiptOutOfOrder) as caught:
        verified([anew, chain[1]], known.directory)
    assert caught.value.where == "receipts, receipt 2"


def test_a_receipt_of_another_force_is_not_taken(known: World) -> None:
    """Neither in its own name, nor when it signs in the name of the force that was addressed."""
    first = chained(known, R)
    for chain in ([], first):
        state = A if chain else R
        with pytest.raises(WrongRecipient, match=f"it is by {KENT}, and {MET} was addressed"):
            verified([*chain, signed(known, one(chain, state, force=KENT))], known.directory)
        with pytest.raises(UnknownSigner, match=f"which is of {KENT}, not of {MET}"):
            verified([*chain, signed(known, one(chain, state), "kent")], known.directory)
    with pytest.raises(UnknownSigner):
        verified([signed(known, one([], R, force=KENT), "kent")], known.directory)


def test_a_person_of_the_agency_cannot_answer_for_a_force(known: World) -> None:
    with pytest.raises(UnknownSigner, match="of AGENCY, not of"):
        verified([signed(known, one([], R), "author")], known.directory)


@pytest.mark.parametrize(
    "other",
    [
        {"dissemination": SENDING.replace("d001", "d002")},
        {"envelope_digest": ENVELOPE[::-1]},
    ],
    ids=["another sending", "other bytes"],
)
def test_an_answer_to_another_sending_is_tampered(known: World, other: dict[str, str]) -> None:
    with pytest.raises(Tampered, match="answers another sending"):
        verified(chained(known, R, **other), known.directory)


def test_what_was_changed_after_signing_is_tampered(known: World) -> None:
    """The signature of one receipt under the words of another."""
    first, second = (one([], R, at=typed_json.moment_text(at)) for at in (NOW, NOW + SECOND))
    _, envelope = dsse.read(signed(known, first), receipt.PAYLOAD_TYPE, "test")
    forged = dsse.envelope(typed_json.write(second), receipt.PAYLOAD_TYPE, envelope.signatures)
    with pytest.raises(Tampered, match=f"the signature by key {known.id('met')} does not hold"):
        verified([forged], known.directory)


@pytest.mark.parametrize("signers", [(), ("met", "clerk")])
def test_a_receipt_has_exactly_one_signature(known: World, signers: tuple[str, ...]) -> None:
    payload = typed_json.write(one([], R))
    each = tuple(dsse.sign(payload, receipt.PAYLOAD_TYPE, known.private[name], known.id(name)) for name in signers)
    with pytest.raises(Tampered, match="one signature"):
        verified([dsse.envelope(payload, receipt.PAYLOAD_TYPE, each)], known.directory)


def test_a_signed_package_is_no_receipt(known: World) -> None:
    with pytest.raises(Tampered, match="of type"):
        verified([contents(known, draft(), "author", "approver")[manifest.SIGNATURES]], known.directory)


@pytest.mark.parametrize(
    ("effective", "until", "counts"),
    [
        (NOW, None, True),
        (NOW + SECOND, None, False),
        (NOW - SECOND, NOW + SECOND, True),
        (NOW - SECOND, NOW, False),
    ],
)
def test_the_force_s_key_counts_from_its_first_moment_and_no_longer_at_its_end(
    known: World, effective: datetime, until: datetime | None, counts: bool
) -> None:
    ended = None if until is None else typed_json.moment_text(until)
    keys = known.with_entry("met", effective=typed_json.moment_text(effective), until=ended)
    if counts:
        assert verified(chained(known, R), keys)
    else:
        with pytest.raises(UnknownSigner, match="not in effect at that time"):
            verified(chained(known, R), keys)


STOLEN = datetime(2026, 11, 3, 8, tzinfo=UTC)


def revoked(known: World) -> Directory:
    return known.with_entry("met", revoked_at=typed_json.moment_text(STOLEN), cause="stolen")


def test_receipts_recorded_before_the_key_was_revoked_stand_and_others_do_not(known: World) -> None:
    chain = chained(known, R, A)
    before = {receipt.digest(each): NOW for each in chain}
    assert len(verified(chain, revoked(known), vouched=before)) == 2
    with pytest.raises(RevokedKey) as caught:
        verified(chain, revoked(known), vouched={receipt.digest(chain[0]): NOW})
    assert (caught.value.where, "(stolen)" in caught.value.what) == ("receipts, receipt 2", True)
    for nobody in (None, {}, {ENVELOPE: NOW}):
        with pytest.raises(RevokedKey):
            verified(chain, revoked(known), vouched=nobody)


def test_what_was_recorded_at_the_moment_of_revocation_does_not_stand(known: World) -> None:
    (first,) = chained(known, R)
    assert verified([first], revoked(known), vouched={receipt.digest(first): STOLEN - SECOND})
    for at in (STOLEN, STOLEN + SECOND):
        with pytest.raises(RevokedKey):
            verified([first], revoked(known), vouched={receipt.digest(first): at})


def test_a_force_goes_on_with_a_new_key_after_a_revocation(known: World) -> None:
    """`clerk` plays the new key of the same force."""
    (first,) = chained(known, R)
    second = signed(known, one([first], A), "clerk")
    assert len(verified([first, second], revoked(known), vouched={receipt.digest(first): NOW})) == 2


def test_a_receipt_that_is_vouched_for_must_still_be_right(known: World) -> None:
    chain = chained(known, R, A)
    before = {receipt.digest(each): NOW for each in chain}
    for wrong in ([chain[1]], [chain[1], chain[0]]):
        with pytest.raises(Refusal):
            verified(wrong, revoked(known), vouched=before)
