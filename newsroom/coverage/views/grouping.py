"""Works: which records are one piece. Evidence side by side, a reason, and the way back."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages

from .. import actions
from ..forms import ReasonForm, SplitForm, WindowForm
from ..models import CoverageRecord, Work
from .asking import DeskMixin, LedgerMixin
from .filtering import chosen_in


def undo_button(batch):
    """What stands beside "done": the way back."""
    return messages.button(reverse("newsroom_coverage:batch", args=[batch.pk]), _("Look at it, or undo it"))


class _Grouping(DeskMixin, FormView):
    """A decision on ticked records; the address names them, and so does the form that is sent."""

    form_class = ReasonForm
    template_name = "newsroom/coverage/ledger/grouping.html"
    needs = 1

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        address = request.POST if request.method == "POST" else request.GET
        self.records = self.company(chosen_in(address, self.seen(), request)) if self.standing else []

    def company(self, chosen) -> list[CoverageRecord]:
        """The records that are shown, those ticked with `ticked` set."""
        chosen = list(chosen[: actions.MOST_GROUPED + 1])
        everyone = self.seen().filter(work__in={record.work_id for record in chosen})
        ticked = {record.pk for record in chosen}
        found = list(everyone.select_related("organisation", "channel", "work").order_by("day", "pk"))
        for record in found:
            record.ticked, record.mine = record.pk in ticked, self.may_change(record)
        return found

    @property
    def ticked(self) -> list[int]:
        return [record.pk for record in self.records if record.ticked]

    def get(self, request, *args, **kwargs):
        if len(self.ticked) < self.needs or len(self.ticked) > actions.MOST_GROUPED:
            messages.warning(request, self.too_few % {"most": actions.MOST_GROUPED})
            return redirect("newsroom_coverage:ledger")
        return super().get(request, *args, **kwargs)

    def perform(self, form, told: dict):
        raise NotImplementedError

    def form_valid(self, form):
        told = {"reason": form.cleaned_data["reason"], "by": self.request.user, "at": timezone.now()}
        try:
            batch = self.perform(form, {**told, "ids": self.ticked, "may": self.may_change})
        except actions.NotToBeGrouped:
            form.add_error(None, self.refused)
            return self.form_invalid(form)
        except actions.NotTheirs as stopped:
            names = "; ".join(f"{record.title} ({record.organisation.label})" for record in stopped.records[:5])
            form.add_error(None, _("Records of other organisations would move: %(names)s.") % {"names": names})
            return self.form_invalid(form)
        messages.success(self.request, self.done(batch), buttons=[undo_button(batch)])
        return redirect("newsroom_coverage:work", CoverageRecord.objects.get(pk=self.ticked[0]).work_id)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "media": context["form"].media,
            "beside": actions.beside(self.records),
            "explanation": self.explanation,
            "action_url": self.request.path,
            "submit_button_label": self.page_title,
            "submit_button_active_label": self.page_title,
            "can_tick": self.can_tick,
        }


class Merge(_Grouping):
    page_title = gettext_lazy("Merge into one work")
    header_icon = "link"
    needs = 2
    can_tick = False
    too_few = gettext_lazy("Tick the records that are one piece: two at least, %(most)d at most.")
    refused = gettext_lazy("These are one work already: somebody was quicker, or nothing is left to merge.")
    explanation = gettext_lazy(
        "All appearances below will count as one work, under the one that appeared first. Appearances are counted as "
        "before; works become fewer. It can be undone."
    )

    def perform(self, form, told):
        return actions.merge(**told)

    def done(self, batch):
        one, more = (
            "%(number)d record moved: they are one work now.",
            "%(number)d records moved: they are one work now.",
        )
        return ngettext(one, more, batch.size) % {"number": batch.size}


class Split(_Grouping):
    form_class = SplitForm
    page_title = gettext_lazy("Split")
    header_icon = "cut"
    can_tick = True
    too_few = gettext_lazy("Tick the records that are a piece of their own: one at least, %(most)d at most.")
    refused = gettext_lazy("Nothing would stay behind: tick only those that leave, or let each be a work of its own.")
    explanation = gettext_lazy("What is ticked leaves its work; what is not ticked stays. It can be undone.")

    def perform(self, form, told):
        return actions.split(apart=form.cleaned_data["apart"], **told)

    def done(self, batch):
        return ngettext("%(number)d record left its work.", "%(number)d records left their work.", batch.size) % {
            "number": batch.size
        }


class WorkView(LedgerMixin, TemplateView):
    """One work: its appearances side by side, and what was decided about it."""

    template_name = "newsroom/coverage/ledger/work.html"
    header_icon = "copy"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.work = Work.objects.filter(pk=kwargs["pk"]).first()
        records = self.seen().filter(work=kwargs["pk"]).select_related("organisation", "channel", "work")
        self.records = list(records.order_by("day", "pk")[: actions.MOST_GROUPED])
        if self.work is None or not self.records:
            raise Http404
        for record in self.records:
            record.ticked, record.mine = False, self.may_write(record.organisation_id)

    def get_page_title(self):
        return _("Work: %(title)s") % {"title": self.work.title}

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            **kwargs,
            beside=actions.beside(self.records),
            can_tick=self.may_enter and len(self.records) > 1,
            standing=sum(record.stands for record in self.records),
        )

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]


class Proposals(DeskMixin, TemplateView):
    """Works that may be one, for a person to confirm or refuse; a refusal is remembered."""

    template_name = "newsroom/coverage/ledger/proposals.html"
    page_title = gettext_lazy("Possibly the same work")
    header_icon = "copy"

    def get_context_data(self, **kwargs):
        today = timezone.localdate()
        form = WindowForm(self.request.GET or None, initial={"tu_ngay": today - timedelta(days=90), "den_ngay": today})
        start, stop = self._window(form, today)
        found, in_all = actions.proposals(records=self.seen(), start=start, stop=stop + timedelta(days=1))
        for proposal in found:
            for record in proposal.records:
                record.ticked, record.mine = True, self.may_change(record)
        return super().get_context_data(
            **kwargs,
            window=form,
            media=form.media,
            proposals=[
                {
                    "beside": actions.beside(each.records),
                    "because": {str(why) for why in each.because},
                    "ids": [record.pk for record in each.records],
                    "may": any(record.mine for record in each.records),
                }
                for each in found
            ],
            in_all=in_all,
            left=in_all - len(found),
            start=start,
            stop=stop,
            carried=self.request.GET.urlencode(),
        )

    def post(self, request, *args, **kwargs):
        """Confirm one proposal, or refuse it."""
        records = list(chosen_in(request.POST, self.seen(), request)[: actions.MOST_GROUPED])
        told = {"ids": [record.pk for record in records], "by": request.user, "at": timezone.now()}
        back = f"{request.path}?{request.GET.urlencode()}" if request.GET else request.path
        try:
            if "khac" in request.POST:
                if not any(map(self.may_change, records)):
                    raise actions.NotTheirs(records)
                actions.distinguish(**told)
                messages.success(request, _("Remembered: these are different works."))
            else:
                batch = actions.merge(reason=self._reason(request), may=self.may_change, **told)
                messages.success(request, _("They are one work now."), buttons=[undo_button(batch)])
        except actions.NotToBeGrouped:
            messages.warning(request, _("Nothing to do any more: somebody was quicker."))
        except actions.NotTheirs:
            messages.error(request, _("These records belong to organisations for which you may not write."))
        return redirect(back)

    def _reason(self, request) -> str:
        given = request.POST.get("reason", "").strip()
        if given:
            return given
        words = {"link": _("same address"), "title": _("same title within 48 hours")}
        why = [words[each] for each in request.POST.getlist("vi") if each in words]
        return _("Confirmed: %(why)s.") % {"why": ", ".join(why) or _("same piece")}

    def _window(self, form, today: date) -> tuple[date, date]:
        if form.is_bound and form.is_valid():
            return (
                form.cleaned_data["tu_ngay"] or today - timedelta(days=90),
                form.cleaned_data["den_ngay"] or today,
            )
        return today - timedelta(days=90), today

    @cached_property
    def header_buttons(self):
        return []
