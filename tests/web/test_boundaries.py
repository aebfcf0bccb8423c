"""Each page asked by each role, of one's own records and of others': made of the table of pages."""

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any
from uuid import UUID

import pytest

from understone.operation.access import permissions
from understone.operation.access.permissions import Level
from web.served import Served, everyone, in_the_pages

ROLES = sorted(everyone().items())
KEY = "019ab000-0000-7000-8000-000000000001"
AGENCY = frozenset({"IO", "AN", "AP", "CO", "AU", "AD"})
_PAGES = """
import django, json; django.setup()
from django.urls import get_resolver
from understone.web.pages import PAGES
told = [
    {"path": each.path, "name": each.name, "reads": each.reads, "does": each.does, "metadata": each.metadata,
     "of": each.of or each.reads, "across": each.across}
    for each in PAGES
]
print(json.dumps({"pages": told, "routes": [str(each.pattern) for each in get_resolver().url_patterns]}))
"""
OPEN_TO_ALL = {"", "healthy", "ready", "sign-in", "sign-in/code", "sign-in/closed"}


@cache
def _told(server: Served) -> Mapping[str, Any]:
    return json.loads(in_the_pages(server, _PAGES))


@pytest.fixture
def pages(server: Served) -> Sequence[Mapping[str, Any]]:
    return _told(server)["pages"]


@pytest.fixture
def routes(server: Served) -> Sequence[str]:
    return _told(server)["routes"]


def address(path: str, key: str | None) -> str:
    return "/" + re.sub(r"<\w+:\w+>", key or "", re.sub(r"<int:\w+>", "7", path))


def anywhere(server: Served, path: str) -> str:
    return address(path, server.subjects[0] if "<ref:" in path else KEY)


def test_who_is_not_signed_in_is_answered_by_nothing_but_the_way_in(server: Served, routes: Sequence[str]) -> None:
    for route in routes:
        path = anywhere(server, route)
        for method in ("GET", "POST"):
            answer = server.visitor().ask(method, path)
            if route in OPEN_TO_ALL:
                assert answer.status in {200, 302, 403, 405}, (method, path)
                continue
            refused = answer.status == 403 and method == "POST"  # no form of ours was sent
            assert refused or answer.headers.get("location", "").startswith("/sign-in"), (method, path, answer.status)
            assert server.subjects[0] not in answer.text


@pytest.mark.parametrize(("who", "role"), ROLES)
def test_every_page_answers_a_role_as_the_permissions_say(
    server: Served, pages: Sequence[Mapping[str, Any]], who: str, role: str
) -> None:
    """Of each organisation's records, and of one that does not exist: where none may be read the answers are equal."""
    visitor = server.signed_in(who)
    asked = 0
    for page in pages:
        for org, key in _of_each(server, page):
            path = address(page["path"], key)
            answer = visitor.get(path)
            asked += 1
            if answer.status == 405:
                answer = visitor.post(path, seen="/home")
                answers = {302, 404, 403, 422} | (set() if page["does"] or page["of"] else {200})
                assert answer.status in answers, (path, answer.status, answer.title)
                if page["does"] and permissions.level(page["does"], role) in {Level.NONE, Level.METADATA}:
                    assert answer.status in {302, 403}, (path, role)
                    assert "done=" not in answer.headers.get("location", ""), (path, role)
                continue
            if answer.headers.get("location", "").startswith("/sign-in/again"):
                continue  # a code is asked before anything else is looked at
            level = permissions.reading(page["reads"], role) if page["reads"] else Level.READ
            if level is not Level.READ and not (page["metadata"] and level is Level.METADATA):
                assert (answer.status, answer.title) == (403, "Your role does not do this"), (path, role)
                continue
            if answer.title.startswith("What do you open"):
                asked += 1
                visitor.post(path, {"purpose": "to see who may see it"})
                answer = visitor.get(path)
            there = org is None or org == org_of(who) or page["across"] == "all"
            maybe = org is not None and org != ABSENT and page["across"] == "some"
            assert answer.status in ({200, 404} if maybe else {200} if there else {404}), (path, role, answer.title)
            if answer.status == 404:
                assert key is None or key not in re.sub(r"<nav.*?</nav>", "", answer.text, flags=re.S), (path, role)
            if role not in AGENCY:
                assert not set(re.findall(r"\bS-\d+\b", answer.text)) & set(server.subjects), (path, role)
                assert server.referral not in answer.text or server.referral in path, (path, role)
    assert asked >= sum(2 if "<" in page["path"] else 1 for page in pages), "one's own, and what does not exist"


ABSENT = "nobody"


def org_of(who: str) -> str:
    """Return the organisation of somebody of the tests."""
    role, _, number = who.partition("-")
    return "AGENCY" if role in AGENCY else number


def _of_each(server: Served, page: Mapping[str, Any]) -> list[tuple[str | None, str | None]]:
    """Return the organisations whose records the page can be asked of, each with a record's key; nothing for a list."""
    if "<" not in page["path"]:
        return [(None, None)]
    known = server.records.get(page["of"], {})
    assert known, f"no room of the tests makes a record for {page['path']}"
    absent = str(UUID(int=7)) if "<uuid:" in page["path"] else "S-999"
    return [*known.items(), (ABSENT, absent)]


def test_every_kind_of_record_that_an_address_names_is_made(server: Served, pages: Sequence[Mapping[str, Any]]) -> None:
    assert {each["of"] for each in pages if "<" in each["path"]} <= set(server.records)


def test_a_form_without_its_token_is_refused_everywhere(server: Served, pages: Sequence[Mapping[str, Any]]) -> None:
    visitor = server.signed_in("AN-1")
    visitor.get("/home")
    for page in pages:
        assert visitor.ask("POST", anywhere(server, page["path"]), {"purpose": "none"}).status in {403, 405}


def test_a_task_of_another_organisation_cannot_be_taken(server: Served) -> None:
    page = server.signed_in("AN-1").get("/home")
    found = re.findall(r"/tasks/([0-9a-f-]{36})/take", page.text)
    assert found
    for who in ("IN-E23000001", "SV-E23000001"):
        answer = server.signed_in(who).post(f"/tasks/{found[0]}/take", seen="/role")
        assert (answer.status, answer.title) == (404, "There is nothing here")


def test_a_place_in_a_list_that_is_not_ours_is_nothing(server: Served) -> None:
    visitor = server.signed_in("AN-1")
    for made_up in ("1", "WyIyMDI2Il0:1:forged", "%00", "a" * 5000):
        assert visitor.get(f"/subjects?after={made_up}").status == 404
        assert visitor.get(f"/home?after={made_up}").status == 404
