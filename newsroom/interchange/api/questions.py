"""What may stand in an address: types that refuse what cannot be meant, with what they say in the documentation."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Literal

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import Schema
from pydantic import AfterValidator, BeforeValidator, Field

from newsroom.coverage.models import Genre, Tone
from newsroom.periods import CODES, ZONE

FIRST_YEAR, LAST_YEAR = 2000, 2100
MOST = 500
LARGEST_ID = 2**63 - 1


def _whole(sent: object) -> object:
    """A number is written in digits: not 1_000, 5.0 or ٣, which Python would read."""
    if isinstance(sent, str) and not re.fullmatch(r"[0-9]{1,19}", sent):
        raise ValueError(_("must be a whole number"))
    return sent


def _day(sent: str) -> str:
    """A day of the years that there are, as it was sent."""
    try:
        found = parse_date(sent) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", sent) else None
    except ValueError:
        found = None
    if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise ValueError(_("must be a day of the years 2000 to 2100, written 2024-05-31"))
    return found.isoformat()


def _moment(sent: str) -> str:
    """A moment, in Vietnam's time where no offset is written. The plus of an offset arrives as a space."""
    written = re.sub(r" (\d{2}:?\d{2})$", r"+\1", sent)
    try:
        found = (
            parse_datetime(written)
            if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(Z|[+-][0-9:]+)?", written)
            else None
        )
    except ValueError:
        found = None
    if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise ValueError(_("must be a moment of the years 2000 to 2100, written 2024-05-31T08:00:00+07:00"))
    return (found if found.tzinfo else found.replace(tzinfo=ZONE)).isoformat()


Number = BeforeValidator(_whole)
Code = Field(pattern=r"^[-a-zA-Z0-9_]+$", max_length=120)

Year = Annotated[
    int,
    Number,
    Field(
        ge=FIRST_YEAR,
        le=LAST_YEAR,
        description=gettext_noop("The year of the plan and of the report."),
        examples=[2024],
    ),
]
PeriodCode = Annotated[
    Literal[CODES],  # type: ignore[valid-type]
    Field(
        description=gettext_noop("The period: thang-1 … thang-12, quy-1 … quy-4, 6-thang-dau, 6-thang-cuoi, nam."),
        examples=["quy-2"],
    ),
]
PlanSlug = Annotated[
    str,
    Code,
    Field(
        description=gettext_noop("The plan's number as it stands in addresses; without it the year's first plan."),
        examples=["174-kh-ubnd"],
    ),
]
SnapshotId = Annotated[
    int,
    Number,
    Field(ge=1, le=LARGEST_ID, description=gettext_noop("The snapshot, from the list of snapshots."), examples=[1]),
]
Limit = Annotated[
    int,
    Number,
    Field(ge=1, le=MOST, description=gettext_noop("How many records a page holds at most."), examples=[100]),
]
Cursor = Annotated[
    str,
    Field(
        pattern=r"^[-a-zA-Z0-9_:]+$",
        max_length=300,
        description=gettext_noop("Where the page before ended; copy it from “next”, never make one."),
    ),
]
_A_DAY = {"json_schema_extra": {"format": "date"}, "examples": ["2024-05-31"]}
_A_MOMENT = {"json_schema_extra": {"format": "date-time"}, "examples": ["2024-05-31T08:00:00+07:00"]}

BY = ("item", "channel", "organisation", "genre", "tone", "about", "month", "week")
_EACH = "|".join(BY)


class AtPlan(Schema):
    """The part of an address that names a plan."""

    year: Year
    plan: PlanSlug


class AtPeriod(Schema):
    """The part of an address that names a period."""

    year: Year
    period: PeriodCode


class AtSnapshot(Schema):
    """The part of an address that names a snapshot."""

    snapshot: SnapshotId


class OfPlan(Schema):
    """Parameters of what is asked of a period."""

    plan: PlanSlug = ""


class OfPeriods(Schema):
    kind: Annotated[
        Literal["", "month", "quarter", "half", "year"],
        Field(description=gettext_noop("Only periods of this length."), examples=["quarter"]),
    ] = ""


class OfTotals(OfPlan):
    by: Annotated[
        str,
        Field(
            pattern=f"^({_EACH})(,({_EACH}))?$",
            description=gettext_noop(
                "By which dimension, or by which two, separated by a comma: item, channel, organisation, genre, tone, "
                "about (who is named), month (of the report), week (seven days from the period's first)."
            ),
            examples=["item", "item,channel"],
        ),
    ] = "item"


class OfSnapshots(Schema):
    year: Annotated[
        int,
        Number,
        Field(ge=FIRST_YEAR, le=LAST_YEAR, description=gettext_noop("Only of this year."), examples=[2024]),
    ] = 0
    period: Annotated[
        Literal[("", *CODES)],  # type: ignore[valid-type]
        Field(description=gettext_noop("Only of this period."), examples=["quy-2"]),
    ] = ""


class OfPage(Schema):
    limit: Limit = 100
    cursor: Cursor = ""


class OfRecords(OfPage):
    """Filters narrow together: a record must hold all of them."""

    year: Annotated[
        int,
        Number,
        Field(
            ge=FIRST_YEAR,
            le=LAST_YEAR,
            description=gettext_noop(
                "Records of this year's report (15 December to 14 December), with the items of its plan."
            ),
            examples=[2024],
        ),
    ] = 0
    period: Annotated[
        Literal[("", *CODES)],
        Field(  # type: ignore[valid-type]
            description=gettext_noop("Records of this period of the year; needs “year”."), examples=["quy-2"]
        ),
    ] = ""
    plan: PlanSlug = ""
    item: Annotated[
        str,
        Field(
            min_length=1,
            max_length=40,
            description=gettext_noop(
                "Records that serve this content item, by its printed label, or khong-phan-loai; needs “year”."
            ),
            examples=["II.1.1"],
        ),
    ] = ""
    channel: Annotated[str, Code, Field(description=gettext_noop("The channel's code."), examples=["bao-in"])] = ""
    organisation: Annotated[
        str,
        Code,
        Field(description=gettext_noop("The code of the organisation that published."), examples=["bao-thai-binh"]),
    ] = ""
    genre: Annotated[
        Literal[("", *Genre.values)], Field(description=gettext_noop("The genre's code."), examples=["article"])
    ] = ""  # type: ignore[valid-type]
    tone: Annotated[
        Literal[("", *Tone.values)], Field(description=gettext_noop("The tone's code."), examples=["commend"])
    ] = ""  # type: ignore[valid-type]
    theme: Annotated[str, Code, Field(description=gettext_noop("The theme's code."), examples=["mot-cua"])] = ""
    day_from: Annotated[str, AfterValidator(_day), Field(description=gettext_noop("The first day."), **_A_DAY)] = ""
    day_to: Annotated[
        str, AfterValidator(_day), Field(description=gettext_noop("The last day, counted."), **_A_DAY)
    ] = ""
    changed_since: Annotated[
        str,
        AfterValidator(_moment),
        Field(
            description=gettext_noop(
                "Only records of which the history tells something since this moment. With state=all also those that "
                "were withdrawn since: what a copy must forget."
            ),
            **_A_MOMENT,
        ),
    ] = ""
    state: Annotated[
        Literal["standing", "withdrawn", "all"],
        Field(description=gettext_noop("What counts (standing), what was withdrawn, or both."), examples=["standing"]),
    ] = "standing"

    def moment(self) -> datetime | None:
        return datetime.fromisoformat(self.changed_since) if self.changed_since else None

    def days(self) -> tuple[date | None, date | None]:
        """The first and the last day asked for, each None where nobody said."""
        return tuple(date.fromisoformat(day) if day else None for day in (self.day_from, self.day_to))  # type: ignore[return-value]


class Nothing(Schema):
    """An address that takes no parameters."""
