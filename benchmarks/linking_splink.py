"""Splink, a probabilistic linker, on the referrals of `referral_truth.py`, as its documentation has it set up.

Its expectation maximisation gives absurd weights to disagreement on these data (−78 bits were seen): the m and u
probabilities are set by hand where they are known of the generator, and no level goes below −8 bits.
"""

from collections.abc import Iterator
from typing import Any


def clustered(table: dict[str, list[Any]]) -> Iterator[tuple[int, int]]:
    """Return (referral, a referral that stands for its cluster) of the clusters at a probability of 0.95 or more."""
    import duckdb
    import pyarrow as pa
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    connection = duckdb.connect(":memory:")
    interface = DuckDBAPI(connection)
    unlike = 2.0**-8
    size = len(table["unique_id"])

    def exact(column: str, agree: float, chance: float) -> Any:
        comparison = cl.ExactMatch(column)
        return comparison.configure(m_probabilities=[agree, 1 - agree], u_probabilities=[chance, 1 - chance])

    def near(column: str, same: float, alike: float, chance: float) -> Any:
        """Exact, one slip of the pen, or else."""
        comparison = cl.DamerauLevenshteinAtThresholds(column, 1)
        other = max(1 - same - alike, unlike)
        return comparison.configure(
            m_probabilities=[same, alike, other], u_probabilities=[chance, chance, 1 - 2 * chance]
        )

    settings = SettingsCreator(
        link_type="dedupe_only",
        probability_two_random_records_match=3.0 / size,
        comparisons=[
            near("given", 0.94, 0.04, 1 / 110),
            near("family", 0.94, 0.04, 1 / 1_500),
            exact("born", 1 - unlike, 1 / 20_000),
            exact("postcode", 0.95, 5.0 / size),
            near("email", 0.62, 0.03, 2.0 / size),
            near("phone", 0.93, 0.03, 2.0 / size),
            exact("handle", 0.45, 3.0 / size),
            exact("device", 0.97, 2.0 / size),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("email"),
            block_on("phone"),
            block_on("handle"),
            block_on("device"),
            block_on("given", "family", "born"),
            block_on("family", "postcode"),
            block_on("given", "postcode"),
        ],
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=False,
    )
    data = interface.register(pa.table(table), table_name="referrals")
    linker = Linker(data, settings)
    predictions = linker.inference.predict(threshold_match_probability=0.95)
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(
        predictions, threshold_match_probability=0.95
    )
    rows = connection.execute(f"select unique_id, cluster_id from {clusters.physical_name}").fetchall()
    return ((int(number), int(cluster)) for number, cluster in rows)
