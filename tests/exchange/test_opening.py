"""Every error of the specification's table (README §11): its message, its remedy, nothing stored, and the record."""

import hashlib
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exchange.invented import KENT, MET, NOW, SENDING, Force, World, body, contents, draft, packed, world
from understone.exchange import manifest, opening, package
from understone.exchange.errors import (
    Expired,
    MediaRefused,
    ReceiptOutOfOrder,
    Refusal,
    ReplayConflict,
    RevokedKey,
    SchemaUnknown,
    Superseded,
    Tampered,
    ThresholdUnmet,
    TooLarge,
    UnknownSigner,
    Withdrawn,
    WrongRecipient,
)
from understone.exchange.receipt import State, verify_chain
from understone.exchange.sealing import Draft


@pytest.fixture(scope="module")
def known() -> World:
    return world()


@pytest.fixture
def met(tmp_path: Path, known: World) -> Force:
    return Force(tmp_path, known)


def refused(force: Force, kind: type[Refusal], content: bytes, what: str, remedy: str, **given: object) -> None:
    """Hold a refusal to its words, to an unchanged store and folder, and to one record."""
    before = (force.inbox.held(), sorted(force.folder.rglob("*")))
    with pytest.raises(kind) as caught:
        force.open(content, **given)  # type: ignore[arg-type]
    assert what in caught.value.what
    assert remedy in caught.value.remedy
    assert force.inbox.held() == before[0]
    assert set(force.folder.rglob("*")) - set(before[1]) <= {force.folder / "d.age"}
    assert force.recorded[-1][0] == "package.refused"
    assert force.recorded[-1][1]["error"] == kind.code


def test_a_package_for_its_force_opens_and_names_both_signers(met: Force, known: World) -> None:
    opened = met.take(known.seal(draft(None, {"log.csv": b"a,b\n1,2\n"}), "author", "approver").content)
    assert {signer.person for signer in opened.signers} == {"AN-07", "AP-02"}
    assert opened.body == body()
    assert met.inbox.files(SENDING)["attachments/log.csv"] == b"a,b\n1,2\n"
    assert met.recorded == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(where=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_any_flipped_bit_is_refused_and_nothing_is_stored(where: float, bit: int, met: Force, known: World) -> None:
    """Invariant 33."""
    content = bytearray(known.seal(draft(), "author", "approver").content)
    content[int(where * len(content))] ^= 1 << bit
    with pytest.raises(Refusal):
        met.open(bytes(content))
    assert met.inbox.held() == []


def test_a_changed_file_is_tampered(met: Force, known: World) -> None:
    files = contents(known, draft(), "author", "approver") | {"view.html": b"<!doctype html><title>S-119</title>"}
    refused(met, Tampered, packed(known, files), "view.html is not as the manifest says", "ask the sender")


def test_a_file_beside_the_manifest_is_tampered(met: Force, known: World) -> None:
    files = contents(known, draft(), "author", "approver") | {"attachments/extra.txt": b"x"}
    refused(met, Tampered, packed(known, files), "attachments/extra.txt is not in the manifest", "do not use it")


def test_a_signature_over_another_manifest_is_tampered(met: Force, known: World) -> None:
    files = contents(known, draft(), "author", "approver")
    other = contents(known, draft(dissemination=SENDING.replace("d001", "d002")), "author", "approver")
    files[manifest.SIGNATURES] = other[manifest.SIGNATURES]
    refused(met, Tampered, packed(known, files), "manifest.json is not what was signed", "telephone")


def test_a_stranger_is_an_unknown_signer(met: Force, known: World) -> None:
    strangers = world()
    files = contents(strangers, draft(), "author", "approver")
    refused(met, UnknownSigner, packed(known, files), "no directory of yours names", "newest keys.json")


def test_a_person_of_a_force_is_no_signer_of_packages(met: Force, known: World) -> None:
    files = contents(known, draft(), "author", "clerk")
    refused(met, UnknownSigner, packed(known, files), "of no person of AGENCY", "report a forgery")


def test_a_revoked_key_vouches_for_nothing_even_if_revoked_after_the_stated_time(met: Force, known: World) -> None:
    keys = known.with_entry("author", revoked_at="2026-11-01T09:30:00Z", cause="laptop stolen")
    content = known.seal(draft(), "author", "approver").content
    refused(met, RevokedKey, content, "revoked 2026-11-01T09:30:00Z (laptop stolen)", "live key", keys=keys)


def test_what_was_opened_before_its_key_was_revoked_stays_readable(met: Force, known: World) -> None:
    content = known.seal(draft(), "author", "approver").content
    met.take(content)
    later = known.with_entry("author", revoked_at="2026-11-02T00:00:00Z", cause="person left")
    assert met.open(content, keys=later).seen is not None
    earlier = known.with_entry("author", revoked_at="2026-11-01T09:59:00Z", cause="stolen earlier")
    refused(met, RevokedKey, content, "stolen earlier", "live key", keys=earlier)


@pytest.mark.parametrize(
    "signers", [(), ("author",), ("author", "author2")], ids=["nobody", "one", "two keys of one person"]
)
def test_fewer_than_two_persons_are_not_enough(met: Force, known: World, signers: tuple[str, ...]) -> None:
    files = contents(known, draft(), *signers)
    refused(met, ThresholdUnmet, packed(known, files), "signed, with", "second person")


def test_another_force_is_refused_even_if_it_can_decrypt(tmp_path: Path, known: World) -> None:
    """Invariant 34."""
    kent = Force(tmp_path, known, KENT, "kent-seal")
    files = contents(known, draft(), "author", "approver")
    refused(kent, WrongRecipient, packed(known, files, "kent-seal"), "addressed to E23000001", "destroy your copy")
    refused(kent, WrongRecipient, packed(known, files, "met-seal"), "sealed to other keys", "duty officer")


def test_the_same_bytes_again_return_the_first_receipt_and_change_nothing(met: Force, known: World) -> None:
    """Invariant 34."""
    content = known.seal(draft(), "author", "approver").content
    met.take(content)
    first = met.inbox.answer(SENDING, State.RECEIVED, known.private["met"], known.id("met"), at=NOW, record=met.record)
    held = met.inbox.held()
    again = met.take(content, now=NOW + timedelta(days=400))  # long after it expired
    assert again.seen is not None
    assert again.seen.first_receipt == first
    assert met.inbox.held() == held
    second = met.inbox.answer(SENDING, State.RECEIVED, known.private["met"], known.id("met"), at=NOW, record=met.record)
    assert second == first


def test_other_bytes_for_the_same_dissemination_conflict(met: Force, known: World) -> None:
    met.take(known.seal(draft(), "author", "approver").content)
    other = known.seal(draft(None, {"more.txt": b"more"}), "author", "approver").content
    refused(met, ReplayConflict, other, f"{SENDING} was received before", "work from the one received first")


def test_a_superseded_package_can_be_read_and_not_accepted(met: Force, known: World) -> None:
    content = known.seal(draft(), "author", "approver").content
    met.take(content)
    new_id, sending = "0192a000-0000-7000-8000-00000000e003", "0192a000-0000-4000-8000-00000000d003"
    newer = body(id=new_id, version=3, supersedes=body().package.id)
    met.take(known.seal(draft(newer, dissemination=sending), "author", "approver").content)
    assert met.open(content).superseded_by == 3
    key, key_id = known.private["met"], known.id("met")
    met.inbox.answer(SENDING, State.RECEIVED, key, key_id, at=NOW, record=met.record)
    with pytest.raises(Superseded, match="version 3 has taken the place") as caught:
        met.inbox.answer(SENDING, State.ACCEPTED, key, key_id, at=NOW, record=met.record, investigator="IN-4")
    assert caught.value.remedy == "open and accept version 3"
    assert len(met.inbox.receipts(SENDING)) == 1
    assert met.recorded[-1][1]["error"] == "superseded"


def test_a_withdrawn_package_is_refused(met: Force, known: World) -> None:
    met.inbox.withdraw(body().package.id, NOW)
    content = known.seal(draft(), "author", "approver").content
    refused(met, Withdrawn, content, "withdrew this package on 2026-11-01T10:00:00Z", "do not act on it")


def test_an_expired_package_is_refused(met: Force, known: World) -> None:
    content = known.seal(draft(), "author", "approver").content
    late = datetime(2026, 11, 13, 12, tzinfo=UTC)
    refused(met, Expired, content, "valid until 2026-11-13T12:00:00Z", "ask the agency for a new version", now=late)


def with_file(made: Draft, path: str, content: bytes, kind: manifest.FileType) -> Draft:
    """Return the draft with other content in a file, and a manifest that says so."""
    line = manifest.file(path, content, kind)
    lines = tuple(line if each.path == path else each for each in made.manifest.files)
    changed = replace(made.manifest, files=lines)
    files = {**made.files, path: content}
    return replace(made, manifest=changed, manifest_bytes=manifest.to_bytes(changed), files=files)


def test_a_body_of_a_later_schema_is_refused(met: Force, known: World) -> None:
    made = draft()
    content = made.files["package.json"].replace(b"understone/package/1", b"understone/package/2")
    files = contents(known, with_file(made, "package.json", content, manifest.FileType.JSON), "author", "approver")
    refused(met, SchemaUnknown, packed(known, files), "$.schema is not the schema", "update Understone")


def test_a_picture_that_two_persons_signed_is_still_refused(met: Force, known: World) -> None:
    made = draft(None, {"a.txt": b"text"})
    picture = b"\xff\xd8\xff\xe0" + bytes(16)
    forged = with_file(made, "attachments/a.txt", picture, manifest.FileType.TEXT)
    files = contents(known, forged, "author", "approver")
    refused(met, MediaRefused, packed(known, files), "it is a JPEG picture", "images move as exhibits")


def test_a_file_over_the_limit_is_refused_before_it_is_read(met: Force, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "SEALED_AT_MOST", 1000)
    refused(met, TooLarge, bytes(1001), "1,001 bytes are more than the 1,000", "fewer or smaller attachments")


def test_receipts_form_one_chain_and_one_out_of_order_is_refused(met: Force, known: World) -> None:
    """Invariant 35."""
    opened = met.take(known.seal(draft(), "author", "approver").content)
    key, key_id = known.private["met"], known.id("met")
    with pytest.raises(ReceiptOutOfOrder, match="accepted does not come after nothing") as caught:
        met.inbox.answer(SENDING, State.ACCEPTED, key, key_id, at=NOW, record=met.record, investigator="IN-4")
    assert "in their order" in caught.value.remedy
    assert met.inbox.receipts(SENDING) == []
    assert met.recorded == [
        ("package.refused", {"error": "receipt_out_of_order", "envelope_digest": opened.envelope_digest})
    ]
    met.inbox.answer(SENDING, State.RECEIVED, key, key_id, at=NOW, record=met.record)
    met.inbox.answer(SENDING, State.ACCEPTED, key, key_id, at=NOW, record=met.record, investigator="IN-4")
    chain = met.inbox.receipts(SENDING)
    facts = {"dissemination": SENDING, "force": MET, "envelope_digest": opened.envelope_digest}
    assert [each.state for each in verify_chain(chain, known.directory, **facts)] == ["received", "accepted"]
    for broken in ([chain[1]], [chain[1], chain[0]], [chain[0], chain[0]]):
        with pytest.raises(ReceiptOutOfOrder):
            verify_chain(broken, known.directory, **facts)


def test_a_refusal_that_cannot_be_recorded_is_raised_as_that(met: Force) -> None:
    def full(event: str, payload: object) -> None:
        raise OSError("no space left")

    met.record = full  # type: ignore[method-assign,assignment]
    with pytest.raises(OSError, match="no space left"):
        met.open(b"no age file")


def test_a_package_opens_without_us(tmp_path: Path, known: World) -> None:
    """`age -d`, `tar`, `sha256sum` and a stock DSSE verifier: docs/how-to/send-and-receive-a-package.md."""
    from securesystemslib.dsse import Envelope
    from securesystemslib.signer import SSlibKey

    for tool in ("age", "tar", "sha256sum"):
        assert shutil.which(tool), f"{tool} is missing: see packages.apt"
    (tmp_path / "d1.age").write_bytes(known.seal(draft(None, {"log.csv": b"a,b\n"}), "author", "approver").content)
    (tmp_path / "seal.txt").write_text(f"{known.private['met-seal']}\n")
    run: Callable[..., object] = lambda *words: subprocess.run(words, cwd=tmp_path, check=True, capture_output=True)  # noqa: E731
    run("age", "-d", "-i", "seal.txt", "-o", "d1.tar", "d1.age")
    run("tar", "-xf", "d1.tar")
    import json

    said = json.loads((tmp_path / "manifest.json").read_bytes())
    sums = "".join(f"{each['sha256']}  {each['path']}\n" for each in said["files"])
    (tmp_path / "sums").write_text(sums)
    run("sha256sum", "--check", "--strict", "sums")
    envelope = Envelope.from_dict(json.loads((tmp_path / "manifest.dsse.json").read_bytes()))
    entries = [each for each in known.directory.entries if each.owner in ("author", "approver")]
    stock = [SSlibKey(each.key_id, "ed25519", "ed25519", {"public": each.public}) for each in entries]
    assert len(envelope.verify(stock, threshold=2)) == 2
    assert envelope.payload == (tmp_path / "manifest.json").read_bytes()
    assert package.parse((tmp_path / "package.json").read_bytes()) == body()
    digest = hashlib.sha256((tmp_path / "attachments" / "log.csv").read_bytes()).hexdigest()
    assert digest in sums
