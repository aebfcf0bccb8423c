"""Queries and bytes that a page may cost (page specification §6), counted on the pages' own databases."""

import gzip
import json
from functools import cache
from typing import Any

import pytest

from web.served import Served, in_the_pages, session_of

_COUNT = """
import django, json, sys; django.setup()
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
visitor = Client(headers={"host": "127.0.0.1"})
visitor.cookies["session"] = sys.argv[1]
told = {}
for path in sys.argv[2:]:
    visitor.get(path)
    with CaptureQueriesContext(connections["default"]) as one, CaptureQueriesContext(connections["web"]) as other:
        answer = visitor.get(path)
    asked = [each["sql"] for each in [*one.captured_queries, *other.captured_queries]]
    asked = [each for each in asked if each not in {"BEGIN", "COMMIT"}]
    told[path] = {"status": answer.status_code, "queries": len(asked), "html": answer.content.decode(), "asked": asked}
print(json.dumps(told))
"""
BUDGETS = {"/home": (8, 15), "/subjects": (8, 15), "/subjects/S-1": (20, 20), "/subjects/S-1/risk": (20, 20)}


@cache
def counted(server: Served) -> dict[str, Any]:
    server.signed_in("AN-1").post("/subjects/S-1", {"purpose": "counting"}, seen="/home")
    return json.loads(in_the_pages(server, _COUNT, session_of(server, "AN-1"), *BUDGETS))


@pytest.mark.parametrize("path", BUDGETS)
def test_a_page_keeps_to_its_budget(server: Served, path: str) -> None:
    queries, kilobytes = BUDGETS[path]
    found = counted(server)[path]
    assert found["status"] == 200
    assert found["queries"] <= queries, found["asked"]
    assert len(gzip.compress(found["html"].encode(), 6)) <= kilobytes * 1000
