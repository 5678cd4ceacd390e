"""A plan's parts on their way into another plan, inside one transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.translation import gettext as _

from newsroom import text
from newsroom.organisations.models import Organisation, OrganisationKind

from ..models import Assignment, Clause, ClauseKind, Plan, PlanItem, ReportingDuty


@dataclass(frozen=True, kw_only=True)
class NewItem:
    """A content item that the old plan did not have. It is printed after the last of the old ones."""

    label: str
    title: str
    themes: tuple[int, ...]
    text: str = ""


class Copying:
    """Copies one plan's parts into another, empty one. `left_out` says, in words, what could not go over."""

    def __init__(self, old: Plan, new: Plan) -> None:
        self.old, self.new = old, new
        self.clauses: dict[int, Clause] = {}
        self.items: dict[int, PlanItem] = {}
        """The copies, by the key of what they were copied from."""
        self.left_out: list[str] = []
        self.heirs = _Heirs(new.in_force_from)

    def copy(self, items: Mapping[int, tuple[str, Sequence[int]]], new_items: Sequence[NewItem]) -> None:
        """Everything; of the items those given, each with its title and keys of its themes."""
        dropped = {item.clause_id: item for item in self.old.items.select_related("clause") if item.pk not in items}
        self._clauses(dropped, new_items)
        for item in self.old.items.select_related("clause").order_by("clause__position"):
            if item.pk in items:
                title, themes = items[item.pk]
                self.items[item.pk] = self._item(self.clauses[item.clause_id], title, themes)
        self._assignments()
        self._targets()
        self._reporting()

    def _clauses(self, dropped: Mapping[int, PlanItem], new_items: Sequence[NewItem]) -> None:
        clauses = list(self.old.clauses.order_by("position").prefetch_related("channels"))
        last = max((n for n, clause in enumerate(clauses) if clause.kind == ClauseKind.ITEM), default=len(clauses) - 1)
        position, fresh = 0, []
        for number, clause in enumerate(clauses):
            if clause.pk in dropped:
                self.left_out.append(_("Content item %(label)s") % {"label": dropped[clause.pk]})
            else:
                copy = Clause.objects.create(
                    plan=self.new,
                    label=clause.label,
                    position=position,
                    kind=clause.kind,
                    heading=clause.heading,
                    text=clause.text,
                )
                copy.channels.set(clause.channels.all())
                self.clauses[clause.pk] = copy
                position += 1
            if number == last:
                fresh = self._new_items(new_items, position=position)
                position += len(fresh)
        above = {clause.pk: clause.parent_id for clause in clauses}
        for clause in clauses:
            if clause.pk in self.clauses:
                self._place(self.clauses[clause.pk], clause.parent_id, above)
        for clause in fresh:
            self._place(clause, clauses[last].parent_id, above)

    def _place(self, clause: Clause, parent: int | None, above: Mapping[int, int | None]) -> None:
        """Under the copy of its parent, or of the next one up that went over."""
        while parent is not None and parent not in self.clauses:
            parent = above[parent]
        if parent is not None:
            clause.parent = self.clauses[parent]
            clause.save(update_fields=["parent"])

    def _new_items(self, new_items: Sequence[NewItem], *, position: int) -> list[Clause]:
        made = []
        for number, one in enumerate(new_items):
            clause = Clause.objects.create(
                plan=self.new,
                label=text.canonical(one.label),
                position=position + number,
                kind=ClauseKind.ITEM,
                text=text.canonical(one.text) or text.canonical(one.title),
            )
            self._item(clause, one.title, one.themes)
            made.append(clause)
        return made

    def _item(self, clause: Clause, title: str, themes: Iterable[int]) -> PlanItem:
        item = PlanItem.objects.create(plan=self.new, clause=clause, title=text.canonical(title))
        item.themes.set(themes)
        return item

    def _assignments(self) -> None:
        found = self.old.assignments.select_related("clause").prefetch_related("bearers", "channels", "items")
        for duty in found.order_by("clause__position"):
            if duty.clause_id not in self.clauses:
                continue
            copy = Assignment.objects.create(
                plan=self.new,
                clause=self.clauses[duty.clause_id],
                summary=duty.summary,
                bearer_kinds=self._kinds(duty),
                is_measured=duty.is_measured,
            )
            copy.bearers.set(self._bearers(duty))
            copy.channels.set(duty.channels.all())
            items = [self.items[item.pk] for item in duty.items.all() if item.pk in self.items]
            copy.items.set(items)
            if duty.items.all() and not items:
                # A duty without items is held to all of them: that is more than was meant.
                self.left_out.append(_("%(clause)s: which content items it is for") % {"clause": duty.clause.label})

    def _targets(self) -> None:
        found = self.old.targets.select_related("item__clause", "organisation").order_by("pk")
        for target in found:
            heirs = self.heirs.of(target.organisation_id) if target.organisation_id else {None}
            if (target.item_id and target.item_id not in self.items) or len(heirs) != 1:
                self.left_out.append(_("Target: %(target)s") % {"target": " – ".join(self._about(target))})
                continue
            (organisation_id,) = heirs
            values = {
                field.attname: self._moved(field, getattr(target, field.attname))
                for field in target._meta.concrete_fields
                if not field.primary_key
            }
            clause = self.clauses.get(target.origin_id)
            item = self.items.get(target.item_id)
            values |= {
                "plan_id": self.new.pk,
                "origin_id": clause.pk if clause else None,
                "item_id": item.pk if item else None,
                "organisation_id": organisation_id,
            }
            type(target).objects.create(**values)

    def _about(self, target) -> list[str]:
        return [str(target), *(str(part) for part in (target.item, target.channel, target.organisation) if part)]

    def _moved(self, field, value):
        """Days move by as many years as the plan does; 29 February becomes the 28th."""
        if not (value and isinstance(field, models.DateField)):
            return value
        year = value.year + self.new.in_force_from.year - self.old.in_force_from.year
        return date(year, 2, 28) if (value.month, value.day) == (2, 29) else value.replace(year=year)

    def _reporting(self) -> None:
        found = self.old.reporting_duties.select_related("clause").prefetch_related("bearers")
        for duty in found.order_by("clause__position"):
            if duty.clause_id not in self.clauses:
                continue
            copy = ReportingDuty.objects.create(
                plan=self.new,
                clause=self.clauses[duty.clause_id],
                recipient_id=self.heirs.one(duty.recipient_id) or self.new.issuer_id,
                via_id=self.heirs.one(duty.via_id),
                due_day=duty.due_day,
                kinds=duty.kinds,
                bearer_kinds=self._kinds(duty),
            )
            copy.bearers.set(self._bearers(duty))

    def _bearers(self, duty: Assignment | ReportingDuty) -> set[int]:
        bearers: set[int] = set()
        for bearer in duty.bearers.all():
            heirs = self.heirs.of(bearer.pk)
            bearers |= heirs
            if not heirs:
                said = {"clause": duty.clause.label, "organisation": bearer.label}
                self.left_out.append(_("%(clause)s: %(organisation)s exists no longer, and nothing follows it") % said)
        return bearers

    def _kinds(self, duty: Assignment | ReportingDuty) -> list[str]:
        """The kinds of which some exist when the plan comes into force."""
        kept = [kind for kind in duty.bearer_kinds if kind in self.heirs.kinds]
        for kind in duty.bearer_kinds:
            if kind not in kept:
                said = {"clause": duty.clause.label, "kind": OrganisationKind(kind).label}
                self.left_out.append(_("%(clause)s: “%(kind)s”, of which none exists any longer") % said)
        return kept


class _Heirs:
    """Who stands on a day where an organisation stood before."""

    def __init__(self, day: date) -> None:
        self.kinds = set(Organisation.objects.valid_on(day).values_list("kind", flat=True))
        self.ended = set(Organisation.objects.filter(valid_to__lte=day).values_list("pk", flat=True))
        self.successors: dict[int, set[int]] = defaultdict(set)
        through = Organisation.successors.through.objects
        for old, new in through.values_list("from_organisation_id", "to_organisation_id"):
            self.successors[old].add(new)

    def of(self, key: int) -> set[int]:
        """Itself while it exists, or while it is still to come; else what it became."""
        found, seen, waiting = set(), {key}, [key]
        while waiting:
            one = waiting.pop()
            if one not in self.ended:
                found.add(one)
                continue
            fresh = self.successors[one] - seen
            seen |= fresh
            waiting += fresh
        return found

    def one(self, key: int | None) -> int | None:
        """The only one that stands there; None when there is none, or several."""
        heirs = self.of(key) if key else set()
        return next(iter(heirs)) if len(heirs) == 1 else None
