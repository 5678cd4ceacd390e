"""Saying in an editor's words why a theme is suggested, and what is wrong with a file of headlines."""

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


def because_in_words(because) -> str:
    """The reasons of a suggestion (`suggesting.Because`) as one phrase; each of its phrases once, in its best place.

    because there is “một cửa” in the title, with “công chức” in the summary
    """
    told: list[str] = []
    named: set[str] = set()
    for seconds in (False, True):
        for where in ("title", "lead", "body"):
            found = [b for b in because if b.where == where and (b.strength == "context") == seconds]
            found = [b for b in found if b.strength not in ("rule", "station")]
            fresh = [phrase for phrase in dict.fromkeys(b.phrase for b in found) if phrase not in named]
            named.update(fresh)
            words = ", ".join(f"“{phrase}”" for phrase in fresh)
            if words:
                told.append(_sentence(where, seconds) % {"words": words})
    reasons = [_("because there is %(reasons)s") % {"reasons": ", ".join(told)}] if told else []
    if ruled := dict.fromkeys(b.phrase for b in because if b.strength == "rule"):
        words = ", ".join(f"“{phrase}”" for phrase in ruled)
        reasons.append(_("by a rule of the source, for %(words)s") % {"words": words})
    if any(b.strength == "station" for b in because):
        reasons.append(_("the station proposes it"))
    return "; ".join(reasons)


def learned_in_words(learned) -> str:
    """What earlier decisions say of a theme (`suggesting.Learned`), so that nobody takes it for the phrases' word.

    learned from decisions: seldom chosen (12%), because of the words “bóng đá”, “khai mạc”
    """
    if learned is None:
        return ""
    said = _("learned from decisions: often chosen (%(percent)d%%)")
    if not learned.speaks_for:
        said = _("learned from decisions: seldom chosen (%(percent)d%%)")
    said = said % {"percent": learned.percent}
    words = ", ".join(f"“{word}”" for word in learned.words)
    return _("%(said)s, because of the words %(words)s") % {"said": said, "words": words} if words else said


def dismissals() -> dict:
    """Why an entry may be dismissed, by name; "outside" alone says that it is about no theme."""
    return {
        "outside": gettext_lazy("Not about administrative reform"),
        "duplicate": gettext_lazy("The same entry has been accepted already"),
        "old": gettext_lazy("Old news, published again"),
        "unclear": gettext_lazy("Too little to go by"),
    }


def share(part: float | None) -> str:
    """A share of 0 to 1 as a percentage: "87,5%", "–" where there was nothing to divide by."""
    return "–" if part is None else f"{part * 100:.1f}%".replace(".", ",")


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


def likeness_in_words(rule: str, percent: int | None) -> str:
    """What speaks for two pieces being one (`grouping.Rule`); "" where only a person said so."""
    if rule == "link":
        return _("same address")
    if rule == "title":
        return _("same title") if percent == 100 else _("titles agree by %(percent)d%%") % {"percent": percent}
    if rule == "text":
        return _("texts agree by %(percent)d%%") % {"percent": percent}
    return ""


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


def mistake_in_words(mistake) -> str:
    """What is wrong with a line of a source's rules (`sifting.Mistake`), and what to write instead."""
    said = {
        "no_colon": _("line %(line)d: a colon is missing. Write for example “bỏ: bóng đá, xổ số”."),
        "unknown_verb": _("line %(line)d: “%(said)s” is none of “bỏ”, “giữ” and “chủ đề …”."),
        "no_theme": _("line %(line)d: say which theme, for example “chủ đề Chỉ số PAPI: PAPI”."),
        "unknown_theme": _("line %(line)d: there is no theme “%(said)s” in use."),
        "no_keywords": _("line %(line)d: no keyword stands behind “%(said)s:”."),
        "empty_keyword": _("line %(line)d: “%(said)s” holds no word."),
        "long_keyword": _("line %(line)d: the keyword “%(said)s” is too long; at most 200 characters."),
        "all_but_drop": _("line %(line)d: “tất cả” goes with “bỏ” alone."),
        "too_many": _("line %(line)d: there are more than 200 rules."),
    }[mistake.what]
    return said % {"line": mistake.line, "said": mistake.said}


def verdict_in_words(sifted) -> str:
    """What the rules make of a text (`sifting.Sifted`), by which line."""
    if found := sifted.dropped_by:
        return _("Set aside, by line %(line)d: %(rule)s") % {"line": found.rule.line, "rule": found.rule.written}
    if found := sifted.kept_by:
        return _("Kept in any case, by line %(line)d: %(rule)s") % {"line": found.rule.line, "rule": found.rule.written}
    return _("Goes to the inbox: no line drops it.")


def row_in_words(mistake) -> str:
    """What is wrong with a row of a station's file (`importing.Mistake`), and what to write instead."""
    said = {
        "no_title": _("row %(row)d: the title is missing."),
        "long_title": _("row %(row)d: the title is longer than 500 characters."),
        "no_day": _("row %(row)d: the day is missing."),
        "bad_day": _("row %(row)d: “%(said)s” is no day. Write 14/06/2024 or 14/06/2024 07:30."),
        "future": _("row %(row)d: “%(said)s” has not come yet."),
        "bad_link": _("row %(row)d: “%(said)s” is no address; it begins with http:// or https://."),
        "unknown_theme": _("row %(row)d: there is no theme “%(said)s” in use."),
        "twice": _("row %(row)d: the same as row %(said)s."),
    }[mistake.what]
    return said % {"row": mistake.row, "said": mistake.said}


def unreadable_in_words(refused) -> str:
    """Why no row of a station's file could be read (`importing.Unreadable`)."""
    said = {
        "empty": _("The file is empty. Choose a CSV or XLSX file."),
        "kind": _("This kind of file is not read. Save it as CSV or XLSX."),
        "broken": _("The file is damaged. Open it in Excel, save it anew and choose it again."),
        "heading_twice": _("Two columns say the same: %(columns)s. Leave one of them."),
        "too_large": _("The file is larger than 1 MB. Send it in parts."),
        "encoding": _("The letters cannot be read. In Excel choose “CSV UTF-8” when saving."),
        "headings": _("A row near the top must name the columns; “Tiêu đề” and “Ngày” must be among them."),
        "too_many": _("There are more than 500 rows. Send them in parts."),
        "no_rows": _("No row stands below the headings."),
    }[refused.what]
    return said % {"columns": refused.said}


def phrase_mistake_in_words(mistake, kinds) -> str:
    """What is wrong with a line of phrases (`themes.parsing.Mistake`); `kinds` are the names of the kinds."""
    said = {
        "nothing_to_match": _("%(kind)s, line %(line)d: “%(said)s” holds no word."),
        "too_long": _("%(kind)s, line %(line)d: “%(said)s” is too long; at most 200 characters."),
        "open_end": _("%(kind)s, line %(line)d: “%(said)s” – words must stand on both sides of “…”."),
        "empty_part": _("%(kind)s, line %(line)d: “%(said)s” – a word is missing between two “…”."),
        "empty_choice": _("%(kind)s, line %(line)d: “%(said)s” – a word is missing beside “|”."),
        "many_choices": _(
            "%(kind)s, line %(line)d: “%(said)s” has more than 500 combinations; make two phrases of it."
        ),
        "twice": _("%(kind)s, line %(line)d: the same phrase stands there already (%(first)s, line %(at)s)."),
        "too_many": _("%(kind)s, line %(line)d: a theme has at most 1,000 phrases."),
    }[mistake.what]
    first, _colon, at = mistake.said.partition(":") if mistake.what == "twice" else ("", "", "")
    words = {"kind": kinds[mistake.kind], "line": mistake.line, "said": mistake.said}
    return said % (words | {"first": kinds.get(first, ""), "at": at})


def state_of_learned(row) -> str:
    """Whether what was learned of a theme (`models.LearnedTheme`, None before the first lesson) has a say, and why."""
    if row is None:
        return _("off: nothing was learned yet")
    if row.kept_off:
        words = {
            "who": str(row.kept_off_by or _("the system")),
            "when": date_format(localtime(row.kept_off_at), "d/m/Y"),
        }
        return _("kept off by %(who)s on %(when)s") % words
    return {
        "better": _("on: better than the phrases alone"),
        "no_better": _("off: not better enough than the phrases alone"),
        "too_few": _("off: too few decisions yet"),
    }[row.worth]
