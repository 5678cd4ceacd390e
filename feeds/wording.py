"""The codes that are stored, in an editor's words.

A stored problem is `code` or `code: detail`; stored warnings are codes separated by spaces. Words are found when they
are shown, in the reader's language.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext, pgettext
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
    "too_heavy": _("Reading what the site sent would take too long or too much memory."),
    "unexpected": _("Reading this feed failed in a way that nobody foresaw."),
}

STATUSES = {
    304: _("The site says that nothing changed, though nobody asked for changes only."),
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

REMARKS = {
    "lied": _("The site had said “unchanged” though there was something new."),
    "would_lie": _("Something new came under the old ETag and Last-Modified: the site would have said “unchanged”."),
}

MISTAKES = {
    "no_address": _("There is no address in this row."),
    "not_web": _("Write the whole address, with https:// before it."),
    "password": _("Leave name and password out of the address."),
    "too_long": _("At most 1,000 characters."),
    "broken": _("This is not an address that can be fetched."),
    "private": _("The address leads into a private network and is not fetched."),
}

UNREADABLE = {
    "empty": _("The list is empty."),
    "large": _("The list is too long: 2 million characters at most."),
    "rows": _("The list is too long: 10,000 feeds at most. Split it."),
    "csv": _("Row %(line)d breaks off in the middle: a quotation mark is missing."),
    "doctype": _("The OPML brings definitions of its own (DOCTYPE) and is not read. Take that line out."),
    "xml": _(
        "The OPML has a mistake on line %(line)d: a bracket or quotation mark is missing, or an “&” stands alone."
    ),
    "not_opml": _("This is XML, but no OPML."),
}


def mistake_in_words(code: str) -> str:
    """What is wrong with a row of a list, and what to write instead."""
    return str(MISTAKES.get(code, code))


def unreadable_in_words(code: str, line: int) -> str:
    """Why a list cannot be read at all; "" when it can."""
    return str(UNREADABLE[code]) % {"line": line} if code else ""


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


def remark_in_words(remark: str) -> str:
    """A sentence for what a fetch brought to light, "" for nothing."""
    return str(REMARKS.get(remark, remark))


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


ADVICE = {
    "late": _("The clock stands still: see whether “manage.py clock” and the workers run."),
    "quiet": _("Open the site: if it publishes and the feed does not, ask whoever runs it for the new address."),
    "gone": _("The site closed this feed. Ask for its new address, or switch the feed off."),
    "new": _("It is fetched with the next round."),
    "off": _("Nothing is fetched until somebody switches it on again."),
}

REPAIRS = {
    "address_refused": _("If the portal stands in your own network, add its network to FEEDS_ALLOWED_NETWORKS."),
    "name_unknown": _("Check the address letter by letter; the site may have a new name."),
    "not_trusted": _("Tell whoever runs the site that its certificate has to be renewed."),
    "too_large": _("Ask the site for a feed with the latest entries only."),
    "web_page": _("Look for the feed's own address on this page and put it in here."),
    "unknown": _("Look for the feed's own address on the site and put it in here."),
    "empty": _("If it stays empty, tell whoever runs the site."),
    "unexpected": _("Tell whoever runs this newsroom; the log says more."),
}

REPAIRS_OF_STATUS = {
    401: _("Ask the site for an address that needs no password."),
    403: _("Ask the site to let this newsroom read its feed."),
    404: _("Look for the feed's new address on the site and put it in here."),
    410: _("Ask for its new address, or switch the feed off."),
    429: _("Nothing to do: it is asked less often from now on."),
}

# A site that is down for a day comes back by itself; one that is down for longer is somebody's task.
PATIENCE = timedelta(days=1)


def why(feed: Any, state: str, at: datetime) -> str:
    """Why a feed is in that state, one sentence; "" where the state says it all. `feed` is a `Feed`."""
    match state:
        case "failing" | "gone":
            times = ngettext("%(count)d time in a row", "%(count)d times in a row", feed.failures)
            told = problem_in_words(feed.last_problem)
            return f"{told} ({times % {'count': feed.failures}})" if feed.failures > 1 else told
        case "late":
            return gettext("It should have been fetched on %(moment)s.") % {"moment": _moment(feed.next_due_at)}
        case "quiet":
            told = {"moment": _moment(feed.last_change_at), "span": span_in_words(feed.usual_gap)}
            if feed.usual_gap:
                return gettext("The last new entry came on %(moment)s; usually one comes every %(span)s.") % told
            return gettext("The last new entry came on %(moment)s.") % told
        case "lying":
            return gettext("Its server said “unchanged” though there was something new, so it is not believed.")
        case "moved" if feed.moving_to:
            told = {"url": feed.moving_to, "count": feed.moving_seen}
            return gettext("The site redirects for good to %(url)s; seen %(count)d times.") % told
        case "moved":
            return gettext("It has a new address; before it was %(url)s.") % {"url": feed.earlier_url}
    return " ".join(warnings_in_words(feed.warning)) if state == "ok" else ""


def advice(feed: Any, state: str, at: datetime) -> str:
    """What a person may do about a feed in that state; "" where there is nothing to do. `feed` is a `Feed`."""
    if state == "failing":
        return _repair(feed, at)
    if state == "lying":
        return gettext(
            "Ask whoever runs the site to mend its answers (ETag, Last-Modified). "
            "Until %(moment)s the whole document is fetched each time."
        ) % {"moment": _moment(feed.distrusted_until)}
    if state == "moved":
        if feed.cannot_follow(at):
            return gettext("Another feed has that address already: switch one of the two off.")
        return gettext("Nothing to do: the new address is taken over by itself.") if feed.moving_to else ""
    return str(ADVICE.get(state, ""))


def _repair(feed: Any, at: datetime) -> str:
    code, _colon, detail = feed.last_problem.partition(": ")
    status = int(detail) if code == "http_status" and detail.isdecimal() else 0
    if special := REPAIRS_OF_STATUS.get(status) or REPAIRS.get(code):
        return str(special)
    if feed.failing_since is not None and at - feed.failing_since < PATIENCE:
        return gettext("Nothing to do yet: it is tried again by itself.")
    return gettext("Open the site in a browser; if it does not work there either, tell whoever runs it.")


def span_in_words(span: timedelta | None) -> str:
    """About how long, in the largest unit that is not too coarse: `5 hours`, `3 days`; "" for None."""
    if span is None:
        return ""
    minutes = max(round(span.total_seconds() / 60), 1)
    if minutes < 90:
        return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}
    hours = round(minutes / 60)
    if hours < 48:
        return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
    days = round(hours / 24)
    return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}


def fetches_in_words(marks: Sequence[Any]) -> str:
    """What a row of fetches shows, for whoever does not see it. `marks` have `problem` and `new`."""
    if not marks:
        return gettext("Not fetched yet.")
    failed = sum(bool(mark.problem) for mark in marks)
    return gettext("Last %(count)d fetches: %(failed)d failed, %(new)d new entries.") % {
        "count": len(marks),
        "failed": failed,
        "new": sum(mark.new for mark in marks),
    }


def _moment(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "d/m/Y H:i")
