"""Who may write into the ledger by hand. Pure: asked by every screen of the ledger.

Editors, for the outlets where they are one; Sở TT&TT (analyst), Sở Nội vụ (planner) and administrators, for any
organisation. Reporters write pages, and officers report for their agency: neither enters records.
"""

from newsroom.organisations.permitting import Standing

ANY_ORGANISATION = frozenset({"analyst", "planner"})


def writes_for_all(standing: Standing, *, is_superuser: bool = False) -> bool:
    """Whether the person may enter, correct and withdraw records of any organisation."""
    return is_superuser or bool(standing.roles & ANY_ORGANISATION)


def may_write(standing: Standing, organisation_id: int, *, is_superuser: bool = False) -> bool:
    """Whether the person may enter, correct and withdraw records of that organisation."""
    return writes_for_all(standing, is_superuser=is_superuser) or organisation_id in standing.edits


def may_enter(standing: Standing, *, is_superuser: bool = False) -> bool:
    """Whether there is any organisation for which the person may enter records."""
    return writes_for_all(standing, is_superuser=is_superuser) or bool(standing.edits)
