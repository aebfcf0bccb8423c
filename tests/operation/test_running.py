"""Which operation a command works on: the embedded one of a folder, or those that the environment names."""

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from database.clusters import fresh_database
from operation.installed import PASSWORD, fresh_operation
from understone.database.errors import Unreachable
from understone.errors import UsageError
from understone.operation import installing, running
from understone.operation.errors import DatabaseNotInstalled
from understone.operation.models import Organisation

NAMES = ("UNDERSTONE_OPERATION", "UNDERSTONE_DATABASE_URL", "UNDERSTONE_APPLICATION_URL")


@pytest.fixture(autouse=True)
def nothing_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


@contextmanager
def folder_with_the_password(tmp_path: Path) -> Iterator[Path]:
    """Give a folder that keeps the password which this worker's cluster has for the sessions' login."""
    (tmp_path / "session-password").write_text(PASSWORD)
    yield tmp_path


def works_as() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        (name,) = cursor.fetchone()
        return str(name)


def test_a_named_server_is_installed_when_asked_and_worked_on_as_a_session(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with fresh_database() as url, folder_with_the_password(tmp_path) as folder:
        monkeypatch.setenv("UNDERSTONE_DATABASE_URL", url)
        monkeypatch.setenv("UNDERSTONE_OPERATION", str(folder))
        with pytest.raises(DatabaseNotInstalled), running.opened():
            pass
        with running.opened(make=True) as first:
            assert (works_as(), Organisation.objects.count()) == ("understone_session", 0)
        with running.opened(folder) as second:
            assert works_as() == "understone_session"
        assert first == second
        assert second.owner == url


def test_an_older_operation_is_brought_up_to_date_and_keeps_what_its_clock_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with fresh_operation() as (_, owner), folder_with_the_password(tmp_path) as folder:
        monkeypatch.setenv("UNDERSTONE_DATABASE_URL", owner)
        older = "CREATE OR REPLACE FUNCTION us_installed() RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT 'older' $$"
        with psycopg.connect(owner, autocommit=True) as db:
            db.execute(older)
            with running.opened(folder):
                assert installing.found_version(db) == installing.version()
            assert db.execute("SELECT us_turnable()").fetchone() == (True,)


def test_sessions_alone_need_no_folder_and_install_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with fresh_operation() as (session, owner):
        monkeypatch.setenv("UNDERSTONE_APPLICATION_URL", session)
        with running.opened() as addresses:
            assert (works_as(), addresses.owner) == ("understone_session", None)
        with psycopg.connect(owner, autocommit=True) as db:
            db.execute("DROP FUNCTION us_installed()")
        with pytest.raises(DatabaseNotInstalled), running.opened():
            pass
        with psycopg.connect(owner, autocommit=True) as db:
            assert installing.found_version(db) is None


def test_nothing_is_made_where_none_was_asked_for(tmp_path: Path) -> None:
    with pytest.raises(UsageError), running.opened():
        pass
    with pytest.raises(DatabaseNotInstalled) as refused, running.opened(tmp_path / "none"):
        pass
    assert "understone operation install" in refused.value.remedy
    assert list(tmp_path.iterdir()) == []


def test_the_password_is_made_at_random_kept_for_its_owner_and_not_made_again(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    first, second = (running.kept_password(tmp_path / name / "session-password") for name in ("a", "b"))
    assert len(first) == 32  # 24 bytes in base64
    assert first != second
    assert running.kept_password(tmp_path / "a/session-password") == first
    assert stat.S_IMODE((tmp_path / "a/session-password").stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["session-password"]


def test_a_server_that_does_not_answer_is_told_without_its_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UNDERSTONE_APPLICATION_URL", f"postgresql://someone:hidden-word@/x?host={tmp_path}")
    with pytest.raises(Unreachable) as refused, running.opened():
        pass
    assert "hidden-word" not in f"{refused.value.what} {refused.value.where} {refused.value.remedy}"
