"""A plan from a file."""

from django.contrib.admin.utils import quote
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from ..actions import NotAPlan, check_plan, load_plan
from ..forms import PlanFileForm
from ..models import Plan


class LoadPlanView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """A plan from a file: check it, see what would change, then load exactly what was checked."""

    model = Plan
    template_name = "newsroom/plan/load_plan.html"
    page_title = gettext_lazy("Load a plan from a file")
    header_icon = "upload"
    permission_required = "add"
    form_class = PlanFileForm
    index_url_name = inspect_url_name = add_url_name = None

    def get_breadcrumbs_items(self):
        index = {"url": reverse(self.index_url_name), "label": capfirst(Plan._meta.verbose_name_plural)}
        return [*self.breadcrumbs_items, index, {"url": "", "label": self.get_page_title()}]

    def form_valid(self, form):
        name, source = form.source()
        now = timezone.now()
        try:
            if "load" in self.request.POST:
                plan = load_plan(source=source, name=name, by=self.request.user, at=now)
                messages.success(self.request, _("The plan %(plan)s is loaded.") % {"plan": plan})
                return redirect(reverse(self.inspect_url_name, args=[quote(plan.pk)]))
            check = check_plan(source=source, name=name, by=self.request.user, at=now)
        except NotAPlan as refusal:
            return self.again(refusal=refusal, excerpt=_excerpt(source, refusal.line))
        form = self.form_class(initial={"checked": source.decode("utf-8-sig"), "name": name})
        return self.again(check=check, form=form)

    def again(self, **found):
        found.setdefault("form", self.form_class())
        return self.render_to_response(self.get_context_data(**found))

    def get_context_data(self, **kwargs):
        return super().get_context_data(action_url=reverse(self.add_url_name), **kwargs)


def _excerpt(source: bytes, line: int, around: int = 2) -> list[tuple[int, str, bool]]:
    """The lines about a mistake: number, text, whether it is the one."""
    written = source.decode("utf-8", "replace").splitlines()
    first = max(line - around, 1)
    return [(n, text[:200], n == line) for n, text in enumerate(written[first - 1 : line + around], start=first)]
