"""How the state of a report is said: "Trễ hạn 2 ngày", "Còn 5 ngày"."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext


def progress_name(progress: str) -> str:
    """The state alone, as filters and counts call it; `progress` is a value of `tracking.Progress`."""
    return {
        "late": pgettext("report of an organisation", "Overdue"),
        "returned": pgettext("report of an organisation", "Returned for changes"),
        "awaited": pgettext("report of an organisation", "Not sent yet"),
        "draft": pgettext("report of an organisation", "Being written"),
        "not-begun": pgettext("report of an organisation", "Not begun"),
        "sent-late": pgettext("report of an organisation", "Sent late"),
        "sent": pgettext("report of an organisation", "Sent in time"),
    }[progress]


def days_words(progress: str, days: int) -> str:
    """What the days of a `tracking.Track` mean; empty where they say nothing: sent, or handed back, in time."""
    if progress == "sent" or (progress == "returned" and days < 0):
        return ""
    if progress == "sent-late":
        return ngettext("%(days)d day late", "%(days)d days late", days) % {"days": days}
    if progress == "late":
        return ngettext("%(days)d day overdue", "%(days)d days overdue", days) % {"days": days}
    if days == 0:
        return _("Due today")
    return ngettext("%(days)d day left", "%(days)d days left", days) % {"days": days}
