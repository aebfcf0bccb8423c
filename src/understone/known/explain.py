"""What a match rests on, as plain facts: for a person who has to stand by it, and for a program that keeps it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from understone.known.listings import HashKind, SetKind, classification_of
from understone.known.matches import Match

if TYPE_CHECKING:
    from understone.known.profile import Profile


@dataclass(frozen=True, slots=True)
class Explanation:
    """The facts behind one match. `category` and `meaning` are as `category_text` says them; `value` is hexadecimal."""

    set_name: str
    set_kind: SetKind
    set_digest: str
    set_revision: int
    how: str
    digest: HashKind
    value: str
    distance: int
    agrees: tuple[str, ...]
    contradicts: tuple[str, ...]
    list: str
    delivery: str
    delivery_format: str
    delivery_sha256: str
    delivery_revision: int
    added: str
    record: int
    reference: str | None
    media_id: str | None
    category: str
    faults: tuple[str, ...]

    def lines(self) -> tuple[str, ...]:
        """Return the explanation in sentences, one a line."""
        said = [
            f"{self._by()} of the known set {self.set_name} ({self.set_kind}).",
            f"The set is revision {self.set_revision}, identity {self.set_digest}.",
            f"List {self.list}: record {self.record} of its delivery {self.delivery} ({self.delivery_format}, SHA-256 "
            f"{self.delivery_sha256}), taken in as revision {self.delivery_revision} on {self.added}.",
            f"Category: {self.category}.",
        ]
        if self.agrees:
            said.append(f"Other digests of the record that were compared agree: {', '.join(self.agrees)}.")
        if self.contradicts:
            said.append(
                f"Other digests of the record CONTRADICT: {', '.join(self.contradicts)}. A person has to judge it."
            )
        if not self.agrees and not self.contradicts and self.how == "exact" and self.digest != "photodna":
            said.append("No other digest of the record was compared.")
        if self.reference is not None or self.media_id is not None:
            names = (("reference", self.reference), ("media id", self.media_id))
            said.append(f"The list names the record by {', '.join(f'{what} {name}' for what, name in names if name)}.")
        said += [f"Not used of the record: {fault}." for fault in self.faults]
        return tuple(said)

    def _by(self) -> str:
        if self.how == "near":
            return (
                f"Its PDQ is {self.distance} of 256 bits away from {self.value}: a picture that looks alike, not the "
                "same file, and for a person to compare; a listing"
            )
        if self.digest == "photodna":
            return (
                "Its PhotoDNA equals that of a listing: equal PhotoDNA is the same picture to that hash, not the same "
                "file; a listing"
            )
        name = {"md5": "MD5", "sha1": "SHA-1", "sha256": "SHA-256"}[self.digest]
        return f"Its {name} equals {self.value}, that of a listing"


def category_text(match: Match, profile: "Profile | None" = None) -> str:
    """Return a category with its scheme and what it means by a profile; without one an integer has no meaning."""
    listing, meaning = match.listing, match.meaning
    stated = classification_of(listing) if listing.category is None else str(listing.category)
    if stated is None:
        return "none"
    scheme = listing.scheme or "scheme not stated"
    if meaning is not None:
        by = "" if profile is None else f", by profile {profile.name} {profile.edition}"
        return f"{stated} ({scheme}) = {meaning.label}, {meaning.target_scheme}{by}"
    if profile is not None:
        return f"{stated} ({scheme}; profile {profile.name} {profile.edition} does not say what it means)"
    return f"{stated} ({scheme}; no profile: meaning not stated)"


def explanation_of(match: Match, kind: SetKind, profile: "Profile | None") -> Explanation:
    """Return the explanation of a match of a set of this kind and profile."""
    listing, source = match.listing, match.source
    value = getattr(listing, match.digest)
    return Explanation(
        set_name=match.set_name,
        set_kind=kind,
        set_digest=match.set_digest,
        set_revision=match.set_revision,
        how=match.how,
        digest=match.digest,
        value="" if value is None else value.hex(),
        distance=match.distance,
        agrees=match.agrees,
        contradicts=match.contradicts,
        list=source.list,
        delivery=source.name,
        delivery_format=source.format,
        delivery_sha256=source.sha256,
        delivery_revision=source.revision,
        added=source.added,
        record=listing.record,
        reference=listing.reference,
        media_id=listing.media_id,
        category=category_text(match, profile),
        faults=listing.faults,
    )
