"""The bulletin at the end, drafted by an analyst and published by the commander; and whether it says what was dealt."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from understone.demo.operation import clock
from understone.demo.operation.decks import DAYS, Decks
from understone.demo.operation.desks import Desks
from understone.operation.access.context import us_now
from understone.operation.bulletin import publishing, reading, writing

_BACK = timedelta(minutes=10)
_WHY = "the operation has run for half a year"


def publish(desks: Desks) -> tuple[str, Sequence[Mapping[str, Any]]]:
    """Draft and publish the command's bulletin and the public one; return the command's as text, and its figures."""
    clock.turn_to(clock.at(DAYS, 9))
    as_of = us_now() - _BACK
    keys = []
    for audience in ("command", "public"):
        draft = publishing.draft(desks.by("AN-1"), as_of, audience)
        proposal = publishing.propose(desks.by("AN-1", _WHY), draft.pk)
        second = desks.by("CO-1", "I compared it with last month's", expected=proposal.rev)
        publishing.publish(second, proposal.pk)
        keys.append(draft.pk)
    edition = reading.opened(desks.by("CO-1"), keys[0])
    return writing.text(edition), edition.figures


def against(cards: Decks, figures: Sequence[Mapping[str, Any]]) -> list[tuple[str, int, int]]:
    """Return each figure that a deck gives: its name, what was dealt, what the bulletin says."""
    said = {each["code"]: each for each in figures}

    def value(code: str) -> int:
        return int(said[code]["value"])

    def cell(code: str, name: str) -> int:
        return int(said[code]["cells"].get(name, 0))

    dealt = {deck: cards.items(deck) for deck in dict.fromkeys(deck for deck, _ in cards.counts)}
    found = [
        ("F1 forces", dealt["forces"]["forces"], value("F1")),
        ("F2 arrested", dealt["subjects"]["arrested"], value("F2")),
        ("F3 registered", dealt["prior contact of arrested"]["registered"], value("F3")),
        ("F7 properties searched", dealt["premises"]["premises searched"], value("F7")),
        ("F8 devices examined", sum(dealt["devices examined"].values()), value("F8")),
        ("F9 children safeguarded", sum(dealt["children safeguarded"].values()), value("F9")),
        ("F10 at immediate risk", dealt["children safeguarded"]["immediate"], value("F10")),
        ("F11 charges", sum(dealt["charges"].values()), value("F11")),
        ("F12 referrals", sum(dealt["referrals"].values()), value("F12")),
        ("F12 linked", dealt["referrals"]["linked"], cell("F12", "linked")),
    ]
    why = ("insufficient", "no nexus")
    found += [(f"F12 {name}", dealt["referrals"][name], cell("F12", f"closed: {name}")) for name in why]
    found += [
        (f"F4 {name}", dealt["prior contact of arrested"][name], cell("F4", name))
        for name in ("prior", "none", "unknown")
    ]
    found += [(f"F8 {name}", count, cell("F8", name)) for name, count in dealt["devices examined"].items()]
    found += [(f"F5 {name}", count, cell("F5", name)) for name, count in dealt["positions of trust"].items()]
    found += [(f"F11 {name}", count, cell("F11", name)) for name, count in dealt["charges"].items()]
    return found
