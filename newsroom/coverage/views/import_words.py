"""What is wrong with a file and its rows, in sentences that say what to write instead."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ..importing import COLUMNS

_HEADINGS = {column.code: column.heading for column in COLUMNS}


def sentence(mistake: dict) -> tuple[str, str]:
    """The column's heading, and what to write instead, of a mistake as it is kept."""
    words, hint = _words(mistake["code"]), mistake["hint"]
    return _HEADINGS.get(mistake["column"], mistake["column"]), _hinted(mistake["code"], hint) or words % {"hint": hint}


def refusal(told: dict) -> str:
    """Why a file could not be read at all; "" when it could."""
    if not told.get("refused"):
        return ""
    words = {
        "empty": _("The file is empty."),
        "kind": _("This is no CSV or XLSX. Open it in Excel or LibreOffice and save it as .xlsx."),
        "encoding": _("The letters cannot be read. Save the file as “CSV UTF-8” or as .xlsx."),
        "headings": _(
            "The row of headings is not there or lacks: %(hint)s. Take the template, or head the columns so."
        ),
        "heading_twice": _("Two columns mean the same: %(hint)s. Keep one of them."),
        "csv": _("Line %(hint)s breaks off in the middle. Save the file as .xlsx and hand that in."),
        "xlsx": _("The workbook is damaged. Open it in Excel or LibreOffice and save it anew."),
        "large": _("The workbook unpacks to far more than a table of records. Copy the rows into a new one."),
        "rows": _("More than %(hint)s rows. Split the file, by year for instance."),
    }
    return words[told["refused"]] % {"hint": told.get("hint", "")}


def encoding_note(encoding: str) -> str:
    """A warning where the letters were guessed."""
    if encoding != "windows-1258":
        return ""
    return _("The file is not in Unicode: it was read as Windows-1258. If letters look wrong, save it as “CSV UTF-8”.")


def _hinted(code: str, hint: str) -> str:
    """With the nearest word of the house, where there is one."""
    return (
        _("Nothing is called that here. Did you mean “%(hint)s”?") % {"hint": hint} if hint and code in _NAMED else ""
    )


_NAMED = frozenset({"no_organisation", "no_channel", "no_themes", "no_genre", "no_tone"})


def _words(code: str) -> str:
    number = _("Write a whole number: 12 or 1.200.")
    return {
        "missing": _("Fill this in."),
        "too_long": _("At most %(hint)s characters."),
        "not_day": _("Write the day as 14/06/2024, with all four digits of the year."),
        "future": _("This day has not come yet: the ledger holds what was done."),
        "no_organisation": _("No organisation is called that. Take the name from the sheet “Danh mục”."),
        "not_then": _("%(hint)s did not exist on that day."),
        "several": _("Several are called that. Write one of: %(hint)s."),
        "not_yours": _("You may enter records for your own organisation only."),
        "no_channel": _("No channel is called that. Take the name from the sheet “Danh mục”."),
        "no_themes": _("No theme is called that. Take it from the sheet “Danh mục”; part several with semicolons."),
        "no_genre": _("No genre is called that. Take it from the sheet “Danh mục”, or leave it empty."),
        "no_tone": _("Write “Thông tin”, “Nêu gương” or “Phản ánh tồn tại”, or leave it empty."),
        "not_quantity": _("Write a whole number from 1, or leave it empty: it is then 1."),
        "not_persons": number,
        "not_copies": number,
        "not_seconds": _("Write minutes, or minutes and seconds: 5 or 5:30."),
        "not_is_rerun": _("Write “có” for a rerun, or leave it empty."),
        "not_url": _("Write the whole address, with https:// before it."),
        "no_evidence": _("Say what proves it, or give the address: a number and page, a document, photographs."),
        "not_own": _("A key of your own may not look like #12: that names a record of the ledger."),
        "itself": _("A row is always the same work as itself: leave it empty."),
        "twice": _("The same as row %(hint)s. If these are two appearances, give each its own key in “Mã”."),
        "taken": _("This key belongs to record %(hint)s of another organisation. Choose another one."),
        "no_such_work": _("Nothing with this key is in the file or in the ledger."),
    }[code]
