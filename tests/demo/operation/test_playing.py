"""The small demonstration, played: its bulletin is the deck's, its ledger holds, nobody and nothing is left alone."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from demo.operation.conftest import Played
from understone.demo.operation import decks
from understone.demo.operation.decks import Scale

SMALL = decks.of(Scale.SMALL)
VERIFIER = Path(__file__).resolve().parents[3] / "docs" / "verify_ledger.py"


def rows(played: Played, query: str) -> list[tuple[Any, ...]]:
    return played.db.execute(query.encode()).fetchall()


def counted(played: Played, query: str) -> int:
    ((count,),) = rows(played, query)
    return int(count)


def test_every_figure_of_the_bulletin_is_the_deck_s(played: Played) -> None:
    figures = {each["figure"]: each for each in played.answer["figures"]}
    assert [each for each in figures.values() if each["dealt"] != each["counted"]] == []
    names = ("F1 forces", "F2 arrested", "F3 registered", "F7 properties searched", "F8 devices examined")
    assert [figures[name]["counted"] for name in names] == [5, 33, 2, 42, 459]
    assert [figures[name]["counted"] for name in ("F9 children safeguarded", "F10 at immediate risk")] == [22, 6]
    assert figures["F12 referrals"]["counted"] == 117


def test_the_bulletin_is_published_by_two_for_the_command_and_for_the_public(played: Played) -> None:
    assert rows(played, "SELECT audience, state FROM bulletin ORDER BY audience") == [
        ("command", "published"),
        ("public", "published"),
    ]


def test_a_stranger_verifies_the_ledger_with_the_key_on_paper(played: Played) -> None:
    key = (played.folder / "log-key.txt").read_text(encoding="ascii").strip()
    command = [sys.executable, str(VERIFIER), str(played.folder / "ledger-export"), key]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert played.answer["ledger"]["holds"]


def test_the_database_says_that_its_clock_can_be_turned(played: Played) -> None:
    assert rows(played, "SELECT us_turnable()") == [(True,)]


@pytest.mark.parametrize(
    ("deck", "item", "query"),
    [
        ("referrals", "linked", "SELECT count(*) FROM referral WHERE state = 'linked'"),
        ("deliveries", "supplements", "SELECT count(*) FROM referral_part"),
        ("package traps", "amended", "SELECT count(*) FROM package WHERE state = 'superseded'"),
        ("arrest records", "records", "SELECT count(*) FROM arrest"),
        ("premises", "searches executed", "SELECT count(*) FROM search WHERE state = 'executed'"),
        ("exhibit traps", "waiting", "SELECT count(*) FROM exhibit WHERE state = 'queued'"),
        (
            "exhibit traps",
            "other, not examined",
            "SELECT count(*) FROM exhibit WHERE state = 'seized' AND parent_id IS NULL",
        ),
        ("exhibit traps", "sub-exhibits", "SELECT count(*) FROM exhibit WHERE parent_id IS NOT NULL"),
    ],
)
def test_the_traps_were_met(played: Played, deck: str, item: str, query: str) -> None:
    assert counted(played, query) == SMALL.counts[deck, item]


def test_what_came_again_was_seen_and_what_was_re_routed_was_told(played: Played) -> None:
    assert played.events["referral.seen_again"] == SMALL.counts["deliveries", "redelivered"]
    assert played.events["dissemination.rerouted"] == SMALL.counts["package traps", "re-routed"]


def test_packages_went_to_two_forces_where_somebody_has_homes_in_both(played: Played) -> None:
    several = "SELECT package_id FROM dissemination GROUP BY package_id HAVING count(DISTINCT force_id) > 1"
    both = SMALL.counts["package traps", "two forces"] + SMALL.counts["package traps", "re-routed"]
    assert counted(played, f"SELECT count(*) FROM ({several}) AS each") == both


def test_each_subject_has_the_band_and_the_grade_that_was_dealt(played: Played) -> None:
    latest = """SELECT DISTINCT ON (subject_id) subject_id, band FROM risk_assessment ORDER BY subject_id, n DESC"""
    bands = dict(rows(played, f"SELECT band, count(*)::int FROM ({latest}) AS each GROUP BY band"))
    assert bands == SMALL.items("risk band")
    named = """SELECT i.confidence, count(*)::int FROM subject AS s JOIN identity_resolution AS i
        ON i.id = s.identified_by_id GROUP BY i.confidence"""
    assert dict(rows(played, named)) == {
        item[0]: count for item, count in SMALL.items("identity of subjects sent").items()
    }


def test_each_child_is_in_one_state_with_an_owner_and_a_due_time_unless_it_is_closed(played: Played) -> None:
    dealt = sum(SMALL.items("children safeguarded").values()) + SMALL.counts["child traps", "not counted"]
    assert counted(played, "SELECT count(*) FROM child") == dealt
    alone = "SELECT code FROM child WHERE state <> 'closed' AND (owner_id IS NULL OR due IS NULL)"
    assert rows(played, alone) == []


def test_the_table_of_children_counts_each_once(played: Played) -> None:
    lines = played.answer["children"]
    assert sum(line["children"] for line in lines) == counted(played, "SELECT count(*) FROM child")
    assert all(line["holds"] for line in lines)
    assert sum(line["in_time"] for line in lines) == sum(line["immediate"] for line in lines) == 6


def test_each_child_at_immediate_risk_was_decided_on_within_its_clock(played: Played) -> None:
    late = """SELECT c.code FROM child AS c
        JOIN operation_childevent AS first ON first.pgh_obj_id = c.id AND first.rev = 1
        WHERE c.immediate = 'yes' AND NOT EXISTS (
            SELECT 1 FROM operation_childevent AS e WHERE e.pgh_obj_id = c.id AND e.state = 'decided'
              AND e.recorded_at <= first.recorded_at + interval '2 hours')"""
    assert rows(played, late) == []


def test_whatever_is_open_has_an_active_owner_and_a_due_time(played: Played) -> None:
    for table, final in (
        ("referral", ("linked", "closed")),
        ("subject", ("closed", "eliminated")),
        ("package", ("superseded", "withdrawn")),
        ("dissemination", ("closed", "actioned")),
        ("exhibit", ("disposed",)),
        ("task", ("done",)),
    ):
        states = ", ".join(f"'{state}'" for state in final)
        alone = f"""SELECT t.id FROM {table} AS t LEFT JOIN person AS p ON p.id = t.owner_id
            WHERE t.state NOT IN ({states}) AND (t.due IS NULL OR p.active IS NOT TRUE)"""
        if table == "subject":
            alone += " AND t.alias_of_id IS NULL"
        assert rows(played, alone) == [], table


def test_no_guard_was_passed_by_and_nobody_was_refused(played: Played) -> None:
    assert counted(played, "SELECT count(*) FROM breach") == 0
    assert played.events["access.refused"] + played.events["package.refused"] == 0
