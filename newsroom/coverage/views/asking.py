"""What the screens of the ledger share: who asks, and the way back."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from newsroom.organisations.models import Membership, Organisation

from ..models import CoverageRecord
from ..permitting import may_enter, may_write, writes_for_all


class LedgerMixin(WagtailAdminTemplateMixin):
    """For those who hold a role; everything is narrowed to what they may see."""

    header_icon = "list-ul"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.standing = Membership.objects.standing_in(request)

    def dispatch(self, request, *args, **kwargs):
        if not self.standing:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def may_enter(self) -> bool:
        return may_enter(self.standing, is_superuser=self.request.user.is_superuser)

    def may_write(self, organisation_id: int) -> bool:
        return may_write(self.standing, organisation_id, is_superuser=self.request.user.is_superuser)

    def seen(self):
        """The records that the person may see."""
        ids = None if self.standing.sees_all else self.standing.organisation_ids
        return CoverageRecord.objects.of_organisations(ids)

    def bodies(self):
        """The organisations for which the person may enter a record, past ones too: a day may lie in their time."""
        if writes_for_all(self.standing, is_superuser=self.request.user.is_superuser):
            return Organisation.objects.all()
        return Organisation.objects.filter(pk__in=self.standing.edits)

    def get_breadcrumbs_items(self):
        return [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("newsroom_coverage:ledger"), "label": _("Ledger")},
        ]


class DeskMixin(LedgerMixin):
    """A screen on which many records are changed: for those who may enter any."""

    def dispatch(self, request, *args, **kwargs):
        if not self.standing or not self.may_enter:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def may_change(self, record: CoverageRecord) -> bool:
        return self.may_write(record.organisation_id)

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]


class OneRecordMixin(LedgerMixin):
    """A screen about one record; a 404 for one that the person may not see."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.record = get_object_or_404(
            self.seen().select_related("organisation", "channel", "work", "recorded_by", "withdrawn_by"),
            pk=kwargs["pk"],
        )

    def get_breadcrumbs_items(self):
        address = reverse("newsroom_coverage:record", args=[self.record.pk])
        return [*super().get_breadcrumbs_items(), {"url": address, "label": self.record.title}]


class WriterMixin(OneRecordMixin):
    """A screen that changes a record: only for those who may write for its organisation."""

    def dispatch(self, request, *args, **kwargs):
        if not self.may_write(self.record.organisation_id):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)
