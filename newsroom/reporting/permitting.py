"""Who may do what with a report, and in which state. Pure: asked by every screen.

Sở Nội vụ (planner) writes and submits; so may an administrator. Freezing, handing back and reopening need the
permission `newsroom_reporting.freeze_report`, which the group of Sở Nội vụ holds from the start; an office that wants
two pairs of eyes takes it from that group and gives it to its leaders' group. Whoever sees every organisation's figures
reads everything; others read a report once it is frozen, and figures of their own organisation only.
"""

from newsroom.organisations.permitting import Standing


def may_write(standing: Standing, *, is_superuser: bool = False) -> bool:
    """Open a report, write it, submit it, enter the registry's number."""
    return is_superuser or "planner" in standing.roles


def may_freeze(standing: Standing, *, may_freeze_reports: bool, is_superuser: bool = False) -> bool:
    """Freeze, hand back and reopen: with the permission, and only what one sees wholly."""
    return is_superuser or (may_freeze_reports and standing.sees_all)


def may_read(standing: Standing, *, is_frozen: bool) -> bool:
    """What the report tells: those who see all always, others what was frozen."""
    return standing.sees_all or (is_frozen and bool(standing))


def may_compare(standing: Standing) -> bool:
    """Lists of changed records name every organisation."""
    return standing.sees_all


def may_set_template(standing: Standing, *, is_superuser: bool = False) -> bool:
    """Download, upload and choose the Word template from which everybody's papers are printed."""
    return is_superuser or "planner" in standing.roles
