"""Through time: the plan of the next year, and what carries on what between two plans."""

from django.contrib.admin.utils import quote
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from ..actions import CrosswalkError, RollingError, keep_crosswalk, roll_over
from ..forms import CounterpartForm, NextPlanForm
from ..models import Crosswalk, Plan
from ..rolling import likely

READERS = ["add", "change", "delete", "view"]
"""Whoever holds one of these reads a plan."""


class _OfAPlan(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    model = Plan
    index_url_name = inspect_url_name = crosswalk_url_name = crosswalks_url_name = None

    @cached_property
    def plan(self) -> Plan:
        return get_object_or_404(Plan.objects.select_related("issuer", "regime"), pk=self.kwargs["plan"])

    def get_page_subtitle(self):
        return str(self.plan)

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": capfirst(Plan._meta.verbose_name_plural)},
            {"url": self.reading_url(self.plan), "label": str(self.plan)},
            {"url": "", "label": self.get_page_title()},
        ]

    def reading_url(self, plan: Plan) -> str:
        return reverse(self.inspect_url_name, args=[quote(plan.pk)])

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{**kwargs, "plan": self.plan})


class RollOverView(_OfAPlan):
    """From this plan the next one. Sent twice, it leads to the plan that was made the first time."""

    template_name = "newsroom/plan/roll_over.html"
    page_title = gettext_lazy("Make the next plan")
    header_icon = "redirect"
    permission_required = "add"

    def get(self, request, *args, **kwargs):
        return self.shown(NextPlanForm(self.plan, user=request.user))

    def post(self, request, *args, **kwargs):
        form = NextPlanForm(self.plan, request.POST, user=request.user)
        if not form.is_valid():
            return self.shown(form)
        try:
            done = roll_over(**form.asked(), by=request.user, at=timezone.now())
        except RollingError as refusal:
            form.add_refusal(refusal)
            return self.shown(form)
        if not done.is_new:
            said = {"plan": done.plan, "from": self.plan}
            messages.warning(request, _("The plan %(plan)s was made from %(from)s already; here it is.") % said)
            return redirect(self.reading_url(done.plan))
        messages.success(request, _("The plan %(plan)s is made. Check what carries on what.") % {"plan": done.plan})
        if done.left_out:
            messages.warning(request, _("Not taken over: %(what)s.") % {"what": "; ".join(done.left_out)})
        return redirect(reverse(self.crosswalk_url_name, args=[done.plan.pk, self.plan.pk]))

    def shown(self, form: NextPlanForm):
        made = Plan.objects.filter(rolled_from=self.plan).order_by("year")
        return self.render_to_response(
            self.get_context_data(
                form=form,
                mistakes=list(form.mistakes()) if form.head.is_bound else [],
                made=[(plan, self.reading_url(plan)) for plan in made],
                media=form.media,
            )
        )


class CrosswalksView(_OfAPlan):
    """The earlier plans, and how far each was compared with this one."""

    template_name = "newsroom/plan/crosswalks.html"
    page_title = gettext_lazy("Compare with an earlier plan")
    header_icon = "link"
    any_permission_required = READERS

    def get_context_data(self, **kwargs):
        crosswalks = Crosswalk.objects.filter(later=self.plan).prefetch_related("counterparts")
        said = {one.earlier_id: {row.old_id for row in one.counterparts.all()} for one in crosswalks}
        earlier = Plan.objects.filter(in_force_from__lt=self.plan.in_force_from).prefetch_related("items")
        return super().get_context_data(
            rows=[
                {
                    "plan": plan,
                    "url": reverse(self.crosswalk_url_name, args=[self.plan.pk, plan.pk]),
                    "is_begun": plan.pk in said,
                    "said": len(said.get(plan.pk, ())),
                    "items": len(plan.items.all()),
                }
                for plan in earlier.latest_first()
            ],
            **kwargs,
        )


class CrosswalkView(_OfAPlan):
    """Of each item of an earlier plan: what carries it on here. Read by everybody, written by who may change a plan."""

    template_name = "newsroom/plan/crosswalk.html"
    page_title = gettext_lazy("What carries on what")
    header_icon = "link"
    any_permission_required = READERS

    @cached_property
    def earlier(self) -> Plan:
        found = get_object_or_404(Plan.objects.select_related("issuer"), pk=self.kwargs["earlier"])
        if found.in_force_from >= self.plan.in_force_from:
            raise Http404(_("“%(plan)s” does not come into force before this plan.") % {"plan": found})
        return found

    @cached_property
    def may_edit(self) -> bool:
        return self.user_has_permission("change")

    def get(self, request, *args, **kwargs):
        return self.shown(self.rows())

    def post(self, request, *args, **kwargs):
        if not self.may_edit:
            raise PermissionDenied
        rows = self.rows(request.POST)
        valid = [row.is_valid() for row in rows]
        if not all(valid):
            return self.shown(rows)
        said = {row.item.pk: row.said for row in rows if row.said}
        try:
            keep_crosswalk(earlier=self.earlier, later=self.plan, said=said, by=request.user, at=timezone.now())
        except CrosswalkError as refusal:
            messages.error(request, str(refusal))
            return self.shown(rows)
        if unsaid := len(rows) - len(said):
            messages.warning(
                request,
                ngettext(
                    "Saved. Of %(unsaid)d item nothing is said yet.",
                    "Saved. Of %(unsaid)d items nothing is said yet.",
                    unsaid,
                )
                % {"unsaid": unsaid},
            )
        else:
            messages.success(request, _("Saved: every item of the earlier plan is looked at."))
        return redirect(self.reading_url(self.plan))

    @cached_property
    def items(self) -> tuple[list, list]:
        return tuple(
            list(plan.items.select_related("clause").prefetch_related("themes").order_by("clause__position"))
            for plan in (self.earlier, self.plan)
        )

    @cached_property
    def held(self) -> dict[int, list]:
        """What was said before, by the key of the old item; None when these plans were never compared."""
        crosswalk = Crosswalk.objects.filter(earlier=self.earlier, later=self.plan).first()
        if crosswalk is None:
            return {}
        held: dict[int, list] = {}
        for row in crosswalk.counterparts.order_by("pk"):
            held.setdefault(row.old_id, []).append(row)
        return held

    def rows(self, data=None) -> list[CounterpartForm]:
        old, new = self.items
        choices = [(item.pk, str(item)) for item in new]
        self.proposed = {}
        if not self.held:
            old_themes, new_themes = (
                {item.pk: {theme.pk for theme in item.themes.all()} for item in items} for items in (old, new)
            )
            self.proposed = likely(old_themes, new_themes)
        return [CounterpartForm(data, item=item, choices=choices, initial=self.initial(item.pk)) for item in old]

    def initial(self, key: int) -> dict:
        if said := self.held.get(key):
            new = [row.new_id for row in said if row.new_id]
            return {"new": new, "none": not new, "note": next((row.note for row in said if row.note), "")}
        return {"new": self.proposed.get(key, [])}

    def shown(self, rows: list[CounterpartForm]):
        named = {row.new_id for those in self.held.values() for row in those}
        return self.render_to_response(
            self.get_context_data(
                rows=rows,
                earlier=self.earlier,
                earlier_url=self.reading_url(self.earlier),
                plan_url=self.reading_url(self.plan),
                is_proposal=not self.held and not any(row.is_bound for row in rows),
                has_errors=any(row.is_bound and row.errors for row in rows),
                fresh=[item for item in self.items[1] if item.pk not in named] if self.held else [],
                said=self.held,
                may_edit=self.may_edit,
            )
        )
