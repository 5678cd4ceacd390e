"""What every address of the report means, and who may ask."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from wagtail.admin.auth import require_admin_access

from newsroom import text
from newsroom.organisations.models import Membership
from newsroom.organisations.permitting import Standing
from newsroom.periods import Period, UnknownPeriod, period
from newsroom.plan.models import Plan
from newsroom.statements.compiling import Statement

from ..actions import NoSuchEdition, presented


@dataclass(frozen=True)
class Asked:
    """A plan, a period and the one who asks; `edition` is which of its figures (`?ban=`, see `actions.presented`)."""

    plan: Plan
    plans: tuple[Plan, ...]
    period: Period
    standing: Standing
    edition: str = ""

    @property
    def organisation_ids(self) -> frozenset[int] | None:
        """To what the figures are narrowed: nothing for those who see all, else their own organisations."""
        return None if self.standing.sees_all else self.standing.organisation_ids

    @property
    def plan_slug(self) -> str:
        return text.slug(self.plan.number)

    @property
    def query(self) -> dict[str, str]:
        """What every address of this question carries: the plan, where the year has several and this is not the first;
        the edition, where one was asked for."""
        plan = {"ke-hoach": self.plan_slug} if self.plan != self.plans[0] else {}
        return {**plan, "ban": self.edition} if self.edition else plan

    @property
    def query_string(self) -> str:
        """The same, ready to stand behind an address; "" where nothing is to be said."""
        return f"?{urlencode(self.query)}" if self.query else ""

    def address(self, name: str = "statement", suffix: str = "", **query: str) -> str:
        """The address of one of our screens for the same plan, period and edition; `ban=""` leaves the edition out."""
        arguments = {"year": self.period.year, "code": self.period.code}
        if suffix:
            name, arguments["suffix"] = "statement_file" if name == "statement" else name, suffix
        query = {name: value for name, value in {**self.query, **query}.items() if value}
        return reverse(f"newsroom_reporting:{name}", kwargs=arguments) + (f"?{urlencode(query)}" if query else "")

    def statement(self, *, with_records: bool = False) -> Statement:
        """The statement that this question shows, whatever the screen. Http404 for an edition that is none."""
        try:
            return presented(
                plan=self.plan,
                period=self.period,
                organisation_ids=self.organisation_ids,
                edition=self.edition,
                with_records=with_records,
            )
        except NoSuchEdition as unknown:
            raise Http404(str(unknown)) from unknown


def for_those_with_a_standing(view: Callable) -> Callable:
    """Let in whoever holds a role here. A stranger gets the login, for files too: people open them from links.

    The view gets `standing` as a keyword. Someone who is logged in and holds no role gets Wagtail's refusal.
    """

    @require_admin_access
    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs):
        standing = Membership.objects.standing_in(request)
        if not standing:
            raise PermissionDenied
        return view(request, *args, standing=standing, **kwargs)

    return guarded


def asked(request: HttpRequest, *, year: int, code: str, standing: Standing) -> Asked:
    """What the address asks for. Http404 for an unknown period, a year without a plan, a plan of another year."""
    plans = tuple(Plan.objects.covering(year).select_related("regime", "issuer"))
    if not plans:
        raise Http404(_("There is no plan for %(year)d.") % {"year": year})
    wanted = request.GET.get("ke-hoach", "")
    plan = plans[0] if not wanted else next((plan for plan in plans if text.slug(plan.number) == wanted), None)
    if plan is None:
        raise Http404(_("No plan of %(year)d has this number.") % {"year": year})
    try:
        return Asked(
            plan=plan,
            plans=plans,
            period=period(year, code, plan.regime.rule()),
            standing=standing,
            edition=request.GET.get("ban", ""),
        )
    except UnknownPeriod as unknown:
        raise Http404(str(unknown)) from unknown
