"""The codes that are stored, in an editor's words.

A stored problem is `code` or `code: detail`; stored warnings are codes separated by spaces. Words are found when they
are shown, in the reader's language.
"""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

PROBLEMS = {
    "bad_address": _("This is not an address that can be fetched."),
    "address_refused": _("The address leads into a private network and is not fetched."),
    "name_unknown": _("No site answers to this name."),
    "unreachable": _("The site does not answer."),
    "not_trusted": _("The site's certificate is not valid."),
    "too_slow": _("The site took too long to answer."),
    "too_large": _("The document is too large."),
    "too_many_redirects": _("The site redirects without end."),
    "garbled": _("The answer could not be read."),
    "http_status": _("The site answered with an error."),
    "empty": _("The site sent nothing."),
    "web_page": _("The address shows a web page, not a feed."),
    "unknown": _("What the site sent is not a feed."),
    "unexpected": _("Reading this feed failed in a way that nobody foresaw."),
}

STATUSES = {
    401: _("The site asks for a password."),
    403: _("The site does not let us read it."),
    404: _("There is nothing at this address."),
    410: _("The site says that this feed is gone for good."),
    429: _("The site asks to be visited less often."),
    500: _("The site is broken at the moment."),
    503: _("The site is closed for a while."),
}

WARNINGS = {
    "ill_formed": _("The document has mistakes and was read as far as possible."),
    "encoding": _("The document names a wrong character set."),
    "trimmed": _("Only the first 500 entries were read."),
    "dates_contested": _("Day and month cannot be told apart; such dates are left open."),
    "dates_unread": _("Some dates could not be read."),
}


def problem_in_words(problem: str) -> str:
    """One sentence for a stored problem, "" for none. Statuses without a sentence of their own are named by number."""
    code, _colon, detail = problem.partition(": ")
    if not code:
        return ""
    if code == "http_status" and detail.isdecimal():
        return str(
            STATUSES.get(int(detail)) or gettext("The site answered with error %(status)s.") % {"status": detail}
        )
    return str(PROBLEMS.get(code, problem))


def warnings_in_words(warnings: str) -> list[str]:
    """A sentence for each stored warning."""
    return [str(WARNINGS.get(code, code)) for code in warnings.split()]


def moment_in_words(moment: datetime | None, precision: str) -> str:
    """`22/11/2024 10:30`, `22/11/2024, about 10:00`, `22/11/2024` or `unknown`: no more than is known, local time."""
    if moment is None:
        return pgettext("date", "unknown")
    local = timezone.localtime(moment)
    if precision == "day":
        return date_format(local, "d/m/Y")
    if precision == "hour":
        return gettext("%(day)s, about %(hour)s") % {
            "day": date_format(local, "d/m/Y"),
            "hour": date_format(local, "H:00"),
        }
    return date_format(local, "d/m/Y H:i")
