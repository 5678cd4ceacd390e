"""Who may hand out keys, and what a key opens. Pure: asked by the screens, by the API and by tests.

A key speaks for an organisation and never for more than the people who work there: it reads that organisation's own
figures, or, when it was made so, whatever the organisation's people may see at the moment of asking.
"""

from collections.abc import Iterable

from newsroom.organisations.permitting import SEES_ALL

READS = ("statements", "records", "totals")
"""The kinds of answers for which a key must be made. Plans, periods and words are read by any key."""

OWN, STANDING = "own", "standing"
"""How far a key reaches: its own organisation's figures, or all that its organisation's people may see."""

KEEPS_KEYS_OF_ALL = frozenset({"planner"})
KEEPS_KEYS_OF_OWN = frozenset({"analyst", "editor"})


def keeps_keys_of(pairs: Iterable[tuple[int, str]], *, is_superuser: bool = False) -> frozenset[int] | None:
    """Of which organisations a person makes and revokes keys, from their pairs (organisation id, role).

    None means of all: Sở Nội vụ and administrators. Sở TT&TT and an outlet's editors do for their own.
    """
    pairs = tuple(pairs)
    if is_superuser or any(role in KEEPS_KEYS_OF_ALL for _organisation, role in pairs):
        return None
    return frozenset(organisation for organisation, role in pairs if role in KEEPS_KEYS_OF_OWN)


def sees_all(roles: Iterable[str]) -> bool:
    """Whether an organisation in which people hold these roles sees every organisation's figures."""
    return bool(SEES_ALL.intersection(roles))


def narrowed_to(*, reach: str, organisation_id: int, roles: Iterable[str]) -> frozenset[int] | None:
    """To which organisations a key's answers are narrowed; None does not narrow.

    `roles` are those that people hold in the key's organisation now: a key loses with them what they lose.
    """
    if reach == STANDING and sees_all(roles):
        return None
    return frozenset({organisation_id})
