"""An invented corpus of devices on which the same pictures come up again and again, played through the real services.

There are no pictures, only digests. How often each comes up follows Zipf's law: few are on many devices, most on one.
"""

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import accumulate

import psycopg

from operation.grading.findings import by, digest, examined, found, graders
from understone.exchange import keys
from understone.operation.grading import voting
from understone.operation.models import Finding
from understone.operation.service import Call
from understone.operation.viewing import services
from understone.operation.viewing.ceilings import Ceilings

KEY = keys.new_signing_key()
NO_BREAKS = Ceilings(views=10**9, stretch=timedelta(days=999), a_day=timedelta(days=999))  # no time passes here
AT_ODDS = 0.03
"""How often a grader sees a picture otherwise than most."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """What lies on the devices: `kinds` different pictures, `each` (different ones) on a device."""

    devices: int
    each: int
    kinds: int
    exponent: float = 1.0
    seed: int = 1

    def dealt(self) -> list[list[str]]:
        """Return the names of the pictures on each device."""
        chance = random.Random(self.seed)
        weights = list(accumulate(1 / rank**self.exponent for rank in range(1, self.kinds + 1)))
        dealt = []
        for _ in range(self.devices):
            here: dict[int, None] = {}
            while len(here) < min(self.each, self.kinds):
                here.update(dict.fromkeys(chance.choices(range(self.kinds), cum_weights=weights, k=self.each)))
            dealt.append([f"picture {number}" for number in list(here)[: self.each]])
        return dealt


@dataclass(slots=True)
class Played:
    """How often pictures were displayed. Without consensus each picture on each device is displayed once."""

    devices: int = 0
    different: int = 0
    without: int = 0
    with_consensus: int = 0
    settled: int = 0
    disputed: int = 0
    voted: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def saving(self) -> float:
        """Return the part of the displays that consensus spared."""
        return 1 - self.with_consensus / self.without


def play(owner: str, corpus: Corpus, forces: Sequence[str], people: int = 3) -> Played:
    """Import the devices one after the other, each in a force, and let its graders view and vote on what is open."""
    teams = {force: [by(name) for name in graders(owner, people, force)] for force in forces}
    chance = random.Random(corpus.seed + 1)
    played = Played()
    for number, names in enumerate(corpus.dealt()):
        force = forces[number % len(forces)]
        rows = found(examined(owner, force), *names, force=force)
        played.devices += 1
        played.without += len(rows)
        for name, row in zip(names, rows, strict=True):
            if row.state == "provisional":
                _display(played, teams[force], name, row, chance)
    played.different = len({name for names in corpus.dealt() for name in names})
    count(owner, played)
    return played


def _display(played: Played, team: Sequence[Call], name: str, row: Finding, chance: random.Random) -> None:
    free = [call for call in team if call.actor.pseudonym not in played.voted[name]]
    if not free:
        return
    who = chance.choice(free)
    services.view(who, row.pk, "to grade it", KEY, limits=NO_BREAKS)
    played.with_consensus += 1
    voting.grade(who, row.pk, usual_vote(name, chance))
    played.voted[name].add(who.actor.pseudonym)


def usual_vote(name: str, chance: random.Random) -> str:
    """Return what a grader says of a picture: what most would, or now and then that they are not sure."""
    return "unsure" if chance.random() < AT_ODDS else "ABC"[int(digest(name)[:8], 16) % 3]


def count(owner: str, played: Played) -> None:
    """Read what the database has of it, and hold the rule: of a settled picture there is no view after it settled."""
    with psycopg.connect(owner) as db:
        states = dict(db.execute("SELECT state, count(*) FROM national_picture GROUP BY state").fetchall())
        played.settled, played.disputed = states.get("settled", 0), states.get("disputed", 0)
        ((late,),) = db.execute(
            "SELECT count(*) FROM viewlog AS v JOIN national_picture AS p USING (sha256) WHERE v.at > p.settled_at"
        ).fetchall()
        ((views, logged),) = db.execute(
            "SELECT (SELECT coalesce(sum(views), 0) FROM national_picture), (SELECT count(*) FROM viewlog)"
        ).fetchall()
    assert late == 0, f"{late} views of settled pictures"
    assert views == logged == played.with_consensus
