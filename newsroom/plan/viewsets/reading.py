"""The list of plans, and a plan as printed beside what it asks."""

from collections import Counter
from dataclasses import dataclass, replace

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import Button, HeaderButton

from newsroom import periods
from newsroom.organisations.models import Organisation, OrganisationKind
from newsroom.themes.models import Theme

from ..actions import rights_of
from ..models import Channel, Clause, Counterpart, Plan, PlanItem, ReportingDuty, Target
from ..permitting import TargetRights
from ..wording import short_period_name


class StateColumn(Column):
    """In force, to come, past or a sample: in a word."""

    def get_value(self, instance):
        return state(instance)


def state(plan: Plan) -> str:
    if plan.is_sample:
        return _("Sample")
    today = timezone.localdate()
    if plan.rolled_from_id and plan.issued_on is None:
        return _("Draft, not issued yet")
    if plan.is_in_force_on(today):
        return _("In force")
    return _("Not yet in force") if today < plan.in_force_from else _("No longer in force")


class PlanIndexView(generic.IndexView):
    """The plans, latest year first; the name opens the reading screen."""

    results_template_name = "newsroom/plan/plan_index_results.html"

    def get_edit_url(self, instance):
        return self.get_inspect_url(instance)

    def get_base_queryset(self):
        return Plan.objects.select_related("issuer").latest_first()

    @cached_property
    def add_item_label(self):
        return _("Load a plan from a file")

    @cached_property
    def add_button(self):
        return HeaderButton(self.add_item_label, url=self.add_url, icon_name="upload")

    def get_list_more_buttons(self, instance):
        return []


class PlanReadingView(generic.InspectView):
    """Left the clauses as printed, right what each asks. Read by everybody who works here."""

    template_name = "newsroom/plan/plan_reading.html"
    page_title = gettext_lazy("Plan")
    add_url_name = history_url_name = target_add_url_name = roll_over_url_name = crosswalks_url_name = None
    part_url_names: dict[str, str] = {}

    def get_object(self, queryset=None):
        return get_object_or_404(Plan.objects.select_related("issuer", "regime"), pk=self.pk)

    def get_page_subtitle(self):
        return self.object.number

    def get_breadcrumbs_items(self):
        index = {"url": reverse(self.index_url_name), "label": capfirst(Plan._meta.verbose_name_plural)}
        return [*self.breadcrumbs_items, index, {"url": "", "label": str(self.object)}]

    @cached_property
    def may_edit(self) -> bool:
        return self.user_has_permission("change")

    @cached_property
    def rights(self) -> TargetRights:
        return rights_of(self.request.user)

    @cached_property
    def header_buttons(self):
        if not self.rights:
            return []
        add = reverse(self.target_add_url_name, args=[self.object.pk])
        return [HeaderButton(_("Add a target"), url=add, icon_name="plus")]

    @cached_property
    def header_more_buttons(self):
        buttons = []
        if self.may_edit:
            buttons.append(Button(_("Edit number, dates and issuer"), url=self.get_edit_url(), icon_name="edit"))
        if self.user_has_permission("add"):
            buttons.append(Button(_("Load again from a file"), url=reverse(self.add_url_name), icon_name="upload"))
        if self.user_has_permission("add"):
            roll_over = reverse(self.roll_over_url_name, args=[self.object.pk])
            buttons.append(Button(_("Make the next plan"), url=roll_over, icon_name="redirect"))
        crosswalks = reverse(self.crosswalks_url_name, args=[self.object.pk])
        buttons.append(Button(_("Compare with an earlier plan"), url=crosswalks, icon_name="link"))
        history = reverse(self.history_url_name, args=[self.object.pk])
        buttons.append(Button(_("History"), url=history, icon_name="history", priority=15))
        if delete := self.get_delete_url():
            buttons.append(Button(_("Delete"), url=delete, icon_name="bin", priority=20))
        return buttons

    def get_fields_context(self):
        return []

    def get_context_data(self, **kwargs):
        plan = self.object
        own = list(_targets().filter(plan=plan, origin=None).order_by("organisation__sort_key", "pk"))
        return super().get_context_data(
            plan=plan,
            last_day=plan.last_day,
            lines=outline(plan),
            own_targets=own,
            theirs={
                target.pk
                for target in own
                if self.rights.cover(organisation_id=target.organisation_id, origin_id=target.origin_id)
            },
            deadlines=self.deadlines(),
            state=state(plan),
            may_edit=self.may_edit,
            urls=self.part_url_names,
            **kwargs,
        )

    def deadlines(self) -> list[dict]:
        """What the units report and by when, as the plan's calendar and its due day have it; the past ones marked."""
        duty = ReportingDuty.objects.filter(plan=self.object).first()
        if duty is None:
            return []
        regime = replace(self.object.regime.rule(), unit_due_day=duty.due_day)
        wanted = [p for p in periods.periods_of(self.object.year, regime) if p.kind in duty.kinds]
        today = timezone.localdate()
        return [
            {"name": short_period_name(p), "period": p, "is_past": p.due < today}
            for p in sorted(wanted, key=lambda p: (p.due, p.start))
        ]


@dataclass(frozen=True)
class Line:
    """A clause of the outline: how deep it stands, and which bearers its duty or its reporting names by kind."""

    clause: Clause
    level: int
    kinds: list[tuple[str, int]]
    """Name of a kind, and how many of that kind existed when the plan came into force."""


def outline(plan: Plan) -> list[Line]:
    """The clauses in printed order with all that they ask. The number of queries does not grow with the plan."""
    clauses = (
        plan.clauses.order_by("position")
        .select_related("item", "assignment", "reporting_duty__recipient", "reporting_duty__via")
        .prefetch_related(
            Prefetch("channels", Channel.objects.in_order()),
            Prefetch("item__themes", Theme.objects.alphabetical()),
            Prefetch("item__carries_on", _counterparts("old")),
            Prefetch("item__carried_on_by", _counterparts("new")),
            Prefetch("assignment__bearers", Organisation.objects.alphabetical()),
            Prefetch("assignment__channels", Channel.objects.in_order()),
            Prefetch("assignment__items", PlanItem.objects.select_related("clause").order_by("clause__position")),
            Prefetch("reporting_duty__bearers", Organisation.objects.alphabetical()),
            Prefetch("targets", _targets()),
        )
    )
    existing = Counter(Organisation.objects.valid_on(plan.in_force_from).values_list("kind", flat=True))
    levels: dict[int, int] = {}
    lines = []
    for clause in clauses:
        levels[clause.pk] = levels[clause.parent_id] + 1 if clause.parent_id else 0
        duty = getattr(clause, "assignment", None) or getattr(clause, "reporting_duty", None)
        kinds = [(OrganisationKind(kind).label, existing[kind]) for kind in (duty.bearer_kinds if duty else ())]
        lines.append(Line(clause, levels[clause.pk], kinds))
    return lines


def _counterparts(side: str):
    """Counterparts with the item and the plan on that side."""
    return (
        Counterpart.objects.exclude(new=None)
        .select_related(f"{side}__clause", f"{side}__plan")
        .order_by(f"{side}__plan__year", f"{side}__clause__position")
    )


def _targets():
    return Target.objects.select_related("item__clause", "channel", "organisation").order_by("pk")
