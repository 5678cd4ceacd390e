"""What every rendering calls its columns, and the rules of the numbers told to those who read them."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from newsroom.statements.aiming import Aim
from newsroom.statements.compiling import Named, Output, Statement

from .characters import in_one_line

_SWAPPED = str.maketrans(",.", ".,")


def headings() -> dict[str, str]:
    """Columns by the name of what they show."""
    return {
        "label": pgettext("of a clause", "No."),
        "title": _("Content"),
        "channel": _("Channel"),
        "organisation": _("Organisation"),
        "appearances": _("Appearances"),
        "works": _("Works"),
        "minutes": _("Minutes"),
        "quantity": _("Quantity"),
        "unit": _("Unit"),
        "target": _("Target"),
        "done": _("Done"),
        "done_ratio": _("Done against target"),
        "measure": _("Counted as"),
        "asked": _("Target in words"),
        "origin": _("Clause"),
        "reported": _("Reported activities"),
        "day": _("Day"),
        "piece": _("Title"),
        "work": _("Work no."),
        "genre": _("Genre"),
        "tone": _("Tone"),
        "themes": _("Themes"),
        "items": _("Content items"),
        "persons": pgettext("column", "People"),
        "copies": pgettext("column", "Copies"),
        "first_runs": _("Appearances without reruns"),
        "rerun": _("Rerun"),
        "source": _("Recorded from"),
        "url": _("Address"),
        "evidence": _("Evidence"),
        "plan": _("Plan"),
        "period": _("Period"),
        "reruns": _("Reruns"),
        "about": _("Organisation named"),
        "entered": _("All pieces, entered by the outlet"),
        "published": _("All pieces published on this system"),
        "pages": _("Of these in the ledger"),
        "basis": _("Share of"),
        "share": _("Share of all output"),
        "start": _("From day"),
        "end": _("To day"),
        "edition": _("Edition"),
    }


def said(value: object, kind: str = "number") -> str:
    """A value of a table as people read it: "1.234", "92,9%", "12,5", "14/06/2024"; nothing for None.

    `kind` is the column's (see `tables.Column`).
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return in_one_line(value)
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    written = f"{value:.1%}" if kind == "ratio" else f"{value:,.1f}" if kind == "minutes" else f"{value:,}"
    return written.translate(_SWAPPED) if (get_language() or "vi").startswith("vi") else written


def measures() -> dict[str, str]:
    """What a target counts."""
    return {
        "works": pgettext("measure", "works"),
        "appearances": pgettext("measure", "appearances"),
        "episodes": pgettext("measure", "episodes aired"),
        "minutes": pgettext("measure", "minutes"),
        "persons": pgettext("measure", "people"),
        "copies": pgettext("measure", "copies"),
        "quantity": pgettext("measure", "in the channel's unit"),
    }


def counted_as(aim: Aim) -> str:
    """What a target counts: the channel's own unit, or one of `measures`."""
    return aim.unit if aim.measure == "quantity" and aim.unit else measures().get(aim.measure, aim.measure)


def asked(aim: Aim) -> str:
    """What a target asks and in which part of the period: "6 tác phẩm mỗi tháng (10/05/2024 – 14/06/2024)"."""
    values = {"quantity": aim.quantity, "measure": counted_as(aim), "rhythm": aim.rhythm}
    said = _("%(quantity)d %(measure)s, %(rhythm)s") if aim.rule else _("%(quantity)d %(measure)s %(rhythm)s")
    part = f" ({aim.start:%d/%m/%Y} – {aim.stop - timedelta(days=1):%d/%m/%Y})" if aim.start and aim.stop else ""
    return said % values + part


def edition(statement: Statement) -> str:
    """Which figures these are, short enough for a cell: "Provisional", or the frozen edition with its hash."""
    if statement.seal is None:
        return _("Provisional")
    return _("Frozen edition %(number)d, SHA-256 %(hash)s") % {
        "number": statement.seal.number,
        "hash": statement.seal.sha256,
    }


def state(statement: Statement) -> str:
    """What the figures are worth today."""
    if statement.seal is None:
        return _("Provisional: figures follow the ledger until they are frozen.")
    seal = statement.seal
    said = _("Frozen: edition %(number)d, by %(who)s at %(when)s; SHA-256 %(hash)s.") % {
        "number": seal.number,
        "who": seal.frozen_by,
        "when": date_format(localtime(seal.frozen_at), "H:i d/m/Y"),
        "hash": seal.sha256,
    }
    if statement.organisations is None:
        return said
    return " ".join((said, _("Counted again from its sealed records for these organisations alone.")))


def scope(statement: Statement) -> str:
    """Whose figures these are."""
    if statement.organisations is None:
        return _("All organisations")
    return _("Only: %(names)s") % {"names": ", ".join(statement.organisations) or _("no organisation")}


def why_rows_exceed(statement: Statement) -> str:
    """The sentence under the table: rows need not add up to the total."""
    if not statement.repeated:
        return _(
            "A record is counted once in each content item that it serves and once in the total. "
            "In this period no record serves more than one item."
        )
    return _(
        "The rows add up to %(more)d appearances more than the total: a record that serves several content items is "
        "counted once in each of them and only once in the total."
    ) % {"more": statement.repeated}


def balance(named: Named) -> str:
    """What is lacking in how an organisation is spoken of; "" where both praise and criticism are there."""
    if not named.commended.appearances and not named.criticised.appearances:
        return _("Neither commended nor criticised")
    if not named.criticised.appearances:
        return _("Never criticised")
    return "" if named.commended.appearances else _("Never commended")


def why_named_exceed() -> str:
    """The sentence under the table of organisations named."""
    return _("A record about several organisations stands at each of them; one that names none stands at none.")


def basis(output: Output) -> str:
    """Of which total the share is."""
    if output.share is None and output.basis:
        return _("The total is smaller than its part: check it")
    return {"entered": _("what the outlet entered"), "published": _("what was published on this system")}.get(
        output.basis, _("No total is known")
    )


def why_share() -> str:
    """The sentence under the table of shares."""
    return _(
        "A total that the outlet entered in its report goes before the one that this system knows. Against the first "
        "stand all its works, against the second those of its pieces that were published here."
    )


def rules() -> Iterator[str]:
    """The rules of the numbers, a sentence each."""
    yield _("An appearance is one piece, published by one organisation, in one channel, on one day.")
    yield _("A work is the piece itself: printed, reposted and read on the air it is three appearances of one work.")
    yield _("A record counts on its day in Vietnam, from the first to the last day of the period, both included.")
    yield _("Periods follow Decree 09/2019/NĐ-CP, Article 12.")
    yield _("A record counts once in each content item with which it shares a theme, and once in the total.")
    yield _("What serves no content item stands in the row “Unclassified”; nothing is left out.")
    yield _("What was unpublished or withdrawn stays in the ledger and is not counted.")
    yield _("Minutes are the seconds added up, then rounded to the nearest minute.")
    yield _("What agencies report themselves stands beside the ledger's figures and is never added to them.")
    yield _("“Every week” means as many times as the weekday of the programme occurs in the period.")
    yield _(
        "A target that holds for a part of the period is held against that part only, by its days and rounded once."
    )
