"""The thirteen figures by the words of their definitions, in plain Python over all of history: none of our queries."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import psycopg
import psycopg.rows

Facts = dict[str, dict[Any, list[dict[str, Any]]]]
TABLES = (
    "subject", "arrest", "subjectcheck", "positionoftrust", "dissemination", "package", "search", "premises", "exhibit",
    "examination", "child", "childlink", "charge", "referral", "quarantined", "task", "breach",
)  # fmt: skip


def read(owner: str) -> Facts:
    """Return every revision of every row, first to last."""
    with psycopg.connect(owner, row_factory=psycopg.rows.dict_row) as db:
        facts: Facts = {}
        for table in TABLES:
            rows: dict[Any, list[dict[str, Any]]] = {}
            for row in db.execute(f"SELECT * FROM operation_{table}event ORDER BY rev".encode()):
                rows.setdefault(row["pgh_obj_id"], []).append(row)
            facts[table] = rows
        return facts


class At:
    """What stood at a time."""

    def __init__(self, facts: Facts, moment: datetime) -> None:
        self.moment = moment
        self.known = {
            table: {key: [row for row in rows if row["recorded_at"] <= moment] for key, rows in found.items()}
            for table, found in facts.items()
        }

        self.subjects = {row["id"]: row for row in self.of("subject")}

    def of(self, table: str) -> Iterable[dict[str, Any]]:
        return [rows[-1] for rows in self.known[table].values() if rows]

    def person(self, key: Any) -> Any:
        """Return the end of the chain of aliases; None where anybody on it is eliminated."""
        while True:
            subject = self.subjects[key]
            if subject["state"] == "eliminated":
                return None
            if subject["alias_of_id"] is None:
                return key
            key = subject["alias_of_id"]

    def figures(self) -> dict[str, Any]:
        t = self.moment
        people = {row["id"]: self.person(row["id"]) for row in self.of("subject")}
        arrests = [row for row in self.of("arrest") if row["at"] <= t and people[row["subject_id"]]]
        arrested = {people[row["subject_id"]] for row in arrests}
        checks = [row for row in self.of("subjectcheck") if row["asked_at"] <= t]

        def last(person: Any, kind: str) -> dict[str, Any]:
            own = [row for row in checks if people[row["subject_id"]] == person and row["kind"] == kind]
            return max(own, key=lambda row: (row["asked_at"], row["id"]), default={"result": None, "registered": None})

        registered = {each for each in arrested if last(each, "register")["registered"] == "yes"}
        cells: Counter[str] = Counter(prior=0, none=0, unknown=0)
        clear = True
        for each in arrested:
            own = [row for row in checks if people[row["subject_id"]] == each]
            office = [row for row in own if row["kind"] == "public_office"]
            clear &= any(row["result"] == "none" and row["second_by_id"] for row in office)
            clear &= not any(row["result"] == "match" for row in office)
            if each in registered:
                continue
            records = ("pnc", "pnd", "local")
            if any(r["kind"] in records and r["result"] == "match" and r["prior"] not in (None, "none") for r in own):
                cells["prior"] += 1
            elif all(last(each, kind)["result"] == "none" for kind in records) and (
                last(each, "register")["registered"] == "no"
            ):
                cells["none"] += 1
            else:
                cells["unknown"] += 1
        trusted = {
            (people[row["subject_id"]], row["kind"])
            for row in self.of("positionoftrust")
            if row["verified_at"] and row["verified_at"] <= t and people[row["subject_id"]] in arrested
        }
        packages = {row["id"]: row["subject_id"] for row in self.of("package")}
        forces = {
            row["force_id"]
            for row in self.of("dissemination")
            if row["state"] in ("accepted", "actioned") and people[packages[row["package_id"]]]
        }
        places = {row["id"]: row["uprn"] or row["address"] for row in self.of("premises")}
        searches = {row["id"]: row for row in self.of("search") if any(people[key] for key in row["subjects"])}
        searched = {
            places[row["premises_id"]]
            for row in searches.values()
            if row["state"] == "executed" and row["executed_at"] <= t
        }
        sound = {row["id"] for row in self.of("arrest") if people[row["subject_id"]]} | set(searches)
        complete = {row["exhibit_id"] for row in self.of("examination") if row["status"] == "complete"}
        devices = Counter(
            row["kind"]
            for row in self.of("exhibit")
            if row["kind"] != "other" and row["parent_id"] is None and row["id"] in complete
            and (row["search_id"] or row["arrest_id"]) in sound
        )  # fmt: skip
        cared = {row["child_id"] for row in self.of("childlink") if row["ccc"] == "yes" and people[row["subject_id"]]}
        children = {
            key for key, rows in self.known["child"].items()
            if key in cared and any(row["state"] == "safeguarded" for row in rows)
        }  # fmt: skip
        immediate = {key for key in children if any(row["immediate"] == "yes" for row in self.known["child"][key])}
        charges = [row for row in self.of("charge") if row["charged_at"] <= t and people[row["subject_id"]]]
        tips = Counter(
            f"closed: {row['closing_reason'] or 'other'}" if row["state"] == "closed" else row["state"]
            for row in self.of("referral")
        )
        tips += Counter("quarantined" for row in self.of("quarantined") if row["state"] == "quarantined")
        return {
            "F1": len(forces),
            "F2": len(arrested),
            "F2 by force": Counter(force for _, force in {(people[a["subject_id"]], a["force_id"]) for a in arrests}),
            "F3": len(registered),
            "F4": dict(cells),
            "F5": (Counter(kind for _, kind in trusted), len({person for person, _ in trusted})),
            "F6": clear,
            "F7": len(searched),
            "F8": devices,
            "F9": len(children),
            "F10": len(immediate),
            "F11": (Counter(row["offence"] for row in charges), len({people[row["subject_id"]] for row in charges})),
            "F12": tips,
            "F13": (
                sum(row["state"] == "open" and row["level"] == 3 for row in self.of("task")),
                sum(row["at"] <= t for row in self.of("breach")),
            ),
        }
