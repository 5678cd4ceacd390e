"""The admin's front page: what waits for whoever looks, and how the quarter stands."""

from django.utils import timezone
from wagtail import hooks
from wagtail.admin.ui.components import Component

from newsroom.organisations.models import Membership

from .board import board_for
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
        standing = Membership.objects.standing_in(request)
        return {"lines": lines_for(request.user, standing, now=timezone.now())}


class BoardPanel(Component):
    """The running quarter: figures, gaps, targets, who is late; to someone without a role, how to get one."""

    name = "board"
    order = 20
    template_name = "cms/board.html"

    class Media:
        css = {"all": ["newsroom/reporting/charts.css", "website/css/board.css"]}
        js = ["newsroom/reporting/chartjs/chart.umd.min.js", "newsroom/reporting/charts.js"]

    def get_context_data(self, parent_context):
        request = parent_context["request"]
        standing = Membership.objects.standing_in(request)
        return {"board": board_for(request.user, standing, now=timezone.now())}


@hooks.register("construct_homepage_panels")
def add_today(request, panels):
    panels += [TodayPanel(), BoardPanel()]
