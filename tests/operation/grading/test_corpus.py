"""A corpus with many copies: consensus spares views, and nothing that is settled is viewed again."""

from collections.abc import Callable

import psycopg
import pytest

from operation.grading.corpus import Corpus, Played, play
from operation.grading.corpus_in_bulk import play_in_bulk
from operation.packages.office import KENT, MET
from operation.referrals.test_intake import holds


@pytest.mark.parametrize("played_by", [play, play_in_bulk])
def test_consensus_spares_views_of_what_comes_up_again_and_again(
    operation: str, played_by: Callable[[str, Corpus, tuple[str, str]], Played]
) -> None:
    played = played_by(operation, Corpus(devices=12, each=8, kinds=14), (MET, KENT))
    assert (played.devices, played.without) == (12, 96)
    assert played.settled >= 3
    assert played.with_consensus <= 5 * played.different
    assert played.with_consensus < played.without
    assert (holds(operation) > 0) == (played_by is play)  # in bulk it leaves the ledger out
    with psycopg.connect(operation) as db:
        ((open_still,),) = db.execute(
            "SELECT count(*) FROM finding JOIN national_picture AS p USING (sha256)"
            " WHERE p.state = 'settled' AND finding.state <> 'settled'"
        ).fetchall()
    assert open_still == 0
