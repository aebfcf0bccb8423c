"""What people add to findings: notes and tags, with who and when. They are not part of the examination's digest."""

from understone.errors import UsageError
from understone.examine.casefile import CaseFile, now

_TAG_LENGTH = 64


def note(case_file: CaseFile, finding_id: int, text: str, author: str) -> None:
    """Add a note to a finding. Raises `UsageError` if there is no such finding or no text."""
    if not text.strip():
        raise UsageError("a note without text", "--note", "say what is to be remembered")
    _check(case_file, finding_id)
    with case_file.changing() as db:
        db.execute(
            "INSERT INTO note (finding_id, at, author, text) VALUES (?,?,?,?)", (finding_id, now(), author, text)
        )


def tag(case_file: CaseFile, finding_id: int, text: str, author: str) -> None:
    """Add a tag (no spaces, up to 64 characters) to a finding; twice is once."""
    if not text or len(text) > _TAG_LENGTH or any(c.isspace() for c in text):
        raise UsageError(f"{text!r} is no tag", "--tag", f"a tag is one word of up to {_TAG_LENGTH} characters")
    _check(case_file, finding_id)
    with case_file.changing() as db:
        db.execute(
            "INSERT OR IGNORE INTO tag (finding_id, tag, at, author) VALUES (?,?,?,?)",
            (finding_id, text, now(), author),
        )


def untag(case_file: CaseFile, finding_id: int, text: str) -> None:
    """Take a tag away from a finding."""
    _check(case_file, finding_id)
    with case_file.changing() as db:
        db.execute("DELETE FROM tag WHERE finding_id = ? AND tag = ?", (finding_id, text))


def _check(case_file: CaseFile, finding_id: int) -> None:
    if case_file.db.execute("SELECT 1 FROM finding WHERE id = ?", (finding_id,)).fetchone() is None:
        raise UsageError(
            f"there is no finding {finding_id}", str(case_file.path), "list them with `understone findings`"
        )
