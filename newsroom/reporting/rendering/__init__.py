"""One statement in many skins. Each takes a `Statement` and gives bytes; none of them counts."""

from collections.abc import Callable
from dataclasses import dataclass

from newsroom import text
from newsroom.statements.compiling import Statement

from .as_csv import to_csv
from .as_json import as_data, to_json
from .as_xlsx import to_xlsx

__all__ = ["FORMATS", "Format", "as_data", "file_name", "to_csv", "to_json", "to_xlsx"]


@dataclass(frozen=True)
class Format:
    """How a suffix is made: the function, its media type, and whether it needs the statement's records."""

    render: Callable[[Statement], bytes]
    content_type: str
    with_records: bool = False


FORMATS: dict[str, Format] = {
    "json": Format(to_json, "application/json; charset=utf-8"),
    "csv": Format(to_csv, "text/csv; charset=utf-8"),
    "xlsx": Format(to_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", with_records=True),
}
"""By suffix of the address, and by `--format` of `manage.py statement`."""


def file_name(statement: Statement, suffix: str) -> str:
    """ASCII, telling plan and period: "bao-cao-174-kh-ubnd-2024-quy-2.xlsx"."""
    period = statement.period
    return f"bao-cao-{text.slug(statement.plan_number)}-{period.year}-{period.code}.{suffix}"
