"""Normal forms beyond the table's examples: published vectors, hostile spellings, and laws."""

from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from understone.exchange.package_terms import Strength
from understone.operation.selectors import online_services
from understone.operation.selectors.checksums import base58check, eip55, keccak256, luhn, onion_v3, segwit
from understone.operation.selectors.kinds import Normal, Refused, SelectorKind
from understone.operation.selectors.look_alikes import look_alikes
from understone.operation.selectors.normal_forms import normalise

K = SelectorKind
NOON = datetime(2026, 10, 14, 12, tzinfo=UTC)


def form(kind: SelectorKind, value: str, **stated: object) -> str:
    """Return the normal form, or the code of the refusal after a question mark."""
    found = normalise(kind, value, **stated)  # type: ignore[arg-type]
    return found.normal if isinstance(found, Normal) else f"?{found.code}"


def doubtful(kind: SelectorKind, value: str, **stated: object) -> bool:
    """Tell whether the normal form is marked confusable."""
    found = normalise(kind, value, **stated)  # type: ignore[arg-type]
    assert isinstance(found, Normal), found
    return found.confusable


@given(kind=st.sampled_from(K), value=st.text(max_size=40))
@example(kind=K.EMAIL, value="a@\ud800.example")
@example(kind=K.PHONE, value="+44\u0967\u0968")
@example(kind=K.DEVICE, value="imei ²²²²²²²²²²²²²²²")
@example(kind=K.IP_PORT_TIME, value="fe80::1%eth0")
def test_nothing_that_a_source_sends_raises(kind: SelectorKind, value: str) -> None:
    found = normalise(kind, value, service="examplechat", born="1981-03-02", occurred_at=NOON, country="GB")
    assert isinstance(found, Normal | Refused)


@given(local=st.text(min_size=1, max_size=20))
@example(local="İstanbul")
@example(local="ﬁsh")
def test_the_form_of_an_email_is_its_own_form(local: str) -> None:
    first = normalise(K.EMAIL, f"{local}@example.org")
    if isinstance(first, Normal):
        assert form(K.EMAIL, first.normal) == first.normal


@pytest.mark.parametrize(
    ("value", "normal"),
    [
        (" Sam.O+x@Example.ORG ", "sam.o+x@example.org"),
        ("sam@example.org.", "?no_domain"),
        ("sam", "?no_domain"),
        ("sam@localhost", "?no_domain"),
        ("@example.org", "?no_local_part"),
        ("s a@example.org", "?no_local_part"),
        ("a@b@example.org", "?no_local_part"),
        ("sam@faß.example", "sam@xn--fa-hia.example"),
    ],
)
def test_emails(value: str, normal: str) -> None:
    """Dots and tags stay; ß is a letter of its own in IDNA 2008 (RFC 5892)."""
    assert form(K.EMAIL, value) == normal


def test_letters_that_only_look_alike_are_marked() -> None:
    """A Cyrillic а among Latin letters, a full-width a, an invisible joiner: never linked automatically."""
    assert [doubtful(K.EMAIL, f"{first}nna@example.org") for first in ("a", "\u0430", "\uff41", "a\u200d")] == [
        False,
        True,
        True,
        True,
    ]
    assert doubtful(K.HANDLE, "p\u0430ul", service="Example Chat")
    assert not doubtful(K.HANDLE, "Zoë", service="Example Chat")
    assert not doubtful(K.NAME_DOB, "Zoë Example", born="1981-03-02")


@pytest.mark.parametrize(
    ("value", "country", "normal"),
    [
        ("+44 (0)7700 900123", None, "+447700900123"),
        ("07700-900123", "gb", "+447700900123"),
        ("00447700900123", None, "?no_country"),
        ("07700 900123", "ZZ", "?no_country"),
        ("07700 900123 ext 4", "GB", "?extension"),
        ("+44 123", None, "?no_number"),
        ("call me", "GB", "?no_number"),
    ],
)
def test_telephone_numbers(value: str, country: str | None, normal: str) -> None:
    assert form(K.PHONE, value, country=country) == normal


def test_a_number_is_of_the_country_that_the_table_states_for_its_service() -> None:
    assert form(K.PHONE, "07700 900123", service="Example Telephone") == "+447700900123"
    assert form(K.PHONE, "07700 900123", service="Example Chat") == "?no_country"


def test_a_number_that_cannot_be_read_is_kept_raw_and_weak() -> None:
    found = normalise(K.PHONE, "07700 900123 ext 4", country="GB")
    assert isinstance(found, Refused)
    assert found.kept == Normal(K.PHONE, "07700 900123 ext 4", Strength.W)


@pytest.mark.parametrize(
    ("value", "normal"),
    [
        ("IMEI:490154203237518", "IMEI:490154203237518"),
        ("imei 490154203237519", "?check_digit"),
        ("imei 111111111111111", "?factory_default"),
        ("idfa 00000000-0000-0000-0000-000000000000", "?factory_default"),
        ("android 9774d56d682e549c", "?factory_default"),
        ("serial to be filled by O.E.M.", "?factory_default"),
        ("490154203237518", "?no_type"),
        ("serial abc-12", "?too_short"),
        ("serial abc-123", "SERIAL:ABC123"),
    ],
)
def test_devices(value: str, normal: str) -> None:
    """The Android id that a whole series of handsets shared is known as such; it would tie thousands of people."""
    assert form(K.DEVICE, value) == normal


@pytest.mark.parametrize(
    ("value", "service", "normal"),
    [
        ("@Sam_01", "Example Chat", "examplechat/sam_01"),
        ("Sam_01", "exampleforum", "exampleforum/Sam_01"),
        ("s.a-m", "EXAMPLECHAT", "examplechat/s.a-m"),
        ("Zoe\u0308", "examplechat", "examplechat/zoë"),
        ("sam", "a service nobody entered", "?unknown_service"),
        ("sam", " ", "?no_service"),
        ("@", "examplechat", "?empty"),
    ],
)
def test_handles(value: str, service: str, normal: str) -> None:
    assert form(K.HANDLE, value, service=service) == normal


def test_an_account_id_is_kept_exactly() -> None:
    assert form(K.ACCOUNT, " 00417-a ", service="examplechat") == "examplechat/ 00417-a "


def test_chains_and_cases_of_wallets() -> None:
    """Addresses of BIP 173, BIP 350, EIP-55 and the genesis block of Bitcoin."""
    assert form(K.WALLET, "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa") == "btc:1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"
    assert form(K.WALLET, "1a1zp1ep5qgefi2dmptftl5slmv7divfna") == "?checksum"
    mixed = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"
    assert form(K.WALLET, mixed) == f"eth:{mixed.lower()}"
    assert form(K.WALLET, mixed.replace("BeAed", "Beaed")) == "?checksum"
    assert form(K.WALLET, mixed, chain="btc") == "?other_chain"
    assert form(K.WALLET, "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kV8F3T4") == "?checksum"


@pytest.mark.parametrize(
    ("address", "holds"),
    [
        ("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0", True),
        ("bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y", True),
        ("bc1sw50qgdz25j", True),
        ("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd", False),
        ("bc1p38j9r5y49hruaue7wxjce0updqjuyyx0kh56v8s25huc6995vvpql3jow4", False),
        ("bc1gmk9yu", False),
        ("bc1pw5dgrnzv", False),
    ],
)
def test_segregated_witness_vectors(address: str, holds: bool) -> None:
    """Valid and invalid addresses of BIP 350, its section of test vectors."""
    assert segwit(address, "bc") is holds


def test_published_digests_and_check_digits() -> None:
    """Keccak team's vectors; the IMEI of the table; EIP-55's own all-capitals and mixed examples."""
    assert keccak256(b"").hex() == "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"
    assert keccak256(b"abc").hex() == "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45"
    assert eip55("52908400098527886E0F7030069857D2E4169EE7")
    assert eip55("fB6916095ca1df60bB79Ce92cE3Ea74c37c5d359")
    assert not eip55("Fb6916095ca1df60bB79Ce92cE3Ea74c37c5d359")
    assert luhn("79927398713")
    assert not luhn("79927398710")
    assert base58check("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb") is None
    assert not onion_v3("a" * 56)


@given(st.text("0123456789", min_size=2, max_size=20), st.data())
def test_luhn_notices_every_single_wrong_digit(digits: str, data: st.DataObject) -> None:
    """What the algorithm promises, over numbers that it accepts."""
    good = next(digits + check for check in "0123456789" if luhn(digits + check))
    place = data.draw(st.integers(0, len(good) - 1))
    other = data.draw(st.sampled_from([d for d in "0123456789" if d != good[place]]))
    assert not luhn(good[:place] + other + good[place + 1 :])


@pytest.mark.parametrize(
    ("value", "stated", "normal"),
    [
        ("198.51.100.7", {"documentation": True}, "198.51.100.7/-/2026-10-14T12:00:00Z"),
        ("198.51.100.7", {}, "?documentation"),
        ("2001:DB8:0:0::1", {"documentation": True, "port": 5}, "2001:db8::1/5/2026-10-14T12:00:00Z"),
        ("100.64.0.9", {}, "?not_public"),
        ("::ffff:10.0.0.4", {}, "?not_public"),
        ("224.0.1.1", {}, "?not_public"),
        ("198.51.100.007", {"documentation": True}, "?no_address"),
        ("198.51.100.7", {"documentation": True, "occurred_at": NOON.replace(tzinfo=None)}, "?no_time"),
        ("198.51.100.7", {"documentation": True, "port": 65536}, "?no_port"),
    ],
)
def test_addresses_ports_and_times(value: str, stated: dict[str, object], normal: str) -> None:
    assert form(K.IP_PORT_TIME, value, **{"occurred_at": NOON, **stated}) == normal


@pytest.mark.parametrize(
    ("value", "uprn", "normal"),
    [
        ("14 Example Street\nExampleton\nZZ99 3VZ", None, "ZZ993VZ/14/-"),
        ("14a Example Street, zz993vz", None, "ZZ993VZ/14A/-"),
        ("Apartment 3B, 12-14 Example Street, ZZ99 3VZ, UK", None, "ZZ993VZ/12-14/3B"),
        ("The Old Example, ZZ99 3VZ", None, "?no_address"),
        ("anything", "0100012345678"[:12], "10001234567"),
        ("anything", "x", "?no_uprn"),
    ],
)
def test_postal_addresses(value: str, uprn: str | None, normal: str) -> None:
    assert form(K.ADDRESS, value, uprn=uprn) == normal


def test_an_onion_is_the_service_whatever_stands_around_it() -> None:
    label = "m3tjref3ldb63we5r2t4ftwcgytx37xljnnvlnobrveftwaqge32thad"
    assert form(K.ONION, f"https://www.{label.upper()}.onion:8443/path?q#f") == f"{label}.onion"
    assert form(K.ONION, "abcdefghij234567.onion") == "?no_onion"


def test_a_date_must_say_its_order_and_its_century() -> None:
    assert form(K.NAME_DOB, "Example, ZOË (Dr)", born="1981-03-02") == "dr example zoe;1981-03-02"
    assert form(K.NAME_DOB, "Zoë", born="1981-02-30") == "?no_date"
    assert form(K.NAME_DOB, "Zoë", born="19810302") == "?no_date"
    assert form(K.NAME_DOB, "···", born="1981-03-02") == "?no_name"


def test_variants_of_a_mailbox_look_alike_and_another_domain_does_not() -> None:
    variants = ["a.b@example.org", "ab+x@example.org", "ab@example.org"]
    forms = {look_alikes(normalise(K.EMAIL, value)) for value in variants}  # type: ignore[arg-type]
    assert forms == {(("email_variant", "ab@example.org"),)}


def test_short_names_on_other_services_say_nothing() -> None:
    names = [normalise(K.HANDLE, name, service="exampleforum") for name in ("Sam1", "Sam_0123")]
    assert [look_alikes(name) for name in names] == [(), (("handle_elsewhere", "sam_0123"),)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "line", ["Chat,A,ignored,", "chat,A,perhaps,", "examplechat,Twice,ignored,\nexamplechat,Again,kept,"]
)
def test_a_table_that_makes_no_sense_names_its_line(line: str) -> None:
    with pytest.raises(ValueError, match="line "):
        online_services.read(f"code,name,case,country\n{line}\n")
