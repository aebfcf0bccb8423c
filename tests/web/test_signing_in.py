"""Who gets in: password and code, neither guessed nor used twice; what the ledger hears of it; and out again."""

import json
import re
from typing import Any
from urllib.parse import urlencode

import psycopg
import pytest

from operation.installed import PASSWORD
from web.served import SECRET, SIGN_IN, Served, code, in_the_pages


def told(server: Served, event: str) -> list[dict[str, Any]]:
    query = (
        "SELECT leaf::json ->> 'object', payload::json FROM ledger.ledger_entry JOIN ledger.ledger_payload USING (seq)"
        " WHERE leaf::json ->> 'event' = %s ORDER BY seq"
    )
    with psycopg.connect(server.owner, autocommit=True) as db:
        return [{"object": about, **payload} for about, payload in db.execute(query.encode(), (event,))]


def forget_tries(server: Served) -> None:
    with psycopg.connect(server.owner, autocommit=True) as db:
        db.execute("DELETE FROM web.shared_memory")


def test_with_password_and_code_and_the_ledger_hears_of_it(server: Served) -> None:
    forget_tries(server)
    before = len(told(server, "session.started"))
    visitor = server.visitor()
    assert visitor.get("/home").headers["location"] == "/sign-in?next=%2Fhome"
    old = visitor.get("/sign-in") and visitor.cookies.get("session")
    answer = visitor.sign_in("AN-1")
    assert (answer.status, answer.headers["location"]) == (302, "/home")
    assert visitor.cookies["session"] != old, "a session of before the sign-in is not the one after it"
    assert visitor.get("/home").title == "What first?"
    assert len(told(server, "session.started")) == before + 1


def test_one_answer_to_every_failure_and_the_cause_on_the_ledger_alone(server: Served) -> None:
    forget_tries(server)
    before = len(told(server, "session.failed"))
    answers = [server.visitor().sign_in(who, "not the password") for who in ("AN-1", "NOBODY-7")]
    said = {re.sub(r'value="[^"]*"', "", each.text) for each in answers}
    assert len(said) == 1
    assert "Nobody says which" in said.pop()
    assert [each["cause"] for each in told(server, "session.failed")[before:]] == ["password", "no such account"]
    assert "not the password" not in json.dumps(told(server, "session.failed"))


def test_a_code_is_used_once(server: Served) -> None:
    forget_tries(server)
    typed = code()
    assert server.visitor().sign_in("AP-1", typed=typed).headers.get("location") == "/home"
    again = server.visitor().sign_in("AP-1", typed=typed)
    assert again.status == 200
    assert "was used already" in again.text


def test_after_five_wrong_passwords_the_right_one_has_to_wait(server: Served) -> None:
    forget_tries(server)
    for _ in range(5):
        server.visitor().sign_in("CO-1", "wrong, certainly wrong")
    answer = server.visitor().sign_in("CO-1", SIGN_IN)
    forget_tries(server)
    assert "Too many tries" in answer.text


@pytest.mark.parametrize(
    ("who", "wanted", "gets"),
    [
        ("IO-1", "/subjects?state=open", "/subjects?state=open"),
        ("SV-E23000001", "https://example.org/", "/home"),
        ("SL-E23000001", "//example.org/", "/home"),
        ("GR-E23000001", "/\\example.org", "/home"),
        ("DE-E23000001", "javascript:alert(1)", "/home"),
    ],
)
def test_one_goes_on_to_the_page_that_was_wanted_and_never_elsewhere(
    server: Served, who: str, wanted: str, gets: str
) -> None:
    forget_tries(server)
    visitor = server.visitor()
    page = f"/sign-in?{urlencode({'next': wanted})}"
    first = visitor.post("/sign-in", {"login": who, "password": SIGN_IN, "next": wanted}, seen=page)
    assert first.headers["location"].split("?")[0] == "/sign-in/code"
    assert visitor.post("/sign-in/code", {"code": code()}).headers["location"] == gets


def test_signing_out_ends_the_session_for_good(server: Served) -> None:
    visitor = server.visitor()
    forget_tries(server)
    visitor.sign_in("AU-1")
    kept = dict(visitor.cookies)
    assert visitor.post("/sign-out").status == 302
    visitor.cookies = kept
    assert visitor.get("/home").headers["location"].startswith("/sign-in")


def test_whose_account_is_ended_is_out_with_the_next_request(server: Served) -> None:
    visitor = server.signed_in("AD-1")
    assert visitor.get("/home").status == 200
    program = (
        "import django; django.setup()\nfrom understone.web.accounts.models import Account\n"
        "import sys; Account.objects.filter(pseudonym='AD-1').update(is_active=sys.argv[1] == 'on')"
    )
    in_the_pages(server, program, "off")
    try:
        assert visitor.get("/home").headers["location"].startswith("/sign-in")
    finally:
        in_the_pages(server, program, "on")


def test_who_left_the_operation_sees_nothing_more(server: Served) -> None:
    visitor = server.signed_in("SP-E23000001")
    assert visitor.get("/home").status == 200
    with psycopg.connect(server.owner, autocommit=True) as db:
        db.execute("UPDATE person SET active = false WHERE pseudonym = 'SP-E23000001'")
        try:
            assert visitor.get("/home").headers["location"] == "/role"
        finally:
            db.execute("UPDATE person SET active = true WHERE pseudonym = 'SP-E23000001'")


def test_a_new_account_chooses_a_password_and_sets_up_codes_before_anything_else(server: Served) -> None:
    program = "import django; django.setup()\nfrom understone.web.accounts import keeping\nprint(keeping.made('AN-2'))"
    given = in_the_pages(server, program).strip()
    forget_tries(server)
    visitor = server.visitor()
    visitor.sign_in("AN-2", given)
    assert visitor.get("/home").headers["location"] == "/me/password"
    chosen = {"oldpassword": given, "password1": "three grey herons", "password2": "three grey herons"}
    visitor.post("/me/password", chosen)
    assert visitor.get("/home").headers["location"] == "/me/codes/app"
    assert visitor.get("/subjects").headers["location"] == "/me/codes/app"
    assert visitor.get("/me/codes/app").title == "Set up your codes"


def test_accounts_and_the_operation_are_out_of_each_others_sight(server: Served) -> None:
    place = server.owner.replace(server.owner.split("://")[1].split("@")[0], "{}")
    pages = (server.folder / "web/password").read_text()
    for login, query in (
        (f"understone_session:{PASSWORD}", "SELECT count(*) FROM web.account"),
        (f"understone_web:{pages}", "SELECT count(*) FROM public.person"),
        (f"understone_web:{pages}", "SELECT count(*) FROM ledger.ledger_entry"),
        (f"understone_web:{pages}", "SET ROLE understone_definer"),
    ):
        with psycopg.connect(place.format(login), autocommit=True) as db:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                db.execute(query.encode())


def test_what_is_kept_of_an_account_signs_nobody_in(server: Served) -> None:
    with psycopg.connect(server.owner, autocommit=True) as db:
        kept = str(db.execute("SELECT password FROM web.account").fetchall())
        kept += str(db.execute("SELECT data::text FROM web.mfa_authenticator").fetchall())
    assert SIGN_IN not in kept
    assert SECRET not in kept
