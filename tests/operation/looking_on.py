"""What tips say of somebody, and what an onlooker reads of an operation, of its tables alone: the whole truth of it."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from typing import Any
from uuid import UUID

import psycopg

from understone import canonical_json
from understone.exchange.package_terms import Bool3, Strength
from understone.exchange.package_terms import Judgement as Verdict
from understone.operation.linking import engine
from understone.operation.linking.edges import Judgement
from understone.operation.linking.memory import MemoryPostings
from understone.operation.linking.nodes import NodeKey, node_key
from understone.operation.referrals.parsed import CaptureKind, ParsedCapture, ParsedReferral
from understone.operation.referrals.recognising import node, recognise

# What a tip may say of somebody, with the strength that the specification's selectors.csv gives it.
SAID: dict[str, tuple[ParsedCapture, str, Strength]] = {
    name: (ParsedCapture(f"$.{name}", kind, value, **said), kind.value, strength)
    for name, (kind, value, strength, said) in {
        "device 1": (CaptureKind.DEVICE, "imei 490154203237518", Strength.S, {}),
        "device 2": (CaptureKind.DEVICE, "imei 356938035643809", Strength.S, {}),
        "verified": (CaptureKind.EMAIL, "zoe@example.org", Strength.S, {"verified": Bool3.YES}),
        "email 1": (CaptureKind.EMAIL, "martin@example.org", Strength.M, {}),
        "email 2": (CaptureKind.EMAIL, "ann@example.org", Strength.M, {}),
        "handle 1": (CaptureKind.HANDLE, "sam_01", Strength.M, {"service": "examplechat"}),
        "handle 2": (CaptureKind.HANDLE, "sam_02", Strength.M, {"service": "examplechat"}),
        "phone": (CaptureKind.PHONE, "+447700900123", Strength.M, {}),
        "address 1": (CaptureKind.ADDRESS, "Flat 2, 14 Example Street, ZZ99 3VZ", Strength.W, {}),
        "address 2": (CaptureKind.ADDRESS, "15 Example Street, ZZ99 3VZ", Strength.W, {}),
        "ip": (CaptureKind.IP, "198.51.100.7", Strength.W, {}),
        "Zoë": (CaptureKind.NAME, "Zoë Example", Strength.M, {"born": "1981-03-02"}),
        "Martin": (CaptureKind.NAME, "Martin Example", Strength.M, {"born": "1990-07-08"}),
    }.items()
}
ORDER = {name: index for index, name in enumerate(SAID)}


class Onlooker:
    """Reads as the owner of the database. `said` is what the tips of each node said, as the test knows it."""

    db: psycopg.Connection
    said: dict[NodeKey, list[str]]

    def query(self, statement: str, values: list[Any] | None = None) -> list[tuple[Any, ...]]:
        return self.db.execute(statement.encode(), values).fetchall() if hasattr(self, "db") else []

    def rows(self) -> list[Any]:
        """Return all rows of all tables but the ledger's, as their owner sees them."""
        tables = self.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        return [(name, self.query(f"SELECT t::text FROM {name} AS t ORDER BY 1")) for (name,) in tables]

    def told(self) -> Counter[str]:
        return Counter(event for (event,) in self.query("SELECT leaf::json ->> 'event' FROM ledger.ledger_entry"))

    def referrals(self) -> list[tuple[UUID, str, NodeKey, UUID | None]]:
        """Return each referral's key, state, node and canonical subject."""
        found = self.query("SELECT id, state, node, subject_id FROM referral ORDER BY id")
        return [(key, state, bytes(at), subject and self.canonical(subject)) for key, state, at, subject in found]

    def subjects_of(self, keys: Iterable[UUID]) -> list[UUID]:
        return [key for (key,) in self.query("SELECT subject_id FROM referral WHERE id = ANY (%s)", [list(keys)])]

    def canonical(self, subject: UUID) -> UUID:
        alias_of = dict(self.query("SELECT id, alias_of_id FROM subject"))
        while alias_of[subject] is not None:
            subject = alias_of[subject]
        return subject

    def grouped(self) -> set[frozenset[UUID]]:
        """Return the referrals that are of one subject."""
        found: dict[UUID, set[UUID]] = {}
        for key, state, _, subject in self.referrals():
            if state == "linked" and subject is not None:
                found.setdefault(subject, set()).add(key)
        return {frozenset(group) for group in found.values()}

    def histories(self) -> set[tuple[Any, ...]]:
        return set(self.query("SELECT pgh_id, pgh_obj_id, rev, alias_of_id FROM operation_subjectevent"))

    def components(self) -> set[frozenset[NodeKey]]:
        found: dict[bytes, set[NodeKey]] = {}
        for key, component in self.query("SELECT key, component FROM link_node"):
            found.setdefault(bytes(component), set()).add(bytes(key))
        return {frozenset(group) for group in found.values()}

    def judged(self, state: str) -> set[frozenset[NodeKey]]:
        statement = "SELECT a, b FROM subject_link WHERE kind = 'judgement' AND withdrawn_at IS NULL AND state = %s"
        return {frozenset((bytes(a), bytes(b))) for a, b in self.query(statement, [state])}

    def tied(self, a: NodeKey, b: NodeKey) -> bool:
        """Say whether the specification lets a rule join the two (§7, *Automatic link*), names and births aside."""
        shared = [SAID[name][1:] for name in set(self.said[a]) & set(self.said[b])]
        medium = {kind for kind, strength in shared if strength is Strength.M}
        return any(strength is Strength.S for _, strength in shared) or len(medium) > 1

    def from_scratch(self) -> set[frozenset[NodeKey]]:
        store = MemoryPostings()
        nodes = [
            node(
                key,
                [
                    recognise(SAID[name][0], None, documentation=True)
                    for name in sorted(set(names), key=ORDER.__getitem__)
                ],
            )
            for key, names in sorted(self.said.items())
        ]
        store.write(engine.link(nodes, store))
        for a, b, state, who, at in self.query(
            "SELECT a, b, state, by_id, at FROM subject_link"
            " WHERE kind = 'judgement' AND withdrawn_at IS NULL ORDER BY at"
        ):
            said = Judgement(bytes(a), bytes(b), Verdict(state), str(who), at, "an invented reason")
            store.write(engine.judge(said, store))
        return {frozenset(component.members) for component in store.all_components.values()}

    def named_once(self) -> list[str]:
        """Return the revisions that not exactly one entry names, and what is named but not there (invariant 9)."""
        named: Counter[tuple[str, str, int]] = Counter()
        for (payload,) in self.query("SELECT payload FROM ledger.ledger_payload"):
            for each in json.loads(payload).get("revisions", []):
                named[each["entity"].replace("_", ""), each["id"], each["after"]] += 1
        there: Counter[tuple[str, str, int]] = Counter()
        for (table,) in self.query("SELECT tablename FROM pg_tables WHERE tablename ~ '^operation_.*event$'"):
            entity = table.removeprefix("operation_").removesuffix("event")
            there.update((entity, str(key), rev) for key, rev in self.query(f"SELECT id, rev FROM {table}"))
        return [
            f"{each}: {there[each]} there, {named[each]} named"
            for each in there | named
            if there[each] != 1 or named[each] != 1
        ]


def key_of(source: str, read: ParsedReferral) -> NodeKey:
    return node_key(source, read.source_ref, hashlib.sha256(canonical_json.dumps(read.content)).digest())
