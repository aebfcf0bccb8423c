"""Link a million generated referrals whose truth is known, beside Splink on the same ones in the same run.

    PYTHON benchmarks/linking.py [--size 1000000] [--seed 1] [--no-splink] [--thin] [--shared-devices]
        [--json]

PYTHON is one that has the benchmark lock, for Splink; without Splink the project's own will do. The referrals are those
of `referral_truth.py`. Ours come in batches of 1,000 with the postings in memory; normal forms are there already.
Each contestant runs in a process of its own; peak memory is of that process, less what it held before it began.

Precision and recall count pairs: two referrals in one cluster, two referrals about one person. "With suggestions" takes
the automatic clusters and joins those suggestions that are right, as a person would who decides each of them once.
Suggestions are counted by pair of clusters: one decision settles all between the same two. The ceiling is what is left
when everybody's referrals are joined who share any value at all, whatever its strength; `direct` counts the pairs that
share one themselves.
"""

import argparse
import gc
import json
import multiprocessing
import resource
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from importlib.util import find_spec
from itertools import combinations
from pathlib import Path
from typing import Any

from referral_truth import Generated, generated
from understone.operation.linking.edges import EdgeState
from understone.operation.linking.engine import link
from understone.operation.linking.memory import MemoryPostings
from understone.operation.linking.suggestions import ranked

BATCH = 1_000


def resident() -> int:
    """Return the bytes of memory that this process has in use."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


def peak() -> int:
    """Return the bytes of memory that this process had in use at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def pairs(count: int) -> int:
    """Return how many pairs `count` things make."""
    return count * (count - 1) // 2


class Clusters:
    """Disjoint sets of referrals, by number."""

    def __init__(self, size: int) -> None:
        self.parent = list(range(size))

    def root(self, item: int) -> int:
        """Return the number that stands for the set of an item."""
        parent = self.parent
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    def join(self, a: int, b: int) -> None:
        """Make one set of two."""
        self.parent[self.root(a)] = self.root(b)


def scored(clusters: Clusters, people: Sequence[int]) -> dict[str, Any]:
    """Return pairwise precision and recall, and the largest cluster."""
    roots = [clusters.root(number) for number in range(len(people))]
    found = Counter(roots)
    right = sum(pairs(n) for n in Counter(zip(roots, people, strict=True)).values())
    made = sum(pairs(n) for n in found.values())
    true = sum(pairs(n) for n in Counter(people).values())
    return {
        "precision": right / made if made else 1.0,
        "recall": right / true,
        "largest": max(found.values()),
        "wrong_pairs": made - right,
    }


def ceiling(referrals: Iterable[Generated], people: Sequence[int]) -> dict[str, float]:
    """Return the recall of joining all about one person that share anything, and of the pairs that share it alone."""
    clusters = Clusters(len(people))
    first: dict[tuple[int, object], int] = {}
    shares: dict[int, list[tuple[int, set[object]]]] = {}
    for number, referral in enumerate(referrals):
        values: set[object] = {item.selector for item in referral.node.carried}
        values.update(
            (kind, getattr(referral, kind)) for kind in ("given", "family", "postcode") if getattr(referral, kind)
        )
        for value in values:
            clusters.join(number, first.setdefault((referral.person, value), number))
        shares.setdefault(referral.person, []).append((number, values))
    true = sum(pairs(len(own)) for own in shares.values())
    direct = sum(not a[1].isdisjoint(b[1]) for own in shares.values() for a, b in combinations(own, 2))
    return {"closure": scored(clusters, people)["recall"], "direct": direct / true}


def ours(size: int, seed: int, how: dict[str, bool]) -> dict[str, Any]:
    """Link them in batches; return what it took and how good it is."""
    referrals = list(generated(size, seed, **how))
    people = [referral.person for referral in referrals]
    numbers = {referral.node.key: number for number, referral in enumerate(referrals)}
    best = ceiling(referrals, people)
    nodes = [referral.node for referral in referrals]
    del referrals
    gc.collect()
    before = resident()
    gc.freeze()
    store = MemoryPostings()
    slowest = 0.0
    began = time.perf_counter()
    for start in range(0, size, BATCH):
        at = time.perf_counter()
        store.write(link(nodes[start : start + BATCH], store))
        slowest = max(slowest, time.perf_counter() - at)
    seconds = time.perf_counter() - began
    used = peak() - before

    clusters = Clusters(size)
    for edge in store.all_edges.values():
        if edge.state is EdgeState.POSITIVE:
            clusters.join(numbers[edge.a], numbers[edge.b])
    automatic = scored(clusters, people)
    decisions: dict[tuple[bytes, bytes], tuple[int, bool]] = {}
    for suggestion in ranked(store.all_suggestions.values()):
        a, b = sorted(store.all_components[key].key for key in (suggestion.a, suggestion.b))
        right = people[numbers[suggestion.a]] == people[numbers[suggestion.b]]
        decisions.setdefault((a, b), (suggestion.score, right))
    for suggestion in store.all_suggestions.values():
        if people[numbers[suggestion.a]] == people[numbers[suggestion.b]]:
            clusters.join(numbers[suggestion.a], numbers[suggestion.b])
    order = list(decisions.values())
    tenth = max(1, len(order) // 10)
    by_score: dict[int, list[bool]] = {}
    for score, right in order:
        by_score.setdefault(score, []).append(right)
    return {
        "referrals": size,
        "seconds": seconds,
        "per_second": size / seconds,
        "slowest_batch": slowest,
        "bytes": used,
        "ceiling": best,
        "automatic": automatic,
        "edges": len(store.all_edges),
        "capped": len(store.capped),
        "with_suggestions": scored(clusters, people),
        "suggestion_rows": len(store.all_suggestions) / size,
        "suggestions": len(order) / size,
        "right": sum(right for _, right in order) / max(1, len(order)),
        "right_by_tenth": [
            sum(right for _, right in order[i : i + tenth]) / len(order[i : i + tenth])
            for i in range(0, tenth * 10, tenth)
            if order[i : i + tenth]
        ],
        "right_by_score": {s: (len(by_score[s]), sum(by_score[s]) / len(by_score[s])) for s in sorted(by_score)},
    }


def splinks(size: int, seed: int, how: dict[str, bool]) -> dict[str, Any]:
    """Let Splink link the same referrals at a probability of 0.95 or more; return what it took and how good it is."""
    from linking_splink import clustered

    referrals = list(generated(size, seed, **how))
    people = [referral.person for referral in referrals]
    columns = ("given", "family", "born", "postcode", "email", "phone", "handle", "device")
    table = {"unique_id": list(range(size)), **{c: [getattr(r, c) for r in referrals] for c in columns}}
    del referrals
    gc.collect()
    before = resident()
    began = time.perf_counter()
    found = clustered(table)
    seconds = time.perf_counter() - began
    clusters = Clusters(size)
    for number, cluster in found:
        clusters.join(number, cluster)
    return {
        "referrals": size,
        "seconds": seconds,
        "per_second": size / seconds,
        "bytes": peak() - before,
        "automatic": scored(clusters, people),
    }


def alone(run: Any, *arguments: Any) -> dict[str, Any]:
    """Run in a fresh process."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        found: dict[str, Any] = pool.submit(run, *arguments).result()
        return found


def told(name: str, found: dict[str, Any]) -> str:
    """Return the figures for people."""
    lines = [
        f"{name}: {found['referrals']:,} referrals in {found['seconds']:.1f} s, {found['per_second']:,.0f}/s, "
        f"{found['bytes'] / 1e9:.2f} GB",
    ]
    for part in ("automatic", "with_suggestions"):
        if part in found:
            f = found[part]
            lines.append(
                f"  {part.replace('_', ' ')}: precision {f['precision']:.5f}, recall {f['recall']:.4f}, "
                f"largest cluster {f['largest']}, {f['wrong_pairs']:,} wrong pairs"
            )
    if "suggestions" in found:
        lines.append(
            f"  suggestions: {found['suggestions']:.3f} a referral ({found['suggestion_rows']:.3f} rows), "
            f"{found['right']:.3f} right; by tenth, best first: "
            + " ".join(f"{value:.2f}" for value in found["right_by_tenth"])
        )
        lines.append(
            f"  ceiling of recall: {found['ceiling']['closure']:.4f} over chains, {found['ceiling']['direct']:.4f} "
            f"directly; slowest batch {found['slowest_batch']:.2f} s; "
            f"{found['edges']:,} edges; {found['capped']:,} capped"
        )
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-splink", action="store_true")
    parser.add_argument("--shared-devices", action="store_true", help="a household's tablet may be the detail carried")
    parser.add_argument("--json", action="store_true")
    parser.add_argument(
        "--thin", action="store_true", help="40 %% of the referrals carry one verified thing, not each of three"
    )
    chosen = parser.parse_args()
    how = {"shared_devices": chosen.shared_devices, "thin": chosen.thin}
    found = {"understone": alone(ours, chosen.size, chosen.seed, how)}
    if not chosen.no_splink:
        if find_spec("splink") is None:
            parser.error("splink is not installed here: use a Python with benchmarks/requirements.lock, or --no-splink")
        found["splink"] = alone(splinks, chosen.size, chosen.seed, how)
    if chosen.json:
        print(json.dumps(found))
    else:
        print("\n".join(told(name, figures) for name, figures in found.items()))


if __name__ == "__main__":
    main()
