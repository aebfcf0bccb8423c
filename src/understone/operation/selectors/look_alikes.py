"""Forms in which two selectors look alike without being the same: reasons for a suggestion, never for a link."""

import re

from understone.operation.selectors.kinds import Normal, SelectorKind

SHORTEST_HANDLE = 5
"""Characters: shorter names are taken by somebody on every service, whoever they are."""


def look_alikes(selector: Normal) -> tuple[tuple[str, str], ...]:
    """Return (kind, form) of each way in which others may resemble a selector. They are weak, and no kind of the table.

    `email_variant`: the mailbox without dots and tag, which many providers deliver to one person, and some do not.
    `handle_elsewhere`: the name without its service and its case.
    """
    if selector.confusable:
        return ()
    if selector.kind is SelectorKind.EMAIL:
        local, _, domain = selector.normal.rpartition("@")
        mailbox = local.partition("+")[0].replace(".", "")
        return (("email_variant", f"{mailbox}@{domain}"),) if mailbox else ()
    if selector.kind is SelectorKind.HANDLE:
        name = selector.normal.partition("/")[2].lower()
        return (("handle_elsewhere", name),) if len(re.sub(r"\W", "", name)) >= SHORTEST_HANDLE else ()
    return ()
