"""The first words of a report: sentences with figures that stay alive, and the usual lines of its paper."""

from __future__ import annotations

from django.utils.html import escape
from django.utils.translation import gettext as _

from newsroom.organisations.models import Membership, Organisation, Role
from newsroom.periods import Period
from newsroom.plan.models import Plan
from newsroom.plan.wording import short_period_name

_PROVINCE = ("Ủy ban nhân dân tỉnh ", "Ủy ban nhân dân thành phố ", "UBND tỉnh ", "UBND thành phố ")


def first_words(*, plan: Plan, period: Period, by) -> dict[str, str]:
    """What a new report says before anybody wrote it, by field of `Report`.

    The issuer is the department of whoever begins it, under the body that issued the plan: IV.1.b asks Sở Nội vụ to
    report to the province.
    """
    issuer = _department_of(by)
    parent = plan.issuer.name
    empty = _("Content with no piece in this period: {{ muc.chua_co }}.")
    missed = _("Targets not reached: {{ chi_tieu.chua_dat }}.")
    return {
        "results": _results(plan),
        "shortcomings": f"<p>{empty}</p><p>{missed}</p>",
        "issuer": issuer.name if issuer else parent,
        "issuer_parent": parent if issuer else "",
        "symbol": _symbol(issuer),
        "place": _place(parent),
        "abstract": _("Results of publicising administrative reform, %(period)s")
        % {"period": short_period_name(period)},
        "recipients": "\n".join((_("%(body)s (to report);") % {"body": parent}, _("Filed: office records."))),
        "office": _("DIRECTOR"),
    }


def _results(plan: Plan) -> str:
    opening = _(
        "Under the plan {{ ke_hoach.so }}, from {{ ky.tu_ngay }} to {{ ky.den_ngay }} the press, the portals and the "
        "agencies of the province published {{ tong.tac_pham }} works on administrative reform in {{ tong.luot }} "
        "appearances, {{ tong.phut }} minutes on the air in all."
    )
    each = _(
        "{{ muc.%(label)s.ten }} (%(label)s): {{ muc.%(label)s.tac_pham }} works, {{ muc.%(label)s.luot }} appearances;"
    )
    labels = plan.items.order_by("clause__position").values_list("clause__label", flat=True)
    items = "".join(f"<li>{each % {'label': escape(label)}}</li>" for label in labels)
    by_item = _("By content item of the plan:")
    rest = _("Serving no content item: {{ khong_phan_loai.tac_pham }} works.")
    listed = f"<p>{by_item}</p><ul>{items}</ul>" if items else ""
    return f"<p>{opening}</p>{listed}<p>{rest}</p>"


def _department_of(by) -> Organisation | None:
    held = Membership.objects.filter(user=by, role=Role.PLANNER).select_related("organisation").order_by("pk").first()
    return held.organisation if held else None


def _symbol(issuer: Organisation | None) -> str:
    """BC and the initials of the department: "BC-SNV" for Sở Nội vụ."""
    words = (issuer.short_name or issuer.name).split() if issuer else ["UBND"]
    initials = "".join(word[0] for word in words).upper() if issuer else words[0]
    return f"BC-{initials}"


def _place(parent: str) -> str:
    return next((parent.removeprefix(start) for start in _PROVINCE if parent.startswith(start)), "")
