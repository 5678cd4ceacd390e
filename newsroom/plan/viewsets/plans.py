"""All addresses of the plan room below /admin/ke-hoach/."""

from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet

from newsroom.organisations.viewsets import DayColumn, MinorColumn

from ..forms import AssignmentForm, ClauseForm, PlanForm, PlanItemForm, ReportingDutyForm, TargetForm
from ..models import Assignment, Clause, Plan, PlanItem, ReportingDuty, Target
from .amending import PartEditView, TargetAddView, TargetDeleteView, TargetEditView
from .reading import PlanIndexView, PlanReadingView, StateColumn
from .rolling import CrosswalksView, CrosswalkView, RollOverView
from .taking_over import LoadPlanView

PARTS = {
    "clause": ("muc", Clause, ClauseForm),
    "item": ("noi-dung", PlanItem, PlanItemForm),
    "assignment": ("nhiem-vu", Assignment, AssignmentForm),
    "target": ("chi-tieu", Target, TargetForm),
    "duty": ("che-do-bao-cao", ReportingDuty, ReportingDutyForm),
}
"""Parts of a plan that are edited one by one: their name, where, what and in which form."""


class PlanViewSet(ModelViewSet):
    model = Plan
    name = "plans"
    url_prefix = "ke-hoach"
    icon = "clipboard-list"
    menu_label = _("Plan")
    menu_order = 150
    add_to_admin_menu = True
    inspect_view_enabled = True
    copy_view_enabled = False
    index_view_class = PlanIndexView
    inspect_view_class = PlanReadingView
    add_view_class = LoadPlanView
    list_display = [
        "number",
        MinorColumn("title", label=_("Title")),
        MinorColumn("year", label=_("Year"), sort_key="year"),
        MinorColumn("issuer", label=_("Issued by"), accessor="issuer.label"),
        DayColumn("in_force_from", label=_("In force from"), sort_key="in_force_from"),
        StateColumn("state", label=_("State")),
    ]

    def get_form_class(self, for_update=False):
        return PlanForm

    def get_add_view_kwargs(self, **kwargs):
        return {"index_url_name": self.get_url_name("index"), **kwargs}

    def get_inspect_view_kwargs(self, **kwargs):
        return super().get_inspect_view_kwargs(
            target_add_url_name=self.get_url_name("target_add"),
            part_url_names={part: self.get_url_name(part) for part in PARTS}
            | {"target_delete": self.get_url_name("target_delete")},
            roll_over_url_name=self.get_url_name("roll_over"),
            crosswalks_url_name=self.get_url_name("crosswalks"),
            **kwargs,
        )

    @cached_property
    def inspect_template_name(self):
        return self.inspect_view_class.template_name

    def part_view(self, part: str):
        _prefix, model, form = PARTS[part]
        return self.construct_view(
            TargetEditView if part == "target" else PartEditView,
            model=model,
            # Parts belong to the plan, and so does the right to change them; Wagtail 8 would ask their own model's.
            permission_policy=self.permission_policy,
            form_class=form,
            reading_url_name=self.get_url_name("inspect"),
            edit_url_name=self.get_url_name(part),
            delete_url_name=self.get_url_name("target_delete") if part == "target" else None,
            history_url_name=None,
            usage_url_name=None,
            inspect_url_name=None,
        )

    def target_view(self, view_class, **kwargs):
        return self.construct_view(
            view_class,
            model=Target,
            permission_policy=self.permission_policy,
            reading_url_name=self.get_url_name("inspect"),
            edit_url_name=self.get_url_name("target"),
            delete_url_name=self.get_url_name("target_delete"),
            usage_url_name=None,
            **kwargs,
        )

    def rolling_view(self, view_class):
        return self.construct_view(
            view_class,
            index_url_name=self.get_url_name("index"),
            inspect_url_name=self.get_url_name("inspect"),
            crosswalk_url_name=self.get_url_name("crosswalk"),
            crosswalks_url_name=self.get_url_name("crosswalks"),
        )

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            *(path(f"{PARTS[part][0]}/<int:pk>/", self.part_view(part), name=part) for part in PARTS),
            path("<int:plan>/chi-tieu-moi/", self.target_view(TargetAddView, form_class=TargetForm), name="target_add"),
            path("chi-tieu/<int:pk>/xoa/", self.target_view(TargetDeleteView), name="target_delete"),
            path("<int:plan>/ke-hoach-tiep-theo/", self.rolling_view(RollOverView), name="roll_over"),
            path("<int:plan>/doi-chieu/", self.rolling_view(CrosswalksView), name="crosswalks"),
            path("<int:plan>/doi-chieu/<int:earlier>/", self.rolling_view(CrosswalkView), name="crosswalk"),
        ]
