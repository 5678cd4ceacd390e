"""Who may send in the name of a station. Pure."""

from newsroom.organisations.permitting import Standing


def may_enter(standing: Standing, organisation_id: int, *, decides: bool) -> bool:
    """Those who work at the station, whatever their role there, and those who decide about what comes in."""
    return decides or organisation_id in standing.organisation_ids
