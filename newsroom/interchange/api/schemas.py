"""What answers look like. Documentation that tests hold to the answers; more may be there than is named."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext_noop
from ninja import Schema
from pydantic import ConfigDict, Field


class Answer(Schema):
    model_config = ConfigDict(extra="allow")


class Plan(Answer):
    number: str = Field(description=gettext_noop("The document's number, as printed."))
    year: int
    title: str
    sample: bool = Field(description=gettext_noop("A sample of the demonstration, not a plan that anybody issued."))


class ListedPlan(Plan):
    slug: str = Field(description=gettext_noop("How addresses name the plan."))
    issuer: str
    in_force_from: date
    in_force_to: date = Field(description=gettext_noop("The last day on which it is in force."))
    links: dict[str, str]


class Item(Answer):
    label: str = Field(description=gettext_noop("The label as printed, e.g. II.1.4."))
    title: str
    themes: list[str] = Field(description=gettext_noop("Codes of the themes that serve it."))


class PlanWithItems(ListedPlan):
    items: list[Item]


class Plans(Answer):
    plans: list[ListedPlan]


class Period(Answer):
    code: str
    year: int
    name: str
    start: date = Field(description=gettext_noop("The first day counted."))
    end: date = Field(description=gettext_noop("The last day counted."))
    due: date = Field(description=gettext_noop("By when units report."))
    province_due: date = Field(description=gettext_noop("By when the province reports."))


class Snapshot(Answer):
    id: int
    number: int = Field(description=gettext_noop("Which one of its report, from 1."))
    sha256: str = Field(description=gettext_noop("SHA-256 of the stored bytes, in hex."))
    frozen_at: datetime
    frozen_by: str


class ListedPeriod(Period):
    kind: str
    state: str = Field(
        description=gettext_noop("“live” while figures follow the ledger, “frozen” once a report is signed.")
    )
    snapshot: Snapshot | None
    links: dict[str, str | None]


class Periods(Answer):
    plan: Plan
    periods: list[ListedPeriod]


class Code(Answer):
    code: str
    name: str


class CodeOfChannel(Code):
    unit: str = Field(description=gettext_noop("In what its quantity is counted."))


class Codes(Answer):
    channels: list[CodeOfChannel]
    organisations: list[Code]
    themes: list[Code]
    genres: list[Code]
    tones: list[Code]


class Figures(Answer):
    appearances: int = Field(description=gettext_noop("Records: one piece, one organisation, one channel, one day."))
    works: int = Field(description=gettext_noop("Pieces, each once, however often it appeared."))
    minutes: int
    persons: int
    copies: int
    first_runs: int = Field(description=gettext_noop("Appearances that are no reruns."))
    reruns: int


class Row(Figures):
    label: str
    title: str
    measure: str | None = Field(description=gettext_noop("What the target counts."))
    target: int | None = Field(description=gettext_noop("Expected in the window; null without a target."))
    done: int | None
    done_ratio: float | None
    by_channel: dict[str, Figures]
    by_organisation: dict[str, Figures]
    by_genre: dict[str, Figures]
    by_tone: dict[str, Figures]


class Statement(Answer):
    plan: Plan
    period: Period
    provisional: bool = Field(description=gettext_noop("True while figures follow the ledger; false in a snapshot."))
    snapshot: Snapshot | None = Field(description=gettext_noop("Which snapshot this is; null while provisional."))
    organisations: list[str] | None = Field(description=gettext_noop("To whom the figures are narrowed; null: nobody."))
    rows: list[Row] = Field(description=gettext_noop("The plan's content items; a record may stand in several."))
    unclassified: Row
    total: Row = Field(description=gettext_noop("Every record once: the rows may add up to more."))
    named: dict[str, Figures] = Field(
        description=gettext_noop("By organisation that pieces name: praise, criticism and information about it.")
    )
    output: dict[str, dict[str, object]] = Field(
        description=gettext_noop("By outlet: its works as a share of all that it published, where that is known.")
    )
    targets: list[dict[str, object]] = Field(description=gettext_noop("The plan's targets with what was done."))


class FrozenRecord(Answer):
    """One appearance. In a snapshot, in the names of the day on which it was frozen."""

    id: int
    work_id: int = Field(description=gettext_noop("Appearances of the same piece share it."))
    day: date
    title: str
    organisation: str
    organisation_name: str
    channel: str
    channel_name: str
    quantity: int
    unit: str
    seconds: int
    items: list[str] | None = Field(
        description=gettext_noop("Labels of the items served; null where no year was asked for.")
    )
    theme_names: list[str]
    genre: str
    genre_name: str
    tone: str
    tone_name: str
    persons: int | None
    copies: int | None
    rerun: bool
    source_name: str
    url: str
    evidence: str


class Record(FrozenRecord):
    """One appearance as the ledger has it now."""

    themes: list[str]
    about: list[str] = Field(description=gettext_noop("Codes of the organisations that the piece names."))
    source: str
    recorded_at: datetime
    withdrawn_at: datetime | None = Field(description=gettext_noop("When it left the count; null for what counts."))


class Records(Answer):
    plan: Plan | None
    period: Period | None
    provisional: bool
    snapshot: Snapshot | None
    count: int | None = Field(description=gettext_noop("How many there are in all; on the first page only."))
    records: list[Record]
    next: str | None = Field(description=gettext_noop("Address of the next page; null on the last."))


class FrozenRecords(Answer):
    plan: Plan
    period: Period
    provisional: bool
    snapshot: Snapshot
    count: int
    records: list[FrozenRecord]
    next: str | None


class ListedSnapshot(Snapshot):
    current: bool = Field(description=gettext_noop("Whether its report is frozen now and this is its last snapshot."))
    plan: Plan
    period: Period
    links: dict[str, str]


class Snapshots(Answer):
    snapshots: list[ListedSnapshot]


class TotalsFigures(Figures):
    quantity: int = Field(description=gettext_noop("In the channel's unit; add it up within one channel only."))


class Totals(Answer):
    plan: Plan
    period: Period
    provisional: bool
    snapshot: Snapshot | None
    organisations: list[str] | None
    by: list[str]
    rows: list[TotalsFigures] = Field(
        description=gettext_noop(
            "One row a value, or a pair of values, with something in it: its code under the dimension's name, its "
            "name under the same with “_name”."
        )
    )
    total: TotalsFigures


class Entrance(Answer):
    name: str
    version: str
    links: dict[str, str]
    asker: dict[str, object] | None


class FaultOfField(Answer):
    name: str
    place: str = Field(alias="in")
    detail: str


class ProblemDetails(Answer):
    """RFC 9457. Branch on `type`; `detail` is for people."""

    type: str = Field(description=gettext_noop("A stable name of the kind of problem."))
    title: str
    status: int
    detail: str
    instance: str
    errors: list[FaultOfField] = Field(
        default=[], description=gettext_noop("The fields at fault, each with the reason.")
    )
