"""A world of the agency and all forces behind many walls, and an oracle in plain Python that says who may see what.

The oracle knows the world because it made it, and holds to the specification's §2; it reads neither SQL nor our code.
"""

import csv
import hashlib
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg

from operation.world import AGENCY_ROLES, FORCE_ROLES, compartment, organisation
from understone.operation.identifiers import NIL, new_id

LIVE, ENDED = datetime(2090, 1, 1, tzinfo=UTC), datetime(2020, 1, 1, tzinfo=UTC)
BEGAN = datetime(2026, 1, 5, 9, tzinfo=UTC)
LATER = BEGAN + timedelta(days=30)
SENSITIVE = ("sensitive-1", "sensitive-2", "sensitive-3")
TRACKED = (
    "subject",
    "referral",
    "referral_part",
    "selector",
    "capture",
    "subject_link",
    "quarantined",
    "subject_check",
    "nominal_match",
    "position_of_trust",
    "risk_fact",
    "risk_assessment",
    "package",
    "signed_manifest",
    "dissemination",
    "receipt",
    "proposal",
    "deconfliction_hit",
    "task",
    "premises",
    "child",
    "child_link",
    "child_at_premises",
    "safeguarding_action",
    "identity_resolution",
    "corroboration",
    "preservation",
    "warrant",
    "search",
    "welfare_plan",
    "breach",
    "arrest",
    "charge",
    "exhibit",
    "examination",
    "finding",
    "viewlog",
    "disclosure_item",
    "bulletin",
)
WALLED = ("original", "link_node", "link_value", "link_carrier", "package_file", "sealed")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with roles and keys to compartments; `expired` are those that have ended."""

    id: UUID
    pseudonym: str
    org: UUID
    roles: tuple[str, ...]
    live: frozenset[UUID]
    expired: frozenset[UUID]


@dataclass(slots=True)
class Kept:
    """A row as the oracle knows it: where it stands, and its values in its last revision."""

    table: str
    id: Any
    org: UUID
    comp: UUID
    shared_to: tuple[UUID, ...]
    restricted: bool
    roots: tuple[UUID, ...]
    values: dict[str, Any]
    revisions: list[tuple[int, datetime]] = field(default_factory=list)


@dataclass(slots=True)
class World:
    """All that there is."""

    agency: UUID = NIL
    partner: UUID = NIL
    forces: dict[str, UUID] = field(default_factory=dict)
    codes: dict[str, UUID] = field(default_factory=dict)  # of compartments
    people: list[Person] = field(default_factory=list)
    rows: dict[str, list[Kept]] = field(default_factory=dict)
    by_id: dict[Any, Kept] = field(default_factory=dict)
    restricted: set[UUID] = field(default_factory=set)
    grants: set[tuple[UUID, UUID]] = field(default_factory=set)  # live ones: subject, person

    def may_read(self, who: Person, row: Kept) -> bool:
        """Say whether the row is there for the person (invariants 2 and 3)."""
        if row.comp not in who.live:
            return False
        if row.org != who.org and who.org not in row.shared_to:
            return False
        if not row.restricted:
            return True
        named = [root for root in row.roots if root in self.restricted]
        return bool(named) and all((root, who.id) in self.grants for root in named)

    def may_write(self, who: Person, row: Kept) -> bool:
        """Say whether the person may change it (invariant 5)."""
        return self.may_read(who, row) and row.org == who.org

    def seen(self, who: Person, table: str) -> list[Kept]:
        """Return the rows of a table that are there for the person."""
        return [row for row in self.rows[table] if self.may_read(who, row)]

    def hidden(self, who: Person, table: str) -> list[Kept]:
        """Return those that are not."""
        return [row for row in self.rows[table] if not self.may_read(who, row)]


def forces(shared_data: Path) -> list[str]:
    """Return the codes of the 45 forces."""
    with (shared_data / "geo" / "forces45.csv").open(encoding="utf-8", newline="") as source:
        return [row["pfa_code"] for row in csv.DictReader(source)]


def make(owner_url: str, force_codes: list[str], seed: int) -> World:
    """Fill a fresh operation, as its owner."""
    chance = random.Random(seed)
    world = World()
    with psycopg.connect(owner_url, autocommit=True) as db:
        world.agency = organisation(db, "agency", "AGENCY", None)
        world.partner = organisation(db, "partner", "examplechat", None)
        world.codes["common"] = compartment(db, "common", None)
        for code in force_codes:
            world.forces[code] = organisation(db, "force", code, "EW")
            world.codes[f"force-{code}"] = compartment(db, f"force-{code}", world.forces[code])
        for code in SENSITIVE:
            world.codes[code] = compartment(db, code, None)
        _people(db, world, chance)
        made = [row for cell in _cells(world) for row in _cell(world, chance, *cell)]
        _insert(db, made)
        _revise(db, world, chance)
        _grants(db, world, chance)
        for row in (row for table in WALLED for row in _keys(db, table, world)):
            row.id = int(row.id)
            world.by_id[row.table, row.id] = row
    return world


def _people(db: psycopg.Connection, world: World, chance: random.Random) -> None:
    common, walls = world.codes["common"], list(world.codes.values())
    places = [(world.agency, "A", role, number) for role in AGENCY_ROLES for number in (1, 2, 3)]
    places += [(org, code, role, 1) for code, org in world.forces.items() for role in FORCE_ROLES]
    for org, code, role, number in places:
        live = {common} if number != 3 else set()
        if code == "A":
            live |= set(chance.sample(walls, 12))
        elif chance.random() < 0.9:
            live.add(world.codes[f"force-{code}"])
        live |= {wall for wall in walls if chance.random() < 0.03}
        ended = {wall for wall in walls if chance.random() < 0.1} - live
        roles = [role]
        if role not in ("AU", "AD") and chance.random() < 0.2:
            others = ("IO", "AN", "AP") if code == "A" else FORCE_ROLES
            roles.append(chance.choice([each for each in others if each != role]))
        who = Person(new_id(), f"{role}-{number}-{code}", org, tuple(roles), frozenset(live), frozenset(ended))
        world.people.append(who)
    db.execute(
        "INSERT INTO person (id, org_id, pseudonym, roles, rank, active)"
        " SELECT id, org_id, pseudonym, roles, rank, true FROM json_populate_recordset(NULL::person, %s)",
        (_json([{"id": p.id, "org_id": p.org, "pseudonym": p.pseudonym, "roles": p.roles} for p in world.people]),),
    )
    keys = [
        {"user_id": who.id, "comp_id": comp, "until": until}
        for who in world.people
        for comps, until in ((who.live, LIVE), (who.expired, ENDED))
        for comp in sorted(comps)
    ]
    db.execute(
        "INSERT INTO membership (user_id, comp_id, until)"
        " SELECT user_id, comp_id, until FROM json_populate_recordset(NULL::membership, %s)",
        (_json(keys),),
    )


def _cells(world: World) -> Iterator[tuple[UUID, str]]:
    """Yield every place where rows lie: an organisation in a compartment."""
    for code in world.codes:
        yield world.agency, code
    for code, org in world.forces.items():
        yield org, "common"
        yield org, f"force-{code}"


def _cell(world: World, chance: random.Random, org: UUID, code: str) -> Iterator[Kept]:
    """Yield the rows of one place. Their values are the same everywhere: only the walls keep them apart."""
    comp = world.codes[code]
    owner = next((who.id for who in world.people if who.org == org and comp in who.live), world.people[0].id)
    place = _Place(world, chance, org, code, comp, owner)
    subjects = [place.subject(number) for number in range(3)]
    yield from subjects
    referrals = []
    for number in range(4):
        subject = subjects[number] if number < 3 else None
        referrals.append(place.referral(number, subject))
        yield referrals[-1]
        yield place.row("original", None, digest=_digest("original", number), content=b"{}".hex())
        yield place.row(
            "link_node", None, key=_node(number).hex(), component=_node(number).hex(), oversized=False,
            contradiction=False, carried=[], given=[], family=[], born=[], born_verified=[],
        )  # fmt: skip
    for number in range(2):
        referral = referrals[number]
        selector = place.row(
            "selector", referral, kind="handle", normal=f"example.com:name-{number}", raw=[f"name-{number}"],
            verified="unknown", strength="M", degree=1, capped=False, confusable=False,
        )  # fmt: skip
        part = place.row(
            "referral_part", referral, referral_id=referral.id, received_at=BEGAN, original_digest="0", format="made",
            content_digest=_digest("part", number), parsed={}, notes=[],
        )  # fmt: skip
        capture = place.row(
            "capture", referral, referral_id=referral.id, part_id=None, json_path="$.name", kind="handle",
            value=f"name-{number}", offset_known=False, event="unknown", proxy="unknown", viewed_by_source="unknown",
            selector_id=selector.id,
        )  # fmt: skip
        yield from (selector, part, capture)
        premises = place.row(
            "premises", referral, address=f"{number + 14} Example Street", multi_unit="unknown", children="yes",
            children_source="invented",
        )  # fmt: skip
        child = place.child(number)
        yield from (premises, child)
        yield place.row(
            "safeguarding_action", None, child_id=child.id, kind="safety_plan", n=1, partner="invented", state="open",
            owner_id=owner, due=LATER,
        )  # fmt: skip
        yield place.row("child_at_premises", referral, child_id=child.id, premises_id=premises.id)
        yield place.row(
            "child_link", subjects[number], child_id=child.id, subject_id=subjects[number].id, ccc="yes",
            relation="invented",
        )  # fmt: skip
        asked = place.row(
            "identity_resolution", referral, premises_id=premises.id, capture_id=capture.id,
            provider="Example Telecom", n=1, authority_ref="invented", request_tokens={}, sent_at=BEGAN,
            findings=[], corroborators=[], verdict="ok", confidence="C",
        )  # fmt: skip
        yield asked
        yield place.row(
            "corroboration", referral, resolution_id=asked.id, kind="occupancy", source="register", observed_at=BEGAN,
            said="invented",
        )  # fmt: skip
        yield place.row(
            "preservation", referral, capture_id=capture.id, provider="Example Telecom", authority_ref="invented",
            expires_at=LATER, state="asked", owner_id=owner, due=LATER,
        )  # fmt: skip
        same = {"kind": "handle", "normal": f"example.com:name-{number}"}
        yield place.row("link_value", None, degree=1, strong=0, medium=1, **same)
        yield place.row("link_carrier", None, node=_node(number).hex(), **same)
        yield from place.police_work(number, subjects[number], premises)
    yield place.row(
        "bulletin", None, as_of=BEGAN, audience="command", state="draft", checkpoint="", figures=[], figures_digest="0",
    )  # fmt: skip
    a, b = sorted((_node(0), _node(1)))
    kind, state = chance.choice([("suggestion", "suggested"), ("judgement", "unsure")])
    yield place.row(
        "subject_link", referrals[0], kind=kind, a=a.hex(), b=b.hex(), via="", rules=0, by_id=owner, state=state,
        reasons=[], score=0, best_of=[], reason="an invented reason", at=BEGAN,
    )  # fmt: skip
    yield place.row(
        "quarantined", None, state="quarantined", owner_id=owner, due=LATER, source_id=world.partner,
        received_at=BEGAN, original_digest=_digest("broken", 1), place="byte 0", error_code="empty", error_text="no",
    )  # fmt: skip
    package = place.row(
        "package", subjects[0], state="sent", owner_id=owner, due=LATER, subject_id=subjects[0].id, version=1,
        kind="development", body={}, basis=[], author_id=owner,
    )  # fmt: skip
    force = sorted(world.forces.values())[0]
    sending = place.row(
        "dissemination", package, state="sent", owner_id=owner, due=LATER, package_id=package.id, force_id=force, n=1,
        sealed_digest="0", envelope_digest="0", sent_at=BEGAN, band="high", act_by=LATER,
    )  # fmt: skip
    yield from (package, sending)
    yield place.row(
        "signed_manifest", package, package_id=package.id, force_id=force, dissemination=sending.id, n=1,
        created=BEGAN, files_of=BEGAN, manifest="{}", signatures=[], void=False,
    )  # fmt: skip
    yield place.row(
        "receipt", sending, dissemination_id=sending.id, seq=1, state="received", at=BEGAN, envelope_digest="0",
        digest="0", signature="", envelope="",
    )  # fmt: skip
    yield place.row(
        "package_file", package, package_id=package.id, created=BEGAN, path="package.json", digest=str(package.id),
        content=b"{}".hex(),
    )  # fmt: skip
    yield place.row("sealed", sending, dissemination_id=sending.id, digest=str(sending.id), content=b"{}".hex())
    yield place.row(
        "proposal", referrals[1], state="open", owner_id=owner, due=LATER, entity="referral", object=referrals[1].id,
        action="referral.close_child_named", payload={}, reason="invented", seen_rev=1, proposed_by_id=owner,
        proposed_role="AN",
    )  # fmt: skip
    risks = [row for subject in subjects[:2] for row in place.risk(subject)]
    yield from risks
    matches = [row for row in risks if row.table == "nominal_match"]
    yield place.row(
        "deconfliction_hit", referrals[0], state="open", owner_id=owner, due=LATER, contact_id=owner,
        hit=UUID(int=chance.getrandbits(128), version=4),
    )  # fmt: skip
    for about in (*subjects, *referrals, *matches, package, sending):
        yield place.row(
            "task", about, entity=about.table, object=about.id, kind="triage", n=1, state="open", owner_id=owner,
            set_at=BEGAN, due=LATER, level=chance.randrange(4),
        )  # fmt: skip


@dataclass(slots=True)
class _Place:
    world: World
    chance: random.Random
    org: UUID
    code: str
    comp: UUID
    owner: UUID

    def subject(self, number: int) -> Kept:
        kept = self.row(
            "subject", None, state="open", owner_id=self.owner, due=LATER, name="Zoë Example",
            basis_changed=False, contradiction=False, oversized=False, category="unconfirmed", basis="assessment",
        )  # fmt: skip
        kept.roots, kept.values["code"] = (kept.id,), f"S-{kept.id}"
        if number == 0 and self.chance.random() < 0.6:
            self.world.restricted.add(kept.id)
            kept.restricted = True
        return kept

    def referral(self, number: int, subject: Kept | None) -> Kept:
        kept = self.row(
            "referral", subject, state="triaged", owner_id=self.owner, due=LATER, source_id=self.world.partner,
            source_ref=f"R-{number}", received_at=BEGAN, original_digest=_digest("original", number),
            content_digest=_digest("content", number), format="made", parsed={"number": number}, notes=[],
            source_eval=2, intel="B", handling="P", urgent=False, child_named=number == 1, node=_node(number).hex(),
            subject_id=subject.id if subject else None,
        )  # fmt: skip
        if number == 3:
            kept.values |= {"state": "received", "source_eval": None, "intel": None, "handling": None}
        return kept

    def child(self, number: int) -> Kept:
        """Make a child: the walls of no subject are its own."""
        kept = self.row(
            "child", None, state="identified", owner_id=self.owner, due=LATER, force_id=self.org, immediate="unknown",
            age_band="5-9",
        )  # fmt: skip
        kept.values["code"] = f"C-{kept.id}"
        return kept

    def risk(self, subject: Kept) -> Iterator[Kept]:
        """Yield what is known of how urgent a subject is."""
        of = {"subject_id": subject.id}
        yield self.row("subject_check", subject, kind="pnc", asked_at=BEGAN, result="none", prior="none", **of)
        yield self.row("position_of_trust", subject, kind="teacher", employer="Example School", current="yes", **of)
        yield self.row("risk_fact", subject, factor="R1", value="yes", evidence="invented", stated_at=BEGAN, **of)
        yield self.row(
            "risk_assessment", subject, n=1, model="1", factors=[], score=0, computed="unknown", unknowns=[], diff=[],
            computed_at=BEGAN, band="unknown", since=BEGAN, act_by=LATER, **of,
        )  # fmt: skip
        yield self.row(
            "nominal_match", subject, state="suggested", owner_id=self.owner, due=LATER, digest=_digest("nominal", 1),
            file_digest=_digest("file", 1), line=2,
            nominal={"name": "Zoë Example", "born": None, "registered": "unknown", "prior": None},
            reasons=["an invented reason"], as_of=BEGAN, **of,
        )  # fmt: skip

    def police_work(self, number: int, subject: Kept, premises: Kept) -> Iterator[Kept]:
        """Yield what a force did about a subject: behind the subject's walls, whoever's the place is."""
        owned = {"owner_id": self.owner, "due": LATER}
        warrant = self.row(
            "warrant", subject, force_id=self.org, ref=f"W-{number}", premises_id=premises.id, power="PACE-8",
            address_text="14 Example Street", expires_at=LATER,
        )  # fmt: skip
        search = self.row(
            "search", subject, state="planned", force_id=self.org, premises_id=premises.id, power="PACE-8",
            subjects=[subject.id], day=BEGAN.date(), planner_id=self.owner, warrant_id=warrant.id, resolutions=[],
            **owned,
        )  # fmt: skip
        arrest = self.row(
            "arrest", subject, state="custody", subject_id=subject.id, force_id=self.org, at=BEGAN, power="PACE-17",
            search_id=search.id, **owned,
        )  # fmt: skip
        exhibit = self.row(
            "exhibit", subject, state="examined", force_id=self.org, ref=f"EX/{number}", search_id=search.id,
            kind="phone", subtype="smartphone", seal="A1", continuity=[], **owned,
        )  # fmt: skip
        examination = self.row(
            "examination", subject, exhibit_id=exhibit.id, case_file_digest=_digest("case", number), tool="invented",
            known_sets=[], status="complete", counts={},
        )  # fmt: skip
        finding = self.row(
            "finding", subject, examination_id=examination.id, volume="1", inode="1", stream="", path="/a.jpg",
            sha256=_digest("picture", number), state="provisional", match="none", lists=[], provisional=True, votes=0,
            facts={}, new_material=False,
        )  # fmt: skip
        yield from (warrant, search, arrest, exhibit, examination, finding)
        yield self.row(
            "charge", subject, subject_id=subject.id, offence="PCA78-1", n=1, charged_at=BEGAN,
            offence_date=BEGAN.date(), arrest_id=arrest.id,
        )  # fmt: skip
        yield self.row(
            "welfare_plan", subject, kind="self_harm", entity="subject", about=subject.id, n=1, risk="unknown",
            actions=["invented"], contact_due=LATER,
        )  # fmt: skip
        yield self.row(
            "breach", subject, state="open", entity="search", object=search.id, guard="G2.4", at=BEGAN,
            circumstances="invented", **owned,
        )  # fmt: skip
        yield self.row(
            "viewlog", subject, user_id=self.owner, entity="finding", object=finding.id, kind="image", full_size=False,
            sha256=finding.values["sha256"], reason="invented", at=BEGAN,
        )  # fmt: skip
        yield self.row(
            "disclosure_item", subject, subject_id=subject.id, number=1, entity="exhibit", object=exhibit.id,
            description="invented", date=BEGAN.date(), origin="invented", location="invented", holder="invented",
        )  # fmt: skip

    def row(self, table: str, parent: Kept | None, **values: Any) -> Kept:
        """Make a row that follows its parent's walls, or has walls of its own."""
        agency, chance = self.world.agency, self.chance
        if parent is not None:
            shared, restricted, roots = parent.shared_to, parent.restricted, parent.roots
        else:
            few = chance.sample(sorted(self.world.forces.values()), chance.choice([0, 0, 1, 3]))
            own = self.world.forces.get(self.code.removeprefix("force-"))
            shared = tuple(few) + ((own,) if own and chance.random() < 0.5 else ())
            shared = (*shared, agency) if self.org != agency and chance.random() < 0.5 else shared
            restricted, roots = False, ()
        kept = Kept(table, new_id(), self.org, self.comp, shared, restricted, roots, values)
        self.world.rows.setdefault(table, []).append(kept)
        self.world.by_id[kept.id] = kept
        return kept


def _insert(db: psycopg.Connection, rows: list[Kept]) -> None:
    for table in (*TRACKED, *WALLED):
        records = []
        for row in rows:
            if row.table != table:
                continue
            wall = next((root for root in row.roots if row.restricted), NIL)
            record = {
                "org_id": row.org, "comp_id": row.comp, "shared_to": row.shared_to, "restricted": row.restricted,
                "roots": row.roots, "wall": wall, **row.values,
            }  # fmt: skip
            for name in ("key", "component", "node", "a", "b", "content"):
                if name in record:
                    record[name] = "\\x" + record[name]
            if table in TRACKED:
                record |= {"id": row.id, "rev": 1, "op_id": new_id(), "recorded_at": BEGAN}
                record["recorded_by"] = NIL
                row.revisions = [(1, BEGAN)]
            records.append(record)
        names = ", ".join(f'"{name}"' for name in records[0])
        text = f"INSERT INTO {table} ({names}) SELECT {names} FROM json_populate_recordset(NULL::{table}, %s)"
        db.execute(text.encode(), (_json(records),))


def _revise(db: psycopg.Connection, world: World, chance: random.Random) -> None:
    """Give some rows a second revision a month later; what was shared may then be shared no more, or newly."""
    for table in TRACKED:
        for row in world.rows[table]:
            if chance.random() > 0.15:
                continue
            turn = chance.random()
            if turn < 0.4:
                row.shared_to = ()
            elif turn < 0.6:
                row.shared_to = (*row.shared_to, chance.choice(sorted(world.forces.values())))
            row.revisions.append((2, LATER))
            db.execute(
                f"UPDATE {table} SET shared_to = %s, rev = 2, op_id = %s, recorded_at = %s WHERE id = %s".encode(),
                (list(row.shared_to), new_id(), LATER, row.id),
            )


def _grants(db: psycopg.Connection, world: World, chance: random.Random) -> None:
    for subject in sorted(world.restricted):
        row = world.by_id[subject]
        near = [who for who in world.people if row.comp in who.live and who.org in (row.org, *row.shared_to)]
        for who in chance.sample(near, min(len(near), chance.choice([0, 1, 2, 4]))):
            live = chance.random() < 0.7
            if live:
                world.grants.add((subject, who.id))
            db.execute(
                "INSERT INTO reader_grant (id, subject, user_id, until) VALUES (%s, %s, %s, %s)",
                (new_id(), subject, who.id, LIVE if live else ENDED),
            )


def _keys(db: psycopg.Connection, table: str, world: World) -> Iterator[Kept]:
    """Give the rows whose keys the database makes those keys."""
    named = {
        "original": "digest",
        "package_file": "digest",
        "sealed": "digest",
        "link_node": "encode(key, 'hex')",
        "link_value": "kind || normal",
    }
    said = named.get(table, "kind || normal || encode(node, 'hex')")
    found = db.execute(f"SELECT org_id, comp_id, {said}, id FROM {table}".encode()).fetchall()
    ids = {(org, comp, text): key for org, comp, text, key in found}
    for row in world.rows[table]:
        values = row.values
        text = values.get("digest") or values.get("key") or values["kind"] + values["normal"] + values.get("node", "")
        row.id = ids[row.org, row.comp, text]
        yield row


def _node(number: int) -> bytes:
    return hashlib.sha256(b"invented node %d" % number).digest()


def _digest(what: str, number: int) -> str:
    return hashlib.sha256(f"{what} {number}".encode()).hexdigest()


def _json(records: list[dict[str, Any]]) -> str:
    return json.dumps(records, default=lambda value: value.isoformat() if isinstance(value, datetime) else str(value))
