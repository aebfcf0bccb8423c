"""Every page, once: its address, its view, and what the operation must let a role do or read for it to be answered.

The address book is made of this, so are the navigation and the tests that ask each page as every role.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from understone.web.home import session
from understone.web.home import views as home
from understone.web.parking import views as parked
from understone.web.referrals import views as referrals
from understone.web.subjects import risk
from understone.web.subjects import views as subjects


@dataclass(frozen=True, slots=True)
class Page:
    """A page. `number` is the page specification's; `reads`: the kind of record, `does`: the action it needs.

    `of`: the kind of record that the address names, where it is not what the page reads. `menu`: its words in the
    navigation. A page that neither reads nor does is everybody's who is signed in.
    """

    number: str
    path: str
    name: str
    view: Callable[..., Any]
    reads: str | None = None
    does: str | None = None
    menu: str | None = None
    metadata: bool = False  # also answered to who sees times, states and owners alone
    of: str | None = None
    across: Literal["none", "some", "all"] = "none"  # whether it answers of records of other organisations


PAGES = (
    Page("P1", "role", "role", home.role),
    Page("P2", "home", "home", home.home, menu="Home"),
    Page("P2", "home/start-next", "start-next", home.start_next),
    Page("P2", "tasks/<uuid:key>/take", "task-take", home.take, of="task"),
    Page("P2", "tasks/<uuid:key>/release", "task-release", home.release, of="task"),
    Page("P4", "referrals", "referrals", referrals.listed, reads="referral", metadata=True, menu="Tips"),
    Page("P6", "referrals/<uuid:key>", "referral", referrals.opened, reads="referral"),
    Page("P6", "referrals/<uuid:key>/grade", "referral-grade", referrals.grade, does="referral.triage", of="referral"),
    Page("P6", "referrals/<uuid:key>/close", "referral-close", referrals.close, does="referral.close", of="referral"),
    Page("P8", "subjects", "subjects", subjects.listed, reads="subject", menu="Subjects"),
    Page("P9", "subjects/<ref:code>", "subject", subjects.opened, reads="subject"),
    Page("P11", "subjects/<ref:code>/risk", "subject-risk", risk.shown, reads="subject"),
    Page("P11", "subjects/<ref:code>/risk/decide", "risk-decide", risk.decide, reads="subject", does="risk.confirm"),
    Page("§7", "parked/<uuid:key>", "parked", parked.shown, of="parked"),
    Page("§7", "parked/<uuid:key>/throw-away", "parked-throw-away", parked.throw_away, of="parked"),
    Page("§7", "session/extend", "session-extend", session.extend),
    Page("P36", "help", "help", home.help_, menu="Help"),
    Page("P36", "accessibility", "accessibility", home.accessibility),
)
