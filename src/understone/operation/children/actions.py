"""What can be done for a child (specification §4, *SafeguardingAction*), and what of it protects."""

from enum import StrEnum


class ActionKind(StrEnum):
    """What is to be done for a child."""

    STRATEGY_DISCUSSION = "strategy_discussion"
    POLICE_PROTECTION = "police_protection"
    COURT_ORDER = "court_order"
    EXCLUSION = "exclusion"
    SAFETY_PLAN = "safety_plan"
    NO_CONTACT = "no_contact"
    NOT_AT_RISK = "not_at_risk"


def protective(kind: str) -> bool:
    """Say whether a child is safeguarded once this is done: talking about it protects nobody."""
    return kind != ActionKind.STRATEGY_DISCUSSION
