"""Lists of feeds: taken over after a look, all or nothing; and handed out."""

from __future__ import annotations

import csv

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permission_policies import ModelPermissionPolicy

from feeds import actions
from feeds.forms import ListForm
from feeds.models import Feed
from feeds.wording import mistake_in_words, unreadable_in_words

SHOWN = 200


class TakeListOverView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """First the list is tried and what it would do is shown; the same list again with "keep" takes it over."""

    form_class = ListForm
    template_name = "feeds/admin/list.html"
    page_title = _("Take a list of feeds over")
    header_icon = "upload"
    permission_policy = ModelPermissionPolicy(Feed)
    permission_required = "add"
    _show_breadcrumbs = True

    def form_valid(self, form):
        text = form.cleaned_data["list"]
        if self.request.POST.get("do") != "keep":
            return self.shown(actions.try_list(text=text), text)
        try:
            report = actions.take_over(text=text, by=self.request.user, at=timezone.now())
        except actions.ListRefused as refused:
            return self.shown(refused.report, text)
        count = len(report.new)
        words = ngettext("%(count)d feed was added.", "%(count)d feeds were added.", count) % {"count": count}
        messages.success(self.request, words if count else gettext("All of them were here already."))
        return redirect(reverse("feeds_health:index"))

    def shown(self, report, text):
        """The report, with the text in the form so that it can be mended where it stands."""
        form = self.form_class(initial={"list": text})
        return self.render_to_response(self.get_context_data(form=form, report=report, text=text))

    def get_context_data(self, report=None, **kwargs):
        told = {}
        if report is not None:
            told = {
                "report": report,
                "unreadable": unreadable_in_words(report.unreadable, report.line),
                "mistakes": [(each.number, each.value, mistake_in_words(each.code)) for each in report.refused[:SHOWN]],
                "more_mistakes": max(len(report.refused) - SHOWN, 0),
                "new": report.new[:SHOWN],
                "more_new": max(len(report.new) - SHOWN, 0),
            }
        return super().get_context_data(**told, **kwargs)

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("feeds_feed:index"), "label": gettext("Feeds")},
            {"url": "", "label": self.get_page_title()},
        ]


class HandListOutView(PermissionCheckedMixin, View):
    """All feeds as a file: OPML for other programs, CSV for a spreadsheet."""

    permission_policy = ModelPermissionPolicy(Feed)
    any_permission_required = ["view", "change"]
    kind = "opml"

    def get(self, request):
        now = timezone.localtime()
        name = f"nguon-rss-{now:%Y-%m-%d}"
        if self.kind == "opml":
            content = actions.list_of_feeds(title=gettext("RSS feeds"), at=now)
            response = HttpResponse(content, content_type="text/x-opml; charset=utf-8")
        else:
            response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
            rows = csv.writer(response)
            rows.writerow([gettext("Feed address"), gettext("Name")])
            for url, title in actions.listed():
                # A spreadsheet takes such a beginning for a formula, and a foreign site chose the name.
                rows.writerow([url, f"'{title}" if title.startswith(("=", "+", "-", "@", "\t", "\r")) else title])
        response["Content-Disposition"] = f'attachment; filename="{name}.{self.kind}"'
        return response
