"""Saying in an editor's words why a theme is suggested."""

from django.utils.translation import gettext as _


def because_in_words(because) -> str:
    """The reasons of a suggestion (`suggesting.Because`) as one phrase; each phrase once for each place.

    because there is “một cửa” in the title, with “công chức” in the summary
    """
    told = []
    for seconds in (False, True):
        for where in ("title", "lead", "body"):
            found = [b for b in because if b.where == where and (b.strength == "context") == seconds]
            words = ", ".join(f"“{phrase}”" for phrase in dict.fromkeys(b.phrase for b in found))
            if words:
                told.append(_sentence(where, seconds) % {"words": words})
    return _("because there is %(reasons)s") % {"reasons": ", ".join(told)} if told else ""


def _sentence(where: str, seconds: bool) -> str:
    if seconds:
        return {
            "title": _("next to %(words)s in the title"),
            "lead": _("next to %(words)s in the summary"),
            "body": _("next to %(words)s in the text"),
        }[where]
    return {
        "title": _("%(words)s in the title"),
        "lead": _("%(words)s in the summary"),
        "body": _("%(words)s in the text"),
    }[where]
