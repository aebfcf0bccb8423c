"""What a spoilt package is tried on: the materials, an attempt, and what its outcome was.

A mutation takes the `Materials` (two good packages and the keys) and a random source, and returns an `Attempt`: what a
force does first, and the act that must be refused. `outcome` runs one and says what went wrong, or None.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from exchange.invented import NOW, Force, World, body, contents, draft, world
from understone.errors import UnderstoneError
from understone.exchange import opening, sealing
from understone.exchange.errors import REFUSALS, Refusal

OTHER_SENDING = "0192a000-0000-4000-8000-00000000d002"
OTHER_PACKAGE = "0192a000-0000-7000-8000-000000000009"
NOTES = {"note.txt": b"An invented note.\n", "table.csv": b"a,b\n1,2\n", "more.json": b'{"a":1}'}


@dataclass(frozen=True)
class Materials:
    """Two good packages to one force, as drafts, as files and as sealed bytes."""

    world: World
    drafts: tuple[sealing.Draft, sealing.Draft]
    files: tuple[dict[str, bytes], dict[str, bytes]]
    sealed: tuple[bytes, bytes]


@dataclass(frozen=True)
class Attempt:
    """What is done before, the act that must be refused, and the codes of which one must be the answer."""

    act: Callable[[Force], object]
    codes: frozenset[str] = frozenset(refusal.code for refusal in REFUSALS)
    before: Callable[[Force], object] | None = None
    recorded: bool = True


Mutation = Callable[[Materials, random.Random], Attempt]


def materials() -> Materials:
    """Return fresh materials: their keys are new each time."""
    known = world()
    first = draft(body(), NOTES)
    second = draft(body(id=OTHER_PACKAGE, version=3), {"note.txt": b"Another note.\n"}, dissemination=OTHER_SENDING)
    return Materials(
        known,
        (first, second),
        (contents(known, first, "author", "approver"), contents(known, second, "author", "approver")),
        (known.seal(first, "author", "approver").content, known.seal(second, "author", "approver").content),
    )


def outcome(attempt: Attempt, force: Force) -> str | None:
    """Run an attempt; return what was wrong with the answer, or None if it was refused as it must be."""
    if attempt.before:
        attempt.before(force)
    stored, recorded = _stored(force), len(force.recorded)
    try:
        attempt.act(force)
    except Refusal as error:
        if error.code not in attempt.codes:
            return f"refused as {error.code}, not as {sorted(attempt.codes)}: {error}"
        if not (error.what and error.where and error.remedy):
            return f"{error.code} does not say what, where and the remedy"
        if attempt.recorded and [(event, told["error"]) for event, told in force.recorded[recorded:]] != [
            ("package.refused", error.code)
        ]:
            return f"package.refused was not recorded once with {error.code}: {force.recorded[recorded:]}"
    except UnderstoneError as error:
        return f"an error outside the table: {type(error).__name__}: {error}"
    except Exception as error:  # noqa: BLE001 — that is what is looked for
        return f"a traceback: {type(error).__name__}: {error}"
    else:
        return "not refused"
    return None if _stored(force) == stored else "something was stored, or a file was left"


def _stored(force: Force) -> tuple[list[str], list[str]]:
    """Return every row of the inbox, and every file beside it but the sealed file itself."""
    rows = list(force.inbox._db.iterdump())  # the whole store, whatever its tables are
    names = sorted(str(path) for path in force.folder.rglob("*") if path.name != "d.age")
    return rows, [name for name in names if not name.endswith(("-journal", "-wal", "-shm"))]


def opened(content: bytes, *codes: str, **options: Any) -> Attempt:
    act: Callable[[Force], object] = lambda force: force.take_or_open(content, **options)  # noqa: E731
    return Attempt(act, frozenset(codes)) if codes else Attempt(act)


class Opener(Force):
    """A force that stores what it could open, as the command line does, so that a wrong yes is seen in the store."""

    def take_or_open(self, content: bytes, **options: Any) -> object:
        opened = self.open(content, **options)
        self.inbox.take(opened, options.get("now", NOW), record=self.record)
        return opened

    def open_there(self) -> object:
        return opening.open_sealed(
            self.folder / "d.age",
            self.world.private[self.key],
            self.world.directory,
            me=self.force,
            now=NOW,
            seen=self.inbox,
            standing=self.inbox.standing(),
            record=self.record,
        )


def flipped(content: bytes, rng: random.Random) -> bytes:
    spoilt = bytearray(content)
    spoilt[rng.randrange(len(spoilt))] ^= 1 << rng.randrange(8)
    return bytes(spoilt)
