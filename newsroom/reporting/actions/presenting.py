"""The statement that stands for a plan and a period: frozen where a report is frozen, else as the ledger has it now."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from newsroom.coverage.counting import UNCLASSIFIED, Fact, Span, rows_of
from newsroom.coverage.models import Source
from newsroom.organisations.models import Organisation
from newsroom.periods import Period
from newsroom.plan.models import Channel, Plan
from newsroom.statements.actions import compile_statement
from newsroom.statements.compiling import RecordLine, Statement
from newsroom.statements.gridding import Filter
from newsroom.statements.querysets import NoSuchItem, items_of, lines_of, records_behind, sources_of_pages

from ..models import Report, Snapshot, State
from ..sealing import Sealed, narrowed

LIVE = "hien-tai"
"""The edition that is never frozen: what the ledger says at this moment."""


class NoSuchEdition(LookupError):
    """An edition that was never frozen."""


def presented(
    *,
    plan: Plan,
    period: Period,
    organisation_ids: Iterable[int] | None = None,
    edition: str = "",
    with_records: bool = False,
) -> Statement:
    """The statement to show. `edition` "" is the frozen one while the report is frozen, else the live one; LIVE is
    always live; "1", "2", … is that snapshot.

    `organisation_ids` narrows it: a frozen one is counted again from its own sealed records, never from the ledger, and
    keeps its seal. Raises NoSuchEdition.
    """
    snapshot = snapshot_of(plan=plan, period=period, edition=edition)
    if snapshot is None:
        return compile_statement(plan=plan, period=period, organisation_ids=organisation_ids, with_records=with_records)
    return _sealed(snapshot, organisation_ids, with_records=with_records)


def snapshot_of(*, plan: Plan, period: Period, edition: str = "") -> Snapshot | None:
    """The snapshot that stands for an edition, None for a live one. One query. Raises NoSuchEdition."""
    if edition == LIVE:
        return None
    snapshots = Snapshot.objects.on(plan, period)
    if not edition:
        closed = Report.objects.on(plan, period).filter(state=State.FROZEN)
        return snapshots.filter(number__in=closed.values("edition")).first()
    number = int(edition) if edition.isascii() and edition.isdigit() and len(edition) < 9 else 0
    found = snapshots.filter(number=number).first() if number else None
    if found is None:
        raise NoSuchEdition(_("This report has no frozen edition %(edition)s.") % {"edition": edition})
    return found


@dataclass(frozen=True, kw_only=True)
class Dimensions:
    """To what a figure of the statement is narrowed beside what narrows a matrix.

    `about` is the slug of an organisation named, `rerun` keeps reruns or first runs, `pages_only` what was published on
    this system, `is_unsaid` what bears no genre.
    """

    about: str | None = None
    rerun: bool | None = None
    pages_only: bool = False
    is_unsaid: bool = False

    @property
    def asked(self) -> dict:
        """What `records_behind` takes."""
        genre = {"genre": ""} if self.is_unsaid else {}
        return {"about": self.about, "rerun": self.rerun, "pages_only": self.pages_only, **genre}

    def holds(self, fact: Fact, line: RecordLine) -> bool:
        """Whether a sealed record is within them."""
        pages = {str(Source(source).label) for source in sources_of_pages()} if self.pages_only else {line.source}
        return (
            (self.about is None or self.about in fact.about)
            and self.rerun in (None, fact.is_rerun)
            and not (self.is_unsaid and fact.genre)
            and line.source in pages
        )


@dataclass(frozen=True)
class Behind:
    """The records behind one figure, and the statement's seal, if it is frozen."""

    lines: tuple[RecordLine, ...]
    snapshot: Snapshot | None


def records_presented(
    *,
    plan: Plan,
    period: Period,
    organisation_ids: Iterable[int] | None = None,
    edition: str = "",
    item: str | None = None,
    channel: str | None = None,
    organisation: str | None = None,
    span: Span | None = None,
    narrowed: Filter | None = None,
    dimensions: Dimensions | None = None,
) -> Behind:
    """Exactly the records that a figure of `presented` or of a matrix counts: the snapshot's own where it is frozen.

    `item` is a label, UNCLASSIFIED, or None for the total; `span` and `narrowed` are a matrix'. Raises NoSuchEdition,
    NoSuchItem.
    """
    dimensions = dimensions or Dimensions()
    snapshot = snapshot_of(plan=plan, period=period, edition=edition)
    if snapshot is None:
        items = items_of(plan)
        records = records_behind(
            items=items,
            period=period,
            organisation_ids=organisation_ids,
            item=item,
            channel=channel,
            organisation=organisation,
            span=span,
            narrowed=narrowed,
            **dimensions.asked,
        )
        return Behind(lines_of(records, items, on=period.last_day), None)
    sealed = snapshot.opened(with_records=True)
    lines = _kept(sealed, organisation_ids, item, channel, organisation, span, narrowed or Filter(), dimensions)
    return Behind(lines, snapshot)


def _kept(
    sealed: Sealed, ids, item, channel, organisation, span, wish: Filter, dimensions: Dimensions
) -> tuple[RecordLine, ...]:
    if item not in (None, UNCLASSIFIED) and item not in {each.label for each in sealed.items}:
        raise NoSuchItem(f"The plan had no content item {item}.")
    own = None if ids is None else set(_named(ids, sealed.statement.period))
    wanted: list[Callable] = [
        lambda fact: own is None or fact.organisation in own,
        lambda fact: item is None or item in rows_of(fact, sealed.items),
        lambda fact: channel is None or fact.channel == channel,
        lambda fact: organisation is None or fact.organisation == organisation,
        lambda fact: span is None or span[0] <= fact.day < span[1],
        passing_facts(wish),
    ]
    return tuple(
        kept.line
        for kept in sealed.records or ()
        if all(each(kept.fact) for each in wanted) and dimensions.holds(kept.fact, kept.line)
    )


def passing_facts(wish: Filter) -> Callable[[Fact], bool]:
    """Whether a kept record passes a matrix' filter; kinds and groups are those of today. Two queries at most."""
    kinds = set(Organisation.objects.of_kinds(wish.kind).values_list("slug", flat=True)) if wish.kind else None
    groups = set(Channel.objects.filter(group=wish.group).values_list("code", flat=True)) if wish.group else None

    def passes(fact: Fact) -> bool:
        return (
            (kinds is None or fact.organisation in kinds)
            and (groups is None or fact.channel in groups)
            and wish.genre in ("", fact.genre)
            and wish.tone in ("", fact.tone)
        )

    return passes


def _sealed(snapshot: Snapshot, ids: Iterable[int] | None, *, with_records: bool) -> Statement:
    sealed = snapshot.opened(with_records=with_records or ids is not None)
    statement = sealed.statement if ids is None else narrowed(sealed, _named(ids, sealed.statement.period))
    if not with_records:
        records = None
    elif ids is None:
        records = tuple(kept.line for kept in sealed.records or ())
    else:
        records = statement.records
    return replace(statement, records=records, seal=snapshot.seal)


def _named(ids: Iterable[int], period: Period) -> dict[str, str]:
    """Slug → name on the period's last day, in the order in which statements list organisations."""
    found = Organisation.objects.with_names().filter(pk__in=tuple(ids)).order_by("sort_key", "pk")
    return {organisation.slug: organisation.label_on(period.last_day) for organisation in found}
