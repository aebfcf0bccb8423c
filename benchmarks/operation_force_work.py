"""What forces and commanders wait for: the bulletin's figures, a large case file that is attached, the grading queue.

    .venv/bin/python benchmarks/operation_force_work.py [--only bulletin|attach|queue] [--times 1,50]
        [--entries 1000000] [--findings 1000000] [--rounds 200] [--figures] [--json]

*bulletin*: all thirteen figures, now and as of the middle, over the full demonstration's size and so many times it,
made in bulk (`force_work_bulk.sql`) and held against the numbers that it must give. *attach*: a case file of so many
entries (`case_file_bulk.py`), attached twice. *queue*: so many findings in one force (`findings_bulk.sql`): next, vote
and listing, by graders in turn, each at the start and once they have voted on the first 2,000 pictures of the queue
(on the first half of it, where it is shorter).
"""

import argparse
import json
import multiprocessing
import resource
import shutil
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

import case_file_bulk
from database.clusters import reachable_folder
from understone.database.embedded import Server
from understone.operation import connecting
from understone.operation.installing import install, with_login
from understone.progress import Progress

connecting.prepare()
PASSWORD = "of-a-benchmark"
FORCE, FORCES = "E23000001", tuple(f"E230{number:05d}" for number in range(1, 46))
GRADERS, VOTED = 5, 2_000
# What one full demonstration gives: value, cells, what stands beside it.
EXPECTED: dict[str, tuple[int | str, dict[str, int], dict[str, int]]] = {
    "F2": (660, {}, {}),
    "F3": (39, {}, {}),
    "F4": (444, {"prior": 141, "none": 444, "unknown": 36}, {}),
    "F5": (
        97,
        {"teacher": 21, "doctor": 9, "scout_leader": 11, "care_worker": 27, "former_officer": 8, "other": 21},
        {"subjects": 92},
    ),
    "F7": (833, {}, {}),
    "F8": (9172, {"computer": 3119, "phone": 2807, "drive": 3246}, {}),
    "F9": (431, {}, {}),
    "F10": (127, {}, {}),
    "F11": (
        1270,
        {
            "PCA78-1": 702, "CJA88-160": 348, "SOA03-15A": 21, "SOA03-14": 9, "SOA03-9": 17, "SOA03-7": 12,
            "SOA03-5": 6, "CGSA82-52": 61, "CGSA82-52A": 47, "PCONI78-3": 28, "CJONI88-15": 19,
        },
        {"subjects": 391},
    ),
    "F12": (2345, {"linked": 2012, "closed: insufficient": 148, "closed: no nexus": 185}, {}),
    "F13": (30, {}, {"breaches": 12}),
}  # fmt: skip
# The same as of a time in between, asked of the rows as they are made.
THEN = {
    "F2": "SELECT count(*) FROM arrest WHERE at + interval '1 hour' <= %s",
    "F7": "SELECT count(DISTINCT premises_id) FROM search WHERE recorded_at <= %s",
    "F8": "SELECT count(*) FROM examination WHERE recorded_at <= %s",
    "F9": "SELECT count(*) FROM child AS c JOIN child_link AS l ON l.child_id = c.id"
    " WHERE l.ccc = 'yes' AND c.recorded_at <= %s",
    "F11": "SELECT count(*) FROM charge WHERE charged_at <= %s",
    "F12": "SELECT count(*) FROM referral WHERE received_at <= %s",
}


def run(url: str, name: str, **numbers: int) -> float:
    """Run a file of statements as the database's owner; return the seconds that it took."""
    began = time.perf_counter()
    text = Path(__file__).with_name(name).read_text(encoding="utf-8").format(**numbers)
    with psycopg.connect(url, autocommit=True) as db:
        for statement in text.split(";\n"):
            if statement.strip():
                db.execute(statement.encode())
    return time.perf_counter() - began


def took(call: Callable[[], Any]) -> tuple[Any, float]:
    """Return what a call gives, and its milliseconds."""
    began = time.perf_counter()
    answer = call()
    return answer, (time.perf_counter() - began) * 1000


def spread(times: list[float]) -> tuple[float, float]:
    """Return p50 and p95."""
    return statistics.median(times), sorted(times)[max(0, round(0.95 * len(times)) - 1)]


def bulletin(url: str, times: int, rounds: int) -> dict[str, Any]:
    """Measure the figures, together and each, now and as of the middle; fail where the counts are not as made."""
    from operation.world import as_
    from understone.operation.access.context import us_now
    from understone.operation.bulletin import figures
    from understone.operation.bulletin.definitions import ENTITY, definitions
    from understone.operation.service import Call, looking

    found: dict[str, Any] = {"made_in": run(url, "force_work_bulk.sql", times=times)}
    connecting.use(with_login(url, PASSWORD))
    call = Call(as_("CO-1"), reason="a benchmark")
    whole: dict[str, list[float]] = {"now": [], "the middle": []}
    each: dict[str, dict[str, list[float]]] = {code: {when: [] for when in whole} for code in definitions()}
    for number in range(rounds + 1):  # the first pays for plans and pages
        for when, taken_by_all in whole.items():
            with looking(call, ENTITY):
                as_of = us_now() - (timedelta(0) if when == "now" else timedelta(days=91))
                counted, ms = took(lambda: figures.compute(as_of))  # noqa: B023
                parts = {
                    about.code: took(lambda: figures.one(about, as_of))[1]  # noqa: B023
                    for about in definitions().values()
                }
            if number == 0:
                found[f"counts, {when}"] = {one.code: one.value for one in counted}
                _check(url, times, counted, None if when == "now" else as_of)
                continue
            taken_by_all.append(ms)
            for code, taken in parts.items():
                each[code][when].append(taken)
    found["all figures"] = {when: statistics.median(taken) for when, taken in whole.items()}
    found["figures"] = {
        code: {when: statistics.median(taken) for when, taken in by.items()} for code, by in each.items()
    }
    return found


def _check(url: str, times: int, counted: Any, then: Any) -> None:
    """Raise `AssertionError` where a figure is not as the rows were made."""
    from understone.operation.bulletin.definitions import NOBODY_IN_OFFICE

    by_code = {one.code: one for one in counted}
    assert by_code["F1"].value == len(FORCES), by_code["F1"]
    assert by_code["F6"].value == NOBODY_IN_OFFICE, by_code["F6"]
    if then is not None:
        with psycopg.connect(url) as db:
            for code, query in THEN.items():
                (told,) = db.execute(query.encode(), (then,)).fetchone() or (None,)
                assert by_code[code].value == told, (code, by_code[code].value, told)
        return
    for code, (value, cells, beside) in EXPECTED.items():
        one = by_code[code]
        assert isinstance(value, int)
        assert one.value == value * times, (code, one.value, value * times)
        for name, number in {**cells, **beside}.items():
            told = one.cells.get(name, one.beside.get(name))
            assert told == number * times, (code, name, told, number * times)


def attach(url: str, entries: int, above: Path) -> dict[str, Any]:
    """Measure the attaching of a case file, twice, each in a process of its own."""
    run(url, "findings_bulk.sql", devices=1, findings=0)
    with psycopg.connect(url) as db:
        ((exhibit,),) = db.execute("SELECT id FROM exhibit").fetchall()
    case = above / "bulk.case"
    began = time.perf_counter()
    total = case_file_bulk.make(case, entries)
    found: dict[str, Any] = {"made_in": time.perf_counter() - began, "findings": total, "bytes": case.stat().st_size}
    for name in ("first", "second"):
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as alone:
            found[name] = alone.submit(attached, url, exhibit, case).result()
        with psycopg.connect(url) as db:
            told = db.execute("SELECT count(*), count(DISTINCT (path, inode)) FROM finding").fetchone()
        assert told == (total, total), (name, told, total)
    case.unlink()
    return found


def attached(url: str, exhibit: UUID, case: Path) -> dict[str, float]:
    """Attach a case file in this process; return seconds of its parts, and megabytes at the most."""
    from operation.world import as_
    from understone.operation.exhibits import attaching
    from understone.operation.service import Call

    connecting.use(with_login(url, PASSWORD))
    ends: dict[str, float] = {}

    def report(progress: Progress) -> None:
        ends[progress.stage] = time.perf_counter()

    call = Call(as_(f"DE-{FORCE}", comp="common"), reason="a benchmark")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.perf_counter()
    attaching.attach(call, exhibit, case, report=report)
    ended = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    reading = ends.get("digest", began) - began
    return {
        "seconds": ended - began,
        "reading": reading,
        "storing": ended - began - reading,
        "megabytes": peak / 1024,
        "megabytes_before": before / 1024,
    }


def queue(url: str, findings: int, rounds: int) -> dict[str, Any]:
    """Measure next, vote and listing in both queues, at the start and for graders who voted on much already."""
    made = run(url, "findings_bulk.sql", devices=max(1, findings // 5000), findings=findings)
    connecting.use(with_login(url, PASSWORD))
    fresh, busy = _graders(url, GRADERS, "fresh"), _graders(url, 2, "busy")
    found: dict[str, Any] = {"made_in": made}
    for name, team in (("at the start", fresh), (f"after {VOTED:,}", busy)):
        for which in ("unknown", "matches"):
            if team is busy:
                _vote_in_bulk(url, team, which)
            for what, times in _turns(team, which, rounds).items():
                found[f"{what}, {which}, {name}"] = spread(times)
    return found


def _graders(url: str, count: int, name: str) -> list[str]:
    from operation.world import person

    with psycopg.connect(url, autocommit=True) as db:
        ((org,),) = db.execute("SELECT id FROM organisation WHERE code = %s", (FORCE,)).fetchall()
        comps = [row[0] for row in db.execute("SELECT id FROM compartment WHERE code = 'common'")]
        for number in range(count):
            person(db, org, f"GR-{name}-{number}", ["GR"], comps)
    return [f"GR-{name}-{number}" for number in range(count)]


def _turns(team: list[str], which: str, rounds: int) -> dict[str, list[float]]:
    """Let graders take a picture and vote on it, in turn, and look at what comes next."""
    from operation.world import as_
    from understone.operation.grading import queues, voting
    from understone.operation.service import Call

    calls = [Call(as_(name, comp="common"), reason="a benchmark") for name in team]
    times: dict[str, list[float]] = {"next": [], "vote": [], "listing": []}
    for number in range(-len(calls), rounds):  # the first of each pays for plans and pages
        call = calls[number % len(calls)]
        line, taking = took(lambda: queues.next_(call, queues.Which(which)))  # noqa: B023
        if line is None:
            raise SystemExit(f"queue {which}: empty after {number} rounds; give more --findings or fewer --rounds")
        _, voting_ = took(lambda: voting.grade(call, line.finding, "B"))  # noqa: B023
        _, listing = took(lambda: queues.listed(call, queues.Which(which)))  # noqa: B023
        if number >= 0:
            times["next"].append(taking)
            times["vote"].append(voting_)
            times["listing"].append(listing)
    return times


def _vote_in_bulk(url: str, team: list[str], which: str) -> None:
    """Give each of the team a vote on the first pictures of their queue, as the database's owner."""
    from operation.world import as_
    from understone.operation.grading import queues
    from understone.operation.service import Call

    ahead = queues.listed(Call(as_(team[0], comp="common")), queues.Which(which), limit=2 * VOTED)
    ahead = ahead[: len(ahead) // 2]
    with psycopg.connect(url, autocommit=True) as db:
        for name in team:
            db.execute(
                "INSERT INTO grade (id, org_id, comp_id, shared_to, restricted, roots, wall, rev, op_id, recorded_at,"
                " recorded_by, sha256, grader_id, value, panel, at) SELECT uuidv7(), p.org_id, c.id, '{}', false, '{}',"
                " '00000000-0000-0000-0000-000000000000', 1, uuidv7(), us_now(), p.id, d, p.id, 'B', false, us_now()"
                " FROM unnest(%s::text[]) AS d, person AS p, compartment AS c"
                " WHERE p.pseudonym = %s AND c.code = 'common'",
                ([line.sha256 for line in ahead], name),
            )


def _parts(chosen: argparse.Namespace) -> Iterator[tuple[str, int, Callable[[str, Path], dict[str, Any]]]]:
    if chosen.only in (None, "bulletin"):
        for times in (int(each) for each in chosen.times.split(",")):
            yield "bulletin", times, lambda url, _, times=times: bulletin(url, times, chosen.rounds_of_figures)
    if chosen.only in (None, "attach"):
        yield "attach", chosen.entries, lambda url, above: attach(url, chosen.entries, above)
    if chosen.only in (None, "queue"):
        yield "queue", chosen.findings, lambda url, _: queue(url, chosen.findings, chosen.rounds)


def shown(part: str, size: int, found: dict[str, Any], *, figures: bool) -> None:
    """Print what one part gave."""
    print(f"{part}, {size:,} (made in {found['made_in']:.0f} s)")
    if part == "bulletin":
        print(f"  {'ms, median':<38}{'now':>12}{'the middle':>12}{'value':>14}")
        rows = {"all figures": found["all figures"], **(found["figures"] if figures else {})}
        for name, by in rows.items():
            value = found["counts, now"].get(name, "")
            told = f"{value:,}" if isinstance(value, int) else str(value)[:12]
            print(f"  {name:<38}{by['now']:>12.1f}{by['the middle']:>12.1f}{told:>14}")
    elif part == "attach":
        for name in ("first", "second"):
            by = found[name]
            print(
                f"  {name:<8}{by['seconds']:>8.1f} s: digest {by['reading']:.1f} s, the rest {by['storing']:.1f} s;"
                f" {found['findings'] / by['seconds']:,.0f} findings/s; peak {by['megabytes']:.0f} MB"
            )
    else:
        print(f"  {'ms':<38}{'p50':>12}{'p95':>12}")
        for name, times in found.items():
            if isinstance(times, tuple):
                print(f"  {name:<38}{times[0]:>12.1f}{times[1]:>12.1f}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=("bulletin", "attach", "queue"))
    parser.add_argument("--times", default="1,50", help="sizes of the bulletin, in full demonstrations")
    parser.add_argument("--entries", type=int, default=1_000_000, help="of the case file")
    parser.add_argument("--findings", type=int, default=1_000_000, help="in the grading queues")
    parser.add_argument("--rounds", type=int, default=200, help="of the grading queues")
    parser.add_argument("--rounds-of-figures", type=int, default=5)
    parser.add_argument("--figures", action="store_true", help="show each figure too")
    parser.add_argument("--place", type=Path, help="where the database lies (default: the temporary folder)")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    above = reachable_folder(on_disk=True) if chosen.place is None else chosen.place
    results = []
    try:
        for number, (part, size, measure) in enumerate(_parts(chosen)):
            with Server.start(above / f"run-{number}") as server:
                results.append({"part": part, "size": size, **_settled(server.url, above, measure)})
            shutil.rmtree(above / f"run-{number}")
            if not chosen.json:
                shown(part, size, results[-1], figures=chosen.figures)
    finally:
        if chosen.place is None:
            shutil.rmtree(above)
    if chosen.json:
        print(json.dumps(results))
    return 0


def _settled(url: str, above: Path, measure: Callable[[str, Path], dict[str, Any]]) -> dict[str, Any]:
    from django.db import connections

    from operation.world import settle

    install(url, PASSWORD)
    settle(url, FORCES)
    try:
        return measure(url, above)
    finally:
        connections["default"].close()


if __name__ == "__main__":
    raise SystemExit(main())
