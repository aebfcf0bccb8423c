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
AGENCY = frozenset({"IO", "AN", "AP", "CO", "AU", "AD"})
_PAGES = """
import django, json; django.setup()
from django.urls import get_resolver
from understone.web.pages import PAGES
told = [
    {"path": each.path, "name": each.name, "reads": each.reads, "does": each.does, "metadata": each.metadata}
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


def address(path: str, code: str, key: str = "019ab000-0000-7000-8000-000000000001") -> str:
    return "/" + re.sub(r"<uuid:\w+>", key, re.sub(r"<ref:code>", code, path))


def test_who_is_not_signed_in_is_answered_by_nothing_but_the_way_in(server: Served, routes: Sequence[str]) -> None:
    for route in routes:
        path = address(route, server.subjects[0])
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
    """Of the agency's subjects, and of one that does not exist: for who may read none of them the answers are equal."""
    visitor = server.signed_in(who)
    mine = role in AGENCY
    asked = 0
    for page in pages:
        for own in (True, False):
            code, key = (server.subjects[0], server.referral) if own else ("S-999", str(UUID(int=7)))
            path = address(page["path"], code, key)
            answer = visitor.get(path)
            asked += 1
            if answer.status == 405:
                answer = visitor.post(path, seen="/home")
                assert answer.status in {302, 404, 403, 422}, (path, answer.status, answer.title)
                if page["does"] and permissions.level(page["does"], role) in {Level.NONE, Level.METADATA}:
                    assert answer.status in {302, 403}, (path, role)
                    assert "done=" not in answer.headers.get("location", ""), (path, role)
                continue
            level = permissions.reading(page["reads"], role) if page["reads"] else Level.READ
            if level is not Level.READ and not (page["metadata"] and level is Level.METADATA):
                assert (answer.status, answer.title) == (403, "Your role does not do this"), (path, role)
                continue
            if answer.title.startswith("What do you open"):
                asked += 1
                visitor.post(path, {"purpose": "to see who may see it"})
                answer = visitor.get(path)
            there = "<" not in page["path"] or (mine and own)
            assert answer.status == (200 if there else 404), (path, role, answer.title)
            if not mine:
                assert not set(re.findall(r"\bS-\d+\b", answer.text)) & set(server.subjects), (path, role)
                assert server.referral not in answer.text or server.referral in path, (path, role)
    assert asked >= len(pages) * 2


def test_a_form_without_its_token_is_refused_everywhere(server: Served, pages: Sequence[Mapping[str, Any]]) -> None:
    visitor = server.signed_in("AN-1")
    visitor.get("/home")
    for page in pages:
        assert visitor.ask("POST", address(page["path"], server.subjects[0]), {"purpose": "none"}).status in {403, 405}


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
