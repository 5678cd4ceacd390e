"""Editing one part of a plan at a time."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin.views import generic
from wagtail.log_actions import log

from ..actions import drop_target, rights_of, set_target
from ..models import Clause, Plan, Target
from ..permitting import TargetRights


class PartEditView(generic.EditView):
    """One part of a plan. Saving leads back to its clause, and the plan's history tells of it."""

    template_name = "newsroom/plan/part_form.html"
    reading_url_name = None
    delete_url_name = None

    def get_object(self, queryset=None):
        return get_object_or_404(self.model.objects.select_related("plan"), pk=self.object_pk)

    def user_has_permission_for_instance(self, permission, instance):
        # Parts belong to the plan: who may change it may drop a target.
        return self.user_has_permission("change")

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, *_trail(self), {"url": "", "label": self.get_page_subtitle()}]

    def get_success_url(self):
        return _back(self)

    def get_success_buttons(self):
        return []

    def get_context_data(self, **kwargs):
        return super().get_context_data(clause=_clause(self.object), **kwargs)

    def save_instance(self):
        instance = super().save_instance()
        log(instance.plan, "newsroom.amend", data={"part": str(instance)})
        return instance


class _OfATarget:
    """Open to Sở Nội vụ for every target, to a unit for its own; whoever may not is refused like everywhere."""

    @cached_property
    def rights(self) -> TargetRights:
        return rights_of(self.request.user)

    def user_has_permission(self, permission):
        return bool(self.rights)

    def user_has_permission_for_instance(self, permission, instance):
        return self._covers(instance)

    def get_object(self, queryset=None):
        # Wagtail asks for the right only after it has got the object.
        found = get_object_or_404(Target.objects.select_related("plan", "origin", "channel"), pk=self.kwargs["pk"])
        if self.rights and not self._covers(found):
            raise PermissionDenied
        return found

    def _covers(self, target: Target) -> bool:
        return self.rights.cover(organisation_id=target.organisation_id, origin_id=target.origin_id)

    def save_instance(self):
        return set_target(target=self.form.save(commit=False), by=self.request.user, at=timezone.now())


class TargetEditView(_OfATarget, PartEditView):
    template_name = "newsroom/plan/target_form.html"


class TargetAddView(_OfATarget, generic.CreateView):
    """A target that the unit sets itself, or that a clause asks for."""

    template_name = "newsroom/plan/target_form.html"
    reading_url_name = None

    @cached_property
    def plan(self) -> Plan:
        return get_object_or_404(Plan, pk=self.kwargs["plan"])

    @property
    def add_url(self):
        return self.request.get_full_path()

    def get_initial_form_instance(self):
        return Target(plan=self.plan)

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, *_trail(self), {"url": "", "label": _("New target")}]

    def get_success_url(self):
        return _back(self)

    def get_success_buttons(self):
        return []


class TargetDeleteView(_OfATarget, generic.DeleteView):
    permission_required = "change"
    reading_url_name = None

    def get_success_url(self):
        return _back(self)

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, *_trail(self), {"url": "", "label": str(self.object)}]

    def delete_action(self):
        drop_target(target=self.object, by=self.request.user, at=timezone.now())


def _plan(view) -> Plan:
    return view.object.plan if getattr(view, "object", None) else view.plan


def _clause(part) -> Clause | None:
    """The clause under which a part is read."""
    return part if isinstance(part, Clause) else getattr(part, "clause", None) or getattr(part, "origin", None)


def _back(view) -> str:
    """The reading screen, at the clause."""
    clause = _clause(view.object)
    address = reverse(view.reading_url_name, args=[view.object.plan_id])
    return f"{address}#{clause.anchor}" if clause else address


def _trail(view) -> list[dict]:
    plan = _plan(view)
    return [
        {"url": reverse(view.index_url_name), "label": capfirst(Plan._meta.verbose_name_plural)},
        {"url": reverse(view.reading_url_name, args=[plan.pk]), "label": str(plan)},
    ]
