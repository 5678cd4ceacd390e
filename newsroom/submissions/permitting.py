"""Who may do what with an agency's report: pure, so that every screen asks the same question.

An agency's draft is its own until it is sent. Its officers write it; Sở Nội vụ hands it back.
"""

from newsroom.organisations.permitting import Standing


def may_look(standing: Standing) -> bool:
    """Whether the person has any business with these reports at all."""
    return standing.sees_all or bool(standing.reports_for)


def may_write(standing: Standing, organisation_id: int) -> bool:
    """Officers of the organisation, and nobody in their name: not an administrator either."""
    return organisation_id in standing.reports_for


def may_read(standing: Standing, organisation_id: int, *, is_sent: bool) -> bool:
    """The officers always; once it is sent, also those who see every organisation's figures."""
    return may_write(standing, organisation_id) or (is_sent and standing.sees_all)


def may_return(standing: Standing, *, is_superuser: bool = False) -> bool:
    """The officers of Sở Nội vụ, to whom reports go; an administrator can undo a slip for them."""
    return is_superuser or "planner" in standing.roles


OUTLETS = frozenset({"newspaper", "broadcaster", "portal", "local_station"})
"""Kinds of organisations whose whole output is asked for, so that the share on administrative reform can be told."""


def enters_output(kind: str) -> bool:
    """Whether an organisation of that kind says how many pieces it put out in the period."""
    return kind in OUTLETS
