"""The admin's front page: what waits for whoever looks."""

from django.utils import timezone
from wagtail import hooks
from wagtail.admin.ui.components import Component

from .today import lines_for


class TodayPanel(Component):
    """Above Wagtail's own panels, which show what is in approval and what one edited last."""

    name = "today"
    order = 10
    template_name = "cms/today.html"

    class Media:
        css = {"all": ["website/css/today.css"]}

    def get_context_data(self, parent_context):
        request = parent_context["request"]
        return {"lines": lines_for(request.user, now=timezone.now())}


@hooks.register("construct_homepage_panels")
def add_today(request, panels):
    panels.append(TodayPanel())
