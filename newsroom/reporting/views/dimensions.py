"""What an address says of who is named, of reruns, of what was published here, and of pieces without a genre.

`neu-ten` is an organisation's slug, `phat` is `lan-dau` or `phat-lai`, `nguon` is `tren-he-thong`, `the-loai` may be
`khong-ghi` (genres themselves are the matrix' filter). What is none of these words is a 404, as everywhere in a report.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.http import Http404
from django.utils.translation import gettext as _

from newsroom.organisations.models import Organisation
from newsroom.periods import Period
from newsroom.statements.compiling import UNSAID_CODE

from ..actions import Dimensions

_RUNS = {"lan-dau": False, "phat-lai": True}
_HERE = "tren-he-thong"


def dimensions_asked(given: Mapping[str, str]) -> Dimensions:
    """The dimensions of an address. Http404 for a word that means nothing."""
    run, source = given.get("phat", ""), given.get("nguon", "")
    if (run and run not in _RUNS) or source not in ("", _HERE):
        raise Http404(_("This address means nothing here."))
    return Dimensions(
        about=given.get("neu-ten") or None,
        rerun=_RUNS.get(run),
        pages_only=source == _HERE,
        is_unsaid=given.get("the-loai") == UNSAID_CODE,
    )


def dimension_words(dimensions: Dimensions, period: Period) -> list[str]:
    """The same in words, with names of the period's last day. Http404 for an organisation that is none."""
    said = []
    if dimensions.is_unsaid:
        said.append(_("Genre not stated"))
    if dimensions.about is not None:
        body = Organisation.objects.filter(slug=dimensions.about).first()
        if body is None:
            raise Http404(_("There is no such organisation."))
        said.append(_("about %(organisation)s") % {"organisation": body.label_on(period.last_day)})
    if dimensions.rerun is not None:
        said.append(_("Reruns") if dimensions.rerun else _("First runs"))
    if dimensions.pages_only:
        said.append(_("published on this system"))
    return said
