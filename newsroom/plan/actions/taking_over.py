"""Verbs about plans: take one over from a file, with the forms and the calendars that it may name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.db.models import F, ProtectedError
from django.utils.translation import gettext
from wagtail.log_actions import log

from newsroom import periods
from newsroom.organisations.models import Organisation, OrganisationKind
from newsroom.reading import Refused, Unreadable
from newsroom.themes.models import Theme

from ..loading import ChannelRow, Known, PlanSheet, read_channels, read_plan
from ..models import (
    Assignment,
    Channel,
    ChannelService,
    Clause,
    Plan,
    PlanItem,
    ReportingDuty,
    ReportingRegime,
    Target,
)
from .crosswalking import take_over_crosswalks

SEEDS = Path(__file__).parents[1] / "seeds"
SHIPPED_CHANNELS = SEEDS / "channels.toml"
SHIPPED_PLAN = SEEDS / "174-KH-UBND-2024.toml"

REGIMES = {"nd-09-2019": periods.LAW, "lich-duong": periods.CALENDAR}
"""The calendars that come with the newsroom: Nghị định 09/2019/NĐ-CP, Điều 12, and calendar months."""


def _(message: str) -> str:
    """Marks a message for the catalogue."""
    return message


IN_USE = _("“%(value)s” is no longer in the file, but %(users)s still use it: put it back, or free it first.")


class NotAPlan(Refused):
    """A file that is not taken over as a plan; says where and why, and nothing has changed."""


class NotChannels(Refused):
    """A file that is not taken over as forms; says where and why, and nothing has changed."""


@transaction.atomic
def ship_regimes(*, by, at: datetime) -> list[ReportingRegime]:
    """The reporting calendars of `REGIMES`, made where they are missing. What was changed since stays changed."""
    return [
        ReportingRegime.objects.get_or_create(
            code=code,
            defaults={
                "name": rule.name,
                "opening_day": rule.opening_day,
                "unit_due_day": rule.unit_due_day,
                "province_due_day": rule.province_due_day,
                "weekend": rule.weekend.value,
            },
        )[0]
        for code, rule in REGIMES.items()
    ]


@transaction.atomic
def load_channels(*, source: bytes, name: str, by, at: datetime) -> list[Channel]:
    """The forms of a TOML file (see `loading.channels`), made or brought up to date by their codes. Repeatable.

    Those that the file does not name are left as they are, unless it gives their producers to others. `name` is
    how the file is called in messages. Raises NotChannels.
    """
    try:
        rows = read_channels(source, file=name)
    except Unreadable as problem:
        raise NotChannels(problem, gettext) from problem
    return [_channel(row, position) for position, row in enumerate(rows)]


def load_plan(*, source: bytes, name: str, by, at: datetime, dry_run: bool = False) -> Plan:
    """The plan of a TOML file (see `loading.plans`), made or brought up to date by its number and year.

    Repeatable: clauses and items keep their keys by their labels, so what refers to them stays; what is gone
    from the file goes. All or nothing: raises NotAPlan when the file is wrong, or when it drops what is still
    in use. With `dry_run` everything is tried and taken back; the plan returned then has no key if it is new.
    """
    with transaction.atomic():
        ship_regimes(by=by, at=at)
        try:
            sheet = read_plan(source, file=name, known=_known())
            plan = _Writing(sheet, name).plan()
            take_over_crosswalks(plan=plan, source=source, name=name, by=by, at=at)
        except Unreadable as problem:
            raise NotAPlan(problem, gettext) from problem
        log(plan, "newsroom.load", user=by, timestamp=at, data={"file": name})
        if dry_run:
            transaction.set_rollback(True)
    return plan


@dataclass(frozen=True, kw_only=True)
class PlanCheck:
    """What loading a file would do. Labels of clauses are in printed order."""

    sheet: PlanSheet
    is_new: bool
    added: tuple[str, ...]
    changed: tuple[str, ...]
    """Clauses whose heading, text or kind differ."""
    removed: tuple[str, ...]


def check_plan(*, source: bytes, name: str, by, at: datetime) -> PlanCheck:
    """Load a plan for trial, take it back, and tell what it would have changed. Raises NotAPlan as loading does."""
    load_plan(source=source, name=name, by=by, at=at, dry_run=True)
    with transaction.atomic():
        ship_regimes(by=by, at=at)
        sheet = read_plan(source, file=name, known=_known())
        transaction.set_rollback(True)
    plan = Plan.objects.filter(number=sheet.number, year=sheet.year).first()
    before = {c.label: (c.heading, c.text, c.kind) for c in plan.clauses.order_by("position")} if plan else {}
    after = {row.label: (row.heading, row.text, row.kind) for row in sheet.clauses}
    return PlanCheck(
        sheet=sheet,
        is_new=plan is None,
        added=tuple(label for label in after if label not in before),
        changed=tuple(label for label in after if label in before and before[label] != after[label]),
        removed=tuple(label for label in before if label not in after),
    )


def _known() -> Known:
    return Known(
        themes=set(Theme.objects.values_list("slug", flat=True)),
        organisations=set(Organisation.objects.values_list("slug", flat=True)),
        organisation_kinds=OrganisationKind.values,
        channels=set(Channel.objects.values_list("code", flat=True)),
        regimes=sorted(ReportingRegime.objects.values_list("code", flat=True)),
    )


def _channel(row: ChannelRow, position: int) -> Channel:
    fields = {field: value for field, value in vars(row).items() if field not in ("code", "serves")}
    channel, _is_new = Channel.objects.update_or_create(code=row.code, defaults={**fields, "position": position})
    channel.services.exclude(producer__in=row.serves).delete()
    for producer in row.serves:
        ChannelService.objects.update_or_create(producer=producer, defaults={"channel": channel})
    return channel


class _Writing:
    """A sheet on its way into the database, inside one transaction. Everything that it names exists."""

    def __init__(self, sheet: PlanSheet, file: str) -> None:
        self.sheet, self.file = sheet, file
        self.organisations = dict(Organisation.objects.values_list("slug", "pk"))
        self.channels = dict(Channel.objects.values_list("code", "pk"))
        self.themes = dict(Theme.objects.values_list("slug", "pk"))

    def plan(self) -> Plan:
        sheet = self.sheet
        plan = Plan.objects.filter(number=sheet.number, year=sheet.year).first() or Plan(
            number=sheet.number, year=sheet.year
        )
        for field in ("title", "signed_by", "issued_on", "in_force_from", "in_force_to", "is_sample"):
            setattr(plan, field, getattr(sheet, field))
        plan.issuer_id = self.organisations[sheet.issuer]
        plan.regime = ReportingRegime.objects.get(code=sheet.regime)
        plan.save()
        clauses = self._clauses(plan)
        items = self._items(plan, clauses)
        self._assignments(plan, clauses, items)
        self._targets(plan, clauses, items)
        self._reporting(plan, clauses)
        self._drop(plan.clauses.exclude(label__in=clauses))
        return plan

    def _clauses(self, plan: Plan) -> dict[str, Clause]:
        found = {clause.label: clause for clause in plan.clauses.all()}
        # Positions are unique: move the old ones out of the way of the new.
        plan.clauses.update(position=F("position") + 10_000)
        kept: dict[str, Clause] = {}
        for position, row in enumerate(self.sheet.clauses):
            clause = found.get(row.label) or Clause(plan=plan, label=row.label)
            clause.position, clause.kind, clause.heading, clause.text = position, row.kind, row.heading, row.text
            clause.parent = kept.get(row.parent)
            clause.save()
            clause.channels.set([self.channels[code] for code in row.channels])
            kept[row.label] = clause
        return kept

    def _items(self, plan: Plan, clauses: dict[str, Clause]) -> dict[str, PlanItem]:
        found = {item.clause_id: item for item in plan.items.all()}
        kept = {}
        for row in self.sheet.items:
            clause = clauses[row.label]
            item = found.pop(clause.pk, None) or PlanItem(plan=plan, clause=clause)
            item.title = row.title
            item.save()
            item.themes.set([self.themes[slug] for slug in row.themes])
            kept[row.label] = item
        self._drop(found.values())
        return kept

    def _assignments(self, plan: Plan, clauses: dict[str, Clause], items: dict[str, PlanItem]) -> None:
        found = {assignment.clause_id: assignment for assignment in plan.assignments.all()}
        for row in self.sheet.assignments:
            clause = clauses[row.clause]
            assignment = found.pop(clause.pk, None) or Assignment(plan=plan, clause=clause)
            assignment.summary, assignment.bearer_kinds = row.summary, list(row.bearer_kinds)
            assignment.is_measured = row.is_measured
            assignment.save()
            assignment.bearers.set([self.organisations[slug] for slug in row.bearers])
            assignment.channels.set([self.channels[code] for code in row.channels])
            assignment.items.set([items[label] for label in row.items])
        self._drop(found.values())

    def _targets(self, plan: Plan, clauses: dict[str, Clause], items: dict[str, PlanItem]) -> None:
        """A target has no name of its own: one that asks for the same of the same keeps its key.

        What somebody set on a screen is no part of the file, and stays when the file does not name it.
        """

        def asks(target: Target) -> tuple:
            about = (target.origin_id, target.item_id, target.channel_id, target.organisation_id)
            return (*about, target.measure, target.every, target.rule, target.valid_from, target.valid_to)

        found = list(plan.targets.order_by("pk"))
        for row in self.sheet.targets:
            wanted = Target(
                plan=plan,
                origin=clauses.get(row.origin),
                item=items.get(row.item),
                channel_id=self.channels.get(row.channel),
                organisation_id=self.organisations.get(row.organisation),
                measure=row.measure,
                every=row.every,
                rule=row.rule,
                valid_from=row.valid_from,
                valid_to=row.valid_to,
                quantity=row.quantity,
            )
            same = next((target for target in found if asks(target) == asks(wanted)), None)
            if same:
                found.remove(same)
                wanted.pk, wanted.set_at, wanted.set_by_id = same.pk, same.set_at, same.set_by_id
            wanted.save(force_update=bool(same))
        self._drop(target for target in found if target.set_at is None)

    def _reporting(self, plan: Plan, clauses: dict[str, Clause]) -> None:
        found = {duty.clause_id: duty for duty in plan.reporting_duties.all()}
        for row in self.sheet.reporting:
            clause = clauses[row.clause]
            duty = found.pop(clause.pk, None) or ReportingDuty(plan=plan, clause=clause)
            duty.recipient_id, duty.via_id = self.organisations[row.recipient], self.organisations.get(row.via)
            duty.due_day, duty.kinds, duty.bearer_kinds = row.due_day, list(row.kinds), list(row.bearer_kinds)
            duty.save()
            duty.bearers.set([self.organisations[slug] for slug in row.bearers])
        self._drop(found.values())

    def _drop(self, gone: Iterable[Clause | PlanItem | Assignment | Target | ReportingDuty]) -> None:
        for each in gone:
            try:
                each.delete()
            except ProtectedError as refusal:
                users = ", ".join(sorted({str(user) for user in refusal.protected_objects})[:5])
                line = self.sheet.lines[""]
                raise Unreadable(IN_USE, file=self.file, line=line, value=str(each), users=users) from refusal
