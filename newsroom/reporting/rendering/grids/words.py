"""What every rendering of a matrix calls its columns, its squares and the ways to look at it."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from newsroom.statements.advising import Reason, Why
from newsroom.statements.gridding import Grid, Spread, State


def spreads() -> dict[str, str]:
    """What the columns are, by the word of the address."""
    return {
        "don-vi": pgettext("columns of the matrix", "Organisations"),
        "kenh": pgettext("columns of the matrix", "Channels"),
        "tuan": pgettext("columns of the matrix", "Weeks"),
    }


def measures() -> dict[str, str]:
    """Which figure a square shows, by the word of the address."""
    return {"luot": _("Appearances"), "tac-pham": _("Works"), "phut": _("Minutes")}


def orders() -> dict[str, str]:
    """In which order, by the word of the address."""
    return {"trong": _("Emptiest first"), "in": _("As printed")}


def states() -> dict[State, str]:
    """How a square stands, in a word: colour is never the only sign."""
    return {
        State.GAP: pgettext("square", "Owed"),
        State.EMPTY: pgettext("square", "Empty"),
        State.SHORT: pgettext("square", "Short"),
        State.MET: pgettext("square", "Met"),
        State.SOME: "",
        State.NONE: "",
        State.AHEAD: pgettext("square", "Ahead"),
    }


def meanings() -> dict[State, str]:
    """What those words mean, the loudest first."""
    return {
        State.GAP: _("a duty or a target of the plan asks for it, and nothing is there"),
        State.EMPTY: _("nothing is there"),
        State.SHORT: _("less than the target"),
        State.MET: _("the target is reached"),
    }


def headings(grid: Grid) -> dict[str, str]:
    """The columns that only a matrix has."""
    return {
        "column": {
            Spread.ORGANISATION: _("Organisation"),
            Spread.CHANNEL: _("Channel"),
            Spread.WEEK: pgettext("column", "Week"),
        }[grid.spread],
        "state": pgettext("square", "State"),
        "duty": _("Duty"),
    }


def why_squares_exceed(grid: Grid) -> str:
    """The sentence under the matrix: neither the rows nor the columns need to add up."""
    across = {
        Spread.ORGANISATION: _("a work that several organisations published is one work in the last column"),
        Spread.CHANNEL: _("a work that appeared in several channels is one work in the last column"),
        Spread.WEEK: _("a work that appeared again in another week is one work in the last column"),
    }[grid.spread]
    if not grid.repeated:
        return _(
            "Here no record serves more than one item, so the rows add up to the total. Works are counted anew in "
            "every square: %(across)s."
        ) % {"across": across}
    return _(
        "The rows add up to %(more)d appearances more than the total: a record that serves several content items "
        "stands in each of their rows and only once in the total. Works are counted anew in every square: %(across)s."
    ) % {"more": grid.repeated, "across": across}


def reason(of: Reason) -> str:
    """Why an item should be told next."""
    said = {
        Why.SHORT: ngettext("%(count)d short of its target", "%(count)d short of its target", of.number),
        Why.NEVER: _("nothing told in this period yet"),
        Why.SILENT: ngettext("nothing for %(count)d week", "nothing for %(count)d weeks", of.number),
        Why.NOT_IN_COLUMN: _("not in the weekly column yet"),
        Why.NO_PRAISE: _("no good example told"),
        Why.NO_CRITICISM: _("no shortcoming told"),
    }[of.why]
    return said % {"count": of.number} if "%" in said else said
