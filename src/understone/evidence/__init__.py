"""A device, an image of one, or a folder → volumes → entries, allocated and deleted, with their times and content.

Public: `open_evidence`, `verify_stored`, the contract `Evidence`, the records of `entries`, the errors of `errors`.
Imports only `errors`, `digests` and `progress` of this package; knows nothing of pictures, lists or case files.
"""

from understone.evidence.opening import Evidence, open_evidence, verify_stored

__all__ = ["Evidence", "open_evidence", "verify_stored"]
