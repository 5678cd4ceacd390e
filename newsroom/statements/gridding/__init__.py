"""The coverage matrix: the plan's content items against outlets, channels or weeks. Pure: no database, no clock.

A `Grid` is laid from one `Count`, so that a square says what its records add up to. What is empty is told apart by
what the plan asks: where a duty (IV.1) names the organisation or the channel together with the item, or a target does,
an empty square is a gap that somebody answers for; elsewhere it is only empty. A week that has not begun is neither.
"""

from .grid import Column, Duty, Filter, Grid, Row, Spread, Square, State, Week, days_of, weeks_of
from .laying import emptiest_first, grains_for, lay, only_lacking, owed, untouched

__all__ = [
    "Column",
    "Duty",
    "Filter",
    "Grid",
    "Row",
    "Spread",
    "Square",
    "State",
    "Week",
    "days_of",
    "emptiest_first",
    "grains_for",
    "lay",
    "only_lacking",
    "owed",
    "untouched",
    "weeks_of",
]
