"""All mutations of packages and receipts, and how a numbered case of them is run."""

import random
from pathlib import Path

from exchange.spoiling import Materials, Mutation, Opener, materials, outcome
from exchange.spoilt_bytes import (
    add_file,
    cut_sealed,
    cut_tar,
    exchange_files,
    flip_file,
    flip_sealed,
    flip_tar,
    foreign_manifest,
    lengthen_sealed,
    lengthen_tar,
    oversize_member,
    oversize_sealed,
    overwrite_sealed,
    remove_file,
    rename_file,
    respell_json,
    seal_to_another,
    splice_sealed,
    swap_file,
    trick_tar,
)
from exchange.spoilt_meaning import (
    accept_older_version,
    another_force_opens,
    another_key,
    empty_directory,
    expired,
    foreign_signer,
    key_not_in_effect,
    other_payload_type,
    receipt_out_of_order,
    replay_other_bytes,
    signed_media,
    signed_other_manifest,
    signed_other_schema,
    spoil_receipts,
    spoil_signature,
    withdrawn,
    wrong_signers,
)

MUTATIONS: tuple[Mutation, ...] = (
    *(flip_sealed, cut_sealed, lengthen_sealed, overwrite_sealed, splice_sealed, seal_to_another, oversize_sealed),
    *(flip_tar, cut_tar, lengthen_tar, trick_tar, oversize_member),
    *(flip_file, swap_file, exchange_files, foreign_manifest, remove_file, add_file, rename_file, respell_json),
    *(wrong_signers, foreign_signer, another_key, spoil_signature, other_payload_type, key_not_in_effect),
    *(empty_directory, signed_other_schema, signed_other_manifest, signed_media),
    *(replay_other_bytes, withdrawn, expired, another_force_opens, accept_older_version, receipt_out_of_order),
    *(spoil_receipts,),
)


def case(number: int, m: Materials, folder: Path) -> tuple[str, str | None]:
    """Run case `number` in a new folder; return the mutation's name and what was wrong, or None."""
    mutation = MUTATIONS[number % len(MUTATIONS)]
    folder.mkdir()
    force = Opener(folder, m.world)
    try:
        return mutation.__name__, outcome(mutation(m, random.Random(number)), force)
    finally:
        force.inbox.__exit__(None, None, None)


__all__ = ["MUTATIONS", "Materials", "Opener", "case", "materials"]
