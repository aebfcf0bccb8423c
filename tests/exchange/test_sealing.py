"""From a draft to a sealed file: what is refused before anything leaves, and who can open what left."""

import hashlib
import io
import tarfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.invented import CREATED, KENT, MET, NOW, PDF, SENDING, VIEWS, Force, World, body, draft, world
from understone.errors import ExchangeError, UnderstoneError
from understone.exchange import directory, keys, manifest, sealing, tarball
from understone.exchange.errors import (
    DirectoryError,
    MediaRefused,
    RevokedKey,
    SchemaUnknown,
    Tampered,
    ThresholdUnmet,
    TooLarge,
    UnknownSigner,
    WrongRecipient,
)

OTHER_SENDING = SENDING.replace("d001", "d002")


@pytest.fixture(scope="module")
def known() -> World:
    return world()


def test_a_sealed_file_holds_the_draft_and_both_signatures(known: World) -> None:
    """Read with age and tar alone; the digests are those that the person is told."""
    made = draft(None, {"log.csv": b"a,b\n1,2\n"})
    sealed = known.seal(made, "author", "approver")
    with tarfile.open(fileobj=io.BytesIO(pyrage.decrypt(sealed.content, [known.private["met-seal"]]))) as tar:
        inside = {member.name: tar.extractfile(member).read() for member in tar}  # type: ignore[union-attr]
    envelope = inside.pop("manifest.dsse.json")
    assert inside == {**made.files, "manifest.json": made.manifest_bytes}
    assert sealed.envelope_digest == hashlib.sha256(envelope).hexdigest()
    assert sealed.sealed_digest == hashlib.sha256(sealed.content).hexdigest()
    assert envelope.count(b'"keyid"') == 2


def test_nothing_of_the_package_can_be_seen_in_the_sealed_file(known: World) -> None:
    content = known.seal(draft(None, {"log.csv": b"time,event\n"}), "author", "approver").content
    for clear in (b"S-118", SENDING.encode(), MET.encode(), b"log.csv", b"time,event", b"AN-07"):
        assert clear not in content


def test_only_sealing_and_recovery_key_of_the_force_open_it(known: World) -> None:
    content = known.seal(draft(), "author", "approver").content
    opening = []
    for name in ("met-seal", "met-recovery", "kent-seal"):
        try:
            pyrage.decrypt(content, [known.private[name]])
        except pyrage.DecryptError:
            continue
        opening.append(name)
    assert opening == ["met-seal", "met-recovery"]


def test_the_same_package_for_two_forces_is_two_files_and_neither_opens_that_of_the_other(
    tmp_path: Path, known: World
) -> None:
    forces = {}
    for code, key, sending in ((MET, "met-seal", SENDING), (KENT, "kent-seal", OTHER_SENDING)):
        (tmp_path / code).mkdir()
        content = known.seal(draft(recipient=code, dissemination=sending), "author", "approver").content
        forces[code] = (Force(tmp_path / code, known, code, key), content)
    for mine, yours in ((MET, KENT), (KENT, MET)):
        force, content = forces[mine]
        assert force.open(content).manifest.recipient == mine
        with pytest.raises(WrongRecipient, match="sealed to other keys"):
            force.open(forces[yours][1])


def test_sealed_twice_it_is_the_same_package(tmp_path: Path, known: World) -> None:
    """Encryption differs each time, signatures do not: a lost file can be sent again under its number."""
    first, second = (known.seal(draft(), "author", "approver") for _ in range(2))
    assert first.sealed_digest != second.sealed_digest
    assert first.envelope_digest == second.envelope_digest
    force = Force(tmp_path, known)
    force.take(first.content)
    assert force.take(second.content).seen is not None
    assert len(force.inbox.held()) == 1


@given(
    path=st.sampled_from(["package.json", "view.html", "view.pdf", "attachments/a.txt"]), added=st.binary(min_size=1)
)
def test_a_file_changed_after_the_signatures_is_refused_by_name(known: World, path: str, added: bytes) -> None:
    made = draft(None, {"a.txt": b"text\n"})
    changed = replace(made, files={**made.files, path: made.files[path] + added})
    with pytest.raises(Tampered, match=f"{path} is not as the manifest says"):
        known.seal(changed, "author", "approver")


def test_a_draft_changed_between_author_and_approver_is_refused(known: World) -> None:
    """The approver signs what the author did not."""
    first, second = draft(), draft(None, {"more.txt": b"more\n"})
    signatures = [known.sign(first, "author"), known.sign(second, "approver")]
    with pytest.raises(Tampered, match=f"the signature by key {known.id('author')} does not hold"):
        sealing.seal(second, signatures, known.directory, at=NOW)
    with pytest.raises(Tampered, match=f"the signature by key {known.id('approver')} does not hold"):
        sealing.seal(first, signatures, known.directory, at=NOW)


def test_signatures_do_not_carry_over_to_another_force(known: World) -> None:
    made, other = draft(), draft(recipient=KENT)
    signatures = [known.sign(made, each) for each in ("author", "approver")]
    assert sealing.seal(made, signatures, known.directory, at=NOW)
    with pytest.raises(Tampered):
        sealing.seal(other, signatures, known.directory, at=NOW)


@pytest.mark.parametrize(
    ("signers", "told"),
    [
        ((), r"nobody signed, with 0 key\(s\)"),
        (("author",), r"only AN-07 signed, with 1 key\(s\)"),
        (("approver",), r"only AP-02 signed, with 1 key\(s\)"),
        (("author", "author2"), r"only AN-07 signed, with 2 key\(s\)"),
    ],
)
def test_fewer_than_two_persons_are_told_who_signed(known: World, signers: tuple[str, ...], told: str) -> None:
    with pytest.raises(ThresholdUnmet, match=told):
        known.seal(draft(), *signers)


def test_one_signature_given_twice_is_no_second_person(known: World) -> None:
    with pytest.raises(Tampered, match="one key stands twice"):
        known.seal(draft(), "author", "author")


def test_a_third_signature_does_no_harm(tmp_path: Path, known: World) -> None:
    opened = Force(tmp_path, known).open(known.seal(draft(), "author", "author2", "approver").content)
    assert sorted(each.person for each in opened.signers) == ["AN-07", "AN-07", "AP-02"]


@pytest.mark.parametrize("stranger", ["clerk", "met"])
def test_nobody_outside_the_agency_signs(known: World, stranger: str) -> None:
    """Nor is such a signature ignored beside two good ones."""
    for signers in (("author", stranger), ("author", "approver", stranger)):
        with pytest.raises(UnknownSigner, match="of no person of AGENCY"):
            known.seal(draft(), *signers)


def test_a_key_that_the_directory_does_not_hold_signs_nothing(known: World) -> None:
    made = draft()
    signatures = [known.sign(made, "author"), world().sign(made, "approver")]
    with pytest.raises(UnknownSigner, match="no directory of yours names"):
        sealing.seal(made, signatures, known.directory, at=NOW)


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"revoked_at": "2026-11-01T09:30:00Z", "cause": "stolen"}, RevokedKey),
        ({"until": "2026-11-01T09:00:00Z"}, UnknownSigner),
        ({"effective": "2026-11-01T10:00:01Z"}, UnknownSigner),
        ({"person": None}, UnknownSigner),
    ],
    ids=["revoked", "ended before", "begins later", "of no person"],
)
def test_what_the_force_would_refuse_is_not_sealed(known: World, changes: dict[str, Any], kind: type) -> None:
    made = draft()
    signatures = [known.sign(made, each) for each in ("author", "approver")]
    with pytest.raises(kind):
        sealing.seal(made, signatures, known.with_entry("approver", **changes), at=NOW)


def test_a_revoked_signature_is_left_out_once_the_same_person_signed_again(tmp_path: Path, known: World) -> None:
    """The signature of another person makes up for nothing; and the force never sees the revoked one."""
    made = draft()
    held = known.with_entry("author", revoked_at="2026-11-01T09:30:00Z", cause="lost")
    by = {name: known.sign(made, name) for name in ("author", "author2", "approver")}
    with pytest.raises(RevokedKey):
        sealing.seal(made, [by["author"], by["approver"]], held, at=NOW)
    with pytest.raises(ThresholdUnmet, match="only AN-07 signed"):
        sealing.seal(made, [by["author"], by["author2"]], held, at=NOW)
    sealed = sealing.seal(made, list(by.values()), held, at=NOW)
    opened = Force(tmp_path, known).open(sealed.content, keys=held)
    assert {each.key_id for each in opened.signers} == {known.id("author2"), known.id("approver")}


def test_there_is_no_sealing_to_a_force_without_a_live_sealing_key(known: World) -> None:
    made = draft()
    signatures = [known.sign(made, each) for each in ("author", "approver")]
    for changes in ({"until": "2026-11-01T10:00:00Z"}, {"revoked_at": "2026-11-01T09:00:00Z", "cause": "lost"}):
        with pytest.raises(DirectoryError, match=f"{MET} has no sealing key in effect"):
            sealing.seal(made, signatures, known.with_entry("met-seal", **changes), at=NOW)


def test_a_public_key_that_is_none_is_told_in_words(known: World) -> None:
    """Its id fits, its bech32 check sum does not: no key file made it."""
    false = "age1" + "q" * 58
    held = known.with_entry("met-seal", public=false, key_id=directory.key_id(false))
    made = draft()
    signatures = [known.sign(made, each) for each in ("author", "approver")]
    with pytest.raises(UnderstoneError):
        sealing.seal(made, signatures, held, at=NOW)


@pytest.mark.parametrize("name", ["../a.txt", "sub/a.txt", ".a.txt", "a b.txt", "a\n.txt", "é.txt", "-a.txt"])
def test_an_attachment_whose_name_could_lead_elsewhere_makes_no_draft(name: str) -> None:
    with pytest.raises(SchemaUnknown, match="not a file name"):
        draft(None, {name: b"text\n"})


def test_attachments_that_differ_in_case_alone_make_no_draft() -> None:
    with pytest.raises(SchemaUnknown, match="once each"):
        draft(None, {"a.txt": b"one\n", "A.txt": b"two\n"})


def test_a_picture_makes_no_draft_neither_attached_nor_in_the_view() -> None:
    picture = PDF.replace(b"/MediaBox", b"/Resources<</XObject<</I<</Subtype/Image>>>>>>/MediaBox")
    assert draft(None, {"a.pdf": PDF})
    with pytest.raises(MediaRefused, match="raster picture"):
        draft(None, {"a.pdf": picture})
    with pytest.raises(MediaRefused, match="raster picture"):
        sealing.build(
            body(), {}, views=VIEWS | {"view.pdf": picture}, dissemination=SENDING, recipient=MET, created=CREATED
        )


def test_a_file_or_a_whole_over_its_limit_is_refused(known: World, monkeypatch: pytest.MonkeyPatch) -> None:
    made = draft(None, {"a.txt": b"a" * 9000})
    monkeypatch.setattr(tarball, "ALL_AT_MOST", 9000)
    with pytest.raises(TooLarge, match="more than the 9,000"):
        known.seal(made, "author", "approver")
    monkeypatch.setattr(tarball, "FILE_AT_MOST", 8999)
    with pytest.raises(TooLarge, match="9,000 bytes are more than the 8,999"):
        draft(None, {"a.txt": b"a" * 9000})


def test_a_package_sealed_anew_opens_with_the_new_key_and_is_the_same(tmp_path: Path, known: World) -> None:
    sealed = known.seal(draft(None, {"log.csv": b"a,b\n"}), "author", "approver")
    new = keys.new_identity()
    again = sealing.reseal(sealed.content, known.private["met-recovery"], keys.public_of(new))
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(again, [known.private["met-seal"]])
    first = Force(tmp_path, known).open(sealed.content)
    second = Force(tmp_path, World(known.private | {"met-seal": new}, known.directory)).open(again)
    assert (second.manifest, second.files, second.signers) == (first.manifest, first.files, first.signers)
    assert second.envelope_digest == sealed.envelope_digest


def test_sealing_anew_needs_the_right_key_a_sealed_file_and_a_recipient(known: World) -> None:
    content = known.seal(draft(), "author", "approver").content
    to, recovery = keys.public_of(keys.new_identity()), known.private["met-recovery"]
    assert sealing.reseal(content, recovery, to)
    for sealed, identity, recipient in (
        (content, known.private["kent-seal"], to),
        (content[:-1], recovery, to),
        (b"no age file", recovery, to),
        (content, recovery, "age1nobody"),
        (content, recovery, known.id("met")),
    ):
        with pytest.raises(ExchangeError):
            sealing.reseal(sealed, identity, recipient)


def test_a_draft_states_its_time_in_utc_to_the_second() -> None:
    made = draft()
    assert made.manifest.created == "2026-11-01T09:00:00Z"
    assert manifest.parse(made.manifest_bytes) == made.manifest
