"""A target of a plan's file: how much of what, how often, from when until when."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from newsroom.periods import NotARule, cadence_of
from newsroom.reading import Table

EVERY = ("week", "month", "quarter", "half", "year")
MEASURES = ("works", "appearances", "episodes", "minutes", "persons", "copies", "quantity")
MEASURES_OF_A_CHANNEL = ("episodes", "quantity")
"""What only a channel says: which airings are episodes, and what its unit is."""


def _(message: str) -> str:
    """Marks a message for the catalogue; the action that refuses the file translates it."""
    return message


FOR_NOTHING = _("A target names an item, a channel or an organisation at least.")
HOW_OFTEN = _("Say how often in one way: either every = “month” or rule = “FREQ=MONTHLY;BYDAY=-1SA”.")
NOT_A_CADENCE = _(
    "“%(value)s” is no recurrence that can be counted. Write FREQ=WEEKLY;BYDAY=FR for every Friday, "
    "FREQ=MONTHLY;BYDAY=-1SA for the last Saturday of the month, FREQ=MONTHLY;BYMONTHDAY=10 for its tenth day."
)
NEEDS_ITS_CHANNEL = _("What is counted as “%(value)s” needs a channel: it says what is counted.")
HOLDS_FOR_NO_DAY = _("The target cannot end before it begins: valid_to must be later than valid_from.")


@dataclass(frozen=True, kw_only=True)
class TargetRow:
    """Labels, codes and slugs; "" where the target does not say. `valid_to` is exclusive."""

    origin: str
    item: str
    channel: str
    organisation: str
    quantity: int
    every: str
    rule: str
    measure: str
    valid_from: date | None
    valid_to: date | None


def read_target(table: Table, *, named: Callable[[str], str]) -> TargetRow:
    """One [[targets]]; `named` reads a key that names a clause, an item, a channel or an organisation, or "".

    Raises Unreadable.
    """
    about = ("origin", "item", "channel", "organisation")
    how_much = ("quantity", "measure", "every", "rule", "valid_from", "valid_to")
    table.knows_only(*about, *how_much, required=["quantity", "measure"])
    row = TargetRow(
        **{key: named(key) for key in about},
        quantity=table.number("quantity", low=1, high=1_000_000),
        every=table.choice("every", EVERY) if "every" in table else "",
        rule=_rule(table) if "rule" in table else "",
        measure=table.choice("measure", MEASURES),
        valid_from=table.day("valid_from"),
        valid_to=table.day("valid_to"),
    )
    if bool(row.every) == bool(row.rule):
        raise table.wrong(HOW_OFTEN, *(["rule"] if row.rule else []))
    if not (row.item or row.channel or row.organisation):
        raise table.wrong(FOR_NOTHING)
    if row.measure in MEASURES_OF_A_CHANNEL and not row.channel:
        raise table.wrong(NEEDS_ITS_CHANNEL, "measure", value=row.measure)
    if row.valid_from and row.valid_to and row.valid_to <= row.valid_from:
        raise table.wrong(HOLDS_FOR_NO_DAY, "valid_to")
    return row


def _rule(table: Table) -> str:
    value: str = table.text("rule", limit=120, required=True)
    try:
        cadence = cadence_of(value)
    except NotARule:
        cadence = None
    if cadence is None:
        raise table.wrong(NOT_A_CADENCE, "rule", value=value)
    return cadence.rule
