"""The dimensions over which each row of a statement is spread, once for every skin."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from newsroom.statements.compiling import Line, Part


@dataclass(frozen=True)
class Spread:
    """Where its parts are, and what its tables are called."""

    parts: Callable[[Line], tuple[Part, ...]]
    caption: Callable[[], str]
    matrix_sheet: Callable[[], str]
    matrix_caption: Callable[[], str]


SPREADS: dict[str, Spread] = {
    "channel": Spread(
        lambda line: line.by_channel,
        lambda: _("By channel"),
        lambda: pgettext("sheet", "Matrix of channels"),
        lambda: _("Content items by channel: appearances and works"),
    ),
    "organisation": Spread(
        lambda line: line.by_organisation,
        lambda: _("By organisation"),
        lambda: pgettext("sheet", "Matrix of organisations"),
        lambda: _("Content items by organisation: appearances and works"),
    ),
    "genre": Spread(
        lambda line: line.by_genre,
        lambda: _("By genre"),
        lambda: pgettext("sheet", "Matrix of genres"),
        lambda: _("Content items by genre: appearances and works"),
    ),
    "tone": Spread(
        lambda line: line.by_tone,
        lambda: _("By tone"),
        lambda: pgettext("sheet", "Matrix of tones"),
        lambda: _("Content items by tone: appearances and works"),
    ),
}
