"""Saying in an editor's words why a theme is suggested, and what is wrong with a file of headlines."""

from django.utils.translation import gettext as _


def because_in_words(because) -> str:
    """The reasons of a suggestion (`suggesting.Because`) as one phrase; each of its phrases once, in its best place.

    because there is “một cửa” in the title, with “công chức” in the summary
    """
    told: list[str] = []
    named: set[str] = set()
    for seconds in (False, True):
        for where in ("title", "lead", "body"):
            found = [b for b in because if b.where == where and (b.strength == "context") == seconds]
            fresh = [phrase for phrase in dict.fromkeys(b.phrase for b in found) if phrase not in named]
            named.update(fresh)
            words = ", ".join(f"“{phrase}”" for phrase in fresh)
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


def not_labelled_in_words(refused) -> str:
    """What to mend in a file of labelled headlines (`judging.NotLabelled`), with the line."""
    said = {
        "not_json": _("line %(line)d is no JSON."),
        "not_an_object": _("line %(line)d is no object with title, lead and labels."),
        "missing": _("line %(line)d has no “%(key)s”."),
        "not_text": _("line %(line)d: “%(key)s” must be text."),
        "not_a_list": _("line %(line)d: “%(key)s” must be a list of labels."),
        "empty": _("line %(line)d: “%(key)s” is empty; write NONE for a headline that serves no item."),
        "none_beside_others": _("line %(line)d: NONE stands alone or not at all."),
        "unknown_label": _("line %(line)d: the plan has no content item “%(value)s”."),
    }[refused.what]
    return said % {"line": refused.line, "key": refused.key, "value": refused.value}
