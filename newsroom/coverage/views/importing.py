"""Print and past years from a file: hand it in, see what it would do, then record it whole or not at all."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import FileResponse, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, View
from wagtail.admin import messages
from wagtail.admin.widgets.button import HeaderButton

from newsroom.organisations.models import Organisation
from newsroom.plan.models import Channel
from newsroom.themes.models import Theme

from .. import actions, tasks
from ..forms import FileForm
from ..models import FileImport
from ..permitting import writes_for_all
from .asking import DeskMixin
from .grouping import undo_button
from .import_words import encoding_note, refusal, sentence
from .templating import as_csv_template, as_xlsx_template

STUCK_AFTER = timedelta(minutes=15)
State = FileImport.State


class ImportsMixin(DeskMixin):
    header_icon = "upload"

    def imports(self):
        """Those of the person; all for who may write for all."""
        found = FileImport.objects.defer("content").select_related("by", "batch__undone_by")
        for_all = writes_for_all(self.standing, is_superuser=self.request.user.is_superuser)
        return found if for_all else found.filter(by=self.request.user)


class Imports(ImportsMixin, FormView):
    """A form for a file, and what became of earlier ones."""

    form_class = FileForm
    template_name = "newsroom/coverage/ledger/imports.html"
    page_title = gettext_lazy("Import from a file")

    def form_valid(self, form):
        file = form.cleaned_data["file"]
        told = {"by": self.request.user, "at": timezone.now(), "reason": form.cleaned_data["reason"]}
        found = actions.hand_in(content=file.read(), name=file.name, **told)
        tasks.try_import.enqueue(found.pk)
        return redirect("newsroom_coverage:import", found.pk)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, imports=self.imports().order_by("-at")[:30])

    @cached_property
    def header_buttons(self):
        return [
            HeaderButton(label=label, url=reverse(f"newsroom_coverage:{name}"), icon_name="download")
            for name, label in (("template_xlsx", _("Template (XLSX)")), ("template_csv", _("Template (CSV)")))
        ]


class OneImport(ImportsMixin, TemplateView):
    """How far one is, what it would do, and the one next step."""

    template_name = "newsroom/coverage/ledger/import.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.file_import = get_object_or_404(self.imports(), pk=kwargs["pk"])

    def get_page_title(self):
        return self.file_import.name

    @property
    def is_stuck(self) -> bool:
        """Whether whoever worked on it seems to have died."""
        found = self.file_import
        return found.is_moving and timezone.now() - found.moved_at > STUCK_AFTER

    def post(self, request, *args, **kwargs):
        found, do = self.file_import, request.POST.get("lam")
        try:
            if do == "ghi" and found.state == State.READY:
                tasks.file_import.enqueue(found.pk, request.user.pk)
            elif do == "thu" and (self.is_stuck or not found.is_moving):
                if self.is_stuck:
                    FileImport.objects.filter(pk=found.pk).update(state=State.BROKEN)
                tasks.try_import.enqueue(found.pk)
            elif do == "bo":
                actions.discard(file_import=found)
                messages.success(request, _("The file was thrown away. Nothing of it is in the ledger."))
                return redirect("newsroom_coverage:imports")
            else:
                raise actions.NotInThatState(found.state)
        except actions.NotInThatState:
            messages.warning(request, _("Somebody was quicker: this is how it stands now."))
        found.refresh_from_db(fields=["state", "batch"])
        if found.state == State.RECORDED:
            messages.success(request, _("The file is in the ledger."), buttons=[undo_button(found.batch)])
        return redirect(request.path)

    def get_context_data(self, **kwargs):
        found = self.file_import
        told = found.found
        return super().get_context_data(
            **kwargs,
            import_=found,
            told=told,
            percent=actions.progress_of(found),
            is_stuck=self.is_stuck,
            refused=refusal(told),
            note=encoding_note(told.get("encoding", "")),
            mistakes=[
                {"number": each["number"], "column": column, "value": each["value"], "says": says}
                for each in told.get("mistakes", ())
                for column, says in (sentence(each),)
            ],
            left=max(0, told.get("mistakes_in_all", 0) - len(told.get("mistakes", ()))),
            sample=self._sample(told.get("sample", ())),
            days=[f"{date.fromisoformat(told[name]):%d/%m/%Y}" for name in ("first_day", "last_day")]
            if told.get("new")
            else [],
        )

    def _sample(self, rows) -> list[dict]:
        bodies = Organisation.objects.in_bulk({row["organisation_id"] for row in rows})
        channels = Channel.objects.in_bulk({row["channel_id"] for row in rows})
        themes = Theme.objects.in_bulk({pk for row in rows for pk in row["themes"]})
        return [
            {
                **row,
                "day": f"{date.fromisoformat(row['day']):%d/%m/%Y}",
                "organisation": bodies.get(row["organisation_id"]),
                "channel": channels.get(row["channel_id"]),
                "themes": ", ".join(sorted(themes[pk].name for pk in row["themes"] if pk in themes)),
                "length": f"{row['seconds'] // 60}:{row['seconds'] % 60:02}" if row["seconds"] else "",
            }
            for row in rows
        ]

    def get_breadcrumbs_items(self):
        *before, here = super().get_breadcrumbs_items()
        return [*before, {"url": reverse("newsroom_coverage:imports"), "label": _("Import from a file")}, here]


class ImportProgress(ImportsMixin, View):
    """How far one is, for the page that waits: {"percent", "moving"}."""

    def get(self, request, pk):
        found = get_object_or_404(self.imports(), pk=pk)
        return JsonResponse({"percent": actions.progress_of(found), "moving": found.is_moving})


class MistakesFile(ImportsMixin, View):
    """Every mistake that was kept, as a text that can stand beside the file."""

    def get(self, request, pk):
        found = get_object_or_404(self.imports(), pk=pk)
        lines = [
            f"{_('Row')} {each['number']} · {column}: {each['value']} – {says}"
            for each in found.found.get("mistakes", ())
            for column, says in (sentence(each),)
        ]
        response = HttpResponse("\ufeff" + "\r\n".join(lines), content_type="text/plain; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="loi-{found.pk}.txt"'
        return response


class TemplateXlsx(ImportsMixin, View):
    """The template with the columns explained and the words of the house."""

    def get(self, request):
        return FileResponse(as_xlsx_template(self.bodies()), as_attachment=True, filename="mau-nhap-so-theo-doi.xlsx")


class TemplateCsv(ImportsMixin, View):
    """The headings alone, with one line as a sample."""

    def get(self, request):
        response = HttpResponse(as_csv_template(), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="mau-nhap-so-theo-doi.csv"'
        return response
