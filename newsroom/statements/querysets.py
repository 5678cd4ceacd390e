"""Which records stand behind a figure, and what was reported beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Count as Number
from django.db.models import Q

from newsroom.coverage.counting import UNCLASSIFIED, Count, Item, Span
from newsroom.coverage.models import CoverageRecord, CoveredPage
from newsroom.coverage.querysets import CoverageQuerySet
from newsroom.organisations.models import FormerName, Organisation, OutletPage
from newsroom.periods import ZONE, Period
from newsroom.plan.models import Crosswalk, Plan, PlanItem
from newsroom.plan.rolling import merged
from newsroom.submissions.models import ActivityLine, Submission

from .compiling import RecordLine, Reported
from .gridding import Filter


class NoSuchItem(LookupError):
    """A label that the plan does not print among its content items."""


def items_of(plan: Plan) -> list[Item]:
    """The plan's content items (II.1) as counting reads them, in printed order. Two queries."""
    return [
        Item(item.label, frozenset(theme.pk for theme in item.themes.all()))
        for item in plan.items.select_related("clause").prefetch_related("themes").order_by("clause__position")
    ]


def lanes_of(plan: Plan) -> dict[int, list[Item]]:
    """A plan's rows as they are counted in the years of other plans: by key of plan, its own included.

    Count a period of another year with the lane of that year's plan, `counting_in(period, …).counted(lanes[key])`: the
    rows keep this plan's labels, and a record that serves two counterparts of one row counts once in it. A row without
    counterpart in that plan counts nothing there; UNCLASSIFIED then holds what serves none of these rows. Four
    queries, however many plans there are.
    """
    threads = Crosswalk.objects.threads_of(plan)
    themes: dict[int, set[int]] = defaultdict(set)
    keys = {item for thread in threads.values() for those in thread.in_plans.values() for item in those}
    links = PlanItem.themes.through.objects.filter(planitem__in=keys)
    for item, theme in links.values_list("planitem_id", "theme_id"):
        themes[item].add(theme)
    lanes: dict[int, list[Item]] = defaultdict(list)
    for label, thread in threads.items():
        for key, those in thread.in_plans.items():
            lanes[key].append(Item(label, merged(those, themes)))
    return dict(lanes)


def titled_items_of(plan: Plan) -> dict[str, tuple[str, Item]]:
    """By label, in printed order, each item's title and the item as counting reads it. One query."""
    titles: dict[str, str] = {}
    themes: dict[str, set[int]] = defaultdict(set)
    rows = plan.items.order_by("clause__position").values_list("clause__label", "title", "themes")
    for label, title, theme in rows:
        titles[label] = title
        themes[label] |= {theme} - {None}
    return {label: (title, Item(label, frozenset(themes[label]))) for label, title in titles.items()}


def counting_in(period: Period, organisation_ids: Iterable[int] | None) -> CoverageQuerySet:
    """What stands in the period, of those organisations only unless None."""
    return CoverageRecord.objects.standing().during(period).of_organisations(organisation_ids)


def figures_in(period: Period, organisation_ids: Iterable[int] | None, items: Iterable[Item], **asked) -> Count:
    """The figures of `counting_in`, from what was rolled up where there is some; `asked` as in `counted`."""
    if organisation_ids is None:
        return CoverageRecord.objects.counted_between(items, period.start, period.stop, **asked)
    return counting_in(period, organisation_ids).counted(items, **asked)


def passing(records: CoverageQuerySet, narrowed: Filter) -> CoverageQuerySet:
    """The records that a matrix narrowed like this counts."""
    wanted = {
        "organisation__kind": narrowed.kind,
        "channel__group": narrowed.group,
        "genre": narrowed.genre,
        "tone": narrowed.tone,
    }
    return records.filter(**{field: value for field, value in wanted.items() if value})


def records_behind(
    *,
    items: Iterable[Item],
    period: Period,
    organisation_ids: Iterable[int] | None = None,
    item: str | None = None,
    channel: str | None = None,
    organisation: str | None = None,
    genre: str | None = None,
    tone: str | None = None,
    about: str | None = None,
    rerun: bool | None = None,
    pages_only: bool = False,
    span: Span | None = None,
    narrowed: Filter | None = None,
) -> CoverageQuerySet:
    """Exactly the records that one figure counts, in order of day.

    `item` is a label, UNCLASSIFIED, or None for the total; `channel` a code, `organisation` and `about` slugs, `span`
    days of the period from the first until before the second. `rerun` keeps reruns or first runs, `pages_only` what
    was published on this system. Raises NoSuchItem.
    """
    items = tuple(items)
    records = passing(counting_in(period, organisation_ids), narrowed or Filter())
    if item == UNCLASSIFIED:
        records = records.without_themes({theme for each in items for theme in each.theme_ids})
    elif item is not None:
        themes = next((each.theme_ids for each in items if each.label == item), None)
        if themes is None:
            raise NoSuchItem(f"The plan has no content item {item}.")
        records = records.about_themes(themes)
    if channel is not None:
        records = records.filter(channel__code=channel)
    if organisation is not None:
        records = records.filter(organisation__slug=organisation)
    if genre is not None:
        records = records.filter(genre=genre)
    if tone is not None:
        records = records.filter(tone=tone)
    if about is not None:
        records = records.filter(about__slug=about)
    if rerun is not None:
        records = records.filter(is_rerun=rerun)
    if pages_only:
        records = records.filter(source__in=sources_of_pages())
    if span is not None:
        records = records.between(*span)
    return records.order_by("day", "happened_at", "pk")


def sources_of_pages() -> list[str]:
    """The sources whose records are pages published on this system."""
    return sorted({kind.source_kind for kind in CoveredPage.kinds()})


def lines_of(records: CoverageQuerySet, items: Iterable[Item], *, on: date | None = None) -> tuple[RecordLine, ...]:
    """Records as lists print them, in the given order. Four queries at most, two more per thousand records.

    Organisations bear the names that they had `on` a day; of today when None.
    """
    return tuple(each_line(records, items, on=on))


def each_line(records: CoverageQuerySet, items: Iterable[Item], *, on: date | None = None) -> Iterator[RecordLine]:
    """The same one by one, never more than a thousand records in memory."""
    items = tuple(items)
    # The last one to come is the one that ended first after the day.
    formers = FormerName.objects.filter(until__gt=on).order_by("-until") if on else ()
    bore = {former.organisation_id: former for former in formers}

    def label(organisation: Organisation) -> str:
        return bore.get(organisation.pk, organisation).label

    found = records.select_related("channel", "organisation").prefetch_related("themes", "about")
    for record in found.iterator(chunk_size=1000):
        themes = sorted(record.themes.all(), key=lambda theme: theme.sort_key)
        ids = {theme.pk for theme in themes}
        about = sorted(record.about.all(), key=lambda organisation: (organisation.sort_key, organisation.pk))
        yield RecordLine(
            record_id=record.pk,
            work_id=record.work_id,
            day=record.day,
            title=record.title,
            organisation=label(record.organisation),
            channel=record.channel.name,
            quantity=record.quantity,
            unit=record.channel.get_unit_display(),
            seconds=record.seconds,
            themes=tuple(theme.name for theme in themes),
            items=tuple(item.label for item in items if item.theme_ids & ids),
            persons=record.persons,
            copies=record.copies,
            is_rerun=record.is_rerun,
            genre=record.get_genre_display() if record.genre else "",
            tone=record.get_tone_display(),
            source=record.get_source_display(),
            url=record.url,
            evidence=record.evidence,
            organisation_code=record.organisation.slug,
            channel_code=record.channel.code,
            genre_code=record.genre,
            tone_code=record.tone,
            about=tuple(label(organisation) for organisation in about),
            about_codes=tuple(organisation.slug for organisation in about),
        )


@dataclass(frozen=True)
class ReportedCells:
    """Reported figures by row, channel code and organisation slug, with the channels and organisations named."""

    by_row: dict[str | None, Reported]
    by_channel: dict[str, Reported]
    by_organisation: dict[str, Reported]


def reported_for(*, plan: Plan, period: Period, organisation_ids: Iterable[int] | None) -> ReportedCells:
    """What agencies sent in for this plan and this very period (a quarter's reports are not summed into the year's).

    As with the ledger, an activity stands once in each row of an item that it names, once in the total (row None),
    and under UNCLASSIFIED when it names none. Drafts say nothing. Two queries.
    """
    lines = ActivityLine.objects.filter(
        submission__plan=plan,
        submission__year=period.year,
        submission__period_code=period.code,
        submission__state=Submission.State.SENT,
    )
    if organisation_ids is not None:
        lines = lines.filter(submission__organisation__in=tuple(organisation_ids))
    by_row, by_channel, by_organisation = (defaultdict(Reported) for _each in range(3))
    for line in lines.select_related("channel", "submission__organisation").prefetch_related("items__clause"):
        said = Reported(
            activities=1,
            quantity=line.quantity,
            minutes=line.minutes or 0,
            persons=line.persons or 0,
            copies=line.copies or 0,
        )
        labels = {item.label for item in line.items.all() if item.plan_id == plan.pk} or {UNCLASSIFIED}
        for row in (None, *labels):
            by_row[row] += said
        by_channel[line.channel.code] += said
        by_organisation[line.submission.organisation.slug] += said
    return ReportedCells(dict(by_row), dict(by_channel), dict(by_organisation))


@dataclass(frozen=True)
class OutputCells:
    """By organisation slug: what this system published for an outlet, of that what stands in the ledger, and the total
    that it entered itself."""

    published: dict[str, int]
    pages: dict[str, int]
    entered: dict[str, int]


def output_for(*, plan: Plan, period: Period, organisation_ids: Iterable[int] | None) -> OutputCells:
    """How much each outlet put out in the period, whatever it was about.

    Published is what is live under the outlet and appeared first on one of the period's local days. Entered is what a
    report on this very plan and period says, once it is sent. Three queries, and one for each kind of page.
    """
    ids = None if organisation_ids is None else tuple(organisation_ids)
    outlets = OutletPage.objects.select_related("organisation").order_by("pk")
    reports = Submission.objects.on(plan=plan, period=period).sent().filter(output__isnull=False)
    if ids is not None:
        outlets, reports = outlets.filter(organisation__in=ids), reports.filter(organisation__in=ids)
    paths = {f"outlet_{outlet.pk}": outlet for outlet in outlets}
    start, stop = (datetime.combine(day, time(), ZONE) for day in (period.start, period.stop))
    published: dict[str, int] = defaultdict(int)
    for kind in CoveredPage.kinds() if paths else ():
        pages = kind.objects.live().filter(first_published_at__gte=start, first_published_at__lt=stop)
        found = pages.aggregate(
            **{name: Number("pk", filter=Q(path__startswith=outlet.path)) for name, outlet in paths.items()}
        )
        for name, outlet in paths.items():
            published[outlet.organisation.slug] += found[name]
    entered = dict(reports.values_list("organisation__slug", "output"))
    pages = counting_in(period, ids).filter(
        source__in=sources_of_pages(), organisation__slug__in=sorted({*published, *entered})
    )
    return OutputCells(
        published=dict(published),
        pages=dict(pages.order_by().values_list("organisation__slug").annotate(Number("pk"))),
        entered=entered,
    )
