"""An append-only history that no one can rewrite: a Merkle log (RFC 6962), signed checkpoints, witnesses, proofs.

Start at `ledger.Ledger` (SQLite) or at `appending.append` over a `store.Store` inside a transaction of your own.
The leaf commits to its payload with a salt, so that a payload can be erased and every proof stays valid.
May import errors, canonical_json; knows nothing of the operation, of packages or of evidence.
"""
