"""One matrix in many skins. Each takes a `Grid` and gives bytes; none of them counts."""

from collections.abc import Callable
from typing import NamedTuple

from newsroom import text
from newsroom.statements.gridding import Grid

from .as_csv import to_csv
from .as_json import as_data, to_json

__all__ = ["FORMATS", "Format", "as_data", "file_name", "to_csv", "to_json"]

SPREADS = {"organisation": "don-vi", "channel": "kenh", "span": "tuan"}
"""How addresses and file names call what the columns are."""


class Format(NamedTuple):
    """How a suffix is made, and its media type."""

    render: Callable[[Grid], bytes]
    content_type: str


FORMATS: dict[str, Format] = {
    "json": Format(to_json, "application/json; charset=utf-8"),
    "csv": Format(to_csv, "text/csv; charset=utf-8"),
}
"""By suffix of the address."""


def file_name(grid: Grid, suffix: str) -> str:
    """ASCII, telling plan, period and columns: "ma-tran-174-kh-ubnd-2024-quy-2-don-vi.csv"."""
    period, by = grid.period, SPREADS[grid.spread]
    return f"ma-tran-{text.slug(grid.plan_number)}-{period.year}-{period.code}-{by}.{suffix}"
