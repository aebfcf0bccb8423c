"""A course of an operation, made by rows as the owner of the database: each step at a time of its own, history kept."""

import json
import random
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg

from understone.exchange.package_terms import TrustKind
from understone.operation.identifiers import NIL, new_id

OWNED = frozenset(
    {"subject", "dissemination", "package", "search", "arrest", "exhibit", "child", "referral", "quarantined", "breach"}
)
CHECKS = ("pnc", "pnd", "register", "local", "public_office")
OFFENCES = ("PCA78-1", "CJA88-160")
FLAGS = {"basis_changed": False, "contradiction": False, "oversized": False, "category": "suspect", "basis": "fact"}
ANSWER = {"findings": [], "corroborators": [], "verdict": "ok", "confidence": "A"}
Made = dict[str, Any]


class Course:
    """Rows by table, as they stand. `step` turns the clock and lets one thing happen."""

    def __init__(self, owner: str, seed: int = 0) -> None:
        self.db = psycopg.connect(owner, autocommit=True)
        self.chance = random.Random(seed)
        found = self.db.execute("SELECT kind, id FROM organisation ORDER BY code").fetchall()
        self.agency = next(key for kind, key in found if kind == "agency")
        self.partner = next(key for kind, key in found if kind == "partner")
        self.forces = [key for kind, key in found if kind == "force"]
        self.comp = self.one("SELECT id FROM compartment WHERE code = 'common'")
        self.person = self.one("SELECT id FROM person WHERE pseudonym = 'AN-1'")
        self.db.execute("INSERT INTO turned_clock (ahead) VALUES ('0')")
        self.rows: dict[str, list[Made]] = {}
        self.number = 0

    def one(self, query: str, *values: Any) -> Any:
        row = self.db.execute(query.encode(), values).fetchone()
        assert row is not None
        return row[0]

    def now(self) -> datetime:
        moment = self.one("SELECT us_now()")
        assert isinstance(moment, datetime)
        return moment

    def turn(self, ahead: timedelta) -> None:
        self.db.execute("UPDATE turned_clock SET ahead = ahead + %s", (ahead,))

    def next(self) -> int:
        self.number += 1
        return self.number

    def put(self, table: str, org: UUID | None = None, recorded: datetime | None = None, **values: Any) -> Made:
        """Insert a row of an organisation (the agency's if none is given), recorded now or at a time."""
        moment = recorded or self.now()
        owned = {"owner_id": self.person, "due": moment} if table in OWNED else {}
        row: Made = {
            **owned, "id": new_id(), "org_id": org or self.agency, "comp_id": self.comp, "shared_to": [self.agency],
            "restricted": False, "roots": [], "wall": NIL, "rev": 1, "op_id": new_id(), "recorded_at": moment,
            "recorded_by": self.person, **values,
        }  # fmt: skip
        names = ", ".join(row)
        record = json.dumps(row, default=lambda each: each.isoformat() if hasattr(each, "isoformat") else str(each))
        text = f"INSERT INTO {table} ({names}) SELECT {names} FROM json_populate_record(NULL::{table}, %s)"
        self.db.execute(text.encode(), (record,))
        self.rows.setdefault(table, []).append(row)
        return row

    def change(self, table: str, row: Made, recorded: datetime | None = None, **values: Any) -> None:
        """Write a row's next revision."""
        row |= {**values, "rev": row["rev"] + 1, "op_id": new_id(), "recorded_at": recorded or self.now()}
        names = [*values, "rev", "op_id", "recorded_at"]
        text = f"UPDATE {table} SET {', '.join(f'{name} = %s' for name in names)} WHERE id = %s"
        self.db.execute(text.encode(), [row[name] for name in names] + [row["id"]])

    def any(self, table: str) -> Made | None:
        there = self.rows.get(table, [])
        return self.chance.choice(there) if there else None

    def force(self) -> UUID:
        return self.chance.choice(self.forces)

    def before(self) -> datetime:
        """Return a time that was, or now and then one that is to come."""
        return self.now() + timedelta(hours=self.chance.choice([-200, -50, -5, -1, -1, 30]))

    def step(self) -> None:
        """Let time pass, then one thing happen."""
        self.turn(timedelta(minutes=self.chance.randrange(1, 600)))
        getattr(self, self.chance.choice(HAPPENINGS))()

    # What happens: each once, by chance.

    def subject(self, **values: Any) -> Made:
        return self.put("subject", state="open", code=f"S-{self.next()}", **FLAGS, **values)

    def some_subject(self) -> Made:
        return self.any("subject") or self.subject()

    def restricted_subject(self) -> None:
        row = self.subject()
        self.change("subject", row, restricted=True, roots=[row["id"]], wall=row["id"])

    def merge(self) -> Made | None:
        """Return the subject that is kept, if two could be merged; an eliminated one is merged as any other."""
        heads = [row for row in self.rows.get("subject", []) if not row.get("alias_of_id")]
        if len(heads) < 2:
            return None
        kept, gone = self.chance.sample(heads, 2)
        self.change("subject", gone, alias_of_id=kept["id"])
        return kept

    def split(self) -> None:
        aliases = [row for row in self.rows.get("subject", []) if row.get("alias_of_id")]
        if aliases:
            self.change("subject", self.chance.choice(aliases), alias_of_id=None)

    def eliminate(self) -> None:
        if self.chance.random() < 0.2:
            self.change("subject", self.some_subject(), state="eliminated")

    def arrest(self, subject: Made | None = None, moment: datetime | None = None) -> Made:
        force = self.force()
        of = {"subject_id": (subject or self.some_subject())["id"], "force_id": force, "at": moment or self.before()}
        return self.put("arrest", force, state="custody", power="PACE-17", **of)

    def second_arrest(self) -> None:
        found = self.any("arrest")
        if found is not None:
            self.arrest({"id": found["subject_id"]})

    def check(self) -> None:
        kind = self.chance.choice([*CHECKS, "register", "register"])
        result = self.chance.choice(["match", "none", "none", "none", "unknown"])
        registered = {"match": self.chance.choice(["yes", "yes", "no"]), "none": "no", "unknown": "unknown"}[result]
        said: Made = {"registered": registered} if kind == "register" else {}
        if kind in ("pnc", "pnd", "local") and result == "match":
            said = {"prior": self.chance.choice(["none", "arrest", "conviction", None])}
        if kind == "public_office":
            said = {"evidence": "invented", "second_by_id": self.person}
        arrest = self.any("arrest")
        about = self.some_subject()["id"] if arrest is None else arrest["subject_id"]
        of = {"subject_id": about, "asked_at": self.before()}
        self.put("subject_check", kind=kind, result=result, **of, **said)

    def all_checks(self) -> None:
        """Let somebody be nobody whom any record knows."""
        subject = self.some_subject()
        for kind in CHECKS:
            said: Made = {"registered": "no"} if kind == "register" else {}
            if kind == "public_office":
                said = {"evidence": "invented", "second_by_id": self.person}
            self.put("subject_check", kind=kind, result="none", subject_id=subject["id"], asked_at=self.now(), **said)

    def position(self) -> None:
        kind, arrest = self.chance.choice(list(TrustKind)[:3]).value, self.any("arrest")
        about = self.some_subject()["id"] if arrest is None else arrest["subject_id"]
        of = {"subject_id": about, "employer": f"Example {self.next()}"}
        self.put("position_of_trust", kind=kind, current="yes", **of)

    def verify_position(self) -> None:
        found = self.any("position_of_trust")
        if found is not None:
            self.change("position_of_trust", found, verified_at=self.before())

    def sending(self) -> None:
        subject, force = self.some_subject(), self.force()
        package = self.put(
            "package", state="sent", subject_id=subject["id"], version=self.next(), kind="development", body={},
            basis=[], author_id=self.person,
        )  # fmt: skip
        self.put(
            "dissemination", state="sent", package_id=package["id"], force_id=force, n=1, sealed_digest="0",
            envelope_digest="0", sent_at=self.now(), band="high", act_by=self.now(),
        )  # fmt: skip

    def answer(self) -> None:
        found = self.any("dissemination")
        if found is not None:
            state = self.chance.choice(["received", "accepted", "accepted", "actioned", "returned", "closed"])
            self.change("dissemination", found, state=state)

    def search(self) -> Made:
        force, number = self.force(), self.chance.randrange(6)
        place = {"address": f"{number} Example Street", "uprn": f"10000000{number}" if number < 4 else None}
        same = [
            row for row in self.rows.get("premises", []) if (row["org_id"], row["address"]) == (force, place["address"])
        ]
        premises = same[0] if same else self.put("premises", force, multi_unit="no", children="unknown", **place)
        subjects = {self.some_subject()["id"], self.some_subject()["id"]}
        return self.put(
            "search", force, state="authorised", force_id=force, premises_id=premises["id"], power="PACE-8",
            subjects=list(subjects), day=self.now().date(), planner_id=self.person, resolutions=[],
        )  # fmt: skip

    def execute(self) -> None:
        found = self.any("search")
        if found is not None and found["state"] != "executed":
            self.change("search", found, state="executed", executed_at=self.before(), result="invented")

    def exhibit(self) -> None:
        search, arrest, parent = self.any("search"), self.any("arrest"), self.any("exhibit")
        if search is None or arrest is None:
            return
        source = {"search_id": search["id"]} if self.chance.random() < 0.6 else {"arrest_id": arrest["id"]}
        inside = {"parent_id": parent["id"]} if parent is not None and self.chance.random() < 0.3 else {}
        force = (search if "search_id" in source else arrest)["force_id"]
        self.put(
            "exhibit", force, state="seized", force_id=force, ref=f"EX/{self.next()}", subtype="invented", seal="A1",
            kind=self.chance.choice(["computer", "phone", "drive", "other"]), continuity=[], **source, **inside,
        )  # fmt: skip

    def examination(self) -> None:
        found = self.any("exhibit")
        if found is not None:
            status = self.chance.choice(["complete", "complete", "partial", "failed"])
            of = {"exhibit_id": found["id"], "case_file_digest": str(self.next())}
            self.put("examination", found["org_id"], tool="invented", known_sets=[], status=status, counts={}, **of)
            self.change("exhibit", found, state=self.chance.choice(["examined", "queued"]))

    def child(self) -> None:
        force = self.force()
        made = {
            "code": f"C-{self.next()}",
            "force_id": force,
            "immediate": self.chance.choice(["yes", "no", "unknown"]),
        }
        child = self.put("child", force, state="identified", **made)
        self.tie(child)

    def tie(self, child: Made | None = None) -> None:
        about = child or self.any("child")
        if about is None:
            return
        subject = self.some_subject()
        there = [row for row in self.rows.get("child_link", [])
                 if (row["child_id"], row["subject_id"]) == (about["id"], subject["id"])]  # fmt: skip
        ccc = self.chance.choice(["yes", "yes", "no", "unknown"])
        if there:
            self.change("child_link", there[0], ccc=ccc)
        else:
            self.put("child_link", about["org_id"], child_id=about["id"], subject_id=subject["id"], ccc=ccc)

    def child_goes_on(self) -> None:
        """Let a child be safeguarded, or begin anew: it stays counted."""
        found = self.any("child")
        if found is not None:
            state = self.chance.choice(["assessed", "decided", "safeguarded", "safeguarded", "identified", "closed"])
            self.change("child", found, state=state, immediate=self.chance.choice(["yes", "no"]))

    def charge(self) -> None:
        found = self.any("arrest")
        if found is not None:
            of = {"subject_id": found["subject_id"], "offence": self.chance.choice(OFFENCES), "n": self.next()}
            self.put("charge", found["org_id"], charged_at=self.before(), offence_date=self.now().date(), **of)

    def referral(self) -> None:
        number = self.next()
        self.put(
            "referral", state="received", source_id=self.partner, source_ref=f"R-{number}", received_at=self.now(),
            original_digest=str(number), content_digest=str(number), format="made", parsed={}, notes=[], urgent=False,
            child_named=False, node="\\x00",
        )  # fmt: skip

    def referral_goes_on(self) -> None:
        found = self.any("referral")
        if found is not None:
            why = self.chance.choice(["insufficient", "no nexus", None])
            state = self.chance.choice(["triaged", "linked", "closed"])
            self.change("referral", found, state=state, closing_reason=why if state == "closed" else None)

    def quarantine(self) -> None:
        number = self.next()
        self.put(
            "quarantined", state="quarantined", source_id=self.partner, received_at=self.now(), place="byte 0",
            original_digest=str(number), error_code="empty", error_text="no",
        )  # fmt: skip

    def repair(self) -> None:
        found = self.any("quarantined")
        if found is not None:
            self.change("quarantined", found, state="received")

    def task(self) -> None:
        of = {"entity": "subject", "object": self.some_subject()["id"], "kind": "invented", "n": self.next()}
        self.put(
            "task", state="open", owner_id=self.person, set_at=self.now(), due=self.now(),
            level=self.chance.randrange(4), **of,
        )  # fmt: skip

    def task_done(self) -> None:
        found = self.any("task")
        if found is not None:
            self.change("task", found, state="done")

    def breach(self) -> None:
        of = {"entity": "search", "object": new_id(), "guard": "G2.4", "at": self.before()}
        self.put("breach", self.force(), state="open", circumstances="invented", **of)


HAPPENINGS = (
    *("subject", "restricted_subject", "merge", "split", "eliminate", "second_arrest", "position", "verify_position"),
    *("sending", "search", "child", "tie", "referral", "referral_goes_on", "quarantine", "repair", "task", "task"),
    *("task_done", "breach"),
    *("arrest", "all_checks", "answer", "execute", "exhibit", "child_goes_on", "charge") * 2,
    *("check", "examination") * 3,
)
