"""The frame that screens of triage stand in: title, icon, and the way to them."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin


def step(name: str, label: str) -> dict[str, str]:
    """One step of a way: an address of triage by its name, and what it is called."""
    return {"url": reverse(f"newsroom_triage:{name}"), "label": label}


class FrameMixin(WagtailAdminTemplateMixin):
    """A screen that one reaches from the inbox, or by another `way` (steps between the front page and this one)."""

    @property
    def way(self) -> list[dict]:
        return [step("inbox", _("Inbox"))]

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, *self.way, {"url": "", "label": self.get_page_title()}]
