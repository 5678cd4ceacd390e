"""What stops a report."""

from collections.abc import Mapping

from django.utils.translation import gettext as _


class SubmissionError(ValueError):
    """What stops a report; its text is for the person who sees it, `field` names what of an activity is wrong."""

    field = ""


class NotOfThePlan(SubmissionError):
    """A period of another year, or a content item of another plan."""


class NotBegun(SubmissionError):
    """A period whose first day is still to come."""


class AlreadySent(SubmissionError):
    """A report that the recipient holds cannot be changed."""


class NotSent(SubmissionError):
    """A draft cannot be returned."""


class NothingToSend(SubmissionError):
    """Neither an activity nor the word that there was none."""


class SomethingToSend(SubmissionError):
    """Activities, and the word that there was none."""


class NoReason(SubmissionError):
    """A report is returned with what to change."""


class OutsideThePeriod(SubmissionError):
    """A day on which the period does not look."""

    field = "day"


class NotDoneYet(SubmissionError):
    """A day that is still to come."""

    field = "day"


class Incomplete(SubmissionError):
    """An activity without its name, its evidence or a quantity."""


class NotCounted(SubmissionError):
    """Minutes, people or copies where the channel does not count them."""

    def __init__(self, message: str, field: str):
        super().__init__(message)
        self.field = field


class NotAnOutlet(SubmissionError):
    """A total of all pieces, for an organisation that puts none out."""

    field = "output"


class OutputTooSmall(SubmissionError):
    """A total of all pieces that is none."""

    field = "output"


class LineGone(SubmissionError):
    """An activity that somebody else took out meanwhile."""


class BrokenRows(SubmissionError):
    """Rows of a form that cannot be kept; `errors` maps their places, from 0, to what stops each."""

    def __init__(self, errors: Mapping[int, SubmissionError]):
        super().__init__(_("Nothing was saved: some activities have to be corrected."))
        self.errors = dict(errors)
