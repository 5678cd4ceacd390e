"""One organisation's report on one period: to write, to read, to hand back, to print."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages

from newsroom.organisations.models import Organisation
from newsroom.plan.models import Plan
from newsroom.plan.wording import period_name, short_period_name

from .. import actions, permitting
from ..forms import ReportForm, ReturnForm, activities, with_one_more
from ..models import Submission
from .base import Calendar, SubmissionsView, report_url


class OneReport(SubmissionsView):
    """Finds the report that the address names. It need not be opened yet: looking writes nothing."""

    def setup(self, request, *args, plan, organisation, code, **kwargs):
        super().setup(request, *args, **kwargs)
        self.plan = get_object_or_404(Plan.objects.select_related("regime"), pk=plan)
        self.organisation = get_object_or_404(Organisation.objects.with_names(), slug=organisation)
        self.may_write = permitting.may_write(self.standing, self.organisation.pk)
        if not (self.may_write or self.standing.sees_all):
            raise PermissionDenied
        calendar = Calendar(self.plan)
        if code not in calendar.periods:
            raise Http404
        self.submission = (
            Submission.objects.on(plan=self.plan, period=calendar.periods[code])
            .filter(organisation=self.organisation)
            .select_related("sent_by", "changed_by")
            .first()
        )
        self.is_sent = self.submission is not None and self.submission.is_sent
        self.may_read = permitting.may_read(self.standing, self.organisation.pk, is_sent=self.is_sent)
        self.row = calendar.row(self.organisation, code, self.submission, self.today)
        self.period = self.row.period

    @property
    def is_writing(self) -> bool:
        return self.may_write and not self.is_sent and self.period.start <= self.today

    def url(self, name="report") -> str:
        return report_url(name, self.plan, self.organisation, self.period)

    def get_page_subtitle(self):
        return f"{self.organisation.label_on(self.period.last_day)} – {short_period_name(self.period)}"

    def lines(self) -> list:
        """For reading: with channels and items; none for those who may not read the draft."""
        if self.submission is None or not self.may_read:
            return []
        return list(self.submission.lines.in_order().select_related("channel").prefetch_related("items__clause"))

    def get_context_data(self, **kwargs):
        returns = self.submission.returns.select_related("returned_by") if self.submission else []
        return super().get_context_data(
            plan=self.plan,
            organisation=self.organisation,
            named=self.organisation.named_on(self.period.last_day),
            period=self.period,
            period_name=period_name(self.period),
            row=self.row,
            submission=self.submission,
            is_sent=self.is_sent,
            may_write=self.may_write,
            may_read=self.may_read,
            is_writing=self.is_writing,
            is_early=self.today <= self.period.last_day,
            may_return=self.is_sent
            and permitting.may_return(self.standing, is_superuser=self.request.user.is_superuser),
            returns=list(returns) if self.may_read or self.standing.sees_all else [],
            url=self.url(),
            print_url=self.url("print"),
            return_url=self.url("return"),
            **kwargs,
        )


class ReportView(OneReport):
    template_name = "newsroom/submissions/report.html"

    def get(self, request, **address):
        if not self.is_writing:
            return self.render_to_response(
                self.get_context_data(lines=self.lines(), return_form=ReturnForm(auto_id="return_%s"))
            )
        lines = self.lines()
        head = ReportForm(
            initial={
                "note": self.submission.note if self.submission else "",
                "nothing_to_report": bool(self.submission and self.submission.nothing_to_report),
                "output": self.submission.output if self.submission else None,
            },
            kind=self.organisation.kind,
        )
        return self.form(head, activities(plan=self.plan, lines=lines, extra=0 if lines else 1))

    def post(self, request, **address):
        if not self.may_write:
            raise PermissionDenied
        if not self.is_writing:
            messages.error(request, _("This report cannot be changed now. Nothing was saved."))
            return redirect(self.url())
        head, wanted = ReportForm(request.POST, kind=self.organisation.kind), request.POST.get("action", "save")
        if wanted == "add":
            return self.form(head, self.typed(with_one_more(request.POST)).silent())
        rows = self.typed(request.POST)
        if all([head.is_valid(), rows.is_valid()]) and self.keep(head, rows, is_to_be_sent=wanted == "send"):
            if wanted == "send":
                messages.success(request, _("The report has been sent."))
            else:
                messages.success(request, _("The draft is saved. It is not sent yet."))
            return redirect(self.url())
        return self.form(head, rows)

    def typed(self, data):
        return activities(plan=self.plan, lines=self.lines(), data=data)

    def keep(self, head, rows, *, is_to_be_sent: bool) -> bool:
        """Open, write and perhaps send, all of it or nothing; what stops it goes to the row that it is about."""
        by, at, found = self.request.user, self.now, rows.rows()
        try:
            with transaction.atomic():
                submission = actions.open_submission(
                    plan=self.plan, organisation=self.organisation, period=self.period, by=by, at=at
                )
                actions.annotate(submission=submission, by=by, at=at, **head.cleaned_data)
                actions.keep_rows(submission=submission, rows=[row for _form, row in found], by=by, at=at)
                if is_to_be_sent:
                    actions.send(submission=submission, by=by, at=at)
        except actions.BrokenRows as broken:
            for place, error in broken.errors.items():
                found[place][0].add_error(error.field or None, str(error))
        except actions.SubmissionError as error:
            head.add_error(error.field if error.field in head.fields else None, str(error))
        else:
            return True
        return False

    def form(self, head, rows):
        return self.render_to_response(
            self.get_context_data(head=head, rows=rows, mistakes=mistakes(rows), media=head.media + rows.media)
        )


def mistakes(rows) -> list[dict]:
    """Every complaint with the number of its row, for the list above the form: {number, anchor, text}."""
    found = []
    for number, form in enumerate(rows.forms, 1):
        for name, errors in form.errors.items():
            label = f"{form.fields[name].label}: " if name in form.fields else ""
            found += [{"number": number, "anchor": form.prefix, "text": f"{label}{error}"} for error in errors]
    return found


class ReturnView(OneReport):
    """Hands a sent report back; by post only."""

    template_name = "newsroom/submissions/report.html"
    http_method_names = ["post"]

    def post(self, request, **address):
        if not permitting.may_return(self.standing, is_superuser=request.user.is_superuser):
            raise PermissionDenied
        form = ReturnForm(request.POST, auto_id="return_%s")
        if self.submission is None or not self.is_sent:
            messages.error(request, _("This report has not been sent, so it cannot be returned."))
            return redirect(self.url())
        if form.is_valid():
            try:
                actions.return_submission(
                    submission=self.submission, reason=form.cleaned_data["reason"], by=request.user, at=self.now
                )
            except actions.SubmissionError as error:
                form.add_error(None, str(error))
            else:
                messages.success(
                    request, _("The report has been returned to %(agency)s.") % {"agency": self.organisation.label}
                )
                return redirect(self.url())
        return self.render_to_response(self.get_context_data(lines=self.lines(), return_form=form))


class PrintView(OneReport):
    """The report on A4, laid out after Nghị định 30/2020/NĐ-CP; a draft says that it is one."""

    template_name = "newsroom/submissions/print.html"

    def get(self, request, **address):
        if not self.may_read or self.submission is None:
            raise PermissionDenied
        return self.render_to_response(self.get_context_data(lines=self.lines()))
