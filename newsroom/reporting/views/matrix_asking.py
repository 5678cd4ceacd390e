"""What the addresses of the matrix and of the records behind it mean.

`theo` says what the columns are, `so` which figure a square shows, `xep` the order, `trong` only what lacks; `loai`
(an organisation's kind), `nhom` (a channel's group), `the-loai` and `sac-thai` narrow what is counted. A square's own
address adds `muc`, `don-vi`, `kenh`, `tuan`. What is none of these words is a 404, as everywhere in a report.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from newsroom.coverage.counting import UNCLASSIFIED
from newsroom.coverage.models import Genre, Tone
from newsroom.organisations.models import Organisation, OrganisationKind
from newsroom.plan.models import Channel
from newsroom.statements.compiling import UNCLASSIFIED_CODE
from newsroom.statements.gridding import Filter, Spread, Week, days_of, weeks_of
from newsroom.statements.querysets import NoSuchItem

from ..actions import Behind, Dimensions, NoSuchEdition, records_presented
from .asking import Asked
from .dimensions import dimension_words, dimensions_asked

SPREADS = {"don-vi": Spread.ORGANISATION, "kenh": Spread.CHANNEL, "tuan": Spread.WEEK}
MEASURES = {"luot": "appearances", "tac-pham": "works", "phut": "minutes"}
ORDERS = ("trong", "in")
GROUPS = ("a", "b", "c", "d")
NARROWING = {
    "loai": ("kind", OrganisationKind.values),
    "nhom": ("group", GROUPS),
    "the-loai": ("genre", Genre.values),
    "sac-thai": ("tone", Tone.values),
}


@dataclass(frozen=True)
class MatrixAsked:
    """A way of looking at the matrix of a plan and a period."""

    question: Asked
    by: str = "don-vi"
    measure: str = "luot"
    order: str = "trong"
    only_lacking: bool = False
    narrowed: Filter = field(default_factory=Filter)

    @property
    def spread(self) -> Spread:
        return SPREADS[self.by]

    @property
    def is_filtered(self) -> bool:
        return self.only_lacking or bool(self.narrowed)

    @property
    def figure(self) -> str:
        """The name of the figure that a square shows."""
        return MEASURES[self.measure]

    @property
    def query(self) -> dict[str, str]:
        """What of the address is not its default."""
        said = {"theo": self.by, "so": self.measure, "xep": self.order, "trong": "1" if self.only_lacking else ""}
        usual = {"theo": "don-vi", "so": "luot", "xep": "trong", "trong": ""}
        return {**{name: value for name, value in said.items() if value != usual[name]}, **narrowing(self.narrowed)}

    def address(self, name: str = "matrix", **changes: str) -> str:
        """The address of this way of looking, with some of it changed; "" takes a part out."""
        query = {**self.query, **{key.replace("_", "-"): value for key, value in changes.items()}}
        usual = {"theo": "don-vi", "so": "luot", "xep": "trong"}
        return self.question.address(name, **{k: v for k, v in query.items() if v and usual.get(k) != v})


@dataclass(frozen=True)
class SquareAsked:
    """One square of a matrix, a row or a column of it, or all: what the records behind it are."""

    question: Asked
    row: str = ""
    channel: str = ""
    organisation: str = ""
    week: Week | None = None
    narrowed: Filter = field(default_factory=Filter)
    dimensions: Dimensions = field(default_factory=Dimensions)

    def behind(self) -> Behind:
        """Exactly the records that the figure counts. Http404 for a label that the plan does not print, and for an
        edition that is none."""
        try:
            return records_presented(
                plan=self.question.plan,
                period=self.question.period,
                organisation_ids=self.question.organisation_ids,
                edition=self.question.edition,
                item=UNCLASSIFIED if self.row == UNCLASSIFIED_CODE else self.row or None,
                channel=self.channel or None,
                organisation=self.organisation or None,
                span=(self.week.start, self.week.stop) if self.week else None,
                narrowed=self.narrowed,
                dimensions=self.dimensions,
            )
        except (NoSuchItem, NoSuchEdition) as unknown:
            raise Http404(str(unknown)) from unknown

    def spoken(self) -> list[str]:
        """What the list is narrowed to, in words. Http404 for a channel that is none or an organisation not theirs."""
        said = []
        if self.row:
            unclassified = self.row == UNCLASSIFIED_CODE
            said.append(_("Unclassified") if unclassified else _("Item %(label)s") % {"label": self.row})
        if self.channel:
            channel = Channel.objects.filter(code=self.channel).first()
            if channel is None:
                raise Http404(_("There is no such channel."))
            said.append(channel.name)
        if self.organisation:
            body = Organisation.objects.filter(slug=self.organisation).first()
            if body is None or not self.question.standing.sees(body.pk):
                raise Http404(_("There is no such organisation."))
            said.append(body.label_on(self.question.period.last_day))
        if self.week:
            said.append(week_name(self.week))
        return [*said, *filter_words(self.narrowed), *dimension_words(self.dimensions, self.question.period)]


def matrix_asked(request: HttpRequest, question: Asked) -> MatrixAsked:
    """What the address asks of a matrix. Http404 for a word that means nothing."""
    given = request.GET
    return MatrixAsked(
        question=question,
        by=_one_of(given, "theo", SPREADS, "don-vi"),
        measure=_one_of(given, "so", MEASURES, "luot"),
        order=_one_of(given, "xep", ORDERS, "trong"),
        only_lacking=_one_of(given, "trong", ("1",), "") == "1",
        narrowed=narrowed_by(given),
    )


def square_asked(request: HttpRequest, question: Asked) -> SquareAsked:
    """What the address asks of the records. Http404 for a word that means nothing."""
    given = request.GET.dict()
    dimensions = dimensions_asked(given)
    if dimensions.is_unsaid:
        del given["the-loai"]
    wanted = given.get("tuan", "")
    week = next((week for week in weeks_of(question.period) if week.code == wanted), None)
    if wanted and week is None:
        raise Http404(_("There is no such week in this period."))
    return SquareAsked(
        question=question,
        row=given.get("muc", ""),
        channel=given.get("kenh", ""),
        organisation=given.get("don-vi", ""),
        week=week,
        narrowed=narrowed_by(given),
        dimensions=dimensions,
    )


def narrowed_by(given: Mapping[str, str]) -> Filter:
    """The filter of an address. Http404 for a value that means nothing."""
    return Filter(**{name: _one_of(given, key, values, "") for key, (name, values) in NARROWING.items()})


def narrowing(narrowed: Filter) -> dict[str, str]:
    """A filter as addresses write it."""
    said = {key: getattr(narrowed, name) for key, (name, _values) in NARROWING.items()}
    return {key: value for key, value in said.items() if value}


def filter_words(narrowed: Filter) -> list[str]:
    """A filter in words."""
    said = []
    if narrowed.kind:
        said.append(str(OrganisationKind(narrowed.kind).label))
    if narrowed.group:
        said.append(_("Forms of II.2.%(letter)s") % {"letter": narrowed.group})
    if narrowed.genre:
        said.append(str(Genre(narrowed.genre).label))
    if narrowed.tone:
        said.append(str(Tone(narrowed.tone).label))
    return said


def week_name(week: Week) -> str:
    """ "Tuần 18 (29/4–5/5)"."""
    return _("Week %(number)d (%(days)s)") % {
        "number": week.number,
        "days": days_of(week),
    }


def _one_of(given: Mapping[str, str], name: str, values, usual: str) -> str:
    value = given.get(name, "")
    if value and value not in values:
        raise Http404(_("“%(value)s” is no value of “%(name)s”.") % {"value": value, "name": name})
    return value or usual
