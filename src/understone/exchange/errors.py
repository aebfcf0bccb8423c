"""Why a package, a receipt or a key is refused: one class an error, each with the word (`code`) of the specification.

A refusal stores nothing, leaves no partial file and is recorded as `package.refused` with that word.
"""

from typing import ClassVar

from understone.errors import ExchangeError
from understone.exit_codes import ExitCode


class Refusal(ExchangeError):
    """Base of the errors that stop a package or a receipt; `code` is the word that the ledger and the API use."""

    code: ClassVar[str]


class Tampered(Refusal):
    """A digest or a signature does not hold, or the file is not as it was sealed."""

    code = "tampered"
    exit_code = ExitCode.VERIFICATION

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(
            what=f"the file is not as it was signed and sealed: {reason}",
            where=where,
            remedy="do not use it; keep the file as it came and ask the sender, by telephone, to send it again",
        )


class UnknownSigner(Refusal):
    """A signature is by a key that the directory of keys does not hold, or that may not sign this."""

    code = "unknown_signer"
    exit_code = ExitCode.VERIFICATION

    def __init__(self, where: str, key_id: str, reason: str) -> None:
        super().__init__(
            what=f"the signature is by key {key_id}, {reason}",
            where=where,
            remedy="get the newest keys.json from the agency by a way you trust; if it is the same, report a forgery",
        )


class RevokedKey(Refusal):
    """A signature is by a key that was revoked."""

    code = "revoked_key"
    exit_code = ExitCode.VERIFICATION

    def __init__(self, where: str, key_id: str, revoked_at: str, cause: str) -> None:
        super().__init__(
            what=f"the signature is by key {key_id}, revoked {revoked_at} ({cause})",
            where=where,
            remedy="ask the signer's organisation to sign it again with a live key; a revoked key vouches for nothing",
        )


class ThresholdUnmet(Refusal):
    """Fewer than two different persons, with two different keys, have signed."""

    code = "threshold_unmet"
    exit_code = ExitCode.VERIFICATION

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(
            what=f"a package needs the signatures of its author and of another person who approved it: {reason}",
            where=where,
            remedy="have a second person approve it and sign with their own key",
        )


class WrongRecipient(Refusal):
    """The package is for another force."""

    code = "wrong_recipient"

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(
            what=f"this is not for you: {reason}",
            where=where,
            remedy="destroy your copy and tell the agency's duty officer that it came to the wrong force",
        )


class ReplayConflict(Refusal):
    """The same dissemination came before with other bytes."""

    code = "replay_conflict"
    exit_code = ExitCode.VERIFICATION

    def __init__(self, where: str, dissemination: str) -> None:
        super().__init__(
            what=f"dissemination {dissemination} was received before, with other bytes",
            where=where,
            remedy="work from the one received first; ask the agency which is right: a new sending has a new number",
        )


class Superseded(Refusal):
    """A newer version of the package has come: this one may be read, not accepted."""

    code = "superseded"

    def __init__(self, where: str, by_version: int) -> None:
        super().__init__(
            what=f"version {by_version} has taken the place of this package: it may be read, not accepted",
            where=where,
            remedy=f"open and accept version {by_version}",
        )


class Withdrawn(Refusal):
    """The agency has taken the package back."""

    code = "withdrawn"

    def __init__(self, where: str, at: str) -> None:
        super().__init__(
            what=f"the agency withdrew this package on {at}",
            where=where,
            remedy="do not act on it; destroy your copies and confirm that to the agency",
        )


class Expired(Refusal):
    """The package's time of validity is over."""

    code = "expired"

    def __init__(self, where: str, valid_until: str) -> None:
        super().__init__(
            what=f"this package was valid until {valid_until}",
            where=where,
            remedy="ask the agency for a new version: what it says may no longer hold",
        )


class SchemaUnknown(Refusal):
    """The content is of a schema that this version does not know, or is not as its schema says."""

    code = "schema_unknown"

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(
            what=f"this content is not of a schema that is known here: {reason}",
            where=where,
            remedy="update Understone; if it is the newest, ask the sender to build the package again",
        )


class MediaRefused(Refusal):
    """An attachment is no text, CSV, JSON or picture-free PDF."""

    code = "media_refused"

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(
            what=f"this attachment is refused: {reason}",
            where=where,
            remedy="attach text (.txt), .csv, .json, or a .pdf without pictures; images move as exhibits, never here",
        )


class TooLarge(Refusal):
    """A file is over its limit."""

    code = "too_large"

    def __init__(self, where: str, size: int, limit: int) -> None:
        super().__init__(
            what=f"{size:,} bytes are more than the {limit:,} that are allowed",
            where=where,
            remedy="send fewer or smaller attachments, in more than one package if need be",
        )


class ReceiptOutOfOrder(Refusal):
    """A receipt does not follow the one before it."""

    code = "receipt_out_of_order"
    exit_code = ExitCode.VERIFICATION

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(
            what=f"this receipt does not follow the one before: {reason}",
            where=where,
            remedy="bring in the receipts of this dissemination in their order; if one is lost, ask the force for it",
        )


REFUSALS: tuple[type[Refusal], ...] = (
    Tampered,
    UnknownSigner,
    RevokedKey,
    ThresholdUnmet,
    WrongRecipient,
    ReplayConflict,
    Superseded,
    Withdrawn,
    Expired,
    SchemaUnknown,
    MediaRefused,
    TooLarge,
    ReceiptOutOfOrder,
)


class KeyFileError(ExchangeError):
    """A key file cannot be written, read or unlocked."""


class DirectoryError(ExchangeError):
    """The directory of public keys cannot be used, or a change to it makes no sense."""


class InboxError(ExchangeError):
    """The force's inbox cannot be used."""
