"""Sealed packages: canonical JSON inside, signed by two persons, encrypted to one force; receipts come back.

`package` is what is said, `manifest` which files belong together, `dsse` who signed, `sealing` and `opening` the two
ends of the way, `inbox` what a force keeps, `keys` and `directory` whose key is whose. Imports `canonical_json`,
`errors` and `shown` only: it knows nothing of the ledger, which is handed in as a function that records an event.
"""
