"""The profile that says what a set's categories mean, stated anew or taken away, as a revision of its own."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from understone.known import folder, revision
from understone.known.formats.text import storable
from understone.known.manifest import Manifest
from understone.known.revision import TOOL, Change

if TYPE_CHECKING:
    from understone.known.profile import Profile


def state_profile(directory: Path, profile: "Profile | None", *, reason: str, by: str | None = None) -> Manifest:
    """Make `profile` say what categories mean from now on; None: nothing says. Returns the new manifest.

    Raises `KnownError`, OSError; the set is then as it was.
    """
    with folder.only_writer(directory):
        present = revision.begin(directory)
        said = (
            {"name": "", "edition": "", "sha256": ""}
            if profile is None
            else {"name": profile.name, "edition": profile.edition, "sha256": profile.sha256}
        )
        change = Change("profile", revision.now_text(), revision.person(by), reason=storable(reason), parameters=said)
        state = replace(
            present,
            tool=TOOL,
            revision=present.revision + 1,
            identity=change.identity_after(present.identity),
            profile=None if profile is None else profile.to_json(),
        )
        try:
            newest = revision.publish(directory, state, change, present)
        except BaseException:
            revision.undo(directory)
            raise
        revision.let_go(directory, newest)
    return newest
