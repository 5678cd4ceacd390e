"""What was done in one go: the list of it, one of it with its records, and undoing it."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic import BaseListingView

from .. import actions
from ..forms import ReasonForm
from ..models import CoverageRecord, LedgerBatch
from .asking import DeskMixin
from .telling import FIELDS, told


class Batches(DeskMixin, BaseListingView):
    """The latest first, with who, why, and whether it still holds."""

    page_title = gettext_lazy("Changes and undoing")
    header_icon = "history"
    template_name = "newsroom/coverage/ledger/batches.html"
    paginate_by = 50
    default_ordering = "-at"
    index_url_name = "newsroom_coverage:batches"
    verbose_name_plural = gettext_lazy("changes of the ledger")
    columns = [
        TitleColumn(
            "kind",
            label=pgettext_lazy("batch", "What"),
            accessor="get_kind_display",
            url_name="newsroom_coverage:batch",
            width="20%",
        ),
        Column("size", label=gettext_lazy("Records"), classname="ledger-number", width="8%"),
        Column("reason", label=gettext_lazy("Reason"), width="34%"),
        Column(
            "by",
            label=pgettext_lazy("batch", "Who"),
            accessor=lambda batch: batch.by_name or _("the system"),
            width="14%",
        ),
        DateColumn("at", label=gettext_lazy("When"), sort_key="at", width="12%"),
        StatusTagColumn(
            "undone",
            label=gettext_lazy("State"),
            accessor=lambda batch: _("Undone") if batch.is_undone else _("In force"),
            primary=lambda batch: not batch.is_undone,
            width="12%",
        ),
    ]

    def get_base_queryset(self):
        return LedgerBatch.objects.select_related("undone_by")

    def order_queryset(self, queryset):
        return queryset.order_by(*(("at", "pk") if self.ordering == "at" else ("-at", "-pk")))


class Batch(DeskMixin, FormView):
    """One decision with every record that it changed. Undoing it asks why and says what stands in the way."""

    form_class = ReasonForm
    template_name = "newsroom/coverage/ledger/batch.html"
    header_icon = "history"
    strays: tuple = ()

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        batches = LedgerBatch.objects.select_related("undone_by", "undoes")
        self.batch = get_object_or_404(batches, pk=kwargs["pk"])

    def get_page_title(self):
        return f"{self.batch.get_kind_display()} · {timezone.localtime(self.batch.at):%H:%M %d/%m/%Y}"

    def may_undo(self) -> bool:
        """Whether the person may write for everyone whose records it changed."""
        ids = self.batch.events.values("record_id")
        bodies = CoverageRecord.objects.filter(pk__in=ids).order_by().values_list("organisation_id", flat=True)
        return all(self.may_write(pk) for pk in bodies.distinct())

    def form_valid(self, form):
        told_why = {"reason": form.cleaned_data["reason"], "by": self.request.user, "at": timezone.now()}
        if not self.may_undo():
            form.add_error(None, _("It changed records of organisations for which you may not write."))
            return self.form_invalid(form)
        try:
            undoing = actions.undo(batch=self.batch, **told_why)
        except actions.ChangedSince as stopped:
            self.strays = tuple(stopped.strays)
            form.add_error(None, _("Not undone: somebody changed some of it since. Nothing was touched."))
            return self.form_invalid(form)
        except (actions.UndoneAlready, actions.NothingToUndo):
            messages.warning(self.request, _("There is nothing left to undo: somebody was quicker."))
            return redirect(self.request.path)
        messages.success(self.request, _("Undone: everything is as it was before."))
        return redirect("newsroom_coverage:batch", undoing.pk)

    def get_context_data(self, **kwargs):
        events = Paginator(self.batch.events.select_related("batch").order_by("pk"), 50)
        page = events.get_page(self.request.GET.get("p"))
        records = CoverageRecord.objects.select_related("organisation").in_bulk([e.record_id for e in page])
        return super().get_context_data(
            **kwargs,
            batch=self.batch,
            page_obj=page,
            lines=[{**told(event), "record": records.get(event.record_id)} for event in page],
            can_undo=not self.batch.is_undone and events.count and self.may_undo(),
            strays=[
                {"record": stray.record, "name": FIELDS.get(stray.field, stray.field)} for stray in self.strays[:20]
            ],
            facts=[
                (_TOLD[name], ", ".join(value) if isinstance(value, list) else value)
                for name, value in self.batch.told.items()
                if name in _TOLD and value
            ],
        )

    def get_breadcrumbs_items(self):
        *before, here = super().get_breadcrumbs_items()
        return [*before, {"url": reverse("newsroom_coverage:batches"), "label": _("Changes and undoing")}, here]


_TOLD = {
    "add": gettext_lazy("Themes added"),
    "remove": gettext_lazy("Themes taken away"),
    "only": gettext_lazy("All other themes taken away"),
    "file": gettext_lazy("File"),
    "rows": gettext_lazy("Rows in the file"),
}
